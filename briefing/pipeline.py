"""The way through the house, from seeds to site."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Final, NamedTuple, TypeVar

from briefing.config import Options, Settings, load_settings
from briefing.content.draft import Draft, EditedMeanwhileError
from briefing.content.front_matter import is_untouched
from briefing.content.redirects import follow, load_redirects
from briefing.content.store import ContentPlan, StoredBrief, find_brief, note_briefs, plan_content, read_briefs
from briefing.conversion import Converted, Limits, convert, damage_of, load_converter
from briefing.errors import BriefingError, PublishError, SeedError, faults_of
from briefing.files import hold, write_atomically
from briefing.inputs import Inputs, program
from briefing.memo import Memo, Notebook, key_of, pack
from briefing.model import OutputFile, Redirect, Status, Vocabulary
from briefing.progress import Progress
from briefing.report import Counts, Report, SeedReport, failed, to_json, write_report
from briefing.revision import revise
from briefing.site.assets import read_assets
from briefing.site.catalogue import Catalogue
from briefing.site.figure_notes import edit_warnings
from briefing.site.jobs import ASIDES, Job, index_jobs, plan_jobs, small_files
from briefing.site.keys import Keys
from briefing.site.ledger import Ledger
from briefing.site.library import Library, make_library
from briefing.site.pages import plan
from briefing.site.prints import Prints
from briefing.site.publish import AlteredError, Press, press, stale_files
from briefing.site.reading import Reader
from briefing.site.records import IndexPart, Sheaf
from briefing.site.render import compile_templates
from briefing.site.search import FOLDER, files_of, index_parts, sheaves_of
from briefing.site.shelf import basis_of, fill, reading_key
from briefing.site.views import Views
from briefing.stamps import Body
from briefing.standing import Standing, open_notes, replace_folder
from briefing.tagging.vocabulary import load_vocabulary
from briefing.workers import spread

_Used = TypeVar("_Used")

_ATTEMPTS: Final = 5
_WORTH_FORKING: Final = 512  # jobs: below, starting processes costs more than they save


Index = Callable[[Sequence[Sheaf], str], tuple[IndexPart, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """All that a build makes: content/, site/, and the account of both.

    `jobs` make the files of site/ that could stand as they are, each when it is asked for; `others` are the rest.
    """

    content: ContentPlan
    max_bytes: int  # of a brief
    jobs: Sequence[Job]
    others: Sequence[OutputFile]
    report: Report

    @property
    def written(self) -> Iterator[StoredBrief]:
        """The briefs that are new, or other than before."""
        paths = {change.path for change in self.content.changes}
        return (item for item in self.content.briefs if item.path in paths)

    @property
    def size(self) -> int:
        """How many files the site has."""
        return sum(len(job.paths) for job in self.jobs) + len(self.others)


class _Stock(NamedTuple):
    """What is stored, as a library; the keys of its readings, by slug; and where its index is catalogued."""

    library: Library
    readings: Mapping[str, bytes]
    catalogue: Catalogue


def get_ready(options: Options) -> None:
    """Load and compile what a build needs that makes everything anew."""
    compile_templates(options.templates)
    if options.seeds.is_dir():
        load_converter()


def build(
    options: Options, progress: Progress | None = None, index: Index | None = None, *, late: bool = False
) -> Report:
    """Build once: make everything first, then write content/, then replace site/. With `check`, write nothing.

    `index` gives the files of the search index. A `late` index is that of the site that stands, if it has one:
    `index_site` is to be called after.
    """
    progress = progress or Progress()
    if options.check:
        edition = make_edition(options, progress, index, Inputs(Notebook()))
        return replace(edition.report, stale=_stale(edition, options, progress))
    options.content.mkdir(parents=True, exist_ok=True)
    with hold(options.content, shown=options.content), press(options.output) as site:
        try:
            return _build(site, options, progress, index, late=late)
        except (BriefingError, ExceptionGroup) as error:
            with suppress(OSError):
                write_report(options, failed(faults_of(error)))
            raise


def _build(site: Press, options: Options, progress: Progress, index: Index | None, *, late: bool) -> Report:
    """Build, and begin again when an editor saved a brief meanwhile, or somebody changed the site."""
    for attempt in range(_ATTEMPTS):
        with closing(open_notes(options)) as memo, suppress(EditedMeanwhileError, AlteredError):
            if options.clean:
                memo.forget()
            inputs = Inputs(memo)
            standing = Standing(options, inputs)
            behind = late and attempt == 0 and bool(standing.folder(FOLDER))
            report = None
            if attempt == 0 and not (options.clean or options.take):
                anew = (index or _indexer(options)) if options.search and not behind else None
                report = revise(site, standing, options, inputs, progress, anew, partial(_library, options, inputs))
            if report is None:
                made = replace(options, search=False) if behind else options
                edition = make_edition(made, progress, index, inputs)
                report = _deliver(edition, site, standing, options, progress, memo, look=attempt > 0, behind=behind)
            inputs.note()
            memo.commit()
            return report
    raise PublishError("what is built, or the site, is being changed faster than it can be built", path=options.content)


def _deliver(
    edition: Edition,
    site: Press,
    standing: Standing,
    options: Options,
    progress: Progress,
    memo: Memo,
    *,
    look: bool,
    behind: bool,
) -> Report:
    """Write everything beside its place; only when all of it is there, move it in, the site last and as one.

    Without a `look` the files of the site are taken to be as they were left: who puts it together finds out. The index
    of a site that is `behind` stays as it stands.
    """
    changes = edition.content.changes
    prints = Prints(options.output, _known(standing, site, look=look), memo)
    kept, left = prints.sort(edition.jobs)
    old_index = standing.folder(FOLDER) if behind else {}
    kept |= old_index
    _note_asides(edition.jobs, left, memo)
    memo.commit()
    place = partial(site.place, anew=options.clean)
    with closing(_make(left, place, progress, options)) as made:  # no process goes on once the site is given up
        written, removed = site.assemble(chain(made, map(place, edition.others)), kept=kept)
    with progress.stage("publishing"), Draft(options.content, changes) as draft:
        written += sum(change.after is not None for change in changes)
        removed += sum(change.after is None for change in changes)
        unchanged = edition.size + len(old_index) + len(edition.content.briefs) - written
        counts = replace(edition.report.counts, written=written, unchanged=unchanged, removed=removed)
        report = replace(edition.report, counts=counts)
        write_report(options, to_json(report))
        _keep_edits(edition.content, options)
        draft.commit()
        site.swap()
    note_briefs(edition.written, max_bytes=edition.max_bytes, memo=memo)
    prints.note(edition.jobs)
    standing.note(report, site.bodies(), behind=behind)
    return report


def _known(standing: Standing, site: Press, *, look: bool) -> Mapping[str, Body]:
    """Give the bodies of the files of which it is known what they were made from."""
    known = standing.last.known if standing.last else {}
    there = site.standing() if look else known
    return {path: body for path, body in known.items() if there.get(path) == body}


def _note_asides(jobs: Iterable[Job], left: Iterable[Job], memo: Memo) -> None:
    names: dict[str, set[str]] = {subject: set() for subject in ASIDES}
    for job in jobs:
        if job.aside:
            names[job.aside.subject].add(job.aside.name)
    for subject in ASIDES:
        memo.keep_only(subject, names[subject])
        asides = ((job.aside, job.key) for job in left if job.aside and job.aside.subject == subject)
        memo.put(subject, ((aside.name, key, pack(tuple(aside.value()))) for aside, key in asides))


def _make(
    jobs: Sequence[Job], use: Callable[[OutputFile], _Used], progress: Progress, options: Options
) -> Generator[_Used, None, None]:
    """Make the files of every job, use each where it was made, and give what that gives."""
    made = spread(partial(_run, use), jobs, jobs=options.jobs, worth=_WORTH_FORKING)
    each = zip(jobs, made, strict=True)
    for _, used in progress.track("rendering", each, len(jobs), label=lambda done: f"/{done[0].paths[0]}"):
        yield from used


def _run(use: Callable[[OutputFile], _Used], job: Job) -> list[_Used]:
    return [use(file) for file in job.make()]


def _keep_edits(content: ContentPlan, options: Options) -> None:
    """Keep a copy of an edited brief that its editor gives up."""
    for change in content.changes:
        if change.before is not None and not is_untouched(change.before.decode()):
            name = f"{change.path.stem}-{hashlib.sha256(change.before).hexdigest()[:8]}.md"
            write_atomically(options.cache / "given-up" / name, change.before)


def make_edition(options: Options, progress: Progress, index: Index | None, inputs: Inputs) -> Edition:
    """Convert the seeds, plan the content and the site. Reads only."""
    settings = load_settings(options.content / "site.yaml", base_url=options.base_url)
    vocabulary = load_vocabulary(options.content / "vocabulary", cache=options.kept)
    converted = convert(options.seeds, vocabulary, progress, Limits.of(settings), jobs=options.jobs, inputs=inputs)
    with progress.stage("planning"):
        content = _plan_content(options, settings, converted, inputs)
        redirects = load_redirects(options.content / "redirects.yaml")
    chrome = key_of(program(), repr(settings), vocabulary.digest, *sorted(inputs.digests(options.templates).items()))
    stock = _stand(content.briefs, settings, vocabulary, redirects, inputs, progress, jobs=options.jobs)
    library = stock.library
    with progress.stage("planning"):
        views = Views(library)
        ledger = Ledger(views)
        pages = plan(views, ledger)
        views.relations.recall(inputs.memo)
        ledger.recall(inputs.memo)
        jobs = plan_jobs(library, pages, Keys(ledger, views, stock.readings, chrome), options.templates, options.kept)
        views.relations.note(inputs.memo)
        ledger.note(inputs.memo)
        others = (*small_files(library, pages), *read_assets(options.templates))
    with progress.stage("indexing"):
        parts = _index(stock, inputs.memo, index or _indexer(options)) if options.search else ()
    counts = Counts(briefs=len(library.briefs), stories=len(library.stories), pages=len(pages))
    warnings = (*content.warnings, *_damages(converted, content, options), *edit_warnings(library))
    report = Report(
        seeds=tuple(_accounts(converted, content)),
        counts=counts,
        warnings=warnings,
        notes=_notes(settings),
        changes=content.changes,
    )
    return Edition(
        content=content,
        max_bytes=Limits.of(settings).brief,
        jobs=(*jobs, *index_jobs(parts)),
        others=others,
        report=report,
    )


def _notes(settings: Settings) -> tuple[BriefingError, ...]:
    """Say what a host's machines will miss."""
    if settings.base_url:
        return ()
    message = f"the site has no base_url: its feeds and its sitemap point to {settings.address}/"
    hint = "Before you publish, set base_url in site.yaml or pass --base-url"
    return (BriefingError(message, hint=hint),)


