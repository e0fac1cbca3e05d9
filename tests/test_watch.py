"""Watching folders: what an editor does counts, what we do does not."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from briefing.preview.watch import Watch, watching

PATIENCE_S = 30


class Waiter:
    """Waits in a thread for the next change, so that a test can say that there was none before another."""

    def __init__(self, watch: Watch, ours: Mapping[Path, bytes | None]) -> None:
        self.changed = False
        self.thread = threading.Thread(target=self._wait, args=(watch, ours), daemon=True)
        self.thread.start()

    def _wait(self, watch: Watch, ours: Mapping[Path, bytes | None]) -> None:
        self.changed = watch.wait(ours)

    def noticed(self) -> bool:
        self.thread.join(PATIENCE_S)
        return not self.thread.is_alive()


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("before")
    return folder


@pytest.fixture(name="watch")
def make_watch(folder: Path, tmp_path: Path) -> Iterator[Watch]:
    with watching([folder, tmp_path / "content"]) as watch:
        yield watch


def test_every_kind_of_change_is_noticed(watch: Watch, folder: Path) -> None:
    for change in (
        lambda: (folder / "a.txt").write_text("after"),
        lambda: (folder / "b.txt").write_text("new"),
        lambda: (folder / "b.txt").rename(folder / "deep" / "c.txt"),
        lambda: (folder / "deep" / "c.txt").unlink(),
    ):
        waiter = Waiter(watch, {})
        change()
        assert waiter.noticed()


def test_a_folder_that_was_missing_is_watched_when_it_comes_up(watch: Watch, tmp_path: Path) -> None:
    waiter = Waiter(watch, {})
    (tmp_path / "content").mkdir()
    assert waiter.noticed()
    waiter = Waiter(watch, {})
    (tmp_path / "content" / "site.yaml").write_text("title: T")
    assert waiter.noticed()


def test_what_we_wrote_is_no_news_and_what_is_edited_after_us_is(watch: Watch, folder: Path) -> None:
    ours = {folder.resolve() / "ours.md": b"as we left it", folder.resolve() / "a.txt": None}
    waiter = Waiter(watch, ours)
    (folder / "ours.md").write_bytes(b"as we left it")
    (folder / "a.txt").unlink()
    (folder / ".hidden").write_text("no news either")
    (folder / "draft.txt~").write_text("nor this")
    waiter.thread.join(1)
    assert waiter.thread.is_alive()
    (folder / "ours.md").write_bytes(b"edited")
    assert waiter.noticed()


def test_a_call_is_heard_and_is_no_change(watch: Watch, folder: Path) -> None:
    watch.call()
    waiter = Waiter(watch, {})
    assert waiter.noticed()
    assert not waiter.changed
    (folder / "a.txt").write_text("after")
    watch.call()
    waiter = Waiter(watch, {})
    assert waiter.noticed()
    assert waiter.changed
    assert not watch.wait({})


def test_reading_is_no_change(watch: Watch, folder: Path) -> None:
    waiter = Waiter(watch, {})
    assert (folder / "a.txt").read_text() == "before"
    list(folder.iterdir())
    waiter.thread.join(1)
    assert waiter.thread.is_alive()
    (folder / "a.txt").write_text("after")
    assert waiter.noticed()


def test_a_folder_that_is_replaced_by_another_is_still_watched(watch: Watch, folder: Path) -> None:
    waiter = Waiter(watch, {})
    folder.rename(folder.with_name("former"))
    folder.mkdir()
    assert waiter.noticed()
    waiter = Waiter(watch, {})
    (folder / "new.txt").write_text("new")
    assert waiter.noticed()
