"""What the index is told, and that it is the same bytes every time. The search page: tests/browser/."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import cbor2
import pytest
from press import library_of, make_brief

from briefing.config import Settings
from briefing.errors import SearchError
from briefing.model import Brief, Kind, Part, Passage, Tags, Term, Vocabulary
from briefing.site.library import Library
from briefing.site.pagefind import make_bundle
from briefing.site.records import Record
from briefing.site.search import index_stories, sheaves_of

TERMS = (
    Term(kind=Kind.COMPANIES, id="stepfun", name="StepFun", aliases=("阶跃星辰",)),
    Term(kind=Kind.COMPANIES, id="meta", name="Meta Platforms"),
    Term(kind=Kind.TOPICS, id="chips", name="Chips"),
)
BOTH = Tags(companies=("stepfun", "meta"), topics=("chips",))


def story(ident: str, markdown: str, tags: Tags = BOTH) -> Passage:
    return Passage(part=Part.STORY, id=ident, title=f"Title of {ident}", level=2, markdown=markdown, tags=tags)


def library(*briefs: Brief) -> Library:
    terms = {kind: {term.id: term for term in TERMS if term.kind is kind} for kind in Kind}
    vocabulary = Vocabulary(terms=terms)
    return library_of(*briefs, settings=Settings(), vocabulary=vocabulary)


def bundle(*briefs: Brief) -> dict[str, bytes]:
    return {file.path.as_posix(): file.data for file in index_stories(library(*briefs))}


def told(*briefs: Brief) -> list[Record]:
    """What an index is told of each story."""
    return [record for sheaf in sheaves_of(library(*briefs)) for record in sheaf.records()]


def shown(files: dict[str, bytes]) -> list[dict[str, Any]]:
    """What the page is given of each story, as the index keeps it, by address."""
    fragments = [unpack(data) for path, data in files.items() if path.endswith(".pf_fragment")]
    return sorted(map(json.loads, fragments), key=lambda fragment: str(fragment["url"]))


def unpack(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(b"pagefind_dcd")


def test_a_story_is_told_by_its_address_title_text_and_terms() -> None:
    dated = make_brief("monday", story("a-chip", "It costs ¥12 billion."), date=dt.date(2026, 3, 2))
    [fragment] = shown(bundle(dated))
    assert fragment["url"] == "briefs/monday/#a-chip"
    assert fragment["content"] == "It costs ¥12 billion."
    assert fragment["filters"] == {
        "tag": ["company/stepfun StepFun", "company/meta Meta Platforms", "topic/chips Chips", "year/2026"]
    }
    assert fragment["meta"] == {"title": "Title of a-chip", "date": "2026-03-02"}


def test_a_story_is_found_by_words_that_it_lacks() -> None:
    [record] = told(make_brief("monday", story("a", "It costs ¥12 billion or $3.5 billion.")))
    also = record.meta["also"].split(" · ")
    assert {"StepFun", "MetaPlatforms", "12 billion", "3.5 billion"} <= set(also)


def test_each_sign_of_a_script_without_spaces_is_a_word() -> None:
    [record] = told(make_brief("monday", story("a", "腾讯混元3.0开源。")))
    assert record.content == "腾 讯 混 元 3.0 开 源 。"
    assert "阶 跃 星 辰" in record.meta["also"]


def test_stories_sort_newest_first_undated_last() -> None:
    old, new = dt.date(2025, 1, 1), dt.date(2026, 1, 1)
    files = bundle(
        make_brief("none", story("n", "Undated.")),
        make_brief("old", story("o", "Old."), date=old),
        make_brief("new", story("n1", "First."), story("n2", "Second."), date=new),
    )
    [meta] = [cbor2.loads(unpack(data)) for path, data in files.items() if path.endswith(".pf_meta")]
    pages = [stem for stem, _ in meta[1]]
    urls = {
        path.split("/")[-1]: json.loads(unpack(data))["url"] for path, data in files.items() if "/fragment/" in path
    }
    [[name, ascending]] = meta[4]
    assert name == "date"
    assert [urls[f"{pages[page]}.pf_fragment"] for page in reversed(ascending)] == [
        "briefs/new/#n1",
        "briefs/new/#n2",
        "briefs/old/#o",
        "briefs/none/#n",
    ]


def test_five_builds_give_the_same_bytes() -> None:
    stories = [story(f"s{number}", f"Story number {number} on chips.") for number in range(40)]
    first = bundle(make_brief("monday", *stories, date=dt.date(2026, 3, 2)))
    for _ in range(4):
        assert bundle(make_brief("monday", *stories, date=dt.date(2026, 3, 2))) == first


def test_every_file_is_named_where_it_is_looked_for() -> None:
    files = bundle(make_brief("monday", story("a", "One.")))
    entry = json.loads(files["pagefind/pagefind-entry.json"])
    meta = cbor2.loads(unpack(files[f"pagefind/pagefind.{entry['languages']['en']['hash']}.pf_meta"]))
    for name, stem in meta[3]:
        assert cbor2.loads(unpack(files[f"pagefind/filter/{stem}.pf_filter"]))[0] == name
    assert {"pagefind/pagefind.js", "pagefind/wasm.en.pagefind"} <= files.keys()
    assert not any("-ui" in path or "worker" in path for path in files)


def test_words_that_begin_alike_lie_in_one_file() -> None:
    words = (f"{letter}{number:03}{letter}" for letter in "abcdefgh" for number in range(300))
    files = bundle(make_brief("monday", story("a", " ".join(words))))
    indexed = [cbor2.loads(unpack(data))[0] for path, data in files.items() if path.endswith(".pf_index")]
    letters = [{word[0][0] for word in part} for part in indexed]
    assert len(letters) > 2
    assert sum(map(len, letters)) == len(set().union(*letters))
    entry = json.loads(files["pagefind/pagefind-entry.json"])
    meta = cbor2.loads(unpack(files[f"pagefind/pagefind.{entry['languages']['en']['hash']}.pf_meta"]))
    for first, last, stem in meta[2]:
        part = cbor2.loads(unpack(files[f"pagefind/index/{stem}.pf_index"]))[0]
        assert (part[0][0], part[-1][0]) == (first, last)
    assert len(meta[2]) == len(indexed)


def test_a_language_is_no_path() -> None:
    with_lang = replace(library(make_brief("monday", story("a", "One."))), settings=Settings(lang="../evil"))
    assert all(file.path.parts[0] == "pagefind" and ".." not in str(file.path) for file in index_stories(with_lang))


def test_no_stories_need_no_index() -> None:
    assert bundle() == {}


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("exit 3", "Pagefind broke off before the search index was made"),
        ("printf 'bm8=,'; exec cat >/dev/null", "Pagefind answers in a way unknown here"),
    ],
)
def test_a_broken_pagefind_is_told_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    broken = tmp_path / "pagefind"
    broken.write_text(f"#!/bin/sh\n{script}\n")
    broken.chmod(0o755)
    monkeypatch.setattr("briefing.site.pagefind.get_executable", lambda: broken)
    with pytest.raises(SearchError, match=message) as caught:
        make_bundle([Record(url="a", content="b")], lang="en")
    assert "--no-search" in str(caught.value)


def test_a_missing_pagefind_is_told_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.site.pagefind.get_executable", lambda: tmp_path / "nothing")
    with pytest.raises(SearchError, match="Pagefind cannot be run"):
        make_bundle([Record(url="a", content="b")], lang="en")
