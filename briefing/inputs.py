"""What a build is made from, file by file, and which of it is as it was: told without reading what did not change.

A file whose stamp is the one that was noted has the bytes that were noted. A stamp is noted only when the file was left
alone for a while before: two changes within one tick of the system's clock have one time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from briefing.memo import Memo, key_of, pack, unpack

_SUBJECT: Final = "inputs"
_SETTLED_NS: Final = 2_000_000_000  # the coarsest clock of a file system that is still in use: FAT
_PACKAGE: Final = Path(__file__).parent

_Stamp = tuple[int, int, int, int]  # size, inode, written, changed: the last cannot be set back
_Noted = dict[str, tuple[_Stamp, bytes]]


class Inputs:
    """The digests of input files, remembered from build to build."""

    def __init__(self, memo: Memo) -> None:
        self.memo = memo
        self._now = time.time_ns()
        self._before: dict[str, _Noted] = {}
        self._noted: dict[str, _Noted] = {}

    def digests(self, folder: Path) -> Mapping[str, bytes]:
        """Digest every file below a folder by its path in it. What cannot be read has a digest too, of its own kind."""
        name = str(folder.absolute())
        before = self._remember(name)
        noted: _Noted = {}
        found: dict[str, bytes] = {}
        for path, entry in _walk(str(folder)):
            stamp = _stamp(entry)
            known = before.get(path)
            digest = known[1] if known and known[0] == stamp else _digest(entry.path)
            found[path] = digest
            if stamp and max(stamp[2:]) < self._now - _SETTLED_NS:
                noted[path] = (stamp, digest)
        self._noted[name] = noted
        return found

    def note(self) -> None:
        """Remember what was seen."""
        self.memo.put(_SUBJECT, [(name, b"", pack(noted)) for name, noted in self._noted.items()])

    def _remember(self, name: str) -> _Noted:
        try:
            noted = unpack(self.memo.get(_SUBJECT, name, b"") or b"")
        except ValueError:
            return {}
        return noted if isinstance(noted, dict) else {}


def _walk(folder: str, prefix: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Find what lies below a folder, if it is there. A link to a folder is found as the link that it is."""
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry


def _stamp(entry: os.DirEntry[str]) -> _Stamp | None:
    """Stamp a regular file; a link is none: what it leads to may change with no word here."""
    if entry.is_symlink():
        return None
    status = entry.stat()
    return (status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)


def _digest(path: str) -> bytes:
    try:
        if Path(path).is_dir():
            return os.urandom(16)  # a link to a folder: what lies below it may change with no word here
        if not Path(path).is_file():
            return b"no regular file"
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        return key_of("unreadable", error.errno or 0)


@cache
def program() -> bytes:
    """Name this very program: its source, its Python, and the versions of what it is built upon."""
    sources = [(str(file.relative_to(_PACKAGE)), file.read_bytes()) for file in sorted(_PACKAGE.rglob("*.py"))]
    installed = sorted(item.name for folder in sys.path for item in Path(folder).glob("*.dist-info"))
    return key_of(sys.version, *installed, *(part for source in sources for part in source))
