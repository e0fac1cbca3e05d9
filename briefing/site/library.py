"""The library: everything that content/ holds, looked at from the press. Values only; no URL is decided here.

Order is total everywhere: newest first, undated last, ties by slug; stories in the order of their brief.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from briefing.config import Settings
from briefing.content.markdown import plain
from briefing.content.redirects import follow
from briefing.figures.edits import apply_edits
from briefing.figures.entities import idents
from briefing.figures.ledger import figures_of
from briefing.model import Brief, Figure, Kind, Mention, Origin, Part, Passage, Redirect, Tags, Term, Vocabulary
from briefing.slugs import slugify
from briefing.tagging.matcher import Matcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A passage of a brief with what the press knows of it.

    `text` is the passage's plain text; `mentions` are those of its own tags and `figures` what it counts, both in
    order, with offsets into `text`.
    """

    brief: Brief
    passage: Passage
    text: str
    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...] = ()

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
    def lead(self) -> str:
        """The first paragraph, without the title that it may begin with."""
        return self.text.partition("\n")[0].removeprefix(self.title).lstrip(" .:：。") or self.text.partition("\n")[0]


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
    redirects: tuple[Redirect, ...] = ()

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """All stories, newest first."""
        return tuple(story for brief in self.briefs for story in self.stories_of(brief))

    def stories_of(self, brief: Brief) -> tuple[Story, ...]:
        return tuple(story for story in self.texts[brief.slug] if story.passage.part is Part.STORY)

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
    matcher: Matcher,
    briefs: Iterable[Brief],
    redirects: Iterable[Redirect] = (),
) -> Library:
    redirects = tuple(redirects)
    ordered = tuple(newest_first(follow(briefs, redirects)))
    texts = {brief.slug: tuple(_read(brief, passage, matcher) for passage in brief.passages) for brief in ordered}
    return Library(
        settings=settings,
        vocabulary=vocabulary,
        briefs=ordered,
        texts=texts,
        entries=_entries(vocabulary, ordered, texts),
        redirects=redirects,
    )


def _read(brief: Brief, passage: Passage, matcher: Matcher) -> Story:
    text = plain(passage.markdown)
    wanted = frozenset(passage.tags if passage.part is Part.STORY else brief.tags)
    mentions = _tagged(matcher.mentions(text), wanted)
    subject = idents(_tagged(matcher.mentions(passage.title), wanted))
    figures = figures_of(text, mentions, brief=brief.slug, story=passage.id, lang=brief.lang, subject=subject)
    figures = apply_edits(figures, brief.figures, path=f"{brief.slug}.md")
    return Story(brief=brief, passage=passage, text=text, mentions=mentions, figures=figures)


def _tagged(mentions: Iterable[Mention], wanted: Container[tuple[Kind, str]]) -> tuple[Mention, ...]:
    return tuple(
        mention
        for mention in mentions
        if (mention.kind, mention.id) in wanted or (mention.parent and (mention.kind, mention.parent) in wanted)
    )


def _entries(
    vocabulary: Vocabulary, briefs: Iterable[Brief], texts: Mapping[str, tuple[Story, ...]]
) -> dict[Kind, dict[str, Entry]]:
    stories: dict[tuple[Kind, str], list[Story]] = {}
    whole: dict[tuple[Kind, str], list[Brief]] = {}
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
        term = vocabulary.get(kind, ident) or _term_of(kind, ident, passages)
        entries[kind][ident] = Entry(term=term, stories=tuple(theirs), briefs=tuple(briefs_only))
    return entries


def _term_of(kind: Kind, ident: str, stories: Sequence[Story]) -> Term:
    """Make the term of an id that the vocabulary does not have: a version of a family, or a discovered name."""
    versions = [m for story in stories for m in story.mentions if m.kind is kind and m.id == ident]
    if versions:
        name = Counter(mention.surface for mention in versions).most_common(1)[0][0]
        return Term(kind=kind, id=ident, name=name, parent=versions[0].parent, origin=Origin.VERSION)
    found = (surface for story in stories for surface in _wording(story.title, story.text).surfaces(ident))
    name = next(found, ident.replace("-", " ").title())
    return Term(kind=kind, id=ident, name=name, origin=Origin.DISCOVERED)


class _Wording:
    """The words of a story, found by how their slug begins: a story may name thousands that nobody listed."""

    def __init__(self, text: str) -> None:
        self.words = text.split()
        self.starts: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            self.starts.setdefault(slugify(word).partition("-")[0], []).append(at)

    def surfaces(self, ident: str) -> Iterator[str]:
        """Find the words that `slugify` would make `ident` of, the shortest first."""
        first, *others = ident.split("-")
        for size in range(1, len(others) + 2):
            for start in self.starts.get(first, ()):
                surface = " ".join(self.words[start : start + size]).strip(".,;:!?()[]\"'“”‘’")
                if surface and slugify(surface) == ident:
                    yield surface


@lru_cache(maxsize=64)
def _wording(title: str, text: str) -> _Wording:
    return _Wording(f"{title}\n{text}")
