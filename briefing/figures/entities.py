"""Whom a number is about: the mention that the words around the number point to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from briefing.figures.drafts import Measure
from briefing.figures.nouns import counted
from briefing.figures.quantities import Quantity
from briefing.model import Kind, Mention

_POINTS_AT: Final = re.compile(
    r"(?: (?:(?!on\b|for\b|of\b|into\b|against\b|by\b)[\w'-]+)){0,3} (?:on|for|of|into|against|by) (?:the )?"
)
_PARENTHESIS: Final = re.compile(r"((?: [\w'-]+){0,3}) ?[(（][^()（）]{0,80}$")
_COORDINATION: Final = re.compile(r",? (?:and|&|or) |, |、|和|与|及| vs\.? | versus |'s | |的")
_SAYS: Final = re.compile(
    r"(?:'s)?(?: [\w-]+){0,4} (?:shows?|says?|said|report(?:s|ed|ing)?|estimat(?:es|ed)|states?|stated|reveal(?:s|ed)"
    r"|found|data)\b|[^，。]{0,6}(?:显示|报告|数据|称|表示)"
)
_CITED: Final = re.compile(r"(?:\baccording to|\bciting|\btold)(?: the)? $|据$", re.IGNORECASE)
_SOURCES: Final = (Kind.ORGANIZATIONS, Kind.PEOPLE)
_ABOUT: Final = (Kind.COMPANIES, Kind.PRODUCTS, Kind.ORGANIZATIONS, Kind.PEOPLE, Kind.REGIONS)


def pointed_at(text: str, quantity: Quantity, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Find the mention that the number's own words name: "80 k on Hugging Face", "1,000 Optimus robots", "30% US"."""
    after = [mention for mention in mentions[_at(mentions, quantity.end) :] if mention.start <= quantity.end + 80]
    if not after:
        return ()
    end = quantity.end  # "128 GB HBM3E memory" is about what has the memory
    if quantity.measure is Measure.PLAIN:
        _, end = counted(text, quantity.end)
    for mention in after:
        if (
            mention.start < end
            or _is_owner(quantity, mention)
            or _POINTS_AT.fullmatch(text[quantity.end : mention.start])
        ):
            return _nearby(text, after, after.index(mention), forwards=True)
    return ()


def _is_owner(quantity: Quantity, mention: Mention) -> bool:
    """Tell whether the mention right behind says whose the number is: "30% US", "$80 billion xAI-X merger"."""
    wanted = quantity.measure is Measure.MONEY or (quantity.measure is Measure.PERCENT and mention.kind is Kind.REGIONS)
    return wanted and mention.start == quantity.end + 1


def bracketed(text: str, quantity: Quantity, mentions: Sequence[Mention], start: int) -> tuple[Mention, ...]:
    """Find the mention that a parenthesis with the number explains: "SpaceX (200 units for rocket assembly)"."""
    before = mentions[: _at(mentions, quantity.start)]
    index = next(
        (at for at in range(len(before) - 1, -1, -1) if _PARENTHESIS.fullmatch(text, before[at].end, quantity.start)),
        -1,
    )
    return _nearby(text, before, index) if index >= 0 and before[index].start >= start else ()


def preceding(text: str, quantity: Quantity, mentions: Sequence[Mention], start: int) -> tuple[Mention, ...]:
    """Find the last mention before the number in its sentence, without sources and, where others are, regions."""
    before = [m for m in mentions[: _at(mentions, quantity.start)] if m.start >= start]
    before = [m for m in before if not _is_aside(text, m, quantity.start)]
    actors = [mention for mention in before if mention.kind not in (Kind.REGIONS, Kind.PEOPLE)]
    chosen = actors or [mention for mention in before if mention.kind is Kind.PEOPLE] or before
    return _nearby(text, chosen, len(chosen) - 1) if chosen else ()


_BRACKETED: Final = re.compile(r"[^()（）]{0,80}[)）]")
_MEASURED: Final = re.compile(r"\d ?[A-Za-z]{1,3}/?[a-zA-Z]? $")


def _is_aside(text: str, mention: Mention, position: int) -> bool:
    """Tell whether a mention cannot be what a later number is about.

    It is a source, stands in a parenthesis that is closed by then, or is what a number measures.
    """
    measured = _MEASURED.search(text[max(0, mention.start - 8) : mention.start])
    bracketed = _BRACKETED.match(text, mention.end, position)
    return measured is not None or bracketed is not None or is_source(text, mention)


def is_source(text: str, mention: Mention) -> bool:
    """Tell whether a mention only says who reports the number: "WIPO data shows", "Jane Roe: ..."."""
    if mention.kind is Kind.PEOPLE and text[mention.end : mention.end + 1] == ":":
        return True
    if _CITED.search(text[max(0, mention.start - 18) : mention.start]):
        return True
    return mention.kind in _SOURCES and _SAYS.match(text, mention.end) is not None


def idents(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Write mentions as "kind/id", products first, regions last and only alone, none twice."""
    chosen = [mention for mention in mentions if mention.kind in _ABOUT]
    if not chosen:
        return ()
    others = [mention for mention in chosen if mention.kind is not Kind.REGIONS]
    ranked = sorted(others or chosen, key=lambda mention: mention.kind is not Kind.PRODUCTS)
    return tuple(dict.fromkeys(f"{mention.kind}/{mention.id}" for mention in ranked))


def _nearby(text: str, mentions: Sequence[Mention], index: int, *, forwards: bool = False) -> tuple[Mention, ...]:
    """Take a mention with those that stand with it: "BMW and Walmart", "Nvidia vs. Huawei", "Huawei Ascend 910E"."""
    chosen = [mentions[index]]
    step = 1 if forwards else -1
    while 0 <= index + step < len(mentions):
        left, right = sorted((mentions[index], mentions[index + step]), key=lambda mention: mention.start)
        if not _COORDINATION.fullmatch(text, left.end, right.start):
            break
        index += step
        chosen.append(mentions[index])
    return tuple(chosen)


def _at(mentions: Sequence[Mention], position: int) -> int:
    """Give the number of mentions that start before `position`; mentions are in order."""
    return bisect_left(mentions, position, key=lambda mention: mention.start)
