"""Cards for sharing: a picture of 1200 by 630 for every brief and every dossier, drawn from an SVG template.

Other sites fetch them by their full address: without a `base_url` there are none. The fonts lie beside the template;
a title in letters that they do not have gets no card. A card is drawn once and kept under the digest of its SVG.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

import resvg_py

from briefing.cache import keep, kept
from briefing.config import Settings
from briefing.model import OutputFile, Page
from briefing.site.brief_page import BriefPage
from briefing.site.dossier import Dossier
from briefing.site.render import render_page
from briefing.site.urls import absolute, card_url

_WRITABLE: Final = re.compile(
    "[\\x20-\\x7e\u00a0-\u00ff\u2013\u2014\u2018-\u201e\u2022\u2026\u2032\u2033\u20ac\u2122]+"
)
# Size of the title, characters that fit a line, lines that fit the card: the first that takes the whole title wins.
_SIZES: Final = ((104, 19, 3), (80, 25, 4), (62, 33, 5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says: the title in lines, and a note below."""

    lines: tuple[str, ...]
    size: int
    note: str


def with_card(page: Page, settings: Settings) -> Page:
    """Name a page's card in its context, "" where it has none."""
    return replace(page, context={**page.context, "card": _address(page, settings)})


def card_of(page: Page) -> Page | None:
    """Plan the card of a page, None where it names none."""
    view = page.context.get("page")
    if not page.context.get("card") or not isinstance(view, BriefPage | Dossier):
        return None
    card = set_card(str(page.context["title"]), view.note)
    context = {"site": page.context["site"], "card": card}
    return Page(url=card_url(page.url), template="cards/card.svg", context=context)


def draw(card: Page, templates: Path, cache: Path | None) -> Iterator[OutputFile]:
    """Draw a card as PNG, or take it from the cache."""
    fonts = _fonts(templates / "cards")
    for svg in render_page(card, templates):
        place = cache / "cards" / sha256(fonts.digest + svg.data).hexdigest() if cache else None
        drawn = kept(place) if place else None
        if drawn is None:
            text = svg.data.decode()
            drawn = bytes(resvg_py.svg_to_bytes(svg_string=text, font_files=[*fonts.files], skip_system_fonts=True))
            if place:
                keep(place, drawn)
        yield replace(svg, data=drawn)


@dataclass(frozen=True, slots=True)
class _Fonts:
    files: tuple[str, ...]
    digest: bytes


def _fonts(folder: Path) -> _Fonts:
    files = sorted(folder.glob("*.ttf"))
    return _Fonts(tuple(map(str, files)), b"".join(file.read_bytes() for file in files))


def set_card(title: str, note: str) -> Card:
    """Set a title as large as it fits, cut with an ellipsis where it fits in no size."""
    fitting = (step for step in _SIZES if len(textwrap.wrap(title, step[1])) <= step[2])
    size, width, most = next(fitting, _SIZES[-1])
    lines = textwrap.wrap(title, width, max_lines=most, placeholder="…")
    return Card(lines=tuple(lines), size=size, note=note)


def _address(page: Page, settings: Settings) -> str:
    view = page.context.get("page")
    if settings.cards == "off" or not isinstance(view, BriefPage | Dossier):
        return ""
    said = f"{page.context['title']}{view.note}{settings.title}"
    return absolute(card_url(page.url), settings) if _WRITABLE.fullmatch(said) else ""
