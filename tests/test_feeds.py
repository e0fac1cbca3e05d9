"""Feeds: what is in them, that they are well-formed whatever they hold, and that an item's name never changes."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from dataclasses import replace

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from press import NVIDIA, OPENAI, SETTINGS, feeds_of, library_of, make_brief, make_story, pages_of

from briefing.config import Settings
from briefing.content.markdown import plain
from briefing.model import Brief, Kind, Redirect, Source, Vocabulary
from briefing.site.identity import Identities
from briefing.site.library import Library
from briefing.site.reading import MAX_FEED_BYTES
from briefing.site.syndication import MAX_BYTES, MAX_ITEMS
from briefing.site.xml import clean

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
DAY = dt.date(2026, 3, 28)


def texts(feed: bytes, path: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(feed).findall(path, NAMES)]


def guids(library: Library) -> dict[str, list[str]]:
    return {path: texts(data, "channel/item/guid") for path, data in feeds_of(library).items() if path.endswith(".xml")}


# ------------------------------------------------------------------------------------------- contents


def test_the_site_feeds_have_briefs_and_stories_and_a_term_feed_its_stories() -> None:
    feeds = feeds_of(library_of(make_brief("a", date=DAY)))
    assert texts(feeds["feed.xml"], "channel/item/title") == ["Brief a"]
    assert texts(feeds["stories/feed.xml"], "channel/item/title") == ["Title of one", "Title of two"]
    assert texts(feeds["companies/nvidia/feed.xml"], "channel/item/title") == ["Title of two"]


def test_every_feed_stands_in_both_formats_with_the_same_items() -> None:
    feeds = feeds_of(library_of(make_brief("a", date=DAY), make_brief("b")))
    places = {path.removesuffix("feed.xml") for path in feeds if path.endswith("feed.xml")}
    assert places == {"", "stories/", "companies/openai/", "companies/nvidia/"}
    for place in places:
        items = json.loads(feeds[f"{place}feed.json"])["items"]
        assert [item["id"] for item in items] == texts(feeds[f"{place}feed.xml"], "channel/item/guid")


def test_a_brief_that_only_as_a_whole_carries_a_term_is_in_its_feed() -> None:
    brief = make_brief("a", make_story("one", companies=()), make_story("two", companies=()))
    brief = replace(brief, tags=make_brief("b").tags)
    assert texts(feeds_of(library_of(brief))["companies/openai/feed.xml"], "channel/item/title") == ["Brief a"]


def test_an_item_says_what_is_known() -> None:
    source = Source(name="The Paper", author="Ann Author")
    story = make_story("one", "R&D at OpenAI", "OpenAI spends. It does so [here](/here).")
    brief = make_brief("a", story, make_story("two"), date=DAY, source=replace(source, url="https://paper.example/x/"))
    channel = etree.fromstring(feeds_of(library_of(brief))["stories/feed.xml"])[0]
    item = channel.find("item")
    assert item is not None
    assert item.findtext("title") == "R&D at OpenAI"
    assert item.findtext("link") == "https://example.org/news/briefs/a/#one"
    assert item.findtext("pubDate") == "Sat, 28 Mar 2026 00:00:00 GMT"
    assert item.findtext("dc:creator", namespaces=NAMES) == "Ann Author"
    assert [(tag.text, tag.get("domain")) for tag in item.findall("category")] == [
        ("OpenAI", "https://example.org/news/companies/")
    ]
    assert item.findtext("description") == "OpenAI spends. It does so here."
    content = item.findtext("content:encoded", namespaces=NAMES) or ""
    assert 'href="https://example.org/news/companies/openai/"' in content
    assert 'href="https://paper.example/here"' in content


def test_the_channel_names_itself_and_dates_itself_by_its_content() -> None:
    feeds = feeds_of(library_of(make_brief("a", date=DAY), make_brief("b", date=dt.date(2026, 4, 2))))
    assert texts(feeds["feed.xml"], "channel/lastBuildDate") == ["Thu, 02 Apr 2026 00:00:00 GMT"]
    link = etree.fromstring(feeds["companies/openai/feed.xml"]).find("channel/atom:link", NAMES)
    assert link is not None
    assert link.get("rel") == "self"
    assert link.get("href") == "https://example.org/news/companies/openai/feed.xml"


def test_what_is_undated_has_no_date_anywhere() -> None:
    feeds = feeds_of(library_of(make_brief("a"), make_brief("b")))
    assert b"Date>" not in feeds["feed.xml"]
    assert b"date_published" not in feeds["feed.json"]


def test_undated_items_stand_last_in_an_order_that_stays() -> None:
    briefs = [make_brief("c"), make_brief("a"), make_brief("b", date=DAY)]
    before = texts(feeds_of(library_of(*briefs))["feed.xml"], "channel/item/title")
    assert before == ["Brief b", "Brief a", "Brief c"]
    after = texts(feeds_of(library_of(*briefs, make_brief("0")))["feed.xml"], "channel/item/title")
    assert after == ["Brief b", "Brief 0", "Brief a", "Brief c"]


def test_a_feed_of_thousands_is_cut_in_number_and_in_size() -> None:
    many = [make_brief(f"b{number}", make_story("one", text="word " * 10), make_story("two")) for number in range(200)]
    long = [make_brief(f"c{number}", make_story("one", text="word " * 5_000)) for number in range(20)]
    assert len(texts(feeds_of(library_of(*many))["stories/feed.xml"], "channel/item/guid")) == MAX_ITEMS
    feeds = feeds_of(library_of(*long))
    assert max(map(len, feeds.values())) <= MAX_BYTES
    assert 2 < len(texts(feeds["stories/feed.xml"], "channel/item/guid")) < 20


def test_a_text_too_long_for_a_feed_is_read_on_its_page() -> None:
    feeds = feeds_of(library_of(make_brief("a", make_story("one", text="word " * MAX_FEED_BYTES))))
    assert b"content:encoded>" not in feeds["feed.xml"]
    assert texts(feeds["feed.xml"], "channel/item/guid")


def test_an_empty_site_has_feeds_without_items() -> None:
    feeds = feeds_of(library_of())
    assert texts(feeds["feed.xml"], "channel/title") == ["Test Briefing: briefs"]
    assert json.loads(feeds["feed.json"])["items"] == []


def test_without_an_address_of_its_own_the_site_gives_the_preview_s() -> None:
    feeds = feeds_of(library_of(make_brief("a"), settings=Settings()))
    assert texts(feeds["feed.xml"], "channel/item/link") == ["http://localhost:8000/briefs/a/"]


def test_addresses_are_plain_ascii() -> None:
    feeds = feeds_of(library_of(make_brief("阶跃星辰", make_story("故事"), make_story("two"))))
    link = texts(feeds["stories/feed.xml"], "channel/item/link")[0]
    assert link.isascii()
    assert link.startswith("https://example.org/news/briefs/%E9%98%B6")


def test_a_browser_is_led_to_the_stylesheet_of_feeds() -> None:
    feeds = feeds_of(library_of(make_brief("a")))
    assert b'<?xml-stylesheet type="text/css" href="../../assets/feed.css"?>' in feeds["companies/openai/feed.xml"]


# ---------------------------------------------------------------------------------------------- lists


def test_the_opml_lists_every_feed_by_kind() -> None:
    feeds = feeds_of(library_of(make_brief("a")))
    root = etree.fromstring(feeds["feeds.opml"])
    assert root.xpath("body/outline/@text") == ["Test Briefing", "Companies"]
    listed = [url.removeprefix("https://example.org/news/") for url in root.xpath("//@xmlUrl")]
    assert sorted(listed) == sorted(path for path in feeds if path.endswith(".xml"))


def test_every_page_announces_its_own_feed_first_and_the_site_s() -> None:
    pages = {page.url: page for page in pages_of(library_of(make_brief("a")))}
    site = ["feed.xml", "feed.json", "stories/feed.xml"]
    assert [link.url for link in pages["briefs/a/"].context["feeds"]] == site  # type: ignore[attr-defined]
    own = ["companies/openai/feed.xml", "companies/openai/feed.json", "feed.xml", "stories/feed.xml"]
    assert [link.url for link in pages["companies/openai/"].context["feeds"]] == own  # type: ignore[attr-defined]


# -------------------------------------------------------------------------------------------- hostile

HOSTILE = [
    "]]> <b>bold</b> & <![CDATA[",
    "</script><script>alert(1)</script>",
    "</title></item>",
    "&lt;b&gt; &amp;amp; &#x3C;",
    "a\x00b\x0bc\x1b[31m\ufffe\uffffd",
    "مرحبا بالعالم",
    "🤖 阶跃星辰 👩‍👩‍👧",
    "\"quotes\" and 'quotes'",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_read_back_as_it_stands(title: str) -> None:
    brief = make_brief("a", make_story("one", title), make_story("two"), title=title, summary=title)
    feeds = feeds_of(library_of(brief))
    assert texts(feeds["stories/feed.xml"], "channel/item/title")[0] == clean(title)
    assert json.loads(feeds["stories/feed.json"])["items"][0]["title"] == clean(title)
    assert html.unescape(texts(feeds["feed.xml"], "channel/item/description")[0]) == clean(title)


def text_of_html(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@given(st.text(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_text_in_a_feed_is_the_text_of_the_story(text: str) -> None:
    markdown = f"{clean(text)}\n\nThe end."
    feeds = feeds_of(library_of(make_brief("a", make_story("one", text=markdown), make_story("two"))))
    content = texts(feeds["stories/feed.xml"], "channel/item/content:encoded")[0]
    assert text_of_html(content).split() == plain(markdown).split()


@given(title=st.text(min_size=1, max_size=60), summary=st.text(max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_text_makes_a_well_formed_feed(title: str, summary: str) -> None:
    brief = make_brief("a", make_story("one", title), make_story("two"), title=title, summary=summary)
    for path, data in feeds_of(library_of(brief)).items():
        assert etree.fromstring(data) is not None if path.endswith(("xml", "opml")) else json.loads(data)


def test_feedparser_reads_the_items_back() -> None:
    briefs = [make_brief(f"b{number}", date=dt.date(2026, 3, 1 + number)) for number in range(5)]
    feeds = feeds_of(library_of(*briefs))
    parsed = feedparser.parse(feeds["stories/feed.xml"])
    assert not parsed.bozo
    assert [entry.id for entry in parsed.entries] == texts(feeds["stories/feed.xml"], "channel/item/guid")
    assert [entry.title for entry in parsed.entries] == ["Title of one", "Title of two"] * 5
    assert parsed.entries[0].link == "https://example.org/news/briefs/b4/#one"
    assert parsed.entries[0].published_parsed[:3] == (2026, 3, 5)
    assert parsed.entries[0].content[0].value == "<p>Some text.</p>"
    assert not parsed.entries[0].guidislink


# ------------------------------------------------------------------------------------------- identity


def test_guids_are_unique_in_every_feed() -> None:
    copied = [make_brief("a", seed="seeds/x.txt"), make_brief("b", seed="seeds/x.txt"), make_brief("c", seed="")]
    for items in guids(library_of(*copied)).values():
        assert len(set(items)) == len(items)


@st.composite
def briefs(draw: st.DrawFn) -> tuple[str, ...]:
    return tuple(draw(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=4, unique=True)))


@given(slugs=briefs(), title=st.text(min_size=1, max_size=30), new=st.from_regex(r"[A-Z]{3}", fullmatch=True))
@settings(max_examples=40, deadline=None)
def test_a_guid_outlives_every_edit(slugs: tuple[str, ...], title: str, new: str) -> None:
    """A rebuild, an edited title, date and slug, an edited vocabulary, another address, a new brief."""
    before = library_of(*map(make_brief, slugs))

    def edited(brief: Brief) -> Brief:
        passages = tuple(replace(passage, title=title) for passage in brief.passages)
        return replace(brief, title=title, date=DAY, slug=f"{brief.slug}-edited", passages=passages)

    vocabulary = Vocabulary(terms={Kind.COMPANIES: {"openai": OPENAI._replace(name="Open"), "nvidia": NVIDIA}})
    moved = replace(SETTINGS, base_url="https://elsewhere.example")
    for after in (
        library_of(*map(make_brief, slugs)),
        library_of(*map(edited, before.briefs)),
        library_of(*map(make_brief, slugs), vocabulary=vocabulary),
        library_of(*map(make_brief, slugs), settings=moved),
        library_of(*map(make_brief, slugs), make_brief(new)),
    ):
        assert {*names(before)} <= {*names(after)}


def names(library: Library) -> list[str]:
    identities = Identities(library)
    stories = [identities.of_story(story) for story in library.stories]
    return [*map(identities.of_brief, library.briefs), *stories]


def test_the_one_story_of_a_brief_keeps_its_guid_whatever_its_id() -> None:
    """Its id is made from the title: a sidecar that corrects the title makes another id."""
    before = library_of(make_brief("a", make_story("derived-title", "Derived title")))
    after = library_of(make_brief("b", make_story("better-title", "Better title"), seed="seeds/a.txt"))
    assert names(before) == names(after)


def test_guids_stay_what_they_were_when_they_were_first_published() -> None:
    """Whoever changes these strings makes every reader see every item again."""
    assert names(library_of(make_brief("a"))) == [
        "urn:uuid:cb00816f-3fc0-5d01-9b63-d775c847b50c",
        "urn:uuid:d81b15b8-8e96-5bbf-9f83-48057bf62481",
        "urn:uuid:73bfe48c-3d43-57bf-a417-98f850123209",
    ]


# ------------------------------------------------------------------------------------------ redirects


def test_a_renamed_brief_written_by_hand_keeps_its_guids() -> None:
    before = library_of(make_brief("old", seed=""))
    moves = [Redirect(old="briefs/old/", new="briefs/new/"), Redirect(old="briefs/older-yet/", new="briefs/new/")]
    after = library_of(make_brief("new", seed=""), redirects=moves)
    assert names(before) == names(after)


def test_a_merged_term_s_feed_lives_on_as_the_other_s() -> None:
    merged = Redirect(old="companies/open-ai/", new="companies/openai/")
    feeds = feeds_of(library_of(make_brief("a"), redirects=[merged]))
    assert feeds["companies/open-ai/feed.xml"] == feeds["companies/openai/feed.xml"]
    assert feeds["companies/open-ai/feed.json"] == feeds["companies/openai/feed.json"]
    assert b"open-ai" not in feeds["feeds.opml"]
