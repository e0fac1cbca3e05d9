"""The search index of a preview: made beside the builds, in a process of its own, and put in place when it is there.

Until then search goes on with the former one. Nobody who mends a word waits for an index of ten thousand stories.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from briefing.errors import SearchError
from briefing.workers import apart


class LateIndex:
    """Has one index made at a time, and another when the site changed meanwhile.

    `make` is run in a process that shares nothing with this one; `ready` is told whenever it has come to its end.
    """

    def __init__(self, make: Callable[[], None], ready: Callable[[], None]) -> None:
        self._make, self._ready = make, ready
        self._wanted = self._busy = False
        self._fault = ""
        self._lock = threading.Lock()

    def follow(self) -> None:
        """Have an index made of the site as it stands now."""
        with self._lock:
            self._wanted = True
            if not self._busy:
                self._busy = True
                threading.Thread(target=self._run, daemon=True).start()

    def check(self) -> None:
        """Raise SearchError when the last index came to nothing."""
        if self._fault:
            raise SearchError(self._fault)

    def _run(self) -> None:
        while self._is_wanted():
            self._fault = apart(self._make)
            self._ready()

    def _is_wanted(self) -> bool:
        with self._lock:
            self._busy, self._wanted = self._wanted, False
            return self._busy
