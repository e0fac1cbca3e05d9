"""Whether the numbers of a story add up: sums, changes, equal lengths of time, and what a change implies.

A check shows its working. A fault is claimed only where the text itself says how the numbers belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final

from briefing.figures.amounts import amount, number, rounded
from briefing.figures.units import DURATIONS, MEASURES, PERCENT, POINTS, TIMES
from briefing.model import Bound, Change, Figure


class Verdict(StrEnum):
    """What a check found. IMPLIED is a number that the text does not state but that follows from it."""

    VERIFIED = "verified"
    FAULTY = "faulty"
    IMPLIED = "implied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One calculation over the figures of a story: their ids, and the working as a sentence."""

    verdict: Verdict
    brief: str
    story: str
    figures: tuple[str, ...]
    working: str


def checks_of(figures: Sequence[Figure]) -> tuple[Check, ...]:
    """Check the figures of one story, given in the order of its text."""
    checks: list[Check] = []
    for _, group in groupby(figures, key=lambda figure: figure.start):
        sentence = tuple(group)
        checks += _shares(sentence)
        checks += _totals(sentence, figures)
        for left, right in pairwise(sentence):
            checks += _pair(left, right)
    return tuple(checks)


def _check(verdict: Verdict, figures: Sequence[Figure], working: str) -> Check:
    return Check(
        verdict=verdict,
        brief=figures[0].brief,
        story=figures[0].story,
        figures=tuple(figure.id for figure in figures),
        working=working,
    )


# -------------------------------------------------------------------------------------------- sums

_MIN_PARTS: Final = 3
_REST: Final = re.compile(r"\b(?:others?|rest|remaining|remainder)\b|其他|其余", re.IGNORECASE)


def _levels(sentence: Sequence[Figure]) -> list[Figure]:
    return [f for f in sentence if f.change in (Change.LEVEL, Change.FROM_TO) and not f.baseline and f.low is None]


def _shares(sentence: Sequence[Figure]) -> Iterator[Check]:
    """Shares of one whole make 100%, now and, where the text says what they were, before."""
    parts = [figure for figure in _levels(sentence) if figure.unit == PERCENT]
    if len(parts) < _MIN_PARTS:
        return
    total = sum((part.value for part in parts), Decimal(0))
    working = f"{_plus(part.value for part in parts)} = {amount(total, PERCENT)}"
    if total == 100:
        yield _check(Verdict.VERIFIED, parts, working)
    elif (
        abs(total - 100) > 1
        and _one_label(parts)
        and _REST.search(parts[-1].quote[parts[-1].number_end - parts[-1].start :])
    ):
        yield _check(Verdict.FAULTY, parts, f"{working}, not 100%")
    before = [part.value if part.compared_value is None else part.compared_value for part in parts]
    if before != [part.value for part in parts] and sum(before) == 100:
        yield _check(Verdict.VERIFIED, parts, f"{_plus(before)} = 100% before")


def _one_label(parts: Sequence[Figure]) -> bool:
    label = parts[0].metric.partition(",")[0]
    return bool(label) and all(part.metric.startswith(label) for part in parts)


def _totals(sentence: Sequence[Figure], story: Sequence[Figure]) -> Iterator[Check]:
    """Counts of one sentence make a total that the story names: 500 + 200 + 200 + 100 units, 1,000 robots."""
    counts = [figure for figure in _levels(sentence) if is_count(figure)]
    for _, group in groupby(counts, key=lambda figure: (figure.unit, figure.period)):
        parts = tuple(group)
        if len(parts) < _MIN_PARTS:
            continue
        whole = sum((part.value for part in parts), Decimal(0))
        named = next((f for f in story if f.value == whole and f not in parts and is_count(f) and not f.baseline), None)
        if named and abs(named.start - parts[0].start) <= _NEAR:
            working = f"{_plus(part.value for part in parts)} = {amount(whole, named.unit)}"
            yield _check(Verdict.VERIFIED, [*parts, named], working)
    yield from _brought_to(counts)


_NEAR: Final = 1500  # characters between the parts and their total
_TOTAL: Final = re.compile(r"\btotal\b|\baltogether\b|\bcombined\b|共计|总共|合计", re.IGNORECASE)


def _brought_to(counts: Sequence[Figure]) -> Iterator[Check]:
    """ "The five companies join nine others, bringing the total to 14": the parts make the total of their sentence."""
    if len(counts) < _MIN_PARTS or not _TOTAL.search(counts[0].quote):
        return
    *parts, whole = counts
    if sum(part.value for part in parts) == whole.value:
        yield _check(
            Verdict.VERIFIED, counts, f"{_plus(part.value for part in parts)} = {amount(whole.value, whole.unit)}"
        )


def is_count(figure: Figure) -> bool:
    """Tell whether a figure counts things: robots, users, 家."""
    unit = figure.unit.partition("/")[0]
    return (
        bool(unit)
        and not figure.currency
        and unit not in (PERCENT, POINTS, TIMES, "rank", "px")
        and unit not in _MEASURED
    )


