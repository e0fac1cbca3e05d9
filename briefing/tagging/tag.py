"""From a document to a brief: each passage tagged on its own words, the whole carrying the union."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from briefing.content.markdown import plain
from briefing.model import Brief, Document, Kind, Mention, Part, Passage, Suggestion, Tagged, Tags, Vocabulary
from briefing.slugs import slugify
from briefing.tagging.discovery import discover_all
from briefing.tagging.matcher import Found, matcher_of
from briefing.tagging.regions import countries_of
from briefing.tagging.spelling import fold
from briefing.tagging.topics import MAX_TOPICS, TopicModel, TopicScore, choose, vote

_TITLE_POINTS: Final = 8.0
_OPENING_POINTS: Final = 4.0
_OPENING_CHARS: Final = 250
_PARENT_SHARE: Final = 0.5  # of a version's weight that its family has
_OWNER_SHARE: Final = 0.25  # of a product's weight that its maker has
# Everybody's tools: who names PyTorch, MCP or a benchmark does not speak of its maker.
_COMMON_TOOLS: Final = frozenset({"framework", "benchmark", "dataset"})
_SIGNATURE: Final = re.compile(r"^[—–-]+ ?@(\w{1,64})", re.MULTILINE)
_SHOWN_KEYWORDS: Final = 6
# Names nobody listed that one passage may make terms of: what names more is a list, and every term has pages and feeds.
_MAX_ADOPTED: Final = 100

_Points = Mapping[tuple[Kind, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A passage as read: its words, title first, what they name, what they are about."""

    passage: Passage
    text: str
    found: Found
    mentions: tuple[Mention, ...]  # those found that tag
    suggestions: tuple[Suggestion, ...] = ()
    topics: tuple[TopicScore, ...] = ()


@lru_cache(maxsize=1)
def tagger_of(vocabulary: Vocabulary) -> Tagger:
    """Give the tagger of a vocabulary. Making one takes longer than tagging a document with it."""
    return Tagger(vocabulary)


class Tagger:
    """Tags documents with a vocabulary. Tagging is a pure function of the document."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.matcher = matcher_of(vocabulary)
        self.countries = matcher_of(countries_of(vocabulary))
        self.topics = TopicModel(vocabulary)

    def tag(self, document: Document) -> Tagged:
        """Tag every passage on its own plain text; the brief has the union, most prominent first."""
        readings = self._read(document)
        points = [self._points(reading) for reading in readings]
        passages = tuple(
            replace(reading.passage, tags=_tags(own, choose(reading.topics)))
            for reading, own in zip(readings, points, strict=True)
        )
        ambiguities = {left.surface: left for reading in readings for left in reading.found.ambiguities}
        return Tagged(
            brief=_brief(document, passages, _tags(_sum(points), self._brief_topics(document, readings))),
            suggestions=_merge(suggestion for reading in readings for suggestion in reading.suggestions),
            ambiguities=tuple(ambiguities.values()),
        )

    def explain(self, document: Document) -> str:
        """Say what speaks for every tag, passage by passage."""
        return "\n".join(line for reading in self._read(document) for line in self._explained(reading))

    def _read(self, document: Document) -> tuple[_Reading, ...]:
        """Read the passages; what is discovered in one is known in all."""
        writers = {fold(document.source.name), fold(document.source.author)} - {""}
        readings = tuple(self._match(passage, writers) for passage in document.passages)
        found = discover_all([(reading.text, reading.found.mentions) for reading in readings], document.lang)
        return tuple(
            replace(reading, suggestions=tuple(one for one in own if fold(one.name) not in self.vocabulary.dismissed))
            for reading, own in zip(readings, found, strict=True)
        )

    def _match(self, passage: Passage, writers: Set[str]) -> _Reading:
        text = f"{passage.title}\n{plain(passage.markdown)}".strip()
        found = self.matcher.find(text)
        signed = writers | {fold(handle) for handle in (_SIGNATURE.findall(text) if "@" in text else ())}
        mentions = tuple(mention for mention in found.mentions if not _is_writer(text, mention, writers, signed))
        topics = self.topics.scores(text, len(passage.title), mentions)
        return _Reading(passage=passage, text=text, found=found, mentions=mentions, topics=topics)

    def _points(self, reading: _Reading) -> _Points:
        """Weigh how prominent each term is: in the title, in the opening, how often, how early."""
        points: dict[tuple[Kind, str], float] = defaultdict(float)
        title_chars = len(reading.passage.title)
        named = {mention.id for mention in reading.mentions if mention.kind is Kind.COMPANIES}
        for mention in reading.mentions:
            weight = _weight(mention.start, title_chars)
            points[mention.kind, mention.id] += weight
            if mention.parent:
                points[mention.kind, mention.parent] += weight * _PARENT_SHARE
            if owner := self._owner(mention, named):
                points[Kind.COMPANIES, owner] += weight * _OWNER_SHARE
            if country := self._country(mention):
                points[Kind.REGIONS, country] += weight * _OWNER_SHARE
        for one in islice((one for one in reading.suggestions if one.adopted), _MAX_ADOPTED):
            points[one.kind, one.id] += _weight(reading.text.find(one.name), title_chars) + one.count - 1
        return points

    def _owner(self, mention: Mention, named: Set[str]) -> str:
        """Name the company behind a product, unless it is a part of one that the text names: Google's Astra."""
        if mention.kind is not Kind.PRODUCTS:
            return ""
        product = self.vocabulary.get(Kind.PRODUCTS, mention.parent or mention.id)
        if product is None or product.category in _COMMON_TOOLS:
            return ""
        company = self.vocabulary.get(Kind.COMPANIES, product.owner)
        return "" if company is None or (company.parent in named and company.id not in named) else company.id

    def _country(self, mention: Mention) -> str:
        """Name the country that a body's name begins with: the US Air Force, 美国商务部."""
        if mention.kind is not Kind.ORGANIZATIONS:
            return ""
        first = next(iter(self.countries.mentions(mention.surface)), None)
        return first.id if first and first.start == 0 else ""

    def _brief_topics(self, document: Document, readings: Sequence[_Reading]) -> tuple[str, ...]:
        """Choose the topics of the whole: of one story its own, of several what they vote for, the title twice."""
        stories = [reading.topics for reading in readings if reading.passage.part is Part.STORY]
        if len(stories) == 1:
            return choose(stories[0], limit=4)
        title = self.topics.scores(document.title, len(document.title))
        return choose(vote([title, title, *stories]), limit=min(MAX_TOPICS, 2 + len(stories)), share=0.15)

    def _explained(self, reading: _Reading) -> Iterator[str]:
        yield f"{reading.passage.part} {reading.passage.title or reading.passage.id}".rstrip()
        for kind, ident in _tags(self._points(reading), ()):
            yield f"  {kind}/{ident}: {_evidence(reading, kind, ident)}"
        chosen = choose(reading.topics)
        for score in reading.topics[:MAX_TOPICS]:
            words = ", ".join(f"{word} {amount:.1f}" for word, amount in score.keywords[:_SHOWN_KEYWORDS])
            note = "" if score.id in chosen else " (not chosen)"
            yield f"  topics/{score.id}: {score.points:.1f} = {words}{note}"


