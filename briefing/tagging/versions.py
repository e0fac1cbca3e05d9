"""Versioned families: how their patterns begin, and what a version that a text names is called.

A pattern is tried only where one of its heads stands, the literal beginnings that every match has. So hundreds of
patterns cost nothing where no family is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Final

from briefing.model import Term
from briefing.slugs import slugify
from briefing.tagging.spelling import key

_MAX_HEADS: Final = 64
_ANYTHING: Final = ("", False)
_NOTHING: Final = ("", True)
# One piece of a pattern: an escape, a class, the opening of a group, a repetition, or any other character.
_PIECE: Final = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?[^\]]*\])|(?P<look>\(\?<?[=!])|(?P<open>\((?:\?[a-zA-Z-]*:)?)|(?P<close>\))"
    r"|(?P<bar>\|)|(?P<repeat>[*+?]\??|\{\d*,?\d*\}\??)|(?P<char>.)",
    re.DOTALL,
)

# A beginning: its text, and whether what follows in the pattern can extend it.
_Start = tuple[str, bool]


def heads(pattern: str) -> tuple[str, ...]:
    """List the literal beginnings of a pattern, in the form of `key`, none the beginning of another.

    Raises ValueError where a match could begin with anything, or the pattern cannot be read.
    """
    reader = _Reader(pattern)
    starts = reader.choice()
    if reader.pieces:
        raise ValueError("a bracket too many")
    texts = sorted({key(text) for text, _ in starts})
    if "" in texts:
        raise ValueError("must begin with letters or digits, not with something that is left open")
    shortest = texts[:1]
    for text in texts:  # sorted, so that what begins with a text follows it at once
        if not text.startswith(shortest[-1]):
            shortest.append(text)
    return tuple(shortest)


class _Reader:
    """Reads a pattern as far as its beginnings go: a small part of the language of `re`, in one pass."""

    def __init__(self, pattern: str) -> None:
        found = list(_PIECE.finditer(pattern))
        if sum(len(piece.group()) for piece in found) != len(pattern):
            raise ValueError("cannot be read")
        self.pieces = [(str(piece.lastgroup), piece.group()) for piece in reversed(found)]

    def choice(self) -> set[_Start]:
        starts = self.sequence()
        while self.pieces and self.pieces[-1][0] == "bar":
            self.pieces.pop()
            starts |= self.sequence()
        return starts

    def sequence(self) -> set[_Start]:
        starts = {_NOTHING}
        while self.pieces and self.pieces[-1][0] not in ("bar", "close"):
            piece = self.repeated(self.piece())
            starts = {start for start in starts if not start[1]} | {
                (start[0] + more[0], more[1]) for start, more in product(starts, piece) if start[1]
            }
            if len(starts) > _MAX_HEADS:
                starts = {(text, False) for text, _ in starts}
        return starts

    def piece(self) -> set[_Start]:
        name, text = self.pieces.pop()
        if name in ("open", "look"):
            inside = self.choice()
            if not self.pieces or self.pieces.pop()[0] != "close":
                raise ValueError("a bracket is not closed")
            return {_NOTHING} if name == "look" else inside
        if name == "escape":
            return {(" ", True)} if text == r"\s" else {_ANYTHING} if text[1].isalnum() else {(text[1], True)}
        if name == "set":
            return {(char, True) for char in _members(text)} or {_ANYTHING}
        return {_ANYTHING} if text == "." else {(text, True)} if text not in "^$" else {_NOTHING}

    def repeated(self, starts: set[_Start]) -> set[_Start]:
        if not self.pieces or self.pieces[-1][0] != "repeat":
            return starts
        text = self.pieces.pop()[1]
        once = text[0] == "?"
        ended = {(start, more and once) for start, more in starts}
        return ended | {_NOTHING} if text[0] in "?*" or text.startswith(("{0", "{,")) else ended


def _members(text: str) -> str:
    """List the characters of a small class like [-\\s] or [24]; "" for a range or a negated class."""
    inside = text[1:-1].replace(r"\s", " ")
    if inside.startswith("^") or "\\" in inside or re.search(r"[^\s]-[^\s]", inside) or len(inside) > 8:
        return ""
    return inside


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
