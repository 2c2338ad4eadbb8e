"""The door: what the unlock and first-run screens ask, answered from the key ladder on a lane of its own. Holds the key it opened.

It implements `bwdesk.ui.gate.Gate` and imports neither widgets nor SQL, so that the unlock field is there at once.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from bwdesk import keys
from bwdesk.errors import DeskError, FileProblem, LeaseOver, MissingKey
from bwdesk.paths import DataFolder
from bwdesk.runtime.lanes import Lane
from bwdesk.runtime.promise import Promise
from bwdesk.settings import read_settings

R = TypeVar("R")
SETUP_LIMIT = 64 * 1024


class Opened(NamedTuple):
    """A data folder and the key that opens it. `is_new` after a first run; `by_recovery` when the passphrase was forgotten."""

    folder: DataFolder
    key: keys.FileKey
    owner: keys.Owner
    is_new: bool = False
    by_recovery: bool = False


class Status(NamedTuple):
    """What may be said of a desk before it is opened: counts and times, never names or records."""

    confirmed_at: datetime | None = None
    records_waiting: int = 0
    photos_waiting: int = 0


def read_status(folder: DataFolder) -> Status:
    """The status left by the last run; a missing or broken file says nothing."""
    try:
        found = json.loads((folder.root / "status.json").read_text("utf-8"))
        at = found.get("confirmed_at")
        return Status(datetime.fromisoformat(at) if at else None, int(found["records_waiting"]), int(found["photos_waiting"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Status()


def write_status(folder: DataFolder, status: Status) -> None:
    """Leaves the status for the next unlock screen."""
    at = status.confirmed_at.astimezone(UTC).isoformat() if status.confirmed_at else None
    text = json.dumps({"confirmed_at": at, "records_waiting": status.records_waiting, "photos_waiting": status.photos_waiting})
    draft = folder.root / "status.json.new"
    draft.write_text(text, "utf-8")
    draft.replace(folder.root / "status.json")


class Door(QObject):
    """Opens desks under a root folder. `opened` carries an `Opened` once a try has succeeded."""

    opened = Signal(object)

    def __init__(self, root: Path, lane: Lane, find_keyring: Callable[[], keys.Keyring | None]) -> None:
        super().__init__()
        self.root = root
        self._lane = lane
        self._find_keyring = find_keyring
        self._looking = threading.Lock()
        self._found: tuple[keys.Keyring | None] | None = None

    @property
    def keyring(self) -> keys.Keyring | None:
        """This computer's keyring, or None where it keeps no keys. Looked for once: 0.1 s and more, so first on the door's lane."""
        with self._looking:
            if self._found is None:
                self._found = (self._find_keyring(),)
            return self._found[0]

    def warm_up(self, more: Callable[[], None]) -> None:
        """Looks for the keyring, and then does what an opened desk needs, on the door's lane while the person types."""

        def job() -> None:
            _ = self.keyring
            more()

        self.errand(job, lambda _none: None, lambda _error: None)

    def known(self, person: str) -> keys.Known:
        """The desk of a person known on this computer."""
        return next(one for one in keys.known_people(self.root) if one.owner.id == person)

    def try_pin(self, person: str, pin: str, then: Callable[[Opened | DeskError], None]) -> None:
        """Tries a PIN; the outcome is told on the GUI thread."""
        known = self.known(person)

        def job(to_send: bool) -> keys.FileKey:
            keyring = self.keyring
            if keyring is None:
                raise MissingKey("keys.keyring_silent")
            return keys.open_with_pin(known.folder, pin, keyring, to_send=to_send)

        self._open(known, lambda: self._leased(known, job), then)

    def try_passphrase(self, person: str, passphrase: str, then: Callable[[Opened | DeskError], None]) -> None:
        """Tries a passphrase."""
        known = self.known(person)

        def job(to_send: bool) -> keys.FileKey:
            keyring = self.keyring if known.uses_keyring else None
            return keys.open_with_passphrase(known.folder, passphrase, keyring, to_send=to_send)

        self._open(known, lambda: self._leased(known, job), then)

    def _leased(self, known: keys.Known, job: Callable[[bool], keys.FileKey]) -> keys.FileKey:
        """The key of a desk; where its lease is over, what it holds is sent first, and then it opens if the office has answered."""
        try:
            return job(False)
        except LeaseOver:
            from bwdesk.runtime.handing_in import hand_in  # SQL and the network load only for who was away for weeks

            hand_in(known.folder, job(True), known.owner, self.keyring, read_settings(self.root / "settings.json"))
            return job(False)

    def try_recovery(self, person: str, code: str, then: Callable[[Opened | DeskError], None]) -> None:
        """Tries the code of the recovery sheet."""
        known = self.known(person)
        self._open(known, lambda: keys.open_with_recovery(known.folder, code), then, by_recovery=True)

    def _open(
        self,
        known: keys.Known,
        job: Callable[[], keys.FileKey],
        then: Callable[[Opened | DeskError], None],
        *,
        by_recovery: bool = False,
    ) -> None:
        def done(key: keys.FileKey) -> None:
            opened = Opened(known.folder, key, known.owner, by_recovery=by_recovery)
            then(opened)
            self.opened.emit(opened)

        self.errand(job, done, then)

    def create(
        self, name: str, passphrase: str, pin: str, setup_file: Path | None, then: Callable[[Opened | DeskError, str], None]
    ) -> None:
        """Sets up a desk for a person, with the office's key if its setup file is given; `then` is told the desk and the recovery code, or
        why not. The caller opens it afterwards."""
        owner = keys.Owner(os.urandom(16).hex(), name)
        folder = DataFolder(self._new_folder(name))

        def job() -> keys.NewRing:
            office_key = None if setup_file is None else read_setup_file(setup_file).office_key
            keyring = self.keyring
            wanted = pin if keyring is not None and pin else None
            return keys.create_ring(folder, passphrase, pin=wanted, owner=owner, keyring=keyring, office_key=office_key)

        self.errand(job, lambda ring: then(Opened(folder, ring.key, owner, is_new=True), ring.recovery_code), lambda e: then(e, ""))

    def folder_of_file(self, file: str) -> DataFolder:
        """Where a backup of the desk `file` belongs: the folder of that desk, or a new one where there is none."""
        known = (one for one in keys.known_people(self.root) if keys.read_ring(one.folder.ring).file == file)
        found = next(known, None)
        return found.folder if found is not None else DataFolder(self._new_folder("restored"))

    def _new_folder(self, name: str) -> Path:
        if not (self.root / "ring.json").exists() and not keys.known_people(self.root):
            return self.root
        base = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "person"
        number = 1
        while (self.root / f"{base}-{number}").exists():
            number += 1
        return self.root / f"{base}-{number}"

    def enter(self, opened: Opened) -> None:
        """Opens a desk that `create` has set up."""
        self.opened.emit(opened)

    def errand(self, job: Callable[[], R], done: Callable[[R], Any], failed: Callable[[DeskError], Any]) -> None:
        """Runs a job on the door's lane."""
        promise: Promise[R] = Promise(lambda _error: None)
        promise.then(done).otherwise(failed)
        self._lane.send(job, promise.keep, promise.fail)


