"""Where readings stand: the gists at hand, the tellings fetched one brief at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any, Final

from briefing.memo import Memo, pack, unpack
from briefing.model import Brief
from briefing.progress import Progress
from briefing.site.reading import Export, Gist, Reader, Reading, Telling
from briefing.workers import spread

_AT_HAND: Final = 256  # briefs: pages, feeds and figures ask for the same few in turn
_WORTH_FORKING: Final = 64  # briefs: below, starting processes costs more than they save
_GISTS: Final = "gists"
_TELLINGS: Final = "tellings"
_EXPORT: Final = "export"
_SUBJECTS: Final = (_GISTS, _TELLINGS, _EXPORT)

Gists = tuple[Gist, ...]
Tellings = tuple[Telling, ...]


class Shelf:
    """The readings of all briefs of a site by slug. `tellings` gives those of one, `exports` those of all.

    A thread that fetched any calls `close` when it is done.
    """

    def __init__(
        self,
        gists: Mapping[str, Gists],
        tellings: Callable[[str], Tellings],
        exports: Callable[[], Mapping[str, Export]],
        close: Callable[[], None] = lambda: None,
    ) -> None:
        self._gists = gists
        self.tellings = lru_cache(_AT_HAND)(tellings)
        self.exports = exports
        self.close = close

    @classmethod
    def of(cls, readings: Mapping[str, Reading]) -> Shelf:
        """Stand readings that are in memory anyway."""
        gists = {slug: reading.gists for slug, reading in readings.items()}
        return cls(
            gists, lambda slug: readings[slug].tellings, lambda: {slug: each.export for slug, each in readings.items()}
        )

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
    gists: dict[str, Gists] = dict(_recall(_GISTS, memo, keys))
    fresh = [brief for slug, brief in briefs.items() if slug not in gists]
    if fresh:
        reader.begin()  # now, so that the processes share it
    memo.commit()
    packed = spread(partial(_read, reader), fresh, jobs=jobs, worth=_WORTH_FORKING)
    reading = progress.track("reading", zip(fresh, packed, strict=True), len(fresh), label=lambda each: each[0].slug)
    for brief, parts in reading:
        gists[brief.slug] = unpack(parts[_GISTS])
        for subject, data in parts.items():
            memo.put(subject, [(brief.slug, keys[brief.slug], data)])
    for subject in _SUBJECTS:
        memo.keep_only(subject, briefs.keys())
    memo.commit()

    def fetch(subject: str, slug: str) -> Any:
        with suppress(ValueError):
            return unpack(memo.get(subject, slug, keys[slug]) or b"")
        return unpack(_read(reader, briefs[slug])[subject])  # nothing could be kept

    def exports() -> Mapping[str, Export]:
        found = dict(_recall(_EXPORT, memo, keys))
        return {slug: found.get(slug) or fetch(_EXPORT, slug) for slug in briefs}

    return Shelf(gists, partial(fetch, _TELLINGS), exports, memo.close)


def _recall(subject: str, memo: Memo, keys: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    for slug, (key, data) in memo.all(subject).items():
        if keys.get(slug) == key:
            with suppress(ValueError):
                yield slug, unpack(data)


def _read(reader: Reader, brief: Brief) -> dict[str, bytes]:
    reading = reader.read(brief)
    return {_GISTS: pack(reading.gists), _TELLINGS: pack(reading.tellings), _EXPORT: pack(reading.export)}
