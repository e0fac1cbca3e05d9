"""For machines that visit: sitemap.xml and robots.txt.

`lastmod` is the date of the newest content behind a page, never a time of building, and absent where nothing dates
the page: a search engine that catches a site at false dates stops reading them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from briefing.model import Brief, Kind, OutputFile, Page
from briefing.site import redirects, urls
from briefing.site.library import Library
from briefing.site.xml import escape

MAX_URLS: Final = 50_000  # in one file: https://www.sitemaps.org/protocol.html
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>\n'


def render_sitemap(library: Library, pages: Iterable[Page]) -> Iterator[OutputFile]:
    """Write robots.txt and the sitemap: of more pages than one file may hold, an index of several."""
    dates = _dates(library)
    lines = [_line(page.url, dates.get(page.url), library) for page in pages if _is_listed(page)]
    parts = [lines[start : start + MAX_URLS] for start in range(0, len(lines), MAX_URLS)]
    if len(parts) == 1:
        yield _file("sitemap.xml", "urlset", parts[0])
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        locations = [f"<sitemap><loc>{_address(name, library)}</loc></sitemap>\n" for name in names]
        yield _file("sitemap.xml", "sitemapindex", locations)
        for name, part in zip(names, parts, strict=True):
            yield _file(name, "urlset", part)
    robots = f"User-agent: *\nDisallow:\n\nSitemap: {urls.world_address('sitemap.xml', library.settings)}\n"
    yield OutputFile(path=PurePosixPath("robots.txt"), data=robots.encode())


def _is_listed(page: Page) -> bool:
    return page.url not in (urls.NOT_FOUND, urls.SEARCH, urls.FOLLOWING) and page.template != redirects.TEMPLATE


def _dates(library: Library) -> dict[str, dt.date | None]:
    """Date the pages that content dates: briefs, terms and the lists of the newest."""
    newest = _newest(library.briefs)
    dates = {urls.HOME: newest, urls.BRIEFS: newest}
    dates |= {urls.brief_url(brief): brief.date for brief in library.briefs}
    for kind in Kind:
        for entry in library.entries[kind].values():
            briefs = (*entry.briefs, *(story.brief for story in entry.stories))
            dates[urls.term_url(entry.term)] = _newest(briefs)
    return dates


def _newest(briefs: Iterable[Brief]) -> dt.date | None:
    return max((brief.date for brief in briefs if brief.date), default=None)


def _line(url: str, date: dt.date | None, library: Library) -> str:
    changed = f"<lastmod>{date.isoformat()}</lastmod>" if date else ""
    return f"<url><loc>{_address(url, library)}</loc>{changed}</url>\n"


def _address(url: str, library: Library) -> str:
    return escape(urls.world_address(url, library.settings))


def _file(name: str, element: str, lines: Sequence[str]) -> OutputFile:
    text = f"{_DECLARATION}<{element} {_NAMESPACE}>\n{''.join(lines)}</{element}>\n"
    return OutputFile(path=PurePosixPath(name), data=text.encode())
