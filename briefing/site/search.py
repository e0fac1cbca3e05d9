"""Search over stories: what the index is told of each, and which index it is.

Beside its text a story is found by words that its text lacks: other names of its terms (阶跃星辰 for StepFun), names
written together (llama5), amounts without their currency (12 billion of ¥12 billion). They stand in `also`, which the
page gives no weight, so that they find but do not rank. So does its `date`, which is there to be shown: a filter would
be loaded with the others.

Pagefind's time and memory grow with all the text of the site, whatever part of it was edited. Where that would be
felt, the index is a concordance. Either has the door `pagefind/pagefind.js`, and behind it the same interface.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache as once
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

import cbor2

from briefing.cache import keep, kept
from briefing.inputs import program
from briefing.model import Brief, Kind, OutputFile, Term
from briefing.site.concordance import BRIEFS_A_BLOCK, make_concordance
from briefing.site.library import Library, Story
from briefing.site.pagefind import make_bundle
from briefing.site.records import UNSHOWN, IndexPart, Record, Sheaf, part_of
from briefing.site.urls import story_url

FOLDER: Final = "pagefind"
PAGEFIND_CHARS: Final = 2_000_000  # of all stories: two seconds, 300 MB
_DOOR: Final = b'export * from "../assets/concordance.js";\n'
# Signs that count as letters: who types $80 billion means dollars, who types 80 billion any currency.
_SIGNS: Final = "$¥€£%+"
# Chinese and Japanese set no spaces, and Pagefind finds whole words only: there each sign is a word, as it is in
# the queries of templates/assets/search.js.
_WIDE: Final = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
_AMOUNT: Final = re.compile(r"[$¥€£] ?(\d[\d.,]*(?: (?:thousand|million|billion|trillion|quadrillion)\b)?)")
_LANG: Final = re.compile("[a-z]{2,3}")  # it becomes part of file names
_GAP: Final = re.compile(r"[ -]+")
_WORD: Final = re.compile(r"\w+")


def index_stories(library: Library, **how: Any) -> tuple[OutputFile, ...]:
    """Index every story, as `index_parts` does. Gives the files, in the order of their paths."""
    parts = index_parts(tuple(sheaves_of(library)), library.settings.lang, **how)
    return tuple(sorted(files_of(parts), key=lambda file: file.path))


def files_of(parts: Iterable[IndexPart]) -> Iterator[OutputFile]:
    """Give the files of an index."""
    for part in parts:
        for path, data in part.files().items():
            yield OutputFile(path=PurePosixPath(path), data=data)


def index_parts(
    sheaves: Sequence[Sheaf],
    lang: str,
    *,
    cache: Path | None = None,
    jobs: int = 1,
    pagefind_chars: int = PAGEFIND_CHARS,
    briefs_a_block: int = BRIEFS_A_BLOCK,
) -> tuple[IndexPart, ...]:
    """Index what is told. Gives the files of site/pagefind/, by their paths in the site; none when nothing is told.

    `lang` is the site's language. What `cache` keeps of the last index is not made again; `jobs` is how many processes
    may work (0: one a core): notes must be committed before. More text than `pagefind_chars` makes it a concordance.
    Raises SearchError.
    """
    if not sheaves:
        return ()
    place = cache / "search" if cache else None
    if sum(sheaf.chars for sheaf in sheaves) <= pagefind_chars:
        parts = [_bundle(sheaves, _bare(lang), place)]
    else:
        made = make_concordance(sheaves, briefs_a_block=briefs_a_block, cache=place, jobs=jobs)
        parts = [part_of({"pagefind.js": _DOOR}), *made]
    return tuple(map(_in_folder, parts))


def _in_folder(part: IndexPart) -> IndexPart:
    def files() -> dict[str, bytes]:
        return {f"{FOLDER}/{path}": data for path, data in part.files().items()}

    return IndexPart(key=part.key, paths=tuple(f"{FOLDER}/{path}" for path in part.paths), files=files)


def _bare(lang: str) -> str:
    lang = lang.partition("-")[0].lower()
    return lang if _LANG.fullmatch(lang) else "unknown"


def _bundle(sheaves: Sequence[Sheaf], lang: str, cache: Path | None) -> IndexPart:
    """Give Pagefind's files: those that are kept, or else new ones, which are kept."""
    key = hashlib.sha256("".join((lang, *(sheaf.key for sheaf in sheaves))).encode()).hexdigest()
    data = kept(cache / "pagefind") if cache else None
    last: dict[str, dict[str, bytes]] = cbor2.loads(data) if data else {}
    if key in last:
        return part_of(last[key])
    records = [record for sheaf in sheaves for record in sheaf.records()]
    ranked = (replace(record, sort={"date": f"{rank:08}"}) for rank, record in enumerate(records, 1))
    files = make_bundle([*ranked][::-1], lang=lang, include=_SIGNS, unshown=UNSHOWN)
    if cache:
        keep(cache / "pagefind", cbor2.dumps({key: files}))
    return part_of(files)


