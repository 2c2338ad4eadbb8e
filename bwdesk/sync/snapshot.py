"""A first sync by snapshot: the file is fetched in pieces, every whole frame is checked and stored as a pulled page would be.

Nothing of it lies on this laptop but what is stored already, with its cursor: a pass that is cancelled or cut goes on from there, the
next one from the frame that covers the cursor. The frames carry their own hashes, the chain proves that they are the scope's log.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

from bwdesk.errors import NoAnswer
from bwdesk.store.outbox import Cursor, Numbered
from bwdesk.sync import wire
from bwdesk.sync.course import Course
from bwdesk.sync.frame import MAGIC, MAX_PACKED, OVERHEAD
from bwdesk.sync.log_pages import Stretch, Unmatched, checked, read_page
from bwdesk.sync.steps import Step, Steps

LARGEST_PIECE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Piece:
    """What a stretch of the file brought: its whole frames, read; what is left of the last one; where the next piece begins."""

    pages: Sequence[tuple[wire.Page, list[Numbered]]]
    rest: bytes
    end: int


class Taking(Protocol):
    """The fetching half of a pass, which stores what is read here."""

    def tell(self) -> None: ...

    def taken(self, stretch: Stretch, at: Cursor) -> Steps: ...

    def settled(self, works: Sequence[Any]) -> Steps: ...


class Snapshots:
    """Reads the snapshots that the server offered in this pass."""

    def __init__(self, course: Course, fetching: Taking) -> None:
        self._course = course
        self._fetching = fetching

    def steps(self) -> Steps:
        """Reads all that are offered. One that is gone, or does not fit, is left: its log is pulled."""
        course = self._course
        while course.offers and not course.is_cancelled():
            scope = min(course.offers)
            yield from self._read(scope, course.offers.pop(scope))
        course.offers.clear()

    def _read(self, scope: str, offer: wire.Snapshot) -> Steps:
        course, size = self._course, self._course.sizes.down
        rest, place = b"", offer.start
        coming = course.ahead(partial(self._piece, offer, place, rest))
        while not course.is_cancelled():
            self._fetching.tell()
            is_cut = (piece := (yield from course.answer_of(coming, size))) is None
            if not is_cut:
                if piece.end == place:
                    course.is_plain = True
                    return
                rest, place = piece.rest, piece.end
            is_last = place >= offer.size
            if not is_last:
                coming = course.ahead(partial(self._piece, offer, place, rest))
            if not is_cut and not (yield from self._stored(scope, offer, piece)):
                course.is_plain = True
                return
            if is_last:
                yield from self._ended(scope, offer)
                return

    def _piece(self, offer: wire.Snapshot, place: int, rest: bytes) -> Piece:
        wanted = min(self._course.sizes.down.now, LARGEST_PIECE, offer.size - place)
        data = self._course.client.snapshot_piece(offer.sha256.hex(), place, wanted)
        if data is None:
            return Piece((), rest, place)
        try:
            frames, left = frames_in(rest + data)
            return Piece([self._page(one) for one in frames], left, place + len(data))
        except NoAnswer:  # the file is damaged where it lies; asking again brings the same
            return Piece((), rest, place)

    def _page(self, frame: bytes) -> tuple[wire.Page, list[Numbered]]:
        self._course.after_folding()
        page = wire.decoded(frame, wire.Page)
        return page, read_page(page)

    def _stored(self, scope: str, offer: wire.Snapshot, piece: Piece) -> Steps:
        """Stores the frames of a piece as one stretch. False if they do not follow from what is held."""
        course, at = self._course, self._course.at(scope)
        if any(page.scope != scope or any(page.own) for page, _ in piece.pages):
            raise NoAnswer("answer.damaged")
        entries = [one for _, some in piece.pages for one in some if one.seq > at.number]
        if not entries:
            return True
        last = piece.pages[-1][0]
        whole = wire.Page(scope, last.epoch, at.number, max(course.heads.get(scope, 0), offer.seq), chain=last.chain)
        try:
            stretch = yield Step("net", partial(checked, whole, entries, at, {}))
        except Unmatched:
            return False
        yield from self._fetching.taken(stretch, at)
        return True

    def _ended(self, scope: str, offer: wire.Snapshot) -> Steps:
        at = self._course.at(scope)
        if at.number < offer.seq or (at.number == offer.seq and at.chain != offer.chain):
            self._course.is_plain = True
        else:
            yield from self._fetching.settled([scope])


def frames_in(data: bytes) -> tuple[list[bytes], bytes]:
    """The whole frames at the beginning of some bytes, and what is left. Raises NoAnswer if these are no frames, or too large ones."""
    found, place = [], 0
    while len(data) - place >= 8:
        length = int.from_bytes(data[place + 4 : place + 8], "big")
        if data[place : place + 4] != MAGIC or length > MAX_PACKED:
            raise NoAnswer("answer.damaged")
        if len(data) - place < length + OVERHEAD:
            break
        found.append(data[place : place + length + OVERHEAD])
        place += length + OVERHEAD
    return found, data[place:]
