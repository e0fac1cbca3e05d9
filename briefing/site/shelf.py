"""Where readings stand: the gists at hand, the tellings fetched one brief at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from briefing.config import Settings
from briefing.figures.conflicts import Claims
from briefing.inputs import program
from briefing.memo import Memo, key_of, pack, unpack
from briefing.model import Brief, Redirect, Vocabulary
from briefing.progress import Progress
from briefing.site.reading import Export, Gist, Reader, Reading, Telling
from briefing.workers import spread

_AT_HAND: Final = 256  # briefs: pages, feeds and figures ask for the same few in turn
_WORTH_FORKING: Final = 64  # briefs: below, starting processes costs more than they save
_FACES: Final = "faces"
_TELLINGS: Final = "tellings"
_CLAIMS: Final = "claims"
_EXPORT: Final = "export"
_SUBJECTS: Final = (_FACES, _TELLINGS, _CLAIMS, _EXPORT)

Gists = tuple[Gist, ...]
Tellings = tuple[Telling, ...]


class Faced(NamedTuple):
    """What is at hand of a reading; of its export, the digest."""

    face: bytes
    export: bytes
    gists: Gists


class Shelf:
    """The readings of all briefs by slug. `tellings` and `claims` give those of one, `exports` those of all."""

    def __init__(
        self,
        faces: Mapping[str, Faced],
        tellings: Callable[[str], Tellings],
        claims: Callable[[str], tuple[Claims, ...]],
        exports: Callable[[], Mapping[str, Export]],
    ) -> None:
        self._faces = faces
        self.tellings = lru_cache(_AT_HAND)(tellings)
        self.claims = claims
        self.exports = exports

    @classmethod
    def of(cls, readings: Mapping[str, Reading]) -> Shelf:
        """Stand readings that are in memory anyway."""
        faces = {slug: _faced(reading) for slug, reading in readings.items()}
        return cls(
            faces,
            tellings=lambda slug: readings[slug].tellings,
            claims=lambda slug: readings[slug].claims,
            exports=lambda: {slug: each.export for slug, each in readings.items()},
        )

    def gists(self, slug: str) -> Gists:
        return self._faces[slug].gists

    def face(self, slug: str) -> bytes:
        return self._faces[slug].face

    def export(self, slug: str) -> bytes:
        """Give the digest of a brief's figures as data."""
        return self._faces[slug].export


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
    faces = {slug: Faced(*faced) for slug, faced in _recall(_FACES, memo, keys)}
    fresh = [brief for slug, brief in briefs.items() if slug not in faces]
    if fresh:
        reader.begin()  # now, so that the processes share it
    memo.commit()
    packed = spread(partial(_read, reader), fresh, jobs=jobs, worth=_WORTH_FORKING)
    reading = progress.track("reading", zip(fresh, packed, strict=True), len(fresh), label=lambda each: each[0].slug)
    for brief, parts in reading:
        faces[brief.slug] = Faced(*unpack(parts[_FACES]))
        _note(brief.slug, keys[brief.slug], parts, memo)
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

    return Shelf(faces, partial(fetch, _TELLINGS), partial(fetch, _CLAIMS), exports)


def basis_of(settings: Settings, vocabulary: Vocabulary, redirects: Iterable[Redirect]) -> bytes:
    """Key what every reading depends on beside its brief."""
    return key_of(program(), settings.address, vocabulary.digest, tuple(redirects))


def reading_key(basis: bytes, digest: bytes) -> bytes:
    """Key the reading of the brief whose file has this digest."""
    return key_of(basis, digest)


def recall_shelf(keys: Mapping[str, bytes], memo: Memo) -> Shelf:
    """Stand the readings of a few briefs that were read before. Raises KeyError for one that is not known any more."""

    def fetch(subject: str, slug: str) -> Any:
        try:
            return unpack(memo.get(subject, slug, keys[slug]) or b"")
        except ValueError as error:
            raise KeyError(slug) from error

    def exports() -> Mapping[str, Export]:
        return {slug: fetch(_EXPORT, slug) for slug in keys}

    faces = {slug: Faced(*fetch(_FACES, slug)) for slug in keys}
    return Shelf(faces, partial(fetch, _TELLINGS), partial(fetch, _CLAIMS), exports)


def face_of(slug: str, key: bytes, memo: Memo) -> bytes | None:
    """Give the face that a brief had when it was read under this key, None where that is not known any more."""
    with suppress(ValueError):
        return Faced(*unpack(memo.get(_FACES, slug, key) or b"")).face
    return None


def note_reading(slug: str, key: bytes, reading: Reading, memo: Memo) -> None:
    """Note what was read elsewhere."""
    _note(slug, key, _packed(reading), memo)


def _note(slug: str, key: bytes, parts: Mapping[str, bytes], memo: Memo) -> None:
    for subject, data in parts.items():
        memo.put(subject, [(slug, key, data)])


def _recall(subject: str, memo: Memo, keys: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    for slug, (key, data) in memo.all(subject).items():
        if keys.get(slug) == key:
            with suppress(ValueError):
                yield slug, unpack(data)


def _read(reader: Reader, brief: Brief) -> dict[str, bytes]:
    return _packed(reader.read(brief))


def _faced(reading: Reading) -> Faced:
    return Faced(reading.face, reading.export.digest, reading.gists)


def _packed(reading: Reading) -> dict[str, bytes]:
    values = {
        _FACES: tuple(_faced(reading)),
        _TELLINGS: reading.tellings,
        _CLAIMS: reading.claims,
        _EXPORT: reading.export,
    }
    return {subject: pack(value) for subject, value in values.items()}
