"""What is kept is given back as it was, or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builds import Project, make_project, tree

from briefing.cache import keep, kept
from briefing.pipeline import build


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _make_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _make_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "flipped": _flip,
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "empty": lambda file: file.write_bytes(b""),
    "foreign": lambda file: file.write_bytes(b"cos\nsystem\n(S'id'\ntR."),
    "folder": _make_folder,
    "pipe": _make_pipe,
    "link": lambda file: (file.unlink(), file.symlink_to(file)),
    "gone": Path.unlink,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_not_as_it_was_kept_is_none(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    keep(tmp_path / "a", b"some bytes")
    assert kept(tmp_path / "a") == b"some bytes"
    damage(tmp_path / "a")
    assert kept(tmp_path / "a") is None


def test_what_was_kept_under_another_name_is_none(tmp_path: Path) -> None:
    keep(tmp_path / "a", b"some bytes")
    (tmp_path / "a").rename(tmp_path / "b")
    assert kept(tmp_path / "b") is None


def test_a_place_where_nothing_can_be_kept_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/file").write_bytes(b"")
    keep(tmp_path / "a", b"some bytes")
    keep(tmp_path / "a/file/b", b"some bytes")
    assert kept(tmp_path / "a") is kept(tmp_path / "a/file/b") is None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("cache") / "project")
    build(replace(project.options, base_url="https://example.org"))
    return project


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_no_damage_to_the_cache_reaches_the_site(
    built: Project, tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    shutil.copytree(built.root, tmp_path / "project")
    project = Project(tmp_path / "project")
    files = [file for file in (project.root / ".briefing").rglob("*") if file.is_file() and file.name != "report.json"]
    assert len(files) > 2
    for file in files:
        damage(file)
    build(replace(project.options, base_url="https://example.org"))
    assert tree(project.root / "site") == tree(built.root / "site")


def test_a_folder_in_the_place_of_the_report_gives_way(built: Project, tmp_path: Path) -> None:
    shutil.copytree(built.root, tmp_path / "project")
    project = Project(tmp_path / "project")
    _make_folder(project.root / ".briefing/report.json")
    project.build()
    assert "status" in project.read(".briefing/report.json")
