"""A build after an edit that no other page shows: the pages of the edited briefs are made again, and their feeds.

Other pages show but the face of a brief. Where every edited brief kept its face, and nothing else changed, all other
files stand as they are, and the library need not even be loaded: what a page takes from others was noted when it was
made. Whatever does not fit that picture is left to a whole build.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache as once
from functools import partial
from itertools import chain
from typing import Any, Final, NamedTuple, TypedDict

from briefing.config import Options, load_settings
from briefing.content.redirects import follow, load_redirects
from briefing.content.store import StoredBrief, is_brief, read_brief, recall_brief
from briefing.conversion import Limits
from briefing.errors import FrontMatterError
from briefing.inputs import Inputs
from briefing.memo import Memo, unpack
from briefing.model import Brief, OutputFile
from briefing.progress import Progress
from briefing.report import Report
from briefing.site import urls
from briefing.site.brief_page import BriefPage
from briefing.site.catalogue import Catalogue
from briefing.site.feed_files import FeedWriter
from briefing.site.feeds import Clipping, pasted
from briefing.site.jobs import FEEDS, SURROUNDINGS, Job, index_jobs
from briefing.site.ledger import Ledger
from briefing.site.library import Library, make_excerpt, tags_of
from briefing.site.pages import plan_brief
from briefing.site.prints import Prints
from briefing.site.publish import Press
from briefing.site.reading import Reader
from briefing.site.records import IndexPart, Sheaf
from briefing.site.render import file_of, render_page
from briefing.site.search import FOLDER, sheaf_of, sheaves_of
from briefing.site.shelf import basis_of, face_of, note_reading, reading_key, recall_shelf
from briefing.site.surroundings import Surroundings
from briefing.site.views import Views
from briefing.stamps import Body
from briefing.standing import Record, Standing, inside, outside
from briefing.tagging.vocabulary import load_vocabulary

_MOST: Final = 8  # briefs: more of them at once are no edit, but an exchange


class _ShownElsewhereError(Exception):
    """The edit is seen on other pages, or it is not known whether it is."""


def revise(
    site: Press,
    standing: Standing,
    options: Options,
    inputs: Inputs,
    progress: Progress,
    index: Callable[[Sequence[Sheaf], str], Sequence[IndexPart]] | None,
    library: Callable[[], Library],
) -> Report | None:
    """Put a site in place in which only what edited briefs say is new; None where that will not do.

    `index` gives its search index; without, that is to follow. `library` gives the whole one, should it be needed.
    Raises what `Press.prepare` and `Press.replace` raise.
    """
    names, last = standing.edited, standing.last
    if last is None or not 0 < len(names) <= _MOST:
        return None
    with suppress(_ShownElsewhereError):
        with progress.stage("planning"):
            revision = _Revision(options, last, inputs)
            edits = [revision.edit(name) for name in names]
            excerpt = revision.excerpt(edits)
            jobs, kept = revision.jobs(excerpt), dict(last.bodies)
        if index:
            with progress.stage("indexing"):
                parts = index(revision.sheaves(excerpt, library), excerpt.library.settings.lang)
                same, left = Prints(options.output, last.known, inputs.memo).sort(list(index_jobs(parts)))
            kept = {**outside(FOLDER, kept), **same}
            jobs += left
        with progress.stage("rendering"):
            files = [file for job in jobs for file in job.make()]
        made = {path for job in jobs for path in job.paths}
        seeds = {edit.brief.seed_file for edit in edits if edit.is_first}
        behind = options.search and not index
        with progress.stage("publishing"):
            stays = {path: body for path, body in kept.items() if path not in made}
            return _publish(files, stays, site, standing, last, seeds, behind=behind)
    return None


def _publish(
    files: Sequence[OutputFile],
    kept: Mapping[str, Body],
    site: Press,
    standing: Standing,
    last: Record,
    seeds: Collection[str],
    *,
    behind: bool,
) -> Report:
    """Put these files in place beside those that are kept: a single page alone, others with a new site."""
    made = {str(file.path) for file in files}
    new, gone = site.differing(files), len(last.bodies.keys() - kept.keys() - made)
    pages = sum(not _is_index(file) for file in new)
    alone = pages < 2 and not gone and made <= last.bodies.keys()
    if not alone:
        site.prepare(files, kept=kept)
    before = last.report.counts
    whole = before.written + before.unchanged - gone + len(made - last.bodies.keys())
    counts = replace(before, written=len(new), unchanged=whole - len(new), removed=gone)
    standing.say_again(counts, edited=seeds)
    bodies = _put_in_place(files, new, kept, site, last) if alone else None
    if bodies is None:
        if alone:
            site.prepare(files, kept=kept)
        site.swap()
        bodies = site.bodies()
    return standing.note_again(counts, dict(bodies), {*last.revised, *made}, behind=behind)


def _put_in_place(
    files: Sequence[OutputFile], new: Sequence[OutputFile], kept: Mapping[str, Body], site: Press, last: Record
) -> Mapping[str, Body] | None:
    """Put the index in place, then the new page. Gives all bodies; None where the index cannot go there alone."""
    index: Mapping[str, Body] | None = {}
    if any(map(_is_index, new)):
        index = site.swap_folder(FOLDER, filter(_is_index, files), inside(FOLDER, kept))
    if index is None:
        return None
    try:
        pages = {str(file.path): site.replace(file) for file in new if not _is_index(file)}
    except BaseException:
        if index:
            site.exchange_folder(FOLDER)
        raise
    return {**last.bodies, **pages, **index}


def _is_index(file: OutputFile) -> bool:
    return file.path.parts[0] == FOLDER


class _How(TypedDict):
    """How briefs are read."""

    max_bytes: int
    memo: Memo


@dataclass(frozen=True, slots=True)
class _Edit:
    """An edited brief, the path of its page, and whether it was as its seed made it until now."""

    brief: Brief
    path: str
    is_first: bool


class _Excerpt(NamedTuple):
    """What is known of the edited briefs: their surroundings by slug, the feeds that carry them by place.

    `library` has them, and those that stand beside them in a feed.
    """

    edits: Sequence[_Edit]
    around: Mapping[str, Surroundings]
    clips: Mapping[str, Clipping]
    library: Library


class _Revision:
    """Works out what is to be made again. Raises _ShownElsewhereError."""

    def __init__(self, options: Options, last: Record, inputs: Inputs) -> None:
        self._options, self._last, self._memo = options, last, inputs.memo
        self._now = inputs.digests(options.content)
        self._settings = load_settings(options.content / "site.yaml", base_url=options.base_url)
        self._vocabulary = load_vocabulary(options.content / "vocabulary", cache=options.cache)
        self._redirects = load_redirects(options.content / "redirects.yaml")
        self._max_bytes = Limits.of(self._settings).brief
        self._basis = basis_of(self._settings, self._vocabulary, self._redirects)
        self._reader = Reader(self._vocabulary, self._settings)
        self._prints = Prints(options.output, last.bodies, inputs.memo)

    def excerpt(self, edits: Sequence[_Edit]) -> _Excerpt:
        around = {edit.brief.slug: self._surroundings(edit) for edit in edits}
        clips = dict(self._clips(edits))
        return _Excerpt(edits, around, clips, self._library(edits, around.values(), clips.values()))

    def jobs(self, excerpt: _Excerpt) -> list[Job]:
        """Plan what shows these briefs' texts: their pages, and feeds."""
        return [*self._pages(excerpt), *self._feeds(excerpt)]

    def sheaves(self, excerpt: _Excerpt, library: Callable[[], Library]) -> Sequence[Sheaf]:
        """Give what the search is told: of these briefs anew, of all others as it was, read again where it must be."""
        whole = once(lambda: {sheaf.slug: sheaf for sheaf in sheaves_of(library())})
        sheaves = self._catalogue(self._last.content).recall(lambda slug: whole()[slug].records()) or whole()
        told = (sheaf_of(edit.brief, excerpt.library) for edit in excerpt.edits)
        sheaves = {**sheaves, **{sheaf.slug: sheaf for sheaf in told if sheaf}}
        self._catalogue(self._now).note(sheaves.values())
        self._memo.commit()
        return tuple(sheaves.values())

    def _catalogue(self, digests: Mapping[str, bytes]) -> Catalogue:
        return Catalogue(self._basis, (digest for name, digest in digests.items() if is_brief(name)), self._memo)

    def edit(self, name: str) -> _Edit:
        """Read an edited brief."""
        before = recall_brief(self._options.content, name, self._last.content[name], **self._how)
        stored = self._read(name)
        if before is None or not stored.edited or stored.digest != self._now[name]:
            raise _ShownElsewhereError
        if stored.brief.figures:
            raise _ShownElsewhereError  # corrections that no longer fit are told of
        is_first = not before.edited
        if is_first and self._is_warned_of(stored.brief.seed_file):
            raise _ShownElsewhereError  # what was wrong with its seed is mended now
        (brief,) = follow([stored.brief], self._redirects)
        reading = self._reader.read(brief)
        if reading.face != face_of(brief.slug, self._key(name, self._last.content), self._memo):
            raise _ShownElsewhereError
        note_reading(brief.slug, self._key(name, self._now), reading, self._memo)
        return _Edit(brief, str(file_of(urls.brief_url(brief))), is_first=is_first)

    def _is_warned_of(self, seed_file: str) -> bool:
        path = str(self._options.seeds / seed_file.removeprefix("seeds/"))
        return any(str(warning["path"]) == path for warning in self._last.warnings)

    def _read(self, name: str) -> StoredBrief:
        try:
            return read_brief(self._options.content, name, **self._how)
        except (FrontMatterError, UnicodeDecodeError, OSError) as error:
            raise _ShownElsewhereError from error

    @property
    def _how(self) -> _How:
        return {"max_bytes": self._max_bytes, "memo": self._memo}

    def _key(self, name: str, digests: Mapping[str, bytes]) -> bytes:
        return reading_key(self._basis, digests[name])

    def _surroundings(self, edit: _Edit) -> Surroundings:
        return Surroundings(*self._aside(SURROUNDINGS, edit.brief.slug, edit.path))

    def _clips(self, edits: Iterable[_Edit]) -> Iterator[tuple[str, Clipping]]:
        """Find the feeds that carry one of these briefs."""
        slugs = {edit.brief.slug for edit in edits}
        tags = dict.fromkeys(tag for edit in edits for tag in tags_of(edit.brief))
        for place in ("", urls.STORIES, *(urls.tag_url(*tag) for tag in tags)):
            clip = Clipping(*self._aside(FEEDS, place, f"{place}feed.xml"))
            if not slugs.isdisjoint(slug for slug, _ in clip.items):
                yield place, clip

    def _aside(self, subject: str, name: str, path: str) -> Any:
        """Give what was noted when the file that stands there was made."""
        try:
            return unpack(self._memo.get(subject, name, self._prints.key(path)) or b"")
        except ValueError as error:
            raise _ShownElsewhereError from error

    def _library(self, edits: Sequence[_Edit], around: Iterable[Surroundings], clips: Iterable[Clipping]) -> Library:
        around, clips = tuple(around), tuple(clips)
        own = {edit.brief.slug: edit.brief for edit in edits}
        others = dict.fromkeys(slug for clip in clips for slug, _ in clip.items if slug not in own)
        briefs = {**own, **{slug: self._recall(slug) for slug in others}}
        keys = {slug: self._key(_name(slug), self._now) for slug in briefs}
        try:
            return make_excerpt(
                self._settings,
                self._vocabulary,
                briefs.values(),
                recall_shelf(keys, self._memo),
                self._redirects,
                coined=chain(*(each.coined for each in around), *(each.coined for each in clips)),
                paged=chain(*(each.paged for each in around)),
            )
        except KeyError as error:
            raise _ShownElsewhereError from error

    def _recall(self, slug: str) -> Brief:
        digest = self._now.get(_name(slug), b"")
        stored = recall_brief(self._options.content, _name(slug), digest, **self._how)
        if stored is None or stored.brief.slug != slug:
            raise _ShownElsewhereError
        (brief,) = follow([stored.brief], self._redirects)
        return brief

    def _pages(self, excerpt: _Excerpt) -> Iterator[Job]:
        views = Views(excerpt.library)
        ledger = Ledger(views)
        for edit in excerpt.edits:
            near = partial(excerpt.around.__getitem__, edit.brief.slug)
            page = plan_brief(BriefPage(views=views, brief=edit.brief, near=near), ledger)
            yield Job((edit.path,), b"", partial(render_page, page, self._options.templates))

    def _feeds(self, excerpt: _Excerpt) -> Iterator[Job]:
        writer = FeedWriter(excerpt.library)
        for place, clip in excerpt.clips.items():
            feed = pasted(place, clip, excerpt.library)
            yield Job(writer.paths(feed), b"", partial(writer.write, feed))


def _name(slug: str) -> str:
    """Name the file in which a brief is, unless somebody named it otherwise."""
    return f"briefs/{slug}.md"
