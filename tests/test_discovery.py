"""Names that nobody listed: what a text's evidence makes of them, case by case (tests/data/discovery.md), and laws."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Kind, Mention, Suggestion
from briefing.slugs import slugify
from briefing.tagging.chinese import CHINESE_RULES
from briefing.tagging.discovery import discover, discover_all
from briefing.tagging.evidence import RULES


@dataclass(frozen=True)
class Case:
    title: str
    text: str
    fields: dict[str, frozenset[str]]

    def __str__(self) -> str:
        return self.title

    @property
    def lang(self) -> str:
        return next(iter(self.fields.get("lang", ["en"])))


def _read_cases() -> list[Case]:
    whole = (Path(__file__).parent / "data" / "discovery.md").read_text("utf-8")
    cases = []
    for part in whole.split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        text = "\n".join(line.removeprefix(">").strip() for line in rest.splitlines() if line.startswith(">"))
        fields = {
            name: frozenset(re.split(r", (?=\w+/)", values))
            for name, values in re.findall(r"^(adopted|suggested|known|lang): (.*)$", rest, re.MULTILINE)
        }
        cases.append(Case(title=title, text=text, fields=fields))
    return cases


CASES = _read_cases()


def _known(case: Case) -> tuple[Mention, ...]:
    """Every place in the text of what the case calls known."""
    mentions = []
    for place in case.fields.get("known", ()):
        kind, _, name = place.partition("/")
        for match in re.finditer(re.escape(name), case.text):
            start, end = match.span()
            mentions.append(Mention(kind=Kind(kind), id=slugify(name), start=start, end=end, surface=name))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _places(suggestions: tuple[Suggestion, ...], *, adopted: bool) -> set[str]:
    return {f"{one.kind}/{one.name}" for one in suggestions if one.adopted is adopted}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    found = discover(case.text, _known(case), case.lang)
    assert _places(found, adopted=True) == case.fields.get("adopted", frozenset())
    assert _places(found, adopted=False) >= case.fields.get("suggested", frozenset())
    if not case.fields.keys() & {"adopted", "suggested"}:
        assert found == ()


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 150
    assert len({case.title for case in CASES}) == len(CASES)


# ----------------------------------------------------------------------------------------- the laws


def test_evidence_of_one_passage_holds_for_the_others() -> None:
    passages = (("Lumora, a startup, opened.", ()), ("The boss of Lumora left. Lumora sank.", ()), ("Nothing.", ()))
    first, second, third = discover_all(passages, "en")
    assert [(one.name, one.count, one.adopted) for one in first] == [("Lumora", 1, True)]
    assert [(one.name, one.count, one.adopted) for one in second] == [("Lumora", 2, True)]
    assert "boss of Lumora" in second[0].snippet
    assert third == ()


def test_mentions_of_a_passage_keep_their_places() -> None:
    known = Mention(kind=Kind.COMPANIES, id="okera", start=0, end=5, surface="Okera")
    found = discover_all((("Some words first.", ()), ("Okera acquired Lumora.", (known,))), "en")
    assert [[one.name for one in passage] for passage in found] == [[], ["Lumora"]]


def test_a_suggestion_says_why() -> None:
    (found,) = discover("The move follows a bid by medical imaging startup Pelvium last month.", (), "en")
    assert found.evidence == "named as a company"
    assert found.id == "pelvium"
    assert found.snippet == "The move follows a bid by medical imaging startup Pelvium last month."


def test_short_forms_are_counted() -> None:
    text = "“It is late,” said Fiona McTavish. McTavish left. Fiona came back."
    (found,) = discover(text, (), "en")
    assert (found.name, found.count) == ("Fiona McTavish", 3)


def test_every_rule_has_a_name_of_its_own_within_its_kind() -> None:
    for rules in (RULES, CHINESE_RULES):
        assert len({(rule.kind, rule.name) for rule in rules}) == len(rules)


@pytest.mark.parametrize("mark", ["\ue000", "\ue001", "\ue010", "\ue014"])
def test_marks_in_a_text_are_no_names(mark: str) -> None:
    assert discover(f"{mark} acquired {mark}, a startup, led by {mark} and {mark}.", (), "en") == ()


@pytest.mark.parametrize(
    "piece",
    ["A ", "a ", "Acme, a ", "very, ", "Acme and ", "of ", "Ministry of ", "said ", "·", "张", "首席执行官", "由"],
)
def test_long_repetitions_are_read(piece: str) -> None:
    found = discover(piece * 4000, (), "zh")
    assert all(one.count <= 4000 for one in found)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([word for case in CASES for word in case.text.split()]), max_size=60))
def test_names_stand_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for found in discover(text, (), "en"):
        assert found.count >= 1
        assert found.snippet in " ".join(text.split())
        assert slugify(found.name) == found.id
