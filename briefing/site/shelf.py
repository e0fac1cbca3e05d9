"""Where readings stand: the gists at hand, the tellings fetched one brief at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

from briefing.memo import Memo, unpack
from briefing.model import Brief
from briefing.progress import Progress
from briefing.site.reading import Gist, Reader, Reading, Telling

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


def fill(
    briefs: Mapping[str, Brief],
    keys: Mapping[str, bytes],
    reader: Reader,
    memo: Memo,
    progress: Progress,
    *,
    jobs: int = 1,
) -> Shelf:
    """Read the briefs that are new or have changed. `keys` says, by slug, what each reading depends on."""
    gists = dict(_recall(memo, keys))
    fresh = [brief for slug, brief in briefs.items() if slug not in gists]
    if fresh:
        reader.begin()  # now, so that the processes share it
    packed = spread(partial(_read, reader), fresh, jobs=jobs, worth=_WORTH_FORKING)
    reading = progress.track("reading", zip(fresh, packed, strict=True), len(fresh), label=lambda each: each[0].slug)
    for brief, (gist, telling) in reading:
        gists[brief.slug] = unpack(gist)
        memo.put(_GISTS, [(brief.slug, keys[brief.slug], gist)])
        memo.put(_TELLINGS, [(brief.slug, keys[brief.slug], telling)])
    memo.keep_only(_GISTS, briefs.keys())
    memo.keep_only(_TELLINGS, briefs.keys())
    memo.commit()  # processes of their own will read it

    def fetch(slug: str) -> Tellings:
        try:
            tellings: Tellings = unpack(memo.get(_TELLINGS, slug, keys[slug]) or b"")
        except ValueError:
            return reader.read(briefs[slug]).tellings
        return tellings

    return Shelf(gists, fetch)


def _recall(memo: Memo, keys: Mapping[str, bytes]) -> Iterator[tuple[str, Gists]]:
    for slug, (key, data) in memo.all(_GISTS).items():
        if keys.get(slug) == key:
            with suppress(ValueError):
                yield slug, unpack(data)


def _read(reader: Reader, brief: Brief) -> tuple[bytes, bytes]:
    reading = reader.read(brief)
    return pack(reading.gists), pack(reading.tellings)
