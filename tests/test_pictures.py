"""Pictures: where marks stand, and that their data can be read without seeing them."""

from __future__ import annotations

import datetime as dt

from briefing.site.pictures import arcs, columns, months_of, over_time, share
from briefing.site.views import Link


def test_months_run_without_a_gap_and_sixty_at_most() -> None:
    assert months_of([]) == ()
    assert months_of([dt.date(2026, 2, 3), dt.date(2025, 11, 30)]) == ((2025, 11), (2025, 12), (2026, 1), (2026, 2))
    assert len(months_of([dt.date(2000, 1, 1), dt.date(2026, 1, 1)])) == 60
    assert months_of([dt.date(2000, 1, 1), dt.date(2026, 1, 1)])[-1] == (2026, 1)


def test_columns_are_as_high_as_their_counts_and_a_small_one_is_seen() -> None:
    dates = [dt.date(2026, 1, 5)] * 100 + [dt.date(2026, 3, 5)]
    picture = columns(dates, months_of(dates))
    assert [bar.told for bar in picture.columns] == [100, 0, 1]
    assert [bar.height for bar in picture.columns] == [60, 0, 2]
    assert picture.path == "M0 60V0H8V60ZM20 60V58H28V60Z"
    assert picture.description == "101 stories from January 2026 to March 2026"


def test_a_single_month_makes_no_picture() -> None:
    assert over_time([dt.date(2026, 1, 5), dt.date(2026, 1, 9)]) is None
    assert over_time([]) is None
    picture = over_time([dt.date(2026, 1, 5), dt.date(2026, 3, 5)])
    assert picture is not None
    assert [bar.told for bar in picture.columns] == [1, 0, 1]


def test_a_picture_of_nothing_is_empty() -> None:
    assert columns([], ()).path == ""


def test_a_bar_is_never_longer_than_the_longest_nor_invisible() -> None:
    assert [share(7, 7), share(1, 1000), share(3, 6)] == [100, 1, 50]


def names(*idents: str) -> dict[str, Link]:
    return {ident: Link(name=ident.upper()) for ident in idents}


def test_arcs_put_those_who_appear_together_side_by_side() -> None:
    picture = arcs(names("a", "b", "c", "d"), {("a", "d"): 5, ("b", "c"): 4})
    order = [link.name for link in picture.names]
    assert abs(order.index("A") - order.index("D")) == 1
    assert abs(order.index("B") - order.index("C")) == 1
    assert picture.description == "A and D (5), B and C (4)"


def test_arcs_grow_with_their_count_and_the_order_of_the_data_does_not_matter() -> None:
    pairs = {("a", "b"): 1, ("a", "c"): 9, ("b", "c"): 5}
    picture = arcs(names("a", "b", "c"), pairs)
    assert [arc.weight for arc in picture.arcs] == [1, 2, 4]
    assert picture == arcs(names("c", "b", "a"), dict(reversed(pairs.items())))
