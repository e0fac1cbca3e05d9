"""All that the site says to machines: feeds, open data, the sitemap, the headers for a host."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.errors import BriefingError
from briefing.model import OutputFile, Page
from briefing.site.data import render_data
from briefing.site.feed_files import render_feeds
from briefing.site.headers import render_headers
from briefing.site.library import Library
from briefing.site.sitemap import render_sitemap


def notes(library: Library) -> tuple[BriefingError, ...]:
    """Say what a host's machines will miss."""
    settings = library.settings
    if settings.base_url:
        return ()
    message = f"the site has no base_url: its feeds and its sitemap point to {settings.address}/"
    hint = "Before you publish, set base_url in site.yaml or pass --base-url"
    return (BriefingError(message, hint=hint),)


def render_for_machines(library: Library, pages: Sequence[Page]) -> Iterator[OutputFile]:
    yield from render_feeds(library)
    yield from render_data(library)
    yield from render_sitemap(library, pages)
    yield render_headers()
