"""Following without an account, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from visit import Site, visit

pytestmark = pytest.mark.browser


def follow(page: Page, term: str) -> None:
    page.goto(f"{term}/")
    button = page.locator(".follow")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_have_text("Following")


def test_what_one_follows_shows_its_new_stories_once(page: Page) -> None:
    follow(page, "companies/huawei")
    page.goto("following/")
    section = page.locator(".followed", has_text="Huawei")
    expect(section.locator("li").first).to_be_visible()
    section.locator("li a").first.click()
    expect(page).to_have_url(re.compile("/briefs/.+#"))
    page.goto("following/")
    expect(section).to_contain_text("Nothing new since your last visit.")


def test_unfollowing_forgets(page: Page) -> None:
    follow(page, "regions/china")
    page.goto("following/")
    page.get_by_role("button", name="Unfollow China").click()
    expect(page.locator(".empty")).to_contain_text("You follow nothing yet.")


def test_what_one_follows_can_be_taken_along(page: Page, browser: Browser, site: Site, tmp_path: Path) -> None:
    follow(page, "companies/huawei")
    page.goto("following/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save what you follow as a file").click()
    saved = tmp_path / "following.json"
    download.value.save_as(saved)
    with visit(browser, site) as elsewhere:
        other = elsewhere.new_page()
        other.goto("following/")
        other.get_by_label("Take in a saved file:").set_input_files(saved)
        expect(other.locator(".followed")).to_contain_text("Huawei")


def test_a_file_of_something_else_is_refused(page: Page, tmp_path: Path) -> None:
    page.goto("following/")
    wrong = tmp_path / "following.json"
    wrong.write_text('{"../../evil": {"name": "x"}, "companies/a": 7', "utf-8")
    page.get_by_label("Take in a saved file:").set_input_files(wrong)
    expect(page.get_by_text("This file holds no list of what you follow.")).to_be_visible()


def test_without_scripts_it_explains_feeds(browser: Browser, site: Site) -> None:
    with visit(browser, site, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("following/")
        expect(page.get_by_text("Without them, feeds do the same")).to_be_visible()
        page.get_by_role("link", name="Choose feeds for your feed reader").click()
        expect(page.locator("h1")).to_have_text("Feeds")
        page.goto("companies/huawei/")
        expect(page.locator(".follow")).to_be_hidden()
