"""One sync pass: ask what is new, send what waits, fetch what came, then photos; what is not granted any more goes.

The store is never held while the network is used.
Repeating any part is harmless: operations are told apart by id, a cursor moves with what it covers, and an operation stops waiting only
when it has come back in the log. A cut halves the next message; a pass that gives up has kept all it got. Progress and the end of a pass
are told on the thread that drives it.
"""

from __future__ import annotations

import gc
import secrets
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import Final

from bwdesk.domain.chain import digest_of
from bwdesk.errors import NoAnswer
from bwdesk.store import outbox
from bwdesk.store.outbox import Cursor
from bwdesk.store.unit import Reader, Unit
from bwdesk.store.whereabouts import totals
from bwdesk.sync.client import Client
from bwdesk.sync.course import MARK, Course
from bwdesk.sync.fetching import RESETS, Fetching, reset
from bwdesk.sync.orders import Wipe
from bwdesk.sync.parting import parted
from bwdesk.sync.sending import Sending
from bwdesk.sync.sizes import Sizes
from bwdesk.sync.steps import Phase, Progress, Report, Step, Steps
from bwdesk.sync.uploads import PhotoPass, PhotoPlace
from bwdesk.sync.wire import ScopeHead, Welcome

SLICE_SECONDS: Final = 0.04
UNWATCHED: Final = 0.5
"""Seconds a store step may take where no person waits at the keyboard (command line, demo): fewer commits, a third less time."""

RUN: Final = "run"

CALM: Final = 500_000
"""Thousands of operations have no cycles to collect; looking for some took a fifth of a pass."""


@dataclass(frozen=True, slots=True)
class _Where:
    cursors: dict[str, Cursor]
    unsent: int
    sent: set[str]
    server: str | None
    mark: str
    run: str


