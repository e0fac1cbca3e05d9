"""The ledger: against a gold ledger of the three seeds, and rule by rule."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import FrontMatterError
from briefing.figures.edits import apply_edits, unused_edits
from briefing.figures.entities import idents
from briefing.figures.export import CSV_HEAD, to_csv, to_json
from briefing.figures.ledger import figures_of
from briefing.model import Change, Figure, Hedge, Kind, Mention
from briefing.tagging.matcher import Matcher
from briefing.tagging.spelling import tidy
from briefing.tagging.vocabulary import load_vocabulary

_ROOT = Path(__file__).parent.parent
_GOLD = _ROOT / "tests" / "data" / "ledger" / "gold.md"


@dataclass(frozen=True, slots=True)
class _Wanted:
    number: str
    value: str
    unit: str
    entities: tuple[str, ...]


def _gold() -> Iterator[tuple[str, str, list[_Wanted]]]:
    """Yield text, headline and wanted figures of each section of the gold ledger."""
    for section in _GOLD.read_text("utf-8").split("\n## ")[1:]:
        head, *rows = section.strip().splitlines()
        name, lines, *title = head.split(" ", 2)
        first, last = map(int, lines.split("-"))
        text = "\n".join((_ROOT / "seeds" / name).read_text("utf-8").split("\n")[first - 1 : last])
        headline = title[0] if title else ""
        if headline and tidy(text).startswith(headline):
            text = text[len(headline) :].lstrip(" :")
        cells = [[cell.strip() for cell in row.split(" | ")] for row in rows if row]
        yield text, headline, [_Wanted(a, b, "" if c == "-" else c, tuple(d.split())) for a, b, c, d in cells]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_vocabulary(_ROOT / "content" / "vocabulary"))


def _read(matcher: Matcher, text: str, title: str = "", story: str = "s") -> tuple[Figure, ...]:
    subject = idents(matcher.mentions(title))
    return figures_of(text, matcher.mentions(text), brief="b", story=story, subject=subject)


def _value(figure: Figure) -> str:
    return f"{figure.value}" if figure.low is None else f"{figure.low}..{figure.high}"


def _is(figure: Figure, wanted: _Wanted) -> bool:
    return (tidy(figure.number), _value(figure), figure.unit) == (wanted.number, wanted.value, wanted.unit)


def _about(figure: Figure, wanted: _Wanted) -> bool:
    if not figure.entity:
        return "-" in wanted.entities
    return any(f"{figure.entity[0]}-".startswith(f"{ident}-") for ident in wanted.entities)


def test_the_gold_ledger_is_met(matcher: Matcher) -> None:
    right = found = wanted = about = 0
    for text, title, gold in _gold():
        figures = _read(matcher, text, title)
        rest = list(gold)
        for figure in figures:
            match = next((row for row in rest if _is(figure, row)), None)
            if match:
                rest.remove(match)
                right += 1
                about += _about(figure, match)
        found += len(figures)
        wanted += len(gold)
    assert wanted >= 150
    assert right / wanted >= 0.97, f"recall {right}/{wanted}"
    assert right / found >= 0.97, f"precision {right}/{found}"
    assert about / right >= 0.90, f"entity {about}/{right}"


def _mention(text: str, surface: str, ident: str, kind: Kind = Kind.COMPANIES) -> Mention:
    start = text.index(surface)
    return Mention(kind=kind, id=ident, start=start, end=start + len(surface), surface=surface)


def _one(text: str, *mentions: Mention, **options: str) -> Figure:
    (figure,) = figures_of(text, mentions, brief="b", story="s", **options)  # type: ignore[arg-type]
    return figure


def test_a_figure_holds_its_exact_sentence() -> None:
    text = "First. The deal is worth $2 billion. Last."
    figure = _one(text)
    assert figure.quote == "The deal is worth $2 billion."
    assert text[figure.start : figure.end] == figure.quote
    assert text[figure.number_start : figure.number_end] == figure.number == "$2 billion"


def test_ids_outlast_a_rebuild_and_an_edit_elsewhere() -> None:
    before, after = _one("It has 500 users."), _one("New first sentence. It has 500 users.")
    assert before.id == after.id
    assert before.id != _one("It has 501 users.").id


def test_the_same_number_twice_has_two_ids() -> None:
    one, two = figures_of("It has 5 users and 5 users.", (), brief="b", story="s")
    assert one.id != two.id


@pytest.mark.parametrize(
    ("text", "names", "number", "expected"),
    [
        ("SpaceX (200 units) and Tesla (500 units) bought.", ("SpaceX", "Tesla"), "500", ("tesla",)),
        ("BMW and Walmart (100 units) came.", ("BMW", "Walmart"), "100", ("walmart", "bmw")),
        ("Acme has 120 k users, against 80 k on Globex.", ("Acme", "Globex"), "80 k", ("globex",)),
        ("Acme sold 5 k units while Globex sold 7 k units.", ("Acme", "Globex"), "7 k", ("globex",)),
        (
            "Acme, Globex and Duff ordered 9 k chips.",
            ("Acme", "Globex", "Duff"),
            "9 k",
            ("duff", "globex", "acme"),
        ),
    ],
)
def test_whom_a_number_is_about(text: str, names: tuple[str, ...], number: str, expected: tuple[str, ...]) -> None:
    mentions = [_mention(text, name, name.lower()) for name in names]
    figure = next(f for f in figures_of(text, mentions, brief="b", story="s") if f.number == number)
    assert figure.entity == tuple(f"companies/{ident}" for ident in expected)


def test_a_sentence_that_names_nobody_is_about_the_storys_subject() -> None:
    (figure,) = figures_of("It weighs 56 kg.", (), brief="b", story="s", subject=("products/optimus",))
    assert figure.entity == ("products/optimus",)


def test_who_reports_a_number_is_not_whom_it_is_about() -> None:
    text = "WIPO data shows 1,200 lawsuits."
    assert _one(text, _mention(text, "WIPO", "wipo", Kind.ORGANIZATIONS)).entity == ()


def test_a_number_in_a_name_is_no_figure() -> None:
    text = "Studio 500 chips sell."
    mention = _mention(text, "Studio 500", "studio-500", Kind.PRODUCTS)
    assert figures_of(text, (mention,), brief="b", story="s") == ()


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("It recorded 1 million model downloads.", "model downloads"),
        ("It has a 20 kg payload.", "payload"),
        ("Active developers: 120 k", "Active developers"),
        ("The ministry reported a market size of ¥12 billion.", "market size"),
        ("Training cost is projected at $1 billion.", "Training cost"),
        ("It generated over ¥100 million in revenue.", "revenue"),
    ],
)
def test_the_metric_is_in_the_words_of_the_text(text: str, metric: str) -> None:
    assert _one(text).metric == metric


def test_each_number_of_a_list_has_its_own_time() -> None:
    text = "It plans 5 k units in Q2 2026, 20 k in Q3, and 500 k in 2027, all told."
    figures = figures_of(text, (), brief="b", story="s")
    assert [figure.period for figure in figures] == ["Q2 2026", "Q3", "2027"]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("A leak revealed a 20-page report.", Hedge.LEAK),
        ("The model will contain 32 trillion parameters.", Hedge.PLAN),
        ("It has an estimated price of $180.", Hedge.ESTIMATE),
        ("The deal was reportedly worth $5 million.", Hedge.CLAIM),
        ("The deal was worth $5 million.", Hedge.NONE),
        ("据爆料，容量为 5 GW。", Hedge.LEAK),
    ],
)
def test_the_hedge_says_how_sure_the_text_is(text: str, hedge: Hedge) -> None:
    assert _one(text).hedge is hedge


def test_a_comparison_names_the_other_side() -> None:
    text = "It has 120 k users (vs. 80 k on Globex)."
    figure, baseline = figures_of(text, (), brief="b", story="s")
    assert (figure.compared_to, figure.compared_value) == ("80 k on Globex", Decimal(80_000))
    assert baseline.baseline
    assert baseline.metric == figure.metric


def test_json_has_the_fields_of_the_contract() -> None:
    figure, _ = figures_of("It has 120.5 k users (vs. 80 k on Globex).", (), brief="b", story="s")
    record = json.loads(json.dumps(to_json(figure)))
    assert record | {"id": ""} == {
        "id": "", "brief": "b", "story": "s", "quote": "It has 120.5 k users (vs. 80 k on Globex).",
        "number": "120.5 k",
        "entity": [], "metric": "users", "value": 120500, "low": None, "high": None, "unit": "users", "currency": "",
        "bound": "", "change": "level", "compared_to": "80 k on Globex", "compared_value": 80000, "baseline": False,
        "period": "", "hedge": "none",
    }  # fmt: skip


@pytest.mark.parametrize("sign", ["=1+1", "@SUM(A1)", "+cmd", "-2 users", "\t=1"])
def test_a_table_runs_nothing(sign: str) -> None:
    figure = _one("It has 500 users.")
    changed = apply_edits([figure], {"fix": [{"quote": "500", "metric": sign}]})
    cells = next(row for row in csv.DictReader(io.StringIO(CSV_HEAD + to_csv(map(to_json, changed)))))
    assert cells["metric"][0] not in "=+-@\t"
    assert cells["value"] == "500"


def test_an_editor_hides_a_figure() -> None:
    figures = figures_of("It has 500 users and 20 chips.", (), brief="b", story="s")
    assert [f.number for f in apply_edits(figures, {"hide": ["500 users"]})] == ["20"]
    assert apply_edits(figures, {"hide": [figures[0].quote]}) == ()


def test_an_editor_corrects_a_figure() -> None:
    figures = figures_of("Accuracy rose from 90.2 % to 93.8 % (+3.6 %).", (), brief="b", story="s")
    *same, fixed = apply_edits(figures, {"fix": [{"quote": "(+3.6 %)", "value": 3.6, "unit": "pp"}]})
    assert tuple(same) == figures[:2]
    assert (fixed.value, fixed.unit, fixed.change) == (Decimal("3.6"), "pp", Change.DELTA)


def test_an_edit_that_names_nothing_is_reported() -> None:
    figures = figures_of("It has 500 users.", (), brief="b", story="s")
    assert unused_edits(figures, {"hide": ["500 users", "600 users"]}) == ("600 users",)


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ({"hide": "500"}, "figures: a list is wanted"),
        ({"hide": [5]}, "figures: a list of texts is wanted"),
        ({"fix": [{"value": 5}]}, "figures: a fix needs a quote"),
        ({"fix": [{"quote": "500", "value": "many"}]}, "figures: 'many' is no number"),
        ({"fix": [{"quote": "500", "value": 1e400}]}, "figures: 'inf' is no number"),
        ({"fix": [{"quote": "500", "colour": "red"}]}, "figures: a fix cannot set 'colour' to 'red'"),
    ],
)
def test_an_edit_that_cannot_be_understood_is_refused(edits: dict[str, object], message: str) -> None:
    figures = figures_of("It has 500 users.", (), brief="b", story="s")
    with pytest.raises(FrontMatterError) as caught:
        apply_edits(figures, edits, path="content/briefs/a.md")
    assert caught.value.message == message


@given(st.text(max_size=300))
def test_quotes_are_exact_whatever_the_text(text: str) -> None:
    for figure in figures_of(text, (), brief="b", story="s"):
        assert text[figure.start : figure.end] == figure.quote
        assert text[figure.number_start : figure.number_end] == figure.number
        assert figure.start <= figure.number_start
