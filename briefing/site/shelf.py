"""Where readings stand: the gists at hand, the tellings fetched one brief at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from briefing.site.reading import Gist, Reading, Telling

_AT_HAND: Final = 256  # briefs: pages, feeds and figures ask for the same few in turn


class Shelf:
    """The readings of all briefs of a site by slug. `fetch` gives the tellings of one."""

    def __init__(self, gists: Mapping[str, tuple[Gist, ...]], fetch: Callable[[str], tuple[Telling, ...]]) -> None:
        self._gists = gists
        self.tellings = lru_cache(_AT_HAND)(fetch)

    @classmethod
    def of(cls, readings: Mapping[str, Reading]) -> Shelf:
        """Stand readings that are in memory anyway."""
        gists = {slug: reading.gists for slug, reading in readings.items()}
        return cls(gists, lambda slug: readings[slug].tellings)

    def gists(self, slug: str) -> tuple[Gist, ...]:
        return self._gists[slug]
