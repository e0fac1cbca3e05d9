"""Topics: the evidence of keywords and things named, and what stories vote for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Keyword, Kind, Mention, Term, Vocabulary
from briefing.tagging.topics import TopicModel, TopicScore, choose, vote
from briefing.tagging.vocabulary import load_vocabulary

ROOT = Path(__file__).parent.parent


def topic(ident: str, **weights: int) -> Term:
    keywords = tuple(Keyword(text=text.replace("_", " "), weight=weight) for text, weight in weights.items())
    return Term(kind=Kind.TOPICS, id=ident, name=ident, keywords=keywords)


GPT = Term(kind=Kind.PRODUCTS, id="gpt", name="GPT", category="model-family")
TOPICS = (
    topic("chips", GPU=5, chip=3, 芯片=4),
    topic("agents", AI_agent=5, agent=2),
    topic("model-releases", preview=2),
)
MODEL = TopicModel(
    Vocabulary(terms={Kind.TOPICS: {term.id: term for term in TOPICS}, Kind.PRODUCTS: {GPT.id: GPT}}),
)


def points(text: str, title: str = "", *mentions: Mention) -> dict[str, float]:
    whole = f"{title}\n{text}" if title else text
    return {score.id: score.points for score in MODEL.scores(whole, len(title), mentions)}


def score(ident: str, amount: float) -> TopicScore:
    return TopicScore(id=ident, points=amount, keywords=())


def test_whole_words_count_plurals_too() -> None:
    assert points("GPUs") == points("GPU")
    assert points("XGPU GPUX") == {}


def test_chinese_needs_no_boundary() -> None:
    assert set(points("国产芯片发布")) == {"chips"}


def test_the_title_counts_more_than_the_body() -> None:
    assert points("Nothing.", "GPU")["chips"] > points("GPU")["chips"]


def test_repetition_counts_ever_less() -> None:
    once, twice, thrice = (points(" GPU" * times)["chips"] for times in (1, 2, 3))
    assert once < twice < thrice < 2 * once


def test_of_keywords_in_each_other_the_longest_counts() -> None:
    (found,) = MODEL.scores("An AI agent.", 0)
    assert [word for word, _ in found.keywords] == ["ai agent"]


def test_a_model_beside_a_word_of_release_speaks_for_a_release() -> None:
    mention = Mention(kind=Kind.PRODUCTS, id="gpt-6", start=16, end=21, surface="GPT-6", parent="gpt")
    released = points("OpenAI launches GPT-6 today.", "", mention)["model-releases"]
    assert released > points("OpenAI likes it GPT-6 today.", "", mention)["model-releases"]


def test_choosing_stops_at_a_share_of_the_strongest() -> None:
    scores = [score("a", 10), score("b", 5), score("c", 1)]
    assert choose(scores, share=0.4) == ("a", "b")
    assert choose(scores, limit=1, share=0.1) == ("a",)
    assert choose([]) == ()


def test_every_story_has_one_vote_however_long_it_is() -> None:
    stories = [[score("chips", 1000)], [score("agents", 30)], [score("agents", 40)]]
    assert [each.id for each in vote(stories)] == ["agents", "chips"]
    assert vote([[], [score("chips", 0.1)]])[0].points < 0.01


@given(st.text(alphabet=st.sampled_from("GPU chip agent芯片 .\n"), max_size=80), st.integers(0, 80))
def test_scores_are_ordered_and_add_up(text: str, title_chars: int) -> None:
    scores = MODEL.scores(text, title_chars)
    assert scores == tuple(sorted(scores, key=lambda one: (-one.points, one.id)))
    assert all(one.points == pytest.approx(sum(amount for _, amount in one.keywords)) for one in scores)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme raises $20 million Series A led by Fund to build humanoid robots.", {"funding", "robotics"}),
        ("A judge ruled in the copyright lawsuit that authors brought.", {"legal"}),
        ("Hackers exploited a zero-day vulnerability to spread ransomware.", {"security"}),
        ("The CEO stepped down after layoffs of 200 employees.", {"talent"}),
        ("NASA astronauts will land on the moon with a new spacecraft.", {"science"}),
        ("美国商务部收紧出口管制，限制先进芯片对华销售。", {"geopolitics", "chips"}),
    ],
)
def test_the_project_s_own_topics(text: str, expected: set[str]) -> None:
    model = TopicModel(load_vocabulary(ROOT / "content/vocabulary"))
    assert set(choose(model.scores(text, 0))) == expected


def test_without_topics_nothing_is_about_anything() -> None:
    assert TopicModel(Vocabulary(terms={})).scores("GPU", 0) == ()
