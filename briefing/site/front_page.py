"""The front page: what happened, and who is in it. The choice is made by order and count alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from markupsafe import Markup

from briefing.model import Kind
from briefing.site.counting import Bar, bars, count_tags
from briefing.site.library import Story
from briefing.site.metadata import graph, item_list
from briefing.site.views import PLACES, BriefLine, Chip, StoryLine, Views, excerpt

RECENT_STORIES: Final = 100  # what "in the news" means
_TOPICS: Final = 6
_STORIES_A_TOPIC: Final = 3
_COMPANIES: Final = 8
_REGIONS: Final = 6
_BRIEFS: Final = 6
_TOP: Final = 3  # the lead and two below it
_LEAD_CHARS: Final = 480
_LEAD_NAMES: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicColumn:
    topic: Chip
    stories: tuple[StoryLine, ...]


@dataclass(frozen=True, kw_only=True)
class FrontPage:
    """What the template of the home page sees."""

    views: Views

    @cached_property
    def recent(self) -> tuple[Story, ...]:
        return self.views.library.stories[:RECENT_STORIES]

    @cached_property
    def lead(self) -> StoryLine | None:
        return self.views.line(self._lead) if self._lead else None

    @property
    def lead_text(self) -> str:
        return excerpt(self._lead.gist.opening, _LEAD_CHARS) if self._lead else ""

    @property
    def lead_chips(self) -> tuple[Chip, ...]:
        """The lead's first names, then all that says where it belongs."""
        chips = self.lead.chips if self.lead else ()
        names = [chip for chip in chips if chip.kind not in PLACES]
        return (*names[:_LEAD_NAMES], *(chip for chip in chips if chip.kind in PLACES))

    @property
    def seconds(self) -> tuple[StoryLine, ...]:
        """What stands below the lead: the next newest stories."""
        return self.views.lines(self._top[1:])

    @cached_property
    def topics(self) -> tuple[TopicColumn, ...]:
        """The newest stories under the topics that are most told of; no story stands twice."""
        shown = {story.key for story in self._top}
        columns: list[TopicColumn] = []
        for ident, _ in self._counts(Kind.TOPICS):
            stories = [story for story in self.recent if ident in story.tags.topics and story.key not in shown]
            if stories and len(columns) < _TOPICS:
                stories = stories[:_STORIES_A_TOPIC]
                shown.update(story.key for story in stories)
                columns.append(
                    TopicColumn(topic=self.views.chip(Kind.TOPICS, ident), stories=self.views.lines(stories))
                )
        return tuple(columns)

    @property
    def companies(self) -> tuple[Bar, ...]:
        return self._bars(Kind.COMPANIES, _COMPANIES)

    @property
    def regions(self) -> tuple[Bar, ...]:
        return self._bars(Kind.REGIONS, _REGIONS)

    @property
    def briefs(self) -> tuple[BriefLine, ...]:
        return tuple(self.views.brief_line(brief) for brief in self.views.library.briefs[:_BRIEFS])

    @property
    def structured(self) -> Markup:
        return graph(item_list(((brief.title, brief.url) for brief in self.briefs), self.views.library.settings))

    @property
    def _lead(self) -> Story | None:
        return next(iter(self._top), None)

    @cached_property
    def _top(self) -> tuple[Story, ...]:
        """The newest stories, first those in the site's own language."""
        lang = self.views.library.settings.lang
        return tuple(sorted(self.recent, key=lambda story: story.brief.lang != lang)[:_TOP])

    def _bars(self, kind: Kind, count: int) -> tuple[Bar, ...]:
        return bars(self.views, kind, self._counts(kind)[:count])

    def _counts(self, kind: Kind) -> list[tuple[str, int]]:
        return count_tags(self.recent, kind)
