"""Work on many things in several processes, with the results in order: those of one process, only sooner."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar

from briefing.errors import BriefingError, faults_of
from briefing.progress import DRAWER

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Work = Callable[[Any], Any]

_CHUNK: Final = 32
_AHEAD: Final = 3  # chunks a process may be ahead of who takes the results: what waits lies in memory


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[_Item], _Result], items: Sequence[_Item], *, jobs: int = 0, worth: int = 1, chunk: int = _CHUNK
) -> Iterator[_Result]:
    """Give `work(item)` for every item, in order; with `jobs` processes (0: one a core) from `worth` items on.

    A process takes a `chunk` of items at a time.

    The processes are forked, so `work` and `items` may be anything and need no trip; only results make one. A process
    with threads cannot be forked safely, and some systems fork not at all: there all is done in this one.
    """
    jobs = min(jobs or cores(), len(items) // chunk + 1)
    if jobs == 1 or len(items) < worth or not _can_fork():
        yield from map(work, items)
        return
    import multiprocessing  # this and the next cost what a build that is done sooner can spare
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(work, items)) as pool:
        waiting: deque[Future[list[Any]]] = deque()
        try:
            for start in range(0, len(items), chunk):
                waiting.append(pool.submit(_run, start, start + chunk))
                if len(waiting) > jobs * _AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            hint = "It may have lacked memory: build with --jobs 1"
            raise BriefingError("a process of the build was ended by the system", hint=hint) from error
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def beside(work: Callable[[], object], *, jobs: int = 0) -> Iterator[None]:
    """Do this in a forked process while this one does something else. It is for what that leaves in a cache alone.

    What goes wrong there is not told: it goes wrong again where it is needed. And where one process is all (see
    `spread`), it is left to be done there.
    """
    if (jobs or cores()) == 1 or not _can_fork():
        yield
        return
    import multiprocessing

    process = multiprocessing.get_context("fork").Process(target=_attempt, args=(work,))
    process.start()
    try:
        yield
    finally:
        process.join()


def _attempt(work: Callable[[], object]) -> None:
    gc.disable()  # all that it makes goes with it, soon
    _settle()
    with suppress(Exception):
        work()


def apart(work: Callable[[], None]) -> str:
    """Do this in a process that shares nothing with this one, and give what went wrong, "" when nothing did."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(work, sender), daemon=True)
    process.start()
    sender.close()
    with receiver:
        try:
            fault = receiver.recv()
        except EOFError:
            fault = "a process that worked beside the builds was ended by the system"
    process.join()
    return str(fault)


def _tell(work: Callable[[], None], sender: Connection) -> None:
    _settle()
    try:
        work()
    except (BriefingError, ExceptionGroup, OSError) as error:
        sender.send("\n".join(map(str, faults_of(error))))
    except Exception:
        sender.send(traceback.format_exc())
    else:
        sender.send("")


def _can_fork() -> bool:
    others = {thread.name for thread in threading.enumerate()} - {threading.main_thread().name, DRAWER}
    return sys.platform.startswith("linux") and not others


_work: _Work
_items: Sequence[Any]


def _begin(work: _Work, items: Sequence[Any]) -> None:
    global _work, _items
    _work, _items = work, items
    # The old one may be locked for good, by a thread that was left behind.
    sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115
    _settle()


def _settle() -> None:
    """Leave Ctrl-C to the build, and end when it does, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _run(start: int, end: int) -> list[Any]:
    return [_work(item) for item in _items[start:end]]


def _end_with_parent() -> None:
    """Hold no lock of a build that was killed: what a forked process inherited ends with it."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
