"""The grammar of quantities: numbers with their scale, unit, currency, bound, range and relation, exactly.

    numeral ─▶ draft (what stands around it) ─▶ related to its neighbours ─▶ Quantity

`find_quantities` is pure and linear, and for every quantity `text[start:end]` is what it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from briefing.figures.nouns import counted, first_plural
from briefing.figures.numerals import Numeral, hide, numerals, read_han
from briefing.figures.units import (
    CLASSIFIERS,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DURATIONS,
    FRACTIONS,
    MEASURES,
    ORDINALS,
    PERCENT,
    POINTS,
    RATIOS,
    SCALE_HAN,
    SCALE_LETTERS,
    SCALE_LETTERS_OF_MONEY,
    SCALE_WORDS,
    TIMES,
)
from briefing.model import Bound, Change
from briefing.tagging.spelling import tidy


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity in a text: `text` is `source[start:end]`, without the bound before it and the noun after it.

    `value` has its scale applied and its sign; of a range it is the lower end, never an invented middle.
    `unit` is canonical: "USD", "%", "GB/s", "month", or the counted noun ("downloads"); "" where nothing says.
    `compared_to` is the value that this one comes from or stands against; that one is a quantity too, a `baseline`.
    """

    start: int
    end: int
    text: str
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    currency: str = ""
    measure: Measure = Measure.PLAIN
    change: Change = Change.LEVEL
    bound: Bound = Bound.NONE
    compared_to: Decimal | None = None
    baseline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A number with what is next to it. `sure` means that it is a quantity whatever its neighbours are."""

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


def find_quantities(text: str, lang: str = "en") -> tuple[Quantity, ...]:
    """Find the quantities of a text, in order, none overlapping another."""
    plain = tidy(text)
    drafts = _related(plain, _drafts(plain, _yuan_or_yen(plain, lang)))
    return tuple(_quantity(text, draft) for draft in drafts)


def _quantity(text: str, draft: _Draft) -> Quantity:
    unit = draft.currency or draft.unit
    return Quantity(
        start=draft.start,
        end=draft.end,
        text=text[draft.start : draft.end],
        value=_exact(draft.value if draft.low is None else draft.low),
        low=None if draft.low is None else _exact(draft.low),
        high=None if draft.high is None else _exact(draft.high),
        unit=f"{unit}/{draft.per}" if draft.per else unit,
        currency=draft.currency,
        measure=draft.measure,
        change=draft.change,
        bound=draft.bound,
        compared_to=None if draft.against is None else _exact(draft.against),
        baseline=draft.baseline,
    )


def _exact(value: Decimal) -> Decimal:
    """Write a whole number without a fraction, whatever scale it came from; 90.20 stays as exact as it was written."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value and value.adjusted() < 27 else value


# ------------------------------------------------------------------------------------------ drafts


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True) if word)


_LATIN_END: Final = r"(?![A-Za-z])"
_UNITS: Final[Mapping[str, str]] = {**CLASSIFIERS, **MEASURES, **DURATIONS, **RATIOS}
_LATIN: Final = [word for word in _UNITS if word and word[0].isascii() and word[0].isalpha()]
_ATTACHED: Final = frozenset({"x", "X", "t", "s", "h", "V", "fold", "m", "g"})  # letters that are units at a digit only
_SPACED: Final = frozenset({"m"})
_SCALE_SUFFIX: Final = re.compile(
    rf"[ -]?(?P<word>(?i:{_any(SCALE_WORDS)}))(?![A-Za-z])"
    rf"|(?P<letter>[ ]?(?:{_any(SCALE_LETTERS)})){_LATIN_END}"
    rf"|[ ]?(?P<han>[{''.join(SCALE_HAN)}]+)(?![瓦米克分])"
)
_MONEY_SCALE: Final = re.compile(rf"(?:{_any(SCALE_LETTERS_OF_MONEY)}){_LATIN_END}")
_CURRENCY_BEFORE: Final = re.compile(rf"(?:{_any(CURRENCY_SIGNS)})[ ]?$")
_CURRENCY_AFTER: Final = re.compile(
    rf"[ -]?(?P<unit>{_any(CURRENCY_WORDS)}|(?:{_any(s for s in CURRENCY_SIGNS if s.isalpha())})){_LATIN_END}"
)
_UNIT_SUFFIX: Final = re.compile(
    rf"(?P<unit>[ -]?(?:{_any(_LATIN)}){_LATIN_END}|[ ]?(?:{_any(set(_UNITS) - set(_LATIN))}))(?:-long)?"
)
_PER: Final = re.compile(
    r"[ ]?(?:/[ ]?|(?:per|an|a|each|every)[ ])(?P<per>second|minute|hour|day|week|month|quarter|year|annum|user|seat|token"
    r"|person|share|unit|chip|query|image|watt|kilowatt-hour|kWh|million tokens|1M tokens|M tokens|GB|GPU)s?(?![A-Za-z])(?! (?:ago|earlier|later|before|after))"
    r"|[ ]?/[ ]?(?P<han>秒|分钟|小时|天|日|周|月|年|人|台|百万 ?[Tt]okens?)"
)
_PER_HAN: Final = {"秒": "second", "分钟": "minute", "小时": "hour", "天": "day", "日": "day", "周": "week", "月": "month",
                   "年": "year"}  # fmt: skip
