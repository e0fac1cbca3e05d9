"""Weaving: markup around stretches of a text, cut where the text's own markup begins and ends."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markdown_it.common.utils import escapeHtml


class Span(NamedTuple):
    """Markup to weave around `text[start:end]` of a fragment.

    `first` opens the span where it begins (with its id, say); where inline markup cuts it into pieces, `open` opens
    the others. A span that is a `link` is left out inside a link of the text's own.
    """

    start: int
    end: int
    open: str
    close: str
    first: str = ""
    link: bool = False


class Words(NamedTuple):
    """Words that spans may be woven into: `start` is their offset in the plain text."""

    text: str
    start: int
    in_link: bool


@dataclass(slots=True)
class _Thread:
    """A span that has begun: it ends within the one around it. `open` opens its next piece."""

    span: Span
    end: int
    open: str


class Weaver:
    """Goes once through a text, stretch by stretch of words, and once through its spans, sorted by start, the longer first."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted((s for s in spans if s.start < s.end), key=lambda span: (span.start, -span.end))
        self.next = 0  # the first span that has not begun
        self.inside: list[_Thread] = []  # those that have, the innermost last
        self.calm = self._calm()  # up to where no span is: most words end before

    def weave(self, words: Words, html: list[str]) -> None:
        """Cut words at the edges of spans, and wrap each piece in those that it is in."""
        at, end = words.start, words.start + len(words.text)
        if end <= self.calm:
            html.append(escapeHtml(words.text))
            return
        self._leave(at)
        opened: list[_Thread] = []
        self._open(self.inside, opened, words, html)
        while at < end:
            self._open(self._enter(at), opened, words, html)
            stop = self._next_edge(end)
            html.append(escapeHtml(words.text[at - words.start : stop - words.start]))
            at = stop
            for thread in self._leave(at):
                if opened and opened[-1] is thread:
                    html.append(opened.pop().span.close)
        html.extend(thread.span.close for thread in reversed(opened))
        self.calm = self._calm()

    def _open(self, threads: Sequence[_Thread], opened: list[_Thread], words: Words, html: list[str]) -> None:
        """Open spans, the outer first. A link is left out within a link."""
        for thread in threads:
            if not (thread.span.link and (words.in_link or any(outer.span.link for outer in opened))):
                html.append(thread.open)
                thread.open = thread.span.open
                opened.append(thread)

    def _enter(self, at: int) -> list[_Thread]:
        """Take in the spans that begin by now, each cut at the end of the one around it."""
        entered = []
        while self.next < len(self.spans) and self.spans[self.next].start <= at:
            span = self.spans[self.next]
            self.next += 1
            end = min(span.end, self.inside[-1].end) if self.inside else span.end
            if end > at:
                entered.append(_Thread(span, end, span.first or span.open))
                self.inside.append(entered[-1])
        return entered

    def _leave(self, at: int) -> list[_Thread]:
        """Take out the spans that end by now, the innermost first."""
        left = []
        while self.inside and self.inside[-1].end <= at:
            left.append(self.inside.pop())
        return left

    def _calm(self) -> int:
        return 0 if self.inside else self._next_edge(sys.maxsize)

    def _next_edge(self, end: int) -> int:
        begins = self.spans[self.next].start if self.next < len(self.spans) else end
        ends = self.inside[-1].end if self.inside else end
        return min(begins, ends, end)
