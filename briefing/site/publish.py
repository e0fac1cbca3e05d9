"""site/: the one place that writes it, and replaces it as a whole.

The new site is put together beside the old one, in a folder `.site.briefing`, and takes its place in one step: a
reader, a web server and a build that is killed at any moment know the old site or the new one, never a mixture. What
did not change is linked, not copied, and so keeps its bytes and times.

That folder is gone when the build ends, unless the site is large. Then the old site stays there as a spare, and a first
one is linked as its own: to link 20,000 files takes seconds, and to remove as many takes longer; to make the spare what
the next site shall be takes a few names. It is only ever a shortcut: what it holds is compared, and replaced where it
is not the very file.

After an edit that is seen on one page alone, only that page is put in place, and just before, as a step of its own, the
folder of the search index: killed between the two, a build leaves search ahead of the page until the next one.

A marker in the site lists its files. What is not listed is not ours: it goes along from site to site untouched, and a
folder that has no marker is not written to at all.
"""
# A large site has 20,000 files, and a Path costs more than what is done with it.
# ruff: noqa: PTH123

from __future__ import annotations

import errno
import os
import shutil
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from briefing.errors import PageError, PublishError
from briefing.files import NO_EXCHANGE, exchange, hold
from briefing.model import OutputFile
from briefing.site.plate import Plate, folders_of, strip
from briefing.stamps import Body, body_of, survey, walk

WORTH_A_SPARE: Final = 2_000  # files: below, all is linked in a tenth of a second, and nothing need be left behind
_MARKER: Final = ".briefing"
_NONE: Final[Mapping[str, Body]] = MappingProxyType({})
_HINT: Final = "Choose another slug"
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


class AlteredError(PublishError):
    """Somebody changed or removed a file of the standing site, which was to stay. It stands; build again."""


def stale_files(files: Iterable[OutputFile], output: Path) -> tuple[PurePosixPath, ...]:
    """Name the files of the output that are missing, differ, or should not be there; sorted."""
    real = output.resolve()
    _refuse_unfit(output, real)
    claims = _Claims()
    all_files = claims.of(files, marked=lambda marker: marker)
    differing = {str(file.path) for file in all_files if _standing(real, str(file.path), file.data) is None}
    return tuple(map(PurePosixPath, sorted(differing | _gone(real, _listed(real) or (), claims.paths))))


class Placed(NamedTuple):
    """A file of a new site where it stands: in the old one as it is to be, or `fresh`."""

    path: str
    body: Body
    fresh: bool


_File = TypeVar("_File", OutputFile, Placed)


