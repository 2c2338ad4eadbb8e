"""Paints rows: mark, number, name, second line, right-hand fact, small drawings, group heads. Calm: rows do not change on hover."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.parts.art import SPARK_HEIGHT, SPARK_WIDTH, paint_spark, paint_thread, paint_ticks
from bwdesk.ui.parts.mark import Mark
from bwdesk.ui.parts.rows import CELL_ROLE, ROW_ROLE, Cell, Group, Index, Spark, Thread, Ticks

PAD = 6
LOOKS_FOCUSED = "bw_looks_focused"  # bool property of a view that is driven from a field above it


class RowDelegate(QStyledItemDelegate):
    """Draws `Cell` values of a RowModel. `inset` is the space at the outer edges of a row, `ground` the token it lies on."""

    def __init__(self, source: LookSource, parent: QObject, *, inset: int | None = None, ground: str = "canvas") -> None:
        super().__init__(parent)
        self._source = source
        self._ground = ground
        self._inset = inset

    @property
    def inset(self) -> int:
        return self._source.look.density.inset if self._inset is None else self._inset

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        density = self._source.look.density
        cell = index.data(CELL_ROLE)
        has_two = isinstance(cell, Cell) and (bool(cell.second) or cell.lines > 1)
        return QSize(40, density.row_two if has_two else density.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._source.look
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        view = option.widget
        row = index.data(ROW_ROLE)
        if isinstance(row, Group):
            self._paint_group(painter, QRectF(rect), row, index.column() == 0, view)
            return
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        has_focus = isinstance(view, QWidget) and (view.hasFocus() or bool(view.property(LOOKS_FOCUSED)))
        self._paint_ground(painter, rect, look, is_selected, has_focus, index.column() == 0)
        inner = self._inner(rect, index, look)
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            self._paint_cell(painter, inner, cell, look, is_selected and index.column() == 0)
        if is_selected and has_focus and isinstance(view, QAbstractItemView):
            self._paint_current(painter, rect, index, view, look)

    def _inner(self, rect: QRect, index: Index, look: Look) -> QRectF:
        first, last = index.column() == 0, index.column() == index.model().columnCount() - 1
        before, after = (self.inset if first else PAD), (self.inset if last else PAD)
        if look.rtl:
            before, after = after, before
        return QRectF(rect).adjusted(before, 0, -after, -1)

    def _paint_ground(self, painter: QPainter, rect: QRect, look: Look, selected: bool, focus: bool, first: bool) -> None:
        tokens = look.tokens
        if selected:
            painter.fillRect(rect, tokens.accent_soft if focus else tokens.sunk)
        painter.setPen(QPen(tokens.hair, 0))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        if selected and first:
            x = rect.right() - 1 if look.rtl else rect.left()
            painter.fillRect(QRect(x, rect.top(), 2, rect.height()), tokens.accent if focus else tokens.control)

    def _paint_current(self, painter: QPainter, rect: QRect, index: Index, view: QAbstractItemView, look: Look) -> None:
        """In a table whose cells can be edited, the current cell has a frame of its own."""
        can_edit = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if can_edit and view.currentIndex() == index:
            painter.setPen(QPen(look.tokens.accent, 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def _paint_group(self, painter: QPainter, rect: QRectF, group: Group, first: bool, view: object) -> None:
        look = self._source.look
        tokens = look.tokens
        painter.fillRect(rect, tokens.rail)
        painter.setPen(QPen(tokens.hair, 0))
        painter.drawLine(QPointF(rect.left(), rect.bottom() - 0.5), QPointF(rect.right(), rect.bottom() - 0.5))
        if not first:
            return
        x = rect.left() + self.inset
        caret = QRectF(x, rect.center().y() - 6, 12, 12)
        paint_icon(painter, self._mirror(caret, rect), "caret-down" if group.is_open else "caret-right", tokens.text3, rtl=look.rtl)
        room = QRectF(x + 17, rect.top(), rect.width() - 17 - self.inset, rect.height())
        used = self._source.ink.draw(painter, self._mirror(room, rect), group.title, Role.STRONG, tokens.text1)
        count = QRectF(room.left() + used + 8, rect.top(), 60, rect.height())
        self._source.ink.draw(painter, self._mirror(count, rect), look.locale.toString(group.count), Role.SMALL, tokens.text3)

    def _mirror(self, rect: QRectF, within: QRectF) -> QRectF:
        if not self._source.look.rtl:
            return rect
        return QRectF(within.left() + within.right() - rect.right(), rect.top(), rect.width(), rect.height())

    def _paint_cell(self, painter: QPainter, room: QRectF, cell: Cell, look: Look, strong: bool) -> None:
        """Everything is laid out left to right and mirrored on the way to the painter."""
        tokens = look.tokens
        whole = QRectF(room)
        left = self._paint_lead(painter, room, whole, cell, look)
        room = room.adjusted(left, 0, 0, 0)
        room = room.adjusted(0, 0, -self._paint_fact(painter, room, whole, cell, look), 0)
        if cell.art is not None:
            room = self._paint_art(painter, room, whole, cell, look)
        if room.width() <= 0 or not cell.text:
            return
        weight = 600 if strong else None
        tone = tokens.color(cell.tone)
        if cell.second:
            self._paint_two(painter, self._mirror(room, whole), cell, look, weight)
        elif cell.lines > 1:
            self._source.ink.draw_lines(painter, self._mirror(room, whole), cell.text, cell.role, tone, cell.lines)
        else:
            self._source.ink.draw(painter, self._mirror(room, whole), cell.text, cell.role, tone, weight=weight, at_end=cell.at_end)

    def _paint_two(self, painter: QPainter, room: QRectF, cell: Cell, look: Look, weight: int | None) -> None:
        kind = look.type
        upper, lower = kind.line(cell.role), kind.line(Role.SMALL)
        top = room.top() + (room.height() - upper - lower) / 2
        tokens = look.tokens
        first = QRectF(room.left(), top, room.width(), upper)
        second = QRectF(room.left(), top + upper - 1, room.width(), lower)
        self._source.ink.draw(painter, first, cell.text, cell.role, tokens.color(cell.tone), weight=weight, at_end=cell.at_end)
        self._source.ink.draw(painter, second, cell.second, Role.SMALL, tokens.text2, at_end=cell.at_end)

    def _paint_lead(self, painter: QPainter, room: QRectF, whole: QRectF, cell: Cell, look: Look) -> float:
        used = 0.0
        side = look.density.list_mark
        if cell.number:
            wide = 22.0 if not look.touch else 28.0
            box = QRectF(room.left(), room.top(), wide, room.height())
            self._source.ink.draw(painter, self._mirror(box, whole), cell.number, Role.BODY, look.tokens.text3, at_end=True)
            used += wide + 12
        if cell.mark is not None:
            box = QRectF(room.left() + used, room.center().y() - side / 2, side, side)
            Mark(cell.mark).paint(painter, self._mirror(box, whole), look.tokens, rtl=look.rtl)
            used += side + 7
        elif cell.icon:
            icon = look.density.icon
            box = QRectF(room.left() + used, room.center().y() - icon / 2, icon, icon)
            paint_icon(painter, self._mirror(box, whole), cell.icon, look.tokens.text2, rtl=look.rtl)
            used += icon + 8
        return used

    def _paint_fact(self, painter: QPainter, room: QRectF, whole: QRectF, cell: Cell, look: Look) -> float:
        if not cell.fact:
            return 0.0
        side = look.density.list_mark
        width = min(self._source.ink.width(cell.fact, Role.BODY), room.width() * 0.6)
        box = QRectF(room.right() - width - 0.5, room.top(), width + 0.5, room.height())
        self._source.ink.draw(painter, self._mirror(box, whole), cell.fact, Role.BODY, look.tokens.color(cell.fact_tone))
        if cell.fact_mark is None:
            return width + 12
        mark = QRectF(box.left() - side - 7, room.center().y() - side / 2, side, side)
        Mark(cell.fact_mark).paint(painter, self._mirror(mark, whole), look.tokens, rtl=look.rtl)
        return width + side + 19

    def _paint_art(self, painter: QPainter, room: QRectF, whole: QRectF, cell: Cell, look: Look) -> QRectF:
        """Draws the picture of a cell and gives back what is left for its number."""
        match cell.art:
            case Thread() as thread:
                paint_thread(painter, self._mirror(room, whole), thread, look.tokens, rtl=look.rtl)
                return QRectF()
            case Spark() as spark:
                spot = QRectF(room.left() + 26, room.center().y() - SPARK_HEIGHT / 2, SPARK_WIDTH, SPARK_HEIGHT)
                self._flipped(painter, spot, whole, look, lambda r: paint_spark(painter, r, spark, look.tokens))
                return QRectF(room.left(), room.top(), 20, room.height())
            case Ticks() as ticks:
                spot = QRectF(room.left() + 16, room.top(), room.width() - 16, room.height())
                self._flipped(painter, spot, whole, look, lambda r: paint_ticks(painter, r, ticks, look.tokens))
                return QRectF(room.left(), room.top(), 14, room.height())
        return room

    def _flipped(self, painter: QPainter, spot: QRectF, whole: QRectF, look: Look, draw: Callable[[QRectF], None]) -> None:
        painter.save()
        if look.rtl:
            painter.translate(whole.left() + whole.right(), 0)
            painter.scale(-1, 1)
        draw(spot)
        painter.restore()

    # editing in place

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setProperty("role", "cell")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        editor.setGeometry(rect.adjusted(0, 0, 0, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in a cell keeps what was typed, as everywhere: one level up, nothing lost."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape
        if is_key and isinstance(watched, QWidget):
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
            return True
        return super().eventFilter(watched, event)
