"""The packs of this laptop with their history: which version is read, which came before, for whom it is, since when; one is removed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.domain.library import Pack
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.ui.bench import Bench
from bwdesk.ui.moments import day_and_clock
from bwdesk.ui.pages.library.adding import MOST_ROWS
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.ui.when import day_words
from bwdesk.usecases.library_packs import HeldPack, packs_held, remove_pack


class PacksPanel(FormPanel):
    """Shown by a command of the library; `done` with the key of an act."""

    done = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        look, t = bench.look, bench.texts
        super().__init__(look, t, t("library.packs"), t("library.away"), parent)
        self._bench = bench
        columns = (
            Column[HeldPack]("pack", t("library.col.pack"), self._pack, stretch=True),
            Column[HeldPack]("state", t("library.col.state"), self._state, width=250),
            Column[HeldPack]("readers", t("library.col.readers"), self._readers, width=150, least=560),
            Column[HeldPack]("since", t("library.col.since"), self._since, width=230, least=820),
        )
        self._rows: RowModel[HeldPack] = RowModel(columns, lambda h: h.id or f"{h.name}@{h.version}")
        self.list = RowView(look, self._rows, self, two_lines=True, inset=8)
        self.list.setAccessibleName(t("library.packs"))
        self.remove = ActButton(look, t("library.remove"), kind="quiet", key="Del")
        self.remove.clicked.connect(lambda _checked=False: self.remove_chosen())
        self.list.current_row.connect(self._chosen)
        self.column.addWidget(self.list)
        self.column.addWidget(self.message)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.away)
        buttons.addWidget(self.remove)
        self.column.addLayout(buttons)

    def open(self) -> None:
        """Shows the packs."""
        self.message.hide()
        self.show()
        self.reload()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reload(self) -> None:
        """Asks for the packs again."""
        self._bench.desk.ask(packs_held, self._bench.today()).then(self._show, self).otherwise(self.say_error, self)

    def _show(self, held: tuple[HeldPack, ...]) -> None:
        self._rows.set_rows(held)
        self.list.fit_rows(MOST_ROWS)
        self.list.choose_first()
        self._chosen(self.list.current_key())

    def _chosen(self, key: str) -> None:
        held = self._rows.value(self._rows.row_of(key)) if key else None
        self.remove.setEnabled(held is not None and bool(held.id))

    def _pack(self, held: HeldPack) -> Cell:
        title = held.file.title if held.file is not None else held.name
        count = self.texts.count("library.articles", len(held.file.articles)) if held.file is not None else ""
        return Cell(title, second=self.texts.commas((f"{held.name}@{held.version}", count)))

    def _state(self, held: HeldPack) -> Cell:
        look, t = self.look.look, self.texts
        if held.file is None:
            return Cell(t("library.state.unreadable"), mark=Kind.BAD)
        if held.replaced_by:
            return Cell(t("library.replaced_by", version=held.replaced_by), tone="text2", mark=Kind.GAP)
        if held.file.valid_from > self._bench.today():
            return Cell(t("library.state.to_come", day=day_words(look, held.file.valid_from, "d MMM yyyy")), mark=Kind.PROGRESS)
        until = held.file.valid_until
        if until is None:
            return Cell(t("library.state.read"), mark=Kind.GOOD)
        words = day_words(look, until, "d MMM yyyy")
        if until < self._bench.today():
            return Cell(t("library.ended", day=words), mark=Kind.BAD)
        return Cell(t("library.state.read"), second=t("library.until", day=words), mark=Kind.GOOD)

    def _readers(self, held: HeldPack) -> Cell:
        if not held.scope:
            return Cell(self.texts("library.readers.all"), tone="text2")
        own = scope_kind(held.scope) == "user"
        return Cell(self.texts("library.readers.me") if own else self.texts("library.readers.in", country=scope_key(held.scope)))

    def _since(self, held: HeldPack) -> Cell:
        if held.added_at is None:
            return Cell(self.texts("library.comes_along") if not held.id else "", tone="text2")
        me = self._bench.me
        return Cell(me.name if held.added_by == me.id else held.added_by, second=day_and_clock(self.look.look, held.added_at))

    def remove_chosen(self) -> None:
        """Takes the chosen pack away; undo brings it back."""
        number = self._rows.row_of(self.list.current_key())
        held = self._rows.value(number) if number >= 0 else None
        if held is not None:
            self.message.hide()
            self._bench.desk.do(remove_pack, held.id).then(self._removed, self).otherwise(self.say_error, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not event.modifiers() and self.remove.isEnabled():
            self.remove_chosen()
        else:
            super().keyPressEvent(event)

    def _removed(self, _pack: Pack) -> None:
        self.reload()
        self.done.emit("act.library.remove")
