"""What the tests of the press need: a library made of a few words, and the files that a part of the press writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from briefing.config import Settings
from briefing.content.redirects import follow
from briefing.model import Basis, Brief, Kind, OutputFile, Part, Passage, Redirect, Source, Tags, Term, Vocabulary
from briefing.site.library import Library, make_library
from briefing.site.reading import Reader
from briefing.site.shelf import Shelf

OPENAI = Term(kind=Kind.COMPANIES, id="openai", name="OpenAI")
NVIDIA = Term(kind=Kind.COMPANIES, id="nvidia", name="NVIDIA")
VOCABULARY = Vocabulary(terms={Kind.COMPANIES: {"openai": OPENAI, "nvidia": NVIDIA}})
UNKNOWN = Source()
SETTINGS = Settings(title="Test Briefing", description="For tests", base_url="https://example.org/news")


def make_story(
    id_: str, title: str = "", text: str = "Some text.", companies: tuple[str, ...] = ("openai",)
) -> Passage:
    tags = Tags(companies=companies)
    return Passage(part=Part.STORY, id=id_, title=title or f"Title of {id_}", level=3, markdown=text, tags=tags)


def make_brief(
    slug: str,
    *stories: Passage,
    title: str = "",
    date: dt.date | None = None,
    seed: str | None = None,
    source: Source = UNKNOWN,
    summary: str = "",
) -> Brief:
    passages = stories or (make_story("one"), make_story("two", companies=("nvidia",)))
    companies = tuple(dict.fromkeys(ident for story in passages for ident in story.tags.companies))
    return Brief(
        slug=slug,
        title=title or f"Brief {slug}",
        title_basis=Basis.STATED,
        date=date,
        date_basis=Basis.STATED if date else Basis.NONE,
        lang="en",
        summary=summary,
        source=source,
        seed_file=f"seeds/{slug}.txt" if seed is None else seed,
        seed_sha256="",
        tags=Tags(companies=companies),
        passages=tuple(passages),
    )


def library_of(
    *briefs: Brief,
    settings: Settings = SETTINGS,
    vocabulary: Vocabulary = VOCABULARY,
    redirects: Iterable[Redirect] = (),
) -> Library:
    reader, redirects = Reader(vocabulary, settings), tuple(redirects)
    followed = tuple(follow(briefs, redirects))
    shelf = Shelf.of({brief.slug: reader.read(brief) for brief in followed})
    return make_library(settings, vocabulary, followed, shelf, redirects)


def by_path(files: Iterable[OutputFile]) -> dict[str, bytes]:
    return {file.path.as_posix(): file.data for file in files}
