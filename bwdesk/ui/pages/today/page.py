"""Today, the home page: unlock and Enter, and the caret stands in the note of the visit that is on."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from bwdesk.disk import write_whole
from bwdesk.domain.alert import Alert
from bwdesk.domain.assessment import Assessment, Result
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle, CycleReason
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.factory import Assignment, Factory
from bwdesk.domain.learning import Participants, Seat, Seminar, Training
from bwdesk.domain.office_rights import ASSIGNERS
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.report import Remark, Report
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Attendance, Visit, room
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.page import Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.factory_acts import factory_commands
from bwdesk.ui.pages.today.now_card import NowCard
from bwdesk.ui.pages.today.shown import before_cell, need_cell, state_cell, thread_of, week_cell
from bwdesk.ui.pages.visit.planner import VisitPlanner
from bwdesk.ui.pages.visit.shown import room_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import SectionHead, TitleRow, Words
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel, list_column
from bwdesk.ui.when import day_words
from bwdesk.usecases.calendar_file import calendar_file
from bwdesk.usecases.cycle_page import CycleView
from bwdesk.usecases.today import BeforeItem, NeedItem, NowItem, TodayPage, WeekItem, today_page
from bwdesk.usecases.visits import start_visit

MINUTE_MS = 60_000
DRAFTS = {"visit": "visit", "assessment": "assess", "settle": "settle"}
"""Where words that were being typed are found, by what the key of their draft begins with."""

ONE_COLUMN = 640


class TodayHome(DeskPage):
    """What now, what is late or open, what waits for me, how far my factories are."""

    key = "today"
    kinds: ClassVar[tuple[type[Thing], ...]] = (
        Visit, Issue, Action, Cycle, CycleReason, Factory, Assignment, Assessment, Result, Sitting, Attendance, Alert, Contact, Training,
        Participants, Seminar, Seat, Report, Remark,
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._shown: TodayPage | None = None
        self._planner: VisitPlanner | None = None
        self._build_lists()
        self._build()
        self._make_commands()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(lambda: self.reload() if self.isVisible() else None)
        self._minute.start()

    # building

    def _build_lists(self) -> None:
        look, texts = self.look, self.texts
        self._week: RowModel[WeekItem] = RowModel(
            (
                Column[WeekItem]("day", "", lambda i: Cell(day_words(look.look, i.on, "ddd d"), tone="text2"), width=64),
                Column[WeekItem]("what", "", lambda i: week_cell(i, texts), stretch=True),
            ),
            lambda i: f"{i.kind}{i.thing}{i.on}",
        )
        self._needs: RowModel[NeedItem] = RowModel(list_column(lambda i: need_cell(i, texts, self.look.look)), _need_key)
        self._before: RowModel[BeforeItem] = RowModel(list_column(lambda i: before_cell(i, texts)), lambda i: i.issue.id)
        columns = (
            Column[CycleView]("name", texts("today.factory"), lambda v: Cell(v.factory.name, role=Role.NAME), stretch=True),
            Column[CycleView]("local", "", lambda v: Cell(v.factory.local_name, tone="text2"), width=180, least=780),
            Column[CycleView](
                "thread", texts("today.thread"), lambda v: Cell(art=thread_of(v, self.bench.today(), texts), spoken=str(v.month)), width=268
            ),
            Column[CycleView]("state", "", lambda v: state_cell(v, texts, look.look), width=190),
        )
        self._mine: RowModel[CycleView] = RowModel(columns, lambda v: v.factory.id)
        self.week = RowView(look, self._week, self, row_height="row_today", inset=0, with_heads=False)
        self.needs = RowView(look, self._needs, self, row_height="row_today", inset=0)
        self.mine = RowView(look, self._mine, self, row_height="row_today", inset=12)
        self.before = RowView(look, self._before, two_lines=True, inset=0)
        for view, key in ((self.week, "week"), (self.needs, "needs"), (self.mine, "mine"), (self.before, "before")):
            view.setAccessibleName(texts(f"today.{key}"))
            view.set_empty(texts(f"today.{key}.none"), texts(f"today.{key}.none.do"))
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.week.activated_row.connect(self._open_week)
        self.needs.activated_row.connect(self._open_need)
        self.mine.activated_row.connect(lambda factory: self.go.emit("factory", {"factory": factory}))
        self.before.activated_row.connect(self._open_issue)

    def _build(self) -> None:
        look, texts = self.look, self.texts
        self.head = TitleRow(look, parent=self)
        self.now = NowCard(look, texts, self)
        self.now.open_visit.clicked.connect(self._open_now)
        self.now.briefing.clicked.connect(self._open_briefing)
        self.week_head, self.needs_head = SectionHead(look, texts("today.week")), SectionHead(look, texts("today.needs"))
        self.mine_head = SectionHead(look, texts("today.mine"))
        inner = QWidget(self)
        self._grid = QGridLayout(inner)
        inset = look.look.density.inset
        self._grid.setContentsMargins(inset, 8, inset, inset)
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(area, 1)
        self._column = column
        self._lay(two=True)
        self._build_pane()

    def _lay(self, *, two: bool) -> None:
        """Two lists side by side, or one under the other where it is narrow."""
        grid, next_row = self._grid, 2 if two else 4
        grid.addWidget(self.now, 0, 0, 1, 2)
        grid.addWidget(self.week_head, 1, 0, 1, 1 if two else 2)
        grid.addWidget(self.week, 2, 0, 1, 1 if two else 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.needs_head, 1 if two else 3, 1 if two else 0, 1, 1 if two else 2)
        grid.addWidget(self.needs, next_row, 1 if two else 0, 1, 1 if two else 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.mine_head, next_row + 1, 0, 1, 2)
        grid.addWidget(self.mine, next_row + 2, 0, 1, 2)
        grid.setRowStretch(next_row + 3, 1)

    def _build_pane(self) -> None:
        look, texts = self.look, self.texts
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(16, 8, 16, 16)
        column.setSpacing(4)
        self.before_head = SectionHead(look, texts("today.before"))
        self.room_head = SectionHead(look, texts("today.room"))
        self.room_words = Words(look, "", Role.BODY, wrap=True)
        for widget in (self.before_head, self.before, self.room_head, self.room_words):
            column.addWidget(widget)
        column.addStretch(1)

    def _make_commands(self) -> None:
        t = self.texts
        self.command(t("today.act.open"), self._open_now, "", key_text="Enter", hint=t("today.open_visit"), bar=True)
        note = self.command(t("today.act.note"), self._note, "F2", icon="note-pencil", hint=t("today.hint.note"), bar=True)
        plan = self.command(t("today.act.plan"), self._plan, "Ctrl+N", icon="calendar-plus", hint=t("today.hint.plan"), bar=True)
        self.command(t("calendar.act.save"), self._save_calendar, hint=t("calendar.hint.save"))
        self.mine.set_row_acts(*factory_commands(self, self.mine.current_key))
        self.head.set_actions([ActButton(self.look, kind="quiet", action=note), ActButton(self.look, kind="quiet", action=plan)])

    # being shown

    def opened(self, **where: str) -> None:
        self.context_changed.emit(Context())
        self.reload()

    def reload(self) -> None:
        self.ask(self._show, today_page, self.bench.me.id, self.desk.writer.now())

    def _show(self, shown: TodayPage) -> None:
        self._shown = shown
        self.head.show_title(day_words(self.look.look, self.bench.today(), "dddd d MMMM"))
        self._show_now(shown.now)
        for model, view, rows in (
            (self._week, self.week, shown.week), (self._needs, self.needs, shown.needs), (self._mine, self.mine, shown.mine),
        ):  # fmt: skip
            model.set_rows(rows)  # type: ignore[arg-type]  # each model with its own rows
            self._fit(view, len(rows))
        self.mine_head.count.show_words(self._counts(shown))
        none = "today.mine.led" if self.bench.sync.status.standing in ASSIGNERS else "today.mine.none"
        self.mine.set_empty(self.texts(none), self.texts(f"{none}.do"))

    def _counts(self, shown: TodayPage) -> str:
        assessing = len(shown.assessing)
        words = str(len(shown.mine))
        return self.texts.count("today.and_assess", assessing, mine=words) if assessing else words

    def _fit(self, view: RowView, rows: int) -> None:
        density = self.look.look.density
        head = density.column_head if view is self.mine else 0
        high = density.row_two if view is self.before else density.row_today
        view.setFixedHeight(head + max(2 if not rows else 1, rows) * high + 4)

    def _show_now(self, now: NowItem | None) -> None:
        self.now.setVisible(now is not None)
        self._before.set_rows(now.items if now is not None else ())
        self._fit(self.before, len(now.items) if now is not None else 0)
        self.before_head.count.show_words(now.view.factory.name if now is not None else "")
        words = room_words(room(now.room_last), self.texts) if now is not None and now.room_last else None
        self.room_head.setVisible(words is not None)
        self.room_words.show_words("\n".join(words.sides) if words is not None else "")
        if now is not None:
            self.now.show_visit(now, self.desk.writer.now())

    def title(self) -> str:
        return self.texts("frame.place.today")

    def pane(self) -> QWidget | None:
        return self.side

    def focus_first(self) -> None:
        target = self.now.open_visit if self._shown is None or self._shown.now is not None else self.mine
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def turned(self, on: bool) -> None:
        self.side.setVisible(not on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(two=self.width() >= ONE_COLUMN)

    # acting

    def _open_now(self) -> None:
        if self._shown is not None and self._shown.now is not None:
            self._begin(self._shown.now.visit)

    def _begin(self, visit: Visit) -> None:
        """Opening a planned visit does not begin it; its first line does."""
        self.go.emit("visit", {"visit": visit.id})

    def _open_briefing(self) -> None:
        if self._shown is not None and self._shown.now is not None:
            visit = self._shown.now.visit
            self.go.emit("reports", {"kind": "briefing", "id": visit.id, "factory": visit.factory_id})

    def _note(self) -> None:
        """F2 from here: into the visit that is on, or one begun on the spot where there is but one factory."""
        shown = self._shown
        if shown is None:
            return
        if shown.now is not None:
            self._begin(shown.now.visit)
        elif len(shown.mine) == 1:
            self.do(start_visit, shown.mine[0].factory.id).then(partial(self._begin), self)
        else:
            self._plan()

    def _save_calendar(self) -> None:
        kinds = f"{self.texts('calendar.files')} (*.ics)"
        name, _ = QFileDialog.getSaveFileName(self, self.texts("calendar.act.save"), self.texts("calendar.file"), kinds)
        if name:
            self.save_calendar_to(Path(name))

    def save_calendar_to(self, path: Path) -> None:
        """Writes the calendar of one's factories to a file, whole or not at all, off the GUI thread."""
        asked = self.desk.ask(calendar_file, self.bench.me.id, self.desk.writer.now(), self.texts)
        asked.then(lambda text: self.desk.errand(self.desk.lanes.paper, partial(write_whole, path, text.encode("utf-8"))), self)

    @property
    def planner(self) -> VisitPlanner:
        """The form for a visit, under the head; made when it is first asked for."""
        if self._planner is None:
            self._planner = VisitPlanner(self.bench, self)
            self._planner.planned.connect(lambda _visit: self.focus_first())
            self._planner.put_away.connect(self.focus_first)
            self._column.insertWidget(1, self._planner)
        return self._planner

    def _plan(self) -> None:
        if self._shown is not None:
            self.planner.open([view.factory for view in self._shown.mine], self.mine.current_key())

    def _open_week(self, key: str) -> None:
        item = next((i for i in self._week.shown_values() if f"{i.kind}{i.thing}{i.on}" == key), None)
        if item is not None:
            self.go.emit("visit" if item.kind == "visit" else "assess", {"visit" if item.kind == "visit" else "assessment": item.thing})

    def _open_need(self, key: str) -> None:
        item = next((i for i in self._needs.shown_values() if _need_key(i) == key), None)
        if item is None:
            return
        factory = item.factory.id if item.factory is not None else ""
        if item.kind in ("settle", "alert"):
            self.go.emit("settle" if item.kind == "settle" else "alerts", {})
        elif item.kind in ("close", "review", "returned", "answered"):
            self.go.emit("assess", {"assessment": item.thing})
        elif item.waiting is not None:
            self.go.emit("reports", {"kind": item.waiting.report.kind.value, "id": item.thing})
        elif item.kind == "missed_visit":
            self.go.emit("visit", {"visit": item.thing})
        elif item.kind == "draft" and item.draft is not None:
            kind, _, rest = item.draft.key.partition("/")
            where = {"difference": rest} if kind == "settle" else {kind: rest.partition("/")[0]} if kind in DRAFTS else {}
            self.go.emit(DRAFTS.get(kind, "visit"), where)
        elif item.kind == "verify":
            self.go.emit("plan", {"factory": factory})
        elif item.kind == "over":
            self.go.emit("factory", {"factory": factory, "year": "1"})
        else:
            self.go.emit("factory", {"factory": factory})

    def _open_issue(self, issue_id: str) -> None:
        item = next((i for i in self._before.shown_values() if i.issue.id == issue_id), None)
        if item is not None:
            self.go.emit("plan", {"factory": item.issue.factory_id, "issue": issue_id})


def _need_key(item: NeedItem) -> str:
    window = item.window.milestone if item.window is not None else ""
    draft = item.draft.key if item.draft is not None else ""
    return f"{item.kind}/{item.factory.id if item.factory else ''}/{window}/{item.thing}/{draft}"
