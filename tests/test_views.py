"""What templates see: excerpts, reading times, dates."""

from __future__ import annotations

import pytest
from press import library_of, make_brief, make_story

from briefing.site.views import Views, excerpt

ABBREVIATIONS = "Cases of the U.S. courts: Nvidia vs. Huawei, Meta Inc. and No. 5 on the list, with more"
SENTENCE = "The quick brown fox jumped over the lazy dog. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        (SENTENCE * 3, (SENTENCE * 2).strip()),
        (f"{ABBREVIATIONS} immeasurably-long-words-here", f"{ABBREVIATIONS}…"),
        ("一二三四五六七八九十。" * 20, "一二三四五六七八九十。" * 9),
        ("x" * 200, "x" * 100 + "…"),
        ("word " * 40, "word " * 19 + "word…"),
    ],
)
def test_an_excerpt_ends_with_a_sentence_or_says_that_it_does_not(text: str, expected: str) -> None:
    assert excerpt(text, 100) == expected


def test_an_opening_passes_over_a_label_and_says_more_than_a_line() -> None:
    texts = {"theverge.com\n\nA robot was shown.": "A robot was shown.", "First.\n\nSecond.": "First. Second."}
    for markdown, expected in texts.items():
        library = library_of(make_brief("a", make_story("one", text=markdown)))
        assert library.stories[0].gist.opening == expected


@pytest.mark.parametrize(("text", "minutes"), [("", 1), ("word " * 460, 2), ("字" * 1200, 3)])
def test_reading_takes_a_minute_at_least_and_counts_signs_of_chinese(text: str, minutes: int) -> None:
    brief = make_brief("a", make_story("one", text=text))
    assert Views(library_of(brief)).minutes(brief) == minutes
