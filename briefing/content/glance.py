"""Markdown that shows at a glance what it is, told without a parser.

Most blocks are a heading, a paragraph or a list, and most lines hold no markup, or bold words and links alone. A text
with anything that reaches from block to block, or a block that begins in another way, is left to the parser as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

# Code, tables, link definitions, blocks inside list items, and characters that the parser replaces. Each alternative
# begins with a character, here and below: `re` then jumps from one to the next.
_FAR: Final = re.compile(r"```|~~~|]:|\||\x00|\t|\r|\n |\n\n\n")
# What begins no block but a paragraph: neither a mark nor a number with one, save marks of emphasis.
_OPENING: Final = re.compile(r"(?![#>+=*_-]|\d{1,9}[.)])|[*_]{1,3}(?=[^\s*_])")
# What each line of a list, or of headings, begins with; hashes that close a heading are left to the parser, and so are
# numbers that begin elsewhere than at 1.
_ITEMS: Final = {"ul": re.compile(r"- (?=\S)"), "ol": re.compile(r"\d{1,9}\. (?=\S)")}
_FIRST: Final = re.compile(r"- |0*1\. ")
_HEADING: Final = re.compile(r"(#{1,6}) (?=\S)(?!.*#\s*\Z)")
_MARKUP: Final = re.compile(r"[\n&*<\[\\\]_`~]")
# Bold words and links with nothing inside: these pair whatever stands around them.
_SIMPLE: Final = re.compile(
    r"\*(?<!\*\*)\*(?=[^\W_])(?P<bold>[^\n&*<\[\\\]_`~]+)(?:(?<=[^\W_])|(?<=[:.,])(?=\*\*(?: |\Z)))\*\*(?!\*)"
    r"|\[(?<!!\[)(?P<label>[^\n&*<\[\\\]_`~]+)\]\((?P<url>https?://[a-z0-9.-]+(?:/[a-zA-Z0-9./-]*)?)\)"
)


class Block(NamedTuple):
    """A paragraph ("p"), a list ("ul", or "ol" from 1 on) with a line for an item, or a heading ("h") of some level."""

    tag: str
    lines: Sequence[str]
    level: int = 0


class Stretch(NamedTuple):
    """A stretch of a line: plain, bold, or a link to `url`."""

    text: str
    bold: bool = False
    url: str = ""


def blocks_of(markdown: str) -> list[Block] | None:
    """Tell the blocks of a text; None where it takes a parser."""
    if not markdown or markdown != markdown.strip() or _FAR.search(markdown):
        return None
    blocks: list[Block] = []
    for text in markdown.split("\n\n"):
        lines = text.split("\n")
        found = [Block("p", [text])] if all(map(_OPENING.match, lines)) else _list(text, lines) or _headings(lines)
        if not found or (blocks and found[0].tag == blocks[-1].tag and found[0].tag in _ITEMS):  # one loose list
            return None
        blocks += found
    return blocks


def _list(text: str, lines: Sequence[str]) -> list[Block]:
    for tag, begin in _ITEMS.items():
        marks = [mark for line in lines if (mark := begin.match(line))]
        if len(marks) == len(lines) and _FIRST.match(text):
            contents = [line[mark.end() :] for line, mark in zip(lines, marks, strict=True)]
            return [Block(tag, contents)] if all(map(_OPENING.match, contents)) else []
    return []


def _headings(lines: Sequence[str]) -> list[Block]:
    marks = [mark for line in lines if (mark := _HEADING.match(line)) and _OPENING.match(line, mark.end())]
    if len(marks) < len(lines):
        return []
    return [Block("h", [mark.string[mark.end() :]], mark.end(1)) for mark in marks]


def words_of(line: str) -> list[Stretch] | None:
    """Tell the words of a line; None where it takes a parser."""
    if not _MARKUP.search(line):
        return [Stretch(line)]
    words: list[Stretch] = []
    at = 0
    for found in _SIMPLE.finditer(line):
        words.append(Stretch(line[at : found.start()]))
        words.append(Stretch(found["bold"] or found["label"], bool(found["bold"]), found["url"] or ""))
        at = found.end()
    words.append(Stretch(line[at:]))
    if any(_MARKUP.search(each.text) for each in words[::2]):
        return None
    return [each for each in words if each.text]
