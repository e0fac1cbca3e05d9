"""What the page of a brief takes from other briefs: its neighbours, what is related to it, what contradicts it.

A plain value: with it and the brief alone the page can be made again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final, NamedTuple

from briefing.model import Brief, Kind, Term
from briefing.site.ledger import ConflictLine, Ledger
from briefing.site.library import Story
from briefing.site.reading import Tag
from briefing.site.urls import brief_url, story_url
from briefing.site.views import Link, Views, When, when

_RELATED: Final = 2  # of a story
_CONFLICTS: Final = 3


class Related(NamedTuple):
    """A related story as it is shown. `lang` is "" where it is the site's own."""

    title: str
    url: str
    lang: str
    when: When


class Surroundings(NamedTuple):
    """`related` and `conflicts` by the id of a story; a story that has none is not there.

    `coined` are the terms of the brief that the vocabulary lacks, `paged` those that its figures are about and that
    have a page.
    """

    newer: Link | None
    older: Link | None
    related: Mapping[str, tuple[Related, ...]]
    conflicts: Mapping[str, tuple[ConflictLine, ...]]
    coined: tuple[Term, ...]
    paged: tuple[Tag, ...]


class Neighbourhood:
    """Knows the surroundings of every brief of a library."""

    def __init__(self, views: Views, ledger: Ledger) -> None:
        self._views, self._ledger = views, ledger

    def of(self, brief: Brief) -> Surroundings:
        place = self._places[brief.slug]
        stories = self._views.library.stories_of(brief)
        related = ((story.passage.id, self._related(story)) for story in stories)
        conflicts = ((story.passage.id, self._ledger.conflicts_of(story)[:_CONFLICTS]) for story in stories)
        return Surroundings(
            newer=self._link(place - 1),
            older=self._link(place + 1),
            related={ident: lines for ident, lines in related if lines},
            conflicts={ident: lines for ident, lines in conflicts if lines},
            coined=self._views.library.coined(brief),
            paged=tuple(self._paged(brief)),
        )

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {brief.slug: place for place, brief in enumerate(self._views.library.briefs)}

    def _link(self, place: int) -> Link | None:
        briefs = self._views.library.briefs
        if not 0 <= place < len(briefs):
            return None
        return Link(name=briefs[place].title, url=brief_url(briefs[place]))

    def _paged(self, brief: Brief) -> Iterator[Tag]:
        texts, entries = self._views.library.texts[brief.slug], self._views.library.entries
        named = dict.fromkeys(name for text in texts for entity in text.gist.entities for name in entity)
        for kind, _, ident in (name.partition("/") for name in named):
            if ident in entries[Kind(kind)]:
                yield Kind(kind), ident

    def _related(self, story: Story) -> tuple[Related, ...]:
        return tuple(
            Related(title=other.title, url=story_url(other), lang=self._views.lang(other.brief), when=when(other.brief))
            for other in self._views.relations.of(story, _RELATED)
        )