_PER_SAME: Final = {"1M tokens": "million tokens", "M tokens": "million tokens", "百万 tokens": "million tokens"}
_PLUS: Final = re.compile(
    r"\+(?!\d)|-plus(?![A-Za-z])| or (?:more|above|so)(?![A-Za-z])|余|多(?=[家个名位万亿年款项])|以上"
)
_RESOLUTION: Final = re.compile(r"[ ]?[x×X][ ]?(\d{3,5})(?!\d)(?:px)?")


def _drafts(text: str, yuan: str) -> list[_Draft]:
    """Read every numeral with its surroundings; what is a name, a year or a label is left out."""
    hidden = hide(text)
    drafts: list[_Draft] = []
    end = rejected = 0
    named = sorted([*_ranks(hidden), *_factors(hidden)], key=lambda draft: draft.start)
    taken = {at for draft in named for at in range(draft.start, draft.end)}
    for numeral in numerals(hidden):
        if numeral.start < end or numeral.start in taken:
            continue
        draft = _draft(hidden, text, numeral, yuan)
        if draft is not None and _sizes_name(text, draft, rejected):
            draft = None
        if draft is not None:
            drafts.append(draft)
            end = draft.end
        elif numeral.style == "digits":
            rejected = numeral.end
    return sorted([*drafts, *named], key=lambda draft: draft.start)


def _draft(hidden: str, text: str, numeral: Numeral, yuan: str) -> _Draft | None:
    start, sign, currency = _head(hidden, numeral, yuan)
    draft = _Draft(start=start, end=numeral.end, number=numeral.value, sign=sign, currency=currency)
    draft = _tail(hidden, replace(draft, bound=_bound_before(hidden, start)), numeral)
    if (
        draft.measure is Measure.DURATION
        and numeral.style != "article"
        and _WITHIN.search(hidden[max(0, start - 24) : start])
    ):
        draft = replace(draft, bound=Bound.NONE)
    if _is_name(hidden, draft, numeral):
        return None
    draft = _count(text, draft, numeral)
    if not _stands(hidden, draft, numeral):
        return None
    return _as_change(hidden, replace(draft, sure=draft.sure or numeral.style != "digits"))


def _sizes_name(text: str, draft: _Draft, named: int) -> bool:
    """Tell whether the number stands behind the number of a name: the 70B of Llama 3 70B."""
    return draft.start == named + 1 and text[named] == " " and text[draft.end - 1].isupper() and not draft.currency


def _head(text: str, numeral: Numeral, yuan: str) -> tuple[int, int, str]:
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


def _tail(text: str, draft: _Draft, numeral: Numeral) -> _Draft:
    """Read scale, plus sign, currency, unit and rate after a numeral."""
    if match := _RESOLUTION.match(text, draft.end):
        if numeral.style == "digits" and numeral.value >= 100:
            return replace(draft, end=match.end(), unit="px", measure=Measure.RESOLUTION, sure=True)
    draft = _scaled(text, draft)
    draft = _plus(text, draft)
    if match := _CURRENCY_AFTER.match(text, draft.end):
        word = match["unit"]
        if not draft.currency:
            currency = CURRENCY_WORDS.get(word) or CURRENCY_SIGNS[word]
            draft = replace(draft, currency=currency, end=match.end())
    if draft.currency:
        draft = replace(draft, measure=Measure.MONEY, unit=draft.currency, sure=True)
    else:
        draft = _with_unit(text, draft, numeral)
    draft = _plus(text, draft)
    return _rated(text, draft)