class SetupFile(NamedTuple):
    """What an office's setup file says: programme, office, server, its public key, and who works there."""

    programme: str
    office: str
    server: str
    office_key: bytes | None
    people: tuple[str, ...]


def read_setup_file(path: Path) -> SetupFile:
    """Reads and checks a setup file (JSON). Raises FileProblem (`setup.unreadable`, `setup.not_ours`, `setup.key`)."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(SETUP_LIMIT + 1)
        found = json.loads(raw) if len(raw) <= SETUP_LIMIT else None
    except (OSError, ValueError, RecursionError):
        raise FileProblem("setup.unreadable") from None
    if not isinstance(found, dict) or found.get("bwdesk_setup") != 1:
        raise FileProblem("setup.not_ours")
    key = found.get("office_key")
    if key is not None and not (isinstance(key, str) and re.fullmatch(r"[0-9a-f]{64}", key)):
        raise FileProblem("setup.key")
    words = [found.get(name, "") for name in ("programme", "office", "server")]
    people = found.get("people", [])
    if not all(isinstance(word, str) and len(word) <= 200 for word in words) or not _are_names(people):
        raise FileProblem("setup.not_ours")
    return SetupFile(words[0], words[1], words[2], bytes.fromhex(key) if key else None, tuple(people))


def _are_names(people: Any) -> bool:
    return isinstance(people, list) and len(people) <= 1000 and all(isinstance(one, str) and 0 < len(one) <= 200 for one in people)


def find_keyring() -> keys.Keyring | None:
    """This computer's keyring, or None: the first run then asks for a longer passphrase and says so."""
    try:
        return keys.system_keyring()
    except MissingKey:
        return None


def desks(root: Path) -> Sequence[keys.Known]:
    """Who has a desk under a root folder."""
    return keys.known_people(root)
