"""The index of a kind: A to Z, by mentions, products under their owners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from briefing.model import Kind, Term
from briefing.site.counting import Bar, Trend, Trends, bars, together
from briefing.site.kinship import natural
from briefing.site.library import Entry
from briefing.site.pictures import Arcs, columns, months_of
from briefing.site.urls import kind_url, most_told_url
from briefing.site.views import Chip, Link, Views, counted

_TOP: Final = 10
_IN_PICTURE: Final = 24
_NO_OWNER: Final = "Owner not in the vocabulary"
_OTHER: Final = "Other"  # names that begin with neither a Latin letter nor a digit


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Terms under one heading. `members` are below the chip they follow, as versions below their family."""

    heading: Link
    anchor: str
    members: tuple[tuple[Chip, tuple[Chip, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Index:
    """What the template of an index sees."""

    views: Views
    kind: Kind

    @property
    def count(self) -> int:
        return len(self._entries)

    @property
    def url(self) -> str:
        return kind_url(self.kind)

    @property
    def intro(self) -> str:
        names = counted(self.count, self.kind.singular, self.kind.value)
        stories = counted(len(self.views.library.stories), "story", "stories")
        return f"{names} in {stories}, {'grouped by owner' if self.is_owned else 'each with its own page and feed'}."

    @property
    def is_owned(self) -> bool:
        return self.kind is Kind.PRODUCTS

    @property
    def by_count_url(self) -> str:
        return most_told_url(self.kind)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return self._by_owner() if self.is_owned else self._by_letter()

    @property
    def chart(self) -> tuple[Bar, ...]:
        """The most told-of regions, for a chart in place of a map."""
        return self.top if self.kind is Kind.REGIONS else ()

    @property
    def top(self) -> tuple[Bar, ...]:
        return self.by_count[:_TOP]

    @cached_property
    def by_count(self) -> tuple[Bar, ...]:
        counted = sorted(self._entries, key=lambda entry: (-entry.count, natural(entry.term.name), entry.term.id))
        return bars(self.views, self.kind, ((entry.term.id, entry.count) for entry in counted))

    @cached_property
    def trends(self) -> Trends:
        """The most told-of topics month by month; none when there is only one month."""
        months = months_of(brief.date for brief in self.views.library.briefs if brief.date)
        if self.kind is not Kind.TOPICS or len(months) < 2:
            return Trends()
        trends = (Trend(bar=bar, picture=columns(self._dates(bar.chip.id), months)) for bar in self.top)
        return Trends(tuple(trend for trend in trends if trend.picture.told))

    @cached_property
    def together(self) -> Arcs | None:
        """Who appears with whom among the most told-of companies; None when nobody does."""
        if self.kind is not Kind.COMPANIES:
            return None
        tags = [(self.kind, bar.chip.id) for bar in self.by_count[:_IN_PICTURE]]
        return together(self.views, self.views.library.stories, tags)

    @property
    def _entries(self) -> Sequence[Entry]:
        return tuple(self.views.library.entries[self.kind].values())

    def _dates(self, ident: str) -> list[dt.date]:
        stories = self.views.library.entry(self.kind, ident).stories
        return [story.brief.date for story in stories if story.brief.date]

    def _by_letter(self) -> tuple[Group, ...]:
        ordered = sorted((entry.term for entry in self._entries), key=_alphabetical)
        return tuple(
            Group(
                heading=Link(name=letter),
                anchor=_anchor(letter),
                members=tuple((self._chip(term), ()) for term in terms),
            )
            for letter, terms in groupby(ordered, key=lambda term: _letter(term.name))
        )

    def _by_owner(self) -> tuple[Group, ...]:
        """Group products by who makes them; those of nobody we know come last."""
        kinship = self.views.kinship
        owned: dict[tuple[str, str], list[Term]] = {}
        for entry in self._entries:
            owner = kinship.owner(entry.term)
            owned.setdefault((owner.kind, owner.id) if owner else ("", ""), []).append(entry.term)
        groups = []
        for terms in owned.values():
            owner = kinship.owner(terms[0])
            heading = self.views.link(owner.kind, owner.id) if owner else None
            anchor = f"of-{owner.id}" if owner else "of-others"
            groups.append(Group(heading=heading or Link(name=_NO_OWNER), anchor=anchor, members=self._families(terms)))
        return tuple(
            sorted(groups, key=lambda group: (group.anchor == "of-others", natural(group.heading.name), group.anchor))
        )

    def _families(self, terms: Collection[Term]) -> tuple[tuple[Chip, tuple[Chip, ...]], ...]:
        """Put versions below the eldest of their family that is there."""
        below: dict[str, list[Chip]] = {term.id: [] for term in terms}
        heads = []
        for term in sorted(terms, key=_alphabetical):
            head = self._eldest(term, below)
            if head is term:
                heads.append(term)
            else:
                below[head.id].append(self._chip(term))
        return tuple((self._chip(term), tuple(below[term.id])) for term in heads)

    def _eldest(self, term: Term, present: Container[str]) -> Term:
        family = self.views.kinship.family(term)
        return self._eldest(family, present) if family and family.id in present else term

    def _chip(self, term: Term) -> Chip:
        return self.views.chip(term.kind, term.id)


def _alphabetical(term: Term) -> tuple[bool, str, object, str]:
    letter = _letter(term.name)
    return letter == _OTHER, letter, natural(term.name), term.id


def _letter(name: str) -> str:
    key = natural(name)
    first = key[0][2][:1] if key[0][0] == 0 and key[0][2] else "0"
    return first.upper() if first.isascii() and first.isalpha() else "0-9" if first == "0" else _OTHER


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}"
