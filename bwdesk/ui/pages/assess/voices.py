"""Management, workers, agreed: one column each, with four answers and the words why. The one in focus shows the keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.diagnosis import Voice
from bwdesk.texts import Texts
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.assess.finding import GrowingNote
from bwdesk.ui.pages.assess.sheet import KINDS
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words

SCALE = (Verdict.COMPLIANT, Verdict.NON_COMPLIANT, Verdict.NOT_APPLICABLE, Verdict.NOT_VERIFIED)


def in_two(first: Texts, second: Texts | None, key: str) -> str:
    """A word, with the same in a second language where that has it."""
    there = second(key) if second is not None else ""
    return first(key) if there in ("", first(key)) else f"{first(key)}  {isolate(there)}"


class AnswerButton(ActButton):
    """An answer of a column, as high as the answers of an assessment."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self._source.look.density.answer - (4 if not self._source.look.touch else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def show_key(self, key: str) -> None:
        """The digit stands on the answers of the column in focus."""
        if key != self._key:
            self._key = key
            self._relook()


class VoiceColumn(QFrame):
    """`answered(verdict)`, `commented(text)`, `drafted(text, caret)`; `entered` when it is chosen by pointer or caret."""

    answered = Signal(object)
    commented = Signal(str)
    drafted = Signal(str, int)
    entered = Signal()
    left = Signal()
    went_on = Signal()

    def __init__(self, source: LookSource, texts: Texts, voice: Voice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts, self.voice = source, texts, voice
        self.setProperty("role", "card")
        self.head = Words(source, texts(f"sitting.voice.{voice}"), Role.HEADING, firm=True, parent=self)
        self.hint = Words(source, "", Role.SMALL, "text2", parent=self)
        self.buttons: dict[Verdict, AnswerButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.head)
        first.addStretch(1)
        first.addWidget(self.hint)
        column.addLayout(first)
        for number, verdict in enumerate(SCALE, 1):
            button = AnswerButton(
                source, texts(f"assess.answer.{verdict}"), kind="toggle", mark=KINDS[verdict], key=str(number), key_first=True, parent=self
            )
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, verdict=verdict: self.press(verdict))
            self.buttons[verdict] = button
            column.addWidget(button)
        self.note = GrowingNote(source, self, role=Role.BODY, least=1)
        self.note.setPlaceholderText(texts(f"sitting.why.{voice}"))
        self.note.setAccessibleName(f"{texts(f'sitting.voice.{voice}')}: {texts(f'sitting.why.{voice}')}")
        self.note.settled.connect(self.commented)
        self.note.draft_changed.connect(self.drafted)
        self.note.entered_focus.connect(self.entered)
        self.note.escaped.connect(self.left)
        self.note.closed.connect(self.went_on)
        column.addWidget(self.note)
        column.addStretch(1)

    def show_second(self, second: Texts | None) -> None:
        """Names the side and the answers in a second language too."""
        both = partial(in_two, self._texts, second)
        self.head.show_words(both(f"sitting.voice.{self.voice}"))
        for verdict, button in self.buttons.items():
            button.setText(both(f"assess.answer.{verdict}"))

    def press(self, verdict: Verdict) -> None:
        """This side answers."""
        self.show_verdict(verdict)
        self.entered.emit()
        self.answered.emit(verdict)

    def show_verdict(self, verdict: Verdict) -> None:
        """Marks what was answered, or nothing."""
        for one, button in self.buttons.items():
            button.setChecked(one is verdict)

    def show_hint(self, words: str, tone: str = "text2") -> None:
        """A word beside the name of the side."""
        self.hint.show_words(words, tone)

    def show_focus(self, is_here: bool) -> None:
        """The column that digits answer for."""
        if self.property("role") != ("box" if is_here else "card"):
            self.setProperty("role", "box" if is_here else "card")
            self.setProperty("focused", is_here)
            self.style().unpolish(self)
            self.style().polish(self)
        self.head.set_tone("accent" if is_here else "text1")
        for number, button in enumerate(self.buttons.values(), 1):
            button.show_key(str(number) if is_here else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.entered.emit()
