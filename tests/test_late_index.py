"""An index that follows the builds: nobody waits for it, and the newest site has the last word."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from builds import Project, make_project, tree

from briefing.config import Options
from briefing.errors import SearchError
from briefing.pipeline import build, index_site
from briefing.preview.late_index import LateIndex

PATIENCE_S = 60
FILE = "content/briefs/by-hand.md"
BRIEF = "---\ntitle: A brief by hand\n---\nOpenAI opens an office. It is a large one.\n\nThe coffee was good.\n"


class Bell:
    """Rings when an index has come to its end."""

    def __init__(self) -> None:
        self._rung = threading.Semaphore(0)

    def ring(self) -> None:
        self._rung.release()

    def wait(self) -> None:
        assert self._rung.acquire(timeout=PATIENCE_S)


# What a process of its own can find by name.


def count(file: Path, gate: Path) -> None:
    """Wait at a gate, a pipe that somebody opens, and then leave a mark."""
    gate.read_bytes()
    with file.open("a") as marks:
        marks.write("x")


def fail() -> None:
    raise SearchError("Pagefind broke off")


def end() -> None:
    os._exit(7)


def test_what_changed_while_an_index_was_made_is_indexed_once_more(tmp_path: Path) -> None:
    gate, bell = tmp_path / "gate", Bell()
    os.mkfifo(gate)
    index = LateIndex(partial(count, tmp_path / "marks", gate), ready=bell.ring)
    index.follow()
    with gate.open("wb"):  # now it stands at the gate
        for _ in range(3):
            index.follow()
    bell.wait()
    gate.write_bytes(b"")
    bell.wait()
    index.check()
    assert (tmp_path / "marks").read_text() == "xx"


def test_what_goes_wrong_is_told_and_forgotten_with_the_next(tmp_path: Path) -> None:
    bell = Bell()
    index = LateIndex(fail, ready=bell.ring)
    index.follow()
    bell.wait()
    with pytest.raises(SearchError, match=r"^Pagefind broke off"):
        index.check()
    index = LateIndex(end, ready=bell.ring)
    index.follow()
    bell.wait()
    with pytest.raises(SearchError, match="was ended by the system"):
        index.check()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project", bare=True)
    project.write(FILE, BRIEF)
    build(searched(project))
    return project


def searched(project: Project) -> Options:
    return replace(project.options, search=True)


@pytest.mark.parametrize(("old", "new"), [("coffee was good", "tea was cold"), ("A brief", "A long brief")])
def test_an_index_follows_a_site_that_went_into_place_with_the_old_one(project: Project, old: str, new: str) -> None:
    before = tree(project.root / "site/pagefind")
    project.edit(FILE, old, new)
    assert build(searched(project), late=True).counts.written
    assert tree(project.root / "site/pagefind") == before
    index_site(searched(project))
    assert tree(project.root / "site/pagefind") != before
    clean = project.copy(project.root.parent / "clean")
    build(searched(clean))
    assert tree(project.root / "site") == tree(clean.root / "site")
    counts = build(searched(project)).counts
    assert (counts.written, counts.removed) == (0, 0)


def test_an_index_that_never_followed_is_made_by_the_next_build(project: Project) -> None:
    project.edit(FILE, "coffee was good", "tea was cold")
    build(searched(project), late=True)
    assert build(searched(project)).counts.written
    clean = project.copy(project.root.parent / "clean")
    build(searched(clean))
    assert tree(project.root / "site") == tree(clean.root / "site")


def test_a_site_without_an_index_is_not_left_without(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", bare=True)
    project.build()
    assert not (project.root / "site/pagefind").exists()
    build(searched(project), late=True)
    assert (project.root / "site/pagefind").is_dir()


def test_an_index_that_somebody_damaged_is_made_again(project: Project) -> None:
    before = tree(project.root / "site/pagefind")
    for file in (project.root / "site/pagefind").glob("*.json"):
        file.write_text("damaged")
    project.edit(FILE, "A brief", "A long brief")
    build(searched(project), late=True)
    index_site(searched(project))
    clean = project.copy(project.root.parent / "clean")
    build(searched(clean))
    assert tree(project.root / "site") == tree(clean.root / "site")
    assert tree(project.root / "site/pagefind") != before
