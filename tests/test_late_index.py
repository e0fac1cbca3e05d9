"""An index that follows the builds: nobody waits for it, and the newest library has the last word."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from builds import ARTICLE, make_project, times_open
from press import library_of, make_brief

from briefing.errors import SearchError
from briefing.pipeline import build
from briefing.preview.late_index import LateIndex
from briefing.site.library import Library
from briefing.site.records import IndexPart, part_of

PATIENCE_S = 30
OLD, NEW, NEWER = (library_of(make_brief(slug)) for slug in ("old", "new", "newer"))


def index_of(library: Library) -> tuple[IndexPart, ...]:
    return tuple(part_of({f"pagefind/{brief.slug}": b""}) for brief in library.briefs)


class Gate:
    """An index that is not made before it is let through, except the first. Knows which libraries were indexed."""

    def __init__(self) -> None:
        self.indexed: list[Library] = []
        self.open = threading.Event()
        self.ready = threading.Event()

    def make(self, library: Library) -> tuple[IndexPart, ...]:
        self.indexed.append(library)
        if library is not OLD:
            assert self.open.wait(PATIENCE_S)
        return index_of(library)


def test_the_first_index_is_waited_for_and_each_other_is_shown_when_it_is_ready() -> None:
    gate = Gate()
    index = LateIndex(gate.make, ready=gate.ready.set)
    assert index.begin(OLD) == index_of(OLD)
    assert index.begin(NEW) == index_of(OLD)
    assert not gate.ready.is_set()
    gate.open.set()
    assert gate.ready.wait(PATIENCE_S)
    assert index.take() == index_of(NEW)
    assert index.begin(NEWER) == index_of(NEW)


def test_of_a_site_that_changed_again_meanwhile_there_is_no_index() -> None:
    gate = Gate()
    index = LateIndex(gate.make, ready=gate.ready.set)
    for library in (OLD, NEW, OLD, OLD, NEWER):
        index.begin(library)
    gate.open.set()
    assert gate.ready.wait(PATIENCE_S)
    assert index.take() == index_of(NEWER)
    assert [library for library in gate.indexed[1:] if library is OLD] == []


def test_what_goes_wrong_is_told_when_the_index_is_taken() -> None:
    def make(library: Library) -> tuple[IndexPart, ...]:
        if library is not OLD:
            raise SearchError("Pagefind broke off")
        return index_of(library)

    ready = threading.Event()
    index = LateIndex(make, ready=ready.set)
    index.begin(OLD)
    index.begin(NEW)
    assert ready.wait(PATIENCE_S)
    with pytest.raises(SearchError, match="Pagefind broke off"):
        index.take()
    assert index.begin(OLD) == index_of(OLD)


def test_an_index_that_reads_on_after_its_build_leaves_no_notes_open(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", bare=True)
    built, ready = threading.Event(), threading.Event()
    opened: list[int] = []

    def read(library: Library) -> tuple[IndexPart, ...]:
        assert not opened or built.wait(PATIENCE_S)
        library.shelf.tellings.cache_clear()
        parts = tuple(part_of({f"pagefind/{story.passage.id}": story.text.encode()}) for story in library.stories)
        opened.append(times_open(project.root / ".briefing/notes.db"))
        return parts

    index = LateIndex(read, ready=ready.set)
    options = replace(project.options, search=True)
    build(options, index=index)
    project.write("seeds/c.txt", ARTICLE.replace("Rome", "Bonn"))
    build(options, index=index)
    built.set()
    assert ready.wait(PATIENCE_S)
    assert len(index.take()) == 3
    assert opened == [1, 1]
    assert times_open(project.root / ".briefing/notes.db") == 0
