"""The plan of the site: every URL is claimed here, and nowhere else.

A page's context holds what its template needs; `title` and `description` are in every one. The plan adds what all
pages share: `site`, `policy` (what a browser may load), `root` (the way to the site's root), `url`, `canonical`, `nav`,
`more`, `feeds` (its own first), `card` (the picture that stands for it where it is shared).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from briefing.errors import PageError
from briefing.model import Kind, Page
from briefing.site import urls
from briefing.site.archive import Archive, month_links
from briefing.site.brief_page import BriefPage
from briefing.site.cards import with_card
from briefing.site.dossier import Dossier
from briefing.site.feeds import feed_links, feeds_page, site_feeds, term_feed
from briefing.site.figure_pages import FIGURES_A_PAGE, BriefFigures, FiguresPage, TermFigures, numbers_of_the_day
from briefing.site.front_page import FrontPage
from briefing.site.headers import PAGE_POLICY, SEARCH_POLICY
from briefing.site.indexes import Index
from briefing.site.ledger import Ledger
from briefing.site.library import Entry, Library
from briefing.site.paging import paginate
from briefing.site.redirects import redirect_pages
from briefing.site.surroundings import Neighbourhood
from briefing.site.views import KIND_NAMES, Link, Views, counted

BRIEFS_A_PAGE: Final = 50
STORIES_A_PAGE: Final = 50
NAV: Final = (
    Link(name="Briefs", url=urls.BRIEFS),
    Link(name="Companies", url=urls.kind_url(Kind.COMPANIES)),
    Link(name="Products", url=urls.kind_url(Kind.PRODUCTS)),
    Link(name="People", url=urls.kind_url(Kind.PEOPLE)),
    Link(name="Topics", url=urls.kind_url(Kind.TOPICS)),
    Link(name="Regions", url=urls.kind_url(Kind.REGIONS)),
    Link(name="Figures", url=urls.FIGURES),
)
MORE: Final = (
    Link(name="About", url=urls.ABOUT),
    Link(name="Organizations", url=urls.kind_url(Kind.ORGANIZATIONS)),
    Link(name="Following", url=urls.FOLLOWING),
    Link(name="Feeds", url=urls.FEEDS),
)


def plan(views: Views, ledger: Ledger) -> tuple[Page, ...]:
    """Plan every page, sorted by URL. Raises PageError naming both claimants of a URL."""
    library = views.library
    pages: dict[str, Page] = {}
    for page in _pages(library, views, ledger):
        if page.url in pages:
            raise PageError(f"two pages claim /{page.url}: {pages[page.url].template} and {page.template}")
        pages[page.url] = _framed(page, library)
    for page in tuple(redirect_pages(library.redirects, library.settings, pages)):
        pages[page.url] = _framed(page, library)
    return tuple(pages[url] for url in sorted(pages))


def plan_brief(page: BriefPage, ledger: Ledger) -> Page:
    """Plan the page of a brief alone."""
    return _framed(_brief(page, ledger), ledger.library)


def _framed(page: Page, library: Library) -> Page:
    """Add what every page shares."""
    settings = library.settings
    shared = {
        "site": settings,
        "policy": PAGE_POLICY,
        "root": urls.root_of(page.url, settings),
        "url": page.url,
        "canonical": urls.absolute(page.url, settings),
        "nav": NAV,
        "more": MORE,
        "feeds": feed_links(site_feeds(library)),
    }
    return with_card(replace(page, context={**shared, **page.context}), settings)


def _pages(library: Library, views: Views, ledger: Ledger) -> Iterator[Page]:
    yield _home(library, views, ledger)
    yield from _archive(library, views)
    yield from _briefs(library, views, ledger)
    for kind in Kind:
        yield from _indexes(kind, views)
        for entry in library.entries[kind].values():
            yield from _dossier(entry, views, ledger)
    yield _about(library)
    yield _search(library)
    yield feeds_page(library)
    yield from _figures(ledger)
    yield _plain(urls.FOLLOWING, "following.html", "Following", "New stories of what you follow, kept in your browser")
    yield _plain(urls.NOT_FOUND, "404.html", "Not found", "There is no such page")


def _plain(url: str, template: str, title: str, description: str) -> Page:
    return Page(url=url, template=template, context={"title": title, "description": description})


def _home(library: Library, views: Views, ledger: Ledger) -> Page:
    settings = library.settings
    said = settings.description or settings.tagline or f"{settings.title}: the latest stories, each with its source"
    context = {"title": settings.title, "description": said}
    page = FrontPage(views=views)
    numbers = numbers_of_the_day(ledger, page.recent)
    return Page(url=urls.HOME, template="home.html", context={**context, "page": page, "numbers": numbers})


def _archive(library: Library, views: Views) -> Iterator[Page]:
    leaves = paginate(library.briefs, urls.BRIEFS, BRIEFS_A_PAGE)
    months = month_links(leaves)
    for leaf in leaves:
        title = f"Briefs, page {leaf.number}" if leaf.newer else "Briefs"
        description = f"{title}, by month" if leaf.newer else f"All {counted(len(library.briefs), 'brief')} by month"
        page = Archive(views=views, leaf=leaf, all_months=() if leaf.newer else months)
        yield Page(
            url=leaf.url, template="archive.html", context={"title": title, "description": description, "page": page}
        )


def _briefs(library: Library, views: Views, ledger: Ledger) -> Iterator[Page]:
    neighbourhood = Neighbourhood(views, ledger)
    for brief in library.briefs:
        yield _brief(BriefPage(views=views, brief=brief, near=partial(neighbourhood.of, brief)), ledger)


def _brief(page: BriefPage, ledger: Ledger) -> Page:
    brief = page.brief
    context = {"title": brief.title, "description": brief.summary or brief.title, "page": page}
    context["figures"] = BriefFigures(ledger, page)
    return Page(url=urls.brief_url(brief), template="brief.html", context=context)


def _indexes(kind: Kind, views: Views) -> Iterator[Page]:
    """Plan the index by name and the one by number of stories."""
    page, name = Index(views=views, kind=kind), KIND_NAMES[kind]
    context = {"title": name, "description": f"All {page.count} {kind.value} in the news, A to Z", "page": page}
    yield Page(url=urls.kind_url(kind), template="index.html", context=context)
    context = {
        **context,
        "title": f"{name} by stories",
        "description": f"All {page.count} {kind.value}, most told of first",
    }
    yield Page(url=urls.most_told_url(kind), template="by_stories.html", context=context)


def _dossier(entry: Entry, views: Views, ledger: Ledger) -> Iterator[Page]:
    term = entry.term
    stories = counted(entry.count, "story", "stories")
    newest = term.definition or f"{term.name} in the news: {stories}, each with its source"
    feeds = feed_links((term_feed(entry, views.library), *site_feeds(views.library)))
    for leaf in paginate(entry.stories, urls.term_url(term), STORIES_A_PAGE):
        page = Dossier(views=views, entry=entry, leaf=leaf)
        title = f"{term.name}, page {leaf.number}" if leaf.newer else term.name
        context = {"title": title, "description": title if leaf.newer else newest, "page": page, "feeds": feeds}
        context["figures"] = TermFigures(ledger=ledger, entry=entry)
        yield Page(url=leaf.url, template="term.html", context=context)


def _figures(ledger: Ledger) -> Iterator[Page]:
    for leaf in paginate(ledger.figures, urls.FIGURES, FIGURES_A_PAGE):
        title = f"Figures, page {leaf.number}" if leaf.newer else "Figures"
        description = f"{title}: every number with the sentence it stands in"
        context = {"title": title, "description": description, "page": FiguresPage(ledger=ledger, leaf=leaf)}
        yield Page(url=leaf.url, template="figures.html", context=context)


def _search(library: Library) -> Page:
    context = {"title": "Search", "description": "Search every story", "stories": len(library.stories)}
    return Page(url=urls.SEARCH, template="search.html", context={**context, "policy": SEARCH_POLICY})


def _about(library: Library) -> Page:
    context = {
        "title": "About",
        "description": "How this briefing is made, and how far to trust it",
        "briefs": len(library.briefs),
        "stories": len(library.stories),
        "terms": sum(len(entries) for entries in library.entries.values()),
    }
    return Page(url=urls.ABOUT, template="about.html", context=context)
