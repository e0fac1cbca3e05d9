#!/usr/bin/env python3
"""Measure our build and Hugo's over the same briefs, paired in one run.

    python bench/run.py                            100, 1,000 and 10,000 briefs, three runs each: have a long coffee
    python bench/run.py --sizes 100 --runs 1       a first look
    python bench/run.py --record                   and write the results into bench/README.md and bench/results.json

Whole processes are measured, from start to end, with all their children. Nothing else should run on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from measure import CommandError
from results import machine, number, put_between_markers, table, to_json
from scenarios import Result, measure, measure_three_seeds
from sides import ROOT, MissingError, hugo

HERE = ROOT / "bench"


def main(argv: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(argv)
    load = os.getloadavg()[0]
    results: list[Result] = []
    try:
        hugo()
        for result in measure_all(args.sizes, args.out, args.runs, args.only):
            results.append(result)
            _tell(result)
    except (MissingError, CommandError, TimeoutError) as error:
        print(f"error: {error}", file=sys.stderr)
        print(table(results, machine(load)) if results else "", end="")  # what was measured was long in coming
        return 1
    _write(results, machine(load), args.out, record=args.record)
    return 0


def measure_all(sizes: Sequence[int], out: Path, runs: int, only: str) -> Iterator[Result]:
    if not only:
        yield measure_three_seeds(out / "three", runs)
    for size in sizes:
        yield from measure(size, out / str(size), runs, only)


def _tell(result: Result) -> None:
    ours, theirs = number(result.of("ours", "wall"), " s"), number(result.of("hugo", "wall"), " s") or "-"
    rate = f", {result.rate:,.0f} seeds converted a second" if result.rate else ""
    print(f"{result.size:>6,}  {result.scenario:<26} {ours:>9}  Hugo {theirs:>9}{rate}", file=sys.stderr, flush=True)


def _write(results: Sequence[Result], about: str, out: Path, *, record: bool) -> None:
    text = table(results, about)
    print(text, end="")
    where = HERE if record else out
    (where / "results.json").write_text(json.dumps(to_json(results, about), indent=1) + "\n", "utf-8")
    if record:
        readme = HERE / "README.md"
        readme.write_text(put_between_markers(readme.read_text("utf-8"), text), "utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[100, 1000, 10_000], metavar="N", help="how many briefs"
    )
    parser.add_argument("--runs", type=int, default=3, help="of each; the median counts (3)")
    parser.add_argument("--only", default="", metavar="NAME", help="the scenarios whose names begin with that")
    parser.add_argument(
        "--out", type=Path, default=ROOT / ".briefing/bench", metavar="DIR", help="where to build (.briefing/bench)"
    )
    parser.add_argument("--record", action="store_true", help="write the results into bench/")
    return parser


if __name__ == "__main__":
    sys.exit(main())
