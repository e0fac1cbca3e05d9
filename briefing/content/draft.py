"""Writing to content/ beside an editor who may save at any moment.

Every new file is written beside its place first, and moved in when all of them are there. Each is compared with what
was read before it is replaced, and once more after, when the old one is in our hands and nobody can save to it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, Self

from briefing.files import NO_EXCHANGE, exchange

_BESIDE: Final = ".briefing-new"  # the end of the name of a file that is not yet in its place


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file to write (`after`) or to remove (None). `before` is what was read there, None where nothing was."""

    path: PurePosixPath
    before: bytes | None
    after: bytes | None


class EditedMeanwhileError(Exception):
    """An editor saved a file between our reading it and our replacing it. Hers stands; the build begins again."""


class Draft:
    """The changes of a plan, written beside their places: leaving the context takes away what was not moved in."""

    def __init__(self, content: Path, changes: Sequence[Change]) -> None:
        self.content, self.changes = content, changes

    def __enter__(self) -> Self:
        """Write every new file. Raises OSError, with nothing left behind, when one cannot be written."""
        try:
            self._clear()
            for change in self.changes:
                if change.after is not None:
                    beside = _beside(self.content / change.path)
                    beside.parent.mkdir(parents=True, exist_ok=True)
                    beside.write_bytes(change.after)
        except BaseException:
            self._clear()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()

    def commit(self) -> None:
        """Move every file into its place. Raises EditedMeanwhileError at the first that an editor has saved."""
        for change in self.changes:
            target = self.content / change.path
            if _bytes_of(target) != change.before:
                raise EditedMeanwhileError(target)
            if change.after is None:
                _remove(target, change.before)
            elif change.before is None:
                _create(target)
            else:
                _replace(target, change.before)

    def _clear(self) -> None:
        """Take away what is not in its place, of this build or of one that was killed."""
        for parent, _, files in os.walk(self.content):
            for name in files:
                if name.startswith(".") and name.endswith(_BESIDE):
                    with suppress(OSError):
                        Path(parent, name).unlink()


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.stem}{_BESIDE}")


def _bytes_of(path: Path) -> bytes | None:
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return None


def _create(target: Path) -> None:
    """Give the new file its name, unless the name has come into use."""
    beside = _beside(target)
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        raise EditedMeanwhileError(target) from None
    except OSError:
        beside.rename(target)  # a disk without links
        return
    beside.unlink()


def _replace(target: Path, before: bytes) -> None:
    """Let the new file and the old change places, and look at the old: only now can nobody save to it any more."""
    beside = _beside(target)
    try:
        exchange(beside, target)
    except OSError as error:
        if error.errno not in NO_EXCHANGE:
            raise
        beside.replace(target)
        return
    if beside.read_bytes() != before:
        exchange(beside, target)
        raise EditedMeanwhileError(target)
    beside.unlink()


def _remove(target: Path, before: bytes | None) -> None:
    beside = _beside(target)
    target.rename(beside)
    if beside.read_bytes() != before:
        target.hardlink_to(beside)
        raise EditedMeanwhileError(target)
    beside.unlink()
