"""The ledger as data: records for JSON, and a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import itemgetter
from typing import Final, TypeAlias

from briefing.model import Figure

Record: TypeAlias = Mapping[str, object]

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WORDED: Final = (str, list)
_COLUMNS: Final = (
    "id", "brief", "story", "entity", "metric", "value", "low", "high", "unit", "currency", "bound", "change",
    "compared_to", "compared_value", "baseline", "period", "hedge", "number", "quote",
)  # fmt: skip
_cells: Final = itemgetter(*_COLUMNS)
CSV_HEAD: Final = ",".join(_COLUMNS) + "\n"


def to_json(figure: Figure) -> Record:
    """Make the record of a figure: numbers as numbers (whole ones as int), None where there is none."""
    return {
        "id": figure.id,
        "brief": figure.brief,
        "story": figure.story,
        "quote": figure.quote,
        "number": figure.number,
        "entity": list(figure.entity),
        "metric": figure.metric,
        "value": _number(figure.value),
        "low": _number(figure.low),
        "high": _number(figure.high),
        "unit": figure.unit,
        "currency": figure.currency,
        "bound": figure.bound.value,
        "change": figure.change.value,
        "compared_to": figure.compared_to,
        "compared_value": _number(figure.compared_value),
        "baseline": figure.baseline,
        "period": figure.period,
        "hedge": figure.hedge.value,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def to_csv(records: Iterable[Record]) -> str:
    """Write the records of figures as the rows of a table, below CSV_HEAD.

    A text that a spreadsheet would run as a formula is quoted with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for record in records:
        writer.writerow([_cell(value) if type(value) in _WORDED else value for value in _cells(record)])
    return out.getvalue()


def _cell(value: str | list[str]) -> str:
    text = " ".join(value.split() if isinstance(value, str) else value)  # one line, as of a table
    return f"'{text}" if text.startswith(_FORMULA) else text
