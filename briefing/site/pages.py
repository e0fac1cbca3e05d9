"""The plan of the site: every URL is claimed here, and nowhere else.

A page's context holds what its template needs; `title` and `description` are in every one. The plan adds what all
pages share: `site`, `root` (the way to the site's root), `url`, `canonical`, `nav`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.errors import PageError
from briefing.model import Brief, Kind, Page
from briefing.site import urls
from briefing.site.brief_page import BriefPage
from briefing.site.library import Entry, Library
from briefing.site.paging import paginate
from briefing.site.views import KIND_NAMES, Link, Views

BRIEFS_A_PAGE = 50
STORIES_A_PAGE = 50


def plan(library: Library) -> tuple[Page, ...]:
    """Plan every page, sorted by URL. Raises PageError naming both claimants of a URL."""
    pages: dict[str, Page] = {}
    for page in _pages(library, Views(library)):
        if page.url in pages:
            raise PageError(f"two pages claim /{page.url}: {pages[page.url].template} and {page.template}")
        pages[page.url] = _framed(page, library)
    return tuple(pages[url] for url in sorted(pages))


def _framed(page: Page, library: Library) -> Page:
    """Add what every page shares."""
    settings = library.settings
    shared = {
        "site": settings,
        "root": urls.root_of(page.url, settings),
        "url": page.url,
        "canonical": urls.absolute(page.url, settings),
        "nav": NAV,
    }
    return replace(page, context={**shared, **page.context})


NAV = (
    Link(name="Briefs", url=urls.BRIEFS),
    Link(name="Companies", url=urls.kind_url(Kind.COMPANIES)),
    Link(name="Products", url=urls.kind_url(Kind.PRODUCTS)),
    Link(name="People", url=urls.kind_url(Kind.PEOPLE)),
    Link(name="Topics", url=urls.kind_url(Kind.TOPICS)),
    Link(name="Regions", url=urls.kind_url(Kind.REGIONS)),
    Link(name="Figures", url=urls.FIGURES),
)


def _pages(library: Library, views: Views) -> Iterator[Page]:
    yield _home(library, views)
    yield from _archive(library, views)
    yield from _briefs(library, views)
    for kind in Kind:
        yield _index(kind, library, views)
        for entry in library.entries[kind].values():
            yield from _dossier(entry, views)
    yield _plain(urls.ABOUT, "about.html", "About", "How this briefing is made, and how far to trust it")
    yield _plain(urls.SEARCH, "search.html", "Search", "Search every story")
    yield _plain(urls.FEEDS, "feeds.html", "Feeds", "Feeds of the whole site and of every term")
    yield _plain(urls.FIGURES, "figures.html", "Figures", "Every figure, with the sentence it stands in")
    yield _plain(urls.NOT_FOUND, "404.html", "Not found", "There is no such page")


def _plain(url: str, template: str, title: str, description: str) -> Page:
    return Page(url=url, template=template, context={"title": title, "description": description})


def _home(library: Library, views: Views) -> Page:
    return Page(
        url=urls.HOME,
        template="home.html",
        context={
            "title": library.settings.tagline or library.settings.title,
            "description": library.settings.description,
            "stories": views.lines(library.stories[:20]),
            "briefs": tuple(views.brief_line(brief) for brief in library.briefs[:6]),
        },
    )


def _archive(library: Library, views: Views) -> Iterator[Page]:
    for leaf in paginate(library.briefs, urls.BRIEFS, BRIEFS_A_PAGE):
        context = {
            "title": "Briefs",
            "description": f"All {len(library.briefs)} briefs, newest first",
            "leaf": leaf,
            "briefs": tuple(views.brief_line(brief) for brief in leaf.items),
        }
        yield Page(url=leaf.url, template="archive.html", context=context)


def _briefs(library: Library, views: Views) -> Iterator[Page]:
    around = [None, *library.briefs, None]
    for newer, brief, older in zip(around, library.briefs, around[2:], strict=False):
        page = BriefPage(views=views, brief=brief, newer=_link(newer), older=_link(older))
        context = {"title": brief.title, "description": brief.summary, "page": page}
        yield Page(url=urls.brief_url(brief), template="brief.html", context=context)


def _link(brief: Brief | None) -> Link | None:
    return Link(name=brief.title, url=urls.brief_url(brief)) if brief else None


def _index(kind: Kind, library: Library, views: Views) -> Page:
    chips = tuple(views.chip(kind, ident) for ident in library.entries[kind])
    context = {"title": KIND_NAMES[kind], "description": f"All {len(chips)} {kind.value} by name", "chips": chips}
    return Page(url=urls.kind_url(kind), template="index.html", context={"kind": kind, **context})


def _dossier(entry: Entry, views: Views) -> Iterator[Page]:
    term = entry.term
    for leaf in paginate(entry.stories, urls.term_url(term), STORIES_A_PAGE):
        context = {
            "title": term.name,
            "description": f"{term.name}: {entry.count} stories",
            "term": term,
            "entry": entry,
            "leaf": leaf,
            "stories": views.lines(leaf.items),
            "briefs": tuple(views.brief_line(brief) for brief in entry.briefs),
        }
        yield Page(url=leaf.url, template="term.html", context=context)
