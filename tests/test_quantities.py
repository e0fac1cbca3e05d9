"""Quantities: a table of small cases (tests/data/quantities.md), and laws that hold for any text."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.figures.quantities import Quantity, find_quantities
from briefing.model import Change
from briefing.tagging.spelling import tidy

_DATA = Path(__file__).parent / "data" / "quantities.md"


def _cases() -> list[tuple[str, list[str]]]:
    """Read the table: a line is a text, the indented lines below it are its quantities."""
    cases: list[tuple[str, list[str]]] = []
    body = _DATA.read_text("utf-8").split("\n## ", 1)[1]
    for line in body.splitlines()[1:]:
        if line.startswith("    "):
            cases[-1][1].append(line.strip())
        elif line and not line.startswith("## "):
            cases.append((line, []))
    return cases


def _written(quantity: Quantity) -> str:
    value = f"{quantity.low}..{quantity.high}" if quantity.low is not None else f"{quantity.value}"
    notes = [
        "" if quantity.change is Change.LEVEL else quantity.change.value,
        quantity.bound.value,
        "" if quantity.compared_to is None else f"vs {quantity.compared_to}",
        "base" if quantity.baseline else "",
    ]
    cells = [tidy(quantity.text), value, quantity.unit or "-", " ".join(filter(None, notes))]
    return " | ".join(cells).removesuffix(" | ")


@pytest.mark.parametrize(("text", "expected"), _cases(), ids=lambda case: str(case)[:40])
def test_finds_what_the_table_says(text: str, expected: list[str]) -> None:
    assert [_written(quantity) for quantity in find_quantities(text)] == expected


_PIECES = st.sampled_from(
    """1 2.5 1,000 15-20 % $ ¥ € k M billion million tokens months from to vs. ( ) + - up by about over a two ten half
    dozen thousand GPT-4.5 H100 Q2 2026 percent per hour 万 亿 美元 超 三 家 倍 增长 ， 。 . , : / × x
    units users""".split()
)
_LISTS = st.lists(_PIECES, max_size=40)
_TEXTS = st.one_of(st.text(max_size=200), _LISTS.map(" ".join), _LISTS.map("".join), _LISTS.map("\n".join))


@given(_TEXTS)
def test_quantities_are_exact_ordered_and_apart(text: str) -> None:
    found = find_quantities(text)
    for quantity in found:
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end]
        assert quantity.value.is_finite()
        assert quantity.low is None or quantity.low < (quantity.high or 0)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(_TEXTS)
def test_the_kind_of_space_and_hyphen_changes_nothing(text: str) -> None:
    plain = find_quantities(tidy(text))
    assert [(q.start, q.end, q.value, q.unit) for q in find_quantities(text)] == [
        (q.start, q.end, q.value, q.unit) for q in plain
    ]


def test_arithmetic_is_exact() -> None:
    (quantity,) = find_quantities("It raised $1.725 billion.")
    assert quantity.value == Decimal(1_725_000_000)
    assert str(quantity.value) == "1725000000"


@pytest.mark.parametrize(
    "bait",
    [
        "1,",
        "1 ",
        "1-",
        "one ",
        "百万",
        "12 (vs. 3 ",
        "from 1 to ",
        "a@",
        "up aa by ",
        "5 % ",
        "A ",
        "x1",
        "five-",
        "1.1",
        "and ",
    ],
)
def test_work_grows_with_the_text_and_no_faster(bait: str) -> None:
    """Count the calls made, which no clock can blur: twice the text takes at most a little over twice the calls."""
    once, twice = (_calls(bait * count) for count in (400, 800))
    assert twice <= 2.2 * once + 200


def _calls(text: str) -> int:
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        find_quantities(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "bait", ["a" * 200_000, "aaaa@" * 40_000, "1." * 50_000, "$" * 100_000, "(" * 100_000, "a.b-" * 50_000]
)
def test_long_runs_hold_no_quantity_and_no_trap(bait: str) -> None:
    assert find_quantities(bait) == ()


def test_no_pattern_of_the_table_is_a_comment() -> None:
    assert all(not re.match(r"\s*#", text) for text, _ in _cases())