def _indexer(options: Options) -> Index:
    return partial(index_parts, cache=options.kept, jobs=options.jobs)


def index_site(options: Options) -> None:
    """Index the briefs of content/ as they stand there, and put the index into the site."""
    with closing(open_notes(options)) as memo:
        inputs = Inputs(memo)
        content = inputs.digests(options.content)
        stock = _as_it_stands(options, inputs)
        parts = _index(stock, memo, _indexer(replace(options, jobs=1)))  # other cores are for builds
        replace_folder(options, FOLDER, files_of(parts), content=content)


def _index(stock: _Stock, memo: Memo, index: Index) -> tuple[IndexPart, ...]:
    sheaves = tuple(sheaves_of(stock.library))
    stock.catalogue.note(sheaves)
    memo.commit()
    return index(sheaves, stock.library.settings.lang)


def _library(options: Options, inputs: Inputs) -> Library:
    return _as_it_stands(options, inputs).library


def _as_it_stands(options: Options, inputs: Inputs) -> _Stock:
    """Take stock of the briefs of content/, as far as `inputs` knows them."""
    settings = load_settings(options.content / "site.yaml", base_url=options.base_url)
    vocabulary = load_vocabulary(options.content / "vocabulary", cache=options.cache)
    redirects = load_redirects(options.content / "redirects.yaml")
    stored = read_briefs(options.content, max_bytes=Limits.of(settings).brief, inputs=inputs)
    return _stand(stored, settings, vocabulary, redirects, inputs, Progress(), jobs=1)


