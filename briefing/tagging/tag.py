"""From a document to a brief: each passage tagged on its own words, the whole carrying the union."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from briefing.content.markdown import plain
from briefing.model import (
    Ambiguity,
    Brief,
    Document,
    Kind,
    Mention,
    Part,
    Passage,
    Suggestion,
    Tagged,
    Tags,
    Vocabulary,
)
from briefing.slugs import slugify
from briefing.tagging.discovery import discover
from briefing.tagging.matcher import Matcher
from briefing.tagging.spelling import fold
from briefing.tagging.topics import MAX_TOPICS, TopicModel, TopicScore, choose, vote

_TITLE_POINTS: Final = 8.0
_OPENING_POINTS: Final = 4.0
_OPENING_CHARS: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A passage as read: its words, what they name, what they are about."""

    passage: Passage
    text: str
    mentions: tuple[Mention, ...]
    suggestions: tuple[Suggestion, ...]
    ambiguities: tuple[Ambiguity, ...]
    points: dict[tuple[Kind, str], float]
    topics: tuple[TopicScore, ...]


class Tagger:
    """Tags documents with a vocabulary. Build it once; tagging is a pure function of the document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.matcher = Matcher(vocabulary)
        self.topics = TopicModel(vocabulary)

    def tag(self, document: Document) -> Tagged:
        """Tag every passage on its own plain text; the brief has the union, most prominent first."""
        readings = tuple(self._read(passage, document) for passage in document.passages)
        passages = tuple(
            replace(reading.passage, tags=self._tags(reading.points, self._story_topics(reading)))
            for reading in readings
        )
        points: dict[tuple[Kind, str], float] = defaultdict(float)
        for reading in readings:
            for term, amount in reading.points.items():
                points[term] += amount
        brief = _brief(document, passages, self._tags(points, self._brief_topics(document, readings)))
        return Tagged(brief=brief, suggestions=_suggestions(readings), ambiguities=_ambiguities(readings))

    def explain(self, document: Document) -> str:
        """Say what speaks for every tag, passage by passage."""
        lines: list[str] = []
        for passage in document.passages:
            reading = self._read(passage, document)
            lines.append(f"{passage.part} {passage.title or passage.id}".rstrip())
            for kind, ident in self._tags(reading.points, ()):
                lines.append(f"  {kind}/{ident}: {_said(reading, kind, ident)}")
            for score in reading.topics[:MAX_TOPICS]:
                words = ", ".join(f"{word} {amount:.0f}" for word, amount in score.keywords[:6])
                chosen = "" if score.id in self._story_topics(reading) else " (not chosen)"
                lines.append(f"  topics/{score.id}{chosen}: {score.points:.0f} = {words}")
        return "\n".join(lines)

    def _read(self, passage: Passage, document: Document) -> _Reading:
        text = f"{passage.title}\n{plain(passage.markdown)}".strip()
        found = self.matcher.find(text)
        writers = {fold(document.source.name), fold(document.source.author)}
        mentions = tuple(mention for mention in found.mentions if not _is_writer(mention, writers))
        suggestions = discover(text, found.mentions, document.lang)
        return _Reading(
            passage=passage,
            text=text,
            mentions=mentions,
            suggestions=suggestions,
            ambiguities=found.ambiguities,
            points=self._points(text, len(passage.title), mentions, suggestions),
            topics=self.topics.scores(text, len(passage.title), mentions),
        )

    def _points(
        self, text: str, title_chars: int, mentions: Sequence[Mention], suggestions: Iterable[Suggestion]
    ) -> dict[tuple[Kind, str], float]:
        """Weigh how prominent each term is: in the title, in the opening, how often, how early."""
        points: dict[tuple[Kind, str], float] = defaultdict(float)
        named = {mention.id for mention in mentions if mention.kind is Kind.COMPANIES}
        for mention in mentions:
            weight = _weight(mention.start, title_chars)
            points[mention.kind, mention.id] += weight
            if mention.parent:
                points[mention.kind, mention.parent] += weight / 2
            if owner := self._owner(mention, named):
                points[Kind.COMPANIES, owner] += weight / 4
        for suggestion in suggestions:
            if suggestion.adopted:
                at = max(0, text.find(suggestion.name))
                points[suggestion.kind, suggestion.id] += _weight(at, title_chars) + suggestion.count - 1
        return points

    def _owner(self, mention: Mention, named: Set[str]) -> str:
        """Name the company behind a product, unless it is a part of one that the text names: Google's Astra."""
        if mention.kind is not Kind.PRODUCTS:
            return ""
        product = self.vocabulary.get(Kind.PRODUCTS, mention.parent or mention.id)
        company = self.vocabulary.get(Kind.COMPANIES, product.owner) if product else None
        return "" if company is None or (company.parent in named and company.id not in named) else company.id

    def _tags(self, points: dict[tuple[Kind, str], float], topics: Sequence[str]) -> Tags:
        ranked = sorted(points, key=lambda term: (-points[term], term))
        return Tags.from_pairs([*ranked, *((Kind.TOPICS, topic) for topic in topics)])

    def _story_topics(self, reading: _Reading) -> tuple[str, ...]:
        return choose(reading.topics)

    def _brief_topics(self, document: Document, readings: Sequence[_Reading]) -> tuple[str, ...]:
        """Choose the topics of the whole: of a single story its own, of several what they vote for; the title twice."""
        if len(readings) == 1:
            return choose(readings[0].topics, limit=4)
        title = self.topics.scores(document.title, len(document.title))
        stories = [reading.topics for reading in readings if reading.passage.part is Part.STORY]
        return choose(vote([title, title, *stories]), limit=min(MAX_TOPICS, 2 + len(stories)), share=0.15)


