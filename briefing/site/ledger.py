"""The ledger as pages show it: figures as rows, checks and conflicts as sentences, comparisons as bars."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from briefing.figures.amounts import amount, number
from briefing.figures.checks import Verdict, checks_of, is_count, opposed
from briefing.figures.conflicts import Conflict, Relation, Side, Told, conflicts
from briefing.figures.units import PERCENT
from briefing.inputs import program
from briefing.memo import Memo, key_of, pack, unpack
from briefing.model import Basis, Bound, Brief, Change, Figure, Hedge, Kind
from briefing.site.library import Entry, Library, Story
from briefing.site.marks import figure_urls
from briefing.site.urls import brief_url, story_url
from briefing.site.views import Link, Views, When, when

_BOUND_WORDS: Final = {
    Bound.NONE: "",
    Bound.OVER: "more than ",
    Bound.AT_LEAST: "at least ",
    Bound.UNDER: "less than ",
    Bound.UP_TO: "up to ",
    Bound.ABOUT: "about ",
}
_HEDGE_WORDS: Final = {
    Hedge.LEAK: "leaked",
    Hedge.PLAN: "planned",
    Hedge.ESTIMATE: "estimated",
    Hedge.CLAIM: "claimed",
    Hedge.NONE: "",
}
Place = tuple[Story, int]  # a figure: its story, and its place among those of the story that stand for themselves

_AT_HAND: Final = 256  # stories: the page of a brief shows their figures, and those of the ledger and of terms again
_SUBJECT: Final = "conflicts"
_MOST_CONFLICTS: Final = 40  # shown of the whole site
_MIN_COMPARED: Final = 2  # measures that a picture of two needs


class FigureRow(NamedTuple):
    """A figure in a table. `url` leads to its marked sentence; `order` sorts by value; `lang` is "" where usual."""

    id: str
    value: str
    order: str
    metric: str
    about: tuple[Link, ...]
    compared: str
    period: str
    hedge: str
    quote: str
    url: str
    story: Link
    when: When
    lang: str

    @property
    def names(self) -> str:
        """Whom it is about, in words."""
        return ", ".join(link.name for link in self.about)


class _Source(NamedTuple):
    """What all figures of a story have in common; `urls` has the address of each by its id."""

    link: Link
    when: When
    lang: str
    urls: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """A calculation: `verdict` is a word for readers, `url` leads to the sentence."""

    verdict: str
    faulty: bool
    working: str
    url: str
    story: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One side of a conflict."""

    quote: str
    url: str
    story: Link
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLine:
    """Two statements that may conflict, or of which one is newer."""

    relation: str
    conflict: bool
    working: str
    about: Link | None
    first: Statement
    second: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measure of two things: bars from 0 to 100 of the larger."""

    metric: str
    left: str
    right: str
    left_share: int
    right_share: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two things measured alike in one story."""

    left: Link
    right: Link
    rows: tuple[Measured, ...]
    story: Link


_VERDICTS: Final = {
    Verdict.VERIFIED: "Adds up",
    Verdict.FAULTY: "Does not add up",
    Verdict.IMPLIED: "Follows from it",
}


