"""The archive: all briefs, newest first, by month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from briefing.model import Brief
from briefing.site.paging import Leaf
from briefing.site.pictures import Columns, over_time
from briefing.site.views import BriefLine, Views, month

_UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfBriefs:
    heading: str
    anchor: str
    briefs: tuple[BriefLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthLink:
    """A month, where its briefs begin, and how many there are."""

    name: str
    url: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Archive:
    """What the template of an archive page sees."""

    views: Views
    leaf: Leaf[Brief]
    all_months: tuple[MonthLink, ...]

    @property
    def months(self) -> tuple[MonthOfBriefs, ...]:
        return tuple(
            MonthOfBriefs(heading=_name(key), anchor=key, briefs=tuple(map(self.views.brief_line, briefs)))
            for key, briefs in groupby(self.leaf.items, key=_key)
        )

    @property
    def over_time(self) -> Columns | None:
        """Stories by month, None where they all fall into one."""
        return over_time([story.brief.date for story in self.views.library.stories if story.brief.date])


def month_links(leaves: tuple[Leaf[Brief], ...]) -> tuple[MonthLink, ...]:
    """Find where each month begins, the newest first."""
    starts: dict[str, str] = {}
    counts = Counter[str]()
    for leaf in leaves:
        for brief in leaf.items:
            starts.setdefault(_key(brief), f"{leaf.url}#{_key(brief)}")
            counts[_key(brief)] += 1
    return tuple(MonthLink(name=_name(key), url=url, count=counts[key]) for key, url in starts.items())


def _key(brief: Brief) -> str:
    return f"{brief.date:%Y-%m}" if brief.date else _UNDATED


def _name(key: str) -> str:
    return month(dt.date.fromisoformat(f"{key}-01")) if key != _UNDATED else "Undated"
