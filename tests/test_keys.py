"""What is kept from build to build is what a clean build makes: over the project's own content, edited at random."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builds import ROOT, Project, tree

from briefing.content.front_matter import is_untouched

Edit = Callable[[random.Random, Project], None]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project's own content without its seeds: every brief is the editor's to change."""
    project = Project(tmp_path_factory.mktemp("keys") / "project")
    shutil.copytree(ROOT / "templates", project.root / "templates")
    shutil.copytree(ROOT / "content", project.root / "content")
    project.build()
    return project


def any_brief(rng: random.Random, project: Project) -> Path:
    return rng.choice(sorted((project.root / "content/briefs").glob("*.md")))


def change(rng: random.Random, project: Project, pattern: str, put: Callable[[re.Match[str]], str]) -> None:
    """Replace one of the places that a pattern fits."""
    file = any_brief(rng, project)
    text = file.read_text("utf-8")
    places = list(re.finditer(pattern, text))
    if places:
        place = rng.choice(places)
        file.write_text(text[: place.start()] + put(place) + text[place.end() :], "utf-8")


def add_a_sentence(rng: random.Random, project: Project) -> None:
    said = rng.choice(["A word.", "OpenAI raised $5 billion in 2026.", "Gemini 9.5 has 400 billion parameters."])
    change(rng, project, r"(?<=[a-z])\.\n", lambda place: f". {said}\n")


def copy_a_brief(rng: random.Random, project: Project) -> None:
    text = any_brief(rng, project).read_text("utf-8")
    slug, day = f"copy-{rng.randrange(9)}", rng.randint(1, 28)
    text = re.sub(r"(?m)^date: .*\n", f"date: 2026-03-{day:02}\n", re.sub(r"(?m)^slug: .*", f"slug: {slug}", text))
    project.write(f"content/briefs/{slug}.md", text)


def remove_a_brief(rng: random.Random, project: Project) -> None:
    if len(list((project.root / "content/briefs").glob("*.md"))) > 1:
        any_brief(rng, project).unlink()


def touch_a_figure(rng: random.Random, project: Project) -> None:
    change(rng, project, r"(?<=[ $])\d(?=[\d.,%])", lambda place: str(9 - int(place[0])))


def untag(rng: random.Random, project: Project) -> None:
    change(rng, project, r"(?<=\[)[a-z0-9-]+, ", lambda _: "")


def tag_anew(rng: random.Random, project: Project) -> None:
    change(rng, project, r"companies: \[", lambda place: f"{place[0]}brand-new-{rng.randrange(3)}, ")


def rename_a_story(rng: random.Random, project: Project) -> None:
    change(rng, project, r"(?m)^### (?=\w)", lambda _: "### Now ")


def rename_a_term(rng: random.Random, project: Project) -> None:
    file = project.root / "content/vocabulary/companies.yaml"
    file.write_text(re.sub(r"name: OpenAI\w*", f"name: OpenAI{rng.choice('XYZ')}", file.read_text("utf-8")), "utf-8")


EDITS: tuple[Edit, ...] = (
    add_a_sentence, add_a_sentence, copy_a_brief, remove_a_brief, touch_a_figure, untag, tag_anew, rename_a_story,
    rename_a_term,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_a_site_that_grew_is_the_site_made_at_once(built: Project, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    project = built.copy(tmp_path / "project")
    for _ in range(rng.randint(2, 5)):
        for _ in range(rng.randint(1, 2)):
            rng.choice(EDITS)(rng, project)
        project.build()
    clean = Project(tmp_path / "clean")
    for folder in ("content", "templates"):
        shutil.copytree(project.root / folder, clean.root / folder)
    clean.build()
    assert tree(project.root / "site") == tree(clean.root / "site")
    assert not any(is_untouched(file.read_text("utf-8")) for file in clean.root.rglob("copy-*.md"))


def test_a_word_in_a_brief_leaves_most_pages_as_they_are(built: Project, tmp_path: Path) -> None:
    project = built.copy(tmp_path / "project")
    project.build()
    add_a_sentence(random.Random(1), project)
    counts = project.build().counts
    assert 0 < counts.written < counts.unchanged
