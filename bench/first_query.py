"""How much a reader downloads for her first query, in a real browser."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from measure import MB, Cost
from static_host import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

ROOT = Path(__file__).parent.parent
PATIENCE_MS: Final = 120_000


def browser() -> str | None:
    """Find a browser, and what drives it; None where either is missing."""
    try:
        import playwright.sync_api  # noqa: F401  an extra of its own: the bench does without
    except ImportError:
        return None
    found = subprocess.run([sys.executable, ROOT / "tests/find_browser.py"], capture_output=True, text=True)
    return found.stdout.strip().removeprefix("Browser for the tests: ") or None


def ask(executable: str, site: Path, query: str) -> Cost:
    """Open the search page of a site with a query, in a browser of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        cost = ask_in(chromium, site, query)
        chromium.close()
    return cost


def ask_in(browser: Browser, site: Path, query: str) -> Cost:
    """Open the search page of a site with a query, as a reader does for the first time.

    `wall` is until the first results stand, `files` and `size` are of all that was loaded until the facets stand with
    their counts: the page itself too, compressed as hosts do.
    """
    loaded: list[Request] = []
    with serve(site) as address, browser.new_context() as context:
        page = context.new_page()  # as wide as a desk: a phone loads no facets before they are asked for
        page.on("request", lambda request: loaded.append(request))  # a bound append cannot be marked
        began = time.monotonic()
        page.goto(f"{address}/search/?q={query}")
        page.locator("#search-results > li").first.wait_for(timeout=PATIENCE_MS)
        wall = time.monotonic() - began
        page.locator("#search-facets .count").first.wait_for(timeout=PATIENCE_MS)
        sizes = [_size(request) for request in loaded]
    return Cost(wall=wall, cpu=0, peak=0, tree=0, files=len(sizes), size=sum(sizes) / MB)


def _size(request: Request) -> int:
    """Give the bytes that came over the network. Of what a script reads as a blob, Chromium does not keep the body."""
    response = request.response()
    if response:
        response.finished()
    return request.sizes()["responseBodySize"]
