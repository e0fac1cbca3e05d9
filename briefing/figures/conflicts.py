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
from heapq import nsmallest
from itertools import chain, combinations
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


class Value(NamedTuple):
    """A level of something known that a story gives: with the figure's id, and its quote.

    `words` reduce the metric to what can be compared. As far as it is exact, the value is from `low` to `high`;
    `written` is for readers. `names`, sorted, stand near the number. `rank` orders what a story claims.
    """

    figure: str
    quote: str
    rank: int
    entity: str
    metric: str
    words: str
    unit: str
    period: str
    low: Decimal
    high: Decimal
    written: str
    names: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """Only values that share it can be compared."""
        return self.entity, self.words, self.unit


class Stated(NamedTuple):
    """What a sentence of a story says of a version of a product. `surface` is how the story calls it."""

    quote: str
    rank: int
    product: str
    surface: str
    family: str
    version: Decimal
    state: _State


class Claims(NamedTuple):
    """What a text says that another could contradict. Where in the text it does is left out: that moves with edits."""

    values: tuple[Value, ...] = ()
    states: tuple[Stated, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Name what they are about: only claims that share one of these can contradict each other."""
        return frozenset((*("\n".join(value.key) for value in self.values), *(stated.family for stated in self.states)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The claims of a story. `date` is its brief's."""

    brief: str
    story: str
    date: dt.date | None
    claims: Claims


class Side(NamedTuple):
    """One of two statements: the `quote` of a story. `figure` is an id, "" for a state."""

    brief: str
    story: str
    quote: str
    rank: int
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
    levels = [figure for figure in figures if _is_level(figure)]
    states = list(_states(text, mentions))
    starts = sorted({*(figure.start for figure in levels), *(start for start, *_ in states)})
    ranks = {start: rank for rank, start in enumerate(starts)}
    return Claims(
        values=tuple(_value(figure, ranks[figure.start]) for figure in levels),
        states=tuple(
            Stated(text[start:end], ranks[start], mention.id, mention.surface, _family(mention), version, state)
            for start, end, mention, version, state in states
        ),
    )


def conflicts(stories: Sequence[Told], developments: int | None = None) -> tuple[Conflict, ...]:
    """Compare every story with every other of another brief, in a total order.

    Of mere developments the first so many are given, or all.
    """
    kinds: dict[Relation, list[Conflict]] = {relation: [] for relation in Relation}
    for conflict in chain(_value_conflicts(stories), _state_conflicts(stories)):
        kinds[conflict.relation].append(conflict)
    newer = kinds[Relation.DEVELOPMENT]
    first = nsmallest(len(newer) if developments is None else developments, newer, _place)
    return tuple(sorted([*kinds[Relation.CONFLICT], *first], key=_place))


def _place(conflict: Conflict) -> tuple[object, ...]:
    first, second = conflict.first, conflict.second
    return conflict.entity, first.brief, first.story, first.rank, second.brief, second.story, second.rank


def _relate(one: dt.date | None, other: dt.date | None) -> Relation:
    return Relation.DEVELOPMENT if one and other and one != other else Relation.CONFLICT


def _order(told: Told) -> tuple[dt.date, str]:
    """Order briefs from the oldest, where dates are known."""
    return told.date or dt.date.min, told.brief


# ------------------------------------------------------------------------------------------ values

_LASTING: Final = frozenset({*MEASURES.values(), "parameters", "参数"})  # what a thing is, not how it is doing
_MAX_PEERS: Final = 60  # figures compared under one key: a bound on time, never met by real briefs
_PROPER: Final = re.compile(r"\b[A-Z][\w.-]+")

_Valued = tuple[Told, Value]


def _value_conflicts(stories: Sequence[Told]) -> Iterator[Conflict]:
    peers: dict[tuple[str, ...], list[_Valued]] = defaultdict(list)
    for told in stories:
        for value in told.claims.values:
            peers[value.key].append((told, value))
    for group in peers.values():
        for one, other in combinations(group[:_MAX_PEERS], 2):
            if conflict := _compared(one, other):
                yield conflict


def _is_level(figure: Figure) -> bool:
    return bool(figure.entity and figure.metric and figure.change is Change.LEVEL and not figure.baseline)


def _value(figure: Figure, rank: int) -> Value:
    low, high = _interval(figure)
    return Value(
        figure=figure.id,
        quote=figure.quote,
        rank=rank,
        entity=figure.entity[0],
        metric=figure.metric,
        words=_words(figure.metric),
        unit=figure.unit,
        period=figure.period,
        low=low,
        high=high,
        written=f"{figure.bound.value}{amount(figure.value, figure.unit)}",
        names=tuple(sorted({*_PROPER.findall(_words_before(figure))})),
    )


def _words(metric: str) -> str:
    """Reduce a metric to what can be compared: its words, sorted, without case and plural."""
    return " ".join(sorted({word.lower().rstrip("s") for word in re.findall(r"[\w-]+", metric)}))


def _words_before(figure: Figure) -> str:
    at = figure.number_start - figure.start
    return figure.quote[max(0, at - 60) : at]


def _interval(figure: Figure) -> tuple[Decimal, Decimal]:
    low, high = figure.low or figure.value, figure.high or figure.value
    slack = abs(figure.value) / (10 if figure.bound is Bound.ABOUT else 100)
    if figure.bound in (Bound.OVER, Bound.AT_LEAST):
        return low - slack, Decimal("Infinity")
    if figure.bound in (Bound.UNDER, Bound.UP_TO):
        return Decimal("-Infinity"), high + slack
    return low - slack, high + slack


def _compared(one: _Valued, other: _Valued) -> Conflict | None:
    if one[0].brief == other[0].brief or not _exclude(one[1], other[1]):
        return None
    (older, left), (newer, right) = (one, other) if _order(one[0]) <= _order(other[0]) else (other, one)
    relation = _relate(older.date, newer.date)
    if relation is Relation.CONFLICT and not left.period and left.unit.partition("/")[0] not in _LASTING:
        return None  # users and prices change from day to day: two undated numbers prove nothing
    when = f" in {left.period}" if left.period else ""
    return Conflict(
        relation=relation,
        entity=left.entity,
        first=Side(older.brief, older.story, left.quote, left.rank, left.figure),
        second=Side(newer.brief, newer.story, right.quote, right.rank, right.figure),
        working=f"{left.metric}{when}: {left.written} and {right.written}",
    )


def _exclude(one: Value, other: Value) -> bool:
    """Tell whether no one value of one time could be both."""
    apart = one.high < other.low or other.high < one.low
    return apart and one.period == other.period and _same_thing({*one.names}, {*other.names})


def _same_thing(one: set[str], other: set[str]) -> bool:
    """Tell whether the names near the numbers agree: Behemoth's parameters are not Maverick's."""
    return one <= other or other <= one


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


_Placed = tuple[Told, Stated]


def _state_conflicts(stories: Sequence[Told]) -> Iterator[Conflict]:
    """One story uses a version that another expects, or uses a later one of the same family."""
    by_family: dict[str, list[_Placed]] = defaultdict(list)
    for told in stories:
        for stated in told.claims.states:
            by_family[stated.family].append((told, stated))
    for _, group in sorted(by_family.items()):
        seen = set()
        for used in (placed for placed in group if placed[1].state is _State.USED):
            for coming in (placed for placed in group if placed[1].state is _State.COMING):
                one, other = used[0], coming[0]
                pair = (one.brief, one.story, other.brief, other.story)
                if one.brief != other.brief and pair not in seen and used[1].version >= coming[1].version:
                    seen.add(pair)
                    yield _state_conflict(used, coming)


def _states(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[int, int, Mention, Decimal, _State]]:
    """Find the sentences, by where they are, that tell what became of a version."""
    products = [(m, version) for m in mentions if m.kind is Kind.PRODUCTS and (version := _version(m)) is not None]
    plain = tidy(text) if products else ""
    for start, end in sentences(text) if products else ():
        for mention, version in products:
            if start <= mention.start < end and (state := _state(plain, mention, start, end)):
                yield start, end, mention, version, state


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


def _state_conflict(used: _Placed, coming: _Placed) -> Conflict:
    (older, one), (newer, other) = sorted((used, coming), key=lambda placed: _order(placed[0]))
    relation = _relate(older.date, newer.date)
    if relation is Relation.DEVELOPMENT and one is used[1]:
        relation = Relation.CONFLICT  # in use first, and expected later
    return Conflict(
        relation=relation,
        entity=f"products/{coming[1].product}",
        first=Side(older.brief, older.story, one.quote, one.rank),
        second=Side(newer.brief, newer.story, other.quote, other.rank),
        working=", ".join(f"{stated.surface} is {stated.state.value}" for _, stated in (used, coming)),
    )
