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
from typing import Final, NamedTuple

from briefing.figures.amounts import amount
from briefing.figures.sentences import sentences
from briefing.figures.units import MEASURES
from briefing.model import Bound, Change, Figure, Kind, Mention
from briefing.tagging.spelling import tidy


class Relation(StrEnum):
    """How two statements stand to each other."""

    CONFLICT = "may conflict"
    DEVELOPMENT = "development"


class _State(StrEnum):
    USED = "in use"
    COMING = "still to come"


class Stated(NamedTuple):
    """What `text[start:end]` of a story, its `quote`, says of a version of a product."""

    mention: Mention
    state: _State
    start: int
    quote: str

    @property
    def end(self) -> int:
        return self.start + len(self.quote)


class Claims(NamedTuple):
    """What a text says that another could contradict: levels of something known, and states of versions."""

    values: tuple[Figure, ...] = ()
    states: tuple[Stated, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Name what they are about: only claims that share one of these can contradict each other."""
        values = ("\n".join(_key(figure)) for figure in self.values)
        return frozenset((*values, *(_family(stated.mention) for stated in self.states)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The claims of a story. `date` is its brief's."""

    brief: str
    story: str
    date: dt.date | None
    claims: Claims


class Side(NamedTuple):
    """One of two statements: `quote` is `text[start:end]` of the story. `figure` is an id, "" for a state."""

    brief: str
    story: str
    quote: str
    start: int
    end: int
    figure: str = ""


class Conflict(NamedTuple):
    """Two statements about one entity, older first where dates are known, with the reason in words."""

    relation: Relation
    entity: str
    first: Side
    second: Side
    working: str


def claims_of(text: str, mentions: Sequence[Mention], figures: Iterable[Figure]) -> Claims:
    """Find what a story's plain text claims, with who is in it and what it counts."""
    return Claims(
        values=tuple(figure for figure in figures if _is_level(figure)), states=tuple(_states(text, mentions))
    )


def conflicts(stories: Sequence[Told]) -> tuple[Conflict, ...]:
    """Compare every story with every other of another brief, in a total order."""
    found = [*_value_conflicts(stories), *_state_conflicts(stories)]
    return tuple(sorted(found, key=lambda conflict: (conflict.entity, _place(conflict.first), _place(conflict.second))))


def _place(side: Side) -> tuple[str, str, int]:
    return side.brief, side.story, side.start


_Placed = tuple[Told, Stated]


def _relate(one: dt.date | None, other: dt.date | None) -> Relation:
    return Relation.DEVELOPMENT if one and other and one != other else Relation.CONFLICT


# ------------------------------------------------------------------------------------------ values

_LASTING: Final = frozenset({*MEASURES.values(), "parameters", "参数"})  # what a thing is, not how it is doing
_MAX_PEERS: Final = 60  # figures compared under one key: a bound on time, never met by real briefs
_PROPER: Final = re.compile(r"\b[A-Z][\w.-]+")


def _value_conflicts(stories: Sequence[Told]) -> Iterator[Conflict]:
    peers: dict[tuple[str, ...], list[tuple[Told, Figure]]] = defaultdict(list)
    for told in stories:
        for figure in told.claims.values:
            peers[_key(figure)].append((told, figure))
    for group in peers.values():
        for one, other in combinations([_Peer.of(*each) for each in group[:_MAX_PEERS]], 2):
            if conflict := _compared(one, other):
                yield conflict


class _Peer(NamedTuple):
    """A figure of a story, ready to be compared: oldest first, where dates are known. It may be from `low` to `high`.

    `names` stand near the number.
    """

    order: tuple[dt.date, str, int]
    told: Told
    figure: Figure
    low: Decimal
    high: Decimal
    names: frozenset[str]

    @classmethod
    def of(cls, told: Told, figure: Figure) -> _Peer:
        order = (told.date or dt.date.min, told.brief, figure.start)
        names = frozenset(_PROPER.findall(_words_before(figure)))
        return cls(order, told, figure, *_interval(figure), names)


def _is_level(figure: Figure) -> bool:
    return bool(figure.entity and figure.metric and figure.change is Change.LEVEL and not figure.baseline)


def _key(figure: Figure) -> tuple[str, ...]:
    return figure.entity[0], _words(figure.metric), figure.unit


def _words(metric: str) -> str:
    """Reduce a metric to what can be compared: its words, sorted, without case and plural."""
    return " ".join(sorted({word.lower().rstrip("s") for word in re.findall(r"[\w-]+", metric)}))


def _compared(one: _Peer, other: _Peer) -> Conflict | None:
    if one.told.brief == other.told.brief or one.figure.period != other.figure.period:
        return None
    if not _apart(one, other) or not _same_thing(one, other):
        return None
    older, newer = (one, other) if one.order <= other.order else (other, one)
    left, right = older.figure, newer.figure
    relation = _relate(older.told.date, newer.told.date)
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


def _apart(one: _Peer, other: _Peer) -> bool:
    """Tell whether no one value could be both."""
    return one.high < other.low or other.high < one.low


def _interval(figure: Figure) -> tuple[Decimal, Decimal]:
    low, high = figure.low or figure.value, figure.high or figure.value
    slack = abs(figure.value) / (10 if figure.bound is Bound.ABOUT else 100)
    if figure.bound in (Bound.OVER, Bound.AT_LEAST):
        return low - slack, Decimal("Infinity")
    if figure.bound in (Bound.UNDER, Bound.UP_TO):
        return Decimal("-Infinity"), high + slack
    return low - slack, high + slack


def _same_thing(one: _Peer, other: _Peer) -> bool:
    """Tell whether the names near the numbers agree: Behemoth's parameters are not Maverick's."""
    return one.names <= other.names or other.names <= one.names


def _words_before(figure: Figure) -> str:
    at = figure.number_start - figure.start
    return figure.quote[max(0, at - 60) : at]


# ------------------------------------------------------------------------------------------ states


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
    by_family: dict[str, list[_Placed]] = defaultdict(list)
    for told in stories:
        for stated in told.claims.states:
            by_family[_family(stated.mention)].append((told, stated))
    for _, group in sorted(by_family.items()):
        seen = set()
        for used in (placed for placed in group if placed[1].state is _State.USED):
            for coming in (placed for placed in group if placed[1].state is _State.COMING):
                one, other = used[0], coming[0]
                pair = (one.brief, one.story, other.brief, other.story)
                if one.brief != other.brief and pair not in seen and _excludes(used[1], coming[1]):
                    seen.add(pair)
                    yield _state_conflict(used, coming)


def _states(text: str, mentions: Iterable[Mention]) -> Iterator[Stated]:
    products = [m for m in mentions if m.kind is Kind.PRODUCTS and _version(m) is not None]
    plain = tidy(text) if products else ""
    for start, end in sentences(text) if products else ():
        for mention in products:
            if start <= mention.start < end and (state := _state(plain, mention, start, end)):
                yield Stated(mention, state, start, text[start:end])


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


def _excludes(used: Stated, coming: Stated) -> bool:
    newer, older = _version(used.mention), _version(coming.mention)
    return newer is not None and older is not None and newer >= older


def _state_conflict(used: _Placed, coming: _Placed) -> Conflict:
    one, other = sorted(
        (used, coming), key=lambda placed: (placed[0].date or dt.date.min, placed[0].brief, placed[1].start)
    )
    relation = _relate(used[0].date, coming[0].date)
    if relation is Relation.DEVELOPMENT and one is used:
        relation = Relation.CONFLICT  # in use first, and expected later
    return Conflict(
        relation=relation,
        entity=f"products/{coming[1].mention.id}",
        first=_stated_side(*one),
        second=_stated_side(*other),
        working=", ".join(f"{stated.mention.surface} is {stated.state.value}" for _, stated in (used, coming)),
    )


def _stated_side(told: Told, stated: Stated) -> Side:
    return Side(brief=told.brief, story=told.story, quote=stated.quote, start=stated.start, end=stated.end)
