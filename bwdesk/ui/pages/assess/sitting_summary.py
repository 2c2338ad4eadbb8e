"""What a sitting has come to: after a cluster its biggest gaps and "which first?"; at the end targets, what is chosen, what differs,
and what earlier sittings wanted and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from bwdesk.domain.diagnosis import Voice, chosen
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.keys import letter_of
from bwdesk.ui.pages.assess.sitting_recorder import SittingRecorder
from bwdesk.ui.pages.assess.sitting_sheet import SittingSheet, kind_of_row, target_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.flow import Flow
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Group, RowModel, list_column


@dataclass(frozen=True)
class SummaryRow:
    """A question in one of the groups; the same may stand in several."""

    group: str
    code: str
    title: str
    second: str
    fact: str
    mark: Kind
    order: int

    @property
    def key(self) -> str:
        return f"{self.group} {self.code}"


THEN_AND_NOW = ("followed", "changed")
"""Groups that set this sitting beside earlier ones: what was wanted then, and what is agreed otherwise now."""


class SittingSummary(QFrame):
    """`opened(code)` goes to a question, `went_on` to what comes next, `report_asked`. M and W give dots, C chooses."""

    opened = Signal(str)
    went_on = Signal()
    report_asked = Signal()

    def __init__(self, bench: Bench, recorder: SittingRecorder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts, self._recorder = bench, bench.texts, recorder
        self._cluster = ""
        self._sheet: SittingSheet | None = None
        source, texts = bench.look, bench.texts
        self.title = Words(source, "", Role.QUESTION, wrap=True, parent=self)
        self.words = Words(source, "", Role.BODY, "text2", wrap=True, parent=self)
        self.go_on = ActButton(source, texts("sitting.go_on"), kind="primary", key="Ctrl+Return", parent=self)
        self.go_on.clicked.connect(self.went_on)
        self.management = ActButton(source, texts("sitting.dot.management"), icon="plus", key="M", parent=self)
        self.workers = ActButton(source, texts("sitting.dot.workers"), icon="plus", key="W", parent=self)
        self.choose = ActButton(source, texts("sitting.choose"), icon="check-square", key="C", parent=self)
        self.report = ActButton(source, texts("sitting.report"), kind="quiet", icon="file-pdf", key="Shift+F12", parent=self)
        self.management.clicked.connect(lambda: self._dot(Voice.MANAGEMENT, 1))
        self.workers.clicked.connect(lambda: self._dot(Voice.WORKERS, 1))
        self.choose.clicked.connect(self._choose)
        self.report.clicked.connect(self.report_asked)
        self._model: RowModel[SummaryRow] = RowModel(list_column(self._cell), lambda row: row.key, group=self._group)
        self.list = RowView(source, self._model, self, two_lines=True, inset=source.look.density.inset)
        self.list.setAccessibleName(texts("sitting.summary"))
        self.list.set_empty(texts("sitting.summary.none"), texts("sitting.summary.none.do"))
        self.list.activated_row.connect(lambda key: self.opened.emit(key.rpartition(" ")[2]))
        self.list.installEventFilter(self)
        inset = source.look.density.inset
        head = QVBoxLayout()
        head.setContentsMargins(inset, 14, inset, 10)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.words)
        acts = Flow(gap=8)
        for button in (self.go_on, self.management, self.workers, self.choose, self.report):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            acts.addWidget(button)
        head.addLayout(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    # showing

    def show_sheet(self, sheet: SittingSheet, cluster: str | None = None) -> None:
        """Shows the end of a cluster, or of the sitting ("")."""
        if cluster is not None:
            self._cluster = cluster
        self._sheet = sheet
        name = sheet.page.tool.cluster(self._cluster).name if self._cluster else ""
        rows = [row for row in sheet.page.rows if self._cluster in ("", row.question.cluster)]
        answered = sum(row.sides.is_answered for row in rows)
        self.title.show_words(self._texts("sitting.after", cluster=name) if name else self._texts("sitting.summary"))
        how = "" if self._bench.look.look.touch else self._texts("sitting.how")
        self.words.show_words(f"{self._texts('sitting.agreed_of', done=answered, total=len(rows))} {how}".strip())
        self._model.set_rows(self._rows(sheet))

    def _rows(self, sheet: SittingSheet) -> Iterator[SummaryRow]:
        shown = [row for row in sheet.page.rows if self._cluster in ("", row.question.cluster)]
        groups = (
            ("gaps", [sides.question.code for sides in sheet.gaps(self._cluster)]),
            ("chosen", [sides.question.code for sides in chosen(row.sides for row in shown)]),
            ("targets", [row.question.code for row in shown if row.target and row.target.wanted and not row.target.is_chosen]),
            ("differ", [row.question.code for row in shown if row.sides.do_differ and not row.sides.is_answered]),
            ("followed", [row.question.code for row in shown if row.wanted_then is not None]),
            ("changed", [row.question.code for row in shown if row.has_changed]),
        )
        for number, (group, codes) in enumerate(groups):
            for place, code in enumerate(codes):
                yield self._row(sheet, group, code, number * 1000 + place)

    def _row(self, sheet: SittingSheet, group: str, code: str, order: int) -> SummaryRow:
        row, texts = sheet.rows[code], self._texts
        target = row.wanted_then if group == "followed" else row.target
        facts = []
        if target is not None and (target.management_votes or target.workers_votes):
            facts.append(texts("sitting.dots", management=target.management_votes, workers=target.workers_votes))
        if target is not None and target.is_chosen:
            facts.append(texts("sitting.in_plan"))
        second = [target_words(target, texts, self._bench.look.look) if target is not None else ""]
        if group in THEN_AND_NOW:
            then = texts("sitting.last_time", verdict=texts(f"verdict.{row.last_time}")) if row.last_time is not None else ""
            second = [second[0] if group == "followed" else "", then, texts("sitting.now", verdict=sheet.word_of(row, texts))]
        elif target is None or not target.wanted:
            second = [sheet.word_of(row, texts), *second]
        title = f"{row.question.position}  {row.question.title}"
        return SummaryRow(group, code, title, texts.commas(second), "   ".join(facts), kind_of_row(row), order)

    def _group(self, row: SummaryRow) -> Group:
        return Group(row.group, self._texts(f"sitting.group.{row.group}"), str(row.order // 1000))

    def _cell(self, row: SummaryRow) -> Cell:
        return Cell(row.title, second=row.second, mark=row.mark, fact=row.fact)

    def focus_first(self) -> None:
        """The list takes the keys; its first row is the biggest gap."""
        self.list.choose_first()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # acting

    @property
    def _code(self) -> str:
        return self.list.current_key().rpartition(" ")[2]

    def _dot(self, voice: Voice, by: int) -> None:
        if self._code:
            self._recorder.dot(self._code, voice, by)

    def _choose(self) -> None:
        if self._code:
            self._recorder.choose(self._code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters give dots and choose; Ctrl+Enter goes on, plain Enter opens the row."""
        if watched is not self.list or not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        letter = letter_of(event)
        by = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if letter in ("m", "w"):
            self._dot(Voice.MANAGEMENT if letter == "m" else Voice.WORKERS, by)
        elif letter == "c" or event.key() == Qt.Key.Key_Space:
            self._choose()
        elif is_enter and (event.modifiers() == Qt.KeyboardModifier.ControlModifier or not self._code):
            self.went_on.emit()
        else:
            return False
        return True
