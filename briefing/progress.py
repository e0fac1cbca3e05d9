"""What a build says of itself while it runs, and what took how long.

On a terminal a line that rewrites itself, for work over a second; elsewhere a plain line for every stage over five.
The clock stands here alone: no page and no brief knows what time it is.
"""

from __future__ import annotations

import heapq
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Final, TextIO, TypeVar

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

_PATIENCE_S: Final = 1.0  # work shorter than this draws nothing
_LONG_S: Final = 5.0  # a stage shorter than this leaves no plain line
_PAUSE_S: Final = 0.1  # between two drawings
_BAR: Final = 24
_SLOWEST: Final = 5
DRAWER: Final = "progress"  # the thread that draws: it holds nothing that another process could wait for


@dataclass(slots=True, eq=False)
class Stage:
    """A stage under way: when it began on our clock, and how many of its items are done (total 0: not counted)."""

    name: str
    began: float
    total: int = 0
    done: int = 0


class Progress:
    """Counts and times what is done, stage by stage. A stage that is entered again adds up."""

    def __init__(self, stream: TextIO | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._live = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
        self._clock = clock
        self._began = clock()
        self._open: list[Stage] = []
        self._seconds: dict[str, float] = {}
        self._slowest: dict[str, list[tuple[float, str]]] = {}

    @property
    def elapsed(self) -> float:
        return self._clock() - self._began

    @property
    def seconds(self) -> Mapping[str, float]:
        """What each stage took, in the order they ended first."""
        return self._seconds

    def slowest(self, name: str) -> list[tuple[float, str]]:
        """Give the items of a stage that took longest, the slowest first: seconds and label."""
        return sorted(self._slowest.get(name, ()), reverse=True)

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[Stage]:
        """Time a stage. Whoever gives a total counts `done` up to it."""
        stage = Stage(name, self._clock(), total)
        self._open.append(stage)
        try:
            with self._drawing():
                yield stage
        finally:
            self._open.remove(stage)
            seconds = self._clock() - stage.began
            self._seconds[name] = self._seconds.get(name, 0.0) + seconds
            self._leave_line(stage, seconds)

    def track(
        self, name: str, items: Iterable[_Item], total: int, label: Callable[[_Item], str] | None = None
    ) -> Iterator[_Item]:
        """Yield the items of a stage. With a label, the slowest are kept: the time to make one and to use it."""
        with self.stage(name, total) as stage:
            began = stage.began
            for item in items:
                yield item
                stage.done += 1
                if label:
                    ended = self._clock()
                    self.took(name, label(item), ended - began)
                    began = ended

    def took(self, name: str, label: str, seconds: float) -> None:
        """Note what an item of a stage took, where it was worked out in another process (`timed`)."""
        kept = self._slowest.setdefault(name, [])
        heapq.heappush(kept, (seconds, label))
        if len(kept) > _SLOWEST:
            heapq.heappop(kept)

    # -------------------------------------------------------------------------------------- telling

    def _drawing(self) -> AbstractContextManager[None]:
        """Draw from a thread, so that a long step without a count is seen to go on; a stage within a stage has one."""
        return self._redrawing() if self._live and len(self._open) == 1 else nullcontext()

    @contextmanager
    def _redrawing(self) -> Iterator[None]:
        over = threading.Event()
        drawer = threading.Thread(target=self._redraw, args=(over,), name=DRAWER, daemon=True)
        drawer.start()
        try:
            yield
        finally:
            over.set()
            drawer.join()

    def _redraw(self, over: threading.Event) -> None:
        drawn = False
        while not over.wait(_PAUSE_S):
            if self.elapsed >= _PATIENCE_S and self._open:
                self._write(f"\r\x1b[K{line(self._open[-1], self._clock(), _width(self._stream))}")
                drawn = True
        if drawn:
            self._write("\r\x1b[K")

    def _leave_line(self, stage: Stage, seconds: float) -> None:
        if not self._live and seconds >= _LONG_S:
            self._write(f"{stage.name}: {f'{stage.done:,} in ' if stage.total else ''}{span(seconds)}\n")

    def _write(self, text: str) -> None:
        if self._stream:
            self._stream.write(text)
            self._stream.flush()


def timed(work: Callable[[_Item], _Made], item: _Item) -> tuple[_Made, float]:
    """Do the work on an item, in whichever process, and say how many seconds it took."""
    began = time.monotonic()
    return work(item), time.monotonic() - began


def line(stage: Stage, now: float, width: int) -> str:
    """Say how far a stage is, in less than `width` columns: a full line would be broken by the terminal."""
    spent = now - stage.began
    if not stage.total:
        return f"{stage.name:<12} {span(spent)}"[: width - 1]
    rest = f"{span(spent / stage.done * (stage.total - stage.done))} left" if stage.done else ""
    counted = f"{stage.done:,}/{stage.total:,}  {rest}".rstrip()
    bar = "█" * (_BAR * stage.done // stage.total)
    whole = f"{stage.name:<12} {bar:░<{_BAR}} {counted}"
    return whole if len(whole) < width else f"{stage.name} {counted}"[: width - 1]


def span(seconds: float) -> str:
    """Write a time as one waits for it: 0.4 s, 12 s, 3 min 20 s, 1 h 5 min."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def _width(stream: TextIO | None) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80 if stream else 80
    except (OSError, ValueError):
        return 80
