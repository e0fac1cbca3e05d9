"""The search index of a preview: made beside the builds, and shown when it is there.

Until then search goes on with the former one. Nobody who mends a word waits for an index of ten thousand stories.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing

from briefing.site.library import Library
from briefing.site.records import IndexPart

Parts = tuple[IndexPart, ...]


class LateIndex:
    """Makes one index at a time, of the newest library alone. `make` takes long; `ready` is told of every index."""

    def __init__(self, make: Callable[[Library], Parts], ready: Callable[[], None]) -> None:
        self._make, self._ready = make, ready
        self._shown: Parts = ()
        self._made: Future[Parts] = Future()
        self._wanted = 0
        self._one_at_a_time = threading.Lock()

    def begin(self, library: Library) -> Parts:
        """Begin an index of this library, and give the one to be shown until then; the very first is waited for."""
        if not self._shown:
            self._wanted += 1
            self._shown = self._make(library)
        else:
            self.follow(lambda: library)
        return self._shown

    def can_follow(self) -> bool:
        """Tell whether there is one to be shown until then."""
        return bool(self._shown)

    def follow(self, load: Callable[[], Library]) -> None:
        """Begin an index of the library that `load` gives, as `begin` does."""
        self._wanted += 1
        threading.Thread(target=self._run, args=(load, self._wanted), daemon=True).start()

    def take(self) -> Parts:
        """Take the index that is ready, to be shown from now on. Raises what went wrong when it was made."""
        self._shown = self._made.result()
        return self._shown

    def _run(self, load: Callable[[], Library], number: int) -> None:
        with self._one_at_a_time:
            if number != self._wanted:
                return  # while this one waited, the site changed again
            made: Future[Parts] = Future()
            try:
                library = load()
                with closing(library.shelf):
                    made.set_result(self._make(library))
            except Exception as error:
                made.set_exception(error)
        if number == self._wanted:
            self._made = made
            self._ready()
