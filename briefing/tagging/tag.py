"""From a document to a brief: each passage tagged on its own words, the whole carrying the union."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefing.content.markdown import plain
from briefing.model import Ambiguity, Brief, Document, Kind, Mention, Passage, Tagged, Tags, Vocabulary
from briefing.slugs import slugify
from briefing.tagging.matcher import Matcher
from briefing.tagging.topics import MAX_TOPICS, TopicModel, TopicScore, choose

_TITLE_POINTS: Final = 8.0
_OPENING_POINTS: Final = 4.0
_OPENING_CHARS: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A passage as read: its words, what they name, what they are about."""

    passage: Passage
    text: str
    mentions: tuple[Mention, ...]
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
        return Tagged(brief=brief, ambiguities=tuple(_distinct(readings)))

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
        text = plain(passage.markdown)
        found = self.matcher.find(f"{passage.title}\n{text}")
        return _Reading(
            passage=passage,
            text=text,
            mentions=found.mentions,
            ambiguities=found.ambiguities,
            points=self._points(found.mentions, len(passage.title)),
            topics=self.topics.scores(passage.title, text),
        )

    def _points(self, mentions: Iterable[Mention], title_chars: int) -> dict[tuple[Kind, str], float]:
        """Weigh how prominent each term is: in the title, in the opening, how often, how early."""
        points: dict[tuple[Kind, str], float] = defaultdict(float)
        for mention in mentions:
            place = (
                _TITLE_POINTS
                if mention.start < title_chars
                else _OPENING_POINTS
                if mention.start < title_chars + _OPENING_CHARS
                else 1.0
            )
            early = 1.0 / (2.0 + mention.start / 100.0)
            points[mention.kind, mention.id] += place + early
            if mention.parent:
                points[mention.kind, mention.parent] += (place + early) / 2
            owner = self._owner(mention)
            if owner:
                points[Kind.COMPANIES, owner] += (place + early) / 4
        return points

    def _owner(self, mention: Mention) -> str:
        if mention.kind is not Kind.PRODUCTS:
            return ""
        term = self.vocabulary.get(Kind.PRODUCTS, mention.parent or mention.id)
        return term.owner if term and self.vocabulary.get(Kind.COMPANIES, term.owner) else ""

    def _tags(self, points: dict[tuple[Kind, str], float], topics: Sequence[str]) -> Tags:
        ranked = sorted(points, key=lambda term: (-points[term], term))
        return Tags.from_pairs([*ranked, *((Kind.TOPICS, topic) for topic in topics)])

    def _story_topics(self, reading: _Reading) -> tuple[str, ...]:
        return choose(reading.topics)

    def _brief_topics(self, document: Document, readings: Sequence[_Reading]) -> tuple[str, ...]:
        if len(readings) == 1:
            return choose(readings[0].topics, limit=4, share=0.3)
        whole = self.topics.scores(document.title, "\n".join(f"{r.passage.title}\n{r.text}" for r in readings))
        return choose(whole, limit=MAX_TOPICS, share=0.3)


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


def _distinct(readings: Iterable[_Reading]) -> Iterable[Ambiguity]:
    return {ambiguity.surface: ambiguity for reading in readings for ambiguity in reading.ambiguities}.values()


def _said(reading: _Reading, kind: Kind, ident: str) -> str:
    named = [
        mention.surface
        for mention in reading.mentions
        if mention.kind is kind and ident in (mention.id, mention.parent)
    ]
    return ", ".join(dict.fromkeys(named)) or "owner of a product that is named"
