"""The order of names in a line: short arcs, whatever the order of the data."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from briefing.site.arrangement import in_line

Pairs = dict[tuple[str, str], int]

PAIRS = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] < pair[1]),
    st.integers(min_value=1, max_value=9),
)


def length(order: tuple[str, ...], pairs: Pairs) -> int:
    return sum(count * abs(order.index(one) - order.index(other)) for (one, other), count in pairs.items())


def test_nobody_stands_in_no_line() -> None:
    assert in_line({}) == ()


def test_two_circles_stand_apart_and_their_go_between_in_the_middle() -> None:
    circles = {("a", "b"): 4, ("b", "c"): 4, ("a", "c"): 4, ("x", "y"): 2, ("y", "z"): 2, ("x", "z"): 2}
    order = in_line({**circles, ("c", "m"): 1, ("m", "x"): 1})
    assert (set(order[:3]), order[3], set(order[4:])) == ({"a", "b", "c"}, "m", {"x", "y", "z"})


def test_whom_one_meets_most_stands_at_the_top() -> None:
    assert in_line({("a", "b"): 1, ("b", "c"): 1, ("c", "d"): 9})[0] == "d"


@given(PAIRS)
def test_each_name_stands_once_and_the_order_of_the_data_does_not_matter(pairs: Pairs) -> None:
    order = in_line(pairs)
    assert sorted(order) == sorted({name for pair in pairs for name in pair})
    assert order == in_line(dict(reversed(pairs.items())))


@given(PAIRS)
def test_no_name_would_stand_better_elsewhere(pairs: Pairs) -> None:
    order = in_line(pairs)
    for name in order:
        others = tuple(other for other in order if other != name)
        for place in range(len(order)):
            assert length((*others[:place], name, *others[place:]), pairs) >= length(order, pairs)


@given(PAIRS)
def test_the_arcs_are_hardly_longer_than_they_must_be(pairs: Pairs) -> None:
    order = in_line(pairs)
    best = min((length(other, pairs) for other in permutations(order)), default=0)
    assert length(order, pairs) <= best * 5 // 4 + 2
