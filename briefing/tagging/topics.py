"""Which of the closed list of topics a text is about.

Every keyword of a topic that a text holds is evidence, more in the title and the opening, less for each repetition;
so are the things it names: a model beside a word of release, a chip, a robot. The topics that come near the
strongest are the story's; a brief's are those that its stories vote for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import ahocorasick_rs

from briefing.model import Keyword, Kind, Mention, Vocabulary
from briefing.tagging.spelling import is_cjk, is_whole_word, key

MAX_TOPICS: Final = 6

# What a keyword of weight 1, 2, ... 5 is worth: a decisive one as much as many vague ones.
_WORTH: Final = (0.0, 0.3, 1.0, 3.0, 8.0, 12.0)
_TITLE_FACTOR: Final = 2.0
_OPENING_FACTOR: Final = 1.2
_OPENING_CHARS: Final = 250
_REPEATS: Final = (1.0, 0.4, 0.2, 0.1)  # what the first, second, ... mention of a keyword adds
_CLEAR: Final = 20.0  # points from which a story's vote counts whole

# What a thing named says of the topic, by the product's category.
_THINGS: Final[Mapping[str, Keyword]] = {
    "chip": Keyword(text="chips", weight=3),
    "robot": Keyword(text="robotics", weight=4),
    "benchmark": Keyword(text="benchmarks", weight=3),
    "device": Keyword(text="consumer-devices", weight=3),
}
_MODELS: Final = frozenset({"model", "model-family"})
_RELEASE_CHARS: Final = 60
_RELEASE: Final = re.compile(
    r"\b(?:launch(?:es|ed|ing)?|releas(?:es|ed|ing|e)|unveil(?:s|ed|ing)?|introduc(?:es|ed|ing)|debut(?:s|ed)?|previews?"
    r"|announc(?:es|ed|ing)|roll(?:s|ed)? out|leak(?:s|ed)?|ships|shipped|upgrade[sd]?|now available)\b"
    r"|发布|推出|上线|开源|升级|泄露|曝光|亮相"
)

# Words that hold a keyword and say nothing of its topic: who wrote the text, a chat that is no machine.
_SILENT: Final = ("聊天机器人", "对话机器人", "客服机器人", "机器人撰写", "新闻发布会", "新闻社")


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
        for silent in _SILENT:
            weights.setdefault(silent, {})
        self._topics = frozenset(vocabulary.terms.get(Kind.TOPICS, {}))
        self._categories = {term.id: term.category for term in vocabulary.terms.get(Kind.PRODUCTS, {}).values()}
        self._keywords = sorted(weights)
        self._weights = [weights[word] for word in self._keywords]
        self._automaton = ahocorasick_rs.AhoCorasick(self._keywords)

    def scores(self, text: str, title_chars: int, mentions: Sequence[Mention] = ()) -> tuple[TopicScore, ...]:
        """Score every topic with evidence, strongest first. The first `title_chars` of the text are its title."""
        points: dict[str, dict[str, float]] = defaultdict(dict)
        counts: dict[tuple[str, str], int] = defaultdict(int)
        whole = key(text)
        for topic, word, weight, start in [*self._words(whole), *self._things(whole, mentions)]:
            repeat = _REPEATS[min(counts[topic, word], len(_REPEATS) - 1)]
            counts[topic, word] += 1
            amount = _WORTH[weight] * repeat * _place(start, title_chars)
            points[topic][word] = points[topic].get(word, 0.0) + amount
        found = [
            TopicScore(id=topic, points=sum(words.values()), keywords=_strongest(words))
            for topic, words in points.items()
        ]
        return tuple(sorted(found, key=lambda score: (-score.points, score.id)))

    def _words(self, text: str) -> Iterator[tuple[str, str, int, int]]:
        """Yield (topic, keyword, weight, start). Of keywords of one topic inside each other, the longest counts."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        covered: dict[str, int] = defaultdict(int)
        silent = 0
        for index, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
            if not self._weights[index]:
                silent = end
            if end <= silent or not (is_cjk(text[start:end]) or is_whole_word(text, start, end)):
                continue
            for topic, weight in self._weights[index].items():
                if end > covered[topic]:
                    covered[topic] = end
                    yield topic, self._keywords[index], weight, start

    def _things(self, text: str, mentions: Iterable[Mention]) -> Iterator[tuple[str, str, int, int]]:
        """Yield what the products named say, in the same form."""
        for mention in mentions:
            category = self._categories.get(mention.parent or mention.id, "") if mention.kind is Kind.PRODUCTS else ""
            thing = _THINGS.get(category)
            if thing and thing.text in self._topics:
                yield thing.text, f"a {category}", thing.weight, mention.start
            if category in _MODELS and "model-releases" in self._topics:
                around = text[max(0, mention.start - _RELEASE_CHARS) : mention.end + _RELEASE_CHARS]
                released = _RELEASE.search(around)
                yield (
                    "model-releases",
                    "a model released" if released else "a model",
                    4 if released else 2,
                    mention.start,
                )


def choose(scores: Sequence[TopicScore], *, limit: int = 3, share: float = 0.25) -> tuple[str, ...]:
    """Choose the topics that reach `share` of the strongest, at least one where there is any, at most `limit`."""
    if not scores:
        return ()
    floor = scores[0].points * share
    return tuple(score.id for score in scores[:limit] if score.points >= floor)


def vote(stories: Iterable[Sequence[TopicScore]]) -> tuple[TopicScore, ...]:
    """Add up what the stories are about: each divides one vote among its topics, by the squares of their points."""
    votes: dict[str, float] = defaultdict(float)
    for scores in stories:
        strength = min(1.0, scores[0].points / _CLEAR) if scores else 0.0
        whole = sum(score.points**2 for score in scores)
        for score in scores:
            votes[score.id] += strength * score.points**2 / whole
    found = [TopicScore(id=topic, points=points, keywords=()) for topic, points in votes.items()]
    return tuple(sorted(found, key=lambda score: (-score.points, score.id)))


def _place(start: int, title_chars: int) -> float:
    if start < title_chars:
        return _TITLE_FACTOR
    return _OPENING_FACTOR if start < title_chars + _OPENING_CHARS else 1.0


def _strongest(words: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(words.items(), key=lambda item: (-item[1], item[0])))
