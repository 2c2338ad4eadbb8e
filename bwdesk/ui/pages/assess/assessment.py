"""The page of one assessment: map on top, one question below, its context beside. One key answers, and the next question is there.

An answer asks only for what it touched; going to another question asks for nothing but what stands around it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Answer, Assessment, Message
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Assignment, Factory, Person
from bwdesk.domain.plan import Issue
from bwdesk.domain.thing import Thing, kind_name
from bwdesk.errors import DeskError
from bwdesk.store.unit import Changes
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.answer_photos import AnswerPhotos
from bwdesk.ui.pages.assess.areas import context_of, scrolled
from bwdesk.ui.pages.assess.assessment_acts import AssessmentActs
from bwdesk.ui.pages.assess.finder import QuestionFinder
from bwdesk.ui.pages.assess.head import AssessmentHead
from bwdesk.ui.pages.assess.pane import AssessmentPane
from bwdesk.ui.pages.assess.peeks import Peeks
from bwdesk.ui.pages.assess.process import ProcessView
from bwdesk.ui.pages.assess.question import QuestionView
from bwdesk.ui.pages.assess.ready import ReadyPanel
from bwdesk.ui.pages.assess.recorder import Recorder
from bwdesk.ui.pages.assess.sheet import Sheet, field_of
from bwdesk.ui.pages.assess.times import ClusterTimes
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pin_prompt import AskPin
from bwdesk.usecases.answers_touched import answers_touched
from bwdesk.usecases.assessment import answer_id
from bwdesk.usecases.assessment_page import Cell as AnswerCell
from bwdesk.usecases.assessment_page import Known
from bwdesk.usecases.question_page import AssessmentView, QuestionPage, assessment_view, question_page

AROUND_MS = 30
"""How long a question stays before what stands around it is asked for: a held Enter key asks for nothing."""


class AssessmentPage(DeskPage):
    """One assessment. `opened(assessment=…, question=…)`."""

    key = "assess"
    kinds: ClassVar[tuple[type[Thing], ...]] = (Factory, Cycle, Person, Assignment)
    instead = ("assess", {"list": "1"})

    def __init__(self, bench: Bench, ask_pin: AskPin) -> None:
        super().__init__(bench)
        self.ready = ReadyPanel(bench, ask_pin)
        self._assessment_id = self._wanted = ""
        self._current = ""
        self._sheet: Sheet | None = None
        self._touched, self._asked = set[tuple[str, str]](), set[tuple[str, str]]()  # what changed; of it, what was asked about
        self.recorder = Recorder(self, self._assume, self._refused)
        self.wants_pane = not bench.look.look.touch  # type: ignore[misc]  # there it is peeked into
        self._touch_soon = self._timer(0, self._ask_touched)
        self._around_soon = self._timer(AROUND_MS, self._ask_around)
        self._build()
        self.acts = AssessmentActs(self)
        self.times = ClusterTimes(self)
        self.peeks.asked.connect(self.acts.toggle_pane)
        self.ready.report_asked.connect(self.acts.paper)

    def _timer(self, wait: int, done: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(done)
        return timer

    # building

    def _build(self) -> None:
        self.head = AssessmentHead(self.bench, self)
        self.question = QuestionView(self.bench, self.recorder)
        self.process = ProcessView(self.bench, self.recorder)
        self.finder = QuestionFinder(self.bench)
        self.peeks = Peeks(self.bench, self)
        self.assess_pane = AssessmentPane(self.bench, self.recorder)
        self.photos = AnswerPhotos(self.bench, self, self.recorder)
        self.stack = QStackedWidget(self)
        self._question_area, self._process_area = scrolled(self.question), scrolled(self.process)
        for widget in (self._question_area, self._process_area, self.ready, self.finder):
            self.stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.peeks)
        self._join()

    def _join(self) -> None:
        for part in (self.head, self.ready, self.finder, self.assess_pane.remarks):
            part.jumped.connect(self.go_to)
        self.head.remarks.left.connect(self.question.rest)
        self.question.went_on.connect(self.go_next)
        self.question.gate_asked.connect(lambda code: self.go_to(self._sheet.nearest(code) if self._sheet else ""))
        self.question.settle_asked.connect(self.go_differing)
        self.photos.follow(self.question)
        self.process.went_on.connect(self.go_next)
        self.process.left.connect(self.setFocus)
        self.process.stood.connect(self._stood)
        self.ready.done.connect(self.go_back)
        self.finder.done.connect(self.go_back)
        self.assess_pane.plan_asked.connect(lambda _issue: self.acts.plan())
        self.assess_pane.left.connect(self.question.rest)
        self.head.remarks.shown.connect(self.assess_pane.remarks.show_review)

    # being shown

    def opened(self, **where: str) -> None:
        self._wanted = where.get("question", "")
        wanted = where.get("assessment", "") or self._assessment_id
        if wanted != self._assessment_id:
            self._sheet, self._current = None, ""
            self.recorder.sheet, self.recorder.drafts = None, {}
        self._assessment_id = wanted
        self.reload()

    def reload(self) -> None:
        if self._assessment_id:
            self.ask(self._show, assessment_view, self._assessment_id, self.bench.me.id)
            self.times.ask(self._assessment_id)

    def _show(self, view: AssessmentView) -> None:
        is_first = self._sheet is None
        if is_first:
            self.recorder.drafts = {draft.key: draft for draft in view.drafts}
        self._set_sheet(Sheet.of(view))
        self.context_changed.emit(context_of(view.page.factory, view.page.cycle, self.texts, self.bench.today()))
        self.title_changed.emit()
        if is_first or self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.go_to(self._sheet.begin_at(wanted, self._current, self.recorder.drafts) if self._sheet is not None else "")
        else:
            self._refresh()
            self._around_soon.start()
        if self._has_failed:
            self._has_failed = False
            self.question.restore_words()

    def title(self) -> str:
        name = self._sheet.page.factory.name if self._sheet is not None and self._sheet.page.factory is not None else ""
        return f"{self.texts('assess.assessment')} {name}".strip()

    def pane(self) -> QWidget | None:
        return self.assess_pane

    def focus_first(self) -> None:
        if self._sheet is not None:
            self._focus()

    def leaving(self) -> None:
        self.settle()

    def turned(self, on: bool) -> None:
        self.question.set_turned(on)
        self.head.remarks.set_turned(on)
        self.peeks.setVisible(not on and self.look.look.touch)

    def find_here(self) -> None:
        if self._sheet is not None:
            self.settle()
            self.finder.show_sheet(self._sheet)
            self.stack.setCurrentWidget(self.finder)
            self.finder.focus_first()

    def settle(self) -> None:
        """Everything that was typed becomes a record."""
        self.question.settle()
        self.process.settle()

    # the sheet

    def _set_sheet(self, sheet: Sheet) -> None:
        self._sheet = self.recorder.sheet = sheet

    def _refresh(self) -> None:
        """Shows the sheet as it stands now; nobody is moved from where they are."""
        sheet = self._sheet
        if sheet is None:
            return
        if self._current not in sheet.places:
            self._current = sheet.first()
        self.head.show_sheet(sheet, self._current)
        cell = sheet.cells.get(self._current)
        if cell is not None:
            self.photos.cell = cell
            self.question.show_cell(sheet, cell)
        if cell is not None and self.stack.currentWidget() is not self.ready:
            self.assess_pane.show_cell(sheet, cell)
        else:
            self.assess_pane.show_standing(sheet)
        self.process.show_sheet(sheet)
        if self.stack.currentWidget() is self.ready:
            self.ready.show_sheet(sheet)
        words, differing = self.texts("assess.hint.differ"), sheet.page.differing
        if self.acts.commands.hint("differ", f"{words} ({differing})" if differing else words):
            self.commands_changed.emit()

    def _assume(self, answer: Answer) -> None:
        """What was just answered stands on the screen before it is on the disk."""
        if self._sheet is not None:
            self._set_sheet(self._sheet.assuming(answer, self.desk.writer.now()))
            self._refresh()

    def _refused(self, error: DeskError) -> None:
        """Nothing was written: the page shows what stands, and the words that were typed come back into their field."""
        self._has_failed = True
        self.desk.tell(error)
        self.reload()

    def concerns(self, changes: Changes) -> bool:
        """Answers and what hangs on them are asked for by themselves; anything else brings the whole page up to date."""
        if not self._assessment_id:
            return False
        if (kind_name(Assessment), self._assessment_id) in changes.things or super().concerns(changes):
            return True
        if not changes.touches(Answer, Photo, Message, Issue):
            return False
        if not self.isVisible() or self._sheet is None:
            return True
        self._touched |= changes.things
        self._touch_soon.start()
        return False

    def _ask_touched(self) -> None:
        if not self.isVisible():
            self._is_stale = True
        elif self._sheet is not None:
            self._asked, self._touched = self._asked | self._touched, set()  # only the newest question is answered
            self.ask(self._show_touched, answers_touched, self._sheet.page.assessment, sorted(self._asked))

    def _show_touched(self, found: tuple[frozenset[str], Known]) -> None:
        self._asked = set()
        if self._sheet is not None:
            self._set_sheet(self._sheet.with_known(*found))
            self._refresh()
            self._around_soon.start()

    # going

    def go_to(self, key: str) -> None:
        """Goes to a question, or to what is said about the whole."""
        sheet = self._sheet
        if sheet is None or key not in sheet.places:
            return
        if key != self._current:
            self.settle()
            sheet = self._sheet or sheet
        self._current, self._is_going = key, True
        self.stack.setCurrentWidget(self._process_area if field_of(key) else self._question_area)
        self._refresh()
        if not field_of(key):
            self._question_area.verticalScrollBar().setValue(0)
            self._around_soon.start()
        self._focus()
        self._is_going = False

    _is_going = _has_failed = False

    def _focus(self) -> None:
        shown = self.stack.currentWidget()
        if shown is self._process_area:
            self.process.focus_field(field_of(self._current))
        elif shown is self._question_area:
            self.question.focus_first()

    def _stood(self, key: str) -> None:
        """The caret was put into another field of the form."""
        if self._sheet is not None and not self._is_going:
            self._current = key
            self.head.show_current(self._sheet, key)

    def go_next(self) -> None:
        """The next question."""
        self._go(lambda sheet: sheet.step(self._current, 1))

    def go_before(self) -> None:
        """The question before."""
        self._go(lambda sheet: sheet.step(self._current, -1))

    def go_gap(self) -> None:
        """The next thing that is missing."""
        self._go(lambda sheet: sheet.next_gap(self._current))

    def go_differing(self) -> None:
        """The next question on which the two differ; from one of them, the place where it is settled."""
        cell = self._cell
        if cell is not None and cell.differs:
            self.settle()
            self.go.emit("settle", {"assessment": self._assessment_id, "question": cell.question.code})
        else:
            self._go(lambda sheet: sheet.next_difference(self._current))

    def go_back(self) -> None:
        """From a list to the question one came from."""
        self.go_to(self._current)

    def _go(self, where: Callable[[Sheet], str]) -> None:
        """Settles what is being typed first: it may open or close what comes next."""
        self.settle()
        if self._sheet is not None:
            self.go_to(where(self._sheet))

    @property
    def sheet(self) -> Sheet | None:
        """The assessment as it stands on the screen; None before it was read."""
        return self._sheet

    @property
    def current(self) -> str:
        """The key of where one stands."""
        return self._current

    @property
    def is_asking(self) -> bool:
        """A question is shown, not a form or a list."""
        return self._sheet is not None and self.stack.currentWidget() is self._question_area

    @property
    def _cell(self) -> AnswerCell | None:
        return self._sheet.cells.get(self._current) if self._sheet is not None else None

    def _ask_around(self) -> None:
        cell, sheet = self._cell, self._sheet
        if cell is not None and sheet is not None and self.isVisible():
            assessment = sheet.page.assessment
            answer = answer_id(assessment.id, cell.question.code, cell.repeat)
            self.ask(self._show_around, question_page, assessment, cell.question.code, cell.answer.id if cell.answer else answer)

    def _show_around(self, around: QuestionPage) -> None:
        if self._sheet is not None and self._cell is not None and not self._around_soon.isActive():
            self.question.show_around(around)
            self.assess_pane.show_around(self._sheet, around)
            self.peeks.show_around(self._sheet, self._cell, around)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.acts.take_key(event):
            super().keyPressEvent(event)
