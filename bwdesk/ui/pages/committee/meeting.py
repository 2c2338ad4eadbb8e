"""A meeting of the committee: who was there, by Space; minutes and decisions as they are typed; day, guests, issues, sent."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from bwdesk.domain.committee import Member, sitting_members
from bwdesk.domain.meeting import Meeting
from bwdesk.domain.typed_lists import parted
from bwdesk.errors import DeskError
from bwdesk.interchange.cell_values import read_day
from bwdesk.ui.look import Role
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.committee.typed import TypedField
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column
from bwdesk.ui.sentence import sentence_of
from bwdesk.usecases.committee_page import CommitteePage, MeetingRow
from bwdesk.usecases.meetings import edit_meeting, set_there, words_draft, write_meeting

FACTS = ("held_on", "guests", "issues", "sent_on")


class MeetingPanel(QFrame):
    """The meeting in focus. Everything is written as it is typed or ticked; a line that cannot be read says so and stays."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        bench = page.bench
        self._page, self._texts = page, page.texts
        self._row: MeetingRow | None = None
        self._shown: CommitteePage | None = None
        self._model: RowModel[Member] = RowModel(list_column(self._cell), lambda m: m.id)
        self.there = RowView(bench.look, self._model, self, inset=4)
        self.there.setAccessibleName(self._texts("committee.there.list"))
        self.there.set_empty(self._texts("committee.there.nobody"), self._texts("committee.there.nobody.do"))
        self.there.ticked.connect(lambda _member: self._toggle())
        self.there.clicked.connect(lambda _index: self._toggle() if bench.look.look.touch else None)
        self.there.activated_row.connect(lambda _key: self._toggle())
        self.facts = {key: LineField(self) for key in FACTS}
        for key, field in self.facts.items():
            field.settled.connect(partial(self._fact_stands, key))
            field.setAccessibleName(self._texts(f"committee.fact.{key}"))
        self.kept = QCheckBox(self._texts("committee.fact.minutes_kept"), self)
        self.advisor = QCheckBox(self._texts("committee.fact.advisor"), self)
        self.kept.clicked.connect(lambda on: page.in_turn(partial(self._write, minutes_kept=on)))
        self.advisor.clicked.connect(lambda on: page.in_turn(partial(self._write, advisor_there=on)))
        self.minutes = TypedField(bench, self._texts("committee.fact.minutes"), self)
        self.decisions = TypedField(bench, self._texts("committee.fact.decisions"), self)
        row = bench.look.look.density.row
        for low in (self.minutes, self.decisions, self.there):
            low.setMinimumHeight(row)
        self.message = Words(bench.look, "", Role.SMALL, "bad", wrap=True, parent=self)
        self.message.hide()
        self._lay()

    def _lay(self) -> None:
        inset = self._page.look.look.density.inset
        left = QVBoxLayout()
        left.addWidget(Words(self._page.look, self._texts("committee.there.how"), Role.SMALL, "text3", wrap=True))
        left.addWidget(self.there, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(10)
        for key, share in zip(FACTS, (3, 2, 4, 3), strict=True):
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(Words(self._page.look, self._texts(f"committee.fact.{key}"), Role.SMALL, "text3"))
            cell.addWidget(self.facts[key])
            line.addLayout(cell, share)
        right.addLayout(line)
        ticks = QHBoxLayout()
        ticks.addWidget(self.kept)
        ticks.addWidget(self.advisor)
        ticks.addStretch(1)
        right.addLayout(ticks)
        right.addWidget(self.message)
        for name, field in (("decisions", self.decisions), ("minutes", self.minutes)):
            right.addWidget(Words(self._page.look, self._texts(f"committee.fact.{name}"), Role.SMALL, "text3"))
            right.addWidget(field, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(inset, 8, inset, 8)
        whole.setSpacing(16)
        whole.addLayout(left, 2)
        whole.addLayout(right, 5)

    def show_meeting(self, page: CommitteePage, row: MeetingRow | None) -> None:
        """Shows a meeting of the page, nothing for None."""
        if self._row is not None and row is not None and row.meeting.id != self._row.meeting.id:
            self.settle()
        self._shown, self._row = page, row
        self.setVisible(row is not None)
        if row is None:
            return
        meeting = row.meeting
        seated = {m.id for m in sitting_members(page.members_ever, meeting.held_on)} | meeting.member_ids
        self._model.set_rows([m for m in page.members_ever if m.id in seated])
        days = {key: day.isoformat() if day else "" for key, day in (("held_on", meeting.held_on), ("sent_on", meeting.sent_on))}
        texts = {**days, "guests": str(meeting.guests), "issues": " ".join(row.issues)}
        for key, field in self.facts.items():
            field.show_text(texts[key])
        self.kept.setChecked(bool(meeting.minutes_kept))
        self.advisor.setChecked(meeting.advisor_there)
        self._show_words(self.minutes, "minutes", meeting.minutes)
        self._show_words(self.decisions, "decisions", meeting.decisions)

    def _show_words(self, field: TypedField, name: Literal["minutes", "decisions"], text: str) -> None:
        if self._row is None or self._shown is None:
            return
        meeting = self._row.meeting
        draft = self._shown.drafts.get((meeting.id, name))
        field.show_record(
            words_draft(meeting.factory_id, meeting.id, name), text, draft,
            lambda typed: self._page.do(write_meeting, meeting, name, typed),
        )  # fmt: skip

    def settle(self) -> None:
        """What stands in the fields is recorded now."""
        for line in self.facts.values():
            line.settle()
        for note in (self.minutes, self.decisions):
            note.settle()

    # attendance

    def _cell(self, member: Member) -> Cell:
        is_there = self._row is not None and member.id in self._row.meeting.member_ids
        side = self._texts(f"side.{member.side}")
        spoken = f"{member.title}, {self._texts('committee.there.here', side=side) if is_there else side}"
        kind, role = (Kind.GOOD, Role.NAME) if is_there else (Kind.GAP, Role.BODY)
        return Cell(member.title, mark=kind, fact=side, role=role, spoken=spoken)

    def _toggle(self) -> None:
        if self._row is not None and self.there.current_key():
            self._page.in_turn(partial(self._turn_over, self._row.meeting.id, self.there.current_key()))

    def _turn_over(self, meeting_id: str, key: str) -> None:
        if self._row is not None and self._row.meeting.id == meeting_id:
            meeting = self._row.meeting
            done = self._page.do(set_there, meeting, key, key not in meeting.member_ids)
            done.otherwise(self._refused, self)

    # facts

    def _fact_stands(self, key: str, text: str) -> None:
        if self._row is None or self._shown is None:
            return
        meeting, plain = self._row.meeting, text.strip()
        try:
            if key == "guests":
                self._write_edited(replace(meeting, guests=int(plain or "0")))
            elif key == "issues":
                self._link(plain)
            elif key == "sent_on":
                self._write_edited(replace(meeting, sent_on=read_day(plain)))
            else:
                self._write_edited(replace(meeting, held_on=read_day(plain) or meeting.held_on))
        except ValueError:
            self._say(self._texts(f"committee.unread.{'guests' if key == 'guests' else 'day'}", typed=plain))

    def _link(self, typed: str) -> None:
        """Labels of the plan, in any order, with blanks or commas between."""
        if self._row is None or self._shown is None:
            return
        known = {label.casefold(): issue.id for label, issue in self._shown.issues}
        wanted = [label for entry in parted(typed) for label in entry.split()]
        unknown = [label for label in wanted if label.casefold() not in known]
        if unknown:
            self._say(self._texts("committee.unread.issue", typed=self._texts.commas(unknown)))
            return
        self._write_edited(replace(self._row.meeting, issue_ids=frozenset(known[label.casefold()] for label in wanted)))

    def _write(self, **facts: bool) -> None:
        if self._row is not None:
            meeting = self._row.meeting
            kept, advisor = facts.get("minutes_kept", meeting.minutes_kept), facts.get("advisor_there", meeting.advisor_there)
            self._write_edited(replace(meeting, minutes_kept=kept, advisor_there=bool(advisor)))

    def _write_edited(self, edited: Meeting) -> None:
        if self._row is not None:
            self.message.hide()
            self._page.do(edit_meeting, self._row.meeting, edited).otherwise(self._refused, self)

    def _refused(self, error: DeskError) -> None:
        self._say(" ".join(sentence_of(error, self._texts)))

    def _say(self, words: str) -> None:
        self.message.show_words(words)
        self.message.show()

    def focus_first(self) -> None:
        """The first member."""
        self.there.choose_first()  # before the focus, which would stand on the head of a group
        self.there.setFocus(Qt.FocusReason.ShortcutFocusReason)
