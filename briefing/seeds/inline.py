"""Inline Markdown: from what a seed has to what a brief may have.

A seed's own links, emphasis and code stay; everything else is text and is escaped, so that it can never become markup.
Each pass over the text is linear, whatever the text: a token is matched where it starts, never searched for again.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import accumulate, groupby
from typing import Final, NamedTuple

from briefing.escape import escape
from briefing.seeds.typography import INVISIBLE, remove_invisible, repair


class Inline(NamedTuple):
    """A run of text in its two shapes, and how many of its plain characters stand in links."""

    markdown: str
    plain: str
    linked: int = 0
    links: tuple[str, ...] = ()
    images: int = 0
    rules: tuple[str, ...] = ()


class _Kind(Enum):
    TEXT = auto()
    CODE = auto()
    ADDRESS = auto()
    RUN = auto()  # of * or _
    OPEN = auto()  # a bracket, until its link is known
    CLOSE = auto()
    IMAGE = auto()
    GAP = auto()  # markup that leaves nothing


@dataclass(slots=True)
class _Token:
    """A piece of the source. `mark` is what it writes when it proves to be markup, None while it is text."""

    kind: _Kind
    text: str
    before: str = ""
    after: str = ""
    target: str = ""
    mark: str | None = None


_TOKEN: Final = re.compile(
    r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
  | (?P<ticks>`+)
  | (?P<image>!\[)
  | (?P<open>\[)
  | (?P<close>\]\(\s*<?(?P<target>[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\))
  | (?P<auto><(?:https?://|mailto:)[^\s<>]*>)
  | (?P<tag></?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!--[^<>]*-->)
  | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});)
  | (?P<address>https?://[^\s<>"'`“”‘’（）()，。、；：！？《》【】\[\]|*\\]+)
  | (?P<run>\*+|_+)
  | (?P<text>(?:[^\\`!\[\]<&h*_]++|h(?!ttps?://)|!(?!\[))+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_MARKUP: Final = re.compile(r"[\\`\[\]<&*_]|://")
_TAGS: Final = frozenset(
    "a abbr address article aside b big blockquote br button center cite code dd del details dfn div "
    "dl dt em figcaption "
    "figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd label li main "
    "mark nav ol p picture pre "
    "q s samp script section select small source span strike strong style sub summary sup svg table "
    "tbody td template th "
    "thead time tr tt u ul var video".split()
)
_ALLOWED_URL: Final = re.compile(r"(?:https?://|mailto:)\S+$", re.IGNORECASE)
_TRAILING: Final = ".,;:!?"


def parse_inline(source: str) -> Inline:
    """Read inline Markdown and write it again, repaired, safe, and with no newline in it."""
    visible = remove_invisible(source)  # first, or what it hides would be markup only the next time
    if visible != source:
        inline = parse_inline(visible)
        return inline._replace(rules=(INVISIBLE, *inline.rules))
    if not _MARKUP.search(source):
        text, rules = repair(source)
        return Inline(markdown=escape(text.strip()), plain=text.strip(), rules=rules)
    source = _without_tags(source) if "<" in source else source
    tokens = list(_tokens(source))
    if "](" in source:
        _pair_links(tokens)
        tokens = list(_without_loose_ends(tokens))
    if "*" in source or "_" in source:
        _pair_emphasis(tokens)
    return _write(tokens)


_TARGET: Final = re.compile(r"\]\([^\s()]*\)")


def count_letters(source: str) -> int:
    """Count the letters and digits that a reader sees: those of links' addresses are not among them."""
    return sum(char.isalnum() for char in _TARGET.sub("]", source))


def break_lines(markdown: str, ends: Sequence[int]) -> list[str]:
    """Cut inline Markdown at the spaces that stand after so many letters and digits (see count_letters)."""
    if not ends:
        return [markdown]
    lines, begun, counted = [], 0, 0
    wanted = list(ends)
    for piece in re.finditer(r"\]\([^\s()]*\)|.", markdown):
        while wanted and counted > wanted[0]:
            wanted.pop(0)
        if wanted and counted == wanted[0] and piece[0] == " ":
            lines.append(markdown[begun : piece.start()])
            begun = piece.end()
            wanted.pop(0)
        counted += piece[0].isalnum()
    return [*lines, markdown[begun:]]


# -------------------------------------------------------------------------------------- reading


def _tokens(source: str) -> Iterator[_Token]:
    matches = list(_TOKEN.finditer(source))
    closers = _closing_ticks(matches) if "`" in source else {}
    at = 0
    while at < len(matches):
        match = matches[at]
        if match.lastgroup == "ticks" and at in closers:
            yield _Token(_Kind.CODE, " ".join(source[match.end() : matches[closers[at]].start()].split()))
            at = closers[at] + 1
            continue
        if match.lastgroup == "text":
            yield _Token(_Kind.TEXT, match[0])
        else:
            yield from _token(match, source)
        at += 1


