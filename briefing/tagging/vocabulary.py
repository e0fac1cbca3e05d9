"""The controlled vocabulary: content/vocabulary/*.yaml, one file a kind, read, checked and cached.

Every fault is reported, each with its file and line, all at once. What every file's fields mean stands at its head;
the same for editors' programs: content/vocabulary/schema/.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from briefing.cache import keep, kept
from briefing.errors import VocabularyError
from briefing.inputs import program
from briefing.memo import pack, unpack
from briefing.model import Keyword, Kind, Metonym, Term, Vocabulary
from briefing.plain_yaml import Fields, PlainYamlError, Value, parse_yaml
from briefing.tagging.beginnings import heads
from briefing.tagging.spelling import fold

__all__ = ["fold", "load_vocabulary", "seems_kept", "surfaces"]

_KEPT: Final = "vocabulary"
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_MAX_PATTERN: Final = 1500
_PROSE: Final = "a quick brown fox jumps over 12 lazy dogs"

_TEXTS: Final = frozenset({"aliases", "ambiguous", "context"})  # fields that hold lists of texts
_RECORDS: Final = {"cities": {"name"}, "metonyms": {"term"}, "keywords": {"term", "weight"}}  # ... of mappings
_OPTIONAL_IN_RECORD: Final = {"cities": {"aliases"}, "metonyms": {"note"}, "keywords": set[str]()}
_COMMON: Final = frozenset({"id", "name", "aliases", "ambiguous", "context"})
_REQUIRED: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.COMPANIES: frozenset({"id", "name"}),
    Kind.PRODUCTS: frozenset({"id", "name", "kind"}),
    Kind.PEOPLE: frozenset({"id", "name"}),
    Kind.ORGANIZATIONS: frozenset({"id", "name", "kind"}),
    Kind.REGIONS: frozenset({"id", "name", "kind"}),
    Kind.TOPICS: frozenset({"id", "name", "definition", "keywords"}),
}
_ALLOWED: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.COMPANIES: _COMMON | {"region", "parent", "ticker", "wikidata"},
    Kind.PRODUCTS: _COMMON | {"kind", "owner", "pattern"},
    Kind.PEOPLE: _COMMON | {"affiliation", "role"},
    Kind.ORGANIZATIONS: _COMMON | {"kind", "region"},
    Kind.REGIONS: _COMMON | {"kind", "parent", "cities", "metonyms"},
    Kind.TOPICS: frozenset({"id", "name", "definition", "aliases", "keywords", "iptc"}),
}
_CATEGORIES: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.PRODUCTS: frozenset(
        {
            *("model", "model-family", "chip", "robot", "assistant", "app"),
            *("service", "framework", "dataset", "benchmark", "device"),
        }
    ),
    Kind.REGIONS: frozenset({"country", "territory", "bloc", "region"}),
}
_REFERENCES: Final[tuple[tuple[Kind, str, tuple[Kind, ...]], ...]] = (
    (Kind.COMPANIES, "region", (Kind.REGIONS,)),
    (Kind.COMPANIES, "parent", (Kind.COMPANIES,)),
    (Kind.PRODUCTS, "owner", (Kind.COMPANIES, Kind.ORGANIZATIONS)),
    (Kind.PEOPLE, "affiliation", (Kind.COMPANIES, Kind.ORGANIZATIONS)),
    (Kind.ORGANIZATIONS, "region", (Kind.REGIONS,)),
    (Kind.REGIONS, "parent", (Kind.REGIONS,)),
)


class _Entry(NamedTuple):
    """An entry as its file has it: every scalar is a string, whatever YAML would make of it."""

    kind: Kind
    path: Path
    line: int
    values: Mapping[str, Any]

    def fault(self, message: str, hint: str = "") -> VocabularyError:
        return VocabularyError(message, path=self.path, line=self.line, hint=hint)


@dataclass(slots=True)
class _Reading:
    """What reading the files has given so far."""

    entries: list[_Entry] = field(default_factory=list)
    faults: list[VocabularyError] = field(default_factory=list)


def load_vocabulary(folder: Path, *, cache: Path | None = None) -> Vocabulary:
    """Read and check a vocabulary folder. A missing file means no terms of its kind.

    `cache` is a folder of ours, made when needed. Raises ExceptionGroup of every VocabularyError.
    """
    files = tuple((path.name, path.read_bytes()) for path in sorted(folder.glob("*.yaml")))
    return _vocabulary_of(folder, files, cache)


def seems_kept(folder: Path, cache: Path) -> bool:
    """Tell whether the cache has what `load_vocabulary` gives, as far as times tell: it may be read sooner, or not."""
    try:
        kept_at = (cache / _KEPT).stat().st_mtime_ns
        return all(file.stat().st_mtime_ns < kept_at for file in folder.glob("*.yaml"))
    except OSError:
        return False


@lru_cache(maxsize=1)
def _vocabulary_of(folder: Path, files: tuple[tuple[str, bytes], ...], cache: Path | None) -> Vocabulary:
    """Remember the last one: a preview builds again and again, and seldom of another vocabulary."""
    sources = dict(files)
    digest = _digest(sources)
    place = cache / _KEPT if cache else None
    known = _recall(place, digest) if place else None
    if known:
        return known
    vocabulary = _parse_vocabulary(folder, sources, digest)
    if place:
        keep(place, pack((program(), vocabulary)))
    return vocabulary


def _recall(place: Path, digest: str) -> Vocabulary | None:
    """Give what is kept there, None where that is damaged, another vocabulary, or was read by another program."""
    try:
        reader, vocabulary = unpack(kept(place) or b"")
    except (ValueError, TypeError):
        return None
    good = reader == program() and isinstance(vocabulary, Vocabulary) and vocabulary.digest == digest
    return vocabulary if good else None


def surfaces(term: Term) -> Iterator[str]:
    """Yield what a text may call a term. A name with a bracketed qualifier is for display only."""
    if "(" not in term.name:
        yield term.name
    yield from term.aliases
    for city in term.cities:
        yield from city
    for metonym in term.metonyms:
        yield metonym.name


# ---------------------------------------------------------------------------------------- reading


def _digest(sources: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, data in sources.items():
        whole.update(b"%s %d\n" % (name.encode("utf-8", "surrogateescape"), len(data)))
        whole.update(data)
    return whole.hexdigest()


def _parse_vocabulary(folder: Path, sources: Mapping[str, bytes], digest: str) -> Vocabulary:
    reading = _Reading()
    for kind in Kind:
        name = f"{kind}.yaml"
        if name in sources:
            _read_file(reading, kind, folder / name, sources[name])
    dismissed = _read_dismissed(reading, folder / "dismissed.yaml", sources.get("dismissed.yaml", b""))
    terms: dict[Kind, dict[str, Term]] = {kind: {} for kind in Kind}
    for entry in reading.entries:
        terms[entry.kind][entry.values["id"]] = _term(entry)
    vocabulary = Vocabulary(terms=terms, dismissed=dismissed, digest=digest)
    reading.faults += _faults(reading.entries, vocabulary)
    if reading.faults:
        ordered = sorted(reading.faults, key=lambda fault: (fault.path, fault.line, fault.message))
        raise ExceptionGroup("vocabulary", ordered)
    return vocabulary


def _parse(path: Path, data: bytes) -> list[Value]:
    """Read a list of plain values; an empty file is an empty one. Raises VocabularyError."""
    try:
        root = parse_yaml(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise VocabularyError("not UTF-8", path=path, line=data[: error.start].count(b"\n") + 1) from error
    except PlainYamlError as error:
        raise VocabularyError(error.message, path=path, line=error.line) from error
    if not isinstance(root, list | None):
        raise VocabularyError("the file must be a list", path=path, line=1)
    return root or []


def _read_file(reading: _Reading, kind: Kind, path: Path, data: bytes) -> None:
    try:
        items = _parse(path, data)
    except VocabularyError as fault:
        reading.faults.append(fault)
        return
    ids: dict[str, int] = {}
    for item in items:
        try:
            entry = _entry(kind, path, item)
            ident = entry.values["id"]
            if ident in ids:
                raise entry.fault(f"id {ident!r} is taken by line {ids[ident]}")
            ids[ident] = entry.line
            reading.entries.append(entry)
        except VocabularyError as fault:
            reading.faults.append(fault)


def _entry(kind: Kind, path: Path, item: Value) -> _Entry:
    """Check one entry by itself. A field that is left empty is as good as none."""
    if not isinstance(item, Fields):
        raise VocabularyError(f"an entry must be a mapping, and {item!r:.40} is none", path=path)
    values = {name: content for name, content in item.items() if content is not None}
    entry = _Entry(kind=kind, path=path, line=item.line, values=values)
    unknown = sorted(item.keys() - _ALLOWED[kind])
    missing = sorted(_REQUIRED[kind] - values.keys())
    if unknown or missing:
        said = [f"unknown field {name!r}" for name in unknown] + [f"missing field {name!r}" for name in missing]
        raise entry.fault(", ".join(said), f"{kind} have: {', '.join(sorted(_ALLOWED[kind]))}")
    for name, content in values.items():
        _check_field(entry, name, content)
    if not _SLUG.match(entry.values["id"]):
        raise entry.fault(f"id {entry.values['id']!r} is not a slug", "Use a-z, 0-9 and single hyphens")
    if not entry.values["name"].strip():
        raise entry.fault("the name is empty")
    return entry


def _check_field(entry: _Entry, name: str, content: Any) -> None:
    if name in _RECORDS:
        allowed = _RECORDS[name] | _OPTIONAL_IN_RECORD[name]
        if not isinstance(content, list) or not all(_is_record(each, _RECORDS[name], allowed) for each in content):
            raise entry.fault(f"{name} must be a list of {{{', '.join(sorted(allowed))}}}")
        for record in content:
            if "weight" in record and record["weight"] not in ("1", "2", "3", "4", "5"):
                raise entry.fault(f"weight {record['weight']!r} of {record['term']!r} is not 1 to 5")
    elif name in _TEXTS:
        if not _are_texts(content):
            raise entry.fault(f"{name} must be a list of texts")
    elif not isinstance(content, str):
        raise entry.fault(f"{name} must be a text")


def _is_record(value: Any, required: Set[str], allowed: Set[str]) -> bool:
    return (
        isinstance(value, dict)
        and required <= value.keys() <= allowed
        and all(_are_texts(each) if name in _TEXTS else isinstance(each, str) for name, each in value.items())
    )


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text.strip() for text in value)


def _read_dismissed(reading: _Reading, path: Path, data: bytes) -> frozenset[str]:
    """Read the names that an editor turned down: a list of texts."""
    try:
        names = _parse(path, data)
        if not _are_texts(names):
            raise VocabularyError("the file must be a list of names", path=path, line=1)
    except VocabularyError as fault:
        reading.faults.append(fault)
        return frozenset()
    return frozenset(fold(str(name)) for name in names)


def _term(entry: _Entry) -> Term:
    values = entry.values

    def text(name: str) -> str:
        value: str = values.get(name, "")
        return "" if value == "none" else value

    return Term(
        kind=entry.kind,
        id=values["id"],
        name=values["name"],
        aliases=tuple(values.get("aliases", ())),
        category=text("kind"),
        region=text("region"),
        parent=text("parent"),
        owner=text("owner"),
        affiliation=text("affiliation"),
        role=text("role"),
        definition=text("definition"),
        ticker=text("ticker"),
        ambiguous=tuple(values.get("ambiguous", ())),
        context=tuple(values.get("context", ())),
        pattern=text("pattern"),
        cities=tuple((city["name"], *city.get("aliases", ())) for city in values.get("cities", ())),
        metonyms=tuple(Metonym(name=place["term"], note=place.get("note", "")) for place in values.get("metonyms", ())),
        keywords=tuple(Keyword(text=word["term"], weight=int(word["weight"])) for word in values.get("keywords", ())),
    )


# --------------------------------------------------------------------------------------- checking


def _faults(entries: Iterable[_Entry], vocabulary: Vocabulary) -> Iterator[VocabularyError]:
    by_place = {(entry.kind, entry.values["id"]): entry for entry in entries}
    for place, entry in by_place.items():
        term = vocabulary.terms[place[0]][place[1]]
        yield from (entry.fault(message) for message in _own_faults(term))
        yield from (entry.fault(message) for message in _reference_faults(term, vocabulary))
    yield from (by_place[place].fault(*said) for place, said in _collisions(vocabulary))


def _own_faults(term: Term) -> Iterator[str]:
    allowed = _CATEGORIES.get(term.kind)
    if allowed and term.category not in allowed:
        yield f"kind {term.category!r} is none of {', '.join(sorted(allowed))}"
    names = set(surfaces(term))
    for name in term.ambiguous:
        if name not in names:
            yield f"ambiguous {name!r} is not one of its names"
    if term.pattern:
        yield from _pattern_faults(term.pattern)


def _pattern_faults(pattern: str) -> Iterator[str]:
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
        heads(pattern)
    except (re.error, ValueError) as error:
        yield f"pattern: {error}"
        return
    if len(pattern) > _MAX_PATTERN:
        yield f"pattern: longer than {_MAX_PATTERN} characters"
    if compiled.match("") or compiled.match(_PROSE):
        yield "pattern: matches nothing at all, or plain prose"


def _reference_faults(term: Term, vocabulary: Vocabulary) -> Iterator[str]:
    for kind, name, targets in _REFERENCES:
        ident = getattr(term, name)
        if term.kind is kind and ident and not any(vocabulary.get(target, ident) for target in targets):
            yield f"{name} {ident!r} is in none of {', '.join(f'{target}.yaml' for target in targets)}"
    trail = {term.id}
    at: Term | None = term
    while at and at.parent and (at := vocabulary.get(term.kind, at.parent)):
        if at.id in trail:
            yield f"parent {term.parent!r} leads back to itself"
            return
        trail.add(at.id)


def _collisions(vocabulary: Vocabulary) -> Iterator[tuple[tuple[Kind, str], tuple[str, str]]]:
    """Yield (place, (message, hint)) for a name that another term has too, unless each of them calls it ambiguous."""
    claims: dict[str, dict[tuple[Kind, str], str]] = defaultdict(dict)
    for term in vocabulary:
        if term.kind is not Kind.TOPICS:
            marked = {fold(name) for name in term.ambiguous}
            for name in surfaces(term):
                folded = fold(name)
                claims[folded].setdefault((term.kind, term.id), "" if folded in marked else name)
    for places in claims.values():
        if len(places) < 2 or not any(places.values()):
            continue
        for place, name in places.items():
            others = ", ".join(f"{kind}/{ident}" for kind, ident in places if (kind, ident) != place)
            if name:
                yield place, (f"{name!r} is a name of {others} too", "Remove it from one, or mark it ambiguous in both")
