"""A pattern that is tried only where it can begin finds what it finds alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.figures import cues, multiples, numerals, wording
from briefing.figures.opened import Opened
from briefing.figures.quantities import find_quantities
from briefing.tagging.spelling import tidy

OPENED = {
    "numeral": (numerals._NUMERAL, numerals._NUMERAL_PATTERN),
    "rank": (multiples._RANK, multiples._RANK_PATTERN),
    "factor": (multiples._FACTOR, multiples._FACTOR_PATTERN),
    "period": (wording._PERIOD, wording._PERIOD_PATTERN),
    "bound": (cues._BOUND_BEFORE, cues._BOUND_PATTERN),
    "moved": (cues._MOVED_BEFORE, cues._MOVED_PATTERN),
    "reporting": (wording._REPORTING, wording._REPORTING_PATTERN),
    **{hedge.value: (opened, re.compile(wording._WORDS_OF[hedge], re.IGNORECASE)) for hedge, opened in wording._HEDGES},
}
GLUE = st.sampled_from(["", " ", ". ", "\n", "x", "5", "-", "half a ", "，", "in the last ", "Q", "ſ"])


@pytest.mark.parametrize("name", OPENED)
@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_it_finds_what_the_pattern_alone_would_find(name: str, data: st.DataObject) -> None:
    opened, pattern = OPENED[name]
    parts = data.draw(st.lists(st.tuples(GLUE, st.from_regex(pattern)), min_size=1, max_size=4))
    text = tidy("".join(glue + part for glue, part in parts))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for stretch in ((), (start,), (start, end)):
        assert spans(opened, text, stretch) == spans(pattern, text, stretch)


def spans(pattern: Opened | re.Pattern[str], text: str, stretch: tuple[int, ...]) -> list[tuple[tuple[int, int], ...]]:
    return [match.regs for match in pattern.finditer(text, *stretch)]


@pytest.mark.parametrize(
    "text", ["fıve cars", "twenty-ſix robots", "5 mıllion cars", "the fırst largest", "two-thırds of"]
)
def test_a_letter_that_is_taken_for_another_breaks_nothing(text: str) -> None:
    """A pattern that ignores case reads ı as i and ſ as s; a table of words does not."""
    read = find_quantities(text.replace("ı", "i").replace("ſ", "s"))
    assert read
    assert [quantity.value for quantity in find_quantities(text)] == [quantity.value for quantity in read]
