"""What a build says of itself while it runs: on a terminal, in a log, and afterwards."""

from __future__ import annotations

import os
import pty
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

import pytest

from briefing.progress import Progress, Stage, line, span

WIPED = "\r\x1b[K"


@dataclass(frozen=True)
class Terminal:
    """A terminal, real as far as a program can tell: `stream` is the program's end, `screen` the other."""

    stream: TextIO
    screen: int

    def wait_for(self, text: str) -> str:
        """Read until that text was drawn, and give all that was."""
        seen = ""
        while text not in seen:
            seen += os.read(self.screen, 4096).decode()
        return seen


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("TERM", "xterm")
    screen, program = pty.openpty()
    with os.fdopen(program, "w", encoding="utf-8") as stream:
        yield Terminal(stream, screen)
    os.close(screen)


class Clock:
    """A clock that goes on by a step whenever it is asked."""

    def __init__(self, step: float) -> None:
        self.step, self.now = step, 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_a_terminal_shows_a_line_that_is_gone_when_the_stage_ends(terminal: Terminal) -> None:
    progress = Progress(terminal.stream, clock=Clock(1.0))

    def items() -> Iterator[str]:
        yield "a"
        assert f"{WIPED}rendering    {'█' * 12}{'░' * 12} 1/2  " in terminal.wait_for(" left")
        yield "b"

    assert list(progress.track("rendering", items(), 2)) == ["a", "b"]
    terminal.stream.write("done")
    terminal.stream.flush()
    assert terminal.wait_for("done").endswith(f"{WIPED}done")


def test_a_step_without_a_count_is_seen_to_go_on(terminal: Terminal) -> None:
    with Progress(terminal.stream, clock=Clock(1.0)).stage("indexing"):
        drawn = terminal.wait_for(" s") + terminal.wait_for(" s")
    first, second = map(float, re.findall(r"indexing +([\d.]+) s", drawn)[:2])
    assert first < second


def test_work_of_a_moment_draws_nothing(terminal: Terminal) -> None:
    with Progress(terminal.stream, clock=Clock(0.0)).stage("planning"):
        pass
    terminal.stream.write("done")
    terminal.stream.flush()
    assert terminal.wait_for("done") == "done"


def test_a_terminal_that_cannot_rewrite_a_line_gets_plain_ones(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with Progress(terminal.stream, clock=Clock(6.0)).stage("planning"):
        pass
    assert terminal.wait_for("s") == "planning: 6.0 s\r\n"


@pytest.mark.parametrize(("step", "said"), [(1.0, ""), (20.0, "rendering: 2 in 20 s\n")])
def test_a_log_gets_a_plain_line_for_a_long_stage(step: float, said: str) -> None:
    screen, program = os.pipe()
    with os.fdopen(screen, encoding="utf-8") as log:
        with os.fdopen(program, "w", encoding="utf-8") as stream:
            assert list(Progress(stream, clock=Clock(step)).track("rendering", "ab", 2)) == ["a", "b"]
        assert log.read() == said


def test_without_a_stream_all_is_timed_and_nothing_said() -> None:
    progress = Progress(clock=Clock(10.0))
    with progress.stage("planning"), progress.stage("reading"):
        pass
    with progress.stage("reading"):
        pass
    assert progress.seconds == {"reading": 20.0, "planning": 30.0}


def test_a_stage_that_fails_is_timed_and_over(terminal: Terminal) -> None:
    progress = Progress(terminal.stream, clock=Clock(1.0))
    with pytest.raises(KeyError), progress.stage("planning"):
        raise KeyError
    assert progress.seconds.keys() == {"planning"}
    with progress.stage("rendering"):
        assert "planning" not in terminal.wait_for("rendering")


def test_the_slowest_items_are_kept_slowest_first() -> None:
    progress = Progress(clock=(clock := Clock(0.0)))
    for item in progress.track("rendering", range(1, 9), 8, label=lambda item: f"/page/{item}/"):
        clock.now += item
    assert progress.slowest("rendering") == [(float(n), f"/page/{n}/") for n in (8, 7, 6, 5, 4)]
    progress.took("rendering", "/elsewhere/", 9.5)
    assert progress.slowest("rendering")[0] == (9.5, "/elsewhere/")
    assert progress.slowest("planning") == []


@pytest.mark.parametrize(
    ("stage", "width", "text"),
    [
        (Stage("indexing", 0.0), 80, "indexing     12 s"),
        (Stage("rendering", 0.0, total=2000), 80, "rendering    ░░░░░░░░░░░░░░░░░░░░░░░░ 0/2,000"),
        (Stage("rendering", 0.0, total=4, done=3), 80, "rendering    ██████████████████░░░░░░ 3/4  4.0 s left"),
        (Stage("rendering", 0.0, total=4, done=3), 30, "rendering 3/4  4.0 s left"),
        (Stage("rendering", 0.0, total=4, done=3), 10, "rendering"),
    ],
)
def test_a_line_fits_its_terminal(stage: Stage, width: int, text: str) -> None:
    assert line(stage, 12.0, width) == text


def test_a_time_is_written_as_one_waits_for_it() -> None:
    assert [span(seconds) for seconds in (0.04, 9.94, 12.4, 59.6, 200, 3900)] == [
        "0.0 s",
        "9.9 s",
        "12 s",
        "1 min 0 s",
        "3 min 20 s",
        "1 h 5 min",
    ]
