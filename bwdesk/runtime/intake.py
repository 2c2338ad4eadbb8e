"""The intake: a child process that parses and decodes whatever comes from outside, with limits of memory and time. No Qt.

A list or photo made to do harm can at most end the child: what was asked for is refused with a sentence, and the next one gets a new
child. What the child says is read into named types, so that not even a conquered one can make the desk run anything. It writes no
files, and no contents reach a log. At the server it prints, too, what a factory releases. intake_pipe.py is the pipe between the two,
intake_child.py the other side.

Used from worker threads: `Intake().read_book(path)` waits, tells its progress, and ends the child when `cancelled()` says so.
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
from typing import Any, Final, NamedTuple, Self

import msgspec

from bwdesk import errors
from bwdesk.domain.packs import PackText
from bwdesk.errors import DeskError, IntakeRefused
from bwdesk.images.prepared import PreparedDocument, PreparedPhoto
from bwdesk.interchange.earlier import EarlierRows
from bwdesk.interchange.factories import FactoryList
from bwdesk.interchange.identity import KnownFactory
from bwdesk.interchange.likeness import Likeness
from bwdesk.interchange.plan_book import PlanBack
from bwdesk.interchange.sheet import Book, Sheet
from bwdesk.interchange.slcp import SlcpReferences
from bwdesk.pades.certificate import SigningKey
from bwdesk.pades.signature import Signature
from bwdesk.reports.values_base import PrintedPaper
from bwdesk.runtime.intake_pipe import BROKEN, FAILED, PROGRESS, READY, RESULT, Call, ChildProcess, Failure, GoneError

log = logging.getLogger(__name__)
Cancelled = Callable[[], bool]
Progress = Callable[[int, int], None]

MEMORY: Final = 440_000_000  # bytes a job may take beyond what the child holds at its start
START_SECONDS: Final = 60.0  # a laptop just switched on is slow
_POLL: Final = 0.02


class Job(NamedTuple):
    """What a job gives, and its limits of time in seconds: without a sign of life, and in all."""

    gives: Any
    quiet: float
    seconds: float


JOBS: Final = {
    "read_book": Job(Book, 4.4, 120.0),
    "factory_rows": Job(FactoryList, 30.0, 120.0),
    "pack_file": Job(PackText, 4.4, 30.0),
    "plan_book": Job(PlanBack, 4.4, 60.0),
    "earlier_book": Job(Book, 4.4, 60.0),
    "earlier_rows": Job(EarlierRows, 4.4, 60.0),
    "slcp_references": Job(SlcpReferences, 4.4, 60.0),
    "near_duplicates": Job(list[Likeness], 60.0, 300.0),
    "signing_key": Job(SigningKey, 20.0, 20.0),
    "signatures_in": Job(list[Signature], 20.0, 20.0),
    "prepare_photo": Job(PreparedPhoto, 25.0, 25.0),
    "print_version": Job(bytes, 25.0, 25.0),
    "prepare_document": Job(PreparedDocument, 25.0, 25.0),
    "document_sizes": Job(list[tuple[float, float]], 15.0, 15.0),
    "document_page": Job(bytes, 15.0, 15.0),
    "print_first_progress": Job(PrintedPaper, 15.0, 25.0),
}
"""What the child can do, by name; intake_child.JOBS says where."""


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
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Book:
        """A list from outside, see interchange.book.read_book. Raises IntakeRefused, IntakeCancelled."""
        book: Book = self.run("read_book", Path(path), encoding, separator, progress=progress, cancelled=cancelled)
        return book

    def factory_rows(
        self,
        sheet: Sheet,
        mapping: Mapping[int, str],
        default_country: str | None = None,
        list_name: str = "",
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> FactoryList:
        """The rows of a sheet as factories, see interchange.factories.factory_rows."""
        arguments = (sheet, dict(mapping), default_country, list_name)
        rows: FactoryList = self.run("factory_rows", *arguments, progress=progress, cancelled=cancelled)
        return rows

    def near_duplicates(
        self,
        candidates: Sequence[KnownFactory],
        known: Sequence[KnownFactory],
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> list[Likeness]:
        """Factories that look alike, see interchange.likeness.near_duplicates."""
        pairs: list[Likeness] = self.run("near_duplicates", list(candidates), list(known), progress=progress, cancelled=cancelled)
        return pairs

    def prepare_photo(self, source: Path | str | bytes, *, cancelled: Cancelled | None = None) -> PreparedPhoto:
        """A photo from outside made ours, see images.photo.prepare_photo."""
        photo: PreparedPhoto = self.run("prepare_photo", source if isinstance(source, bytes) else Path(source), cancelled=cancelled)
        return photo

    def print_version(self, jpeg: bytes, max_px: int, *, cancelled: Cancelled | None = None) -> bytes:
        """A kept photo scaled for print, see images.photo.print_version."""
        scaled: bytes = self.run("print_version", jpeg, max_px, cancelled=cancelled)
        return scaled

    def run(self, name: str, *arguments: object, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Any:
        """Runs one of `JOBS` by name and gives its result; files are given as Path.

        Raises KeyError for a name there is not, the job's own DeskError, IntakeCancelled, and IntakeRefused when the child took too
        long or too much memory, or died.
        """
        job = JOBS[name]
        quiet = job.quiet + _patience(arguments)
        plain = [os.path.abspath(argument) if isinstance(argument, Path) else argument for argument in arguments]
        call = msgspec.msgpack.encode(Call(name, plain))
        with self._turn(cancelled):
            child = self._ready_child(cancelled)
            try:
                child.send(call)
                kind, body = _answer(child, quiet, job.seconds, progress, cancelled)
                answer = msgspec.msgpack.decode(body, type=Failure if kind == FAILED else job.gives)
            except GoneError:
                code = self._drop(child)
                log.info("intake: the child ended during %s, code %s", name, code)
                raise IntakeRefused("intake.stopped", code=str(code)) from None
            except msgspec.DecodeError:
                self._drop(child)
                raise IntakeRefused("intake.stopped", code="frame") from None
            except BaseException:  # cancelled, too slow, or the caller's own: what the child still says is for nobody
                self._drop(child)
                raise
        if kind == FAILED:
            raise _error(answer)
        return answer

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


def _answer(
    child: ChildProcess, quiet: float, seconds: float, progress: Progress | None, cancelled: Cancelled | None
) -> tuple[bytes, bytes]:
    """Waits for the outcome of the job that was sent, a RESULT or a FAILED frame."""
    began = heard = time.monotonic()
    while True:
        frame = child.frame(_POLL)
        now = time.monotonic()
        _stop_if(cancelled)
        if frame is None:
            if now - heard > quiet or now - began > seconds:
                raise IntakeRefused("intake.too_slow")
            continue
        heard = now
        kind, body = frame
        if kind in (RESULT, FAILED):
            return frame
        if kind == BROKEN:
            raise IntakeRefused("intake.stopped", code=msgspec.msgpack.decode(body, type=str))
        if kind == PROGRESS and progress is not None:
            progress(*msgspec.msgpack.decode(body, type=tuple[int, int]))


def _error(failure: Failure) -> DeskError:
    found = getattr(errors, failure.kind, IntakeRefused)
    kind = found if isinstance(found, type) and issubclass(found, DeskError) else IntakeRefused
    return kind(failure.key, field=failure.field, **failure.params)


def _stop_if(cancelled: Cancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise IntakeCancelled("intake.cancelled")


def _patience(arguments: tuple[object, ...]) -> float:
    """Seconds more for large workbooks of the old kind: xlrd gives no sign of life while it opens one, at 2 MB a second."""
    source = arguments[0] if arguments else None
    if not isinstance(source, str | Path) or Path(source).suffix.lower() != ".xls":
        return 0.0
    try:
        return min(6.0, os.stat(source).st_size / 2_000_000)
    except (OSError, ValueError):
        return 0.0  # the child says what is wrong with it
