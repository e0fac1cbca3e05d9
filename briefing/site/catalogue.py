"""The catalogue of a search index: what was told of every brief, but for the telling itself.

With it an edited brief is indexed among all others without any of these being read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple

from briefing.memo import Memo, key_of, pack, unpack
from briefing.site.records import Record, Sheaf

_SUBJECT: Final = "catalogue"


class _Line(NamedTuple):
    """A sheaf without its records."""

    slug: str
    key: str
    size: int
    chars: int


class Catalogue:
    """What `memo` has of the sheaves of one content: that of the briefs whose files have these `digests`.

    `basis` keys what they depend on besides.
    """

    def __init__(self, basis: bytes, digests: Iterable[bytes], memo: Memo) -> None:
        self._key, self._memo = key_of(basis, *sorted(digests)), memo

    def note(self, sheaves: Iterable[Sheaf]) -> None:
        lines = [tuple(_Line(sheaf.slug, sheaf.key, sheaf.size, sheaf.chars)) for sheaf in sheaves]
        self._memo.put(_SUBJECT, [("", self._key, pack(lines))])

    def recall(self, told: Callable[[str], Sequence[Record]]) -> Mapping[str, Sheaf] | None:
        """Give the sheaves by their slugs, from the oldest; None where they are not known.

        `told` makes the records of a brief, by its slug, should they be asked for.
        """
        try:
            lines = [_Line(*line) for line in unpack(self._memo.get(_SUBJECT, "", self._key) or b"")]
        except (ValueError, TypeError):
            return None
        return {
            line.slug: Sheaf(
                slug=line.slug, key=line.key, size=line.size, chars=line.chars, records=partial(told, line.slug)
            )
            for line in lines
        }
