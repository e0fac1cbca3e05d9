"""The ledger in a browser: sorted by a click, narrowed by words, and each value leading to its sentence."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def values(page: Page) -> list[float]:
    found: list[float] = page.eval_on_selector_all(
        ".ledger tbody tr:not([hidden]) .amount", "cells => cells.map(cell => Number(cell.dataset.value))"
    )
    return found


def test_a_click_on_a_head_sorts_by_it_and_another_turns_it_round(page: Page) -> None:
    page.goto("figures/")
    before = values(page)
    page.get_by_role("button", name="Value").click()
    assert values(page) == sorted(before)
    expect(page.locator(".ledger th").first).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name="Value").click()
    assert values(page) == sorted(before, reverse=True)


def test_words_narrow_the_table_and_their_count_is_said(page: Page) -> None:
    page.goto("figures/")
    page.get_by_label("Only rows with").fill("optimus units")
    shown = page.locator(".ledger tbody tr:visible")
    expect(shown).not_to_have_count(0)
    for text in shown.all_inner_texts():
        assert "optimus" in text.lower()
    expect(page.locator(".narrow output")).to_contain_text(f"{shown.count()} of ")


def test_a_value_leads_to_its_sentence_and_the_sentence_is_lit(page: Page) -> None:
    page.goto("figures/")
    value = page.locator(".ledger .value", has_text="$20,000")
    value.click()
    said = page.locator(".said:target")
    expect(said).to_contain_text("each priced at $20,000")
    assert said.evaluate("element => getComputedStyle(element).backgroundColor") != "rgba(0, 0, 0, 0)"