def _scaled(text: str, draft: _Draft) -> _Draft:
    if match := _SCALE_SUFFIX.match(text, draft.end):
        scale = Decimal(1)
        if match["word"]:
            scale = SCALE_WORDS[match["word"].lower()]
        elif match["letter"]:
            letter = match["letter"]
            if letter.startswith(" ") and letter.strip() not in ("k", "K", "M", "bn", "mn", "tn"):
                return draft
            scale = SCALE_LETTERS[letter.strip()]
        for char in match["han"] or "":
            scale *= SCALE_HAN[char]
        return replace(draft, scale=scale, end=match.end())
    match = _MONEY_SCALE.match(text, draft.end)
    if match and (draft.currency or (match[0] == "m" and _counts_people(text, match.end()))):
        return replace(draft, scale=SCALE_LETTERS_OF_MONEY[match[0]], end=match.end())
    return draft


def _counts_people(text: str, pos: int) -> bool:
    noun, _ = counted(text, pos)
    return noun in ("users", "people", "downloads", "subscribers", "customers", "tokens", "parameters", "developers")


def _plus(text: str, draft: _Draft) -> _Draft:
    if (match := _PLUS.match(text, draft.end)) and draft.bound is Bound.NONE:
        return replace(draft, bound=Bound.AT_LEAST, end=match.end())
    return draft


def _with_unit(text: str, draft: _Draft, numeral: Numeral) -> _Draft:
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
    return replace(draft, end=match.end(), unit=unit, measure=_measure_of(unit, word), sure=True)


def _measure_of(unit: str, word: str) -> Measure:
    if word in CLASSIFIERS:
        return Measure.PLAIN
    if word in DURATIONS:
        return Measure.DURATION
    if word in MEASURES:
        return Measure.PHYSICAL
    return {PERCENT: Measure.PERCENT, TIMES: Measure.RATIO}.get(unit, Measure.POINTS)


def _rated(text: str, draft: _Draft) -> _Draft:
    if not (draft.sure and (match := _PER.match(text, draft.end))):
        return draft
    per = _PER_HAN.get(match["han"] or "", match["han"] or "") or match["per"].replace("annum", "year")
    return replace(draft, per=_PER_SAME.get(per, per), end=match.end())


def _count(text: str, draft: _Draft, numeral: Numeral) -> _Draft:
    """Give a bare number the noun that it counts, or the one its label names ("Active developers: 120 k")."""
    if draft.unit:
        return draft
    noun, end = counted(text, draft.end)
    if noun and noun.rstrip("s") in DURATIONS:
        unit = DURATIONS[noun.rstrip("s")]
        return replace(draft, unit=unit, measure=Measure.DURATION, sure=True)
    if noun:
        match = _PER.match(text, end)
        return replace(draft, unit=noun, per=match["per"] or "" if match else "", sure=True)
    label = _LABEL.search(text[max(0, draft.start - 80) : draft.start])
    if label and (noun := first_plural(label[1])):
        return replace(draft, unit=noun, sure=True)
    return replace(draft, sure=draft.scale is not None)


_LABEL: Final = re.compile(r"(?:^|[\n.;])[ *-]*([A-Za-z][\w '&/-]{1,60}):[ ]?(?:(?:over|about|more than|nearly)[ ])?$")

# ------------------------------------------------------------------------- what stands before a number

