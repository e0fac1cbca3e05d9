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

    def sort(self, jobs: Sequence[Job], *, look: bool) -> tuple[dict[str, Body], list[Job]]:
        """Tell files that can stay, with their bodies, from jobs that must be done.

        Without a `look` at them they are taken to be as they were: who puts the site together finds out.
        """
        noted = self._recall()
        if look:
            standing = self._site.standing()
            noted = {path: note for path, note in noted.items() if standing.get(path) == note[1]}
        kept: dict[str, Body] = {}
        left: list[Job] = []
        for job in jobs:
            there = [(path, noted[path]) for path in job.paths if path in noted]
            if len(there) == len(job.paths) and all(key == job.key for _, (key, _) in there):
                kept.update((path, body) for path, (_, body) in there)
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
