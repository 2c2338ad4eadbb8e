"""Learn: seminars and trainings by month, the learning plan of a factory, what factories ask for; attendance under the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.committee import Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Assignment, Factory
from bwdesk.domain.learning import Invitation, Need, Participants, Seat, Seminar, Training
from bwdesk.domain.plan import Issue
from bwdesk.domain.thing import Thing
from bwdesk.errors import Refused
from bwdesk.ui.amounts import days_words
from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.learn.attendance import AttendancePanel
from bwdesk.ui.pages.learn.columns import PlanLine
from bwdesk.ui.pages.learn.event_form import EventForm
from bwdesk.ui.pages.learn.lists import TABS, LearnLists
from bwdesk.ui.pages.learn.need_form import NeedForm
from bwdesk.ui.pages.learn.side import LearnSide
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.bars import UndoBar
from bwdesk.ui.parts.basics import TitleRow, hairline
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.usecases.learning import add_needs, remove_need, remove_training
from bwdesk.usecases.learning_page import LearnPage, Wanted, learning_page
from bwdesk.usecases.learning_who import Who, who_was_there
from bwdesk.usecases.seminars import remove_seminar


class LearnHome(DeskPage):
    """Three lists under tabs; a form opens above them, attendance below."""

    key = "learn"
    pane_width = "pane_ledgers"
    kinds: ClassVar[tuple[type[Thing], ...]] = (
        Seminar, Seat, Invitation, Training, Participants, Need, Issue, Cycle, Factory, Member, Assignment,
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._factory = self._event = ""
        self._shown: LearnPage | None = None
        self._build()
        self._make_commands()

    # building

    def _topic(self, code: str) -> str:
        return self._shown.topic(code) if self._shown is not None else code

    def _build(self) -> None:
        look, texts = self.look, self.texts
        self.lists = LearnLists(self.bench, self._topic, self)
        self.lists.opened.connect(self._opened_row)
        self.lists.chosen.connect(self._chosen)
        self.head = TitleRow(look, texts("frame.place.learn"), parent=self)
        self.tabs = Tabs(look, [Tab(key, texts(f"learn.tab.{key}")) for key in TABS], self)
        self.tabs.setAccessibleName(texts("learn.views"))
        self.tabs.chosen.connect(self.show_tab)
        self.undo_bar = UndoBar(look, texts("frame.undo"), self)
        self.undo_bar.undo_asked.connect(self.undo_asked)
        self.form = EventForm(self.bench, self)
        self.form.made.connect(self._made)
        self.need = NeedForm(self.bench, self)
        self.need.kept.connect(self.focus_first)
        self.panel = AttendancePanel(self)
        self.panel.held.connect(lambda title: self.undo_bar.offer(texts("learn.held_now", title=title)))
        self.panel.paper.connect(self._paper_of)
        self.panel.opened_or_shut.connect(self._make_room)
        for panel in (self.form, self.need, self.panel):
            panel.put_away.connect(self.lists.focus_list)
        self.side = LearnSide(self.bench)
        views = QHBoxLayout()
        inset = look.look.density.inset
        views.setContentsMargins(inset, 0, inset, 0)
        views.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(views)
        for widget in (self.form, self.need, hairline(self)):
            column.addWidget(widget)
        column.addWidget(self.lists, 1)
        column.addWidget(self.panel)

    def _make_commands(self) -> None:
        t = self.texts
        new = self.command(t("learn.act.training"), self._new_training, "Ctrl+N", icon="plus", hint=t("learn.hint.training"), bar=True)
        seminar = self.command(
            t("learn.act.seminar"), self._new_seminar, "Ctrl+Shift+N", icon="users", hint=t("learn.hint.seminar"), bar=True
        )
        self.need_action = self.command(t("learn.act.need"), self._new_need, "Ctrl+Shift+L", icon="check-square", hint=t("learn.hint.need"))
        self.command(t("learn.act.present"), self.panel.toggle, hint=t("learn.hint.present"), key_text=t("learn.key.space"), bar=True)
        self.command(t("learn.act.same"), self.panel.copy_last, "Ctrl+D", icon="users", hint=t("learn.hint.same"), bar=True)
        self.command(t("learn.act.hold"), self.panel.hold_it, "Ctrl+Return", hint=t("learn.hint.hold"), bar=True)
        change = self.command(t("learn.act.change"), self._change, "F2", icon="pencil-simple", hint=t("learn.hint.change"), bar=True)
        self.command(t("learn.act.all"), self._take_all, "Ctrl+Shift+P", icon="check-square", hint=t("learn.hint.all"))
        remove = self.command(t("learn.act.remove"), self._remove, "Ctrl+Delete | Del", icon="trash", hint=t("learn.hint.remove"))
        self.command(t("learn.act.paper"), self._paper, "Shift+F12", icon="file-pdf", hint=t("learn.certificate"), bar=True)
        for number, key in enumerate(TABS, 1):
            self.command(t(f"learn.act.tab.{key}"), partial(self.show_tab, key), f"Alt+{number}", hint=t(f"learn.tab.{key}"))
        self.lists.views["calendar"].set_row_acts(change, remove)
        self.lists.views["plan"].set_row_acts(change, (remove, lambda line: line.row is not None))
        self.head.set_actions(
            [ActButton(self.look, t("learn.new.seminar"), action=seminar), ActButton(self.look, t("learn.new.training"), action=new)]
        )

    # being shown

    def opened(self, **where: str) -> None:
        """`factory` whose package and plan are shown; `event` a seminar or training; `tab` one of the lists."""
        self._factory = where.get("factory", "") or self._factory
        self._event = where.get("event", "")
        if where.get("tab") in TABS:
            self.show_tab(where["tab"])
        self.reload()

    def reload(self) -> None:
        self.ask(self._show, learning_page, self._factory, self.bench.me.id, self.bench.today())

    def _show(self, page: LearnPage) -> None:
        self._shown = page
        if page.factory is not None:
            self._factory = page.factory.id
            words = self.texts("visit.cycle", number=page.cycle.number, month=page.month) if page.cycle is not None else ""
            names = (page.factory.id, page.factory.name, page.factory.local_name)
            self.context_changed.emit(Context(*names, page.cycle.id if page.cycle is not None else "", words))
        for form in (self.form, self.need):
            form.show_topics(page.topics)
        self.lists.show_page(page)
        number = self.look.look.locale.toString
        counts = {"calendar": len(page.events), "plan": len(page.needs), "wanted": len(page.wanted)}
        self.tabs.set_tabs([Tab(key, self.texts(f"learn.tab.{key}"), count=number(counts[key])) for key in TABS])
        self.head.show_title(self.texts("frame.place.learn"), self.fact())
        self.side.show_page(page)
        if self._event and self.lists.views["calendar"].choose(self._event):
            self._ask_who(self._event)
            self._event = ""
        elif self.panel.event_id:
            self._ask_who(self.panel.event_id)
        elif not self.lists.shown.current_key():
            self.lists.shown.choose_first()
        self.commands_changed.emit()

    def show_tab(self, key: str) -> None:
        """Shows one of the three lists."""
        self.tabs.choose(key)
        self.lists.show_list(key)
        for panel in (self.form, self.need, self.panel):
            panel.hide()
        self.focus_first()

    def title(self) -> str:
        return self.texts("frame.place.learn")

    def pane(self) -> QWidget | None:
        return self.side

    def fact(self) -> str:
        ledger = self._shown.package if self._shown is not None else None
        if ledger is None:
            return ""
        done, whole = (days_words(halves, self.texts) for halves in (ledger.done, ledger.quota))
        return self.texts("learn.facts", done=done, whole=whole, seminars=ledger.seminars, of=ledger.seminar_quota)

    def focus_first(self) -> None:
        if self.panel.event_id:
            self.panel.focus_first()
            return
        self.lists.focus_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """On a low screen the list waits while attendance is noted: two of its rows would not be in sight."""
        density = self.look.look.density
        two_rows = density.column_head + density.group_row + 2 * density.row_two
        above = self.head.height() + self.tabs.height()
        is_crowded = not self.panel.isHidden() and self.height() < above + two_rows + self.panel.minimumSizeHint().height()
        self.lists.setHidden(is_crowded)
        self.panel.set_alone(is_crowded)

    def leaving(self) -> None:
        self.panel.grid.settle()

    def turned(self, on: bool) -> None:
        """Other factories' issues are not for this factory's eyes."""
        self.side.setHidden(on or self.side.parentWidget() is None)
        if on:
            self.show_tab("plan")
        self.tabs.setEnabled(not on)

    # opening what is chosen

    def _opened_row(self, key: str) -> None:
        """Enter: attendance, the line of the plan, or a seminar for those who ask for it."""
        if self.tabs.current == "calendar":
            self._ask_who(key, focus=True)
        elif self.tabs.current == "plan":
            self._open_line(self.lists.line())
        else:
            self._seminar_for(self.lists.wanted_row())

    def _chosen(self, key: str) -> None:
        """While attendance is open it follows the row."""
        if key and self.tabs.current == "calendar" and self.panel.event_id and self.panel.event_id != key:
            self._ask_who(key)

    def _ask_who(self, event: str, focus: bool = False) -> None:
        def show(who: Who) -> None:
            self.panel.show_who(who, self._package_of(who))
            self.form.hide()
            self.panel.show()
            if focus:
                self.panel.focus_first()

        self.ask(show, who_was_there, event, self.bench.me.id, self.bench.today())

    def _package_of(self, who: Who) -> Any:
        """The package an attendance is taken from, where it is the one shown."""
        page = self._shown
        is_here = page is not None and page.cycle is not None and getattr(who.event, "cycle_id", "") == page.cycle.id
        return page.package if is_here and page is not None else None

    def _open_line(self, line: PlanLine | None) -> None:
        cycle = self._cycle()
        if line is None or cycle is None:
            return
        if line.row is not None:
            self.need.open(cycle, line.row.need, self._topic(line.row.need.topic))
        elif line.suggestion is not None:
            self._take([(line.suggestion.topic, line.suggestion.issue_ids)], cycle)

    def _take(self, wanted: Sequence[tuple[str, Sequence[str]]], cycle: Cycle) -> None:
        words = self.texts.count("learn.taken", len(wanted))
        self.do(add_needs, cycle, wanted).then(lambda _needs: self.undo_bar.offer(words), self)

    def _take_all(self) -> None:
        """All that open issues suggest, into the learning plan."""
        cycle, page = self._cycle(), self._shown
        if cycle is not None and page is not None and page.suggested:
            self.show_tab("plan")
            self._take([(one.topic, one.issue_ids) for one in page.suggested], cycle)

    def _seminar_for(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            topic = wanted.suggestion.topic
            self.form.new_seminar(wanted.country, topic, self._topic(topic), wanted.suggestion.factory_ids)

    # making and taking back

    def _cycle(self) -> Cycle | None:
        cycle = self._shown.cycle if self._shown is not None else None
        if cycle is None:
            self.desk.tell(Refused("learning.no_cycle"))
        return cycle

    def _new_training(self) -> None:
        cycle = self._cycle()
        if cycle is not None:
            line = self.lists.line()
            topic = line.row.need.topic if line is not None and line.row is not None else ""
            self.panel.hide()
            self.form.new_training(cycle, topic, self._topic(topic))

    def _new_seminar(self) -> None:
        if self.tabs.current == "wanted":
            self._seminar_for(self.lists.wanted_row())
            if not self.form.isHidden():
                return
        self.panel.hide()
        factory = self._shown.factory if self._shown is not None else None
        self.form.new_seminar(factory.country if factory is not None else "")

    def _new_need(self) -> None:
        cycle = self._cycle()
        if cycle is not None:
            self.show_tab("plan")
            self.need.open(cycle, None, "")

    def _made(self, event: str) -> None:
        self.show_tab("calendar")
        self._event = event
        self.reload()

    def _change(self) -> None:
        row = self.lists.event_row()
        if row is not None:
            self.panel.hide()
            self.form.change(row.thing)
        else:
            self._open_line(self.lists.line())

    def _remove(self) -> None:
        row = self.lists.event_row()
        if row is not None:
            words = self.texts("learn.removed", title=row.thing.title)
            self.panel.hide()
            done = self.do(remove_seminar, row.thing) if isinstance(row.thing, Seminar) else self.do(remove_training, row.thing)
            done.then(lambda _thing: self.undo_bar.offer(words), self)
        line = self.lists.line()
        if line is not None and line.row is not None:
            words = self.texts("learn.removed", title=self._topic(line.row.need.topic))
            self.do(remove_need, line.row.need).then(lambda _need: self.undo_bar.offer(words), self)

    def _paper(self) -> None:
        row = self.lists.event_row()
        if row is not None and isinstance(row.thing, Training):
            self._paper_of(row.thing.id)

    def _paper_of(self, training: str) -> None:
        self.go.emit("reports", {"kind": "certificate", "id": training, "factory": self._factory})
