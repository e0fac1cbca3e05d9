"""Folders watched for what an editor does to them.

Only what is created, modified, moved or deleted counts: our own reading is reported, too, and would have the builds
run in a circle. So would our own writing: a file that holds what the last build wrote is no news.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

_KINDS: Final = frozenset({"created", "modified", "moved", "deleted"})
_QUIET_S: Final = 0.03  # an editor's program saves in several steps, within milliseconds
_RESTLESS_S: Final = 1.0  # a folder that never comes to rest is looked at all the same
_TICK_S: Final = 0.5  # how soon Ctrl-C is noticed where waiting cannot be interrupted
_BESIDE: Final = (".briefing-new", "~", ".swp", ".tmp")  # of files that are not yet in their place


class Watch(FileSystemEventHandler):
    """Knows whether anything below `folders` changed. A folder may be missing, and may come and go."""

    def __init__(self, folders: Iterable[Path], ignored: Iterable[Path], observer: Any) -> None:
        self.folders = [Path(os.path.realpath(folder)) for folder in folders]
        self.ignored = [Path(os.path.realpath(folder)) for folder in ignored]
        self._observer = observer
        self._watched: dict[Path, Any] = {}  # what the observer calls each
        self._lost: set[Path] = set()  # watched folders that went away, perhaps to come back as another
        self._changes: set[Path] = set()
        self._called = False
        self._lock = threading.Lock()
        self._news = threading.Event()
        self.renew()

    def call(self) -> None:
        """Let `wait` return although nothing changed."""
        self._called = True
        self._news.set()

    def wait(self, ours: Mapping[Path, bytes | None]) -> bool:
        """Wait until something changed and then came to rest, or for a call. Tells whether something changed.

        `ours` is what we wrote, None what we removed: that is no change.
        """
        while True:
            self._settle()
            with self._lock:
                changes, self._changes = self._changes, set()
            if not all(_is_ours(path, ours) for path in changes):
                self.renew()
                return True
            if self._called:
                self._called = False
                return False

    def _settle(self) -> None:
        while not self._called and not self._news.wait(_TICK_S):
            pass
        for _ in range(round(_RESTLESS_S / _QUIET_S)):
            self._news.clear()
            if not self._news.wait(_QUIET_S):
                break
        self._news.clear()

    def renew(self) -> None:
        """Watch every folder that is there, and of one that is not, the place where it will come up."""
        wanted = {folder: folder.is_dir() for folder in self.folders}
        for folder, is_there in tuple(wanted.items()):
            if not is_there:
                wanted.setdefault(_nearest(folder), False)
        for folder, recursive in wanted.items():
            if folder.is_dir():
                self._watch(folder, recursive=recursive)

    def _watch(self, folder: Path, *, recursive: bool) -> None:
        if folder in self._lost and folder in self._watched:
            with suppress(KeyError, OSError):
                self._observer.unschedule(self._watched.pop(folder))
        if folder not in self._watched:
            self._lost.discard(folder)
            self._watched[folder] = self._observer.schedule(self, str(folder), recursive=recursive)

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _KINDS or (event.is_directory and event.event_type == "modified"):
            return
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if event.is_directory and event.event_type in ("deleted", "moved"):
            self._lost.add(paths[0])
        changes = {path for path in paths if self._counts(path)}
        if changes:
            with self._lock:
                self._changes |= changes
            self._news.set()

    def _counts(self, path: Path) -> bool:
        if path.name.endswith(_BESIDE) or any(path.is_relative_to(folder) for folder in self.ignored):
            return False
        steps = (path.relative_to(folder).parts for folder in self.folders if path.is_relative_to(folder))
        return any(not any(step.startswith(".") for step in parts) for parts in steps)


def _is_ours(path: Path, ours: Mapping[Path, bytes | None]) -> bool:
    """Tell whether a file, or the folder around it, is just as we left it."""
    if path not in ours:
        return path.is_dir() and any(mine.is_relative_to(path) for mine in ours)
    try:
        return path.read_bytes() == ours[path]
    except OSError:
        return ours[path] is None


def _nearest(folder: Path) -> Path:
    return next(parent for parent in folder.parents if parent.is_dir())


@contextmanager
def watching(folders: Sequence[Path], *, ignored: Sequence[Path] = ()) -> Iterator[Watch]:
    """Watch folders until the context is left. Looks at them by itself where the system cannot tell (or no more)."""
    observer: Any = Observer()
    try:
        observer.start()
        watch = Watch(folders, ignored, observer)
    except OSError:  # Linux: the user's share of inotify is used up
        observer.stop()
        observer = PollingObserver(timeout=_TICK_S)
        observer.start()
        watch = Watch(folders, ignored, observer)
    try:
        yield watch
    finally:
        observer.stop()
        observer.join()
