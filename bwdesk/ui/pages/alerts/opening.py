"""The form that opens a case: which factory, what kind, where. What was seen is written into the case itself, which keeps every word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from bwdesk.domain.alert import Alert
from bwdesk.ui.bench import Bench
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.alerts import open_alert


class OpeningPanel(FormPanel):
    """`made(case id)` when the case stands."""

    made = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        texts = bench.texts
        super().__init__(bench.look, texts, texts("alert.new"), texts("alert.away"), parent, texts("alert.new.note"))
        self._bench = bench
        self._source = ""
        self.factory = Choice(bench.look, self)
        self.factory.setEditable(True)
        self.factory.setInsertPolicy(Choice.InsertPolicy.NoInsert)
        self.factory.setMinimumContentsLength(12)
        completer = self.factory.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.category = Choice(bench.look, self)
        self.place = LineField(self)
        self.place.entered.connect(self.open_case)
        self.make = ActButton(bench.look, texts("alert.open"), kind="primary", key="Return")
        self.make.clicked.connect(lambda _checked=False: self.open_case())
        fields = (
            (texts("alert.factory"), self.factory, 3), (texts("alert.category"), self.category, 4), (texts("alert.place"), self.place, 3),
        )  # fmt: skip
        self.column.addLayout(self.named_row(fields, (self.away, self.make)))
        self.column.addWidget(self.message)

    def show_choices(self, factories: Sequence[tuple[str, str]], categories: Sequence[str]) -> None:
        """The factories of the register and the profile's categories; what is being typed stays."""
        typed = self.factory.currentText()
        self.factory.clear()
        for key, name in factories:
            self.factory.addItem(name, key)
        self.factory.setCurrentIndex(-1)
        self.factory.setEditText(typed)
        if self.category.count() != len(categories):
            self.category.clear()
            for one in categories:
                self.category.addItem(self.texts(f"alert.category.{one}"), one)

    def open(self, factory: str = "", source: str = "") -> None:
        """Asks for a case, at a factory if one is known; `source`: the visit or assessment that it was noticed in."""
        self._source = source
        self.message.hide()
        self.show()
        at = self.factory.findData(factory) if factory else -1
        if at >= 0:
            self.factory.setCurrentIndex(at)
        (self.category if at >= 0 else self.factory).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_case(self) -> None:
        """Opens the case."""
        at = self.factory.findText(self.factory.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        if at < 0:
            self.say(self.texts("alert.which_factory"))
            self.factory.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        done = self._bench.desk.do(
            open_alert, str(self.factory.itemData(at)), str(self.category.currentData()), self.place.text(), self._source
        )
        done.then(self._opened, self).otherwise(self.say_error, self)

    def _opened(self, alert: Alert) -> None:
        self.place.show_text("")
        self.hide()
        self.made.emit(alert.id)
