"""To settle, and where the records are. Nothing is lost by leaving a difference: both versions stay with the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.thing import Thing
from bwdesk.store.unit import Changes
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.settle.left_words import LeftWords
from bwdesk.ui.pages.settle.panel import BOTH, MINE, THEIRS, DifferencePanel
from bwdesk.ui.pages.settle.sync_card import SyncCard
from bwdesk.ui.pages.settle.words import about_words, field_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import EmptyState, Words, hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column
from bwdesk.usecases.settle import Difference, ToSettle, VaultToSettle, settle, to_settle

LIST_WIDTH = 300


class SettlePage(DeskPage):
    """Differences to the left, the chosen one in full to the right."""

    key = "settle"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = ()

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._left: set[str] = set()
        self._wanted = ""
        self._model: RowModel[Difference] = RowModel(list_column(self._cell), lambda difference: difference.place)
        self._build()
        self._make_commands()
        self._show([])

    # building

    def _build(self) -> None:
        self.body = QWidget(self)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.body)
        whole = QHBoxLayout(self.body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._build_list())
        whole.addWidget(hairline(self, upright=True))
        self.detail = DifferencePanel(self.bench, self)
        self.detail.decided.connect(self._decide)
        self.empty = EmptyState(self.look, self.texts("settle.none"), self.texts("settle.none.do"), "", self)
        self.empty.setContentsMargins(32, 20, 32, 0)
        for widget in (self.detail, self.empty):
            whole.addWidget(widget, 1)

    def _build_list(self) -> QWidget:
        look, texts = self.look, self.texts
        side = QFrame(self)
        side.setFixedWidth(round(LIST_WIDTH * max(1.0, look.look.type.factor)))
        self.count = Words(look, "", Role.TITLE, "text2")
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.setSpacing(10)
        head.addWidget(Words(look, texts("settle.title"), Role.TITLE, firm=True))
        head.addWidget(self.count)
        head.addStretch(1)
        self.list = RowView(look, self._model, side, two_lines=True, inset=16)
        self.list.setAccessibleName(texts("settle.title"))
        self.list.set_empty(texts("settle.none"))
        self.list.current_row.connect(lambda _key: self._show_chosen())
        self.safe = Words(look, texts("settle.safe"), Role.SMALL, "text2", wrap=True)
        self.left_words = LeftWords(self.bench, side)
        self.left_words.let_go.connect(self.reload)
        self.vaults = QVBoxLayout()
        self.vaults.setSpacing(4)
        self.sync = SyncCard(self.bench, side)
        self.sync.exchange_asked.connect(lambda: self.go.emit("exchange", {}))
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 16)
        foot.setSpacing(16)
        foot.addWidget(self.left_words)
        foot.addWidget(self.safe)
        foot.addWidget(self.sync)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self.vaults)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        return side

    def _make_commands(self) -> None:
        t = self.texts
        self.command(t("settle.act.mine"), lambda: self.detail.keep(MINE), "1", hint=t("settle.hint.mine"), bar=True)
        self.command(t("settle.act.theirs"), lambda: self.detail.keep(THEIRS), "2", hint=t("settle.hint.theirs"), bar=True)
        self.both = self.command(t("settle.act.both"), lambda: self.detail.keep(BOTH), "3", hint=t("settle.hint.both"), bar=True)
        self.command(t("settle.act.edit"), self.detail.edit, "E", icon="note-pencil", hint=t("settle.hint.edit"), bar=True)
        self.command(t("settle.act.leave"), self._leave, "L", icon="skip-forward", hint=t("settle.hint.leave"), bar=True)
        self.command(t("settle.act.keep"), self.detail.keep_suggested, "Ctrl+Return", hint=t("settle.hint.keep"))

    # being shown

    def opened(self, **where: str) -> None:
        """`difference`: the one to begin with, as the key of its draft names it."""
        self._left.clear()
        self._wanted = where.get("difference", "")
        self.reload()

    def leaving(self) -> None:
        self.detail.settle()

    def turned(self, on: bool) -> None:
        """What colleagues wrote of all factories is not for the eyes of one."""
        self.detail.settle()
        self.body.setVisible(not on)

    def concerns(self, changes: Changes) -> bool:
        return True

    def reload(self) -> None:
        self.ask(self._show_all, to_settle, self.bench.me.id)

    def _show_all(self, found: ToSettle) -> None:
        self._show_vaults(found.vaults)
        self.left_words.show_drafts(found.left)
        words = self.texts("settle.none_else" if found.vaults else "settle.none")
        self.list.set_empty(words)
        self.empty.sentence.show_words(words)
        self._show(found.differences)

    def _show_vaults(self, vaults: Sequence[VaultToSettle]) -> None:
        while (item := self.vaults.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.deleteLater()
        for one in vaults:
            words = self.texts.count("settle.in_vault", one.count, name=one.factory)
            button = ActButton(self.look, words, kind="quiet", icon="lock-simple")
            button.setToolTip(words)
            button.clicked.connect(lambda _checked=False, where=one.assessment_id: self.go.emit("vault", {"assessment": where}))
            self.vaults.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _show(self, found: Sequence[Difference]) -> None:
        waiting = [d for d in found if d.place not in self._left] + [d for d in found if d.place in self._left]
        self._model.set_rows(waiting)
        self.count.show_words(str(len(found)) if found else "")
        self.safe.setVisible(bool(found))
        if self._wanted and self.list.choose(self._wanted):
            self._wanted = ""
        if found and not self.list.current_key():
            self.list.choose_first()
        self._show_chosen()

    @property
    def _chosen(self) -> Difference | None:
        key = self.list.current_key()
        return next((d for d in self._model.shown_values() if d.place == key), None)

    def _show_chosen(self) -> None:
        self.detail.show_difference(self._chosen)
        self.empty.setVisible(self._chosen is None)
        self.both.setEnabled(self.detail.has_both)

    def _cell(self, difference: Difference) -> Cell:
        about, _ = about_words(difference, self.texts)
        names = self.texts("settle.names", one=difference.sides[0].name, other=difference.sides[1].name)
        left = self.texts("settle.left") if difference.place in self._left else ""
        return Cell(self.texts.commas((field_words(difference, self.texts), about)), names, mark=Kind.DIFFER, role=Role.NAME, fact=left)

    def title(self) -> str:
        return self.texts("settle.title")

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # deciding

    def _decide(self, difference: Difference, value: Any) -> None:
        self.do(settle, difference.kind, difference.thing.id, difference.key, difference.heads, value)

    def _leave(self) -> None:
        difference = self._chosen
        if difference is not None:
            self._left.add(difference.place)
            shown = self._model.shown_values()
            at = next((i for i, d in enumerate(shown) if d.place == difference.place), 0)
            self._show(shown)
            if len(shown) > 1:
                self.list.choose(shown[(at + 1) % len(shown)].place)
