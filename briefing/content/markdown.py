"""Markdown as the joint has it: parsed once, read as plain text, rendered with links and marks woven in.

Names and figures are found in the plain text; their offsets are what `render` weaves spans into. Both walk the
same leaves in the same order, and that is what keeps a link on its word.
Raw HTML is off: a text that looks like markup is shown as text. Images are not fetched from elsewhere: their
description stands in their place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

# Said of every link that a text brought in: it is not ours to recommend, and learns nothing of the reader.
FOREIGN_REL: Final = "noopener noreferrer nofollow ugc"

_BLOCKS: Final = frozenset({"inline", "fence", "code_block"})
_WORDS: Final = frozenset({"text", "text_special", "code_inline"})
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_LINKS: Final = re.compile(r"(?:https?:|mailto:|[^:]*$|[^:]*[/?#])", re.IGNORECASE)  # a scheme of the list, or none
_ABSOLUTE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_LABEL: Final = re.compile(r"\[([^\[\]]+)\]")
_MAX_EXPANSION: Final = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Markup to weave around `plain(markdown)[start:end]`.

    `first` opens the span where it begins (with its id, say); where inline markup cuts it into pieces, `open` opens
    the others. A span that is a `link` is left out inside a link of the text's own.
    """

    start: int
    end: int
    open: str
    close: str
    first: str = ""
    link: bool = False


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: bool(_LINKS.match(url))  # type: ignore[method-assign]
    return parser


def parse(markdown: str) -> list[Token]:
    """Parse to markdown-it's token stream, images already replaced by their descriptions."""
    tokens = _parser().parse(markdown)
    for token in tokens:
        if token.children:
            token.children = [_described(child) for child in token.children]
    return tokens


def plain(markdown: str) -> str:
    """Read the text of a fragment: a line for a block, no markup, no URLs."""
    return text_of(parse(markdown))


def text_of(tokens: Sequence[Token]) -> str:
    return "".join(text for _, text in _leaves(tokens))


def render(markdown: str, spans: Sequence[Span] = (), *, below: int = 1) -> str:
    """Render a fragment to HTML with `spans` woven in. Nested spans nest; of two that cross, the later is cut.

    Its headings are renumbered to stand below level `below`; a table scrolls alone where it is too wide.
    """
    tokens = parse(markdown)
    if spans:
        _weave(tokens, spans)
    _outline(tokens, below)
    tokens = [piece for token in tokens for piece in _framed(token)]
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open" and _ABSOLUTE.match(str(child.attrs["href"])):
                child.attrSet("rel", FOREIGN_REL)
    html: str = _parser().renderer.render(tokens, _parser().options, {})
    return html


def outline(levels: Sequence[int], below: int) -> list[int]:
    """Renumber the levels of headings in order, from `below` + 1 on and without a gap downwards."""
    ranks = {level: below + 1 + rank for rank, level in enumerate(sorted(set(levels)))}
    steps, last = [], below
    for level in levels:
        last = min(ranks[level], last + 1, 6)
        steps.append(last)
    return steps


def _outline(tokens: Sequence[Token], below: int) -> None:
    opens = [token for token in tokens if token.type == "heading_open"]
    closes = [token for token in tokens if token.type == "heading_close"]
    levels = outline([int(token.tag[1]) for token in opens], below)
    for start, end, level in zip(opens, closes, levels, strict=True):
        start.tag = end.tag = f"h{level}"


def _framed(token: Token) -> tuple[Token, ...]:
    """Put a table into a box that can be scrolled, with the keyboard too."""
    if token.type == "table_open":
        return _markup('<div class="scroll" role="group" aria-label="Table" tabindex="0">'), token
    return (token, _markup("</div>\n")) if token.type == "table_close" else (token,)


def _described(token: Token) -> Token:
    """Replace an image by its description: no page of ours fetches anything from elsewhere."""
    if token.type != "image":
        return token
    return Token("text", "", 0, content="".join(child.content for child in token.children or ()))


def _leaves(tokens: Sequence[Token]) -> Iterator[tuple[Token | None, str]]:
    """Walk what bears text, in order. None stands for the break between two blocks."""
    between = False
    for token in tokens:
        if token.type not in _BLOCKS:
            continue
        if between:
            yield None, "\n"
        between = True
        if token.type != "inline":
            yield token, token.content.rstrip("\n")
        for child in token.children or ():
            if child.type in _WORDS:
                yield child, child.content
            elif child.type in _BREAKS:
                yield child, " "


