"""The plan of the site: where pages stand, how lists are cut, where links lead."""

from __future__ import annotations

import datetime as dt
import posixpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from press import library_of, make_brief, make_story, pages_of, site_of

from briefing.config import Settings
from briefing.errors import PageError
from briefing.model import Kind
from briefing.site import urls
from briefing.site.library import Library
from briefing.site.paging import paginate

TEMPLATES = Path(__file__).parent.parent / "templates"
DAY = dt.date(2026, 3, 1)


def many(count: int) -> Library:
    return library_of(*(make_brief(f"brief-{n:03}", date=DAY + dt.timedelta(days=n)) for n in range(count)))


def test_every_page_of_the_contract_is_planned() -> None:
    planned = {page.url for page in pages_of(library_of(make_brief("a")))}
    kinds = {f"{kind.value}/" for kind in Kind}
    assert {"", "briefs/", "briefs/a/", "companies/openai/", "figures/", "feeds/", "search/", "about/"} <= planned
    assert {*kinds, "following/", "404.html"} <= planned


def test_an_empty_site_has_all_its_pages() -> None:
    site = site_of(library_of(), TEMPLATES)
    assert "Nothing here yet" in lxml.html.fromstring(site["index.html"]).text_content()
    search = lxml.html.fromstring(site["search/index.html"])
    assert "nothing to search yet" in search.text_content()
    assert not search.xpath("//main//form")


def test_two_claims_on_one_url_name_both() -> None:
    with pytest.raises(PageError, match=r"briefs/twice/.*brief\.html.*brief\.html"):
        pages_of(library_of(make_brief("twice"), make_brief("twice", date=DAY)))


@pytest.mark.parametrize("library", [library_of(), library_of(make_brief("a")), many(120)], ids=["none", "one", "many"])
def test_every_link_leads_somewhere(library: Library) -> None:
    site = site_of(library, TEMPLATES)
    anchors = {
        path: set(lxml.html.fromstring(data).xpath("//@id")) for path, data in site.items() if path.endswith(".html")
    }
    for path in anchors:
        for link in lxml.html.fromstring(site[path]).xpath("//@href | //@src | //form/@action"):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            base = "/news/" if path == "404.html" else "/news/" + path
            target = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path))).removeprefix(
                "/news"
            )
            found = target.strip("/") + "/index.html" if parts.path.endswith("/") else target.strip("/")
            found = path if not parts.path else found.lstrip("/")
            assert found in site, f"{path}: {link}"
            assert not parts.fragment or unquote(parts.fragment) in anchors[found], f"{path}: {link}"


def test_links_climb_to_the_root_and_the_404_page_starts_at_the_host() -> None:
    settings = Settings(base_url="https://example.org/some/path")
    assert urls.root_of("", settings) == "./"
    assert urls.root_of("companies/openai/", settings) == "../../"
    assert urls.root_of("404.html", settings) == "/some/path/"
    assert urls.root_of("404.html", Settings()) == "/"


@given(count=st.integers(0, 60), size=st.integers(1, 9))
def test_pages_hold_every_item_once_and_old_ones_never_move(count: int, size: int) -> None:
    newest_first = list(range(count, 0, -1))
    leaves = paginate(newest_first, "all/", size)
    assert [item for leaf in leaves for item in leaf.items] == newest_first
    assert all(len(leaf.items) == size for leaf in leaves[1:])
    assert [leaf.number for leaf in leaves] == list(range(len(leaves), 0, -1))
    later = {leaf.url: leaf.items for leaf in paginate([count + 1, *newest_first], "all/", size)}
    assert all(later[leaf.url] == leaf.items for leaf in leaves[1:])


def test_a_new_brief_leaves_old_archive_pages_as_they_are() -> None:
    before, after = site_of(many(160), TEMPLATES), site_of(many(161), TEMPLATES)
    assert before["briefs/page/1/index.html"].count(b"<time") == 50
    for page in ("briefs/page/1/index.html", "companies/openai/page/1/index.html"):
        assert before[page] == after[page]


def test_months_lead_to_where_they_begin() -> None:
    site = site_of(many(160), TEMPLATES)
    archive = lxml.html.fromstring(site["briefs/index.html"])
    links = archive.xpath("//nav[@aria-label='Months']//a/@href")
    assert links[0] == "../briefs/#2026-08"
    assert links[-1] == "../briefs/page/1/#2026-03"


def test_related_stories_share_rare_names_and_are_never_the_story_itself() -> None:
    library = library_of(
        make_brief("a", make_story("one", companies=("nvidia",)), make_story("two"), date=DAY),
        make_brief("b", make_story("three", companies=("nvidia",)), make_story("four"), make_story("five"), date=DAY),
        make_brief("c", make_story("six"), make_story("seven"), make_story("eight"), make_story("nine"), date=DAY),
    )
    page = lxml.html.fromstring(site_of(library, TEMPLATES)["briefs/a/index.html"])
    assert page.xpath("//section[@id='one']//*[@class='related']//a/@href") == ["../../briefs/b/#three"]
    assert page.xpath("//section[@id='two']//*[@class='related']//a/@href") == []
