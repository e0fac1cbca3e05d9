"""Which of the closed list of topics a text is about.

Every keyword of a topic that a text holds is evidence: its weight squared, more in the title and the opening, less
for each repetition. The topics that come near the strongest are the text's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import ahocorasick_rs

from briefing.model import Kind, Vocabulary
from briefing.tagging.spelling import is_cjk, key

_TITLE_FACTOR: Final = 3.0
_OPENING_FACTOR: Final = 2.0
_OPENING_CHARS: Final = 250
_REPEATS: Final = (1.0, 0.5, 0.35, 0.25)  # what the first, second, ... mention of a keyword adds
MAX_TOPICS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """The evidence for a topic in a text: each keyword with the points it gave, most first."""

    id: str
    points: float
    keywords: tuple[tuple[str, float], ...]


class TopicModel:
    """Scores a text for every topic. Build it once; it keeps no state between texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        weights: dict[str, dict[str, int]] = defaultdict(dict)
        for topic in vocabulary.terms.get(Kind.TOPICS, {}).values():
            for keyword in topic.keywords:
                weights[key(keyword.text)][topic.id] = keyword.weight
        self._keywords = sorted(weights)
        self._weights = [tuple(weights[word].items()) for word in self._keywords]
        self._automaton = ahocorasick_rs.AhoCorasick(self._keywords) if self._keywords else None

    def scores(self, text: str, title_chars: int) -> tuple[TopicScore, ...]:
        """Score every topic with evidence, strongest first. The first `title_chars` of the text are its title."""
        points: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for index, factor in self._hits(text, title_chars).items():
            for topic, weight in self._weights[index]:
                points[topic][self._keywords[index]] += weight * weight * factor
        found = [
            TopicScore(id=topic, points=sum(words.values()), keywords=_strongest(words))
            for topic, words in points.items()
        ]
        return tuple(sorted(found, key=lambda score: (-score.points, score.id)))

    def _hits(self, text: str, title_chars: int) -> Mapping[int, float]:
        """Sum up, keyword by keyword, how much its mentions count."""
        whole = key(text)
        counts: dict[int, int] = defaultdict(int)
        factors: dict[int, float] = defaultdict(float)
        for index, start, end in (
            self._automaton.find_matches_as_indexes(whole, overlapping=True) if self._automaton else ()
        ):
            if not _whole_word(whole, start, end):
                continue
            place = (
                _TITLE_FACTOR
                if start <= title_chars
                else _OPENING_FACTOR
                if start < title_chars + _OPENING_CHARS
                else 1.0
            )
            factors[index] += place * _REPEATS[min(counts[index], len(_REPEATS) - 1)]
            counts[index] += 1
        return factors


def choose(scores: tuple[TopicScore, ...], *, limit: int = 3, share: float = 0.4) -> tuple[str, ...]:
    """Choose the topics that reach `share` of the strongest, at least one where there is any, at most `limit`."""
    if not scores:
        return ()
    floor = scores[0].points * share
    return tuple(score.id for score in scores[:limit] if score.points >= floor)


def _strongest(words: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(words.items(), key=lambda item: (-item[1], item[0])))


def _whole_word(text: str, start: int, end: int) -> bool:
    if is_cjk(text[start:end]):
        return True
    before = text[start - 1 : start]
    after = text[end : end + 2]
    return not before.isalnum() and (not after[:1].isalnum() or (after[0] == "s" and not after[1:].isalnum()))
