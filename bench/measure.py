"""What a command costs, as a whole: all its processes, from start to end. Linux only: it reads /proc."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.05
KIB, MB = 1024, 1_000_000
PAGE = os.sysconf("SC_PAGE_SIZE")

Snapshot = dict[str, tuple[int, int]]  # of each file its size and time


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Seconds, megabytes, and of the output: how many files it has and how many of them were written now.

    `peak` is the resident memory of the largest process, as the system kept it; `tree` that of all together, sampled
    twenty times a second, pages that they share counted in each.
    """

    wall: float
    cpu: float
    peak: float
    tree: float
    files: int = 0
    size: float = 0.0
    written: int = 0


class CommandError(Exception):
    """A command failed; the message is the end of what it said."""


def run(command: Sequence[str | Path], folder: Path) -> tuple[Cost, str]:
    """Run a command in a folder. Gives what it cost and what it said. Raises CommandError when it fails."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        began = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        with watching(process.pid) as seen:
            _, status, usage = os.wait4(process.pid, 0)  # of the process and of all those that it waited for
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if process.returncode:
        raise CommandError(f"{' '.join(map(str, command))} failed:\n{text[-2000:]}")
    peak = usage.ru_maxrss * KIB / MB
    return Cost(wall=wall, cpu=usage.ru_utime + usage.ru_stime, peak=peak, tree=max(peak, *seen)), text


def _environment() -> dict[str, str]:
    """Let Python keep what it compiles, as it does for everybody whose environment does not forbid it."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def total(costs: Sequence[Cost]) -> Cost:
    """Add up commands that ran one after the other."""
    return Cost(
        wall=sum(cost.wall for cost in costs),
        cpu=sum(cost.cpu for cost in costs),
        peak=max(cost.peak for cost in costs),
        tree=max(cost.tree for cost in costs),
    )


@contextmanager
def watching(pid: int) -> Iterator[list[float]]:
    """Sample the memory of a process and its descendants, in MB, into the list that is given."""
    seen = [0.0]
    over = threading.Event()

    def sample() -> None:
        while not over.wait(SAMPLE_S):
            seen[0] = max(seen[0], sum(map(resident, descent(pid))) / MB)

    watcher = threading.Thread(target=sample, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def descent(pid: int) -> Iterator[int]:
    """Find a process and all that descend from it."""
    yield pid
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # it has ended meanwhile
            for child in file.read_text().split():
                yield from descent(int(child))


def resident(pid: int) -> int:
    """Read how many bytes of memory a process has; none when it has ended."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0


def snapshot(folder: Path) -> Snapshot:
    return {
        str(path): (status.st_size, status.st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and (status := path.stat())
    }


def written(before: Snapshot, after: Snapshot) -> int:
    """Count the files that are new or were written again."""
    return len(after.items() - before.items())
