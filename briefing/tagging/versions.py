"""Versioned families: which version of which family a text names, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from briefing.model import Term
from briefing.slugs import slugify
from briefing.tagging.spelling import key

_MAX_SURFACE: Final = 100
# Small words after a version that say how it is, not what it is called: "the Gemini 3.0 preview".
_STATES: Final = re.compile(r"(?: (?:preview|beta|experimental|high|medium|low))+\Z")
_DIGIT: Final = re.compile(r"\d")


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:{pattern})(?![A-Za-z0-9])", re.IGNORECASE)


def longest_version(families: Iterable[Term], text: str, start: int) -> tuple[Term, int] | None:
    """Find the family whose pattern matches `text` at `start`, and where its match ends.

    A single model beats its family, then the longer match wins, then the longer id.
    """
    best: tuple[bool, int, int, str] | None = None
    found: Term | None = None
    for family in families:
        match = _compiled(family.pattern).match(text, start, start + _MAX_SURFACE)
        if match and match.end() > start:
            end = start + len(_STATES.sub("", match[0]))
            rank = (family.category == "model", end, len(family.id), family.id)
            if best is None or rank > best:
                best, found = rank, family
    return (found, best[1]) if found and best else None


def is_version(term: Term, surface: str) -> bool:
    """Tell a name of a model family that is the name of one of its versions: "ERNIE 5.0" beside "ERNIE".

    Not where the name does not hold the family's ("o4-mini" of the o series), or the family is named by a number.
    """
    if term.category != "model-family" or not term.pattern or _DIGIT.search(term.id) or not _DIGIT.search(surface):
        return False
    ident = version_id(term, surface)
    apart = slugify(f"{term.id} {key(surface)}")
    return ident not in (term.id, apart) and bool(_compiled(term.pattern).fullmatch(surface))


def version_id(family: Term, surface: str) -> str:
    """Name a version: its family, then what the text adds. Spellings of one version have one name.

    "Gemini 3.0", "gemini-3.0" and "Gemini3.0" are gemini-3-0; "文心5.0" is ernie-5-0, "Mistral Large 2" is
    mistral-large-2. A surface that adds no number, or is of a single model anyway, is the family itself.
    """
    spelled = key(surface)
    line, rest = next(
        ((name, spelled[len(head) :]) for name, head in _own_names(family) if spelled.startswith(head)), ("", "")
    )
    if not line:
        own = set(family.id.split("-"))
        rest = " ".join(word for word in spelled.split() if word not in own)
    if family.category == "model" or not _DIGIT.search(rest):
        return family.id
    brand = family.id.split("-")[0]
    if spelled.startswith(brand):
        return slugify(f"{line} {rest}" if line else f"{brand} {spelled[len(brand) :]}")
    return slugify(f"{family.id} {rest}")


@lru_cache(maxsize=1024)
def _own_names(family: Term) -> list[tuple[str, str]]:
    """List the ways to say the family alone, longest first: each with a form in which it begins a surface.

    An alias of a model family that has a number is one of its versions.
    """
    names = [key(name) for name in (family.id, family.name, *family.aliases)]
    lines = {name for name in names if family.category != "model-family" or not _DIGIT.search(name)}
    forms = [(name, form) for name in lines for form in {name, name.replace(" ", "")}]
    return sorted(forms, key=lambda form: (-len(form[1]), form))
