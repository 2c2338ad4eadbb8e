"""An opened desk: services, bench, window, and what joins them: strip, undo, search, choosers, settings, lock on idle."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from bwdesk.app.choosers import Choosers
from bwdesk.app.locks import DeskBackups, DeskCertificate, DeskLocks
from bwdesk.app.places import places_of
from bwdesk.app.services import Services, open_services
from bwdesk.domain.factory import Assignment, Factory
from bwdesk.domain.office_rights import AT_THE_OFFICE
from bwdesk.errors import DeskError
from bwdesk.keys import keyring_name, lease_of
from bwdesk.runtime.gate import Opened
from bwdesk.runtime.opening import Clockwork
from bwdesk.runtime.sync_status import SyncStatus
from bwdesk.store.unit import Changes
from bwdesk.sync.steps import Report
from bwdesk.ui.bench import Bench
from bwdesk.ui.gate import Person
from bwdesk.ui.look import language_name
from bwdesk.ui.page import Page, Where
from bwdesk.ui.pin_prompt import PinPrompt
from bwdesk.ui.places import Link, StripState
from bwdesk.ui.settings_page import SettingsPage
from bwdesk.ui.window import DeskWindow
from bwdesk.usecases.factory_import import finish_imports
from bwdesk.usecases.people import name_strangers
from bwdesk.usecases.sample import remove_sample, sample_of
from bwdesk.usecases.undo import Offers, offers, redo, undo
from bwdesk.usecases.writing import act_of

if TYPE_CHECKING:
    from bwdesk.app.ahead import CountAhead
    from bwdesk.app.desk_app import DeskApp

LINKS: dict[str, Link] = {
    "online": "online", "sending": "sending", "fetching": "sending", "paused": "paused", "needs_sign_in": "needs_sign_in",
}  # fmt: skip
CHECK_IDLE_MS = 20_000
FIRST_SNAPSHOT_MS = 60_000
SNAPSHOT_EVERY_MS = 60 * 60_000
INPUT = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class OpenDesk(QObject):
    """`locked` when the person locked the desk or left it alone for too long."""

    locked = Signal()

    def __init__(
        self, program: DeskApp, opened: Opened, *, with_demo: bool = False, today: date | None = None, clockwork: Clockwork | None = None
    ) -> None:
        super().__init__()
        self.program, self.person = program, opened.owner.id
        self._today = today
        self.services: Services = open_services(opened, program.settings, program.keyring, lanes=program.make_lanes, clockwork=clockwork)
        services = self.services
        services.desk.do(name_strangers, program.texts("people.stranger"))
        self.bench = Bench(
            services.desk, program.look, program.texts, services.pictures, services.documents, services.papers, services.intake,
            services.syncer, program.settings, services.me, self.today,
        )  # fmt: skip
        self._saved_at: datetime | None = None
        self._saving = 0
        self._offers = Offers(None, None)
        self._sample = ""
        self._last_input = time.monotonic()
        self._ahead: CountAhead | None = None
        own = (self._settings_page, self._exchange_page, self._office_page, self._assess_page, self._vault_page, self._portfolio_page)
        places = places_of(self.bench, *own)
        self.choosers = Choosers(self.bench)
        self.window = DeskWindow(
            program.look, program.texts, places, program.settings, search=self.choosers.search, ask_leave=self._ask_leave
        )
        self.remove_sample = QAction(program.texts("sample.remove"), self.window)
        self.remove_sample.setEnabled(False)
        self.window.add_command(self.remove_sample)
        self.prompt = PinPrompt(program.look, program.texts, program.gate, self._who(), self.window)
        self._join()
        self._show_strip(services.syncer.status)
        self._ask_offers()
        self._ask_sample()
        services.desk.do(finish_imports)
        if with_demo:
            from bwdesk.demo.sample import add_sample  # only a first run that asked for it

            add_sample(self.bench)

    def _who(self) -> Person:
        known = self.program.door.known(self.person)
        return Person(known.owner.id, known.owner.name, has_pin=known.has_pin)

    def today(self) -> date:
        """The day on this laptop's calendar."""
        return self._today or datetime.now().astimezone().date()

    def _join(self) -> None:
        desk, window, syncer = self.services.desk, self.window, self.services.syncer
        desk.saved.connect(self._saved)
        desk.failed.connect(window.notices.tell_error)
        desk.changed.connect(self._changed)
        syncer.status_changed.connect(self._show_strip)
        syncer.finished.connect(self._synced)
        syncer.wipe_ordered.connect(self.program.wipe)
        window.undo_asked.connect(self._undo)
        window.redo_asked.connect(self._redo)
        window.lock_asked.connect(self.locked)
        window.strip_asked.connect(self._strip_asked)
        window.chooser_asked.connect(self._choose)
        window.leaving.connect(self.prompt.dismiss)
        window.closing.connect(self._closing)
        self.remove_sample.triggered.connect(self._remove_sample)
        self.program.settings.changed.connect(lambda _settings: self._show_strip(syncer.status))
        self.program.app.installEventFilter(self)
        self._timers = [self._every(CHECK_IDLE_MS, self._lock_if_idle), self._every(SNAPSHOT_EVERY_MS, self._snapshot)]
        QTimer.singleShot(FIRST_SNAPSHOT_MS, self, self._snapshot)

    def _every(self, wait: int, done: Any) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(wait)
        timer.timeout.connect(done)
        timer.start()
        return timer

    # showing and hiding

    def show(self, doorway: QWidget | None) -> None:
        """Shows the window where the door stood, on Today."""
        if doorway is not None and not self.program.settings.recall("geometry"):
            self.window.setGeometry(doorway.geometry())
        self.window.show()
        self.window.go("today")
        self.window.activateWindow()
        self._tell_lease()

    def hide(self) -> None:
        """Locked: nothing of the desk is in sight; recording of what was typed is done."""
        if self.window.page is not None:
            self.window.page.leaving()
        self.window.hide()

    def unlock(self) -> None:
        """The same person is back."""
        self._last_input = time.monotonic()
        self.window.show()
        self.window.activateWindow()
        self._tell_lease()

    def _tell_lease(self) -> None:
        """Says in time that the desk will stay shut unless it gets in touch with the office."""
        opened, texts = self.services.opened, self.program.texts
        lease = lease_of(opened.folder, opened.key, self.program.keyring)
        if lease is not None and lease.is_warning:
            self.window.notices.tell(texts.count("keys.lease_warning", lease.days_left), texts("keys.lease_warning.do"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self._last_input = time.monotonic()
        return False

    def _lock_if_idle(self) -> None:
        minutes = self.program.settings.settings.lock_minutes
        if minutes and self.window.isVisible() and time.monotonic() - self._last_input > minutes * 60:
            self.locked.emit()

    # the strip

    def _saved(self, at: datetime) -> None:
        self._saved_at = at
        self._show_strip(self.services.syncer.status)

    def _show_strip(self, status: SyncStatus) -> None:
        for place in ("portfolio", "office"):
            self.window.rail.set_shown(place, status.standing in AT_THE_OFFICE)
        if status.standing in AT_THE_OFFICE:
            self._counting().begin()
        settings = self.program.settings.settings
        self.window.show_strip(
            StripState(
                saved_at=self._saved_at,
                records_waiting=status.waiting,
                photos_waiting=status.photos_waiting,
                to_settle=status.to_settle,
                set_aside=status.set_aside,
                link=LINKS.get(status.state, "offline"),
                sent=status.done,
                to_send=status.of,
                author=self.services.me.name,
                language=language_name(settings.language),
            )
        )

    def _synced(self, report: Report) -> None:
        self.services.cut_back_second_copy()
        if report.left:
            texts = self.program.texts
            self.window.notices.tell(texts.count("sync.left", len(report.left)), texts("sync.left.safe"))

    def _strip_asked(self, what: str) -> None:
        place = "settings" if what in ("author", "language") else "settle"
        self.window.go(place)

    # undo

    def _changed(self, changes: Changes) -> None:
        self._ask_offers()
        if changes.touches(Factory, Assignment):
            self._ask_sample()
        if changes.act == act_of(remove_sample):
            self.window.notices.done(self.program.texts("sample.removed"))

    def _ask_offers(self) -> None:
        desk = self.services.desk
        desk.ask(offers, desk.writer.person, desk.writer.device).then(self._show_offers, self)

    def _show_offers(self, found: Offers) -> None:
        self._offers = found
        texts = self.program.texts
        self.window.name_undo(texts(found.undo.act) if found.undo else "", texts(found.redo.act) if found.redo else "")

    def _undo(self) -> None:
        if self._offers.undo is not None:
            self.services.desk.do(undo, self._offers.undo.txn)

    def _redo(self) -> None:
        if self._offers.redo is not None:
            self.services.desk.do(redo, self._offers.redo.txn)

    # the demo factory: its own page has a button too

    def _ask_sample(self) -> None:
        self.services.desk.ask(sample_of, self.person).then(self._show_sample, self)

    def _show_sample(self, factory: str) -> None:
        self._sample = factory
        self.remove_sample.setEnabled(bool(factory))

    def _remove_sample(self) -> None:
        self.window.go("today")  # away from pages that show what is about to go
        self.services.desk.do(remove_sample, self._sample)

    # choosing, settings, turning

    def _choose(self, what: str) -> None:
        where = self.window.where or Where("factories")
        search = self.choosers.factories(where) if what == "factory" else self.choosers.cycles(where)
        self.window.open_palette(commands=False, search=search, hint=self.program.texts(f"choose.{what}"))

    def _settings_page(self) -> SettingsPage:
        opened = self.services.opened
        locks = DeskLocks(self.services.desk, opened, self.program.keyring, self.program.settings)
        backups = DeskBackups(self.services, self.program.settings)
        return SettingsPage(self.bench, locks, backups, certificates=DeskCertificate(self.services))

    def _exchange_page(self) -> Page:
        from bwdesk.runtime.exchange import Exchange  # loads with the page
        from bwdesk.ui.pages.exchange.page import ExchangePage

        opened, services = self.services.opened, self.services
        name = keyring_name(opened.folder, "device")
        self._exchange = Exchange(
            services.desk, opened.folder, opened.key, opened.owner, services.files.photos, services.secrets, name, self.today
        )
        return ExchangePage(self.bench, self._exchange)

    def _office_page(self) -> Page:
        from bwdesk.runtime.office import OfficeLine  # loads with the page
        from bwdesk.ui.pages.office.page import OfficePage

        services, name = self.services, keyring_name(self.services.opened.folder, "device")
        line = OfficeLine(services.desk, services.secrets, name, lambda: self.program.settings.settings)
        return OfficePage(self.bench, line, services.desk.writer.device)

    def _assess_page(self) -> Page:
        from bwdesk.ui.pages.assess.page import AssessPlace  # loads with the page

        return AssessPlace(self.bench, self.prompt.ask)

    def _vault_page(self) -> Page:
        from bwdesk.ui.pages.vault.page import VaultDesk  # loads with the page

        return VaultDesk(self.bench, self.prompt.ask)

    def _portfolio_page(self) -> Page:
        from bwdesk.ui.pages.portfolio.page import PortfolioPage  # loads with the page

        return PortfolioPage(self.bench, self._counting().kept)

    def _counting(self) -> CountAhead:
        from bwdesk.app.ahead import CountAhead  # loads with the page, or for who looks after many

        self._ahead = self._ahead or CountAhead(self.bench)
        return self._ahead

    def _ask_leave(self, then: Any) -> None:
        self.prompt.ask(self.program.texts("turn.leave"), then)

    # keeping and closing

    def _snapshot(self) -> None:
        """The rolling daily snapshot, checked by the program itself; a failure is told and nothing else suffers."""
        desk = self.services.desk
        folder, key = self.services.opened.folder, self.services.opened.key
        from bwdesk.store.backup import daily_snapshot  # loads with the first snapshot

        desk.errand(desk.lanes.paper, lambda: daily_snapshot(folder, key)).otherwise(self._snapshot_failed, self)

    def _snapshot_failed(self, error: DeskError) -> None:
        self.window.notices.tell_error(error)

    def _closing(self) -> None:
        QTimer.singleShot(0, self.program.app, self.program.app.quit)

    def close(self) -> None:
        """Settles what is typed, then closes window and services."""
        self.program.app.removeEventFilter(self)
        for timer in self._timers:
            timer.stop()
        if self.window.page is not None:
            self.window.page.leaving()
        self.program.app.processEvents()
        if self._ahead is not None:
            self._ahead.stop()
        self.services.close()
        self.window.hide()
        self.window.deleteLater()
