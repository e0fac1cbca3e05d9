"""The way through the house, from seeds to site."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from briefing.config import Options, Settings, load_settings
from briefing.content.draft import Draft, EditedMeanwhileError
from briefing.content.front_matter import is_untouched
from briefing.content.redirects import follow, load_redirects
from briefing.content.store import ContentPlan, Status, find_brief, plan_content, read_briefs
from briefing.conversion import Converted, Limits, convert
from briefing.errors import BriefingError, PublishError, faults_of
from briefing.files import hold, write_atomically
from briefing.model import OutputFile
from briefing.progress import Progress
from briefing.report import Counts, Report, SeedReport, failed, to_json
from briefing.site.assets import read_assets
from briefing.site.cards import make_cards
from briefing.site.figure_notes import edit_warnings
from briefing.site.library import Library, make_library
from briefing.site.machines import notes, render_for_machines
from briefing.site.pages import plan
from briefing.site.publish import Press, press, stale_files
from briefing.site.reading import Reader
from briefing.site.render import render_pages
from briefing.site.search import index_stories
from briefing.site.shelf import Shelf
from briefing.tagging.vocabulary import load_vocabulary

_ATTEMPTS: Final = 5
_MB: Final = 1_000_000

Index = Callable[[Library], tuple[OutputFile, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that a build has made, before anything is written: content/, site/, and the account of both."""

    content: ContentPlan
    files: tuple[OutputFile, ...]
    report: Report


def build(options: Options, progress: Progress | None = None, index: Index | None = None) -> Report:
    """Build once: make everything first, then write content/, then replace site/. With `check`, write nothing.

    `index` gives the files of the search index; by default they are made at once.
    """
    progress = progress or Progress()
    if options.check:
        edition = make_edition(options, progress, index)
        return replace(edition.report, stale=_stale(edition, options))
    options.content.mkdir(parents=True, exist_ok=True)
    with hold(options.content, shown=options.content), press(options.output) as site:
        try:
            return _build(site, options, progress, index)
        except (BriefingError, ExceptionGroup) as error:
            with suppress(OSError):
                _write_report(options, failed(faults_of(error)))
            raise


def _build(site: Press, options: Options, progress: Progress, index: Index | None) -> Report:
    """Build, and begin again when an editor saved a brief meanwhile."""
    for _ in range(_ATTEMPTS):
        with suppress(EditedMeanwhileError):
            return _deliver(make_edition(options, progress, index), site, options, progress)
    raise PublishError("its briefs are being changed faster than they can be built", path=options.content)


def _deliver(edition: Edition, site: Press, options: Options, progress: Progress) -> Report:
    """Write everything beside its place; only when all of it is there, move it in, the site last and as one."""
    changes = edition.content.changes
    with progress.stage("publishing"), Draft(options.content, changes) as draft:
        written, removed = site.prepare(edition.files, anew=options.clean)
        written += sum(change.after is not None for change in changes)
        removed += sum(change.after is None for change in changes)
        unchanged = len(edition.files) + len(edition.content.briefs) - written
        counts = replace(edition.report.counts, written=written, unchanged=unchanged, removed=removed)
        report = replace(edition.report, counts=counts)
        _write_report(options, to_json(report))
        _keep_edits(edition.content, options)
        draft.commit()
        site.swap()
    return report


def _write_report(options: Options, account: Mapping[str, object]) -> None:
    if not options.report and options.report_file.is_dir():
        shutil.rmtree(options.report_file)  # the cache is ours: whatever stands in the way there may go
    text = json.dumps(account, ensure_ascii=False, indent=1)
    write_atomically(options.report_file, text.encode(errors="backslashreplace"))  # the name of a file may be no text


def _keep_edits(content: ContentPlan, options: Options) -> None:
    """Keep a copy of an edited brief that its editor gives up."""
    for change in content.changes:
        if change.before is not None and not is_untouched(change.before.decode()):
            name = f"{change.path.stem}-{hashlib.sha256(change.before).hexdigest()[:8]}.md"
            write_atomically(options.cache / "given-up" / name, change.before)