class SyncPass:
    """A pass to be driven through `steps`. Make a new one for each pass; keep `client` and `sizes` while the link is the same."""

    def __init__(
        self, client: Client, photos: PhotoPlace, *, told: Callable[[Progress], None] = lambda _: None, sizes: Sizes | None = None,
        with_photos: bool = True, slice_seconds: float = SLICE_SECONDS, welcomed: Callable[[Welcome], None] = lambda _: None,
        with_snapshots: bool = True,
    ) -> None:  # fmt: skip
        """`slice_seconds`: how long one store step may take; longer is faster where no person waits at the keyboard. `welcomed` is told
        the server's good answer at once, on the net lane: whatever becomes of the rest, the office has answered."""
        self._welcomed = welcomed
        self._course = Course(client, sizes or Sizes(), told)
        self._course.is_plain = not with_snapshots
        self._fetching = Fetching(self._course, slice_seconds)
        self._sending = Sending(self._course, self._fetching)
        self._photos = PhotoPass(self._course, photos) if with_photos else None

    def cancel(self) -> None:
        """Stops the pass soon, from any thread. What was sent and taken in stays."""
        self._course.cancel()

    def steps(self) -> Generator[Step, None, Report]:
        """The steps of the pass, in order. Raises NoAnswer, NotAllowed or StoreProblem when it cannot go on."""
        course, client = self._course, self._course.client
        before = client.bytes_up, client.bytes_down, client.turns
        course.sizes.up.begin()
        course.sizes.down.begin()
        threshold = gc.get_threshold()
        gc.set_threshold(max(threshold[0], CALM), *threshold[1:])
        try:
            yield from self._all()
        except NoAnswer:
            if not course.is_cancelled():
                raise
        finally:
            gc.set_threshold(*threshold)
            course.close()
            report = course.report
            report.is_cancelled = course.is_cancelled()
            report.bytes_up, report.bytes_down = client.bytes_up - before[0], client.bytes_down - before[1]
            report.turns = client.turns - before[2]
        course.told(Progress(Phase.DONE))
        return course.report

    def _all(self) -> Steps:
        course = self._course
        course.told(Progress(Phase.ASKING))
        where: _Where = yield Step("read", _where)
        if where.server is not None and where.server != course.client.credentials.server:
            raise NoAnswer("answer.other_server")
        course.know_mark(where.mark)
        begins = _begun(course.client, where.run)
        welcome: Welcome = yield from course.patiently(partial(self._hello, where))
        if begins:
            yield Step("store", partial(_keep_run, client=course.client))
        if course.report.order is not None and course.report.order.what == Wipe.NOW:
            course.report.may_wipe = True
            return
        course.know(where.cursors)
        if welcome.must_update:
            yield from self._only_send(where)
            return
        if not welcome.same:
            yield Step("store", partial(self._greet, welcome=welcome))
        for scope in sorted(where.sent - course.heads.keys()):  # answered once, and yet not in the log
            yield Step("store", partial(outbox.wait_again, scope=scope))
        yield from self._sending.all(where.unsent)
        yield from self._fetching.all()
        for _ in range(RESETS):
            if not course.to_offer or course.is_cancelled():
                break
            yield from self._sending.all(0)  # a log was found to have gone back in time while it was fetched
            yield from self._fetching.all()
        if self._photos is not None and not course.is_cancelled():
            yield from self._photos.steps()
            yield from parted(course)
        if course.report.order is not None and not course.is_cancelled():
            course.report.may_wipe = yield Step("read", _is_all_sent)

    def _only_send(self, where: _Where) -> Steps:
        """No version of the contract is shared: sending needs no update, fetching waits for one."""
        self._course.report.must_update = True
        yield from self._sending.all(where.unsent)
        if self._photos is not None:
            yield from self._photos.up()

    def _hello(self, where: _Where) -> Welcome:
        known = [(one.scope, one.number, one.chain) for one in where.cursors.values() if one.is_granted]
        epochs = {one.epoch for one in where.cursors.values() if one.is_granted and one.number}
        begun = time.time()
        welcome = self._course.client.hello(digest_of(epochs.pop() if len(epochs) == 1 else "", known))
        self._course.report.is_revoked, self._course.report.is_twice = welcome.revoked, welcome.twice
        self._course.report.order = self._course.client.order_in(welcome)
        self._course.report.clock_ahead_ms = int((begun + time.time()) * 500) - welcome.now
        self._welcomed(welcome)
        return welcome

    def _greet(self, unit: Unit, welcome: Welcome) -> None:
        """Takes note of what may be read, and of a server whose history is another one."""
        course = self._course
        if unit.fact("server") is None:
            unit.set_fact("server", welcome.server)
        if unit.fact("epoch") != welcome.epoch:
            unit.set_fact("epoch", welcome.epoch)
            outbox.offer_aside_again(unit)
        held = outbox.cursors(unit)
        outbox.grant(unit, welcome.server, welcome.epoch, [one.scope for one in welcome.scopes])
        listed = {one.scope for one in welcome.scopes}
        course.unlisted = {one.scope for one in held.values() if one.number and one.scope not in listed}
        course.report.revoked += sorted(one for one in course.unlisted if held[one].is_granted)
        lost = {cursor.scope for cursor in held.values() if cursor.number and cursor.epoch != welcome.epoch}
        for scope in sorted(lost):
            reset(unit, course, scope, welcome.epoch)
        course.heads = {one.scope: one.head for one in welcome.scopes if one.scope in lost or _is_behind(held.get(one.scope), one)}


def _begun(client: Client, stored: str) -> bool:
    """Begins a run if this is the program's first pass, or another program has spoken for this file meanwhile. True if it did."""
    if client.run and client.run.hex() == stored:
        return False
    client.run, client.before = secrets.token_bytes(16), bytes.fromhex(stored)
    return True


def _keep_run(unit: Unit, client: Client) -> None:
    unit.set_fact(RUN, client.run.hex())
    client.before = b""


def _where(reader: Reader) -> _Where:
    server, mark, run = reader.fact("server"), reader.fact(MARK) or "", reader.fact(RUN) or ""
    return _Where(outbox.cursors(reader), outbox.unsent_count(reader), outbox.scopes_sent(reader), server, mark, run)


def _is_all_sent(reader: Reader) -> bool:
    """Nothing is here only: neither what waits, nor what the office could not keep."""
    return totals(reader).is_all_home and not outbox.unsendable_count(reader)


def _is_behind(held: Cursor | None, there: ScopeHead) -> bool:
    return held is None or held.number != there.head or held.chain != there.chain
