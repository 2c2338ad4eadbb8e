"""One sync pass: ask what is new, send what waits, fetch what came, then photos. The store is never held while the network is used.

Repeating any part is harmless: operations are told apart by id, a cursor moves with what it covers, and an operation stops waiting only
when it has come back in the log. A cut halves the next message; a pass that gives up has kept all it got. Progress and the end of a pass
are told on the thread that drives it.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from bwdesk.domain.chain import digest_of
from bwdesk.domain.operation import hash_of_texts
from bwdesk.errors import DeskError, NoAnswer
from bwdesk.store import outbox
from bwdesk.store.outbox import Cursor, Waiting
from bwdesk.store.unit import Reader, Unit
from bwdesk.sync.client import Client
from bwdesk.sync.log_pages import Stretch, Unmatched, checked, ids_needed, ids_of, read_page
from bwdesk.sync.sizes import Shrinkage, Size, Sizes
from bwdesk.sync.steps import Phase, Progress, Report, Step, Steps
from bwdesk.sync.uploads import PhotoPass, PhotoPlace
from bwdesk.sync.wire import Page, Place, Pushed, ScopeHead, Welcome, Wish

PATIENCE: Final = 14
"""Cuts in a row before a pass gives up: enough to go from the largest message down to a single operation."""

CUTS: Final = frozenset({"net.cut", "net.slow", "answer.empty", "answer.cut", "answer.damaged"})
"""Failures after which a smaller message may get through."""

SLICE_FIRST: Final = 100
SLICE_SECONDS: Final = 0.04
UNWATCHED: Final = 0.5
"""Seconds a store step may take where no person waits at the keyboard (command line, demo): fewer commits, a third less time."""

OFFERED: Final = 2_000
CALM: Final = 50_000
"""Thousands of operations have no cycles to collect; looking for some every 700 objects took a fifth of a pass."""


@dataclass(frozen=True, slots=True)
class _Where:
    cursors: dict[str, Cursor]
    unsent: int
    sent: set[str]
    server: str | None


class SyncPass:
    """A pass to be driven through `steps`. Make a new one for each pass; keep `client` and `sizes` while the link is the same."""

    def __init__(
        self, client: Client, photos: PhotoPlace, *, told: Callable[[Progress], None] = lambda _: None, sizes: Sizes | None = None,
        with_photos: bool = True, slice_seconds: float = SLICE_SECONDS,
    ) -> None:  # fmt: skip
        """`slice_seconds`: how long one store step may take; longer is faster where no person waits at the keyboard."""
        self._client = client
        self._told = told
        self._sizes = sizes or Sizes()
        self._photos = PhotoPass(client, photos, self._sizes.photo, self._is_cancelled) if with_photos else None
        self._shrinkage = Shrinkage()
        self._cancelled = threading.Event()
        self._report = Report()
        self._heads: dict[str, int] = {}
        self._bodies: dict[str, Any] = {}
        self._to_offer: set[str] = set()
        self._hashes: dict[str, bytes] = {}
        self._cuts = 0
        self._slice = SLICE_FIRST
        self._slice_seconds = slice_seconds

    def cancel(self) -> None:
        """Stops the pass soon, from any thread. What was sent and taken in stays."""
        self._cancelled.set()
        self._client.abort()

    def _is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def steps(self) -> Generator[Step, Any, Report]:
        """The steps of the pass, in order. Raises NoAnswer, NotAllowed or StoreProblem when it cannot go on."""
        before = self._client.bytes_up, self._client.bytes_down, self._client.turns
        threshold = gc.get_threshold()
        gc.set_threshold(max(threshold[0], CALM), *threshold[1:])
        try:
            yield from self._all()
        except NoAnswer:
            if not self._cancelled.is_set():
                raise
        finally:
            gc.set_threshold(*threshold)
            report, client = self._report, self._client
            report.is_cancelled = self._cancelled.is_set()
            report.bytes_up, report.bytes_down = client.bytes_up - before[0], client.bytes_down - before[1]
            report.turns = client.turns - before[2]
        self._told(Progress(Phase.DONE))
        return self._report

    def _all(self) -> Steps:
        self._told(Progress(Phase.ASKING))
        where: _Where = yield Step("read", _where)
        if where.server is not None and where.server != self._client.credentials.server:
            raise NoAnswer("answer.other_server")
        welcome: Welcome = yield from self._patiently(Step("net", partial(self._hello, where)))
        if not welcome.same:
            yield Step("store", partial(self._greet, welcome=welcome))
        for scope in where.sent - self._heads.keys():  # answered once, and yet not in the log
            yield Step("store", partial(outbox.wait_again, scope=scope))
        yield from self._send(where.unsent)
        yield from self._fetch()
        if self._photos is not None and not self._cancelled.is_set():
            yield from self._photos.steps(self._report, self._told)

    # --- asking ----------------------------------------------------------------------------------------------------------------------

    def _hello(self, where: _Where) -> Welcome:
        known = [(one.scope, one.number, one.chain) for one in where.cursors.values() if one.is_granted]
        epochs = {one.epoch for one in where.cursors.values() if one.is_granted and one.number}
        begun = time.time()
        welcome = self._client.hello(digest_of(epochs.pop() if len(epochs) == 1 else "", known))
        self._report.clock_ahead_ms = int((begun + time.time()) * 500) - welcome.now
        return welcome

    def _greet(self, unit: Unit, welcome: Welcome) -> None:
        """Takes note of what may be read, and of a server whose history is another one."""
        if unit.fact("server") is None:
            unit.set_fact("server", welcome.server)
        if unit.fact("epoch") != welcome.epoch:
            unit.set_fact("epoch", welcome.epoch)
            outbox.offer_aside_again(unit)
        held = outbox.cursors(unit)
        outbox.grant(unit, welcome.server, welcome.epoch, [one.scope for one in welcome.scopes])
        listed = {one.scope for one in welcome.scopes}
        self._report.revoked += [one.scope for one in held.values() if one.is_granted and one.number and one.scope not in listed]
        for cursor in held.values():
            if cursor.number and cursor.epoch != welcome.epoch:
                self._reset(unit, cursor.scope, welcome.epoch)
        self._heads = {one.scope: one.head for one in welcome.scopes if _is_behind(held.get(one.scope), one)}

    def _reset(self, unit: Unit, scope: str, epoch: str) -> None:
        outbox.start_again(unit, scope, epoch)
        self._report.reset.append(scope)
        self._to_offer.add(scope)
        self._bodies[scope] = "none"

    # --- sending ---------------------------------------------------------------------------------------------------------------------

    def _send(self, total: int) -> Steps:
        while not self._cancelled.is_set():
            yield from self._offer()
            self._told(Progress(Phase.SENDING, min(self._report.sent, total), max(total, self._report.sent)))
            budget = self._shrinkage.budget(self._sizes.up.now)
            parts: list[tuple[Place, list[Waiting]]] = yield Step("read", partial(_collect, budget=budget))
            if not parts:
                return
            pushed: Pushed | None = yield from self._try(self._sizes.up, partial(self._push, parts))
            if pushed is not None:
                yield Step("store", partial(self._note_fates, parts=parts, pushed=pushed))
                yield from self._take(pushed.pages)
                self._hashes.clear()

    def _push(self, parts: Sequence[tuple[Place, list[Waiting]]]) -> Pushed:
        texts = [(at, [(one.header, one.body) for one in waiting]) for at, waiting in parts]
        self._hashes = {one.id: hash_of_texts(one.header, one.body) for _, waiting in parts for one in waiting}
        wishes = [Wish(at, self._bodies.get(at.scope, "others")) for at, _ in parts]
        before = self._client.bytes_up
        listed = [(at.scope, [self._hashes[one.id] for one in waiting]) for at, waiting in parts]
        pushed = self._client.push(texts, listed, wishes, self._sizes.down.now)
        self._shrinkage.learn(sum(len(h) + len(b) for _, some in texts for h, b in some), self._client.bytes_up - before)
        if {fate.scope for fate in pushed.fates} != {at.scope for at, _ in parts}:
            raise NoAnswer("answer.damaged")
        return pushed

    def _note_fates(self, unit: Unit, parts: Sequence[tuple[Place, list[Waiting]]], pushed: Pushed) -> None:
        by_scope = {fate.scope: fate for fate in pushed.fates}
        come_back = {page.scope: ids_of(page) for page in pushed.pages}
        for at, waiting in parts:
            fate = by_scope[at.scope]
            if fate.reset:
                self._reset(unit, at.scope, at.epoch)
                continue
            sent = {one.id for one in waiting}
            aside = {one: reason for one, reason in fate.parked.items() if one in sent}
            aside.update({waiting[place].id: outbox.BROKEN for place in fate.broken if 0 <= place < len(waiting)})
            outbox.note_sent(unit, sorted(sent - aside.keys() - come_back.get(at.scope, set())))
            outbox.note_set_aside(unit, at.scope, aside)
            self._report.sent += len(sent)
            self._report.set_aside += len(aside)

    def _offer(self) -> Steps:
        """After a reset: asks which of our operations the server lacks, so that only those are sent again."""
        for scope in sorted(self._to_offer):
            ids: list[str] = yield Step("read", partial(outbox.waiting_ids, scope=scope, limit=OFFERED))
            while ids and not self._cancelled.is_set():
                missing: list[str] | None = yield from self._try(self._sizes.up, partial(self._client.offer, scope, ids))
                if missing is None:
                    continue
                yield Step("store", partial(outbox.note_sent, ids=[one for one in ids if one not in set(missing)]))
                if missing or len(ids) < OFFERED:
                    break
                ids = yield Step("read", partial(outbox.waiting_ids, scope=scope, limit=OFFERED))
            self._to_offer.discard(scope)

    # --- fetching --------------------------------------------------------------------------------------------------------------------

    def _fetch(self) -> Steps:
        while self._heads and not self._cancelled.is_set():
            self._told(Progress(Phase.FETCHING, self._report.taken, self._report.taken + sum(self._heads.values())))
            places: list[Place] = yield Step("read", partial(_places, scopes=sorted(self._heads)))
            wishes = [Wish(at, self._bodies.get(at.scope, "others")) for at in places]
            pages: list[Page] | None = yield from self._try(self._sizes.down, partial(self._pull, wishes))
            if pages is not None:
                yield from self._take(pages)

    def _pull(self, wishes: list[Wish]) -> list[Page]:
        pages = self._client.pull(wishes, self._sizes.down.now).pages
        if [page.scope for page in pages] != [wish.at.scope for wish in wishes]:
            raise NoAnswer("answer.damaged")
        return pages

    def _take(self, pages: Sequence[Page]) -> Steps:
        for page in pages:
            if page.gone:
                self._heads.pop(page.scope, None)
                yield Step("store", partial(outbox.revoke, scope=page.scope))
            elif page.reset:
                yield Step("store", partial(self._reset, scope=page.scope, epoch=page.epoch))
                self._heads[page.scope] = page.head
            elif page.own:
                yield from self._take_page(page)
            else:
                yield from self._at_end(page.scope, page.head, page.after)

    def _take_page(self, page: Page) -> Steps:
        entries = yield Step("net", partial(read_page, page))
        held = self._hashes
        if needed := [one for one in ids_needed(entries) if one not in self._hashes]:
            held = held | (yield Step("read", partial(outbox.hashes_of, scope=page.scope, ids=needed)))
        at: Cursor = yield Step("read", partial(_cursor, scope=page.scope))
        stretch: Stretch | None = yield Step("net", partial(_checked, page, entries, at, held))
        if stretch is None:
            if self._bodies.get(page.scope) == "all":
                raise NoAnswer("answer.chain")
            self._bodies[page.scope] = "all"
            self._heads[page.scope] = page.head
            return
        yield from self._take_stretch(stretch, at)

    def _take_stretch(self, stretch: Stretch, at: Cursor) -> Steps:
        """In slices of about 40 ms, each with its cursor; a person's edits come in between."""
        done = 0
        while done < len(stretch.entries):
            end = min(done + self._slice, len(stretch.entries))
            before = at if done == 0 else Cursor(at.scope, stretch.epoch, stretch.entries[done - 1].seq, stretch.chains[done - 1], True)
            if not (yield Step("store", partial(self._take_slice, before=before, stretch=stretch, start=done, end=end))):
                return
            self._report.taken += sum(one.operation is not None for one in stretch.entries[done:end])
            done = end
        yield from self._at_end(stretch.scope, stretch.head, stretch.entries[-1].seq)

    def _take_slice(self, unit: Unit, before: Cursor, stretch: Stretch, start: int, end: int) -> bool:
        begun, server = time.monotonic(), self._client.credentials.server
        is_taken = outbox.take_stretch(unit, before, stretch.epoch, server, stretch.entries[start:end], stretch.chains[end - 1])
        self._adapt(end - start, time.monotonic() - begun)
        return is_taken

    def _at_end(self, scope: str, head: int, cursor: int) -> Steps:
        if cursor >= head:
            self._heads.pop(scope, None)
            has_lost = yield Step("read", partial(outbox.has_lost, scope=scope))
            if has_lost:
                yield Step("store", partial(outbox.wait_again, scope=scope))
        else:
            self._heads[scope] = head

    def _adapt(self, count: int, seconds: float) -> None:
        wanted = int(count * self._slice_seconds / max(seconds, 0.001))
        self._slice = max(20, min(5_000, (self._slice + wanted) // 2))

    # --- a link that cuts ------------------------------------------------------------------------------------------------------------

    def _try(self, size: Size, job: Callable[[], Any]) -> Generator[Step, Any, Any]:
        """One exchange whose size can shrink: None after a cut, to be collected again smaller."""
        try:
            outcome = yield Step("net", job)
        except NoAnswer as error:
            yield from self._after_cut(error)
            size.was_cut()
            return None
        self._cuts = 0
        size.went_well()
        return outcome

    def _patiently(self, step: Step) -> Generator[Step, Any, Any]:
        """One small exchange, tried again after cuts."""
        while True:
            try:
                outcome = yield step
            except NoAnswer as error:
                yield from self._after_cut(error)
            else:
                self._cuts = 0
                return outcome

    def _after_cut(self, error: DeskError) -> Steps:
        self._cuts += 1
        if error.key not in CUTS or self._cuts > PATIENCE or self._cancelled.is_set():
            raise error
        pause = min(1.0, 0.02 * 2 ** max(0, self._cuts - 4))
        yield Step("net", partial(self._cancelled.wait, pause))


def _where(reader: Reader) -> _Where:
    return _Where(outbox.cursors(reader), outbox.unsent_count(reader), outbox.scopes_sent(reader), reader.fact("server"))


def _collect(reader: Reader, budget: int) -> list[tuple[Place, list[Waiting]]]:
    by_scope: dict[str, list[Waiting]] = {}
    for one in outbox.unsent(reader, budget):
        by_scope.setdefault(one.scope, []).append(one)
    return list(zip(_places(reader, list(by_scope)), by_scope.values(), strict=True))


def _places(reader: Reader, scopes: Sequence[str]) -> list[Place]:
    held = outbox.cursors(reader)
    return [_place(scope, held.get(scope)) for scope in scopes]


def _place(scope: str, at: Cursor | None) -> Place:
    return Place(scope, at.epoch, at.number, at.chain) if at is not None and at.number else Place(scope, "", 0, b"")


def _cursor(reader: Reader, scope: str) -> Cursor:
    return outbox.cursors(reader).get(scope, Cursor(scope, "", 0, b"", True))


def _is_behind(held: Cursor | None, there: ScopeHead) -> bool:
    return held is None or held.number != there.head or held.chain != there.chain


def _checked(page: Page, entries: Any, at: Cursor, held: dict[str, bytes]) -> Stretch | None:
    try:
        return checked(page, entries, at, held)
    except Unmatched:
        return None
