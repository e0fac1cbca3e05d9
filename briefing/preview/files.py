"""From the path of a request to a file of the site, and to nothing else on this machine."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

_FORBIDDEN: Final = frozenset('/\\:*?"<>|')  # in a name on one system or another
HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json; charset=utf-8"
TEXT: Final = "text/plain; charset=utf-8"
_BINARY: Final = "application/octet-stream"
# A list of our own: what the system's list says differs from machine to machine.
_TYPES: Final = {
    ".html": HTML,
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".txt": TEXT,
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".json": JSON,
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file as it was when it was opened. `version` names its bytes."""

    data: bytes
    type: str
    version: str


class FolderError(Exception):
    """The path is a folder's and lacks the slash that its page's links count on."""


def find(site: Path, path: str) -> Found | None:
    """Read the file for a path below the site's root, None when there is none. Raises FolderError.

    Hidden files are not part of the site. A link is followed inside the site only.
    """
    segments = _segments(path)
    if segments is None:
        return None
    root = site.resolve()
    file = root.joinpath(*segments)
    if path.endswith("/") or not path:
        file /= "index.html"
    try:
        real = file.resolve(strict=True)
        if not real.is_relative_to(root):
            return None
        if real.is_dir():
            raise FolderError
        return _read(real, type_of(file.name))
    except (OSError, ValueError, RuntimeError):  # missing, unreadable, no name of a file, a loop of links
        return None


def _segments(path: str) -> list[str] | None:
    """Decode the steps of a path, once. None when one of them is no plain name."""
    try:
        steps = [unquote_to_bytes(step).decode() for step in path.removesuffix("/").split("/")]
    except UnicodeDecodeError:
        return None
    return [] if steps == [""] else steps if all(map(_is_plain, steps)) else None


def _is_plain(name: str) -> bool:
    """Tell a file's name from what leads elsewhere, on any system: "..", a drive, a stream, a hidden file."""
    return bool(name) and not name.startswith(".") and name.isprintable() and _FORBIDDEN.isdisjoint(name)


def _read(file: Path, type_: str) -> Found | None:
    # Not blocking: a pipe that somebody put into the site would hold us for good.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags), "rb") as stream:
        about = os.fstat(stream.fileno())
        if not stat.S_ISREG(about.st_mode):
            return None
        version = f"{about.st_mtime_ns:x}-{about.st_size:x}-{about.st_ino:x}"
        return Found(data=stream.read(), type=type_, version=version)


def type_of(name: str) -> str:
    if name == "feed.json":
        return "application/feed+json; charset=utf-8"
    return _TYPES.get(Path(name).suffix.lower(), _BINARY)
