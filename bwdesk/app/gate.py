"""The door of `runtime.gate` as the unlock and first-run screens see it: their values in, their values out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bwdesk import keys
from bwdesk.app.recovery_sheet import write_sheet
from bwdesk.errors import DeskError, StoreProblem, WrongKey
from bwdesk.runtime import gate as door
from bwdesk.ui.gate import Facts, Person, Snapshot, Tried

if TYPE_CHECKING:
    from bwdesk.ui.setup import Created, Profile, Setup

    Enter = Callable[[Setup, door.Opened], None]


class AppGate:
    """Implements `bwdesk.ui.gate.Gate`. `set_up(setup, opened)` is told when the first run is done, before the desk opens.

    `behind` is a desk that was unlocked and whose file could not be used.
    """

    def __init__(self, the_door: door.Door, set_up: Enter, language: Callable[[], str]) -> None:
        self._door = the_door
        self._set_up = set_up
        self._language = language
        self.behind: door.Opened | None = None

    def people(self) -> Sequence[Person]:
        return [Person(one.owner.id, one.owner.name, has_pin=one.has_pin) for one in door.desks(self._door.root)]

    def facts(self, person: str) -> Facts:
        known = self._door.known(person)
        status = door.read_status(known.folder)
        return Facts(status.confirmed_at, status.records_waiting, status.photos_waiting)

    def try_pin(self, person: str, pin: str, then: Callable[[Tried], None]) -> None:
        self._door.try_pin(person, pin, lambda outcome: then(_tried(outcome)))

    def try_passphrase(self, person: str, passphrase: str, then: Callable[[Tried], None]) -> None:
        self._door.try_passphrase(person, passphrase, lambda outcome: then(_tried(outcome)))

    def try_recovery(self, person: str, code: str, then: Callable[[Tried], None]) -> None:
        self._door.try_recovery(person, code, lambda outcome: then(_tried(outcome)))

    def has_keyring(self) -> bool:
        return self._door.keyring is not None

    def read_setup(self, path: Path, then: Callable[[Profile], None]) -> None:
        from bwdesk.ui.setup import Profile  # once in the life of a desk, as what follows

        def done(found: door.SetupFile) -> None:
            then(Profile(found.programme, found.office, found.people))

        self._door.errand(lambda: door.read_setup_file(path), done, lambda error: then(Profile(error=error)))

    def create(self, setup: Setup, then: Callable[[Created], None]) -> None:
        from bwdesk.ui.setup import Created  # as above

        def made(outcome: door.Opened | DeskError, code: str) -> None:
            if isinstance(outcome, DeskError):
                then(Created(outcome))
                return
            self._set_up(setup, outcome)
            then(Created(recovery_code=code))

        self._door.create(setup.name, setup.passphrase, setup.pin, setup.setup_file, made)

    def snapshots(self, then: Callable[[Sequence[Snapshot]], None]) -> None:
        def job() -> list[Snapshot]:
            from bwdesk.store.backup import good_snapshots  # SQL loads only for who asks

            found: list[Snapshot] = []
            for folder in keys.desk_folders(self._door.root):  # also where the ring is damaged
                found += [Snapshot(s.path, s.taken_at) for s in good_snapshots(folder)]
            return sorted(found, key=lambda s: s.taken_at, reverse=True)

        self._door.errand(job, then, lambda _error: then([]))

    def restore(self, path: Path, then: Callable[[DeskError | None], None]) -> None:
        def job() -> None:
            from bwdesk.store.backup import read_snapshot, restore

            own = next((one for one in keys.desk_folders(self._door.root) if path.parent == one.snapshots), None)
            restore(path, own or self._door.folder_of_file(read_snapshot(path).file))

        self._door.errand(job, lambda _none: then(None), then)

    def can_save_unsent(self) -> bool:
        return self.behind is not None

    def save_unsent(self, path: Path, passphrase: str, then: Callable[[DeskError | None], None]) -> None:
        desk = self.behind
        if desk is None:
            then(StoreProblem("store.missing"))
            return

        def job() -> None:
            from bwdesk.ids import now  # this and what follows loads only for who asks
            from bwdesk.runtime.exchange_files import save_unsent
            from bwdesk.sync.desk_keys import desk_keys

            signing = desk_keys(self._door.keyring or keys.MemoryKeyring(), keys.keyring_name(desk.folder, "device"))
            save_unsent(desk.folder, desk.key, desk.owner, signing, now(), path, passphrase, lambda _done, _of: None)

        self._door.errand(job, lambda _none: then(None), then)

    def print_recovery(self, name: str, code: str, path: Path, then: Callable[[DeskError | None], None]) -> None:
        language = self._language()
        self._door.errand(lambda: write_sheet(name, code, language, path), lambda _none: then(None), then)


def _tried(outcome: door.Opened | DeskError) -> Tried:
    if isinstance(outcome, door.Opened):
        return Tried(is_open=True)
    left, wait = outcome.params.get("left"), outcome.params.get("wait", 0)
    spent = isinstance(outcome, WrongKey) and outcome.key in ("keys.pin_spent", "keys.pin_expired", "keys.pin_closed")
    return Tried(
        tries_left=left if isinstance(left, int) else None, wait_seconds=wait if isinstance(wait, int) else 0, needs_passphrase=spent,
        error=outcome,
    )  # fmt: skip
