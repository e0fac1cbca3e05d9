"""The body of a brief: where its stories and sections are found, also after an editor was there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.content.body import BodyError, join_body, split_body
from briefing.content.markdown import plain
from briefing.escape import escape_heading
from briefing.model import Part, Passage


def story(ident: str, title: str) -> Passage:
    return Passage(part=Part.STORY, id=ident, title=title)


def outline(body: str, *stories: Passage, title: str = "T") -> list[tuple[str, str, str, int, str]]:
    passages = split_body(body, stories, title=title)
    return [(passage.part.value, passage.id, passage.title, passage.level, passage.markdown) for passage in passages]


def test_sections_and_stories_are_found_by_their_headings() -> None:
    body = "Lead.\n\n## Money\n\nIntro.\n\n### A raises\n\nText.\n\n### B buys\n\nMore.\n"
    assert outline(body, story("a-raises", "A raises"), story("b-buys", "B buys")) == [
        ("text", "", "", 0, "Lead."),
        ("section", "money", "Money", 2, "Intro."),
        ("story", "a-raises", "A raises", 3, "Text."),
        ("story", "b-buys", "B buys", 3, "More."),
    ]


@pytest.mark.parametrize("heading", ["# T and U", "## **T** and U", "# t and u. #"])
def test_a_heading_that_repeats_the_title_of_the_only_story_is_left_out(heading: str) -> None:
    only = story("t", "T and U")
    assert outline(f"{heading}\n\nText.\n\n## More\n", only, title="T and U")[0][-1] == "Text.\n\n## More"
    assert outline(f"Text.\n\n{heading}\n\nMore.\n", only, title="T and U")[0][-1] == f"Text.\n\n{heading}\n\nMore."


@pytest.mark.parametrize("body", ["# T and V\n\nText.", "#T and U\n\nText.", "# T and U"])
def test_any_other_heading_stays(body: str) -> None:
    assert outline(body, story("t", "T and U"), title="T and U")[0][-1] == body


def test_a_section_may_have_the_name_of_its_first_story() -> None:
    body = "## Funding\n\n### Funding\n\nText.\n\n### Other\n\nMore.\n"
    assert [item[:2] for item in outline(body, story("funding", "Funding"), story("other", "Other"))] == [
        ("section", "funding-2"),
        ("story", "funding"),
        ("story", "other"),
    ]


def test_a_story_without_a_heading_begins_with_its_title() -> None:
    body = "## A\n\nText.\n\nAlso: B won. And C lost.\n\nLast.\n"
    assert outline(body, story("a", "A"), story("also", "Also: B won"))[1] == (
        *("story", "also", "Also: B won", 0),
        "Also: B won. And C lost.\n\nLast.",
    )


def test_a_heading_that_the_editor_rewrote_is_still_the_storys() -> None:
    body = "### A\n\nText.\n\n### B, but better\n\nMore.\n\n### C\n\nEnd.\n"
    assert [item[1:3] for item in outline(body, story("a", "A"), story("b", "B"), story("c", "C"))] == [
        ("a", "A"),
        ("b", "B, but better"),
        ("c", "C"),
    ]


def test_a_title_that_the_editor_rewrote_in_the_front_matter_stays() -> None:
    body = "### A\n\nText.\n\n### B\n\nMore.\n"
    assert [item[2] for item in outline(body, story("a", "Another A"), story("b", "B"))] == ["Another A", "B"]


def test_the_only_story_is_the_whole_body_and_has_the_briefs_title() -> None:
    body = "Text.\n\n## A subhead\n\nMore.\n"
    assert outline(body, story("t", "T")) == [("story", "t", "T", 0, body.strip())]
    assert outline(body, story("t", "Before the edit")) == [("story", "t", "T", 0, body.strip())]


def test_an_ambiguous_heading_is_not_guessed() -> None:
    body = "### A\n\nText.\n\n### X\n\nMore.\n\n### Y\n\nMore.\n"
    with pytest.raises(BodyError, match="story 'B' is not in the body") as caught:
        outline(body, story("a", "A"), story("b", "B"))
    assert caught.value.story == "b"


def test_a_part_keeps_the_link_definitions_that_it_uses() -> None:
    body = "### A\n\nSee [one][1].\n\n### B\n\nSee [two].\n\n[1]: https://example.org/1\n[two]: https://example.org/2\n"
    first, second = split_body(body, (story("a", "A"), story("b", "B")), title="T")
    assert first.markdown == "See [one][1].\n\n[1]: https://example.org/1"
    assert second.markdown.endswith("[two]: https://example.org/2")


def test_ten_thousand_equal_headings_are_told_apart() -> None:
    body = "### A\n\ntext\n\n" + "## Same\n\ntext\n\n" * 10_000 + "### B\n\ntext\n"
    passages = split_body(body, (story("a", "A"), story("b", "B")), title="T")
    assert passages[10_000].id == "same-10000"


_PIECES = st.sampled_from([*"ab1 #*_[]()<>\\`~!&;:/.-+|=é中", "&amp;", "](", "http://x.y", "<!--"])


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_an_escaped_heading_says_what_it_said(text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(f"### {escape_heading(text)}\n")
    assert tokens[0].type == "heading_open"
    assert len(tokens) == 3
    assert "".join(child.content for child in tokens[1].children or ()) == " ".join(text.split())


@given(
    st.lists(
        st.lists(_PIECES, min_size=1, max_size=9).map("".join).filter(str.strip), min_size=2, max_size=5, unique=True
    )
)
def test_titles_of_any_kind_are_found_again(titles: list[str]) -> None:
    titles = list(dict.fromkeys(plain(escape_heading(title)) for title in titles))
    stories = [
        Passage(part=Part.STORY, id=f"story-{number}", title=" ".join(title.split()), level=3, markdown="Text.")
        for number, title in enumerate(titles)
    ]
    assert split_body(join_body(stories), stories, title="Of the whole brief") == tuple(stories)
