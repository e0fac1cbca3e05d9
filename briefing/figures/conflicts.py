"""Where two stories disagree, and where one only is newer than the other. Precision first: silence is cheap.

Two figures are compared only where entity, metric, unit and time are the same. Two statements exclude each other where
one version of a product is in use in one story and the same or an older version is still to come in another.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import Final

from briefing.figures.amounts import amount
from briefing.figures.sentences import sentences
from briefing.figures.units import MEASURES
from briefing.model import Bound, Change, Figure, Kind, Mention
from briefing.tagging.spelling import tidy


class Relation(StrEnum):
    """How two statements stand to each other."""

    CONFLICT = "may conflict"
    DEVELOPMENT = "development"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story as far as it can disagree: its plain text, who is in it, its figures; `date` is its brief's."""

    brief: str
    story: str
    date: dt.date | None
    text: str
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two statements: `quote` is `text[start:end]` of the story. `figure` is an id, "" for a state."""

    brief: str
    story: str
    quote: str
    start: int
    end: int
    figure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two statements about one entity, older first where dates are known, with the reason in words."""

    relation: Relation
    entity: str
    first: Side
    second: Side
    working: str


def conflicts(stories: Sequence[Told]) -> tuple[Conflict, ...]:
    """Compare every story with every other of another brief, in a total order."""
    found = [*_value_conflicts(stories), *_state_conflicts(stories)]
    return tuple(sorted(found, key=lambda conflict: (conflict.entity, _place(conflict.first), _place(conflict.second))))


def _place(side: Side) -> tuple[str, str, int]:
    return side.brief, side.story, side.start


def _relate(one: dt.date | None, other: dt.date | None) -> Relation:
    return Relation.DEVELOPMENT if one and other and one != other else Relation.CONFLICT


# ------------------------------------------------------------------------------------------ values

_LASTING: Final = frozenset({*MEASURES.values(), "parameters", "参数"})  # what a thing is, not how it is doing
_MAX_PEERS: Final = 60  # figures compared under one key: a bound on time, never met by real briefs
_PROPER: Final = re.compile(r"\b[A-Z][\w.-]+")


def _value_conflicts(stories: Sequence[Told]) -> Iterator[Conflict]:
    peers: dict[tuple[str, ...], list[tuple[Told, Figure]]] = defaultdict(list)
    for told in stories:
        for figure in told.figures:
            if figure.entity and figure.metric and figure.change is Change.LEVEL and not figure.baseline:
                peers[figure.entity[0], _words(figure.metric), figure.unit].append((told, figure))
    for group in peers.values():
        for one, other in combinations(group[:_MAX_PEERS], 2):
            if conflict := _compared(one, other):
                yield conflict


def _words(metric: str) -> str:
    """Reduce a metric to what can be compared: its words, sorted, without case and plural."""
    return " ".join(sorted({word.lower().rstrip("s") for word in re.findall(r"[\w-]+", metric)}))


def _compared(one: tuple[Told, Figure], other: tuple[Told, Figure]) -> Conflict | None:
    (a, left), (b, right) = sorted(
        (one, other), key=lambda pair: (pair[0].date or dt.date.min, pair[0].brief, pair[1].start)
    )
    if a.brief == b.brief or left.period != right.period or not _apart(left, right) or not _same_thing(left, right):
        return None
    relation = _relate(a.date, b.date)
    if relation is Relation.CONFLICT and not left.period and left.unit.partition("/")[0] not in _LASTING:
        return None  # users and prices change from day to day: two undated numbers prove nothing
    written = [f"{figure.bound.value}{amount(figure.value, figure.unit)}" for figure in (left, right)]
    when = f" in {left.period}" if left.period else ""
    return Conflict(
        relation=relation,
        entity=left.entity[0],
        first=_side(left),
        second=_side(right),
        working=f"{left.metric}{when}: {written[0]} and {written[1]}",
    )


def _side(figure: Figure) -> Side:
    return Side(
        brief=figure.brief, story=figure.story, quote=figure.quote, start=figure.start, end=figure.end, figure=figure.id
    )


def _apart(left: Figure, right: Figure) -> bool:
    """Tell whether no one value could be both."""
    (low, high), (other_low, other_high) = _interval(left), _interval(right)
    return high < other_low or other_high < low


def _interval(figure: Figure) -> tuple[Decimal, Decimal]:
    low, high = figure.low or figure.value, figure.high or figure.value
    slack = abs(figure.value) / (10 if figure.bound is Bound.ABOUT else 100)
    if figure.bound in (Bound.OVER, Bound.AT_LEAST):
        return low - slack, Decimal("Infinity")
    if figure.bound in (Bound.UNDER, Bound.UP_TO):
        return Decimal("-Infinity"), high + slack
    return low - slack, high + slack


