"""Seeds to tagged documents, each alone: a seed that cannot be converted is refused, and the others go on.

What becomes of a seed depends on the seed, the vocabulary and this program: it can be worked out in any process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from briefing.errors import SeedError
from briefing.model import Document, Seed, Tagged, Vocabulary
from briefing.progress import Progress, timed
from briefing.seeds.normalize import normalize
from briefing.seeds.read import find_seeds, read_seed
from briefing.tagging.tag import Tagger, tagger_of

_Result = TypeVar("_Result")

_WORTH_A_POOL: Final = 64  # seeds: below, starting processes costs more than they save
_CHUNK: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What became of one seed: its document and its tags, or why there are none."""

    name: str  # relative to seeds/
    document: Document | None = None
    tagged: Tagged | None = None
    error: SeedError | None = None
    unread: bool = False  # the disk did not give it: it may be good, and the brief that was made of it right


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The largest files that are taken, in bytes: of a capture, of a brief."""

    seed: int
    brief: int


def convert(
    folder: Path, vocabulary: Vocabulary, progress: Progress, limits: Limits, *, jobs: int = 1
) -> tuple[Converted, ...]:
    """Convert every seed, in the order of their names; many of them in `jobs` processes (0: one a core)."""
    paths = find_seeds(folder)
    jobs = jobs or _cores()
    if jobs == 1 or len(paths) < _WORTH_A_POOL:
        work = partial(_convert, folder=folder, tagger=tagger_of(vocabulary), limits=limits)
        return tuple(progress.track("converting", map(work, paths), len(paths), label=lambda seed: seed.name))
    with _workers(jobs, folder, vocabulary, limits) as pool:
        results = _unbroken(pool.map(partial(timed, _Worker.convert), paths, chunksize=_CHUNK))
        return tuple(_noted(progress, progress.track("converting", results, len(paths))))


def _convert(path: Path, *, folder: Path, tagger: Tagger, limits: Limits) -> Converted:
    name = path.relative_to(folder).as_posix()
    try:
        seed = read_seed(path, folder=folder, max_bytes=limits.seed)
        _refuse_a_library(seed, limits.brief)
        document = normalize(seed)
        return Converted(name=name, document=document, tagged=tagger.tag(document))
    except SeedError as error:
        error.path = str(folder / error.path)
        return Converted(name=name, error=error, unread=isinstance(error.__cause__, OSError))
    except Exception as fault:
        # A fault of ours, which this seed is the first to show. The other seeds need not wait for its repair.
        refusal = SeedError(f"this seed cannot be converted ({type(fault).__name__}: {fault})", path=path)
        return Converted(name=name, error=refusal)


def _refuse_a_library(seed: Seed, max_bytes: int) -> None:
    """Raise SeedError for more text than a brief may have, before the work that it would be."""
    if seed.chars > max_bytes:
        message = f"its text has {seed.chars:,} characters, and {max_bytes:,} is the limit"
        hint = "Split it, or raise max_brief_mb in content/site.yaml"
        raise SeedError(message, path=str(seed.path), hint=hint)


# ---------------------------------------------------------------------------------- in other processes


def _cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Worker:
    """What a worker process keeps between two seeds."""

    work: Callable[[Path], Converted]

    @classmethod
    def start(cls, folder: Path, vocabulary: Vocabulary, limits: Limits) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build, which ends its workers
        threading.Thread(target=cls._end_with_parent, daemon=True).start()
        cls.work = partial(_convert, folder=folder, tagger=tagger_of(vocabulary), limits=limits)

    @classmethod
    def convert(cls, path: Path) -> Converted:
        return cls.work(path)

    @staticmethod
    def _end_with_parent() -> None:
        """Leave no process behind when the build is killed."""
        parent = multiprocessing.parent_process()
        if parent:
            parent.join()
            os._exit(1)


@contextmanager
def _workers(jobs: int, folder: Path, vocabulary: Vocabulary, limits: Limits) -> Iterator[ProcessPoolExecutor]:
    """Start processes of their own: one that was forked would hold our locks after we are gone."""
    context = multiprocessing.get_context("spawn")
    started = (folder, vocabulary, limits)
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_Worker.start, initargs=started) as pool:
        yield pool


def _noted(progress: Progress, results: Iterable[tuple[Converted, float]]) -> Iterator[Converted]:
    for seed, seconds in results:
        progress.took("converting", seed.name, seconds)
        yield seed


def _unbroken(results: Iterable[_Result]) -> Iterator[_Result]:
    try:
        yield from results
    except BrokenProcessPool as error:
        hint = "It may have lacked memory: build with --jobs 1"
        raise SeedError("a process that converted seeds was ended by the system", hint=hint) from error
