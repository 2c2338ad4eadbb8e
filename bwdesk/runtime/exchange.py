"""Exchange with a colleague from an open desk: everything slow runs on a lane, is told as it goes, and can be cancelled.

A file is collected on the read lane, written and opened on the paper lane, taken in as one act on the store lane.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from bwdesk import ids
from bwdesk.errors import DeskError, Refused
from bwdesk.keys import FileKey, Owner
from bwdesk.paths import DataFolder
from bwdesk.runtime.desk import Desk
from bwdesk.runtime.exchange_files import Written, keep_photos, save_unsent, sender_of, write_parcel
from bwdesk.runtime.promise import Promise
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Reader
from bwdesk.sync.desk_keys import DeskKeys, Secrets, desk_keys
from bwdesk.sync.exchange import EXCHANGE, Parcel, Sender
from bwdesk.sync.exchange_file import Lock, Opened, Opener, needs_passphrase, read_file
from bwdesk.usecases.exchange import Offer, Preview, TakenIn, look_into, parcel_for, take_in, to_give


class Exchange(QObject):
    """Writes and takes in exchange files, one at a time."""

    progressed = Signal(int, int)  # bytes done, of

    def __init__(
        self, desk: Desk, folder: DataFolder, key: FileKey, owner: Owner, photos: PhotoStore, secrets: Secrets, secret_name: str,
        today: Callable[[], date],
    ) -> None:  # fmt: skip
        super().__init__()
        self._desk = desk
        self._folder, self._key, self._owner, self._photos = folder, key, owner, photos
        self._secrets, self._secret_name = secrets, secret_name
        self._today = today
        self._cancelled = threading.Event()

    def offer(self) -> Promise[Offer]:
        """What could be given now, and to whom."""
        writer = self._desk.writer
        return self._desk.ask(to_give, writer.person, writer.device)

    def write(self, path: Path, lock: Lock, factories: Collection[str] | None = None, *, with_photos: bool = True) -> Promise[Written]:
        """Writes a file for a colleague: all factories, or those chosen."""
        self._cancelled.clear()
        outcome: Promise[Written] = Promise(self._desk.tell)

        def collected(found: tuple[Sender, Parcel]) -> None:
            sender, parcel = found
            now = self._desk.writer.now()
            job = self._desk.errand(
                self._desk.lanes.paper, lambda: write_parcel(parcel, sender, EXCHANGE, now, path, lock, self._photos, self._told)
            )
            job.then(outcome.keep).otherwise(outcome.fail)

        def collect(reader: Reader) -> tuple[Sender, Parcel]:
            sender = sender_of(reader, self._owner, self._keys(), self._desk.writer.device)
            return sender, parcel_for(reader, sender, factories, with_photos, self._photos.size)

        self._desk.ask(collect).then(collected, self).otherwise(outcome.fail)
        return outcome

    def save_unsent(self, path: Path, passphrase: str) -> Promise[Written]:
        """Everything that no office has yet, into a file; from the second copy if the database is damaged."""
        self._cancelled.clear()
        now = ids.now()

        def job() -> Written:
            return save_unsent(self._folder, self._key, self._owner, self._keys(), now, path, passphrase, self._told)

        return self._desk.errand(self._desk.lanes.paper, job)

    def look(self, path: Path, passphrase: str = "") -> Promise[Preview]:
        """What a file holds and would change; nothing is changed."""
        self._cancelled.clear()
        outcome: Promise[Preview] = Promise(self._desk.tell)

        def opened(found: Opened) -> None:
            looked = self._desk.ask(look_into, found, self._desk.writer.person, self._today())
            looked.then(outcome.keep).otherwise(outcome.fail)

        job = self._desk.errand(self._desk.lanes.paper, lambda: read_file(path, Opener(self._keys().box, passphrase), self._told))
        job.then(opened, self).otherwise(outcome.fail)
        return outcome

    def needs_passphrase(self, path: Path) -> Promise[bool]:
        """Whether a file opens with a passphrase."""
        return self._desk.errand(self._desk.lanes.paper, lambda: needs_passphrase(path))

    def take(self, preview: Preview) -> Promise[TakenIn]:
        """Takes in what was looked at: photos first, then everything else as one act."""
        outcome: Promise[TakenIn] = Promise(self._desk.tell)

        def kept(_none: None) -> None:
            self._desk.do(take_in, preview.content, self._photos.size).then(outcome.keep).otherwise(outcome.fail)

        job = self._desk.errand(self._desk.lanes.paper, lambda: keep_photos(preview.content, self._photos))
        job.then(kept, self).otherwise(outcome.fail)
        return outcome

    def cancel(self) -> None:
        """Stops what is being written or read; nothing of it remains."""
        self._cancelled.set()

    def _told(self, done: int, of: int) -> None:
        if self._cancelled.is_set():
            raise Refused("exchange.cancelled")
        self.progressed.emit(done, of)

    def _keys(self) -> DeskKeys:
        return desk_keys(self._secrets, self._secret_name)


def is_cancelled(error: DeskError) -> bool:
    """True if a person stopped it; that needs no telling."""
    return error.key == "exchange.cancelled"
