"""Addresses of the web as texts give them. Whatever a text says, asking about it does not fail."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

_SCHEMES: Final = ("http", "https")


def host_of(url: str) -> str:
    """Give the host without its "www.", "" where there is none."""
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:  # half a bracket, a port that is no number
        return ""


def is_web_address(url: str) -> bool:
    """Tell an address that a browser can follow to another site from one that acts, or is none."""
    return url.partition(":")[0].lower() in _SCHEMES and url.isprintable() and " " not in url and bool(host_of(url))
