"""Markdown as plain text and as HTML: weaving never changes the text, and nothing of a text becomes markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink

from briefing.content import commonmark
from briefing.content.markdown import plain, read, render
from briefing.content.weaving import Span

BLOCKS = st.sampled_from(
    [
        "One *two **three** four* `five` [six](https://example.org) seven.",
        "- item one\n- item *two*\n  - deep\n",
        "> quoted\n> twice\n",
        "| a | b |\n|---|---|\n| c *d* | e |",
        "Escaped \\*stars\\* & <b>tags</b> &amp; more.",
        "```\ncode <i>\n```",
        "## A heading",
        "![a picture](https://example.org/x.png) and after",
        "中文，标点。\nsecond line\\\nthird",
    ]
)
TEXTS = st.lists(BLOCKS, min_size=1, max_size=5).map("\n\n".join)


def text_of_html(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "\x00", page)).replace("\x00", "").split())


@st.composite
def spans(draw: st.DrawFn, length: int) -> list[Span]:
    pairs = draw(st.lists(st.tuples(st.integers(0, length), st.integers(0, length)), max_size=8))
    marks = [("<mark>", "</mark>", False), ("<a>", "</a>", True)]
    return [
        Span(start=min(pair), end=max(pair), open=opened, close=closed, link=link)
        for pair in pairs
        for opened, closed, link in [draw(st.sampled_from(marks))]
    ]


@settings(deadline=None)
@given(TEXTS, st.data())
def test_weaving_never_changes_the_text_and_nests(markdown: str, data: st.DataObject) -> None:
    woven = render(markdown, data.draw(spans(len(plain(markdown)))))
    assert text_of_html(woven) == text_of_html(render(markdown))
    assert_nested(woven)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_fragment_is_read_once_and_rendered_often(markdown: str, data: st.DataObject) -> None:
    fragment = read(markdown)
    first, second = (data.draw(spans(len(fragment.text))) for _ in range(2))
    pages = [render(fragment, first), render(fragment, second, below=3), render(fragment, first), render(fragment)]
    assert pages == [
        render(markdown, first),
        render(markdown, second, below=3),
        render(markdown, first),
        render(markdown),
    ]
    assert fragment == read(markdown)


@pytest.fixture(scope="module")
def untuned() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = commonmark.parser().validateLink  # type: ignore[method-assign]
    return parser


SNIPPETS = st.sampled_from(
    [
        *"*_`~[]()!<>&\\#-+=:|@$%^{}\"'. \n\t1a中",
        *(
            "**",
            "~~",
            "``",
            "```",
            "](",
            "](/x)",
            "](https://a.b/c?d=e)",
            "[a]",
            "\n[a]: /x\n",
            "<https://a.b>",
            "<a@b.c>",
        ),
        *("\n\n", "  \n", "\\\n", "- ", "> ", "    ", "\n|---|\n", "&amp;", "&#65;", "word "),
    ]
)


@settings(deadline=None, max_examples=400)
@given(st.one_of(TEXTS, st.lists(SNIPPETS, max_size=40).map("".join)))
def test_our_parser_reads_what_any_parser_of_commonmark_reads(untuned: MarkdownIt, markdown: str) -> None:
    assert commonmark.parser().parse(markdown) == untuned.parse(markdown)


@settings(deadline=None)
@given(st.from_regex(commonmark._NORMAL))
def test_an_address_that_is_left_alone_is_normal(url: str) -> None:
    assert commonmark.normal(url) == normalizeLink(url)


def assert_nested(page: str) -> None:
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)", page):
        if closing:
            assert opened.pop() == name
        elif name not in ("br", "hr"):
            assert not (name == "a" and "a" in opened)
            opened.append(name)
    assert not opened


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_span_wraps_its_very_words(markdown: str, data: st.DataObject) -> None:
    text = plain(markdown)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    woven = render(markdown, [Span(start=start, end=end, open="\ue000", close="\ue001")])
    wrapped = html.unescape("".join(re.findall("\ue000([^\ue001]*)\ue001", woven)))
    assert is_subsequence(wrapped, text[start:end])


def is_subsequence(part: str, whole: str) -> bool:
    """Code and the breaks between blocks are not wrapped; all else is."""
    rest = iter(whole)
    return all(char in rest for char in part)


def test_only_the_first_piece_of_a_span_has_its_id() -> None:
    woven = render("one *two* three", [Span(start=0, end=13, open="<mark>", close="</mark>", first="<mark id=f>")])
    assert woven == "<p><mark id=f>one </mark><em><mark>two</mark></em><mark> three</mark></p>\n"


def test_a_span_that_is_cut_has_its_id_too() -> None:
    """The id is an address of the page: it must be there however many spans were cut before."""
    outer = [Span(start=at, end=at + 4, open="<u>", close="</u>") for at in range(0, 30, 6)]
    cut = [Span(start=at + 2, end=at + 6, open="<i>", close="</i>", first=f"<i id=i{at}>") for at in range(0, 30, 6)]
    page = render("abcdef" * 5, [*outer, *cut])
    assert re.findall(r"<i id=i(\d+)>cd</i>", page) == ["0", "6", "12", "18", "24"]


def test_a_link_of_ours_is_left_out_within_a_link() -> None:
    span = Span(start=0, end=3, open="<a href=x>", close="</a>", link=True)
    assert render("[six](https://example.org)", [span]).count("<a ") == 1


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java&#10;script:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](data:text/html,<script>)",
        "[a](vbscript:x) [b](file:///etc/passwd) [c](blob:x)",
        "<javascript:alert(1)>",
        "![a](javascript:alert(1))",
        "[a]: javascript:alert(1)\n\n[a]",
        '[a](https://example.org "onclick=alert(1)\\" x")',
    ],
)
def test_nothing_of_a_text_acts(markdown: str) -> None:
    page = render(markdown)
    assert not re.search(r"<(?!/?(?:p|a|em|code)[ >])", page)
    assert not re.search(r'href="(?!https?:|mailto:)', page)
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', page))


@pytest.mark.parametrize(
    "href", ["https://example.org/a:b", "mailto:a@b.org", "../other/", "#story", "/a?b=c:d", "//h/x"]
)
def test_links_that_lead_somewhere_stay(href: str) -> None:
    assert f'href="{href}"' in render(f"[a]({href})")


def test_links_elsewhere_are_not_ours_to_recommend() -> None:
    assert 'rel="noopener noreferrer nofollow ugc"' in render("[a](https://example.org)")
    assert "rel=" not in render("[a](../other/)")


def test_a_picture_is_its_description() -> None:
    assert render("![a *chart*](https://example.org/x.png)") == "<p>a chart</p>\n"