def _brief(document: Document, passages: tuple[Passage, ...], tags: Tags) -> Brief:
    return Brief(
        slug=slugify(document.title),
        title=document.title,
        title_basis=document.title_basis,
        date=document.date,
        date_basis=document.date_basis,
        lang=document.lang,
        summary=document.summary,
        source=document.source,
        seed_file=f"seeds/{document.seed.path}",
        seed_sha256=document.seed.sha256,
        tags=tags,
        passages=passages,
    )


def _is_writer(mention: Mention, writers: Set[str]) -> bool:
    """Tell whether a mention is of the text's own author, who is not its subject."""
    return mention.kind is Kind.PEOPLE and fold(mention.surface) in writers


def _weight(start: int, title_chars: int) -> float:
    """Weigh a mention by its place; of two alike, the earlier weighs a little more."""
    early = 1.0 / (2.0 + start / 100.0)
    if start < title_chars:
        return _TITLE_POINTS + early
    return early + (_OPENING_POINTS if start < title_chars + _OPENING_CHARS else 1.0)


def _suggestions(readings: Iterable[_Reading]) -> tuple[Suggestion, ...]:
    """Gather what the passages suggest, a name once, with its counts added up."""
    found: dict[tuple[Kind, str], Suggestion] = {}
    for suggestion in (suggestion for reading in readings for suggestion in reading.suggestions):
        place = suggestion.kind, suggestion.id
        known = found.get(place)
        found[place] = (
            replace(known, count=known.count + suggestion.count, adopted=known.adopted or suggestion.adopted)
            if known
            else suggestion
        )
    return tuple(found.values())


def _ambiguities(readings: Iterable[_Reading]) -> tuple[Ambiguity, ...]:
    return tuple({left.surface: left for reading in readings for left in reading.ambiguities}.values())


def _said(reading: _Reading, kind: Kind, ident: str) -> str:
    named = [
        mention.surface
        for mention in reading.mentions
        if mention.kind is kind and ident in (mention.id, mention.parent)
    ]
    return ", ".join(dict.fromkeys(named)) or "owner of a product that is named"
