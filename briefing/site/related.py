"""Stories that tell of the same things: shared terms, the rarer the heavier.

A term that tags half the site says little, one that tags two stories nearly everything; the weight is the usual
inverse document frequency. A common term looks only at the stories nearest in time, so the work for a story does not
grow with the site.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from math import log
from typing import Final

from briefing.model import Kind
from briefing.site.library import Library, Story

_NEAREST: Final = 12  # of each term's stories, on either side
_ENOUGH: Final = 1.2  # a single shared region or everyday topic is no relation

Tag = tuple[Kind, str]


class Relations:
    """Finds related stories in one library."""

    def __init__(self, library: Library) -> None:
        self._stories = library.stories
        self._places = {story.key: place for place, story in enumerate(self._stories)}
        self._postings: dict[Tag, list[int]] = {}
        for place, story in enumerate(self._stories):
            for tag in story.tags:
                self._postings.setdefault(tag, []).append(place)
        total = len(self._stories)
        self._weights: Mapping[Tag, float] = {tag: log(total / len(at)) for tag, at in self._postings.items()}

    def of(self, story: Story, count: int) -> tuple[Story, ...]:
        """Give at most `count` stories of other briefs, the closest first; ties go to the newest."""
        here, scores = self._places[story.key], dict[int, float]()
        for tag in story.tags:
            for place in self._near(self._postings[tag], here):
                scores[place] = scores.get(place, 0.0) + self._weights[tag]
        close = [
            (-score, place)
            for place, score in scores.items()
            if score >= _ENOUGH and self._stories[place].brief is not story.brief
        ]
        return tuple(self._stories[place] for _, place in sorted(close)[:count])

    @staticmethod
    def _near(places: list[int], here: int) -> list[int]:
        middle = bisect_left(places, here)
        return places[max(middle - _NEAREST, 0) : middle + _NEAREST + 1]
