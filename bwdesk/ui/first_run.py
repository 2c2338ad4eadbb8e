"""The first run: language, the office's setup file or the demo profile, who, passphrase and PIN, touch or desk, ready. No network.

Each step is a panel on the sewn-in label; what was chosen is kept while going back. Nothing is written before the last step; after it the
recovery code is shown, once, to be printed or written down. A backup can be brought back instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from bwdesk.errors import DeskError
from bwdesk.texts import Texts
from bwdesk.ui.backups import BackupList
from bwdesk.ui.doorway import Doorway
from bwdesk.ui.gate import Gate
from bwdesk.ui.languages import language_choices
from bwdesk.ui.look import TEXT_SIZES, LookSource, Role
from bwdesk.ui.new_secret import NewSecret
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.check import Check
from bwdesk.ui.parts.label import SewnLabel
from bwdesk.ui.parts.toggles import Option, Toggles
from bwdesk.ui.recovery_code import RecoveryCode
from bwdesk.ui.setup import Created, Profile, Setup

STEPS: Final = ("language", "setup", "who", "secret", "hands", "ready")
ROLES: Final = ("advisor", "team_leader", "assessor", "office")


@dataclass
class _Choices:
    """What has been chosen so far. The passphrase leaves this object only inside Setup."""

    language: str
    setup_file: Path | None = None
    profile: Profile | None = None
    has_source: bool = False
    name: str = ""
    role: str = "advisor"
    passphrase: str = ""
    pin: str = ""
    wants_sheet: bool = True
    touch: bool = False
    text_size: float = 1.0
    with_demo: bool = True


class FirstRun(Doorway):
    """`finished` when the desk is set up and its recovery code kept, `restored` when a backup was brought back instead."""

    finished = Signal()
    touch_chosen = Signal(bool)
    restored = Signal()

    def __init__(self, source: LookSource, texts: Texts, gate: Gate, parent: QWidget | None = None) -> None:
        super().__init__(source, texts, parent)
        self._gate = gate
        self._choices = _Choices(texts.language, touch=source.look.touch, text_size=source.look.type.factor)
        self._step = 0
        self._panel: SewnLabel | None = None
        self.recovery: RecoveryCode | None = None
        self.ways.addStretch(1)
        self.restore_way = ActButton(source, texts("unlock.restore"), kind="quiet", icon="clock-counter-clockwise", small=True, parent=self)
        self.restore_way.clicked.connect(lambda _checked=False: self._show_restore())
        self.ways.addWidget(self.restore_way)
        self.ways.addStretch(1)
        self.show_step(0)

    @property
    def step(self) -> str:
        return STEPS[self._step]

    def start_from(self, step: str) -> None:
        """Goes to a step by name; after the language was changed the screen is made anew and goes on here."""
        self.show_step(STEPS.index(step))

    def show_step(self, number: int) -> None:
        """Builds the panel of a step."""
        self._step = number
        label = self._new_panel(self.step, self.texts("first.step", number=number + 1, all=len(STEPS)))
        getattr(self, f"_build_{self.step}")(label)
        label.body.addSpacing(12)
        self.message = Words(self.source, "", Role.BODY, "bad", wrap=True, parent=label)
        label.body.addWidget(self.message)
        label.body.addSpacing(12)
        self._build_foot(label)
        self._put_panel(label)

    def _new_panel(self, name: str, above: str = "") -> SewnLabel:
        """An empty panel with the head of what it is for, in place of the one that is shown."""
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
        label = self._panel = SewnLabel(self.source, self, width=560)
        if above:
            label.body.addWidget(Words(self.source, above, Role.SMALL, "text3", parent=label))
        label.body.addWidget(Words(self.source, self.texts(f"first.{name}.title"), Role.TITLE, firm=True, parent=label))
        label.body.addSpacing(4)
        label.body.addWidget(Words(self.source, self.texts(f"first.{name}.help"), Role.BODY, "text2", wrap=True, parent=label))
        label.body.addSpacing(20)
        return label

    def _put_panel(self, label: SewnLabel) -> None:
        self.put(label)
        label.show()
        self._focus_first()

    def _focus_first(self) -> None:
        if self._panel is None:
            return
        field = self._panel.findChild(QLineEdit) or self.next_button
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_foot(self, label: SewnLabel) -> None:
        row = QHBoxLayout()
        back = ActButton(self.source, self.texts("first.back"), kind="quiet", icon="caret-left", parent=label)
        back.setVisible(self._step > 0)
        back.clicked.connect(lambda _checked=False: self.show_step(self._step - 1))
        words = "first.start" if self.step == "ready" else "first.next"
        self.next_button = ActButton(self.source, self.texts(words), kind="primary", key="Enter", parent=label)
        self.next_button.clicked.connect(lambda _checked=False: self.go_on())
        row.addWidget(back)
        row.addStretch(1)
        row.addWidget(self.next_button)
        label.body.addLayout(row)

    def go_on(self) -> None:
        """To the next step if this one is complete; says what is missing otherwise."""
        checks = {"setup": self._check_setup, "who": self._check_who, "secret": self._check_secret}
        missing = checks[self.step]() if self.step in checks else ""
        if missing:
            self.message.show_words(missing)
            return
        if self.step == "ready":
            self._create()
        else:
            self.show_step(self._step + 1)

    def _pick(self, label: SewnLabel, options: Sequence[Option], chosen: Callable[[str], None], *, wide: bool = False) -> None:
        label.body.addWidget(Toggles(self.source, options, chosen, label, upright=wide))

    # 1 language

    def _build_language(self, label: SewnLabel) -> None:
        options = [(code, name, code == self._choices.language) for code, name in language_choices(self.texts)]

        def chosen(code: str) -> None:
            self._choices.language = code
            self.language_chosen.emit(code)

        self._pick(label, options, chosen, wide=len(options) > 4)

    # 2 setup file or demo

    def _build_setup(self, label: SewnLabel) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        file = ActButton(self.source, self.texts("first.setup.file"), icon="folder-open", parent=label)
        demo = ActButton(self.source, self.texts("first.setup.demo"), icon="factory", parent=label)
        file.clicked.connect(lambda _checked=False: self._ask_file())
        demo.clicked.connect(lambda _checked=False: self._take_demo())
        row.addWidget(file)
        row.addWidget(demo)
        row.addStretch(1)
        label.body.addLayout(row)
        label.body.addSpacing(12)
        self._setup_words = Words(self.source, "", Role.BODY, "text2", wrap=True, parent=label)
        label.body.addWidget(self._setup_words)
        self._say_setup()

    def _ask_file(self) -> None:
        kinds = self.texts("first.setup.kinds")
        path, _ = QFileDialog.getOpenFileName(self, self.texts("first.setup.file"), "", kinds)
        if path:
            self.take_file(Path(path))

    def take_file(self, path: Path) -> None:
        """Reads the office's setup file; what it says is shown before going on."""

        def read(profile: Profile) -> None:
            if profile.error is not None:
                self.message.show_words(" ".join(sentence_of(profile.error, self.texts)))
                return
            self._choices.setup_file, self._choices.profile, self._choices.has_source = path, profile, True
            self.message.show_words("")
            self._say_setup()

        self._gate.read_setup(path, read)

    def _take_demo(self) -> None:
        self._choices.setup_file, self._choices.profile, self._choices.has_source = None, None, True
        self.go_on()

    def _say_setup(self) -> None:
        profile = self._choices.profile
        if profile is not None:
            self._setup_words.show_words(self.texts("first.setup.found", programme=profile.programme, office=profile.office))
        elif self._choices.has_source:
            self._setup_words.show_words(self.texts("first.setup.with_demo"))

    def _check_setup(self) -> str:
        return "" if self._choices.has_source else self.texts("first.setup.missing")

    # 3 who

    def _build_who(self, label: SewnLabel) -> None:
        self.name = QLineEdit(label)
        self.name.setPlaceholderText(self.texts("first.who.name"))
        self.name.setAccessibleName(self.texts("first.who.name"))
        self.name.setText(self._choices.name)
        self.name.textChanged.connect(lambda text: setattr(self._choices, "name", text.strip()))
        people = self._choices.profile.people if self._choices.profile else ()
        if people:
            self._pick(label, [(p, p, p == self._choices.name) for p in people[:8]], self.name.setText, wide=True)
            label.body.addSpacing(8)
        label.body.addWidget(self.name)
        label.body.addSpacing(16)
        roles = [(role, self.texts(f"first.role.{role}"), role == self._choices.role) for role in ROLES]
        self._pick(label, roles, lambda role: setattr(self._choices, "role", role))

    def _check_who(self) -> str:
        return "" if self._choices.name else self.texts("first.who.missing")

    # 4 passphrase and PIN

    def _build_secret(self, label: SewnLabel) -> None:
        c = self._choices
        self.secret = NewSecret(self.source, self.texts, c.passphrase, c.pin, has_keyring=self._gate.has_keyring(), parent=label)
        self.secret.passphrase.textChanged.connect(lambda text: setattr(c, "passphrase", text))
        self.secret.pin.textChanged.connect(lambda text: setattr(c, "pin", text))
        label.body.addWidget(self.secret)
        label.body.addSpacing(16)
        sheet = Check(self.source, self.texts("first.secret.sheet"), label)
        sheet.setChecked(c.wants_sheet)
        sheet.toggled.connect(lambda on: setattr(c, "wants_sheet", on))
        label.body.addWidget(sheet)

    def _check_secret(self) -> str:
        return self.secret.missing()

    # 5 hands and eyes

    def _build_hands(self, label: SewnLabel) -> None:
        texts = self.texts

        def chosen(kind: str) -> None:
            self._choices.touch = kind == "touch"
            self.touch_chosen.emit(self._choices.touch)

        kinds = [
            ("desk", texts("settings.density.desk"), not self._choices.touch),
            ("touch", texts("settings.density.touch"), self._choices.touch),
        ]
        self._pick(label, kinds, chosen)
        label.body.addSpacing(16)
        label.body.addWidget(Words(self.source, texts("settings.text_size"), Role.BODY, "text2", parent=label))
        label.body.addSpacing(6)

        def sized(size: str) -> None:
            self._choices.text_size = float(size)
            self.text_size_chosen.emit(self._choices.text_size)

        self._pick(label, [(str(s), f"{round(s * 100)} %", s == self._choices.text_size) for s in TEXT_SIZES], sized)

    # 6 ready

    def _build_ready(self, label: SewnLabel) -> None:
        demo = Check(self.source, self.texts("first.ready.demo"), label)
        demo.setChecked(self._choices.with_demo)
        demo.toggled.connect(lambda on: setattr(self._choices, "with_demo", on))
        label.body.addWidget(demo)

    def _create(self) -> None:
        c = self._choices
        self.next_button.setEnabled(False)
        self.message.show_words(self.texts("first.ready.making"), "text3")
        setup = Setup(
            language=c.language, setup_file=c.setup_file, name=c.name, role=c.role, passphrase=c.passphrase,
            pin=c.pin if self._gate.has_keyring() else "", touch=c.touch, text_size=c.text_size,
            wants_recovery_sheet=c.wants_sheet, with_demo=c.with_demo,
        )  # fmt: skip
        self._gate.create(setup, self._created)

    def _created(self, created: Created) -> None:
        if created.error is not None:
            self.next_button.setEnabled(True)
            self.message.show_words(" ".join(sentence_of(created.error, self.texts)), "bad")
            return
        self._choices.passphrase = self._choices.pin = ""
        if self._choices.wants_sheet:
            self.show_code(created.recovery_code)
        else:
            self.finished.emit()

    # the recovery code, once

    def show_code(self, code: str) -> None:
        """The code, told nowhere else; what leads on says that it is kept."""
        self.restore_way.hide()
        label = self._new_panel("keep")
        self.recovery = RecoveryCode(self.source, self.texts, self._print, label)
        self.recovery.show_code(code)
        label.body.addWidget(self.recovery)
        label.body.addSpacing(12)
        self.next_button = ActButton(self.source, self.texts("first.keep.done"), kind="primary", parent=label)
        self.next_button.clicked.connect(lambda _checked=False: self._kept())
        label.body.addWidget(self.next_button, alignment=Qt.AlignmentFlag.AlignRight)
        self._put_panel(label)
        self.recovery.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self, code: str, path: Path, then: Callable[[DeskError | None], None]) -> None:
        self._gate.print_recovery(self._choices.name, code, path, then)

    def _kept(self) -> None:
        if self.recovery is not None:
            self.recovery.forget()
        self.finished.emit()

    # a backup instead

    def _show_restore(self) -> None:
        label = self._new_panel("restore")
        self.backups = BackupList(self.source, self.texts, self._gate, label)
        self.backups.restored.connect(self.restored)
        label.body.addWidget(self.backups)
        label.body.addSpacing(12)
        back = ActButton(self.source, self.texts("first.back"), kind="quiet", icon="caret-left", parent=label)
        back.clicked.connect(lambda _checked=False: self.show_step(self._step))
        label.body.addWidget(back, alignment=Qt.AlignmentFlag.AlignLeft)
        self._put_panel(label)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.recovery is not None:  # no key leads past the code by accident
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        elif event.key() == Qt.Key.Key_Escape and self._step > 0:
            self.show_step(self._step - 1)
        else:
            super().keyPressEvent(event)
