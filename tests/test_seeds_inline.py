"""Inline Markdown of a seed: what stays markup, what is text, and that no text becomes markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.seeds.inline import parse_inline
from briefing.seeds.writing import start

CASES = [
    ("a [link](https://a.example/b) here", "a [link](https://a.example/b) here", "a link here"),
    ("[x](javascript:alert(1))", "x", "x"),
    ("[x](/relative)", "x", "x"),
    ("see https://a.example/b_c. And", "see <https://a.example/b_c>. And", "see https://a.example/b_c. And"),
    ("**bold** and _it_", "**bold** and *it*", "bold and it"),
    ("2*3*4 and snake_case", r"2\*3\*4 and snake_case", "2*3*4 and snake_case"),
    ("**“x”**的", "“x”的", "“x”的"),
    ("![alt](https://a.example/i.png) text", "text", "text"),
    ("[![alt](i.png)](https://a.example/)", "", ""),
    ("<b>b</b><br>c <script>d", "b c d", "b c d"),
    ("a &amp; b &lt;i&gt;", r"a & b \<i>", "a & b <i>"),
    ("List<String> x", r"List\<String> x", "List<String> x"),
    ("`code <b>` stays", "`code <b>` stays", "code <b> stays"),
    ("Wow! [x](https://a.example)", "Wow! [x](https://a.example)", "Wow! x"),
    ("a [b [c] d](https://a.example) e", "a [b [c] d](https://a.example) e", "a b [c] d e"),
]


@pytest.mark.parametrize(("source", "markdown", "plain"), CASES)
def test_inline(source: str, markdown: str, plain: str) -> None:
    inline = parse_inline(source)
    assert (inline.markdown, inline.plain) == (markdown, plain)


PIECES = st.lists(
    st.sampled_from(
        [
            "*",
            "**",
            "_",
            "`",
            "``",
            "[",
            "]",
            "](https://a.example/x)",
            "![",
            "<",
            ">",
            "<b>",
            "</b>",
            "&amp;",
            "&",
            "\\",
            "~~",
            "!",
            "a",
            "B",
            " ",
            "字",
            ".",
            "https://b.example/c_d",
            "#",
            "-",
            "|",
            "1. ",
            "\u200b",
            "(",
            ")",
        ]
    )
).map("".join)


@given(PIECES | st.text())
def test_reading_what_was_written_changes_nothing(source: str) -> None:
    once = parse_inline(source)
    twice = parse_inline(once.markdown)
    assert (twice.markdown, twice.plain) == (once.markdown, once.plain)


@given(PIECES | st.text())
def test_markdown_shows_the_plain_text(source: str) -> None:
    inline = parse_inline(source)
    html = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).parse(start(inline.markdown))
    shown = "".join(
        child.content
        for token in html
        for child in token.children or ()
        if child.type in ("text", "code_inline", "text_special")
    )
    assert "".join(shown.split()) == "".join(inline.plain.split())


@pytest.mark.parametrize(
    "bait", ["[", "![", "](a", "*", "_a ", "`", "``` `` `", "[a](", "<a ", "&a", "**a ", "[[a](b)", "<!--", ']("a']
)
def test_tokens_grow_with_the_text_and_no_faster(bait: str) -> None:
    """A text of bait is read in one pass: what is written is never longer than a small multiple of it."""
    inline = parse_inline(bait * 5000)
    assert len(inline.markdown) <= 4 * 5000 * len(bait) + 100