_BOUNDS: Final = (
    (Bound.AT_LEAST, r"at least|no (?:less|fewer) than|minimum of|≥|至少|不少于|不低于|a minimum of"),
    (Bound.UP_TO, r"up to|as (?:many|much|high|low|little) as|at most|no more than|maximum of|≤|最高可?达?|最多|高达|多达|至多|max"),
    (Bound.UNDER, r"less than|fewer than|lower than|just under|under|below|nearly|almost|close to|<|不到|不足|低于|近|将近|接近"),
    (Bound.OVER, r"more than|greater than|higher than|well over|just over|over|above|beyond|upwards of|in excess of"
                 r"|exceed(?:s|ed|ing)?|(?:sur)?pass(?:es|ed|ing)?|top(?:s|ped|ping)|cross(?:es|ed|ing)?|>"
                 r"|已?超过?了?|逾|突破了?|高于|大于|破"),
    (Bound.ABOUT, r"about|around|roughly|approximately|approx\.?|some|an estimated|estimated|circa|ca\.|~|≈|约为?|大约|约合|左右"),
)  # fmt: skip
_BOUND_BEFORE: Final = re.compile(
    "|".join(f"(?P<{bound.name}>{words})" for bound, words in _BOUNDS).join(
        (r"(?<![A-Za-z])(?:", r")[ ]?(?:the |an? )?$")
    ),
    re.IGNORECASE,
)


def _bound_before(text: str, start: int) -> Bound:
    match = _BOUND_BEFORE.search(text[max(0, start - 28) : start])
    return Bound[match.lastgroup] if match and match.lastgroup else Bound.NONE


# "trained on GPUs over six months" bounds nothing, "for over six months" does.
_WITHIN: Final = re.compile(
    r"(?<!for )(?<!in )(?<!lasted )(?<!took )(?<!of )(?<!just )(?<!well )(?<!after )(?i:\bover[ ])$"
)
_ORDINARY: Final = frozenset(
    "the a an in on at by to of for from with and or but as if so over under about around nearly almost roughly some "
    "approximately more less fewer only just another all its their our your his her these those this that there here "
    "between than up down at least every each when while after before since until during within through another "
    "additional initially currently today now once both out last next past first total top is are was were has have had "
    "had will would can could may might must should not no yes we they it he she you i who which what where how why because "
    "including include includes includes even still also then thus meanwhile however worldwide globally nationwide cybersecurity "
    "deploys uses raises says adds gets costs hits reaches raised hit reached added plus per vs versus new related".split()
)
_LABELS: Final = frozenset(
    "version v chapter step section page figure table item level tier phase stage type generation gen part volume vol no "
    "number room building floor gate flight route highway channel grade class episode season day article act rule "
    "clause line row column slide note footnote ref issue build release paragraph appendix exhibit category zone area unit "
    "series model size rating form port layer".split()
)  # fmt: skip
_TEMPORAL: Final = frozenset(
    "in by since until till from of during after before around for to early late mid year the its their our this that "
    "through between and fiscal calendar ending spring summer fall autumn winter as".split()
)
_WORD_BEFORE: Final = re.compile(r"([A-Za-z][\w'&+.-]*|\x00+)[ -]$")
_CAPITAL: Final = re.compile(r"[A-Z]|^[a-z]+[A-Z]")


def _is_name(text: str, draft: _Draft, numeral: Numeral) -> bool:
    """Tell whether the number belongs to a name, a label or a version: Llama 5, Grok 3.5, chapter 3, 910E."""
    after = text[draft.end : draft.end + 1]
    before = text[numeral.start - 1 : numeral.start] if numeral.start else ""
    if numeral.style == "digits" and after.isascii() and (after.isalnum() or after == "_"):
        return True
    if (
        numeral.style == "digits"
        and before
        and draft.start == numeral.start
        and (before.isascii() and (before.isalnum() or before in "_."))
    ):
        return True
    match = _WORD_BEFORE.search(text[max(0, draft.start - 40) : draft.start])
    if not match or draft.currency or draft.sign or numeral.style != "digits":
        return False
    word = match[1]
    strong = draft.sure or (draft.scale is not None and not text[draft.end - 1].isupper())
    if word.lower() in _LABELS:
        return not strong
    return (
        not strong and word.lower() not in _ORDINARY and _CAPITAL.search(word) is not None and not _ends_sentence(word)
    )


def _ends_sentence(word: str) -> bool:
    return word.endswith(".")


def _stands(text: str, draft: _Draft, numeral: Numeral) -> bool:
    """Tell whether the number means an amount at all, alone or with its neighbours."""
    if numeral.style == "digits":
        return not _is_year(text, draft, numeral)
    if numeral.style == "han":
        return _han_stands(text, draft, numeral)
    if numeral.style == "article":
        return _article_stands(text, draft, numeral)
    return _words_stand(text, draft, numeral)


