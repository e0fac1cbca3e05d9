"""What earlier builds worked out, in one file of the cache folder: it saves time, and is never taken on trust.

Notes are for what there is of every seed and brief: many, small, written by the build itself, all of them or none.
What is large, or made in any process on its own, is kept as a file: `briefing.cache`.

A note is kept under a subject and a name, with the key of what it was worked out from: who asks with another key gets
nothing. A note that is damaged, and a file that is damaged, old or somebody else's, is as good as none; and where
nothing can be kept, a build does without.
"""

from __future__ import annotations

import io
import pickle
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol
from zlib import crc32

_SCHEMA: Final = "CREATE TABLE IF NOT EXISTS notes (subject, name, key, sum, data, PRIMARY KEY (subject, name))"
_VERSION: Final = 1
_KEY_BYTES: Final = 16
# What a note may be made of: values of ours, and plain ones. A file that asks for anything else is not a note.
_OURS: Final = (
    *("briefing.model", "briefing.conversion", "briefing.figures.conflicts"),
    *("briefing.site.reading", "briefing.site.surroundings", "briefing.site.views", "briefing.site.ledger"),
)
_PLAIN: Final = {("datetime", "date"), ("decimal", "Decimal"), ("pathlib", "PurePosixPath")}


Note = tuple[str, bytes, bytes]  # name, key, data


class Memo(Protocol):
    """Notes by subject and name. `put` may be called at any time; nothing is sure to last before `commit`."""

    def get(self, subject: str, name: str, key: bytes) -> bytes | None:
        """Give the data of a note, None where there is none with this key."""

    def all(self, subject: str) -> Mapping[str, tuple[bytes, bytes]]:
        """Give the key and the data of every note of a subject by name."""

    def put(self, subject: str, notes: Iterable[Note]) -> None: ...

    def keep_only(self, subject: str, names: Collection[str]) -> None:
        """Forget every other note of the subject."""

    def commit(self) -> None:
        """Make it last. To be called before processes are forked that shall read it."""


def key_of(*parts: object) -> bytes:
    """Make one key of all that something is worked out from: texts, bytes, numbers, and tuples of them."""
    digest = blake2b(digest_size=_KEY_BYTES)
    for part in parts:
        if isinstance(part, bytes):
            sort, data = b"b", part
        elif isinstance(part, str):
            sort, data = b"t", part.encode(errors="surrogatepass")  # a long text takes long to be represented
        else:
            sort, data = b"", repr(part).encode(errors="surrogatepass")
        digest.update(b"%b%d:%b" % (sort, len(data), data))
    return digest.digest()


def pack(value: object) -> bytes:
    return pickle.dumps(value, protocol=5)


