"""Figures on the pages: marked sentences, tables, the ledger, comparisons, the editor's last word."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html
from press import NVIDIA, OPENAI, data_of, feeds_of, library_of, make_brief, make_story, pages_of, rendered

from briefing.figures.ledger import figures_of
from briefing.model import Brief, Kind, Vocabulary
from briefing.site.figure_notes import edit_warnings
from briefing.site.figure_pages import FIGURES_A_PAGE
from briefing.site.ledger import written
from briefing.site.library import Library

TEMPLATES = Path(__file__).parent.parent / "templates"
TEXT = (
    "OpenAI has 800 million users. It raised $40 billion, **up from** $6.6 billion. Sales: 60 %, 30 %, and 10 % other."
)


def render(library: Library) -> dict[str, html.HtmlElement]:
    files = rendered(pages_of(library), TEMPLATES)
    return {path: html.fromstring(data) for path, data in files.items() if path.endswith(".html")}


def hrefs(page: html.HtmlElement, xpath: str) -> list[str]:
    return [element.get("href") for element in page.xpath(xpath)]


def one_brief(text: str = TEXT) -> Brief:
    return make_brief("a", make_story("s", "Users", text), make_story("t", "Other", "Nothing is counted here."))


def test_each_figure_of_a_story_leads_to_its_marked_sentence() -> None:
    page = render(library_of(one_brief()))["briefs/a/index.html"]
    links = hrefs(page, "//details[@class='figures']//a[@class='value']")
    assert len(links) == 5
    said = {f"../../briefs/a/#{mark.get('id')}": mark for mark in page.xpath("//span[@class='said'][@id]")}
    assert set(links) <= set(said)
    assert said[links[0]].text_content() == "OpenAI has 800 million users."
    assert [mark.text for mark in page.xpath("//mark")] == [
        "800 million",
        "$40 billion",
        "$6.6 billion",
        "60 %",
        "30 %",
        "10 %",
    ]


def test_a_story_without_figures_has_no_table() -> None:
    page = render(library_of(one_brief()))["briefs/a/index.html"]
    assert page.xpath("//*[@id='t']//details") == []


def test_a_sentence_inside_code_is_reached_by_its_story() -> None:
    library = library_of(one_brief("`It has 500 users.`\n\nIt has 600 users."))
    page = render(library)["briefs/a/index.html"]
    ids = set(page.xpath("//@id"))
    links = hrefs(page, "//a[@class='value']")
    assert [link.rpartition("#")[2] in ids for link in links] == [True, True]
    assert links[0].endswith("#s")


def test_the_ledger_holds_every_figure_and_works_without_scripts() -> None:
    brief = make_brief("a", make_story("s", "Many", " ".join(f"It has {n} users." for n in range(100, 350))))
    pages = render(library_of(brief))
    rows = [
        page.xpath("//table[@class='ledger']/tbody/tr") for path, page in pages.items() if path.startswith("figures/")
    ]
    assert sorted(len(found) for found in rows) == [FIGURES_A_PAGE, 150]
    assert hrefs(pages["figures/index.html"], "//nav[@class='pager']//a") == ["../figures/page/1/"]


def test_an_empty_site_has_an_empty_ledger() -> None:
    assert "No brief has a figure yet" in render(library_of())["figures/index.html"].text_content()


def test_what_adds_up_and_what_does_not_is_said() -> None:
    text = "Accuracy rose from 90.2 % to 93.8 % (+3.6 %). Sales: 60 %, 30 %, and 10 % other."
    page = render(library_of(one_brief(text)))["figures/index.html"]
    lines = [" ".join(line.text_content().split()) for line in page.xpath("//ul[@class='checks']/li")]
    assert lines == [
        "Does not add up 90.2% to 93.8% is +3.6 points, a change of +4%, not +3.6% Users",
        "Adds up 60 + 30 + 10 = 100% Users",
    ]


def dated(slug: str, text: str, date: dt.date | None) -> Brief:
    return make_brief(slug, make_story("s", f"Story of {slug}", text), date=date)


@pytest.mark.parametrize(("day", "word"), [(None, "May conflict"), (2, "Development")])
def test_two_stories_that_differ_are_shown_side_by_side(day: int | None, word: str) -> None:
    dates = (dt.date(2026, 3, 1), dt.date(2026, 3, day)) if day else (None, None)
    one = dated("a", "OpenAI trains 2 trillion parameters.", dates[0])
    other = dated("b", "OpenAI trains 5 trillion parameters.", dates[1])
    page = render(library_of(one, other))["figures/index.html"]
    (conflict,) = page.xpath("//div[@class='conflict']")
    assert conflict.xpath("string(.//strong)") == word
    assert [quote.text for quote in conflict.xpath(".//blockquote/p[1]")] == [
        "OpenAI trains 2 trillion parameters.",
        "OpenAI trains 5 trillion parameters.",
    ]


def test_a_dossier_compares_what_a_story_measures_alike() -> None:
    story = make_story(
        "s",
        text="OpenAI: 600 W power (vs. 700 W for NVIDIA), 128 GB memory (vs. 96 GB).",
        companies=("openai", "nvidia"),
    )
    page = render(library_of(make_brief("a", story)))["companies/openai/index.html"]
    (table,) = page.xpath("//figure[contains(@class, 'compared')]//tbody")
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table]
    assert rows == [["power", "600 W", "700 W"], ["memory", "128 GB", "96 GB"]]


def test_the_front_page_shows_the_most_striking_number_of_a_story() -> None:
    page = render(library_of(one_brief()))["index.html"]
    (number,) = page.xpath("//ul[@class='numbers']/li")
    assert number.xpath("string(a[@class='value'])") == "$40 billion"


def edited(library_text: str, edits: dict[str, object]) -> Library:
    return library_of(replace(one_brief(library_text), figures=edits))


def test_the_editor_has_the_last_word() -> None:
    library = edited(TEXT, {"hide": ["800 million users"], "fix": [{"quote": "$40 billion", "value": 41000000000}]})
    values = [row["value"] for row in json.loads(data_of(library)["data/figures.json"])]
    assert values == [41_000_000_000, 6_600_000_000, 60, 30, 10]
    page = render(library)["briefs/a/index.html"]
    assert "800 million" not in [mark.text for mark in page.xpath("//mark")]
    assert edit_warnings(library) == ()


def test_an_edit_that_fits_nothing_is_reported() -> None:
    (warning,) = edit_warnings(edited(TEXT, {"hide": ["900 million"]}))
    assert str(warning).startswith("a.md: figures: '900 million' names no number of the text")


def test_the_data_name_the_brief_and_quote_its_text() -> None:
    library = library_of(one_brief())
    records = json.loads(data_of(library)["data/figures.json"])
    assert {record["brief"] for record in records} == {"a"}
    text = library.stories[0].text
    assert all(record["quote"] in text and record["number"] in record["quote"] for record in records)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It has 1 000 robots.", "1,000"),
        ("It weighs 56 kg.", "56 kg"),
        ("It grew 28 % (+28 %).", "+28%"),
        ("It costs more than $5 million.", "more than $5 million"),
        ("It takes 5 to 10 years.", "5–10 years"),
        ("It costs $1-2 billion.", "$1 billion to $2 billion"),
        ("It went from 4 to 12 weeks.", "4 weeks → 12 weeks"),
        ("A quarter of users left.", "0.25×"),
    ],
)
def test_figures_are_written_for_readers(text: str, shown: str) -> None:
    figures: Iterable[object] = figures_of(text, (), brief="b", story="s")
    assert written(list(figures)[-1]) == shown  # type: ignore[arg-type]


def test_figures_of_a_product_stand_in_its_owners_dossier() -> None:
    chip = NVIDIA._replace(kind=Kind.PRODUCTS, id="b200", name="B200", owner="openai")
    vocabulary = Vocabulary(terms={Kind.COMPANIES: {"openai": OPENAI}, Kind.PRODUCTS: {"b200": chip}})
    story = make_story("s", text="The B200 draws 700 W.")
    story = replace(story, tags=replace(story.tags, products=("b200",)))
    page = render(library_of(make_brief("a", story), vocabulary=vocabulary))["companies/openai/index.html"]
    assert page.xpath("string(//table[@class='ledger']//a[@class='value'])") == "700 W"


def test_numbers_are_exact_all_the_way() -> None:
    (figure,) = figures_of("It raised $1.725 billion.", (), brief="b", story="s")
    assert figure.value == Decimal(1725000000)
    assert written(figure) == "$1.725 billion"


def test_a_feed_is_read_without_marks() -> None:
    files = feeds_of(library_of(one_brief()))
    assert b"800 million" in files["feed.xml"]
    assert b"said" not in files["feed.xml"]
