"""What was said to a report: remarks of its reviewer, comments of the factory, each with what became of it. Nothing of it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.report import FactoryComment, Remark, ReportState
from bwdesk.errors import DeskError
from bwdesk.reports.values import Place
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import Role
from bwdesk.ui.pages.committee.typed import TypedField
from bwdesk.ui.pages.reports.about import About, place_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField, NoteField
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column
from bwdesk.ui.sentence import sentence_of
from bwdesk.ui.when import day_words
from bwdesk.usecases.report_life import add_comment, answer_draft, answer_remark, comment_draft, take_comment
from bwdesk.usecases.report_page import ReportPage

ROWS: Final = 4
"""So many are shown before the list scrolls."""

BESIDE: Final = 48
"""So many px of a row are not for its words; those that do not fit are shown in full below."""

Said = Remark | FactoryComment


class TalkPart(QWidget):
    """A list, the words of the chosen one in full with its answer, and while the factory is asked a form for what it says.

    `stands_on(page)`: the page of the paper that the chosen one is about; 0 where it is about the whole, or not there.
    """

    stands_on = Signal(int)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.places: Sequence[Place] = ()
        self._page: ReportPage | None = None
        look, t = bench.look, bench.texts
        self.answer = TypedField(bench, t("report_life.answer"), self)
        self.answer.setFixedHeight(72)
        self.head = SectionHead(look, t("report_life.said"))
        self.rows: RowModel[Said] = RowModel(list_column(self._cell), lambda one: one.id)
        self.list = RowView(look, self.rows, self, two_lines=True, inset=10)
        self.list.setAccessibleName(t("report_life.said"))
        self.list.current_row.connect(lambda _key: self._show_chosen())
        self.list.activated_row.connect(lambda _key: self.answer.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.words = Words(look, "", Role.BODY, wrap=True, parent=self)
        self.message = Words(look, "", Role.SMALL, "bad", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        for widget in (self.head, self.list, self.words, self.answer, self._build_asked(), self.message):
            column.addWidget(widget)
        self.message.hide()

    def _build_asked(self) -> QWidget:
        """What the factory says by word of mouth or on paper is taken down here."""
        look, t = self._bench.look, self._bench.texts
        self.asked = QWidget(self)
        self.comment = NoteField(self.asked)
        self.comment.setAccessibleName(t("report_life.comment"))
        self.comment.setPlaceholderText(t("report_life.comment"))
        self.comment.setFixedHeight(72)
        self.comment.draft_changed.connect(self._keep_draft)
        self.about = About(look, t, self.asked)
        self.said_by = LineField(self.asked)
        self.said_by.setAccessibleName(t("report_life.said_by"))
        self.said_by.setPlaceholderText(t("report_life.said_by"))
        self.said_by.entered.connect(self.take_down)
        self.take = ActButton(look, t("report_life.take_down"), parent=self.asked)
        self.take.clicked.connect(lambda _checked=False: self.take_down())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.said_by, 1)
        row.addWidget(self.take)
        column = QVBoxLayout(self.asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.comment)
        column.addLayout(row)
        return self.asked

    # showing

    def show_page(self, page: ReportPage) -> None:
        """Shows what was said to a report; nothing at all where nothing was and nobody is asked."""
        is_other = self._page is None or self._page.report.id != page.report.id
        if is_other and self._page is not None:
            self.comment.settle()
        self._page = page
        if is_other:
            self.message.hide()
            self.said_by.show_text("")
            self.comment.show_text("")
            kept = page.drafts.get(comment_draft(page.report.id))
            if kept is not None:
                self.comment.restore_draft(kept.text, kept.caret)
        said: list[Said] = [*page.comments, *page.remarks]
        is_asked = page.report.state is ReportState.COMMENTS and page.facts.today <= (page.report.comments_due_on or page.facts.today)
        self.rows.set_rows(said)
        waiting = sum(not _is_settled(one) for one in said)
        self.head.count.show_words(self._bench.texts.count("report_life.waiting", waiting) if waiting else "")
        self.list.setFixedHeight(min(ROWS, len(said)) * self._bench.look.look.density.row_two + 2)
        for widget in (self.list, self.words, self.answer):
            widget.setVisible(bool(said))  # a short one hides its words again below
        self.asked.setVisible(is_asked)
        self.setVisible(bool(said) or is_asked)
        if said and self._chosen() is None:
            self.list.choose(next((one.id for one in said if not _is_settled(one)), said[0].id))
        self._show_chosen()

    def show_places(self, places: Sequence[Place]) -> None:
        """The sections and findings of the paper that is shown, for what is said to be about."""
        self.places = places
        self.about.show_places(places)
        self.rows.set_rows(list(self.rows.shown_values()))
        self._show_chosen()

    def _cell(self, one: Said) -> Cell:
        t, look = self._bench.texts, self._bench.look.look
        place = place_of(one, self.places)
        where = isolate(place.title) if place is not None else isolate(one.question)
        if isinstance(one, Remark):
            second = t.commas(filter(None, (t("report_life.remark"), where)))
        else:
            day = day_words(look, one.said_on, "d MMM") if one.said_on is not None else ""
            second = t.commas(filter(None, (t("report_life.from_factory"), one.said_by, day, where)))
        return Cell(" ".join(one.text.split()), second, mark=Kind.GOOD if _is_settled(one) else Kind.GAP)

    def _chosen(self) -> Said | None:
        return self.rows.value(self.rows.row_of(self.list.current_key()))

    def _show_chosen(self) -> None:
        one, page = self._chosen(), self._page
        place = place_of(one, self.places) if one is not None else None
        self.stands_on.emit(place.page if place is not None else 0)
        if one is None or page is None:
            return
        self.words.show_words(one.text)
        room = self.list.viewport().width() - BESIDE
        self.words.setVisible("\n" in one.text or self._bench.look.ink.width(one.text, Role.NAME) > room)
        key = answer_draft(page.report.id, one.id)
        kept = page.drafts.get(key)
        draft = (kept.text, kept.caret) if kept is not None else None
        text = one.answer if isinstance(one, Remark) else one.taken
        self.answer.show_record(key, text, draft, lambda typed: self._answered(one.id, typed))

    # acting

    def _answered(self, said_id: str, text: str) -> None:
        one = self.rows.value(self.rows.row_of(said_id))
        desk = self._bench.desk
        self.message.hide()
        if isinstance(one, Remark):
            desk.do(answer_remark, one, text.strip(), is_closed=bool(text.strip())).otherwise(self._refused, self)
        elif one is not None:
            desk.do(take_comment, one, text).otherwise(self._refused, self)

    def take_down(self) -> None:
        """Records what the factory said."""
        page = self._page
        if page is None:
            return
        self.comment.settle()
        self.message.hide()
        kind, thing_id = page.subject.kind.value, page.subject.thing_id
        done = self._bench.desk.do(
            add_comment, kind, thing_id, self.comment.plain().strip(), self.said_by.text().strip(), self.about.question, self.about.section
        )
        done.then(lambda made: self._taken_down(made), self).otherwise(self._refused, self)

    def _taken_down(self, made: FactoryComment) -> None:
        self.comment.show_text("")
        self.said_by.show_text("")
        self.list.choose(made.id)

    def _keep_draft(self, text: str, caret: int) -> None:
        if self._page is not None:
            self._bench.desk.keep_draft(comment_draft(self._page.report.id), text, caret)

    def _refused(self, error: DeskError) -> None:
        self.message.show_words(" ".join(sentence_of(error, self._bench.texts)))
        self.message.show()


def _is_settled(one: Said) -> bool:
    return one.is_closed if isinstance(one, Remark) else bool(one.taken.strip())
