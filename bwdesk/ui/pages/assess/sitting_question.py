"""One question on the committee's table, large: what each side says, what both agree on, what is wanted, which first, into the plan."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.diagnosis import Voice
from bwdesk.question_words import question_in
from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.areas import day_field
from bwdesk.ui.pages.assess.dots import Dots
from bwdesk.ui.pages.assess.finding import GrowingNote
from bwdesk.ui.pages.assess.keys import letter_of
from bwdesk.ui.pages.assess.sheet import KINDS
from bwdesk.ui.pages.assess.sitting_recorder import WANTED, SittingRecorder
from bwdesk.ui.pages.assess.sitting_sheet import SIDES, SittingSheet
from bwdesk.ui.pages.assess.voices import SCALE, VoiceColumn
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Chip, IconView, Words
from bwdesk.ui.parts.digits import digit_of
from bwdesk.ui.parts.flow import Flow
from bwdesk.ui.parts.focus_ring import OWN_RING
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.when import plain_day, q_day
from bwdesk.usecases.diagnosis import DiagnosisRow

KEYS = {Voice.MANAGEMENT: "M", Voice.WORKERS: "W"}
FOLDS = 640


class SittingQuestion(QWidget):
    """`went_on` when the next question may come. Digits answer for the column in focus, Tab goes to the next one."""

    went_on = Signal()

    def __init__(self, bench: Bench, recorder: SittingRecorder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts, self._recorder = bench, bench.texts, recorder
        self._sheet: SittingSheet | None = None
        self.code = ""
        self.voice = Voice.MANAGEMENT
        source, texts = bench.look, bench.texts
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(OWN_RING, True)
        self.cluster = Words(source, "", Role.BODY, "text2", parent=self)
        self.point = Words(source, "", Role.BODY, "text2", parent=self)
        self.place = Words(source, "", Role.BODY, "text3", firm=True, parent=self)
        self.last = Chip(source, "", Kind.GOOD, parent=self)
        self.words = Words(source, "", Role.DISPLAY, wrap=True, parent=self)
        self.second = Words(source, "", Role.TITLE, "text2", wrap=True, parent=self)
        self._second = ""
        self.note = Words(source, "", Role.BODY, "text2", wrap=True, parent=self)
        self.columns = {voice: VoiceColumn(source, texts, voice, self) for voice in Voice}
        self.wanted = GrowingNote(source, self, role=Role.BODY, least=1)
        self.wanted.setPlaceholderText(texts("sitting.wanted.hint"))
        self.wanted.setAccessibleName(texts("sitting.wanted"))
        self.due = day_field(bench, texts("sitting.due"), self, or_none=True)
        self.dots = {voice: Dots(source, texts, voice, KEYS[voice], self) for voice in SIDES}
        self.choose = ActButton(source, texts("sitting.choose"), kind="toggle", icon="check-square", key="C", parent=self)
        self._lay()
        self._join()

    def _lay(self) -> None:
        source = self._bench.look
        crumb = QHBoxLayout()
        crumb.setSpacing(8)
        crumb.addWidget(self.cluster)
        crumb.addWidget(IconView(source, "caret-right", self, tone="text3", side=12), 0, Qt.AlignmentFlag.AlignVCenter)
        crumb.addWidget(self.point)
        crumb.addWidget(self.place)
        crumb.addStretch(1)
        crumb.addWidget(self.last)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(12)
        for column in self.columns.values():
            self._sides.addWidget(column, 1)
        density = source.look.density
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(density.inset, 14, density.inset, 16)
        column_of_all.setSpacing(12)
        column_of_all.addLayout(crumb)
        column_of_all.addWidget(self.words)
        column_of_all.addWidget(self.second)
        column_of_all.addWidget(self.note)
        column_of_all.addLayout(self._sides)
        column_of_all.addSpacing(2)
        column_of_all.addLayout(self._lay_next())
        column_of_all.addStretch(1)

    def _lay_next(self) -> QGridLayout:
        """What is wanted, and which first."""
        source = self._bench.look
        rows = QGridLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(10)
        rows.setColumnStretch(1, 1)
        wanted = QHBoxLayout()
        wanted.setSpacing(8)
        wanted.addWidget(self.wanted, 1)
        wanted.addWidget(Words(source, self._texts("sitting.by"), Role.BODY, "text2", parent=self))
        wanted.addWidget(self.due)
        first = Flow(gap=16)
        for dots in self.dots.values():
            first.addWidget(dots)
        first.addWidget(self.choose)
        rows.addLayout(wanted, 0, 1)
        rows.addLayout(first, 1, 1)
        for number, key in enumerate(("sitting.wanted", "sitting.which_first")):
            label = Words(source, self._texts(key), Role.BODY, "text2", firm=True, parent=self)
            rows.addWidget(label, number, 0, Qt.AlignmentFlag.AlignVCenter)
        return rows

    def _join(self) -> None:
        for voice, column in self.columns.items():
            column.answered.connect(lambda verdict, voice=voice: self._recorder.answer(self.code, voice, verdict))
            column.commented.connect(lambda text, voice=voice: self._recorder.comment(self.code, voice, text))
            column.drafted.connect(lambda text, caret, voice=voice: self._recorder.draft(self.code, voice, text, caret))
            column.entered.connect(lambda voice=voice: self.go_to_voice(voice))
            column.left.connect(self.rest)
            column.went_on.connect(self.went_on)
        self.wanted.settled.connect(lambda _text: self._target())
        self.wanted.draft_changed.connect(lambda text, caret: self._recorder.draft(self.code, WANTED, text, caret))
        self.wanted.escaped.connect(self.rest)
        self.wanted.closed.connect(self.went_on)
        self.due.editingFinished.connect(self._target)
        for voice, dots in self.dots.items():
            dots.given.connect(lambda by, voice=voice: self._recorder.dot(self.code, voice, by))
        self.choose.clicked.connect(lambda _checked=False: self._recorder.choose(self.code))

    # showing

    def show_row(self, sheet: SittingSheet, row: DiagnosisRow) -> None:
        """Shows a question; words that are being typed stay."""
        question, tool, texts = row.question, sheet.page.tool, self._texts
        is_new = self.code != question.code
        self._sheet, self.code = sheet, question.code
        self.cluster.show_words(tool.cluster(question.cluster).name)
        self.point.show_words(tool.point(question.point).name)
        self.place.show_words(f"{question.position}  {question.code}")
        self.words.show_words(isolate(question.text))
        self._show_question_again()
        self.note.show_words(isolate(question.note))
        self.note.setVisible(bool(question.note))
        self.last.setVisible(row.last_time is not None)
        if row.last_time is not None:
            self.last.show_word(texts("sitting.last_time", verdict=texts(f"verdict.{row.last_time}")), KINDS[row.last_time])
        self._show_voices(row)
        target = row.target
        self.wanted.show_text(target.wanted if target is not None else "")
        day = target.due_on if target is not None else None
        if not self.due.hasFocus() or is_new:
            self.due.setDate(q_day(day) if day is not None else self.due.minimumDate())
        self.dots[Voice.MANAGEMENT].show_count(target.management_votes if target is not None else 0)
        self.dots[Voice.WORKERS].show_count(target.workers_votes if target is not None else 0)
        is_chosen = target is not None and target.is_chosen
        self.choose.setChecked(is_chosen)
        self.choose.setText(texts("sitting.chosen" if is_chosen else "sitting.choose"))
        if is_new:
            self.voice = Voice.MANAGEMENT
            self.restore_words()
        self._show_focus()

    def show_second(self, language: str) -> None:
        """The question, its sides and answers stand in a second language too; empty: in one."""
        self._second = language
        second = Texts(language) if language else None
        for column in self.columns.values():
            column.show_second(second)
        self._show_question_again()

    def _show_question_again(self) -> None:
        there = question_in(self._second, self.code) if self._second and self.code else ""
        self.second.show_words(isolate(there))
        self.second.setVisible(bool(there))

    def _show_voices(self, row: DiagnosisRow) -> None:
        for voice, column in self.columns.items():
            answer = row.answers.get(voice)
            column.show_verdict(answer.verdict if answer is not None else Verdict.OPEN)
            column.note.show_text(answer.comment if answer is not None else "")
            column.show_hint("")
        agreed = self.columns[Voice.AGREED]
        if not row.sides.is_answered and row.sides.proposed is not Verdict.OPEN:
            agreed.show_hint(self._texts("sitting.proposed", verdict=self._texts(f"verdict.{row.sides.proposed}")), "accent")
        elif not row.sides.is_answered and row.sides.do_differ:
            agreed.show_hint(self._texts("sitting.talk"), "differ")

    def restore_words(self) -> None:
        """What was being typed when the program ended, or could not be recorded, stands there again."""
        for part, field in (*((voice.value, column.note) for voice, column in self.columns.items()), (WANTED, self.wanted)):
            draft = self._recorder.kept(self.code, part)
            if draft is not None and draft.text != field.plain():
                field.restore_draft(draft.text, draft.caret)

    def _show_focus(self) -> None:
        for voice, column in self.columns.items():
            column.show_focus(voice is self.voice)

    # acting

    def _target(self) -> None:
        if self._sheet is None or not self.code:
            return
        due = None if self.due.date() == self.due.minimumDate() else plain_day(self.due.date())
        target = self._sheet.target(self.code)
        if (self.wanted.plain(), due) != (target.wanted, target.due_on):
            self._recorder.target(self.code, self.wanted.plain(), due)

    def go_to_voice(self, voice: Voice) -> None:
        """Digits answer for this side from now on."""
        self.voice = voice
        self._show_focus()

    def step_voice(self, by: int) -> None:
        """The next or former column."""
        voices = list(Voice)
        self.go_to_voice(voices[(voices.index(self.voice) + by) % len(voices)])
        self.rest()

    def settle(self) -> None:
        """Tells everything that was typed."""
        for column in self.columns.values():
            column.note.settle()
        self.wanted.settle()
        self._target()

    def rest(self) -> None:
        """No field has the caret: keys answer."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab goes from column to column while no field has the caret."""
        if self.hasFocus():
            self.step_voice(1 if is_next else -1)
            return True
        return super().focusNextPrevChild(is_next)

    def take_key(self, event: QKeyEvent) -> bool:
        """Keys that answer, while no field has the caret; True when the key was one."""
        digit = digit_of(event)
        if digit is not None and 1 <= digit <= len(SCALE):
            self.columns[self.voice].press(SCALE[digit - 1])
            return True
        by = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        letter = letter_of(event)
        if letter in ("m", "w"):
            self._recorder.dot(self.code, Voice.MANAGEMENT if letter == "m" else Voice.WORKERS, by)
        elif letter == "c" or event.key() == Qt.Key.Key_Space:
            self._recorder.choose(self.code)
        elif letter == "n":
            self.columns[self.voice].note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif letter == "t":
            self.wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif letter == "a":
            self.agree()
        else:
            return False
        return True

    def agree(self) -> None:
        """What both sides say anyway becomes what they agree on."""
        row = self._sheet.rows.get(self.code) if self._sheet is not None else None
        if row is not None and row.sides.proposed is not Verdict.OPEN:
            self.columns[Voice.AGREED].press(row.sides.proposed)

    def fold(self, width: int) -> None:
        """Columns stand beside each other, or under each other where there is no room."""
        aside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        grown = FOLDS * max(1.0, self._bench.look.look.type.factor)
        self._sides.setDirection(aside if width >= grown else under)
