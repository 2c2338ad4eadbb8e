"""The parts of the paper that is shown: heading, how each stands, whose words it is, its page. Choosing one turns the preview to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.report import Party, ReportState
from bwdesk.domain.sections import PartState, filled_from, part_state, party_of
from bwdesk.reports.values import Part
from bwdesk.runtime.papers import PaperFile
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.parts.basics import SectionHead, hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel, list_column

MARKS: Final = {
    PartState.EMPTY: Kind.GAP, PartState.DRAFT: Kind.PROGRESS, PartState.APPROVED: Kind.GOOD, PartState.RELEASED: Kind.GOOD,
    PartState.WITHDRAWN: Kind.NA,
}  # fmt: skip


class PartsPart(QWidget):
    """Under the papers; hidden while a paper is shown that has no parts.

    `turned(page, top)`: a part was chosen that begins there, `read_on` when the keyboard wants to go to the pages.
    """

    turned = Signal(int, float)
    read_on = Signal()

    def __init__(self, bench: Bench, parent: QWidget, inset: int) -> None:
        super().__init__(parent)
        self._bench = bench
        self._kind = ""
        self._state: ReportState | None = None
        self._is_following = False
        t = bench.texts
        self.head = SectionHead(bench.look, t("reports_page.parts"), parent=self)
        self.head.setContentsMargins(inset, 0, inset, 0)
        self.rows: RowModel[Part] = RowModel(list_column(self._cell), lambda one: one.key)
        self.list = RowView(bench.look, self.rows, self, two_lines=True, inset=inset)
        self.list.setAccessibleName(t("reports_page.parts"))
        self.list.current_row.connect(self._turn)
        self.list.clicked.connect(lambda index: self._turn_again(index))
        self.list.activated_row.connect(self._activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline(self))
        column.addWidget(self.head)
        column.addWidget(self.list)
        self.hide()

    def show_paper(self, paper: PaperFile | None) -> None:
        """Lists the parts of a paper. The one that was chosen stays; nothing is turned to."""
        self._kind = paper.kind if paper is not None else ""
        parts = paper.parts if paper is not None else ()
        with self._quietly():
            self.rows.set_rows(parts)
        empty = sum(one.is_empty for one in parts)
        self.head.count.show_words(self._bench.texts.count("reports_page.parts.empty", empty) if empty else "")
        self.setMaximumHeight(self.head.height() + 1 + len(parts) * self._bench.look.look.density.row_two)
        self.setVisible(bool(parts))

    def show_state(self, state: ReportState | None) -> None:
        """How the report stands that the paper is of; None while that is not known, or of a paper that is none."""
        if state is not self._state:
            self._state = state
            with self._quietly():
                self.rows.set_rows(list(self.rows.shown_values()))

    def focus(self) -> None:
        """Puts the keyboard on the parts, where there are any."""
        if not self.isHidden():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self, page: int) -> None:
        """The part that is read on a page (from 1) is the one in focus, as pages are turned, unless by a choice here."""
        if self._is_following:
            return
        parts = [one for one in self.rows.shown_values() if one.page]
        chosen = self.rows.value(self.rows.row_of(self.list.current_key()))
        if chosen is not None and chosen.page == page:
            return
        there = next((one for one in parts if one.page == page), None)
        there = there or max((one for one in parts if one.page < page), key=lambda one: one.page, default=None)
        if there is not None:
            with self._quietly():
                self.list.choose(there.key)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What is chosen meanwhile is nobody's wish to go there."""
        self._is_following = True
        try:
            yield
        finally:
            self._is_following = False

    def _turn(self, key: str) -> None:
        part = self.rows.value(self.rows.row_of(key))
        if part is not None and part.page and not self._is_following:
            with self._quietly():
                self.turned.emit(part.page, part.top)

    def _turn_again(self, index: QModelIndex) -> None:
        """A press on the part that is chosen already goes back to where it begins."""
        self._turn(self.rows.key_at(index.row()))

    def _activated(self, key: str) -> None:
        self._turn(key)
        self.read_on.emit()

    def _cell(self, part: Part) -> Cell:
        t = self._bench.texts
        party, state = party_of(self._kind, part.key), self._stands(part)
        who = t("reports.plan.author_factory" if party is Party.FACTORY else "reports.plan.author_programme")
        told = self._told(part, who) if part.is_empty else who
        word = "" if state is None else t("reports_page.part.empty" if state is PartState.EMPTY else f"report_life.state.{state}")
        second = " · ".join(filter(None, (word, told)))
        page = str(part.page) if part.page else ""
        spoken = t.commas(filter(None, (part.title, word, told, t("reports.on_page", page=part.page) if part.page else "")))
        mark = MARKS[state] if state is not None else None
        return Cell(isolate(part.title), second, mark, fact=page, spoken=spoken, tip=f"{part.title}\n{second}")

    def _stands(self, part: Part) -> PartState | None:
        if self._state is None:
            return PartState.EMPTY if part.is_empty else None
        return part_state(self._state, is_empty=part.is_empty)

    def _told(self, part: Part, who: str) -> str:
        """What will fill an empty part."""
        t = self._bench.texts
        kinds = filled_from(self._kind, part.key)
        if not kinds:
            return t("reports_page.part.own_words", who=who)
        return t("reports_page.part.from", who=who, records=t.commas(t(f"kind.{one}") for one in kinds))
