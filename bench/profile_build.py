#!/usr/bin/env python3
"""Show where the time of a build goes, function by function, a stage at a time.

    python bench/profile_build.py --size 1000 --scenario cold

The build runs in this process alone (--jobs 1), so that all of its work is seen; profiling makes it twice as slow.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpus import make_corpus

from briefing.config import Options
from briefing.pipeline import build
from briefing.progress import Progress, Stage

ROOT = Path(__file__).parent.parent
SCENARIOS = ("cold", "edit", "unchanged", "seeds")
OUTSIDE = "outside any stage"


class StageProfiles(Progress):
    """A profile of each stage. Where stages nest, the inner one counts alone."""

    def __init__(self) -> None:
        super().__init__()
        self.profiles: dict[str, cProfile.Profile] = {}
        self._nested: list[cProfile.Profile] = []

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Stage]:
        with super().stage(name, total) as stage, self.profiling(name):
            yield stage

    @contextmanager
    def profiling(self, name: str) -> Iterator[None]:
        if self._nested:
            self._nested[-1].disable()
        profile = self.profiles.setdefault(name, cProfile.Profile())
        self._nested.append(profile)
        profile.enable()
        try:
            yield
        finally:
            profile.disable()
            self._nested.pop()
            if self._nested:
                self._nested[-1].enable()


def profile_build(scenario: str, options: Options) -> StageProfiles:
    """Bring the project to where the scenario begins, then profile one build."""
    if scenario in ("edit", "unchanged"):
        build(options)
    if scenario == "edit":
        brief = min((options.content / "briefs").glob("*.md"))
        brief.write_text(f"{brief.read_text('utf-8')}\nOne more sentence.\n", "utf-8")
    progress = StageProfiles()
    with progress.profiling(OUTSIDE):
        build(options, progress)
    return progress


def make_project(scenario: str, size: int, folder: Path) -> Options:
    make_corpus(size, folder)
    if scenario == "seeds":
        shutil.rmtree(folder / "content/briefs")
    else:
        shutil.rmtree(folder / "seeds")
    return Options(
        seeds=folder / "seeds",
        content=folder / "content",
        templates=ROOT / "templates",
        output=folder / "site",
        cache=folder / ".briefing",
        jobs=1,
    )


def show(progress: StageProfiles, lines: int) -> None:
    for name, profile in progress.profiles.items():
        print(f"\n=== {name}: {pstats.Stats(profile).total_tt:.2f} s, profiled")  # type: ignore[attr-defined]
        for order in ("tottime", "cumtime"):
            pstats.Stats(profile, stream=sys.stdout).strip_dirs().sort_stats(order).print_stats(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1000, help="how many briefs (1000)")
    parser.add_argument("--scenario", choices=SCENARIOS, default="cold")
    parser.add_argument("--search", action="store_true", help="with the search index")
    parser.add_argument("--lines", type=int, default=15, help="functions shown a stage and order (15)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options = make_project(args.scenario, args.size, Path(folder))
        show(profile_build(args.scenario, replace(options, search=args.search)), args.lines)


if __name__ == "__main__":
    main()
