"""The review under the head of an assessment: who returned it, the remark at the question, and its answer in place.

It follows the question one stands at. Who leads writes remarks here; the two assessors answer them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.report import Remark, Report
from bwdesk.errors import DeskError
from bwdesk.store.unit import Changes
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.remark_list import place_of
from bwdesk.ui.pages.assess.sheet import Sheet, field_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words, hairline
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.usecases.report_life import answer_draft
from bwdesk.usecases.review import Review, answer_review, close_remark, remark_draft, remark_on, review_of


class RemarkBar(QFrame):
    """`jumped(key)` to the place of a remark. Hidden where there is nothing to say, and when the screen is turned.

    `shown(review, sheet)` for who lists the remarks; None for both while nothing of it is to be seen.
    """

    jumped = Signal(str)
    left = Signal()
    shown = Signal(object, object)

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(parent)
        self._bench, self._texts = bench, bench.texts
        self.review: Review | None = None
        self._sheet: Sheet | None = None
        self._key = self._shown_for = self._draft_key = ""
        self._is_turned = False
        self._remark: Remark | None = None
        look, t = bench.look, bench.texts
        self.mark = MarkView(look, Kind.WAITING, "", self)
        self.facts = Words(look, "", Role.NAME, wrap=True, parent=self)
        self.next = ActButton(look, t("review.next"), kind="quiet", icon="skip-forward", key="F9", small=True)
        self.next.clicked.connect(lambda _checked=False: self.go_next())
        self.said = Words(look, "", Role.BODY, wrap=True, parent=self)
        self.answer = LineField(self)
        self.answer.draft_changed.connect(self._keep_draft)
        self.answer.settled.connect(self._write)
        self.answer.entered.connect(self.left)
        self.answer.escaped.connect(self.left)
        self.close_it = ActButton(look, t("review.close"), icon="check", small=True)
        self.close_it.clicked.connect(lambda _checked=False: self.close_remark())
        self._lay()
        bench.desk.changed.connect(self._heard)
        self.hide()

    def _lay(self) -> None:
        inset = self._bench.look.look.density.inset
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        second.setSpacing(8)
        first.addWidget(self.mark)
        first.addWidget(self.facts, 1)
        first.addWidget(self.next)
        second.addWidget(self.answer, 1)
        second.addWidget(self.close_it)
        inner = QVBoxLayout()
        inner.setContentsMargins(inset, 6, inset, 8)
        inner.setSpacing(4)
        inner.addLayout(first)
        inner.addWidget(self.said)
        inner.addLayout(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner)
        column.addWidget(hairline(self))

    # being shown

    def show_place(self, sheet: Sheet, key: str) -> None:
        """The place one stands at; another assessment is asked for."""
        is_other = self._shown_for != sheet.page.assessment.id
        self._sheet = sheet
        if key != self._key:
            self.answer.settle()
            self._key = key
        if is_other:
            self._shown_for, self.review = sheet.page.assessment.id, None
            self._ask()
        self._show()

    def set_turned(self, on: bool) -> None:
        """What the office says of the work is not for the factory's eyes."""
        self._is_turned = on
        self._show()

    def _heard(self, changes: Changes) -> None:
        if changes.touches(Remark, Report) and self._shown_for:
            self._ask()

    def _ask(self) -> None:
        found = self._bench.desk.ask(review_of, self._shown_for, self._bench.me.id, self._bench.today())
        found.then(self._show_review, self).otherwise(self._unanswered, self)

    def _unanswered(self, error: DeskError) -> None:
        self.review = None
        self._show()

    def _show_review(self, review: Review) -> None:
        self.review = review
        self._show()

    @property
    def question(self) -> str:
        """The code of the question one stands at; "" on the form about the whole."""
        cell = self._sheet.cells.get(self._key) if self._sheet is not None and not field_of(self._key) else None
        return cell.question.code if cell is not None else ""

    def _show(self) -> None:
        review = self.review
        has_words = review is not None and bool(review.remarks or review.can_remark)
        self.setVisible(has_words and not self._is_turned)
        self.shown.emit(*((None, None) if self._is_turned else (review, self._sheet)))
        if review is None or not has_words:
            return
        here = review.at(self.question)
        self._remark = here[0] if here else None
        self._show_facts(review)
        self.said.show_words("\n".join(self._words(one) for one in here))
        self.said.setVisible(bool(here))
        self._show_field(review)

    def _show_facts(self, review: Review) -> None:
        t = self._texts
        waiting = len(review.waiting)
        if review.by:
            words = t("review.returned", name=review.by, remarks=t.count("review.remarks", len(review.remarks)))
        else:
            words = t.count("review.remarks", len(review.remarks)) if review.remarks else t("review.none")
        if waiting:
            words += " · " + t.count("review.to_answer" if review.is_author else "review.to_judge", waiting)
        self.facts.show_words(words)
        self.mark.show_mark(Kind.WAITING if waiting else Kind.GOOD if review.remarks and not review.open else Kind.GAP, "")
        self.next.setVisible(bool(review.remarks))

    def _words(self, one: Remark) -> str:
        t = self._texts
        words = t("review.remark", text=one.text)
        if one.answer.strip():
            words += " " + t("review.answer", text=one.answer)
        return words + (" " + t("review.closed") if one.is_closed else "")

    def _show_field(self, review: Review) -> None:
        """The author answers the first remark here; who leads writes another one."""
        one, t = self._remark, self._texts
        answers = review.is_author and one is not None and not one.is_closed
        self.answer.setVisible(answers or review.can_remark)
        self.close_it.setVisible(review.can_remark and one is not None and (bool(one.answer.strip()) or one.is_closed))
        self.close_it.setText(t("review.reopen" if one is not None and one.is_closed else "review.close"))
        name = t("review.answer.field") if review.is_author else t("review.remark.field")
        self.answer.setPlaceholderText(name)
        self.answer.setAccessibleName(name)
        key = answer_draft(review.report_id, one.id) if answers and one is not None else remark_draft(review.report_id, self.question)
        is_other = key != self._draft_key
        self._draft_key = key
        self.answer.show_text(one.answer if answers and one is not None else "")
        draft = review.draft(key)
        if is_other and draft is not None and not self.answer.autosave.is_dirty:
            self.answer.restore_draft(*draft)

    # acts

    def go_next(self) -> None:
        """The next remark that waits for this person, else the next open one, else the next at all."""
        review, sheet = self.review, self._sheet
        if review is None or sheet is None:
            return
        for some in (review.waiting, review.open, review.remarks):
            keys = [key for key in dict.fromkeys(place_of(sheet, one) for one in some) if key]
            if keys:
                at = keys.index(self._key) + 1 if self._key in keys else 0
                self.jumped.emit(keys[at % len(keys)])
                return

    def write(self) -> None:
        """Puts the caret where one answers or remarks."""
        if self.isVisible() and self.answer.isVisible():
            self.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_remark(self) -> None:
        """The answer is good enough, or is not after all."""
        if self._remark is not None:
            self._bench.desk.do(close_remark, self._remark, not self._remark.is_closed)

    def _keep_draft(self, text: str, caret: int) -> None:
        if self._draft_key:
            self._bench.desk.keep_draft(self._draft_key, text, caret)

    def _write(self, text: str) -> None:
        review, sheet, one = self.review, self._sheet, self._remark
        if review is None or sheet is None:
            return
        if review.is_author and one is not None:
            self._bench.desk.do(answer_review, sheet.page.assessment, one, text)
        elif review.can_remark and text.strip():
            self._bench.desk.do(remark_on, sheet.page.assessment.id, text, self.question)
