"""The way through the house, from seeds to site."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.config import Options, load_settings
from briefing.content.redirects import load_redirects
from briefing.content.store import ContentPlan, Status, plan_content, read_briefs, write_atomically, write_content
from briefing.errors import SeedError
from briefing.model import Document, OutputFile, Tagged, Vocabulary
from briefing.progress import Progress
from briefing.report import Counts, Report, SeedReport, to_json
from briefing.seeds.normalize import normalize
from briefing.seeds.read import find_seeds, read_seed
from briefing.site.assets import read_assets
from briefing.site.library import Library, make_library
from briefing.site.machines import render_for_machines
from briefing.site.pages import plan
from briefing.site.publish import publish, stale_files
from briefing.site.render import render_pages
from briefing.site.search import index_stories
from briefing.tagging.matcher import Matcher
from briefing.tagging.tag import Tagger
from briefing.tagging.vocabulary import load_vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that a build has made, before anything is written: content/, site/, and the account of both."""

    content: ContentPlan
    files: tuple[OutputFile, ...]
    report: Report


def build(options: Options, progress: Progress | None = None) -> Report:
    """Build once: make everything first, then write content/, then replace site/. With `check`, write nothing."""
    progress = progress or Progress()
    edition = make_edition(options, progress)
    if options.check:
        return replace(edition.report, stale=_stale(edition, options))
    with progress.stage("publishing"):
        write_content(options.content, edition.content)
        written, removed = publish(edition.files, options.output)
    counts = replace(edition.report.counts, written=written, removed=removed)
    report = replace(edition.report, counts=counts)
    write_atomically(options.report_file, json.dumps(to_json(report), ensure_ascii=False, indent=1).encode())
    return report


def make_edition(options: Options, progress: Progress) -> Edition:
    """Convert the seeds, plan the content, render the site. Reads only."""
    settings = load_settings(options.content / "site.yaml", base_url=options.base_url)
    vocabulary = load_vocabulary(options.content / "vocabulary", cache=None if options.check else options.cache)
    converted, refused = convert(options.seeds, vocabulary, progress)
    with progress.stage("planning"):
        content = plan_content(read_briefs(options.content), (tagged.brief for _, tagged in converted))
        briefs = (item.brief for item in content.briefs)
        redirects = load_redirects(options.content / "redirects.yaml")
        library = make_library(settings, vocabulary, Matcher(vocabulary), briefs, redirects)
        pages = plan(library)
    rendered = tuple(render_pages(progress.track("rendering", pages), options.templates))
    with progress.stage("indexing"):
        searched = index_stories(library) if options.search else ()
    files = (*rendered, *render_for_machines(library, pages), *read_assets(options.templates), *searched)
    seeds = (*_accounts(converted, content), *refused)
    return Edition(content=content, files=files, report=Report(seeds=seeds, counts=_count(library, len(pages))))


def convert(
    folder: Path, vocabulary: Vocabulary, progress: Progress
) -> tuple[tuple[tuple[Document, Tagged], ...], tuple[SeedReport, ...]]:
    """Convert every seed; one that cannot be read is refused alone."""
    tagger, converted, refused = Tagger(vocabulary), [], []
    for path in progress.track("converting", find_seeds(folder)):
        try:
            document = normalize(read_seed(path, folder=folder))
            converted.append((document, tagger.tag(document)))
        except SeedError as error:
            name = path.relative_to(folder).as_posix()
            refused.append(SeedReport(seed=name, status=Status.REFUSED, error=error))
    return tuple(converted), tuple(refused)


def _accounts(converted: tuple[tuple[Document, Tagged], ...], content: ContentPlan) -> list[SeedReport]:
    reports = []
    for document, tagged in converted:
        status, slug = content.statuses[tagged.brief.seed_file]
        chars, lines = document.seed.chars, document.lines
        name = str(document.seed.path)
        reports.append(SeedReport(seed=name, status=status, brief=slug, tagged=tagged, lines=lines, chars=chars))
    return reports


def _count(library: Library, pages: int) -> Counts:
    return Counts(briefs=len(library.briefs), stories=len(library.stories), pages=pages)


def _stale(edition: Edition, options: Options) -> tuple[str, ...]:
    """Name what of content/ and site/ is not as this build would leave it."""
    planned = (*(file.path for file in edition.content.writes), *edition.content.removals)
    return (
        *(str(options.content / path) for path in sorted(planned)),
        *(str(options.output / path) for path in stale_files(edition.files, options.output)),
    )
