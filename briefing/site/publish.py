"""site/: the one place that writes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from briefing.content.store import write_atomically
from briefing.model import OutputFile

_PLACEHOLDER = ".gitkeep"


def publish(files: Iterable[OutputFile], output: Path) -> tuple[int, int]:
    """Write what changed, remove what is no longer there. Gives the numbers of files written and removed."""
    wanted = {file.path: file.data for file in files}
    stale = stale_files(files, output)
    gone = [path for path in stale if path not in wanted]
    for path in stale:
        if path in wanted:
            write_atomically(output / path, wanted[path])
    for path in gone:
        (output / path).unlink()
    return len(stale) - len(gone), len(gone)


def stale_files(files: Iterable[OutputFile], output: Path) -> tuple[PurePosixPath, ...]:
    """Name the files of the output that are missing, differ, or should not be there; sorted."""
    wanted = {file.path: file.data for file in files}
    there = {PurePosixPath(path.relative_to(output).as_posix()) for path in output.rglob("*") if path.is_file()}
    differ = {path for path in wanted if path not in there or (output / path).read_bytes() != wanted[path]}
    return tuple(sorted(differ | {path for path in there - wanted.keys() if path.name != _PLACEHOLDER}))
