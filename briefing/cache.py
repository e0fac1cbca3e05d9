"""What earlier builds worked out, kept in `.briefing/`: it saves time, and is never taken on trust.

Files are for what is large, or made in any process on its own: the vocabulary, cards, the blocks of a search index.
What there is of every seed and brief, and is written by the build itself, is noted in `briefing.memo`.

A kept file begins with a digest of its name and of the rest. One that is damaged, cut short or somebody else's is as
good as none; and where nothing can be kept, a build does without.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from briefing.files import write_atomically

_DIGEST_BYTES: Final = 32


def keep(path: Path, data: bytes) -> None:
    with suppress(OSError):
        write_atomically(path, _digest(path, data) + data)


def kept(path: Path) -> bytes | None:
    """Read what `keep` wrote there, None where it is not there as it was written."""
    try:
        raw = path.read_bytes() if path.is_file() else b""  # a pipe would have us wait
    except OSError:
        return None
    digest, data = raw[:_DIGEST_BYTES], raw[_DIGEST_BYTES:]
    return data if digest == _digest(path, data) else None


def _digest(path: Path, data: bytes) -> bytes:
    return hashlib.sha256(path.name.encode() + b"\n" + data).digest()
