"""How regular expressions begin: the literal texts that every match of one starts with.

A pattern is tried only where one of its heads stands, and one pass of an automaton finds the heads of them all. So
hundreds of patterns cost nothing where a text holds none of what they begin with. One that begins with next to nothing
is tried only in sentences that hold what it needs further on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Final

import ahocorasick_rs

from briefing.tagging.spelling import key

_MAX_HEADS: Final = 128
_SHORT: Final = 2  # characters of a head that stands nearly everywhere: the mark of a name, and a space
_ANYTHING: Final = ("", False)
_NOTHING: Final = ("", True)
# One piece of a pattern: an escape, a class, the opening of a group, a repetition, or characters that are not repeated.
_PIECE: Final = re.compile(
    r"(?P<escape>\\.)|(?P<set>\[\^?\]?[^\]]*\])|(?P<look>\(\?<?[=!])|(?P<open>\((?:\?[a-zA-Z-]*:)?)|(?P<close>\))"
    r"|(?P<bar>\|)|(?P<repeat>[*+?]\??|\{\d*,?\d*\}\??)|(?P<text>[^\\\[\](){}|*+?.^$]+(?![*+?{])|.)",
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


def needs(pattern: str) -> tuple[str, ...]:
    """List texts of two characters or more one of which every match holds, in the form of `key`; none where it is open.

    Raises ValueError where the pattern cannot be read.
    """
    reader = _Reader(pattern)
    best: set[str] = set()
    while reader.pieces:
        if reader.pieces[-1][0] == "bar":
            return ()
        texts = {key(text) for text, _ in reader.repeated(reader.piece())}
        best = max(best, texts, key=_shortest)
    return tuple(sorted(best)) if _shortest(best) > 1 else ()


def _shortest(texts: Iterable[str]) -> int:
    return min(map(len, texts), default=0)


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
            starts = _extended(starts, self.repeated(self.piece()))
        return starts

    def piece(self) -> set[_Start]:
        name, text = self.pieces.pop()
        if name in ("open", "look"):
            inside = self.choice()
            if not self.pieces or self.pieces.pop()[0] != "close":
                raise ValueError("a bracket is not closed")
            return inside if name == "open" else _seen(inside) if text == "(?=" else {_NOTHING}
        if name == "escape":
            return _escaped(text)
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


def _extended(starts: set[_Start], piece: set[_Start]) -> set[_Start]:
    """Put what follows behind the beginnings that it can extend; behind the empty one alone where that makes many."""
    growing = {start for start in starts if start[1]}
    if len(growing) * len(piece) > _MAX_HEADS:
        growing = {start for start in growing if not start[0]}
    ended = {(start, False) for start, _ in starts - growing}
    return ended | {(start + text, more) for start, _ in growing for text, more in piece}


def _seen(starts: set[_Start]) -> set[_Start]:
    """Give what a look ahead shows of the text; what the pattern takes after it begins at the same place again."""
    return {(start, False) for start, _ in starts} if all(start for start, _ in starts) else {_NOTHING}


def _escaped(text: str) -> set[_Start]:
    if text in (r"\b", r"\B"):
        return {_NOTHING}
    return {(" ", True)} if text == r"\s" else {_ANYTHING} if text[1].isalnum() else {(text[1], True)}


def _members(text: str) -> str:
    """List the characters of a small class like [-\\s] or [24]; "" for a range or a negated class."""
    inside = text[1:-1].replace(r"\s", " ")
    if inside.startswith("^") or "\\" in inside or re.search(r"[^\s]-[^\s]", inside) or len(inside) > 8:
        return ""
    return inside


class PatternSet:
    """Patterns that are looked for at once, all without regard to case. Each is compiled when a text first needs it."""

    def __init__(self, patterns: Sequence[str]) -> None:
        beginning: dict[str, list[str]] = defaultdict(list)
        needing: dict[str, list[str]] = defaultdict(list)
        for pattern in patterns:
            begins = heads(pattern)
            for head in begins:
                beginning[head].append(pattern)
            for text in needs(pattern) if _shortest(begins) <= _SHORT else ():
                needing[text].append(pattern)
        forms = list(beginning | needing)
        self._beginning = [tuple(beginning.get(form, ())) for form in forms]
        self._needing = [tuple(needing.get(form, ())) for form in forms]
        self._needy = frozenset(pattern for those in self._needing for pattern in those)
        self._automaton = ahocorasick_rs.AhoCorasick(forms)

    def find(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield each pattern with its matches in the spans, which are in order; none of its matches overlap in a span.

        No match is found that begins with the last character of a span.
        """
        hits = list(self._hits(text, spans))
        hopeful = {(pattern, start) for form, _, (start, _) in hits for pattern in self._needing[form]}
        ends: dict[tuple[str, int], int] = {}  # of the last match of a pattern in a span
        for form, at, (start, end) in hits:
            for pattern in self._beginning[form]:
                if pattern in self._needy and (pattern, start) not in hopeful:
                    continue
                match = _compiled(pattern).match(text, at, end)
                if match and at >= ends.get((pattern, start), 0):
                    ends[pattern, start] = match.end()
                    yield pattern, match

    def _hits(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """Yield each form that stands in a span: its index, its place, the span."""
        starts = [start for start, _ in spans]
        hits = self._automaton.find_matches_as_indexes(key(text), overlapping=True)
        for form, at, _ in sorted(hits, key=itemgetter(1)):
            span = spans[max(0, bisect_right(starts, at) - 1)] if spans else (0, 0)
            if span[0] <= at < span[1]:
                yield form, at, span


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
