"""The assessment's context pane: last time, the plan's item, law, where to look, and the thread between the two."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.assess_time import ClusterTime
from bwdesk.domain.assessing import suggested_sources
from bwdesk.domain.assessment import Message
from bwdesk.domain.plan import Issue, Verified, is_open
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.pane_rows import PaneRow, PaneRows
from bwdesk.ui.pages.assess.recorder import Recorder
from bwdesk.ui.pages.assess.remark_list import RemarkList
from bwdesk.ui.pages.assess.sheet import KINDS, Sheet
from bwdesk.ui.pages.assess.standing import standing_rows, standing_total
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Card, SectionHead, Words
from bwdesk.ui.parts.mark import TONE, Kind, MarkView
from bwdesk.ui.when import clock_words, day_words
from bwdesk.usecases.assessment_page import Cell
from bwdesk.usecases.question_page import QuestionPage

_VERIFIED = {Verified.NOT_YET: Kind.UNSURE, Verified.VERIFIED: Kind.GOOD, Verified.REOPENED: Kind.BAD}
MOST_YEARS = 5


class IssueCard(Card):
    """An item of the plan on this question: what the factory says, what was verified. `pressed` opens the plan."""

    pressed = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, source=bench.look)
        self._bench, self._texts = bench, bench.texts
        source = bench.look
        self.name = Words(source, "", Role.NAME, parent=self)
        self.mark = MarkView(source, Kind.UNSURE, "", self)
        self.state = Words(source, "", Role.SMALL, firm=True, parent=self)
        self.words = Words(source, "", Role.BODY, "text2", wrap=True, parent=self)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.name, 1)
        first.addStretch(1)
        first.addWidget(self.mark)
        first.addWidget(self.state)
        self.body.addLayout(first)
        self.body.addWidget(self.words)

    def show_issue(self, issue: Issue, label: str) -> None:
        """Shows an item of the plan."""
        texts = self._texts
        self.name.show_words(texts("assess.plan_item", label=label))
        kind = _VERIFIED[issue.verified]
        self.mark.show_mark(kind, "")
        self.state.show_words(texts(f"verified.{issue.verified}"), TONE[kind])
        said = [isolate(issue.title)]
        if issue.progress_on is not None:
            day = day_words(self._bench.look.look, issue.progress_on)
            said.append(texts("assess.factory_says", what=texts(f"progress.{issue.progress}"), day=day))
            if issue.progress_note:
                said.append(isolate(f"“{issue.progress_note}”"))
        self.words.show_words("\n".join(said))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()


class Section(QWidget):
    """A head over rows, hidden where there is nothing."""

    def __init__(self, bench: Bench, title: str, icon: str = "", parent: QWidget | None = None, *, stacked: bool = False) -> None:
        super().__init__(parent)
        self.head = SectionHead(bench.look, title, icon=icon, parent=self)
        self.rows = PaneRows(bench.look, title, self, stacked=stacked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8 if stacked else 4)
        column.addWidget(self.head)
        column.addWidget(self.rows)

    def show_rows(self, rows: list[PaneRow], count: str = "") -> None:
        """Shows rows; without any the section hides."""
        self.head.count.show_words(count)
        self.rows.show_rows(rows)
        self.setVisible(bool(rows))


class AssessmentPane(QWidget):
    """Follows the question in focus. `plan_asked(issue id)`."""

    plan_asked = Signal(str)
    left = Signal()

    def __init__(self, bench: Bench, recorder: Recorder) -> None:
        super().__init__()
        self._bench, self._texts, self._recorder = bench, bench.texts, recorder
        self._cell: Cell | None = None
        self._messages: tuple[Message, ...] = ()
        self._issue: Issue | None = None
        self._times: Mapping[str, ClusterTime] = {}
        self._standing_of: Sheet | None = None
        texts = bench.texts
        self.remarks = RemarkList(bench, self)
        self.standing = Section(bench, texts("assess.pane.standing"), "warning-circle", self)
        self.standing.hide()
        self.last = Section(bench, texts("assess.pane.last"), "", self)
        self.issue = IssueCard(bench, self)
        self.issue.pressed.connect(lambda: self.plan_asked.emit(self._issue.id if self._issue is not None else ""))
        self.law = Section(bench, texts("assess.pane.law"), "scales", self)
        self.look_at = Section(bench, texts("assess.pane.look"), "magnifying-glass", self)
        self.talk_head = SectionHead(bench.look, texts("assess.pane.thread"), icon="chat-teardrop-text", parent=self)
        self.talk = PaneRows(bench.look, texts("assess.pane.thread"), self, stacked=True)
        self.close_last = ActButton(bench.look, texts("assess.thread.close"), kind="quiet", icon="check", small=True, parent=self)
        self.close_last.clicked.connect(self._close_last)
        self.say = LineField(self)
        self.say.setPlaceholderText(texts("assess.thread.say"))
        self.say.setAccessibleName(texts("assess.thread.say"))
        self.say.draft_changed.connect(self._drafted)
        self.say.entered.connect(self._send)
        self.say.escaped.connect(self.left)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        for part in (self.remarks, self.standing, self.last, self.issue, self.law, self.look_at, self.talk_head, self.talk, self.say):
            column.addWidget(part)
        column.addWidget(self.close_last, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    # showing

    def show_cell(self, sheet: Sheet, cell: Cell) -> None:
        """Another question is in focus; what is around it will follow."""
        is_new = self._cell is None or self._cell.question.code != cell.question.code
        if is_new:
            self.say.settle()
        self._cell = cell
        self.standing.hide()
        self.talk_head.show()
        self.say.show()
        self._show_law(sheet, cell)
        self._show_hints(cell)
        if is_new:
            self.last.show_rows([])
            self.issue.hide()
            self._show_thread(sheet, ())
            self.say.show_text("")
            draft = self._recorder.kept(cell, "message")
            if draft is not None:
                self.say.restore_draft(draft.text, draft.caret)

    def show_standing(self, sheet: Sheet) -> None:
        """No question is in focus: what the assessment comes to so far."""
        self._cell = None
        total = standing_total(sheet.page.standing, self._texts)
        self._standing_of = sheet
        self.standing.show_rows(standing_rows(sheet.page.standing, self._times, self._texts), total)
        for part in (self.last, self.issue, self.law, self.look_at, self.talk_head, self.talk, self.say, self.close_last):
            part.hide()

    def show_times(self, times: Mapping[str, ClusterTime]) -> None:
        """How long the clusters were planned and have taken."""
        self._times = times
        if self.standing.isVisibleTo(self) and self._standing_of is not None:
            self.show_standing(self._standing_of)

    def show_around(self, sheet: Sheet, around: QuestionPage) -> None:
        """What stands around the question has been read."""
        if self._cell is None:
            return
        texts, past = self._texts, around.past
        rows = []
        for one in past.earlier[:MOST_YEARS]:
            lead = str(one.assessed_on.year) if one.assessed_on is not None else texts("assess.cycle", number=one.cycle)
            said = isolate(one.finding) or texts(f"verdict.{one.verdict}")
            words = texts("assess.pane.moved_in", words=said, source=isolate(one.source)) if one.source else said
            rows.append(PaneRow(lead, words, KINDS[one.verdict]))
        self.last.show_rows(rows, texts.count("assess.pane.assessments", len(past.earlier)) if past.earlier else "")
        open_ones = [issue for issue in past.issues if is_open(issue)] or list(past.issues)
        self._issue = open_ones[0] if open_ones else None
        self.issue.setVisible(self._issue is not None)
        if self._issue is not None:
            self.issue.show_issue(self._issue, around.labels.get(self._issue.id, ""))
        self._messages = past.messages
        self._show_thread(sheet, tuple(self._said(sheet, around, one) for one in past.messages))

    @property
    def issue_id(self) -> str:
        """The plan's item on the question in focus; "" without one."""
        return self._issue.id if self._issue is not None else ""

    def _said(self, sheet: Sheet, around: QuestionPage, message: Message) -> PaneRow:
        stamp = around.past.stamps.get(message.id)
        name = sheet.names.first(stamp.author) if stamp is not None else ""
        time = clock_words(stamp.at) if stamp is not None else ""
        if stamp is not None and stamp.at.astimezone().date() != self._bench.today():
            time = f"{day_words(self._bench.look.look, stamp.at.astimezone().date())} {time}"
        if message.is_closed:
            time = self._texts.commas((time, self._texts("assess.thread.closed")))
        return PaneRow(name, isolate(message.text), time=time, tone="text3" if message.is_closed else "text1")

    def _show_thread(self, sheet: Sheet, rows: tuple[PaneRow, ...]) -> None:
        self.talk_head.count.show_words(str(len(rows)) if rows else "")
        self.talk.show_rows(rows)
        self.talk.setVisible(bool(rows))
        self.close_last.setVisible(any(not one.is_closed for one in self._messages) and bool(rows))

    def _show_law(self, sheet: Sheet, cell: Cell) -> None:
        question, tool = cell.question, sheet.page.tool
        rows = [PaneRow("", self._texts.commas(question.references))] if question.references else []
        parameter = tool.parameter(question.parameter) if question.parameter else None
        if parameter is not None:
            rows.append(PaneRow("", self._texts(f"assess.parameter.{parameter.key}", value=parameter.value)))
        self.law.show_rows(rows)

    def _show_hints(self, cell: Cell) -> None:
        left = suggested_sources(cell.question, cell.answer)
        rows = []
        for source in cell.question.sources:
            kind = Kind.GAP if source in left else Kind.GOOD
            rows.append(PaneRow("", self._texts(f"assess.look.{source}"), kind))
        if cell.question.measure:
            rows.append(PaneRow("", self._texts("assess.look.measure", unit=cell.question.measure), Kind.GAP))
        self.look_at.show_rows(rows)

    # between the two

    def say_something(self) -> None:
        """The caret goes into the field of the thread."""
        self.say.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _drafted(self, text: str, caret: int) -> None:
        if self._cell is not None:
            self._recorder.draft(self._cell, "message", text, caret)

    def _send(self) -> None:
        text = self.say.text().strip()
        if self._cell is not None and text:
            self._recorder.message(self._cell, text)
        self.say.show_text("")
        self.left.emit()

    def _close_last(self) -> None:
        message = next((one for one in reversed(self._messages) if not one.is_closed), None)
        if message is not None:
            self._recorder.close(message)
