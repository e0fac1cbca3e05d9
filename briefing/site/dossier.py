"""The dossier of a term: what it is, its stories in time, who and what it appears with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from markupsafe import Markup

from briefing.model import Kind, Origin, Term
from briefing.site.counting import Bar, Trend, Trends, bars, count_tags, together
from briefing.site.library import Entry, Story
from briefing.site.metadata import breadcrumbs, graph, item_list
from briefing.site.paging import Leaf
from briefing.site.pictures import Arcs, Columns, columns, months_of, over_time
from briefing.site.urls import feed_url, kind_url
from briefing.site.views import KIND_NAMES, BriefLine, Chip, Link, StoryLine, Views, When, counted

_COMPANIONS: Final = 5
_TOPICS_OVER_TIME: Final = 5
_ALIASES: Final = 4
_STORIES_FOR_A_PICTURE: Final = 4
_STORIES_FOR_PATTERNS: Final = 6  # from here on, to appear together once says nothing
_WHO: Final = (Kind.COMPANIES, Kind.PEOPLE, Kind.ORGANIZATIONS)
_VOCABULARY_DATE: Final = "2026-08"  # when the facts about people and owners were compiled
_CHINESE: Final = re.compile("[\u3400-\u9fff]")
_KANA: Final = re.compile("[\u3040-\u30ff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of "What we know". `lang` marks names in another script; `aged` what the vocabulary says of a day."""

    label: str
    links: tuple[Link, ...]
    lang: str = ""
    aged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The stories of one brief. `brief` is None where its only story has its title; `lang` is "" where usual."""

    when: When
    source: str
    lang: str
    brief: Link | None
    stories: tuple[StoryLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Companions:
    name: str
    bars: tuple[Bar, ...]

    @property
    def even(self) -> bool:
        """Each appears as often as the others: bars would say nothing."""
        return len({bar.count for bar in self.bars}) == 1


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """What the template of a term sees. `leaf` is one page of its stories; facts stand on the newest only."""

    views: Views
    entry: Entry
    leaf: Leaf[Story]

    @property
    def term(self) -> Term:
        return self.entry.term

    @property
    def is_newest(self) -> bool:
        return not self.leaf.newer

    @property
    def feed(self) -> str:
        return feed_url(self.term)

    @property
    def kind_url(self) -> str:
        return kind_url(self.term.kind)

    @property
    def aged(self) -> bool:
        """Facts stand here that may have changed since the vocabulary was compiled."""
        return any(fact.aged for fact in self.facts)

    @property
    def vocabulary_date(self) -> str:
        return _VOCABULARY_DATE

    @property
    def discovered(self) -> bool:
        return self.term.origin is Origin.DISCOVERED

    @cached_property
    def stories(self) -> tuple[StoryLine, ...]:
        return self.views.lines(self.leaf.items)

    @property
    def timeline(self) -> tuple[Told, ...]:
        """The stories by brief: a date and a source are said once."""
        return tuple(_told(tuple(lines)) for _, lines in groupby(self.stories, key=lambda line: line.brief))

    @property
    def briefs(self) -> tuple[BriefLine, ...]:
        return tuple(self.views.brief_line(brief) for brief in self.entry.briefs)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self._facts() if fact.links)

    @cached_property
    def relatives(self) -> tuple[tuple[str, tuple[Chip, ...]], ...]:
        """Versions of a family, products of an owner and so on, each group with its heading."""
        return tuple(
            (heading, tuple(self.views.chip(term.kind, term.id) for term in terms))
            for heading, terms in self.views.kinship.of(self.term)
        )

    @cached_property
    def companions(self) -> tuple[Companions, ...]:
        least = 1 if len(self.entry.stories) < _STORIES_FOR_PATTERNS else 2
        groups = []
        for kind, name in KIND_NAMES.items():
            counts = [
                (ident, count)
                for ident, count in count_tags(self.entry.stories, kind)
                if count >= least and (kind, ident) not in self._kin
            ]
            if counts:
                drawn = bars(self.views, kind, counts[:_COMPANIONS], top=len(self.entry.stories))
                groups.append(Companions(name=name, bars=drawn))
        return tuple(groups)

    @cached_property
    def together(self) -> Arcs | None:
        """Who appears with whom in the stories of this term; None where they are too few to tell."""
        if len(self.entry.stories) < _STORIES_FOR_A_PICTURE:
            return None
        chips = (bar.chip for group in self.companions for bar in group.bars)
        tags = [(chip.kind, chip.id) for chip in chips if chip.kind in _WHO]
        return together(self.views, self.entry.stories, tags, least=2)

    @cached_property
    def over_time(self) -> Columns | None:
        """Stories by month, None where they all fall into one."""
        return over_time(_dates(self.entry.stories))

    @cached_property
    def topics_over_time(self) -> Trends:
        """The topics most often told of in stories that have a date."""
        if not self.over_time or self.term.kind is Kind.TOPICS:
            return Trends()
        months = months_of(_dates(self.entry.stories))
        dated = [story for story in self.entry.stories if story.brief.date]
        counts = count_tags(dated, Kind.TOPICS)[:_TOPICS_OVER_TIME]
        topics = bars(self.views, Kind.TOPICS, counts)
        return Trends(tuple(Trend(bar=bar, picture=columns(self._dates_under(bar.chip.id), months)) for bar in topics))

    @property
    def note(self) -> str:
        """One line about the term, for its card."""
        return f"{self.term.kind.singular.capitalize()} · {counted(self.entry.count, 'story', 'stories')}"

    @property
    def structured(self) -> Markup:
        settings = self.views.library.settings
        trail = (
            Link(name=KIND_NAMES[self.term.kind], url=kind_url(self.term.kind)),
            Link(name=self.term.name, url=self.leaf.url),
        )
        stories = ((line.title, line.url) for line in self.stories)
        return graph(breadcrumbs(trail, settings), item_list(stories, settings))

    @cached_property
    def _kin(self) -> frozenset[tuple[Kind, str]]:
        """The term and its relatives: it goes without saying that they appear with it."""
        relatives = ((chip.kind, chip.id) for _, chips in self.relatives for chip in chips)
        return frozenset({(self.term.kind, self.term.id), *relatives})

    def _dates_under(self, topic: str) -> list[dt.date]:
        return _dates([story for story in self.entry.stories if topic in story.tags.topics])

    def _facts(self) -> Iterator[Fact]:
        term = self.term
        if term.category:
            yield Fact(label="Kind", links=(Link(name=term.category.replace("-", " ")),))
        yield Fact(label="Home", links=self._links((Kind.REGIONS,), term.region), aged=True)
        yield Fact(label="Owner", links=self._links((Kind.COMPANIES, Kind.ORGANIZATIONS), self._owner), aged=True)
        yield Fact(label="Family", links=self._links((Kind.PRODUCTS,), self._family))
        yield Fact(label="Part of", links=self._links((Kind.REGIONS,), self._around))
        yield Fact(label="With", links=self._links((Kind.COMPANIES, Kind.ORGANIZATIONS), term.affiliation), aged=True)
        if term.role:
            yield Fact(label="Role", links=(Link(name=term.role),), aged=True)
        if term.ticker:
            yield Fact(label="Listed as", links=(Link(name=term.ticker),), aged=True)
        if term.kind is not Kind.TOPICS:  # a topic's aliases are tags of other sites
            yield from _names(term)

    @property
    def _owner(self) -> str:
        return self._product_owner or (self.term.parent if self.term.kind is Kind.COMPANIES else "")

    @property
    def _product_owner(self) -> str:
        owner = self.views.kinship.owner(self.term) if self.term.kind is Kind.PRODUCTS else None
        return owner.id if owner else ""

    @property
    def _family(self) -> str:
        family = self.views.kinship.family(self.term) if self.term.kind is Kind.PRODUCTS else None
        return family.id if family else ""

    @property
    def _around(self) -> str:
        return self.term.parent if self.term.kind is Kind.REGIONS else ""

    def _links(self, kinds: Sequence[Kind], ident: str) -> tuple[Link, ...]:
        found = (self.views.link(kind, ident) for kind in kinds) if ident else ()
        return next(((link,) for link in found if link), ())


def _told(lines: tuple[StoryLine, ...]) -> Told:
    first = lines[0]
    brief = first.brief if len(lines) > 1 or first.brief.name != first.title else None
    return Told(when=first.when, source=first.source, lang=first.lang, brief=brief, stories=lines)


def _names(term: Term) -> Iterator[Fact]:
    chinese = [alias for alias in term.aliases if _CHINESE.search(alias) and not _KANA.search(alias)]
    yield Fact(label="In Chinese", links=tuple(Link(name=alias) for alias in chinese[:2]), lang="zh")
    if term.kind is not Kind.REGIONS:  # a region's aliases are the names of its people
        yield Fact(label="Also", links=tuple(Link(name=alias) for alias in other_names(term)[:_ALIASES]))


def other_names(term: Term) -> tuple[str, ...]:
    """Give the aliases that tell a reader something: a name of its own, no handle, no longer or shorter form."""
    names = [term.name]
    for alias in term.aliases:
        handle = not alias[:1].isupper() or (term.kind is Kind.PEOPLE and " " not in alias)
        if not handle and alias not in term.ticker and not any(_alike(alias, name) for name in names):
            names.append(alias)
    return tuple(names[1:])


def _alike(one: str, other: str) -> bool:
    """They begin with the same word, or one holds the other: OpenAI Inc. and OpenAI, Musk and Elon Musk."""
    (first, whole), (second, all_) = (_squashed(one), _squashed(other))
    return first == second or whole in all_ or all_ in whole


def _squashed(name: str) -> tuple[str, str]:
    """Give the first word and the whole of a name by their letters and digits alone."""
    words = ["".join(filter(str.isalnum, word.casefold())) for word in name.split()] or [""]
    return words[0], "".join(words)


def _dates(stories: Sequence[Story]) -> list[dt.date]:
    return [story.brief.date for story in stories if story.brief.date]
