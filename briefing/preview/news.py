"""What open pages wait for: that the site has changed, or that a build failed."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How things stand: `token` changes with all news, `edition` with the site, `index` with its search alone.

    Each begins with a word of this run: a page left open from an earlier run knows that it is old. `failure` is ""
    for none.
    """

    token: str
    edition: str
    index: str
    failure: str = ""


class News:
    """The state of the preview, for many threads: one builds, the others serve and wait."""

    def __init__(self) -> None:
        self._run: Final = secrets.token_hex(4)
        self._condition = threading.Condition()
        self._count = self._edition = self._index = 0
        self._failure = ""
        self._closed = False

    @property
    def state(self) -> State:
        with self._condition:
            return self._state()

    def built(self, *, changed: bool, failure: str = "") -> None:
        """Tell that a build ended well; `failure` names what it had to leave out."""
        self._tell(self._edition + changed, failure)

    def indexed(self) -> None:
        """Tell that the search index of the site has followed."""
        with self._condition:
            self._index += 1
            self._tell(self._edition, self._failure)

    def failed(self, failure: str) -> None:
        """Tell that a build failed: the site that stood before still stands."""
        self._tell(self._edition, failure)

    def wait(self, token: str, timeout_s: float) -> State:
        """Wait until the state is another than `token` names, at most `timeout_s`."""
        with self._condition:
            self._condition.wait_for(lambda: self._closed or self._state().token != token, timeout_s)
            return self._state()

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def _tell(self, edition: int, failure: str) -> None:
        with self._condition:
            self._count += 1
            self._edition, self._failure = edition, failure
            self._condition.notify_all()

    def _state(self) -> State:
        return State(
            token=f"{self._run}-{self._count}",
            edition=f"{self._run}-{self._edition}",
            index=f"{self._run}-{self._index}",
            failure=self._failure,
        )
