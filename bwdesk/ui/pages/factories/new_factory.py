"""A new factory: only name and country are needed now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bwdesk.domain.factory import Factory
from bwdesk.errors import DeskError
from bwdesk.interchange.countries import code_in
from bwdesk.ui.bench import Bench
from bwdesk.ui.countries import country_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.factories import add_factory

COUNTRIES = (
    "BD",
    "KH",
    "ID",
    "VN",
    "JO",
    "EG",
    "PK",
    "HT",
    "NI",
    "ET",
    "MG",
    "LK",
    "UZ",
    "LS",
    "IN",
    "CN",
    "MM",
    "TR",
    "TN",
    "MA",
    "MU",
    "KE",
)
"""Offered first; every other country can be typed by its name or its two letters."""


class NewFactory(FormPanel):
    """`made(factory id)` when it stands in the register."""

    made = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        texts = bench.texts
        super().__init__(bench.look, texts, texts("new_factory.title"), texts("new_factory.away"), parent, texts("new_factory.needed"))
        self._bench = bench
        self.name, self.local, self.city, self.os_id = (LineField(self) for _ in range(4))
        for field in (self.name, self.local, self.city, self.os_id):
            field.entered.connect(self._add)
        self.country = Choice(bench.look, self)
        self.country.setEditable(True)
        add = ActButton(bench.look, texts("new_factory.add"), kind="primary")
        add.clicked.connect(self._add)
        row = self.named_row(
            (
                (texts("new_factory.name"), self.name, 4),
                (texts("new_factory.country"), self.country, 2),
                (texts("new_factory.local"), self.local, 3),
                (texts("new_factory.city"), self.city, 2),
                (texts("new_factory.os_id"), self.os_id, 2),
            ),
            (self.away, add),
        )
        self.column.addLayout(row)
        self.column.addWidget(self.message)

    def open(self) -> None:
        """Asks for a factory."""
        if not self.country.count():
            for code in COUNTRIES:
                self.country.addItem(f"{code}  {country_words(code, self._bench.texts)}", code)
        self.show()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self) -> None:
        at = self.country.findText(self.country.currentText())
        code = self.country.itemData(at) if at >= 0 else code_in(self._bench.texts.language, self.country.currentText()) or ""
        added = self._bench.desk.do(add_factory, self.name.text(), code, self.local.text(), self.city.text(), self.os_id.text())
        added.then(self._done, self).otherwise(self._refused, self)

    def _done(self, factory: Factory) -> None:
        for field in (self.name, self.local, self.city, self.os_id):
            field.clear()
        self.message.hide()
        self.hide()
        self.made.emit(factory.id)

    def _refused(self, error: DeskError) -> None:
        self.say_error(error)
        {"name": self.name, "country": self.country, "os_id": self.os_id}.get(error.field or "", self.name).setFocus()
