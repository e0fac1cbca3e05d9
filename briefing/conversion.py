"""Seeds to tagged documents, each alone: a seed that cannot be converted is refused, and the others go on.

What becomes of a seed depends on the seed, the vocabulary and this program: it can be worked out in any process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from briefing.config import Settings
from briefing.errors import SeedError
from briefing.inputs import Inputs, program
from briefing.memo import Notebook, key_of, pack, unpack
from briefing.model import Document, Fate, LineAccount, Seed, Tagged, Vocabulary
from briefing.progress import Progress, timed
from briefing.seeds.decoding import LOST
from briefing.seeds.read import find_seeds, read_seed
from briefing.seeds.sidecar import SUFFIX
from briefing.workers import spread

if TYPE_CHECKING:
    from briefing.tagging.tag import Tagger

_WORTH_FORKING: Final = 64  # seeds: below, starting processes costs more than they save
_CHUNK: Final = 16
_MB: Final = 1_000_000
_SUBJECT: Final = "converted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What became of one seed, and of each of its lines, or why nothing did. `chars` counts what was read."""

    name: str  # relative to seeds/
    tagged: Tagged | None = None
    lines: tuple[LineAccount, ...] = ()
    chars: int = 0
    error: SeedError | None = None
    unread: bool = False  # the disk did not give it: it may be good, and the brief that was made of it right


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest files that are taken, in bytes: of a capture, of a brief."""

    seed: int
    brief: int

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        return cls(seed=settings.max_seed_mb * _MB, brief=settings.max_brief_mb * _MB)


def convert(
    folder: Path,
    vocabulary: Vocabulary,
    progress: Progress,
    limits: Limits,
    *,
    jobs: int = 1,
    inputs: Inputs | None = None,
) -> tuple[Converted, ...]:
    """Convert every seed, in the order of their names; many of them in `jobs` processes (0: one a core).

    A seed that `inputs` remembers as it is, sidecar and all, was converted before.
    """
    paths = find_seeds(folder)
    notes = _Notes(folder, paths, key_of(program(), vocabulary.digest, repr(limits)), inputs or Inputs(Notebook()))
    known = {path: converted for path in paths if (converted := notes.recall(path))}
    fresh = [path for path in paths if path not in known]
    if fresh:
        work = partial(timed, _Converter(folder, vocabulary, limits).packed)
        results = spread(work, fresh, jobs=jobs, worth=_WORTH_FORKING, chunk=_CHUNK)
        for path, (made, seconds) in zip(fresh, progress.track("converting", results, len(fresh)), strict=True):
            known[path] = notes.note(path, made)
            progress.took("converting", known[path].name, seconds)
    notes.forget_others()
    return tuple(known[path] for path in paths)


class _Notes:
    """What became of the seeds of a folder before. Nothing is noted of one that was refused."""

    def __init__(self, folder: Path, paths: Iterable[Path], basis: bytes, inputs: Inputs) -> None:
        digests = inputs.digests(folder)
        named = {path: path.relative_to(folder).as_posix() for path in paths}
        self._memo = inputs.memo
        self._keys = {path: (name, _key(name, path.suffix, basis, digests)) for path, name in named.items()}

    def recall(self, path: Path) -> Converted | None:
        data = self._memo.get(_SUBJECT, *self._keys[path])
        try:
            converted = unpack(data) if data else None
        except ValueError:
            return None
        return converted if isinstance(converted, Converted) else None

    def note(self, path: Path, made: bytes | Converted) -> Converted:
        """Note what was packed for it, and give what that is."""
        if isinstance(made, Converted):
            return made
        self._memo.put(_SUBJECT, [(*self._keys[path], made)])
        return cast(Converted, unpack(made))

    def forget_others(self) -> None:
        self._memo.keep_only(_SUBJECT, {name for name, _ in self._keys.values()})


def _key(name: str, suffix: str, basis: bytes, digests: Mapping[str, bytes]) -> bytes:
    """Make the key of all that a seed is converted from: itself, and a sidecar."""
    sidecars = (f"{name}{SUFFIX}", f"{name.removesuffix(suffix)}{SUFFIX}")
    return key_of(basis, *(digests.get(each, b"") for each in (name, *sidecars)))


def load_converter() -> tuple[Callable[[Seed], Document], Callable[[Vocabulary], Tagger]]:
    """Load what normalizes a seed, and what gives its tagger: only where there is a seed."""
    from briefing.seeds.normalize import normalize
    from briefing.tagging.tag import tagger_of

    return normalize, tagger_of


class _Converter:
    """Converts one seed after the other, with what processes share."""

    def __init__(self, folder: Path, vocabulary: Vocabulary, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._normalize, tagger_of = load_converter()
        self._tag = tagger_of(vocabulary).tag

    def packed(self, path: Path) -> bytes | Converted:
        """Convert a seed, and pack it to be noted; one that is refused is not noted, and stays as it is."""
        converted = self.convert(path)
        return converted if converted.error else pack(converted)

    def convert(self, path: Path) -> Converted:
        name = path.relative_to(self._folder).as_posix()
        try:
            seed = read_seed(path, folder=self._folder, max_bytes=self._limits.seed)
            _refuse_a_library(seed, self._limits.brief)
            document = self._normalize(seed)
            return Converted(name=name, tagged=self._tag(document), lines=document.lines, chars=seed.chars)
        except SeedError as error:
            error.path = str(self._folder / error.path)
            return Converted(name=name, error=error, unread=isinstance(error.__cause__, OSError))
        except Exception as fault:
            # A fault of ours, which this seed is the first to show. The other seeds need not wait for its repair.
            refusal = SeedError(f"this seed cannot be converted ({type(fault).__name__}: {fault})", path=path)
            return Converted(name=name, error=refusal)


def damage_of(seed: Converted, folder: Path) -> SeedError | None:
    """Say how many characters of a seed's text are lost, and where the first of them stood; None where none are."""
    lines = [line for line in seed.lines if LOST in line.text and _is_shown(line)]
    if not lines:
        return None
    count = sum(line.text.count(LOST) for line in lines)
    message = f"{count:,} characters of its text are damaged" if count > 1 else "a character of its text is damaged"
    hint = "Capture it again, or mend the words in its brief"
    return SeedError(message, path=folder / seed.name, line=lines[0].number, hint=hint)


def _is_shown(line: LineAccount) -> bool:
    """Tell whether a reader sees a line: the title is dropped from the text, and stands above it."""
    return line.fate is not Fate.DROPPED or line.rules == ("title",)


def _refuse_a_library(seed: Seed, max_bytes: int) -> None:
    """Raise SeedError for more text than a brief may have, before the work that it would be."""
    if seed.chars > max_bytes:
        message = f"its text has {seed.chars:,} characters, and {max_bytes:,} is the limit"
        hint = "Split it, or raise max_brief_mb in content/site.yaml"
        raise SeedError(message, path=str(seed.path), hint=hint)
