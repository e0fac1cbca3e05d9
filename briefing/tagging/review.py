"""The review queue: names that a text brought in, adopted, merged or dismissed by an editor.

A decision is the smallest edit of content/vocabulary/*.yaml that says it: one line more, or one alias in a line. All
other bytes stay, comments too. What would make the vocabulary invalid is taken back.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

import yaml

from briefing.errors import BriefingError, VocabularyError
from briefing.files import write_atomically
from briefing.model import Kind, Suggestion, Vocabulary
from briefing.slugs import slugify
from briefing.tagging.spelling import fold
from briefing.tagging.vocabulary import load_vocabulary, surfaces

_MAX_NAME: Final = 120
_PLAIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u4e00-\u9fff][A-Za-z0-9\u00c0-\u024f\u4e00-\u9fff .&+/-]*(?<! )")
_WORDS_OF_YAML: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "none", "y", "n"})
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What an adopted entry says of the fields that nobody has looked up yet.
_UNKNOWN: Final = {
    Kind.COMPANIES: "region: none, parent: none",
    Kind.PRODUCTS: "kind: service, owner: none",
    Kind.PEOPLE: "affiliation: none, role: none",
    Kind.ORGANIZATIONS: "kind: other, region: none",
}
_DISMISSED_HEAD: Final = "# Names that are never suggested again, in whatever spelling.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A name that waits for a decision, its spellings put together. `briefs` are slugs, in order, none twice."""

    kind: Kind
    id: str
    name: str
    spellings: tuple[str, ...]
    evidence: tuple[str, ...]
    snippet: str
    count: int
    briefs: tuple[str, ...]
    adopted: bool


# ---------------------------------------------------------------------------------------- the queue


def read_suggestions(report: Path) -> tuple[tuple[str, Suggestion], ...]:
    """Read what the last build suggested, each with the slug of its brief. No report means nothing to review."""
    try:
        rows = json.loads(report.read_text("utf-8")).get("suggestions", [])
        return tuple((str(row["brief"]), _suggestion(row)) for row in rows)
    except FileNotFoundError:
        return ()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BriefingError("not a report of a build", path=report, hint="Build once more") from error


def _suggestion(row: dict[str, object]) -> Suggestion:
    return Suggestion(
        kind=Kind(str(row["kind"])),
        id=str(row["id"]),
        name=str(row["name"]),
        evidence=str(row["evidence"]),
        snippet=str(row["snippet"]),
        count=int(str(row["count"])),
        adopted=bool(row["adopted"]),
    )


def queue(suggestions: Iterable[tuple[str, Suggestion]], vocabulary: Vocabulary) -> tuple[Pending, ...]:
    """Put the spellings of each name together, most useful first: in most briefs, then named most often.

    What the vocabulary has by now, and what it dismissed, is left out.
    """
    settled = vocabulary.dismissed | {fold(name) for term in vocabulary for name in surfaces(term)}
    found: dict[str, list[tuple[str, Suggestion]]] = defaultdict(list)
    for brief, suggestion in suggestions:
        if fold(suggestion.name) not in settled:
            found[fold(suggestion.name)].append((brief, suggestion))
    pending = [_put_together(rows) for rows in found.values()]
    return tuple(sorted(pending, key=lambda one: (-len(one.briefs), -one.count, not one.adopted, one.name, one.kind)))


def _put_together(rows: Sequence[tuple[str, Suggestion]]) -> Pending:
    weights: Counter[tuple[Kind, str, str]] = Counter()
    for _, suggestion in rows:
        weights[suggestion.kind, suggestion.id, suggestion.name] += suggestion.count
    kind, ident, name = min(weights, key=lambda one: (-weights[one], one))
    return Pending(
        kind=kind,
        id=ident,
        name=name,
        spellings=tuple(sorted({suggestion.name for _, suggestion in rows})),
        evidence=tuple(sorted({suggestion.evidence for _, suggestion in rows})),
        snippet=rows[0][1].snippet,
        count=sum(suggestion.count for _, suggestion in rows),
        briefs=tuple(sorted({brief for brief, _ in rows})),
        adopted=any(suggestion.adopted for _, suggestion in rows),
    )


# -------------------------------------------------------------------------------------- decisions


def parse_kind(text: str) -> Kind:
    """Read "company" or "companies"; only what a text can bring in."""
    for kind in _UNKNOWN:
        if text.strip().casefold() in (kind.value, kind.singular):
            return kind
    raise VocabularyError(f"no kind {text!r}", hint=f"One of: {', '.join(kind.singular for kind in _UNKNOWN)}")


