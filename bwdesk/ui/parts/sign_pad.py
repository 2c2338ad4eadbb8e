"""A pad to sign on with pen, finger or mouse; what is drawn is kept as lines, never as a picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from bwdesk.domain.strokes import MOST_POINTS, MOST_STROKES, TALL, WIDE, Strokes
from bwdesk.ui.look import LookSource, Role

_NEAR = 4  # thousandths: closer points say nothing new
_LINES = 6


def paint_strokes(painter: QPainter, box: QRectF, strokes: Strokes, pen: QPen) -> None:
    """Draws strokes into a box, as large as they fit. Never mirrored: a signature has one direction."""
    scale = min(box.width() / WIDE, box.height() / TALL)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    left, top = box.center().x() - WIDE * scale / 2, box.center().y() - TALL * scale / 2
    for stroke in strokes:
        points = [QPointF(left + x * scale, top + y * scale) for x, y in stroke]
        path = QPainterPath(points[0])
        path.addPolygon(QPolygonF(points if len(points) > 1 else [points[0], points[0] + QPointF(0.1, 0)]))
        painter.strokePath(path, pen)
    painter.restore()


class SignPad(QWidget):
    """Keeps `strokes` within their bounds. Backspace takes the last back, Delete clears. Pen and finger come as the mouse does."""

    changed = Signal()

    def __init__(self, source: LookSource, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.strokes: Strokes = ()
        self._is_down = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        height = _LINES * self._source.look.type.line(Role.BODY)
        return QSize(int(height * WIDE / TALL), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def back(self) -> None:
        """Takes the last stroke back."""
        self._show(self.strokes[:-1])

    def clear(self) -> None:
        """Takes all strokes away."""
        self._show(())

    def _show(self, strokes: Strokes) -> None:
        self.strokes = strokes
        self.update()
        self.changed.emit()

    def _point(self, at: QPointF) -> tuple[int, int]:
        x, y = round(at.x() * WIDE / max(1, self.width())), round(at.y() * TALL / max(1, self.height()))
        return min(max(x, 0), WIDE), min(max(y, 0), TALL)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and len(self.strokes) < MOST_STROKES and self._has_room():
            self._is_down = True
            self._show((*self.strokes, (self._point(event.position()),)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._is_down or not self.strokes or not self._has_room():
            return
        last, point = self.strokes[-1], self._point(event.position())
        if abs(point[0] - last[-1][0]) + abs(point[1] - last[-1][1]) >= _NEAR:
            self._show((*self.strokes[:-1], (*last, point)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_down = False

    def _has_room(self) -> bool:
        return sum(len(stroke) for stroke in self.strokes) < MOST_POINTS

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.back()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._source.look.tokens
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(tokens.color("sunk"))
        painter.setPen(QPen(tokens.color("accent" if self.hasFocus() else "text3"), 1.0))
        painter.drawRect(box)
        base = box.bottom() - box.height() * 0.2
        painter.drawLine(QPointF(box.left() + 16, base), QPointF(box.right() - 16, base))
        paint_strokes(painter, QRectF(self.rect()), self.strokes, QPen(tokens.color("text1"), self.height() / 70))


class SignView(QWidget):
    """A kept signature, small."""

    def __init__(self, source: LookSource, strokes: Strokes, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source, self._strokes = source, strokes
        self.setAccessibleName(name)
        height = 2 * source.look.type.line(Role.BODY)
        self.setFixedSize(int(height * WIDE / TALL), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        pen = QPen(self._source.look.tokens.color("text1"), 1.3)
        paint_strokes(QPainter(self), QRectF(self.rect()), self._strokes, pen)
