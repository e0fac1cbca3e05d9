"""What a search index is told, whichever index it is."""

from __future__ import annotations

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
class Leaf:
    """The stories of a brief. `key` is another whenever a record would be; they are made only where they are needed."""

    slug: str
    key: str
    size: int  # how many stories
    records: Callable[[], Sequence[Record]]
