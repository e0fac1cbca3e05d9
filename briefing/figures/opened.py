"""Patterns that are tried only where a word stands that they can begin with.

A pattern of a hundred words that is tried at every letter of a text is slow, and most letters begin none of them. All
the words that can open it are found in one pass of an automaton; what is found is what the pattern alone would find.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

_FIRST_DIGIT: Final = re.compile(r"\d(?<!\d\d)")  # of a number; to begin with a set is what makes a search fast


_Places = Callable[[str], Iterable[int]]


class Opened:
    """A pattern with the words that every match of it begins with, in small letters; or where `others` says.

    It reads tidy text (`briefing.tagging.spelling.tidy`), in which small letters take as much room as capitals.
    """

    def __init__(self, pattern: re.Pattern[str], words: Iterable[str], others: _Places | None = None) -> None:
        self._pattern, self._others = pattern, others
        self._automaton = AhoCorasick(sorted(set(words)), implementation=Implementation.DFA)
        self._openings = lru_cache(1)(self._openings_of)  # who reads a text sentence by sentence asks many times

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield what `re.Pattern.finditer` yields."""
        at, openings = start, self._openings(text)
        for place in range(bisect_left(openings, start), bisect_left(openings, end)):
            opening = openings[place]
            if opening >= at and (match := self._pattern.match(text, opening, end)):
                yield match
                at = match.end()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return next(self.finditer(text, start, end), None)

    def _openings_of(self, text: str) -> list[int]:
        places = {place for _, place, _ in self._automaton.find_matches_as_indexes(small(text), overlapping=True)}
        if self._others:
            places.update(self._others(text))
        return sorted(places)


@lru_cache(1)
def first_digits(text: str) -> list[int]:
    """Find where numbers in digits begin."""
    return [match.start() for match in _FIRST_DIGIT.finditer(text)]


@lru_cache(1)
def small(text: str) -> str:
    """Write in small letters, those too that a pattern which ignores case takes for an i or an s."""
    return text.lower().replace("ı", "i").replace("ſ", "s")
