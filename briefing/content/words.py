"""The words of Markdown, read without a parser where a block shows at a glance what it is.

Most blocks are a heading, a paragraph or a list, and most lines hold no markup: those are their own words. A text with
anything that reaches from block to block, or a block that begins in another way, is left to the parser as a whole.
"""

from __future__ import annotations

import re
from typing import Final

from briefing.content.commonmark import parse_line
from briefing.content.markdown import fragment_of, plain

# Code, tables, link definitions, blocks inside list items, and characters that the parser replaces.
_FAR: Final = re.compile(r"```|~~~|\]:|\||[\x00\t\r]|\n |\n\n\n|\A\s|\s\Z")
# What begins no block but a paragraph: neither a mark nor a number with one, save marks of emphasis.
_OPENING: Final = re.compile(r"(?![#>+=*_-]|\d{1,9}[.)])|[*_]{1,3}(?=[^\s*_])")
# What each line of a list, or of headings, begins with; hashes that close a heading are left to the parser.
_LINES: Final = tuple(map(re.compile, (r"- (?=\S)", r"\d{1,9}\. (?=\S)", r"#{1,6} (?=\S)(?!.*#\s*\Z)")))
_MARKUP: Final = re.compile(r"[\n&*<\[\\\]_`~]")
# Bold words and links with nothing inside: these pair whatever stands around them.
_SIMPLE: Final = re.compile(
    r"(?<!\*)\*\*(?=[^\W_])(?P<bold>[^\n&*<\[\\\]_`~]+)(?:(?<=[^\W_])|(?<=[:.,])(?=\*\*(?: |\Z)))\*\*(?!\*)"
    r"|(?<!!)\[(?P<label>[^\n&*<\[\\\]_`~]+)\]\(https?://[a-z0-9.-]+(?:/[a-zA-Z0-9./-]*)?\)"
)


def words_of(markdown: str) -> str:
    """Give what `plain` gives, sooner."""
    if _FAR.search(markdown):
        return plain(markdown)
    texts: list[str] = []
    for block in markdown.split("\n\n"):
        contents = _contents(block)
        if not contents:
            return plain(markdown)
        texts += map(_inline, contents)
    return "\n".join(texts)


def _contents(block: str) -> list[str]:
    """Give the lines of a list or of headings, or a paragraph as one; nothing for another block."""
    lines = block.split("\n")
    if all(map(_OPENING.match, lines)):
        return [block]
    for begin in _LINES:
        marks = [mark for line in lines if (mark := begin.match(line))]
        contents = [mark.string[mark.end() :] for mark in marks]
        if len(marks) == len(lines) and all(map(_OPENING.match, contents)):
            return contents
    return []


def _inline(content: str) -> str:
    content = content.strip()
    bare = _SIMPLE.sub(lambda found: found["bold"] or found["label"], content)
    return fragment_of(parse_line(content, {})).text if _MARKUP.search(bare) else bare
