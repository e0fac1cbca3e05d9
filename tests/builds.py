"""What the tests of whole builds need: a small project in a folder of its own, built in this process."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.config import Options
from briefing.pipeline import build
from briefing.report import Report

ROOT = Path(__file__).parent.parent
VOCABULARY = {"companies.yaml": "- {id: openai, name: OpenAI}\n"}
ARTICLE = """\
OpenAI opens an office in Rome

OpenAI said on May 1, 2026 that it opens an office in Rome. It will have 120 desks.

The company wants to be near its customers, and it hopes that they want to be near it.
"""
ANOTHER = """\
A small workshop ships its new chip

The workshop shipped 5,000 of its new chips on May 2, 2026. They cost $30,000 each.

More chips will follow, the company said, as soon as there are more chips to follow.
"""


@dataclass(frozen=True)
class Project:
    """A folder with seeds/, content/, templates/ and what a build makes of them."""

    root: Path

    @property
    def options(self) -> Options:
        return Options(
            seeds=self.root / "seeds",
            content=self.root / "content",
            templates=self.root / "templates",
            output=self.root / "site",
            cache=self.root / ".briefing",
            search=False,
        )

    def build(self, **changes: object) -> Report:
        return build(replace(self.options, **changes))  # type: ignore[arg-type]

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str, count: int = -1) -> None:
        """Replace these words, the first `count` times that they stand there, or every time."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new, count))

    def brief(self) -> str:
        """The path of the only brief."""
        (file,) = (self.root / "content/briefs").glob("*.md")
        return file.relative_to(self.root).as_posix()

    def made(self) -> dict[str, bytes]:
        """All that builds make, by path: content/briefs/ and site/."""
        return {f"{name}/{path}": data for name in ("content", "site") for path, data in tree(self.root / name).items()}

    def leftovers(self) -> list[str]:
        """What a build should have taken away when it ended."""
        expected = {"seeds", "content", "templates", "site", ".briefing"}
        beside = [str(path) for path in (self.root / "content").rglob(".*")]
        return sorted(path.name for path in self.root.iterdir() if path.name not in expected) + beside

    def copy(self, root: Path) -> Project:
        """Copy the inputs, and nothing that a build made: seeds, vocabulary, templates, settings, edited briefs."""
        shutil.copytree(self.root, root, ignore=shutil.ignore_patterns("site", ".briefing"))
        return Project(root)


def make_project(root: Path, seeds: Mapping[str, str | bytes] | None = None, *, bare: bool = False) -> Project:
    """Make a project with two seeds, or the given ones, and a small vocabulary.

    With `bare` its templates say next to nothing, and a build takes a hundredth of a second; feeds and data files hold
    what the briefs say all the same.
    """
    project = Project(root)
    for name, text in (seeds if seeds is not None else {"a.txt": ARTICLE, "b.txt": ANOTHER}).items():
        project.write(f"seeds/{name}", text)
    for name, text in VOCABULARY.items():
        project.write(f"content/vocabulary/{name}", text)
    (root / "seeds").mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "templates", root / "templates")
    if bare:
        shutil.rmtree(root / "templates/assets")
        for page in (root / "templates").glob("*.html"):
            page.write_text("<p>A page.</p>\n", "utf-8")
    return project


def tree(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, by its path; of what is no regular file, its kind."""
    files = {}
    for parent, folders, names in os.walk(folder):
        for name in (*names, *(name for name in folders if Path(parent, name).is_symlink())):
            path = Path(parent, name)
            regular = stat.S_ISREG(path.lstat().st_mode)
            files[path.relative_to(folder).as_posix()] = path.read_bytes() if regular else b"(not a regular file)"
    return files