class Ledger:
    """All figures of a library with what they tell together. Made once a build."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self.library: Library = views.library
        self._sources: dict[str, _Source] = {}
        self._linked = cache(self._link_of)
        self._told = lru_cache(_AT_HAND)(self._tell)
        self._recalled = False

    @cached_property
    def texts(self) -> tuple[Story, ...]:
        """Every passage, newest first."""
        return tuple(text for brief in self.library.briefs for text in self.library.texts[brief.slug])

    @cached_property
    def figures(self) -> tuple[Place, ...]:
        """Every figure that stands for itself, newest first; what it is compared with stands beside it."""
        return tuple((text, at) for text in self.texts for at in range(len(text.gist.entities)))

    def rows(self, places: Iterable[Place]) -> tuple[FigureRow, ...]:
        rows: list[FigureRow] = []
        for _, group in groupby(places, key=lambda place: place[0].key):
            (story, *_), ats = zip(*group, strict=True)
            if len(ats) == len(story.gist.entities):
                rows += self.rows_of(story)
            else:
                figures = standing(story)
                rows += self._rows(story, [figures[at] for at in ats])
        return tuple(rows)

    def rows_of(self, story: Story) -> tuple[FigureRow, ...]:
        return self._told(story.brief.slug, story.place)

    def _tell(self, slug: str, place: int) -> tuple[FigureRow, ...]:
        story = self.library.texts[slug][place]
        return tuple(self._rows(story, standing(story)))

    def _rows(self, story: Story, figures: Iterable[Figure]) -> Iterator[FigureRow]:
        source = self._source(story)
        return (self._row(figure, source) for figure in figures)

    def checks_of(self, story: Story) -> tuple[CheckLine, ...]:
        if not story.gist.faults:
            return ()
        return tuple(
            CheckLine(
                verdict=_VERDICTS[check.verdict],
                faulty=check.verdict is Verdict.FAULTY,
                working=check.working,
                url=self._url(story, check.figures[0]),
                story=_link(story),
            )
            for check in checks_of(story.figures)
        )

    def checks(self, most: int) -> tuple[CheckLine, ...]:
        """The first of the site's calculations: faults first, else newest first."""
        places = [(not faulty, text, at) for text in self.texts for at, faulty in enumerate(text.gist.faults)]
        places.sort(key=lambda place: place[0])
        return tuple(self.checks_of(text)[at] for _, text, at in places[:most])

    @property
    def conflicts(self) -> tuple[ConflictLine, ...]:
        """The first of the site's conflicts: what may be one, then developments."""
        ordered = sorted(self._conflicts, key=lambda conflict: conflict.relation is not Relation.CONFLICT)
        first = ordered[:_MOST_CONFLICTS]
        return tuple(map(self._conflict, first))

    def conflicts_of(self, story: Story) -> tuple[ConflictLine, ...]:
        """What may conflict with a story; a development is no news to its reader."""
        return tuple(self._conflict(conflict) for conflict in self._by_story.get(story.key, ()))

    def about(self, entry: Entry) -> tuple[Place, ...]:
        """The figures of a term, of its versions and of what it owns, newest first."""
        return tuple(self._by_term.get(f"{entry.term.kind.value}/{entry.term.id}", ()))

    def comparisons(self, entry: Entry) -> tuple[Comparison, ...]:
        """What a term is measured against, where two measures or more are given."""
        wanted = {(story.key, standing(story)[at].id) for story, at in self.about(entry) if story.gist.compares}
        groups: dict[tuple[str, str, str], list[tuple[Story, Figure, Figure]]] = defaultdict(list)
        for story in {story.key: story for story in self._stories_of(entry) if story.gist.compares}.values():
            for one, other in opposed(story.figures):
                if (story.key, one.id) in wanted or (story.key, other.id) in wanted:
                    groups[story.key, one.entity[0], other.entity[0]].append((story, one, other))
        found = (self._comparison(pairs) for pairs in groups.values() if len(pairs) >= _MIN_COMPARED)
        return tuple(comparison for comparison in found if comparison)

    def _stories_of(self, entry: Entry) -> Iterator[Story]:
        yield from entry.stories
        yield from (story for story, _ in self.about(entry))

    @cached_property
    def _by_term(self) -> Mapping[str, list[Place]]:
        found: dict[str, list[Place]] = defaultdict(list)
        elders = cache(lambda ident: tuple(self._elders(ident)))
        for place in self.figures:
            story, at = place
            for key in dict.fromkeys(elder for ident in story.gist.entities[at] for elder in elders(ident)):
                found[key].append(place)
        return found

    def _elders(self, ident: str) -> Iterator[str]:
        """Name a term, its family and their owner."""
        yield ident
        kind, _, name = ident.partition("/")
        term = self.library.named(Kind(kind), name) if kind == Kind.PRODUCTS else None
        if term is None:
            return
        family, owner = self._views.kinship.family(term), self._views.kinship.owner(term)
        yield from (f"{elder.kind.value}/{elder.id}" for elder in (family, owner) if elder)

    @cached_property
    def _conflicts(self) -> tuple[Conflict, ...]:
        return conflicts([_told(text) for text in self._contradictable], developments=_MOST_CONFLICTS)

    @cached_property
    def _contradictable(self) -> tuple[Story, ...]:
        """The stories that claim something of one thing in two briefs; most claim nothing that others do."""
        briefs: dict[str, set[str]] = defaultdict(set)
        for text in self.texts:
            for claim in text.gist.claims:
                briefs[claim].add(text.brief.slug)
        shared = {claim for claim, slugs in briefs.items() if len(slugs) > 1}
        return tuple(text for text in self.texts if not shared.isdisjoint(text.gist.claims))

    def recall(self, memo: Memo) -> None:
        """Take the conflicts that were found when the same stories claimed the same."""
        with suppress(ValueError):
            self.__dict__["_conflicts"] = unpack(memo.get(_SUBJECT, "", self._stance) or b"")
            self._recalled = True

    def note(self, memo: Memo) -> None:
        if not self._recalled:
            memo.put(_SUBJECT, [("", self._stance, pack(self._conflicts))])

    @cached_property
    def _stance(self) -> bytes:
        dates = ((text.key, _date_of(text.brief), text.gist.stance) for text in self._contradictable)
        return key_of(program(), repr(list(dates)))

    @cached_property
    def _by_story(self) -> Mapping[str, list[Conflict]]:
        found: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self._conflicts:
            if conflict.relation is Relation.CONFLICT:
                for side in (conflict.first, conflict.second):
                    found[f"{side.brief}#{side.story}"].append(conflict)
        return found

    @cached_property
    def _by_key(self) -> Mapping[str, Story]:
        return {text.key: text for brief in self.library.briefs for text in self.library.texts[brief.slug]}

    def _source(self, story: Story) -> _Source:
        if story.key not in self._sources:
            self._sources[story.key] = _Source(
                link=_link(story), when=when(story.brief), lang=self._views.lang(story.brief), urls=figure_urls(story)
            )
        return self._sources[story.key]

    def _url(self, story: Story, ident: str) -> str:
        return self._source(story).urls.get(ident, story_url(story))

    def _row(self, figure: Figure, source: _Source) -> FigureRow:
        return FigureRow(
            id=figure.id,
            value=written(figure),
            order=f"{figure.value:f}",
            metric=figure.metric,
            about=self._links(figure.entity),
            compared=figure.compared_to if figure.change is not Change.FROM_TO else "",
            period=figure.period,
            hedge=_HEDGE_WORDS[figure.hedge],
            quote=figure.quote,
            url=source.urls[figure.id],
            story=source.link,
            when=source.when,
            lang=source.lang,
        )

    def _links(self, entity: Sequence[str]) -> tuple[Link, ...]:
        return tuple(link for link in map(self._linked, entity) if link)

    def _link_of(self, entity: str) -> Link | None:
        kind, _, ident = entity.partition("/")
        return self._views.link(Kind(kind), ident)

    def _conflict(self, conflict: Conflict) -> ConflictLine:
        about = self._links([conflict.entity])
        return ConflictLine(
            relation=conflict.relation.value,
            conflict=conflict.relation is Relation.CONFLICT,
            working=conflict.working,
            about=about[0] if about else None,
            first=self._statement(conflict.first),
            second=self._statement(conflict.second),
        )

    def _statement(self, side: Side) -> Statement:
        story = self._by_key[f"{side.brief}#{side.story}"]
        marked = side.figure or next((figure.id for figure in story.figures if figure.quote == side.quote), "")
        return Statement(quote=side.quote, url=self._url(story, marked), story=_link(story), when=when(story.brief))

    def _comparison(self, pairs: Sequence[tuple[Story, Figure, Figure]]) -> Comparison | None:
        story, one, other = pairs[0]
        left, right = self._links(one.entity[:1]), self._links(other.entity[:1])
        if not left or not right:
            return None
        rows = tuple(_measured(one, other, self._url(story, one.id)) for _, one, other in pairs)
        return Comparison(left=left[0], right=right[0], rows=rows, story=_link(story))


