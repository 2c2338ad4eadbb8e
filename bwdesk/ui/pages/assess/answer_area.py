"""How one question is answered: verdict by key, yes or no, adequate or not, a number, words, parts; reasons where one is needed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.tool import AnswerType, whole_number
from bwdesk.domain.tool_parts import repeats_of
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource
from bwdesk.ui.pages.assess.reasons import ReasonRow
from bwdesk.ui.pages.assess.sheet import Sheet
from bwdesk.ui.pages.assess.values import TYPED, NumberValue, PartsValue, TextValue
from bwdesk.ui.parts.answer_bar import Answer, AnswerBar
from bwdesk.ui.parts.mark import Kind
from bwdesk.usecases.assessment_page import Cell

LATER = "later"
_REST = (("not_applicable", Kind.NA, 3), ("not_verified", Kind.UNSURE, 4), (LATER, Kind.GAP, 5))
_BARS: Mapping[str, tuple[tuple[str, Kind, int], ...]] = {
    "verdict": (("compliant", Kind.GOOD, 1), ("non_compliant", Kind.BAD, 2), *_REST),
    "yes_no": (("yes", Kind.GOOD, 1), ("no", Kind.NA, 2), *_REST),
    "adequacy": (("adequate", Kind.GOOD, 1), ("not_adequate", Kind.BAD, 2), *_REST),
    "typed": _REST,
}
_BAR_OF = {
    AnswerType.VERDICT: "verdict",
    AnswerType.YES_NO: "yes_no",
    AnswerType.YES_NO_TEXT: "yes_no",
    AnswerType.ADEQUACY: "adequacy",
}


class AnswerArea(QWidget):
    """`verdict_given(verdict, reason, is_final)`, `value_given(value, repeat, is_final)`, `later_given`; `went_on` and `left` by key."""

    verdict_given = Signal(object, str, bool)
    value_given = Signal(str, str, bool)
    later_given = Signal()
    drafted = Signal(str, int, str)
    went_on = Signal()
    left = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._sheet: Sheet | None = None
        self._cell: Cell | None = None
        self._asked: Verdict | None = None
        self.bars = {name: self._bar(source, name) for name in _BARS}
        self.reasons = ReasonRow(source, texts, self)
        self.number = NumberValue(source, texts, self)
        self.text = TextValue(source, texts, self)
        self.parts = PartsValue(source, texts, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        for widget in (self.number, self.text, self.parts, *self.bars.values(), self.reasons):
            self._column.addWidget(widget)
        self._join()

    def _bar(self, source: LookSource, name: str) -> AnswerBar:
        answers = [Answer(key, self._texts(f"assess.answer.{key}"), kind, digit) for key, kind, digit in _BARS[name]]
        bar = AnswerBar(source, answers, self)
        bar.chosen.connect(self._chosen)
        return bar

    def _join(self) -> None:
        self.reasons.chosen.connect(lambda reason: self._reason(reason, is_final=True))
        self.reasons.worded.connect(lambda reason: self._reason(reason, is_final=False))
        self.reasons.put_away.connect(self._put_away)
        for editor in (self.number, self.text):
            editor.given.connect(lambda value: self.value_given.emit(value, self._cell.repeat if self._cell else "", False))
            editor.drafted.connect(lambda text, caret: self.drafted.emit(text, caret, self._cell.repeat if self._cell else ""))
        self.parts.given.connect(lambda value, repeat: self.value_given.emit(value, repeat, False))
        self.parts.drafted.connect(self.drafted)
        for asker in (self.number, self.parts):
            asker.went_on.connect(self.went_on)
            asker.left.connect(self.left)

    # showing

    def show_cell(self, sheet: Sheet, cell: Cell, *, is_new: bool) -> None:
        """Shows a question's answer. `is_new`: another question than before, so nothing is being asked any more."""
        self._sheet, self._cell = sheet, cell
        locked = bool(sheet.locked_because) or (cell.is_skipped and not is_behind_gate(cell))
        wanted = _BAR_OF.get(cell.question.answer, "typed")
        reason = self._texts(sheet.locked_because or "assess.skipped") if locked else ""
        for name, bar in self.bars.items():
            bar.setVisible(name == wanted)
            if name == wanted:
                bar.set_locked(locked, reason)
                bar.show_chosen(chosen_of(cell))
        if is_new:
            self._asked = None
        self._show_reasons(sheet, cell, locked)
        self._show_editor(sheet, cell, locked)

    def _show_reasons(self, sheet: Sheet, cell: Cell, locked: bool) -> None:
        verdict = cell.answer.verdict if cell.answer is not None and not cell.is_skipped else Verdict.OPEN
        names = sheet.page.profile.reasons.get(verdict, ())
        reason = cell.answer.reason if cell.answer is not None else ""
        self.reasons.show_reasons(verdict, names, reason, ask=self._asked is verdict and not locked, locked=locked)

    def _show_editor(self, sheet: Sheet, cell: Cell, locked: bool) -> None:
        question, value = cell.question, cell.answer.value if cell.answer is not None else ""
        kind = question.answer
        self.number.setVisible(kind in TYPED)
        self.text.setVisible(kind is AnswerType.TEXT)
        self.parts.setVisible(kind in (AnswerType.MATRIX, AnswerType.REPEAT))
        if kind in TYPED:
            self.number.show_value(question, cell.repeat, value, locked=locked)
        elif kind is AnswerType.TEXT:
            self.text.show_value(value, locked=locked)
        elif kind is AnswerType.MATRIX:
            self.parts.show_values(question, {"": value}, 0, locked=locked)
        elif kind is AnswerType.REPEAT:
            known = sheet.page.known.answers.values()
            values = {one: found.value for one in repeats_of(known, question.code) if (found := sheet.answer_at(question.code, one))}
            self.parts.show_values(question, values, self._repeats(sheet, cell), locked=locked)

    @staticmethod
    def _repeats(sheet: Sheet, cell: Cell) -> int:
        """As many forms as the question before it counted."""
        gate = sheet.answer_at(cell.question.gate, "") if cell.question.gate else None
        return min(whole_number(gate.value) or 0, 12) if gate is not None else 0

    def show_other(self, key: str | None, initial: str) -> None:
        """Puts the other person's disc on what they answered."""
        for bar in self.bars.values():
            bar.show_other(key, initial)

    def show_mine(self, key: str | None) -> None:
        """Marks one's own answer while two people differ."""
        for bar in self.bars.values():
            if not bar.isHidden():
                bar.show_chosen(key)

    def restore(self, values: Mapping[str, tuple[str, int]]) -> None:
        """Puts back values that were being typed, by repeat."""
        if self._cell is None:
            return
        kind = self._cell.question.answer
        if kind in (AnswerType.MATRIX, AnswerType.REPEAT):
            self.parts.restore({repeat: text for repeat, (text, _) in values.items()})
        elif self._cell.repeat in values:
            (self.number if kind in TYPED else self.text).restore(*values[self._cell.repeat])

    # keys

    @property
    def editor(self) -> NumberValue | TextValue | PartsValue | None:
        """The editor that is shown, None where keys answer."""
        return next((one for one in (self.number, self.text, self.parts) if not one.isHidden()), None)

    def take_key(self, event: QKeyEvent) -> bool:
        """Answers by digit; True when the key was one."""
        if self.reasons.take_key(event):
            return True
        return any(bar.take_key(event) for bar in self.bars.values() if not bar.isHidden())

    def settle(self) -> None:
        """Tells what was typed."""
        for editor in (self.number, self.text, self.parts, self.reasons):
            editor.settle()

    # answering

    def _chosen(self, key: str) -> None:
        if key == LATER:
            self.later_given.emit()
        elif key in list(Verdict):
            self._judge(Verdict(key))
        else:
            self._asked = None
            self.value_given.emit(key, self._cell.repeat if self._cell else "", True)

    def _judge(self, verdict: Verdict) -> None:
        """A verdict that needs a reason asks for it; any other is final."""
        if self._cell is None or self._sheet is None:
            return
        needs = self._sheet.page.profile.needs_reason(verdict)
        kept = self._cell.answer.reason if self._cell.answer is not None and self._cell.answer.verdict is verdict else ""
        self._asked = verdict if needs else None
        self.verdict_given.emit(verdict, kept, not needs)
        if needs:
            self.left.emit()

    def _reason(self, reason: str, *, is_final: bool) -> None:
        verdict = self._cell.answer.verdict if self._cell is not None and self._cell.answer is not None else self._asked
        if is_final:
            self._asked = None
        if verdict is not None:
            self.verdict_given.emit(verdict, reason, is_final)

    def _put_away(self) -> None:
        self._asked = None
        self.left.emit()


def is_behind_gate(cell: Cell) -> bool:
    """Said to be non-compliant, though the question before it says that there is none: one of the two is to be changed."""
    return cell.is_skipped and cell.answer is not None and cell.answer.verdict is Verdict.NON_COMPLIANT


def chosen_of(cell: Cell) -> str | None:
    """Which answer of the bar stands."""
    answer = cell.answer
    if cell.is_skipped and not is_behind_gate(cell):
        return Verdict.NOT_APPLICABLE.value
    if answer is None:
        return None
    if answer.verdict is not Verdict.OPEN:
        return answer.verdict.value
    if answer.value:
        return answer.value
    return LATER if answer.do_later else None
