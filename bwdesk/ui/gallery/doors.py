"""A door, settings and a sync that keep their promises in memory, for pictures and tests. No keys, no files, no network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

from PySide6.QtCore import QObject, Signal

from bwdesk.errors import DeskError, NoAnswer, NotAllowed, WrongKey
from bwdesk.runtime.promise import Promise
from bwdesk.runtime.sync_status import SyncStatus
from bwdesk.settings import Settings
from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench, Me
from bwdesk.ui.gate import Facts, Person, Snapshot, Tried
from bwdesk.ui.look import LookSource
from bwdesk.ui.settings_ports import Certificate
from bwdesk.ui.setup import Created, Profile, Setup

NOW: Final = datetime(2026, 11, 23, 9, 18, tzinfo=UTC)
PIN: Final = "482913"
PASSPHRASE: Final = "racks out by november"
CODE: Final = "7QK2M-9XW4D-0TRHE-5BNC8-PZV3J-6GA1S-YF4K2"
TRIES: Final = 5


class OpenDoor:
    """Knows two people, one PIN and one passphrase; counts tries as the real door does."""

    def __init__(self, *, first_run: bool = False, keyring: bool = True, facts: Facts | None = None) -> None:
        self.tries = TRIES
        self.wait_seconds = 0
        self.made: Setup | None = None
        self.restored: Path | None = None
        self.printed: tuple[str, str, Path] | None = None
        self.error: DeskError | None = None
        self._keyring = keyring
        self._facts = facts or Facts(NOW, 3, 41, "09:30 Visit, Golden Thread", datetime(2026, 11, 23, 18, 40, tzinfo=UTC))
        amina = Person("a", "Amina Rahman", "Enterprise advisor", "this laptop, “Field 14”", keyring)
        self._people = () if first_run else (amina, Person("j", "Jonas Weber", "Enterprise advisor", "", keyring))

    def people(self) -> Sequence[Person]:
        return self._people

    def facts(self, person: str) -> Facts:
        return self._facts

    def try_pin(self, person: str, pin: str, then: Callable[[Tried], None]) -> None:
        if pin == PIN and self.tries:
            then(Tried(is_open=True))
            return
        self.tries -= 1
        spent = self.tries <= 0
        then(Tried(False, None if spent else self.tries, self.wait_seconds, spent, WrongKey("keys.pin_wrong")))

    def try_passphrase(self, person: str, passphrase: str, then: Callable[[Tried], None]) -> None:
        then(Tried(is_open=True) if passphrase == PASSPHRASE else Tried(error=self.error or WrongKey("keys.passphrase_wrong")))

    def try_recovery(self, person: str, code: str, then: Callable[[Tried], None]) -> None:
        then(Tried(is_open=True) if code == CODE else Tried(error=WrongKey("keys.recovery_wrong")))

    def has_keyring(self) -> bool:
        return self._keyring

    def read_setup(self, path: Path, then: Callable[[Profile], None]) -> None:
        then(Profile(error=self.error) if self.error else Profile("Better Work Sample", "Office South", ("Amina Rahman", "Jonas Weber")))

    def create(self, setup: Setup, then: Callable[[Created], None]) -> None:
        if self.error is None:
            self.made = setup
        then(Created(self.error) if self.error else Created(recovery_code=CODE))

    def snapshots(self, then: Callable[[Sequence[Snapshot]], None]) -> None:
        then([Snapshot(Path("a"), NOW, "214 answers, 41 photos"), Snapshot(Path("b"), NOW.replace(day=22), "198 answers, 38 photos")])

    def restore(self, path: Path, then: Callable[[DeskError | None], None]) -> None:
        self.restored = path
        then(self.error)

    def can_save_unsent(self) -> bool:
        return self.error is not None

    def save_unsent(self, path: Path, passphrase: str, then: Callable[[DeskError | None], None]) -> None:
        self.saved = (path, passphrase)
        then(None)

    def print_recovery(self, name: str, code: str, path: Path, then: Callable[[DeskError | None], None]) -> None:
        self.printed = (name, code, path)
        then(self.error)


class OpenLocks:
    """Takes every PIN and passphrase."""

    def __init__(self) -> None:
        self.pin = self.passphrase = self.printed = ""

    def has_keyring(self) -> bool:
        return True

    def set_pin(self, pin: str, then: Callable[[DeskError | None], None]) -> None:
        self.pin = pin
        then(None)

    def set_passphrase(self, passphrase: str, then: Callable[[DeskError | None], None]) -> None:
        self.passphrase = passphrase
        then(None)

    def new_recovery_code(self, then: Callable[[str | DeskError], None]) -> None:
        then(CODE)

    def print_recovery(self, code: str, path: Path, then: Callable[[DeskError | None], None]) -> None:
        self.printed = code
        then(None)


class OneBackup:
    """One backup, tested."""

    def last_tested_at(self) -> datetime | None:
        return NOW

    def back_up(self, then: Callable[[DeskError | None], None]) -> None:
        then(None)


class OneCertificate:
    """A certificate that is set up, or none; takes the passphrase of the gallery."""

    def __init__(self, found: Certificate | DeskError | None = None) -> None:
        self.found = found

    def ask(self, then: Callable[[Certificate | DeskError | None], None]) -> None:
        then(self.found)

    def take_in(self, path: Path, passphrase: str, then: Callable[[DeskError | None], None]) -> None:
        if passphrase != PASSPHRASE:
            then(WrongKey("pades.passphrase_wrong"))
            return
        self.found = Certificate("Dara Sok, Better Work Cambodia", "Certificates of the office", NOW + timedelta(days=400), 400)
        then(None)

    def take_away(self, then: Callable[[DeskError | None], None]) -> None:
        self.found = None
        then(None)


class HeldSettings(QObject):
    """Settings kept in memory."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.settings = Settings()

    def change(self, **fields: Any) -> None:
        self.settings = self.settings._replace(**fields)
        self.changed.emit(self.settings)


class QuietSync(QObject):
    """A sync that never sends; `password` is the only one it takes."""

    status_changed = Signal(object)
    password = "open"

    def __init__(self) -> None:
        super().__init__()
        self.status = SyncStatus()

    def sync_now(self) -> None:
        self.status_changed.emit(self.status)

    def cancel(self) -> None:
        self.status_changed.emit(self.status)

    def sign_in(self, server: str, account: str, password: str, certificate: str) -> Promise[None]:
        promise: Promise[None] = Promise(lambda _error: None)
        if password == self.password:
            self.status = replace(self.status, account=account, server=server)
            promise.keep(None)
        else:
            promise.fail(NoAnswer("net.address"))
        self.status_changed.emit(self.status)
        return promise

    def change_password(self, now: str, new: str) -> Promise[None]:
        promise: Promise[None] = Promise(lambda _error: None)
        if now == self.password:
            self.password, self.status = new, replace(self.status, is_first=False)
            promise.keep(None)
        else:
            promise.fail(NotAllowed("password.wrong"))
        self.status_changed.emit(self.status)
        return promise

    def sign_out(self) -> None:
        self.status = replace(self.status, account="")
        self.status_changed.emit(self.status)


def held_bench(look: LookSource, texts: Texts) -> Bench:
    """A bench whose settings and sync work; what needs a desk is not on it."""
    nothing = cast(Any, None)
    return Bench(
        desk=nothing,
        look=look,
        texts=texts,
        pictures=nothing,
        documents=nothing,
        papers=nothing,
        intake=nothing,
        sync=QuietSync(),
        settings=HeldSettings(),
        me=Me("a", "Amina Rahman", "AR"),
        today=lambda: date(2026, 11, 23),
    )
