"""Where readings stand: the gists at hand, the tellings fetched one brief at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

from briefing.memo import Memo, pack, unpack
from briefing.model import Brief
from briefing.site.reading import Gist, Reader, Reading, Telling
from briefing.workers import spread

_AT_HAND: Final = 256  # briefs: pages, feeds and figures ask for the same few in turn
_WORTH_FORKING: Final = 64  # briefs: below, starting processes costs more than they save
_GISTS: Final = "gists"
_TELLINGS: Final = "tellings"

Gists = tuple[Gist, ...]
Tellings = tuple[Telling, ...]


class Shelf:
    """The readings of all briefs of a site by slug. `fetch` gives the tellings of one."""

    def __init__(self, gists: Mapping[str, Gists], fetch: Callable[[str], Tellings]) -> None:
        self._gists = gists
        self.tellings = lru_cache(_AT_HAND)(fetch)

    @classmethod
    def of(cls, readings: Mapping[str, Reading]) -> Shelf:
        """Stand readings that are in memory anyway."""
        gists = {slug: reading.gists for slug, reading in readings.items()}
        return cls(gists, lambda slug: readings[slug].tellings)

    def gists(self, slug: str) -> Gists:
        return self._gists[slug]


def fill(briefs: Mapping[str, Brief], keys: Mapping[str, bytes], reader: Reader, memo: Memo, *, jobs: int) -> Shelf:
    """Read the briefs that are new or have changed. `keys` says, by slug, what each reading depends on."""
    noted = memo.all(_GISTS)
    known = {slug for slug, key in keys.items() if slug in noted and noted[slug][0] == key}
    gists = {slug: unpack(noted[slug][1]) for slug in known}
    ...
