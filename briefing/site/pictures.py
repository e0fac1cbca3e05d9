"""Pictures as numbers: where each mark stands. A partial draws them as SVG; the data stands beside them as text.

Coordinates are whole units of the picture's own box, so the same data gives the same bytes everywhere.

Who appears with whom is drawn as arcs beside a column of names, not as a net of points: on a phone's width the names of
a net cover its lines and one another as soon as a dozen of them know each other, and that is what news are like. The
column can be read, linked and set in the page's own type. What lays out nets (all layouts of networkx, rustworkx,
graph-layout) needs NumPy, 45 MB for one picture, and places in floating point; igraph is GPL; layered engines are for
what has a direction. For an order, networkx alone has reverse Cuthill-McKee, which knows no weights: 19 MB and a tenth
of a second in every process, for arcs that are a fifth longer (279 against 233 rows over the companies of the three
first briefs). So the order of the names is `arrangement`'s.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple, TypeVar

from briefing.model import Kind
from briefing.site.arrangement import in_line
from briefing.site.views import Link, month

_COLUMN: Final = 10  # width of a month with its gap
_COLUMN_PIXELS: Final = 24
_LEAST_PIXELS: Final = 240
_GAP: Final = 2
_HEIGHT: Final = 60
_MOST_MONTHS: Final = 60
_MOST_PAIRS: Final = 60  # more is a tangle
_NAMED_PAIRS: Final = 3
_ROW: Final = 20  # height of a name in an arc diagram
_DEEPEST: Final = 100

K = TypeVar("K", str, tuple[Kind, str])
Month = tuple[int, int]  # year, month


class Column(NamedTuple):
    """A bar of a column chart with what it stands for."""

    label: str
    told: int
    x: int
    y: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Counts by month in a box of `width` x `height`."""

    columns: tuple[Column, ...]
    width: int
    height: int
    description: str

    @property
    def path(self) -> str:
        """All bars as one SVG path: a picture of sixty months is one node."""
        return "".join(
            f"M{bar.x} {self.height}V{bar.y}H{bar.x + _COLUMN - _GAP}V{self.height}Z"
            for bar in self.columns
            if bar.told
        )

    @property
    def told(self) -> int:
        """How many of the months have something to show."""
        return sum(1 for bar in self.columns if bar.told)

    @property
    def size(self) -> int:
        """Width in pixels, where there is room: few months make few columns, not broad ones."""
        return max(len(self.columns) * _COLUMN_PIXELS, _LEAST_PIXELS)

    @property
    def first(self) -> str:
        return self.columns[0].label

    @property
    def last(self) -> str:
        return self.columns[-1].label


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """Two names that appear together. `path` is an SVG path, `weight` 1 to 4."""

    path: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    one: Link
    other: Link
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """Names in a column, arcs between those that appear together, in a box of `width` x `height`."""

    names: tuple[Link, ...]
    arcs: tuple[Arc, ...]
    pairs: tuple[Pair, ...]
    width: int
    height: int

    @property
    def rows(self) -> int:
        return len(self.names)

    @property
    def description(self) -> str:
        """Name the pairs most often together."""
        return ", ".join(f"{pair.one.name} and {pair.other.name} ({pair.count})" for pair in self.pairs[:_NAMED_PAIRS])


def months_of(dates: Iterable[dt.date]) -> tuple[Month, ...]:
    """List the months from the first date to the last without a gap, the newest sixty at most."""
    ordinals = {date.year * 12 + date.month - 1 for date in dates}
    if not ordinals:
        return ()
    last = max(ordinals)
    first = max(min(ordinals), last - _MOST_MONTHS + 1)
    return tuple((ordinal // 12, ordinal % 12 + 1) for ordinal in range(first, last + 1))


def columns(dates: Iterable[dt.date], months: Sequence[Month], noun: str = "story", nouns: str = "stories") -> Columns:
    """Draw how many of `dates` fall into each of `months`."""
    counts = Counter((date.year, date.month) for date in dates)
    totals = [counts.get(key, 0) for key in months]
    total, top = sum(totals), max(totals, default=0) or 1
    bars = tuple(
        Column(_label(key), told, place * _COLUMN, _HEIGHT - (height := _height(told, top)), height)
        for place, (key, told) in enumerate(zip(months, totals, strict=True))
    )
    description = f"{total} {noun if total == 1 else nouns} from {bars[0].label} to {bars[-1].label}" if bars else ""
    return Columns(columns=bars, width=len(bars) * _COLUMN, height=_HEIGHT, description=description)


@cache
def _label(key: Month) -> str:
    return month(dt.date(*key, 1))


def over_time(dates: Collection[dt.date]) -> Columns | None:
    """Draw stories by month; None where they all fall into one."""
    picture = columns(dates, months_of(dates))
    return picture if picture.told > 1 else None


def _height(count: int, top: int) -> int:
    """A count that is not zero is always seen."""
    return max(count * _HEIGHT // top, 2) if count else 0


def share(count: int, top: int) -> int:
    """Give the length of a bar, 1 to 100, against the longest."""
    return max(count * 100 // top, 1) if top else 0


def arcs(names: Mapping[K, Link], together: Mapping[tuple[K, K], int]) -> Arcs:
    """Draw who appears with whom. `together` counts pairs of the keys of `names`, each pair once."""
    pairs = sorted(together.items(), key=lambda item: (-item[1], item[0]))[:_MOST_PAIRS]
    order = in_line(dict(pairs))
    rows = {ident: row for row, ident in enumerate(order)}
    top, span = max(together.values(), default=1), max((abs(rows[a] - rows[b]) for (a, b), _ in pairs), default=1)
    return Arcs(
        names=tuple(names[ident] for ident in order),
        arcs=tuple(_arc(rows[a], rows[b], span, _weight(count, top)) for (a, b), count in reversed(pairs)),
        pairs=tuple(Pair(one=names[a], other=names[b], count=count) for (a, b), count in pairs),
        width=_DEEPEST,
        height=len(order) * _ROW,
    )


def _arc(one: int, other: int, span: int, weight: int) -> Arc:
    """Bend from one row's middle to another's, the deeper the farther they stand apart; `span` rows are the deepest."""
    start, end = one * _ROW + _ROW // 2, other * _ROW + _ROW // 2
    depth = 8 + (_DEEPEST - 12) * 4 // 3 * abs(other - one) // span
    return Arc(path=f"M0 {start}C{depth} {start} {depth} {end} 0 {end}", weight=weight)


def _weight(count: int, top: int) -> int:
    return 1 + 3 * (count - 1) // max(top - 1, 1)
