"""Why a question does not apply or could not be verified: one key more, out of the profile's list, or words of one's own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.assessment import Verdict
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.digits import digit_of
from bwdesk.ui.parts.flow import Flow


class ReasonRow(QWidget):
    """`chosen(reason)` when one was named, `worded(reason)` while one's own words stand in the field.

    While it asks, digits name reasons; the page hands it keys with `take_key`.
    """

    chosen = Signal(str)
    worded = Signal(str)
    put_away = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self._names: tuple[str, ...] = ()
        self._buttons: list[ActButton] = []
        self.is_asking = False
        self.words = Words(source, "", Role.BODY, "text2", parent=self)
        self.field = LineField(self)
        self.field.setPlaceholderText(texts("assess.reason.own"))
        self.field.setAccessibleName(texts("assess.reason.own"))
        self.field.draft_changed.connect(lambda _text, _caret: self.field.settle())  # few words: recorded while they are typed
        self.field.settled.connect(lambda text: self.worded.emit(text.strip()))
        self.field.entered.connect(self._entered)
        self.field.escaped.connect(self._escaped)
        self._flow = Flow(gap=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addLayout(self._flow)
        column.addWidget(self.field)
        self.hide()

    def show_reasons(self, verdict: Verdict, names: Sequence[str], chosen: str, *, ask: bool, locked: bool = False) -> None:
        """Shows the reasons for a verdict. `ask` waits for a digit; hidden where a verdict needs none."""
        if tuple(names) != self._names:
            self._fill(names)
        self.setVisible(bool(names))
        self.is_asking = ask and bool(names)
        self.words.show_words(self._texts(f"assess.reason.{verdict}" if names else "assess.reason.own"), "accent" if ask else "text2")
        for name, button in zip(self._names, self._buttons, strict=True):
            button.setChecked(name == chosen)
            button.setEnabled(not locked)
        self.field.show_text("" if chosen in self._names else chosen)
        self.field.setReadOnly(locked)

    def _fill(self, names: Sequence[str]) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._names, self._buttons = tuple(names), []
        for number, name in enumerate(names, 1):
            button = ActButton(self._source, reason_words(name, self._texts), kind="toggle", key=str(number), key_first=True, parent=self)
            button.clicked.connect(lambda _checked=False, name=name: self._choose(name))
            self._flow.addWidget(button)
            button.show()
            self._buttons.append(button)

    def take_key(self, event: QKeyEvent) -> bool:
        """Names a reason by its digit, 0 goes to the field; True when the key was used."""
        if not self.is_asking:
            return False
        digit = digit_of(event)
        if digit == 0 or digit == len(self._names) + 1:
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        if digit is not None and digit <= len(self._names):
            self._choose(self._names[digit - 1])
            return True
        if event.key() == Qt.Key.Key_Escape:
            self._escaped()
            return True
        return digit is not None

    def settle(self) -> None:
        """Tells what was typed."""
        self.field.settle()

    def _choose(self, name: str) -> None:
        self.is_asking = False
        self.field.show_text("")
        self.chosen.emit(name)

    def _entered(self) -> None:
        if self.field.text().strip():
            self.is_asking = False
            self.chosen.emit(self.field.text().strip())
        else:
            self._escaped()

    def _escaped(self) -> None:
        self.is_asking = False
        self.put_away.emit()


def reason_words(name: str, texts: Texts) -> str:
    """A reason of the profile in words; one typed by a person as it stands."""
    return texts(f"reason.{name}") if texts.has(f"reason.{name}") else name
