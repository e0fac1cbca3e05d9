"""Results as tables: what was measured beside what it has to be, with the date and the machine."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from scenarios import FIRST_QUERY, SEEDS, SERVED, THREE_SEEDS, TWO_WORDS, Result
from sides import ROOT, hugo

BEGIN: Final = "<!-- measured: begin -->"
END: Final = "<!-- measured: end -->"
COLUMNS: Final = {
    "wall": "seconds",
    "cpu": "CPU seconds",
    "peak": "MB, largest process",
    "tree": "MB, all",
    "written": "files written",
}
LARGE, SMALL, FEW = 10_000, 1_000, 100


@dataclass(frozen=True)
class Results:
    """All results of one run of the bench."""

    results: tuple[Result, ...]

    def find(self, size: int, scenario: str) -> Result | None:
        return next((one for one in self.results if (one.size, one.scenario) == (size, scenario)), None)

    def ratio(self, size: int, scenario: str) -> float | None:
        found = self.find(size, scenario)
        return found.ratio("wall") if found else None

    def ours(self, size: int, scenario: str, measure: str) -> float | None:
        found = self.find(size, scenario)
        return found.of("ours", measure) if found else None

    def rate(self, size: int) -> float | None:
        found = self.find(size, SEEDS)
        return found.rate if found else None

    def downloaded(self, size: int, scenario: str) -> float | None:
        """How many kilobytes a first query loads."""
        megabytes = self.ours(size, scenario, "size")
        return megabytes and megabytes * 1000

    def growth(self, scenario: str, measure: str) -> float | None:
        """How many times as much the large corpus takes as the small one."""
        large, small = self.ours(LARGE, scenario, measure), self.ours(SMALL, scenario, measure)
        return large / small if large and small else None


@dataclass(frozen=True)
class Bar:
    """What a measured value may be at most, or has to be at least. It is None where nothing was measured."""

    name: str
    limit: float
    unit: str
    value: Callable[[Results], float | None]
    at_least: bool = False

    def row(self, results: Results) -> str:
        value = self.value(results)
        verdict = "" if value is None else "yes" if (value >= self.limit) is self.at_least else "**no**"
        bound = f"{'at least' if self.at_least else 'at most'} {self.limit:g}{self.unit}"
        return f"| {self.name} | {bound} | {number(value, self.unit) or 'not measured'} | {verdict} |"


BARS: Final = (
    Bar("10,000 briefs, cold", 1.0, "x Hugo", lambda it: it.ratio(LARGE, "cold")),
    Bar("10,000, cold, search", 0.6, "x Hugo + Pagefind", lambda it: it.ratio(LARGE, "cold, search")),
    Bar("10,000, cold, search: largest process", 1200, " MB", lambda it: it.ours(LARGE, "cold, search", "peak")),
    Bar("10,000, one brief edited", 0.05, "x Hugo", lambda it: it.ratio(LARGE, "one brief edited")),
    Bar("10,000, one brief edited, search", 0.1, "x Hugo", lambda it: it.ratio(LARGE, "one brief edited, search")),
    Bar("10,000, nothing changed", 0.04, "x Hugo", lambda it: it.ratio(LARGE, "nothing changed")),
    Bar("10,000, save to served", 0.5, " s", lambda it: it.ours(LARGE, SERVED, "wall")),
    Bar("10,000, first query", 280, " KB", lambda it: it.downloaded(LARGE, FIRST_QUERY)),
    Bar("10,000, first query, two words", 280, " KB", lambda it: it.downloaded(LARGE, TWO_WORDS)),
    Bar("10,000 seeds converted", 250, " a second", lambda it: it.rate(LARGE), at_least=True),
    Bar("1,000 to 10,000, cold: time", 11, "x", lambda it: it.growth("cold", "wall")),
    Bar("1,000 to 10,000, cold: memory", 8, "x", lambda it: it.growth("cold", "tree")),
    Bar("100 briefs, cold", 1.5, "x Hugo", lambda it: it.ratio(FEW, "cold")),
    Bar("the three seeds, with search", 1.5, " s", lambda it: it.ours(3, THREE_SEEDS, "wall")),
)


def number(value: float | None, unit: str = "") -> str:
    """Write a number with the digits that mean something; nothing for none."""
    if value is None:
        return ""
    return f"{value:,.0f}{unit}" if value >= 100 else f"{value:.3g}{unit}"


def machine(load: float) -> str:
    """Say what was measured, where and when; `load` is what the machine was busy with before."""
    memory = re.search(r"MemTotal: +(\d+)", Path("/proc/meminfo").read_text())
    gigabytes = int(memory[1]) / 2**20 if memory else 0.0
    commit = _said("git", "-C", str(ROOT), "describe", "--always", "--dirty") or "unknown"
    version = re.search(r"v[\d.]+", _said(hugo(), "version"))
    return (
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC, commit {commit}; {len(os.sched_getaffinity(0))} cores, "
        f"{gigabytes:.0f} GiB; load before it began {load:.1f}; Python {platform.python_version()}, "
        f"Hugo {version[0][1:] if version else '?'}, Pagefind {metadata.version('pagefind_bin')}"
    )


def _said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def table(results: Sequence[Result], about: str) -> str:
    """Write what was measured as Markdown."""
    bars = [bar.row(Results(tuple(results))) for bar in BARS]
    lines = [f"Measured {about}.", "", "| | bar | measured | holds |", "|---|---|---|---|", *bars]
    for size in sorted({result.size for result in results}):
        lines += ["", f"### {size:,} briefs", "", *_rows([one for one in results if one.size == size])]
    return "\n".join(lines) + "\n"


def _rows(results: Sequence[Result]) -> Iterator[str]:
    yield f"| | {' | Hugo | '.join(COLUMNS.values())} | Hugo | ratio of seconds | of CPU |"
    yield f"|---|{'---:|' * (2 * len(COLUMNS) + 2)}"
    for one in results:
        cells = [number(one.of(side, measure) or None) for measure in COLUMNS for side in ("ours", "hugo")]
        cells += [number(one.ratio(measure), "x") for measure in ("wall", "cpu")]
        yield f"| {one.scenario} | {' | '.join(cells)} |"
    yield ""
    for one in results:
        if one.scenario.startswith("cold"):
            yield f"Output, {one.scenario}: {_output(one, 'ours')}; Hugo's {_output(one, 'hugo')}.  "
        if one.scenario in (FIRST_QUERY, TWO_WORDS):
            yield f"{one.scenario.capitalize()}: {_output(one, 'ours')}.  "
        if one.rate:
            yield f"Seeds converted: {one.rate:,.0f} a second.  "


def _output(result: Result, side: str) -> str:
    return f"{result.of(side, 'files') or 0:,.0f} files, {result.of(side, 'size') or 0:,.2f} MB"


def to_json(results: Sequence[Result], about: str) -> dict[str, Any]:
    return {"about": about, "results": [asdict(result) for result in results]}


def put_between_markers(text: str, measured: str) -> str:
    """Put a table in the place of the one that a page has. Raises ValueError where its markers are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{BEGIN} and {END} are not there")
    return f"{before}{BEGIN}\n{measured}{END}{after}"