def parse_target(text: str) -> tuple[Kind, str]:
    """Read "companies/acme"."""
    kind, slash, ident = text.strip().partition("/")
    if not slash or not _ID.fullmatch(ident):
        raise VocabularyError(f"no term {text!r}", hint="Write it as companies/acme")
    return parse_kind(kind), ident


def adopt(folder: Path, name: str, kind: Kind, *, ident: str | None = None) -> Path:
    """Add a term in its place among the others, and return the file that has it.

    A name that makes no id (Chinese, say) gets one of its digest unless `ident` is given.
    Raises VocabularyError, and changes nothing, where the name or the id is taken.
    """
    name = _checked(name)
    ident = ident or _ident(name, kind)
    _check_free(folder, name)
    path = folder / f"{kind}.yaml"
    entry = f"- {{id: {_quoted(ident)}, name: {_quoted(name)}, aliases: [], {_UNKNOWN[kind]}}}"
    text = _read(path)
    return _write(folder, path, _insert_entry(text, entry, ident, path) if text.strip() else f"{text}{entry}\n")


def merge(folder: Path, name: str, into_kind: Kind, into_id: str) -> Path:
    """Add a name to the aliases of a term, and return the file that has it.

    Raises VocabularyError, and changes nothing, where there is no such term or the name is taken.
    """
    name = _checked(name)
    _check_free(folder, name, into=(into_kind, into_id))
    path = folder / f"{into_kind}.yaml"
    text = _read(path)
    for node in _entries(text, path):
        if _field(node, "id") == into_id:
            return _write(folder, path, _insert_alias(text, node, _quoted(name)))
    raise VocabularyError(f"no term {into_kind}/{into_id}", path=path)


def dismiss(folder: Path, name: str) -> Path:
    """Remember for ever that a name is none, and return the file that says so."""
    name = _checked(name)
    path = folder / "dismissed.yaml"
    text = _read(path) or _DISMISSED_HEAD
    if any(fold(known) == fold(name) for known in _texts(text, path)):
        return path
    return _write(folder, path, f"{_ended(text)}- {_quoted(name)}{_newline(text)}")


def _checked(name: str) -> str:
    """Make one line of a name. Raises VocabularyError where it can't be one."""
    name = " ".join(name.split())
    if not name or len(name) > _MAX_NAME or not name.isprintable() or not fold(name):
        raise VocabularyError(f"{name[:_MAX_NAME]!r} cannot be a name")
    return name


def _check_free(folder: Path, name: str, into: tuple[Kind, str] | None = None) -> None:
    """Raise VocabularyError where a name is taken; an alias may be spelled much like the names of its own term."""
    try:
        vocabulary = load_vocabulary(folder)
    except ExceptionGroup as error:
        raise _refusal(error) from error
    for term in vocabulary:
        own = (term.kind, term.id) == into
        same = name in surfaces(term) if own else fold(name) in map(fold, surfaces(term))
        if same and term.kind is not Kind.TOPICS:
            raise VocabularyError(f"{name!r} is a name of {term.kind}/{term.id} already")


def _ident(name: str, kind: Kind) -> str:
    slug = slugify(name)
    if _ID.fullmatch(slug) and any(char.isalnum() for char in name):
        return slug
    return f"{kind.singular}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _quoted(text: str) -> str:
    """Write a text as YAML, in quotes wherever a character could mean anything."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return "'" + text.replace("'", "''") + "'"


# -------------------------------------------------------------------------------------- the files


def _read(path: Path) -> str:
    """Read a file as it is: a byte order mark and the ends of lines stay. A missing one is empty."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise VocabularyError("not UTF-8", path=path) from error


def _items(text: str, path: Path) -> list[yaml.Node]:
    try:
        root = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise VocabularyError("not YAML", path=path) from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode) or root.flow_style:
        raise VocabularyError("the file must be a list, one entry a line", path=path)
    items: list[yaml.Node] = root.value
    return items


def _entries(text: str, path: Path) -> Iterator[yaml.MappingNode]:
    return (node for node in _items(text, path) if isinstance(node, yaml.MappingNode))


def _texts(text: str, path: Path) -> Iterator[str]:
    return (node.value for node in _items(text, path) if isinstance(node, yaml.ScalarNode))


def _field(node: yaml.MappingNode, name: str) -> object:
    found = _field_node(node, name)
    return found.value if found else None


