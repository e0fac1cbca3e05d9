"""What every page keeps, whatever the texts hold: safe markup, landmarks, honest dates."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest
from press import OPENAI, library_of, make_brief, make_story, site_of

from briefing.config import Settings
from briefing.model import Basis, Kind, Source, Tags, Term, Vocabulary
from briefing.site.dossier import other_names
from briefing.site.headers import CONTENT_SECURITY_POLICY
from briefing.site.library import Library
from tests.test_pages import TEMPLATES, many

DAY = dt.date(2026, 4, 17)
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(1)> ]]> {{ 7*7 }} \u202e \" ' &amp; --> \u2028 end"
)


def pages(library: Library) -> dict[str, lxml.html.HtmlElement]:
    return {
        path: lxml.html.fromstring(data) for path, data in site_of(library, TEMPLATES).items() if path.endswith(".html")
    }


def brief_page(**fields: object) -> lxml.html.HtmlElement:
    brief = replace(make_brief("a", make_story("one"), make_story("two"), date=DAY), **fields)
    return pages(library_of(brief))["briefs/a/index.html"]


def rules(policy: str) -> dict[str, str]:
    return dict(rule.split(" ", 1) for rule in policy.split("; "))


def hostile_library() -> Library:
    term = Term(kind=Kind.COMPANIES, id="evil", name=HOSTILE, aliases=(HOSTILE,), region=HOSTILE, ticker=HOSTILE)
    topic = Term(kind=Kind.TOPICS, id="odd", name=HOSTILE, definition=HOSTILE)
    vocabulary = Vocabulary(terms={Kind.COMPANIES: {"evil": term, "openai": OPENAI}, Kind.TOPICS: {"odd": topic}})
    story = make_story("one", HOSTILE, HOSTILE)
    story = replace(story, tags=Tags(companies=("evil", "openai"), topics=("odd",)))
    source = Source(name=HOSTILE, url="javascript:alert(1)", author=HOSTILE)
    brief = make_brief("a", story, make_story("two"), title=HOSTILE, date=DAY, source=source, summary=HOSTILE)
    brief = replace(brief, tags=Tags(companies=("evil", "openai"), topics=("odd",)), seed_file=HOSTILE)
    settings = Settings(title=HOSTILE, tagline=HOSTILE, description=HOSTILE, base_url="https://example.org/news")
    return library_of(brief, replace(brief, slug="b"), settings=settings, vocabulary=vocabulary)


HOSTILE_LIBRARY = hostile_library()
LIBRARIES = pytest.mark.parametrize(
    "library", [library_of(), many(60), HOSTILE_LIBRARY], ids=["none", "many", "hostile"]
)


def test_hostile_text_stays_text() -> None:
    for path, page in pages(HOSTILE_LIBRARY).items():
        assert not page.xpath("//img | //iframe | //object | //style | //*[@style]"), path
        assert not [name for node in page.iter() for name in node.attrib if name.startswith("on")], path
        scripts = page.xpath("//script[not(@src) and not(@type='application/ld+json')]")
        assert not scripts, path
        assert not [link for link in page.xpath("//@href") if link.startswith("javascript:")], path
    brief = pages(HOSTILE_LIBRARY)["briefs/a/index.html"]
    assert brief.xpath("string(//h1)") == HOSTILE
    assert "49" not in brief.xpath("string(//h1)")


@LIBRARIES
def test_structured_data_reads_back(library: Library) -> None:
    for path, page in pages(library).items():
        for block in page.xpath("//script[@type='application/ld+json']/text()"):
            assert not set("<>&\u2028\u2029") & set(block), path
            assert json.loads(block)["@context"] == "https://schema.org", path


def test_a_brief_describes_itself_to_machines() -> None:
    graph = json.loads(brief_page(title="T", source=Source(name="Wire")).xpath("string(//script[@type])"))["@graph"]
    article, crumbs = graph
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "T"
    assert article["datePublished"] == "2026-04-17"
    assert article["author"]["name"] == "Wire"
    stories = article["mainEntity"]["itemListElement"]
    assert stories[1]["url"] == "https://example.org/news/briefs/a/#two"
    assert [step["name"] for step in crumbs["itemListElement"]] == ["Test Briefing", "Briefs", "T"]


@LIBRARIES
def test_every_page_says_the_policy_of_the_headers(library: Library) -> None:
    in_header = rules(CONTENT_SECURITY_POLICY)
    for path, page in pages(library).items():
        said = rules(page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)"))
        for_scripts = {} if path == "search/index.html" else {"default-src": "'none'", "script-src": "'self'"}
        left_to_the_header = {"frame-ancestors", "default-src", "script-src"}
        expected = {name: value for name, value in in_header.items() if name not in left_to_the_header}
        assert said == expected | for_scripts, path


@LIBRARIES
def test_every_page_has_its_landmarks(library: Library) -> None:
    for path, page in pages(library).items():
        if page.xpath("//meta[@http-equiv='refresh']"):
            continue  # a page that moved
        assert len(page.xpath("//h1")) == 1, path
        assert len(page.xpath("//main[@id='main']")) == 1, path
        assert page.xpath("//body/*[1]/@href") == ["#main"], path
        assert page.xpath("//html/@lang") == ["en"], path
        assert page.xpath("//title/text()"), path
        assert page.xpath("//meta[@name='description']/@content") != [""], path
        labels = page.xpath("//nav/@aria-label")
        assert len(labels) == len(page.xpath("//nav")) == len(set(labels)), path
        assert len(page.xpath("//header//a[@aria-current='page']")) <= 1, path
        ids = Counter(page.xpath("//@id"))
        assert not [ident for ident, count in ids.items() if count > 1], path
        headings = [int(node.tag[1]) for node in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert all(after <= before + 1 for before, after in pairwise(headings)), path


@LIBRARIES
def test_every_picture_tells_its_data(library: Library) -> None:
    for path, page in pages(library).items():
        for picture in page.xpath("//*[local-name()='svg' and @role='img']"):
            assert picture.xpath("string(*[local-name()='title'])"), path
            assert picture.xpath("string(*[local-name()='desc'])"), path
            assert picture.xpath("ancestor::figure//table//td"), path
        for bar in page.xpath("//*[local-name()='svg' and not(@role)]"):
            assert bar.get("aria-hidden") == "true", path


def test_the_current_section_is_marked() -> None:
    page = pages(library_of(make_brief("a")))["companies/openai/index.html"]
    assert page.xpath("//nav//a[@aria-current='true']/text()") == ["Companies"]


def test_dates_say_how_they_are_known() -> None:
    undated = brief_page(date=None, date_basis=Basis.NONE).text_content()
    assert "undated" in undated
    assert "the text gives no date" in undated
    assert "inferred from the text" in brief_page(date_basis=Basis.INFERRED).text_content()
    stated = brief_page()
    assert stated.xpath("//article//time/@datetime") == ["2026-04-17"]
    assert "stated in the text" in stated.text_content()


@pytest.mark.parametrize(("summary", "shown"), [("The point of it.", []), ("Another.", ["Another."])])
def test_a_summary_that_the_opening_says_is_not_shown_twice(summary: str, shown: list[str]) -> None:
    story = make_story("one", "One", "First of all.\n\nThe point of it.")
    page = pages(library_of(make_brief("a", story, make_story("two"), summary=summary)))["briefs/a/index.html"]
    assert page.xpath("//article/header/p[@class='deck']/text()") == shown


def test_a_derived_title_says_so() -> None:
    assert "the source has no headline" in brief_page(title_basis=Basis.DERIVED).text_content()


def test_another_language_is_marked_wherever_its_stories_stand() -> None:
    site = pages(library_of(replace(make_brief("a", make_story("one", "标题", "正文。")), lang="zh")))
    assert site["briefs/a/index.html"].xpath("//article/@lang") == ["zh"]
    assert site["companies/openai/index.html"].xpath("//ol[@class='timeline']/li/@lang") == ["zh"]


def test_a_dossier_says_the_date_and_the_source_of_a_brief_once() -> None:
    brief = make_brief("a", make_story("one"), make_story("two"), title="Both", date=DAY, source=Source(name="Wire"))
    other = make_brief("b", make_story("b", "Alone"), title="Alone")
    page = pages(library_of(brief, other))["companies/openai/index.html"]
    dates = page.xpath("//ol[@class='timeline']/li/p/node()[not(self::br)]")
    assert [node if isinstance(node, str) else node.text_content() for node in dates if node != "\n"] == [
        *("17 April 2026", "Wire", "Both"),
        "undated",
    ]
    assert page.xpath("//ol[@class='timeline']/li//a[@class='title']/text()") == [
        "Title of one",
        "Title of two",
        "Alone",
    ]


def test_other_names_are_names_that_say_something() -> None:
    aliases = ("Open AI", "OpenAI Inc.", "openai-devs", "Stargate Partners", "Stargate Fund", "OPAI", "Ask OpenAI")
    assert other_names(OPENAI._replace(aliases=aliases, ticker="OPAI")) == ("Stargate Partners",)
    person = Term(kind=Kind.PEOPLE, id="p", name="Son Masa", aliases=("Masa", "MasaHQ", "Jay Y. Masa"))
    assert other_names(person) == ("Jay Y. Masa",)


def test_a_source_is_linked_without_our_recommendation() -> None:
    link = brief_page(source=Source(name="Wire", url="https://example.com/?a=1&b=2")).xpath("//dd/a")[0]
    assert link.get("href") == "https://example.com/?a=1&b=2"
    assert link.get("rel") == "noopener noreferrer nofollow ugc"


def test_headings_of_a_text_stand_below_its_own() -> None:
    text = "# Top\n\nText.\n\n#### Deep\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    many = pages(library_of(make_brief("a", make_story("one", text=text), make_story("two"))))["briefs/a/index.html"]
    assert [
        (node.tag, node.text.strip())
        for node in many.xpath("//section[@id='one']/*[@class='text']/*[self::h2 or self::h3 or self::h4]")
    ] == [
        ("h2", "Title of one"),
        ("h3", "Top"),
        ("h4", "Deep"),
    ]
    assert many.xpath("//div[@class='scroll' and @tabindex='0']/table//td/text()") == ["1", "2"]


def test_a_single_story_is_its_brief() -> None:
    page = pages(library_of(make_brief("a", make_story("a", "T"), title="T")))["briefs/a/index.html"]
    assert page.xpath("//article/@id") == ["a"]
    assert not page.xpath("//nav[@aria-label='In this brief']")


def test_the_first_mention_of_a_term_leads_to_its_dossier() -> None:
    story = make_story("one", text="OpenAI hired. OpenAI fired.")
    page = pages(library_of(make_brief("a", story, make_story("two"))))["briefs/a/index.html"]
    assert page.xpath("//section[@id='one']//p[1]/a/@href") == ["../../companies/openai/"]


def test_facts_of_the_vocabulary_carry_their_date() -> None:
    meta = Term(kind=Kind.COMPANIES, id="meta", name="Meta", region="united-states")
    home = Term(kind=Kind.REGIONS, id="united-states", name="United States")
    vocabulary = Vocabulary(terms={Kind.COMPANIES: {"meta": meta}, Kind.REGIONS: {"united-states": home}})
    site = pages(library_of(make_brief("a", make_story("one", companies=("meta",))), vocabulary=vocabulary))
    aside = site["companies/meta/index.html"].xpath("string(//aside)")
    assert "United States" in aside
    assert "According to the vocabulary, compiled 2026-08" in aside


def test_a_family_shows_its_versions_in_order_and_an_owner_its_products() -> None:
    def product(ident: str, name: str, pattern: str = "") -> Term:
        return Term(kind=Kind.PRODUCTS, id=ident, name=name, owner="meta", pattern=pattern)

    terms = [product("llama", "Llama", r"Llama \d+"), product("llama-10", "Llama 10"), product("llama-4", "Llama 4")]
    meta = Term(kind=Kind.COMPANIES, id="meta", name="Meta")
    vocabulary = Vocabulary(terms={Kind.COMPANIES: {"meta": meta}, Kind.PRODUCTS: {term.id: term for term in terms}})
    tags = Tags(companies=("meta",), products=tuple(term.id for term in terms))
    brief = replace(make_brief("a", replace(make_story("one"), tags=tags)), tags=tags)
    site = pages(library_of(brief, vocabulary=vocabulary))
    family = site["products/llama/index.html"]
    assert family.xpath("//section[h2='Versions']//a/text()") == ["Llama 4", "Llama 10"]
    assert site["companies/meta/index.html"].xpath("//section[h2='Products']//a/text()") == ["Llama"]
    index = site["products/index.html"]
    assert index.xpath("//section[h2='Meta']/ul/li/ul/li/a/text()") == ["Llama 4", "Llama 10"]


def test_pages_stay_small() -> None:
    stories = [
        make_story(f"story-{n}", text="OpenAI said so. " * 60, companies=("openai", "nvidia")) for n in range(20)
    ]
    library = library_of(*(make_brief(f"brief-{n}", *stories, date=DAY + dt.timedelta(n)) for n in range(20)))
    site = pages(library)
    assert sum(1 for _ in site["index.html"].iter()) <= 800
    assert sum(1 for _ in site["briefs/brief-3/index.html"].iter()) <= 1500


def test_the_stylesheet_keeps_to_its_layers_and_its_tokens() -> None:
    css = (TEMPLATES / "assets" / "site.css").read_text("utf-8")
    assert "!important" not in css
    assert set(re.findall(r"var\((--[a-z-]+)\)", css)) <= set(re.findall(r"(--[a-z-]+):", css))
    outside = re.sub(r"@layer [a-z]+ \{.*?^\}", "", css, flags=re.DOTALL | re.MULTILINE)
    assert outside.split() == "@layer reset, tokens, base, layout, components, utilities;".split()
    tokens = css.partition("@layer tokens")[2].partition("@layer base")[0]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", css.replace(tokens, "").partition("@media print")[0])) == set()