def _is_year(text: str, draft: _Draft, numeral: Numeral) -> bool:
    year = numeral.end - numeral.start == 4 and 1900 <= numeral.value <= 2100
    if not year or draft.scale or draft.currency or draft.measure is not Measure.PLAIN or draft.bound is not Bound.NONE:
        return False
    word = _WORD_BEFORE.search(text[max(0, draft.start - 40) : draft.start])
    counted_directly = draft.unit and not text[draft.end : draft.end + 2].strip().isupper()
    return not counted_directly or (word is not None and (word[1].lower() in _TEMPORAL or word[1].startswith("\x00")))


_HAN_VAGUE: Final = "第每数几多上成周初老小年其"


def _han_stands(text: str, draft: _Draft, numeral: Numeral) -> bool:
    before = text[numeral.start - 1 : numeral.start]
    written = text[numeral.start : numeral.end]
    if before and before in _HAN_VAGUE and not (before == "上" and draft.bound is not Bound.NONE):
        return False
    if written[0] in SCALE_HAN and written[0] != "十":  # 百度, 万科, 千问: names, unless something says "over"
        return draft.bound is not Bound.NONE and draft.bound is not Bound.ABOUT
    return bool(draft.unit or draft.currency)


def _article_stands(text: str, draft: _Draft, numeral: Numeral) -> bool:
    written = text[numeral.start : numeral.end].strip()
    if draft.measure is Measure.DURATION and draft.scale is None:
        return draft.bound is not Bound.NONE
    joined = text[draft.end : draft.end + 1] == "-" or draft.measure is Measure.RATIO
    return draft.scale is not None and (bool(written) or joined or draft.currency != "")


_ANAPHORA: Final = re.compile(r"(?:the|these|those|other|all|both|last|of) $", re.IGNORECASE)
_SPAN: Final = re.compile(r"\b(?:in|within|for|than|after|about|just|over|under|every|per) $", re.IGNORECASE)
_COMPOUND: Final = frozenset(
    "members persons pages seats games points parameters tokens chips users items tons nations countries cities stages".split()
)


def _words_stand(text: str, draft: _Draft, numeral: Numeral) -> bool:
    """A spelled number stands with a scale, a unit or a counted noun; "the two" points back at something."""
    if not numeral.value:  # zero-day, zero-shot
        return draft.measure is Measure.PERCENT
    if numeral.value == 1 and draft.unit == "day" and text[numeral.end : numeral.end + 1] == " ":  # "will one day pay"
        return _SPAN.search(text[max(0, draft.start - 12) : draft.start]) is not None
    if draft.scale is not None or draft.measure is not Measure.PLAIN:
        return True
    if numeral.value == 1 or not draft.unit:
        return numeral.value > 12
    if text[draft.end : draft.end + 1] == "-":
        return draft.unit in _COMPOUND
    return numeral.value > 3 or not _ANAPHORA.search(text[max(0, draft.start - 7) : draft.start])


# ------------------------------------------------------------------------------ ranks and multipliers

_RANK: Final = re.compile(
    rf"""(?i:\b(?:no\.|number|rank(?:s|ed|ing)?)[ ](?:no\.[ ])?(?P<no>\d{{1,4}}|{_any(ORDINALS)})(?:st|nd|rd|th)?\b)
    | (?i:\btop[ -](?P<top>\d{{1,4}}|three|five|ten|twenty)\b)(?=[ -][a-z])
    | (?i:\b(?P<nth>\d{{1,3}}(?=st|nd|rd|th)|{_any(ORDINALS)})(?:st|nd|rd|th)?(?=[ -](?:largest|biggest|most|highest|fastest|place)\b|[ ]only[ ]to\b))
    | 第(?P<han>\d{{1,3}}|[一二三四五六七八九十])(?=[大名位]) | 排名第?(?P<han2>\d{{1,3}}|[一二三四五六七八九十])
    """,
    re.VERBOSE,
)
_RANK_WORDS: Final = {**ORDINALS, "three": Decimal(3), "five": Decimal(5), "ten": Decimal(10), "twenty": Decimal(20),
                      **{char: Decimal(place) for place, char in enumerate("一二三四五六七八九十", 1)}}  # fmt: skip


