"""The desk as pages see it: `do` (change something), `ask` (know something), and what is told: changed, saved, failed.

One writing store on the store lane, one reading store on the read lane. A change is told as saved only when the transaction is on
disk and its operations stand in the journal. Where only the journal refuses, that is told as a failure, and the change stands. Pages
hear `changed` and ask again for what they show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from bwdesk.domain.operation import Operation
from bwdesk.errors import DeskError
from bwdesk.runtime.lanes import IDLE, ORDINARY, URGENT, Lane
from bwdesk.runtime.promise import Promise
from bwdesk.store.engine import Store
from bwdesk.store.unit import Changes, Reader, Unit, Writer

P = ParamSpec("P")
R = TypeVar("R")
Keep = Callable[[Sequence[Operation]], None]


@dataclass(frozen=True)
class Lanes:
    """The lanes of house.md §4. `photo` decrypts and shrinks pictures for the screen, so that neither lists nor PDFs wait for them."""

    store: Lane
    read: Lane
    net: Lane
    paper: Lane
    intake: Lane
    photo: Lane

    def close(self) -> None:
        """Ends them in order: the store finishes what waits, the network and readers drop it."""
        self.net.close(finish=False)
        self.intake.close(finish=False)
        self.photo.close(finish=False)
        self.paper.close(finish=True)
        self.read.close(finish=False)
        self.store.close(finish=True)


class Desk(QObject):
    """What pages and the syncer talk to. All signals are told on the GUI thread."""

    changed = Signal(object)  # Changes
    saved = Signal(object)  # datetime: everything typed until then is on disk
    failed = Signal(object)  # DeskError

    def __init__(self, writing: Store, reading: Store, writer: Writer, lanes: Lanes, journal: Keep) -> None:
        super().__init__()
        self.writer = writer
        self.lanes = lanes
        self._writing = writing
        self._reading = reading
        self._journal = journal

    def do(self, use_case: Callable[Concatenate[Unit, P], R], *args: P.args, **kwargs: P.kwargs) -> Promise[R]:
        """Runs a writing use case in one transaction; the promise is kept when it is on disk."""
        return self._write(use_case, args, kwargs, URGENT)

    def do_later(self, use_case: Callable[Concatenate[Unit, P], R], *args: P.args, **kwargs: P.kwargs) -> Promise[R]:
        """The same, after whatever a person is waiting for (sync pages, search index)."""
        return self._write(use_case, args, kwargs, IDLE)

    def do_hastily(self, use_case: Callable[Concatenate[Unit, P], R], *args: P.args, **kwargs: P.kwargs) -> Promise[R]:
        """As `do_later`, for what can be fetched again: the promise is kept before it is on disk (`Store.writing`)."""
        return self._write(use_case, args, kwargs, IDLE, is_hasty=True)

    def ask(self, query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs) -> Promise[R]:
        """Runs a query on the read lane."""
        return self._read(query, args, kwargs, ORDINARY)

    def ask_later(self, query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs) -> Promise[R]:
        """The same, after whatever a person is waiting for."""
        return self._read(query, args, kwargs, IDLE)

    def _read(self, query: Callable[..., R], args: Sequence[Any], kwargs: dict[str, Any], rank: int) -> Promise[R]:
        def job() -> R:
            with self._reading.reading() as reader:
                return query(reader, *args, **kwargs)

        return self.errand(self.lanes.read, job, rank)

    def keep_draft(self, key: str, text: str, caret: int) -> None:
        """Keeps what is being typed; `saved` is told when it is on disk."""
        self.do(_keep_draft, key, text, caret)

    def errand(self, lane: Lane, job: Callable[[], R], rank: int = ORDINARY) -> Promise[R]:
        """Runs anything else on a lane (a PDF, a picture, a file from outside, the network)."""
        promise: Promise[R] = Promise(self.tell)
        lane.send(job, promise.keep, promise.fail, rank)
        return promise

    def tell(self, error: DeskError) -> None:
        """Says a failure through the one mouth."""
        self.failed.emit(error)

    def _write(
        self, use_case: Callable[..., R], args: Sequence[Any], kwargs: dict[str, Any], rank: int, *, is_hasty: bool = False
    ) -> Promise[R]:
        promise: Promise[R] = Promise(self.tell)

        def job() -> tuple[R, Changes, datetime, DeskError | None]:
            act = getattr(use_case, "act", use_case.__name__)
            with self._writing.writing(self.writer, act, is_hasty=is_hasty) as unit:
                outcome = use_case(unit, *args, **kwargs)
            problem = self._second_copy(unit.changes.operations)
            return outcome, unit.changes, self.writer.now(), problem

        def done(what: tuple[R, Changes, datetime, DeskError | None]) -> None:
            outcome, changes, at, problem = what
            if problem is None:
                self.saved.emit(at)
            else:
                self.tell(problem)
            promise.keep(outcome)
            if changes.things:
                self.changed.emit(changes)

        self.lanes.store.send(job, done, promise.fail, rank)
        return promise

    def _second_copy(self, operations: Sequence[Operation]) -> DeskError | None:
        """Why the journal could not take what stands in the file already: it is told, but what was written is written."""
        try:
            if operations:
                self._journal(operations)
        except DeskError as error:
            return error
        return None

    def close(self) -> None:
        """Finishes what waits to be written, then closes the files."""
        self.lanes.close()
        self._reading.close()
        self._writing.close()


def _keep_draft(unit: Unit, key: str, text: str, caret: int) -> None:
    unit.keep_draft(key, {"text": text, "caret": caret})
