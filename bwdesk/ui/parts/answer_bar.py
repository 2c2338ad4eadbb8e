"""The answers to one question: equal buttons with key, mark and word, chosen by digit or press; the other person's choice as a disc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.digits import digit_of
from bwdesk.ui.parts.disc import Disc
from bwdesk.ui.parts.mark import Kind

_RISE: Final = 9  # the disc stands half above the button
_GAP: Final = 8
_GIVE: Final = 16  # of a button's margins may go before the answers take a second row


@dataclass(frozen=True)
class Answer:
    """One possible answer. `digit` is the key that gives it; 0 is its place in the bar."""

    key: str
    word: str
    kind: Kind
    digit: int = 0


class AnswerBar(QWidget):
    """`chosen(answer key)` when a person answers. It shows what it is told: the page calls `show_chosen` with what was recorded."""

    chosen = Signal(str)

    def __init__(self, source: LookSource, answers: Sequence[Answer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._answers = source, tuple(answers)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, _RISE, 0, 0)
        self._columns = len(self._answers)
        self._buttons: list[ActButton] = []
        self._by_digit: dict[int, int] = {}
        for number, answer in enumerate(self._answers, 1):
            digit = answer.digit or number
            self._by_digit[digit] = number - 1
            button = ActButton(source, answer.word, kind="toggle", key=str(digit), mark=answer.kind, key_first=True, parent=self)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            button.clicked.connect(lambda _checked=False, key=answer.key: self._press(key))
            self._buttons.append(button)
        self._disc = Disc(source, self)
        self._disc.hide()
        self._chosen: str | None = None
        self._other: str | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        source.changed.connect(self._relook)
        self._relook()

    def show_chosen(self, key: str | None) -> None:
        """Marks the recorded answer, or none."""
        self._chosen = key
        for answer, button in zip(self._answers, self._buttons, strict=True):
            button.setChecked(answer.key == key)

    def show_other(self, key: str | None, initial: str = "") -> None:
        """Puts the other person's disc on their answer; None takes it away."""
        self._other = key
        self._disc.show_initial(initial)
        self._place_disc()

    def set_locked(self, locked: bool, reason: str = "") -> None:
        """Locked answers can be read but not changed; the reason is told on hover."""
        for button in self._buttons:
            button.setEnabled(not locked)
            button.setToolTip(reason if locked else "")

    def take_key(self, event: QKeyEvent) -> bool:
        """Answers by digit; True when the key was one. Pages call it while no text field has the focus."""
        place = self._by_digit.get(digit_of(event) or 0)
        if place is None or not self._buttons[place].isEnabled():
            return False
        self._press(self._answers[place].key)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def _press(self, key: str) -> None:
        self.show_chosen(key)
        self.chosen.emit(key)

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.height())

    def _relook(self) -> None:
        self._grid.setSpacing(_GAP)
        self._columns = 0
        self._arrange()

    def _arrange(self) -> None:
        """All in one row; where their words would be cut off, as many rows as they need."""
        widest = max((button.sizeHint().width() for button in self._buttons), default=1) - _GIVE
        count = len(self._buttons)
        fitting = max(1, (self.width() + _GAP) // (widest + _GAP))
        columns = count if fitting >= count else -(-count // -(-count // fitting))
        if columns == self._columns:
            return
        self._columns = columns
        for number, button in enumerate(self._buttons):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, number // columns, number % columns)
        for column in range(count):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        rows = -(-count // columns)
        self.setFixedHeight(rows * self._source.look.density.answer + (rows - 1) * _GAP + _RISE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._grid.activate()
        self._place_disc()

    def _place_disc(self) -> None:
        keys = [answer.key for answer in self._answers]
        self._disc.setVisible(self._other in keys)
        if self._other in keys:
            button = self._buttons[keys.index(self._other)]
            inset = 10
            x = button.x() + inset if self._source.look.rtl else button.x() + button.width() - self._disc.width() - inset
            self._disc.move(x, button.y() - _RISE)
            self._disc.raise_()
