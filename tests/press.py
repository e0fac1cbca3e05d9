"""What the tests of the press need: a library made of a few words, and the files that a part of the press writes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from briefing.config import Settings
from briefing.content.redirects import follow
from briefing.model import Basis, Brief, Kind, OutputFile, Page, Part, Passage, Redirect, Source, Tags, Term, Vocabulary
from briefing.site.assets import read_assets
from briefing.site.data import render_briefs, render_figures, render_schemas, render_terms
from briefing.site.feed_files import FeedWriter
from briefing.site.feeds import plan_feeds
from briefing.site.jobs import plan_jobs, small_files
from briefing.site.keys import Keys
from briefing.site.ledger import Ledger
from briefing.site.library import Library, make_library
from briefing.site.pages import plan
from briefing.site.reading import Reader
from briefing.site.render import render_page
from briefing.site.shelf import Shelf
from briefing.site.views import Views

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


def site_of(library: Library, templates: Path) -> dict[str, bytes]:
    """Make the whole site but for its search index, by path."""
    views = Views(library)
    ledger = Ledger(views)
    pages = plan(views, ledger)
    readings = {brief.slug: b"" for brief in library.briefs}
    jobs = plan_jobs(library, pages, Keys(ledger, views, readings, b""), templates, None)
    files = [file for job in jobs for file in job.make()]
    return by_path([*files, *small_files(library, pages), *read_assets(templates)])


def pages_of(library: Library) -> tuple[Page, ...]:
    views = Views(library)
    return plan(views, Ledger(views))


def rendered(pages: Iterable[Page], templates: Path) -> dict[str, bytes]:
    return by_path(file for page in pages for file in render_page(page, templates))


def feeds_of(library: Library) -> dict[str, bytes]:
    """Write every feed and the list of all, by path."""
    writer, feeds = FeedWriter(library), tuple(plan_feeds(library))
    return by_path([*(file for feed in feeds for file in writer.write(feed)), *writer.write_list(feeds)])


def data_of(library: Library) -> dict[str, bytes]:
    """Write the open data, by path."""
    parts = (render_briefs(library), render_terms(library), render_figures(library), render_schemas())
    return by_path(chain.from_iterable(parts))


def by_path(files: Iterable[OutputFile]) -> dict[str, bytes]:
    return {file.path.as_posix(): file.data for file in files}
