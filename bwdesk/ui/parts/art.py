"""Small drawings in rows and on pages: sparkline, ledger ticks, the cycle's thread. Paint only; no widgets, no events."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPolygonF

from bwdesk.ui.parts.row_art import Spark, Stretch, Thread, ThreadEvent, Ticks
from bwdesk.ui.parts.stamps import Stamps
from bwdesk.ui.tokens import Tokens

SPARK_WIDTH: Final = 56
SPARK_HEIGHT: Final = 18
WORSE_FROM: Final = 12  # points not met: from here the last point is drawn as bad


def paint_spark(painter: QPainter, rect: QRectF, spark: Spark, tokens: Tokens) -> None:
    """A line of at least 8 units of range, so that small changes look small. The caller mirrors for right-to-left."""
    if not spark.values:
        return
    low, high = min(spark.values), max(spark.values)
    spread = max(8.0, high - low)
    middle = (low + high) / 2
    inner = rect.adjusted(3, 3, -3, -3)
    step = inner.width() / max(1, len(spark.values) - 1)

    def at(number: int) -> QPointF:
        return QPointF(inner.left() + number * step, inner.center().y() - (spark.values[number] - middle) / spread * inner.height())

    points = [at(n) for n in range(len(spark.values))]
    if len(points) == 1:
        points = [QPointF(inner.left(), points[0].y()), QPointF(inner.right(), points[0].y())]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.text3, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.bad if spark.is_worse or spark.values[-1] >= WORSE_FROM else tokens.text2)
    painter.drawEllipse(points[-1], 2.5, 2.5)
    painter.restore()


def paint_ticks(painter: QPainter, rect: QRectF, ticks: Ticks, tokens: Tokens) -> None:
    """Ticks of 5 x 10, filled from the start; what is over the quota is bad. The caller mirrors for right-to-left."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    top = round(rect.center().y() - 5)
    for number in range(max(ticks.total, ticks.used)):
        fill = tokens.sunk if number >= ticks.used else tokens.bad if number >= ticks.total else tokens.accent
        painter.fillRect(QRectF(round(rect.left()) + number * 7, top, 5, 10), fill)
    painter.restore()


def ticks_width(ticks: Ticks) -> int:
    return 7 * max(ticks.total, ticks.used) - 2 if max(ticks.total, ticks.used) else 0


def mark_on_thread(painter: QPainter, at: QPointF, event: ThreadEvent, tokens: Tokens, grow: float = 1.0) -> None:
    """One event: visit a disc, assessment a diamond, report a square, training a pill under the line."""
    fill, edge = {
        "done": (tokens.text1, tokens.text1),
        "planned": (tokens.canvas, tokens.text3),
        "today": (tokens.accent, tokens.accent),
        "missed": (tokens.bad, tokens.bad),
    }[event.state]
    painter.setPen(QPen(edge, 1.5))
    painter.setBrush(QBrush(fill))
    match event.kind:
        case "visit":
            painter.drawEllipse(at, 3.5 * grow - 0.4, 3.5 * grow - 0.4)
        case "assessment":
            half = 5.0 * grow
            painter.drawPolygon(QPolygonF([at + QPointF(0, -half), at + QPointF(half, 0), at + QPointF(0, half), at + QPointF(-half, 0)]))
        case "report":
            half = 3.1 * grow
            painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))
        case "training":
            painter.drawRoundedRect(QRectF(at.x() - 9, at.y() - 2, 18, 4), 2, 2)


def paint_thread(
    painter: QPainter, rect: QRectF, thread: Thread, tokens: Tokens, *, rtl: bool = False, stamps: Stamps | None = None
) -> None:
    """The small thread: sewn up to now, running stitch after it, events on it. Lists hand in their stamps."""

    def x(month: float) -> float:
        share = min(max(month, 0.0), 12.0) / 12
        return rect.right() - 6 - (rect.width() - 12) * share if rtl else rect.left() + 6 + (rect.width() - 12) * share

    y = round(rect.center().y()) + 0.5
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens.text3, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(x(0), y), QPointF(x(thread.now), y))
    stitch = QPen(tokens.control, 1.5, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    stitch.setDashPattern([5 / 1.5, 4 / 1.5])
    painter.setPen(stitch)
    painter.drawLine(QPointF(x(thread.now), y), QPointF(x(12), y))
    painter.setPen(QPen(tokens.accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(x(thread.now), y - 9), QPointF(x(thread.now), y + 9))
    for event in thread.events:
        spot = QPointF(x(event.month), y)
        if event.kind == "training":
            continue
        if stamps is None:
            mark_on_thread(painter, spot, event, tokens)
        else:
            box = QRectF(spot.x() - 7, spot.y() - 7.5, 15, 15)
            stamps.put(painter, box, (event.kind, event.state), partial(_stamped, event, tokens))
    painter.restore()


def paint_stretch(painter: QPainter, rect: QRectF, stretch: Stretch, tokens: Tokens) -> None:
    """A bar on the axis of months, a stitch where its end is not set, today as a line through all rows."""

    def x(share: float) -> float:
        return rect.left() + rect.width() * min(max(share, 0.0), 1.0)

    painter.save()
    painter.setPen(QPen(tokens.hair, 1))
    for month in stretch.months:
        painter.drawLine(QPointF(round(x(month)) + 0.5, rect.top()), QPointF(round(x(month)) + 0.5, rect.bottom()))
    painter.setPen(QPen(tokens.accent, 1.5))
    painter.drawLine(QPointF(x(stretch.now), rect.top()), QPointF(x(stretch.now), rect.bottom()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    y, high = rect.center().y(), 8.0
    tone = {"open": tokens.control, "running": tokens.accent, "late": tokens.control, "done": tokens.good}[stretch.state]
    if stretch.end is None:
        stitch = QPen(tone, 2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        stitch.setDashPattern([3, 2])
        painter.setPen(stitch)
        painter.drawLine(QPointF(x(stretch.start), y), QPointF(max(x(stretch.now), x(stretch.start) + high), y))
    else:
        first, last = x(stretch.start), max(x(stretch.end), x(stretch.start) + high)
        painter.setPen(Qt.PenStyle.NoPen)
        if stretch.state == "late" and x(stretch.now) > last:
            painter.fillRect(QRectF(last - 4, y - high / 2 + 2, x(stretch.now) - last + 4, high - 4), tokens.bad)
        painter.fillPath(rounded(QRectF(first, y - high / 2, last - first, high), 3), tone)
        if stretch.state == "late":
            painter.fillPath(rounded(QRectF(last - 4, y - high / 2 - 2, 4, high + 4), 1.5), tokens.bad)
    painter.restore()


def _stamped(event: ThreadEvent, tokens: Tokens, painter: QPainter, box: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    mark_on_thread(painter, box.center(), event, tokens)


def hair_line(painter: QPainter, y: int, width: int, tokens: Tokens) -> None:
    """One device pixel across, sharp whatever the painter's hints are."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(tokens.hair, 0))
    painter.drawLine(0, y, width, y)
    painter.restore()


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path
