"""The editor's word on a seed: `NAME.meta.yaml` beside it."""

from __future__ import annotations

import datetime as dt
import difflib
from pathlib import Path
from typing import Final

import yaml

from briefing.errors import SeedError
from briefing.model import Facts, Sidecar

SUFFIX: Final = ".meta.yaml"
_MAX_BYTES: Final = 1 << 16
_TEXTS: Final = ("title", "source", "url", "author", "lang")
_LISTS: Final = ("keep", "drop")
_KEYS: Final = (*_TEXTS, "date", *_LISTS)


def read_sidecar(path: Path, *, shown: str) -> Sidecar:
    """Read and check a sidecar. `shown` is the path as errors give it."""
    raw = path.read_bytes()
    if len(raw) > _MAX_BYTES:
        raise SeedError("this sidecar is too large", path=shown, hint=f"At most {_MAX_BYTES} bytes")
    return _checked(_parsed(raw, shown), shown)


def _parsed(raw: bytes, shown: str) -> dict[str, object]:
    try:
        data = yaml.safe_load(raw.decode("utf-8-sig"))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise SeedError("this sidecar is no valid YAML", path=shown, line=mark.line + 1 if mark else 0) from error
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise SeedError("a sidecar is a list of keys with values", path=shown, hint="For example, title: A headline")
    return {str(key): value for key, value in data.items()}


def _checked(data: dict[str, object], shown: str) -> Sidecar:
    for key in data:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"The keys are {', '.join(_KEYS)}"
            raise SeedError(f"unknown key '{key}'", path=shown, hint=hint)
    texts = {key: _text(data.get(key), key, shown) for key in _TEXTS}
    facts = Facts(date=_date(data.get("date"), shown), **texts)
    return Sidecar(facts=facts, keep=_list(data, "keep", shown), drop=_list(data, "drop", shown))


def _text(value: object, key: str, shown: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
        return " ".join(str(value).split())
    raise SeedError(f"'{key}' is a text", path=shown, hint="Put it in quotes")


def _date(value: object, shown: str) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise SeedError(f"'{value}' is no date", path=shown, hint="Write it as 2026-05-01") from error


def _list(data: dict[str, object], key: str, shown: str) -> tuple[str, ...]:
    value = data.get(key) or []
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise SeedError(
            f"'{key}' is a list of texts", path=shown, hint=f'For example, {key}: ["some words of the line"]'
        )
    return tuple(texts)
