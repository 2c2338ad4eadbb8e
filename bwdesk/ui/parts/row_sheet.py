"""Paints a list: which rows and columns are in sight, the row in focus, what stands there when it is empty. Cells are RowPainter's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView

from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.heads import ground_under
from bwdesk.ui.parts.row_painter import PAD, RowPainter
from bwdesk.ui.parts.rows import Column, RowModel
from bwdesk.ui.properties import LOOKS_FOCUSED

if TYPE_CHECKING:
    from bwdesk.ui.parts.row_view import RowView

Rooms = list[tuple[int, int, int, int, int]]
"""(column, left, width, padding before, padding after) of columns in sight, in px of the viewport."""


class RowSheet:
    """Draws what one view shows. `empty` is what stands where the first row would be: a sentence of fact, one of what to do."""

    def __init__(self, source: LookSource, view: RowView, rows: RowModel[Any]) -> None:
        self._source, self._view, self._rows = source, view, rows
        self._painter = RowPainter(source)
        self.empty = ("", "")

    def needs(self, column: Column[Any]) -> int:
        """px that a column takes for its title (half as much again as it was given, at most) and for the cells it is to fit."""
        given = round(column.width * self._source.look.type.factor)
        most = 0 if self._view.horizontalHeader().isHidden() else round(1.5 * given)
        title = math.ceil(self._source.ink.width(column.title, Role.SMALL)) + 2 * PAD + 1
        return max(given, min(title, most), *(self._painter.needs(cell) + 2 * PAD for cell in column.fits))

    def paint(self, event: QPaintEvent) -> None:
        """Rows whole, not cell by cell: one walk over what has to be painted, no model index in between."""
        dirty, view = event.rect(), self._view
        painter = QPainter(view.viewport())
        painter.fillRect(dirty, self._source.look.tokens.color(ground_under(view)))
        focus = view.hasFocus() or bool(view.property(LOOKS_FOCUSED))
        count = self._rows.rowCount()
        if not count:
            self._paint_empty(painter, focus=focus)
            return
        top, last = view.rowAt(dirty.top()), view.rowAt(dirty.bottom())
        if top < 0:
            return
        rooms = self.rooms(dirty)
        for number in range(top, count if last < 0 else last + 1):
            self._paint_row(painter, number, rooms, focus)

    def _can_choose_many(self) -> bool:
        return self._view.selectionMode() is not QAbstractItemView.SelectionMode.SingleSelection

    def rooms(self, dirty: QRect) -> Rooms:
        """The columns that meet a part of the viewport."""
        heads = self._view.horizontalHeader()
        shown = [c for c in (heads.logicalIndex(v) for v in range(heads.count())) if not heads.isSectionHidden(c)]
        rooms = []
        for column in shown:
            left, wide = heads.sectionViewportPosition(column), heads.sectionSize(column)
            before = self._view.inset if column == shown[0] else PAD
            after = self._view.inset if column == shown[-1] else PAD
            if left <= dirty.right() and left + wide > dirty.left():
                rooms.append((column, left, wide, before, after))
        return rooms

    def _paint_row(self, painter: QPainter, number: int, rooms: Rooms, focus: bool) -> None:
        view = self._view
        top, high = view.rowViewportPosition(number), view.rowHeight(number)
        whole = QRect(0, top, view.viewport().width(), high)
        current = view.currentIndex()
        is_here = current.row() == number
        group = self._rows.group_at(number)
        if group is not None:
            self._painter.group(painter, whole, group, view.inset, current=is_here and focus)
            return
        chosen = is_here or (self._can_choose_many() and view.selectionModel().isRowSelected(number, QModelIndex()))
        self._painter.ground(painter, whole, selected=chosen, focus=focus)
        rtl = self._source.look.rtl
        for column, left, wide, before, after in rooms:
            start = left + (after if rtl else before)
            room = QRectF(start, top, wide - before - after, high - 1)
            self._painter.cell(painter, room, self._rows.cell(number, column), strong=is_here and column == rooms[0][0])
            if is_here and focus and current.column() == column and self._rows.can_edit(column):
                painter.setPen(QPen(self._source.look.tokens.accent, 1))
                painter.drawRect(left, top, wide - 1, high - 2)

    def _paint_empty(self, painter: QPainter, *, focus: bool) -> None:
        """The sentences; with the focus the first looks as the row in focus does, so that the eye finds the keys."""
        look, inset = self._source.look, self._view.inset
        line = look.type.line(Role.BODY)
        whole = self._view.viewport().rect()
        if focus:
            self._painter.ground(painter, QRect(0, 4, whole.width(), line + 8), selected=True, focus=True)
        room = QRectF(whole).adjusted(inset, 8, -inset, 0)
        first = QRectF(room.left(), room.top(), room.width(), line)
        self._source.ink.draw(painter, first, self.empty[0], Role.BODY, look.tokens.text2)
        rest = QRectF(room.left(), room.top() + line + 2, room.width(), line * 2)
        self._source.ink.draw_lines(painter, rest, self.empty[1], Role.BODY, look.tokens.text3, 2)
