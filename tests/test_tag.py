"""From documents to briefs: tags of stories, their union, their order, their reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from briefing.model import Basis, Document, Form, Kind, Part, Passage, Seed, Source, Tagged, Vocabulary
from briefing.tagging.tag import Tagger
from briefing.tagging.vocabulary import load_vocabulary

ROOT = Path(__file__).parent.parent
SEED = Seed(path=PurePosixPath("a/b.txt"), sha256="00", form=Form.TEXT, lines=(), chars=0)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(ROOT / "content/vocabulary")


@pytest.fixture(scope="module")
def tagger(vocabulary: Vocabulary) -> Tagger:
    return Tagger(vocabulary)


def document(*stories: tuple[str, str], title: str = "The week", source: Source | None = None) -> Document:
    passages = tuple(
        Passage(part=Part.STORY, id=f"s{number}", title=head, level=2, markdown=text)
        for number, (head, text) in enumerate(stories)
    )
    return Document(
        seed=SEED,
        title=title,
        title_basis=Basis.STATED,
        date=dt.date(2026, 3, 28),
        date_basis=Basis.STATED,
        lang="en",
        summary="A week.",
        source=source or Source(),
        passages=passages,
        lines=(),
    )


CHIPS = ("Nvidia unveils a chip", "The **GPU** of [Nvidia](https://example.org) rivals AMD's in Japan.")
MODELS = ("Google releases Gemini 3.0", "The model beats Grok, says Sundar Pichai.")


def companies(tagged: Tagged) -> tuple[str, ...]:
    return tagged.brief.tags.companies


def test_a_story_has_the_tags_of_its_own_text(tagger: Tagger) -> None:
    chips, models = tagger.tag(document(CHIPS, MODELS)).brief.passages
    assert chips.tags.companies == ("nvidia", "amd")
    assert chips.tags.regions == ("japan",)
    assert "chips" in chips.tags.topics
    assert models.tags.people == ("sundar-pichai",)
    assert models.tags.topics[0] == "model-releases"


def test_a_brief_has_the_union_most_prominent_first(tagger: Tagger) -> None:
    tags = tagger.tag(document(CHIPS, MODELS)).brief.tags
    assert tags.companies[:2] == ("nvidia", "google")
    assert set(tags.companies) == {"nvidia", "amd", "google", "xai"}
    assert {"chips", "model-releases"} <= set(tags.topics)


def test_a_product_implies_its_maker(tagger: Tagger) -> None:
    assert companies(tagger.tag(document(("News", "Users of Grok complain.")))) == ("xai",)


def test_a_maker_is_not_implied_beside_its_parent(tagger: Tagger) -> None:
    assert companies(tagger.tag(document(("News", "Google’s Project Astra can see.")))) == ("google",)


def test_a_version_carries_its_family(tagger: Tagger) -> None:
    assert tagger.tag(document(MODELS)).brief.tags.products == ("gemini-3-0", "grok", "gemini")


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("The US Air Force tests drones.", ("united-states",)),
        ("美国商务部发布通知。", ("united-states",)),
        ("Boston University opened.", ()),
    ],
)
def test_a_body_named_for_its_country_names_it(tagger: Tagger, text: str, regions: tuple[str, ...]) -> None:
    assert tagger.tag(document(("News", text))).brief.tags.regions == regions


def test_the_author_is_not_the_subject(tagger: Tagger) -> None:
    story = ("News", "Steven Levy asks Sam Altman.")
    assert tagger.tag(document(story, source=Source(author="Sam Altman"))).brief.tags.people == ("steven-levy",)


def test_who_signs_a_post_is_a_subject_only_where_the_text_says_more(tagger: Tagger) -> None:
    post = "> Models are free now.\n>\n> — @sama May 1, 2026"
    assert tagger.tag(document(("News", post))).brief.tags.people == ()
    said = tagger.tag(document(("News", f"Sam Altman posted on Friday.\n\n{post}")))
    assert said.brief.tags.people == ("sam-altman",)


def test_a_discovered_name_is_a_tag_in_every_story_that_has_it(tagger: Tagger) -> None:
    story = ("Sale", "Lumora, a Boston-based maker of laser scanners, was sold.")
    tagged = tagger.tag(document(story, ("Later", "The price of Lumora is secret.")))
    assert [passage.tags.companies for passage in tagged.brief.passages] == [("lumora",), ("lumora",)]
    (suggestion,) = tagged.suggestions
    assert (suggestion.kind, suggestion.name, suggestion.count) == (Kind.COMPANIES, "Lumora", 2)


def test_a_dismissed_name_is_never_seen_again(vocabulary: Vocabulary) -> None:
    deaf = Tagger(replace(vocabulary, dismissed=frozenset({"lumora"})))
    tagged = deaf.tag(document(("Sale", "Lumora, a Boston-based maker of laser scanners, was sold.")))
    assert (companies(tagged), tagged.suggestions) == ((), ())


def test_what_is_uncertain_is_left_alone_and_said(tagger: Tagger) -> None:
    tagged = tagger.tag(document(("Pie", "Apple pie for all.")))
    assert companies(tagged) == ()
    assert [left.surface for left in tagged.ambiguities] == ["Apple"]


def test_the_facts_of_the_document_go_through(tagger: Tagger) -> None:
    brief = tagger.tag(document(CHIPS, title="What’s new? Chips!")).brief
    assert (brief.slug, brief.title, brief.seed_file) == ("whats-new-chips", "What’s new? Chips!", "seeds/a/b.txt")
    assert [passage.markdown for passage in brief.passages] == [CHIPS[1]]


def test_tagging_is_a_function_of_the_document(tagger: Tagger, vocabulary: Vocabulary) -> None:
    assert tagger.tag(document(CHIPS, MODELS)) == Tagger(vocabulary).tag(document(CHIPS, MODELS))


def test_explaining_names_every_tag_and_its_reason(tagger: Tagger) -> None:
    said = tagger.explain(document(CHIPS, MODELS))
    for passage in tagger.tag(document(CHIPS, MODELS)).brief.passages:
        assert all(f"{kind}/{ident}:" in said for kind, ident in passage.tags)
    assert "companies/xai: owner of a product that is named" in said
    assert "topics/chips: " in said


def test_an_empty_story_has_no_tags(tagger: Tagger) -> None:
    assert list(tagger.tag(document(("", ""))).brief.tags) == []
