"""Markdown as the joint has it: parsed once, read as plain text, rendered with links and marks woven in.

    Markdown ──read──▶ Fragment ──render, as often as one likes──▶ HTML

Names and figures are found in the plain text; their offsets are what `render` weaves spans into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import Final

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from briefing.content import glance
from briefing.content.commonmark import normal, parse, parse_line, parser
from briefing.content.weaving import Span, Weaver, Words

# Said of every link that a text brought in: it is not ours to recommend, and learns nothing of the reader.
FOREIGN_REL: Final = "noopener noreferrer nofollow ugc"

_BLOCKS: Final = frozenset({"inline", "fence", "code_block"})
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_ABSOLUTE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_LINK: Final = '<a href="'
_HREF: Final = re.compile(rf'({_LINK})([^"]*)"')
_TAGS: Final = {  # the most frequent, which are always the same
    **{f"{name}_open": f"<{name}>" for name in ("em", "strong", "s")},
    **{f"{name}_close": f"</{name}>" for name in ("em", "strong", "s")},
    "link_close": "</a>",
    "softbreak": "\n",
}
# What stands before the first line of a block that shows at a glance what it is, between two of them, after the last.
_FRAMES: Final = {
    "p": ("<p>", "", "</p>\n"),
    "ul": ("<ul>\n<li>", "</li>\n<li>", "</li>\n</ul>\n"),
    "ol": ("<ol>\n<li>", "</li>\n<li>", "</li>\n</ol>\n"),
}
_RENDERER: Final = RendererHTML()


def plain(markdown: str) -> str:
    """Read the text of a fragment: a line for a block, no markup, no URLs."""
    blocks = glance.blocks_of(markdown)
    if blocks is None:
        return parsed(markdown).text
    return "\n".join(_said(line.strip()) for block in blocks for line in block.lines)


def _said(line: str) -> str:
    words = glance.words_of(line)
    return fragment_of(parse_line(line, {})).text if words is None else "".join(each.text for each in words)


# ------------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Fragment:
    """Markdown that was parsed: its plain text, and its HTML but for what the page decides that it comes to stand on.

    A piece of `pieces` is markup, or words, or the number of a heading, from 0, in the place of its level; `levels`
    has the level of each as it was written.
    """

    text: str
    pieces: tuple[str | Words | int, ...]
    levels: tuple[int, ...]


def read(markdown: str) -> Fragment:
    """Parse a fragment once: for its text, and to be rendered as often as one likes."""
    setter = _Setter()
    blocks = glance.blocks_of(markdown)
    if blocks is None:
        return parsed(markdown)
    for block in blocks:
        setter.set_simple(block)
    return setter.fragment()


def parsed(markdown: str) -> Fragment:
    """Parse a fragment that does not show at a glance what it is."""
    return fragment_of([piece for token in parse(markdown) for piece in _framed(token)])


def _framed(token: Token) -> tuple[Token, ...]:
    """Put a table into a box that can be scrolled, with the keyboard too."""
    if token.type == "table_open":
        return _markup('<div class="scroll" role="group" aria-label="Table" tabindex="0">'), token
    return (token, _markup("</div>\n")) if token.type == "table_close" else (token,)


def _markup(content: str) -> Token:
    """Markup of our own. The parser never makes this token, as raw HTML is off."""
    return Token("html_inline", "", 0, content=content)


def fragment_of(tokens: Sequence[Token]) -> Fragment:
    """Set tokens as text and as pieces in one go: that is what keeps a span on its words."""
    setter = _Setter()
    for at, token in enumerate(tokens):
        setter.set_block(tokens, at, token)
    return setter.fragment()


class _Setter:
    """Takes blocks or tokens in order. The tags are markdown-it's own; the words are left open for spans."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.between = False  # whether a block stands before the next one
        self.length = 0
        self.pieces: list[str | Words | int] = []
        self.levels: list[int] = []

    def fragment(self) -> Fragment:
        return Fragment("".join(self.said), tuple(self.pieces), tuple(self.levels))

    def set_simple(self, block: glance.Block) -> None:
        """Set a block that no parser has read, in the tags that the parser would give it."""
        if block.tag == "h":
            self.levels.append(block.level)
            self.pieces += ["<h", len(self.levels) - 1, ">"]
            self.set_line(block.lines[0])
            self.pieces += ["</h", len(self.levels) - 1, ">\n"]
            return
        before, between, after = _FRAMES[block.tag]
        for line in block.lines:
            self.pieces.append(before)
            self.set_line(line)
            before = between
        self.pieces.append(after)

    def set_line(self, line: str) -> None:
        self.break_off()
        line = line.strip()
        words = glance.words_of(line)
        if words is None:
            self.set_inline(parse_line(line, {})[0].children or ())
            return
        for text, bold, url in words:
            if bold or url:
                self.pieces.append(f'{_LINK}{normal(url)}" rel="{FOREIGN_REL}">' if url else "<strong>")
            self.set_words(text, in_link=bool(url))
            if bold or url:
                self.pieces.append("</a>" if url else "</strong>")

    def set_block(self, tokens: Sequence[Token], at: int, token: Token) -> None:
        if token.type in _BLOCKS:
            self.break_off()
        if token.type == "inline":
            self.set_inline(token.children or ())
        elif token.type in ("heading_open", "heading_close"):
            self.set_heading(token, _html(tokens, at))
        else:
            if token.type in _BLOCKS:
                self.say(token.content.rstrip("\n"))
            self.pieces.append(_html(tokens, at))

    def set_heading(self, token: Token, tag: str) -> None:
        if token.nesting > 0:
            self.levels.append(int(token.tag[1:]))
        before, name, after = tag.partition(token.tag)
        self.pieces += [f"{before}{name[0]}", len(self.levels) - 1, after]

    def set_inline(self, tokens: Sequence[Token]) -> None:
        in_link = False
        for at, token in enumerate(tokens):
            if token.type == "text":
                self.set_words(token.content, in_link=in_link)
                continue
            if token.type in ("link_open", "link_close"):
                in_link = token.type == "link_open"
            self.pieces.append(_html(tokens, at))
            self.say(" " if token.type in _BREAKS else token.content)

    def set_words(self, text: str, *, in_link: bool) -> None:
        if text:
            self.pieces.append(Words(text, self.length, in_link))
            self.say(text)

    def break_off(self) -> None:
        """Begin a line of the text."""
        self.say("\n" if self.between else "")
        self.between = True

    def say(self, text: str) -> None:
        self.said.append(text)
        self.length += len(text)


