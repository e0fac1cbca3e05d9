"""The editor's corrections of figures, from a brief's front matter. They win.

    figures: {hide: ["$10 billion claim"], fix: [{quote: "code accuracy ... (+3.6%)", value: 3.6, unit: pp}]}

A quote names the numbers inside it: write as much of the sentence as tells the number from its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from briefing.errors import FrontMatterError
from briefing.figures.units import CURRENCY_SIGNS
from briefing.model import Change, Figure
from briefing.tagging.spelling import tidy

_CURRENCIES: Final = frozenset(CURRENCY_SIGNS.values())
_TEXTS: Final = ("unit", "metric", "period")
_NUMBERS: Final = ("value", "low", "high")


@dataclass(frozen=True, slots=True)
class _Fix:
    quote: str
    fields: Mapping[str, Any]


def apply_edits(figures: Sequence[Figure], edits: Mapping[str, Any], *, path: object = "") -> tuple[Figure, ...]:
    """Hide and correct figures of one brief. Raises FrontMatterError for edits that cannot be understood."""
    if not edits:
        return tuple(figures)
    hidden = _texts(edits.get("hide") or (), path)
    fixes = [_fix(entry, path) for entry in _list(edits.get("fix") or (), path)]
    kept = [figure for figure in figures if not any(_names(quote, figure) for quote in hidden)]
    return tuple(_fixed(figure, fixes) for figure in kept)


def unused_edits(figures: Sequence[Figure], edits: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the quotes of edits that name no figure: the text has changed under them."""
    quotes = [
        *_texts(edits.get("hide") or (), ""),
        *(_fix(entry, "").quote for entry in _list(edits.get("fix") or (), "")),
    ]
    return tuple(quote for quote in quotes if not any(_names(quote, figure) for figure in figures))


def _names(quote: str, figure: Figure) -> bool:
    """Tell whether the figure's number stands inside the quote, wherever the sentence has it."""
    sentence, wanted = tidy(figure.quote), tidy(quote).strip()
    at = figure.number_start - figure.start
    found = sentence.find(wanted)
    while found >= 0:
        if found <= at and at + len(figure.number) <= found + len(wanted):
            return True
        found = sentence.find(wanted, found + 1)
    return False


def _fixed(figure: Figure, fixes: Sequence[_Fix]) -> Figure:
    for fix in fixes:
        if _names(fix.quote, figure):
            return figure._replace(**fix.fields)
    return figure


def _fix(entry: object, path: object) -> _Fix:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("quote"), str) or not entry["quote"].strip():
        raise _fault("a fix needs a quote", path)
    return _Fix(entry["quote"], dict(_fields(entry, path)))


def _fields(entry: Mapping[Any, Any], path: object) -> Iterator[tuple[str, Any]]:
    for key, value in entry.items():
        if key in _NUMBERS:
            yield key, _decimal(value, path)
        elif key in _TEXTS and isinstance(value, str):
            yield key, value
        elif key == "change" and value in [change.value for change in Change]:
            yield key, Change(value)
        elif key == "entity":
            yield key, tuple(_texts(value, path))
        elif key != "quote":
            raise _fault(f"a fix cannot set {str(key)[:40]!r} to {str(value)[:40]!r}", path)
    if isinstance(unit := entry.get("unit"), str):
        currency = unit.partition("/")[0]
        yield "currency", currency if currency in _CURRENCIES else ""


def _decimal(value: object, path: object) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite() or abs(number.adjusted()) > 30:
        raise _fault(f"{str(value)[:40]!r} is no number", path)
    return number


def _texts(value: object, path: object) -> list[str]:
    entries = _list(value, path)
    if not all(isinstance(entry, str) and entry.strip() for entry in entries):
        raise _fault("a list of texts is wanted", path)
    return [str(entry) for entry in entries]


def _list(value: object, path: object) -> Sequence[object]:
    if not isinstance(value, (list, tuple)):
        raise _fault("a list is wanted", path)
    return value


def _fault(message: str, path: object) -> FrontMatterError:
    hint = "Write figures: {hide: [quote], fix: [{quote: ..., value: ..., unit: ...}]}"
    return FrontMatterError(f"figures: {message}", path=path, line=1, hint=hint)
