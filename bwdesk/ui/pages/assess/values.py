"""Editors for questions of fact: a number, a percentage, words, counts by part, one entry a union. Each tells values; none keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.tool import AnswerType, Question
from bwdesk.domain.tool_parts import joined_parts, split_parts
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField, NoteField
from bwdesk.ui.parts.basics import SectionHead, Words

TYPED = (AnswerType.INTEGER, AnswerType.PERCENT, AnswerType.CATEGORY)
_FIELD = 160


class NumberValue(QWidget):
    """One number with what it counts. `given(value)` when it stands and fits; a value that does not is told under the field."""

    given = Signal(str)
    drafted = Signal(str, int)
    went_on = Signal()
    left = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._question: Question | None = None
        self._shown = ("", "")
        self.label = Words(source, "", Role.BODY, "text2", parent=self)
        self.field = LineField(self)
        self.field.setFixedWidth(round(_FIELD * max(1.0, source.look.type.factor)))
        self.unit = Words(source, "", Role.BODY, "text2", parent=self)
        self.fault = Words(source, "", Role.SMALL, "bad", parent=self)
        self.fault.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.label, self.field, self.unit, self.fault):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        self.field.settled.connect(self._settled)
        self.field.draft_changed.connect(self.drafted)
        self.field.entered.connect(self._entered)
        self.field.escaped.connect(self.left)

    def show_value(self, question: Question, repeat: str, value: str, *, locked: bool) -> None:
        """Shows a recorded number. One that does not fit stays where it was typed, with what is wrong with it."""
        is_same = self._shown == (question.code, repeat)
        self._question, self._shown = question, (question.code, repeat)
        self.label.show_words(repeat)
        self.label.setVisible(bool(repeat))
        self.unit.show_words("%" if question.answer is AnswerType.PERCENT else question.measure)
        self.unit.setVisible(bool(self.unit.text()))
        self.field.setAccessibleName(f"{question.title} {repeat}".strip())
        self.field.setReadOnly(locked)
        if not (is_same and self._fault(self.field.text())):
            self.field.show_text(value)
            self._show_fault(self._fault(value))

    def restore(self, text: str, caret: int) -> None:
        """Puts back what was being typed."""
        self.field.restore_draft(text, caret)

    def _fault(self, value: str) -> str:
        return (self._question.value_fault(value) or "") if self._question is not None else ""

    def _show_fault(self, fault: str) -> None:
        self.fault.show_words(self._texts(fault) if fault else "")
        self.fault.setVisible(bool(fault))
        if bool(self.field.property("wrong")) != bool(fault):
            self.field.setProperty("wrong", bool(fault))
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def _settled(self, value: str) -> None:
        fault = self._fault(value)
        self._show_fault(fault)
        if not fault:
            self.given.emit(value)

    def _entered(self) -> None:
        if not self._fault(self.field.text()):
            self.went_on.emit()

    def settle(self) -> None:
        """Tells what was typed."""
        self.field.settle()

    def focus_first(self) -> None:
        """The caret goes into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()


