"""What tells that a file is the one it was, without reading it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

# What stays when a file is only linked or renamed: its size in bytes, its inode, when it was written (ns).
Body: TypeAlias = tuple[int, int, int]


class Stamp(NamedTuple):
    """Size in bytes, times in ns. `changed` moves with every write and cannot be set back, but with a new name too."""

    size: int
    inode: int
    written: int
    changed: int

    @property
    def body(self) -> Body:
        return self[:3]


def survey(folder: Path) -> dict[str, Stamp]:
    """Stamp every regular file below a folder by its path in it, "/" between the names; links are not followed.

    A folder that is not there has none. Raises OSError for one that cannot be read.
    """
    found: dict[str, Stamp] = {}
    for path, entry in walk(str(folder)):
        if entry.is_file(follow_symlinks=False):
            found[path] = stamp_of(entry.stat(follow_symlinks=False))
    return found


def walk(folder: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Find everything below a folder, a folder before what is in it. Links are what they are, wherever they lead.

    A folder that is not there has nothing, one that is itself a link has what it leads to.
    """
    waiting = [("", folder)]
    while waiting:
        prefix, place = waiting.pop()
        try:
            entries = os.scandir(place)
        except (FileNotFoundError, NotADirectoryError):
            continue
        with entries:
            for entry in entries:
                path = prefix + entry.name
                yield path, entry
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{path}/", entry.path))


def stamp_of(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)


def body_of(status: os.stat_result) -> Body:
    return status.st_size, status.st_ino, status.st_mtime_ns
