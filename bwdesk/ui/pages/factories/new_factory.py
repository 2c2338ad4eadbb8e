"""A new factory: only name and country are needed now."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.factory import Factory
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import SectionHead, Words
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
"""Offered first; every other country can be typed by its two letters."""


class NewFactory(QFrame):
    """`made(factory id)` when it stands in the register."""

    made = Signal(str)
    put_away = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, texts, look = bench, bench.texts, bench.look
        self.name, self.local, self.city, self.os_id = (LineField(self) for _ in range(4))
        self.country = QComboBox(self)
        self.country.setEditable(True)
        for code in COUNTRIES:
            self.country.addItem(f"{code}  {country_words(code)}", code)
        self.message = Words(look, "", Role.SMALL, "bad", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        fields = (
            ("name", self.name, 4),
            ("country", self.country, 2),
            ("local", self.local, 3),
            ("city", self.city, 2),
            ("os_id", self.os_id, 2),
        )
        for key, widget, stretch in fields:
            widget.setAccessibleName(texts(f"new_factory.{key}"))
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(Words(look, texts(f"new_factory.{key}"), Role.SMALL, "text3"))
            cell.addWidget(widget)
            row.addLayout(cell, stretch)
        away = ActButton(look, texts("new_factory.away"), kind="quiet", key="Esc")
        away.clicked.connect(self._away)
        add = ActButton(look, texts("new_factory.add"), kind="primary")
        add.clicked.connect(self._add)
        for button in (away, add):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        for field in (self.name, self.local, self.city, self.os_id):
            field.entered.connect(self._add)
        inset = look.look.density.inset
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 0, inset, 12)
        column.addWidget(SectionHead(look, texts("new_factory.title"), texts("new_factory.needed")))
        column.addLayout(row)
        column.addWidget(self.message)
        self.message.hide()
        self.hide()

    def open(self) -> None:
        """Asks for a factory."""
        self.show()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self) -> None:
        typed = self.country.currentText().strip()
        code = typed[:2].upper()
        added = self._bench.desk.do(add_factory, self.name.text(), code, self.local.text(), self.city.text(), self.os_id.text())
        added.then(self._done, self).otherwise(self._refused, self)

    def _done(self, factory: Factory) -> None:
        for field in (self.name, self.local, self.city, self.os_id):
            field.clear()
        self.message.hide()
        self.hide()
        self.made.emit(factory.id)

    def _refused(self, error: DeskError) -> None:
        self.message.show_words(" ".join(sentence_of(error, self._bench.texts)))
        self.message.show()
        {"name": self.name, "country": self.country, "os_id": self.os_id}.get(error.field or "", self.name).setFocus()

    def _away(self) -> None:
        self.hide()
        self.put_away.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._away()
        else:
            super().keyPressEvent(event)


def country_words(code: str) -> str:
    """A country by its own English name."""
    territory = QLocale.codeToTerritory(code)
    return QLocale.territoryToString(territory) if territory is not QLocale.Country.AnyTerritory else code
