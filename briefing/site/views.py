"""What templates see: names, addresses, dates and words, all decided. Templates choose the markup only.

URLs are relative to the site's root; a template puts its own way to the root in front.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from briefing.model import Basis, Brief, Kind, Tags
from briefing.site.kinship import Kinship
from briefing.site.library import Entry, Library, Story
from briefing.site.reading import minutes_of
from briefing.site.related import Relations
from briefing.site.urls import brief_url, story_url, term_url

KIND_NAMES: Final = {kind: kind.value.capitalize() for kind in Kind}
PLACES: Final = (Kind.REGIONS, Kind.TOPICS)  # where a story belongs, beside whom it is about
LEAD_CHARS: Final = 240
_NAMES: Final = 3

# A full stop ends a sentence before a space and after a word: not in "vs.", "U.S.", "Inc." or "No. 5".
_WORD_BEFORE: Final = r"(?:(?<=[^\W_]{3})(?<!Inc)(?<!Ltd)(?<!etc)|(?<=[A-Z]{2})|(?<=[\d%)”]))"
_SENTENCE_END: Final = re.compile(rf"[。！？]|{_WORD_BEFORE}[.!?][\"”’)]?(?=\s)")
_MONTHS: Final = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A name and where it leads; "" where it leads nowhere."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A term as it is shown beside a story or in a list."""

    kind: Kind
    id: str
    name: str
    url: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date as it is shown: `iso` for machines, "" when undated; `inferred` when the text implies it only."""

    iso: str
    text: str
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """A story in a list. `lang` is "" where it is the site's own."""

    key: str
    title: str
    url: str
    lang: str
    lead: str
    when: When
    brief: Link
    source: str
    chips: tuple[Chip, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The first of those it is about."""
        return tuple(chip.name for chip in self.chips if chip.kind not in PLACES)[:_NAMES]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """A brief in a list."""

    title: str
    url: str
    lang: str
    summary: str
    when: When
    source: str
    stories: str
    minutes: int


class Views:
    """Makes the views of one library, each once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._chips: dict[tuple[Kind, str], Chip] = {}
        self._lines: dict[str, StoryLine] = {}

    @cached_property
    def kinship(self) -> Kinship:
        return Kinship(self.library)

    @cached_property
    def relations(self) -> Relations:
        return Relations(self.library)

    def chip(self, kind: Kind, ident: str) -> Chip:
        key = kind, ident
        if key not in self._chips:
            self._chips[key] = _chip(self.library.entry(kind, ident))
        return self._chips[key]

    def chips(self, tags: Tags) -> tuple[Chip, ...]:
        return tuple(self.chip(kind, ident) for kind, ident in tags)

    def link(self, kind: Kind, ident: str) -> Link | None:
        """Link a term that may have no page, None for one that nobody knows."""
        if ident in self.library.entries[kind]:
            chip = self.chip(kind, ident)
            return Link(name=chip.name, url=chip.url)
        term = self.library.named(kind, ident)
        return Link(name=term.name) if term else None

    def line(self, story: Story) -> StoryLine:
        if story.key not in self._lines:
            brief = story.brief
            self._lines[story.key] = StoryLine(
                key=story.key,
                title=story.title,
                url=story_url(story),
                lang=self.lang(brief),
                lead=excerpt(story.gist.opening),
                when=when(brief),
                brief=Link(name=brief.title, url=brief_url(brief)),
                source=brief.source.name,
                chips=self.chips(story.tags),
            )
        return self._lines[story.key]

    def lines(self, stories: Iterable[Story]) -> tuple[StoryLine, ...]:
        return tuple(self.line(story) for story in stories)

    def brief_line(self, brief: Brief) -> BriefLine:
        return BriefLine(
            title=brief.title,
            url=brief_url(brief),
            lang=self.lang(brief),
            summary=brief.summary,
            when=when(brief),
            source=brief.source.name,
            stories=counted(len(brief.stories), "story", "stories"),
            minutes=self.minutes(brief),
        )

    def lang(self, brief: Brief) -> str:
        """The language of a brief where it needs saying."""
        return "" if brief.lang == self.library.settings.lang else brief.lang

    def minutes(self, brief: Brief) -> int:
        """Estimate the reading time of a brief."""
        return minutes_of([text.gist for text in self.library.texts[brief.slug]])


def _chip(entry: Entry) -> Chip:
    term = entry.term
    return Chip(kind=term.kind, id=term.id, name=term.name, url=term_url(term), count=entry.count)


def when(brief: Brief) -> When:
    """Show a brief's date and how we know it."""
    if brief.date is None:
        return When(iso="", text="undated")
    return When(iso=brief.date.isoformat(), text=day(brief.date), inferred=brief.date_basis is Basis.INFERRED)


def day(date: dt.date) -> str:
    return f"{date.day} {month(date)}"


def month(date: dt.date) -> str:
    return f"{_MONTHS[date.month - 1]} {date.year}"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Say a number of things: "1 brief", "2 briefs", "3 stories"."""
    return f"{count:,} {noun if count == 1 else plural or f'{noun}s'}"


def excerpt(text: str, max_chars: int = LEAD_CHARS) -> str:
    """Cut at the last sentence that ends in time, else at a word and say so with an ellipsis."""
    if len(text) <= max_chars:
        return text
    head = text[:max_chars]
    ends = [match.end() for match in _SENTENCE_END.finditer(head)]
    if ends and ends[-1] > max_chars // 3:
        return head[: ends[-1]]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–—-") + "…"
