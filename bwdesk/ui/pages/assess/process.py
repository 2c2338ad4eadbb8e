"""What is said about the assessment as a whole: key strengths, how the two days went, worker categories, the days themselves."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.assess_time import planned_minutes
from bwdesk.domain.assessing import Gap
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.areas import day_field
from bwdesk.ui.pages.assess.finding import GrowingNote
from bwdesk.ui.pages.assess.recorder import Recorder
from bwdesk.ui.pages.assess.sheet import FIELDS, Sheet, key_of_field
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.ui.when import plain_day, q_day
from bwdesk.usecases.assessment import PROCESS, edit_assessment, process_draft

DAYS = "last_day_on"


class ProcessView(QWidget):
    """A form; going to one of its fields puts the caret there. `went_on` by Ctrl+Enter."""

    went_on = Signal()
    left = Signal()
    stood = Signal(str)

    def __init__(self, bench: Bench, recorder: Recorder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts, self._recorder = bench, bench.texts, recorder
        self._sheet: Sheet | None = None
        self._restored = ""
        source, texts = bench.look, bench.texts
        self.marks: dict[str, MarkView] = {}
        self.fields: dict[str, GrowingNote] = {}
        self.hints: dict[str, Words] = {}
        self.title = Words(source, texts("assess.about"), Role.QUESTION, parent=self)
        self.how = Words(source, texts("assess.about.how"), Role.BODY, "text2", wrap=True, parent=self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, name in enumerate(FIELDS):
            mark = MarkView(source, Kind.GAP, "", self)
            self.marks[name] = mark
            label = Words(source, texts(f"assess.about.{name}"), Role.NAME, parent=self)
            hint = Words(source, texts(f"assess.about.{name}.hint"), Role.SMALL, "text3", wrap=True, parent=self)
            self.hints[name] = hint
            grid.addWidget(mark, 3 * number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, 3 * number, 1)
            grid.addWidget(hint, 3 * number + 1, 1)
            grid.addWidget(self._field(name) if name in PROCESS else self._days(), 3 * number + 2, 1)
            grid.setRowMinimumHeight(3 * number + 2, 36)
        density = source.look.density
        column = QVBoxLayout(self)
        column.setContentsMargins(density.inset, 14, density.inset, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.how)
        column.addSpacing(4)
        column.addLayout(grid)
        column.addStretch(1)

    def _field(self, name: str) -> GrowingNote:
        field = GrowingNote(self._bench.look, self, role=Role.BODY, least=1 if name in ("category_names", "time_plan") else 2)
        field.setAccessibleName(self._texts(f"assess.about.{name}"))
        field.settled.connect(lambda text, name=name: self._recorder.process(name, text))
        field.draft_changed.connect(lambda text, caret, name=name: self._recorder.process_draft(name, text, caret))
        field.closed.connect(self.went_on)
        field.escaped.connect(self.left)
        field.entered_focus.connect(lambda name=name: self.stood.emit(key_of_field(name)))
        self.fields[name] = field
        return field

    def _days(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(8)
        self.first_day = day_field(self._bench, self._texts("assess.about.first_day"), self, or_none=True)
        self.last_day = day_field(self._bench, self._texts("assess.about.last_day"), self, or_none=True)
        for field in (self.first_day, self.last_day):
            field.editingFinished.connect(self._days_edited)
        row.addWidget(self.first_day)
        row.addWidget(Words(self._bench.look, self._texts("assess.until"), Role.BODY, "text2", parent=holder))
        row.addWidget(self.last_day)
        row.addStretch(1)
        return holder

    # showing

    def show_sheet(self, sheet: Sheet) -> None:
        """Shows what is said so far; a field that is being typed in keeps its words."""
        if sheet is self._sheet:
            return
        self._sheet = sheet
        assessment, locked = sheet.page.assessment, bool(sheet.locked_because)
        for name, field in self.fields.items():
            field.show_text(getattr(assessment, name))
            field.setReadOnly(locked)
        for day, field_of_day in ((assessment.first_day_on, self.first_day), (assessment.last_day_on, self.last_day)):
            field_of_day.setDate(q_day(day) if day is not None else field_of_day.minimumDate())
            field_of_day.setEnabled(not locked)
        for name, mark in self.marks.items():
            gaps: tuple[Gap, ...] = sheet.gaps_by_key.get(key_of_field(name), ())
            kind = Kind.GAP if gaps else Kind.GOOD if sheet.is_filled(name) else Kind.NA
            mark.show_mark(kind, self._texts("assess.empty" if gaps else "assess.filled"))
        factory = sheet.page.factory
        self._show_sample(sheet, factory.workers_total if factory is not None else None)
        self._show_plan(sheet)
        if self._restored != assessment.id:
            self._restored = assessment.id
            self._restore(sheet)

    def _show_sample(self, sheet: Sheet, workers: int | None) -> None:
        """How many interviews and files the programme asks for in a factory of that size."""
        words = self._texts("assess.about.interviews.hint")
        if workers is None:
            asked = self._texts("assess.about.sample.unknown")
        else:
            sample = sheet.page.profile.sample(workers)
            asked = self._texts.count("assess.about.sample", workers, interviews=sample.interviews, files=sample.files)
        self.hints["interviews"].show_words(f"{words} {asked}")

    def _show_plan(self, sheet: Sheet) -> None:
        """The minutes that hold where nothing else is typed."""
        page = sheet.page
        planned = planned_minutes(replace(page.assessment, time_plan=""), page.tool, page.profile)
        said = self._texts.commas(f"{code} {minutes}" for code, minutes in planned.items() if minutes)
        self.hints["time_plan"].show_words(self._texts("assess.about.time_plan.planned", plan=said))

    def _restore(self, sheet: Sheet) -> None:
        for name, field in self.fields.items():
            draft = self._recorder.drafts.get(process_draft(sheet.page.assessment.id, name))
            if draft is not None and draft.text != getattr(sheet.page.assessment, name):
                field.restore_draft(draft.text, draft.caret)

    def focus_field(self, name: str) -> None:
        """Puts the caret into a field."""
        if name in self.fields:
            self.fields[name].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.last_day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def settle(self) -> None:
        """Tells what was typed."""
        for field in self.fields.values():
            field.settle()

    def _days_edited(self) -> None:
        if self._sheet is None:
            return
        base = self._sheet.page.assessment
        first, last = (None if f.date() == f.minimumDate() else plain_day(f.date()) for f in (self.first_day, self.last_day))
        if (first, last) != (base.first_day_on, base.last_day_on):
            self._bench.desk.do(edit_assessment, base, replace(base, first_day_on=first, last_day_on=last))
