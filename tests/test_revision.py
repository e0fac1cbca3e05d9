"""An edit that no other page shows makes no other page again, and leaves the site that a clean build makes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from builds import Project, make_project, tree

from briefing.errors import FrontMatterError, PublishError
from briefing.pipeline import build
from briefing.progress import Progress
from briefing.site.records import IndexPart, Record, Sheaf
from briefing.site.search import index_parts

ROUND_UP = """---
title: "Three of a day"
date: 2026-05-04
summary: "What three companies did on a Monday."
slug: three-of-a-day
companies: [openai, anthropic, made-up-labs]
topics: [funding]
stories:
  - {id: openai-opens-an-office, title: "OpenAI opens an office", companies: [openai], regions: [japan]}
  - {id: made-up-labs-hires, title: "Made-up Labs hires", companies: [made-up-labs, anthropic], topics: [funding]}
---

## OpenAI opens an office

OpenAI opens an office in Japan, its second there, and says that it will open more of them in the years to come.

People stood in line to see it. The coffee was good.

Time will tell. OpenAI has 60 million users.

## Made-up Labs hires

Made-up Labs of Anthropic fame raised $30 million and hires.

Nobody knows whom yet.
"""
FILE = "content/briefs/three-of-a-day.md"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A site of three briefs that was built: two made of seeds, and one by hand."""
    project = make_project(tmp_path / "project")
    project.write(FILE, ROUND_UP)
    project.build()
    return project


def is_whole(project: Project) -> bool:
    """Build, and tell whether that took a whole build."""
    progress = Progress()
    build(project.options, progress)
    return "indexing" in progress.seconds


def assert_as_clean(project: Project, tmp_path: Path) -> None:
    clean = project.copy(tmp_path / "clean")
    clean.build()
    assert tree(project.root / "site") == tree(clean.root / "site")
    ours, theirs = (json.loads(each.read(".briefing/report.json")) for each in (project, clean))
    statuses = [[seed.pop("status") == "edited" for seed in account["seeds"]] for account in (ours, theirs)]
    assert statuses[0] == statuses[1]
    assert {**ours, "counts": 0} == {**theirs, "counts": 0}
    shutil.rmtree(clean.root)


def test_a_word_changes_its_page_and_its_feeds(project: Project, tmp_path: Path) -> None:
    before = tree(project.root / "site")
    project.edit(FILE, "The coffee was good.", "The coffee was <b>bad</b>.")
    assert not is_whole(project)
    after = tree(project.root / "site")
    changed = {path for path in after if before.get(path) != after[path]}
    assert "briefs/three-of-a-day/index.html" in changed
    assert {Path(path).name for path in changed} == {"index.html", "feed.xml", "feed.json"}
    assert "companies/openai/feed.xml" in changed
    assert "companies/anthropic/feed.xml" not in changed
    assert_as_clean(project, tmp_path)


def test_what_a_text_claims_may_move(project: Project, tmp_path: Path) -> None:
    project.edit(FILE, "Time will tell.", "Time and others will tell.")
    assert not is_whole(project)
    assert "OpenAI has <mark>60 million" in project.read("site/briefs/three-of-a-day/index.html")
    assert_as_clean(project, tmp_path)


def test_a_brief_is_revised_again_and_again(project: Project, tmp_path: Path) -> None:
    for word in ("fine", "cold", "gone"):
        project.edit(FILE, "The coffee was", f"The coffee was {word}, they say. It was")
        assert not is_whole(project)
    assert_as_clean(project, tmp_path)


def test_the_first_edit_of_a_generated_brief_is_a_revision(project: Project, tmp_path: Path) -> None:
    (generated,) = (project.root / "content/briefs").glob("openai*.md")
    project.edit(str(generated.relative_to(project.root)), "wants to be near", "very much wants to be near")
    assert not is_whole(project)
    account = json.loads(project.read(".briefing/report.json"))
    assert [seed["status"] for seed in account["seeds"] if seed["brief"] == generated.stem] == ["edited"]
    assert_as_clean(project, tmp_path)


