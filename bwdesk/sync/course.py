"""What the parts of one pass share: the link, sizes, where each log was read to, and how often an exchange may be tried again.

While a page is being taken in, the next exchange is already under way (`ahead`): one at a time, on a thread that ends with the pass.
Both need Python for some of their work, and then hold each other up at every statement. So they take turns: what came is read while the
store writes to the disk (`folding`, `after_folding`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, Literal

from bwdesk.errors import DeskError, NoAnswer
from bwdesk.store.outbox import Cursor
from bwdesk.store.unit import Unit
from bwdesk.sync.client import Client
from bwdesk.sync.sizes import Shrinkage, Size, Sizes
from bwdesk.sync.steps import Progress, Report, Step, Steps
from bwdesk.sync.wire import Place, Snapshot, Wish

PATIENCE: Final = 14
"""Cuts in a row before a pass gives up: enough to go from the largest message down to a single operation."""

PATIENCE_SMALL: Final = 4
"""The same for a message that cannot become smaller."""

MARK: Final = "mark"

CUTS: Final = frozenset({"net.cut", "net.slow", "answer.empty", "answer.cut", "answer.damaged"})
"""Failures after which a smaller message may get through."""


class Course:
    """The state of one pass. `heads`: scopes whose log goes further than it was read, and how far. `unlisted`: read before, and not
    named by the server now. `offers`: snapshots to be read. `is_plain`: no more of these in this pass."""

    def __init__(self, client: Client, sizes: Sizes, told: Callable[[Progress], None]) -> None:
        self.client = client
        self.sizes = sizes
        self.told = told
        self.shrinkage = Shrinkage()
        self.report = Report()
        self.heads: dict[str, int] = {}
        self.bodies: dict[str, Literal["others", "all", "none"]] = {}
        self.to_offer: set[str] = set()
        self.unlisted: set[str] = set()
        self.offers: dict[str, Snapshot] = {}
        self.is_plain = False
        self.hashes: dict[str, bytes] = {}
        self._places: dict[str, Cursor] = {}
        self._kept_mark = b""
        self._cancelled = threading.Event()
        self._is_folded = threading.Event()
        self._is_folded.set()
        self._cuts = 0
        self._thread: ThreadPoolExecutor | None = None
        self._under_way: Future[Any] | None = None

    # --- where logs were read to -----------------------------------------------------------------------------------------------------

    def know(self, cursors: dict[str, Cursor]) -> None:
        """The cursors as they are stored."""
        self._places = dict(cursors)

    def know_mark(self, stored: str) -> None:
        """The server's word as it is stored (hex)."""
        self._kept_mark = self.client.mark = bytes.fromhex(stored)

    def at(self, scope: str) -> Cursor:
        """Where the log of a scope was read to, what is still being taken in included."""
        return self._places.get(scope) or Cursor(scope, "", 0, b"", True)

    def move(self, cursor: Cursor) -> None:
        self._places[cursor.scope] = cursor

    def place(self, scope: str) -> Place:
        at = self.at(scope)
        return Place(scope, at.epoch, at.number, at.chain) if at.number else Place(scope, "", 0, b"")

    def wish(self, scope: str, *, with_snapshot: bool = False) -> Wish:
        bodies = self.bodies.get(scope, "others")
        return Wish(self.place(scope), bodies, with_snapshot and not self.is_plain and bodies != "none")

    def keep_mark(self, unit: Unit) -> None:
        """Keeps the server's newest word for how far it has come, with what is stored just now."""
        if self.client.mark != self._kept_mark:
            unit.set_fact(MARK, self.client.mark.hex())
            self._kept_mark = self.client.mark

    # --- exchanges -------------------------------------------------------------------------------------------------------------------

    def ahead(self, job: Callable[[], Any]) -> Future[Any]:
        """Starts an exchange and goes on; `answer_of` waits for it."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="bwdesk-net-ahead")
        self._under_way = self._thread.submit(job)
        return self._under_way

    def answer_of(self, future: Future[Any], size: Size) -> Generator[Step, Any, Any]:
        """The outcome of an exchange whose size can shrink: None after a cut, to be collected again smaller."""
        try:
            outcome = yield Step("net", future.result)
        except NoAnswer as error:
            yield from self._after_cut(error)
            size.was_cut()
            return None
        self._cuts = 0
        size.went_well()
        return outcome

    def patiently(self, job: Callable[[], Any]) -> Generator[Step, Any, Any]:
        """One small exchange, tried again after cuts."""
        while True:
            try:
                outcome = yield Step("net", job)
            except NoAnswer as error:
                yield from self._after_cut(error, PATIENCE_SMALL)
            else:
                self._cuts = 0
                return outcome

    def _after_cut(self, error: DeskError, patience: int = PATIENCE) -> Steps:
        self._cuts += 1
        if error.key not in CUTS or self._cuts > patience or self.is_cancelled():
            raise error
        pause = min(0.5, 0.02 * 2 ** max(0, self._cuts - 4))
        yield Step("net", partial(self._cancelled.wait, pause))

    # --- turns -----------------------------------------------------------------------------------------------------------------------

    @contextmanager
    def folding(self) -> Iterator[None]:
        """Around what the store does before it commits."""
        self._is_folded.clear()
        try:
            yield
        finally:
            self._is_folded.set()

    def after_folding(self) -> None:
        """Waits until the store commits, or has nothing to do; a second at most, as nothing depends on it."""
        self._is_folded.wait(1)

    # --- the end ---------------------------------------------------------------------------------------------------------------------

    def cancel(self) -> None:
        """From any thread: what is under way is cut, nothing more is begun."""
        self._cancelled.set()
        self.client.abort()

    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def close(self) -> None:
        """Ends the thread, and what is under way."""
        if self._under_way is not None and not self._under_way.done():
            self.client.abort()
        if self._thread is not None:
            self._thread.shutdown(wait=False, cancel_futures=True)
