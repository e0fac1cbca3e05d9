"""The grammar of quantities: numbers with their scale, unit, currency, bound, range and relation, exactly.

    numeral ─▶ draft (what stands around it) ─▶ related to its neighbours ─▶ Quantity

`find_quantities` is pure and linear, and for every quantity `text[start:end]` is what it was read from.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import Final, NamedTuple

from briefing.figures.cues import as_change, bound_before, spans
from briefing.figures.doubts import is_name, stands
from briefing.figures.drafts import Draft, Measure, count, head, tail
from briefing.figures.multiples import factors, ranks
from briefing.figures.numerals import Numeral, hide, numerals
from briefing.figures.relations import related
from briefing.model import Bound, Change
from briefing.tagging.spelling import tidy


class Quantity(NamedTuple):
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


def find_quantities(text: str, lang: str = "en") -> tuple[Quantity, ...]:
    """Find the quantities of a text, in order, none overlapping another."""
    plain = tidy(text)
    drafts = related(plain, _drafts(plain, _yuan_or_yen(plain, lang)))
    return tuple(_quantity(text, draft) for draft in drafts)


def _quantity(text: str, draft: Draft) -> Quantity:
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


_MAX_NUMERALS: Final = 10_000  # a text with more is a table of numbers; what follows is left unread


def _drafts(text: str, yuan: str) -> list[Draft]:
    """Read every numeral with its surroundings; what is a name, a year or a label is left out."""
    hidden = hide(text)
    drafts: list[Draft] = []
    end = rejected = 0
    named = sorted([*ranks(hidden), *factors(hidden)], key=lambda draft: draft.start)
    taken = {at for draft in named for at in range(draft.start, draft.end)}
    for numeral in islice(numerals(hidden), _MAX_NUMERALS):
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


def _draft(hidden: str, text: str, numeral: Numeral, yuan: str) -> Draft | None:
    start, sign, currency = head(hidden, numeral, yuan)
    bound = bound_before(hidden, start)
    draft = Draft(start=start, end=numeral.end, number=numeral.value, sign=sign, currency=currency, bound=bound)
    draft = tail(hidden, draft, numeral)
    if draft.measure is Measure.DURATION and numeral.style != "article" and spans(hidden, start):
        draft = draft._replace(bound=Bound.NONE)
    if is_name(hidden, draft, numeral):
        return None
    draft = count(text, draft, numeral)
    if not stands(hidden, draft, numeral):
        return None
    return as_change(hidden, draft if draft.sure or numeral.style == "digits" else draft._replace(sure=True))


def _sizes_name(text: str, draft: Draft, named: int) -> bool:
    """Tell whether the number stands behind the number of a name: the 70B of Llama 3 70B."""
    return draft.start == named + 1 and text[named] == " " and text[draft.end - 1].isupper() and not draft.currency


_JAPAN: Final = re.compile(r"\byen\b|Japan|Tokyo|日元|日本")
_CHINA: Final = re.compile(r"yuan|RMB|renminbi|Chin|Beijing|人民币|中国")


def _yuan_or_yen(text: str, lang: str) -> str:
    """Tell what ¥ means: yen where the text speaks of Japan and not of China."""
    if "¥" not in text and "￥" not in text:
        return ""
    japan = lang == "ja" or _JAPAN.search(text)
    return "JPY" if japan and not _CHINA.search(text) else "CNY"
