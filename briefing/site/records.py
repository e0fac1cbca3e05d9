"""What a search index is told and what it gives, whichever index it is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

UNSHOWN: Final = frozenset({"also"})  # of `meta`: what only finds


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A story. `meta` is searched as well as shown; `sort` holds one key per order."""

    url: str
    content: str
    meta: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sort: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheaf:
    """What is told of a brief. `key` is another whenever a record would be; they are made only where needed."""

    slug: str
    key: str
    size: int  # how many stories
    chars: int  # of their Markdown
    records: Callable[[], Sequence[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPart:
    """Some files of an index. As long as `key` is the same, so are they: they need not be read, let alone made."""

    key: str
    paths: tuple[str, ...]
    files: Callable[[], Mapping[str, bytes]] = field(compare=False)


def part_of(files: Mapping[str, bytes]) -> IndexPart:
    """Make one part of files that are at hand."""
    digest = hashlib.sha256()
    for path, data in files.items():
        digest.update(f"{path} {len(data)}\n".encode() + data)
    return IndexPart(key=digest.hexdigest(), paths=tuple(files), files=lambda: files)
