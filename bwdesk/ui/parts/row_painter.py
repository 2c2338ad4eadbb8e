"""Paints rows: mark, number, name, second line, right-hand fact, small drawings, group heads. Calm: rows do not change on hover."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.parts.art import SPARK_HEIGHT, SPARK_WIDTH, paint_spark, paint_stretch, paint_thread, paint_ticks
from bwdesk.ui.parts.mark import Kind, Mark
from bwdesk.ui.parts.rows import Cell, Group, Spark, Stretch, Thread, Ticks
from bwdesk.ui.parts.stamps import Stamps

PAD = 6
_NARROW = 300  # px at normal text size: a title beside a fact would have no room
LABEL = 38
"""Room in px for a label of letters and number (SD-1), so that names below each other begin together."""


class RowPainter:
    """Draws the cells of one view. Everything is laid out from left to right and mirrored on the way to the painter."""

    def __init__(self, source: LookSource) -> None:
        self._source = source
        self._stamps = Stamps()
        source.changed.connect(self._relook)

    def _relook(self, _look: Look) -> None:
        self._stamps = Stamps()

    def ground(self, painter: QPainter, rect: QRect, *, selected: bool, focus: bool) -> None:
        """Ground, hairline and edge of a whole row."""
        look = self._source.look
        tokens = look.tokens
        if selected:
            painter.fillRect(rect, tokens.accent_soft if focus else tokens.sunk)
        painter.setPen(QPen(tokens.hair, 0))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if selected:
            x = rect.right() - 1 if look.rtl else rect.left()
            painter.fillRect(QRect(x, rect.top(), 2, rect.height()), tokens.accent if focus else tokens.control)

    def group(self, painter: QPainter, rect: QRect, group: Group, inset: int, *, current: bool) -> None:
        """Head of a group, over the whole width."""
        look = self._source.look
        tokens = look.tokens
        whole = QRectF(rect)
        painter.fillRect(rect, tokens.accent_soft if current else tokens.rail)
        painter.setPen(QPen(tokens.hair, 0))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        caret = QRectF(inset, whole.center().y() - 6, 12, 12)
        icon = "caret-down" if group.is_open else "caret-right"
        paint_icon(painter, self._mirror(caret, whole), icon, tokens.text3, rtl=look.rtl)
        room = QRectF(inset + 17, whole.top(), whole.width() - 17 - 2 * inset, whole.height())
        used = self._source.ink.draw(painter, self._mirror(room, whole), group.title, Role.STRONG, tokens.text1)
        count = QRectF(room.left() + used + 8, whole.top(), 80, whole.height())
        self._source.ink.draw(painter, self._mirror(count, whole), look.locale.toString(group.count), Role.SMALL, tokens.text3)

    def cell(self, painter: QPainter, room: QRectF, cell: Cell, *, strong: bool) -> None:
        """One cell into its room (without the padding of the column)."""
        look = self._source.look
        ink = self._source.ink
        whole = room
        if cell.number or cell.mark is not None or cell.icon:
            room = room.adjusted(self._lead(painter, room, cell, look), 0, 0, 0)
        is_narrow = bool(cell.fact) and room.width() < _NARROW * look.type.factor
        if is_narrow and not cell.second and cell.fact_mark is None and room.height() >= self._height(cell):
            cell = replace(cell, second=cell.fact, fact="")
        is_low = is_narrow and bool(cell.fact and cell.second)
        if cell.fact and not is_low:
            room = room.adjusted(0, 0, -self._fact(painter, room, whole, cell, Role.BODY), 0)
        if cell.art is not None:
            room = self._art(painter, room, whole, cell, look)
        if room.width() <= 0 or not cell.text:
            return
        spot = self._mirror(room, whole)
        weight = 600 if strong else None
        tone = look.tokens.color(cell.tone)
        if cell.second:
            self._two(painter, room, whole, cell, weight, is_low=is_low)
        elif cell.lines > 1:
            ink.draw_lines(painter, spot, cell.text, cell.role, tone, cell.lines)
        else:
            ink.draw(painter, spot, cell.text, cell.role, tone, weight=weight, at_end=cell.at_end)

    def needs(self, cell: Cell) -> int:
        """px that mark and words of a cell take."""
        ink, density = self._source.ink, self._source.look.density
        lead = density.list_mark + 7 if cell.mark is not None else 0
        return lead + math.ceil(max(ink.width(cell.text, cell.role), ink.width(cell.second, Role.SMALL))) + 1

    def _height(self, cell: Cell) -> int:
        """What two lines take."""
        kind = self._source.look.type
        return kind.line(cell.role) + kind.line(Role.SMALL) + 2

    def _mirror(self, rect: QRectF, within: QRectF) -> QRectF:
        if not self._source.look.rtl:
            return rect
        return QRectF(within.left() + within.right() - rect.right(), rect.top(), rect.width(), rect.height())

    def _mark(self, painter: QPainter, rect: QRectF, kind: Kind, look: Look) -> None:
        def paint(inner: QPainter, box: QRectF) -> None:
            Mark(kind).paint(inner, box, look.tokens, rtl=look.rtl)

        self._stamps.put(painter, rect, kind, paint)

    def _two(self, painter: QPainter, room: QRectF, whole: QRectF, cell: Cell, weight: int | None, *, is_low: bool) -> None:
        """Two lines; `is_low` puts the fact at the end of the second, so that the first has the whole width."""
        look, ink = self._source.look, self._source.ink
        upper, lower = look.type.line(cell.role) * cell.lines, look.type.line(Role.SMALL)
        top = room.top() + (room.height() - upper - lower) / 2
        first = QRectF(room.left(), top, room.width(), upper)
        second = QRectF(room.left(), top + upper - 1, room.width(), lower)
        if is_low:
            second.setWidth(second.width() - self._fact(painter, second, whole, cell, Role.SMALL))
        tokens = look.tokens
        first, second = self._mirror(first, whole), self._mirror(second, whole)
        if cell.lines > 1:
            ink.draw_lines(painter, first, cell.text, cell.role, tokens.color(cell.tone), cell.lines, top_aligned=True)
        else:
            ink.draw(painter, first, cell.text, cell.role, tokens.color(cell.tone), weight=weight, at_end=cell.at_end)
        ink.draw(painter, second, cell.second, Role.SMALL, tokens.text2, at_end=cell.at_end)

    def _lead(self, painter: QPainter, room: QRectF, cell: Cell, look: Look) -> float:
        used = 0.0
        side = look.density.list_mark
        if cell.number:
            least = LABEL if len(cell.number) > 2 else 28 if look.touch else 22
            wide = max(round(least * max(1.0, look.type.factor)), round(self._source.ink.width(cell.number, Role.BODY)) + 1)
            box = QRectF(room.left(), room.top(), wide, room.height())
            self._source.ink.draw(painter, self._mirror(box, room), cell.number, Role.BODY, look.tokens.text3, at_end=True)
            used += wide + 12
        if cell.mark is not None:
            box = QRectF(room.left() + used, room.center().y() - side / 2, side, side)
            self._mark(painter, self._mirror(box, room), cell.mark, look)
            used += side + 7
        elif cell.icon:
            icon = look.density.icon
            box = QRectF(room.left() + used, room.center().y() - icon / 2, icon, icon)
            paint_icon(painter, self._mirror(box, room), cell.icon, look.tokens.text2, rtl=look.rtl)
            used += icon + 8
        return used

    def _fact(self, painter: QPainter, room: QRectF, whole: QRectF, cell: Cell, role: Role) -> float:
        """Draws the fact at the end of a room and gives back what it took."""
        look = self._source.look
        side = look.density.list_mark
        width = min(self._source.ink.width(cell.fact, role), room.width() * 0.6)
        box = QRectF(room.right() - width - 0.5, room.top(), width + 0.5, room.height())
        self._source.ink.draw(painter, self._mirror(box, whole), cell.fact, role, look.tokens.color(cell.fact_tone))
        if cell.fact_mark is None:
            return width + 12
        mark = QRectF(box.left() - side - 7, room.center().y() - side / 2, side, side)
        self._mark(painter, self._mirror(mark, whole), cell.fact_mark, look)
        return width + side + 19

    def _art(self, painter: QPainter, room: QRectF, whole: QRectF, cell: Cell, look: Look) -> QRectF:
        """Draws the picture of a cell and gives back what is left for its number."""
        tokens = look.tokens
        match cell.art:
            case Thread() as thread:
                paint_thread(painter, self._mirror(room, whole), thread, tokens, rtl=look.rtl, stamps=self._stamps)
                return QRectF()
            case Stretch() as stretch:
                self._flipped(painter, room, whole, lambda box: paint_stretch(painter, box, stretch, tokens))
                return QRectF()
            case Spark() as spark:
                wide = max(28.0, self._source.ink.width(cell.text, cell.role) + 1)
                spot = QRectF(room.left() + wide + 6, room.center().y() - SPARK_HEIGHT / 2, SPARK_WIDTH, SPARK_HEIGHT)
                self._flipped(painter, spot, whole, lambda box: paint_spark(painter, box, spark, tokens))
                return QRectF(room.left(), room.top(), wide, room.height())
            case Ticks() as ticks:
                spot = QRectF(room.left() + 16, room.top(), room.width() - 16, room.height())
                self._flipped(painter, spot, whole, lambda box: paint_ticks(painter, box, ticks, tokens))
                return QRectF(room.left(), room.top(), 14, room.height())
        return room

    def _flipped(self, painter: QPainter, spot: QRectF, whole: QRectF, draw: Callable[[QRectF], None]) -> None:
        if not self._source.look.rtl:
            draw(spot)
            return
        painter.save()
        painter.translate(whole.left() + whole.right(), 0)
        painter.scale(-1, 1)
        draw(spot)
        painter.restore()