def unpack(data: bytes) -> Any:
    """Read what `pack` wrote. Raises ValueError for anything else; no code of the file's choosing is run."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Exception as error:
        raise ValueError("this is no note of ours") from error


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _class(module, name)


@lru_cache(maxsize=64)
def _class(module: str, name: str) -> Any:
    """Give a class that a note may hold. Raises UnpicklingError."""
    known = (module in _OURS and "." not in name) or (module, name) in _PLAIN
    found = getattr(import_module(module), name) if known else None
    if (module, name) in _PLAIN or (isinstance(found, type) and found.__module__ == module):
        return found
    raise pickle.UnpicklingError(f"a note cannot hold {module}.{name}")


class Notebook:
    """A memo that is gone with the build."""

    def __init__(self) -> None:
        self._notes: dict[str, dict[str, tuple[bytes, bytes]]] = {}

    def get(self, subject: str, name: str, key: bytes) -> bytes | None:
        found, data = self._notes.get(subject, {}).get(name, (b"", b""))
        return data if found == key else None

    def all(self, subject: str) -> dict[str, tuple[bytes, bytes]]:
        return dict(self._notes.get(subject, {}))

    def put(self, subject: str, notes: Iterable[Note]) -> None:
        self._notes.setdefault(subject, {}).update((name, (key, data)) for name, key, data in notes)

    def keep_only(self, subject: str, names: Collection[str]) -> None:
        self._notes[subject] = {name: note for name, note in self._notes.get(subject, {}).items() if name in names}

    def commit(self) -> None:
        """Nothing lasts."""


class MemoFile:
    """A memo in a file. It is opened when it is needed, and let go of by `commit`.

    Where another build writes to it for more than `wait_s`, it is left alone until the next `commit`.

    It is for one thread alone; and a process that is forked while it is open must not use it:
    https://www.sqlite.org/howtocorrupt.html (2.6).
    """

    def __init__(self, path: Path, *, wait_s: float = 5.0) -> None:
        self._path, self._wait_s = path, wait_s
        self._open: sqlite3.Connection | None = None
        self._useless = False
        self._damaged = False

    def get(self, subject: str, name: str, key: bytes) -> bytes | None:
        query = "SELECT key, sum, data FROM notes WHERE subject = ? AND name = ?"
        for found, total, data in self._ask(query, subject, _spelled(name)):
            return data if found == key and _is_sound(data, total) else None
        return None

    def all(self, subject: str) -> dict[str, tuple[bytes, bytes]]:
        rows = self._ask("SELECT name, key, sum, data FROM notes WHERE subject = ?", subject)
        sound = (row for row in rows if isinstance(row[0], bytes) and _is_sound(row[3], row[2]))
        return {_read(name): (key, data) for name, key, _, data in sound}

    def put(self, subject: str, notes: Iterable[Note]) -> None:
        rows = ((subject, _spelled(name), key, crc32(data), data) for name, key, data in notes)
        self._tell("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?, ?)", rows)

    def keep_only(self, subject: str, names: Collection[str]) -> None:
        known = self._ask("SELECT name FROM notes WHERE subject = ?", subject)
        self._tell(
            "DELETE FROM notes WHERE subject = ? AND name = ?",
            [(subject, name) for (name,) in known if not isinstance(name, bytes) or _read(name) not in names],
        )

    def commit(self) -> None:
        """Make what was put last, and let go of the file; give it up where it is of no use."""
        self._attempt(sqlite3.Connection.commit)
        self.close()
        if self._damaged:
            with suppress(OSError):
                self._path.unlink()
        self._useless = self._damaged = False

    def forget(self) -> None:
        """Begin anew."""
        self.close()
        with suppress(OSError):
            self._path.unlink()

    def close(self) -> None:
        if self._open:
            self._open.close()
        self._open = None

    def _ask(self, query: str, *values: str | bytes) -> list[Any]:
        return self._attempt(lambda link: link.execute(query, values).fetchall()) or []

    def _tell(self, query: str, rows: Iterable[Sequence[object]]) -> None:
        self._attempt(lambda link: link.executemany(query, rows))

    def _attempt(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Work on the file as long as that can be done; take note when it turns out to be damaged."""
        try:
            return None if self._useless else work(self._link)
        except (sqlite3.Error, OSError) as error:
            self._useless = True
            self._damaged = not _is_held(error)
            return None

    @property
    def _link(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = _connection(self._path, self._wait_s)
        return self._open


def _spelled(name: str) -> bytes:
    """Spell a name as the file keeps it: that of a file may be no text."""
    return name.encode(errors="surrogatepass")


def _read(name: bytes) -> str:
    return name.decode(errors="surrogatepass")


def _is_sound(data: object, total: object) -> bool:
    return isinstance(data, bytes) and crc32(data) == total


def _connection(path: Path, wait_s: float) -> sqlite3.Connection:
    """Open the file; begin anew where it is not one of ours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        raise OSError(f"{path} is no file")
    try:
        return _connect(path, wait_s)
    except sqlite3.DatabaseError as error:
        if _is_held(error):
            raise
        path.unlink(missing_ok=True)
        return _connect(path, wait_s)


def _is_held(error: Exception) -> bool:
    """Tell whether nothing is wrong with the file but that another build writes to it, and goes on doing so."""
    # The extended codes of SQLITE_BUSY have it in their lowest byte: https://www.sqlite.org/rescode.html
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _connect(path: Path, wait_s: float) -> sqlite3.Connection:
    link = sqlite3.connect(path, timeout=wait_s)
    try:
        version = link.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError("of another version")
        link.execute("PRAGMA synchronous = OFF")  # what a power cut damages is worked out again
        link.execute(_SCHEMA)
        link.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.Error:
        link.close()
        raise
    return link
