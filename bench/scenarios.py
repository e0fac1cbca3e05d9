"""What is measured: each scenario on both sides, one after the other, as often as asked (A B A B ...)."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from corpus import Writer, make_brief, make_corpus
from first_query import ask, browser
from measure import CommandError, Cost
from sides import ROOT, Hugo, Ours, Side, wait_until_served

THREE_SEEDS: Final = "the three seeds"
SERVED: Final = "save to served"
FIRST_QUERY: Final = "first query"
TWO_WORDS: Final = "first query, two words"
SEEDS: Final = "seeds to site"
SENTENCE: Final = "This sentence was added."


@dataclass(frozen=True, kw_only=True)
class Result:
    """A scenario as measured: a cost for every run, of ours and, where Hugo has the like, of Hugo's.

    `rate` is how many seeds were converted a second, in the middle run.
    """

    size: int
    scenario: str
    ours: tuple[Cost, ...]
    hugo: tuple[Cost, ...] = ()
    rate: float = 0.0

    def of(self, side: str, measure: str) -> float | None:
        """Give the median of a measure over all runs."""
        costs = self.ours if side == "ours" else self.hugo
        return median(getattr(cost, measure) for cost in costs) if costs else None

    def ratio(self, measure: str) -> float | None:
        ours, hugo = self.of("ours", measure), self.of("hugo", measure)
        return ours / hugo if ours is not None and hugo else None


@dataclass(frozen=True)
class Bench:
    """Both sides with the same corpus, and the briefs that can still be added to it."""

    size: int
    folder: Path
    runs: int
    ours: Ours
    hugo: Hugo
    idents: tuple[str, ...]

    @classmethod
    def make(cls, size: int, folder: Path, runs: int) -> Bench:
        shutil.rmtree(folder, ignore_errors=True)
        make_corpus(size, folder)
        shutil.copytree(ROOT / "bench/hugo", folder / "hugo", dirs_exist_ok=True)
        (folder / "ours").mkdir()
        (folder / "content").rename(folder / "ours/content")
        idents = tuple(sorted(file.stem for file in (folder / "ours/content/briefs").iterdir()))
        return cls(size, folder, runs, Ours(folder / "ours"), Hugo(folder / "hugo"), idents)

    def ident(self, run: int) -> str:
        """Name a brief from the middle of the archive, another one for each run."""
        return self.idents[(self.size // 2 + run) % self.size]


Change = Callable[[Side, Bench, int], str]  # gives the name of the brief whose page must show it


def edit(side: Side, bench: Bench, run: int) -> str:
    side.edit(bench.ident(run), SENTENCE)
    return bench.ident(run)


def add(side: Side, bench: Bench, run: int) -> str:
    brief = make_brief(Writer(), bench.size + run, bench.size)
    side.add(brief)
    side.edit(brief.ident, SENTENCE)
    return brief.ident


def add_alias(side: Side, _: Bench, run: int) -> str:
    if isinstance(side, Ours):
        side.add_alias(f"Aliasnumber{run}")
    return ""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A build that is measured: from nothing, or of a site that stands, after a change.

    Hugo's index is left out where its site alone is the measure that we have to beat.
    """

    name: str
    cold: bool = False
    search: bool = False
    hugo_search: bool = False
    change: Change | None = None

    def measure(self, bench: Bench) -> Result:
        costs: dict[Side, list[Cost]] = {bench.hugo: [], bench.ours: []}
        searches = {bench.hugo: self.hugo_search, bench.ours: self.search}
        for run in range(bench.runs):
            for side, measured in costs.items():
                changed = self._prepare(side, bench, run, search=searches[side])
                measured.append(side.build(search=searches[side]))
                if changed and SENTENCE not in side.page(changed).read_text("utf-8"):
                    raise CommandError(f"{side.page(changed)} does not show what was changed")
        return Result(size=bench.size, scenario=self.name, ours=tuple(costs[bench.ours]), hugo=tuple(costs[bench.hugo]))

    def _prepare(self, side: Side, bench: Bench, run: int, *, search: bool) -> str:
        if self.cold:
            side.clear()
        elif side.built is not search:
            side.build(search=search)
        return self.change(side, bench, run) if self.change else ""


SCENARIOS: Final = (
    Scenario(name="cold", cold=True),
    Scenario(name="nothing changed"),
    Scenario(name="one brief edited", change=edit),
    Scenario(name="one brief added", change=add),
    Scenario(name="an alias added", change=add_alias),
    Scenario(name="cold, search", cold=True, search=True, hugo_search=True),
    Scenario(name="one brief edited, search", search=True, change=edit),
)


def measure_served(bench: Bench) -> Result:
    """Time from saving a brief until the preview answers with what was saved."""
    return Result(
        size=bench.size,
        scenario=SERVED,
        hugo=tuple(_saved_to_served(bench.hugo, bench)),
        ours=tuple(_saved_to_served(bench.ours, bench)),
    )


def _saved_to_served(side: Side, bench: Bench) -> Iterator[Cost]:
    with side.serving() as address:
        for run in range(bench.runs):
            ident, sentence = bench.ident(bench.runs + run), f"A sentence that was saved in run {run}."
            wait_until_served(address(ident), "")
            side.edit(ident, sentence)
            began = time.monotonic()
            wait_until_served(address(ident), sentence)
            yield Cost(wall=time.monotonic() - began, cpu=0, peak=0, tree=0)


def measure_first_query(bench: Bench, browser: str) -> Iterator[Result]:
    """Search for the company that is most in the news; and for the two that are, together."""
    if not bench.ours.built:
        bench.ours.build(search=True)
    first, second, *_ = Writer().names["companies"].items
    for scenario, query in ((FIRST_QUERY, first), (TWO_WORDS, f"{first} {second}")):
        asked = tuple(ask(browser, bench.ours.folder / bench.ours.output, query) for _ in range(bench.runs))
        yield Result(size=bench.size, scenario=scenario, ours=asked)


def measure_seeds(bench: Bench) -> Result:
    """Build from raw seeds and an empty content/."""
    side = Ours(bench.folder / "from-seeds")
    shutil.copytree(bench.folder / "ours/content/vocabulary", side.folder / "content/vocabulary")
    (bench.folder / "seeds").rename(side.folder / "seeds")
    measured = [side.convert() for _ in range(bench.runs)]
    rate = bench.size / max(median(seconds for _, seconds in measured), 0.01)
    return Result(size=bench.size, scenario=SEEDS, ours=tuple(cost for cost, _ in measured), rate=rate)


def measure_three_seeds(folder: Path, runs: int) -> Result:
    """Build the seeds of this project from nothing, with search: the first thing that anybody does with it."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("briefs"))
    side = Ours(folder)
    costs = []
    for _ in range(runs):
        side.clear()
        shutil.rmtree(folder / "content/briefs", ignore_errors=True)
        costs.append(side.build(search=True))
    return Result(size=3, scenario=THREE_SEEDS, ours=tuple(costs))


def measure(size: int, folder: Path, runs: int, only: str) -> Iterator[Result]:
    """Measure the scenarios whose names begin with `only` over a corpus of that size."""
    bench = Bench.make(size, folder, runs)
    for scenario in SCENARIOS:
        if scenario.name.startswith(only):
            yield scenario.measure(bench)
    if SERVED.startswith(only):
        yield measure_served(bench)
    if FIRST_QUERY.startswith(only) and (found := browser()):
        yield from measure_first_query(bench, found)
    if SEEDS.startswith(only):
        yield measure_seeds(bench)
