"""What the head of a page says of it: JSON-LD, meta tags, the title, the language."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Final

import lxml.html

from briefing.model import Facts
from briefing.seeds.dates import parse_date

_ARTICLE: Final = re.compile(
    r"(?:News|Blog|Report|Scholarly|Tech|Opinion|Analysis|Live|Review)?\w*(?:Article|Posting|Report)$"
)
_TITLE_NAMES: Final = ("og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title")
_DATE_NAMES: Final = (
    "article:published_time article:published article.published og:published_time og:release_date datepublished date "
    "publishdate publish_date publish-date publication_date pubdate dc.date dc.date.issued dcterms.created "
    "sailthru.date parsely-pub-date cxenseparse:recs:publishtime weibo:article:create_at"
).split()
_SITE_NAMES: Final = ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site:name")
_AUTHOR_NAMES: Final = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_DESCRIPTION_NAMES: Final = ("og:description", "description", "twitter:description", "dc.description")
_MAX_DEPTH: Final = 12


def read_metadata(tree: lxml.html.HtmlElement) -> Facts:
    """Read the facts of a page, JSON-LD first: it is made for machines and speaks of the article alone."""
    data = _article_data(tree)
    meta = _meta(tree)
    date = parse_date(_said(data.get("datePublished")) or _said(data.get("dateCreated"))) or _meta_date(tree, meta)
    return Facts(
        title=_said(data.get("headline")) or _named(meta, _TITLE_NAMES) or _tag_text(tree, "title"),
        date=date,
        source=_person(data.get("publisher")) or _named(meta, _SITE_NAMES),
        url=_address(tree, meta),
        author=_person(data.get("author")) or _author(meta),
        lang=tree.get("lang") or _said(data.get("inLanguage")) or _named(meta, ("og:locale", "content-language")),
        description=_named(meta, _DESCRIPTION_NAMES) or _said(data.get("description")),
    )


def _article_data(tree: lxml.html.HtmlElement) -> Mapping[str, object]:
    """Find the first article of the page's JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(found, 0):
            kinds = node.get("@type")
            if any(_ARTICLE.match(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return node
    return {}


def _nodes(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for inner in (value.get("@graph"), value.get("mainEntity"), value.get("mainEntityOfPage")):
            yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner, depth + 1)


def _meta(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """Collect meta tags by name; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = " ".join((tag.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _named(meta: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _meta_date(tree: lxml.html.HtmlElement, meta: Mapping[str, str]) -> dt.date | None:
    """Read the date in the head of a page, else the stamp that says it is of publication, else the first stamp."""
    dates = (parse_date(meta[name]) for name in _DATE_NAMES if name in meta)
    stamps = (
        parse_date(tag.get("datetime") or "")
        for tag in tree.iter("time")
        if tag.get("itemprop") == "datePublished" or tag.get("pubdate")
    )
    first = (parse_date(tag.get("datetime") or "") for tag in islice(tree.iter("time"), 1))
    return next((date for date in chain(dates, stamps, first) if date), None)


def _address(tree: lxml.html.HtmlElement, meta: Mapping[str, str]) -> str | None:
    links = [tag.get("href") or "" for tag in tree.iter("link") if (tag.get("rel") or "").lower() == "canonical"]
    found = [*links, meta.get("og:url", "")]
    return next((url.strip() for url in found if url.strip().startswith(("http://", "https://"))), None)


def _author(meta: Mapping[str, str]) -> str | None:
    author = _named(meta, _AUTHOR_NAMES)
    return None if author is None or author.startswith("http") else author.removeprefix("By ").strip()


def _said(value: object) -> str:
    if isinstance(value, list):
        return _said(value[0]) if value else ""
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""  # some escape for HTML here too


def _person(value: object) -> str | None:
    """Read a name from a text, an object with a name, or a list of those."""
    if isinstance(value, list):
        found = [name for item in value[:6] if (name := _person(item))]
        return ", ".join(found) or None
    if isinstance(value, dict):
        return _said(value.get("name")) or None
    said = _said(value)
    return said if said and not said.startswith("http") else None


def _tag_text(tree: lxml.html.HtmlElement, tag: str) -> str | None:
    element = next(tree.iter(tag), None)
    return " ".join(str(element.text_content()).split()) or None if element is not None else None
