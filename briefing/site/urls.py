"""Where everything stands: each URL of the site, relative to its root ("" is the home page).

`pages.plan` claims them; nothing else makes up an address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from briefing.config import Settings
from briefing.model import Brief, Kind, Term

if TYPE_CHECKING:
    from briefing.site.library import Story

HOME = ""
BRIEFS = "briefs/"
ABOUT = "about/"
SEARCH = "search/"
FEEDS = "feeds/"
FIGURES = "figures/"
FOLLOWING = "following/"
STORIES = "stories/"  # the place of a feed, not of a page
OPML = "feeds.opml"
NOT_FOUND = "404.html"


def brief_url(brief: Brief) -> str:
    return f"{BRIEFS}{brief.slug}/"


def story_url(story: Story) -> str:
    return f"{brief_url(story.brief)}#{story.passage.id}"


def kind_url(kind: Kind) -> str:
    return f"{kind.value}/"


def most_told_url(kind: Kind) -> str:
    """The index by number of stories. Two steps below the kind, where no term's id can be."""
    return f"{kind_url(kind)}by/stories/"


def term_url(term: Term) -> str:
    return tag_url(term.kind, term.id)


def tag_url(kind: Kind, ident: str) -> str:
    return f"{kind_url(kind)}{ident}/"


def feed_url(term: Term | None = None) -> str:
    """The feed of a term, or of the whole site."""
    return f"{term_url(term) if term else HOME}feed.xml"


def card_url(url: str) -> str:
    """The picture that stands for a page where it is shared."""
    return f"{url}card.png"


def root_of(url: str, settings: Settings) -> str:
    """Lead from a page to the site's root: by steps up, so that the site works wherever it is put.

    A host answers any address with the 404 page; its links start from the host instead.
    """
    return settings.path_prefix if url == NOT_FOUND else "../" * url.count("/") or "./"


def absolute(url: str, settings: Settings) -> str:
    """Give the address in the world, "" as long as the site has none."""
    return f"{settings.base_url}/{url}" if settings.base_url else ""


def world_address(url: str, settings: Settings) -> str:
    """Give the address for feeds and the sitemap: never empty, in plain ASCII, as their formats must have it."""
    return f"{settings.address}/{quote(url, safe='/#')}"
