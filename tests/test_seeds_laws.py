"""What holds of every capture, whatever is in it."""

from __future__ import annotations

from captures import markdown_of, seed_of
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Fate, Form, Part
from briefing.seeds.normalize import normalize
from briefing.seeds.traits import key

SENTENCES = (
    "The harbour of Ostwick opened a new quay on Monday, and twelve ships came in before noon.",
    "Engineers from Calder measured the tide for three years before the first stone was laid.",
    "A second quay should follow in 2028 if the council finds the missing 40 million euros.",
    "Fishermen fear that the larger ships will drive the herring out of the bay for good.",
    "The old lighthouse stays, because nobody could agree on who should take it down.",
    "Tugs from Brennan Marine will tow the largest vessels, the company said in a statement.",
    "港口管理局表示，新码头每年可以停靠三百艘货船，二期工程明年开工。",
    "Insurance for the project was placed in Zurich, where three houses share the risk.",
)
FURNITURE = (
    "Skip to content",
    "Share this:",
    "Facebook",
    "12 Comments",
    "Advertisement",
    "Sign up for our newsletter",
    "© 2026 Ostwick Post. All rights reserved.",
    "[Privacy policy](https://ostwick.example/privacy)",
    "{% include ad.html %}",
    "![](https://ostwick.example/a.png)",
    "Related",
    "责任编辑：王明",
)
TITLE = "# Ostwick opens a quay"


texts = st.lists(
    st.sampled_from(
        [*SENTENCES, *FURNITURE, "", "## A head of its own", "- an item", "> said", "| a | b |", "---", "```"]
    )
).map("\n".join)
anything = st.text(max_size=400) | texts
articles = st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=8, unique=True)


@given(anything)
def test_every_line_has_one_account(text: str) -> None:
    seed = seed_of(text)
    document = normalize(seed)
    assert [(line.number, line.text) for line in document.lines] == [(line.number, line.text) for line in seed.lines]
    for line in document.lines:
        assert (line.fate is Fate.MERGED) == (line.into > 0)
        assert line.fate is not Fate.DROPPED or len(line.rules) == 1


@given(anything)
def test_the_same_seed_gives_the_same_document(text: str) -> None:
    assert normalize(seed_of(text)) == normalize(seed_of(text))


@given(anything)
def test_there_is_a_title_and_a_story_with_its_own_anchor(text: str) -> None:
    document = normalize(seed_of(text))
    anchors = [passage.id for passage in document.passages if passage.part is not Part.TEXT]
    assert document.title
    assert any(passage.part is Part.STORY for passage in document.passages)
    assert all(anchors)
    assert len(set(anchors)) == len(anchors)
    assert len(document.summary) <= 300


@given(articles, st.lists(st.sampled_from(FURNITURE), max_size=5), st.lists(st.sampled_from(FURNITURE), max_size=5))
def test_the_words_of_an_article_survive_in_order(sentences: list[str], over: list[str], under: list[str]) -> None:
    document = normalize(seed_of("\n\n".join([*over, TITLE, *sentences, *under])))
    body = key("".join(passage.title * bool(passage.level) + passage.markdown for passage in document.passages))
    assert key("".join(sentences)) in body


@given(articles, st.lists(st.sampled_from(FURNITURE), max_size=5), st.lists(st.sampled_from(FURNITURE), max_size=5))
def test_normalizing_a_normalized_text_changes_nothing(sentences: list[str], over: list[str], under: list[str]) -> None:
    once = normalize(seed_of("\n\n".join([*over, TITLE, *sentences, *under])))
    twice = normalize(seed_of(markdown_of(once), Form.MARKDOWN))
    assert (twice.title, twice.passages, twice.summary) == (once.title, once.passages, once.summary)


@settings(max_examples=30)
@given(
    st.sampled_from([*"#-*>|`[]()_\n 1.a字", "](", "![", "- ", "1. ", "\n\n", "a b ", "<b>", "> "]), st.integers(1, 40)
)
def test_what_is_written_grows_with_what_is_read(bait: str, times: int) -> None:
    """No bait makes the text explode."""
    document = normalize(seed_of(bait * times))
    assert sum(len(passage.markdown) for passage in document.passages) <= 8 * len(bait) * times + 200
