"""A list taken in: read apart in the intake process, its columns recognised or mapped by hand, its rows judged, then taken in one go.

Nothing is written before *Take in*; a cancel before it leaves nothing behind. At the end the numbers add up: read = taken + already
there + refused, each refusal with its row and reason. What looks like a factory of the register is offered, never merged alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from bwdesk.errors import DeskError
from bwdesk.interchange.factories import FactoryList, FactoryRow
from bwdesk.interchange.headings import FIELDS, columns_of, heading_key
from bwdesk.interchange.sheet import Book, Sheet
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.notices import sentence_of
from bwdesk.ui.pages.factories.reading import ReadingBoxes
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.column_boxes import ColumnBoxes
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.usecases.factory_import import slices, take_in_slice
from bwdesk.usecases.import_preview import Alike, Judged, judge_list

_BESIDE: Final = 1100  # px at normal text size
ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"})


def ending_fits(name: str) -> bool:
    """Whether a file's name looks like a list's."""
    return Path(name).suffix.casefold() in ENDINGS


class ImportPanel(QFrame):
    """Stands under the register while a list is taken in."""

    put_away = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts = bench, bench.texts
        self._path = Path()
        self._book: Book | None = None
        self._judged: Judged | None = None
        self._same: dict[int, str] = {}
        self._run = 0
        self._build()
        self.hide()

    def _build(self) -> None:
        self._build_head()
        self._build_notes()
        self._build_alike()
        self._lay()

    def _build_head(self) -> None:
        look, texts = self._bench.look, self._texts
        self.head = SectionHead(look, texts("importing.title"))
        self.state = Words(look, "", Role.BODY, wrap=True)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.sheet = Choice(look, self)
        self.sheet.setAccessibleName(texts("importing.sheet"))
        self.sheet.activated.connect(self._sheet_chosen)
        self.columns = ColumnBoxes(look, texts, [(each, texts(heading_key(each))) for each in FIELDS], self)
        self.columns.chosen.connect(self._judge)
        self.how = ReadingBoxes(look, texts, self)
        self.how.reread.connect(self._read_again)
        self.how.rejudged.connect(self._headed_or_placed)
        self.take = ActButton(look, texts("importing.take"), kind="primary")
        self.take.clicked.connect(self._take_in)
        self.away = ActButton(look, texts("importing.cancel"), kind="quiet", key="Esc")
        self.away.clicked.connect(self._away)

    def _build_notes(self) -> None:
        look, texts = self._bench.look, self._texts
        self._notes: RowModel[Any] = RowModel(
            (
                Column("row", texts("importing.row"), lambda n: Cell(str(n.row), tone="text2"), width=72),
                Column("reason", texts("importing.reason"), self._reason, stretch=True),
            ),
            lambda n: f"{n.row}/{n.column}/{n.key}",
        )
        self.notes = RowView(look, self._notes, self, inset=0)
        self.notes.set_empty(texts("importing.no_notes"))

    def _build_alike(self) -> None:
        look, texts = self._bench.look, self._texts
        self._alike: RowModel[Alike] = RowModel(
            (
                Column("row", texts("importing.row"), lambda a: Cell(str(a.row.row), tone="text2"), width=72),
                Column(
                    "new",
                    texts("importing.in_list"),
                    lambda a: Cell(a.row.name, texts.commas((a.row.address, a.row.city))),
                    stretch=True,
                ),
                Column("known", texts("importing.in_register"), lambda a: Cell(a.name, texts.commas(a.place)), stretch=True),
                Column("decision", texts("importing.decision"), self._decision, width=180),
            ),
            lambda a: str(a.row.row),
        )
        self.alike = RowView(look, self._alike, self, two_lines=True, inset=0)
        self.alike.ticked.connect(self._decide)
        self.alike.activated_row.connect(self._decide)

    def _lay(self) -> None:
        look, texts = self._bench.look, self._texts
        inset = look.look.density.inset
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.state, 1)
        top.addWidget(self.sheet)
        top.addWidget(self.away)
        top.addWidget(self.take)
        self._lists = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lists.setSpacing(24)
        for title, view in ((texts("importing.notes"), self.notes), (texts("importing.alike"), self.alike)):
            side = QWidget(self)
            lines = QVBoxLayout(side)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(0)
            lines.addWidget(SectionHead(look, title))
            lines.addWidget(view, 1)
            self._lists.addWidget(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 4, inset, 12)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addWidget(self.how)
        column.addWidget(self.columns)
        column.addLayout(self._lists, 1)
        self._show_alike(())

    # reading

    def read(self, name: str) -> None:
        """Reads a list; nothing is written yet. While another one is being taken in, nothing happens."""
        if not self.away.isEnabled():
            return
        self._path, self._book, self._judged, self._same = Path(name), None, None, {}
        self.show()
        self.head.count.show_words(self._path.name)
        self.how.begin()
        self._read_again()

    def _read_again(self) -> None:
        self._busy(self._texts("importing.reading"))
        read = self._bench.intake.run("read_book", self._path, *self.how.how(), progress=self._progress)
        self._run += 1
        read.then(self._unless_late(self._read), self).otherwise(self._unless_late(self._failed), self)

    def _unless_late(self, hear: Callable[[Any], None]) -> Callable[[Any], None]:
        """Hears an answer only while nobody has put the list away or asked for something else."""
        run = self._run
        return lambda answer: hear(answer) if run == self._run else None

    def _busy(self, words: str) -> None:
        self.state.show_words(words)
        self.bar.setRange(0, 0)
        self.bar.show()
        self.take.setEnabled(False)
        for widget in (self.sheet, self.columns, self.how):
            widget.setVisible(False)

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)

    def _read(self, book: Book) -> None:
        self._book = book
        self.sheet.clear()
        for sheet in book.sheets:
            hidden = self._texts("importing.hidden") if sheet.hidden else ""
            self.sheet.addItem(f"{sheet.name} {hidden}".strip())
        self.sheet.setCurrentIndex(book.best)
        self.how.show_book(book)
        self._show_columns(book.best)
        self._judge()

    def _sheet_chosen(self, index: int) -> None:
        if self._book is not None:
            self._show_columns(index)
            self._judge()

    def _show_columns(self, index: int) -> None:
        if self._book is not None:
            self.how.show_sheet(self._book.sheets[index])
            self.columns.show_sheet(self._book.sheets[index], columns_of(self._book.sheets[index]))

    def _headed_or_placed(self) -> None:
        """Another heading means other columns; another country leaves those mapped by hand alone."""
        sheet = self._sheet
        if sheet is not None and sheet.columns != self.columns.headings:
            self.columns.show_sheet(sheet, columns_of(sheet))
        self._judge()

    @property
    def _sheet(self) -> Sheet | None:
        return self.how.headed(self._book.sheets[max(0, self.sheet.currentIndex())]) if self._book is not None else None

    def _judge(self) -> None:
        """Reads the rows by the mapping that stands, then tells them from the register."""
        sheet = self._sheet
        if sheet is None:
            return
        self.state.show_words(self._texts("importing.judging"))
        self.take.setEnabled(False)
        asked = (sheet, self.columns.mapping(), self.how.chosen_country(), self._path.stem)
        rows = self._bench.intake.run("factory_rows", *asked, progress=self._progress)
        self._run += 1
        rows.then(self._unless_late(self._rows), self).otherwise(self._unless_late(self._failed), self)

    def _rows(self, found: FactoryList) -> None:
        judged = self._bench.desk.ask(judge_list, found)
        judged.then(self._unless_late(self._show_judged), self).otherwise(self._unless_late(self._failed), self)

    def _show_judged(self, judged: Judged) -> None:
        self._judged = judged
        self._same = {}
        count = judged.count
        self.bar.hide()
        self.columns.show()
        self.how.show()
        self.sheet.setVisible(self._book is not None and len(self._book.sheets) > 1)
        self.state.show_words(
            self._texts("importing.count", read=count.read, taken=count.taken, there=count.already_there, refused=count.refused)
        )
        self._notes.set_rows([*judged.found.refusals, *judged.found.notes])
        self._show_alike(judged.alike)
        self.take.setText(self._texts.count("importing.take_rows", count.taken))
        self.take.setEnabled(count.taken > 0)
        if count.taken:
            self.take.setFocus(Qt.FocusReason.OtherFocusReason)
        elif any(refusal.key == "intake.row.no_country" for refusal in judged.found.refusals):
            self.how.country.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reason(self, note: Any) -> Cell:
        refused = self._judged is not None and note in self._judged.found.refusals
        column = f"{note.column}: " if note.column else ""
        return Cell(column + self._texts(note.key, **note.params), mark=Kind.BAD if refused else Kind.UNSURE)

    # near-duplicates

    def _show_alike(self, rows: Sequence[Alike]) -> None:
        """Without any, the reasons of the rows have the whole width."""
        self._alike.set_rows(rows)
        side = self.alike.parentWidget()
        if side is not None:
            side.setVisible(bool(rows))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reasons are to be read whole: where there is no room for two lists side by side, one stands under the other."""
        super().resizeEvent(event)
        is_wide = self.width() >= _BESIDE * self._bench.look.look.type.factor
        self._lists.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)

    def _decision(self, alike: Alike) -> Cell:
        same = self._same.get(alike.row.row) == alike.known
        return Cell(
            self._texts("importing.same" if same else "importing.new"),
            fact=self._texts("importing.space"),
            mark=Kind.DIFFER if same else Kind.GAP,
        )

    def _decide(self, key: str) -> None:
        alike = next((a for a in self._alike.shown_values() if str(a.row.row) == key), None)
        if alike is None:
            return
        if self._same.get(alike.row.row) == alike.known:
            del self._same[alike.row.row]
        else:
            self._same[alike.row.row] = alike.known
        self._alike.set_rows(self._alike.shown_values())

    # taking in

    def _take_in(self) -> None:
        judged = self._judged
        if judged is None:
            return
        parts = list(slices(judged.told.new))
        self._busy(self._texts("importing.taking"))
        self.away.setEnabled(False)
        self._next_slice(parts, 0, self._bench.desk.writer.random_id())

    def _next_slice(self, parts: list[tuple[Sequence[FactoryRow], bool]], at: int, import_id: str) -> None:
        """One slice after the other, each in its own transaction; sync sends none before the last."""
        self._progress(at, len(parts))
        if at >= len(parts):
            self._done()
            return
        rows, is_last = parts[at]
        written = self._bench.desk.do(take_in_slice, rows, import_id, is_last, self._same)
        written.then(lambda _count: self._next_slice(parts, at + 1, import_id), self).otherwise(self._failed, self)

    def _done(self) -> None:
        count = self._judged.count if self._judged is not None else None
        self.bar.hide()
        self.away.setEnabled(True)
        self.away.setText(self._texts("importing.close"))
        if count is not None:
            self.state.show_words(
                self._texts("importing.done", read=count.read, taken=count.taken, there=count.already_there, refused=count.refused)
            )
        self.away.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: DeskError) -> None:
        self.bar.hide()
        self.away.setEnabled(True)
        self.how.setVisible(self.how.encoding.count() > 0)  # another encoding may do
        self.state.show_words(" ".join(sentence_of(error, self._texts)))

    def _away(self) -> None:
        self._bench.intake.cancel()
        self._run += 1
        self._book = self._judged = None
        self._notes.set_rows(())
        self._show_alike(())
        self.away.setText(self._texts("importing.cancel"))
        self.hide()
        self.put_away.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.away.isEnabled():
            self._away()
        else:
            super().keyPressEvent(event)
