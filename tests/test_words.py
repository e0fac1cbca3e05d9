"""The words of Markdown without a parser: they are those that the parser reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.content.markdown import plain
from briefing.content.words import words_of

MARKS = [
    *"-*_#>+=~|`[](){}!\\&<:;",
    "**",
    "__",
    "~~",
    "```",
    "***",
    "---",
    "===",
    "]: ",
    "](https://a.example)",
    "&amp;",
]
GAPS = [
    "\n",
    "\n\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n2) ",
    "\n3. ",
    "    ",
    "  ",
    " ",
    "\t",
    "\r",
    "\0",
    "\u00a0",
    "\u2028",
    "\f",
]
WORDS = [
    "**bold** ",
    "**bold:** ",
    "[label](https://a.example/b)",
    "word",
    "a b",
    "3",
    "12. ",
    "中文。",
    "\\*",
    "snake_case",
    "![x](y)",
    "<https://a.example>",
]
PIECES = st.lists(st.sampled_from(MARKS + GAPS + WORDS), max_size=24).map("".join)


@given(PIECES | st.text(max_size=60))
def test_words_are_those_of_the_parser(markdown: str) -> None:
    assert words_of(markdown) == plain(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "A paragraph.\n\nAnother **with** a [link](https://example.org).",
        "- one\n- **two:** 3\n\n1. first\n9. second",
        "- a\n2. no item of an ordered list\n- b",
        "1. a\n2) another list, which cannot begin here",
        "over two\nlines  \nand a third\n===",
        "- item\n\n  its second paragraph",
        "[a]: https://example.org\n\nRead [a].",
        "*emphasis* at the start\n\n* * *\n\n_ _ _",
    ],
)
def test_blocks_are_told_as_the_parser_tells_them(markdown: str) -> None:
    assert words_of(markdown) == plain(markdown)
