"""How patterns begin, and many of them looked for at once."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.tagging.beginnings import PatternSet, heads, needs
from briefing.tagging.chinese import CHINESE_RULES
from briefing.tagging.evidence import RULES
from briefing.tagging.names import HUMAN, KNOWN, OTHER, PAIR


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"GPT[-\s]?\d", ("gpt",)),
        (r"(?:Claude[-\s])?Opus", ("claude opus", "opus")),
        (r"(?:Ascend|昇腾)[-\s]?910", ("ascend 910", "ascend910", "昇腾 910", "昇腾910")),
        (r"(?-i:H[12]00)s?", ("h100", "h200")),
        (r"(?<!X-)Ray-?[23]", ("ray 2", "ray 3", "ray2", "ray3")),
        (r"\b(?:Ray(?:\d[-\s])?)?Ban", ("ban", "ray")),
        (r"(?:a|b|c|d|e|f|g|h|i|j|k|l)(?:m|n|o|p|q|r|s|t|u|v|w)", tuple("abcdefghijkl")),
        (
            r"(?:ab?|c)(?=, (?:now )?owned|: )\W+",
            (
                "a, now owned",
                "a, owned",
                "a: ",
                "ab, now owned",
                "ab, owned",
                "ab: ",
                "c, now owned",
                "c, owned",
                "c: ",
            ),
        ),
        (r"(?=[A-Z])Ray(?=$|s)", ("ray",)),
    ],
)
def test_the_heads_of_a_pattern(pattern: str, expected: tuple[str, ...]) -> None:
    assert heads(pattern) == expected


@pytest.mark.parametrize("pattern", [r"\w+", ".*", "(?:a", "a)", "[^a]b", "", "a?"])
def test_a_pattern_that_is_open_at_its_beginning_has_no_heads(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"begin|bracket"):
        heads(pattern)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\d+ (?:raised?|raises) \w+", ("raise", "raised", "raises")),
        (r"\w+(?: had)? (?:Spin-?off|split)s? of", ("spin off", "spinoff", "split")),
        (r"\w+ (?:chief [a-z]+ officer|ceo)\b", ("ceo", "chief ")),
        (r"\w+ (?:raised|\d)", ()),
        (r"\w+(?: raised)*(?!shares)", ()),
        (r"\d+ raised|\w", ()),
    ],
)
def test_what_every_match_of_a_pattern_holds(pattern: str, expected: tuple[str, ...]) -> None:
    assert needs(pattern) == expected


PHRASES = {phrase: re.compile(phrase, re.IGNORECASE) for rule in (*RULES, *CHINESE_RULES) for phrase in rule.phrases}
AT_ONCE = PatternSet(tuple(PHRASES))
MARKS = [HUMAN, PAIR, OTHER, *KNOWN.values()]
WORDS = """
    said raised acquires company startup maker, (the a an its mr professor at of by led launched model
    模型 公司 收购 首席执行官     , . ' 's \\n and $5 million analyst which is based in
""".split()


@settings(deadline=None)
@given(st.lists(st.sampled_from([*MARKS * 4, *WORDS])), st.integers(0, 20))
def test_patterns_are_found_at_once_as_each_alone(parts: list[str], cut: int) -> None:
    text = " ".join(parts).replace("\\n", "\n").replace(" ,", ",").replace(" '", "'")
    spans = [(0, cut + 1), (cut, len(text))] if cut < len(text) and text[cut].isspace() else [(0, len(text))]
    alone = [
        (phrase, match.span())
        for phrase, pattern in PHRASES.items()
        for span in spans
        for match in pattern.finditer(text, *span)
    ]
    at_once = [(phrase, match.span()) for phrase, match in AT_ONCE.find(text, spans)]
    assert sorted(at_once) == sorted(alone)


def test_nothing_is_found_outside_the_spans() -> None:
    found = PatternSet(["ab+", "b"]).find("abb abb abb", [(4, 6), (9, 11)])
    assert [(pattern, match.span()) for pattern, match in found] == [
        ("ab+", (4, 6)),
        ("b", (5, 6)),
        ("b", (9, 10)),
        ("b", (10, 11)),
    ]
