"""Dates, languages, headers and slugs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from captures import seed_of
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Basis, Facts, Sidecar
from briefing.seeds.dates import find_dates, parse_date
from briefing.seeds.headers import parse_header
from briefing.seeds.language import detect_language
from briefing.seeds.normalize import normalize
from briefing.slugs import slugify, unique_slugs

DATES = [
    ("19.11.2019, 08:57", dt.date(2019, 11, 19)),
    ("0339 GMT (1139 HKT) November 28, 2017", dt.date(2017, 11, 28)),
    ("2026年2月18日", dt.date(2026, 2, 18)),
    ("2026년 2월 18일", dt.date(2026, 2, 18)),
    ("2026-08-26T23:45:58.000Z", dt.date(2026, 8, 26)),
    ("Feb. 17, 2026", dt.date(2026, 2, 17)),
    ("17th of February 2026", dt.date(2026, 2, 17)),
    ("18. Februar 2026", dt.date(2026, 2, 18)),
    ("1er mars 2026", dt.date(2026, 3, 1)),
    ("2 de marzo de 2026", dt.date(2026, 3, 2)),
    ("01.21.2020 07:00 AM", dt.date(2020, 1, 21)),
    ("20260531", dt.date(2026, 5, 31)),
    ("03/04/2020", None),
    ("31.02.2020", None),
    ("version v2026.5.28", None),
    ("March 2026", None),
    ("12345-10-10", None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_a_date_is_read_or_none_is(text: str, expected: dt.date | None) -> None:
    assert parse_date(text) == expected


@given(st.text())
def test_dates_are_where_they_say(text: str) -> None:
    assert all(0 <= found.start < found.end <= len(text) for found in find_dates(text))


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("The company said on Monday that it would buy the rest of the shares.", "", "en"),
        ("Das Unternehmen teilte am Montag mit, dass es die übrigen Anteile kauft.", "", "de"),
        ("Le groupe a annoncé lundi qu’il allait racheter le reste des actions.", "", "fr"),
        ("OpenAI 今日发布 GPT-5，性能大幅提升，API 价格下调。", "", "zh"),
        ("東北大学などの研究チームは量子センサーを開発した。", "", "ja"),
        ("국내 연구진이 반도체 패키지를 개발했다.", "", "ko"),
        ("A bridge opened on Monday in the city. 一座桥今日通车。", "en-US", "en"),
        ("2026", "de", "de"),
        ("2026", "", "en"),
    ],
)
def test_language(text: str, declared: str, expected: str) -> None:
    assert detect_language(text, declared=declared) == expected


FRONT_MATTER = """---
title: "A: b"
date: 2026-01-02
url: https://a.example/x
tags: ["x", y]
---
Text"""


def test_front_matter_gives_facts() -> None:
    header = parse_header(seed_of(FRONT_MATTER).lines)
    assert header.facts == Facts(title="A: b", date=dt.date(2026, 1, 2), url="https://a.example/x")
    assert header.hints == ("x", "y")
    assert header.numbers == frozenset(range(1, 7))


def test_a_text_that_begins_with_a_label_has_no_header() -> None:
    assert not parse_header(seed_of("Title: the word that stands first\n\nAnd then a text.").lines).numbers


def test_the_sidecar_wins() -> None:
    seed = seed_of(
        "A headline of some words\n\nApril 1, 2020\n\n"
        "The text of it says quite a lot about a lot of things here.\n\nStays."
    )
    facts = Facts(title="Hers", date=dt.date(2026, 5, 1), source="Ostwick Post", lang="de")
    document = normalize(replace(seed, sidecar=Sidecar(facts=facts, keep=("April",), drop=("Stays",))))
    assert (document.title, document.date, document.date_basis) == ("Hers", dt.date(2026, 5, 1), Basis.METADATA)
    assert (document.source.name, document.lang) == ("Ostwick Post", "de")
    assert "April 1, 2020" in document.passages[0].markdown
    assert document.lines[-1].rules == ("editor",)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("What’s Driving the AI Race?", "whats-driving-the-ai-race"),
        ("GPT‑4o goes live", "gpt-4o-goes-live"),
        ("Crème brûlée & co.", "creme-brulee-co"),
        ("阶跃星辰发布 Step 3.7", "阶跃星辰发布-step-3-7"),
        ("国内 연구진", "国内-연구진"),
        ("!!!", "untitled"),
        ("CON", "con-1"),
        ("../../etc/passwd", "etc-passwd"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 80, "x" * 60),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text(), st.integers(8, 80))
def test_a_slug_is_safe_and_stable(text: str, max_chars: int) -> None:
    slug = slugify(text, max_chars)
    assert 0 < len(slug) <= max(max_chars, 10)
    assert not set(slug) & set("/\\. ?#%&<>\"'\0")
    assert slugify(slug, max_chars) == slug


def test_equal_slugs_are_told_apart() -> None:
    assert unique_slugs(["a", "a", "a-2", "a"]) == ("a", "a-3", "a-2", "a-4")
