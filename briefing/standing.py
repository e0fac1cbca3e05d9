"""Whether anything is to be built at all: told from what went in and what came out, with hardly a file read.

The last build noted all that it was made from, this program included, and the files that it put in place. Where both
are as they were, the site stands, and so does what was said of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from briefing.config import Options
from briefing.errors import BriefingError, SeedError
from briefing.files import hold
from briefing.inputs import Inputs, program
from briefing.memo import Archive, key_of, pack, unpack
from briefing.model import Status
from briefing.report import Counts, Report, SeedReport, write_report
from briefing.site.publish import Press, press
from briefing.stamps import Body, body_of

_SUBJECT: Final = "standing"


def open_notes(options: Options) -> Archive:
    """Open what earlier builds noted."""
    return Archive(options.cache / "notes.db")


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


class Standing:
    """What is noted of the last build of one site. To be made before anything is read that goes into a site."""

    def __init__(self, options: Options, inputs: Inputs) -> None:
        self._options, self._memo = options, inputs.memo
        self._name = str(options.output.resolve())
        self._content = dict(inputs.digests(options.content))
        others = (inputs.digests(folder) for folder in (options.seeds, options.templates))
        said = (options.base_url or "", options.search, options.seeds.is_dir(), str(options.report_file.resolve()))
        self._others = key_of(program(), said, *(repr(sorted(digests.items())) for digests in others))

    def report(self, site: Press) -> Report | None:
        """Give the report that was noted, if all is as it was then."""
        data = self._memo.get(_SUBJECT, self._name, self._key)
        try:
            account, bodies, counts, refused, warnings, notes = unpack(data or b"")
        except (ValueError, TypeError):
            return None
        if account != _stamp(self._options.report_file) or site.changed_since(bodies):
            return None
        seeds = (SeedReport(seed=name, status=Status.REFUSED, error=SeedError(**fault)) for name, fault in refused)
        report = Report(
            seeds=tuple(seeds), counts=Counts(**counts), warnings=_restored(warnings), notes=_restored(notes)
        )
        return self._again(report, bodies) if report.counts.written or report.counts.removed else report

    def note(self, report: Report, bodies: Mapping[str, Body]) -> None:
        """Note a build that is done."""
        for change in report.changes:
            if change.after is None:
                self._content.pop(str(change.path), None)
            else:
                self._content[str(change.path)] = sha256(change.after).digest()
        refused = [(seed.seed, _fields(seed.error)) for seed in report.seeds if seed.error]
        warnings, notes = [_fields(one) for one in report.warnings], [_fields(one) for one in report.notes]
        account = _stamp(self._options.report_file)
        data = pack((account, dict(bodies), asdict(report.counts), refused, warnings, notes))
        self._memo.put(_SUBJECT, [(self._name, self._key, data)])

    @property
    def _key(self) -> bytes:
        return key_of(self._others, repr(sorted(self._content.items())))

    def _again(self, report: Report, bodies: Mapping[str, Body]) -> Report:
        """Let the account say, too, that nothing was written this time."""
        counts = report.counts
        counts = replace(counts, written=0, removed=0, unchanged=counts.unchanged + counts.written)
        account = json.loads(self._options.report_file.read_text("utf-8"))
        write_report(self._options, {**account, "counts": asdict(counts)})
        report = replace(report, counts=counts)
        self.note(report, bodies)
        return report


def _stamp(file: Path) -> Body | None:
    try:
        return body_of(file.lstat())
    except OSError:
        return None


def _fields(error: BriefingError) -> dict[str, Any]:
    return {"message": error.message, "path": error.path, "line": error.line, "hint": error.hint}


def _restored(errors: Iterable[dict[str, Any]]) -> tuple[BriefingError, ...]:
    return tuple(BriefingError(**fields) for fields in errors)
