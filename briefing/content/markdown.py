"""Markdown as the joint has it: parsed once, read as plain text, rendered with links and marks woven in.

Names and figures are found in the plain text; their offsets are what `render` weaves spans into. Both walk the
same leaves in the same order, and that is what keeps a link on its word.
Raw HTML is off: a text that looks like markup is shown as text. Images are not fetched from elsewhere: their
description stands in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

# Said of every link that a text brought in: it is not ours to recommend, and learns nothing of the reader.
FOREIGN_REL: Final = "noopener noreferrer nofollow ugc"

_BLOCKS: Final = frozenset({"inline", "fence", "code_block"})
_WORDS: Final = frozenset({"text", "text_special", "code_inline"})
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})


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
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


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


def render(markdown: str, spans: Sequence[Span] = ()) -> str:
    """Render a fragment to HTML with `spans` woven in. Nested spans nest; of two that cross, the later is cut."""
    tokens = parse(markdown)
    if spans:
        _weave(tokens, sorted(spans, key=lambda span: (span.start, -span.end)))
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrSet("rel", FOREIGN_REL)
    html: str = _parser().renderer.render(tokens, _parser().options, {})
    return html


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
    """Replace each text leaf that spans touch by its pieces. `spans` are sorted by start, the longer first."""
    places = {}
    offset = 0
    for leaf, text in _leaves(tokens):
        if leaf is not None and leaf.type == "text":
            places[id(leaf)] = offset
        offset += len(text)
    for token in tokens:
        if token.children:
            token.children = list(_woven(token.children, places, spans))


def _woven(children: Sequence[Token], places: dict[int, int], spans: Sequence[Span]) -> Iterator[Token]:
    in_link = False
    for child in children:
        if child.type in ("link_open", "link_close"):
            in_link = child.type == "link_open"
        start = places.get(id(child))
        if start is None:
            yield child
            continue
        end = start + len(child.content)
        touching = [
            span for span in spans if span.start < end and span.end > start and not (in_link and span.link)
        ]
        yield from _pieces(child.content, start, end, touching)


def _pieces(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Token]:
    """Cut `text`, which stands at start..end of the plain text, at the spans that touch it."""
    base, at = start, start
    while spans:
        span, *rest = spans
        a, b = max(span.start, at), min(span.end, end)
        if a >= b:
            spans = rest
            continue
        yield _text(text[at - base : a - base])
        yield _markup(span.first if span.first and a == span.start else span.open)
        inner = [replace(other, end=min(other.end, b)) for other in rest if other.start < b]
        yield from _pieces(text[a - base : b - base], a, b, [other for other in inner if other.end > a])
        yield _markup(span.close)
        at, spans = b, [other for other in rest if other.start >= b]
    yield _text(text[at - base :])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _markup(content: str) -> Token:
    """Markup of our own. The parser never makes this token, as raw HTML is off."""
    return Token("html_inline", "", 0, content=content)
