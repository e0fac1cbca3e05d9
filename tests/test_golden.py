"""Golden trees: each case under tests/golden/ is built whole and compared byte for byte, both ways.

`pytest --update-golden` rewrites what is expected; review the difference as code.
A case has seeds/ and perhaps content/ (vocabulary/, site.yaml, hand-written briefs/). expected/content/ holds the
briefs that must come out, expected/site/ the pages and feeds where a case has any (assets are copies of templates/).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefing.config import Options
from briefing.pipeline import build

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(case.name for case in GOLDEN.iterdir() if case.is_dir())


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but hidden ones."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(files)}


def build_case(seeds: Path, content: Path, work: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Build in `work`; gives the briefs and the pages (no search bundle: its tests are elsewhere)."""
    shutil.copytree(content, work / "content")
    build(
        Options(
            seeds=seeds,
            content=work / "content",
            templates=ROOT / "templates",
            output=work / "site",
            cache=work / "cache",
            search=False,
        )
    )
    return tree(work / "content" / "briefs"), tree(work / "site")


def assert_same_tree(found: dict[str, bytes], expected: dict[str, bytes]) -> None:
    assert sorted(found) == sorted(expected)
    for name, data in expected.items():
        assert found[name].decode() == data.decode(), name


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = GOLDEN / name
    briefs, site = build_case(case / "seeds", case / "content", tmp_path)
    found = {f"content/{path}": data for path, data in briefs.items()}
    if (case / "expected" / "site").exists():
        found |= {f"site/{path}": data for path, data in site.items() if not path.startswith("assets/")}
    if request.config.getoption("--update-golden"):
        write_tree(case / "expected", found)
    assert_same_tree(found, tree(case / "expected"))


def write_tree(folder: Path, files: dict[str, bytes]) -> None:
    for part in {path.partition("/")[0] for path in files}:
        shutil.rmtree(folder / part, ignore_errors=True)
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def test_the_committed_briefs_are_what_the_seeds_give(tmp_path: Path) -> None:
    """content/briefs/ is reviewed content: a change of the normalizer or the tagger shows there, in the diff."""
    shutil.copytree(ROOT / "content", tmp_path / "origin", ignore=shutil.ignore_patterns("briefs"))
    briefs, _ = build_case(ROOT / "seeds", tmp_path / "origin", tmp_path)
    assert_same_tree(briefs, tree(ROOT / "content" / "briefs"))
