"""Markdown that is read without a parser: it is what the parser reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.content import glance
from briefing.content.markdown import Fragment, parsed, read, render
from briefing.content.weaving import Words

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
def test_what_is_read_at_a_glance_is_what_the_parser_reads(markdown: str) -> None:
    assert_same(read(markdown), parsed(markdown))


def assert_same(one: Fragment, other: Fragment) -> None:
    """They have the same words in the same markup, whatever their pieces."""
    assert render(one) == render(other)
    assert (one.text, one.levels, words(one)) == (other.text, other.levels, words(other))


def words(fragment: Fragment) -> list[Words]:
    return [piece for piece in fragment.pieces if isinstance(piece, Words)]


@pytest.mark.parametrize(
    ("markdown", "seen"),
    [
        ("A paragraph.\n\nAnother **with** a [link](https://example.org).", True),
        ("- one\n- **two:** 3\n\n1. first\n9. second", True),
        ("# one\n## two\n\n# three", True),
        ("- a list\n- that goes\n\n- on", False),
        ("3. a list from the third\n4. on", False),
        ("- a\n2. no item of an ordered list\n- b", False),
        ("1. a\n2) another list, which cannot begin here", False),
        ("over two\nlines  \nand a third\n===", False),
        ("- item\n\n  its second paragraph", False),
        ("[a]: https://example.org\n\nRead [a].", False),
        ("*emphasis* at the start\n\n* * *\n\n_ _ _", False),
        ("", False),
    ],
)
def test_blocks_are_told_as_the_parser_tells_them(markdown: str, seen: bool) -> None:
    assert (glance.blocks_of(markdown) is not None) == seen
    assert_same(read(markdown), parsed(markdown))
