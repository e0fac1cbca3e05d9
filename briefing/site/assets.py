"""templates/assets/: what pages load, copied as it is under its plain name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from briefing.model import OutputFile


def read_assets(templates: Path) -> Iterator[OutputFile]:
    """Read every file below templates/assets/, hidden ones aside, in the order of their paths."""
    for file in sorted((templates / "assets").rglob("*")):
        path = PurePosixPath(file.relative_to(templates).as_posix())
        if file.is_file() and not any(part.startswith(".") for part in path.parts):
            yield OutputFile(path=path, data=file.read_bytes())
