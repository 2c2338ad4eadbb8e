"""The intake: a child process that parses and decodes whatever comes from outside, with limits of memory and time. No Qt.

A list or photo made to do harm can at most end the child: what was asked for is refused with a sentence, and the next one gets a new
child. What the child says is read into named types, so that not even a conquered one can make the desk run anything. It writes no
files, and no contents reach a log. intake_pipe.py is the pipe between the two, intake_child.py the other side.

Used from worker threads: `Intake().read_book(path)` waits, tells progress, and ends the child when `cancelled()` says so.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import msgspec

from bwdesk import errors
from bwdesk.errors import DeskError, IntakeRefused
from bwdesk.images.prepared import PreparedPhoto
from bwdesk.interchange.factories import FactoryList
from bwdesk.interchange.identity import KnownFactory
from bwdesk.interchange.likeness import Likeness
from bwdesk.interchange.sheet import Book, Sheet, Tell
from bwdesk.runtime.intake_pipe import BROKEN, FAILED, PROGRESS, READY, RESULT, Call, ChildProcess, Failure, GoneError

log = logging.getLogger(__name__)
Cancelled = Callable[[], bool]
Result = TypeVar("Result")

MEMORY: Final = 440_000_000  # bytes a job may take beyond what the child holds at its start
LIST_QUIET: Final = 4.4  # seconds a list may be read without a sign of life
LIST_SECONDS: Final = 120.0
PHOTO_SECONDS: Final = 25.0
START_SECONDS: Final = 60.0  # a laptop just switched on is slow
_POLL: Final = 0.02


class IntakeCancelled(IntakeRefused):
    """A person stopped the reading; nothing of it remains."""


class Intake:
    """Runs jobs in the child, one at a time. Safe to use from any thread; `close` ends the child."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._child: ChildProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child; a job that runs is refused as stopped. The intake can be used again afterwards."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def read_book(
        self,
        path: Path | str,
        encoding: str | None = None,
        separator: str | None = None,
        *,
        tell: Tell | None = None,
        cancelled: Cancelled | None = None,
    ) -> Book:
        """A list from outside, see interchange.book.read_book. Raises IntakeRefused, IntakeCancelled."""
        quiet = LIST_QUIET + _size(path) / 4_000_000  # old workbooks give no sign while they are opened
        return self.run(
            "read_book", Book, str(path), encoding, separator, quiet=quiet, seconds=LIST_SECONDS, tell=tell, cancelled=cancelled
        )

    def factory_rows(
        self,
        sheet: Sheet,
        mapping: Mapping[int, str],
        default_country: str | None = None,
        list_name: str = "",
        *,
        tell: Tell | None = None,
        cancelled: Cancelled | None = None,
    ) -> FactoryList:
        """The rows of a sheet as factories, see interchange.factories.factory_rows."""
        arguments = (sheet, dict(mapping), default_country, list_name)
        return self.run("factory_rows", FactoryList, *arguments, quiet=30.0, seconds=LIST_SECONDS, tell=tell, cancelled=cancelled)

    def near_duplicates(
        self,
        candidates: Sequence[KnownFactory],
        known: Sequence[KnownFactory],
        *,
        tell: Tell | None = None,
        cancelled: Cancelled | None = None,
    ) -> list[Likeness]:
        """Factories that look alike, see interchange.likeness.near_duplicates."""
        arguments = (list(candidates), list(known))
        return self.run("near_duplicates", list[Likeness], *arguments, quiet=60.0, seconds=LIST_SECONDS, tell=tell, cancelled=cancelled)

    def prepare_photo(self, source: Path | str | bytes, *, cancelled: Cancelled | None = None) -> PreparedPhoto:
        """A photo from outside made ours, see images.photo.prepare_photo."""
        plain = source if isinstance(source, bytes) else str(source)
        return self.run("prepare_photo", PreparedPhoto, plain, quiet=PHOTO_SECONDS, seconds=PHOTO_SECONDS, cancelled=cancelled)

    def print_version(self, jpeg: bytes, max_px: int, *, cancelled: Cancelled | None = None) -> bytes:
        """A kept photo scaled for print, see images.photo.print_version."""
        return self.run("print_version", bytes, jpeg, max_px, quiet=PHOTO_SECONDS, seconds=PHOTO_SECONDS, cancelled=cancelled)

    def run(
        self,
        job: str,
        gives: type[Result],
        *arguments: object,
        quiet: float,
        seconds: float,
        tell: Tell | None = None,
        cancelled: Cancelled | None = None,
    ) -> Result:
        """Runs a job of the child and gives its result, read as `gives`. `quiet` and `seconds` limit the time without a sign and in all.

        Raises the job's DeskError, or IntakeRefused when the child took too long, too much memory, or died; IntakeCancelled.
        """
        call = msgspec.msgpack.encode(Call(job, list(arguments)))
        with self._turn(cancelled):
            child = self._ready_child(cancelled)
            try:
                child.send(call)
                answer = _answer(child, quiet, seconds, tell, cancelled)
                return msgspec.msgpack.decode(answer, type=gives)
            except msgspec.DecodeError:
                self._drop(child)
                raise IntakeRefused("intake.stopped", code="frame") from None
            except GoneError:
                code = self._drop(child)
                log.info("intake: the child ended during %s, code %s", job, code)
                raise IntakeRefused("intake.stopped", code=str(code)) from None
            except _ToEndError as ended:
                self._drop(child)
                raise ended.why from None

    @contextlib.contextmanager
    def _turn(self, cancelled: Cancelled | None) -> Any:
        while not self._lock.acquire(timeout=0.1):
            _stop_if(cancelled)
        try:
            yield
        finally:
            self._lock.release()

    def _ready_child(self, cancelled: Cancelled | None) -> ChildProcess:
        """The child of before, or a new one that has said it is ready."""
        if self._child is not None and self._child.takes_calls():
            return self._child
        if self._child is not None:
            self._child.end()
        self._child = child = ChildProcess(self._memory)
        deadline = time.monotonic() + START_SECONDS
        try:
            while (frame := child.frame(_POLL)) is None or frame[0] != READY:
                _stop_if(cancelled)
                if time.monotonic() > deadline:
                    raise IntakeRefused("intake.stopped", code="start")
        except GoneError:
            raise IntakeRefused("intake.stopped", code=f"start {self._drop(child)}") from None
        except DeskError:
            self._drop(child)
            raise
        return child

    def _drop(self, child: ChildProcess) -> int:
        if self._child is child:
            self._child = None
        return child.end()


