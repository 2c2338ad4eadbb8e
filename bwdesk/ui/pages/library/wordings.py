"""Words to write with, looked through: one's own are changed and forgotten here, own texts for any note are begun; packs lend theirs."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.domain.snippet import Snippet
from bwdesk.store.unit import Reader
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.committee.typed import TypedField
from bwdesk.ui.pages.wordings import MOST_ROWS, wording_columns
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import RowModel
from bwdesk.usecases.drafts import drafts
from bwdesk.usecases.wording import Wording, add_wording, edit_wording, forget_wording, wording_draft, wordings

Held = tuple[tuple[Wording, ...], dict[str, tuple[str, int]]]
"""Words, and by draft key what was being typed."""
_LEAST, _MOST = 2, 4
"""Rows that the words take."""


class WordingsPanel(FormPanel):
    """Words stand as soon as their field is left; `done` with the key of an act that can be undone here."""

    done = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        look, t = bench.look, bench.texts
        super().__init__(look, t, t("wording.list"), t("wording.away"), parent, note=t("wording.how"))
        self._bench = bench
        self._id, self._is_new = "", False
        self._drafts: dict[str, tuple[str, int]] = {}
        self._rows: RowModel[Wording] = RowModel(wording_columns(t), lambda w: w.id or f"{w.source}/{w.question}/{w.title}")
        self.list = RowView(look, self._rows, self, two_lines=True, inset=8)
        self.list.setAccessibleName(t("wording.list"))
        self.list.set_empty(t("wording.none"), t("wording.none.do"))
        self.list.current_row.connect(lambda _key: self._choose())
        self.name, self.words = LineField(self), TypedField(bench, t("wording.words"), self)
        self.name.settled.connect(lambda _text: self._named())
        self.words.setMinimumHeight(look.look.density.row * _LEAST)
        self.words.setMaximumHeight(look.look.density.row * _MOST)
        self.begin = ActButton(look, t("wording.new"), kind="quiet", icon="plus")
        self.begin.clicked.connect(lambda _checked=False: self.begin_new())
        self.forget = ActButton(look, t("wording.forget"), kind="quiet", key="Del")
        self.forget.clicked.connect(lambda _checked=False: self.forget_chosen())
        self.column.addWidget(self.list)
        self.column.addLayout(self.named_row([(t("wording.title"), self.name, 1)]))
        self.column.addLayout(self.named_row([(t("wording.words"), self.words, 1)]))
        QWidget.setTabOrder(self.name, self.words)
        self.column.addWidget(self.message)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.begin, self.forget, self.away):
            buttons.addWidget(button)
        self.column.addLayout(buttons)

    def open(self) -> None:
        """Shows all words."""
        self.message.hide()
        self.show()
        self.reload()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reload(self) -> None:
        """Asks for the words again."""
        asked = self._bench.desk.ask(_held, self._bench.today())
        asked.then(self._show, self).otherwise(self.say_error, self)

    def _show(self, held: Held) -> None:
        found, self._drafts = held
        self._rows.set_rows(found)
        self.list.fit_rows(MOST_ROWS)
        if self._is_new:
            return
        self.list.choose_first()
        self._choose()

    def _choose(self) -> None:
        one = self._rows.value(self._rows.row_of(self.list.current_key()))
        self._is_new = False
        self._show_fields(one.id if one is not None else "", one)

    def begin_new(self) -> None:
        """Begins a text of one's own for any note."""
        self.settle()
        self._is_new = True
        self._show_fields("", None)
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_fields(self, snippet_id: str, one: Wording | None) -> None:
        if snippet_id != self._id or one is None:
            self.name.settle()
        self._id = snippet_id
        is_own = self._is_new or bool(snippet_id)
        key = wording_draft(snippet_id) if is_own else f"lent/{one.source}/{one.title}" if one is not None else ""
        self.name.show_text(one.title if one is not None else "")
        self.words.show_record(key, one.text if one is not None else "", self._drafts.get(key), partial(self._stand, snippet_id))
        self.name.setReadOnly(not is_own)
        self.words.setReadOnly(not is_own)
        self.forget.setEnabled(bool(snippet_id))

    def _named(self) -> None:
        if self._id:
            self._stand(self._id, self.words.plain())

    def _stand(self, snippet_id: str, text: str) -> None:
        if snippet_id:
            done = self._bench.desk.do(edit_wording, snippet_id, self.name.text(), text)
            done.then(lambda _one: self.message.hide(), self).otherwise(self.say_error, self)
        elif self._is_new and text.strip():
            done = self._bench.desk.do(add_wording, self.name.text(), text)
            done.then(self._added, self).otherwise(self.say_error, self)

    def _added(self, one: Snippet) -> None:
        self._is_new = False
        self.message.hide()
        self.list.choose(one.id)
        self.reload()

    def settle(self) -> None:
        """What is typed stands."""
        self.name.settle()
        self.words.settle()

    def forget_chosen(self) -> None:
        """Forgets the words that are shown; undo brings them back."""
        if self._id:
            self._bench.desk.do(forget_wording, self._id).then(self._forgotten, self).otherwise(self.say_error, self)

    def _forgotten(self, _one: Snippet) -> None:
        self.done.emit("act.snippet.forget")

    def leave(self) -> None:
        self.settle()
        super().leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.modifiers() and self.list.hasFocus():
            self.forget_chosen()
        else:
            super().keyPressEvent(event)


def _held(reader: Reader, on: date) -> Held:
    return wordings(reader, on), {one.key: (one.text, one.caret) for one in drafts(reader, wording_draft(""))}
