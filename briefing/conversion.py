"""Seeds to tagged documents, each alone: a seed that cannot be converted is refused, and the others go on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.errors import SeedError
from briefing.model import Document, Seed, Tagged, Vocabulary
from briefing.progress import Progress
from briefing.seeds.normalize import normalize
from briefing.seeds.read import find_seeds, read_seed
from briefing.tagging.tag import Tagger


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What became of one seed: its document and its tags, or why there are none."""

    name: str  # relative to seeds/
    document: Document | None = None
    tagged: Tagged | None = None
    error: SeedError | None = None

    @property
    def unread(self) -> bool:
        """Tell a seed that the disk did not give from one that is no good: its brief may still be right."""
        return self.error is not None and isinstance(self.error.__cause__, OSError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest files that are taken, in bytes: of a capture, of a brief."""

    seed: int
    brief: int


def convert(folder: Path, vocabulary: Vocabulary, progress: Progress, limits: Limits) -> tuple[Converted, ...]:
    """Convert every seed, in the order of their names."""
    tagger = Tagger(vocabulary)
    paths = find_seeds(folder)
    return tuple(_convert(path, folder, tagger, limits) for path in progress.track("converting", paths))


def _convert(path: Path, folder: Path, tagger: Tagger, limits: Limits) -> Converted:
    name = path.relative_to(folder).as_posix()
    try:
        seed = read_seed(path, folder=folder, max_bytes=limits.seed)
        _refuse_a_library(seed, limits.brief)
        document = normalize(seed)
        return Converted(name=name, document=document, tagged=tagger.tag(document))
    except SeedError as error:
        error.path = str(folder / error.path)
        return Converted(name=name, error=error)
    except Exception as fault:
        # A fault of ours, which this seed is the first to show. The other seeds need not wait for its repair.
        refusal = SeedError(f"this seed cannot be converted ({type(fault).__name__}: {fault})", path=path)
        refusal.__cause__ = fault
        return Converted(name=name, error=refusal)


def _refuse_a_library(seed: Seed, max_bytes: int) -> None:
    """Raise SeedError for more text than a brief may have, before the work that it would be."""
    if seed.chars > max_bytes:
        message = f"its text has {seed.chars:,} characters, and {max_bytes:,} is the limit"
        hint = "Split it, or raise max_brief_mb in content/site.yaml"
        raise SeedError(message, path=str(seed.path), hint=hint)
