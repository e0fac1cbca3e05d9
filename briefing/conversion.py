"""Seeds to tagged documents, each alone: a seed that cannot be converted is refused, and the others go on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.errors import SeedError
from briefing.model import Document, Tagged, Vocabulary
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


def convert(folder: Path, vocabulary: Vocabulary, progress: Progress, *, max_bytes: int) -> tuple[Converted, ...]:
    """Convert every seed, in the order of their names."""
    tagger = Tagger(vocabulary)
    paths = find_seeds(folder)
    return tuple(_convert(path, folder, tagger, max_bytes) for path in progress.track("converting", paths))


def _convert(path: Path, folder: Path, tagger: Tagger, max_bytes: int) -> Converted:
    name = path.relative_to(folder).as_posix()
    try:
        document = normalize(read_seed(path, folder=folder, max_bytes=max_bytes))
        return Converted(name=name, document=document, tagged=tagger.tag(document))
    except SeedError as error:
        error.path = str(folder / error.path)
        return Converted(name=name, error=error)
    except Exception as fault:
        # A fault of ours, which this seed is the first to show. The other seeds need not wait for its repair.
        refusal = SeedError(f"this seed cannot be converted ({type(fault).__name__}: {fault})", path=path)
        refusal.__cause__ = fault
        return Converted(name=name, error=refusal)
