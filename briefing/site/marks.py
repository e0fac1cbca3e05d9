"""Where the figures of a story stand on its page: each sentence that has one is marked, and has an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefing.content.markdown import Span, render
from briefing.site.library import Story
from briefing.site.urls import brief_url, story_url


def figure_spans(story: Story) -> tuple[Span, ...]:
    """Mark sentences, with the id of their first figure, and within them the numbers."""
    return tuple(_spans(story))


def _spans(story: Story) -> Iterator[Span]:
    begun = set()
    for figure in story.figures:
        if figure.start not in begun:
            begun.add(figure.start)
            first = f'<span class="said" id="{figure.id}">'
            yield Span(start=figure.start, end=figure.end, open='<span class="said">', close="</span>", first=first)
        yield Span(start=figure.number_start, end=figure.number_end, open="<mark>", close="</mark>")


def figure_urls(story: Story) -> Mapping[str, str]:
    """Give the address of each figure's sentence by the figure's id; the story's own where code hides the sentence."""
    anchors: dict[int, str] = {}
    for figure in story.figures:
        anchors.setdefault(figure.start, figure.id)
    markdown = story.passage.markdown
    hidden = "`" in markdown or "    " in markdown or "\t" in markdown
    html = render(markdown, figure_spans(story)) if hidden and anchors else ""
    page, whole = brief_url(story.brief), story_url(story)
    return {
        figure.id: f"{page}#{anchors[figure.start]}" if not hidden or f'id="{anchors[figure.start]}"' in html else whole
        for figure in story.figures
    }
