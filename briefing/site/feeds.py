"""Which feeds there are: briefs of the site, stories of the site, stories of every term.

A feed stands as feed.xml and feed.json in one place: "" the briefs, "stories/", "companies/openai/". Items come in
the library's order, newest first and undated last, so that what has no date never jumps to the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from briefing.model import Brief, Kind, Page, Term
from briefing.site import urls
from briefing.site.library import Entry, Library, Story, newest_first
from briefing.site.syndication import JSON_TYPE, MAX_ITEMS, RSS_TYPE
from briefing.site.views import KIND_NAMES

MAX_LISTED: Final = 1_000  # feeds of a kind on the page of feeds, which stays light


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed before it is written: its folder, the page it belongs to, all that could be in it, newest first."""

    place: str
    page: str
    title: str
    description: str
    contents: Sequence[Story | Brief]


class Clipping(NamedTuple):
    """A feed with the names of its items: a story is (slug of its brief, its id), a whole brief (slug, None).

    `coined` are the terms of its items that the vocabulary lacks.
    """

    page: str
    title: str
    description: str
    items: tuple[tuple[str, str | None], ...]
    coined: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed as a page announces it. `url` is relative to the site's root."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A feed in the list of feeds."""

    name: str
    place: str
    page: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedGroup:
    """The feeds of a kind by name. `more` are not listed: each is on its term's page and in the OPML."""

    kind: Kind
    name: str
    rows: tuple[FeedRow, ...]
    more: int


def plan_feeds(library: Library) -> Iterator[Feed]:
    """Plan every feed: the site's two, then the terms' in the order of the library."""
    yield from site_feeds(library)
    for kind in Kind:
        for entry in library.entries[kind].values():
            yield term_feed(entry, library)


def site_feeds(library: Library) -> tuple[Feed, Feed]:
    site, home = library.settings, urls.HOME
    about = site.description or site.tagline or site.title
    return (
        Feed(place="", page=home, title=f"{site.title}: briefs", description=about, contents=library.briefs),
        Feed(
            place=urls.STORIES, page=home, title=f"{site.title}: stories", description=about, contents=library.stories
        ),
    )


def term_feed(entry: Entry, library: Library) -> Feed:
    """Carry the term's stories, and the briefs that only as a whole are about it."""
    site, place = library.settings.title, urls.term_url(entry.term)
    return Feed(
        place=place,
        page=place,
        title=f"{entry.term.name}: {site}",
        description=f"Stories about {entry.term.name}, from {site}",
        contents=_merged(entry) if entry.briefs else entry.stories,
    )


def _merged(entry: Entry) -> tuple[Story | Brief, ...]:
    contents: dict[str, list[Story | Brief]] = {brief.slug: [brief] for brief in entry.briefs}
    briefs = {brief.slug: brief for brief in entry.briefs}
    for story in entry.stories:
        contents.setdefault(story.brief.slug, []).append(story)
        briefs[story.brief.slug] = story.brief
    return tuple(item for brief in newest_first(briefs.values()) for item in contents[brief.slug])


def clipping(feed: Feed, library: Library) -> Clipping:
    """Clip what a feed shows at most."""
    items = feed.contents[:MAX_ITEMS]
    briefs = {brief.slug: brief for brief in (_brief_of(item) for item in items)}
    coined = dict.fromkeys(term for brief in briefs.values() for term in library.coined(brief))
    named = ((item.brief.slug, item.passage.id) if isinstance(item, Story) else (item.slug, None) for item in items)
    return Clipping(feed.page, feed.title, feed.description, tuple(named), tuple(coined))


def pasted(place: str, clip: Clipping, library: Library) -> Feed:
    """Make the feed again out of a library that has its briefs."""
    briefs = {brief.slug: brief for brief in library.briefs}
    stories = {(story.brief.slug, story.passage.id): story for story in library.stories}
    contents = tuple(briefs[slug] if ident is None else stories[slug, ident] for slug, ident in clip.items)
    return Feed(place=place, page=clip.page, title=clip.title, description=clip.description, contents=contents)


def _brief_of(item: Story | Brief) -> Brief:
    return item.brief if isinstance(item, Story) else item


def feed_links(feeds: Iterable[Feed]) -> tuple[FeedLink, ...]:
    """Announce the feeds of a page, its own first: RSS for all, which every reader knows, and JSON of the first."""
    links = [FeedLink(title=feed.title, url=f"{feed.place}feed.xml", type=RSS_TYPE) for feed in feeds]
    own = FeedLink(title=links[0].title, url=links[0].url.replace("feed.xml", "feed.json"), type=JSON_TYPE)
    return (links[0], own, *links[1:])


def feeds_page(library: Library) -> Page:
    """Plan the page that lists the feeds."""
    names = ("All briefs", "All stories")
    site_rows = [_row(name, feed) for name, feed in zip(names, site_feeds(library), strict=True)]
    context = {
        "title": "Feeds",
        "description": "Feeds of the whole site and of every term",
        "address": library.settings.address,
        "site_rows": site_rows,
        "groups": [group for kind in Kind if (group := _group(kind, library)).rows],
    }
    return Page(url=urls.FEEDS, template="feeds.html", context=context)


def _group(kind: Kind, library: Library) -> FeedGroup:
    """List the feeds of a kind; of too many, those with the most stories."""
    entries = library.entries[kind].values()
    first = sorted(entries, key=lambda entry: (-entry.count, entry.term.id))[:MAX_LISTED]
    rows = [_row(entry.term.name, term_feed(entry, library)) for entry in first]
    rows.sort(key=lambda row: (row.name.casefold(), row.place))
    return FeedGroup(kind=kind, name=KIND_NAMES[kind], rows=tuple(rows), more=len(entries) - len(rows))


def _row(name: str, feed: Feed) -> FeedRow:
    return FeedRow(name=name, place=feed.place, page=feed.page, count=len(feed.contents))
