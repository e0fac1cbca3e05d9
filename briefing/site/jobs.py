"""What there is to make for a site: each job with the files that it makes, and the key of what it depends on.

A job whose files stand, made under the same key, is left out. The others can be done in any order, in any process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from briefing.memo import key_of
from briefing.model import OutputFile, Page
from briefing.site.brief_page import BriefPage
from briefing.site.cards import card_of, draw
from briefing.site.data import render_briefs, render_figures, render_schemas, render_terms
from briefing.site.feed_files import FeedWriter
from briefing.site.feeds import clipping, plan_feeds
from briefing.site.figure_pages import FiguresPage
from briefing.site.headers import render_headers
from briefing.site.keys import Keys
from briefing.site.library import Library
from briefing.site.records import IndexPart
from briefing.site.render import file_of, render_page
from briefing.site.search import files_of
from briefing.site.sitemap import render_sitemap
from briefing.site.syndication import MAX_ITEMS

SURROUNDINGS: Final = "surroundings"
FEEDS: Final = "feeds"
ASIDES: Final = (SURROUNDINGS, FEEDS)


@dataclass(frozen=True, slots=True)
class Aside:
    """What to note beside a job, to make its files again without the whole library."""

    subject: str
    name: str
    value: Callable[[], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Job:
    """Files that are made together. Their paths are relative to the site."""

    paths: tuple[str, ...]
    key: bytes
    make: Callable[[], Iterable[OutputFile]]
    aside: Aside | None = None


def plan_jobs(library: Library, pages: Sequence[Page], keys: Keys, templates: Path, cache: Path | None) -> list[Job]:
    """Plan all that a template or a feed makes, the pages first."""
    return [
        *_pages(_side_by_side(pages, library), keys, templates),
        *_cards(pages, keys, templates, cache),
        *_feeds(library, keys),
    ]


def _pages(pages: Iterable[Page], keys: Keys, templates: Path) -> Iterator[Job]:
    for page in pages:
        yield Job((str(file_of(page.url)),), keys.of_page(page), partial(render_page, page, templates), _aside(page))


def _side_by_side(pages: Iterable[Page], library: Library) -> list[Page]:
    """Let pages of the ledger follow those of the briefs whose figures they show: these are at hand then."""
    places = {brief.slug: place for place, brief in enumerate(library.briefs)}

    def place(page: Page) -> int:
        view = page.context.get("page")
        if isinstance(view, BriefPage):
            return places[view.brief.slug]
        shown = view.leaf.items if isinstance(view, FiguresPage) else ()
        return places[shown[-1][0].brief.slug] if shown else len(places)

    return sorted(pages, key=place)


def _aside(page: Page) -> Aside | None:
    view = page.context.get("page")
    return Aside(SURROUNDINGS, view.brief.slug, lambda: view.around) if isinstance(view, BriefPage) else None


def _cards(pages: Iterable[Page], keys: Keys, templates: Path, cache: Path | None) -> Iterator[Job]:
    for page in pages:
        if card := card_of(page):
            key = key_of(keys.chrome, repr(card.context["card"]))
            yield Job((card.url,), key, partial(draw, card, templates, cache))


def _feeds(library: Library, keys: Keys) -> Iterator[Job]:
    writer, feeds = FeedWriter(library), tuple(plan_feeds(library))
    for feed in feeds:
        aside = Aside(FEEDS, feed.place, partial(clipping, feed, library))
        yield Job(writer.paths(feed), keys.of_feed(feed, MAX_ITEMS), partial(writer.write, feed), aside)
    names = key_of(keys.chrome, *((feed.place, feed.title) for feed in feeds))
    yield Job(("feeds.opml",), names, partial(writer.write_list, feeds))
    for name, make in (("briefs.json", render_briefs), ("terms.json", render_terms)):
        yield Job((f"data/{name}",), keys.of_library, partial(make, library))
    yield Job(("data/figures.json", "data/figures.csv"), keys.of_figures, partial(render_figures, library))


def index_jobs(parts: Iterable[IndexPart]) -> Iterator[Job]:
    """Plan the files of a search index: they are made, and may stand."""
    for part in parts:
        yield Job(part.paths, key_of(part.key), partial(files_of, (part,)))


def small_files(library: Library, pages: Sequence[Page]) -> Iterator[OutputFile]:
    """Make what is made sooner than compared."""
    yield from render_schemas()
    yield from render_sitemap(library, pages)
    yield render_headers()
