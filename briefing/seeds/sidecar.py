"""The editor's word on a seed: `NAME.meta.yaml` beside it."""

from __future__ import annotations

import datetime as dt
import difflib
from pathlib import Path
from typing import Final

from briefing.addresses import is_web_address
from briefing.errors import SeedError
from briefing.model import Facts, Sidecar
from briefing.plain_yaml import Fields, PlainYamlError, Value, parse_yaml
from briefing.seeds.dates import parse_date
from briefing.seeds.headers import readable

SUFFIX: Final = ".meta.yaml"
_MAX_BYTES: Final = 1 << 16
_TEXTS: Final = ("title", "source", "url", "author", "lang")
_LISTS: Final = ("keep", "drop")
_KEYS: Final = (*_TEXTS, "date", *_LISTS)


def read_sidecar(path: Path, *, shown: str) -> Sidecar:
    """Read and check a sidecar. `shown` is the path as errors give it."""
    if path.stat().st_size > _MAX_BYTES:
        raise SeedError("this sidecar is too large", path=shown, hint=f"At most {_MAX_BYTES:,} bytes")
    return _Reader(_parsed(path.read_bytes(), shown), shown).sidecar()


def _parsed(raw: bytes, shown: str) -> Fields:
    try:
        fields = parse_yaml(raw.decode("utf-8-sig"))
    except PlainYamlError as error:
        raise SeedError(error.message, path=shown, line=error.line) from error
    except UnicodeDecodeError as error:
        raise SeedError("this sidecar is not UTF-8 text", path=shown, hint="Save the file as UTF-8") from error
    if fields is None:
        return Fields(1)
    if not isinstance(fields, Fields):
        hint = "For example, title: A headline"
        raise SeedError("a sidecar is a list of keys with values", path=shown, line=1, hint=hint)
    return fields


class _Reader:
    """Reads checked values from the fields of one sidecar."""

    def __init__(self, fields: Fields, shown: str) -> None:
        self.fields, self.shown = fields, shown

    def sidecar(self) -> Sidecar:
        self.check_keys()
        texts = {key: self.text(key) for key in _TEXTS}
        if texts["url"] and not is_web_address(texts["url"]):
            raise self.fail("url", f"'{texts['url']}' is no address of the web", "Write it with https:// at the front")
        facts = readable(Facts(date=self.date(), **texts))
        return Sidecar(facts=facts, keep=self.list("keep"), drop=self.list("drop"))

    def fail(self, key: str, message: str, hint: str) -> SeedError:
        return SeedError(message, path=self.shown, line=self.fields.lines[key], hint=hint)

    def check_keys(self) -> None:
        for key in self.fields:
            if key not in _KEYS:
                near = difflib.get_close_matches(key, _KEYS, 1)
                hint = f"Did you mean '{near[0]}'?" if near else f"The keys are {', '.join(_KEYS)}"
                raise self.fail(key, f"unknown key '{key}'", hint)

    def text(self, key: str) -> str | None:
        value = self.fields.get(key)
        if not isinstance(value, str | None):
            raise self.fail(key, f"'{key}' is a text", "Put it in quotes")
        return " ".join((value or "").split()) or None

    def date(self) -> dt.date | None:
        value = self.text("date")
        date = parse_date(value) if value else None
        if value and not date:
            raise self.fail("date", f"'{value}' is no date", "Write it as 2026-05-01")
        return date

    def list(self, key: str) -> tuple[str, ...]:
        value = self.fields.get(key)
        texts: list[Value] = value if isinstance(value, list) else [value] if value else []
        found = tuple(text for text in texts if isinstance(text, str) and text.strip())
        if len(found) < len(texts):
            raise self.fail(key, f"'{key}' is a list of texts", f'For example, {key}: ["some words of the line"]')
        return found
