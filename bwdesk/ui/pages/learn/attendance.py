"""Who was there, in few keys: space ticks a member or asks a factory, digits count the others, Ctrl+D takes the group of last time.

Everything is kept as it is typed. "It was held" is one key; over the package it asks for a reason first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from bwdesk.domain.committee import Sex
from bwdesk.domain.learning import Audience, Package, Seminar, Training
from bwdesk.errors import DeskError
from bwdesk.ui.amounts import days_words
from bwdesk.ui.look import Role
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.learn.counts import CountGrid
from bwdesk.ui.pages.learn.quiz import QuizRow
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Chip, Words
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column
from bwdesk.ui.when import day_words
from bwdesk.usecases.learning import copy_group, count_people, edit_training, hold_training, set_present, unhold_training
from bwdesk.usecases.learning_who import GuestRow, MemberRow, Who
from bwdesk.usecases.seminars import count_seats, hold_seminar, invite, unhold_seminar

ROWS = 6
NO_LIMIT = (1 << 24) - 1
"""Qt's largest height of a widget."""


@dataclass(frozen=True, slots=True)
class Line:
    """A member of the committee, or a factory at a seminar."""

    key: str
    member: MemberRow | None = None
    guest: GuestRow | None = None


class AttendancePanel(FormPanel):
    """Under the list, about one seminar or training. `held(title)` when it was noted as held, `paper(id)` for its certificate.

    `opened_or_shut` when it came or went: on a low screen it is given the room of the list.
    """

    held = Signal(str)
    paper = Signal(str)
    opened_or_shut = Signal()

    def __init__(self, page: DeskPage) -> None:
        texts = page.texts
        super().__init__(page.look, texts, "", texts("learn.done"), page)
        self.setObjectName("panel")
        self._page, self._bench = page, page.bench
        self._who: Who | None = None
        self._package: Package | None = None
        self._model: RowModel[Line] = RowModel(list_column(self._cell), lambda line: line.key)
        self._build()

    def _build(self) -> None:
        look, texts = self._bench.look, self._bench.texts
        self.list = RowView(look, self._model, self, inset=8)
        self.list.setAccessibleName(texts("learn.who"))
        self.set_alone(False)
        self.list.typed.connect(self._typed)
        self.list.ticked.connect(lambda _line: self.toggle())
        self.list.current_row.connect(lambda _key: self._show_counts())
        self.list.activated_row.connect(self._to_figures)
        self.grid = CountGrid(look, texts, self)
        self.grid.counted.connect(self._counted)
        self.grid.refused.connect(lambda typed: self.say(texts("learn.no_count", typed=typed)))
        self.grid.left.connect(self.leave)
        self.counts_of = Words(look, "", Role.SMALL, "text3")
        self.sums, self.over = Words(look, "", Role.NAME, firm=True), Chip(look, "", Kind.BAD, parent=self)
        self.reason = LineField(self)
        self.reason.setPlaceholderText(texts("learn.reason"))
        self.reason.setAccessibleName(texts("learn.reason"))
        self.reason.settled.connect(self._reason_given)
        self.reason.escaped.connect(self.leave)
        self.quiz = QuizRow(self._bench, self.say_error, self.leave, self)
        self.hold = ActButton(look, texts("learn.hold"), kind="primary", key="Ctrl+Return")
        self.hold.clicked.connect(lambda _checked=False: self.hold_it())
        self.unhold = ActButton(look, texts("learn.unhold"), kind="quiet", icon="arrow-u-up-left")
        self.unhold.clicked.connect(lambda _checked=False: self._unhold())
        self.same = ActButton(look, texts("learn.same"), icon="users", key="Ctrl+D")
        self.same.clicked.connect(lambda _checked=False: self.copy_last())
        self.certificate = ActButton(look, texts("learn.certificate"), icon="file-pdf", key="Shift+F12")
        self.certificate.clicked.connect(lambda _checked=False: self._paper())
        self._lay()

    def _lay(self) -> None:
        look, texts = self._bench.look, self._bench.texts
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.counts_of)
        right.addWidget(self.grid)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addWidget(self.list, 3)
        sides.addLayout(right, 2)
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(self.sums)
        told.addWidget(self.over)
        told.addStretch(1)
        self.how = Words(look, texts("learn.how"), Role.SMALL, "text3")
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.how)
        acts.addStretch(1)
        for button in (self.away, self.unhold, self.same, self.certificate, self.hold):
            acts.addWidget(button)
        for layout in (sides, told):
            self.column.addLayout(layout)
        self.column.addWidget(self.reason)
        self.column.addWidget(self.quiz)
        self.column.addWidget(self.message)
        self.column.addLayout(acts)
        self.how.setHidden(look.look.touch)

    # shown

    def set_alone(self, is_alone: bool) -> None:
        """Whether it has the page to itself: then its list takes what is there."""
        look = self._bench.look.look
        rows = look.density.row * (ROWS if not look.touch else ROWS - 2)
        self.list.setMinimumHeight(rows)
        self.list.setMaximumHeight(rows if not is_alone else NO_LIMIT)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.opened_or_shut.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.opened_or_shut.emit()

    @property
    def event_id(self) -> str:
        """The seminar or training shown, "" when the panel is away."""
        return self._who.event.id if self._who is not None and not self.isHidden() else ""

    def show_who(self, who: Who, package: Package | None) -> None:
        """Shows who was there; what is being typed stays."""
        is_other = self._who is None or self._who.event.id != who.event.id
        if is_other and self._who is not None:
            self.grid.settle()
        self._who, self._package = who, package
        event, texts, look = who.event, self.texts, self._bench.look.look
        day = event.held_on or event.planned_on
        self.head.title.show_words(event.title)
        when = day_words(look, day, "ddd d MMM yyyy") if day is not None else ""
        self.head.count.show_words(texts.commas((when, texts.count("learn.half_days", event.half_days))))
        self._model.set_rows([*(Line(m.member.id, member=m) for m in who.members), *(Line(g.factory.id, guest=g) for g in who.guests)])
        empty = "seminar" if isinstance(event, Seminar) else "training"
        self.list.set_empty(texts(f"learn.nobody.{empty}"), texts(f"learn.nobody.{empty}.do"))
        is_training = isinstance(event, Training)
        self.quiz.setVisible(is_training)
        if isinstance(event, Training):
            self.quiz.show_training(event)
            self.reason.show_text(event.over_reason)
        self.same.setVisible(is_training and who.last is not None)
        self.certificate.setVisible(is_training and event.held_on is not None)
        self.hold.setVisible(event.held_on is None)
        self.unhold.setVisible(event.held_on is not None)
        self._show_sums()
        if is_other:
            self.message.hide()
            self.list.choose_first()
        self._show_counts()

    def _show_sums(self) -> None:
        who, texts = self._who, self.texts
        if who is None:
            return
        parts = [texts.count("learn.people", who.people), texts.count("learn.women", who.women)]
        parts.append(texts("learn.person_days", days=days_words(who.halves, texts)))
        if isinstance(who.event, Training) and self._package is not None and not who.event.is_extra:
            held = who.halves if who.event.held_on is not None else 0
            left = max(0, self._package.quota - (self._package.done - held) - who.halves)
            parts.append(texts("learn.left", left=days_words(left, texts), whole=days_words(self._package.quota, texts)))
        self.sums.show_words(" · ".join(parts))
        self.over.setVisible(who.over > 0)
        self.over.show_word(texts("learn.over", by=days_words(who.over, texts)), Kind.BAD if who.lacks_reason else Kind.UNSURE)
        self.reason.setVisible(who.over > 0)

    @property
    def _is_over(self) -> bool:
        """Whether it was held: who was asked and did not come will not."""
        return self._who is not None and self._who.event.held_on is not None

    @property
    def _line(self) -> Line | None:
        return self._model.value(self._model.row_of(self.list.current_key()))

    def _show_counts(self) -> None:
        who, line = self._who, self._line
        if who is None:
            return
        if isinstance(who.event, Training):
            self.counts_of.show_words(self.texts("learn.counts.others" if who.members else "learn.counts.all"))
            self.grid.setEnabled(True)
            self.grid.show_counts(who.counts or {})
        else:
            self.counts_of.show_words(line.guest.factory.name if line is not None and line.guest is not None else "")
            self.grid.setEnabled(line is not None)
            self.grid.show_counts(line.guest.counts if line is not None and line.guest is not None else {})

    def _cell(self, line: Line) -> Cell:
        texts = self.texts
        if line.member is not None:
            member, there = line.member.member, line.member.is_present
            fact = texts.commas([texts(f"side.{member.side}"), *([texts(f"sex.{member.sex}")] if member.sex is not Sex.UNSTATED else [])])
            return Cell(member.title, mark=Kind.GOOD if there else Kind.GAP, fact=fact, role=Role.NAME if there else Role.BODY)
        guest = line.guest
        if guest is None:
            return Cell()
        fact = texts.count("learn.people", guest.people) if guest.people else ""
        if not fact and guest.is_asked:
            fact = texts("learn.not_come" if self._is_over else "learn.is_asked")
        if not fact and guest.issues:
            fact = texts.count("learn.on_topic", guest.issues)
        mark = Kind.GOOD if guest.people else (Kind.NA if self._is_over else Kind.WAITING) if guest.is_asked else Kind.GAP
        return Cell(guest.factory.name, mark=mark, fact=fact, role=Role.NAME if guest.is_asked else Role.BODY)

    def focus_first(self) -> None:
        """Puts the focus on the first person or factory; on the figures where there is nobody to tick."""
        if self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.list.choose_first()
        else:
            self.grid.focus_first()

    def _to_figures(self, _key: str) -> None:
        self.grid.focus_first()

    # noting

    def _typed(self, text: str) -> None:
        if text.isdecimal():
            self.grid.type_first(text)

    def toggle(self) -> None:
        """Ticks the member, or asks the factory; the same again takes it back."""
        self._page.in_turn(partial(self._turn_over, self.event_id, self.list.current_key()))

    def _turn_over(self, event: str, key: str) -> None:
        who, line = self._who, self._model.value(self._model.row_of(key))
        if who is None or line is None or who.event.id != event:
            return
        if line.member is not None and isinstance(who.event, Training):
            self._page.do(set_present, who.event, line.member.member, not line.member.is_present)
        elif line.guest is not None and isinstance(who.event, Seminar):
            self._page.do(invite, who.event, line.guest.factory.id, not line.guest.is_asked)

    def _counted(self, counts: Mapping[tuple[Audience, Sex], int]) -> None:
        who, line, do = self._who, self._line, self._page.do
        if who is None:
            return
        self.message.hide()
        if isinstance(who.event, Training):
            do(count_people, who.event, counts).otherwise(self.say_error, self)
        elif line is not None:
            do(count_seats, who.event, line.key, counts).otherwise(self.say_error, self)

    def copy_last(self) -> None:
        """The group of the last training."""
        who = self._who
        if who is not None and isinstance(who.event, Training) and who.last is not None:
            self._page.do(copy_group, who.event, who.last)

    def _reason_given(self, text: str) -> None:
        who = self._who
        if who is not None and isinstance(who.event, Training) and text.strip() != who.event.over_reason:
            self._page.do(edit_training, who.event, replace(who.event, over_reason=text.strip())).otherwise(self.say_error, self)

    def hold_it(self) -> None:
        """It was held on the planned day, or today when that lies ahead. Without a reason where one is needed, it asks for it."""
        if self._who is None or self._who.event.held_on is not None:
            return
        self.grid.settle()
        event, today = self._who.event, self._bench.today()
        on = min(event.planned_on or today, today)
        if isinstance(event, Seminar):
            done = self._page.do(hold_seminar, event, on)
            done.then(lambda one: self._held(one.title, on), self).otherwise(self.say_error, self)
        else:
            noted = self._page.do(hold_training, event, on, self.reason.text())
            noted.then(lambda one: self._held(one.title, on), self).otherwise(self._not_held, self)

    def _held(self, title: str, _on: date) -> None:
        self.message.hide()
        self.held.emit(title)

    def _not_held(self, error: DeskError) -> None:
        self.say_error(error)
        if error.field == "over_reason":
            self.reason.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unhold(self) -> None:
        who = self._who
        if who is not None and isinstance(who.event, Seminar):
            self._page.do(unhold_seminar, who.event)
        elif who is not None and isinstance(who.event, Training):
            self._page.do(unhold_training, who.event)

    def _paper(self) -> None:
        if self._who is not None:
            self.paper.emit(self._who.event.id)