def _same_thing(left: Figure, right: Figure) -> bool:
    """Tell whether the names near the numbers agree: Behemoth's parameters are not Maverick's."""
    one, other = (set(_PROPER.findall(_words_before(figure))) for figure in (left, right))
    return one <= other or other <= one


def _words_before(figure: Figure) -> str:
    at = figure.number_start - figure.start
    return figure.quote[max(0, at - 60) : at]


# ------------------------------------------------------------------------------------------ states


class _State(StrEnum):
    USED = "in use"
    COMING = "still to come"


@dataclass(frozen=True, slots=True)
class _Stated:
    told: Told
    mention: Mention
    state: _State
    start: int
    end: int


_COMING: Final = re.compile(
    r"\b(?:plans? to|will|is (?:set|expected|slated|scheduled) to|intends? to|aims? to|prepar(?:es|ing) to)"
    r" (?:launch|release|ship|unveil|roll out)"
    r"|\b(?:potentially |possibly )?(?:clash|coincid|collid)(?:es|ing)? with"
    r"|(?:计划|将于?|拟)[^，。]{0,12}(?:发布|推出|上线)",
    re.IGNORECASE,
)
_USED: Final = re.compile(
    r"\bdownload(?:ed|s)\b|\b(?:was|were|has been) (?:released|launched)\b|\b(?:is|are) (?:now )?available\b"
    r"|\bwent live\b|下载|已(?:经)?(?:发布|上线|推出)",
    re.IGNORECASE,
)
_VERSION: Final = re.compile(r"(?<!\d)(\d{1,2}(?:\.\d{1,2})?)(?![\d.]*[A-Za-z]\d)")
_REACH: Final = 40  # characters between "plans to launch" and the name


def _state_conflicts(stories: Sequence[Told]) -> Iterator[Conflict]:
    """One story uses a version that another expects, or uses a later one of the same family."""
    by_family: dict[str, list[_Stated]] = defaultdict(list)
    for told in stories:
        for stated in _states(told):
            by_family[_family(stated.mention)].append(stated)
    for family, group in sorted(by_family.items()):
        seen = set()
        for used in (stated for stated in group if stated.state is _State.USED):
            for coming in (stated for stated in group if stated.state is _State.COMING):
                pair = (used.told.brief, used.told.story, coming.told.brief, coming.told.story)
                if used.told.brief != coming.told.brief and pair not in seen and _excludes(used, coming):
                    seen.add(pair)
                    yield _state_conflict(family, used, coming)


def _states(told: Told) -> Iterator[_Stated]:
    products = [m for m in told.mentions if m.kind is Kind.PRODUCTS and _version(m) is not None]
    plain = tidy(told.text)
    for start, end in sentences(told.text) if products else ():
        for mention in products:
            if start <= mention.start < end and (state := _state(plain, mention, start, end)):
                yield _Stated(told, mention, state, start, end)


def _state(text: str, mention: Mention, start: int, end: int) -> _State | None:
    before = text[max(start, mention.start - _REACH) : mention.start]
    if _COMING.search(before) and not _USED.search(before):
        return _State.COMING
    return _State.USED if _USED.search(text, start, end) and not _COMING.search(text, start, end) else None


def _version(mention: Mention) -> Decimal | None:
    match = _VERSION.search(tidy(mention.surface))
    return Decimal(match[1]) if match else None


def _family(mention: Mention) -> str:
    """Name the family: that of the tagger, else the name before its number ("deepseek-v" of deepseek-v4)."""
    name = tidy(mention.surface).lower()
    match = _VERSION.search(name)
    return mention.parent or (name[: match.start()] if match else name).strip(" -v")


def _excludes(used: _Stated, coming: _Stated) -> bool:
    newer, older = _version(used.mention), _version(coming.mention)
    return newer is not None and older is not None and newer >= older


def _state_conflict(family: str, used: _Stated, coming: _Stated) -> Conflict:
    one, other = sorted((used, coming), key=lambda s: (s.told.date or dt.date.min, s.told.brief, s.start))
    relation = _relate(used.told.date, coming.told.date)
    if relation is Relation.DEVELOPMENT and one is used:
        relation = Relation.CONFLICT  # in use first, and expected later
    return Conflict(
        relation=relation,
        entity=f"products/{coming.mention.id}",
        first=_stated_side(one),
        second=_stated_side(other),
        working=f"{used.mention.surface} is {_State.USED.value}, {coming.mention.surface} is {_State.COMING.value}",
    )


def _stated_side(stated: _Stated) -> Side:
    told = stated.told
    return Side(
        brief=told.brief,
        story=told.story,
        quote=told.text[stated.start : stated.end],
        start=stated.start,
        end=stated.end,
    )


def between(found: Iterable[Conflict], brief: str, story: str) -> tuple[Conflict, ...]:
    """Give the conflicts that a story is part of."""
    return tuple(
        c for c in found if (brief, story) in ((c.first.brief, c.first.story), (c.second.brief, c.second.story))
    )
