"""The interview vault: opened by the PIN again, shut when one leaves, when nobody types for a while, and when the screen is turned.

What was heard exists on the screen only while the vault is open: shutting takes the widgets away with all their words.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.factory import Factory
from bwdesk.domain.interview import Interview, InterviewNote
from bwdesk.domain.thing import Thing
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.page import Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.settle.panel import BOTH, MINE, THEIRS
from bwdesk.ui.pages.vault.room import VaultRoom
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import TitleRow, Words, hairline
from bwdesk.ui.pin_prompt import AskPin
from bwdesk.usecases.vault import VaultPage, vault_page

IDLE_MINUTES: Final = 3
"""Without a key or a click for so long the vault shuts."""

SETTLING: Final[tuple[tuple[str, Callable[[VaultRoom], object], str, str], ...]] = (
    ("mine", lambda room: room.differing.panel.keep(MINE), "1", ""),
    ("theirs", lambda room: room.differing.panel.keep(THEIRS), "2", ""),
    ("both", lambda room: room.differing.panel.keep(BOTH), "3", ""),
    ("edit", lambda room: room.differing.panel.edit(), "E", "note-pencil"),
    ("leave", lambda room: room.differing.leave(), "L", "skip-forward"),
    ("keep", lambda room: room.differing.panel.keep_suggested(), "Ctrl+Return", ""),
)
"""What can be done while a difference stands in place of the groups: verb, act, key, icon."""

INPUT: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin})


class VaultDesk(DeskPage):
    """`opened(assessment=…)` asks for the PIN; without an assessment it says where to come from."""

    key = "vault"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = (Interview, InterviewNote, Assessment, Answer, Factory)
    instead = ("assess", {"list": "1"})

    def __init__(self, bench: Bench, ask_pin: AskPin) -> None:
        super().__init__(bench)
        self._ask_pin = ask_pin
        self._assessment_id = ""
        self._is_turned = self._is_asking = False
        self.room: VaultRoom | None = None
        look, t = self.look, self.texts
        self.head = TitleRow(look, t("frame.place.vault"), t("vault.who_reads"), self)
        self._build_door()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for widget in (self.head, hairline(self)):
            self._column.addWidget(widget)
        self._column.addWidget(self.door, 1)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MINUTES * 60_000)
        self._idle.timeout.connect(self.shut)
        self._of_groups = [
            self.command(t("vault.act.new"), self.open_new, "Ctrl+N", icon="plus", hint=t("vault.hint.new"), bar=True),
            self.command(t("vault.act.cite"), self._cite, "Ctrl+Return", icon="quotes", hint=t("vault.hint.cite"), bar=True),
            self.command(t("vault.act.change"), self._change, "F2", icon="note-pencil", hint=t("vault.hint.change"), bar=True),
        ]
        self.command(t("vault.act.remove"), self._remove, "Ctrl+Delete")
        self.command(t("vault.act.settle"), self._differ, "F7", icon="arrows-left-right", hint=t("vault.hint.settle"))
        self._of_settling = [
            self.command(t(f"settle.act.{verb}"), partial(self._settle, act), key, icon=icon, hint=t(f"settle.hint.{verb}"), bar=True)
            for verb, act, key, icon in SETTLING
        ]
        self._show_acts()
        self.command(t("vault.act.shut"), self.shut, "Ctrl+W", icon="lock-simple", hint=t("vault.hint.shut"), bar=True, at_end=True)
        self.command(t("vault.act.back"), self._back, "Ctrl+Shift+I")

    def _build_door(self) -> None:
        look, t = self.look, self.texts
        self.door = QFrame(self)
        self.why = Words(look, "", Role.BODY, "text2", wrap=True, parent=self.door)
        self.open_it = ActButton(look, t("vault.open"), kind="primary", icon="lock-simple", key="Return")
        self.open_it.clicked.connect(lambda _checked=False: self.unlock())
        column = QVBoxLayout(self.door)
        inset = look.look.density.inset
        column.setContentsMargins(inset, 24, inset, 24)
        column.setSpacing(12)
        column.addWidget(self.why)
        column.addWidget(self.open_it, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    # being shown

    def opened(self, **where: str) -> None:
        """Asks for the PIN each time: what was open was shut when one left."""
        wanted = where.get("assessment", "") or self._assessment_id
        if wanted != self._assessment_id:
            self.shut()
        self._assessment_id = wanted
        self.context_changed.emit(Context())
        self._show_door()
        self.unlock()
        self._is_asking = bool(self._assessment_id)

    def title(self) -> str:
        return self.texts("frame.place.vault")

    def focus_first(self) -> None:
        if self.room is not None:
            self.room.focus_first()
        elif self._is_asking:
            self._is_asking = False  # the caret is in the prompt
        else:
            self.open_it.setFocus(Qt.FocusReason.OtherFocusReason)

    def leaving(self) -> None:
        self.shut()

    def turned(self, on: bool) -> None:
        """Nothing of this is for the factory's eyes, nor can it be opened before them."""
        self._is_turned = on
        if on:
            self.shut()
        self._show_door()

    # opening and shutting

    def unlock(self) -> None:
        """Asks for the PIN, then opens."""
        if self._assessment_id and not self._is_turned and self.room is None:
            self.open_it.setFocus(Qt.FocusReason.OtherFocusReason)  # where Escape leads back to
            self._ask_pin(self.texts("vault.pin"), self._let_in)

    def _let_in(self) -> None:
        if self._is_turned or not self.isVisible() or self.room is not None:
            return
        self.room = VaultRoom(self.bench, self)
        self.room.undo_asked.connect(self.undo_asked)
        self.room.asked_again.connect(self.reload)
        self.room.differing.changed.connect(self._show_acts)
        self.room.hide()
        self._column.addWidget(self.room, 1)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._idle.start()
        self.reload()

    def shut(self) -> None:
        """Records what was being typed and takes everything off the screen."""
        self._idle.stop()
        room, self.room = self.room, None
        self._turns.clear()  # an answer under way comes too late
        if room is None:
            return
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        room.settle()
        self._show_acts()
        self._column.removeWidget(room)
        room.setParent(None)
        room.deleteLater()
        self.head.show_title(self.texts("frame.place.vault"), self.texts("vault.who_reads"))
        self.door.show()
        self._show_door()
        if self.isVisible():
            self.focus_first()

    def _show_door(self) -> None:
        key = "vault.turned" if self._is_turned else "vault.shut" if self._assessment_id else "vault.from_assessment"
        self.why.show_words(self.texts(key, minutes=IDLE_MINUTES) if key == "vault.shut" else self.texts(key))
        self.open_it.setVisible(key == "vault.shut")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT and self.room is not None:
            self._idle.start()
        return False

    # what it shows

    def reload(self) -> None:
        if self.room is not None:
            self.ask(self._show, vault_page, self._assessment_id, self.bench.me.id)

    def _show(self, page: VaultPage) -> None:
        if self.room is None:
            return
        is_first = self.room.isHidden()
        self.head.show_title(self.texts("frame.place.vault"), page.factory.name if page.factory is not None else "")
        self.room.show_page(page)
        self.door.hide()
        self.room.show()
        if is_first:
            self.room.focus_first()

    def _unanswered(self, error: DeskError) -> None:
        self.shut()
        super()._unanswered(error)

    def _show_acts(self) -> None:
        """Offers what can be done with the groups, or with what was written differently of them."""
        is_settling = self.room is not None and self.room.differing.is_open
        for commands, is_offered in ((self._of_groups, not is_settling), (self._of_settling, is_settling)):
            for command in commands:
                command.setVisible(is_offered)
        self.commands_changed.emit()

    # acts

    def _differ(self) -> None:
        if self.room is not None and not self.room.differing.isHidden():
            self.room.differing.toggle.toggle()

    def _settle(self, act: Callable[[VaultRoom], object]) -> None:
        if self.room is not None:
            act(self.room)

    def open_new(self) -> None:
        """Asks for a group."""
        if self.room is not None:
            self.room.open_form(None)

    def _change(self) -> None:
        if self.room is not None and self.room.group.group is not None:
            self.room.open_form(self.room.group.group)

    def _cite(self) -> None:
        if self.room is not None:
            self.room.group.cite()

    def _remove(self) -> None:
        if self.room is not None:
            self.room.group.remove()

    def _back(self) -> None:
        if self._assessment_id:
            self.go.emit("assess", {"assessment": self._assessment_id})
