"""Search of a large site, as a reader uses it: with the concordance, and the same however the briefs are dealt."""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from first_query import ask_in
from measure import MB
from playwright.sync_api import Browser, Page, expect
from press import library_of, make_brief, make_story
from static_host import serve
from test_search_page import QUERIES, titles
from visit import ROOT, Site, published, visit

from briefing.site.search import index_parts, index_stories

pytestmark = pytest.mark.browser

Answer = dict[str, Any]
Ask = Callable[..., list[Answer]]

COMPANIES = ("openai", "nvidia", "meta", "tencent")
WORDS = "launch launches launched launchpad model models source open chip robots GPT-4o $80 80 腾 讯 1,000 the".split()
SINGLE = ("launch", "models", "GPT-4o", "gpt4o", "$80", "80", "腾 讯", "1000", "the", "laun", "xyz", "", "!?")
ASKED = (*SINGLE, "open source", '"open source"', "OPEN   Source", "robot chip", "open model chip", "Title launch")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the three seeds, as if it were a large one."""
    home = tmp_path_factory.mktemp("seeds")
    for folder in ("seeds", "content"):
        shutil.copytree(ROOT / folder, home / folder)
    with published(home, partial(index_parts, pagefind_chars=0)) as site:
        yield site


@pytest.fixture(scope="module")
def seeds(browser: Browser, large: Site) -> Iterator[Page]:
    """Its search page."""
    with visit(browser, large) as context:
        page = context.new_page()
        page.goto("search/")
        yield page


@pytest.mark.parametrize(("query", "first"), QUERIES, ids=[query for query, _ in QUERIES])
def test_the_right_story_comes_first(seeds: Page, query: str, first: str) -> None:
    seeds.get_by_role("searchbox").fill(query)
    expect(seeds.get_by_role("status")).to_contain_text(f"for “{query}”")
    expect(titles(seeds).first).to_have_text(re.compile(first))


def briefs_of(seed: int, count: int = 80) -> list[Any]:
    """Make up briefs: some of a day, some undated, of one story or more, long and short."""
    rng = random.Random(seed)

    def story(name: str) -> Any:
        text = " ".join(rng.choices(WORDS, k=rng.randint(2, 60)))
        title = " ".join(rng.choices(WORDS, k=4))
        return make_story(name, title, text, tuple(rng.sample(COMPANIES, rng.randint(0, 3))))

    def brief(number: int) -> Any:
        date = dt.date(2026, 1, 1) + dt.timedelta(days=rng.randrange(20)) if rng.random() < 0.9 else None
        return make_brief(f"b{number}", *(story(f"s{n}") for n in range(rng.randint(1, 4))), date=date)

    return [brief(number) for number in range(count)]


@pytest.fixture
def ask(browser: Browser, tmp_path: Path) -> Ask:
    """Index briefs in some way, and give what the search answers to each question, in full."""
    script = """async ([door, asked, options]) => {
        const { createInstance } = await import(door);
        const index = await createInstance({ noWorker: true, ranking: { metaWeights: { also: 0, date: 0 } } });
        await index.filters();
        const urls = (found) => Promise.all(found.results.map(async (result) => (await result.data()).raw_url));
        return Promise.all(asked.map(async (words) => {
            const found = await index.search(words, options);
            const { filters, unfilteredResultCount: all } = found;
            return { words, urls: await urls(found), all, filters };
        }));
    }"""

    def run(briefs: list[Any], asked: tuple[str, ...] = ASKED, options: Any = None, **how: Any) -> list[Answer]:
        site = tmp_path / "site"
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(ROOT / "templates" / "assets", site / "assets")
        for name in ("index.html", "404.html", "_headers"):
            (site / name).touch()
        for file in index_stories(library_of(*briefs), **how):
            (site / file.path).parent.mkdir(parents=True, exist_ok=True)
            (site / file.path).write_bytes(file.data)
        with serve(site) as url:
            page = browser.new_page()
            page.goto(f"{url}/")
            answers: list[Answer] = page.evaluate(script, [f"{url}/pagefind/pagefind.js", asked, options or {}])
            page.close()
        return answers

    return run


@pytest.mark.parametrize(
    "options",
    [{}, {"sort": {"date": "desc"}}, {"filters": {"tag": ["company/openai OpenAI", "company/meta Meta", "year/2026"]}}],
    ids=["by relevance", "by date", "narrowed"],
)
def test_however_briefs_are_dealt_the_answers_are_those_of_one_index(ask: Ask, options: dict[str, Any]) -> None:
    briefs = briefs_of(1)
    one = ask(briefs, options=options, pagefind_chars=0)
    many = ask(briefs, options=options, pagefind_chars=0, briefs_a_block=5)
    assert many == one
    assert sum(bool(answer["urls"]) for answer in one) > len(ASKED) / 2


def test_order_by_date_counts_and_narrowing_are_those_of_pagefind(ask: Ask) -> None:
    briefs, words = briefs_of(2), ("chip", "model", "open", "GPT-4o", "腾 讯", "open source")
    narrowed = {"tag": ["company/openai OpenAI"]}
    for options in ({"sort": {"date": "desc"}}, {"sort": {"date": "desc"}, "filters": narrowed}):
        answers = ask(briefs, words, options, pagefind_chars=0, briefs_a_block=10)
        assert answers == ask(briefs, words, options)
        assert all(answer["urls"] for answer in answers)


def test_the_first_letters_of_a_word_find_some_that_they_begin(ask: Ask) -> None:
    [answer] = ask(briefs_of(3), ("lau",), pagefind_chars=0, briefs_a_block=10)
    assert answer["urls"]


def test_a_story_that_says_it_in_its_title_or_more_often_comes_first(ask: Ask) -> None:
    said = make_story("said", "Robots", "A model was launched. It is new.")
    often = make_story("often", "Robots", "A model, the model, another model.")
    titled = make_story("titled", "Model", "It was launched. It is rather new.")
    others = [make_brief(f"other-{number}") for number in range(20)]
    [answer] = ask([make_brief("one", said, often, titled), *others], ("model",), pagefind_chars=0, briefs_a_block=3)
    assert answer["urls"] == [f"briefs/one/#{name}" for name in ("titled", "often", "said")]


def test_the_bench_counts_all_that_a_first_query_loads(browser: Browser, large: Site) -> None:
    entry, terms = ((large.folder / f"pagefind/{name}.packed").stat().st_size for name in ("entry", "terms"))
    cost = ask_in(browser, large.folder, "OpenAI")
    assert cost.size * MB > entry + terms + (large.folder / "search/index.html").stat().st_size / 5
    assert cost.files > 10