_MEASURED: Final = frozenset({*DURATIONS.values(), *MEASURES.values()})


def _plus(values: Iterator[Decimal] | Sequence[Decimal]) -> str:
    return " + ".join(number(value) for value in values)


# ----------------------------------------------------------------------------------------- changes


def _pair(left: Figure, right: Figure) -> Iterator[Check]:
    """Check two numbers that stand side by side."""
    between = left.quote[left.number_end - left.start : right.number_start - left.start]
    bracketed = between.rstrip().endswith(("(", "（")) and len(between) <= 40
    if right.change is Change.DELTA and right.unit in (PERCENT, POINTS) and right.low is None:
        if left.change is Change.FROM_TO and (bracketed or _UP_OR_DOWN.search(between)):
            yield from _moved(left, right)
        elif left.change is Change.LEVEL and not left.baseline and left.metric == right.metric and left.unit != PERCENT:
            yield from _implied(left, right)
    elif bracketed and left.unit in _DAYS and right.unit in _DAYS:
        yield from _lasting(left, right)


_UP_OR_DOWN: Final = re.compile(r"^,? (?:up|down)(?: by)? $")


def _moved(level: Figure, delta: Figure) -> Iterator[Check]:
    """From A to B is a change of (B - A) / A; between percentages the difference is in points."""
    before = level.compared_value
    if not before or level.bound is not Bound.NONE or delta.bound is not Bound.NONE:
        return
    points, change = level.value - before, (level.value - before) / before * 100
    moved = f"{amount(before, level.unit)} to {amount(level.value, level.unit)}"
    if level.unit == PERCENT and delta.unit == POINTS:
        if points == delta.value:
            yield _check(Verdict.VERIFIED, (level, delta), f"{moved} is {_signed(points, '')} points")
    elif level.unit == PERCENT and points == delta.value:
        working = f"{moved} is {_signed(points, '')} points, a change of {_signed(change)}, not {_signed(delta.value)}"
        yield _check(Verdict.FAULTY, (level, delta), working)
    elif abs(change - delta.value) <= _step(delta):
        yield _check(Verdict.VERIFIED, (level, delta), f"{moved} is {_signed(change)}")
    elif not _rounds_to(level, before, delta):
        yield _check(Verdict.FAULTY, (level, delta), f"{moved} is {_signed(change)}, not {_signed(delta.value)}")


def _rounds_to(level: Figure, before: Decimal, delta: Figure) -> bool:
    """Tell whether the change could come out as said, had the levels not been rounded: $2.3 billion to $3.4 billion."""
    half = _step(level) / 2
    lowest = ((level.value - half) / (before + half) - 1) * 100
    highest = ((level.value + half) / (before - half) - 1) * 100 if before > half else Decimal("Infinity")
    return lowest - _step(delta) <= delta.value <= highest + _step(delta)


def _step(figure: Figure) -> Decimal:
    """Give the value of the last digit that the text shows: 0.1 billion of "$2.3 billion"."""
    digits = _DIGITS.search(figure.number.replace(",", ""))
    if digits is None or not Decimal(digits[0]):
        return Decimal(1)
    unit = abs(figure.value) / Decimal(digits[0])
    return unit.scaleb(min(int(Decimal(digits[0]).as_tuple().exponent), 0))


_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")


def _signed(value: Decimal, unit: str = PERCENT) -> str:
    return f"{rounded(value, 1):+,f}{unit}"


def _implied(level: Figure, delta: Figure) -> Iterator[Check]:
    """A price after a change tells the price before it."""
    factor = 1 + delta.value / 100
    if factor <= 0 or level.low is not None or delta.unit != PERCENT:
        return
    before = level.value / factor
    digits = 2 if abs(before) < 1000 else -max(0, before.adjusted() - 2)
    now, then = amount(level.value, level.unit), amount(rounded(before, digits), level.unit)
    yield _check(Verdict.IMPLIED, (level, delta), f"{now} after {_signed(delta.value)} means {then} before")


_DAYS: Final = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}


def _lasting(left: Figure, right: Figure) -> Iterator[Check]:
    """A two-month supply lasts 56 to 62 days."""
    if left.unit == right.unit or left.low is not None or right.low is not None:
        return
    (shortest, longest), (low, high) = _DAYS[left.unit], _DAYS[right.unit]
    fits = left.value * shortest <= right.value * high and right.value * low <= left.value * longest
    sign = "is" if fits else "is not"
    working = f"{amount(left.value, left.unit)} {sign} {amount(right.value, right.unit)}"
    yield _check(Verdict.VERIFIED if fits else Verdict.FAULTY, (left, right), working)


def opposed(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pair each figure with the baseline of another thing that stands behind it."""
    for one, other in pairwise(figures):
        if (
            other.baseline
            and one.compared_value == other.value
            and one.entity
            and other.entity
            and one.entity[0] != other.entity[0]
        ):
            yield one, other
