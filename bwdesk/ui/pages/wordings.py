"""Words to write with, to choose from: the picker that opens in place while a note is typed. Tells what was chosen, writes nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.usecases.wording import Wording, wordings

MOST_ROWS = 5
_WALKS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def wording_columns(texts: Texts) -> tuple[Column[Wording], ...]:
    """Title over words, the question they are for, and who lends them."""
    return (
        Column[Wording]("words", texts("wording.words"), _words, stretch=True),
        Column[Wording]("question", texts("wording.question"), lambda w: Cell(w.question or texts("wording.any")), width=120),
        Column[Wording]("source", texts("wording.source"), partial(_source, texts), width=260, least=620),
    )


def _source(texts: Texts, one: Wording) -> Cell:
    return Cell(one.source or texts("wording.own"), tone="text2")


def _words(one: Wording) -> Cell:
    said = " ".join(one.text.split())
    return Cell(one.title, second=said) if one.title else Cell(said)


class WordingPicker(FormPanel):
    """`taken` with the words that were chosen. Typing narrows the list, arrows walk in it, Enter takes, Escape puts it away."""

    taken = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        look, t = bench.look, bench.texts
        super().__init__(look, t, t("wording.pick"), t("wording.away"), parent)
        self._bench = bench
        self._rows: RowModel[Wording] = RowModel(
            wording_columns(t), lambda w: w.id or f"{w.source}/{w.question}/{w.title}", find=lambda w: f"{w.question} {w.title} {w.text}"
        )
        self.filter = LineField(self)
        self.filter.textChanged.connect(self._narrowed)
        self.filter.entered.connect(self._take)
        self.filter.installEventFilter(self)
        self.list = RowView(look, self._rows, self, two_lines=True, inset=8)
        self.list.setAccessibleName(t("wording.pick"))
        self.list.set_empty(t("wording.none"), t("wording.none.do"))
        self.list.activated_row.connect(lambda _key: self._take())
        take = ActButton(look, t("wording.take"), kind="primary", key="Return")
        take.clicked.connect(lambda _checked=False: self._take())
        self.column.addLayout(self.named_row([(t("wording.filter"), self.filter, 1)], (self.away, take)))
        self.column.addWidget(self.list)
        self.column.addWidget(self.message)

    def open(self, country: str) -> None:
        """Shows one's own words and those lent by packs of a country."""
        self.message.hide()
        self.filter.clear()
        self.show()
        self._bench.desk.ask(wordings, self._bench.today(), country).then(self._show, self).otherwise(self.say_error, self)
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, found: tuple[Wording, ...]) -> None:
        self._rows.set_rows(found)
        self.list.fit_rows(MOST_ROWS)
        self._narrowed(self.filter.text())

    def _narrowed(self, typed: str) -> None:
        self._rows.set_filter(typed)
        self.list.choose_first()

    def _take(self) -> None:
        one = self._rows.value(self._rows.row_of(self.list.current_key()))
        if one is not None:
            self.hide()
            self.taken.emit(one.text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _WALKS:
            self.list.keyPressEvent(event)
            return True
        return False