def _stand(
    stored: Iterable[StoredBrief],
    settings: Settings,
    vocabulary: Vocabulary,
    redirects: tuple[Redirect, ...],
    inputs: Inputs,
    progress: Progress,
    *,
    jobs: int,
) -> _Stock:
    """Make a library of what is stored."""
    stored = tuple(stored)
    basis = basis_of(settings, vocabulary, redirects)
    readings = {item.brief.slug: reading_key(basis, item.digest) for item in stored}
    briefs = {brief.slug: brief for brief in follow((item.brief for item in stored), redirects)}
    shelf = fill(briefs, readings, Reader(vocabulary, settings), inputs.memo, progress, jobs=jobs)
    with progress.stage("planning"):
        library = make_library(settings, vocabulary, briefs.values(), shelf, redirects)
    return _Stock(library, readings, Catalogue(basis, (item.digest for item in stored), inputs.memo))


def _plan_content(options: Options, settings: Settings, converted: Sequence[Converted], inputs: Inputs) -> ContentPlan:
    """Plan content/. Where there is no folder of seeds at all, every brief stays: the site may be built without."""
    max_bytes = Limits.of(settings).brief
    stored = read_briefs(options.content, max_bytes=max_bytes, inputs=inputs, jobs=options.jobs)
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
        if error or not seed.tagged:
            yield SeedReport(seed=seed.name, status=Status.REFUSED, error=error)
        else:
            yield SeedReport(
                seed=seed.name, status=status, brief=slug, tagged=seed.tagged, lines=seed.lines, chars=seed.chars
            )


def _damages(converted: Iterable[Converted], content: ContentPlan, options: Options) -> Iterator[SeedError]:
    """Name the seeds with damaged characters; one whose brief an editor has in hand is mended, or as she wants it."""
    for seed in converted:
        status, _ = content.statuses.get(f"seeds/{seed.name}", (Status.REFUSED, ""))
        if status is not Status.EDITED and (damage := damage_of(seed, options.seeds)):
            yield damage


def _stale(edition: Edition, options: Options, progress: Progress) -> tuple[str, ...]:
    """Name what of content/ and site/ is not as this build would leave it."""
    files = chain(_make(edition.jobs, lambda file: file, progress, options), edition.others)
    return (
        *(str(options.content / change.path) for change in edition.content.changes),
        *(str(options.output / path) for path in stale_files(files, options.output)),
    )
