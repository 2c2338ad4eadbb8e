"""The office: assignments are written into the register here, at once; people and laptops are asked of the server and changed there."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwdesk.domain.factory import Assignment, Factory, Person
from bwdesk.domain.office_rights import ASSIGNERS, MANAGERS
from bwdesk.domain.thing import Thing
from bwdesk.errors import DeskError, NoAnswer
from bwdesk.sync.office_wire import LetIn, Look, Overview
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.page import HINT, Context
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.office.assigning import AssignPanel
from bwdesk.ui.pages.office.laptop import LaptopPanel
from bwdesk.ui.pages.office.lists import TABS, OfficeLists
from bwdesk.ui.pages.office.parts import Port, Said
from bwdesk.ui.pages.office.person import LINK_WORDS, PasswordCard, PersonPanel
from bwdesk.ui.pages.office.reader import ReaderPanel
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.bars import UndoBar
from bwdesk.ui.parts.basics import TitleRow, hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.tabs import Tab, Tabs
from bwdesk.usecases.factories import end_assignment
from bwdesk.usecases.office_page import Assigned, AssignedRow, assigned


def tabs_for(standing: str) -> tuple[str, ...]:
    """What an account looks after; before the office ever said what it is, everything is shown."""
    if not standing:
        return TABS
    can_assign, manages = standing in ASSIGNERS, standing in MANAGERS
    return tuple(key for key in TABS if (can_assign if key == "assignments" else manages))


class OfficePage(DeskPage):
    """Lists under tabs, each with a form that opens above it, and what was done lately."""

    key = "office"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = (Assignment, Factory, Person)

    def __init__(self, bench: Bench, port: Port, device: str = "") -> None:
        """`device`: the id of this laptop."""
        super().__init__(bench)
        self._port, self._device = port, device
        self._overview: Overview | None = None
        self._counts = dict.fromkeys(TABS, "")
        self._build()
        self._make_commands()
        bench.sync.status_changed.connect(lambda _status: self._fit())
        self._fit()

    # building

    def _build(self) -> None:
        look, texts = self.look, self.texts
        self.head = TitleRow(look, texts("frame.place.office"), parent=self)
        self.tabs = Tabs(look, (), self)
        self.tabs.setAccessibleName(texts("office.views"))
        self.tabs.chosen.connect(lambda _key: self._tab_chosen())
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(texts("office.filter"))
        self.filter.setAccessibleName(texts("office.filter"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setFixedWidth(220)
        self.filter.textChanged.connect(self._filter)
        self.filter.returnPressed.connect(self.focus_first)
        self.said = Said(look, texts, self)
        self._build_forms()
        self._build_lists()
        self.undo_bar = UndoBar(look, texts("frame.undo"), self)
        self.undo_bar.undo_asked.connect(self.undo_asked)
        self.views = QWidget(self)
        row = QHBoxLayout(self.views)
        inset = look.look.density.inset
        row.setContentsMargins(inset, 0, inset, 8)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        cards = (self.password, self.link, self.assign, self.person, self.laptop, self.reader)
        for widget in (self.head, self.views, self.said, *cards, hairline(self)):
            column.addWidget(widget)
        column.addWidget(self.held, 1)

    def _build_forms(self) -> None:
        look, texts = self.look, self.texts
        self.assign = AssignPanel(self.bench, self)
        self.assign.made.connect(self._assigned)
        self.person = PersonPanel(self._port, look, texts, self)
        self.person.done.connect(self._person_done)
        self.person.given.connect(self._password_given)
        self.laptop = LaptopPanel(self._port, look, texts, self)
        self.laptop.done.connect(self._laptop_done)
        self.password = PasswordCard(look, texts, self)
        self.reader = ReaderPanel(self._port, look, texts, self)
        self.reader.done.connect(lambda act, name: self._look_and_say(f"office.done.{act}", name))
        self.reader.given.connect(self._link_given)
        self.link = PasswordCard(look, texts, self, LINK_WORDS, Role.NAME)
        for panel in (self.assign, self.person, self.laptop, self.reader, self.password, self.link):
            panel.put_away.connect(self.focus_first)

    def _build_lists(self) -> None:
        self.held = OfficeLists(self.look, self.texts, self)
        self.lists = self.held.views
        opens: dict[str, Callable[[str], None]] = {
            "assignments": self._open_factory, "people": self._open_person, "laptops": self._open_laptop, "readers": self._open_reader,
            "acts": lambda _key: None,
        }  # fmt: skip
        for key, view in self.lists.items():
            view.activated_row.connect(opens[key])
            view.typed.connect(self._typed)

    def _make_commands(self) -> None:
        t = self.texts
        self.new = self.command(t("office.act.assign"), self._new, "Ctrl+N", icon="plus", bar=True)
        self.end = self.command(t("office.act.unassign"), self._end, "Del", icon="x", bar=True)
        self.command(t("office.act.filter"), self.find_here, hint=t("factories.hint.filter"), key_text="/", bar=True)
        self.command(t("office.act.again"), self._look, "F5", icon="arrows-clockwise", bar=True)
        self.lists["assignments"].set_row_acts(self.end)
        self.head.set_actions([ActButton(self.look, action=self.new)])

    # being shown

    def opened(self, **where: str) -> None:
        """`tab` shows one of the lists."""
        self.context_changed.emit(Context())
        if where.get("tab") in tabs_for(self.bench.sync.status.standing):
            self.tabs.choose(where["tab"])
        self._tab_chosen()
        self.reload()

    def reload(self) -> None:
        self.ask(self._show_assigned, assigned, self.bench.today())

    def title(self) -> str:
        return self.texts("frame.place.office")

    def leaving(self) -> None:
        self.password.forget()
        self.link.forget()

    def focus_first(self) -> None:
        view = self.lists.get(self.tabs.current)
        shown = next((card for card in (self.password, self.link) if not card.isHidden()), None)
        if shown is not None:
            shown.ready.setFocus(Qt.FocusReason.OtherFocusReason)
        elif view is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
            view.choose_first()

    def find_here(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _typed(self, text: str) -> None:
        self.find_here()
        self.filter.setText("" if text == "/" else text)
        self.filter.deselect()

    def _filter(self, text: str) -> None:
        self.held.filter(text)

    def _fit(self) -> None:
        """Shows the tabs of what this person looks after."""
        keys = tabs_for(self.bench.sync.status.standing)
        self.tabs.set_tabs([Tab(key, self.texts(f"office.tab.{key}"), count=self._counts[key]) for key in keys])
        self.views.setVisible(bool(keys))
        self._fit_tab()

    def _fit_tab(self) -> None:
        key = self.tabs.current
        texts, view = self.texts, self.lists.get(key)
        if view is None:
            self.held.setCurrentIndex(len(TABS))
            self.said.say(texts("error.office.not_yours"), Kind.NA)
        else:
            self.held.setCurrentWidget(view)
        ends = {"assignments": "unassign", "people": "end_person", "readers": "end_reader"}
        news = {"assignments": "assign", "readers": "add_reader"}
        for action, name in ((self.new, news.get(key, "add_person")), (self.end, ends.get(key, "look_laptop"))):
            action.setProperty(HINT, texts(f"office.act.{name}"))
            action.setText(texts(f"office.act.{name}"))
        self.new.setEnabled(key == "assignments" or (key in ("people", "readers") and self._overview is not None))
        self.end.setEnabled(view is not None and key != "acts")
        self.head.show_title(texts("frame.place.office"), texts(f"office.facts.{key}") if key else "")
        self.commands_changed.emit()

    def _tab_chosen(self) -> None:
        for panel in (self.assign, self.person, self.laptop, self.reader):
            panel.hide()
        self.said.hide()
        self._fit_tab()
        if self.tabs.current != "assignments":
            self._look()

    # the register

    def _show_assigned(self, found: Assigned) -> None:
        self.held.assignments.set_rows(found.rows)
        self.assign.show_choices(found)
        self.reader.show_choices(found)
        self._count("assignments", len(found.rows))

    def _count(self, key: str, number: int) -> None:
        self._counts[key] = self.look.look.locale.toString(number)
        self._fit()

    def _assigned(self, factory: str, person: str, role: str) -> None:
        self.undo_bar.offer(self.texts("office.assigned", factory=factory, person=person, role=role))

    def _open_factory(self, key: str) -> None:
        row = self.held.assignments.value(self.held.assignments.row_of(key))
        if row is not None:
            self.go.emit("factory", {"factory": row.assignment.factory_id})

    def _unassign(self, row: AssignedRow) -> None:
        words = self.texts("office.unassigned", factory=row.factory, person=row.person)
        day = max(self.bench.today(), row.assignment.from_on)
        self.do(end_assignment, row.assignment, day).then(lambda _one: self.undo_bar.offer(words), self)

    # the office

    def _look(self) -> None:
        """Asks the office who is there; what is shown stays until it answers."""
        if self.tabs.current in ("", "assignments"):
            self.reload()
            return
        self.said.say(self.texts("office.asking"), Kind.PROGRESS)
        self._port.ask(Look()).then(self._show_overview, self).otherwise(self._no_overview, self)

    def _show_overview(self, found: Overview) -> None:
        self._overview = found
        self._counts |= {key: self.look.look.locale.toString(number) for key, number in self.held.show_overview(found).items()}
        self.said.hide()
        if found.is_cut:
            self.said.say(self.texts("office.cut"), Kind.UNSURE)
        self._fit()

    def _no_overview(self, error: DeskError) -> None:
        texts = self.texts
        if isinstance(error, NoAnswer):
            words = texts("office.away") if self._overview is None else texts("office.away.old")
            self.said.say(words, Kind.GAP, texts("office.act.again"), self._look)
        elif error.key.startswith("sign_in."):
            self.said.refuse(
                error, texts("office.act.settings"), lambda: self.go.emit("settings", {"find": texts("settings.section.sync")})
            )
        else:
            self.said.refuse(error, texts("office.act.again"), self._look)
        self._fit_tab()

    def _new(self) -> None:
        if self.tabs.current == "assignments":
            row = self.held.chosen("assignments")
            self.assign.open(row.assignment.factory_id if row is not None else "")
        elif self._overview is not None:
            (self.reader if self.tabs.current == "readers" else self.person).open(self._overview)

    def _end(self) -> None:
        """Ends what stands under the focus: an assignment at once, with undo; an account too; of a laptop it asks how."""
        key = self.tabs.current
        chosen = self.lists[key].current_key()
        if key == "assignments":
            row = self.held.chosen(key)
            if row is not None:
                self._unassign(row)
        elif key == "people":
            self._open_person(chosen)
            self.person.end_account()
        elif key == "readers":
            self._open_reader(chosen)
            self.reader.end_reader()
        else:
            self._open_laptop(chosen)

    def _open_person(self, person: str) -> None:
        if self._overview is not None and person in self.held.known.people:
            self.person.open(self._overview, self.held.known.people[person])

    def _open_laptop(self, laptop: str) -> None:
        row = self.held.laptop(laptop)
        if row is not None:
            self.laptop.open(row, self.held.known.people.get(row.person), self._device, self.held.apart(laptop), self.held.known.laptop_of)

    def _open_reader(self, reader: str) -> None:
        row = self.held.readers.value(self.held.readers.row_of(reader))
        if row is not None and self._overview is not None:
            self.reader.open(self._overview, row)

    def _link_given(self, name: str, path: str) -> None:
        self.link.show_password(name, self.bench.settings.settings.server.rstrip("/") + path)
        self._port.ask(Look()).then(self._show_overview, self).otherwise(self._no_overview, self)

    def _person_done(self, act: str, name: str, person: str) -> None:
        self._look_and_say(f"office.done.{act}", name, person if act == "ended" else "")

    def _laptop_done(self, act: str, name: str, _laptop: str) -> None:
        self._look_and_say(f"office.done.{act}_laptop", name)

    def _password_given(self, name: str, password: str) -> None:
        self.password.show_password(name, password)
        self._port.ask(Look()).then(self._show_overview, self).otherwise(self._no_overview, self)

    def _look_and_say(self, key: str, name: str, ended: str = "") -> None:
        """Says what was done, with the way back where there is one, and shows how it stands now."""
        texts = self.texts

        def shown(found: Overview) -> None:
            self._show_overview(found)
            act = texts("office.act.let_in") if ended else ""
            self.said.say(texts(key, name=name), Kind.NOW, act, lambda: self._let_in(ended, name))
            self.focus_first()

        self._port.ask(Look()).then(shown, self).otherwise(self._no_overview, self)

    def _let_in(self, person: str, name: str) -> None:
        self.said.say(self.texts("office.asking"), Kind.PROGRESS)
        done = self._port.ask(LetIn(person))
        done.then(lambda _noted: self._look_and_say("office.done.let_in", name), self).otherwise(self._no_overview, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = [card for card in (self.password, self.link) if not card.isHidden()]
        if event.key() == Qt.Key.Key_Escape and shown:
            for card in shown:
                card.forget()
        else:
            super().keyPressEvent(event)
