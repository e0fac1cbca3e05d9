"""What a build is made from, file by file, and which of it is as it was: told without reading what did not change.

A file whose stamp is the one that was noted has the bytes that were noted. A stamp is noted only when the file was left
alone for a while before: two changes within one tick of the system's clock have one time.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from briefing.memo import Memo, key_of, pack, unpack
from briefing.stamps import Stamp, stamp_of, walk

_SUBJECT: Final = "inputs"
_SETTLED_NS: Final = 2_000_000_000  # the coarsest clock of a file system that is still in use: FAT
_PACKAGE: Final = Path(__file__).parent

_Noted = dict[str, tuple[tuple[int, ...], bytes]]  # a stamp and a digest


class Inputs:
    """The digests of input files, remembered from build to build."""

    def __init__(self, memo: Memo) -> None:
        self.memo = memo
        self._now = time.time_ns()
        self._found: dict[str, dict[str, bytes]] = {}
        self._noted: dict[str, _Noted] = {}

    def digests(self, folder: Path) -> Mapping[str, bytes]:
        """Digest every file below a folder by its path in it, once: what changes meanwhile is for the next build.

        What cannot be read has a digest too, of its own kind.
        """
        name = str(folder.absolute())
        if name not in self._found:
            self._found[name] = self._look(name)
        return self._found[name]

    def _look(self, folder: str) -> dict[str, bytes]:
        before, noted, found = self._remember(folder), _Noted(), dict[str, bytes]()
        for path, entry in walk(folder):
            if entry.is_dir(follow_symlinks=False):
                continue
            stamp = _stamp(entry)
            known = before.get(path)
            found[path] = digest = known[1] if known and known[0] == stamp else _digest(entry.path)
            if stamp and max(stamp.written, stamp.changed) < self._now - _SETTLED_NS:
                noted[path] = (tuple(stamp), digest)
        self._noted[folder] = noted
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


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    """Stamp a regular file; a link has none: what it leads to may change with no word here."""
    return None if entry.is_symlink() else stamp_of(entry.stat())


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
