"""Where figures stand: beside a story, in a dossier, on the front page, and all of them at /figures/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from briefing.site.brief_page import BriefPage
from briefing.site.ledger import CheckLine, Comparison, ConflictLine, FigureRow, Ledger, Place, striking
from briefing.site.library import Entry, Story
from briefing.site.paging import Leaf
from briefing.site.views import counted

FIGURES_A_PAGE: Final = 100
_IN_A_DOSSIER: Final = 20
_CHECKS: Final = 100
_OF_THE_DAY: Final = 5


@dataclass(frozen=True, kw_only=True)
class StoryFigures:
    """What stands beside a story: its figures, what they add up to, what another story says differently."""

    rows: tuple[FigureRow, ...]
    checks: tuple[CheckLine, ...]
    conflicts: tuple[ConflictLine, ...]

    @property
    def count(self) -> str:
        return counted(len(self.rows), "figure")


class BriefFigures:
    """The figures of a brief by story."""

    def __init__(self, ledger: Ledger, page: BriefPage) -> None:
        self._ledger, self._page = ledger, page

    @cached_property
    def _stories(self) -> Mapping[str, Story]:
        return {story.passage.id: story for story in self._ledger.library.stories_of(self._page.brief)}

    def of(self, story: str) -> StoryFigures:
        told = self._stories[story]
        return StoryFigures(
            rows=self._ledger.rows_of(told),
            checks=self._ledger.checks_of(told),
            conflicts=self._page.around.conflicts.get(story, ()),
        )


@dataclass(frozen=True, kw_only=True)
class TermFigures:
    """The figures of a term: the newest of them, and whom it is measured against."""

    ledger: Ledger
    entry: Entry

    @cached_property
    def rows(self) -> tuple[FigureRow, ...]:
        return self.ledger.rows(self.ledger.about(self.entry)[:_IN_A_DOSSIER])

    @property
    def rest(self) -> int:
        """How many more there are in the ledger."""
        return max(0, len(self.ledger.about(self.entry)) - _IN_A_DOSSIER)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        return self.ledger.comparisons(self.entry)


def numbers_of_the_day(ledger: Ledger, stories: Sequence[Story]) -> tuple[FigureRow, ...]:
    """Take the most striking figure of each of the newest stories that have one, the site's own language first."""
    lang = ledger.library.settings.lang
    places = (striking(story) for story in sorted(stories, key=lambda story: story.brief.lang != lang))
    return ledger.rows(islice((place for place in places if place), _OF_THE_DAY))


@dataclass(frozen=True, kw_only=True)
class FiguresPage:
    """One page of the whole ledger. Checks and conflicts stand on the newest only, the weightiest of them."""

    ledger: Ledger
    leaf: Leaf[Place]

    @property
    def is_newest(self) -> bool:
        return not self.leaf.newer

    @property
    def count(self) -> str:
        return counted(len(self.ledger.figures), "figure")

    @cached_property
    def rows(self) -> tuple[FigureRow, ...]:
        return self.ledger.rows(self.leaf.items)

    @property
    def checks(self) -> tuple[CheckLine, ...]:
        return self.ledger.checks(_CHECKS) if self.is_newest else ()

    @property
    def conflicts(self) -> tuple[ConflictLine, ...]:
        return self.ledger.conflicts if self.is_newest else ()
