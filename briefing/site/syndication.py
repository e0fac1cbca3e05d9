"""Items into RSS 2.0, JSON Feed 1.1 and OPML 2.0: formats only, nothing of ours is known here.

RSS follows the best-practice profile of the RSS Advisory Board (https://www.rssboard.org/rss-profile): plain text in
titles, HTML in `description`, the full text in `content:encoded` after it, a link to itself.
Nothing comes from a clock. A feed without a dated item has no `lastBuildDate`.
"""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Final

from briefing.site.xml import cdata, clean, escape

RSS_TYPE: Final = "application/rss+xml"
JSON_TYPE: Final = "application/feed+json"
MAX_ITEMS: Final = 50
MAX_BYTES: Final = 200_000  # some readers give up on larger feeds

_DECLARATION: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACES: Final = " ".join(
    [
        'xmlns:atom="http://www.w3.org/2005/Atom"',
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A tag in words. `domain` is the address of the list that it is from."""

    name: str
    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a feed says of a story or a brief. Every address is absolute; `html` is "" where it is too long to send.

    No text holds what XML forbids: both formats say the same.
    """

    guid: str
    url: str
    title: str
    summary: str
    html: str
    author: str
    date: dt.date | None
    lang: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An item in both formats: the same in every feed, so written once."""

    date: dt.date | None
    rss: bytes
    json: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The head of a feed. `style` leads from the feed to its stylesheet."""

    title: str
    description: str
    lang: str
    author: str
    page_url: str
    rss_url: str
    json_url: str
    style: str


def write_item(item: Item) -> Written:
    return Written(date=item.date, rss=_rss_item(item).encode(), json=_json_item(item).encode())


def cut(items: Iterable[Written]) -> tuple[Written, ...]:
    """Take the first items, as many as fit in both formats."""
    taken: list[Written] = []
    rss = json_ = 2_000  # for the head
    for item in items:
        rss += len(item.rss)
        json_ += len(item.json)
        if len(taken) == MAX_ITEMS or max(rss, json_) > MAX_BYTES:
            break
        taken.append(item)
    return tuple(taken)


# ----------------------------------------------------------------------------------------------- RSS


def rss(channel: Channel, items: Sequence[Written]) -> bytes:
    newest = max((item.date for item in items if item.date), default=None)
    head = [
        _element("title", channel.title),
        _element("link", channel.page_url),
        _element("description", channel.description),
        _element("language", channel.lang),
        _element("lastBuildDate", _rfc822(newest)) if newest else "",
        f'<atom:link href="{escape(channel.rss_url)}" rel="self" type="{RSS_TYPE}"/>\n',
    ]
    opening = "".join(
        [
            _DECLARATION,
            f'<?xml-stylesheet type="text/css" href="{escape(channel.style)}"?>\n',
            f'<rss version="2.0" {_NAMESPACES}>\n<channel>\n',
            *head,
        ]
    )
    return b"".join([opening.encode(), *(item.rss for item in items), b"</channel>\n</rss>\n"])


def _rss_item(item: Item) -> str:
    parts = [
        "<item>\n",
        _element("title", item.title),
        _element("link", item.url),
        f'<guid isPermaLink="false">{escape(item.guid)}</guid>\n',
        _element("pubDate", _rfc822(item.date)) if item.date else "",
        _element("dc:creator", item.author),
        *(f'<category domain="{escape(tag.domain)}">{escape(tag.name)}</category>\n' for tag in item.categories),
        _element("description", html.escape(item.summary, quote=False)),
        f"<content:encoded>{cdata(item.html)}</content:encoded>\n" if item.html else "",
        "</item>\n",
    ]
    return "".join(parts)


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>\n"


def _rfc822(date: dt.date) -> str:
    return format_datetime(dt.datetime.combine(date, dt.time(), dt.UTC), usegmt=True)


# ---------------------------------------------------------------------------------------------- JSON


def json_feed(channel: Channel, items: Sequence[Written]) -> bytes:
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page_url,
        "feed_url": channel.json_url,
        "description": channel.description,
        "language": channel.lang,
        "authors": [{"name": channel.author}],
    }
    opening = _dump(head).removesuffix("}") + ', "items": [\n'
    return b"".join([opening.encode(), b",\n".join(item.json for item in items), b"\n]}\n"])


def _json_item(item: Item) -> str:
    fields = {
        "id": item.guid,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        **({"content_html": item.html} if item.html else {"content_text": item.summary}),
        **({"date_published": f"{item.date.isoformat()}T00:00:00Z"} if item.date else {}),
        "authors": [{"name": item.author}],
        "language": item.lang,
        **({"tags": [tag.name for tag in item.categories]} if item.categories else {}),
    }
    return _dump(fields)


def _dump(fields: object) -> str:
    return clean(json.dumps(fields, ensure_ascii=False))


# ---------------------------------------------------------------------------------------------- OPML


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A feed in a list of feeds."""

    title: str
    page_url: str
    rss_url: str


def opml(title: str, groups: Iterable[tuple[str, Sequence[Outline]]]) -> bytes:
    """List feeds in named groups; a group without feeds is left out."""
    lines = [_DECLARATION, '<opml version="2.0">\n<head>', f"<title>{escape(title)}</title>", "</head>\n<body>\n"]
    for name, outlines in groups:
        if outlines:
            lines += [f'<outline text="{escape(name)}">\n', *map(_outline, outlines), "</outline>\n"]
    return "".join([*lines, "</body>\n</opml>\n"]).encode()


def _outline(feed: Outline) -> str:
    title = escape(feed.title)
    addresses = f'xmlUrl="{escape(feed.rss_url)}" htmlUrl="{escape(feed.page_url)}"'
    return f'<outline type="rss" text="{title}" title="{title}" {addresses}/>\n'
