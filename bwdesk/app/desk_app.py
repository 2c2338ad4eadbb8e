"""The desk as a program: the door first, the window after it. It owns every long-lived object and closes them in order."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from bwdesk.app.gate import AppGate
from bwdesk.app.memory import SettingsDesk
from bwdesk.app.sweeper import Sweeper
from bwdesk.errors import DeskError, NotAllowed
from bwdesk.keys import Keyring, finish_wipes
from bwdesk.runtime.gate import Door, Opened, desks
from bwdesk.runtime.lanes import ThreadLane
from bwdesk.settings import Settings
from bwdesk.texts import Texts
from bwdesk.ui.doorway import Doorway
from bwdesk.ui.look import Look, LookSource, make_look
from bwdesk.ui.sentence import sentence_of
from bwdesk.ui.theme import Theme
from bwdesk.ui.tokens import DARK, LIGHT
from bwdesk.ui.unlock import Unlock

if TYPE_CHECKING:
    from bwdesk.app.open_desk import OpenDesk
    from bwdesk.runtime.desk import Lanes
    from bwdesk.sync.orders import Order
    from bwdesk.ui.first_run import FirstRun
    from bwdesk.ui.setup import Setup

IDLE_CHECK_MS = 20_000


class DeskApp(QObject):
    """One run of the program."""

    def __init__(self, app: QApplication, root: Path, find_keyring: Callable[[], Keyring | None]) -> None:
        super().__init__()
        self.app, self.root = app, root
        self.settings = SettingsDesk(root / "settings.json")
        self.look = LookSource(self._wanted_look(self.settings.settings))
        self.theme = Theme(app, self.look, sheet_later=True)
        self.texts = Texts(self.settings.settings.language)
        self._lane = ThreadLane("door")
        self.door = Door(root, self._lane, find_keyring)
        self.door.opened.connect(self._opened)
        self.gate = AppGate(self.door, self._set_up, self.settings.recall_language)
        self.doorway: Doorway | None = None
        self.open_desk: OpenDesk | None = None
        self._sweeper: Sweeper | None = None
        self._setup: Setup | None = None
        self._new: Opened | None = None
        app.setLayoutDirection(self.look.look.direction)
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._relook())
        self.settings.changed.connect(lambda _settings: self._relook())

    @property
    def keyring(self) -> Keyring | None:
        """This computer's keyring; None where it keeps no keys."""
        return self.door.keyring

    # the look

    def _wanted_look(self, settings: Settings) -> Look:
        system_dark = self.app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        is_dark = settings.theme == "dark" or (settings.theme == "system" and system_dark)
        return make_look(
            tokens=DARK if is_dark else LIGHT, touch=settings.density == "touch", text_size=settings.text_size, language=settings.language
        )

    def _relook(self) -> None:
        look = self._wanted_look(self.settings.settings)
        self.app.setLayoutDirection(look.direction)
        self.look.swap(look)

    # the door

    def start(self) -> None:
        """Shows the unlock screen, or the first run where nobody has a desk yet. A wipe that was ended in the middle is finished first."""
        finish_wipes(self.root, lambda: self.door.keyring)
        if desks(self.root):
            self._show_unlock()
        else:
            self._show_first_run()

    def _warm_up(self) -> None:
        """The field is there: what an opened desk needs is made ready while the person types."""
        gc.freeze()
        self._sweeper = self._sweeper or Sweeper()
        self.theme.apply(self.look.look)
        self.door.warm_up(_import_the_rest)

    def _show_unlock(self) -> None:
        unlock = Unlock(self.look, self.texts, self.gate, lambda: datetime.now(UTC))
        self._show_doorway(unlock)
        unlock.language_chosen.connect(lambda code: self._speak(code, self._show_unlock))
        unlock.text_size_chosen.connect(lambda size: self.settings.change(text_size=size))

    def _show_first_run(self) -> FirstRun:
        from bwdesk.ui.first_run import FirstRun  # once in the life of a desk

        first = FirstRun(self.look, self.texts, self.gate)
        self._show_doorway(first)
        first.language_chosen.connect(lambda code: self._speak(code, self._show_first_run))
        first.text_size_chosen.connect(lambda size: self.settings.change(text_size=size))
        first.touch_chosen.connect(lambda touch: self.settings.change(density="touch" if touch else "desk"))
        first.finished.connect(self._first_run_done)
        first.restored.connect(self._show_unlock)
        return first

    def _speak(self, language: str, show: Callable[[], object]) -> None:
        self.settings.change(language=language)
        self.texts = Texts(language)
        show()

    def _show_doorway(self, doorway: Doorway) -> None:
        before, self.doorway = self.doorway, doorway
        doorway.setWindowTitle(self.texts("frame.wordmark"))
        if before is not None:
            doorway.setGeometry(before.geometry())
            before.close()
            before.deleteLater()
        else:
            doorway.resize(1280, 800)
            doorway.painted.connect(self._warm_up)
        doorway.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, True)
        doorway.show()
        self.app.setQuitOnLastWindowClosed(True)

    def _set_up(self, setup: Setup, opened: Opened) -> None:
        self._setup, self._new = setup, opened
        self.settings.change(language=setup.language, text_size=setup.text_size, density="touch" if setup.touch else "desk")

    def _first_run_done(self) -> None:
        if self._new is not None:
            self.door.enter(self._new)

    # the desk

    def _opened(self, opened: Opened) -> None:
        if self.open_desk is not None and self.open_desk.person == opened.owner.id:
            self.open_desk.unlock()
            self._close_doorway()
            self._ask_new_passphrase(opened)
            return
        from bwdesk.app.open_desk import OpenDesk  # SQL and pages load after the door has opened

        try:
            self.open_desk = OpenDesk(self, opened, with_demo=self._setup is not None and self._setup.with_demo)
        except DeskError as error:
            self.gate.behind = opened
            self._tell_at_the_door(error)
            return
        self.open_desk.locked.connect(self._lock)
        self.open_desk.show(self.doorway)
        self._close_doorway()
        self._ask_new_passphrase(opened)

    def _ask_new_passphrase(self, opened: Opened) -> None:
        if opened.by_recovery and self.open_desk is not None:
            self.open_desk.window.go("settings", {"find": "passphrase"})

    def _tell_at_the_door(self, error: DeskError) -> None:
        if isinstance(self.doorway, Unlock):
            self.doorway.tell(error)

    def _close_doorway(self) -> None:
        if self.doorway is not None:
            self.doorway.hide()
            self.doorway.deleteLater()
            self.doorway = None

    def _lock(self) -> None:
        if self.open_desk is not None:
            self._show_unlock()
            self.open_desk.hide()

    def wipe(self, order: Order) -> None:
        """The office has ordered this desk to be wiped: its keys go at once, the files once they are closed; the person is told."""
        desk = self.open_desk
        if desk is None:
            return
        from bwdesk.runtime.wiping import destroy_files, destroy_keys  # once, and hardly ever

        folder, client = desk.services.opened.folder, desk.services.syncer.take_client()
        destroy_keys(folder, self.door.keyring, order)
        self.open_desk = None
        desk.close()
        told = NotAllowed("device.wiped")
        self.door.errand(lambda: destroy_files(folder, self.door.keyring, client), lambda _none: self._wiped(told), self._wiped)

    def _wiped(self, told: DeskError) -> None:
        if desks(self.root):
            self._show_unlock()
            self._tell_at_the_door(told)
        else:
            self._show_first_run().message.show_words(" ".join(sentence_of(told, self.texts)), "bad")

    def make_lanes(self) -> Lanes:
        """A thread for each lane of the desk."""
        from bwdesk.runtime.desk import Lanes  # with SQL: loads after the door stands

        return Lanes(*(ThreadLane(name) for name in ("store", "read", "net", "paper", "intake", "photo")))

    def close(self) -> None:
        """Closes in order: the window, the desk's services, the door."""
        if self.open_desk is not None:
            self.open_desk.close()
            self.open_desk = None
        self._close_doorway()
        self.settings.write()
        if self._sweeper is not None:
            self._sweeper.stop()
        self._lane.close(finish=False)


def _import_the_rest() -> None:
    import bwdesk.app.open_desk
    import bwdesk.ui.pages.today.page  # noqa: F401 - the import is the work
    from bwdesk.calendars import load_calendars
    from bwdesk.store.tables import all_thing_tables

    all_thing_tables()
    load_calendars()
