"""Photos in resumable pieces, both ways, thumbnails first. One counts as sent when the server has hashed it, as fetched when we have."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import Any, Final, Protocol

from bwdesk.store import blob_rows
from bwdesk.store.blob_rows import AWAY, HERE, SENT, Blob
from bwdesk.store.unit import Reader, Unit
from bwdesk.sync.course import Course
from bwdesk.sync.steps import Phase, Progress, Step, Steps
from bwdesk.sync.wire import PhotoState

AT_ONCE: Final = 200
"""Photos asked about in one message."""

SMALL: Final = 64 * 1024
"""Bytes up to which photos come many in one answer."""

PATIENCE: Final = 12
LARGEST: Final = 20 * 1024 * 1024


class PhotoPlace(Protocol):
    """Where photos' bytes are kept on this laptop (`bwdesk.store.photos.PhotoStore` is one). Used from the net lane."""

    def size(self, sha256: str) -> int | None: ...

    def get(self, sha256: str) -> bytes: ...

    def put(self, data: bytes) -> str: ...


class PhotoPass:
    """The photos' part of a sync pass."""

    def __init__(self, course: Course, place: PhotoPlace) -> None:
        self._course = course
        self._client = course.client
        self._place = place
        self._tried: set[str] = set()

    def steps(self) -> Steps:
        """Sends what the server lacks, then fetches what is away. What nobody has sent yet is left for the next pass."""
        yield from self.up()
        yield from self._each(AWAY, Phase.PHOTOS_DOWN, self._fetch)

    def up(self) -> Steps:
        """Sends what the server lacks."""
        if (yield Step("read", blob_rows.has_new_photos)):
            yield Step("store", partial(blob_rows.note_new_photos, size_here=self._place.size))
        yield from self._each(HERE, Phase.PHOTOS_UP, self._send)

    def _each(self, state: str, phase: Phase, work: Callable[[Blob, PhotoState], Steps]) -> Steps:
        done, total = 0, (yield Step("read", partial(_count, state=state)))
        while total and not self._course.is_cancelled():
            blobs: list[Blob] = yield Step("read", partial(blob_rows.blobs_in, state=state, limit=AT_ONCE + len(self._tried)))
            blobs = [one for one in blobs if one.sha256 not in self._tried][:AT_ONCE]
            if not blobs:
                return
            states = yield from self._course.patiently(partial(self._client.photos, [one.sha256 for one in blobs]))
            if state == AWAY:
                count = len(blobs)
                blobs = yield from self._without_small(blobs, states, done, total)
                done += count - len(blobs)
            for blob in blobs:
                self._tried.add(blob.sha256)
                if self._course.is_cancelled():
                    return
                self._course.told(Progress(phase, done, total))
                yield from work(blob, states[blob.sha256])
                done += 1

    # --- up --------------------------------------------------------------------------------------------------------------------------

    def _send(self, blob: Blob, state: PhotoState) -> Steps:
        if state.is_named and not state.is_whole:
            data: bytes = yield Step("net", partial(self._place.get, blob.sha256))
            if not (yield from self._send_bytes(blob.sha256, data, state.offset)):
                return
        elif not state.is_named:  # its record is not there yet, or set aside
            return
        yield Step("store", partial(blob_rows.set_blob_state, sha256=blob.sha256, state=SENT))
        self._course.report.photos_up += 1

    def _send_bytes(self, sha256: str, data: bytes, offset: int) -> Generator[Step, Any, bool]:
        starts = 0
        while offset < len(data) and not self._course.is_cancelled():
            piece = data[offset : offset + self._course.sizes.photo.now]
            there: int | None = yield from self._try(partial(self._client.send_piece, sha256, offset, piece, len(data)))
            if there is None:
                state = (yield from self._course.patiently(partial(self._client.photos, [sha256])))[sha256]
                there = len(data) if state.is_whole else state.offset
            starts += there <= offset
            if starts > PATIENCE or not 0 <= there <= len(data):
                return False
            offset = there
        return offset >= len(data)

    # --- down ------------------------------------------------------------------------------------------------------------------------

    def _fetch(self, blob: Blob, state: PhotoState) -> Steps:
        report = self._course.report
        if (yield Step("net", partial(self._place.size, blob.sha256))) is None:
            if not state.is_whole or state.offset > LARGEST:
                report.photos_missing += 1
                return
            data: bytes | None = yield from self._fetch_bytes(blob.sha256, state.offset)
            if data is None:
                report.photos_missing += 1
                return
            yield Step("net", partial(self._place.put, data))
            report.photos_down += 1
        yield Step("store", partial(blob_rows.set_blob_state, sha256=blob.sha256, state=SENT if state.is_whole else HERE))

    def _without_small(self, blobs: list[Blob], states: dict[str, PhotoState], done: int, total: int) -> Generator[Step, Any, list[Blob]]:
        """Fetches the small ones (thumbnails), many in one answer. Returns those that are left: on a link that cuts even one, all."""
        left = [one.sha256 for one in blobs if states[one.sha256].is_whole and states[one.sha256].offset <= SMALL]
        here: set[str] = set()
        while left and not self._course.is_cancelled():
            self._course.told(Progress(Phase.PHOTOS_DOWN, done + len(here), total))
            found: list[bytes] | None = yield from self._try(partial(self._client.small_photos, left, self._course.sizes.photo.now))
            if found is None:
                if self._course.sizes.photo.now < states[left[0]].offset:
                    break  # one whole photo is more than the link carries: it comes in pieces
            else:
                asked, left = left[: len(found)], left[len(found) :]
                kept: list[str] = yield Step("net", partial(self._keep, asked, found))
                yield Step("store", partial(_note_here, sha256s=kept))
                here.update(kept)
                self._course.report.photos_down += len(kept)
        return [one for one in blobs if one.sha256 not in here]

    def _keep(self, sha256s: Sequence[str], found: Sequence[bytes]) -> list[str]:
        """Keeps the bytes that are what was asked for; returns their hashes."""
        good = [(one, data) for one, data in zip(sha256s, found, strict=True) if hashlib.sha256(data).hexdigest() == one]
        return [self._place.put(data) for _, data in good]

    def _fetch_bytes(self, sha256: str, size: int) -> Generator[Step, Any, bytes | None]:
        data = bytearray()
        while len(data) < size and not self._course.is_cancelled():
            found: tuple[bytes, int] | None = yield from self._try(
                partial(self._client.piece, sha256, len(data), self._course.sizes.photo.now)
            )
            if found is not None:
                if not found[0] or found[1] != size:
                    return None
                data += found[0]
        is_whole = len(data) == size and hashlib.sha256(data).hexdigest() == sha256
        return bytes(data) if is_whole else None

    def _try(self, job: Callable[[], Any]) -> Generator[Step, Any, Any]:
        return (yield from self._course.answer_of(self._course.ahead(job), self._course.sizes.photo))


def _note_here(unit: Unit, sha256s: Sequence[str]) -> None:
    for one in sha256s:
        blob_rows.set_blob_state(unit, one, SENT)


def _count(reader: Reader, state: str) -> int:
    return blob_rows.blob_counts(reader).get(state, (0, 0))[0]
