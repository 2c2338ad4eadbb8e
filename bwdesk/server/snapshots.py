"""Snapshots for a first sync: one file per scope with its log from the beginning, made when asked for, kept a while, named by its hash.

A file is pages of the log in frames, one after the other, exactly as a pull would send them to somebody who holds nothing. So whoever
takes it in ends where pulling ends. Who may read the scope may read the file; every request is checked again.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from os import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bwdesk import ids
from bwdesk.domain.access import may_read
from bwdesk.errors import NotAllowed
from bwdesk.server.facts import Facts
from bwdesk.store.log import Entry, Log, chain_at, entries_after, verdicts_of
from bwdesk.store.unit import Reader
from bwdesk.sync import wire
from bwdesk.sync.bundle_ops import packed

if TYPE_CHECKING:
    from bwdesk.server.app import Server

LEAST: Final = 500
"""Operations that a snapshot must save somebody; fewer come by pulling."""

MOST: Final = 200_000
"""Operations of one file. Longer logs come by pulling."""

FRAME: Final = 512 * 1024
"""Bytes of text in a frame: some 600 operations, some 90 kB."""

LARGEST_PART: Final = 1024 * 1024
_RANGE: Final = re.compile("bytes=([0-9]{1,12})-([0-9]{0,12})")

KEPT_BYTES: Final = 1024 * 1024 * 1024
KEPT_SECONDS: Final = 7 * 24 * 3600.0


@dataclass(slots=True)
class Kept:
    """A file on the shelf. `places`: (number after which a frame begins, where it begins in the file). `used`: when, on a steady clock."""

    scope: str
    epoch: str
    sha256: str
    size: int
    seq: int
    chain: bytes
    places: list[tuple[int, int]] = field(default_factory=list)
    used: float = 0.0


class Shelf:
    """The files of this process. What an earlier one left is thrown away: making them again costs less than trusting them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._by_scope: dict[str, Kept] = {}
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for one in folder.glob("*.snap*"):
            one.unlink()

    def offer(self, reader: Reader, epoch: str, log: Log, cursor: int) -> wire.Snapshot | None:
        """The file for somebody who read the log up to `cursor`, made if there is none that saves enough. None: pull."""
        if log.head - cursor < LEAST or log.head > MOST:
            return None
        kept = self._good(reader, epoch, log, cursor)
        if kept is None:
            if not self._making.acquire(blocking=False):
                return None  # one at a time; pulling works meanwhile
            try:
                kept = self._made(reader, epoch, log)
            finally:
                self._making.release()
        start = kept.places[bisect_right(kept.places, (cursor, kept.size)) - 1][1]
        return wire.Snapshot(bytes.fromhex(kept.sha256), kept.size, kept.seq, kept.chain, start)

    def find(self, sha256: str) -> tuple[str, Path] | None:
        """The scope and the file of a hash, if it is still here."""
        with self._lock:
            for one in self._by_scope.values():
                if one.sha256 == sha256:
                    one.used = time.monotonic()
                    return one.scope, self._path(sha256)
        return None

    def _good(self, reader: Reader, epoch: str, log: Log, cursor: int) -> Kept | None:
        with self._lock:
            kept = self._by_scope.get(log.scope)
        if kept is None or kept.epoch != epoch or kept.seq - cursor < max(LEAST, (log.head - cursor) // 2):
            return None
        if not self._path(kept.sha256).exists() or chain_at(reader, log.scope, kept.seq) != kept.chain:
            return None
        kept.used = time.monotonic()
        return kept

    def _made(self, reader: Reader, epoch: str, log: Log) -> Kept:
        draft = self._folder / f"{ids.random_id()}.snap.part"
        total, size, places = hashlib.sha256(), 0, []
        try:
            with draft.open("xb") as stream:
                for after, frame in _frames(reader, epoch, log):
                    places.append((after, size))
                    stream.write(frame)
                    total.update(frame)
                    size += len(frame)
            kept = Kept(log.scope, epoch, total.hexdigest(), size, log.head, log.chain, places, time.monotonic())
            draft.replace(self._path(kept.sha256))
        finally:
            draft.unlink(missing_ok=True)
        self._keep(kept)
        return kept

    def _keep(self, kept: Kept) -> None:
        with self._lock:
            gone = [self._by_scope.pop(kept.scope)] if kept.scope in self._by_scope else []
            self._by_scope[kept.scope] = kept
            left = KEPT_BYTES
            for one in sorted(self._by_scope.values(), key=lambda one: -one.used):
                left -= one.size
                if one is not kept and (left < 0 or kept.used - one.used > KEPT_SECONDS):
                    gone.append(self._by_scope.pop(one.scope))
            for one in gone:
                if one.sha256 != kept.sha256:
                    with suppress(OSError):  # somebody is reading it where open files cannot go
                        self._path(one.sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.snap"


def _frames(reader: Reader, epoch: str, log: Log) -> Iterator[tuple[int, bytes]]:
    after, chain = 0, b""
    while after < log.head:
        entries = [one for one in entries_after(reader, log.scope, after, FRAME, lambda *_: False) if one.seq <= log.head]
        yield after, wire.encoded(whole_page(log, epoch, after, chain, entries), with_dictionary=False)
        after, chain = entries[-1].seq, entries[-1].chain


def whole_page(log: Log, epoch: str, after: int, chain: bytes, entries: list[Entry]) -> wire.Page:
    """A page of a log with all texts in it, behind the number `after`, where the chain is `chain`."""
    parked = {place: one.parked for place, one in enumerate(entries) if one.parked}
    ops = packed([(one.header, one.body) for one in entries])
    return wire.Page(
        log.scope, epoch, after, log.head, bytes(len(entries)), ops=ops, parked=parked, verdicts=verdicts_of(entries, chain),
        chain=entries[-1].chain,
    )  # fmt: skip


def snapshot_routes(server: Server) -> list[Route]:
    """GET of a part of a snapshot, as its Range says; at most `LARGEST_PART` bytes."""

    def work(request: Request) -> Response:
        caller = server.caller(request)
        found = server.shelf.find(request.path_params["sha256"])
        if found is not None:
            with server.hub.reading() as reader:
                is_allowed = may_read(caller.member, found[0], Facts(reader), ids.now().date())
            part = _part(found[1], request.headers.get("range", "")) if is_allowed else None
            if part is not None:
                return part
        return Response(wire.encoded(wire.Problem("snapshot.gone")), 404, media_type=wire.CONTENT_TYPE)

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(work, request)

    return [Route(wire.PREFIX + "/snapshot/{sha256}", endpoint, methods=["GET"])]


def _part(path: Path, wanted: str) -> Response | None:
    """Bytes of a file as a Range (`bytes=5-104`) says; from its beginning without one. None if it has no such bytes (any more)."""
    match = _RANGE.fullmatch(wanted or "bytes=0-")
    if match is None:
        raise NotAllowed("message.broken")
    try:
        with path.open("rb") as stream:
            size, start = stream.seek(0, SEEK_END), int(match[1])
            end = min(int(match[2]) + 1 if match[2] else size, size, start + LARGEST_PART)
            stream.seek(start)
            data = stream.read(max(0, end - start))
    except FileNotFoundError:
        return None
    if not data:
        return None
    headers = {"Content-Range": f"bytes {start}-{end - 1}/{size}", "Accept-Ranges": "bytes", "Cache-Control": "private, no-store"}
    return Response(data, 206, headers=headers, media_type="application/octet-stream")
