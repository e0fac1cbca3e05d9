"""content/briefs/ read and written: limits, odd files, and an editor who saves between two of our steps."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path, PurePosixPath

import pytest
from builds import tree

from briefing.content.draft import Change, Draft, EditedMeanwhileError
from briefing.content.store import read_briefs
from briefing.errors import FrontMatterError

BRIEF = "---\ntitle: A title\n---\nText.\n"


def write(folder: Path, name: str, text: str = BRIEF) -> Path:
    file = folder / "briefs" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_briefs_are_read_by_path_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "2026/c.md", ".hidden.md", "notes.txt", ".git/d.md", "b.md~"):
        write(tmp_path, name)
    (tmp_path / "briefs/.#b.md").symlink_to("an editor's lock")
    stored = read_briefs(tmp_path, max_bytes=1_000)
    assert [str(item.path) for item in stored] == ["briefs/2026/c.md", "briefs/a.md", "briefs/b.md"]
    assert all(item.edited for item in stored)


def test_no_folder_means_no_briefs(tmp_path: Path) -> None:
    assert read_briefs(tmp_path, max_bytes=1_000) == ()


def test_all_faults_are_told_in_one_go(tmp_path: Path) -> None:
    write(tmp_path, "large.md", BRIEF + "x" * 1_000)
    write(tmp_path, "bare.md", "Text.")
    os.mkfifo(tmp_path / "briefs/pipe.md")
    (tmp_path / "briefs/nowhere.md").symlink_to("missing")
    with pytest.raises(ExceptionGroup) as caught:
        read_briefs(tmp_path, max_bytes=1_000)
    errors = [error for error in caught.value.exceptions if isinstance(error, FrontMatterError)]
    assert [(Path(error.path).name, error.message) for error in errors] == [
        ("bare.md", "no front matter"),
        ("large.md", "1,029 bytes, and 1,000 is the limit"),
        ("nowhere.md", "this is no regular file"),
        ("pipe.md", "this is no regular file"),
    ]
    assert errors[1].hint == "Split it, or raise max_brief_mb in content/site.yaml"


@pytest.fixture(params=["exchange", "no exchange"], autouse=True)
def _system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that can exchange two files, and one that cannot."""
    if request.param == "no exchange":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())


def change(name: str, before: bytes | None, after: bytes | None) -> Change:
    return Change(path=PurePosixPath("briefs", name), before=before, after=after)


CHANGES = (change("new.md", None, b"new"), change("old.md", b"old", b"newer"), change("gone.md", b"gone", None))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    write(tmp_path, "old.md", "old")
    write(tmp_path, "gone.md", "gone")
    return tmp_path


def test_a_draft_changes_nothing_before_it_is_committed(content: Path) -> None:
    with Draft(content, CHANGES):
        assert (content / "briefs/old.md").read_text() == "old"
        assert not (content / "briefs/new.md").exists()
    assert tree(content) == {"briefs/old.md": b"old", "briefs/gone.md": b"gone"}


def test_a_committed_draft_leaves_what_was_planned_and_nothing_else(content: Path) -> None:
    with Draft(content, CHANGES) as draft:
        draft.commit()
    assert tree(content) == {"briefs/new.md": b"new", "briefs/old.md": b"newer"}


@pytest.mark.parametrize("name", ["new.md", "old.md", "gone.md"])
def test_what_an_editor_saved_meanwhile_stands(content: Path, name: str) -> None:
    with Draft(content, CHANGES) as draft:
        write(content, name, "saved")
        with pytest.raises(EditedMeanwhileError):
            draft.commit()
    assert (content / "briefs" / name).read_text() == "saved"
    assert not [path for path in tree(content) if "/." in path]


def test_what_an_editor_removed_meanwhile_stays_away(content: Path) -> None:
    (content / "briefs/old.md").unlink()
    with pytest.raises(EditedMeanwhileError), Draft(content, CHANGES[1:]) as draft:
        draft.commit()
    assert tree(content) == {"briefs/gone.md": b"gone"}


def test_what_a_killed_build_left_is_cleared(content: Path) -> None:
    write(content, ".old.briefing-new", "half")
    with Draft(content, ()):
        pass
    assert tree(content) == {"briefs/old.md": b"old", "briefs/gone.md": b"gone"}