def _field_node(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((content for key, content in node.value if key.value == name), None)


def _insert_entry(text: str, entry: str, ident: str, path: Path) -> str:
    """Put an entry behind the last one whose id comes before; else in front of the first."""
    nodes = list(_entries(text, path))
    before = [node for node in nodes if str(_field(node, "id")) < ident]
    text = _ended(text)
    if before:
        at = _line_end(text, _end(before[-1]))
    else:
        at = _line_start(text, nodes[0].start_mark.index) if nodes else len(text)
    return f"{text[:at]}{entry}{_newline(text)}{text[at:]}"


def _insert_alias(text: str, node: yaml.MappingNode, alias: str) -> str:
    aliases = _field_node(node, "aliases")
    if isinstance(aliases, yaml.SequenceNode) and aliases.flow_style:
        at = aliases.end_mark.index - 1
        return f"{text[:at]}{', ' if aliases.value else ''}{alias}{text[at:]}"
    if isinstance(aliases, yaml.SequenceNode):
        first, at = aliases.value[0].start_mark, _line_end(text, _end(aliases))
        return f"{text[:at]}{' ' * (first.column - 2)}- {alias}{_newline(text)}{text[at:]}"
    if node.flow_style:
        at = node.end_mark.index - 1
        return f"{text[:at]}, aliases: [{alias}]{text[at:]}"
    at = _line_end(text, _end(node))
    return f"{text[:at]}{' ' * node.start_mark.column}aliases: [{alias}]{_newline(text)}{text[at:]}"


def _end(node: yaml.Node) -> int:
    """Where the text of a node ends. Of a block, YAML's own mark may lie behind the comments that follow."""
    if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False) or not node.value:
        end: int = node.end_mark.index
        return end
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _line_end(text: str, index: int) -> int:
    return text.index("\n", index) + 1


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else text + _newline(text)


def _write(folder: Path, path: Path, text: str) -> Path:
    """Write a file whole, and take it back when the vocabulary is no longer valid with it."""
    before = path.read_bytes() if path.exists() else None
    write_atomically(path, text.encode())
    try:
        load_vocabulary(folder)
    except BaseException as error:
        if before is None:
            path.unlink()
        else:
            write_atomically(path, before)
        if isinstance(error, ExceptionGroup):
            raise _refusal(error) from error
        raise
    return path


def _refusal(group: ExceptionGroup[Exception]) -> VocabularyError:
    fault = next((fault for fault in group.exceptions if isinstance(fault, VocabularyError)), None)
    if fault is None:
        return VocabularyError("the vocabulary would be invalid; nothing was changed")
    message = f"{fault.message}; nothing was changed"
    return VocabularyError(message, path=fault.path, line=fault.line, hint=fault.hint)


# ------------------------------------------------------------------------------------- the prompt


def run_review(folder: Path, pending: Sequence[Pending], source: TextIO, out: TextIO) -> int:
    """Ask about one name after the other until the last, "q" or the end of input; return how many were decided.

    Where `source` is no terminal the queue is only listed.
    """
    if not source.isatty():
        out.writelines(f"{describe(one)}\n" for one in pending)
        return 0
    decided = 0
    for number, one in enumerate(pending, start=1):
        out.write(f"\n{number} of {len(pending)}: {describe(one)}\n")
        answer = _ask(folder, one, source, out)
        if answer == "q":
            break
        decided += answer != "s"
    out.write(f"{decided} decided\n")
    return decided


def describe(one: Pending) -> str:
    """Say in two lines what waits, and why. Nothing of it can steer a terminal."""
    spellings = "" if len(one.spellings) < 2 else f" (also {', '.join(set(one.spellings) - {one.name})})"
    times = f"{one.count} {'time' if one.count == 1 else 'times'}"
    briefs = f"{len(one.briefs)} {'brief' if len(one.briefs) == 1 else 'briefs'}"
    state = "tagged" if one.adopted else "not tagged"
    head = f"{one.name}{spellings}: {one.kind.singular}, {times} in {briefs}, {state} ({', '.join(one.evidence)})"
    return f"{_printable(head)}\n    {_printable(one.snippet)}"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _ask(folder: Path, one: Pending, source: TextIO, out: TextIO) -> str:
    """Carry out one decision, asking again after a mistake; return its letter, "q" at the end of input."""
    while True:
        answer = _prompt("[a]dopt, [m]erge, [d]ismiss, [s]kip, [q]uit? ", source, out)
        letter = answer[:1].casefold() if answer is not None else "q"
        try:
            if letter == "a":
                kind = _prompt(f"as [{one.kind.singular}]: ", source, out)
                adopt(folder, one.name, parse_kind(kind or one.kind.singular))
            elif letter == "m":
                merge(folder, one.name, *parse_target(_prompt("into (companies/acme): ", source, out) or ""))
            elif letter == "d":
                dismiss(folder, one.name)
            elif letter not in ("s", "q"):
                continue
        except VocabularyError as error:
            out.write(f"{error}\n")
            continue
        return letter


def _prompt(question: str, source: TextIO, out: TextIO) -> str | None:
    """Ask; None at the end of input."""
    out.write(question)
    out.flush()
    line = source.readline()
    return line.strip() if line else None
