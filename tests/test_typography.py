"""Typographic repair: each rule, and that doing it twice changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.seeds.inline import parse_inline
from briefing.seeds.traits import key
from briefing.seeds.typography import repair

CASES = [
    ("GPT\u20114o", "GPT-4o", "hyphen"),
    ("(\u201175 % YoY)", "(-75% YoY)", "hyphen"),
    ("down \u22127.5 points", "down -7.5 points", "hyphen"),
    ("Llama\u202f4", "Llama 4", "space"),
    ("a\u00a0\u2009b", "a b", "space"),
    ("1 000 robots", "1,000 robots", "thousands"),
    ("$20 000 .", "$20,000.", "space before mark"),
    ("12 345 678 lines", "12,345,678 lines", "thousands"),
    ("30 % faster", "30% faster", "percent"),
    ("500 k downloads", "500k downloads", "thousand-k"),
    ("downloads , double", "downloads, double", "space before mark"),
    ("soft\u00adware\u200b", "software", "invisible"),
    ("\u202eevil\u202c", "evil", "invisible"),
    ("e\ufb00orts", "efforts", "ligature"),
]


@pytest.mark.parametrize(("text", "expected", "rule"), CASES)
def test_a_rule_repairs_and_is_named(text: str, expected: str, rule: str) -> None:
    repaired, rules = repair(text)
    assert repaired == expected
    assert rule in rules


@pytest.mark.parametrize(
    "text",
    [
        "Llama 3 405B",
        "in Q2 500 units",
        "on 24 March 2026 100 people",
        "3.5 000",
        "wait ... for .NET",
        "8 km/h",
        "👩\u200d💻",
        "می\u200cخواهم",
        "10 M users",
        "a - b",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert repair(text) == (text, ())


@pytest.mark.parametrize("source", ["`30 %`", "<https://a.example/x\u2011y>", "`1 000`"])
def test_code_and_addresses_stay(source: str) -> None:
    assert parse_inline(source).markdown == source


FRAGMENTS = st.lists(
    st.sampled_from(
        [*"1230 ., ;:%kMaÄ字-()", "\u2011", "\u2212", "\u202f", "\u00a0", "\u200b", "\u200d", "\ufb01", "\u3000", "\n"]
    )
).map("".join)


@given(st.text() | FRAGMENTS)
def test_repairing_twice_is_repairing_once(text: str) -> None:
    once, _ = repair(text)
    assert repair(once) == (once, ())


@given(st.text() | FRAGMENTS)
def test_no_letter_is_lost(text: str) -> None:
    assert key(repair(text)[0]) == key(text)