SEEN: dict[str, Callable[[Project], object]] = {
    "a title": lambda p: p.edit(FILE, "Three of a day", "Three of one day"),
    "a date": lambda p: p.edit(FILE, "2026-05-04", "2026-05-05"),
    "a summary": lambda p: p.edit(FILE, "on a Monday", "one Monday"),
    "a heading": lambda p: p.edit(FILE, "OpenAI opens an office", "OpenAI opens offices"),
    "a tag": lambda p: p.edit(FILE, ", companies: [openai], regions", ", regions"),
    "a number": lambda p: p.edit(FILE, "$30 million", "$31 million"),
    "an opening": lambda p: p.edit(FILE, "its second there", "its third there"),
    "a page's length": lambda p: p.edit(FILE, "Nobody", f"{'Words and words. ' * 300}Nobody"),
    "a new name": lambda p: p.edit(FILE, "Made-up Labs of", "Made-Up Labs of"),
    "another brief": lambda p: p.write("content/briefs/more.md", "---\ntitle: More\n---\nMore.\n"),
    "a brief less": lambda p: (p.root / FILE).unlink(),
    "a template": lambda p: p.edit("templates/about.html", "</h1>", "!</h1>"),
    "the vocabulary": lambda p: p.edit("content/vocabulary/companies.yaml", "name: OpenAI", "name: OpenAI Inc"),
    "a setting": lambda p: p.write("content/site.yaml", "title: Another\n"),
    "a seed": lambda p: p.write("seeds/new.txt", "OpenAI opens an office\n\nIt is in Japan.\n"),
}


@pytest.mark.parametrize("change", SEEN.values(), ids=SEEN)
def test_what_other_pages_show_takes_a_whole_build(
    project: Project, tmp_path: Path, change: Callable[[Project], object]
) -> None:
    if (project.root / FILE).exists():
        project.edit(FILE, "The coffee was good.", "The coffee was bad.")
    change(project)
    assert is_whole(project)
    assert_as_clean(project, tmp_path)


@pytest.mark.parametrize("chars", [0, 1_000_000])
def test_the_index_is_that_of_the_edited_site(project: Project, tmp_path: Path, chars: int) -> None:
    options, index = replace(project.options, search=True), partial(index_parts, pagefind_chars=chars)
    build(options, index=index)
    for word in ("bad", "cold"):
        project.edit(FILE, "The coffee was", f"The coffee was {word}, they say. It was")
        progress = Progress()
        build(options, progress, index)
        assert "reading" not in progress.seconds
    clean = project.copy(tmp_path / "clean")
    build(replace(clean.options, search=True), index=index)
    assert tree(project.root / "site") == tree(clean.root / "site")
    assert build(options, index=index).counts == replace(build(options, index=index).counts, written=0, removed=0)


def test_of_a_large_site_only_the_edited_brief_is_told_to_the_index(project: Project) -> None:
    def index(sheaves: Sequence[Sheaf], lang: str) -> tuple[IndexPart, ...]:
        told = (sheaf if sheaf.slug == Path(FILE).stem else replace(sheaf, records=_refuse) for sheaf in sheaves)
        return index_parts(tuple(told), lang, cache=project.options.cache, pagefind_chars=0)

    options = replace(project.options, search=True)
    build(options, index=partial(index_parts, cache=options.cache, pagefind_chars=0))
    project.edit(FILE, "The coffee was good.", "The coffee was bad.")
    assert build(options, index=index).counts.written > 1


OLD = """---
title: "An old brief"
date: 2020-01-01
---
Long ago, and not much of what was said is left to be told here or anywhere else, as these things go.

It was good.
"""
OLD_FILE = "content/briefs/an-old-brief.md"


@pytest.fixture
def outlived(project: Project) -> Project:
    """The site has a brief, too, that is too old for any feed: an edit is seen on its page alone."""
    project.write(OLD_FILE, OLD)
    for number in range(60):
        project.write(
            f"content/briefs/later-{number}.md", f'---\ntitle: "Later {number}"\ndate: 2026-06-01\n---\nSo.\n'
        )
    index_large(project)
    return project


def index_large(project: Project) -> None:
    options = replace(project.options, search=True)
    build(options, index=partial(index_parts, cache=options.cache, pagefind_chars=0))


