"""site/: the one place that writes it, and replaces it as a whole.

The new site is put together beside the old one, in a folder `.site.briefing` that is gone when the build ends, and
takes its place in one step: a reader, a web server and a build that is killed at any moment know the old site or the
new one, never a mixture. What did not change is linked, not copied, and so keeps its bytes and times.

A marker in the site lists its files. What is not listed is not ours: it goes along from site to site untouched, and a
folder that has no marker is not written to at all.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from briefing.errors import PageError, PublishError
from briefing.files import NO_EXCHANGE, exchange, hold
from briefing.model import OutputFile

_MARKER: Final = PurePosixPath(".briefing")
_MARKER_HEAD: Final = "# The files of this site. They are replaced by every build; any other file here is left alone."


@contextmanager
def press(output: Path, *, wait_s: float = 60.0) -> Iterator[Press]:
    """Hold the output against other builds and give what puts a site in its place.

    Raises PublishError when another build holds on to it, when the folder is not ours, or cannot be replaced.
    """
    real = output.resolve()
    _refuse_unfit(output, real)
    workshop = real.parent / f".{real.name}.briefing"
    try:
        workshop.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "The new site is put together beside the old one: make that folder writable, or choose another --output"
        raise PublishError(f"cannot write here ({error.strerror})", path=output.parent, hint=hint) from error
    with hold(workshop, shown=output, make=True, wait_s=wait_s):
        site = Press(output, real, workshop)
        try:
            site.recover()
            yield site
        finally:
            site.clear()


def replace_folder(output: Path, folder: str, files: Sequence[OutputFile]) -> None:
    """Put these files in the place of one folder of the site that stands. Raises as `press` does."""
    with press(output) as site:
        others = (file for file in site.standing() if file.path.parts[0] != folder)
        site.prepare((*others, *files))
        site.swap()


def stale_files(files: Sequence[OutputFile], output: Path) -> tuple[PurePosixPath, ...]:
    """Name the files of the output that are missing, differ, or should not be there; sorted."""
    _refuse_unfit(output, output.resolve())
    differing, gone = _compare((*files, _marker(files)), output)
    return tuple(sorted(differing | gone))


class Press:
    """Puts a new site together and in place. `output` is how the folder is called, `real` where it is.

    `stage` holds the new site until it is in place. `former` holds the old one for a moment where the system cannot
    exchange two folders; as long as both are there, that is not done.
    """

    def __init__(self, output: Path, real: Path, workshop: Path) -> None:
        self.output, self.real, self.workshop = output, real, workshop
        self.stage, self.former = workshop / "next", workshop / "former"

    def recover(self) -> None:
        """Put the old site back, if a build was killed while there was none, and clear up after it."""
        if self.former.exists() and self.stage.exists():
            shutil.rmtree(self.real, ignore_errors=True)
            self.former.rename(self.real)
        for leftover in self.workshop.iterdir():
            shutil.rmtree(leftover, ignore_errors=True)

    def clear(self) -> None:
        """Leave nothing behind; that the old site cannot be removed is no fault of the new one."""
        if not (self.former.exists() and self.stage.exists()):
            shutil.rmtree(self.workshop, ignore_errors=True)

    def standing(self) -> Iterator[OutputFile]:
        """Read the files of ours that are in place."""
        for path in sorted((_listed(self.real) or frozenset()) - {_MARKER}):
            with suppress(FileNotFoundError):
                yield OutputFile(path=path, data=(self.real / path).read_bytes())

    def prepare(self, files: Sequence[OutputFile], *, anew: bool = False) -> tuple[int, int]:
        """Put the new site together beside the old. Gives the numbers of files that are new and that are gone.

        Without any change there is nothing to put in place. With `anew` every file is written again.
        """
        _refuse_collisions(files)
        marked = (*files, _marker(files))
        foreign = tuple(_foreign(self.real))
        self._refuse_obstacles(foreign, {file.path: file.data for file in marked})
        differing, gone = _compare(marked, self.real)
        if not (anew or differing or gone):
            return 0, 0
        shutil.rmtree(self.stage, ignore_errors=True)  # of an attempt before this one
        self.stage.mkdir()
        if self.real.exists():
            shutil.copymode(self.real, self.stage)
        for file in marked:
            self._put(file, new=anew or file.path in differing)
        for path in foreign:
            self._take_along(path)
        return len(files) if anew else len(differing - {_MARKER}), len(gone)

    def swap(self) -> None:
        """Put the new site in the place of the old one, if there is a new one."""
        if not self.stage.exists():
            return
        if not self.real.exists():
            self.stage.rename(self.real)
            return
        try:
            exchange(self.stage, self.real)
        except OSError as error:
            if error.errno not in (*NO_EXCHANGE, errno.EXDEV):
                raise
            self._swap_in_two()

    def _swap_in_two(self) -> None:
        """Take the old site away, then put the new one there. If we end in between, `recover` puts the old one back."""
        try:
            self.real.rename(self.former)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            self._copy_away()  # a layer of a container's image, where folders cannot be moved
        try:
            self.stage.rename(self.real)
        except OSError:
            self.former.rename(self.real)
            raise

    def _copy_away(self) -> None:
        partial = self.workshop / "partial"
        shutil.copytree(self.real, partial, symlinks=True)
        partial.rename(self.former)
        shutil.rmtree(self.real)

    def _put(self, file: OutputFile, *, new: bool) -> None:
        """Write a file of the new site, or link to the one of the old site: it has the same bytes."""
        target = self.stage / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if new or not _link(self.real / file.path, target):
            target.write_bytes(file.data)

    def _take_along(self, path: PurePosixPath) -> None:
        source, target = self.real / path, self.stage / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() and not _link(source, target):
            shutil.copy2(source, target, follow_symlinks=False)

    def _refuse_obstacles(self, foreign: Iterable[PurePosixPath], files: Mapping[PurePosixPath, bytes]) -> None:
        """Raise PublishError where a file that is not ours stands in the way of a page."""
        folders = {parent for path in files for parent in path.parents}
        for path in foreign:
            same = path in files and _holds(self.real / path, files[path])
            if not same and (path in files or path in folders or any(parent in files for parent in path.parents)):
                message = "a page belongs here, and this file is not ours"
                raise PublishError(message, path=self.output / path, hint="Move it elsewhere")


# ------------------------------------------------------------------------------------- what is there


def _refuse_unfit(output: Path, real: Path) -> None:
    """Raise PublishError for what cannot be replaced, or has anything to see in it that no build made."""
    if real.exists() and not real.is_dir():
        raise PublishError("this is not a folder", path=output, hint="Choose another with --output")
    if os.path.ismount(real):
        hint = "Choose a folder inside of it with --output"
        raise PublishError("a mounted disk cannot be replaced as a whole", path=output, hint=hint)
    if _listed(real) is None and real.exists():
        strangers = sorted(path.name for path in real.iterdir() if not path.name.startswith("."))
        if strangers:
            hint = "Empty it, or choose another with --output"
            raise PublishError(f"this folder holds '{strangers[0]}', and no build made it", path=output, hint=hint)


def _marker(files: Sequence[OutputFile]) -> OutputFile:
    lines = "".join(f"{path}\n" for path in sorted(str(file.path) for file in files))
    return OutputFile(path=_MARKER, data=f"{_MARKER_HEAD}\n{lines}".encode())


def _listed(site: Path) -> frozenset[PurePosixPath] | None:
    """Read which files of a site are ours, the marker among them; None where it has no marker of ours."""
    try:
        head, *lines = (site / _MARKER).read_text("utf-8").split("\n")
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None
    return frozenset({_MARKER, *map(PurePosixPath, filter(None, lines))}) if head == _MARKER_HEAD else None


def _foreign(site: Path) -> Iterator[PurePosixPath]:
    """Find the files of a folder that are not ours; links are what they are, wherever they lead."""
    ours = _listed(site) or frozenset()
    for parent, folders, names in os.walk(site, onerror=_raise):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        for name in (*names, *links):
            path = PurePosixPath(Path(parent, name).relative_to(site).as_posix())
            if path not in ours:
                yield path


def _raise(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):  # of the site itself: it is the first
        raise error


def _compare(files: Iterable[OutputFile], site: Path) -> tuple[set[PurePosixPath], set[PurePosixPath]]:
    """Find the files of a site that differ or are missing, and those of ours that no longer belong there."""
    wanted = {file.path: file.data for file in files}
    differing = {path for path, data in wanted.items() if not _holds(site / path, data)}
    gone = {path for path in (_listed(site) or frozenset()) - wanted.keys() if os.path.lexists(site / path)}
    return differing, gone


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a regular file has these bytes."""
    try:
        status = path.lstat()
        return stat.S_ISREG(status.st_mode) and status.st_size == len(data) and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _link(source: Path, target: Path) -> bool:
    """Give a file a second name, where the disk can."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        return False
    return True


def _refuse_collisions(files: Iterable[OutputFile]) -> None:
    """Raise PageError for two files that some disk would take for one."""
    names: dict[str, PurePosixPath] = {}
    for file in files:
        other = names.setdefault(unicodedata.normalize("NFC", str(file.path)).casefold(), file.path)
        if other is not file.path:
            raise PageError(f"/{other} and /{file.path} are one name on some disks", hint="Choose another slug")
