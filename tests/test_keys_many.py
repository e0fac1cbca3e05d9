"""A site of many briefs, changed in one thing after the other, is at every step the site made at once.

It has what a small one lacks: lists of several pages, and terms, figures and feeds that outgrow one.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from typing import Final

import pytest
from builds import ROOT, Project
from corpus import Writer, make_brief, write_vocabulary

COUNT: Final = 110  # briefs: more than two pages of the archive
SECTIONS: Final = 2  # of each brief that are kept: the rest would only take time
FEW: Final = {"companies": (12, 2, 4), "topics": (5, 1, 2), "regions": (3, 1, 2)}  # terms, with many stories each
OLD, NEW = 3, COUNT - 3  # briefs in the oldest and on the newest page

_NUMBER: Final = r"\d(?=\.5 billion)"
_MERGED: Final = "/companies/bordelco/: /companies/janharco/\n"

Change = Callable[[Project], object]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("many") / "project"
    shutil.copytree(ROOT / "templates", root / "templates")
    for folder in ("content/briefs", "content/vocabulary"):
        (root / folder).mkdir(parents=True)
    writer = Writer(FEW)
    write_vocabulary(writer, root / "content/vocabulary")
    for number in range(COUNT):
        brief = make_brief(writer, number, COUNT)
        text = "\n## ".join(brief.content.split("\n## ")[: SECTIONS + 1]).rstrip()
        (root / f"content/briefs/{brief.ident}.md").write_text(f"{_round_up(text)}\n", "utf-8")
    return Project(root)


def _round_up(text: str) -> str:
    """Make every section a story, each with the terms of the whole."""
    tags = re.findall(r"(?m)^\w+: \[.*\]$", text)
    heads = re.findall(r"(?m)^## (.*)$", text)
    stories = "".join(f"- {{id: story-{at}, title: {head}, {', '.join(tags)}}}\n" for at, head in enumerate(heads, 1))
    return text.replace("\n---\n", f"\nstories:\n{stories}---\n", 1)


def _file(project: Project, number: int) -> str:
    """The path of the brief of that number, the oldest 0."""
    (file,) = (project.root / "content/briefs").glob(f"{number:05}-*.md")
    return file.relative_to(project.root).as_posix()


def _change(number: int, pattern: str, new: str, *, count: int = 1) -> Change:
    """Replace the first places of a brief that a pattern fits."""

    def change(project: Project) -> None:
        path = _file(project, number)
        text, done = re.subn(pattern, new, project.read(path), count=count, flags=re.MULTILINE)
        assert done
        project.write(path, text)

    return change


def _add(number: int, **fields: str) -> Change:
    """Write a copy of the newest brief with another slug and these fields."""

    def change(project: Project) -> None:
        text = project.read(_file(project, NEW))
        for name, value in {"slug": f"{number:05}-added", **fields}.items():
            text = re.sub(rf"(?m)^{name}: .*", f"{name}: {value}", text, count=1)
        project.write(f"content/briefs/{number:05}-added.md", text)

    return change


def _claim(number: int, employees: int) -> Change:
    """Let the first story of a brief say a number that another may gainsay, on the same day: else it would be news."""
    steps = (
        _change(number, r"companies: \[.*?\]", "companies: [naljanelco]", count=3),
        _change(number, r"(?<=^## )(.*\n)", rf"\1\nNaljanelco had {employees} employees in 2025.\n"),
        _change(number, r"^date: .*", "date: 2026-05-05"),
    )
    return lambda project: [step(project) for step in steps]


def _reword(path: str, old: str, new: str) -> Change:
    """Replace the first place of these words in a file."""
    return lambda project: project.edit(path, old, new, count=1)


def _write(path: str, text: str) -> Change:
    return lambda project: project.write(path, text)


def _remove(number: int) -> Change:
    return lambda project: (project.root / _file(project, number)).unlink()


STEPS: Final[dict[str, Change]] = {
    "an old text": _change(OLD, r"\.\n", ". A word more.\n"),
    "a new text": _change(NEW, r"\.\n", ". A word more.\n"),
    "an old title": _change(OLD, r"^title: .*", 'title: "Renamed"'),
    "the title of an old story": _change(OLD + 1, r"(?<=^## )\w+", "Renamed"),
    "a slug": _change(60, r"^slug: .*", "slug: 00060-moved"),
    "a date, from old to new": _change(OLD + 2, r"^date: .*", "date: 2026-10-01"),
    "a date, from new to none": _change(NEW - 1, r"^date: .*\n", ""),
    "a tag less in an old story": _change(OLD, r"(?<=companies: \[)\w+, ", "", count=2),
    "no companies in an old brief": _change(OLD + 1, r"companies: \[.*?\]", "companies: []", count=3),
    "a tag more in a new brief": _change(NEW, r"companies: \[", "companies: [brand-new, ", count=2),
    "a term that nobody listed, elsewhere": _change(OLD, r"companies: \[", "companies: [brand-new, ", count=2),
    "a brief less": _remove(20),
    "an old brief more": _add(200, date="2023-11-02"),
    "a new brief more": _add(201, date="2026-11-02"),
    "a figure of an old brief": _change(OLD + 4, _NUMBER, "77"),
    "a claim": _claim(OLD + 5, 400),
    "another that gainsays it": _claim(NEW - 2, 900),
    "the claim taken back": _change(OLD + 5, "had 400 employees", "had 900 employees"),
    "an alias": _reword("content/vocabulary/companies.yaml", "aliases: []", "aliases: [Novelan]"),
    "a term merged into another": _write("content/redirects.yaml", _MERGED),
    "the title of the site": _write("content/site.yaml", "title: Another\n"),
}


def test_at_every_step_it_is_the_site_made_at_once(project: Project) -> None:
    project.build(jobs=1)
    wrong: dict[str, tuple[str, ...]] = {}
    for name, change in STEPS.items():
        change(project)
        project.build(jobs=1)
        stale = project.build(jobs=1, check=True).stale  # all of it made anew, and compared byte for byte
        if stale:
            wrong[name] = stale
    assert wrong == {}
    pages = [project.root / f"site/{name}/page/1/index.html" for name in ("briefs", "figures", "regions/loranre")]
    assert [page for page in pages if not page.is_file()] == []
