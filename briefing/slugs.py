"""Names for URLs, anchors and files, made from titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from typing import Final

# Left out without leaving a gap: "China's" is one word, and so is a word with a soft hyphen.
_SILENT: Final = re.compile("['’‘ʼ`´\u00ad\u200b-\u200d\ufeff]")
_APART: Final = re.compile(r"[\W_]+")
# Device names that Windows refuses as file names, whatever the extension.
_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10))]
)


def slugify(text: str, max_chars: int = 60) -> str:
    """Make a slug: lower-case words joined by hyphens, never empty, cut at a word where one ends in time.

    Latin letters lose their accents; letters of other scripts stay, as browsers show them in an address.
    """
    slug = _cut(text.lower() if text.isascii() and text.isalnum() else _joined(text), max_chars)
    if not slug:
        return "untitled"
    return f"{slug}-1" if slug in _RESERVED else slug


def _joined(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _SILENT.sub("", text)).casefold()
    plain = plain if plain.isascii() else "".join(map(_bare, plain))
    return _APART.sub("-", plain).strip("-")


def unique_slugs(slugs: Iterable[str]) -> tuple[str, ...]:
    """Tell equal slugs apart by -2, -3, ..., in order; a number that is taken is skipped."""
    wanted = list(slugs)
    taken = set(wanted)
    seen: dict[str, int] = {}
    unique: list[str] = []
    for slug in wanted:
        seen[slug] = number = seen.get(slug, 0) + 1
        while number > 1 and f"{slug}-{number}" in taken:
            seen[slug] = number = number + 1
        unique.append(slug if number == 1 else f"{slug}-{number}")
        taken.add(unique[-1])
    return tuple(unique)


def _bare(char: str) -> str:
    """Take the accents off a Latin letter. In other scripts a mark can make another letter: it stays."""
    base = unicodedata.normalize("NFKD", char)
    return base[0] if base[0].isascii() else char


def _cut(slug: str, max_chars: int) -> str:
    if len(slug) <= max_chars:
        return slug
    head = slug[: max_chars + 1].rpartition("-")[0]
    return head if len(head) * 2 > max_chars else slug[:max_chars].rstrip("-")


def unique(slug: str, taken: Container[str]) -> str:
    """Give `slug`, or the first of `slug-2`, `slug-3`, ... that is not taken."""
    number, candidate = 1, slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
