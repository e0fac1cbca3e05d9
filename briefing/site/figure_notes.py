"""What an editor should know of her corrections of figures."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.errors import FrontMatterError
from briefing.figures.edits import unused_edits
from briefing.figures.ledger import figures_of
from briefing.model import Brief, Figure
from briefing.site.library import Library


def edit_warnings(library: Library) -> tuple[FrontMatterError, ...]:
    """Name the corrections that no longer fit their brief: its text has changed under them."""
    return tuple(
        FrontMatterError(
            f"figures: {quote[:60]!r} names no number of the text",
            path=f"{brief.slug}.md",
            hint="Correct the quote, or take it off the list",
        )
        for brief in library.briefs
        if brief.figures
        for quote in unused_edits(tuple(_as_written(library, brief)), brief.figures)
    )


def _as_written(library: Library, brief: Brief) -> Iterator[Figure]:
    """Read the figures of a brief as they are without corrections."""
    for text in library.texts[brief.slug]:
        yield from figures_of(text.text, text.mentions, brief=brief.slug, story=text.passage.id, lang=brief.lang)