class TextValue(QWidget):
    """Words as an answer."""

    given = Signal(str)
    drafted = Signal(str, int)

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = NoteField(self)
        self.field.setMinimumHeight(source.look.type.line(Role.NOTE) * 5)
        self.field.setAccessibleName(texts("assess.value.text"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self.field.settled.connect(self.given)
        self.field.draft_changed.connect(self.drafted)

    def show_value(self, value: str, *, locked: bool) -> None:
        """Shows recorded words."""
        self.field.show_text(value)
        self.field.setReadOnly(locked)

    def restore(self, text: str, caret: int) -> None:
        """Puts back what was being typed."""
        self.field.restore_draft(text, caret)

    def settle(self) -> None:
        """Tells what was typed."""
        self.field.settle()

    def focus_first(self) -> None:
        """The caret goes into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)


class PartsForm(QWidget):
    """The parts of one answer, a field each. `given(value)` when one of them was changed; `went_on` after the last."""

    given = Signal(str)
    drafted = Signal(str, int)
    went_on = Signal()
    left = Signal()

    def __init__(self, source: LookSource, parts: Sequence[str], title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self.fields: dict[str, LineField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        if title:
            column.addWidget(SectionHead(source, title, parent=self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for number, part in enumerate(self._parts):
            field = LineField(self)
            field.setAccessibleName(f"{title} {part}".strip())
            field.settled.connect(self._settled)
            field.draft_changed.connect(lambda _text, _caret: self.drafted.emit(self._value(), 0))
            field.entered.connect(lambda number=number: self._after(number))
            field.escaped.connect(self.left)
            grid.addWidget(Words(source, part, Role.BODY, "text2", parent=self), number // 2, number % 2 * 2)
            grid.addWidget(field, number // 2, number % 2 * 2 + 1)
            self.fields[part] = field
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1 if len(self._parts) > 1 else 0)
        column.addLayout(grid)

    def show_value(self, value: str, *, locked: bool) -> None:
        """Shows recorded parts; fields that are being typed in keep what was typed."""
        found = split_parts(self._parts, value)
        for part, field in self.fields.items():
            field.show_text(found.get(part, ""))
            field.setReadOnly(locked)

    def restore(self, value: str) -> None:
        """Puts back what was being typed."""
        for part, text in split_parts(self._parts, value).items():
            self.fields[part].restore_draft(text, len(text))

    def _value(self) -> str:
        return joined_parts(self._parts, {part: field.text() for part, field in self.fields.items()})

    def _settled(self, _text: str) -> None:
        self.given.emit(self._value())

    def _after(self, number: int) -> None:
        if number + 1 < len(self._parts):
            field = self.fields[self._parts[number + 1]]
            field.setFocus(Qt.FocusReason.TabFocusReason)
            field.selectAll()
        else:
            self.went_on.emit()

    def settle(self) -> None:
        """Tells what was typed."""
        for field in self.fields.values():
            field.settle()

    def focus_first(self) -> None:
        """The caret goes into the first empty field."""
        empty = next((field for field in self.fields.values() if not field.text()), None)
        (empty or next(iter(self.fields.values()))).setFocus(Qt.FocusReason.ShortcutFocusReason)


class PartsValue(QWidget):
    """Forms of parts: one for a matrix, one a repeat for unions and strikes. `given(value, repeat)`."""

    given = Signal(str, str)
    drafted = Signal(str, int, str)
    went_on = Signal()
    left = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self._shown_for: tuple[str, tuple[str, ...]] = ("", ())
        self.forms: dict[str, PartsForm] = {}
        self._question: Question | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.add = ActButton(source, texts("assess.value.another"), kind="quiet", icon="plus", small=True, parent=self)
        self.add.clicked.connect(self._add)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)

    def show_values(self, question: Question, values: Mapping[str, str], least: int, *, locked: bool) -> None:
        """Shows recorded values by repeat ("" for a matrix), and empty forms up to `least` repeats."""
        self._question = question
        is_repeated = question.answer is AnswerType.REPEAT
        wanted = [*(repeat for repeat in values if repeat or not is_repeated)]
        if is_repeated:
            wanted = sorted({*wanted, *map(str, range(1, max(1, least) + 1))}, key=lambda repeat: (len(repeat), repeat))
        else:
            wanted = [""]
        kept = [repeat for repeat in self.forms if repeat not in wanted] if self._shown_for[0] == question.code else []
        if self._shown_for != (question.code, (*wanted, *kept)):
            self._fill(question, [*wanted, *kept])
        for repeat, form in self.forms.items():
            form.show_value(values.get(repeat, ""), locked=locked)
        self.add.setVisible(is_repeated and not locked)

    def _fill(self, question: Question, repeats: Sequence[str]) -> None:
        if self._shown_for[0] != question.code:
            for form in self.forms.values():
                self._column.removeWidget(form)
                form.hide()
                form.deleteLater()
            self.forms = {}
        for repeat in repeats:
            if repeat not in self.forms:
                self._add_form(question, repeat)
        self._shown_for = (question.code, tuple(self.forms))

    def _add_form(self, question: Question, repeat: str) -> PartsForm:
        title = self._texts("assess.value.number", number=repeat) if repeat else ""
        form = PartsForm(self._source, question.parts, title, self)
        form.given.connect(lambda value, repeat=repeat: self.given.emit(value, repeat))
        form.drafted.connect(lambda value, caret, repeat=repeat: self.drafted.emit(value, caret, repeat))
        form.went_on.connect(lambda repeat=repeat: self._after(repeat))
        form.left.connect(self.left)
        self._column.insertWidget(self._column.count() - 1, form)
        form.show()
        self.forms[repeat] = form
        return form

    def restore(self, values: Mapping[str, str]) -> None:
        """Puts back what was being typed, by repeat."""
        for repeat, value in values.items():
            if self._question is not None:
                (self.forms.get(repeat) or self._add_form(self._question, repeat)).restore(value)

    def _add(self) -> None:
        if self._question is None:
            return
        number = 1 + max((int(repeat) for repeat in self.forms if repeat.isdecimal()), default=0)
        form = self._add_form(self._question, str(number))
        self._shown_for = (self._question.code, tuple(self.forms))
        form.focus_first()

    def _after(self, repeat: str) -> None:
        repeats = list(self.forms)
        place = repeats.index(repeat) + 1
        if place < len(repeats):
            self.forms[repeats[place]].focus_first()
        else:
            self.went_on.emit()

    def settle(self) -> None:
        """Tells what was typed."""
        for form in self.forms.values():
            form.settle()

    def focus_first(self) -> None:
        """The caret goes into the first form."""
        next(iter(self.forms.values())).focus_first()
