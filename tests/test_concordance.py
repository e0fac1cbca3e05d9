"""The search index of a large site: what an edit touches, what is kept, and that bytes are the same every time.

What a reader finds with it: tests/browser/test_search_large.py.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from press import OPENAI, VOCABULARY, library_of, make_brief, make_story

from briefing.model import Brief
from briefing.site.records import IndexPart, Record, Sheaf
from briefing.site.search import index_parts, index_stories, sheaves_of
from briefing.site.words import tokens_of

MONDAY = dt.date(2026, 3, 2)
BRIEFS = tuple(make_brief(f"brief-{number}", date=MONDAY + dt.timedelta(days=number % 7)) for number in range(40))
EDITED = make_brief("brief-7", make_story("one", text="Quite other words."), date=MONDAY)
index_large = partial(index_stories, pagefind_chars=0, briefs_a_block=5)


def index(*briefs: Brief, **how: Any) -> dict[str, bytes]:
    return {file.path.as_posix(): file.data for file in index_large(library_of(*briefs), **how)}


def parts(*briefs: Brief, **how: Any) -> tuple[IndexPart, ...]:
    return index_parts(tuple(sheaves_of(library_of(*briefs))), "en", pagefind_chars=0, briefs_a_block=5, **how)


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def read(files: dict[str, bytes], name: str) -> tuple[Any, list[int]]:
    """Read the line of JSON and the numbers of a file."""
    head, _, data = gzip.decompress(files[f"pagefind/{name}.packed"]).partition(b"\n")
    count = len(data) // 4
    numbers = (bytes(data[at + byte * count] for byte in range(4)) for at in range(count))
    return json.loads(head), [int.from_bytes(number, "little") for number in numbers]


def rows(files: dict[str, bytes], name: str) -> dict[str, list[tuple[int, list[int]]]]:
    """Read the words of a stretch, each with the gaps between its stories and its places in them."""
    words, numbers = read(files, name)
    rest = iter(numbers)
    sizes = [*islice(rest, len(words))]
    gaps = [[*islice(rest, size)] for size in sizes]
    often = [[*islice(rest, size)] for size in sizes]
    stories = (zip(*both, strict=True) for both in zip(gaps, often, strict=True))
    return {
        word: [(gap, [*islice(rest, count)]) for gap, count in theirs]
        for word, theirs in zip(words, stories, strict=True)
    }


def edit(brief: Brief) -> tuple[Brief, ...]:
    return tuple(brief if brief.slug == other.slug else other for other in BRIEFS)


@pytest.mark.parametrize(
    ("word", "tokens"),
    [
        ("Robots,", {"robots"}),
        ("GPT-4.5", {"gpt", "4.5", "gpt4.5"}),
        ("open-source", {"open", "source", "opensource"}),
        ("$80", {"$80", "80"}),
        ("1,000,000", {"1000000"}),
        ("250%", {"250%"}),
        ("C++.", {"c++"}),
        ("Zürich’s", {"zurich", "s", "zurichs"}),
        ("Ｋ１", {"k1"}),
        ("腾", {"腾"}),
        ("…", set()),
        ("a" * 50, {"a" * 40}),
    ],
)
def test_a_word_is_found_by_its_folded_parts(word: str, tokens: set[str]) -> None:
    assert set(tokens_of(word)) == tokens


def test_the_files_are_one_bundle_with_the_door_of_pagefind() -> None:
    files = index(*BRIEFS)
    assert all(path.startswith("pagefind/") for path in files)
    assert b"assets/concordance.js" in files["pagefind/pagefind.js"]
    assert len(read(files, "entry")[0]["blocks"]) == 8
    assert {f"pagefind/{block}/w0.packed" for block in range(8)} <= files.keys()


def test_a_word_has_its_stories_and_places() -> None:
    one = make_story("one", "Of chips", "A chip for chips.")
    two = make_story("two", "Robots", "No chips. Robots!")
    files = index(make_brief("monday", one, two, date=MONDAY))
    # Stories from the last: of `two` 64 is the first place of its text; of `one` 2 is in the title, 3 + 64 in the text.
    words = rows(files, "0/w0")
    assert words["chips"] == [(1, [65]), (1, [2, 65])]
    assert words["robots"] == [(1, [1, 65])]
    assert words["openai"] == [(1, []), (1, [])]
    stories, _ = read(files, "0/b0")
    assert [story["url"] for story in stories] == ["briefs/monday/#two", "briefs/monday/#one"]
    assert read(files, "terms") == ([["tag", "company/openai OpenAI"], ["tag", "year/2026"]], [2, 2, 1, 1, 1, 1])


def test_what_is_shown_of_a_story_leaves_out_what_only_finds_it() -> None:
    [story], _ = read(index(make_brief("monday", make_story("one"), date=MONDAY)), "0/b0")
    assert story["meta"] == {"title": "Title of one", "date": "2026-03-02"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_build_gives_the_same_bytes(jobs: int) -> None:
    assert index(*reversed(BRIEFS), jobs=jobs) == index(*BRIEFS)


def test_an_edit_changes_the_files_of_its_block_alone(tmp_path: Path) -> None:
    before = index(*BRIEFS, cache=tmp_path)
    after = index(*edit(EDITED), cache=tmp_path)
    folders = {path.split("/")[1] for path in changed(before, after)}
    assert len(folders - {"entry.packed", "terms.packed"}) == 1
    assert after == index(*edit(EDITED))


def test_what_an_edit_leaves_as_it_is_need_not_be_read(tmp_path: Path) -> None:
    before = {part.key: part for part in parts(*BRIEFS, cache=tmp_path)}
    after = parts(*edit(EDITED), cache=tmp_path)
    other = [part for part in after if part.key not in before]
    assert len(after) == 2 + 8
    assert len(other) == 2
    assert "pagefind/entry.packed" in other[0].paths
    for part in after:
        assert part.paths == tuple(part.files())
        assert part.key not in before or part.files() == before[part.key].files()


def test_files_that_are_no_longer_kept_are_made_anew(tmp_path: Path) -> None:
    expected = index(*BRIEFS, cache=tmp_path)
    for path in tmp_path.rglob("*-files"):
        path.unlink()
    assert index(*BRIEFS, cache=tmp_path) == expected


def test_a_new_brief_leaves_what_is_shown_of_the_others() -> None:
    before = index(*BRIEFS[1:])
    after = index(*BRIEFS[1:], make_brief("brief-new", date=dt.date(2026, 4, 1)))
    shown = {path for path in changed(before, after) if path.split("/")[-1].startswith("b")}
    assert len(shown) == 1


def test_only_an_edited_brief_is_told_again(tmp_path: Path) -> None:
    index(*BRIEFS, cache=tmp_path)
    told: list[str] = []

    def heard(sheaf: Sheaf) -> Sheaf:
        def records() -> Sequence[Record]:
            told.append(sheaf.slug)
            return sheaf.records()

        return replace(sheaf, records=records)

    sheaves = tuple(map(heard, sheaves_of(library_of(*edit(EDITED)))))
    index_parts(sheaves, "en", pagefind_chars=0, briefs_a_block=5, cache=tmp_path)
    assert told == ["brief-7"]


@pytest.mark.parametrize("lost", ["*-files", "*-leaves", "*-block"])
def test_an_edit_after_something_was_lost_is_indexed_as_ever(tmp_path: Path, lost: str) -> None:
    index(*BRIEFS, cache=tmp_path)
    for path in tmp_path.rglob(lost):
        path.unlink()
    assert index(*edit(EDITED), cache=tmp_path) == index(*edit(EDITED))


def test_another_name_of_a_term_is_a_change(tmp_path: Path) -> None:
    index(*BRIEFS, cache=tmp_path)
    kind = OPENAI.kind
    renamed = replace(VOCABULARY, terms={kind: {**VOCABULARY.terms[kind], "openai": OPENAI._replace(name="ClosedAI")}})
    library = library_of(*BRIEFS, vocabulary=renamed)
    assert index_large(library, cache=tmp_path) == index_large(library)


@pytest.mark.parametrize("how", [{}, {"pagefind_chars": 10**6}], ids=["concordance", "pagefind"])
def test_a_damaged_or_foreign_cache_is_none(tmp_path: Path, how: dict[str, Any]) -> None:
    expected = index(*BRIEFS, cache=tmp_path, **how)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    for path in kept:
        path.write_bytes(path.read_bytes()[:-1])
    assert index(*BRIEFS, cache=tmp_path, **how) == expected


def test_pagefind_is_not_run_for_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = library_of(*BRIEFS)
    expected = index_stories(library, cache=tmp_path)
    monkeypatch.setattr("briefing.site.pagefind.get_executable", lambda: tmp_path / "nothing")
    assert index_stories(library, cache=tmp_path) == expected
