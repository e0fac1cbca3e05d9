"""What a build says of itself while it runs: a line that rewrites itself on a terminal, nothing elsewhere.

The clock stands here alone: no page and no brief knows what time it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO, TypeVar

_Item = TypeVar("_Item")

_PATIENCE_S: Final = 1.0  # work shorter than this says nothing
_PAUSE_S: Final = 0.1  # between two drawings
_BAR: Final = 24


class Progress:
    """Counts what is done, stage by stage. `seconds` holds what each stage took, in the order they began."""

    def __init__(self, stream: TextIO | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._clock = clock
        self._began = self._drawn = clock()
        self.seconds: dict[str, float] = {}

    @property
    def elapsed(self) -> float:
        return self._clock() - self._began

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage; a stage that is entered again adds up."""
        began = self._clock()
        self._draw(name)
        try:
            yield
        finally:
            self._wipe()
            self.seconds[name] = self.seconds.get(name, 0.0) + self._clock() - began

    def track(self, name: str, items: Iterable[_Item], total: int) -> Iterator[_Item]:
        """Yield the items of a stage, drawing how many are done and how long the rest will take."""
        with self.stage(name):
            began = self._clock()
            for done, item in enumerate(items):
                self._draw(name, done, total, self._clock() - began)
                yield item

    def _draw(self, name: str, done: int = 0, total: int = 0, spent: float = 0.0) -> None:
        now = self._clock()
        if not self._stream or now - self._began < _PATIENCE_S or now - self._drawn < _PAUSE_S:
            return
        self._drawn = now
        text = f"{name} ..."
        if total:
            filled = "█" * (_BAR * done // total)
            rest = f"{spent / done * (total - done):.0f} s left" if done else ""
            text = f"{name:<12} {filled:░<{_BAR}} {done:,}/{total:,}  {rest}"
        self._stream.write(f"\r\x1b[K{text}")
        self._stream.flush()

    def _wipe(self) -> None:
        if self._stream and self._drawn > self._began:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
