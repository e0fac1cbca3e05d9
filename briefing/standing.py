"""What is noted of the last build of a site: what went into it, and what stands. Told with hardly a file read.

Where both are as they were, nothing is to be built, and what was said of the site still holds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from briefing.config import Options
from briefing.errors import BriefingError, SeedError
from briefing.files import hold
from briefing.inputs import Inputs, program
from briefing.memo import Memo, MemoFile, key_of, pack, unpack
from briefing.model import OutputFile, Status
from briefing.report import Counts, Report, SeedReport, write_report
from briefing.site.publish import Press, press
from briefing.stamps import Body, body_of

_SUBJECT: Final = "standing"


def open_notes(options: Options) -> MemoFile:
    """Open what earlier builds noted."""
    return MemoFile(options.cache / "notes.db")


def standing_report(options: Options) -> Report | None:
    """Give the report of the last build, if another one would only repeat it."""
    if options.check or options.clean or options.take or not options.content.is_dir():
        return None
    with (
        hold(options.content, shown=options.content),
        press(options.output) as site,
        closing(open_notes(options)) as memo,
    ):
        report = Standing(options, Inputs(memo)).report(site)
        memo.commit()
    return report


class Record(NamedTuple):
    """What is noted. `content` has the digests of its files, `others` one key for all else that went in.

    `bodies` are those of the site's files, and `account` that of the report. Of the files in `revised` no key tells
    what they were made from. A site is `behind` as long as its search index has to follow.
    """

    content: Mapping[str, bytes]
    others: bytes
    account: Body | None
    bodies: Mapping[str, Body]
    revised: Collection[str]
    counts: Mapping[str, int]
    refused: Collection[tuple[str, Mapping[str, Any]]]
    warnings: Collection[Mapping[str, Any]]
    notes: Collection[Mapping[str, Any]]
    behind: bool

    @property
    def report(self) -> Report:
        seeds = (SeedReport(seed=name, status=Status.REFUSED, error=SeedError(**fault)) for name, fault in self.refused)
        warnings, notes = (tuple(BriefingError(**said) for said in each) for each in (self.warnings, self.notes))
        return Report(seeds=tuple(seeds), counts=Counts(**self.counts), warnings=warnings, notes=notes)

    @property
    def known(self) -> Mapping[str, Body]:
        """The bodies of the files that have a key."""
        revised = frozenset(self.revised)
        return {path: body for path, body in self.bodies.items() if path not in revised}


class Standing:
    """The record of one site, read and kept. To be made before anything is read that goes into a site."""

    def __init__(self, options: Options, inputs: Inputs) -> None:
        self._options, self._memo = options, inputs.memo
        self._name = str(options.output.resolve())
        self._content = dict(inputs.digests(options.content))
        others = (inputs.digests(folder) for folder in (options.seeds, options.templates))
        said = (options.base_url or "", options.search, options.seeds.is_dir(), str(options.report_file.resolve()))
        self._others = key_of(program(), said, *(repr(sorted(digests.items())) for digests in others))

    @cached_property
    def last(self) -> Record | None:
        """The record of the last build by this very program."""
        return _recall(self._name, self._memo)

    @property
    def is_usable(self) -> bool:
        """Tell whether all but content/ is as it was, and the account of it stands."""
        last = self.last
        return last is not None and last.others == self._others and last.account == _stamp(self._options.report_file)

    @property
    def edited(self) -> tuple[str, ...]:
        """The briefs that were edited since, by their paths in content/; none where anything else changed, too."""
        last = self.last
        if last is None or not self.is_usable or last.content.keys() != self._content.keys():
            return ()
        names = tuple(name for name, digest in self._content.items() if last.content[name] != digest)
        return names if all(name.startswith("briefs/") for name in names) else ()

    def report(self, site: Press) -> Report | None:
        """Give the report that was noted, if all is as it was then, and nothing left to do."""
        last = self.last
        if last is None or last.behind or not self.is_usable or last.content != self._content:
            return None
        if site.changed_since(last.bodies):
            return None
        counts = last.report.counts
        if not counts.written and not counts.removed:
            return last.report
        counts = replace(counts, written=0, removed=0, unchanged=counts.unchanged + counts.written)
        self.say_again(counts)
        return self.note_again(counts, last.bodies, last.revised, behind=False)

    def folder(self, name: str) -> dict[str, Body]:
        """Give the bodies of the files in a folder of the site."""
        return inside(name, self.last.bodies) if self.last else {}

    def note(self, report: Report, bodies: Mapping[str, Body], *, behind: bool) -> None:
        """Note a build that is done."""
        for change in report.changes:
            if change.after is None:
                self._content.pop(str(change.path), None)
            else:
                self._content[str(change.path)] = sha256(change.after).digest()
        self._note(report, bodies, (), behind=behind)

    def say_again(self, counts: Counts, edited: Collection[str] = ()) -> None:
        """Let the account of the last build stand but for the counts.

        What was built then is unchanged now; `edited` names the seeds whose briefs are the editor's.
        """
        account = json.loads(self._options.report_file.read_text("utf-8"))
        for seed in account["seeds"]:
            if f"seeds/{seed['seed']}" in edited:
                seed["status"] = Status.EDITED.value
            elif seed["status"] == Status.BUILT.value:
                seed["status"] = Status.UNCHANGED.value
        write_report(self._options, {**account, "counts": asdict(counts)})

    def note_again(
        self, counts: Counts, bodies: Mapping[str, Body], revised: Collection[str], *, behind: bool
    ) -> Report:
        """Note that all but this is as it was when the last build was noted, and give the report of it."""
        if self.last is None:
            raise ValueError("nothing was noted")
        report = replace(self.last.report, counts=counts)
        self._note(report, bodies, revised, behind=behind)
        return report

    def _note(self, report: Report, bodies: Mapping[str, Body], revised: Collection[str], *, behind: bool) -> None:
        refused = [(seed.seed, _fields(seed.error)) for seed in report.seeds if seed.error]
        record = Record(
            content=self._content,
            others=self._others,
            account=_stamp(self._options.report_file),
            bodies=dict(bodies),
            revised=sorted(revised),
            counts=asdict(report.counts),
            refused=refused,
            warnings=[_fields(one) for one in report.warnings],
            notes=[_fields(one) for one in report.notes],
            behind=behind,
        )
        _put(self._name, record, self._memo)


def replace_folder(options: Options, folder: str, files: Iterable[OutputFile], *, content: Mapping[str, bytes]) -> None:
    """Put these files in the place of one folder of the site that stands: they were made from this content.

    Raises as `press` and `prepare` do.
    """
    name = str(options.output.resolve())
    with press(options.output) as site, closing(open_notes(options)) as memo:
        site.prepare(files, kept=outside(folder, site.standing()))
        site.swap()
        if last := _recall(name, memo):
            made = inside(folder, site.bodies())
            bodies, revised = {**outside(folder, last.bodies), **made}, sorted({*last.revised, *made})
            behind = last.content != content
            _put(name, last._replace(bodies=bodies, revised=revised, behind=behind), memo)
        memo.commit()


def inside(folder: str, bodies: Mapping[str, Body]) -> dict[str, Body]:
    """Give what lies in a folder of the site."""
    return {path: body for path, body in bodies.items() if path.startswith(f"{folder}/")}


def outside(folder: str, bodies: Mapping[str, Body]) -> dict[str, Body]:
    """Leave out what lies in a folder of the site."""
    return {path: body for path, body in bodies.items() if not path.startswith(f"{folder}/")}


def _recall(name: str, memo: Memo) -> Record | None:
    try:
        return Record(*unpack(memo.get(_SUBJECT, name, program()) or b""))
    except (ValueError, TypeError):
        return None


def _put(name: str, record: Record, memo: Memo) -> None:
    memo.put(_SUBJECT, [(name, program(), pack(tuple(record)))])


def _stamp(file: Path) -> Body | None:
    try:
        return body_of(file.lstat())
    except OSError:
        return None


def _fields(error: BriefingError) -> dict[str, Any]:
    return {"message": error.message, "path": error.path, "line": error.line, "hint": error.hint}
