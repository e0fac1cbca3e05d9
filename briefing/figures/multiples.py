"""Quantities without a numeral of their own: ranks, multiples, fractions, Chinese percentages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from briefing.figures.cues import as_change, bound_before
from briefing.figures.drafts import Draft, Measure, alternatives
from briefing.figures.numerals import read_han
from briefing.figures.opened import Opened, first_digits, small
from briefing.figures.units import FRACTIONS, ORDINALS, PERCENT, TIMES
from briefing.model import Bound, Change

_RANK_PATTERN: Final = re.compile(
    rf"""\b(?=[\dA-Za-z])(?i:
          (?:no\.|number|rank(?:s|ed|ing)?)[ ](?:no\.[ ])?(?P<no>\d{{1,4}}|{alternatives(ORDINALS)})(?:st|nd|rd|th)?\b
        | top[ -](?P<top>\d{{1,4}}|three|five|ten|twenty)\b(?=[ -][a-z])
        | (?P<nth>\d{{1,3}}(?=st|nd|rd|th)|{alternatives(ORDINALS)})(?:st|nd|rd|th)?
          (?=[ -](?:largest|biggest|most|highest|fastest|place)\b|[ ]only[ ]to\b)
      )
    | 第(?P<han>\d{{1,3}}|[一二三四五六七八九十])(?=[大名位])
    | 排名第?(?P<han2>\d{{1,3}}|[一二三四五六七八九十])
    """,
    re.VERBOSE,
)
_RANK: Final = Opened(_RANK_PATTERN, ["no.", "number", "rank", "top ", "top-", *ORDINALS, "第", "排名"], first_digits)
_RANK_WORDS: Final = {**ORDINALS, "three": Decimal(3), "five": Decimal(5), "ten": Decimal(10), "twenty": Decimal(20),
                      **{char: Decimal(place) for place, char in enumerate("一二三四五六七八九十", 1)}}  # fmt: skip


def ranks(text: str) -> Iterator[Draft]:
    for match in _RANK.finditer(text):
        written = small(match[match.lastgroup or 0])
        number = Decimal(written) if written.isdecimal() else _RANK_WORDS[written]
        bound = Bound.UP_TO if match["top"] else Bound.NONE
        yield Draft(
            start=match.start(),
            end=match.end(),
            number=number,
            unit="rank",
            measure=Measure.RANK,
            bound=bound,
            sure=True,
        )


_FACTOR_PATTERN: Final = re.compile(
    r"""\b(?=[DTHQOAdthqoa])(?i:(?:
          (?P<two>doubled(?![ ]down)|double(?=[ ](?:the|its|that|their|last|what|in)\b)
                |doubling(?=[ ](?:the|of|its)\b)|twice(?=[ ](?:the|as|its|that|what)\b))
        | (?P<three>tripled|triple(?=[ ](?:the|its|that)\b)|trebled)
        | (?P<four>quadrupled)
        | (?P<half>halved|half(?=[ ](?:of|the|its|a[ ]price)\b))
        | (?P<fraction>(?:one-third|two-thirds|one-quarter|three-quarters|one-fifth)(?=[ ](?:of|the)\b)
                     |a[ ](?:third|quarter)(?=[ ]of\b))
      )\b)
    | (?P<parts>[二两三四五六七八九十]分之[一二三四五六七八九])
    | 百分之(?P<percent>[一二三四五六七八九十]{1,3})
    | (?P<tenths>[一二两三四五六七八九])成(?![为本功果长员立熟都交])
    | (?P<han>翻了?一?[倍番])""",
    re.VERBOSE,
)
_FACTOR: Final = Opened(
    _FACTOR_PATTERN,
    [
        *("doubl", "twice", "tripled", "triple", "trebled", "quadrupled", "halved"),
        *FRACTIONS,
        *("a third", "a quarter", "百分之", "翻"),
        *(digit + rest for digit in "一二两三四五六七八九十" for rest in ("分之", "成")),
    ],
)
_FACTORS: Final = {
    "two": Decimal(2),
    "three": Decimal(3),
    "four": Decimal(4),
    "half": Decimal("0.5"),
    "han": Decimal(2),
}


def factors(text: str) -> Iterator[Draft]:
    for match in _FACTOR.finditer(text):
        group = match.lastgroup or ""
        if group in ("percent", "tenths"):
            yield _percent(text, match, group)
            continue
        number = _FACTORS[group] if group in _FACTORS else _fraction(match[0])
        bound = bound_before(text, match.start())
        yield Draft(
            start=match.start(), end=match.end(), number=number, unit=TIMES, measure=Measure.RATIO,
            change=Change.RATIO, bound=bound, sure=True,
        )  # fmt: skip


def _fraction(text: str) -> Decimal:
    """Read "two-thirds" and 三分之二."""
    below, parts, above = text.partition("分之")
    if not parts:
        return FRACTIONS[small(text).replace("a ", "one-")]
    return (read_han(above) or Decimal(1)) / (read_han(below) or Decimal(1))


def _percent(text: str, match: re.Match[str], group: str) -> Draft:
    """Read 百分之六十 and 六成."""
    number = (read_han(match[group]) or Decimal(0)) * (10 if group == "tenths" else 1)
    draft = Draft(start=match.start(), end=match.end(), number=number, unit=PERCENT, measure=Measure.PERCENT, sure=True)
    return as_change(text, draft._replace(bound=bound_before(text, match.start())))
