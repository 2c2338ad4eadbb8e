"""Countries chosen by name: a button each that takes it off, and a field that finds one by any part of its name, or by its letters."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from bwdesk.domain.folding import fold_text
from bwdesk.interchange.countries import code_in, names_in
from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.flow import Flow


class _Field(LineField):
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)


class CountriesField(QWidget):
    """`entered` when Enter was pressed and nothing is left to take in; `unknown(typed)` when no single country is called so."""

    entered = Signal()
    unknown = Signal(str)

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._source, self._texts = source, texts
        self._names: dict[str, str] = {}
        self._buttons: dict[str, ActButton] = {}
        self.line = _Field(self)
        self.line.setPlaceholderText(texts("office.country.find"))
        self.line.setFixedWidth(round(170 * max(1.0, source.look.type.factor)))
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(lambda _name: self.take_typed(), Qt.ConnectionType.QueuedConnection)
        self.line.setCompleter(completer)
        self.line.entered.connect(self._enter)
        self.line.emptied.connect(self._take_last)
        self._flow = Flow(self, gap=6)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)

    def setAccessibleName(self, name: str) -> None:
        """The field is what a screen reader meets."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def codes(self) -> list[str]:
        """The countries chosen, by their ISO letters."""
        return sorted(self._buttons)

    def show_codes(self, codes: Iterable[str], offered: Iterable[str] = ()) -> None:
        """Shows countries; `offered` are those found while typing (none: all there are)."""
        if not self._names:
            self._names = names_in(self._texts.language)
        for code in list(self._buttons):
            self._take_off(code)
        self.line.settle()
        self.line.show_text("")
        named = [self._names.get(code, code) for code in offered or self._names]
        self._known.setStringList(sorted(named, key=fold_text))
        for code in sorted(codes, key=lambda one: fold_text(self._names.get(one) or one)):
            self._add(code)

    def take_typed(self) -> bool:
        """Takes in what stands in the field. False, with `unknown`, when that is no single country; what was typed stays."""
        typed = self.line.text().strip()
        if not typed:
            return True
        code = self._code_of(typed)
        if code is None:
            self.unknown.emit(typed)
            return False
        self._add(code)
        self.line.clear()
        self.line.settle()
        return True

    def _code_of(self, typed: str) -> str | None:
        known = code_in(self._texts.language, typed)
        if known is not None:
            return known
        wanted, offered = fold_text(typed), set(self._known.stringList())
        some = [code for code, name in self._names.items() if name in offered and wanted in fold_text(name)]
        return some[0] if len(some) == 1 else None

    def _enter(self) -> None:
        had_text = bool(self.line.text().strip())
        if self.take_typed() and not had_text:
            self.entered.emit()

    def _add(self, code: str) -> None:
        if code in self._buttons:
            return
        button = ActButton(self._source, self._names.get(code, code), icon="x", small=True, parent=self)
        button.setToolTip(self._texts("office.country.off"))
        button.clicked.connect(lambda _checked=False: self._take_off(code))
        self._buttons[code] = button
        self._flow.removeWidget(self.line)
        self._flow.addWidget(button)
        self._flow.addWidget(self.line)
        button.show()

    def _take_last(self) -> None:
        if self._buttons:
            self._take_off(next(reversed(self._buttons)))

    def _take_off(self, code: str) -> None:
        button = self._buttons.pop(code)
        self._flow.removeWidget(button)
        button.hide()
        button.deleteLater()
        if self.isVisible():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