def _html(tokens: Sequence[Token], at: int) -> str:
    """Render one token as markdown-it does."""
    token = tokens[at]
    if token.type in _TAGS:
        return _TAGS[token.type]
    if token.type == "link_open" and _ABSOLUTE.match(str(token.attrs["href"])):
        token.attrSet("rel", FOREIGN_REL)
    rule = _RENDERER.rules.get(token.type, _RENDERER.renderToken)
    return rule(tokens, at, parser().options, {})


# ----------------------------------------------------------------------------------------- rendering


def relinked(fragment: Fragment, changed: Callable[[str], str]) -> Fragment:
    """Change the addresses of a fragment's own links."""

    def anew(found: re.Match[str]) -> str:
        return f'{found[1]}{escape(changed(unescape(found[2])))}"'

    pieces = list(fragment.pieces)
    for at, piece in enumerate(pieces):
        if isinstance(piece, str) and piece.startswith(_LINK):
            pieces[at] = _HREF.sub(anew, piece, count=1)
    return replace(fragment, pieces=tuple(pieces))


def render(fragment: Fragment | str, spans: Iterable[Span] = (), *, below: int = 1) -> str:
    """Render a fragment to HTML with `spans` woven in. Nested spans nest; of two that cross, the later is cut.

    Its headings are renumbered to stand below level `below`; a table scrolls alone where it is too wide.
    """
    if isinstance(fragment, str):
        fragment = read(fragment)
    levels = outline(fragment.levels, below)
    weaver = Weaver(spans)
    html: list[str] = []
    for piece in fragment.pieces:
        if isinstance(piece, str):
            html.append(piece)
        elif isinstance(piece, int):
            html.append(str(levels[piece]))
        else:
            weaver.weave(piece, html)
    return "".join(html)


def outline(levels: Sequence[int], below: int) -> list[int]:
    """Renumber the levels of headings in order, from `below` + 1 on and without a gap downwards."""
    ranks = {level: below + 1 + rank for rank, level in enumerate(sorted(set(levels)))}
    steps, last = [], below
    for level in levels:
        last = min(ranks[level], last + 1, 6)
        steps.append(last)
    return steps
