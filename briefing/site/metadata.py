"""What machines read of a page: schema.org, as JSON that is safe inside a script element."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from markupsafe import Markup

from briefing.config import Settings
from briefing.model import Brief
from briefing.site.urls import BRIEFS, HOME, absolute, brief_url
from briefing.site.views import Link

# Inside a script element only these could end it, or end a line of it for an old parser.
_ESCAPES: Final = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def script_json(value: object) -> Markup:
    """Write JSON for a script element: valid JSON, and no `<`, `>` or `&` in it."""
    text = _JSON.encode(value)
    for char, escaped in _ESCAPES.items():
        text = text.replace(char, escaped)
    return Markup(text)


def news_article(brief: Brief, settings: Settings) -> dict[str, Any]:
    """Describe a brief. What is not known is left out."""
    url = _address(brief_url(brief), settings)
    date = brief.date.isoformat() if brief.date else None
    publisher = {"@type": "Organization", "name": settings.title, "url": _address(HOME, settings)}
    parts = [
        {"@type": "ListItem", "position": place, "name": story.title, "url": f"{url}#{story.id}"}
        for place, story in enumerate(brief.stories, 1)
    ]
    return _known(
        {
            "@type": "NewsArticle",
            "@id": url,
            "headline": brief.title,
            "description": brief.summary,
            "inLanguage": brief.lang,
            "datePublished": date,
            "url": url,
            "isBasedOn": brief.source.url,
            "author": _known({"@type": "Organization", "name": brief.source.name}) if brief.source.name else publisher,
            "publisher": publisher,
            "mainEntity": {"@type": "ItemList", "numberOfItems": len(parts), "itemListElement": parts},
        }
    )


def item_list(items: Iterable[tuple[str, str]], settings: Settings) -> dict[str, Any]:
    """Describe a list of titles and URLs."""
    elements = [
        {"@type": "ListItem", "position": place, "name": title, "url": _address(url, settings)}
        for place, (title, url) in enumerate(items, 1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(elements), "itemListElement": elements}


def breadcrumbs(trail: Iterable[Link], settings: Settings) -> dict[str, Any]:
    """Describe the way from the home page to a page; the last step is the page itself."""
    steps = (Link(name=settings.title, url=HOME), *trail)
    elements = [
        {"@type": "ListItem", "position": place, "name": step.name, "item": _address(step.url, settings)}
        for place, step in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": elements}


def graph(*parts: Mapping[str, Any]) -> Markup:
    return script_json({"@context": "https://schema.org", "@graph": parts})


def _address(url: str, settings: Settings) -> str:
    """Give the address in the world; as long as the site has none, the path on its host."""
    return absolute(url, settings) or f"/{url}"


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value not in (None, "")}


BRIEFS_STEP: Final = Link(name="Briefs", url=BRIEFS)
