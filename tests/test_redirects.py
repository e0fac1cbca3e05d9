"""content/redirects.yaml: what is read, what is refused, and where the pages lead."""

from __future__ import annotations

from pathlib import Path

import pytest
from press import by_path, library_of, make_brief, pages_of, rendered

from briefing.content.redirects import load_redirects
from briefing.errors import BriefingError
from briefing.model import Redirect
from briefing.site.sitemap import render_sitemap

TEMPLATES = Path(__file__).parent.parent / "templates"


def load(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    file = tmp_path / "redirects.yaml"
    file.write_text(text, "utf-8")
    return [(redirect.old, redirect.new) for redirect in load_redirects(file)]


def test_no_file_and_an_empty_one_mean_no_redirects(tmp_path: Path) -> None:
    assert load_redirects(tmp_path / "redirects.yaml") == ()
    assert load(tmp_path, "# nothing moved yet\n") == []


def test_redirects_come_in_the_order_of_the_file_and_lead_to_the_end_of_a_chain(tmp_path: Path) -> None:
    text = "/briefs/a/: /briefs/b/\n/companies/x/: /companies/y/\n/briefs/b/: /briefs/c/\n"
    assert load(tmp_path, text) == [
        ("briefs/a/", "briefs/c/"),
        ("companies/x/", "companies/y/"),
        ("briefs/b/", "briefs/c/"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("/a/: /b/\n/b/: /a/\n", ":1: /a/ leads back to itself"),
        ("/a/: /a/\n", ":1: /a/ leads back to itself"),
        ("\n/a/: b\n", ":2: 'b' is no address of a page. Write it from"),
        ("/../etc/: /b/\n", ":1: '/../etc/' is no address"),
        ("//evil.example/: /b/\n", ":1: '//evil.example/' is no address"),
        ("/a/: https://evil.example/\n", ":1: 'https://evil.example/' is no address"),
        ("/a/: [/b/]\n", ":1: '['/b/']' is no address"),
        ("/a/: /b/\n/a/: /c/\n", ":2: '/a/' is given twice"),
        ("- /a/\n", ":1: redirects are lines such as"),
        ("/a/: &x /b/\n", ":1: anchors and aliases"),
        ("/a/: '\n", "invalid YAML"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BriefingError) as caught:
        load(tmp_path, text)
    assert message in str(caught.value)


def test_a_redirect_page_leads_on_without_a_server_s_help() -> None:
    library = library_of(make_brief("new"), redirects=[Redirect(old="briefs/old/", new="briefs/new/")])
    pages = pages_of(library)
    html = rendered(pages, TEMPLATES)["briefs/old/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../../briefs/new/">' in html
    assert '<link rel="canonical" href="https://example.org/news/briefs/new/">' in html
    assert '<a href="../../briefs/new/">' in html
    assert "briefs/old/" not in by_path(render_sitemap(library, pages))["sitemap.xml"].decode()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("briefs/new/", "briefs/other/", "content/redirects.yaml:3: /briefs/new/ is a page of the site"),
        ("briefs/old/", "briefs/gone/", "content/redirects.yaml:3: there is no /briefs/gone/"),
    ],
)
def test_a_redirect_neither_covers_a_page_nor_leads_nowhere(old: str, new: str, message: str) -> None:
    moved = Redirect(old=old, new=new, path="content/redirects.yaml", line=3)
    with pytest.raises(BriefingError) as caught:
        pages_of(library_of(make_brief("new"), redirects=[moved]))
    assert message in str(caught.value)


def test_a_brief_that_says_a_merged_term_counts_for_the_new_one() -> None:
    merged = Redirect(old="companies/openai/", new="companies/nvidia/")
    library = library_of(make_brief("a"), redirects=[merged])
    urls = {page.url for page in pages_of(library)}
    assert {story.title for story in library.stories if "nvidia" in story.tags.companies} == {
        "Title of one",
        "Title of two",
    }
    assert {"companies/openai/", "companies/nvidia/"} <= urls
    assert "openai" not in library.entries["companies"]  # type: ignore[index]
