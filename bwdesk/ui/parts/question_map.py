"""The map of all questions: one mark a question, grouped by cluster, column by column. Arrow keys move, Enter jumps.

Places are found by arithmetic: there is no widget per question, so 400 questions cost one paint of what changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from bwdesk.ui.look import LookSource
from bwdesk.ui.parts.map_cells import MapCell as MapCell
from bwdesk.ui.parts.map_cells import MapCluster as MapCluster
from bwdesk.ui.parts.map_cells import paint_cell, paint_heads
from bwdesk.ui.parts.map_reader import teach_readers, tell_cursor
from bwdesk.ui.properties import OWN_RING

_GAP: Final = 10  # between clusters
_HEAD: Final = 18  # cluster codes
_MORE_ROWS: Final = 2  # so many rows may be added for one band to hold everything


@dataclass(frozen=True)
class _Sizes:
    cell: int
    mark: int
    rows: int
    head: int


class QuestionMap(QWidget):
    """`jumped(question key)`. On touch it shows the current cluster, and a tap opens a loupe with targets of 48 px."""

    jumped = Signal(str)

    def __init__(self, source: LookSource, name: str, parent: QWidget | None = None, *, is_loupe: bool = False) -> None:
        super().__init__(parent)
        self._source, self._name, self._is_loupe = source, name, is_loupe
        self._clusters: tuple[MapCluster, ...] = ()
        self._places: dict[str, QRect] = {}
        self._order: list[MapCell] = []
        self._heads: list[tuple[QPoint, MapCluster]] = []
        self._number: dict[str, int] = {}
        self._current = self._cursor = ""
        self._laid_for = (-1, -1, "")
        self._heights: dict[int, int] = {}
        self.setProperty(OWN_RING, True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        teach_readers()
        source.changed.connect(self._relook)

    # what is shown

    def show_clusters(self, clusters: Sequence[MapCluster], current: str = "") -> None:
        """Shows the map; cells keep their places while answers arrive."""
        before = {cell.key: cell for cell in self._order}
        fresh = tuple(clusters)
        same = [(c.code, len(c.cells)) for c in fresh] == [(c.code, len(c.cells)) for c in self._clusters]
        self._clusters = fresh
        self._current = current or self._current
        self._cursor = self._cursor or self._current
        if not same:
            self._relook()
            return
        self._order = [cell for cluster in self._shown() for cell in cluster.cells]
        for cell in self._order:
            if before.get(cell.key) != cell:
                self._touch(cell.key)

    def show_current(self, key: str) -> None:
        """Puts the ring on the question that is open."""
        before, self._current = self._current, key
        self._cursor = key
        if self._source.look.touch and not self._is_loupe and self._laid_for[2] != self._cluster_code():
            self._relook()
            return
        for changed in (before, key):
            self._touch(changed)
        self._say()

    @property
    def current(self) -> str:
        return self._current

    @property
    def cells(self) -> Sequence[MapCell]:
        """The questions that are shown, in their order."""
        self._lay()
        return self._order

    @property
    def cursor_key(self) -> str:
        return self._cursor

    @property
    def cursor_number(self) -> int:
        """Where the cursor is among `cells`, -1 for nowhere."""
        return self._number.get(self._cursor, -1)

    def cell_at(self, spot: QPoint) -> MapCell | None:
        """The question under a point of the widget."""
        self._lay()
        cell = self._sizes().cell
        for found in self._order:
            place = self._places[found.key]
            if place.contains(spot) and place.width() == cell:
                return found
        return None

    def place_of(self, key: str) -> QRect:
        """Where a question stands, in the widget."""
        self._lay()
        return self._places.get(key, QRect())

    # arithmetic

    def _sizes(self) -> _Sizes:
        density = self._source.look.density
        if self._is_loupe:
            return _Sizes(48, 22, 5, 0)
        return _Sizes(density.map_cell, density.map_mark, density.map_rows, 0 if density.touch else _HEAD)

    def _rows_for(self, wide: int) -> int:
        """Rows of a band: as the look wants, up to two more where everything then stands in one band."""
        sizes = self._sizes()
        shown = self._shown()
        for rows in range(sizes.rows, sizes.rows + (0 if self._is_loupe else _MORE_ROWS) + 1):
            columns = sum(-(-len(cluster.cells) // rows) for cluster in shown)
            if columns * sizes.cell + _GAP * max(0, len(shown) - 1) <= wide - 4:
                return rows
        return sizes.rows

    def _shown(self) -> tuple[MapCluster, ...]:
        if not self._source.look.touch or self._is_loupe:
            return self._clusters
        code = self._cluster_code()
        return tuple(c for c in self._clusters if c.code == code) or self._clusters[:1]

    def _cluster_code(self) -> str:
        for cluster in self._clusters:
            if any(cell.key == self._current for cell in cluster.cells):
                return cluster.code
        return ""

    def _relook(self) -> None:
        self._laid_for = (-1, -1, "")
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def _lay(self, width: int = 0) -> int:
        """Gives every question its place; bands of clusters follow each other where one is not wide enough. Returns the height."""
        wide = width or self.width()
        laid_for = (wide, len(self._clusters), self._cluster_code() if self._source.look.touch else "")
        sizes = self._sizes()
        if laid_for == self._laid_for:
            return self._height
        self._laid_for = laid_for
        self._places, self._heads, self._order = {}, [], []
        rows = self._rows = self._rows_for(wide)
        x, y, band = 0, 0, sizes.head + rows * sizes.cell
        for cluster in self._shown():
            columns = -(-len(cluster.cells) // rows)
            if x and x + columns * sizes.cell > wide - 4:
                x, y = 0, y + band + 6
            room = max(1, (wide - 4 - x) // sizes.cell)
            self._heads.append((QPoint(x, y), cluster))
            for number, cell in enumerate(cluster.cells):
                column, row = divmod(number, rows)
                down, across = divmod(column, room)
                top = y + sizes.head + row * sizes.cell + down * (rows * sizes.cell + 6)
                self._places[cell.key] = QRect(2 + x + across * sizes.cell, top + 2, sizes.cell, sizes.cell)
                self._order.append(cell)
            y += (max(0, columns - 1) // room) * (rows * sizes.cell + 6)
            x += min(columns, room) * sizes.cell + _GAP
        if self._source.look.rtl:
            for key, place in self._places.items():
                place.moveLeft(wide - place.right() - 1)
                self._places[key] = place
        self._number = {cell.key: n for n, cell in enumerate(self._order)}
        self._height = y + band + 4
        return self._height

    _height, _rows = 0, 1

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # layouts ask for many widths at every word that changes beside the map
            self._heights[width] = self._lay(width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        sizes = self._sizes()
        columns = sum(-(-len(c.cells) // sizes.rows) for c in self._shown())
        wide = columns * sizes.cell + _GAP * max(0, len(self._shown()) - 1) + 4
        return QSize(wide, sizes.head + sizes.rows * sizes.cell + 4)

    def minimumSizeHint(self) -> QSize:
        sizes = self._sizes()
        return QSize(12 * sizes.cell, sizes.head + sizes.rows * sizes.cell + 4)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self._lay()
        look = self._source.look
        sizes = self._sizes()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dirty = event.rect()
        if sizes.head:
            paint_heads(painter, self._source, self._heads, self._cluster_code(), self.width())
        for cell in self._order:
            place = self._places[cell.key]
            if place.adjusted(-3, -3, 3, 3).intersects(dirty):
                paint_cell(painter, look, cell, place, sizes.mark)
        current = self._places.get(self._current)
        if current is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.tokens.accent, 2))
            painter.drawRoundedRect(QRectF(current).adjusted(-1, -1, 1, 1), 4, 4)
        cursor = self._places.get(self._cursor)
        if cursor is not None and self.hasFocus() and self._cursor != self._current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.tokens.control, 1))
            painter.drawRoundedRect(QRectF(cursor).adjusted(-0.5, -0.5, 0.5, 0.5), 3, 3)

    def _touch(self, key: str) -> None:
        place = self._places.get(key)
        if place is not None:
            self.update(place.adjusted(-4, -4, 4, 4))

    # keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._lay()
        rows = self._rows
        ahead, behind = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._source.look.rtl:
            ahead, behind = behind, ahead
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, ahead: rows, behind: -rows}.get(Qt.Key(event.key()), 0)
        if event.key() == Qt.Key.Key_Home:
            step = -len(self._order)
        elif event.key() == Qt.Key.Key_End:
            step = len(self._order)
        if step and self._order:
            self._lay()
            now = self._number.get(self._cursor, 0)
            self._move_cursor(self._order[min(max(0, now + step), len(self._order) - 1)].key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._cursor:
            self.jumped.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def _move_cursor(self, key: str) -> None:
        before, self._cursor = self._cursor, key
        self._touch(before)
        self._touch(key)
        self._say()

    def _say(self) -> None:
        if self.hasFocus() and self.cursor_number >= 0:
            tell_cursor(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._say()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._source.look.touch and not self._is_loupe:
            self._open_loupe()
            return
        cell = self.cell_at(event.position().toPoint())
        if cell is not None:
            self.jumped.emit(cell.key)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            cell = self.cell_at(event.pos())
            if cell is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), f"{cell.code}  {cell.word}", self, self._places[cell.key])
            return True
        return super().event(event)

    def _open_loupe(self) -> None:
        loupe = Loupe(self._source, self._name, self._shown(), self._current, self)
        loupe.jumped.connect(self.jumped)


class Loupe(QWidget):
    """The current cluster with targets of 48 px, over the window; closes with the choice, Escape or a tap outside."""

    jumped = Signal(str)

    def __init__(self, source: LookSource, name: str, clusters: Sequence[MapCluster], current: str, below: QWidget) -> None:
        window = below.window()
        super().__init__(window)
        self._below = below
        box = QFrame(self)
        box.setProperty("role", "box")
        self.map = QuestionMap(source, name, box, is_loupe=True)
        self.map.show_clusters(clusters, current)
        self.map.jumped.connect(self._jump)
        column = QVBoxLayout(box)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.map)
        self.setGeometry(window.rect())
        wide = min(window.width() - 32, self.map.sizeHint().width() + 26)
        spot = below.mapTo(window, QPoint(0, below.height() + 4))
        left = min(max(16, spot.x()), window.width() - wide - 16)
        box.setGeometry(left, spot.y(), wide, self.map.heightForWidth(wide - 26) + 26)
        self.show()
        self.raise_()
        self.map.setFocus(Qt.FocusReason.PopupFocusReason)

    def _jump(self, key: str) -> None:
        self._close()
        self.jumped.emit(key)

    def _close(self) -> None:
        self.hide()
        self.deleteLater()
        self._below.setFocus(Qt.FocusReason.PopupFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)
