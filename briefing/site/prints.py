"""Which files of the standing site can stay: those that were made under the same key, and that nobody touched since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from briefing.memo import Memo, pack, unpack
from briefing.site.jobs import Job
from briefing.stamps import Body

_SUBJECT: Final = "prints"


class Prints:
    """The keys under which the files of one site were made. `bodies` are those that they have, of those that stand."""

    def __init__(self, output: Path, bodies: Mapping[str, Body], memo: Memo) -> None:
        self._name, self._bodies, self._memo = str(output.resolve()), bodies, memo
        self._keys = self._recall()

    def key(self, path: str) -> bytes:
        """Give the key of a file that stands, b"" where it has none."""
        return self._keys.get(path, b"") if path in self._bodies else b""

    def sort(self, jobs: Sequence[Job]) -> tuple[dict[str, Body], list[Job]]:
        """Tell files that can stay, with their bodies, from jobs that must be done."""
        kept: dict[str, Body] = {}
        left: list[Job] = []
        for job in jobs:
            if all(self.key(path) == job.key for path in job.paths):
                kept.update((path, self._bodies[path]) for path in job.paths)
            else:
                left.append(job)
        return kept, left

    def note(self, jobs: Sequence[Job]) -> None:
        """Note the keys of a site that was put in place."""
        keys = {path: job.key for job in jobs for path in job.paths}
        self._memo.put(_SUBJECT, [(self._name, b"", pack(keys))])

    def _recall(self) -> Mapping[str, bytes]:
        try:
            keys = unpack(self._memo.get(_SUBJECT, self._name, b"") or b"")
        except ValueError:
            return {}
        return keys if isinstance(keys, dict) else {}
