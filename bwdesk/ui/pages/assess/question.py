"""The question in focus: where it stands, its words, the answer, finding, sources, workers, photos, remark, the other's word.

Its widgets are made once; going to another question changes what they say.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Source, Verdict
from bwdesk.domain.tool import AnswerType
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.answer_area import AnswerArea
from bwdesk.ui.pages.assess.evidence import Evidence, Sources, Workers, needs_of
from bwdesk.ui.pages.assess.finding import FindingBox, GrowingNote
from bwdesk.ui.pages.assess.other import OtherCard
from bwdesk.ui.pages.assess.question_head import QuestionHead
from bwdesk.ui.pages.assess.recorder import Recorder
from bwdesk.ui.pages.assess.sheet import Sheet
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.focus_ring import OWN_RING
from bwdesk.ui.parts.photos import holds_pictures, pictures_in
from bwdesk.usecases.assessment_page import JUDGED, Cell
from bwdesk.usecases.question_page import QuestionPage

DETAILED = {AnswerType.YES_NO_TEXT: "yes", AnswerType.ADEQUACY: "not_adequate"}
"""Answers to questions of fact that ask for words."""


class QuestionView(QWidget):
    """`went_on` when the question is answered and the next may come, `gate_asked(code)`, `settle_asked`, photo signals for the page."""

    went_on = Signal()
    gate_asked = Signal(str)
    settle_asked = Signal()
    photos_asked = Signal()
    pictures_given = Signal(list)
    photo_opened = Signal(object)
    photo_removed = Signal(object)

    def __init__(self, bench: Bench, recorder: Recorder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts, self._recorder = bench, bench.texts, recorder
        self._sheet: Sheet | None = None
        self._around: QuestionPage | None = None
        self.cell: Cell | None = None
        source, texts = bench.look, bench.texts
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, True)
        self.setAcceptDrops(True)
        self.head = QuestionHead(source, texts, self)
        self.answers = AnswerArea(source, texts, self)
        self.finding = FindingBox(source, texts, self)
        self.sources = Sources(source, texts, self)
        self.workers = Workers(source, texts, self)
        self.evidence = Evidence(bench, self)
        self.remark = GrowingNote(source, self, role=Role.BODY, least=1)
        self.remark.setAccessibleName(texts("assess.remark"))
        self.remark.setPlaceholderText(texts("assess.remark.hint"))
        self.add_remark = ActButton(source, texts("assess.remark.add"), kind="quiet", icon="plus", key="R", small=True, parent=self)
        self.other = OtherCard(source, texts, self)
        self._rows: dict[str, tuple[Words, QWidget]] = {}
        self._lay()
        self._join()

    def _lay(self) -> None:
        density = self._bench.look.look.density
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        remark = QHBoxLayout()
        remark.setContentsMargins(0, 0, 0, 0)
        remark.setSpacing(0)
        holder = QWidget(self)
        holder.setLayout(remark)
        remark.addWidget(self.remark, 1)
        remark.addWidget(self.add_remark, 0, Qt.AlignmentFlag.AlignLeading)
        first: QWidget = self.sources
        if self._bench.look.look.touch:  # thumbs reach the bar: the photos stand beside the sources
            first = QWidget(self)
            side_by_side = QHBoxLayout(first)
            side_by_side.setContentsMargins(0, 0, 0, 0)
            side_by_side.addWidget(self.sources, 1)
            side_by_side.addWidget(self.evidence.strip)
            self.evidence.add.setFixedWidth(0)
        rows = (("sources", first), ("workers", self.workers), ("evidence", self.evidence), ("remark", holder))
        for number, (key, widget) in enumerate(rows):
            label = Words(self._bench.look, self._texts(f"assess.{key}"), Role.BODY, "text2", parent=self)
            label.setMinimumWidth(round(72 * max(1.0, self._bench.look.look.type.factor)))
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(widget, number, 1)
            self._rows[key] = (label, widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(density.inset, 14, density.inset, 16)
        column.setSpacing(12)
        for part in (self.head, self.answers, self.finding):
            column.addWidget(part)
        column.addLayout(grid)
        column.addWidget(self.other)
        column.addStretch(1)

    def _join(self) -> None:
        record = self._recorder
        self.answers.verdict_given.connect(self._verdict)
        self.answers.value_given.connect(self._value)
        self.answers.later_given.connect(self._later)
        self.answers.drafted.connect(lambda text, caret, repeat: self._with(partial(self._draft, "value", text, caret, repeat)))
        self.answers.went_on.connect(self.went_on)
        self.answers.left.connect(self.rest)
        self.finding.written.connect(lambda text: self._with(lambda cell: record.finding(cell, text)))
        self.finding.drafted.connect(lambda text, caret: self._with(partial(self._draft, "finding", text, caret, None)))
        self.finding.closed.connect(self.went_on)
        self.finding.escaped.connect(self.rest)
        self.finding.places.edited.connect(lambda places: self._with(lambda cell: record.places(cell, places)))
        self.finding.places.drafted.connect(lambda text, caret: self._with(partial(self._draft, "place", text, caret, None)))
        self.finding.places.left.connect(self.rest)
        self.finding.note.pictures_given.connect(self.pictures_given)
        self.sources.toggled.connect(lambda kind: self._with(lambda cell: record.source(cell, kind)))
        self.workers.edited.connect(lambda *numbers: self._with(lambda cell: record.workers(cell, *numbers)))
        for field in self.workers.fields:
            field.escaped.connect(self.rest)
        self.evidence.given.connect(self.pictures_given)
        self.evidence.asked.connect(self.photos_asked)
        self.evidence.opened.connect(self.photo_opened)
        self.evidence.removal_asked.connect(self.photo_removed)
        self.remark.settled.connect(lambda text: self._with(lambda cell: record.remark(cell, text)))
        self.remark.draft_changed.connect(lambda text, caret: self._with(partial(self._draft, "remark", text, caret, None)))
        self.remark.closed.connect(self.went_on)
        self.remark.escaped.connect(self.rest)
        self.add_remark.clicked.connect(self.write_remark)
        self.other.pressed.connect(self.settle_asked)
        self.head.gate_asked.connect(self.gate_asked)

    def _with(self, act: Callable[[Cell], object]) -> None:
        """Acts on the question in focus."""
        if self.cell is not None:
            act(self.cell)

    def _draft(self, field: str, text: str, caret: int, repeat: str | None, cell: Cell) -> None:
        self._recorder.draft(cell, field, text, caret, repeat)

    # showing

    def show_cell(self, sheet: Sheet, cell: Cell) -> None:
        """Shows a question, or the one that is shown as it stands now. Words that are being typed stay."""
        is_new = self.cell is None or (self.cell.question.code, self.cell.repeat) != (cell.question.code, cell.repeat)
        self._sheet, self.cell = sheet, cell
        if is_new:
            self._around = None
            self.other.hide()
            self.answers.show_other(None, "")
            self.finding.show_earlier("")
            self.evidence.show_photos((), locked=bool(sheet.locked_because))
        self.head.show_question(sheet, cell)
        self.answers.show_cell(sheet, cell, is_new=is_new)
        self._show_rest(sheet, cell)
        if is_new:
            self.restore_words()
        if self._around is not None:
            self._show_said(self._around)

    def _show_rest(self, sheet: Sheet, cell: Cell) -> None:
        answer, locked = cell.answer, bool(sheet.locked_because)
        is_open = not cell.is_skipped
        text = answer.finding if answer is not None else ""
        is_found = self.asks_words(cell)
        self.finding.setVisible(bool(text) or is_found)
        title = self._texts("assess.finding" if cell.question.takes_verdict else "assess.details")
        self.finding.show_finding(title, text, locked=locked)
        known = sorted({place for one in sheet.page.known.answers.values() for place in one.places})
        self.finding.places.show_places(answer.places if answer else frozenset(), known, locked=locked)
        self.sources.show_sources(answer.sources if answer else frozenset(), locked=locked)
        self.workers.show_workers(answer, locked=locked)
        is_nc = cell.verdict is Verdict.NON_COMPLIANT
        self.evidence.needs.show_needs(needs_of(answer, cell.photos, sheet.page.advice(cell), self._texts))
        remark = answer.remark if answer is not None else ""
        self.remark.show_text(remark)
        self.remark.setReadOnly(locked)
        self._show_remark(bool(remark) or self.remark.autosave.is_dirty or self.remark.hasFocus(), locked=locked)
        self._show_row("sources", is_open)
        self._show_row("workers", is_open and is_nc)
        self._show_row("evidence", is_open and (not locked or self.evidence.has_some))
        self._show_row("remark", is_open and (not locked or bool(remark)))

    def _show_row(self, key: str, is_shown: bool) -> None:
        for widget in self._rows[key]:
            widget.setVisible(is_shown and not self._is_turned)
        self._rows[key][0].setVisible(is_shown and not self._is_turned and not self._bench.look.look.touch)

    def _show_remark(self, is_open: bool, *, locked: bool) -> None:
        self.remark.setVisible(is_open)
        self.add_remark.setVisible(not is_open and not locked)

    @staticmethod
    def asks_words(cell: Cell) -> bool:
        """Whether the answer asks for words: a finding, or details of a fact."""
        if cell.verdict is Verdict.NON_COMPLIANT:
            return True
        return cell.answer is not None and not cell.is_skipped and DETAILED.get(cell.question.answer, " ") == cell.answer.value

    def set_turned(self, on: bool) -> None:
        """Turned to the factory, nothing shows where a finding came from, or what the two say to each other."""
        self._is_turned = on
        if self._sheet is not None and self.cell is not None:
            self.show_cell(self._sheet, self.cell)

    _is_turned = False

    def show_around(self, around: QuestionPage) -> None:
        """What stands around the question has been read."""
        self._around = around
        if self._sheet is None or self.cell is None:
            return
        locked = bool(self._sheet.locked_because)
        self.evidence.show_photos((*around.past.photos, *around.past.documents), locked=locked)
        self._show_row("evidence", not self.cell.is_skipped and (not locked or self.evidence.has_some))
        self._show_said(around)
        earlier = next((one for one in around.past.earlier if one.finding), None)
        self.finding.show_earlier(earlier.finding if earlier is not None else around.wording)

    def _show_said(self, around: QuestionPage) -> None:
        sheet, cell = self._sheet, self.cell
        if sheet is None or cell is None:
            return
        me = sheet.page.person
        others = [one for one in around.others(me) if not self._is_turned and one.author in sheet.page.assessment.assessors]
        said = others[-1] if others else None
        mine = around.of(me)
        name = sheet.names.first(said.author) if said is not None else ""
        letter = sheet.names.initials(said.author)[:1] if said is not None else ""
        self.other.show_said(said, name, letter, mine, cell.unsettled)
        key = said.verdict.value if said is not None and said.verdict not in (None, Verdict.OPEN) else said.value if said else None
        self.answers.show_other(key or None, letter)
        if cell.unsettled & JUDGED and mine is not None:
            self.answers.show_mine(mine.verdict.value if mine.verdict not in (None, Verdict.OPEN) else mine.value or None)

    def restore_words(self) -> None:
        """What was being typed when the program ended, or could not be recorded, stands there again, unsettled, with its caret."""
        cell = self.cell
        if cell is None or not self._recorder.drafts:
            return
        for name, field, holder in (("finding", self.finding.note, self.finding), ("remark", self.remark, self.remark)):
            draft = self._recorder.kept(cell, name)
            if draft is not None and draft.text != (getattr(cell.answer, name) if cell.answer is not None else ""):
                field.restore_draft(draft.text, draft.caret)
                holder.show()
        place = self._recorder.kept(cell, "place")
        if place is not None and not self.finding.isHidden():
            self.finding.places.restore(place.text, place.caret)
        values = {}
        for repeat in (cell.repeat, *map(str, range(1, 13))):
            draft = self._recorder.kept(cell, "value", repeat)
            if draft is not None:
                values[repeat] = (draft.text, draft.caret)
        if values:
            self.answers.restore(values)

    # acting

    def _verdict(self, verdict: Verdict, reason: str, is_final: bool) -> None:
        if self.cell is None:
            return
        self._recorder.verdict(self.cell, verdict, reason)
        if verdict is Verdict.NON_COMPLIANT:
            self.write_finding()
        elif is_final:
            self.went_on.emit()

    def _value(self, value: str, repeat: str, is_final: bool) -> None:
        if self.cell is None:
            return
        self._recorder.value(self.cell, value, repeat)
        if is_final and DETAILED.get(self.cell.question.answer) == value:
            self.write_finding()
        elif is_final:
            self.went_on.emit()

    def _later(self) -> None:
        self._with(self._recorder.later)
        self.went_on.emit()

    def write_finding(self) -> None:
        """Opens the box of the finding with the caret in it."""
        self.finding.show()
        self.finding.focus_note()

    def write_remark(self) -> None:
        """Opens the remark with the caret in it."""
        self._show_remark(True, locked=False)
        self.remark.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write_workers(self) -> None:
        """The caret goes to the number of workers concerned, where there is a finding."""
        if not self._rows["workers"][1].isHidden():
            self.workers.focus_first()

    def ask_place(self) -> None:
        """Opens the field for a place, where there is a finding."""
        if not self.finding.isHidden():
            self.finding.places.ask()

    def press_source(self, kind: Source) -> None:
        """A source by its letter."""
        if not self._rows["sources"][1].isHidden():
            self.sources.press(kind)

    def rest(self) -> None:
        """No field has the caret: keys answer."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Where work goes on: in the field of a number or text, else on the keys that answer."""
        editor = self.answers.editor
        is_typed = self.cell is not None and editor is not None and not self.cell.is_skipped
        if is_typed and editor is not None and self._sheet is not None and not self._sheet.locked_because:
            editor.focus_first()
        elif self.finding.note.autosave.is_dirty:
            self.finding.note.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.rest()

    def settle(self) -> None:
        """Tells everything that was typed."""
        self.answers.settle()
        self.finding.settle()
        self.workers.settle()
        self.remark.settle()

    # pictures dropped anywhere on the question

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        pictures = pictures_in(event.mimeData())
        if pictures:
            event.acceptProposedAction()
            self.pictures_given.emit(pictures)
