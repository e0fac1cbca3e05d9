"""Stories that tell of the same things: shared terms, the rarer the heavier.

A term that tags half the site says little, one that tags two stories nearly everything; the weight is the usual
inverse document frequency. A common term looks only at the stories nearest in time, so the work for a story does not
grow with the site.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from heapq import nsmallest
from math import log
from typing import Final

from briefing.inputs import program
from briefing.memo import Memo, key_of, pack, unpack
from briefing.site.library import Library, Story
from briefing.site.reading import Tag

_MOST: Final = 8
_SUBJECT: Final = "related"
_NEAREST: Final = 12  # of each term's stories, on either side
_ENOUGH: Final = 1.2  # a single shared region or everyday topic is no relation


class Relations:
    """Finds related stories in one library, each once."""

    def __init__(self, library: Library) -> None:
        self._stories = library.stories
        self._places = {story.key: place for place, story in enumerate(self._stories)}
        self._found: dict[str, tuple[int, ...]] = {}
        self._recalled = 0  # how many were known before

    def of(self, story: Story, count: int) -> tuple[Story, ...]:
        """Give at most `count` stories of other briefs, the closest first; ties go to the newest."""
        if story.key not in self._found:
            self._found[story.key] = self._closest(story)
        return tuple(self._stories[place] for place in self._found[story.key][:count])

    def _closest(self, story: Story) -> tuple[int, ...]:
        here, scores = self._places[story.key], dict[int, float]()
        for tag in story.tags:
            weight = self._weights[tag]
            for place in self._near(self._postings[tag], here):
                scores[place] = scores.get(place, 0.0) + weight
        close = [
            (-score, place)
            for place, score in scores.items()
            if score >= _ENOUGH and self._stories[place].brief is not story.brief
        ]
        return tuple(place for _, place in nsmallest(_MOST, close))

    @cached_property
    def _postings(self) -> Mapping[Tag, list[int]]:
        postings: dict[Tag, list[int]] = {}
        for place, story in enumerate(self._stories):
            for tag in story.tags:
                postings.setdefault(tag, []).append(place)
        return postings

    @cached_property
    def _weights(self) -> Mapping[Tag, float]:
        total = len(self._stories)
        return {tag: log(total / len(places)) for tag, places in self._postings.items()}

    # --------------------------------------------------------------------------- from build to build

    def recall(self, memo: Memo) -> None:
        """Take what was found when the same stories had the same tags."""
        with suppress(ValueError):
            self._found = unpack(memo.get(_SUBJECT, "", self._key) or b"")
            self._recalled = len(self._found)

    def note(self, memo: Memo) -> None:
        if len(self._found) != self._recalled:
            memo.put(_SUBJECT, [("", self._key, pack(self._found))])

    @cached_property
    def _key(self) -> bytes:
        return key_of(program(), *((story.key, *story.tags) for story in self._stories))

    @staticmethod
    def _near(places: list[int], here: int) -> list[int]:
        middle = bisect_left(places, here)
        return places[max(middle - _NEAREST, 0) : middle + _NEAREST + 1]
