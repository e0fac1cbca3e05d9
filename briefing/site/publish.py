"""site/: the one place that writes it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefing.content.store import write_atomically
from briefing.model import OutputFile


def publish(files: Iterable[OutputFile], output: Path) -> tuple[int, int]:
    """Write what changed, remove what is no longer there. Gives the numbers of files written and removed."""
    wanted = {output / file.path: file.data for file in files}
    written = 0
    for path, data in wanted.items():
        if not path.exists() or path.read_bytes() != data:
            write_atomically(path, data)
            written += 1
    stale = [path for path in output.rglob("*") if path.is_file() and path not in wanted and path.name != ".gitkeep"]
    for path in stale:
        path.unlink()
    return written, len(stale)
