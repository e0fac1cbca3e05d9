"""Dates as texts write them. A date that could be read in two ways is not read at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = {
    "en": "january february march april may june july august september october november december",
    "en-short": "jan feb mar apr may jun jul aug sep oct nov dec",
    "en-other": "- - - - - - - - sept - - -",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "de-other": "jänner - mrz - - - - - - okt - dez",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr-short": "janv févr - avr - - juil - - - - déc",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_NUMBERS: Final = {
    name: number for names in _MONTHS.values() for number, name in enumerate(names.split(), 1) if name != "-"
}
_NAME: Final = "|".join(sorted(_NUMBERS, key=lambda name: (-len(name), name)))
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_FULL_YEAR: Final = rf"{_YEAR}(?:(?!\d)|(?=\d{{1,2}}:\d\d))"  # some pages fuse the hour with it
_DAY: Final = r"(?P<day>[0-3]?\d)"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![A-Za-z\d/.-]){_YEAR}([-/.])(?P<month>[01]?\d)\2{_DAY}(?=T\d|(?![\d/-]|\.\d))",
        rf"(?<!\d){_YEAR} ?[年년] ?(?P<month>[01]?\d) ?[月월] ?{_DAY} ?[日일号號]",
        rf"(?<!\w)(?P<name>{_NAME})\.? {_DAY}(?:st|nd|rd|th)?(?:,| ,)? {_FULL_YEAR}",
        rf"(?<![\w,.]){_DAY}(?:st|nd|rd|th|er|º)?\.? (?:de |of )?(?P<name>{_NAME})\.?,? (?:de |del )?{_FULL_YEAR}",
        rf"(?<![\w/.-])(?P<a>[0-3]?\d)([/.-])(?P<b>[0-3]?\d)\2{_YEAR}(?![\w/-]|\.\d)",
    )
)
_COMPACT: Final = re.compile(rf"\s*{_YEAR}(?P<month>[01]\d){_DAY}\s*")
_HINT: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Found:
    """A date in a text: `text[start:end]`."""

    start: int
    end: int
    date: dt.date


def find_dates(text: str) -> tuple[Found, ...]:
    """Find the full dates of a text (day, month and year), in order."""
    if not _HINT.search(text):
        return ()
    return tuple(sorted(found for pattern in _PATTERNS for found in _matches(pattern, text)))


def without_dates(text: str) -> str:
    """Give what a text says beside its dates."""
    for found in reversed(find_dates(text)):
        text = text[: found.start] + text[found.end :]
    return text


def parse_date(text: str) -> dt.date | None:
    """Read the first date of a short text, such as a metadata field."""
    found = find_dates(text[:200])
    if found:
        return found[0].date
    compact = _COMPACT.fullmatch(text)
    return _date(int(compact["year"]), int(compact["month"]), int(compact["day"])) if compact else None


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        date = _read(match.groupdict())
        if date:
            yield Found(start=match.start(), end=match.end(), date=date)


def _read(parts: dict[str, str | None]) -> dt.date | None:
    year = int(parts["year"] or 0)
    if parts.get("a"):
        return _numeric(year, int(parts["a"] or 0), int(parts["b"] or 0))
    name = parts.get("name")
    month = _NUMBERS[name.lower()] if name else int(parts["month"] or 0)
    return _date(year, month, int(parts["day"] or 0))


def _numeric(year: int, first: int, second: int) -> dt.date | None:
    """Read day and month where only one order makes a date; 03/04/2020 is two dates, so none."""
    orders = {date for date in (_date(year, first, second), _date(year, second, first)) if date}
    return orders.pop() if len(orders) == 1 else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
