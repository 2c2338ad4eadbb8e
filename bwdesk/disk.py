"""Writing to disk so that it is there after a power cut, and what the disk says when it refuses. No encryption, no formats."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bwdesk.errors import DeskError, StoreProblem

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def disk_trouble(error: OSError) -> DeskError:
    """The failure a person is told when the disk refuses: full, read-only, or something else."""
    if error.errno in _FULL:
        return StoreProblem("store.full")
    if error.errno in _CLOSED:
        return StoreProblem("store.read_only")
    return StoreProblem("store.failed", code=error.errno or 0)


@contextmanager
def disk_errors_translated() -> Iterator[None]:
    """Turns OSError into a StoreProblem with its sentence."""
    try:
        yield
    except OSError as error:
        raise disk_trouble(error) from error


def sync_file(descriptor: int) -> None:
    """Returns when the file's bytes are on the disk, past the drive's own cache where the system can ask for it."""
    if sys.platform == "darwin":
        import fcntl  # not there on Windows

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    elif sys.platform == "win32":
        os.fsync(descriptor)
    else:
        os.fdatasync(descriptor)


def sync_folder(folder: Path) -> None:
    """Returns when names made, moved or removed in the folder are on the disk. Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems of sticks that know no such call
            raise
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Puts a file in place all at once: whoever looks finds the old bytes or the new, never a part. Raises StoreProblem."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    with disk_errors_translated():
        try:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), mode)
            with os.fdopen(descriptor, "wb") as out:
                out.write(data)
                out.flush()
                sync_file(out.fileno())
            os.replace(draft, path)
            sync_folder(path.parent)
        except BaseException:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise


def sync_path(path: Path) -> None:
    """Brings a file that another library wrote to the disk."""
    with path.open("rb+") as stream:
        sync_file(stream.fileno())


class Lock:
    """A file that one program at a time holds; the system lets go of it when the program ends, however that happens.

    Raises StoreProblem (`store.in_use`) if another one holds it. A file system that knows no locks gives none.
    """

    def __init__(self, path: Path) -> None:
        self._stream = path.open("ab")
        try:
            _lock(self._stream.fileno())
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK):
                self._stream.close()
                raise StoreProblem("store.in_use") from None

    def release(self) -> None:
        """Lets go of it; more than once does no harm."""
        self._stream.close()


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # not there elsewhere

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # not there on Windows

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
