"""Lines to blocks: paragraphs, headings, list items, quotations, tables, code, and what is only markup.

Reads the structure that a capture shows in its form (Markdown marks, bullets, wrapped lines, or the roles that a page's
markup gave). What the words mean is judged later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from briefing.model import Role, SeedLine
from briefing.seeds.inline import Inline, count_letters, parse_inline


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    CAPTION = "caption"
    RULE = "rule"
    MARKUP = "markup"  # a frame, a script, a template's command: nothing to read


class Block(NamedTuple):
    """What a reader would see as one thing. `numbers` are its lines; `rows` those of code and tables, verbatim.

    `ends` counts the letters and digits up to the end of each of its lines but the last: a wrapped paragraph is
    written with the line ends of its capture, so that the two can be compared line by line.
    """

    kind: BlockKind
    numbers: tuple[int, ...]
    text: Inline
    level: int = 0  # of headings 1..6, of items their depth from 0
    ordinal: str = ""  # of numbered items
    rows: tuple[str, ...] = ()
    ends: tuple[int, ...] = ()
    place: str = ""
    density: float = 0.0

    @property
    def plain(self) -> str:
        return self.text.plain


_HEADING: Final = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?<=##)(?=[^#\s]))(\S.*)")
_BULLET: Final = re.compile(r"(\s*)([-*+•●▪◦‣·∙○■◆►▶➤✓✔✅🔹🔸👉])\s+(\S.*)")
_NUMBERED: Final = re.compile(r"(\s*)(\d{1,3})(?:[.)](?=\s)|[、．])\s*(\S.*)")
_QUOTE: Final = re.compile(r" {0,3}>(.*)")
_MARKED: Final = re.compile("|".join([*(mark.pattern for mark in (_HEADING, _BULLET, _NUMBERED, _QUOTE)), r"\s*[|<]"]))
_FENCE: Final = re.compile(r"\s{0,3}(```+|~~~+)")
_TEMPLATE: Final = re.compile(
    r"(?:\{[%{]|&#123;[%{&]|\[/?[a-z][a-z_-]*(?:\s+[\w-]+=(?:\"[^\"\]]*\"|[^\s\]]+))+\s*/?\]|\[/[a-z][a-z_-]*\])"
)
_TEMPLATE_END: Final = re.compile(r"(?:[%}]\}|&#125;|\])$")
_ELEMENT: Final = re.compile(
    r"</?(?:iframe|script|style|img|hr|div|figure|video|audio|object|embed|form|input|svg|link|meta|"
    r"center|section|p|br|!--)\b",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[^<>]*>")
_MAX_TAG_LINES: Final = 30


def parse_blocks(lines: Sequence[SeedLine]) -> tuple[Block, ...]:
    """Group lines into blocks, in order. A blank line belongs to none."""
    if any(line.role is not Role.TEXT or line.place for line in lines):
        return tuple(_marked_up(lines))
    return tuple(_TextParser(lines).blocks())


# ------------------------------------------------------------------------------- a page's own roles

_KINDS: Final = {
    Role.TEXT: BlockKind.PARAGRAPH,
    Role.HEADING: BlockKind.HEADING,
    Role.ITEM: BlockKind.ITEM,
    Role.QUOTE: BlockKind.QUOTE,
    Role.ROW: BlockKind.TABLE,
    Role.CODE: BlockKind.CODE,
    Role.CAPTION: BlockKind.CAPTION,
}


def _marked_up(lines: Sequence[SeedLine]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if line.role in (Role.ROW, Role.CODE):
            while end < len(lines) and lines[end].role is line.role:
                end += 1
            yield _verbatim(_KINDS[line.role], lines[at:end])
        elif line.text.strip():
            yield Block(
                kind=_KINDS[line.role],
                numbers=(line.number,),
                text=parse_inline(line.text),
                level=line.level,
                place=line.place,
                density=line.link_density,
            )
        at = end


def _verbatim(kind: BlockKind, lines: Sequence[SeedLine]) -> Block:
    rows = tuple(line.text.rstrip() for line in lines)
    plain = "\n".join(rows)
    numbers = tuple(line.number for line in lines)
    return Block(kind=kind, numbers=numbers, text=Inline(markdown=plain, plain=plain), rows=rows, place=lines[0].place)


# ----------------------------------------------------------------------------------- marks in a text


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a text uses its newlines: wrapped at `width` characters, or (Markdown) anywhere inside a paragraph."""

    width: int = 0
    soft: bool = False


