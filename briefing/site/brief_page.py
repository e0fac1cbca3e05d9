"""The page of a brief: its passages in order, each with what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from markupsafe import Markup

from briefing.errors import printable
from briefing.model import Basis, Brief, Part, Passage
from briefing.site.library import Story
from briefing.site.metadata import BRIEFS_STEP, breadcrumbs, graph, news_article
from briefing.site.surroundings import Related, Surroundings
from briefing.site.urls import brief_url
from briefing.site.views import Chip, Link, Views, When, counted, when

_OPENING_CHARS: Final = 1000  # what one sees with the title
_DATE_WORDS: Final = {
    Basis.STATED: "stated in the text",
    Basis.METADATA: "from the metadata of the captured page",
    Basis.INFERRED: "inferred from dates in the text",
    Basis.DERIVED: "inferred from dates in the text",
    Basis.NONE: "the text gives no date",
}
_TITLE_WORDS: Final = {
    Basis.DERIVED: "derived from the text; the source has no headline",
    Basis.METADATA: "from the metadata of the captured page",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """A passage with its text as HTML. `level` is its heading's, 0 without one: the text begins with the title."""

    is_story: bool
    id: str
    title: str
    level: int
    html: Markup
    chips: tuple[Chip, ...]
    related: tuple[Related, ...]


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where a brief comes from and what of it is not the source's own word. "" where nothing is known."""

    source: str
    url: str
    author: str
    seed: str
    sha256: str
    date: str
    title: str


@dataclass(frozen=True, kw_only=True)
class BriefPage:
    """What the template of a brief sees. `near` looks around: a plan stays light, and so does the text."""

    views: Views
    brief: Brief
    near: Callable[[], Surroundings]

    @cached_property
    def around(self) -> Surroundings:
        return self.near()

    @property
    def newer(self) -> Link | None:
        return self.around.newer

    @property
    def older(self) -> Link | None:
        return self.around.older

    @property
    def lang(self) -> str:
        return self.views.lang(self.brief)

    @property
    def when(self) -> When:
        return when(self.brief)

    @property
    def deck(self) -> str:
        """The summary, where neither the title nor the opening says it."""
        summary = self.brief.summary
        opening = next((story.text[:_OPENING_CHARS] for story in self._texts), "")
        return "" if self.brief.title.startswith(summary) or summary in opening else summary

    @property
    def stories(self) -> str:
        return counted(len(self.brief.stories), "story", "stories")

    @property
    def minutes(self) -> int:
        return self.views.minutes(self.brief)

    @property
    def single(self) -> bool:
        """A brief of one story with its own title: the whole article is that story."""
        return len(self.brief.passages) == 1 and self.brief.passages[0].title == self.brief.title

    @property
    def contents(self) -> tuple[Passage, ...]:
        """The stories, for the table of contents; of a single one the anchor is the article's own."""
        return self.brief.stories

    @property
    def provenance(self) -> Provenance:
        brief = self.brief
        return Provenance(
            source=brief.source.name,
            url=brief.source.url if brief.source.url.startswith(("https://", "http://")) else "",
            author=brief.source.author,
            seed=printable(brief.seed_file),
            sha256=brief.seed_sha256,
            date=_DATE_WORDS[brief.date_basis],
            title=_TITLE_WORDS.get(brief.title_basis, ""),
        )

    @property
    def note(self) -> str:
        """One line about the brief, for its card."""
        return " · ".join(part for part in (self.when.text, self.brief.source.name, self.stories) if part)

    @property
    def structured(self) -> Markup:
        settings, brief = self.views.library.settings, self.brief
        here = Link(name=brief.title, url=brief_url(brief))
        return graph(news_article(brief, settings), breadcrumbs((BRIEFS_STEP, here), settings))

    @property
    def _texts(self) -> tuple[Story, ...]:
        return self.views.library.texts[self.brief.slug]

    def passages(self) -> Iterator[PassageView]:
        """Show the passages, one by one. Nothing is kept: a large site's pages would not fit into memory."""
        for story in self._texts:
            passage, is_story, telling = story.passage, story.passage.part is Part.STORY, story.telling
            yield PassageView(
                is_story=is_story,
                id=passage.id,
                title=passage.title,
                level=telling.level,
                html=Markup(telling.prose),
                chips=self.views.chips(story.tags) if is_story else (),
                related=self.around.related.get(passage.id, ()),
            )
