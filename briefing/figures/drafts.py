"""A number with what stands right beside it: sign, currency, scale, unit, rate, counted noun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final, NamedTuple

from briefing.figures.nouns import counted, first_plural
from briefing.figures.numerals import Numeral
from briefing.figures.opened import small
from briefing.figures.units import (
    CLASSIFIERS,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DURATIONS,
    MEASURES,
    PERCENT,
    RATIOS,
    SCALE_HAN,
    SCALE_LETTERS,
    SCALE_LETTERS_OF_MONEY,
    SCALE_WORDS,
    TIMES,
)
from briefing.model import Bound, Change


class Measure(StrEnum):
    """What sort of quantity it is."""

    PLAIN = "plain"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    RATIO = "ratio"
    DURATION = "duration"
    PHYSICAL = "physical"
    RESOLUTION = "resolution"
    RANK = "rank"


class Draft(NamedTuple):
    """A number with what is next to it. `sure` means that it is a quantity whatever its neighbours are.

    It is drafted anew for each thing that is found beside it, which a named tuple does many times as fast.
    """

    start: int
    end: int
    number: Decimal
    scale: Decimal | None = None
    sign: int = 0
    unit: str = ""
    per: str = ""
    currency: str = ""
    measure: Measure = Measure.PLAIN
    change: Change = Change.LEVEL
    bound: Bound = Bound.NONE
    low: Decimal | None = None
    high: Decimal | None = None
    against: Decimal | None = None
    baseline: bool = False
    sure: bool = False

    @property
    def value(self) -> Decimal:
        return self.number * (self.scale or 1) * (-1 if self.sign < 0 else 1)


def alternatives(words: Iterable[str]) -> str:
    """Write words as the branches of a pattern, longer ones first, parted by their first letter: few are tried."""
    beginnings: dict[str, list[str]] = {}
    for word in sorted(filter(None, words), key=len, reverse=True):
        beginnings.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in beginnings.items())


_LATIN_END: Final = r"(?![A-Za-z])"
_CODES: Final = [sign for sign in CURRENCY_SIGNS if sign.isalpha()]
_SPELLINGS: Final = {**CLASSIFIERS, **MEASURES, **DURATIONS, **RATIOS}
_TITLED: Final = {word.title(): unit for word, unit in _SPELLINGS.items() if len(word) > 2 and word.islower()}
_UNITS: Final[Mapping[str, str]] = {**_TITLED, **_SPELLINGS}
_LATIN: Final = [word for word in _UNITS if word and word[0].isascii() and word[0].isalpha()]
_ATTACHED: Final = frozenset({"x", "X", "t", "s", "h", "V", "fold", "m", "g"})  # letters that are units at a digit only
_SPACED: Final = frozenset({"m"})
_SCALE_SUFFIX: Final = re.compile(
    rf"[ -]?(?P<word>(?i:{alternatives(SCALE_WORDS)}))(?![A-Za-z])"
    rf"|(?P<letter>[ ]?(?:{alternatives(SCALE_LETTERS)})){_LATIN_END}"
    rf"|[ ]?(?P<han>[{''.join(SCALE_HAN)}]+)(?![瓦米克分])"
)
_MONEY_SCALE: Final = re.compile(rf"(?:{alternatives(SCALE_LETTERS_OF_MONEY)}){_LATIN_END}")
_CURRENCY_BEFORE: Final = re.compile(rf"(?:{alternatives(CURRENCY_SIGNS)})[ ]?$")
_CURRENCY_AFTER: Final = re.compile(rf"[ -]?(?P<unit>{alternatives([*CURRENCY_WORDS, *_CODES])}){_LATIN_END}")
_UNIT_SUFFIX: Final = re.compile(
    rf"(?P<unit>[ -]?(?:{alternatives(_LATIN)}){_LATIN_END}"
    rf"|[ ]?(?:{alternatives(set(_UNITS) - set(_LATIN))}))(?:-long)?"
)
_PER: Final = re.compile(
    r"(?:[ ]?/[ ]?|[ ](?:per|an|a|each|every)[ ]|-an?-|(?<=\d)(?:per|an|a|each|every)[ ])"
    r"(?P<per>second|minute|hour|day|week|month|quarter|year|annum|user|seat|token|person|share|unit|chip|query|image"
    r"|watt|kilowatt-hour|kWh|GB|GPU|(?:million|1M|1 million|M)(?P<which> input| output| cached)? tokens)s?(?![A-Za-z])"
    r"(?! (?:ago|earlier|later|before|after))"
    r"|[ ]?/[ ]?(?P<han>秒|分钟|小时|天|日|周|月|年|人|台|百万 ?[Tt]okens?)"
)
_PER_SAME: Final = {
    "秒": "second", "分钟": "minute", "小时": "hour", "天": "day", "日": "day", "周": "week", "月": "month",
    "年": "year", "annum": "year",
    "百万tokens": "million tokens", "百万 tokens": "million tokens", "百万 token": "million tokens",
}  # fmt: skip
_PER_BEFORE: Final = re.compile(r"每(秒|分钟|小时|天|日|周|月|年|人|台|百万 ?[Tt]okens?)[仅约为需]{0,2}[ ]?$")
_PLUS: Final = re.compile(
    r"\+(?!\d)|-plus(?![A-Za-z])| or (?:more|above|so)(?![A-Za-z])|余|多(?=[家个名位万亿年款项])|以上"
)
_RESOLUTION: Final = re.compile(r"[ ]?[x×X][ ]?(\d{3,5})(?!\d)(?:px)?")


def head(text: str, numeral: Numeral, yuan: str) -> tuple[int, int, str]:
    """Read sign and currency before a numeral: where it starts with them, the sign, the currency."""
    start = numeral.start
    before = text[max(0, start - 5) : start]
    currency = ""
    if match := _CURRENCY_BEFORE.search(before):
        sign = match[0].strip()
        preceded = text[start - len(match[0]) - 1 : start - len(match[0])]
        if not (sign[0].isalpha() and preceded.isalnum()):
            currency = yuan if sign in "¥￥" else CURRENCY_SIGNS[sign]
            start -= len(match[0])
    mark = text[start - 1 : start]
    if mark and mark in "+-−" and (start < 2 or text[start - 2] in " (\n,;:/"):
        return start - 1, -1 if mark in "-−" else 1, currency
    return start, 0, currency


def tail(text: str, draft: Draft, numeral: Numeral) -> Draft:
    """Read scale, plus sign, currency, unit and rate after a numeral."""
    if (match := _RESOLUTION.match(text, draft.end)) and numeral.style == "digits" and numeral.value >= 100:
        return draft._replace(end=match.end(), unit="px", measure=Measure.RESOLUTION, sure=True)
    draft = _scaled(text, draft)
    draft = _plus(text, draft)
    if match := _CURRENCY_AFTER.match(text, draft.end):
        word = match["unit"]
        if not draft.currency:
            currency = CURRENCY_WORDS.get(word) or CURRENCY_SIGNS[word]
            draft = draft._replace(currency=currency, end=match.end())
    if draft.currency:
        draft = draft._replace(measure=Measure.MONEY, unit=draft.currency, sure=True)
    else:
        draft = _with_unit(text, draft, numeral)
    draft = _plus(text, draft)
    return _rated(text, draft)


def _scaled(text: str, draft: Draft) -> Draft:
    if match := _SCALE_SUFFIX.match(text, draft.end):
        scale = Decimal(1)
        if match["word"]:
            scale = SCALE_WORDS[small(match["word"])]
        elif match["letter"]:
            letter = match["letter"]
            if letter.startswith(" ") and letter.strip() not in ("k", "K", "M", "bn", "mn", "tn"):
                return draft
            scale = SCALE_LETTERS[letter.strip()]
        for char in match["han"] or "":
            scale *= SCALE_HAN[char]
        return draft._replace(scale=scale, end=match.end())
    match = _MONEY_SCALE.match(text, draft.end)
    if match and (draft.currency or (match[0] == "m" and _counts_people(text, match.end()))):
        return draft._replace(scale=SCALE_LETTERS_OF_MONEY[match[0]], end=match.end())
    return draft


def _counts_people(text: str, pos: int) -> bool:
    noun, _ = counted(text, pos)
    return noun in ("users", "people", "downloads", "subscribers", "customers", "tokens", "parameters", "developers")


def _plus(text: str, draft: Draft) -> Draft:
    if (match := _PLUS.match(text, draft.end)) and draft.bound is Bound.NONE:
        return draft._replace(bound=Bound.AT_LEAST, end=match.end())
    return draft


def _with_unit(text: str, draft: Draft, numeral: Numeral) -> Draft:
    match = _UNIT_SUFFIX.match(text, draft.end)
    if not match:
        return draft
    spelling = match["unit"]
    word = spelling.strip(" -") or spelling
    if word in _ATTACHED and word not in _SPACED and spelling != word and word != "fold":
        return draft
    if draft.scale is not None and word in ("m", "g", "t", "s", "h", "x"):
        return draft
    if word == "X" and draft.number >= 1000:  # Ryzen 9950X
        return draft
    unit = _UNITS[word]
    return draft._replace(end=match.end(), unit=unit, measure=_measure_of(unit, word), sure=True)


def _measure_of(unit: str, word: str) -> Measure:
    if word in CLASSIFIERS:
        return Measure.PLAIN
    if word in DURATIONS:
        return Measure.DURATION
    if word in MEASURES:
        return Measure.PHYSICAL
    return {PERCENT: Measure.PERCENT, TIMES: Measure.RATIO}.get(unit, Measure.POINTS)


def _rated(text: str, draft: Draft) -> Draft:
    """Read what an amount is for: ¥2.5 / hour, $15 per million tokens, 每小时 2.5 元."""
    if not draft.sure:
        return draft
    if match := _PER.match(text, draft.end):
        per = f"million{match['which'] or ''} tokens" if match["per"] and "tokens" in match["per"] else match["per"]
        return draft._replace(per=_PER_SAME.get(match["han"] or per, match["han"] or per), end=match.end())
    if before := _PER_BEFORE.search(text[max(0, draft.start - 16) : draft.start]):
        return draft._replace(per=_PER_SAME.get(before[1], before[1]))
    return draft


def count(text: str, draft: Draft, numeral: Numeral) -> Draft:
    """Give a bare number the noun that it counts, or the one its label names ("Active developers: 120 k")."""
    if draft.unit:
        return draft
    noun, end = counted(text, draft.end)
    if noun and noun.rstrip("s") in DURATIONS:
        unit = DURATIONS[noun.rstrip("s")]
        return draft._replace(unit=unit, measure=Measure.DURATION, sure=True)
    if noun:
        match = _PER.match(text, end)
        return draft._replace(unit=noun, per=match["per"] or "" if match else "", sure=True)
    labelled = ":" in text[max(0, draft.start - _LED) : draft.start]
    label = _LABEL.search(text[max(0, draft.start - 80) : draft.start]) if labelled else None
    if label and (noun := first_plural(label[1])):
        return draft._replace(unit=noun, sure=True)
    return draft if draft.scale is None else draft._replace(sure=True)


_LED: Final = len(": more than ")  # how far before a number its label may end
_LABEL: Final = re.compile(r"(?:^|[\n.;])[ *-]*([A-Za-z][\w '&/-]{1,60}):[ ]?(?:(?:over|about|more than|nearly)[ ])?$")