def assert_indexed_as_clean(project: Project, tmp_path: Path) -> None:
    clean = project.copy(tmp_path / "clean")
    index_large(clean)
    assert tree(project.root / "site") == tree(clean.root / "site")


def test_of_an_edit_of_one_page_the_index_is_exchanged_alone(outlived: Project, tmp_path: Path) -> None:
    site = outlived.root / "site"
    before = [(site / name).stat().st_ino for name in ("", "pagefind", "briefs")]
    outlived.edit(OLD_FILE, "It was good.", "It was bad.")
    index_large(outlived)
    after = [(site / name).stat().st_ino for name in ("", "pagefind", "briefs")]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]
    assert "It was bad." in outlived.read("site/briefs/an-old-brief/index.html")
    assert_indexed_as_clean(outlived, tmp_path)


def test_an_index_is_taken_back_where_the_page_cannot_follow(outlived: Project, tmp_path: Path) -> None:
    index = tree(outlived.root / "site/pagefind")
    outlived.edit(OLD_FILE, "It was good.", "It was bad.")
    page = outlived.root / "site/briefs/an-old-brief"
    shutil.rmtree(page)
    page.write_text("in the way")
    with pytest.raises(PublishError, match="not ours"):
        index_large(outlived)
    assert tree(outlived.root / "site/pagefind") == index
    page.unlink()
    index_large(outlived)
    assert_indexed_as_clean(outlived, tmp_path)


def _refuse() -> tuple[Record, ...]:
    raise AssertionError("this brief was not edited")


def test_what_is_taken_back_is_gone(project: Project, tmp_path: Path) -> None:
    project.edit(FILE, "The coffee was good.", "The coffee was bad.")
    assert not is_whole(project)
    project.edit(FILE, "The coffee was bad.", "The coffee was good.")
    project.write("content/briefs/more.md", "---\ntitle: More\n---\nMore.\n")
    assert is_whole(project)
    assert_as_clean(project, tmp_path)


def test_a_page_that_somebody_changed_meanwhile_is_made_again(project: Project, tmp_path: Path) -> None:
    project.write("site/about/index.html", "damaged")
    project.edit(FILE, "The coffee was good.", "The coffee was bad.")
    is_whole(project)
    assert_as_clean(project, tmp_path)


def test_another_site_with_the_same_notes_is_not_mixed_up(project: Project, tmp_path: Path) -> None:
    other = replace(project.options, output=tmp_path / "other", base_url="https://example.org")
    build(other)
    project.edit(FILE, "The coffee was good.", "The coffee was bad.")
    is_whole(project)
    assert_as_clean(project, tmp_path)
    build(other)
    build(replace(other, output=tmp_path / "clean-other", cache=tmp_path / "empty"))
    assert tree(tmp_path / "other") == tree(tmp_path / "clean-other")


@pytest.mark.parametrize(
    ("old", "new"),
    [("The coffee was good.", "\udcff"), ("slug: three-of-a-day", "slug: three-of-a-day\nslug: x"), ("---", "")],
)
def test_a_brief_that_cannot_be_read_is_refused_as_ever(project: Project, old: str, new: str) -> None:
    text = project.read(FILE).replace(old, new, 1)
    project.write(FILE, text.encode(errors="surrogateescape"))
    with pytest.raises((FrontMatterError, ExceptionGroup), match=r"briefs|three-of-a-day"):
        project.build()


def test_notes_that_are_lost_or_damaged_cost_time_alone(project: Project, tmp_path: Path) -> None:
    notes = project.root / ".briefing/notes.db"
    data = bytearray(notes.read_bytes())
    for at in range(len(data) // 2, len(data), 997):
        data[at] ^= 0xFF
    notes.write_bytes(data)
    project.edit(FILE, "The coffee was good.", "The coffee was bad.")
    is_whole(project)
    assert_as_clean(project, tmp_path)


def test_a_page_that_is_gone_is_made_again(project: Project, tmp_path: Path) -> None:
    shutil.rmtree(project.root / "site/briefs/three-of-a-day")
    project.edit(FILE, "The coffee was good.", "The coffee was bad.")
    project.build()
    assert_as_clean(project, tmp_path)
