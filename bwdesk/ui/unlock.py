"""The unlock screen: whose desk this is, the PIN, what is safe, what is next; passphrase, recovery sheet, backups when they are needed.

It must take keys almost as fast as an empty window, so nothing heavy is imported here, and it asks the Gate for everything.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from bwdesk.errors import DamagedFile, DeskError
from bwdesk.texts import Texts
from bwdesk.ui.doorway import Doorway
from bwdesk.ui.gate import Facts, Gate, Person, Tried
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.moments import clock, day_and_clock
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.label import SewnLabel
from bwdesk.ui.parts.lines import IconView, hairline
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.ui.parts.pin_field import PinField
from bwdesk.ui.parts.words import Words
from bwdesk.ui.sentence import sentence_of

Clock = Callable[[], datetime]
_PIN: Final = "pin"
_PASSPHRASE: Final = "passphrase"
_RECOVERY: Final = "recovery"
_RESTORE: Final = "restore"
_PEOPLE: Final = "people"


class _Fact(QWidget):
    """One line of the label: icon or mark, what, its value at the end."""

    def __init__(self, source: LookSource, lead: QWidget, what: str, value: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 9, 0, 9)
        row.setSpacing(12)
        held = QHBoxLayout()
        held.addWidget(lead, 0, Qt.AlignmentFlag.AlignCenter)
        held.addStrut(18)
        row.addLayout(held)
        if lead.sizeHint().width() < 18:
            held.setContentsMargins(3, 0, 3, 0)
        row.addWidget(Words(source, what, Role.BODY, "text2", firm=True, parent=self))
        row.addStretch(1)
        row.addWidget(Words(source, value, Role.NAME, at_end=True, parent=self))


class Unlock(Doorway):
    """`opened(person id)` when the desk is open. Digits open without Enter; every other way is one press away."""

    opened = Signal(str)

    def __init__(
        self, source: LookSource, texts: Texts, gate: Gate, now: Clock, parent: QWidget | None = None, *, person: str = ""
    ) -> None:
        super().__init__(source, texts, parent)
        self._gate, self._now = gate, now
        self._people = tuple(gate.people())
        self._person = next((p for p in self._people if p.id == person), self._people[0])
        self._mode = _PIN
        self._wait = 0
        self._panel: QWidget | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._second)
        self._make_ways()
        self.show_first()

    def show_first(self) -> None:
        """Shows the usual way in: the PIN, or the passphrase of somebody without one."""
        self.show_mode(self._first_mode())

    def _first_mode(self) -> str:
        return _PIN if self._person.has_pin else _PASSPHRASE

    # building

    def _make_ways(self) -> None:
        texts = self.texts
        ways = (
            (_PIN, "unlock.back", "caret-left"),
            (_PEOPLE, "unlock.other_person", "users"),
            (_PASSPHRASE, "unlock.forgotten_pin", "key"),
            (_RECOVERY, "unlock.forgotten_passphrase", "file-text"),
            (_RESTORE, "unlock.restore", "clock-counter-clockwise"),
        )
        self.ways.addStretch(1)
        self.way_buttons: dict[str, ActButton] = {}
        for mode, key, icon in ways:
            button = ActButton(self.source, texts(key), kind="quiet", icon=icon, small=True, parent=self)
            button.clicked.connect(lambda _checked=False, mode=mode: self.show_mode(mode) if mode != _PIN else self.show_first())
            self.way_buttons[mode] = button
            self.ways.addWidget(button)
        self.ways.addStretch(1)

    def show_mode(self, mode: str) -> None:
        """Shows the label for PIN, passphrase, recovery code, people or backups."""
        self._mode = mode
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
        label = SewnLabel(self.source, self)
        self._panel = label
        self._build_head(label)
        builders = {
            _PIN: self._build_pin,
            _PASSPHRASE: self._build_passphrase,
            _RECOVERY: self._build_recovery,
            _RESTORE: self._build_restore,
            _PEOPLE: self._build_people,
        }
        builders[mode](label)
        self.put(label)
        self.way_buttons[_PIN].setVisible(mode != self._first_mode())
        self.way_buttons[_PEOPLE].setVisible(len(self._people) > 1 and mode != _PEOPLE)
        self.way_buttons[_PASSPHRASE].setVisible(mode == _PIN)
        self.way_buttons[_RECOVERY].setVisible(mode == _PASSPHRASE)
        self.way_buttons[_RESTORE].setVisible(mode != _RESTORE)
        label.show()
        self.focus_field()

    @property
    def mode(self) -> str:
        return self._mode

    def focus_field(self) -> None:
        """Puts the caret into the field of the label."""
        if self._panel is None:
            return
        field = self._panel.findChild(QLineEdit) or self._panel.findChild(ActButton)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_head(self, label: SewnLabel) -> None:
        source, texts = self.source, self.texts
        hour = self._now().astimezone().hour
        greeting = "unlock.morning" if hour < 12 else "unlock.afternoon" if hour < 18 else "unlock.evening"
        label.body.addWidget(Words(source, texts(greeting), Role.NOTE, "text2", parent=label))
        label.body.addWidget(Words(source, self._person.name, Role.DISPLAY, firm=True, parent=label))
        about = [part for part in (self._person.role, self._person.laptop) if part]
        label.body.addWidget(Words(source, " · ".join(about) or texts("unlock.this_laptop"), Role.BODY, "text2", parent=label))
        label.body.addSpacing(28)

    def _build_pin(self, label: SewnLabel) -> None:
        facts = self._gate.facts(self._person.id)
        self.pin = PinField(self.source, self.texts("unlock.pin"), label)
        self.pin.complete.connect(self._try_pin)
        label.body.addWidget(self.pin)
        self._build_message(label, self.texts("unlock.pin_help"), self._due(facts))
        self._build_facts(label, facts)
        if self._wait:
            self._hold_back(self._wait)

    def _build_passphrase(self, label: SewnLabel) -> None:
        self._build_secret(label, "unlock.passphrase", self._try_passphrase)
        self._build_message(label, self.texts("unlock.passphrase_help"))
        self._build_facts(label, self._gate.facts(self._person.id))

    def _build_recovery(self, label: SewnLabel) -> None:
        self._build_secret(label, "unlock.recovery", self._try_recovery, hidden=False)
        self._build_message(label, self.texts("unlock.recovery_help"))

    def _build_secret(self, label: SewnLabel, key: str, done: Callable[[str], None], *, hidden: bool = True) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.secret = QLineEdit(label)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
        self.secret.setPlaceholderText(self.texts(key))
        self.secret.setAccessibleName(self.texts(key))
        button = ActButton(self.source, self.texts("unlock.open"), kind="primary", key="Enter", parent=label)
        row.addWidget(self.secret, 1)
        row.addWidget(button)
        label.body.addLayout(row)
        self.secret.returnPressed.connect(lambda: done(self.secret.text()))
        button.clicked.connect(lambda _checked=False: done(self.secret.text()))

    def _build_message(self, label: SewnLabel, words: str, fact: str = "") -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.message = Words(self.source, words, Role.SMALL, "text3", wrap=True, parent=label)
        row.addWidget(self.message, 1, Qt.AlignmentFlag.AlignTop)
        if fact:
            row.addWidget(Words(self.source, fact, Role.SMALL, "text3", firm=True, parent=label), 0, Qt.AlignmentFlag.AlignTop)
        label.body.addSpacing(10)
        label.body.addLayout(row)

    def _build_facts(self, label: SewnLabel, facts: Facts) -> None:
        source, texts = self.source, self.texts
        lines: list[_Fact] = []
        if facts.confirmed_at is not None:
            icon = IconView(source, "cloud-check", label, tone="good", side=18)
            when = day_and_clock(source.look, facts.confirmed_at)
            lines.append(_Fact(source, icon, texts("unlock.confirmed"), when, label))
        waiting = [texts.count("frame.strip.records", facts.records_waiting)] if facts.records_waiting else []
        waiting += [texts.count("frame.strip.photos", facts.photos_waiting)] if facts.photos_waiting else []
        if waiting:
            mark = MarkView(source, Kind.WAITING, "", label)
            lines.append(_Fact(source, mark, texts("unlock.waiting"), texts("frame.strip.and").join(waiting), label))
        if facts.next_up:
            lines.append(_Fact(source, IconView(source, "calendar-blank", label, side=18), texts("unlock.next"), facts.next_up, label))
        for number, line in enumerate(lines):
            label.body.addWidget(hairline(label)) if number else label.body.addSpacing(24)
            label.body.addWidget(line)

    def _build_people(self, label: SewnLabel) -> None:
        for person in self._people:
            button = ActButton(self.source, self.texts.commas((person.name, person.role)), icon="user", parent=label)
            button.clicked.connect(lambda _checked=False, person=person: self._choose(person))
            label.body.addWidget(button)
            label.body.addSpacing(8)

    def _build_restore(self, label: SewnLabel) -> None:
        from bwdesk.ui.backups import BackupList  # this and what follows: only for who has lost something
        from bwdesk.ui.rescue import Rescue

        self._build_message(label, self.texts("unlock.restore_help"))
        label.body.addSpacing(12)
        self.backups = BackupList(self.source, self.texts, self._gate, label)
        self.backups.restored.connect(self._restored)
        label.body.addWidget(self.backups)
        if self._gate.can_save_unsent():
            self.rescue = Rescue(self.source, self.texts, self._gate, label)
            label.body.addSpacing(12)
            label.body.addWidget(self.rescue)

    # trying

    def _choose(self, person: Person) -> None:
        self._person = person
        self._wait = 0
        self.show_first()

    def _try_pin(self, pin: str) -> None:
        self.pin.setReadOnly(True)
        self.message.show_words(self.texts("unlock.opening"), "text3")
        self._gate.try_pin(self._person.id, pin, self._tried)

    def _try_passphrase(self, passphrase: str) -> None:
        if passphrase and self.secret.isEnabled():
            self.secret.setEnabled(False)
            self.message.show_words(self.texts("unlock.opening"), "text3")
            self._gate.try_passphrase(self._person.id, passphrase, self._tried)

    def _try_recovery(self, code: str) -> None:
        if code and self.secret.isEnabled():
            self.secret.setEnabled(False)
            self.message.show_words(self.texts("unlock.opening"), "text3")
            self._gate.try_recovery(self._person.id, code, self._tried)

    def _tried(self, tried: Tried) -> None:
        if tried.is_open:
            self.opened.emit(self._person.id)
            return
        error = tried.error
        if isinstance(error, DamagedFile):
            self.show_mode(_RESTORE)
        elif tried.needs_passphrase and self._mode == _PIN:
            self.show_mode(_PASSPHRASE)
        self.message.show_words(self._why(tried, error), "bad")
        self._give_back()
        if tried.wait_seconds and self._mode == _PIN:
            self._hold_back(tried.wait_seconds)

    def tell(self, error: DeskError) -> None:
        """The door opened, but what is behind it cannot be used: says why, and offers backups for a damaged file."""
        self._tried(Tried(error=error))

    def _why(self, tried: Tried, error: DeskError | None) -> str:
        said = " ".join(part for part in sentence_of(error, self.texts) if part) if error is not None else ""
        if self._mode == _PIN and tried.tries_left is not None:
            said = self.texts("unlock.pin_wrong") + " " + self.texts.count("unlock.tries_left", tried.tries_left)
        return said or self.texts("unlock.wrong")

    def _give_back(self) -> None:
        if self._mode == _PIN:
            self.pin.setReadOnly(False)
            self.pin.clear()
        elif self._mode in (_PASSPHRASE, _RECOVERY):
            self.secret.setEnabled(True)
            self.secret.selectAll()
        self.focus_field()

    def _hold_back(self, seconds: int) -> None:
        self._wait = seconds
        self.pin.setReadOnly(True)
        self._clock.start()
        self._say_wait()

    def _second(self) -> None:
        self._wait = max(0, self._wait - 1)
        if self._mode != _PIN or not self._wait:
            self._clock.stop()
        if self._mode == _PIN:
            self.pin.setReadOnly(bool(self._wait))
            self._say_wait()

    def _say_wait(self) -> None:
        words = self.texts.count("unlock.wait", self._wait) if self._wait else self.texts("unlock.pin_help")
        self.message.show_words(words, "bad" if self._wait else "text3")

    def _restored(self) -> None:
        self.show_mode(_PASSPHRASE)
        self.message.show_words(self.texts("unlock.restored"), "good")

    def _due(self, facts: Facts) -> str:
        if facts.passphrase_due_at is None:
            return ""
        return self.texts("unlock.due", time=clock(self.source.look, facts.passphrase_due_at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.show_first()
            return
        super().keyPressEvent(event)
