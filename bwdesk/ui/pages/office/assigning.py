"""A person and a factory brought together. It is written into the register here and now, whether the office can be reached or not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from bwdesk.domain.factory import Assignment
from bwdesk.domain.factory import Role as Part
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.office_page import Assigned, assign_by_id


class AssignPanel(FormPanel):
    """`made(factory, person, role)` in words, when it stands in the register; the form stays for the next."""

    made = Signal(str, str, str)

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        texts = bench.texts
        super().__init__(bench.look, texts, texts("office.assign.title"), texts("new_factory.away"), parent, texts("office.assign.note"))
        self._bench = bench
        self.factory, self.person = typed_choice(bench.look, self, self.assign), typed_choice(bench.look, self, self.assign)
        self.role = Choice(bench.look, self)
        for role in Part:
            self.role.addItem(texts(f"first.role.{role}"), role)
        self.add = ActButton(bench.look, texts("office.assign.add"), kind="primary", key="Return")
        self.add.clicked.connect(lambda _checked=False: self.assign())
        row = self.named_row(
            (
                (texts("office.col.factory"), self.factory, 4),
                (texts("office.col.person"), self.person, 3),
                (texts("office.col.role"), self.role, 2),
            ),
            (self.away, self.add),
        )
        self.column.addLayout(row)
        self.column.addWidget(self.message)

    def show_choices(self, found: Assigned) -> None:
        """The factories and people of the register; what is being typed stays."""
        factories = [(self._bench.texts.commas((name, city or country)), key) for key, name, country, city in found.factories]
        for box, items in ((self.factory, factories), (self.person, [(name, key) for key, name in found.people])):
            typed = box.currentText()
            box.clear()
            for words, key in items:
                box.addItem(words, key)
            box.setCurrentIndex(-1)
            box.setEditText(typed)

    def open(self, factory: str = "") -> None:
        """Asks for an assignment, of a factory if one is chosen."""
        self.message.hide()
        self.show()
        at = self.factory.findData(factory) if factory else -1
        if at >= 0:
            self.factory.setCurrentIndex(at)
        (self.person if at >= 0 else self.factory).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def assign(self) -> None:
        """Writes what is chosen."""
        factory, person = (chosen(box) for box in (self.factory, self.person))
        for box, found, key in (
            (self.factory, factory, "office.assign.which_factory"),
            (self.person, person, "office.assign.which_person"),
        ):
            if not found:
                self.say(self.texts(key, typed=box.currentText().strip()))
                box.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        words = (self.factory.currentText(), self.person.currentText(), self.role.currentText())
        done = self._bench.desk.do(assign_by_id, factory, person, Part(self.role.currentData()), self._bench.today())
        done.then(lambda one: self._assigned(one, words), self).otherwise(self._refused, self)

    def _assigned(self, _one: Assignment, words: tuple[str, str, str]) -> None:
        self.message.hide()
        self.factory.setEditText("")
        self.factory.setFocus(Qt.FocusReason.OtherFocusReason)
        self.made.emit(*words)

    def _refused(self, error: DeskError) -> None:
        self.say_error(error)
        (self.person if error.field == "person" else self.factory).setFocus(Qt.FocusReason.OtherFocusReason)


def typed_choice(look: LookSource, owner: QWidget, entered: Callable[[], None]) -> Choice:
    """A list that is found in by typing any part of a name."""
    made = Choice(look, owner)
    made.setEditable(True)
    made.setInsertPolicy(Choice.InsertPolicy.NoInsert)
    made.setMinimumContentsLength(8)
    made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    completer, line = made.completer(), made.lineEdit()
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    if line is not None:
        line.returnPressed.connect(entered)
    return made


def chosen(box: Choice) -> Any:
    """The data of what stands in the field: chosen, typed in full, or the only one that holds what was typed. Empty if none."""
    typed = box.currentText().strip()
    at = box.findText(typed, Qt.MatchFlag.MatchFixedString) if typed else -1
    if at < 0 and typed:
        some = [n for n in range(box.count()) if typed.casefold() in box.itemText(n).casefold()]
        at = some[0] if len(some) == 1 else -1
    if at < 0:
        return ""
    box.setCurrentIndex(at)
    return box.itemData(at)
