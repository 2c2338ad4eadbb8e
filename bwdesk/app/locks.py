"""What the settings may do with keys, backups and signing certificate of an open desk, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bwdesk import keys
from bwdesk.app.memory import SettingsDesk
from bwdesk.app.recovery_sheet import write_sheet
from bwdesk.app.services import Services
from bwdesk.errors import DeskError, Refused
from bwdesk.keys import Keyring
from bwdesk.runtime.desk import Desk
from bwdesk.runtime.gate import Opened
from bwdesk.runtime.lanes import Lane
from bwdesk.ui.settings_ports import Certificate


class DeskLocks:
    """Implements `ui.gate.Locks`."""

    def __init__(self, desk: Desk, opened: Opened, keyring: Keyring | None, settings: SettingsDesk) -> None:
        self._desk, self._opened, self._keyring, self._settings = desk, opened, keyring, settings

    def has_keyring(self) -> bool:
        return self._keyring is not None

    def set_pin(self, pin: str, then: Callable[[DeskError | None], None]) -> None:
        keyring = self._keyring
        if keyring is None:
            then(Refused("keys.pin_needs_keyring", field="pin"))
            return
        self._do(lambda: keys.set_pin(self._opened.folder, self._opened.key, pin, keyring), then)

    def set_passphrase(self, passphrase: str, then: Callable[[DeskError | None], None]) -> None:
        self._do(lambda: keys.set_passphrase(self._opened.folder, self._opened.key, passphrase, self._keyring), then)

    def new_recovery_code(self, then: Callable[[str | DeskError], None]) -> None:
        made = self._desk.errand(self._desk.lanes.paper, lambda: keys.new_recovery_code(self._opened.folder, self._opened.key))
        made.then(then).otherwise(then)

    def print_recovery(self, code: str, path: Path, then: Callable[[DeskError | None], None]) -> None:
        name, language = self._opened.owner.name, self._settings.settings.language
        self._do(lambda: write_sheet(name, code, language, path), then)

    def _do(self, job: Callable[[], object], then: Callable[[DeskError | None], None]) -> None:
        self._desk.errand(self._desk.lanes.paper, job).then(lambda _done: then(None)).otherwise(then)


class DeskBackups:
    """Implements `ui.gate.Backups`."""

    def __init__(self, services: Services, settings: SettingsDesk) -> None:
        self._services, self._settings = services, settings

    def last_tested_at(self) -> datetime | None:
        from bwdesk.store.backup import good_snapshots  # SQL stays out of what opens the settings

        found = good_snapshots(self._services.opened.folder)
        return max((one.taken_at for one in found), default=None)

    def back_up(self, then: Callable[[DeskError | None], None]) -> None:
        folder = self._settings.settings.backup_folder
        if not folder:
            then(Refused("backup.no_folder"))
            return
        from bwdesk.store.backup import backup

        opened, desk = self._services.opened, self._services.desk
        made = desk.errand(desk.lanes.paper, lambda: backup(opened.folder, opened.key, Path(folder)))
        made.then(lambda _path: then(None)).otherwise(then)


class DeskCertificate:
    """Implements `ui.gate.Certificates`."""

    def __init__(self, services: Services) -> None:
        self._desk, self._intake = services.desk, services.intake_process
        self._kept, self._now = services.files.certificate, services.files.writer.now

    def ask(self, then: Callable[[Certificate | DeskError | None], None]) -> None:
        self._desk.errand(self._desk.lanes.paper, self._told).then(then).otherwise(then)

    def take_in(self, path: Path, passphrase: str, then: Callable[[DeskError | None], None]) -> None:
        def job() -> None:
            self._kept.keep(self._intake.run("signing_key", path, passphrase, self._now().isoformat()))

        self._do(self._desk.lanes.intake, job, then)

    def take_away(self, then: Callable[[DeskError | None], None]) -> None:
        self._do(self._desk.lanes.paper, self._kept.take_away, then)

    def _told(self) -> Certificate | None:
        found, now = self._kept.facts(), self._now()
        if found is None:
            return None
        trouble: DeskError | None = None
        try:
            found.check_moment(now)
        except DeskError as error:
            trouble = error
        return Certificate(found.holder, found.issuer, found.valid_until, (found.valid_until - now).days, trouble)

    def _do(self, lane: Lane, job: Callable[[], object], then: Callable[[DeskError | None], None]) -> None:
        self._desk.errand(lane, job).then(lambda _done: then(None)).otherwise(then)
