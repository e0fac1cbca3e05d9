"""Checks and conflicts: what adds up, what does not, what two stories say differently."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.figures.amounts import amount
from briefing.figures.checks import Verdict, checks_of
from briefing.figures.conflicts import Conflict, Relation, Told, claims_of, conflicts
from briefing.figures.ledger import figures_of
from briefing.model import Kind, Mention

_SEEDS = Path(__file__).parent.parent / "seeds"


def _checks(text: str) -> list[tuple[str, str]]:
    checks = checks_of(figures_of(text, (), brief="b", story="s"))
    return [(check.verdict.value, check.working) for check in checks]


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("Revenue: 45 % from Pro, 35 % from API, 15 % from services, and 5 % other.", "45 + 35 + 15 + 5 = 100%"),
        ("The window grew from 2 M to 5 M tokens (+150 %).", "2 million tokens to 5 million tokens is +150%"),
        ("Scores rose from 100 to 128 (+28 %).", "100 to 128 is +28%"),
        ("The share rose from 30 % to 35 % (+5 percentage points).", "30% to 35% is +5 points"),
        ("It holds a two-month supply (60 days).", "2 months is 60 days"),
        ("Revenue was $3.5 billion, up 40% from $2.5 billion.", "$2.5 billion to $3.5 billion is +40%"),
        (
            "The first 1 000 robots left. Buyers are Acme (500 units), Globex (200 units), Duff (200 units), "
            "and others (100 units).",
            "500 + 200 + 200 + 100 = 1,000 robots",
        ),
        ("The five companies join nine others, bringing the total to 14 firms.", "5 + 9 = 14 firms"),
    ],
)
def test_what_adds_up_is_verified(text: str, working: str) -> None:
    assert _checks(text) == [("verified", working)]


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("Accuracy rose from 90.2 % to 93.8 % (+3.6 %).", "90.2% to 93.8% is +3.6 points, a change of +4%, not +3.6%"),
        ("Users grew from 100 k to 150 k (+80 %).", "100,000 users to 150,000 users is +50%, not +80%"),
        ("Sales split: 40 % from Pro, 30 % from API, and 10 % other.", "40 + 30 + 10 = 80%, not 100%"),
        ("It holds a two-month supply (90 days).", "2 months is not 90 days"),
    ],
)
def test_what_does_not_add_up_is_said_with_its_working(text: str, working: str) -> None:
    if "Users" in text:
        text = text.replace("150 k", "150 k users")
    assert _checks(text) == [("faulty", working)]


@pytest.mark.parametrize(
    ("text", "working"),
    [
        ("Instances fell to ¥2.5 / hour (-75 % YoY).", "¥2.5/hour after -75% means ¥10/hour before"),
        (
            "The ministry reported a market size of ¥12 billion, a 250 % YoY increase.",
            "¥12 billion after +250% means ¥3.43 billion before",
        ),
    ],
)
def test_a_change_implies_what_was_before(text: str, working: str) -> None:
    assert _checks(text) == [("implied", working)]


@pytest.mark.parametrize(
    "text",
    [
        "It has 40 % of sales, 30 % of users and 20 % of staff.",
        "Engineers are 45 % Chinese, 30 % American.",
        "The price rose from $100 to about $128 (+30 %).",
        "It sold 5 k units in Q2, 20 k in Q3 and 25 k in Q4. It has 50 k users.",
        "Accuracy rose from 90 % to 95 %.",
        "Revenue was $3.4 billion, up 45% from $2.3 billion.",  # what rounding hides
    ],
)
def test_nothing_is_accused_without_need(text: str) -> None:
    assert not [verdict for verdict, _ in _checks(text) if verdict == Verdict.FAULTY.value]


def test_the_one_fault_of_the_seeds_is_found_and_no_other() -> None:
    found = []
    for path in sorted(_SEEDS.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            found += _checks(line)
    faults = [working for verdict, working in found if verdict == "faulty"]
    assert faults == ["90.2% to 93.8% is +3.6 points, a change of +4%, not +3.6%"]
    sums = [working for verdict, working in found if verdict == "verified" and "+ " in working]
    assert sums == [
        "500 + 200 + 200 + 100 = 1,000 robots",
        "45 + 35 + 15 + 5 = 100%",
        "40 + 35 + 20 + 5 = 100%",
        "45 + 30 + 20 + 5 = 100% before",
    ]


# --------------------------------------------------------------------------------------- conflicts


def _told(brief: str, text: str, *names: tuple[str, str], date: dt.date | None = None) -> Told:
    mentions = tuple(
        Mention(kind=Kind.PRODUCTS, id=ident, start=text.index(name), end=text.index(name) + len(name), surface=name)
        for name, ident in names
    )
    figures = figures_of(text, mentions, brief=brief, story="s")
    return Told(brief=brief, story="s", date=date, claims=claims_of(text, mentions, figures))


def _pair(one: Told, other: Told) -> list[tuple[Relation, str]]:
    return [(conflict.relation, conflict.working) for conflict in conflicts([one, other])]


_LLAMA = ("Llama 5", "llama-5")


def test_two_values_of_what_a_thing_is_may_conflict() -> None:
    one = _told("a", "Llama 5 has 32 trillion parameters.", _LLAMA)
    other = _told("b", "Llama 5 has 2 trillion parameters.", _LLAMA)
    assert _pair(one, other) == [(Relation.CONFLICT, "parameters: 32 trillion parameters and 2 trillion parameters")]


def test_a_newer_value_is_a_development() -> None:
    one = _told("a", "Llama 5 has 60 million daily active users.", _LLAMA, date=dt.date(2026, 5, 1))
    other = _told("b", "Llama 5 has 20 million daily active users.", _LLAMA, date=dt.date(2026, 3, 1))
    (found,) = conflicts([one, other])
    assert found.relation is Relation.DEVELOPMENT
    assert (found.first.brief, found.second.brief) == ("b", "a")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Llama 5 has more than 1 million parameters.", "Llama 5 has 5 million parameters."),  # both can be true
        ("Llama 5 has 32 trillion parameters.", "Llama 5 has 500 billion active parameters."),  # another metric
        ("Llama 5 has 600 W power.", "Llama 5 has 600 kg power."),  # another unit
        ("Llama 5 has 10 million users.", "Llama 5 has 20 million users."),  # undated, and users come and go
        ("The Behemoth of Llama 5 has 2 trillion parameters.", "The Scout of Llama 5 has 1 trillion parameters."),
    ],
)
def test_what_cannot_be_compared_is_left_alone(one: str, other: str) -> None:
    assert _pair(_told("a", one, _LLAMA), _told("b", other, _LLAMA)) == []


def _state(one: str, other: str, dates: tuple[dt.date | None, dt.date | None] = (None, None)) -> tuple[Conflict, ...]:
    return conflicts(
        [
            _told("a", one, ("Hunyuan-4.0-Lite", "hunyuan-4-0-lite"), date=dates[0]),
            _told("b", other, ("Hunyuan 3.0", "hunyuan-3-0"), date=dates[1]),
        ]
    )


def test_a_version_in_use_excludes_an_older_one_still_to_come() -> None:
    (found,) = _state("Top downloads: Hunyuan-4.0-Lite (200 k).", "Tencent plans to launch Hunyuan 3.0 in April.")
    assert found.relation is Relation.CONFLICT
    assert found.working == "Hunyuan-4.0-Lite is in use, Hunyuan 3.0 is still to come"
    assert {found.first.quote, found.second.quote} == {
        "Top downloads: Hunyuan-4.0-Lite (200 k).",
        "Tencent plans to launch Hunyuan 3.0 in April.",
    }


def test_a_version_planned_first_and_used_later_is_a_development() -> None:
    used, coming = "Top downloads: Hunyuan-4.0-Lite (200 k).", "Tencent plans to launch Hunyuan 3.0 in April."
    (found,) = _state(used, coming, (dt.date(2026, 5, 1), dt.date(2026, 3, 1)))
    assert found.relation is Relation.DEVELOPMENT
    (found,) = _state(used, coming, (dt.date(2026, 3, 1), dt.date(2026, 5, 1)))
    assert found.relation is Relation.CONFLICT


def test_a_newer_version_to_come_conflicts_with_nothing() -> None:
    one = _told("a", "Hunyuan-4.0-Lite was downloaded.", ("Hunyuan-4.0-Lite", "hunyuan-4-0-lite"))
    other = _told("b", "Tencent plans to launch Hunyuan 5.0.", ("Hunyuan 5.0", "hunyuan-5-0"))
    assert _pair(one, other) == []


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        ("80000000000", "USD", "$80 billion"),
        ("2.5", "CNY/hour", "¥2.5/hour"),
        ("1200", "lawsuits", "1,200 lawsuits"),
        ("1234567", "users", "1,234,567 users"),
        ("60", "%", "60%"),
        ("3.6", "pp", "3.6 points"),
        ("3", "x", "3×"),
        ("-5000000", "USD", "-$5 million"),
        ("1", "month", "1 month"),
        ("1.5", "month", "1.5 months"),
        ("4.8", "TB/s", "4.8 TB/s"),
        ("128", "", "128"),
    ],
)
def test_amounts_are_written_for_readers(value: str, unit: str, written: str) -> None:
    assert amount(Decimal(value), unit) == written
