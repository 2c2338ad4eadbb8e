"""Sending what waits: collected in batches by bytes, signed, and followed until it comes back in the log.

While the server works on one batch the next is made ready; while an answer is stored the next batch is already on its way.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias

from bwdesk.domain.operation import hash_of_texts
from bwdesk.errors import NoAnswer
from bwdesk.store import exchange, outbox
from bwdesk.store.outbox import Waiting
from bwdesk.store.unit import Reader, Unit
from bwdesk.sync.bundle_ops import Bundle, packed
from bwdesk.sync.course import Course
from bwdesk.sync.fetching import Fetching, Read, read, reset
from bwdesk.sync.log_pages import ids_of, with_ids
from bwdesk.sync.steps import Phase, Progress, Step, Steps
from bwdesk.sync.vouchers import Voucher, by_hash, covering, kept
from bwdesk.sync.wire import Pushed

OFFERED: Final = 2_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Operations that go in one message, by scope, with their hashes and how they travel."""

    waiting: Mapping[str, Sequence[Waiting]]
    hashes: Mapping[str, Sequence[bytes]]
    bundles: Mapping[str, Bundle]
    vouchers: Sequence[Voucher] = ()

    @property
    def last(self) -> dict[str, int]:
        """The last number `n` of each scope; what waits behind it is not in this batch."""
        return {scope: some[-1].n for scope, some in self.waiting.items()}

    @property
    def size(self) -> int:
        return sum(len(one.header) + len(one.body) for some in self.waiting.values() for one in some)


UnderWay: TypeAlias = tuple[Batch, Future[Any]]


class Sending:
    """The sending half of a pass."""

    def __init__(self, course: Course, fetching: Fetching) -> None:
        self._course = course
        self._fetching = fetching
        self._vouchers: Mapping[bytes, Voucher] = {}

    def all(self, total: int) -> Steps:
        """Sends until nothing waits. `total`: how many operations wait now, for the progress."""
        course = self._course
        under_way: UnderWay | None = None
        self._vouchers = by_hash(kept((yield Step("read", exchange.vouchers))))
        while not course.is_cancelled():
            course.told(Progress(Phase.SENDING, min(course.report.sent, total), max(total, course.report.sent)))
            if under_way is None:
                yield from self._offered()
                batch = yield from self._collected({})
                if batch is None:
                    return
                under_way = batch, course.ahead(partial(self._push, batch))
            under_way = yield from self._turn(*under_way)

    def _turn(self, batch: Batch, answer: Future[Any]) -> Generator[Step, Any, UnderWay | None]:
        """Waits for one batch, sends the next, stores the answer. Returns what is under way then."""
        course = self._course
        following: Batch | None = yield from self._collected(batch.last)
        answered: tuple[Pushed, list[Read]] | None = yield from course.answer_of(answer, course.sizes.up)
        if answered is None:
            return None
        pushed, pages = answered
        course.hashes = dict(zip(_ids(batch), _flat(batch.hashes), strict=True))
        works = yield from self._fetching.understood(pages)
        under_way = None
        if following is not None and not any(fate.reset for fate in pushed.fates) and not course.is_cancelled():
            under_way = following, course.ahead(partial(self._push, following))
        yield Step("store", partial(self._note_fates, batch=batch, pushed=pushed))
        yield from self._fetching.settled(works)
        return under_way

    def _collected(self, after: Mapping[str, int]) -> Generator[Step, Any, Batch | None]:
        budget = self._course.shrinkage.budget(self._course.sizes.up.now)
        by_scope: dict[str, list[Waiting]] = yield Step("read", partial(_by_scope, budget=budget, after=after))
        if not by_scope:
            return None
        batch: Batch = yield Step("net", partial(_made_ready, by_scope, self._vouchers))
        return batch

    def _push(self, batch: Batch) -> tuple[Pushed, list[Read]]:
        course, scopes = self._course, sorted(batch.waiting)
        before = course.client.bytes_up
        pushed = course.client.push(
            [(course.place(scope), batch.bundles[scope]) for scope in scopes], [(scope, batch.hashes[scope]) for scope in scopes],
            [] if course.report.must_update else [course.wish(scope) for scope in scopes], course.sizes.down.now, batch.vouchers,
        )  # fmt: skip
        course.shrinkage.learn(batch.size, course.client.bytes_up - before)
        if sorted(fate.scope for fate in pushed.fates) != scopes:
            raise NoAnswer("answer.damaged")
        pushed.pages = [with_ids(page, [one.id for one in batch.waiting.get(page.scope, ())]) for page in pushed.pages]
        return pushed, read(course, pushed.pages)

    def _note_fates(self, unit: Unit, batch: Batch, pushed: Pushed) -> None:
        course = self._course
        course.keep_mark(unit)
        come_back = {page.scope: ids_of(page) for page in pushed.pages}
        for fate in pushed.fates:
            waiting = batch.waiting[fate.scope]
            if fate.reset:
                reset(unit, course, fate.scope, course.at(fate.scope).epoch)
                continue
            sent = {one.id for one in waiting}
            aside = {one: reason for one, reason in fate.parked.items() if one in sent}
            aside.update({waiting[place].id: outbox.BROKEN for place in fate.broken if 0 <= place < len(waiting)})
            outbox.note_sent(unit, sorted(sent - aside.keys() - come_back.get(fate.scope, set())))
            outbox.note_set_aside(unit, fate.scope, aside)
            course.report.sent += len(sent)
            course.report.set_aside += len(aside)

    def _offered(self) -> Steps:
        """After a reset: asks which of our operations the server lacks, so that only those are sent again."""
        course = self._course
        for scope in sorted(course.to_offer):
            after = 0
            while not course.is_cancelled():
                some: list[Waiting] = yield Step("read", partial(outbox.waiting_in, scope=scope, after=after, limit=OFFERED))
                if not some:
                    break
                ids = [one.id for one in some]
                missing = set((yield from course.patiently(partial(course.client.offer, scope, ids))))
                yield Step("store", partial(outbox.note_sent, ids=[one for one in ids if one not in missing]))
                after = some[-1].n
            course.to_offer.discard(scope)


def _by_scope(reader: Reader, budget: int, after: Mapping[str, int]) -> dict[str, list[Waiting]]:
    found: dict[str, list[Waiting]] = {}
    for one in outbox.unsent(reader, budget, after):
        found.setdefault(one.scope, []).append(one)
    return found


def _made_ready(by_scope: dict[str, list[Waiting]], vouchers: Mapping[bytes, Voucher]) -> Batch:
    hashes = {scope: [hash_of_texts(one.header, one.body) for one in some] for scope, some in by_scope.items()}
    bundles = {scope: packed([(one.header, one.body) for one in some]) for scope, some in by_scope.items()}
    return Batch(by_scope, hashes, bundles, covering(vouchers, _flat(hashes)) if vouchers else ())


def _ids(batch: Batch) -> list[str]:
    return [one.id for some in batch.waiting.values() for one in some]


def _flat(hashes: Mapping[str, Sequence[bytes]]) -> list[bytes]:
    return [one for some in hashes.values() for one in some]
