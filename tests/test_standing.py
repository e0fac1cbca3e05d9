"""A build that would only repeat the last one is seen to be none; one that would not is never taken for one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builds import Project, make_project

from briefing.standing import standing_report


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that was built, and whose files have been left alone for a while."""
    project = make_project(tmp_path / "project")
    project.write("seeds/bad.txt", b"\x00\x01\x02\x03\xff\xfe" * 99)
    project.build()
    return project


def rewrite(file: Path, old: bytes = b"e", new: bytes = b"a") -> None:
    """Write other bytes of the same size, and set the time back."""
    before = file.stat()
    data = file.read_bytes()
    at = data.rindex(old)
    file.write_bytes(data[:at] + new + data[at + len(old) :])
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def brief_of(project: Project) -> Path:
    return min((project.root / "content/briefs").glob("*.md"))


CHANGES: dict[str, Callable[[Project], object]] = {
    "a brief": lambda p: rewrite(brief_of(p)),
    "a new brief": lambda p: p.write("content/briefs/mine.md", "---\ntitle: Mine\n---\nText.\n"),
    "a brief less": lambda p: brief_of(p).unlink(),
    "a seed": lambda p: rewrite(p.root / "seeds/a.txt"),
    "a sidecar": lambda p: p.write("seeds/a.txt.meta.yaml", "title: Another\n"),
    "the vocabulary": lambda p: rewrite(p.root / "content/vocabulary/companies.yaml"),
    "the settings": lambda p: p.write("content/site.yaml", "title: Another\n"),
    "a template": lambda p: rewrite(p.root / "templates/brief.html", b"article", b"section"),
    "a page": lambda p: p.write("site/index.html", "damaged"),
    "a page less": lambda p: (p.root / "site/about/index.html").unlink(),
    "the account": lambda p: p.write(".briefing/report.json", "{}"),
    "no notes": lambda p: (p.root / ".briefing/notes.db").unlink(),
    "no site": lambda p: shutil.rmtree(p.root / "site"),
}


def test_nothing_changed_is_seen_and_said(project: Project) -> None:
    first = standing_report(project.options)
    assert first
    assert (first.counts.written, first.counts.removed) == (0, 0)
    assert [error.path for error in first.errors] == [str(project.root / "seeds/bad.txt")]
    account = json.loads(project.read(".briefing/report.json"))
    assert account["counts"]["written"] == 0
    assert account["seeds"]
    again = standing_report(project.options)
    assert again
    assert again.counts == first.counts == project.build().counts


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_is_noticed(project: Project, change: Callable[[Project], object]) -> None:
    assert standing_report(project.options)
    change(project)
    assert standing_report(project.options) is None
    project.build()
    assert standing_report(project.options)


def test_other_options_are_another_build(project: Project) -> None:
    for options in (
        replace(project.options, base_url="https://example.org"),
        replace(project.options, search=True),
        replace(project.options, output=project.root / "elsewhere"),
        replace(project.options, report=project.root / "report.json"),
        replace(project.options, clean=True),
        replace(project.options, check=True),
    ):
        assert standing_report(options) is None


def test_files_of_others_in_the_site_are_no_change(project: Project) -> None:
    project.write("site/robots-of-mine.txt", "mine")
    assert standing_report(project.options)
