"""The words of page furniture: a look at what a line holds spares it the patterns, and changes nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.seeds import wording
from briefing.seeds.wording import cues, fold, opening, whole_line

PATTERNS = [
    (rule, re.compile(pattern))
    for rule, block in wording._OPENING.items()
    for pattern in (wording._joined(block), *(late for name, _, late in wording._FURTHER if name == rule))
]
PARTS = """
    share loading... home > news › © 2026 acme, all rights reserved alle rechte vorbehalten may earn a commission
    click to buy we use cookies created with sketch is a reader-supported publication receives affiliate read more:
    please wait … an ordinary word, and another (12) 3k comments
    版权所有 京icp备1号 公网安备 本文 转载 未经 许可 使用 사진=AP 무단 전재 查看更多
""".split()
lines = st.lists(st.sampled_from(PARTS), max_size=12).map(lambda parts: fold(" ".join(parts)))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("© 2026 Acme. All rights reserved", "legal"),
        ("Acme 2026. All Rights Reserved.", "legal"),
        ("When you buy through our links, Acme may earn an affiliate commission.", "legal"),
        ("Home › News › Markets", "navigation"),
        ("This letter is a reader-supported publication. To support it, subscribe", "subscription"),
        ("Please wait…", "template"),
        ("Advertisement: all rights reserved", "legal"),
        ("The rights were reserved for all", ""),
    ],
)
def test_the_rule_by_which_a_line_is_furniture(line: str, rule: str) -> None:
    assert opening(fold(line)) == rule


@settings(deadline=None)
@given(lines)
def test_a_line_has_the_first_rule_of_which_a_pattern_matches(line: str) -> None:
    assert opening(line) == next((rule for rule, pattern in PATTERNS if pattern.match(line)), "")


@pytest.mark.parametrize(
    ("line", "rule"),
    [("Comments (12)", "comments"), ("1,204 views", "counters"), ("3k comments", "comments"), ("12", "")],
)
def test_figures_in_a_line_of_furniture_do_not_count(line: str, rule: str) -> None:
    assert whole_line(fold(line)) == rule


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Subscribe to our newsletter", 10),
        ("The signals of our_newsletter", 0),
        ("A subscriber. A subscriber again", 2),
        ("An ordinary sentence of a text", 0),
    ],
)
def test_the_weight_of_what_promotes(text: str, weight: int) -> None:
    assert cues(fold(text)) == weight
