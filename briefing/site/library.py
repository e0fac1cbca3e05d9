"""The library: everything that content/ holds, looked at from the press. Values only; no URL is decided here.

Order is total everywhere: newest first, undated last, ties by slug; stories in the order of their brief.
What a story says at length is fetched when it is asked for: a large site's texts would not fit into memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from briefing.config import Settings
from briefing.figures.conflicts import Claims
from briefing.model import Brief, Figure, Kind, Mention, Origin, Part, Passage, Redirect, Tags, Term, Vocabulary
from briefing.site.reading import Coined, Gist, Tag, Telling, lead_of
from briefing.site.shelf import Shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A passage of a brief with what the press knows of it. `place` is its own among the passages of its brief.

    `gist` is at hand; all else that was read out of it is fetched from the shelf.
    """

    brief: Brief
    passage: Passage
    gist: Gist
    place: int
    shelf: Shelf = field(repr=False, compare=False)

    @property
    def key(self) -> str:
        """Name the story in the whole site: "<brief slug>#<story id>"."""
        return f"{self.brief.slug}#{self.passage.id}"

    @property
    def title(self) -> str:
        return self.passage.title

    @property
    def tags(self) -> Tags:
        return self.passage.tags

    @property
    def telling(self) -> Telling:
        return self.shelf.tellings(self.brief.slug)[self.place]

    @property
    def claims(self) -> Claims:
        """What another story could contradict."""
        return self.shelf.claims(self.brief.slug)[self.place]

    @property
    def text(self) -> str:
        """The passage as plain text."""
        return self.telling.text

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of its own tags, in order, with offsets into `text`."""
        return self.telling.mentions

    @property
    def figures(self) -> tuple[Figure, ...]:
        """What it counts, in order, with offsets into `text`."""
        return self.telling.figures

    @property
    def lead(self) -> str:
        """The first paragraph, without the title that it may begin with."""
        return lead_of(self.title, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term that tags something, with its stories (newest first) and the briefs that only as a whole carry it."""

    term: Term
    stories: tuple[Story, ...]
    briefs: tuple[Brief, ...]

    @property
    def count(self) -> int:
        return len(self.stories) + len(self.briefs)


@dataclass(frozen=True, kw_only=True)
class Library:
    """The whole site's content. `texts` holds every passage by brief slug, stories and others, in order."""

    settings: Settings
    vocabulary: Vocabulary
    briefs: tuple[Brief, ...]
    texts: Mapping[str, tuple[Story, ...]]
    entries: Mapping[Kind, Mapping[str, Entry]]
    shelf: Shelf
    redirects: tuple[Redirect, ...] = ()

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """All stories, newest first."""
        return tuple(story for brief in self.briefs for story in self.stories_of(brief))

    def stories_of(self, brief: Brief) -> tuple[Story, ...]:
        return tuple(story for story in self.texts[brief.slug] if story.passage.part is Part.STORY)

    def coined(self, brief: Brief) -> tuple[Term, ...]:
        """The terms of a brief that the vocabulary lacks."""
        return tuple(self.entry(*tag).term for tag in tags_of(brief) if not self.vocabulary.get(*tag))

    def entry(self, kind: Kind, ident: str) -> Entry:
        return self.entries[kind][ident]

    def named(self, kind: Kind, ident: str) -> Term | None:
        """The term, whether or not anything is tagged with it."""
        entry = self.entries[kind].get(ident)
        return entry.term if entry else self.vocabulary.get(kind, ident)


def newest_first(briefs: Iterable[Brief]) -> list[Brief]:
    return sorted(briefs, key=lambda brief: (-brief.date.toordinal() if brief.date else 0, brief.slug))


def make_library(
    settings: Settings,
    vocabulary: Vocabulary,
    briefs: Iterable[Brief],
    shelf: Shelf,
    redirects: Iterable[Redirect] = (),
) -> Library:
    """Order the briefs and enter every term. `shelf` has what was read out of each of them."""
    ordered = tuple(newest_first(briefs))
    texts = {brief.slug: tuple(_stories(brief, shelf)) for brief in ordered}
    return Library(
        settings=settings,
        vocabulary=vocabulary,
        briefs=ordered,
        texts=texts,
        entries=_entries(vocabulary, ordered, texts),
        shelf=shelf,
        redirects=tuple(redirects),
    )


