"""Which files of the standing site can stay: those that were made under the same key, and that nobody touched since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from briefing.memo import Memo, pack, unpack
from briefing.site.jobs import Job
from briefing.site.publish import Press
from briefing.stamps import Body

_SUBJECT: Final = "prints"

_Noted = dict[str, tuple[bytes, Body]]


class Prints:
    """What the last build noted of the files of one site: the key and the body of each."""

    def __init__(self, site: Press, output: Path, memo: Memo) -> None:
        self._site, self._name, self._memo = site, str(output.resolve()), memo

    def sort(self, jobs: Sequence[Job]) -> tuple[dict[str, Body], list[Job]]:
        """Tell files that can stay, with their bodies, from jobs that must be done."""
        noted, standing = self._recall(), self._site.standing()
        kept: dict[str, Body] = {}
        left: list[Job] = []
        for job in jobs:
            there = {path: standing[path] for path in job.paths if path in standing}
            if len(there) == len(job.paths) and all(noted.get(path) == (job.key, there[path]) for path in there):
                kept |= there
            else:
                left.append(job)
        return kept, left

    def note(self, jobs: Sequence[Job]) -> None:
        """Note the files of a site that was put in place."""
        bodies = self._site.bodies()
        noted: _Noted = {path: (job.key, bodies[path]) for job in jobs for path in job.paths}
        self._memo.put(_SUBJECT, [(self._name, b"", pack(noted))])

    def _recall(self) -> _Noted:
        try:
            noted = unpack(self._memo.get(_SUBJECT, self._name, b"") or b"")
        except ValueError:
            return {}
        return noted if isinstance(noted, dict) else {}
