"""The feeds as files. An item is the same in every feed: it is written once.

Where two terms became one, the old place keeps a copy of the new feed, as no reader's program follows a page that
says "moved". The copy names the new place as its own: good programs change over by themselves.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import Final

from briefing.model import Brief, Kind, OutputFile, Part, Tags
from briefing.site import urls
from briefing.site.feeds import Feed
from briefing.site.identity import Identities
from briefing.site.library import Library, Story
from briefing.site.reading import MAX_FEED_BYTES
from briefing.site.syndication import (
    Category,
    Channel,
    Item,
    Outline,
    Written,
    cut,
    json_feed,
    opml,
    rss,
    write_item,
)
from briefing.site.views import KIND_NAMES, excerpt
from briefing.site.xml import clean

SUMMARY_CHARS: Final = 300
_CACHED_ITEMS: Final = 1 << 14


class FeedWriter:
    """Writes the feeds of one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.identities = Identities(library)
        self.stories = {story.key: story for story in library.stories}
        self.briefs = {brief.slug: brief for brief in library.briefs}
        self.written = lru_cache(_CACHED_ITEMS)(self._written)
        self.category = cache(self._category)
        self.merged: dict[str, list[str]] = {}  # the old places of feeds that became one
        for redirect in library.redirects:
            self.merged.setdefault(redirect.new, []).append(redirect.old)

    def paths(self, feed: Feed) -> tuple[str, ...]:
        """Name the files of a feed: both formats, and copies in its old places."""
        places = (feed.place, *self.merged.get(feed.place, ()))
        return tuple(f"{place}feed.{form}" for place in places for form in ("xml", "json"))

    def write(self, feed: Feed) -> Iterator[OutputFile]:
        """Write the files of a feed, in the order of their paths."""
        items = cut(map(self.item, feed.contents))
        for place in (feed.place, *self.merged.get(feed.place, ())):
            channel = self.channel(feed, place)
            yield OutputFile(path=PurePosixPath(place, "feed.xml"), data=rss(channel, items))
            yield OutputFile(path=PurePosixPath(place, "feed.json"), data=json_feed(channel, items))

    def write_list(self, feeds: Iterable[Feed]) -> Iterator[OutputFile]:
        """Write the list of all feeds in OPML."""
        outlines: dict[str, list[Outline]] = {}
        for feed in feeds:
            outlines.setdefault(_group_of(feed, self.library), []).append(self.outline(feed))
        data = opml(f"Feeds of {self.library.settings.title}", outlines.items())
        yield OutputFile(path=PurePosixPath(urls.OPML), data=data)

    def address(self, url: str) -> str:
        return urls.world_address(url, self.library.settings)

    def channel(self, feed: Feed, place: str) -> Channel:
        settings = self.library.settings
        return Channel(
            title=feed.title,
            description=feed.description,
            lang=settings.lang,
            author=settings.title,
            page_url=self.address(feed.page),
            rss_url=self.address(f"{feed.place}feed.xml"),
            json_url=self.address(f"{feed.place}feed.json"),
            style=f"{urls.root_of(f'{place}feed.xml', settings)}assets/feed.css",
        )

    def outline(self, feed: Feed) -> Outline:
        rss_url = self.address(f"{feed.place}feed.xml")
        return Outline(title=feed.title, page_url=self.address(feed.page), rss_url=rss_url)

    def item(self, content: Story | Brief) -> Written:
        return self.written(content.key if isinstance(content, Story) else content.slug)

    def _written(self, key: str) -> Written:
        """Write what `key` names: a story by "slug#id", a brief by its slug."""
        story = self.stories.get(key)
        return write_item(self._of_story(story) if story else self._of_brief(self.briefs[key]))

    def _of_story(self, story: Story) -> Item:
        guid, url = self.identities.of_story(story), urls.story_url(story)
        summary = excerpt(story.lead, SUMMARY_CHARS)
        body = story.telling.feed
        return self._item(story.brief, guid, url, story.title, summary, body, story.tags)

    def _of_brief(self, brief: Brief) -> Item:
        guid, url = self.identities.of_brief(brief), urls.brief_url(brief)
        texts = self.library.texts[brief.slug]
        summary = brief.summary or excerpt(next((text.lead for text in texts if text.text), ""), SUMMARY_CHARS)
        body = "" if _is_long(texts) else "".join(_heading(text) + text.telling.feed for text in texts)
        return self._item(brief, guid, url, brief.title, summary, body, brief.tags)

    def _item(self, brief: Brief, guid: str, url: str, title: str, summary: str, body: str, tags: Tags) -> Item:
        body = clean(body)
        return Item(
            guid=guid,
            url=self.address(url),
            title=clean(title),
            summary=clean(summary),
            html=body if len(body.encode()) <= MAX_FEED_BYTES else "",
            author=clean(brief.source.author or brief.source.name or self.library.settings.title),
            date=brief.date,
            lang=brief.lang,
            categories=tuple(self.category(kind, ident) for kind, ident in tags),
        )

    def _category(self, kind: Kind, ident: str) -> Category:
        name = self.library.entry(kind, ident).term.name
        return Category(name=clean(name), domain=self.address(urls.kind_url(kind)))


def _is_long(texts: Iterable[Story]) -> bool:
    """Tell, before the work, what is sure to be too long for a feed: the markup of a text is longer than the text."""
    return sum(len(text.text) for text in texts) > MAX_FEED_BYTES


def _heading(text: Story) -> str:
    """Head a passage inside its brief. One without a heading of its own begins with its title."""
    if not text.passage.level:
        return ""
    level = 2 if text.passage.part is Part.SECTION else 3
    return f"<h{level}>{html.escape(text.title, quote=False)}</h{level}>\n"


def _group_of(feed: Feed, library: Library) -> str:
    kind = feed.place.partition("/")[0]
    return KIND_NAMES[Kind(kind)] if kind in set(Kind) else library.settings.title
