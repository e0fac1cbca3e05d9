"""Markdown as the joint has it: parsed once, read as plain text, rendered with links and marks woven in.

    Markdown ──read──▶ Fragment ──render, as often as one likes──▶ HTML

Names and figures are found in the plain text; their offsets are what `render` weaves spans into.
Raw HTML is off: a text that looks like markup is shown as text. Images are not fetched from elsewhere: their
description stands in their place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import escapeHtml, normalizeReference
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType

# Said of every link that a text brought in: it is not ours to recommend, and learns nothing of the reader.
FOREIGN_REL: Final = "noopener noreferrer nofollow ugc"

_BLOCKS: Final = frozenset({"inline", "fence", "code_block"})
_BREAKS: Final = frozenset({"softbreak", "hardbreak"})
_LINKS: Final = re.compile(r"(?:https?:|mailto:|[^:]*$|[^:]*[/?#])", re.IGNORECASE)  # a scheme of the list, or none
_ABSOLUTE: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_LABEL: Final = re.compile(r"\[([^\[\]]+)\]")
_STOPS: Final = re.compile(r"[\n!&*<\[\\\]_`~]")
_NORMAL: Final = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[\w./?=&~+-]*\Z", re.ASCII)
_MAX_EXPANSION: Final = 200_000
_RENDERER: Final = RendererHTML()


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
    parser = MarkdownIt("zero")
    parser.inline = _Inline()
    parser.configure("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: bool(_LINKS.match(url))  # type: ignore[method-assign]
    parser.normalizeLink = _normal  # type: ignore[method-assign]
    return parser


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


def _normal(url: str) -> str:
    """Write an address as browsers do; most are written so."""
    return url if _NORMAL.match(url) else normalizeLink(url)


def parse(markdown: str) -> list[Token]:
    """Parse to markdown-it's token stream, images already replaced by their descriptions."""
    tokens = _parser().parse(markdown)
    for token in tokens:
        if token.children:
            token.children = [_described(child) for child in token.children]
    return tokens


def _described(token: Token) -> Token:
    """Replace an image by its description: no page of ours fetches anything from elsewhere."""
    if token.type != "image":
        return token
    return Token("text", "", 0, content="".join(child.content for child in token.children or ()))


def plain(markdown: str) -> str:
    """Read the text of a fragment: a line for a block, no markup, no URLs."""
    return read(markdown).text


def text_of(tokens: Sequence[Token]) -> str:
    return _set(tokens).text


# ------------------------------------------------------------------------------------------- reading


class _Leaf(NamedTuple):
    """Words that spans may be woven into: `start` is their offset in the plain text."""

    text: str
    start: int
    in_link: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """Markdown that was parsed: its plain text, and its HTML but for what the page decides that it comes to stand on.

    A piece of `pieces` is markup, or words, or the number of a heading, from 0, in the place of its level; `levels`
    has the level of each as it was written.
    """

    text: str
    pieces: tuple[str | _Leaf | int, ...]
    levels: tuple[int, ...]


def read(markdown: str) -> Fragment:
    """Parse a fragment once: for its text, and to be rendered as often as one likes."""
    return _set([piece for token in parse(markdown) for piece in _framed(token)])


def _framed(token: Token) -> tuple[Token, ...]:
    """Put a table into a box that can be scrolled, with the keyboard too."""
    if token.type == "table_open":
        return _markup('<div class="scroll" role="group" aria-label="Table" tabindex="0">'), token
    return (token, _markup("</div>\n")) if token.type == "table_close" else (token,)


def _markup(content: str) -> Token:
    """Markup of our own. The parser never makes this token, as raw HTML is off."""
    return Token("html_inline", "", 0, content=content)


def _set(tokens: Sequence[Token]) -> Fragment:
    """Set tokens as text and as pieces in one go: that is what keeps a span on its words."""
    setter = _Setter()
    for at, token in enumerate(tokens):
        setter.set_block(tokens, at, token)
    return Fragment("".join(setter.said), tuple(setter.pieces), tuple(setter.levels))


class _Setter:
    """Takes tokens in order. The tags are markdown-it's own; the words are left open for spans."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.between = False  # whether a block stands before the next one
        self.length = 0
        self.pieces: list[str | _Leaf | int] = []
        self.levels: list[int] = []

    def set_block(self, tokens: Sequence[Token], at: int, token: Token) -> None:
        if token.type in _BLOCKS:
            self.say("\n" if self.between else "")
            self.between = True
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
                self.pieces.append(_Leaf(token.content, self.length, in_link))
                self.say(token.content)
                continue
            if token.type in ("link_open", "link_close"):
                in_link = token.type == "link_open"
            self.pieces.append(_html(tokens, at))
            self.say(" " if token.type in _BREAKS else token.content)

    def say(self, text: str) -> None:
        self.said.append(text)
        self.length += len(text)


def _html(tokens: Sequence[Token], at: int) -> str:
    """Render one token as markdown-it does."""
    token = tokens[at]
    if token.type == "link_open" and _ABSOLUTE.match(str(token.attrs["href"])):
        token.attrSet("rel", FOREIGN_REL)
    rule = _RENDERER.rules.get(token.type, _RENDERER.renderToken)
    return rule(tokens, at, _parser().options, {})


# ----------------------------------------------------------------------------------------- rendering


def render(fragment: Fragment | str, spans: Iterable[Span] = (), *, below: int = 1) -> str:
    """Render a fragment to HTML with `spans` woven in. Nested spans nest; of two that cross, the later is cut.

    Its headings are renumbered to stand below level `below`; a table scrolls alone where it is too wide.
    """
    if isinstance(fragment, str):
        fragment = read(fragment)
    levels = outline(fragment.levels, below)
    weaver = _Weaver(spans)
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


@dataclass(slots=True)
class _Thread:
    """A span that has begun: it ends within the one around it. `open` opens its next piece."""

    span: Span
    end: int
    open: str


class _Weaver:
    """Goes once through a text, leaf by leaf, and once through its spans, sorted by start, the longer first."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted((s for s in spans if s.start < s.end), key=lambda span: (span.start, -span.end))
        self.next = 0  # the first span that has not begun
        self.inside: list[_Thread] = []  # those that have, the innermost last

    def weave(self, leaf: _Leaf, html: list[str]) -> None:
        """Cut a leaf at the edges of spans, and wrap each piece in those that it is in."""
        at, end = leaf.start, leaf.start + len(leaf.text)
        opened: list[_Thread] = []
        self._leave(at)
        self._open(self.inside, opened, leaf, html)
        while at < end:
            self._open(self._enter(at), opened, leaf, html)
            stop = self._next_edge(end)
            html.append(escapeHtml(leaf.text[at - leaf.start : stop - leaf.start]))
            at = stop
            html.extend(opened.pop().span.close for thread in self._leave(at) if opened and opened[-1] is thread)
        html.extend(thread.span.close for thread in reversed(opened))

    def _open(self, threads: Sequence[_Thread], opened: list[_Thread], leaf: _Leaf, html: list[str]) -> None:
        """Open spans, the outer first. A link is left out within a link."""
        for thread in threads:
            if not (thread.span.link and (leaf.in_link or any(outer.span.link for outer in opened))):
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

    def _next_edge(self, end: int) -> int:
        begins = self.spans[self.next].start if self.next < len(self.spans) else end
        ends = self.inside[-1].end if self.inside else end
        return min(begins, ends, end)


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
