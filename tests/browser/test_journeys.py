"""Ways through the site: by mouse, in the dark, on a narrow screen, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from visit import Site, visit

pytestmark = pytest.mark.browser

# A page of every kind; a folder stands for the first page in it.
KINDS = (
    "",
    "briefs/",
    "briefs/*/",
    "companies/",
    "companies/*/",
    "products/",
    "products/*/",
    "people/",
    "people/*/",
    "organizations/",
    "organizations/*/",
    "topics/",
    "topics/*/",
    "regions/",
    "regions/*/",
    "figures/",
    "feeds/",
    "following/",
    "search/",
    "search/?q=OpenAI",
    "about/",
    "404.html",
)
NARROW = {"width": 320, "height": 640}


@pytest.fixture(params=KINDS, ids=[kind or "home" for kind in KINDS])
def url(request: pytest.FixtureRequest, site: Site) -> str:
    """The address of a page of each kind, for a folder that of its fullest page."""
    folder, star, _ = str(request.param).partition("*")
    if not star:
        return folder
    pages = sorted((site.folder / folder).glob("*/index.html"), key=lambda page: -page.stat().st_size)
    return f"{folder}{pages[0].parent.name}/"


@pytest.fixture(scope="module")
def light(browser: Browser, site: Site) -> Iterator[Page]:
    with visit(browser, site, color_scheme="light") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def dark(browser: Browser, site: Site) -> Iterator[Page]:
    with visit(browser, site, color_scheme="dark") as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def narrow(browser: Browser, site: Site) -> Iterator[Page]:
    with visit(browser, site, viewport=NARROW) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def scriptless(browser: Browser, site: Site) -> Iterator[Page]:
    with visit(browser, site, java_script_enabled=False) as context:
        yield context.new_page()


def test_from_home_to_a_brief_to_a_dossier_and_back(page: Page) -> None:
    page.goto("")
    main = page.get_by_role("main")
    main.get_by_role("link", name=re.compile("AI Race")).first.click()
    expect(page).to_have_url(re.compile(r"/briefs/whats-driving-the-ai-race[^/]*/"))
    brief = page.url
    main.get_by_role("link", name="Tencent", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tencent")
    story = main.get_by_role("link", name=re.compile("Hunyuan 3.0 targets")).first
    expect(story).to_have_attribute("href", re.compile(r"/briefs/whats-driving-the-ai-race[^/]*/#.+"))
    page.go_back()
    expect(page).to_have_url(brief)
    page.get_by_role("banner").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/some/path/$"))


def test_on_a_phone_the_address_of_a_story_leads_to_it(browser: Browser, site: Site) -> None:
    with visit(browser, site, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto("")
        page.get_by_role("link", name="Huawei Ascend 910E preview").click()
        expect(page.get_by_role("heading", name="Huawei Ascend 910E preview")).to_be_in_viewport()
        page.get_by_role("navigation", name="In this brief").get_by_role("link").last.click()
        expect(page.locator(".story").last.get_by_role("heading")).to_be_in_viewport()


def test_light_has_no_violation(light: Page, url: str) -> None:
    light.goto(url)
    settle(light)
    assert violations(light) == []


def test_dark_has_no_violation(dark: Page, url: str) -> None:
    dark.goto(url)
    settle(dark)
    assert violations(dark, only="color-contrast") == []  # the markup, all else hangs on, is that of the light page


def test_nothing_scrolls_sideways_on_a_narrow_screen(narrow: Page, url: str) -> None:
    narrow.goto(url)
    settle(narrow)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def test_a_thumb_finds_every_link_on_a_narrow_screen(narrow: Page, url: str) -> None:
    narrow.goto(url)
    settle(narrow)
    assert violations(narrow, only="target-size") == []


def test_every_page_can_be_read_without_scripts(scriptless: Page, url: str) -> None:
    scriptless.goto(url)
    expect(scriptless.get_by_role("heading", level=1)).to_be_visible()
    assert len(scriptless.get_by_role("main").inner_text()) > 40


def test_search_explains_itself_without_scripts(scriptless: Page) -> None:
    scriptless.goto("search/?q=OpenAI")
    note = scriptless.locator("main noscript")
    assert "Searching needs scripts" in note.inner_text()
    note.locator("a[href$='companies/']").click()
    expect(scriptless).to_have_url(re.compile(r"/companies/$"))


def test_the_dark_is_dark(light: Page, dark: Page) -> None:
    shades = []
    for page in (light, dark):
        page.goto("")
        paper, ink = page.evaluate(
            "[document.body, document.querySelector('h1')].map((node, i) =>"
            " getComputedStyle(node)[i ? 'color' : 'backgroundColor'])"
        )
        shades.append((lightness(paper), lightness(ink)))
    (light_paper, light_ink), (dark_paper, dark_ink) = shades
    assert light_paper > 0.8 > 0.3 > light_ink
    assert dark_ink > 0.7 > 0.3 > dark_paper


def test_figures_can_be_read_in_forced_colours(browser: Browser, site: Site) -> None:
    brief = next((site.folder / "briefs").glob("*/index.html")).parent.name
    with visit(browser, site, color_scheme="dark", forced_colors="active") as context:
        page = context.new_page()
        page.goto(f"briefs/{brief}/")
        ink, paper = page.locator("mark").first.evaluate(
            "node => (style => [style.color, style.backgroundColor])(getComputedStyle(node))"
        )
    assert "rgba" not in paper  # transparent: the browser's ink for marks would stand on the page's own ground
    assert abs(lightness(ink) - lightness(paper)) > 0.5


def test_the_policy_that_every_page_obeys_is_in_force(page: Page) -> None:
    answer = page.goto("")
    assert answer
    policy = answer.header_value("content-security-policy") or ""
    assert "default-src 'none'" in policy
    assert "'unsafe-inline'" not in policy
    assert "'unsafe-eval'" not in policy


def test_a_wrong_address_leads_home(browser: Browser, site: Site) -> None:
    with browser.new_context(base_url=site.url + "/") as context:  # not watched: a browser complains of each 404
        page = context.new_page()
        answer = page.goto("no/such/page/")
        assert answer
        assert answer.status == 404
        page.get_by_role("banner").get_by_role("link").first.click()
        expect(page).to_have_url(f"{site.url}/")


def settle(page: Page) -> None:
    """Wait for the results, where the address asks for some, and for what a phone lays out later."""
    if "?q=" in page.url:
        expect(page.get_by_role("status")).to_contain_text("for “")
    page.evaluate("""async () => {
        const later = (node) => node.checkVisibility() !== node.checkVisibility({ contentVisibilityAuto: true });
        while ([...document.querySelectorAll("main *")].some(later)) await new Promise(requestAnimationFrame);
    }""")


def violations(page: Page, only: str = "") -> list[str]:
    options = {"resultTypes": ["violations"], **({"runOnly": [only]} if only else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def lightness(color: str) -> float:
    """Read a computed colour, rgb(251, 249, 244), as 0 for black to 1 for white."""
    channels = [int(number) / 255 for number in re.findall(r"\d+", color)[:3]]
    return sum(channels) / 3
