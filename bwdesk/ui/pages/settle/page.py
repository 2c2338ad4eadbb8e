"""To settle, and where the records are. Nothing is lost by leaving a difference: both versions stay with the record."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.thing import Thing
from bwdesk.store.unit import Changes
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.pages.settle.sync_card import SyncCard
from bwdesk.ui.pages.settle.versions import VersionCard
from bwdesk.ui.pages.settle.words import about_words, field_words, pieces, value_words
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import NoteField
from bwdesk.ui.parts.basics import EmptyState, Words, hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column
from bwdesk.ui.when import clock_words, moment_day
from bwdesk.usecases.settle import Difference, differences, settle

LIST_WIDTH = 300
MINE, THEIRS, BOTH = 1, 2, 3


class SettlePage(DeskPage):
    """Differences to the left, the chosen one in full to the right."""

    key = "settle"
    wants_pane = False
    kinds: ClassVar[tuple[type[Thing], ...]] = ()

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._left: set[str] = set()
        self._model: RowModel[Difference] = RowModel(list_column(self._cell), _key)
        self._build()
        self._make_commands()
        self._show([])

    # building

    def _build(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._build_list())
        whole.addWidget(hairline(self, upright=True))
        self.detail = self._build_detail()
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
        self.sync = SyncCard(self.bench, side)
        self.sync.exchange_asked.connect(lambda: self.go.emit("exchange", {}))
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 16)
        foot.setSpacing(16)
        foot.addWidget(self.safe)
        foot.addWidget(self.sync)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        return side

    def _build_detail(self) -> QWidget:
        look, texts = self.look, self.texts
        detail = QWidget(self)
        self.about = Words(look, "", Role.BODY, "text2")
        self.what = Words(look, "", Role.TITLE, firm=True)
        self.question = Words(look, "", Role.BODY, "text2", wrap=True)
        self.base = Words(look, "", Role.NOTE, wrap=True)
        ground = QFrame(detail)
        ground.setProperty("role", "card")
        row = QHBoxLayout(ground)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(24)
        row.addWidget(Words(look, texts("settle.base"), Role.BODY, "text3"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.base, 1)
        self.cards = {number: VersionCard(look, number, detail) for number in (MINE, THEIRS, BOTH)}
        versions = QHBoxLayout()
        versions.setSpacing(16)
        for card in self.cards.values():
            card.chosen.connect(self._keep)
            versions.addWidget(card, 1)
        self.editor = NoteField(detail)
        self.editor.setAccessibleName(texts("settle.edit"))
        self.editor.hide()
        self.kept = Words(look, texts("settle.evidence"), Role.BODY, "text2", wrap=True)
        self.keep_button = ActButton(look, "", kind="primary", key="Ctrl+Return")
        self.keep_button.clicked.connect(self._keep_suggested)
        foot = QHBoxLayout()
        foot.addWidget(self.kept, 1)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(detail)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(12)
        for widget in (self.about, self.what, self.question, ground):
            column.addWidget(widget)
        column.addLayout(versions)
        column.addWidget(self.editor)
        column.addLayout(foot)
        column.addStretch(1)
        return detail

    def _make_commands(self) -> None:
        t = self.texts
        self.command(t("settle.act.mine"), lambda: self._keep(MINE), "1", hint=t("settle.hint.mine"), bar=True)
        self.command(t("settle.act.theirs"), lambda: self._keep(THEIRS), "2", hint=t("settle.hint.theirs"), bar=True)
        self.both = self.command(t("settle.act.both"), lambda: self._keep(BOTH), "3", hint=t("settle.hint.both"), bar=True)
        self.command(t("settle.act.edit"), self._edit, "E", icon="note-pencil", hint=t("settle.hint.edit"), bar=True)
        self.command(t("settle.act.leave"), self._leave, "L", icon="skip-forward", hint=t("settle.hint.leave"), bar=True)
        self.command(t("settle.act.keep"), self._keep_suggested, "Ctrl+Return", hint=t("settle.hint.keep"))

    # being shown

    def opened(self, **where: str) -> None:
        self._left.clear()
        self.reload()

    def concerns(self, changes: Changes) -> bool:
        return True

    def reload(self) -> None:
        self.ask(self._show, differences, self.bench.me.id)

    def _show(self, found: list[Difference]) -> None:
        waiting = [d for d in found if _key(d) not in self._left] + [d for d in found if _key(d) in self._left]
        self._model.set_rows(waiting)
        self.count.show_words(str(len(found)) if found else "")
        self.safe.setVisible(bool(found))
        if found and not self.list.current_key():
            self.list.choose_first()
        self._show_chosen()

    @property
    def _chosen(self) -> Difference | None:
        key = self.list.current_key()
        return next((d for d in self._model.shown_values() if _key(d) == key), None)

    def _show_chosen(self) -> None:
        difference = self._chosen
        self.detail.setVisible(difference is not None)
        self.empty.setVisible(difference is None)
        self.editor.hide()
        if difference is None:
            return
        about, sentence = about_words(difference, self.texts)
        self.about.show_words(about)
        self.what.show_words(self.texts("settle.what", field=field_words(difference, self.texts)))
        self.question.show_words(sentence)
        self.base.show_words(value_words(difference.base, self.texts))
        mine, theirs, both = pieces(difference, self.texts)
        for number, found in ((MINE, mine), (THEIRS, theirs)):
            side = difference.sides[number - 1]
            name = self.texts("settle.mine", name=side.name) if side.is_mine else side.name
            when = f"{moment_day(self.look.look, side.at, 'd MMM')} {clock_words(side.at)}"
            self.cards[number].show_version(name, when, found)
        self.cards[BOTH].setVisible(bool(both))
        self.cards[BOTH].show_version(self.texts("settle.both"), self.texts("settle.suggested"), both)
        self.both.setEnabled(bool(both))
        self.keep_button.setText(self.texts("settle.keep_both" if both else "settle.keep_mine"))

    def _cell(self, difference: Difference) -> Cell:
        about, _ = about_words(difference, self.texts)
        names = self.texts("settle.names", one=difference.sides[0].name, other=difference.sides[1].name)
        left = self.texts("settle.left") if _key(difference) in self._left else ""
        return Cell(f"{field_words(difference, self.texts)}, {about}", names, mark=Kind.DIFFER, role=Role.NAME, fact=left)

    def title(self) -> str:
        return self.texts("settle.title")

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # deciding

    def _value(self, number: int) -> Any:
        difference = self._chosen
        if difference is None:
            return None
        if number == BOTH:
            return difference.merged.text if difference.merged is not None else None
        return difference.sides[number - 1].value

    def _keep(self, number: int) -> None:
        difference, value = self._chosen, self._value(number)
        if difference is not None and not (number == BOTH and difference.merged is None):
            self._decide(difference, value)

    def _keep_suggested(self) -> None:
        difference = self._chosen
        if difference is None:
            return
        if self.editor.isVisible():
            self._decide(difference, self.editor.plain())
        else:
            self._keep(BOTH if difference.merged is not None else MINE)

    def _decide(self, difference: Difference, value: Any) -> None:
        self.do(settle, difference.kind, difference.thing.id, difference.key, difference.heads, value)

    def _edit(self) -> None:
        """Opens the words that will stand, for a text; a choice is made by its digit."""
        difference = self._chosen
        if difference is not None and difference.merged is not None:
            self.editor.setPlainText(difference.merged.text)
            self.editor.show()
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.keep_button.setText(self.texts("settle.keep_edited"))

    def _leave(self) -> None:
        difference = self._chosen
        if difference is not None:
            self._left.add(_key(difference))
            shown = self._model.shown_values()
            at = next((i for i, d in enumerate(shown) if _key(d) == _key(difference)), 0)
            self._show(shown)
            if len(shown) > 1:
                self.list.choose(_key(shown[(at + 1) % len(shown)]))


def _key(difference: Difference) -> str:
    return f"{difference.thing.id}/{difference.key}"
