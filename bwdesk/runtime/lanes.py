"""Lanes: one permanent thread each, with a queue. What a lane does is told to the GUI thread by a queued signal.

A job runs on the lane; its outcome (`done` or `failed`) runs on the thread the lane was made on. `InlineLane` does both at once on
the caller's thread: for tests and for the command line.
"""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

R = TypeVar("R")
Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]

URGENT, ORDINARY, IDLE = 0, 1, 2


class Lane(Protocol):
    """Where work that may wait is sent."""

    def send(self, job: Callable[[], Any], done: Done, failed: Failed, rank: int = ORDINARY) -> None:
        """Queues a job; lower ranks go first, equal ranks in order."""

    def close(self, *, finish: bool) -> None:
        """Ends the lane: after what waits (`finish`), or dropping it. Returns when the thread has ended."""


class _Mailbox(QObject):
    """Lives on the GUI thread; whatever is posted runs there."""

    posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, errand: Callable[[], None]) -> None:
        errand()


class ThreadLane:
    """A lane with a thread of its own."""

    def __init__(self, name: str) -> None:
        self._waiting: queue.PriorityQueue[tuple[int, int, Callable[[], None] | None]] = queue.PriorityQueue()
        self._order = itertools.count()
        self._mailbox = _Mailbox()
        self._dropping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"bwdesk-{name}", daemon=True)
        self._thread.start()

    def send(self, job: Callable[[], Any], done: Done, failed: Failed, rank: int = ORDINARY) -> None:
        def errand() -> None:
            try:
                outcome = job()
            except BaseException as error:  # noqa: BLE001 - carried to the GUI thread, where it is told or raised
                self._mailbox.posted.emit(lambda error=error: failed(error))
            else:
                self._mailbox.posted.emit(lambda: done(outcome))

        self._waiting.put((rank, next(self._order), errand))

    def close(self, *, finish: bool) -> None:
        if not finish:
            self._dropping.set()
        self._waiting.put((IDLE + 1 if finish else -1, next(self._order), None))
        self._thread.join()

    def _run(self) -> None:
        while True:
            _, _, errand = self._waiting.get()
            if errand is None:
                return
            if not self._dropping.is_set():
                errand()


class InlineLane:
    """Runs everything at once, on the caller's thread."""

    def send(self, job: Callable[[], Any], done: Done, failed: Failed, rank: int = ORDINARY) -> None:
        try:
            outcome = job()
        except BaseException as error:  # noqa: BLE001 - handed on as a thread lane would
            failed(error)
        else:
            done(outcome)

    def close(self, *, finish: bool) -> None:
        """Nothing waits."""
