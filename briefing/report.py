"""The account of a build (design 4.3): what became of every seed, of every line, and what needs a human eye."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from briefing.config import Options
from briefing.content.draft import Change
from briefing.errors import BriefingError
from briefing.files import write_atomically
from briefing.model import Basis, Fate, LineAccount, Status, Tagged


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedReport:
    """What became of one seed. `tagged` and `lines` are absent when it was refused."""

    seed: str
    status: Status
    brief: str = ""
    error: BriefingError | None = None
    tagged: Tagged | None = None
    lines: tuple[LineAccount, ...] = ()
    chars: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the end line says. `written`, `unchanged` and `removed` are files, of content/ and site/."""

    briefs: int = 0
    stories: int = 0
    pages: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The account of one build. `warnings` are what an editor can act on, `stale` what --check found out of date.

    `notes` are worth knowing and no fault: --strict lets them pass. `changes` are those of content/.
    """

    seeds: tuple[SeedReport, ...]
    counts: Counts = Counts()
    warnings: tuple[BriefingError, ...] = ()
    notes: tuple[BriefingError, ...] = ()
    stale: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def errors(self) -> tuple[BriefingError, ...]:
        """The refusals, seed by seed."""
        return tuple(seed.error for seed in self.seeds if seed.error)


def to_json(report: Report) -> dict[str, Any]:
    tagged = [(seed.brief, seed.tagged) for seed in report.seeds if seed.tagged]
    briefs = [(slug, item.brief) for slug, item in tagged]
    return {
        "status": "built",
        "counts": asdict(report.counts),
        "errors": [str(error) for error in report.errors],
        "warnings": [str(warning) for warning in report.warnings],
        "notes": [str(note) for note in report.notes],
        "derived_titles": [slug for slug, brief in briefs if brief.title_basis is Basis.DERIVED],
        "undated": [slug for slug, brief in briefs if brief.date is None],
        "suggestions": [{"brief": slug, **asdict(one)} for slug, item in tagged for one in item.suggestions],
        "ambiguities": [{"brief": slug, **asdict(one)} for slug, item in tagged for one in item.ambiguities],
        "seeds": [_seed(seed) for seed in report.seeds],
    }


def failed(errors: Iterable[BriefingError]) -> dict[str, Any]:
    """Give the account of a build that came to nothing: the vocabulary, a brief, a template or the disk is at fault."""
    return {"status": "failed", "errors": [str(error) for error in errors], "seeds": []}


def _seed(seed: SeedReport) -> dict[str, Any]:
    return {
        "seed": seed.seed,
        "brief": seed.brief,
        "status": seed.status.value,
        "error": str(seed.error) if seed.error else None,
        "characters": _characters(seed.lines, seed.chars),
        "lines": [_line(line) for line in seed.lines],
    }


def _line(line: LineAccount) -> dict[str, Any]:
    account: dict[str, Any] = {"line": line.number, "fate": line.fate.value}
    if line.rules:
        account["rules"] = list(line.rules)
    if line.into:
        account["into"] = line.into
    return {**account, "text": line.text}


def _characters(lines: Iterable[LineAccount], read: int) -> Mapping[str, int]:
    """Count the characters of the lines: kept + dropped + whitespace = read, the ends of lines being white space."""
    kept = dropped = white = 0
    for number, line in enumerate(lines):
        count = sum(not char.isspace() for char in line.text)
        white += len(line.text) - count + (number > 0)
        if line.fate is Fate.DROPPED:
            dropped += count
        else:
            kept += count
    return {"read": read, "kept": kept, "dropped": dropped, "whitespace": white}


def write_report(options: Options, account: Mapping[str, object]) -> None:
    """Write the account where it is wanted."""
    if not options.report and options.report_file.is_dir():
        shutil.rmtree(options.report_file)  # the cache is ours: whatever stands in the way there may go
    text = json.dumps(account, ensure_ascii=False, indent=1)
    write_atomically(options.report_file, text.encode(errors="backslashreplace"))  # the name of a file may be no text
