"""The pages that lead from an old address to the new one, on any static host: no server need be told."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import Final

from briefing.config import Settings
from briefing.errors import PageError
from briefing.model import Page, Redirect
from briefing.site.urls import absolute, root_of

TEMPLATE: Final = "redirect.html"


def redirect_pages(redirects: Iterable[Redirect], settings: Settings, planned: Container[str]) -> Iterator[Page]:
    """Plan the pages that lead on. Raises PageError when an old address is in use or a new one is not."""
    for redirect in redirects:
        if redirect.old in planned:
            hint = "Take the line off, or give the page another address"
            raise _fault(redirect, f"/{redirect.old} is a page of the site and cannot lead elsewhere", hint)
        if redirect.new not in planned:
            raise _fault(redirect, f"there is no /{redirect.new}", "Lead to a page that is there")
        yield Page(
            url=redirect.old,
            template=TEMPLATE,
            context={
                "title": "This page has moved",
                "description": "",
                "target": root_of(redirect.old, settings) + redirect.new,
                "canonical": absolute(redirect.new, settings),
            },
        )


def _fault(redirect: Redirect, message: str, hint: str) -> PageError:
    return PageError(message, path=redirect.path, line=redirect.line, hint=hint)
