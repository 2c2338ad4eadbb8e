"""The factory workspace: its facts to the left, its cycle and what hangs on it in the centre, its figures to the right."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from bwdesk.domain.assessment import Assessment, Result
from bwdesk.domain.committee import Committee, Member
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle, CycleReason
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.edition import Delivery, Edition
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.factory import Assignment, Factory
from bwdesk.domain.folding import fold_text
from bwdesk.domain.learning import Invitation, Need, Participants, Seat, Seminar, Training
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Line, Visit
from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.factory.entries import GO_KEYS, TABS, Entries, columns, phases
from bwdesk.ui.pages.factory.entry import Entry
from bwdesk.ui.pages.factory.facts import FactsColumn
from bwdesk.ui.pages.factory.measures import Measures
from bwdesk.ui.pages.factory.member import MemberPanel
from bwdesk.ui.pages.factory.opening import Opening
from bwdesk.ui.pages.factory.year_acts import YearActs
from bwdesk.ui.pages.today.shown import thread_of
from bwdesk.ui.pages.visit.planner import VisitPlanner
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import TitleRow
from bwdesk.ui.parts.cycle_thread import CycleThread
from bwdesk.ui.parts.lines import hairline
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import RowModel
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.ui.when import day_words
from bwdesk.usecases.cycle_page import CycleView
from bwdesk.usecases.factories import register_factory
from bwdesk.usecases.factory_page import FactoryPage, factory_page
from bwdesk.usecases.sample import remove_sample, sample_of

LOW = 880
"""Below this height in px, at normal text size, the thread and the tabs give way to the open year."""
NARROW = 900
"""Below this width in px, at normal text size, the facts give way to the cycle; a command shows them."""


class FactoryWorkspace(DeskPage):
    """One factory."""

    key = "factory"
    pane_width = "pane_ledgers"
    instead = ("factories", {})
    kinds: ClassVar[tuple[type[Thing], ...]] = (
        Factory, Cycle, CycleReason, Visit, Line, Issue, Action, Result, Assessment, Sitting, Committee, Member, Assignment, Contact,
        Training, Participants, Seminar, Seat, Invitation, Need, Photo, Document, Edition, Delivery,
    )  # fmt: skip

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._factory = ""
        self._shown: FactoryPage | None = None
        self._sample = ""
        self._wants_facts = self._is_year_open = False
        self._model: RowModel[Entry] = RowModel(columns(), lambda e: e.key, find=lambda e: fold_text(e.words))
        self._build()
        self._make_commands()

    # building

    def _build(self) -> None:
        look, texts = self.look, self.texts
        self.opening: Opening = Opening(self)
        self.facts = FactsColumn(self.bench, self)
        self.facts.committee_asked.connect(self._show_people)
        self.left = QScrollArea(self)
        self.left.setWidgetResizable(True)
        self.left.setFrameShape(QFrame.Shape.NoFrame)
        self.left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.left.setWidget(self.facts)
        self.left.setFixedWidth(look.look.density.pane_ledgers + 16)
        self.head = TitleRow(look, parent=self)
        self.cycle_thread = CycleThread(look, texts("factory.thread"), self)
        self.cycle_thread.event_pressed.connect(lambda number: self.opening.event(self._shown, number))
        self.tabs = Tabs(look, [Tab(key, texts(f"factory.tab.{key}"), icon) for key, icon in TABS.items()], self)
        self.tabs.setAccessibleName(texts("factory.tabs"))
        self.tabs.chosen.connect(lambda _key: self._show_tab())
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(texts("factories.filter"))
        self.filter.setAccessibleName(texts("factories.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(lambda text: self._model.set_filter(fold_text(text)))
        self.filter.returnPressed.connect(self._into_list)
        self.filter.hide()
        self.list = RowView(look, self._model, self, two_lines=True, with_heads=False)
        self.list.activated_row.connect(self._open_entry)
        self.list.typed.connect(self._typed)
        self.planner = VisitPlanner(self.bench, self)
        self.planner.planned.connect(lambda visit: self.go.emit("visit", {"visit": visit}))
        self.planner.put_away.connect(self.focus_first)
        self.member = MemberPanel(self.bench, self)
        self.member.put_away.connect(self.focus_first)
        self.year = YearActs(self)
        self.year.year.stood.connect(self._year_stood)
        self.side = Measures(self.bench)
        self._lay()

    def _lay(self) -> None:
        inset = self.look.look.density.inset
        centre = QVBoxLayout()
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        thread = QHBoxLayout()
        thread.setContentsMargins(inset, 0, inset, 8)
        thread.addWidget(self.cycle_thread)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(inset, 0, inset, 0)
        tabs.addWidget(self.tabs, 1)
        tabs.addWidget(self.filter)
        for widget in (self.head, self.planner, *self.year.panels):
            centre.addWidget(widget)
        centre.addLayout(thread)
        centre.addLayout(tabs)
        self.tabs_line = hairline(self)
        centre.addWidget(self.tabs_line)
        centre.addWidget(self.member)
        centre.addWidget(self.opening.photos)
        centre.addWidget(self.list, 1)
        centre.addStretch()
        self.divider = hairline(self, upright=True)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.left)
        whole.addWidget(self.divider)
        whole.addLayout(centre, 1)

    def _make_commands(self) -> None:
        t = self.texts
        words, hint = t("factory.act.open"), t("factory.hint.open")
        self.list.set_row_acts(self.command(words, self._open_current, icon="caret-right", hint=hint, key_text="Enter", bar=True))
        self.command(t("factory.act.filter"), self.find_here, key_text="/", hint=t("factories.hint.filter"), bar=True)
        for key, letter in GO_KEYS.items():
            go, words, in_bar = partial(self._choose_tab, key), t(f"factory.tab.{key}"), key in ("plan", "findings", "notes")
            self.command(t("factory.act.tab", tab=words), go, f"G, {letter}", hint=words, bar=in_bar)
        self.act_briefing = self.command(t("factory.act.briefing"), self._briefing, "Shift+F12", icon="printer", hint=t("today.briefing"))
        self.act_visit = self.command(t("factory.act.visit"), self._visit, "Ctrl+N", icon="calendar-plus", hint=t("factory.hint.visit"))
        self.act_register = self.command(t("factory.act.register"), self._register, icon="plus", hint=t("factory.hint.register"))
        self.act_member = self.command(t("factory.act.member"), self._add_member, "Ctrl+M", icon="users", hint=t("factory.hint.member"))
        for place, key in (("committee", "G, C"), ("trends", "G, R")):
            go = partial(lambda place: self.go.emit(place, {"factory": self._factory}), place)
            self.command(t(f"factory.act.{place}"), go, key, hint=t(f"factory.hint.{place}"))
        self.year.make_commands()
        self.command(t("factory.act.facts"), self._toggle_facts, hint=t("factory.facts"))

    # being shown

    def opened(self, **where: str) -> None:
        wanted = where.get("factory", "")
        if wanted and wanted != self._factory:
            self._shown, self._factory = None, wanted
            self.planner.hide()
            self.member.hide()
            self.find_nothing()
        self.year.is_asked = bool(where.get("year"))
        if (tab := where.get("tab", "")) in TABS:
            self.tabs.choose(tab)
        self.reload()

    def reload(self) -> None:
        if self._factory:
            self.ask(partial(setattr, self, "_sample"), sample_of, self.bench.me.id)
            self.ask(self._show, factory_page, self._factory, self.bench.today())

    def _show(self, shown: FactoryPage) -> None:
        view, factory = shown.view, shown.factory
        self._shown, self._factory = shown, factory.id
        self.facts.show_factory(shown)
        self.side.show_factory(shown)
        self.year.show_view(view)
        if view is not None:
            self._show_cycle(view)
        else:
            self.head.show_title(self.texts("factory.no_cycle"), self.texts("factory.no_cycle.do"))
        self._fit()
        self._show_acts(view)
        self._entries = Entries(self.texts, self.look.look, self.bench.today())
        rows = {key: self._entries.of(key, shown) for key in TABS}
        tabs = [Tab(key, self.texts(f"factory.tab.{key}"), icon, str(len(rows[key])) if rows[key] else "") for key, icon in TABS.items()]
        self.tabs.set_tabs(tabs)
        self._show_tab()
        title = self.texts("visit.cycle", number=view.cycle.number, month=view.month) if view is not None else ""
        self.context_changed.emit(Context(factory.id, factory.name, factory.local_name, view.cycle.id if view is not None else "", title))
        self.commands_changed.emit()

    def _show_cycle(self, view: CycleView) -> None:
        look = self.look.look
        ends = {"from_": day_words(look, view.cycle.started_on, "d MMM yyyy"), "to": day_words(look, view.ends_on, "d MMM yyyy")}
        self.head.show_title(self.texts("factory.cycle", number=view.cycle.number), self.texts("factory.cycle.dates", **ends))
        today = self.texts("factory.today", day=day_words(look, self.bench.today()))
        spoken = self.texts("factory.thread.spoken", number=view.cycle.number, month=view.month)
        self.cycle_thread.show_cycle(thread_of(view, self.bench.today(), self.texts), phases(view, self.texts), today, spoken)

    def _show_acts(self, view: CycleView | None) -> None:
        visit = view.next_visit if view is not None else None
        number = view.visit_numbers.get(visit.id, 0) if view is not None and visit is not None else 0
        words = self.texts("factory.open_visit", number=number) if visit is not None else self.texts("factory.hint.visit")
        self.act_visit.setText(words)
        for action, has in ((self.act_briefing, visit is not None), (self.act_visit, view is not None), (self.act_register, view is None)):
            action.setVisible(has)
            action.setEnabled(has)
        if view is None:
            buttons = [ActButton(self.look, self.texts("factory.hint.register"), kind="primary", action=self.act_register)]
        else:
            buttons = [ActButton(self.look, words, kind="primary", action=self.act_visit)]
            if visit is not None:
                buttons.insert(0, ActButton(self.look, action=self.act_briefing))
        if self._sample == self._factory:
            away = ActButton(self.look, self.texts("sample.remove"), kind="quiet", icon="trash")
            away.clicked.connect(self._remove_sample)
            buttons.insert(0, away)
        self.head.set_actions(buttons)

    def _show_tab(self) -> None:
        if self._shown is None:
            return
        tab = self.tabs.current
        self.list.set_empty(self.texts(f"factory.none.{tab}"), self.texts(f"factory.none.{tab}.do"))
        self.list.setAccessibleName(self.texts(f"factory.tab.{tab}"))
        self.opening.show_photos(self._shown, tab)
        self._model.set_rows([row for row in self._entries.of(tab, self._shown) if not (row.is_ours and self.opening.is_turned)])

    def title(self) -> str:
        return self._shown.factory.name if self._shown is not None else self.texts("frame.place.factory")

    def fact(self) -> str:
        return self.texts("plan.facts", open=len(self._shown.open_rows), closed=self._shown.closed) if self._shown is not None else ""

    def pane(self) -> QWidget | None:
        return self.side

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.list.current_key():
            self.list.choose_first()

    def turned(self, on: bool) -> None:
        self.side.setVisible(not on)
        self.opening.turn(on)
        self._show_tab()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        factor = self.look.look.type.factor
        has_room = self.width() >= NARROW * factor or self._wants_facts
        self.left.setVisible(has_room)
        self.divider.setVisible(has_room)
        is_low = self.height() < LOW * factor and self._is_year_open
        for widget in (self.tabs, self.tabs_line, self.list):
            widget.setVisible(not is_low)
        self.opening.photos.hold(is_low)
        self.cycle_thread.setVisible(not is_low and self._shown is not None and self._shown.view is not None)

    def _year_stood(self, is_open: bool) -> None:
        self._is_year_open = is_open
        self._fit()

    def _toggle_facts(self) -> None:
        self._wants_facts = not self._wants_facts
        self._fit()

    # finding

    def find_here(self) -> None:
        self.filter.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def find_nothing(self) -> None:
        """Every row of the tab again."""
        self.filter.clear()
        self.filter.hide()

    def _typed(self, text: str) -> None:
        """A slash opens the filter; G begins a key to a tab; any other letter filters at once."""
        if text.casefold() != "g":
            self.find_here()
            self.filter.setText("" if text == "/" else text)
            self.filter.deselect()

    def _into_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.list.choose_first()

    # acting

    def _choose_tab(self, key: str) -> None:
        self.tabs.choose(key)
        self.find_nothing()
        self._show_tab()
        self.focus_first()

    def _show_people(self) -> None:
        self._choose_tab("people")
        if self._shown is not None and not self._shown.committee.members:
            self._add_member()

    def _open_current(self) -> None:
        self._open_entry(self.list.current_key())

    def _open_entry(self, key: str) -> None:
        self.opening.entry(self._shown, next((e for e in self._model.shown_values() if e.key == key), None))

    def _briefing(self) -> None:
        visit = self._shown.view.next_visit if self._shown is not None and self._shown.view is not None else None
        if visit is not None:
            self.go.emit("reports", {"kind": "briefing", "id": visit.id, "factory": self._factory})

    def _visit(self) -> None:
        if self._shown is None or self._shown.view is None:
            return
        visit = self._shown.view.next_visit
        if visit is not None:
            self.go.emit("visit", {"visit": visit.id})
        else:
            self.planner.open([self._shown.factory], self._factory)

    def _register(self) -> None:
        if self._shown is not None and self._shown.view is None:
            self.do(register_factory, self._shown.factory, self.bench.today())

    def _remove_sample(self) -> None:
        self.go.emit("today", {})  # from there on nothing of what goes is asked for
        self.do(remove_sample, self._factory)

    def _add_member(self) -> None:
        if self._shown is not None:
            self._choose_tab("people")
            self.member.open(self._shown.factory.id)
