"""Open data, the sitemap and the headers: what other programs are told."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from press import OPENAI, by_path, data_of, library_of, make_brief, make_story, pages_of

from briefing.model import Kind, Origin, Page, Source, Term, Vocabulary
from briefing.site import sitemap
from briefing.site.headers import CONTENT_SECURITY_POLICY, render_headers
from briefing.site.library import Library
from briefing.site.sitemap import render_sitemap

DAY = dt.date(2026, 3, 28)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def full_library() -> Library:
    """A library with everything known, and one with as little as may be."""
    source = Source(name="The Paper", url="https://paper.example/", author="Ann Author")
    facts = {"aliases": ("Open AI",), "region": "us", "parent": "x", "ticker": "NONE:AI", "origin": Origin.VOCABULARY}
    vocabulary = Vocabulary(
        terms={
            Kind.COMPANIES: {"openai": OPENAI._replace(**facts)},
            Kind.TOPICS: {"chips": Term(kind=Kind.TOPICS, id="chips", name="Chips", definition="What models run on")},
        }
    )
    known = replace(make_brief("a", date=DAY, source=source, summary="In short."), seed_sha256="0" * 64)
    bare = make_brief(
        "b",
        make_story("one", text="It has 500 users.", companies=()),
        make_story("two", companies=("unheard-of",)),
        seed="",
    )
    return library_of(known, bare, vocabulary=vocabulary)


# ----------------------------------------------------------------------------------------------- data


@pytest.mark.parametrize("name", ["briefs", "terms", "figures"])
def test_the_data_are_what_their_schema_says(name: str) -> None:
    files = data_of(full_library())
    schema = json.loads(files[f"data/{name}.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(files[f"data/{name}.json"])
    assert data
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())


def test_a_brief_is_described_with_its_stories_and_what_is_known() -> None:
    known, bare = json.loads(data_of(full_library())["data/briefs.json"])
    assert known["url"] == "https://example.org/news/briefs/a/"
    assert known["date"] == "2026-03-28"
    assert known["source"] == {"name": "The Paper", "url": "https://paper.example/", "author": "Ann Author"}
    assert [story["url"] for story in known["stories"]] == [f"{known['url']}#one", f"{known['url']}#two"]
    assert known["stories"][1]["companies"] == ["nvidia"]
    assert not {"date", "source", "seed", "summary"} & set(bare)


def test_a_term_is_described_with_its_facts_and_counts() -> None:
    terms = {term["id"]: term for term in json.loads(data_of(full_library())["data/terms.json"])}
    assert terms["openai"]["aliases"] == ["Open AI"]
    assert (terms["openai"]["stories"], terms["openai"]["briefs"]) == (1, 1)
    assert terms["openai"]["feed"] == "https://example.org/news/companies/openai/feed.xml"
    assert terms["unheard-of"]["origin"] == "discovered"


def test_an_empty_site_has_empty_lists() -> None:
    assert json.loads(data_of(library_of())["data/briefs.json"]) == []


def test_the_about_page_leads_to_the_data() -> None:
    about = (Path(__file__).parent.parent / "templates" / "about.html").read_text("utf-8")
    for path in data_of(library_of()):
        assert path in about


# -------------------------------------------------------------------------------------------- sitemap


def lastmods(library: Library) -> dict[str, str | None]:
    root = etree.fromstring(by_path(render_sitemap(library, pages_of(library)))["sitemap.xml"])
    return {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in root}


def test_the_sitemap_dates_a_page_by_its_content_alone() -> None:
    library = library_of(make_brief("a", date=DAY), make_brief("b", make_story("x", companies=("nvidia",))))
    dates = lastmods(library)
    root = "https://example.org/news/"
    assert dates[f"{root}briefs/a/"] == "2026-03-28"
    assert dates[f"{root}briefs/b/"] is None
    assert dates[f"{root}companies/openai/"] == "2026-03-28"
    assert dates[root] == "2026-03-28"
    assert dates[f"{root}about/"] is None


def test_the_sitemap_has_what_is_worth_finding() -> None:
    found = {url.removeprefix("https://example.org/news/") for url in lastmods(library_of(make_brief("a")))}
    assert {"", "briefs/", "briefs/a/", "companies/", "companies/openai/", "about/", "feeds/"} <= found
    assert not {"404.html", "search/"} & found


def test_a_huge_site_has_an_index_of_sitemaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MAX_URLS", 2)
    pages = [Page(url=f"briefs/{number}/", template="brief.html", context={}) for number in range(5)]
    files = by_path(render_sitemap(library_of(), pages))
    parts = etree.fromstring(files["sitemap.xml"]).xpath("//*[local-name()='loc']/text()")
    assert parts == [f"https://example.org/news/sitemap-{number}.xml" for number in (1, 2, 3)]
    assert [files[f"sitemap-{number}.xml"].count(b"<url>") for number in (1, 2, 3)] == [2, 2, 1]


def test_robots_may_read_everything_and_are_led_to_the_sitemap() -> None:
    robots = by_path(render_sitemap(library_of(), []))["robots.txt"].decode()
    assert robots == "User-agent: *\nDisallow:\n\nSitemap: https://example.org/news/sitemap.xml\n"


# -------------------------------------------------------------------------------------------- headers


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe-inline" not in CONTENT_SECURITY_POLICY
    assert "'unsafe-eval'" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'")
    assert "script-src 'self' 'wasm-unsafe-eval';" in CONTENT_SECURITY_POLICY


def test_the_documents_and_the_headers_file_have_the_same_policy() -> None:
    hosting = (Path(__file__).parent.parent / "docs" / "hosting.md").read_text("utf-8")
    assert f'"{CONTENT_SECURITY_POLICY}"' in hosting
    assert f"/*\n  Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n" in render_headers().data.decode()
