"""What each page depends on, as a key: a page with the key of the one that stands need not be made again.

A key is made of all that can be seen on a page, or of more: too much costs a page made for nothing, too little would
leave an old page standing. `chrome` is in every key: this program, the templates, the settings, the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from briefing.memo import key_of
from briefing.model import Brief, Kind, Page
from briefing.site.archive import Archive
from briefing.site.brief_page import BriefPage
from briefing.site.dossier import Dossier
from briefing.site.feeds import Feed
from briefing.site.figure_pages import FiguresPage
from briefing.site.identity import Identities
from briefing.site.ledger import Ledger
from briefing.site.library import Entry, Library, Story
from briefing.site.views import Views

_ALONE = ("following.html", "404.html", "redirect.html")  # pages that no brief has a say in


class Keys:
    """The keys of one library's pages. `readings` has the key of each brief's reading by slug.

    Other pages show but the face of a brief; its own and the feeds show all that was read.
    """

    def __init__(self, ledger: Ledger, views: Views, readings: Mapping[str, bytes], chrome: bytes) -> None:
        self._ledger, self._views, self._readings = ledger, views, readings
        self.chrome = chrome
        self._library: Library = views.library
        self._identities = Identities(self._library)
        self._briefs: dict[str, bytes] = {}

    def of_page(self, page: Page) -> bytes:
        context = {name: value for name, value in page.context.items() if isinstance(value, str)}
        return key_of(self.chrome, page.url, page.template, tuple(sorted(context.items())), *self._seen_on(page))

    def of_feed(self, feed: Feed, most: int) -> bytes:
        """Key a feed of at most so many items."""
        stories = [item.passage.id if isinstance(item, Story) else "" for item in feed.contents[:most]]
        briefs = [item.brief if isinstance(item, Story) else item for item in feed.contents[:most]]
        whole = (self._readings[brief.slug] for brief in briefs)
        return key_of(
            self.chrome, feed.place, feed.title, feed.description, *stories, *map(self.of_brief, briefs), *whole
        )

    def of_brief(self, brief: Brief) -> bytes:
        """Key a brief as others show it: its face, how feeds know it, and how its terms are called."""
        if brief.slug not in self._briefs:
            name = self._identities.name_of(brief)
            self._briefs[brief.slug] = key_of(self._library.shelf.face(brief.slug), name, self._called(brief))
        return self._briefs[brief.slug]

    @cached_property
    def of_library(self) -> bytes:
        """Key everything."""
        return key_of(self.chrome, *map(self.of_brief, self._library.briefs), self._of_terms)

    @cached_property
    def of_figures(self) -> bytes:
        """Key all figures as data."""
        return key_of(self.chrome, *(self._library.shelf.export(brief.slug) for brief in self._library.briefs))

    # --------------------------------------------------------------------------------- page by page

    def _seen_on(self, page: Page) -> Iterable[object]:
        view = page.context.get("page")
        if isinstance(view, BriefPage):
            return self._on_brief(view)
        if isinstance(view, Dossier):
            return self._on_dossier(view)
        if isinstance(view, Archive) and view.leaf.newer:
            return (repr(view.leaf.older), *map(self.of_brief, view.leaf.items))
        if isinstance(view, FiguresPage) and not view.is_newest:
            places = tuple((story.passage.id, at) for story, at in view.leaf.items)
            return (view.leaf.newer, view.leaf.older, view.count, places, self._of_briefs(view.leaf.items))
        return () if page.template in _ALONE else (self.of_library,)

    def _on_brief(self, view: BriefPage) -> Iterable[object]:
        yield from (self._readings[view.brief.slug], self.of_brief(view.brief), view.around)

    def _on_dossier(self, view: Dossier) -> Iterable[object]:
        entry, leaf = view.entry, view.leaf
        yield repr((entry.term, leaf.newer, leaf.older))
        yield tuple(story.key for story in leaf.items)
        yield from (self.of_brief(story.brief) for story in leaf.items)
        if view.is_newest:
            yield self._of_terms
            yield tuple(story.key for story in entry.stories)
            yield from (self.of_brief(story.brief) for story in entry.stories[len(leaf.items) :])
            yield from map(self.of_brief, entry.briefs)
            yield repr([chip.count for _, chips in view.relatives for chip in chips])
            places = self._ledger.about(entry)
            yield tuple((story.key, at) for story, at in places)
            yield self._of_briefs(places)

    def _of_briefs(self, places: Iterable[tuple[Story, int]]) -> bytes:
        briefs = {story.brief.slug: story.brief for story, _ in places}
        return key_of(*map(self.of_brief, briefs.values()))

    @cached_property
    def _of_terms(self) -> bytes:
        """Key which terms there are, and all that the library itself says of them."""
        entries = (entry for kind in Kind for entry in self._library.entries[kind].values())
        return key_of(*(_said(entry) for entry in entries))

    def _called(self, brief: Brief) -> tuple[object, ...]:
        """Name what other briefs have a say in: how terms are called that nobody listed, which entities have a page."""
        unlisted = tuple(term.name for term in self._library.coined(brief))
        passages = self._library.texts[brief.slug]
        entities = dict.fromkeys(name for text in passages for entity in text.gist.entities for name in entity)
        linked = tuple(str(self._links(name)) for name in entities)
        return (*unlisted, *linked)

    def _links(self, entity: str) -> object:
        kind, _, ident = entity.partition("/")
        return self._views.link(Kind(kind), ident)


def _said(entry: Entry) -> tuple[object, ...]:
    term = entry.term
    return (term.kind.value, term.id, term.name, term.parent, term.origin.value)
