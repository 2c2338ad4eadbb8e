"""Taking in pages of the logs: checked first, then stored in slices that leave room for a person's edits."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any, Final, TypeAlias

from bwdesk.errors import NoAnswer
from bwdesk.store import outbox
from bwdesk.store.outbox import Cursor, Numbered
from bwdesk.store.unit import Unit
from bwdesk.sync.course import Course
from bwdesk.sync.log_pages import Stretch, Unmatched, checked, ids_needed, read_page
from bwdesk.sync.snapshot import Snapshots
from bwdesk.sync.steps import Phase, Progress, Step, Steps
from bwdesk.sync.wire import Page, Wish

SLICE_MOST: Final = 5_000
RATE_FIRST: Final = 8_000
"""Operations that a slow laptop stores in a second: so many make the first slice of a pass, later ones as many as were found to fit."""

RESETS: Final = 3
"""How often a log may be found to have gone back in time in one pass."""


Read: TypeAlias = tuple[Page, list[Numbered]]
"""A page, and its operations read: done while the page before is being stored."""


class Fetching:
    """The fetching half of a pass; the sending half hands its pages in as well."""

    def __init__(self, course: Course, slice_seconds: float) -> None:
        self._course = course
        self._slice_seconds = slice_seconds
        self._slice = min(SLICE_MOST, int(slice_seconds * RATE_FIRST))
        self._waiting_again: set[str] = set()  # once in a pass is enough, whatever a server says

    def all(self) -> Steps:
        """Fetches until nothing is behind. While a page is stored, the next one is on its way."""
        course, coming = self._course, None
        while (course.heads or coming is not None) and not course.is_cancelled():
            self.tell()
            coming = coming or self._begin()
            pages: list[Read] | None = yield from course.answer_of(coming, course.sizes.down)
            coming = None
            if pages is not None:
                works = yield from self.understood(pages)
                if course.heads and not course.offers and not any(page.reset or page.gone for page, _ in pages):
                    coming = self._begin()
                yield from self.settled(works)
                yield from Snapshots(course, self).steps()

    def _begin(self) -> Future[Any]:
        course = self._course
        wishes = [course.wish(scope, with_snapshot=True) for scope in sorted(course.heads)]
        return course.ahead(partial(self._pull, wishes, course.sizes.down.now))

    def _pull(self, wishes: list[Wish], max_bytes: int) -> list[Read]:
        pages = self._course.client.pull(wishes, max_bytes).pages
        if [page.scope for page in pages] != [wish.at.scope for wish in wishes]:
            raise NoAnswer("answer.damaged")
        return read(self._course, pages)

    def tell(self) -> None:
        """Tells how far fetching is."""
        course = self._course
        left = sum(max(0, head - course.at(scope).number) for scope, head in course.heads.items())
        course.told(Progress(Phase.FETCHING, course.report.taken, course.report.taken + left))

    # --- a page as it comes ----------------------------------------------------------------------------------------------------------

    def understood(self, pages: Sequence[Read]) -> Steps:
        """Checks pages and moves on in mind; what is to be stored is returned, in order."""
        works: list[Any] = []
        for page, entries in pages:
            course = self._course
            if page.gone:
                course.heads.pop(page.scope, None)
                works.append(Step("store", partial(outbox.revoke, scope=page.scope)))
            elif page.reset:
                if course.report.reset.count(page.scope) >= RESETS:
                    raise NoAnswer("answer.chain")
                course.move(Cursor(page.scope, page.epoch, 0, b"", True))
                course.heads[page.scope] = page.head
                works.append(Step("store", partial(reset, course=course, scope=page.scope, epoch=page.epoch)))
            elif page.own:
                works += yield from self._checked(page, entries)
            else:
                self._note_head(page.scope, page.head)
                if page.snapshot is not None and page.scope in course.heads:
                    course.offers[page.scope] = page.snapshot
                works.append(page.scope)
        return works

    def _checked(self, page: Page, entries: list[Numbered]) -> Steps:
        course, at = self._course, self._course.at(page.scope)
        held = course.hashes
        if needed := [one for one in ids_needed(entries) if one not in held]:
            held = held | (yield Step("read", partial(outbox.hashes_of, scope=page.scope, ids=needed)))
        stretch: Stretch | None = yield Step("net", partial(_stretch, page, entries, at, held))
        if stretch is None:
            if course.bodies.get(page.scope) == "all":
                raise NoAnswer("answer.chain")
            course.bodies[page.scope] = "all"
            course.heads[page.scope] = page.head
            return []
        course.move(Cursor(page.scope, page.epoch, entries[-1].seq, stretch.chains[-1], True))
        self._note_head(page.scope, page.head)
        return [(stretch, at), page.scope]

    def taken(self, stretch: Stretch, at: Cursor) -> Steps:
        """Moves on to the end of a checked stretch, and stores it."""
        self._course.move(Cursor(stretch.scope, stretch.epoch, stretch.entries[-1].seq, stretch.chains[-1], True))
        self._note_head(stretch.scope, stretch.head)
        yield from self._stored(stretch, at)

    def _note_head(self, scope: str, head: int) -> None:
        if self._course.at(scope).number >= head:
            self._course.heads.pop(scope, None)
        else:
            self._course.heads[scope] = head

    # --- into the store --------------------------------------------------------------------------------------------------------------

    def settled(self, works: Sequence[Any]) -> Steps:
        """Stores what was understood: stretches in slices, each with its cursor; then what was sent and is not in a log read to its end."""
        for work in works:
            if isinstance(work, Step):
                yield work
            elif isinstance(work, str):
                is_read = work not in self._course.heads and work not in self._waiting_again
                if is_read and (yield Step("read", partial(outbox.has_lost, scope=work))):
                    self._waiting_again.add(work)
                    yield Step("store", partial(outbox.wait_again, scope=work))
            else:
                yield from self._stored(*work)

    def _stored(self, stretch: Stretch, at: Cursor) -> Steps:
        done = 0
        while done < len(stretch.entries):
            end = min(done + self._slice, len(stretch.entries))
            before = at if done == 0 else Cursor(at.scope, stretch.epoch, stretch.entries[done - 1].seq, stretch.chains[done - 1], True)
            slice_ = partial(self._take_slice, before=before, stretch=stretch, start=done, end=end)
            if not (yield Step("store", slice_, is_hasty=True)):
                return  # another pass was faster
            self._course.report.taken += sum(one.operation is not None for one in stretch.entries[done:end])
            done = end

    def _take_slice(self, unit: Unit, before: Cursor, stretch: Stretch, start: int, end: int) -> bool:
        begun, server = time.monotonic(), self._course.client.credentials.server
        with self._course.folding():
            self._course.keep_mark(unit)
            is_taken = outbox.take_stretch(unit, before, stretch.epoch, server, stretch.entries[start:end], stretch.chains[end - 1])
        wanted = int((end - start) * self._slice_seconds / max(time.monotonic() - begun, 0.001))
        self._slice = max(20, min(SLICE_MOST, (self._slice + wanted) // 2))
        return is_taken


def read(course: Course, pages: Sequence[Page]) -> list[Read]:
    """Pages with their operations. Raises NoAnswer (`answer.damaged`) if one does not hold together."""
    course.after_folding()
    return [(page, read_page(page) if page.own else []) for page in pages]


def reset(unit: Unit, course: Course, scope: str, epoch: str) -> None:
    """The server lost what was read: everything of the scope is offered again, and its log is read from the beginning.

    So is what the server does not name any more: who lost one log may have lost another one whole.
    """
    for one in sorted({scope} | course.unlisted):
        outbox.start_again(unit, one, epoch)
        course.move(Cursor(one, epoch, 0, b"", True))
        course.report.reset.append(one)
        course.to_offer.add(one)
        course.bodies[one] = "none"
    course.unlisted.clear()


def _stretch(page: Page, entries: Sequence[Numbered], at: Cursor, held: dict[str, bytes]) -> Stretch | None:
    try:
        return checked(page, entries, at, held)
    except Unmatched:
        return None