# ----------------------------------------------------------------------------------- what is told of a story


def sheaves_of(library: Library) -> Iterator[Sheaf]:
    """Describe the briefs that have stories, from the oldest."""
    told_of = once(partial(_told_of, library))
    for brief in reversed(library.briefs):
        if sheaf := _sheaf(brief, library, told_of):
            yield sheaf


def sheaf_of(brief: Brief, library: Library) -> Sheaf | None:
    """Describe one brief; None where it has no stories."""
    return _sheaf(brief, library, partial(_told_of, library))


def _sheaf(brief: Brief, library: Library, told_of: Callable[[Kind, str], str]) -> Sheaf | None:
    stories = library.stories_of(brief)[::-1]  # as the briefs: the last one first
    if not stories:
        return None
    return Sheaf(
        slug=brief.slug,
        key=_key(brief, stories, told_of),
        size=len(stories),
        chars=sum(len(story.passage.markdown) for story in stories),
        records=partial(_records, stories, library),
    )


def _key(brief: Brief, stories: Sequence[Story], told_of: Callable[[Kind, str], str]) -> str:
    """Digest all that the records of a brief are made of, without making them."""
    digest = hashlib.sha256(f"{program().hex()} {brief.slug} {brief.date}".encode())
    for story in stories:
        parts = (story.passage.id, story.title, story.passage.markdown, *(told_of(*tag) for tag in story.tags))
        digest.update("\0".join(parts).encode() + b"\0\0")
    return digest.hexdigest()


def _told_of(library: Library, kind: Kind, ident: str) -> str:
    """Say what the index is told of a term."""
    term = library.entry(kind, ident).term
    return "\n".join((_value(term), *_names(term)))


def _records(stories: Sequence[Story], library: Library) -> tuple[Record, ...]:
    return tuple(_record(story, library) for story in stories)


def _record(story: Story, library: Library) -> Record:
    text = story.text
    also = dict.fromkeys(_also(story, text, library))
    return Record(
        url=story_url(story),
        content=_spaced(text),
        meta={"title": _spaced(story.title), "also": _spaced(" · ".join(also)), **_date(story)},
        filters=_filters(story, library),
    )


def _also(story: Story, text: str, library: Library) -> Iterator[str]:
    """Give names and amounts, each only if it brings a word that the story and the names before it lack."""
    said = set(_words(f"{story.title}\n{text}"))
    for kind, ident in story.tags:
        for name in _names(library.entry(kind, ident).term):
            words = _words_of_name(name)
            if not words <= said:
                said |= words
                yield name
    yield from _AMOUNT.findall(f"{story.title}\n{text}")


def _names(term: Term) -> Iterator[str]:
    """Give a term's names, its own also joined. A topic's other names say more than its stories do: they are left."""
    yield term.name
    if term.kind is not Kind.TOPICS:
        yield _GAP.sub("", term.name)
        yield from term.aliases


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


_words_of_name = lru_cache(maxsize=10_000)(_words)


def _date(story: Story) -> dict[str, str]:
    return {"date": story.brief.date.isoformat()} if story.brief.date else {}


def _filters(story: Story, library: Library) -> dict[str, list[str]]:
    """Give the tags and the year, all as one filter: a browser asks for each filter apart."""
    values = [_value(library.entry(*tag).term) for tag in story.tags]
    if story.brief.date:
        values.append(f"year/{story.brief.date.year}")
    return {"tag": values} if values else {}


def _value(term: Term) -> str:
    """Give a filter's value: the id, which has no space, for addresses, and the name for readers."""
    return f"{term.kind.singular}/{term.id} {term.name}"


def _spaced(text: str) -> str:
    return " ".join(_WIDE.sub(r" \1 ", text).split()) if _WIDE.search(text) else text
