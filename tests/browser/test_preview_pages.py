"""What the preview adds to the site, in a browser: why a build failed, the desk; and the page of feeds in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from running_preview import Running, make_project, running

pytestmark = pytest.mark.browser
PATIENCE_MS = 60_000


@pytest.fixture(name="preview")
def make_preview(tmp_path: Path) -> Iterator[Running]:
    with running(make_project(tmp_path, templates=True)) as preview:
        yield preview


@pytest.fixture(name="tab")
def make_tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def faults_of(tab: Page) -> list[str]:
    """Collect what the browser complains of, the Content-Security-Policy's refusals among it."""
    faults: list[str] = []
    tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    return faults


def test_a_page_shows_why_a_build_failed_until_one_succeeds(preview: Running, tab: Page) -> None:
    tab.goto(f"{preview.url}/about/")
    home = preview.project / "templates" / "home.html"
    good = home.read_text()
    home.write_text("{% if %}")
    notice = tab.get_by_role("alert")
    expect(notice).to_contain_text("home.html:1", timeout=PATIENCE_MS)
    expect(tab.get_by_role("heading", level=1)).to_have_text("About this briefing")
    home.write_text(good)
    expect(notice).to_have_count(0, timeout=PATIENCE_MS)


def test_the_desk_keeps_up_with_the_seeds(preview: Running, tab: Page) -> None:
    faults = faults_of(tab)
    tab.goto(f"{preview.url}/-/desk/")
    expect(tab.locator("#refused")).to_contain_text("None.")
    (preview.project / "seeds" / "broken.txt").write_bytes(b"\x00\x01\x02" * 100)
    expect(tab.locator("#refused")).to_contain_text("broken.txt", timeout=PATIENCE_MS)
    assert faults == []


def test_a_reader_takes_a_list_of_her_own_feeds(preview: Running, tab: Page) -> None:
    faults = faults_of(tab)
    tab.goto(f"{preview.url}/feeds/")
    tab.get_by_label("Filter").fill("nvid")
    expect(tab.get_by_label("Follow OpenAI")).to_be_hidden()
    tab.get_by_label("Follow NVIDIA", exact=True).check()
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Download my feeds (1)").click()
    opml = Path(download.value.path()).read_text("utf-8")
    assert 'xmlUrl="http://localhost:8000/companies/nvidia/feed.xml"' in opml
    assert "openai" not in opml
    assert faults == []
