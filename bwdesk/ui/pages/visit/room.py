"""Who is in the room: the strip over the notes, and the panel where it is noted in few keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.visit import Attendance, Room, Visit
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.visit.shown import room_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Chip, Words
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Group, RowModel, list_column
from bwdesk.usecases.visit_page import VisitPage
from bwdesk.usecases.visits import count_present, present_as_last_time, set_present

ROWS = 7


class RoomStrip(QFrame):
    """ "In the room: 4 management, 1 woman · 4 workers, 3 women · equal sides". `asked` opens the panel."""

    asked = Signal()

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(source.look.density.inset, 0, source.look.density.inset, 0)
        gap = 12 if source.look.touch else 20
        self._row.setSpacing(gap)
        if not source.look.touch:
            self._row.addWidget(Words(source, texts("visit.room"), Role.BODY, "text3"))
        self._said = QHBoxLayout()
        self._said.setSpacing(gap)
        self._row.addLayout(self._said)
        self._row.addStretch(1)
        edit = ActButton(source, texts("visit.room.edit"), kind="quiet", icon="users", small=True)
        edit.set_compact(source.look.touch)
        edit.clicked.connect(self.asked)
        self._row.addWidget(edit)
        self.setFixedHeight(40 if not source.look.touch else 56)

    def show_room(self, room: Room) -> None:
        """Says who is there."""
        words = room_words(room, self._texts)
        while (item := self._said.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for side in words.sides:
            self._said.addWidget(Words(self._source, side, Role.NAME))
        if words.kind is None:
            self._said.addWidget(Words(self._source, words.verdict, Role.BODY, "text2"))
        else:
            self._said.addWidget(Chip(self._source, words.verdict, words.kind))


@dataclass(frozen=True)
class Person:
    """A row of the panel: a member with their attendance, or others counted by side and sex."""

    key: str
    side: Side
    sex: Sex
    title: str
    member: Member | None
    attendance: Attendance | None

    @property
    def count(self) -> int:
        if self.attendance is None:
            return 0
        return 1 if self.member is not None else self.attendance.count


class RoomPanel(QFrame):
    """Rows of the committee, then others by side and sex. Space ticks a member; + and - count others; Escape goes back to the notes."""

    done = Signal()

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        bench = page.bench
        self._page, self._texts = page, page.texts
        self._shown: VisitPage | None = None
        self._model: RowModel[Person] = RowModel(list_column(self._cell), lambda p: p.key, group=self._group)
        self.list = RowView(bench.look, self._model, self, inset=bench.look.look.density.inset)
        self.list.setAccessibleName(bench.texts("visit.room"))
        self.list.typed.connect(self._typed)
        self.list.activated_row.connect(lambda _key: self._typed(" "))
        self.list.ticked.connect(lambda _key: self._typed(" "))
        self._same = ActButton(bench.look, bench.texts("visit.room.same"), icon="users", small=True)
        self._same.clicked.connect(self._as_last_time)
        close = ActButton(bench.look, bench.texts("visit.room.done"), small=True, key="Esc")
        close.clicked.connect(self._close)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(bench.look.look.density.inset, 4, bench.look.look.density.inset, 8)
        buttons.addWidget(Words(bench.look, bench.texts("visit.room.how"), Role.SMALL, "text3"))
        buttons.addStretch(1)
        buttons.addWidget(self._same)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addLayout(buttons)
        self.list.setFixedHeight(bench.look.look.density.row * ROWS)
        self.hide()

    def show_visit(self, shown: VisitPage) -> None:
        """Shows who may be there and who is."""
        self._shown = shown
        self._model.set_rows(people(shown))
        self._same.setVisible(bool(shown.last_attendance))

    def focus_first(self) -> None:
        """Puts the focus on the first person."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.choose_first()

    def _group(self, person: Person) -> Group:
        order = list(Side).index(person.side)
        return Group(person.side, self._texts(f"side.{person.side}"), order=f"{order}")

    def _cell(self, person: Person) -> Cell:
        there = person.count > 0
        words = person.title or self._texts(f"visit.others.{person.sex}")
        fact = str(person.count) if person.member is None and there else self._texts("visit.room.here") if there else ""
        second = self._texts(f"sex.{person.sex}") if person.member is not None and person.sex is not Sex.UNSTATED else ""
        return Cell(words, mark=Kind.GOOD if there else Kind.GAP, fact=fact or second, role=Role.NAME if there else Role.BODY)

    def _typed(self, text: str) -> None:
        self._page.in_turn(partial(self._note, self.list.current_key(), text))

    def _note(self, key: str, text: str) -> None:
        person = self._model.value(self._model.row_of(key))
        if person is None or self._shown is None:
            return
        visit = self._shown.visit
        if person.member is not None:
            if text == " ":
                self._page.do(set_present, visit, person.member, person.attendance, person.count == 0)
        elif text in ("+", " ", "-"):
            self._count(visit, person, person.count + (-1 if text == "-" else 1))
        elif text.isdecimal():
            self._count(visit, person, int(text))

    def _count(self, visit: Visit, person: Person, count: int) -> None:
        self._page.do(count_present, visit, person.side, person.sex, max(0, count), person.title, person.attendance)

    def _as_last_time(self) -> None:
        if self._shown is not None:
            self._page.do(present_as_last_time, self._shown.visit, self._shown.last_attendance)

    def _close(self) -> None:
        self.hide()
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)


def people(shown: VisitPage) -> Sequence[Person]:
    """Members of the committee, others already noted, and an empty row for each side and sex."""
    by_member = {a.member_id: a for a in shown.attendance if a.member_id}
    rows = [Person(m.id, m.side, m.sex, m.title, m, by_member.get(m.id)) for m in shown.members]
    others = {(a.side, a.sex, a.title): a for a in shown.attendance if not a.member_id}
    rows += [Person(a.id, a.side, a.sex, a.title, None, a) for a in others.values() if a.title]
    for side in Side:
        for sex in (Sex.WOMAN, Sex.MAN):
            rows.append(Person(f"{side}-{sex}", side, sex, "", None, others.get((side, sex, ""))))
    return rows