def _closing_ticks(matches: Sequence[re.Match[str]]) -> dict[int, int]:
    """Find for every run of backticks the next one of its length, looking from the end."""
    following: dict[str, int] = {}
    closers: dict[int, int] = {}
    for at in range(len(matches) - 1, -1, -1):
        if matches[at].lastgroup == "ticks":
            if matches[at][0] in following:
                closers[at] = following[matches[at][0]]
            following[matches[at][0]] = at
    return closers


def _token(match: re.Match[str], source: str) -> Iterator[_Token]:
    kind, text = match.lastgroup, match[0]
    if kind in ("open", "image"):
        yield _Token(_Kind.OPEN, text)
    elif kind == "close":
        yield _Token(_Kind.CLOSE, text, target=match["target"])
    elif kind == "auto":
        yield _Token(_Kind.ADDRESS, text[1:-1].removeprefix("mailto:"))
    elif kind == "address":
        bare = text.rstrip(_TRAILING)
        yield _Token(_Kind.ADDRESS, bare)
        yield _Token(_Kind.TEXT, text[len(bare) :])
    elif kind == "run":
        start, end = match.span()
        yield from _runs(text, source[start - 1 : start], source[end : end + 1])
    else:
        yield _Token(_Kind.TEXT, _literal(kind, text))


def _literal(kind: str | None, text: str) -> str:
    if kind == "escape":
        return text[1:]
    return html.unescape(text) if kind == "entity" else text


def _runs(text: str, before: str, after: str) -> Iterator[_Token]:
    """Cut a run of marks into marks. Four stars are one bold end and one bold start, as converters fuse them."""
    cut = 2 if len(text) == 4 else len(text)
    for start in range(0, len(text), cut):
        part = text[start : start + cut]
        yield _Token(_Kind.RUN, part, before if start == 0 else text[0], after if start + cut == len(text) else text[0])


def _without_tags(source: str) -> str:
    """Take HTML tags out of a text, not out of its code: a break leaves a space, another known tag nothing.

    They go first, so that what they stood between is read as it will be read again."""
    matches = list(_TOKEN.finditer(source))
    closers = _closing_ticks(matches)
    parts: list[str] = []
    code_until = -1
    for at, match in enumerate(matches):
        code_until = max(code_until, closers.get(at, -1)) if at > code_until else code_until
        parts.append(match[0] if match.lastgroup != "tag" or at <= code_until else _left_by(match[0]))
    return "".join(parts)


def _left_by(tag: str) -> str:
    words = tag.strip("</>").split()
    name = words[0].rstrip("/").lower() if words else ""
    if tag.startswith("<!--"):
        return ""
    if name in ("br", "p", "div", "li", "td", "tr"):
        return " "
    return "" if name in _TAGS else tag


# -------------------------------------------------------------------------------------- pairing


def _pair_links(tokens: list[_Token]) -> None:
    """Give brackets that make a link their marks. What makes an image goes, with its description."""
    opened: list[int] = []
    depth = [0] * (len(tokens) + 1)
    for at, token in enumerate(tokens):
        if token.kind is _Kind.OPEN:
            opened.append(at)
        elif token.kind is _Kind.TEXT and token.text == "]" and opened:
            opened.pop()
        elif token.kind is _Kind.CLOSE and opened:
            start = opened.pop()
            if tokens[start].text == "![":
                depth[start] += 1
                depth[at + 1] -= 1
            else:
                _link(tokens[start], token)
                opened.clear()  # a link holds no link
    for token, inside in zip(tokens, accumulate(depth), strict=False):
        if inside:
            token.kind, token.mark = _Kind.IMAGE if token.text == "![" else _Kind.GAP, ""


