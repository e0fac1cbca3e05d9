"""Search over stories: what the index is told of each, and the files that the search page loads.

Beside its text a story is found by words that its text lacks: other names of its terms (阶跃星辰 for StepFun), names
written together (llama5), amounts without their currency (12 billion of ¥12 billion). They stand in `also`, which the
page gives no weight, so that they find but do not rank. So does its `date`, which is there to be shown: a filter would
be loaded with the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from briefing.model import Kind, OutputFile, Term
from briefing.site.library import Library, Story
from briefing.site.pagefind import Record, make_bundle
from briefing.site.urls import story_url

FOLDER: Final = "pagefind"
# Signs that count as letters: who types $80 billion means dollars, who types 80 billion any currency.
_SIGNS: Final = "$¥€£%+"
# Chinese and Japanese set no spaces, and Pagefind finds whole words only: there each sign is a word, as it is in
# the queries of templates/assets/search.js.
_WIDE: Final = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
_AMOUNT: Final = re.compile(r"[$¥€£] ?(\d[\d.,]*(?: (?:thousand|million|billion|trillion|quadrillion)\b)?)")
_LANG: Final = re.compile("[a-z]{2,3}")  # it becomes part of file names
_GAP: Final = re.compile(r"[ -]+")
_WORD: Final = re.compile(r"\w+")


def index_stories(library: Library) -> tuple[OutputFile, ...]:
    """Index every story. Gives the files of site/pagefind/, in the order of their paths; none when nothing is told.

    Raises SearchError.
    """
    records = _records(library)
    if not records:
        return ()
    lang = library.settings.lang.partition("-")[0].lower()
    files = make_bundle(records, lang=lang if _LANG.fullmatch(lang) else "unknown", include=_SIGNS)
    return tuple(OutputFile(path=PurePosixPath(FOLDER, path), data=files[path]) for path in sorted(files))


def _records(library: Library) -> list[Record]:
    """Describe the stories, newest first; `date` sorts as a number, the newest having the highest."""
    count = len(library.stories)
    return [_record(story, library, count - place) for place, story in enumerate(library.stories)]


def _record(story: Story, library: Library, rank: int) -> Record:
    also = dict.fromkeys(_also(story, library))
    return Record(
        url=story_url(story),
        content=_spaced(story.text),
        meta={"title": _spaced(story.title), "also": _spaced(" · ".join(also)), **_date(story)},
        filters=_filters(story, library),
        sort={"date": f"{rank:08}"},
    )


def _also(story: Story, library: Library) -> Iterator[str]:
    """Give names and amounts, each only if it brings a word that the story and the names before it lack."""
    said = _words(f"{story.title}\n{story.text}")
    for kind, ident in story.tags:
        for name in _names(library.entry(kind, ident).term):
            words = _words(name)
            if not words <= said:
                said |= words
                yield name
    yield from _AMOUNT.findall(f"{story.title}\n{story.text}")


def _names(term: Term) -> Iterator[str]:
    """Give a term's names, its own also joined. A topic's other names say more than its stories do: they are left."""
    yield term.name
    if term.kind is not Kind.TOPICS:
        yield _GAP.sub("", term.name)
        yield from term.aliases


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _date(story: Story) -> dict[str, str]:
    return {"date": story.brief.date.isoformat()} if story.brief.date else {}


def _filters(story: Story, library: Library) -> dict[str, list[str]]:
    filters = {kind.singular: [_value(library.entry(kind, i).term) for i in story.tags.of(kind)] for kind in Kind}
    if story.brief.date:
        filters["year"] = [str(story.brief.date.year)]
    return {name: values for name, values in filters.items() if values}


def _value(term: Term) -> str:
    """Give a filter's value: the id, which has no space, for addresses, and the name for readers."""
    return f"{term.id} {term.name}"


def _spaced(text: str) -> str:
    return " ".join(_WIDE.sub(r" \1 ", text).split()) if _WIDE.search(text) else text
