"""Patterns that are tried only where a word stands that they can begin with.

A pattern of a hundred words that is tried at every letter of a text is slow, and most letters begin none of them. All
the words that can open it are found in one pass of an automaton; what is found is what the pattern alone would find.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

ANY_DIGIT: Final = re.compile(r"\d")
FIRST_DIGIT: Final = re.compile(r"\d(?<!\d\d)")  # of a number; to begin with a set is what makes a search fast


class Opened:
    """A pattern with the words that every match of it begins with, in small letters; or with one of `others`.

    It reads tidy text (`briefing.tagging.spelling.tidy`), in which small letters take as much room as capitals.
    """

    def __init__(self, pattern: re.Pattern[str], words: Iterable[str], others: re.Pattern[str] | None = None) -> None:
        self._pattern, self._others = pattern, others
        self._automaton = AhoCorasick(sorted(set(words)), implementation=Implementation.DFA)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Yield what `re.Pattern.finditer` yields."""
        at = start
        for opening in self._openings(text, start, end):
            if opening >= at and (match := self._pattern.match(text, opening, end)):
                yield match
                at = match.end()

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return next(self.finditer(text, start, end), None)

    def _openings(self, text: str, start: int, end: int) -> list[int]:
        found = self._automaton.find_matches_as_indexes(small(text[start:end]), overlapping=True)
        places = {start + place for _, place, _ in found}
        if self._others:
            places.update([match.start() for match in self._others.finditer(text, start, end)])
        return sorted(places)


def small(text: str) -> str:
    """Write in small letters, those too that a pattern which ignores case takes for an i or an s."""
    return text.lower().replace("ı", "i").replace("ſ", "s")
