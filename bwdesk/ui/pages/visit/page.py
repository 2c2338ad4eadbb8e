"""The visit notebook: the page that is open in the room. Caret in the notes at once; everything else is one key away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.clock import month_of
from bwdesk.domain.committee import Committee, Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.report import Signature
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Mark, Mode, Visit
from bwdesk.store.unit import Changes, Reader
from bwdesk.ui.bench import Bench
from bwdesk.ui.page import HINT, Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.picking import pick_pictures, take_pictures
from bwdesk.ui.pages.visit.agenda import AgendaMargin
from bwdesk.ui.pages.visit.closing import ClosingPanel
from bwdesk.ui.pages.visit.pane import VisitPane
from bwdesk.ui.pages.visit.recorder import Recorder
from bwdesk.ui.pages.visit.room import RoomPanel, RoomStrip
from bwdesk.ui.pages.visit.shown import line_by_id, note_lines
from bwdesk.ui.pages.visit.wording import NoteWording
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Chip, EmptyState, TitleRow, hairline
from bwdesk.ui.parts.notebook import Notebook
from bwdesk.ui.when import moment_day
from bwdesk.usecases.visit_lines import edit_line, visit_for_note
from bwdesk.usecases.visit_page import VisitPage, visit_page
from bwdesk.usecases.visit_typing import drafts_of_visit, record_lines
from bwdesk.usecases.visits import edit_visit, reopen_visit

_MARK_ICONS = {
    Mark.FINDING: "warning-circle",
    Mark.ACTION: "square",
    Mark.QUOTE: "quotes",
    Mark.QUESTION: "question",
    Mark.GOOD_PRACTICE: "plus-circle",
    Mark.PERSON: "user",
    Mark.CLUSTER: "rows",
}
MODE_ICONS = {Mode.IN_PERSON: "handshake", Mode.VIRTUAL: "monitor", Mode.HYBRID: "users"}
AGENDA_FOLDS = 900


class VisitNotebook(DeskPage):
    """The page of one visit."""

    key = "visit"
    kinds: ClassVar[tuple[type[Thing], ...]] = (
        Visit, Line, AgendaItem, Attendance, Issue, Action, Photo, Member, Committee, Factory, Cycle, Signature,
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._visit_id = ""
        self._wanted_line = ""
        self._shown: VisitPage | None = None
        self._is_first = True
        self.recorder = Recorder(self, self._base_of)
        self._build()
        self._make_commands()

    # building

    def _build(self) -> None:
        source, texts = self.look, self.texts
        self.head = TitleRow(source, parent=self)
        self.mode_chip = Chip(source, "")
        self.room_strip = RoomStrip(source, texts, self)
        self.room_panel = RoomPanel(self)
        self.agenda = AgendaMargin(self)
        self.notebook = Notebook(source, self.desk.writer.new_id, self)
        self.closing = ClosingPanel(self.bench, self)
        self.visit_pane = VisitPane(self.bench)
        self.empty = EmptyState(source, texts("visit.none"), texts("visit.none.do"), "Ctrl+N", self)
        self.notebook.set_ghosts([texts(f"visit.ghost.{number}") for number in (1, 2, 3)])
        self.notebook.setAccessibleName(texts("visit.notebook"))
        self.body = QWidget(self)
        body = QHBoxLayout(self.body)
        body.setContentsMargins(source.look.density.inset, 12, 8, 0)
        body.setSpacing(8)
        body.addWidget(self.agenda)
        body.addWidget(self.notebook, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, hairline(self), self.room_strip, self.room_panel, hairline(self)):
            column.addWidget(widget)
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        self.wording = NoteWording(self, self.notebook, lambda: self._shown)
        for panel in (self.closing, self.closing.signing, self.wording):
            column.addWidget(panel)
        self._join()

    def _join(self) -> None:
        self.notebook.drafted.connect(self.recorder.drafted)
        self.notebook.settled.connect(self.recorder.settled)
        self.notebook.removed.connect(self.recorder.removed)
        self.notebook.line_changed.connect(self._line_changed)
        self.notebook.link_opened.connect(self._follow)
        self.notebook.pictures_given.connect(self._take_pictures)
        self.notebook.undo_wanted.connect(self.undo_asked)
        self.notebook.redo_wanted.connect(self.redo_asked)
        self.room_strip.asked.connect(self._toggle_room)
        self.room_panel.done.connect(self.focus_first)
        self.agenda.chosen.connect(self._agenda_chosen)
        self.closing.done.connect(self.focus_first)
        self.visit_pane.pictures_given.connect(self._take_pictures)
        self.visit_pane.go.connect(self.go)

    def _make_commands(self) -> None:
        t = self.texts
        self.command(t("visit.act.line"), self.notebook.new_line, "F2", icon="note-pencil", hint=t("visit.hint.line"), bar=True)
        self.command(t("visit.act.photo"), self._choose_pictures, "F3", icon="camera", hint=t("visit.hint.photo"), bar=True)
        self.command(t("visit.act.room"), self._toggle_room, "Ctrl+Shift+A", icon="users", hint=t("visit.hint.room"), bar=True)
        self.command(t("visit.act.link"), self.notebook.open_link, "Ctrl+O", icon="caret-right", hint=t("visit.hint.link"))
        for mark, icon in _MARK_ICONS.items():
            done, bar = partial(self.notebook.set_mark, mark), self.look.look.touch
            self.command(t(f"visit.mark.{mark}"), done, icon=icon, hint=t(f"mark.{mark}"), bar=bar)
        self.paper_action = self.command(
            t("visit.act.paper"), self._paper, "Shift+F12", icon="file-pdf", hint=t("visit.hint.paper"), bar=True
        )
        self.command(t("visit.act.briefing"), self._briefing, "Ctrl+B", icon="printer", hint=t("visit.hint.briefing"))
        self.close_action = self.command(t("visit.act.close"), self._toggle_closing, "Ctrl+Shift+Return", hint=t("visit.hint.close"))
        self.command(t("visit.act.sign"), self.closing.sign, "Ctrl+Shift+S", icon="note-pencil", hint=t("visit.hint.sign"), bar=True)
        self.command(
            t("visit.act.mode"), partial(self.in_turn, self._next_mode), "Ctrl+Shift+M", icon="handshake", hint=t("visit.hint.mode")
        )
        paper = ActButton(self.look, kind="quiet", action=self.paper_action)
        close = ActButton(self.look, action=self.close_action)
        self.head.set_actions([paper, close])

    # being shown

    def opened(self, **where: str) -> None:
        self._wanted_line = where.get("line", "")
        wanted = where.get("visit", "") or self._visit_id
        self._is_first = True
        if wanted:
            self._open(wanted)
        else:
            self.ask(self._open_running, _running_visit, self.desk.writer.now())

    def _open_running(self, visit_id: str) -> None:
        if visit_id:
            self._open(visit_id)
        else:
            self._show_empty(True)

    def _open(self, visit_id: str) -> None:
        if visit_id != self._visit_id:
            self.notebook.show_lines([])
            self._shown = None
        self._visit_id = visit_id
        self.reload()

    def reload(self) -> None:
        if self._visit_id:
            self.ask(self._show, visit_page, self._visit_id, self.bench.today())

    def _show(self, shown: VisitPage) -> None:
        self._shown = shown
        self.recorder.visit = shown.visit
        self._show_empty(False)
        self._show_head(shown)
        self.notebook.show_lines(note_lines(shown, self.texts, self.look.look))
        self.room_strip.show_room(shown.room)
        self.room_panel.show_visit(shown)
        self.agenda.show_agenda(shown.visit, shown.agenda, shown.open_issues, shown.cycle)
        self.visit_pane.show_visit(shown, self.notebook.current_line())
        self.closing.show_visit(shown)
        self._show_context(shown)
        if self._is_first:
            self._is_first = False
            self.ask(self._restore, drafts_of_visit, shown.visit.id)

    def _restore(self, drafts: dict[str, tuple[str, int]]) -> None:
        """What was being typed when the program ended stands there again, with its caret."""
        for line_id, (text, caret) in drafts.items():
            base = self._base_of(line_id)
            if base is None or base.text != text:
                self.notebook.restore(line_id, text, caret)
        if not drafts:
            self.notebook.go_to(self._wanted_line)
            is_free = self.window().focusWidget() in (None, self.notebook)  # who was faster keeps the caret
            if not self._wanted_line and is_free and self._shown is not None and self._shown.visit.closed_at is None:
                self.notebook.new_line()

    def gone(self) -> None:
        self._visit_id, self._shown = "", None
        self._show_empty(True)

    def _show_empty(self, is_empty: bool) -> None:
        self.empty.setVisible(is_empty)
        for widget in (self.head, self.room_strip, self.body):
            widget.setVisible(not is_empty)

    def _show_head(self, shown: VisitPage) -> None:
        visit, look = shown.visit, self.look.look
        at = visit.started_at or visit.planned_at
        facts = ""
        if at is not None:
            key = "visit.facts.since" if visit.started_at else "visit.facts.planned"
            facts = self.texts(key, day=moment_day(look, at), clock=at.astimezone().strftime("%H:%M"))
        if visit.closed_at is not None:
            facts = self.texts("visit.facts.closed", day=moment_day(look, visit.closed_at))
        self.head.show_title(self.texts("visit.title", number=shown.number), facts)
        self.mode_chip = Chip(self.look, self.texts(f"mode.{visit.mode}"), icon=MODE_ICONS[visit.mode])
        self.head.set_chips([self.mode_chip])
        self.close_action.setProperty(HINT, self.texts("visit.act.reopen" if visit.closed_at else "visit.hint.close"))
        self.close_action.setText(self.texts("visit.act.reopen" if visit.closed_at else "visit.act.close"))

    def _show_context(self, shown: VisitPage) -> None:
        factory, cycle = shown.factory, shown.cycle
        month = month_of(cycle.started_on, self.bench.today()) if cycle is not None else 0
        title = self.texts("visit.cycle", number=cycle.number, month=month) if cycle is not None else ""
        names = (factory.id, factory.name, factory.local_name) if factory is not None else ("", "", "")
        self.context_changed.emit(Context(*names, cycle.id if cycle else "", title))

    def title(self) -> str:
        return self.texts("visit.title", number=self._shown.number) if self._shown else self.texts("frame.place.visit")

    def pane(self) -> QWidget | None:
        return self.visit_pane

    def focus_first(self) -> None:
        self.notebook.setFocus(Qt.FocusReason.OtherFocusReason)

    def leaving(self) -> None:
        self.notebook.settle()

    def turned(self, on: bool) -> None:
        self.visit_pane.setVisible(not on)

    def fact(self) -> str:
        if self._shown is None:
            return ""
        return self.texts.count("visit.lines", len(self._shown.lines))

    def concerns(self, changes: Changes) -> bool:
        return bool(self._visit_id) and super().concerns(changes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.agenda.setVisible(self.width() >= AGENDA_FOLDS)

    # acting

    def _base_of(self, line_id: str) -> Line | None:
        return line_by_id(self._shown, line_id) if self._shown is not None else None

    def _line_changed(self, line_id: str) -> None:
        if self._shown is not None:
            self.visit_pane.show_line(line_id)

    def _agenda_chosen(self, item_id: str) -> None:
        self.recorder.agenda_item = item_id or None
        self.focus_first()

    def _follow(self, place: str, thing_id: str) -> None:
        base = self._base_of(thing_id)
        if place == "answer" and base is not None:
            self.do(edit_line, base, replace(base, is_answered=True))
        elif place == "promise":
            self.visit_pane.edit_promise(thing_id)
        elif place:
            self.go.emit(place, {"issue": thing_id, "factory": self._shown.visit.factory_id if self._shown else ""})

    def _next_mode(self) -> None:
        if self._shown is not None:
            modes = list(Mode)
            visit = self._shown.visit
            self.do(edit_visit, visit, replace(visit, mode=modes[(modes.index(visit.mode) + 1) % len(modes)]))

    def _toggle_room(self) -> None:
        if self._shown is None:
            return
        self.room_panel.setVisible(not self.room_panel.isVisible())
        if self.room_panel.isVisible():
            self.room_panel.focus_first()
        else:
            self.focus_first()

    def _toggle_closing(self) -> None:
        self.notebook.settle()
        if self._shown is None:
            return
        if self._shown.visit.closed_at is not None:
            self.do(reopen_visit, self._shown.visit)
            return
        self.closing.setVisible(not self.closing.isVisible())
        if self.closing.isVisible():
            self.closing.focus_first()

    def _paper(self) -> None:
        self.notebook.settle()
        if self._shown is not None:
            self.go.emit("reports", {"kind": "visit", "id": self._shown.visit.id, "factory": self._shown.visit.factory_id})

    def _briefing(self) -> None:
        if self._shown is not None:
            self.go.emit("reports", {"kind": "briefing", "id": self._shown.visit.id, "factory": self._shown.visit.factory_id})

    # photos

    def _choose_pictures(self) -> None:
        pictures = pick_pictures(self, self.bench, self.texts("visit.act.photo"))
        if pictures:
            self._take_pictures(self.notebook.current_line(), pictures)

    def _take_pictures(self, line_id: str, sources: Sequence[Path | bytes]) -> None:
        """Pictures land on the line that is typed; an empty new line is recorded first, so that they have something to stand on."""
        if self._shown is None or not line_id:
            return
        self.notebook.settle()
        visit = self._shown.visit
        if self._base_of(line_id) is None and line_id not in self.notebook.recorded:
            typed = [(line_id, "", self.notebook.mark_here(), self.notebook.line_above(line_id), None)]
            self.do(record_lines, visit, typed, self.recorder.agenda_item).then(
                lambda _written: self._take_pictures_on(line_id, sources), self
            )
        else:
            self._take_pictures_on(line_id, sources)

    def _take_pictures_on(self, line_id: str, sources: Sequence[Path | bytes]) -> None:
        if self._shown is not None:
            take_pictures(self, self.bench, sources, "line", line_id, self._shown.visit.scope)


def _running_visit(reader: Reader, now: datetime) -> str:
    """The visit that is on, or the next one planned for today; empty if there is none."""
    found = visit_for_note(reader, now)
    return found.id if found is not None else ""
