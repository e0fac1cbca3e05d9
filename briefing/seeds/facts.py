"""Who wrote a capture, and when it was published, from its lines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefing.model import Basis, Facts
from briefing.seeds.blocks import Block
from briefing.seeds.dates import Found, find_dates
from briefing.seeds.lists import is_signature
from briefing.seeds.traits import measure

_BYLINE: Final = re.compile(
    r"(?:[Bb]y|Written by|Von|Par|Por|作者|记者|撰文)\s?[:：]?\s+(?P<names>[^\d|•·@]{3,80}?)\s*(?=$|[|"
    r"•·@]|\d|\bon\b|\s-\s)"
)
_PUBLISHED: Final = re.compile(
    r"\b(?:published|posted|first published|released|veröffentlicht|publié|publicado)\b|发布|发表|公開|등록|입력",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(r"\b(?:updated|modified|aktualisiert|mis à jour|actualizado)\b|更新|수정", re.IGNORECASE)
_HEAD_RULES: Final = frozenset({"dateline", "byline", "before the text", "before the title"})
_MAX_LINE: Final = 160
_DATELINE: Final = 90  # characters into a text in which its dateline ends


def find_author(blocks: Sequence[Block]) -> str:
    """Read a byline over or under the text; "" where there is none."""
    for at, block in enumerate(blocks):
        plain = block.plain
        if plain.casefold().rstrip(":") in ("written by", "by", "von", "par", "作者") and at + 1 < len(blocks):
            following = blocks[at + 1].plain
            return following if len(following) <= 80 else ""
        match = _BYLINE.match(plain) if len(plain) <= _MAX_LINE else None
        if match and match["names"][:1].isupper():
            return match["names"].strip(" ,;–—-")
    return ""


def find_date(
    blocks: Sequence[Block],
    rules: Sequence[str],
    kept: Sequence[Block],
    *,
    title: str,
    known: Facts,
    sidecar: dt.date | None,
) -> tuple[dt.date | None, Basis]:
    """Find the date of publication. A date in the running text is none, save that of an embedded post (inferred)."""
    if sidecar:
        return sidecar, Basis.METADATA
    stated = _stated(blocks, rules, kept, title)
    if known.date:
        return known.date, Basis.STATED if known.date in stated else Basis.METADATA
    if stated:
        return stated[0], Basis.STATED
    posts = sorted(found.date for block in kept if is_signature(block) for found in find_dates(block.plain))
    return (posts[-1], Basis.INFERRED) if posts else (None, Basis.NONE)


def _stated(blocks: Sequence[Block], rules: Sequence[str], kept: Sequence[Block], title: str) -> list[dt.date]:
    """List the dates that the lines around the text give, the likeliest first."""
    lines = list(_datelines(blocks, rules))
    published = [found.date for plain, found in lines if _PUBLISHED.search(plain[: found.start])]
    others = [found.date for plain, found in lines if not _CHANGED.search(plain[: found.start])]
    changed = [found.date for _, found in lines]
    titled = [found.date for found in find_dates(title)]
    return titled + published + others + _opening(kept) + changed


def _datelines(blocks: Sequence[Block], rules: Sequence[str]) -> Iterator[tuple[str, Found]]:
    """Go through the short lines over the text, and those anywhere that say `Published`."""
    for block, rule in zip(blocks, rules, strict=True):
        plain = block.plain
        if len(plain) > _MAX_LINE or not rule:
            continue
        if rule in _HEAD_RULES or _PUBLISHED.match(plain):
            yield from ((plain, found) for found in find_dates(plain))


def _opening(kept: Sequence[Block]) -> list[dt.date]:
    """Read the dateline of the first paragraph: `SEOUL, May 1, 2026 –` or `2026-05-01 10:20，`."""
    first = next((block.plain for block in kept if measure(block).prose), "")
    return [
        found.date
        for found in find_dates(first[:_DATELINE])
        if found.start == 0
        or (found.start <= 45 and re.match(r"\s?(?:\([^)]{2,40}\)|/[^/]{2,40}/)?\s?[-–—:：]", first[found.end :]))
    ]