def _weave(tokens: Sequence[Token], spans: Sequence[Span]) -> None:
    """Replace each text leaf by its pieces, with the markup of the spans between them."""
    places = {}
    offset = 0
    for leaf, text in _leaves(tokens):
        if leaf is not None and leaf.type == "text":
            places[id(leaf)] = offset
        offset += len(text)
    weaver = _Weaver(
        sorted((span for span in spans if span.start < span.end), key=lambda span: (span.start, -span.end))
    )
    for token in tokens:
        if token.children:
            token.children = list(_woven(token.children, places, weaver))


def _woven(children: Sequence[Token], places: Mapping[int, int], weaver: _Weaver) -> Iterator[Token]:
    in_link = False
    for child in children:
        if child.type in ("link_open", "link_close"):
            in_link = child.type == "link_open"
        if id(child) in places:
            yield from weaver.pieces(child.content, places[id(child)], in_link)
        else:
            yield child


class _Weaver:
    """Goes once through a text, leaf by leaf, and once through its spans, sorted by start, the longer first."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.next = 0  # the first span that has not begun
        self.inside: list[Span] = []  # those that have, the innermost last: each ends within the one before it
        self.begun: set[int] = set()  # the ids of those whose first piece is out

    def pieces(self, text: str, start: int, in_link: bool) -> Iterator[Token]:
        """Cut the leaf whose `text` begins at `start`, and wrap each piece in its spans."""
        at, end = start, start + len(text)
        opened: list[Span] = []
        self._leave(at)
        yield from self._open(list(self.inside), opened, in_link)
        while at < end:
            yield from self._open(self._enter(at), opened, in_link)
            stop = self._next_edge(end)
            yield _text(text[at - start : stop - start])
            at = stop
            for span in self._leave(at):
                if opened and opened[-1] is span:
                    yield _markup(opened.pop().close)
        for span in reversed(opened):
            yield _markup(span.close)

    def _open(self, spans: Sequence[Span], opened: list[Span], in_link: bool) -> Iterator[Token]:
        """Open spans, the outer first. A link is left out within a link."""
        for span in spans:
            if not (span.link and (in_link or any(outer.link for outer in opened))):
                yield _markup(span.first if span.first and id(span) not in self.begun else span.open)
                self.begun.add(id(span))
                opened.append(span)

    def _enter(self, at: int) -> list[Span]:
        """Take in the spans that begin by now, each cut at the end of the one around it."""
        entered = []
        while self.next < len(self.spans) and self.spans[self.next].start <= at:
            span = self.spans[self.next]
            self.next += 1
            if self.inside and span.end > self.inside[-1].end:
                span = replace(span, end=self.inside[-1].end)
            if span.end > at:
                self.inside.append(span)
                entered.append(span)
        return entered

    def _leave(self, at: int) -> list[Span]:
        """Take out the spans that end by now, the innermost first."""
        left = []
        while self.inside and self.inside[-1].end <= at:
            left.append(self.inside.pop())
        return left

    def _next_edge(self, end: int) -> int:
        begins = self.spans[self.next].start if self.next < len(self.spans) else end
        ends = self.inside[-1].end if self.inside else end
        return min(begins, ends, end)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _markup(content: str) -> Token:
    """Markup of our own. The parser never makes this token, as raw HTML is off."""
    return Token("html_inline", "", 0, content=content)


# ------------------------------------------------------------------------------------ reference links


@dataclass(frozen=True, slots=True)
class Definitions:
    """The link definitions of a body (`[label]: address`): the source lines of each, by label."""

    lines: Mapping[str, str]

    def added_to(self, markdown: str) -> str:
        """Give a part of the body those definitions that it uses and that stand elsewhere."""
        if not self.lines:
            return markdown
        used = dict.fromkeys(map(normalizeReference, _LABEL.findall(markdown)))
        wanted = [self.lines[label] for label in used if label in self.lines and self.lines[label] not in markdown]
        return "\n\n".join([markdown, *wanted])


def definitions(body: str) -> Definitions:
    """Find the link definitions of a body, so that a part of it can be read alone. Raises ValueError (see below).

    One long address that is used a thousand times would make a page a thousand times its size: that is refused.
    """
    if "]:" not in body:
        return Definitions({})
    env: dict[str, Any] = {}
    _parser().parse(body, env)
    found: dict[str, dict[str, Any]] = env.get("references", {})
    uses = Counter(map(normalizeReference, _LABEL.findall(body)))
    if sum(len(found[label]["href"]) * uses[label] for label in found) > _MAX_EXPANSION + 2 * len(body):
        raise ValueError("its reference links would make the page many times its size")
    lines = body.split("\n")
    return Definitions({label: "\n".join(lines[slice(*item["map"])]) for label, item in found.items()})
