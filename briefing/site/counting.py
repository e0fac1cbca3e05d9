"""How often terms tag stories, as bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from operator import attrgetter

from briefing.model import Kind
from briefing.site.library import Story
from briefing.site.pictures import Arcs, Columns, arcs, share
from briefing.site.reading import Tag
from briefing.site.views import Chip, Link, Views


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A term with its number of stories and the length of its bar, 1 to 100."""

    chip: Chip
    count: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A term over the months of a picture."""

    bar: Bar
    picture: Columns


@dataclass(frozen=True, slots=True)
class Trends:
    """Terms over the same months; none where these tell nothing."""

    rows: tuple[Trend, ...] = ()

    @property
    def months(self) -> Iterator[tuple[str, list[int]]]:
        """Give how often each of them is told of, month by month."""
        for columns in zip(*(row.picture.columns for row in self.rows), strict=True):
            yield columns[0].label, [column.told for column in columns]


def count_tags(stories: Iterable[Story], kind: Kind) -> list[tuple[str, int]]:
    """Count the stories of each term of a kind, the most told of first; ties by id."""
    idents = attrgetter(f"passage.tags.{kind.value}")
    counts = Counter(chain.from_iterable(map(idents, stories)))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def together(views: Views, stories: Iterable[Story], tags: Collection[Tag], least: int = 1) -> Arcs | None:
    """Draw who of `tags` appears with whom in `stories`, None when no two do in `least` of them."""
    wanted = set(tags)
    present_in = (sorted(wanted.intersection(story.tags)) for story in stories)
    pairs = Counter(pair for tags in present_in for pair in combinations(tags, 2))
    present = {tag for pair in pairs for tag in pair}
    names = {tag: Link(name=views.chip(*tag).name, url=views.chip(*tag).url) for tag in sorted(present)}
    return arcs(names, pairs) if max(pairs.values(), default=0) >= least else None


def bars(views: Views, kind: Kind, counts: Iterable[tuple[str, int]], top: int = 0) -> tuple[Bar, ...]:
    """Draw counts against `top`, against the largest of them where none is given."""
    counts = tuple(counts)
    top = top or max((count for _, count in counts), default=0)
    return tuple(Bar(chip=views.chip(kind, ident), count=count, share=share(count, top)) for ident, count in counts)