def _ranks(text: str) -> Iterator[_Draft]:
    for match in _RANK.finditer(text):
        written = match[match.lastgroup or 0].lower()
        number = Decimal(written) if written.isdecimal() else _RANK_WORDS[written]
        bound = Bound.UP_TO if match["top"] else Bound.NONE
        yield _Draft(
            start=match.start(),
            end=match.end(),
            number=number,
            unit="rank",
            measure=Measure.RANK,
            bound=bound,
            sure=True,
        )


_FACTOR: Final = re.compile(
    r"""(?i:\b(?:(?P<two>doubled(?![ ]down)|double(?=[ ](?:the|its|that|their|last|what|in)\b)|doubling(?=[ ](?:the|of|its)\b)
                       |twice(?=[ ](?:the|as|its|that|what)\b))
        | (?P<three>tripled|triple(?=[ ](?:the|its|that)\b)|trebled) | (?P<four>quadrupled)
        | (?P<half>halved|half(?=[ ](?:of|the|its|a[ ]price)\b))
        | (?P<fraction>(?:one-third|two-thirds|one-quarter|three-quarters|one-fifth)(?=[ ](?:of|the)\b)))\b)
    | 百分之(?P<percent>[一二三四五六七八九十]{1,3}) | (?P<tenths>[一二两三四五六七八九])成(?![为本功果长员立熟都交])
    | (?P<han>翻了?一?[倍番])""",
    re.VERBOSE,
)
_FACTORS: Final = {
    "two": Decimal(2),
    "three": Decimal(3),
    "four": Decimal(4),
    "half": Decimal("0.5"),
    "han": Decimal(2),
}


def _factors(text: str) -> Iterator[_Draft]:
    for match in _FACTOR.finditer(text):
        group = match.lastgroup or ""
        if group in ("percent", "tenths"):
            yield _percent(text, match, group)
            continue
        number = _FACTORS[group] if group in _FACTORS else FRACTIONS[match[0].lower()]
        bound = _bound_before(text, match.start())
        yield _Draft(
            start=match.start(), end=match.end(), number=number, unit=TIMES, measure=Measure.RATIO,
            change=Change.RATIO, bound=bound, sure=True,
        )  # fmt: skip


def _percent(text: str, match: re.Match[str], group: str) -> _Draft:
    """Read 百分之六十 and 六成."""
    number = (read_han(match[group]) or Decimal(0)) * (10 if group == "tenths" else 1)
    draft = _Draft(
        start=match.start(), end=match.end(), number=number, unit=PERCENT, measure=Measure.PERCENT, sure=True
    )
    return _as_change(text, replace(draft, bound=_bound_before(text, match.start())))


# ------------------------------------------------------------------------------------------ change

_UP: Final = (
    r"up|rose|rises?|risen|rising|gr[eo]w|grow[ns]?|growing|increas(?:e|ed|es|ing)|jump(?:ed|s)?|surg(?:e|ed|es|ing)|gain(?:ed|s)?"
    r"|climb(?:ed|s)?|soar(?:ed|s)?|rais(?:ed|es|ing)|boost(?:ed|s|ing)?|improv(?:e|ed|es|ing)|expand(?:ed|s)?|higher|accelerat(?:ed|es)"
)
_DOWN: Final = (
    r"down|fell|falls?|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|ed|es|ing)|decreas(?:e|ed|es|ing)|slid|plung(?:ed|es|ing)|lost|cut(?:s|ting)?"
    r"|reduc(?:e|ed|es|ing)|shr[ai]nk(?:s|ing)?|slash(?:ed|es|ing)?|lower(?:ed|s|ing)?|tumbl(?:ed|es|ing)|dip(?:s|ped)?"
)
_BY: Final = r"(?:[ ](?:by|of))?(?:[ ](?:more than|over|about|around|roughly|nearly|almost|up to|at least|an? (?:estimated|average)?))?[ ]$"
_MOVED_BEFORE: Final = re.compile(
    rf"(?i:(?<![A-Za-z-])(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_BY})"
    rf"|(?i:(?<![A-Za-z-])(?:(?P<up2>{_UP})|(?P<down2>{_DOWN}))(?:[ ][\w'-]+){{1,6}}[ ]by(?:[ ](?:more than|over|about|around|up to|nearly))?[ ]$)"
    r"|(?P<up3>增长|提升|提高|上涨|上升|增加|增幅|涨幅|涨|快|高出?|增)了?(?:至多|最高|最多)?(?:约|超过?|近|逾|达)?[ ]?$"
    r"|(?P<down3>下降|降低|减少|缩小|缩减|下跌|下滑|降幅|跌|降|慢|少)了?(?:约|超过?|近|逾|达)?[ ]?$"
)
_MOVED_AFTER: Final = re.compile(
    r"[ -](?:(?:YoY|QoQ|MoM|year-(?:over|on)-year|[a-z]+-[a-z]+-[a-z]+|(?!of\b|to\b|in\b|from\b|on\b|for\b)[\w-]+)[ ]){0,4}?"
    r"(?:(?P<up>increase|rise|growth|jump|surge|gain|boost|improvement|uplift|hike|faster|more|higher|larger|better|longer|stronger|premium)"
    r"|(?P<down>decrease|decline|drop|fall|reduction|cut|dip|slower|less|fewer|lower|cheaper|smaller|shorter|discount))s?(?![A-Za-z])"
    r"|[ ]?(?:YoY|QoQ|MoM|year-(?:over|on)-year)(?P<up2>)(?![A-Za-z])|[ ]?的?(?:同比|环比)?(?P<up3>增长|提升|涨幅|增幅)|[ ]?的?(?P<down3>降幅|下降|跌幅)"
)  # fmt: skip


