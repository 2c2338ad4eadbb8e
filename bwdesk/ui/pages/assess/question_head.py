"""Where a question stands and what it asks: cluster, point, number, code, chips, its words, and why it is passed over."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.tool import Question, QuestionKind, Tool
from bwdesk.texts import Texts
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.assess.sheet import Sheet
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Chip, IconView, Words
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.usecases.assessment_page import Cell


class QuestionHead(QWidget):
    """`gate_asked(code)`: the question that closes this one."""

    gate_asked = Signal(str)

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self._shown: tuple[str, str] = ("", "")
        self._gate = ""
        self.cluster = Words(source, "", Role.BODY, "text2", parent=self)
        self.point = Words(source, "", Role.BODY, "text2", parent=self)
        self.place = Words(source, "", Role.BODY, "text3", firm=True, parent=self)
        self._chips_holder = QWidget(self)
        self._chips = QHBoxLayout(self._chips_holder)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(8)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._crumb = QHBoxLayout()
        self.words = Words(source, "", Role.QUESTION, wrap=True, parent=self)
        self.note = Words(source, "", Role.BODY, "text2", wrap=True, parent=self)
        self.closed = QWidget(self)
        self.closed_words = Words(source, "", Role.BODY, "text2", wrap=True, parent=self.closed)
        self.to_gate = ActButton(source, texts("assess.gate.go"), kind="quiet", small=True, parent=self.closed)
        self.to_gate.clicked.connect(lambda: self.gate_asked.emit(self._gate))
        self._lay()

    def _lay(self) -> None:
        crumb = self._crumb
        crumb.setSpacing(8)
        crumb.addWidget(self.cluster)
        crumb.addWidget(IconView(self._source, "caret-right", self, tone="text3", side=12), 0, Qt.AlignmentFlag.AlignVCenter)
        crumb.addWidget(self.point)
        crumb.addWidget(self.place)
        crumb.addStretch(1)
        self._top.setSpacing(6)
        self._top.addLayout(crumb, 1)
        self._top.addWidget(self._chips_holder, 0, Qt.AlignmentFlag.AlignLeading)
        line = QHBoxLayout(self.closed)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        line.addWidget(MarkView(self._source, Kind.NA, self._texts("verdict.not_applicable"), self.closed))
        line.addWidget(self.closed_words, 1)
        line.addWidget(self.to_gate)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._top)
        column.addWidget(self.words)
        column.addWidget(self.note)
        column.addWidget(self.closed)

    def show_question(self, sheet: Sheet, cell: Cell) -> None:
        """Shows a question."""
        question, tool = cell.question, sheet.page.tool
        self._show_gate(tool, cell)
        if self._shown == (question.code, cell.repeat):
            return
        self._shown = (question.code, cell.repeat)
        self.cluster.show_words(tool.cluster(question.cluster).name)
        self.point.show_words(tool.point(question.point).name)
        self.place.show_words(f"{question.position}  {question.code}" + (f"  {cell.repeat}" if cell.repeat else ""))
        self.words.show_words(isolate(question.text))
        condition = question.zero_tolerance if question.zero_tolerance != "yes" else ""
        notes = [self._texts("assess.zero_if", condition=condition)] if condition else []
        notes += [question.note] if question.note else []
        self.note.show_words("\n".join(map(isolate, notes)))
        self.note.setVisible(bool(notes))
        self._show_chips(question, tool)
        self._fold()

    def _fold(self) -> None:
        """The chips stand beside the crumb, or under it where there is no room."""
        needed = self._crumb.sizeHint().width() + self._chips_holder.sizeHint().width() + 16
        self._chips_holder.setVisible(self._chips.count() > 0)
        aside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wanted = aside if needed <= self.width() else under
        if self._top.direction() is not wanted:
            self._top.setDirection(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _show_gate(self, tool: Tool, cell: Cell) -> None:
        self.closed.setVisible(cell.is_skipped)
        if cell.is_skipped:
            self._gate = cell.question.gate
            self.closed_words.show_words(self._texts("assess.gate.closed", question=isolate(tool.question(self._gate).text)))

    def _show_chips(self, question: Question, tool: Tool) -> None:
        while (item := self._chips.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        texts = self._texts
        if question.is_public:
            self._add(texts("assess.chip.public"), "megaphone-simple")
        if question.zero_tolerance:
            self._add(texts("assess.chip.zero" if question.zero_tolerance == "yes" else "assess.chip.zero_if"), "warning-octagon")
        if question.is_structural:
            self._add(texts("assess.chip.structural"), "scales")
        if question.kind in (QuestionKind.GATE, QuestionKind.INFORMATION, QuestionKind.STAGE):
            self._add(texts(f"assess.chip.{question.kind}"), "")
        parameter = tool.parameter(question.parameter) if question.parameter else None
        if parameter is not None:
            self._add(texts(f"assess.parameter.{parameter.key}", value=parameter.value), "scales")

    def _add(self, word: str, icon: str) -> None:
        chip = Chip(self._source, word, icon=icon)
        self._chips.addWidget(chip)
        chip.show()
