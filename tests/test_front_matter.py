"""A brief as a file: written and read back, and every fault named with its line and its remedy."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.content.front_matter import digest, dump, is_untouched, parse
from briefing.errors import FrontMatterError
from briefing.model import Basis, Brief, Kind, Part, Passage, Source, Tags
from briefing.slugs import slugify, unique_slugs

# Words as a normalizer writes them: no blanks at the ends, none doubled, no control characters.
_CHARS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs", "Cn"], exclude_characters="\ufeff")
WORDS = st.lists(st.text(_CHARS, min_size=1, max_size=8), min_size=1, max_size=5).map(" ".join)
NAMES = st.sampled_from(
    ["null", "no", "1.10", "2026-05-01", "openai", "阶跃星辰", "y", "0x1f", "gpt-4-5", "~", "- a", "a: b"]
)
WEB = st.sampled_from(["https://example.org/", "http://例え.jp/路?q=1#x"])
SLUGS = (WORDS | NAMES).map(slugify)
TAGS = st.builds(lambda pairs: Tags.from_pairs(pairs), st.lists(st.tuples(st.sampled_from(Kind), SLUGS), max_size=5))
PARAGRAPHS = st.lists(
    st.sampled_from(["One **bold** word.", "- a\n- b", "> said", "中文。", "`x`"]), min_size=1, max_size=3
)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    titles = draw(st.lists(WORDS.filter(str.isalnum), min_size=1, max_size=4, unique_by=slugify))
    idents = unique_slugs(slugify(title) for title in titles)
    texts = draw(st.lists(PARAGRAPHS, min_size=len(titles), max_size=len(titles)))
    level = draw(st.sampled_from([2, 3]))
    stories = tuple(
        Passage(part=Part.STORY, id=ident, title=title, level=level, markdown="\n\n".join(text), tags=draw(TAGS))
        for ident, title, text in zip(idents, titles, texts, strict=True)
    )
    date = draw(st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
    brief = Brief(
        slug=draw(SLUGS),
        title="The whole of it",
        title_basis=draw(st.sampled_from([Basis.STATED, Basis.METADATA, Basis.DERIVED])),
        date=date,
        date_basis=draw(st.sampled_from([Basis.STATED, Basis.INFERRED])) if date else Basis.NONE,
        lang=draw(st.sampled_from(["en", "no", "zh"])),
        summary=draw(st.just("") | WORDS),
        source=Source(name=draw(st.just("") | WORDS | NAMES), url=draw(st.just("") | WEB), author=draw(NAMES)),
        seed_file=draw(st.just("") | WORDS.map(lambda name: f"seeds/{name}.txt")),
        seed_sha256="",
        tags=draw(TAGS),
        passages=(Passage(part=Part.TEXT, markdown="A lead."), *stories),
        figures=draw(st.dictionaries(SLUGS, st.dictionaries(SLUGS, WORDS | NAMES, max_size=2), max_size=2)),
    )
    return replace(brief, seed_sha256="ab" * 32 if brief.seed_file else "")


@settings(deadline=None)
@given(briefs())
def test_parse_is_the_inverse_of_dump(brief: Brief) -> None:
    text = dump(brief)
    assert replace(parse(text), generated="") == brief
    assert dump(parse(text)) == text
    assert is_untouched(text)


@settings(deadline=None)
@given(briefs(), st.data())
def test_an_edit_of_one_character_is_an_edit(brief: Brief, data: st.DataObject) -> None:
    text = dump(brief)
    at = data.draw(st.integers(0, len(text) - 1))
    edited = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
    assert not is_untouched(edited)


def test_a_file_saved_with_other_newlines_or_a_mark_is_read_the_same() -> None:
    text = dump(_brief())
    assert parse("\ufeff" + text.replace("\n", "\r\n")) == parse(text)


def test_the_digest_leaves_its_own_line_out() -> None:
    text = dump(_brief())
    signed = next(line for line in text.splitlines() if line.startswith("generated: "))
    assert signed == f"generated: {digest(text)}"
    assert digest(text) == digest(text.replace(signed + "\n", ""))


def test_a_brief_needs_a_title_alone() -> None:
    brief = parse("---\ntitle: Made by hand\n---\nOne story.\n")
    assert (brief.slug, brief.date, brief.lang, brief.seed_file) == ("made-by-hand", None, "en", "")
    assert brief.passages == (Passage(part=Part.STORY, id="made-by-hand", title="Made by hand", markdown="One story."),)


def test_values_are_what_the_editor_wrote() -> None:
    brief = parse("---\ntitle: 1.10\nslug: yes\nlang: no\ndate: 2026-05-01T08:00:00+08:00\n---\nText.\n")
    assert (brief.title, brief.slug, brief.lang, brief.date) == ("1.10", "yes", "no", dt.date(2026, 5, 1))


def test_keys_of_the_editors_own_are_left_alone() -> None:
    assert parse("---\ntitle: T\nremark: ask Li\n---\nText.\n").title == "T"


_ROUND_UP = "stories:\n- {id: a, title: A}\n- {id: b, title: B}\n"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("Text.\n", "b.md:1: no front matter. Begin the file with a line of three hyphens"),
        ("---\ntitle: T\n", "b.md:1: front matter never ends. Close it with a line of three hyphens"),
        ("---\n- a\n---\n", "b.md:2: front matter must be a mapping of keys to values"),
        ("---\ntitle: [\n---\n", "b.md:3: invalid YAML: did not find expected node content"),
        ("---\ntitle: *x\n---\n", "b.md:2: anchors and aliases (& and *) are not read here"),
        ("---\nslug: a\n---\nText.\n", "b.md:2: a brief needs a title. Add a line 'title: ...'"),
        ("---\ntitle: T\nslug: ../a\n---\n", "b.md:3: '../a' cannot be a slug. "
         "Use letters, digits and single hyphens, at most 80"),
        ("---\ntitle: T\ndate: May 1\n---\n", "b.md:3: 'May 1' is not a date. Write it as 2026-05-01"),
        ("---\ntitle: T\ndate: 0001-01-01\n---\n", "b.md:3: '0001-01-01' is not a date. Write it as 2026-05-01"),
        ("---\ntitle: T\nsource: {url: 'javascript:x'}\n---\n", "b.md:3: 'javascript:x' is no address of the web. "
         "Write it with https:// at the front"),
        ("---\ntitle: T\ndate_basis: derived\n---\n", "b.md:3: unknown date_basis 'derived'. "
         "One of stated, metadata, inferred, none"),
        ("---\ntitle: T\nsource: me\n---\n", "b.md:3: 'source' must be a mapping. Write it as source: {name: ...}"),
        ("---\ntitle: T\ncompanies: openai\n---\n", "b.md:3: 'companies' must be a list of ids. "
         "Write it as companies: [one, another]"),
        ("---\ntitle: T\nregions: [United States]\n---\n", "b.md:3: 'United States' is not an id of regions. "
         "Ids are lower-case words and hyphens, as in the vocabulary"),
        ("---\ntitle: T\ncompany: [a]\n---\n", "b.md:3: unknown key 'company'. Did you mean 'companies'?"),
        ("---\ntitle: T\nstories: a\n---\n", "b.md:3: 'stories' must be a list. Write each as - {id: ..., title: ...}"),
        ("---\ntitle: T\nstories:\n- {id: a}\n---\n", "b.md:4: a story needs a title"),
        ("---\ntitle: T\nstories:\n- {id: A b, title: A}\n---\n", "b.md:4: 'A b' cannot be the id of a story. "
         "Use letters, digits and single hyphens"),
        ("---\ntitle: T\nstories:\n- {id: a, title: A}\n- {id: a, title: B}\n---\n",
         "b.md:5: 'a' is the id of the story in line 4 too"),
        (f"---\ntitle: T\n{_ROUND_UP}---\n## A\n\ntext\n", "b.md:5: story 'B' is not in the body. "
         "Give the heading of the story this title, or take the story off the list"),
        ("---\ntitle: T\nslug: a\n---\n[x]: http://" + "x" * 300_000 + "\n\n" + "[x] " * 50,
         "b.md:5: its reference links would make the page many times its size. "
         "Write a long address once, as a plain link"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line_and_its_remedy(text: str, error: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        parse(text, path="b.md")
    assert str(caught.value) == error


def _brief() -> Brief:
    story = Passage(part=Part.STORY, id="a-title", title="A title", markdown="Text.")
    return Brief(
        slug="a-title", title="A title", title_basis=Basis.STATED, date=dt.date(2026, 5, 1), date_basis=Basis.STATED,
        lang="en", summary="Text.", source=Source(), seed_file="seeds/a.txt", seed_sha256="ab" * 32, tags=Tags(),
        passages=(story,),
    )  # fmt: skip
