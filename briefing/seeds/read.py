"""seeds/ to seeds: find the captures, decode them, cut them into lines. Nothing else reads that folder."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from itertools import starmap
from pathlib import Path, PurePosixPath
from typing import Final

from briefing.errors import SeedError
from briefing.model import Facts, Form, Seed, SeedLine, Sidecar
from briefing.seeds import sidecar
from briefing.seeds.decoding import UndecodableError, decode
from briefing.seeds.headers import readable

FORMS: Final = {
    ".txt": Form.TEXT,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".eml": Form.EMAIL,
}
_KIND_OF_FILE: Final = re.compile(r"\.[a-z][a-z0-9+~_-]{0,11}")
Content = tuple[tuple[SeedLine, ...], Facts]  # what a reader takes from the bytes of a capture
MAX_BYTES: Final = 20_000_000  # a saved page with its pictures inside seldom passes 10 MB
MAX_LINES: Final = 100_000  # a book has a third of them
_MAX_TAGS: Final = 500_000  # a long page has a tenth of them, and each takes half a kilobyte of memory
_MAX_MARKS: Final = 100_000  # a long page of links has a fifth of them, and each takes as long as twenty words
_MARKS: Final = "*_`[]<>&\\~|"  # what Markdown takes for markup


def find_seeds(folder: Path) -> tuple[Path, ...]:
    """List the captures in and below a folder, by relative path: every file but the sidecars and what programs hide.

    What cannot be a capture is listed too: reading it says why, so that nothing is left out in silence.
    """
    return tuple(sorted(_walk(folder), key=lambda path: path.relative_to(folder).as_posix()))


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not name.startswith(".")]
        odd = [name for name in folders if Path(name).suffix.lower() in FORMS or Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in (*odd, *files) if _may_be_meant(name))


def _may_be_meant(name: str) -> bool:
    """Tell a file from a sidecar, and from what programs hide beside an editor's files: `._a.txt`, `.a.txt.swp`."""
    if name.endswith(sidecar.SUFFIX) or name.startswith(("._", ".#", ".~")):
        return False
    return not name.startswith(".") or name.lower().endswith(tuple(FORMS))


def _raise(error: OSError) -> None:
    """A folder that cannot be listed must not look like an empty one: its briefs would go with it."""
    if not isinstance(error, FileNotFoundError):
        raise error


def read_seed(path: Path, *, folder: Path, max_bytes: int = MAX_BYTES) -> Seed:
    """Read one capture with its sidecar. Raises SeedError where it is no readable text."""
    shown = path.relative_to(folder).as_posix()
    _refuse_hidden(path.name, shown)
    form = _form_of(path, shown)
    _refuse_outside(path, folder, shown)
    raw = _read_bytes(path, shown, max_bytes)
    lines, facts = _read_content(raw, form, shown)
    return Seed(
        path=PurePosixPath(shown),
        sha256=hashlib.sha256(raw).hexdigest(),
        form=form,
        lines=lines,
        chars=sum(len(line.text) for line in lines) + len(lines) - 1,
        metadata=readable(facts),
        sidecar=_read_sidecar(path, folder),
    )


def _read_content(raw: bytes, form: Form, shown: str) -> Content:
    """Read the lines of a capture. Raises SeedError where they are none, or more than an article has."""
    if form in (Form.HTML, Form.EMAIL) and raw.count(b"<") > _MAX_TAGS:
        raise _too_much(f"{_MAX_TAGS:,} tags", shown)
    try:
        lines, facts = _READERS[form](raw)
    except UndecodableError as error:
        hint = "Save it as UTF-8, or move it out of the seeds"
        raise SeedError(str(error), path=shown, line=error.line, hint=hint) from error
    except RecursionError as error:
        raise SeedError("its parts nest too deep", path=shown, hint="Save the article alone") from error
    if len(lines) > MAX_LINES:
        raise _too_much(f"{MAX_LINES:,} lines", shown)
    text = "\n".join(line.text for line in lines)
    if sum(map(text.count, _MARKS)) > _MAX_MARKS:
        raise _too_much(f"{_MAX_MARKS:,} marks ({' '.join(_MARKS)})", shown)
    if not text.strip():
        raise SeedError("there is no text in this file", path=shown, line=1, hint="Capture it again, or remove it")
    return lines, facts


def _too_much(limit: str, shown: str) -> SeedError:
    return SeedError(f"it has more than {limit}", path=shown, hint="Save the article alone, or split it")


def _refuse_hidden(name: str, shown: str) -> None:
    """Raise SeedError for a file whose name cannot be said, or that its name hides from the editor."""
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise SeedError("the name of this file is no text", path=shown, hint="Give it a name in UTF-8") from error
    if name.startswith("."):
        hint = "Take the dot from the front of its name, or move it out of the seeds"
        raise SeedError("this file is hidden", path=shown, hint=hint)


def _form_of(path: Path, shown: str) -> Form:
    """Tell the form by the end of the name; one that is no kind of file ("GPT-4.5", "no. 7") is that of a text."""
    suffix = path.suffix.strip().lower()
    form = FORMS.get(suffix)
    if not form and _KIND_OF_FILE.fullmatch(suffix):
        hint = f"Save its text as one of {', '.join(FORMS)}, or move it out of the seeds"
        raise SeedError(f"a '{suffix}' file cannot be read", path=shown, hint=hint)
    return form or Form.TEXT


def _refuse_outside(path: Path, folder: Path, shown: str) -> None:
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise SeedError("this link leads out of the seeds", path=shown, hint="Put a copy of the file in its place")


def _read_sidecar(path: Path, folder: Path) -> Sidecar:
    """Read `a.txt.meta.yaml`, or `a.meta.yaml` where there is none."""
    names = (path.name + sidecar.SUFFIX, path.stem + sidecar.SUFFIX)
    found = next((near for name in names if _is_file(near := path.with_name(name))), None)
    if not found:
        return Sidecar()
    shown = found.relative_to(folder).as_posix()
    _refuse_outside(found, folder, shown)
    return sidecar.read_sidecar(found, shown=shown)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # the suffix makes the name too long for a disk
        return False


def _read_bytes(path: Path, shown: str, max_bytes: int) -> bytes:
    """Read a regular file. A pipe would block and a folder fail: both are refused before they are opened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SeedError("this is no regular file", path=shown, hint="Only files can be captures")
        if status.st_size > max_bytes:
            size = f"{status.st_size:,} bytes, and {max_bytes:,} is the limit"
            raise SeedError(f"this file is too large ({size})", path=shown, hint="Split it, or keep the article alone")
        return path.read_bytes()
    except OSError as error:
        raise SeedError(f"this file cannot be read ({error.strerror})", path=shown, hint="Check its rights") from error


def _read_text(raw: bytes) -> Content:
    lines = decode(raw).split("\n", MAX_LINES)  # no more than it takes to tell that there are too many
    return tuple(starmap(SeedLine, enumerate(lines, 1))), Facts()


def _read_html(raw: bytes) -> Content:
    from briefing.seeds.markup import read_html  # its libraries cost what a build of texts can spare

    return read_html(raw)


def _read_mail(raw: bytes) -> Content:
    from briefing.seeds.mail import read_mail  # likewise

    return read_mail(raw)


_READERS: Final[dict[Form, Callable[[bytes], Content]]] = {
    Form.TEXT: _read_text,
    Form.MARKDOWN: _read_text,
    Form.HTML: _read_html,
    Form.EMAIL: _read_mail,
}
