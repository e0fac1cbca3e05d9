"""One browser and one built site of the three seeds for all browser tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from find_browser import find_browser
from playwright.sync_api import Browser, Page, sync_playwright
from visit import ROOT, Site, published, visit

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("project")
    for folder in ("seeds", "content"):
        shutil.copytree(ROOT / folder, home / folder)
    with published(home) as site:
        yield site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = find_browser()
    assert found, "no Chromium or Chrome found; run tests/find_browser.py --install"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with visit(browser, site) as context:
        yield context.new_page()
