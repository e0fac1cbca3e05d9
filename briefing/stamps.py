"""What tells that a file is the one it was, without reading it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class Stamp(NamedTuple):
    """Size in bytes, times in ns. `changed` moves with every write and cannot be set back, but with a new name too."""

    size: int
    inode: int
    written: int
    changed: int

    @property
    def body(self) -> tuple[int, int, int]:
        """What stays when a file is only linked or renamed."""
        return self[:3]


def survey(folder: Path) -> dict[str, Stamp]:
    """Stamp every regular file below a folder by its path in it, "/" between the names; links are not followed.

    A folder that is not there has none. Raises OSError for one that cannot be read.
    """
    found: dict[str, Stamp] = {}
    _survey(str(folder), "", found)
    return found


def _survey(folder: str, prefix: str, found: dict[str, Stamp]) -> None:
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _survey(entry.path, f"{prefix}{entry.name}/", found)
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                stamp = Stamp(status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
                found[prefix + entry.name] = stamp
