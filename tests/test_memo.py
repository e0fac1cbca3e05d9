"""A note is given back to who asks with its key; anything damaged, old or foreign is no note."""

from __future__ import annotations

import os
import pickle
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.memo import Memo, MemoFile, Notebook, key_of, pack, unpack
from briefing.model import Kind, Mention

NOTE = ("name", b"key", b"data")


@pytest.fixture(params=["file", "notebook"])
def memo(request: pytest.FixtureRequest, tmp_path: Path) -> Memo:
    return MemoFile(tmp_path / "cache/notes.db") if request.param == "file" else Notebook()


def test_a_note_is_given_for_its_key_alone(memo: Memo) -> None:
    memo.put("subject", [NOTE])
    memo.commit()
    assert memo.get("subject", "name", b"key") == b"data"
    assert memo.get("subject", "name", b"other") is memo.get("other", "name", b"key") is None
    assert memo.all("subject") == {"name": (b"key", b"data")}


def test_a_newer_note_takes_the_place_and_what_is_not_wanted_is_forgotten(memo: Memo) -> None:
    memo.put("subject", [NOTE, ("name", b"new", b"newer"), ("gone", b"", b"")])
    memo.keep_only("subject", {"name"})
    assert memo.all("subject") == {"name": (b"new", b"newer")}


def test_what_was_not_committed_does_not_last(tmp_path: Path) -> None:
    archive = MemoFile(tmp_path / "notes.db")
    archive.put("subject", [NOTE])
    archive.commit()
    archive.put("subject", [("name", b"key", b"later")])
    archive.close()
    assert MemoFile(tmp_path / "notes.db").get("subject", "name", b"key") == b"data"


def _overwrite(file: Path, data: bytes) -> None:
    link = sqlite3.connect(file)
    link.execute("UPDATE notes SET data = ?", (data,))
    link.commit()
    link.close()


def _make_foreign(file: Path) -> None:
    file.unlink()
    link = sqlite3.connect(file)
    link.execute("CREATE TABLE notes (subject)")
    link.commit()
    link.close()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a flipped note": lambda file: _overwrite(file, b"dat!"),
    "a note of another type": lambda file: _overwrite(file, "text"),  # type: ignore[arg-type]
    "other columns": _make_foreign,
    "cut": lambda file: file.write_bytes(file.read_bytes()[:1000]),
    "garbage": lambda file: file.write_bytes(b"garbage" * 1000),
    "empty": lambda file: file.write_bytes(b""),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
    "a pipe": lambda file: (file.unlink(), os.mkfifo(file)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_archive_has_no_notes_and_soon_new_ones(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    file = tmp_path / "notes.db"
    archive = MemoFile(file)
    archive.put("subject", [NOTE])
    archive.commit()
    damage(file)
    broken = MemoFile(file)
    assert broken.get("subject", "name", b"key") is None
    assert broken.all("subject") == {}
    broken.put("subject", [NOTE])
    broken.commit()
    again = MemoFile(file)
    again.put("subject", [NOTE])
    again.commit()
    assert file.is_dir() or again.get("subject", "name", b"key") == b"data"


def test_a_file_that_another_build_writes_to_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    archive = MemoFile(file)
    archive.put("subject", [NOTE])
    archive.commit()
    other = sqlite3.connect(file)
    other.execute("BEGIN EXCLUSIVE")
    shut_out = MemoFile(file, wait_s=0)
    shut_out.put("subject", [("other", b"key", b"data")])
    assert shut_out.get("subject", "name", b"key") is None
    shut_out.commit()
    other.rollback()
    assert shut_out.get("subject", "name", b"key") == b"data"
    assert shut_out.get("subject", "other", b"key") is None


def test_a_place_where_nothing_can_be_kept_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    archive = MemoFile(tmp_path / "file/notes.db")
    archive.put("subject", [NOTE])
    archive.commit()
    assert archive.all("subject") == {}


def test_values_of_ours_come_back() -> None:
    mention = Mention(kind=Kind.TOPICS, id="a", start=0, end=1, surface="A")
    assert unpack(pack((mention, {"a": [1, 2.5, None]}, frozenset("ab")))) == (mention, {"a": [1, 2.5, None]}, {*"ab"})


class _Bait:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch /tmp/bait",)


@pytest.mark.parametrize("data", [pickle.dumps(_Bait()), b"", b"garbage", b"cbriefing.model\ndt.sys.exit\n(tR."])
def test_no_code_of_the_files_choosing_is_run(data: bytes) -> None:
    with pytest.raises(ValueError, match="no note of ours"):
        unpack(data)


def test_a_name_may_be_no_text(memo: Memo) -> None:
    memo.put("subject", [("a\udcff.txt", b"key", b"data")])
    memo.commit()
    memo.keep_only("subject", {"a\udcff.txt"})
    assert memo.get("subject", "a\udcff.txt", b"key") == b"data"
    assert [*memo.all("subject")] == ["a\udcff.txt"]


def test_parts_of_a_key_are_told_apart() -> None:
    assert len({key_of("a", "b"), key_of("ab"), key_of("a", b"b"), key_of(("a", "b")), key_of("", "ab")}) == 5
