"""What the operating system promises about files, and how we make use of it.

A rename replaces a file or a folder in one step: a reader, and a power of the system that ends us, sees the old or
the new and never a part. A lock ends with the process that holds it, so none is ever stale.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from briefing.errors import PublishError

_WAIT_S: Final = 60.0
_PAUSE_S: Final = 0.05
# What a system says that has no exchange, or has none on this kind of disk.
NO_EXCHANGE: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2  # Linux: renameat2(2); the same number is RENAME_SWAP of macOS: renamex_np(2)


def write_atomically(path: Path, data: bytes) -> None:
    """Write beside the target, then rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def exchange(one: Path, other: Path) -> None:
    """Let two files or two folders of one disk change places in one step. Raises OSError with one of NO_EXCHANGE."""
    call = _exchange_call()
    if not call:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one), None, str(other))
    if call(os.fsencode(one), os.fsencode(other)) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(one), None, str(other))


def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    if sys.platform == "win32":
        return None
    library: Any = ctypes.CDLL(None, use_errno=True)
    if hasattr(library, "renameat2"):
        return lambda one, other: int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    if hasattr(library, "renamex_np"):
        return lambda one, other: int(library.renamex_np(one, other, _RENAME_EXCHANGE))
    return None


@contextmanager
def hold(folder: Path, *, shown: Path, make: bool = False, wait_s: float = _WAIT_S) -> Iterator[None]:
    """Hold a folder against other builds; the system lets go of it when this process ends, however it ends.

    With `make` the folder is made when it is missing, and whoever held it may have taken it away. Raises PublishError,
    naming the folder as `shown`, when another build still holds it after `wait_s`.
    """
    until = time.monotonic() + wait_s
    while True:
        if make:
            folder.mkdir(exist_ok=True)
        handle = _open(folder)
        try:
            if _try_lock(handle) and _is(folder, handle):
                yield
                return
        finally:
            os.close(handle)
        if time.monotonic() > until:
            raise PublishError("another build is at work here", path=shown, hint="Wait until it ends, and build again")
        time.sleep(_PAUSE_S)


def _is(folder: Path, handle: int) -> bool:
    """Tell whether the folder is still the one that was opened."""
    if sys.platform == "win32":
        return True
    with suppress(FileNotFoundError):
        return os.path.samestat(folder.stat(), os.fstat(handle))
    return False


if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        return os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)

    def _try_lock(handle: int) -> bool:
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return True
        return False

else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def _try_lock(handle: int) -> bool:
        """Lock without waiting. A disk that knows no locks (some network disks) has to do without."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP):
                raise
        return True
