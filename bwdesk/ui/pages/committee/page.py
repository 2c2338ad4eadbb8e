"""The committee of a factory: who sits and what is asked of it, its meetings and elections, the criteria, words for its reports.

Lists under tabs; what belongs to the row in focus lies under the list and is written as it is typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bwdesk.domain.committee import Committee, Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.meeting import Criteria, Election, Meeting, Rating
from bwdesk.domain.plan import Issue
from bwdesk.domain.report import Party, ReportKind, Section
from bwdesk.domain.thing import Thing
from bwdesk.ui.bench import Bench
from bwdesk.ui.page import HINT, Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.committee import columns as c
from bwdesk.ui.pages.committee.election import ElectionPanel
from bwdesk.ui.pages.committee.meeting import MeetingPanel
from bwdesk.ui.pages.committee.rules import Rules, asked_here, rhythm_told, rules_told
from bwdesk.ui.pages.committee.typed import TypedField
from bwdesk.ui.pages.factory.member import MemberPanel
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.bars import UndoBar
from bwdesk.ui.parts.basics import TitleRow, hairline
from bwdesk.ui.parts.digits import digit_of
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Group, RowModel
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.usecases.committee import edit_member, remove_member
from bwdesk.usecases.committee_page import CommitteePage, CriterionRow, MeetingRow, WordsRow, committee_page
from bwdesk.usecases.meetings import add_election, add_meeting, judge, remove_election, remove_meeting, words_draft, write_seen
from bwdesk.usecases.report_words import report_id, section_draft, write_section

TABS: Final = ("members", "meetings", "elections", "committee", "grievance", "words")
LETTERS: Final = {"members": "P", "meetings": "M", "elections": "E", "committee": "C", "grievance": "R", "words": "W"}
"""After G, the letter that goes to a tab."""


class CommitteeDesk(DeskPage):
    """One committee."""

    key = "committee"
    wants_pane = False
    instead = ("factories", {})
    kinds: ClassVar[tuple[type[Thing], ...]] = (Committee, Member, Meeting, Election, Rating, Section, Cycle, Factory, Issue)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._factory = ""
        self._wanted = ""
        self._shown: CommitteePage | None = None
        self._build()
        self._make_commands()

    # building

    def _build(self) -> None:
        look, t = self.look, self.texts
        self.head = TitleRow(look, t("frame.place.committee"), parent=self)
        self.tabs = Tabs(look, (), self)
        self.tabs.setAccessibleName(t("committee.tabs"))
        self.tabs.chosen.connect(lambda _key: self._tab_chosen())
        self.rules = Rules(look, t, self)
        self.member = MemberPanel(self.bench, self)
        self.election = ElectionPanel(self.bench, self)
        for panel in (self.member, self.election):
            panel.put_away.connect(self.focus_first)
        self._build_lists()
        self.meeting = MeetingPanel(self)
        self.meeting.hide()
        self.note = TypedField(self.bench, t("committee.seen"), self)
        self.note.setFixedHeight(look.look.density.row * 5)
        self.undo_bar = UndoBar(look, t("frame.undo"), self)
        self.undo_bar.undo_asked.connect(self.undo_asked)
        inset = look.look.density.inset
        row = QHBoxLayout()
        row.setContentsMargins(inset, 0, inset, 0)
        row.addWidget(self.tabs, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(inset, 6, inset, 10)
        foot.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(row)
        for widget in (hairline(self), self.rules, self.member, self.election):
            column.addWidget(widget)
        column.addWidget(self.stack, 2)
        column.addWidget(self.meeting, 3)
        column.addLayout(foot)

    def _build_lists(self) -> None:
        look, t = self.look, self.texts
        self._models: dict[str, RowModel[Any]] = {
            "members": RowModel(c.member_columns(look, t), lambda m: m.id, group=self._member_group),
            "meetings": RowModel(c.meeting_columns(look, t), lambda r: r.meeting.id),
            "elections": RowModel(c.election_columns(look, t), lambda e: e.id),
            "committee": RowModel(c.criterion_columns(t), lambda r: r.rating.id),
            "grievance": RowModel(c.criterion_columns(t), lambda r: r.rating.id),
            "words": RowModel(c.words_columns(t), lambda r: f"{r.kind}/{r.key}", group=self._words_group),
        }
        opens: dict[str, Callable[[], object]] = {
            "members": self._open_member,
            "meetings": lambda: self.meeting.focus_first(),
            "elections": self._open_election,
        }
        self.stack = QStackedWidget(self)
        self.stack.setMinimumHeight(look.look.density.column_head + look.look.density.row)
        self.lists: dict[str, RowView] = {}
        for key in TABS:
            view = self.lists[key] = RowView(look, self._models[key], self, two_lines=key in ("committee", "grievance"))
            view.setAccessibleName(t(f"committee.tab.{key}"))
            view.set_empty(t(f"committee.none.{key}"), t(f"committee.none.{key}.do"))
            view.activated_row.connect(partial(self._activated, opens.get(key, self._into_note)))
            view.current_row.connect(lambda _key: self._show_foot())
            view.installEventFilter(self)
            self.stack.addWidget(view)

    def _make_commands(self) -> None:
        t = self.texts
        self.new = self.command(t("committee.act.new.members"), self._new, "Ctrl+N", icon="plus", bar=True)
        for key, letter in LETTERS.items():
            words = t(f"committee.tab.{key}")
            self.command(t("factory.act.tab", tab=words), partial(self._choose_tab, key), f"G, {letter}", hint=words)
        chair = self.command(t("committee.act.chair"), self._chair, "Ctrl+H", icon="star", hint=t("committee.chair"))
        for step in (1, 2, 3, 4):
            self.command(t("committee.act.judge", step=c.step_word(step, t)), partial(self._judge, step), key_text=str(step),
                         hint=c.step_word(step, t), bar=True)  # fmt: skip
        self.command(t("committee.act.unjudge"), partial(self._judge, None), key_text="0", hint=c.step_word(None, t))
        remove = self.command(t("committee.act.remove"), self._remove, "Ctrl+Delete", icon="trash", hint=t("committee.hint.remove"))
        self.command(t("committee.act.factory"), self._to_factory, "Alt+Up", icon="factory", hint=t("frame.place.factory"))
        paper = self.command(
            t("committee.act.paper"), partial(self._paper, "committee"), "Shift+F12", icon="file-pdf", hint="PDF", bar=True
        )
        progress = self.command(t("committee.act.progress2"), partial(self._paper, "progress2"), "Ctrl+Shift+F12", icon="file-pdf",
                                hint=t("committee.hint.progress2"))  # fmt: skip
        for key in ("members", "meetings", "elections"):
            self.lists[key].set_row_acts((chair, lambda row: isinstance(row, Member)), remove)
        quiet = [ActButton(self.look, kind="quiet", action=action) for action in (progress, paper)]
        self.head.set_actions([*quiet, ActButton(self.look, action=self.new)])

    def _member_group(self, member: Member) -> Group:
        if member.left_on is not None and member.left_on <= self.bench.today():
            return Group("former", self.texts("committee.former"), order="9")
        return Group(member.side, self.texts(f"side.{member.side}"), order=str(list(type(member.side)).index(member.side)))

    def _words_group(self, row: WordsRow) -> Group:
        return Group(row.kind, self.texts(f"committee.report.{row.kind}"), order=row.kind.value)

    # being shown

    def opened(self, **where: str) -> None:
        """`factory` says whose; `tab` shows one of the lists, `meeting` a meeting."""
        self._factory = where.get("factory", "") or self._factory
        self._wanted = where.get("meeting", "")
        tab = "meetings" if self._wanted else where.get("tab", "")
        self.tabs.set_tabs([Tab(key, self.texts(f"committee.tab.{key}")) for key in TABS])
        if tab in TABS:
            self.tabs.choose(tab)
        self.reload()
        self._tab_chosen()

    def reload(self) -> None:
        if self._factory:
            self.ask(self._show, committee_page, self._factory, self.bench.today())

    def title(self) -> str:
        return self.texts("frame.place.committee")

    def leaving(self) -> None:
        self.note.settle()
        self.meeting.settle()

    def focus_first(self) -> None:
        view = self.lists[self.tabs.current or TABS[0]]
        view.choose_first()  # before the focus, which would stand on the head of a group
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, shown: CommitteePage) -> None:
        self._shown, view, t = shown, shown.view, self.texts
        self._factory = shown.factory.id
        rows: dict[str, tuple[Any, ...]] = {
            "members": (*view.members, *view.guests, *view.former), "meetings": shown.meetings, "elections": shown.elections,
            "committee": shown.criteria[Criteria.COMMITTEE], "grievance": shown.criteria[Criteria.GRIEVANCE], "words": shown.words,
        }  # fmt: skip
        for key, found in rows.items():
            self._models[key].set_rows(found)
        counted = ("members", "meetings", "elections")
        self.tabs.set_tabs([Tab(key, t(f"committee.tab.{key}"), count=str(len(rows[key])) if key in counted else "") for key in TABS])
        if self._wanted and self.lists["meetings"].choose(self._wanted):
            self._wanted = ""
        name = (view.committee.name if view.committee is not None else "") or t(view.rules.name)
        seats = view.composition.seats
        self.head.show_title(name, t("committee.facts", workers=seats.workers, management=seats.management, women=seats.women))
        cycle = shown.cycle
        title = t("committee.cycle", number=cycle.number) if cycle is not None else ""
        self.context_changed.emit(
            Context(shown.factory.id, shown.factory.name, shown.factory.local_name, cycle.id if cycle is not None else "", title)
        )
        self.lists[self.tabs.current].choose_first()
        self._show_tab()

    def _choose_tab(self, key: str) -> None:
        self.tabs.choose(key)
        self._tab_chosen()
        self.focus_first()

    def _tab_chosen(self) -> None:
        self.member.hide()
        self.election.hide()
        self._show_tab()
        self.lists[self.tabs.current].choose_first()

    def _show_tab(self) -> None:
        key, shown, t = self.tabs.current, self._shown, self.texts
        self.stack.setCurrentWidget(self.lists[key])
        words = t(f"committee.act.new.{key}") if key in ("members", "meetings", "elections") else t("committee.act.new.members")
        self.new.setProperty(HINT, words)
        self.new.setText(words)
        self.new.setEnabled(key in ("members", "meetings", "elections"))
        self.rules.setVisible(shown is not None and key in ("members", "meetings"))
        if shown is not None:
            told = rules_told(shown, t) if key == "members" else [rhythm_told(shown, t)]
            self.rules.show_rules(told, asked_here(shown, t) if key == "members" else "")
        self._show_foot()
        self.commands_changed.emit()

    def _row(self) -> Any:
        key = self.tabs.current
        model = self._models[key]
        return model.value(model.row_of(self.lists[key].current_key()))

    def _show_foot(self) -> None:
        """What lies under the list: the meeting in focus, or the words of the criterion or heading in focus."""
        row = self._row()
        if self._shown is not None:
            self.meeting.show_meeting(self._shown, row if isinstance(row, MeetingRow) else None)
        if isinstance(row, CriterionRow):
            self._show_seen(row)
        elif isinstance(row, WordsRow) and self._shown is not None and self._shown.cycle is not None:
            self._show_section(row, self._shown.cycle)
        else:
            self.note.settle()
        self.note.setVisible(isinstance(row, (CriterionRow, WordsRow)))

    def _show_seen(self, row: CriterionRow) -> None:
        rating = row.rating
        drafts = self._shown.drafts if self._shown is not None else {}
        self.note.setPlaceholderText(self.texts("committee.seen"))
        self.note.show_record(
            words_draft(rating.factory_id, rating.id, "seen"), rating.seen, drafts.get((rating.id, "seen")),
            lambda text: self.do(write_seen, rating, text),
        )  # fmt: skip

    def _show_section(self, row: WordsRow, cycle: Cycle) -> None:
        factory, kind = cycle.factory_id, ReportKind(row.kind)
        drafts = self._shown.drafts if self._shown is not None else {}
        self.note.setPlaceholderText(self.texts(f"committee.words.how{'' if row.party is Party.PROGRAMME else '.factory'}"))
        self.note.show_record(
            section_draft(report_id(factory, kind, cycle.id), row.key), row.section.text if row.section is not None else "",
            drafts.get((row.kind.value, row.key)),
            lambda text: self.do(write_section, factory, kind, cycle.id, row.key, text, row.section, row.party),
        )  # fmt: skip

    def _into_note(self) -> None:
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # acts

    def _new(self) -> None:
        key, today = self.tabs.current, self.bench.today()
        if key == "members":
            self.member.open(self._factory)
        elif key == "meetings":
            self.do(add_meeting, self._factory, today).then(lambda made: self._made(made.id), self)
        elif key == "elections":
            self.do(add_election, self._factory, today).then(self.election.open, self)

    def _made(self, meeting: str) -> None:
        self._wanted = meeting
        self.ask(self._show, committee_page, self._factory, self.bench.today()).then(lambda _page: self.meeting.focus_first(), self)

    def _activated(self, opened: Callable[[], object], _key: str) -> None:
        opened()

    def _open_member(self) -> None:
        row = self._row()
        if isinstance(row, Member):
            self.member.open(self._factory, row)

    def _open_election(self) -> None:
        row = self._row()
        if isinstance(row, Election):
            self.election.open(row)

    def _chair(self) -> None:
        self._on_row(Member, lambda row: self.do(edit_member, row, replace(row, is_chair=not row.is_chair)))

    def _judge(self, step: int | None) -> None:
        self._on_row(CriterionRow, lambda row: self.do(judge, row.rating, step, self.bench.today()))

    def _on_row(self, kind: type[Any], act: Callable[[Any], object]) -> None:
        """What turns over the row in focus, when its turn comes."""
        model, key = self._models[self.tabs.current], self.lists[self.tabs.current].current_key()
        self.in_turn(lambda: act(row) if isinstance(row := model.value(model.row_of(key)), kind) else None)

    def _remove(self) -> None:
        row = self._row()
        if isinstance(row, MeetingRow):
            self._removed(remove_meeting, row.meeting, "committee.removed.meeting")
        elif isinstance(row, Election):
            self._removed(remove_election, row, "committee.removed.election")
        elif isinstance(row, Member):
            self._removed(remove_member, row, "committee.removed.member")

    def _removed(self, use_case: Callable[..., Any], thing: Thing, words: str) -> None:
        self.do(use_case, thing).then(lambda _gone: self.undo_bar.offer(self.texts(words)), self)

    def _paper(self, kind: str) -> None:
        self.leaving()
        self.go.emit("reports", {"kind": kind, "id": self._factory, "factory": self._factory})

    def _to_factory(self) -> None:
        self.go.emit("factory", {"factory": self._factory})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits judge the criterion in focus, by the place of the key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            digit = digit_of(event)
            if digit is not None and digit <= 4 and isinstance(self._row(), CriterionRow):
                self._judge(digit or None)
                return True
        return super().eventFilter(watched, event)