class _TextParser:
    """Reads the marks of a text from its first line to its last."""

    def __init__(self, lines: Sequence[SeedLine]) -> None:
        self.lines = lines
        self.layout = measure(lines)
        self.fences = _closing_fences(lines)
        self.readers: tuple[Callable[[int], tuple[Block, int] | None], ...] = (
            self._code,
            self._markup,
            self._heading,
            self._rule,
            self._table,
            self._item,
            self._quote,
            self._paragraph,
        )
        self.unmarked = (self._heading, self._paragraph)  # that read a line which begins with a letter

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self.lines):
            text = self.lines[at].text.strip()
            if not text:
                at += 1
                continue
            readers = self.unmarked if text[0].isalpha() else self.readers
            block, at = next(found for reader in readers if (found := reader(at)))
            yield block

    def _code(self, at: int) -> tuple[Block, int] | None:
        end = self.fences.get(at)
        if end is None:
            return None
        block = _verbatim(BlockKind.CODE, self.lines[at : end + 1])
        return block._replace(rows=block.rows[1:-1]), end + 1

    def _markup(self, at: int) -> tuple[Block, int] | None:
        text = self.lines[at].text.strip()
        if _TEMPLATE.match(text) and _TEMPLATE_END.search(text) and len(text) < 300:
            return self._block(BlockKind.MARKUP, at, at + 1, ""), at + 1
        if not _ELEMENT.match(text):
            return None
        end = at + 1
        while text.count("<") > text.count(">") and end < min(len(self.lines), at + _MAX_TAG_LINES):
            text += " " + self.lines[end].text.strip()
            end += 1
        return None if _TAG.sub("", text).strip() else (self._block(BlockKind.MARKUP, at, end, ""), end)

    def _heading(self, at: int) -> tuple[Block, int] | None:
        line = self.lines[at].text
        match = _HEADING.match(line)
        if match:
            end = self._run_end(at) if self.layout.width else at + 1
            title = " ".join([match[2], *(self.lines[i].text.strip() for i in range(at + 1, end))])
            bare = title.rstrip().rstrip("#").rstrip() if title.rstrip().endswith(" #") else title
            return self._block(BlockKind.HEADING, at, end, bare, level=len(match[1])), end
        if self._is_text(at) and len(line) <= 150 and at + 1 < len(self.lines) and not self._wraps(at):
            level = {"=": 1, "-": 2}.get(_rule_mark(self.lines[at + 1].text), 0)
            if level:
                return self._block(BlockKind.HEADING, at, at + 2, line, level=level), at + 2
        return None

    def _rule(self, at: int) -> tuple[Block, int] | None:
        return (self._block(BlockKind.RULE, at, at + 1, ""), at + 1) if _rule_mark(self.lines[at].text) else None

    def _table(self, at: int) -> tuple[Block, int] | None:
        if at + 1 >= len(self.lines) or not self._is_row(at) or not _is_delimiter(self.lines[at + 1].text):
            return None
        end = at + 1
        while end < len(self.lines) and self._is_row(end):
            end += 1
        return _verbatim(BlockKind.TABLE, self.lines[at:end]), end

    def _is_row(self, at: int) -> bool:
        return self.lines[at].text.lstrip().startswith("|")

    def _item(self, at: int) -> tuple[Block, int] | None:
        line = self.lines[at].text
        bullet, number = _BULLET.match(line), _NUMBERED.match(line)
        match = bullet or number
        if not match:
            return None
        end = at + 1
        while end < len(self.lines) and self._continues(end, indented=True):
            end += 1
        texts = [match[3], *(self.lines[i].text.strip() for i in range(at + 1, end))]
        depth = min(len(match[1].expandtabs(4)) // 2, 3)
        ordinal = number[2] if number else ""
        return self._block(BlockKind.ITEM, at, end, *texts, level=depth, ordinal=ordinal), end

    def _quote(self, at: int) -> tuple[Block, int] | None:
        texts: list[str] = []
        end = at
        while end < len(self.lines) and (match := _QUOTE.match(self.lines[end].text)):
            inner = match[1].strip()
            joins = self.layout.soft or self.layout.width
            if texts and (not inner or not joins):
                break
            texts.append(inner)
            end += 1
        if not texts:
            return None
        return self._block(BlockKind.QUOTE, at, end, *texts), end

    def _paragraph(self, at: int) -> tuple[Block, int]:
        end = self._run_end(at)
        texts = [line.text.strip() for line in self.lines[at:end]]
        return self._block(BlockKind.PARAGRAPH, at, end, *texts), end

    def _run_end(self, at: int) -> int:
        """Find where the run of joined lines that begins here ends."""
        end = at + 1
        while end < len(self.lines) and self._continues(end):
            end += 1
        return end

    def _continues(self, at: int, *, indented: bool = False) -> bool:
        """Decide whether a line goes on with the sentence of the line before."""
        if not self._is_text(at) or not self.lines[at - 1].text.strip():
            return False
        hangs = indented and self.lines[at].text.startswith("  ")
        return hangs or self._wraps(at - 1) or (self.layout.soft and not _HARD_BREAK.search(self.lines[at - 1].text))

    def _wraps(self, at: int) -> bool:
        """Decide whether the first word of the next line had no room in this one."""
        if not self.layout.width or at + 1 >= len(self.lines):
            return False
        return _overflows(self.lines[at].text, self.lines[at + 1].text, self.layout.width)

    def _is_text(self, at: int) -> bool:
        """Tell a line that has no mark of its own."""
        line = self.lines[at].text
        return bool(line.strip()) and at not in self.fences and not _rule_mark(line) and not _MARKED.match(line)

    def _block(self, kind: BlockKind, at: int, end: int, *texts: str, level: int = 0, ordinal: str = "") -> Block:
        """Make a block of the texts of its lines; those of a heading come joined, for it is written on one line."""
        numbers = tuple(line.number for line in self.lines[at:end])
        text = parse_inline(" ".join(texts))
        return Block(kind=kind, numbers=numbers, text=text, level=level, ordinal=ordinal, ends=_ends(texts))


def _ends(texts: Sequence[str]) -> tuple[int, ...]:
    return tuple(accumulate(map(count_letters, texts[:-1])))


_HARD_BREAK: Final = re.compile(r"(?:  |\\)$")


def _closing_fences(lines: Sequence[SeedLine]) -> dict[int, int]:
    """Pair code fences. One that is never closed is a line like any other."""
    pairs: dict[int, int] = {}
    opened: tuple[int, str] | None = None
    for at, line in enumerate(lines):
        match = _FENCE.match(line.text)
        if not match:
            continue
        if opened is None:
            opened = (at, match[1])
        elif match[1][0] == opened[1][0] and len(match[1]) >= len(opened[1]):
            pairs[opened[0]] = at
            opened = None
    return pairs


_RULE_MARKS: Final = frozenset("-*_=~—─")


def _rule_mark(line: str) -> str:
    """Give the character that a line repeats three times or more and has alone, or ""."""
    if line.lstrip()[:1] not in _RULE_MARKS:
        return ""
    marks = line.replace(" ", "").strip()
    return marks[0] if len(marks) >= 3 and len(set(marks)) == 1 else ""


def _is_delimiter(line: str) -> bool:
    return "-" in line and "|" in line and set(line.strip()) <= set("|-: ")


# ----------------------------------------------------------------------------------------- newlines

_NARROWEST: Final = 50
_WIDEST: Final = 110


def measure(lines: Sequence[SeedLine]) -> Layout:
    """See how a text uses its newlines, by its pairs of neighbouring plain lines."""
    texts = [line.text for line in lines]
    plain = [_plain(line) for line in texts]
    pairs = [pair for pair, both in zip(pairwise(texts), pairwise(plain), strict=True) if all(both)]
    lengths = [
        len(line)
        for line, is_plain in zip(texts, plain, strict=True)
        if is_plain and " " in line.strip() and not _NUMBERED.match(line)
    ]
    widths = sorted(len(line) for pair in pairs for line in pair if " " in line.strip() and len(line) <= _WIDEST)
    unwrapped = sum(length > _WIDEST for length in lengths)
    if len(widths) >= 4 and widths[-1] >= _NARROWEST and unwrapped * 20 <= len(lengths):
        width = widths[len(widths) * 49 // 50]  # a credit or a menu may pass it
        if sum(_overflows(a, b, width) for a, b in pairs) * 10 >= len(pairs) * 6:
            return Layout(width=width)
    return Layout(soft=_is_markdown(texts) and len(pairs) * 3 < sum(bool(text.strip()) for text in texts))


def _overflows(line: str, following: str, width: int) -> bool:
    """Tell whether the next line's first word would have passed the width (a line may fall short by a mark or two)."""
    words = following.split(maxsplit=1)
    return bool(words) and len(line.rstrip()) + 1 + len(words[0]) > width - 2


def _plain(line: str) -> bool:
    stripped = line.strip()
    return bool(stripped) and not stripped.startswith(("#", "-", "*", ">", "|", "<", "+", "•", "`"))


def _is_markdown(texts: Sequence[str]) -> bool:
    """Tell a text written in Markdown: headings by marks, or links in its form."""
    headings = sum(bool(_HEADING.match(text)) for text in texts)
    return headings >= 2 or (headings >= 1 and sum("](http" in text for text in texts) >= 2)
