"""Amounts as a reader writes them: $80 billion, 1,200 lawsuits, 2.5 CNY as ¥2.5/hour."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from briefing.figures.units import DURATIONS, POINTS, TIMES

_SIGNS: Final = {
    "USD": "$", "EUR": "€", "GBP": "£", "CNY": "¥", "JPY": "JP¥", "INR": "₹", "KRW": "₩", "HKD": "HK$", "TWD": "NT$",
    "AUD": "A$", "CAD": "C$", "SGD": "S$", "BRL": "R$",
}  # fmt: skip
_MAX_DIGITS: Final = 6
_SCALES: Final = ((10**15, "quadrillion"), (10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_LEAST_SCALED: Final = 6  # the power of ten
_COUNTED: Final = frozenset(unit for unit in DURATIONS.values() if len(unit) > 2) | {"mile", "acre", "hectare"}
_JOINED: Final = {"%": "%", TIMES: "×", POINTS: " points"}


def number(value: Decimal) -> str:
    """Write a number with grouped thousands, and a scale word where it is shorter and as exact: 1.4 quadrillion."""
    if value.adjusted() >= _LEAST_SCALED:  # as few are
        for scale, word in _SCALES:
            if abs(value) >= scale and len(short := _plain(value / scale)) <= 6:
                return f"{short} {word}"
    return _plain(value)


def amount(value: Decimal, unit: str) -> str:
    """Write a value with its unit."""
    base, slash, per = unit.partition("/")
    if base in _SIGNS and (not slash or per):
        sign = "-" if value < 0 else ""
        return f"{sign}{_SIGNS[base]}{number(abs(value))}{slash}{per}"
    if unit in _JOINED:
        return number(value) + _JOINED[unit]
    if base in _COUNTED:
        plural = {"century": "centuries"}.get(base, f"{base}s")
        return f"{number(value)} {base if value == 1 else plural}{slash}{per}"
    return f"{number(value)} {unit}".strip()


def rounded(value: Decimal, digits: int = 2) -> Decimal:
    """Round what was calculated; what was read is never rounded."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN).normalize()


def _plain(value: Decimal) -> str:
    whole, _, fraction = f"{value:,f}".partition(".")
    if len(fraction) > _MAX_DIGITS:  # two thirds
        return _plain(rounded(value))
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole
