"""The Markdown that we read: CommonMark with tables and strikethrough, without raw HTML, as markdown-it parses it.

A text that looks like markup is shown as text. Images are not fetched from elsewhere: their description stands in their
place.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.parser_inline import ParserInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

_LINKS: Final = re.compile(r"(?:https?:|mailto:|[^:]*$|[^:]*[/?#])", re.IGNORECASE)  # a scheme of the list, or none
_STOPS: Final = re.compile(r"[\n!&*<\[\\\]_`~]")
_NORMAL: Final = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[\w./?=&~+-]*\Z", re.ASCII)


def parse(markdown: str) -> list[Token]:
    """Parse to markdown-it's token stream, images already replaced by their descriptions."""
    return _described(parser().parse(markdown))


def parse_blocks(markdown: str, env: EnvType) -> list[Token]:
    """Parse as far as the blocks go: what stands in a line is left as it was written. `env` takes link definitions."""
    return _block_parser().parse(markdown, env)


def parse_line(content: str, env: EnvType) -> list[Token]:
    """Parse what `parse_blocks` left as it was written, with the link definitions that it found."""
    return _described(parser().parseInline(content, env))


def _described(tokens: list[Token]) -> list[Token]:
    for token in tokens:
        if token.children:
            token.children = [_description(child) for child in token.children]
    return tokens


def _description(token: Token) -> Token:
    """Replace an image by its description: no page of ours fetches anything from elsewhere."""
    if token.type != "image":
        return token
    return Token("text", "", 0, content="".join(child.content for child in token.children or ()))


@cache
def parser() -> MarkdownIt:
    return _new_parser()


def _new_parser() -> MarkdownIt:
    parser = MarkdownIt("zero")
    parser.inline = _Inline()
    parser.configure("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: bool(_LINKS.match(url))  # type: ignore[method-assign]
    parser.normalizeLink = normal  # type: ignore[method-assign]
    return parser


@cache
def _block_parser() -> MarkdownIt:
    blocks = _new_parser()
    blocks.core.ruler.disable(["inline", "text_join"])
    return blocks


class _Inline(ParserInline):
    """Reads what stands within a block, and stops only where a rule of ours can begin or end.

    markdown-it would stop at every hyphen, dollar, colon and per cent too, for rules that none of our texts is read by.
    """

    def __init__(self) -> None:
        super().__init__()
        self.terminator_re = _STOPS

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        if _STOPS.search(src) or not src:
            return super().parse(src, md, env, tokens)
        tokens.append(Token("text", "", 0, content=src))
        return tokens


def normal(url: str) -> str:
    """Write an address as browsers do; most are written so."""
    return url if _NORMAL.match(url) else normalizeLink(url)
