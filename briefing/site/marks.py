"""Where the figures of a story stand on its page: each sentence that has one is marked, and has an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from briefing.content.weaving import Span
from briefing.model import Figure
from briefing.site.urls import brief_url, story_url

if TYPE_CHECKING:
    from briefing.site.library import Story


def figure_spans(figures: Sequence[Figure]) -> tuple[Span, ...]:
    """Mark sentences, with the id of their first figure, and within them the numbers."""
    return tuple(_spans(figures))


def _spans(figures: Sequence[Figure]) -> Iterator[Span]:
    begun = set()
    for figure in figures:
        if figure.start not in begun:
            begun.add(figure.start)
            first = f'<span class="said" id="{figure.id}">'
            yield Span(start=figure.start, end=figure.end, open='<span class="said">', close="</span>", first=first)
        yield Span(start=figure.number_start, end=figure.number_end, open="<mark>", close="</mark>")


def may_hide(markdown: str) -> bool:
    """Tell whether there may be code, where no sentence is marked."""
    return "`" in markdown or "    " in markdown or "\t" in markdown


def figure_urls(story: Story) -> Mapping[str, str]:
    """Give the address of each figure's sentence by the figure's id; the story's own where code hides the sentence."""
    anchors: dict[int, str] = {}
    telling = story.telling
    for figure in telling.figures:
        anchors.setdefault(figure.start, figure.id)
    hidden = may_hide(story.passage.markdown)
    page, whole = brief_url(story.brief), story_url(story)
    shown = {start for start, ident in anchors.items() if not hidden or f'id="{ident}"' in telling.prose}
    return {
        figure.id: f"{page}#{anchors[figure.start]}" if figure.start in shown else whole for figure in telling.figures
    }
