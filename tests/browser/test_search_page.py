"""Search, as a reader uses it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from visit import ROOT, Site, published, visit

pytestmark = pytest.mark.browser

# What is typed, and which story must come first (where two fit equally, either).
QUERIES = (
    ("GPT-4.5", r"^OpenAI GPT-4\.5"),
    ("GPT-4o", r"^OpenAI GPT-4o"),
    ("GPT\u20114o", r"^OpenAI GPT-4o"),
    ("Llama 5", r"^Meta Llama 5"),
    ("llama5", r"^Meta Llama 5"),
    ("Llama 4", r"^Meta releases Llama 4"),
    ("Hunyuan 3.0", r"Hunyuan 3\.0"),
    ("Hunyuan-4.0-Lite", r"^OpenMind 1\.0"),
    ("阶跃星辰", r"large-model usage"),
    ("StepFun", r"large-model usage"),
    ("$80 billion", r"xAI merges with X"),
    ("80 billion", r"xAI merges with X"),
    ("¥12 billion", r"compute-rental"),
    ("12 billion", r"compute-rental"),
    ("H100", r"Llama 5|compute-rental"),
    ("open source", r"10 billion downloads"),
    ("10 billion downloads", r"10 billion downloads"),
    ("DeepSeek-V4", r"OpenMind 1\.0|Hunyuan 3\.0"),
    ("deepseek v4", r"OpenMind 1\.0|Hunyuan 3\.0"),
    ("openmind 1.0", r"^OpenMind 1\.0"),
    ("250%", r"compute-rental"),
    ("910E", r"Ascend 910E"),
    ("Qwen", r"OpenMind 1\.0|Qianwen"),
    ("lobster", r"Lobster"),
    ("Boao", r"Bo.ao"),
    ("patents", r"patent|10 billion downloads"),
    ("MAU", r"1 billion MAU"),
)


EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script><b>bold</b>"


@pytest.fixture(scope="module")
def search(browser: Browser, site: Site) -> Iterator[Page]:
    """The search page, open for one query after the other."""
    with visit(browser, site) as context:
        page = context.new_page()
        page.goto("search/")
        yield page


@pytest.mark.parametrize(("query", "first"), QUERIES, ids=[query for query, _ in QUERIES])
def test_the_right_story_comes_first(search: Page, query: str, first: str) -> None:
    search.get_by_role("searchbox").fill(query)
    expect(search.get_by_role("status")).to_contain_text(f"for “{query}”")
    expect(titles(search).first).to_have_text(re.compile(first))


def test_nothing_is_loaded_before_the_first_letter(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("search/", wait_until="networkidle")
    assert not any("/pagefind/" in url for url in asked)
    page.get_by_role("searchbox").press_sequentially("O")
    expect(titles(page).first).to_be_visible()
    assert any("/pagefind/" in url for url in asked)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["model", "OpenAI", "AI model", "Chinese chips"])
def test_the_first_search_costs_little(browser: Browser, site: Site, query: str, width: int) -> None:
    with visit(browser, site, viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        devtools = context.new_cdp_session(page)
        sizes: list[int] = []
        devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto("search/", wait_until="networkidle")
        devtools.send("Network.enable")
        page.get_by_role("searchbox").fill(query)
        expect(titles(page).first).to_be_visible()
        if width > 1000:
            expect(page.get_by_role("group", name="Companies")).to_be_visible()
    assert 90_000 < sum(sizes) < 120_000


def test_a_hint_keeps_the_place_of_what_will_be_found(page: Page) -> None:
    hint = page.get_by_text("Find any story by its words")
    page.goto("search/")
    expect(hint).to_be_visible()
    page.get_by_role("searchbox").fill("OpenAI")
    expect(titles(page).first).to_be_visible()
    expect(hint).to_be_hidden()
    page.get_by_role("searchbox").fill("Huawai")
    expect(page.get_by_role("status")).to_contain_text("No story has")
    expect(hint).to_be_visible()


def test_search_by_keyboard_with_a_filter(page: Page) -> None:
    page.goto("")
    page.keyboard.press("/")
    page.keyboard.type("model")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=model$"))
    expect(page.get_by_role("searchbox")).to_be_focused()
    meta = page.get_by_role("checkbox", name=re.compile("^Meta "))
    meta.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"/search/\?q=model&company=meta$"))
    expect(page.get_by_role("status")).to_contain_text("for “model” in Meta")
    expect(meta).to_be_checked()
    expect(meta).to_be_focused()
    number = page.locator("label", has=meta).locator(".count").text_content()
    expect(titles(page)).to_have_count(int(number or 0))
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    expect(titles(page).nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(titles(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Enter")
    expect(titles(page).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/briefs/[^/]+/#.+"))


def test_a_slash_in_a_field_is_a_slash(page: Page) -> None:
    page.goto("search/")
    page.get_by_role("searchbox").press_sequentially("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")


def test_an_address_holds_the_whole_search(page: Page) -> None:
    page.goto("search/?q=model&region=china&sort=date")
    expect(page.get_by_role("searchbox")).to_have_value("model")
    expect(page.get_by_role("checkbox", name=re.compile("^China "))).to_be_checked()
    expect(page.get_by_label("Order")).to_have_value("date")
    shown = titles(page).all_text_contents()
    page.get_by_label("Order").select_option("by relevance")
    expect(page).to_have_url(re.compile(r"\?q=model&region=china$"))
    page.go_back()
    expect(page.get_by_label("Order")).to_have_value("date")
    expect(titles(page)).to_have_text(shown)


def test_newest_first_is_in_the_order_of_dates_with_undated_last(page: Page) -> None:
    page.goto("search/?q=AI&sort=date")
    expect(titles(page)).to_have_count(10)
    page.get_by_role("button", name="More results").click()
    expect(titles(page).nth(10)).to_be_focused()
    lines = page.locator("#search-results .meta").all()
    dates = [line.locator("time").get_attribute("datetime") if line.locator("time").count() else "" for line in lines]
    assert len(set(dates)) > 1
    assert dates == sorted(dates, reverse=True)


def test_the_number_beside_a_filter_is_what_it_leaves(page: Page) -> None:
    page.goto("search/?q=model")
    item = page.get_by_role("group", name="Companies").get_by_role("listitem").first
    number = item.locator(".count").text_content()
    item.get_by_role("checkbox").check()
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{number} stor(y|ies) for"))


def test_the_words_are_marked_in_title_and_excerpt(search: Page) -> None:
    search.get_by_role("searchbox").fill("80 billion")
    expect(search.get_by_role("status")).to_contain_text("for “80 billion”")
    expect(search.locator("#search-results .lead mark").first).to_contain_text("billion")
    search.get_by_role("searchbox").fill("llama 5")
    expect(search.get_by_role("status")).to_contain_text("for “llama 5”")
    expect(titles(search).first.locator("mark")).to_have_text("Llama 5")


def test_nothing_found_says_so_and_offers_near_spellings(search: Page) -> None:
    search.get_by_role("searchbox").fill("Huawai")
    status = search.get_by_role("status")
    expect(status).to_contain_text("No story has “Huawai”")
    status.get_by_role("link", name="Huawei").click()
    expect(titles(search).first).to_be_visible()


def test_a_filter_alone_leads_to_the_page_of_its_term(page: Page) -> None:
    page.goto("search/?company=openai")
    page.get_by_role("status").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("OpenAI")


def test_a_missing_index_is_told(browser: Browser, site: Site) -> None:
    with browser.new_context(base_url=site.url + "/") as context:  # not watched: a browser complains of what is missing
        page = context.new_page()
        page.route("**/pagefind/*", lambda route: route.abort())
        page.goto("search/?q=OpenAI")
        expect(page.get_by_role("status")).to_contain_text("could not be loaded")


def test_on_a_phone_facets_are_loaded_when_they_are_opened(browser: Browser, site: Site) -> None:
    with visit(browser, site, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto("search/?q=OpenAI", wait_until="networkidle")
        expect(titles(page).first).to_be_visible()
        assert not any("/filter/" in url for url in asked)
        page.get_by_text("Narrow").click()
        expect(page.get_by_role("group", name="Companies")).to_be_visible()


@pytest.fixture(scope="module")
def other(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The search page over two briefs: one would be markup if it could, one is Chinese."""
    home = tmp_path_factory.mktemp("other")
    shutil.copytree(ROOT / "content" / "vocabulary", home / "content" / "vocabulary")
    for folder in (home / "seeds", home / "content" / "briefs"):
        folder.mkdir()
    for slug, title, text in (
        ("evil", EVIL, f"Marked up: {EVIL}"),
        ("chinese", "腾讯发布混元3.0", "腾讯混元3.0同日开源。"),
    ):
        head = f"title: {json.dumps(title)}\nslug: {slug}\nstories:\n- {{id: a, title: {json.dumps(title)}}}\n"
        (home / "content" / "briefs" / f"{slug}.md").write_text(f"---\n{head}---\n{text}\n", "utf-8")
    with published(home) as site, visit(browser, site) as context:
        page = context.new_page()
        page.goto("search/")
        yield page


def test_what_looks_like_markup_is_text(other: Page) -> None:
    other.get_by_role("searchbox").fill("onerror")
    expect(titles(other)).to_have_text([EVIL])
    expect(other.locator("#search-results .lead")).to_have_text(f"Marked up: {EVIL}")
    assert other.locator("#search-results :is(img, script, b)").count() == 0


def test_chinese_is_found_by_its_words_and_shown_without_spaces(other: Page) -> None:
    other.get_by_role("searchbox").fill("混元")
    expect(titles(other)).to_have_text(["腾讯发布混元3.0"])
    expect(titles(other).locator("mark")).to_have_text("混元")
    expect(other.locator("#search-results .lead")).to_have_text("腾讯混元3.0同日开源。")


def titles(page: Page) -> Locator:
    return page.locator("#search-results .title")
