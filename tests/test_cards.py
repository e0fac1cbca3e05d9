"""Cards for sharing: which pages have one, what it says, and that it is drawn once."""

from __future__ import annotations

import struct
from pathlib import Path

import lxml.html
import pytest
from press import by_path, library_of, make_brief, pages_of

from briefing.cache import keep
from briefing.config import ConfigError, Settings, load_settings
from briefing.site.cards import card_of, draw, set_card
from briefing.site.library import Library
from tests.test_pages import TEMPLATES, site_of


def cards_of(library: Library, cache: Path | None = None) -> dict[str, bytes]:
    return by_path(
        file for page in pages_of(library) if (card := card_of(page)) for file in draw(card, TEMPLATES, cache)
    )


def test_briefs_and_dossiers_have_a_card_and_name_it() -> None:
    library = library_of(make_brief("a"))
    cards = cards_of(library)
    assert sorted(cards) == ["briefs/a/card.png", "companies/nvidia/card.png", "companies/openai/card.png"]
    assert struct.unpack(">II", cards["briefs/a/card.png"][16:24]) == (1200, 630)
    page = lxml.html.fromstring(site_of(library, TEMPLATES)["briefs/a/index.html"])
    assert page.xpath("//meta[@property='og:image']/@content") == ["https://example.org/news/briefs/a/card.png"]


@pytest.mark.parametrize("settings", [Settings(), Settings(base_url="https://example.org", cards="off")])
def test_without_an_address_or_when_switched_off_there_are_none(settings: Settings) -> None:
    library = library_of(make_brief("a"), settings=settings)
    assert cards_of(library) == {}
    assert b"og:image" not in site_of(library, TEMPLATES)["briefs/a/index.html"]


def test_a_title_that_the_font_cannot_write_has_no_card() -> None:
    assert "briefs/a/card.png" not in cards_of(library_of(make_brief("a", title="人工智能早报")))


def test_a_card_is_drawn_once_and_always_the_same(tmp_path: Path) -> None:
    library = library_of(make_brief("a"))
    first = cards_of(library, tmp_path)
    assert first == cards_of(library)
    files = sorted((tmp_path / "cards").iterdir())
    assert len(files) == 3
    for file in files:
        keep(file, b"kept")
    assert set(cards_of(library, tmp_path).values()) == {b"kept"}


@pytest.mark.parametrize("words", [1, 8, 12, 20, 60])
def test_a_title_of_any_length_fits(words: int) -> None:
    card = set_card("longer word " * words, "note")
    assert card.size * len(card.lines) <= 330
    assert max(len(line) for line in card.lines) * card.size * 0.52 <= 1080


def test_cards_are_on_or_off(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("cards: perhaps\n", "utf-8")
    with pytest.raises(ConfigError, match="'cards' must be on or off"):
        load_settings(tmp_path / "site.yaml")