def _without_loose_ends(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Read the end of a link that has no beginning as what it is: a bracket, and some text in parentheses."""
    for token in tokens:
        if token.kind is _Kind.CLOSE and token.mark is None:
            yield _Token(_Kind.TEXT, "]")
            yield from _without_loose_ends(list(_tokens(token.text[1:])))
        else:
            yield token


def _link(start: _Token, end: _Token) -> None:
    """Keep the label of a link whose address leads nowhere outside its page, or is no address of the web."""
    if _ALLOWED_URL.match(end.target):
        start.mark, end.mark = "[", f"]({_safe_url(end.target)})"
    else:
        start.mark, end.mark = "", ""


def _safe_url(url: str) -> str:
    for char, code in (("(", "%28"), (")", "%29"), ("\\", "%5C"), ("*", "%2A"), ("`", "%60")):
        url = url.replace(char, code)
    return url


def _pair_emphasis(tokens: list[_Token]) -> None:
    """Pair equal marks, the nearest first. A pair that Markdown would not read as emphasis leaves its text plain."""
    opened: dict[str, list[int]] = defaultdict(list)
    floor = 0
    for at, token in enumerate(tokens):
        if token.kind in (_Kind.OPEN, _Kind.CLOSE) and token.mark is not None:
            floor = at  # emphasis never straddles the edge of a link
        if token.kind is not _Kind.RUN or len(token.text) > 3:
            continue
        stack = opened[token.text]
        if _can_close(token) and stack and stack[-1] >= floor:
            start = stack.pop()
            if all(inner.kind is _Kind.GAP for inner in tokens[start + 1 : min(at, start + 9)]):
                continue  # marks around nothing are no marks
            floor = max(floor, start) if _emphasize(tokens[start], token) else floor
            for other in opened.values():
                while other and other[-1] > start:
                    other.pop()
        elif _can_open(token):
            stack.append(at)


def _can_open(token: _Token) -> bool:
    return bool(token.after.strip()) and not _inside_word(token)


def _can_close(token: _Token) -> bool:
    return bool(token.before.strip()) and not _inside_word(token)


def _inside_word(token: _Token) -> bool:
    """Tell a mark inside a Western word or sum, `2*3*4` or `snake_case`: it is a letter there."""
    around = (token.before, token.after)
    return all(char.isalnum() and (char.isascii() or token.text[0] == "_") for char in around)


def _emphasize(start: _Token, end: _Token) -> bool:
    mark = "*" * len(start.text)
    valid = _flanks(start.after, start.before) and _flanks(end.before, end.after)
    start.mark, end.mark = (mark, mark) if valid else ("", "")
    return valid


def _flanks(inner: str, outer: str) -> bool:
    """Apply CommonMark's rule: next to punctuation inside, only space or punctuation may stand outside.

    Marks that touch other marks would be read together with them."""
    if not inner or inner.isspace() or inner in _MARKS or (outer and outer in _MARKS):
        return False
    return inner.isalnum() or not outer.isalnum()


_MARKS: Final = "*_"


# -------------------------------------------------------------------------------------- writing

_SPACES: Final = re.compile(r" {2,}")
# A star between spaces is plain, until the space at the edge goes.
_AT_EDGE: Final = re.compile(r"(?<=^ )[*_](?= )|(?<= )[*_](?= $)")


def _spaced(text: str) -> str:
    """Leave one space where there are several."""
    return _SPACES.sub(" ", text) if "  " in text else text


class _Writer:
    """Collects the two shapes of a text piece by piece."""

    def __init__(self) -> None:
        self.markdown: list[str] = []
        self.plain: list[str] = []
        self.rules: dict[str, None] = {}
        self.links: list[str] = []
        self.linked = self.linked_before = self.images = 0
        self.link_at = -1
        self.in_link = False

    def text(self, text: str) -> None:
        repaired, rules = repair(text)
        self.rules.update(dict.fromkeys(rules))
        self.markdown.append(escape(repaired))
        self.said(repaired)

    def said(self, plain: str) -> None:
        self.plain.append(plain)
        self.linked += len(plain) if self.in_link else 0

    def open_link(self) -> None:
        if self.markdown and self.markdown[-1].endswith("!"):
            self.markdown[-1] = self.markdown[-1][:-1] + "\\!"  # or the link would be read as an image
        self.link_at = len(self.markdown)
        self.linked_before = self.linked
        self.markdown.append("[")
        self.in_link = True

    def close_link(self, mark: str) -> None:
        """End a link. One that says nothing leaves nothing."""
        self.in_link = False
        if self.linked == self.linked_before:
            del self.markdown[self.link_at :]
            return
        self.markdown.append(mark)
        self.links.append(mark[2:-1])

    def address(self, url: str) -> None:
        self.markdown.append(escape(url) if self.in_link else f"<{url}>")
        self.linked += 0 if self.in_link else len(url)
        self.said(url)

    def code(self, text: str) -> None:
        if not text:
            return  # marks around nothing are no marks
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
        pad = " " if "`" in text else ""
        self.markdown.append(f"{fence}{pad}{text}{pad}{fence}")
        self.said(text)

    def result(self) -> Inline:
        markdown = _spaced("".join(self.markdown))
        if markdown[:1] == " " or markdown[-1:] == " ":
            markdown = _AT_EDGE.sub(r"\\\g<0>", markdown)
        plain = _spaced("".join(self.plain)).strip()
        links, rules = tuple(self.links), tuple(self.rules)
        return Inline(
            markdown=markdown.strip(), plain=plain, linked=self.linked, links=links, images=self.images, rules=rules
        )


def _write(tokens: Sequence[_Token]) -> Inline:
    """Write the tokens; neighbouring texts go together, so that repair sees whole phrases."""
    writer = _Writer()
    for is_text, group in groupby(tokens, _is_text):
        if is_text:
            writer.text("".join(token.text for token in group))
        else:
            for token in group:
                _write_markup(writer, token)
    return writer.result()


def _is_text(token: _Token) -> bool:
    return token.mark is None and token.kind in (_Kind.TEXT, _Kind.RUN, _Kind.OPEN, _Kind.CLOSE)


def _write_markup(writer: _Writer, token: _Token) -> None:
    if token.kind is _Kind.CODE:
        writer.code(token.text)
    elif token.kind is _Kind.ADDRESS:
        writer.address(token.text)
    elif token.kind is _Kind.IMAGE:
        writer.images += 1
    elif token.kind is _Kind.OPEN and token.mark:
        writer.open_link()
    elif token.kind is _Kind.CLOSE and token.mark:
        writer.close_link(token.mark)
    elif token.mark:
        writer.markdown.append(token.mark)
