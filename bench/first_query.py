"""How much a reader downloads for her first query, in a real browser."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from measure import MB, Cost

ROOT = Path(__file__).parent.parent
PATIENCE_MS: Final = 120_000
FOR_LOOKS: Final = {"document", "stylesheet", "image", "font", "manifest"}  # what any page of the site needs


def browser() -> str | None:
    """Find a browser, and what drives it; None where either is missing."""
    try:
        import playwright.sync_api  # noqa: F401  an extra of its own: the bench does without
    except ImportError:
        return None
    found = subprocess.run([sys.executable, ROOT / "tests/find_browser.py"], capture_output=True, text=True)
    return found.stdout.strip().removeprefix("Browser for the tests: ") or None


def ask(executable: str, site: Path, query: str) -> Cost:
    """Ask the search page of a site. `files` and `size` are of all that scripts loaded, themselves among it."""
    from playwright.sync_api import Response, sync_playwright

    loaded: list[Response] = []
    with _hosted(site) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page()
        page.on("response", lambda answer: loaded.append(answer))  # a bound append cannot be marked
        began = time.monotonic()
        page.goto(f"{address}/search/?q={query}")
        page.locator("#search-results > li").first.wait_for(timeout=PATIENCE_MS)
        wall = time.monotonic() - began
        page.wait_for_load_state("networkidle")
        sizes = [len(answer.body()) for answer in loaded if answer.request.resource_type not in FOR_LOOKS]
        chromium.close()
    return Cost(wall=wall, cpu=0, peak=0, tree=0, files=len(sizes), size=sum(sizes) / MB)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _hosted(site: Path) -> Iterator[str]:
    """Serve a folder as a static host does, without compressing."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