def _as_change(text: str, draft: _Draft) -> _Draft:
    """Tell a change from a level: +28 %, up 50%, a 150% rise; falls become negative."""
    if draft.measure is Measure.RATIO:
        return replace(draft, change=Change.RATIO)
    if draft.sign:
        return replace(draft, change=Change.DELTA)
    if draft.measure not in (Measure.PERCENT, Measure.POINTS):
        return draft
    match = _MOVED_BEFORE.search(text[max(0, draft.start - 64) : draft.start]) or _MOVED_AFTER.match(text, draft.end)
    if not match:
        return draft
    down = (match.lastgroup or "").startswith("down")
    return replace(draft, change=Change.DELTA, sign=-1 if down else 0)


# ------------------------------------------------------------------------- numbers beside each other

_TO: Final = re.compile(
    r"[ ]?(?:-|~|–)[ ]?|[ ](?:to|through)[ ]|[ ]?[至到][ ]?|[ ](?:and|or)[ ]|[ ]?(?:→|->|减至|增至|提升至|降至|升至|增加到|提升到)[ ]?"
)
_FROM: Final = re.compile(r"(?:\bfrom|从|由|自)[ ]?(?:about |around |roughly |just )?$", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"(?:\bbetween|介于|在)[ ]?$", re.IGNORECASE)
_AGAINST: Final = re.compile(
    r"[^.;\n]{0,40}?(?:\bvs\.?|\bversus|\bcompared (?:with|to)(?: the)?|\bagainst|\b(?:up|down|rose|fell) from|(?<!more )(?<!less )\bthan|相比|对比|前版)"
    r"(?: just| about| around| its| the)?[ ]?$"
)


