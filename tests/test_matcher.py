"""Names in texts: the cases of tests/data/tags.md, and what holds for every text."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Kind, Mention, Term, Vocabulary
from briefing.tagging.matcher import Matcher
from briefing.tagging.vocabulary import load_vocabulary

ROOT = Path(__file__).parent.parent
CASES = re.split(r"^## ", (ROOT / "tests/data/tags.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
EXPECTED = re.compile(r"^- (\w+)/(\S+) `(.+?)`(?: < (\S+))?$", re.MULTILINE)

APPLE = Term(kind=Kind.COMPANIES, id="apple", name="Apple", ambiguous=("Apple",), context=("iPhone",))
OPENAI = Term(kind=Kind.COMPANIES, id="openai", name="OpenAI", aliases=("Open AI", "开放AI"))
GPT = Term(
    kind=Kind.PRODUCTS, id="gpt", name="GPT", category="model-family", owner="openai", pattern=r"GPT[-\s]?\d(?:\.\d)?"
)
CHINA = Term(kind=Kind.REGIONS, id="china", name="China", aliases=("中国", "中"), ambiguous=("中",), category="country")
SHENZHEN = Term(kind=Kind.REGIONS, id="guangdong", name="Guangdong", category="region", parent="china")
TERMS = (APPLE, OPENAI, GPT, CHINA, SHENZHEN)


def vocabulary(*terms: Term) -> Vocabulary:
    return Vocabulary(terms={kind: {term.id: term for term in terms if term.kind is kind} for kind in Kind})


SMALL = Matcher(vocabulary(*TERMS))
PIECES = [
    "Apple",
    "iPhone",
    "OpenAI",
    "open-ai",
    "GPT-4",
    "gpt 5.2",
    "中国",
    "中",
    "China",
    "Guangdong",
    "İ",
    "ﬃ",
    "’s",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=12).map("".join)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_vocabulary(ROOT / "content/vocabulary"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.split("\n")[0])
def test_names_are_found(matcher: Matcher, case: str) -> None:
    text = re.split(r"^- ", case.partition("\n")[2], flags=re.MULTILINE)[0].strip()
    expected = [(kind, ident, surface, parent) for kind, ident, surface, parent in EXPECTED.findall(case)]
    assert [(m.kind.value, m.id, m.surface, m.parent) for m in matcher.mentions(text)] == expected


@given(TEXTS)
def test_mentions_stand_where_they_say(text: str) -> None:
    mentions = SMALL.mentions(text)
    assert all(text[mention.start : mention.end] == mention.surface for mention in mentions)
    assert all(one.end <= next_one.start for one, next_one in itertools.pairwise(mentions))


@given(TEXTS, st.permutations(TERMS))
def test_the_order_of_terms_is_irrelevant(text: str, terms: list[Term]) -> None:
    assert Matcher(vocabulary(*terms)).find(text) == SMALL.find(text)


@given(TEXTS)
def test_what_is_left_alone_is_said(text: str) -> None:
    found = SMALL.find(text)
    assert found == SMALL.find(text)
    left = {each.surface for each in found.ambiguities} - {"中"}  # the one name that each place decides alone
    assert not left & {mention.surface for mention in found.mentions}


def test_a_version_has_its_family_as_parent() -> None:
    assert SMALL.mentions("GPT-4.1") == (
        Mention(kind=Kind.PRODUCTS, id="gpt-4-1", start=0, end=7, surface="GPT-4.1", parent="gpt"),
    )


def test_an_ambiguous_name_names_its_candidates() -> None:
    (left,) = SMALL.ambiguities("Apple pie.\nApple pie again.")
    assert (left.surface, left.candidates) == ("Apple", ("companies/apple",))
    assert "pie" in left.snippet


def test_two_terms_of_one_spelling_need_context() -> None:
    orchard = APPLE._replace(id="apple-farms", context=("orchard",))
    both = Matcher(vocabulary(APPLE, orchard))
    assert [mention.id for mention in both.mentions("The orchard sold Apple cider.")] == ["apple-farms"]
    assert both.mentions("Apple, well.") == ()


def test_a_vocabulary_without_terms_finds_nothing() -> None:
    assert Matcher(Vocabulary(terms={})).find("OpenAI").mentions == ()


def test_an_evil_text_takes_no_time() -> None:
    evil = "GPT-" * 20000 + "a." * 20000 + "中" * 20000 + "'s, and " * 5000
    assert len(SMALL.mentions(evil)) < len(evil)
