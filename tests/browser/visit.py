"""The built site, and a visit to it, watched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, WebError, expect
from static_host import serve

from briefing.config import Options
from briefing.pipeline import Index, build

ROOT = Path(__file__).parent.parent.parent
TIMEOUT_MS = 15_000  # what takes longer is broken; a busy machine takes a second
expect.set_options(timeout=TIMEOUT_MS)


@dataclass(frozen=True, slots=True)
class Site:
    """The built site: where it is served (without a final slash) and the folder it lies in."""

    url: str
    folder: Path


@contextmanager
def published(home: Path, index: Index | None = None) -> Iterator[Site]:
    """Build what stands in a folder's seeds/ and content/, and serve it at the address that it was built for."""
    output = home / "site"
    with serve(output) as url:
        folders = {"seeds": home / "seeds", "content": home / "content", "cache": home / "cache"}
        build(Options(**folders, output=output, templates=ROOT / "templates", base_url=url), index=index)
        yield Site(url, output)


@contextmanager
def visit(browser: Browser, site: Site, **options: Any) -> Iterator[BrowserContext]:
    """Open a window whose pages must not complain, fail, or ask anything of another host."""
    trouble: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            trouble.append(f"{message.text} ({message.location['url']})")

    def on_error(error: WebError) -> None:
        trouble.append(str(error.error))

    def on_request(request: Request) -> None:
        if not request.url.startswith(site.url):
            trouble.append(f"asked elsewhere: {request.url}")

    context = browser.new_context(base_url=site.url + "/", **options)
    context.on("console", on_console)
    context.on("weberror", on_error)
    context.on("request", on_request)
    context.set_default_timeout(TIMEOUT_MS)
    yield context
    context.close()
    assert trouble == []