def make_excerpt(
    settings: Settings,
    vocabulary: Vocabulary,
    briefs: Iterable[Brief],
    shelf: Shelf,
    redirects: Iterable[Redirect],
    *,
    coined: Iterable[Term],
    paged: Iterable[Tag],
) -> Library:
    """Make a library of a few briefs of a larger one, enough to make their pages: it has no stories by term.

    `coined` are the terms that the vocabulary lacks, `paged` those that have a page although they tag none of these
    briefs. Raises KeyError for a tag that is neither known nor coined.
    """
    ordered = tuple(newest_first(briefs))
    terms = {(term.kind, term.id): term for term in coined}
    entries: dict[Kind, dict[str, Entry]] = {kind: {} for kind in Kind}
    for kind, ident in dict.fromkeys((*paged, *(tag for brief in ordered for tag in tags_of(brief)))):
        term = vocabulary.get(kind, ident) or terms[kind, ident]
        entries[kind][ident] = Entry(term=term, stories=(), briefs=())
    return Library(
        settings=settings,
        vocabulary=vocabulary,
        briefs=ordered,
        texts={brief.slug: tuple(_stories(brief, shelf)) for brief in ordered},
        entries=entries,
        shelf=shelf,
        redirects=tuple(redirects),
    )


def tags_of(brief: Brief) -> tuple[Tag, ...]:
    """All tags of a brief and of its passages, each once."""
    return tuple(dict.fromkeys(tag for tags in (brief.tags, *(text.tags for text in brief.passages)) for tag in tags))


def _stories(brief: Brief, shelf: Shelf) -> Iterable[Story]:
    for place, (passage, gist) in enumerate(zip(brief.passages, shelf.gists(brief.slug), strict=True)):
        yield Story(brief=brief, passage=passage, gist=gist, place=place, shelf=shelf)


def _entries(
    vocabulary: Vocabulary, briefs: Iterable[Brief], texts: Mapping[str, tuple[Story, ...]]
) -> dict[Kind, dict[str, Entry]]:
    stories: dict[Tag, list[Story]] = {}
    whole: dict[Tag, list[Brief]] = {}
    for brief in briefs:
        told = set()
        for story in texts[brief.slug]:
            if story.passage.part is Part.STORY:
                for tag in story.tags:
                    stories.setdefault(tag, []).append(story)
                    told.add(tag)
        for tag in brief.tags:
            if tag not in told:
                whole.setdefault(tag, []).append(brief)
    entries: dict[Kind, dict[str, Entry]] = {kind: {} for kind in Kind}
    for kind, ident in sorted({*stories, *whole}):
        theirs, briefs_only = stories.get((kind, ident), []), whole.get((kind, ident), [])
        passages = theirs or [text for brief in briefs_only for text in texts[brief.slug]]
        term = vocabulary.get(kind, ident) or _term_of((kind, ident), passages)
        entries[kind][ident] = Entry(term=term, stories=tuple(theirs), briefs=tuple(briefs_only))
    return entries


def _term_of(tag: Tag, stories: Sequence[Story]) -> Term:
    """Make the term of an id that the vocabulary does not have: a version of a family, or a discovered name."""
    kind, ident = tag
    found = [coined for story in stories for coined in story.gist.coined if coined.tag == tag]
    versions = [coined for coined in found if coined.surfaces]
    if versions:
        return Term(kind=kind, id=ident, name=_usual(versions), parent=versions[0].parent, origin=Origin.VERSION)
    name = next((coined.wording for coined in found if coined.wording), ident.replace("-", " ").title())
    return Term(kind=kind, id=ident, name=name, origin=Origin.DISCOVERED)


def _usual(versions: Iterable[Coined]) -> str:
    """Choose the way in which a version is written most often, of several the first."""
    counts = Counter[str]()
    for coined in versions:
        counts.update(dict(coined.surfaces))
    return counts.most_common(1)[0][0]
