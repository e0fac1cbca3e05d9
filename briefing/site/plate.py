"""A tree of files that is put together name by name.

A file that stays is linked from the tree where it stands, so it is one file with a name in each; that is why nothing
here opens a file that is there already: it would be written in the standing site too. Bringing a tree up to date means
to take names away and to give names.
"""
# A large site has 20,000 files, and a Path costs more than what is done with it.
# ruff: noqa: PTH102, PTH106, PTH108, PTH123

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from briefing.stamps import Body, body_of, walk


class Plate:
    """A folder that is filled. `folders` are those known to be in it, by their paths."""

    def __init__(self, root: Path, folders: Iterable[str] = ()) -> None:
        self.root, self.folders = str(root), {*folders}

    def write(self, path: str, data: bytes) -> Body:
        """Write a new file. Raises FileExistsError where there is one."""
        self._make_room(path)
        with open(f"{self.root}/{path}", "xb") as file:
            file.write(data)
            file.flush()
            return body_of(os.fstat(file.fileno()))

    def link(self, source: str, path: str) -> None:
        """Give a file a second name, here. Raises OSError where the disk cannot."""
        self._make_room(path)
        os.link(source, f"{self.root}/{path}", follow_symlinks=False)

    def copy(self, source: str, path: str) -> None:
        self._make_room(path)
        shutil.copy2(source, f"{self.root}/{path}", follow_symlinks=False)

    def _make_room(self, path: str) -> None:
        missing = []
        folder = parent(path)
        while folder not in self.folders:
            missing.append(folder)
            self.folders.add(folder)
            folder = parent(folder)
        for name in reversed(missing):
            with suppress(FileExistsError):  # another process may fill it, too
                os.mkdir(f"{self.root}/{name}")


def strip(root: Path, wanted: Mapping[str, Body]) -> tuple[Plate, set[str]]:
    """Take everything out of a tree but the very files that are wanted, each in its place. Gives them too."""
    right, wrong, folders = set[str](), list[str](), list[str]()
    for path, entry in walk(str(root)):
        if entry.is_dir(follow_symlinks=False):
            folders.append(path)
        elif wanted.get(path) == body_of(entry.stat(follow_symlinks=False)):
            right.add(path)
        else:
            wrong.append(path)
    for path in wrong:
        os.unlink(f"{root}/{path}")
    needed = folders_of(wanted)
    for path in reversed(folders):
        if path not in needed:
            os.rmdir(f"{root}/{path}")
    return Plate(root, ("", *needed.intersection(folders))), right


def folders_of(paths: Iterable[str]) -> set[str]:
    """Name the folders that the paths need, the root ("") among them."""
    found = {""}
    for path in paths:
        folder = parent(path)
        while folder not in found:
            found.add(folder)
            folder = parent(folder)
    return found


def parent(path: str) -> str:
    return path.rpartition("/")[0]
