"""content/briefs/: what is there, what a build would write, and the editor's right of way.

A file whose bytes no longer match its `generated` line belongs to the editor and is never written or removed.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from briefing.content.front_matter import dump, is_untouched, parse
from briefing.errors import FrontMatterError
from briefing.model import Brief, OutputFile
from briefing.slugs import unique


class Status(StrEnum):
    BUILT = "built"
    UNCHANGED = "unchanged"
    EDITED = "edited"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBrief:
    """A file of content/briefs/. `path` is relative to content/."""

    path: PurePosixPath
    text: str
    brief: Brief

    @property
    def edited(self) -> bool:
        return not is_untouched(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentPlan:
    """What a build makes of content/briefs/: files to write, files to remove, all briefs as they will stand."""

    writes: tuple[OutputFile, ...]
    removals: tuple[PurePosixPath, ...]
    briefs: tuple[StoredBrief, ...]
    statuses: Mapping[str, tuple[Status, str]]  # seed file -> status, slug


def read_briefs(content: Path) -> tuple[StoredBrief, ...]:
    """Read every brief, in the order of their paths. Raises ExceptionGroup of all that cannot be understood."""
    briefs: list[StoredBrief] = []
    errors: list[FrontMatterError] = []
    for file in sorted((content / "briefs").rglob("*.md")):
        path = PurePosixPath(file.relative_to(content).as_posix())
        try:
            text = file.read_text("utf-8")
            briefs.append(StoredBrief(path=path, text=text, brief=parse(text, path=file)))
        except UnicodeDecodeError:
            errors.append(FrontMatterError("not UTF-8 text", path=file, hint="Save the file as UTF-8"))
        except FrontMatterError as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("briefs", errors)
    return tuple(briefs)


def plan_content(stored: Iterable[StoredBrief], made: Iterable[Brief]) -> ContentPlan:
    """Decide what to write. `made` are the briefs of all seeds; a stored brief whose seed is gone is removed.

    An edited brief stays where it is. Two seeds that make one slug are told apart by -2, -3 in the order of their names.
    """
    stored = tuple(stored)
    kept = {item.brief.seed_file: item for item in stored if item.edited}
    taken = {item.brief.slug for item in stored if item.edited}
    before = {item.path: item for item in stored}
    writes, statuses = [], {}
    after = {item.path: item for item in stored if item.edited}
    for brief in sorted(made, key=lambda brief: brief.seed_file):
        if brief.seed_file in kept:
            statuses[brief.seed_file] = (Status.EDITED, kept[brief.seed_file].brief.slug)
            continue
        brief = replace(brief, slug=unique(brief.slug, taken))
        taken.add(brief.slug)
        path, text = PurePosixPath("briefs", f"{brief.slug}.md"), dump(brief)
        same = path in before and before[path].text == text
        statuses[brief.seed_file] = (Status.UNCHANGED if same else Status.BUILT, brief.slug)
        if not same:
            writes.append(OutputFile(path=path, data=text.encode()))
        after[path] = before[path] if same else StoredBrief(path=path, text=text, brief=parse(text, path=path))
    return ContentPlan(
        writes=tuple(writes),
        removals=tuple(path for path in before if path not in after),
        briefs=tuple(after[path] for path in sorted(after)),
        statuses=statuses,
    )


def write_content(content: Path, plan: ContentPlan) -> None:
    for file in plan.writes:
        write_atomically(content / file.path, file.data)
    for path in plan.removals:
        (content / path).unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader sees the old bytes or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
