"""A stamp tells a file that was changed from one that was not."""

from __future__ import annotations

import os
from pathlib import Path

from briefing.stamps import survey


def test_a_survey_names_every_regular_file_and_follows_no_link(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("bb")
    (tmp_path / "link").symlink_to(tmp_path / "in")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    found = survey(tmp_path)
    assert {name: stamp.size for name, stamp in found.items()} == {"b.txt": 2, "in/deep/a.txt": 1}


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert survey(tmp_path / "none") == {}


def test_other_bytes_of_the_same_size_and_time_have_another_stamp(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = survey(tmp_path)["a.txt"]
    beside = tmp_path / ".a"
    beside.write_text("two")
    os.utime(beside, ns=(before.written, before.written))
    beside.replace(file)
    assert survey(tmp_path)["a.txt"] != before


def test_a_second_name_leaves_the_body_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    before = survey(tmp_path)["a.txt"]
    os.link(file, tmp_path / "b.txt")
    after = survey(tmp_path)
    assert after["a.txt"].body == after["b.txt"].body == before.body