class Press:
    """Puts a new site together and in place. `output` is how the folder is called, `real` where it is.

    In the workshop, `fresh` takes what is new as it comes. `stage` is the whole new site until it is in place; between
    the builds of a large site it is the spare. `former` holds the old site for a moment where the system cannot
    exchange two folders; as long as `stage` is there too, that is not done.
    """

    def __init__(self, output: Path, real: Path, workshop: Path) -> None:
        self.output, self.real, self.workshop = output, real, workshop
        self.fresh, self.stage, self.former = (workshop / name for name in ("fresh", "next", "former"))
        self._ours: Collection[str] = ()  # the files of the standing site that are ours
        self._bodies: Mapping[str, Body] = _NONE
        self._ready = False  # whether the stage is a new site
        self._linked = True  # whether the disk could link all that was to be linked
        self._plate = Plate(self.fresh)

    def recover(self) -> None:
        """Put the old site back, if a build was killed while there was none, and clear up after it."""
        if self.former.exists() and self.stage.exists():
            shutil.rmtree(self.real, ignore_errors=True)
            self.former.rename(self.real)
        self._ours = _listed(self.real) or ()
        self._tidy()

    def clear(self) -> None:
        """Leave nothing behind but a spare; that the old site cannot be removed is no fault of the new one."""
        with suppress(OSError):
            if not (self.former.exists() and self.stage.exists()):
                self._tidy()
                self.workshop.rmdir()

    def _tidy(self) -> None:
        if self.former.exists():
            self.former.rename(self.stage)
        spare = self.stage if self._linked and len(self._ours) > WORTH_A_SPARE else None
        for leftover in self.workshop.iterdir():
            if leftover != spare or leftover.is_symlink():
                _remove(leftover)

    def changed_since(self, recorded: Mapping[str, Body]) -> set[str]:
        """Name what is not as it was recorded: files that are gone, that were written, or that came to be ours.

        None: the site stands as the build left it that gave these `bodies`. Files that are not ours come and go.
        """
        standing = self.standing()
        return {path for path in standing.keys() | recorded.keys() if standing.get(path) != recorded.get(path)}

    def standing(self) -> dict[str, Body]:
        """Find the files of ours that are in place. Nothing is read of them."""
        return {path: stamp.body for path, stamp in survey(self.real).items() if path in self._ours}

    def prepare(
        self, files: Iterable[OutputFile], *, kept: Mapping[str, Body] = _NONE, anew: bool = False
    ) -> tuple[int, int]:
        """Put a new site together of these files and those in `kept`: see `place` and `assemble`."""
        return self.assemble((self.place(file, anew=anew) for file in files), kept=kept)

    def place(self, file: OutputFile, *, anew: bool = False) -> Placed:
        """Compare a file with the one that stands, and write it beside where it differs, or where all shall be `anew`.

        Any process may do so that was forked while the new site is assembled.
        """
        path = str(file.path)
        body = None if anew else _standing(self.real, path, file.data)
        try:
            return Placed(path, body or self._plate.write(path, file.data), fresh=body is None)
        except FileExistsError as error:
            raise PageError(f"/{path} and a page before it are one name on this disk", hint=_HINT) from error

    def assemble(self, files: Iterable[Placed], *, kept: Mapping[str, Body] = _NONE) -> tuple[int, int]:
        """Put the new site together beside the old. Gives the numbers of files that are new and that are gone.

        Each file is to be placed when it is asked for, not before. Those in `kept` belong to the new site as they
        stand, unread, with these bodies. Without any change there is nothing to put in place.
        Raises AlteredError, and the old site stands, when a file that was to stay is not what it was.
        """
        self._ready = False
        _remove(self.fresh)
        self._plate = Plate(self.fresh)
        same, new = {path: body for path, body in kept.items() if path != _MARKER}, dict[str, Body]()
        claims = _Claims(same)
        for placed in claims.of(files, marked=self.place):
            (new if placed.fresh else same)[placed.path] = placed.body
        foreign = {path: body for path, body in self._foreign() if path not in same}
        self._refuse_obstacles(foreign, same.keys() | new.keys())
        for path in foreign.keys() & new.keys():
            del foreign[path]  # it has the same bytes, and `anew` writes them again
        gone = len(_gone(self.real, self._ours, claims.paths))
        if new:  # the marker at least, when files are gone
            self._put_together(new, same, foreign)
        else:
            self._require(same)
        self._bodies = {**same, **new}
        return len(new.keys() - {_MARKER}), gone

    def bodies(self) -> Mapping[str, Body]:
        """Give the bodies of the site's own files, once what was prepared is in place: see `changed_since`."""
        return self._bodies

    def _put_together(self, new: Mapping[str, Body], same: Mapping[str, Body], foreign: Mapping[str, Body]) -> None:
        """Make the stage: out of the spare where that is good for anything, or else around what is fresh."""
        try:
            if len(new) > len(same):
                raise FileNotFoundError
            self._mend(new, same, foreign)
        except OSError:
            self._fill(same, foreign)
        if self.real.exists():
            shutil.copymode(self.real, self.stage)
        self._ready = True

    def _mend(self, new: Mapping[str, Body], same: Mapping[str, Body], foreign: Mapping[str, Body]) -> None:
        """Take from the spare what is wrong there, and give it what it lacks."""
        self._mend_at("", {**foreign, **same, **new}, new.keys(), same)

    def _mend_at(
        self, place: str, wanted: Mapping[str, Body], fresh: Collection[str], same: Mapping[str, Body]
    ) -> None:
        """Mend the spare at a place, "" or a folder with its "/", where all that is wanted lies."""
        plate, right = strip(self.stage / place, {path[len(place) :]: body for path, body in wanted.items()})
        missing = sorted(path for path in wanted if path[len(place) :] not in right)
        self._require({path: same[path] for path in missing if path in same})
        for path in missing:
            plate.link(f"{self.fresh if path in fresh else self.real}/{path}", path[len(place) :])
        _remove(self.fresh)

    def _fill(self, same: Mapping[str, Body], foreign: Mapping[str, Body]) -> None:
        self._require(same)
        for path in {**foreign, **same}:
            try:
                self._plate.link(f"{self.real}/{path}", path)
            except OSError:
                self._plate.copy(f"{self.real}/{path}", path)
                self._linked = False
        _remove(self.stage)
        self.fresh.rename(self.stage)

    def _require(self, files: Mapping[str, Body]) -> None:
        """Raise AlteredError for files of the standing site that have other bodies."""
        for path, body in files.items():
            if _body_at(f"{self.real}/{path}") != body:
                message = "somebody changed this file during the build"
                raise AlteredError(message, path=self.output / path, hint="Build again")

    def swap(self) -> None:
        """Put the new site in the place of the old one, if there is a new one."""
        if not self._ready:
            return
        self._exchange()
        self._ours, self._ready = self._bodies.keys(), False
        if len(self._ours) > WORTH_A_SPARE and not (self.stage.exists() or self.former.exists()):
            self._leave_spare()

    def _leave_spare(self) -> None:
        """Link a first site once more: a second of a build that took many, and not of the edit that follows."""
        _remove(self.fresh)
        spare = Plate(self.fresh)
        with suppress(OSError):  # a disk that cannot link keeps none
            for path in self._ours:
                spare.link(f"{self.real}/{path}", path)
            self.fresh.rename(self.stage)

    def differing(self, files: Iterable[OutputFile]) -> list[OutputFile]:
        """Tell which of these files do not stand as they are."""
        return [file for file in files if _standing(self.real, str(file.path), file.data) is None]

    def replace(self, file: OutputFile) -> Body:
        """Put one file in the place of one that stands, which is one step and takes no new site.

        Raises AlteredError where none stands.
        """
        _remove(self.fresh)
        body = Plate(self.fresh).write(str(file.path), file.data)
        try:
            (self.fresh / file.path).replace(self.real / file.path)
        except OSError as error:
            raise AlteredError("this page is gone", path=self.output / file.path, hint="Build again") from error
        return body

    def swap_folder(
        self, name: str, files: Iterable[OutputFile], kept: Mapping[str, Body]
    ) -> Mapping[str, Body] | None:
        """Put a folder of the site in the place of the one that stands, in one step: these files, and those `kept`.

        Gives their bodies. None, and the folder stands, where it has other names than these, or the system cannot
        exchange folders. Raises AlteredError as `prepare` does.
        """
        real, spare = self.real / name, self.stage / name
        _remove(self.fresh)
        self._plate = Plate(self.fresh)
        placed = [self.place(file) for file in files]
        bodies = {**kept, **{each.path: each.body for each in placed}}
        names = {f"{name}/{path}" for path, entry in walk(str(real)) if not entry.is_dir(follow_symlinks=False)}
        if real.is_symlink() or names != bodies.keys():
            return None
        fresh = {each.path for each in placed if each.fresh}
        same = {path: body for path, body in bodies.items() if path not in fresh}
        try:
            if spare.is_symlink() or not spare.is_dir():
                _remove(spare)
            spare.mkdir(parents=True, exist_ok=True)
            self._mend_at(f"{name}/", bodies, fresh, same)
            shutil.copymode(real, spare)
            self.exchange_folder(name)
        except OSError:
            return None
        return bodies

    def exchange_folder(self, name: str) -> None:
        """Exchange a folder of the site with that of the spare; once more to take it back."""
        exchange(self.stage / name, self.real / name)

    def _exchange(self) -> None:
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

    def _foreign(self) -> Iterator[tuple[str, Body]]:
        """Find the files of the folder that are not ours; links are what they are, wherever they lead."""
        for path, entry in walk(str(self.real)):
            if path not in self._ours and not entry.is_dir(follow_symlinks=False):
                yield path, body_of(entry.stat(follow_symlinks=False))

    def _refuse_obstacles(self, foreign: Collection[str], ours: Collection[str]) -> None:
        """Raise PublishError where a file that is not ours stands in the way of a page."""
        folders = folders_of(ours) if foreign else ()
        for path in foreign:
            alike = path in ours and _alike(self.real / path, self.fresh / path)
            if not alike and (path in ours or path in folders or not folders_of([path]).isdisjoint(ours)):
                message = "a page belongs here, and this file is not ours"
                raise PublishError(message, path=self.output / path, hint="Move it elsewhere")


