"""A pack from a file: what it brings against the version that is held, for whom it is, and only then *Take in*."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from bwdesk.domain.library import Pack
from bwdesk.domain.packs import PackFile, PackText
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.ui.when import day_words
from bwdesk.usecases.library_packs import PackPreview, add_pack, preview_pack

MOST_ROWS = 5


class Brought(NamedTuple):
    """An article of the pack that differs from what is held: "added", "changed" or "gone"."""

    id: str
    title: str
    source: str
    what: str


class AddingPanel(FormPanel):
    """Nothing is written before *Take in*; then `done` with the key of the act."""

    done = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        look, t = bench.look, bench.texts
        super().__init__(look, t, t("library.adding"), t("library.away"), parent)
        self._bench = bench
        self._shown: PackPreview | None = None
        self.name = Words(look, "", Role.STRONG, wrap=True, firm=True)
        self.facts = Words(look, "", Role.BODY, "text2", wrap=True)
        self.limits = Words(look, "", Role.SMALL, "text2", wrap=True)
        columns = (
            Column[Brought]("what", t("library.col.what"), lambda b: Cell(t(f"library.brings.{b.what}")), width=110),
            Column[Brought]("article", t("library.col.article"), lambda b: Cell(f"{b.id} {b.title}"), stretch=True),
            Column[Brought]("source", t("library.col.source"), lambda b: Cell(b.source, tone="text2"), stretch=True, least=620),
        )
        self._rows: RowModel[Brought] = RowModel(columns, lambda b: b.id)
        self.list = RowView(look, self._rows, self, inset=8)
        self.list.setAccessibleName(t("library.adding"))
        self.list.set_empty(t("library.brings.nothing"))
        self.readers = Choice(look, self)
        self.take = ActButton(look, t("library.take"), kind="primary", key="Return")
        self.take.clicked.connect(lambda _checked=False: self.take_in())
        for part in (self.name, self.facts, self.limits, self.list, self.message):
            self.column.addWidget(part)
        self.column.addSpacing(8)
        self.column.addLayout(self.named_row([(t("library.readers"), self.readers, 1)], (self.away, self.take)))

    def ask_file(self) -> None:
        """Asks for a pack's file."""
        name, _ = QFileDialog.getOpenFileName(self, self.texts("library.act.add"), "", f"{self.texts('library.files')} (*.txt)")
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Reads a file in the intake process and shows what it brings, or why it is refused."""
        self._show(None)
        self.head.count.show_words(path.name)
        self.message.hide()
        self.show()
        self._bench.intake.run("pack_file", path).then(self._read, self).otherwise(self.say_error, self)

    def _read(self, read: PackText) -> None:
        asked = self._bench.desk.ask(preview_pack, read, self._bench.me.id, self._bench.today())
        asked.then(self._show, self).otherwise(self.say_error, self)

    def _show(self, shown: PackPreview | None) -> None:
        self._shown, t = shown, self.texts
        for part in (self.name, self.facts, self.limits, self.list):
            part.setVisible(shown is not None)
        self.readers.clear()
        if shown is not None:
            pack = shown.read.pack
            self.name.show_words(f"{pack.title} ({pack.label})")
            self.facts.show_words(" ".join((self._holds(pack), self._brings(shown), t("library.checksum", sum=shown.read.checksum[:16]))))
            self.limits.show_words(pack.limits)
            self._rows.set_rows(_brought(shown))
            self.list.fit_rows(MOST_ROWS)
            for scopes in shown.choices:
                self.readers.addItem(self._readers(scopes))
        self.readers.setEnabled(self.readers.count() > 1)
        self.take.setEnabled(shown is not None and bool(shown.choices))
        if shown is not None and shown.refusal is not None:
            self.say_error(shown.refusal)
        (self.take if self.take.isEnabled() else self.away).setFocus(Qt.FocusReason.OtherFocusReason)

    def _holds(self, pack: PackFile) -> str:
        look, t = self.look.look, self.texts
        begins = day_words(look, pack.valid_from, "d MMMM yyyy")
        if pack.valid_until is None:
            return t("library.holds_from", day=begins)
        return t("library.holds", day=begins, until=day_words(look, pack.valid_until, "d MMMM yyyy"))

    def _brings(self, shown: PackPreview) -> str:
        t, found = self.texts, shown.difference
        if shown.before is None:
            return t.count("library.all_new", len(found.added))
        counts = {"added": len(found.added), "changed": len(found.changed), "gone": len(found.gone)}
        return t("library.since", version=shown.before.version, **counts)

    def _readers(self, scopes: tuple[str, ...]) -> str:
        if scope_kind(scopes[0]) == "user":
            return self.texts("library.readers.me")
        return self.texts("library.readers.country", countries=self.texts.commas(map(scope_key, scopes)))

    def take_in(self) -> None:
        """Takes in what is shown, for those who were chosen."""
        at = self.readers.currentIndex()
        if self._shown is not None and 0 <= at < len(self._shown.choices):
            self.take.setEnabled(False)
            done = self._bench.desk.do(add_pack, self._shown.read, self._shown.choices[at])
            done.then(self._taken, self).otherwise(self._not_taken, self)

    def _taken(self, _packs: tuple[Pack, ...]) -> None:
        self._show(None)
        self.leave()
        self.done.emit("act.library.add")

    def _not_taken(self, error: DeskError) -> None:
        self.take.setEnabled(True)
        self.say_error(error)

    def leave(self) -> None:
        self._bench.intake.cancel()
        super().leave()


def _brought(shown: PackPreview) -> list[Brought]:
    held = {a.id: a for a in shown.before.articles} if shown.before is not None else {}
    comes = {a.id: a for a in shown.read.pack.articles}
    found = shown.difference
    told = [("added", comes, found.added), ("changed", comes, found.changed), ("gone", held, found.gone)]
    return [Brought(key, articles[key].title, articles[key].source, what) for what, articles, keys in told for key in keys]