def _is_writer(text: str, mention: Mention, writers: Set[str], signed: Set[str]) -> bool:
    """Tell whether a mention is of who wrote the text, or signed a post in it, and not of a subject.

    Who signed a post ("— @handle") is its subject wherever else the text speaks of them.
    """
    if mention.kind is not Kind.PEOPLE or fold(mention.surface) not in signed:
        return False
    heads_line = text[: mention.start].rpartition("\n")[2].strip(" —–-@") == ""
    return heads_line or fold(mention.surface) in writers


def _weight(start: int, title_chars: int) -> float:
    """Weigh a mention by its place; of two alike, the earlier weighs a little more."""
    early = 1.0 / (2.0 + max(0, start) / 100.0)
    if start < title_chars:
        return _TITLE_POINTS + early
    return early + (_OPENING_POINTS if start < title_chars + _OPENING_CHARS else 1.0)


def _sum(every: Iterable[_Points]) -> _Points:
    total: dict[tuple[Kind, str], float] = defaultdict(float)
    for points in every:
        for term, amount in points.items():
            total[term] += amount
    return total


def _tags(points: _Points, topics: Iterable[str]) -> Tags:
    ranked = sorted(points, key=lambda term: (-points[term], term))
    return Tags.from_pairs([*ranked, *((Kind.TOPICS, topic) for topic in topics)])


def _merge(suggestions: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Gather what the passages suggest, a name once, with its counts added up."""
    found: dict[tuple[Kind, str], Suggestion] = {}
    for one in suggestions:
        known = found.setdefault((one.kind, one.id), replace(one, count=0))
        found[one.kind, one.id] = replace(known, count=known.count + one.count, adopted=known.adopted or one.adopted)
    return tuple(found.values())


def _evidence(reading: _Reading, kind: Kind, ident: str) -> str:
    """Say how a passage names a term: its spellings, the rule that discovered it, or a product of its."""
    named = [one.surface for one in reading.mentions if one.kind is kind and ident in (one.id, one.parent)]
    rules = [f"{one.name} ({one.evidence})" for one in reading.suggestions if (one.kind, one.id) == (kind, ident)]
    return ", ".join(dict.fromkeys(named + rules)) or "owner of a product that is named"


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