def _link(story: Story) -> Link:
    """Link a story; the lead of a brief is the brief's own."""
    if story.passage.id:
        return Link(name=story.title, url=story_url(story))
    return Link(name=story.brief.title, url=brief_url(story.brief))


def _told(story: Story) -> Told:
    """Make a story comparable."""
    return Told(
        brief=story.brief.slug,
        story=story.passage.id,
        date=_date_of(story.brief),
        claims=story.claims,
    )


def _date_of(brief: Brief) -> dt.date | None:
    """Give the date that a conflict may be judged by. One that was only inferred proves nothing."""
    return brief.date if brief.date_basis in (Basis.STATED, Basis.METADATA) else None


def written(figure: Figure) -> str:
    """Write a figure for a table: with its bound, as a range or a change, and the unit where the metric lacks it."""
    unit = "" if _counts_said(figure) else figure.unit
    if figure.low is not None and figure.high is not None:
        if figure.currency:
            return f"{amount(figure.low, unit)} to {amount(figure.high, unit)}"
        return f"{number(figure.low)}–{amount(figure.high, unit)}"
    if figure.change is Change.FROM_TO and figure.compared_value is not None:
        return f"{amount(figure.compared_value, unit)} → {amount(figure.value, unit)}"
    sign = "+" if figure.change is Change.DELTA and figure.value > 0 else ""
    return f"{_BOUND_WORDS[figure.bound]}{sign}{amount(figure.value, unit)}"


def _counts_said(figure: Figure) -> bool:
    """Tell whether the metric says already what is counted: "1,000" of "Optimus humanoid robots"."""
    return is_count(figure) and figure.unit.lower() in figure.metric.lower().split()


def _measured(one: Figure, other: Figure, url: str) -> Measured:
    top = max(abs(one.value), abs(other.value), Decimal(1))
    return Measured(
        metric=one.metric.rpartition(", ")[2],
        left=amount(one.value, one.unit),
        right=amount(other.value, other.unit),
        left_share=int(abs(one.value) / top * 100),
        right_share=int(abs(other.value) / top * 100),
        url=url,
    )


# --------------------------------------------------------------------------------- numbers of the day

_STRIKING: Final = 3


def standing(story: Story) -> tuple[Figure, ...]:
    """Give the figures of a story that stand for themselves."""
    return tuple(figure for figure in story.figures if not figure.baseline)


def striking(story: Story) -> Place | None:
    """Choose the figure that tells a story best: money or a large count of somebody, at the front of the text."""
    chosen = [(figure, at) for at, figure in enumerate(standing(story)) if figure.entity and figure.metric]
    best = max(chosen, key=lambda each: (_weight(each[0]), -each[0].start), default=None)
    return (story, best[1]) if best and _weight(best[0]) >= _STRIKING else None


def _weight(figure: Figure) -> int:
    """Weigh how much a number alone tells: money, large counts, shares; a level more than a change."""
    weight = 3 if figure.currency else 2 if abs(figure.value) >= 1000 else 1 if figure.unit == PERCENT else 0
    return weight + (figure.change is not Change.DELTA) + (figure.hedge is Hedge.NONE)
