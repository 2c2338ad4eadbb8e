"""Figures on a page: ledgers, bars, a small plot, the thread in one row. Numbers first, pictures beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.art import SPARK_HEIGHT, SPARK_WIDTH, hair_line, paint_spark, paint_thread
from bwdesk.ui.parts.drawn import Drawn
from bwdesk.ui.parts.rows import Spark, Thread


def paint_bar(painter: QPainter, rect: QRectF, share: float, source: LookSource, tone: str = "accent") -> None:
    """A bar 6 high with a track; `share` 0–1 (more fills it whole)."""
    tokens = source.look.tokens
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.sunk)
    painter.drawRoundedRect(rect, 3, 3)
    if share > 0:
        wide = max(6.0, rect.width() * min(1.0, share))
        left = rect.right() - wide if source.look.rtl else rect.left()
        painter.setBrush(tokens.color(tone))
        painter.drawRoundedRect(QRectF(left, rect.top(), wide, rect.height()), 3, 3)


class Ledger(Drawn):
    """A quota: name, "3 of 6" at the end, the bar under it. Over the quota the bar is bad and `over` says by how much."""

    def __init__(self, source: LookSource, name: str, parent: QWidget | None = None) -> None:
        super().__init__(source, name, parent)
        self._name, self._number, self._rest, self._over, self._share = name, "", "", "", 0.0

    def show_figures(self, number: str, rest: str, share: float, over: str = "") -> None:
        """`number` is strong ("3"), `rest` follows ("of 6"), `over` says what is too much and turns the bar bad."""
        self._number, self._rest, self._share, self._over = number, rest, share, over
        self.setAccessibleName(f"{self._name}: {number} {rest} {over}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, self.source.look.type.line(Role.BODY) + 6 + 6 + 15)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        painter = self.painter()
        line = look.type.line(Role.BODY)
        top = 6
        rest = self._over or self._rest
        rest_wide = self.source.ink.width(rest, Role.BODY)
        number_wide = self.source.ink.width(self._number, Role.STRONG)
        tone = look.tokens.bad if self._over else look.tokens.text2
        self.source.ink.draw(painter, self.mirrored(QRectF(self.width() - rest_wide - 1, top, rest_wide + 1, line)), rest, Role.BODY, tone)
        spot = QRectF(self.width() - rest_wide - 7 - number_wide, top, number_wide + 1, line)
        self.source.ink.draw(painter, self.mirrored(spot), self._number, Role.STRONG, look.tokens.text1)
        name = QRectF(0, top, max(20.0, spot.left() - 8), line)
        self.source.ink.draw(painter, self.mirrored(name), self._name, Role.BODY, look.tokens.text1)
        paint_bar(painter, QRectF(0, top + line + 4, self.width(), 6), self._share, self.source, "bad" if self._over else "accent")
        hair_line(painter, self.height() - 1, self.width(), look.tokens)


@dataclass(frozen=True)
class Bar:
    """One row of BarRows: `share` 0–1 of the longest, `was` what it was before, `is_bad` fills it with bad."""

    name: str
    number: str
    share: float
    was: str = ""
    is_bad: bool = False


class BarRows(Drawn):
    """Names, bars and numbers under each other ("Not met, by cluster")."""

    def __init__(self, source: LookSource, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(source, spoken, parent)
        self._bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: Sequence[Bar]) -> None:
        self._bars = tuple(bars)
        self.setAccessibleDescription("; ".join(f"{b.name} {b.number} {b.was}".strip() for b in bars))
        self.relook()

    def _row(self) -> int:
        return self.source.look.type.line(Role.BODY) + 4

    def sizeHint(self) -> QSize:
        return QSize(200, self._row() * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        painter = self.painter()
        was = max([self.source.ink.width(b.was, Role.SMALL) for b in self._bars] + [0.0])
        number = max([self.source.ink.width(b.number, Role.BODY) for b in self._bars] + [12.0])
        bar = min(64.0, self.width() * 0.22)
        for place, one in enumerate(self._bars):
            top, high = place * self._row(), self._row()
            x = self.width() - was - 1
            self.source.ink.draw(painter, self.mirrored(QRectF(x, top, was + 1, high)), one.was, Role.SMALL, look.tokens.text3)
            x -= 12 + number
            box = QRectF(x, top, number + 1, high)
            self.source.ink.draw(painter, self.mirrored(box), one.number, Role.BODY, look.tokens.text1, at_end=True)
            x -= 10 + bar
            track = self.mirrored(QRectF(x, top + high / 2 - 3, bar, 6))
            paint_bar(painter, track, one.share, self.source, "bad" if one.is_bad else "text3")
            name = QRectF(0, top, max(20.0, x - 8), high)
            self.source.ink.draw(painter, self.mirrored(name), one.name, Role.BODY, look.tokens.text1)


class SparkView(Drawn):
    """A sparkline on its own."""

    def __init__(self, source: LookSource, spoken: str, spark: Spark, parent: QWidget | None = None) -> None:
        super().__init__(source, spoken, parent)
        self._spark = spark
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_spark(self, spark: Spark, spoken: str) -> None:
        self._spark = spark
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SPARK_WIDTH, SPARK_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        if self.source.look.rtl:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        paint_spark(painter, QRectF(self.rect()), self._spark, self.source.look.tokens)


class TrendPlot(Drawn):
    """One line over time, from 0 up, with its last point marked and words under both ends."""

    def __init__(self, source: LookSource, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(source, spoken, parent)
        self._values: tuple[float, ...] = ()
        self._start = self._end = ""

    def show_values(self, values: Sequence[float], start: str, end: str, spoken: str) -> None:
        """`start` and `end` name the first and last moment; `spoken` tells the course in words."""
        self._values, self._start, self._end = tuple(values), start, end
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 84 + self.source.look.type.line(Role.TINY))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        tokens = look.tokens
        painter = self.painter()
        line = look.type.line(Role.TINY)
        plot = QRectF(4, 8, self.width() - 8, self.height() - line - 14)
        for share in (0.5, 1.0):
            hair_line(painter, round(plot.top() + plot.height() * share), self.width(), tokens)
        labels = QRectF(0, self.height() - line, self.width(), line)
        self.source.ink.draw(painter, labels, self._start, Role.TINY, tokens.text2)
        self.source.ink.draw(painter, labels, self._end, Role.TINY, tokens.text2, at_end=True)
        if len(self._values) < 2:
            return
        top = max(8.0, max(self._values) * 1.1)
        step = plot.width() / (len(self._values) - 1)
        points = []
        for number, value in enumerate(self._values):
            x = plot.right() - number * step if look.rtl else plot.left() + number * step
            points.append(QPointF(x, plot.bottom() - value / top * plot.height()))
        painter.setPen(QPen(tokens.text2, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.text2)
        for point in points[:-1]:
            painter.drawEllipse(point, 2, 2)
        painter.setBrush(tokens.accent)
        painter.drawEllipse(points[-1], 4, 4)


class SmallThread(Drawn):
    """The cycle's thread in one row, on its own."""

    def __init__(self, source: LookSource, spoken: str, thread: Thread, parent: QWidget | None = None) -> None:
        super().__init__(source, spoken, parent)
        self._thread = thread

    def show_thread(self, thread: Thread, spoken: str) -> None:
        self._thread = thread
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(136, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        paint_thread(self.painter(), QRectF(self.rect()), self._thread, look.tokens, rtl=look.rtl)