def make_edition(options: Options, progress: Progress, index: Index | None) -> Edition:
    """Convert the seeds, plan the content, render the site. Reads only."""
    settings = load_settings(options.content / "site.yaml", base_url=options.base_url)
    cache = None if options.check or options.clean else options.cache
    vocabulary = load_vocabulary(options.content / "vocabulary", cache=cache)
    converted = convert(options.seeds, vocabulary, progress, _limits(settings), jobs=options.jobs)
    with progress.stage("planning"):
        content = _plan_content(options, settings, converted)
        redirects = load_redirects(options.content / "redirects.yaml")
        briefs = tuple(follow((item.brief for item in content.briefs), redirects))
        reader = Reader(vocabulary, settings)
        shelf = Shelf.of({brief.slug: reader.read(brief) for brief in briefs})
        library = make_library(settings, vocabulary, briefs, shelf, redirects)
        pages = plan(library)
    tracked = progress.track("rendering", pages, len(pages), label=lambda page: f"/{page.url}")
    rendered = tuple(render_pages(tracked, options.templates))
    with progress.stage("drawing cards"):
        cards = tuple(make_cards(pages, options.templates, cache))
    with progress.stage("indexing"):
        searched = (index or search_of(options))(library) if options.search else ()
    with progress.stage("feeds, data"):
        for_machines = tuple(render_for_machines(library, pages))
    files = (*rendered, *cards, *for_machines, *read_assets(options.templates), *searched)
    counts = Counts(briefs=len(library.briefs), stories=len(library.stories), pages=len(pages))
    seeds = tuple(_accounts(converted, content))
    warnings = (*content.warnings, *edit_warnings(library))
    report = Report(seeds=seeds, counts=counts, warnings=warnings, notes=notes(library), changes=content.changes)
    return Edition(content=content, files=files, report=report)


def search_of(options: Options) -> Index:
    """Give what makes the search index."""
    cache = None if options.check or options.clean else options.cache
    return partial(index_stories, cache=cache, jobs=options.jobs)


def _limits(settings: Settings) -> Limits:
    return Limits(seed=settings.max_seed_mb * _MB, brief=settings.max_brief_mb * _MB)


def _plan_content(options: Options, settings: Settings, converted: Sequence[Converted]) -> ContentPlan:
    """Plan content/. Where there is no folder of seeds at all, every brief stays: the site may be built without."""
    max_bytes = _limits(settings).brief
    stored = read_briefs(options.content, max_bytes=max_bytes)
    unread = {f"seeds/{seed.name}" for seed in converted if seed.unread}
    seedless = not options.seeds.is_dir()
    return plan_content(
        stored,
        [seed.tagged.brief for seed in converted if seed.tagged],
        content=options.content,
        max_bytes=max_bytes,
        keep=lambda seed_file: seedless or seed_file in unread,
        take=find_brief(stored, options.take).path if options.take else None,
    )


def _accounts(converted: Iterable[Converted], content: ContentPlan) -> Iterator[SeedReport]:
    for seed in converted:
        seed_file = f"seeds/{seed.name}"
        error = seed.error or content.refused.get(seed_file)
        status, slug = content.statuses.get(seed_file, (Status.REFUSED, ""))
        if error or not seed.document:
            yield SeedReport(seed=seed.name, status=Status.REFUSED, error=error)
        else:
            lines, chars = seed.document.lines, seed.document.seed.chars
            yield SeedReport(seed=seed.name, status=status, brief=slug, tagged=seed.tagged, lines=lines, chars=chars)


def _stale(edition: Edition, options: Options) -> tuple[str, ...]:
    """Name what of content/ and site/ is not as this build would leave it."""
    return (
        *(str(options.content / change.path) for change in edition.content.changes),
        *(str(options.output / path) for path in stale_files(edition.files, options.output)),
    )