def _related(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """Join ranges, link from-to and comparison pairs, and let bare numbers take the unit of their list."""
    out: list[_Draft] = []
    for draft in drafts:
        last = out[-1] if out else None
        if last is None:
            out.append(draft)
            continue
        gap = text[last.end : draft.start]
        if last.low is None and _TO.fullmatch(gap) and (joined := _joined(text, last, draft, gap)):
            out[-1:] = joined
        elif last.low is None and _opposes(last, gap) and (pair := _compared(last, draft)):
            out[-1:] = pair
        else:
            out.append(_listed(text, last, draft, gap))
    return [draft for draft in out if draft.sure or _keeps(text, draft)]


def _opposes(last: _Draft, gap: str) -> bool:
    """Tell whether what stands between two numbers sets the second against the first: "(vs. ", ", up from "."""
    if _MOVED_FROM.fullmatch(gap):
        return last.measure in (Measure.PERCENT, Measure.MONEY)
    return len(gap) <= 64 and _AGAINST.fullmatch(gap) is not None


def _joined(text: str, first: _Draft, second: _Draft, gap: str) -> list[_Draft]:
    """Make "A to B" a range, or a change where "from" stands before it; nothing where they do not fit."""
    before = text[max(0, first.start - 24) : first.start]
    arrow = any(mark in gap for mark in ("→", "->", "减至", "增至", "提升至", "降至", "升至", "增加到", "提升到"))
    word = gap.strip()
    if word in ("and", "or"):
        if not (_BETWEEN.search(before) if word == "and" else False):
            return []
    first = _like(first, second)
    second = _like(second, first)
    if (first.currency, first.per) != (second.currency, second.per) and first.currency != second.currency:
        return []
    if first.unit != second.unit and not (first.measure is second.measure is Measure.PLAIN):
        return []
    if arrow or (word in ("to", "至", "到") and _FROM.search(before)):
        moved = replace(second, change=Change.FROM_TO, against=first.value, sure=True)
        return [replace(first, baseline=True, sure=True), moved]
    if first.value >= second.value or second.sign:
        return []
    joined = replace(
        second, start=first.start, low=first.value, high=second.value, bound=first.bound, sign=0, sure=True
    )
    return [_as_change(text, replace(joined, change=Change.LEVEL))]


def _compared(first: _Draft, second: _Draft) -> list[_Draft]:
    second = _like(second, first, scale=False)
    first = _like(first, second, scale=False)
    if first.unit != second.unit and not (first.measure is second.measure is Measure.PLAIN):
        return []
    second = replace(second, unit=first.unit) if second.measure is Measure.PLAIN else second
    return [replace(first, against=second.value, sure=True), replace(second, baseline=True, sure=True)]


def _like(draft: _Draft, other: _Draft, *, scale: bool = True) -> _Draft:
    """Give a bare number the scale and unit of its neighbour."""
    if scale and draft.scale is None and not draft.unit and other.scale and draft.number < other.number * 100:
        draft = replace(draft, scale=other.scale)
    elif scale and draft.scale is None and draft.currency and other.scale and not other.currency:
        draft = replace(draft, scale=other.scale)
    if draft.unit or not other.unit:
        return draft
    return replace(draft, unit=other.unit, currency=other.currency, measure=other.measure, per=other.per)


_MOVED_FROM: Final = re.compile(r"[ ]?(?:,[ ])?from[ ]")
_IN_LIST: Final = re.compile(r"(?:[^.!?\n。！？]|\.(?=\S)){0,90}(?:[,(;、:]|and)(?:[^.!?\n。！？]|\.(?=\S)){0,60}")
_CLOSED: Final = re.compile(r"[ ]?(?:[,;)、。.]|in\b|and\b|or\b|by\b|$|from\b|for\b)")


def _listed(text: str, last: _Draft, draft: _Draft, gap: str) -> _Draft:
    """Let "20 k in Q3" after "5 k units in Q2" count units too."""
    bare = not draft.unit and draft.measure is Measure.PLAIN and draft.scale is not None
    if (
        bare
        and last.measure is Measure.PLAIN
        and last.unit
        and _IN_LIST.fullmatch(gap)
        and _CLOSED.match(text, draft.end)
    ):
        return replace(draft, unit=last.unit, sure=True)
    return draft


_CUE: Final = re.compile(r"(?:^|[^A-Za-z\x00])([a-z]+) $")
_AFTER_VERSION: Final = re.compile(r"\d[\w.+-]{0,20},? (?:and|or|to|of) $")


def _keeps(text: str, draft: _Draft) -> bool:
    """Keep a number without any unit only where a verb or a small word leads to it: "scored 92.3", "and 23 remain"."""
    if draft.number <= 12 and not draft.number % 1:
        return False
    before = text[max(0, draft.start - 32) : draft.start]
    cue = _CUE.search(before)
    return draft.bound is not Bound.NONE or (
        cue is not None and cue[1] not in _LABELS and not _AFTER_VERSION.search(before)
    )


def _yuan_or_yen(text: str, lang: str) -> str:
    """Tell what ¥ means: yen where the text speaks of Japan and not of China."""
    japan = lang == "ja" or re.search(r"\byen\b|Japan|Tokyo|日元|日本", text)
    china = re.search(r"yuan|RMB|renminbi|Chin|Beijing|人民币|中国", text)
    return "JPY" if japan and not china else "CNY"