class _ToEndError(Exception):
    """The child has to be ended; `why` is what the caller hears."""

    def __init__(self, why: DeskError) -> None:
        super().__init__(why.key)
        self.why = why


def _answer(child: ChildProcess, quiet: float, seconds: float, tell: Tell | None, cancelled: Cancelled | None) -> bytes:
    """Waits for the result of the job that was sent."""
    began = heard = time.monotonic()
    while True:
        frame = child.frame(_POLL)
        now = time.monotonic()
        if cancelled is not None and cancelled():
            raise _ToEndError(IntakeCancelled("intake.cancelled"))
        if frame is None:
            if now - heard > quiet or now - began > seconds:
                raise _ToEndError(IntakeRefused("intake.too_slow"))
            continue
        heard = now
        kind, body = frame
        if kind == RESULT:
            return body
        if kind == FAILED:
            raise _error(msgspec.msgpack.decode(body, type=Failure))
        if kind == BROKEN:
            raise _ToEndError(IntakeRefused("intake.stopped", code=msgspec.msgpack.decode(body, type=str)))
        if kind == PROGRESS and tell is not None:
            tell(*msgspec.msgpack.decode(body, type=tuple[int, int]))


def _error(failure: Failure) -> DeskError:
    found = getattr(errors, failure.kind, IntakeRefused)
    kind = found if isinstance(found, type) and issubclass(found, DeskError) else IntakeRefused
    return kind(failure.key, field=failure.field, **failure.params)


def _stop_if(cancelled: Cancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise IntakeCancelled("intake.cancelled")


def _size(path: Path | str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0  # the child says what is wrong with it