# ------------------------------------------------------------------------------------- what is to be there


class _Claims:
    """The paths of a new site, each claimed by one file. Raises PageError for two that some disk would take for one."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        for path in paths:
            self._add(path)

    @property
    def paths(self) -> Iterable[str]:
        return self._names.values()

    def of(self, files: Iterable[_File], marked: Callable[[OutputFile], _File]) -> Iterator[_File]:
        """Pass the files on, and at the end what is made of the marker that lists them all."""
        for file in files:
            self._add(str(file.path))
            yield file
        lines = "".join(f"{path}\n" for path in sorted(self._names.values()))
        self._add(_MARKER)
        self._refuse_folders()
        yield marked(OutputFile(path=PurePosixPath(_MARKER), data=f"{_MARKER_HEAD}\n{lines}".encode()))

    def _add(self, path: str) -> None:
        name = unicodedata.normalize("NFC", path).casefold()
        if name in self._names:
            raise PageError(f"/{self._names[name]} and /{path} are one name on some disks", hint=_HINT)
        self._names[name] = path

    def _refuse_folders(self) -> None:
        for name in sorted(folders_of(self._names) & self._names.keys()):
            raise PageError(f"/{self._names[name]} is a file, and others lie in a folder of that name", hint=_HINT)


# ------------------------------------------------------------------------------------- what is there


def _refuse_unfit(output: Path, real: Path) -> None:
    """Raise PublishError for what cannot be replaced, or has anything to see in it that no build made."""
    if real.exists() and not real.is_dir():
        raise PublishError("this is not a folder", path=output, hint="Choose another with --output")
    if os.path.ismount(real):
        hint = "Choose a folder inside of it with --output"
        raise PublishError("a mounted disk cannot be replaced as a whole", path=output, hint=hint)
    if real.exists() and _listed(real) is None:
        strangers = sorted(path.name for path in real.iterdir() if not path.name.startswith("."))
        if strangers:
            hint = "Empty it, or choose another with --output"
            raise PublishError(f"this folder holds '{strangers[0]}', and no build made it", path=output, hint=hint)


def _listed(site: Path) -> frozenset[str] | None:
    """Read which files of a site are ours, the marker among them; None where it has no marker of ours."""
    try:
        head, *lines = (site / _MARKER).read_text("utf-8").split("\n")
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return None
    return frozenset({_MARKER, *filter(None, lines)}) if head == _MARKER_HEAD else None


def _gone(site: Path, ours: Collection[str], wanted: Iterable[str]) -> set[str]:
    """Find the files of ours that no longer belong there."""
    return {path for path in {*ours}.difference(wanted) if os.path.lexists(f"{site}/{path}")}


def _standing(site: Path, path: str, data: bytes) -> Body | None:
    """Give the body of a file of the site that has these bytes. None where there is no regular file, or another."""
    file = f"{site}/{path}"
    try:
        status = os.lstat(file)  # before it is read: who writes to it from now on is found out
        if stat.S_ISREG(status.st_mode) and status.st_size == len(data) and _read(file) == data:
            return body_of(status)
    except (FileNotFoundError, NotADirectoryError):
        pass
    return None


def _read(file: str) -> bytes:
    with open(file, "rb", buffering=0) as handle:
        return handle.read()


def _body_at(file: str) -> Body | None:
    try:
        return body_of(os.lstat(file))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _alike(one: Path, other: Path) -> bool:
    """Tell whether two files have the same bytes."""
    return all(stat.S_ISREG(path.lstat().st_mode) for path in (one, other)) and one.read_bytes() == other.read_bytes()


def _remove(path: Path) -> None:
    """Remove a file or a folder as far as the system lets us."""
    with suppress(OSError):
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        else:
            path.chmod(0o700)  # it may have the mode of a site that cannot be written to
            shutil.rmtree(path, ignore_errors=True)
