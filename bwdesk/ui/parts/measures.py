"""Figures on a page: ledgers, bars, a small plot, the cycle's thread in small and large. Numbers first, pictures beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.art import SPARK_HEIGHT, SPARK_WIDTH, hair_line, mark_on_thread, paint_spark, paint_thread
from bwdesk.ui.parts.rows import Spark, Thread, ThreadEvent


class Drawn(QWidget):
    """Base of painted figures: follows the look; `spoken` is what a screen reader says."""

    def __init__(self, source: LookSource, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        source.changed.connect(self.relook)

    def relook(self) -> None:
        self.updateGeometry()
        self.update()

    def painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def mirrored(self, rect: QRectF) -> QRectF:
        if not self.source.look.rtl:
            return rect
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())


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


@dataclass(frozen=True)
class Phase:
    """A band over the large thread, from month to month (0–12). `is_now` lies on accent-soft."""

    start: float
    end: float
    words: str
    is_now: bool = False


_BAND: Final = 16


class CycleThread(Drawn):
    """The thread of one factory, large: months, phases, marks with words, today. `event_pressed(number)` for a mark."""

    event_pressed = Signal(int)

    def __init__(self, source: LookSource, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(source, spoken, parent)
        self._thread = Thread(0)
        self._phases: tuple[Phase, ...] = ()
        self._today = ""
        self._month_words: tuple[str, ...] = ()

    def show_cycle(self, thread: Thread, phases: Sequence[Phase], today: str, spoken: str) -> None:
        """`today` is written under today's line ("Today, 23 Nov"); events carry their words in `label`."""
        self._thread, self._phases, self._today = thread, tuple(phases), today
        self.setAccessibleName(spoken)
        self.relook()

    # measures

    def _tops(self) -> tuple[int, int, int, int, int]:
        """Tops of months, bands, line, labels, today's words."""
        tiny = self.source.look.type.line(Role.TINY)
        bands = tiny + 6
        line = bands + _BAND + 24
        labels = line + 26
        return 0, bands, line, labels, labels + tiny + 2

    def sizeHint(self) -> QSize:
        tiny = self.source.look.type.line(Role.TINY)
        return QSize(12 * 49, self._tops()[4] + tiny + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * 26, self.sizeHint().height())

    def _x(self, month: float) -> float:
        share = min(max(month, 0.0), 12.0) / 12
        edge = 1.0
        wide = self.width() - 2 * edge
        return self.width() - edge - wide * share if self.source.look.rtl else edge + wide * share

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        self._paint_months(painter)
        self._paint_phases(painter)
        self._paint_line(painter)
        self._paint_today(painter)
        self._paint_marks(painter)
        self._paint_labels(painter)

    def _paint_months(self, painter: QPainter) -> None:
        look = self.source.look
        tokens = look.tokens
        tiny = look.type.line(Role.TINY)
        _, bands, line, _, _ = self._tops()
        now = min(11, int(self._thread.now))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(tokens.hair, 0))
        for month in range(13):
            x = round(self._x(month))
            painter.drawLine(x, bands - 4, x, line + 20)
        painter.restore()
        for month in range(12):
            left, right = sorted((self._x(month), self._x(month + 1)))
            box = QRectF(left, 0, right - left, tiny)
            tone = tokens.accent if month == now else tokens.text3
            text = look.locale.toString(month + 1)
            self.source.ink.draw(painter, box, text, Role.TINY, tone, weight=600 if month == now else None, centred=True)

    def _paint_phases(self, painter: QPainter) -> None:
        look = self.source.look
        top = self._tops()[1]
        now_x = self._x(self._thread.now)
        for phase in self._phases:
            left, right = sorted((self._x(phase.start), self._x(phase.end)))
            box = QRectF(left + 2, top, right - left - 4, _BAND)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.tokens.accent_soft if phase.is_now else look.tokens.sunk)
            painter.drawRoundedRect(box, 2, 2)
            tone = look.tokens.accent if phase.is_now else look.tokens.text2
            room = QRectF(box)
            if box.left() < now_x < box.right():  # words stand on the longer side of today's line
                if now_x - box.left() > box.right() - now_x:
                    room.setRight(now_x - 4)
                else:
                    room.setLeft(now_x + 4)
            self.source.ink.draw(painter, room.adjusted(4, 0, -4, 0), phase.words, Role.TINY, tone, centred=True)

    def _paint_line(self, painter: QPainter) -> None:
        tokens = self.source.look.tokens
        y = self._tops()[2] + 0.5
        painter.setPen(QPen(tokens.text1, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(self._x(0), y), QPointF(self._x(self._thread.now), y))
        stitch = QPen(tokens.control, 2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        stitch.setDashPattern([6 / 2, 4 / 2])
        painter.setPen(stitch)
        painter.drawLine(QPointF(self._x(self._thread.now), y), QPointF(self._x(12), y))

    def _paint_today(self, painter: QPainter) -> None:
        look = self.source.look
        _, bands, _, _, words = self._tops()
        x = self._x(self._thread.now)
        painter.setPen(QPen(look.tokens.accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QPointF(x, bands - 6), QPointF(x, words - 2))
        wide = self.source.ink.width(self._today, Role.WORD, 600) + 2
        left = min(max(0.0, x - wide / 2), self.width() - wide)
        box = QRectF(left, words, wide, look.type.line(Role.TINY))
        self.source.ink.draw(painter, box, self._today, Role.WORD, look.tokens.accent, weight=600, centred=True)

    def _spot(self, event: ThreadEvent) -> QPointF:
        y = self._tops()[2] + 0.5
        return QPointF(self._x(event.month), y + 18 if event.kind == "training" else y)

    def _paint_marks(self, painter: QPainter) -> None:
        for event in self._thread.events:
            mark_on_thread(painter, self._spot(event), event, self.source.look.tokens, 1.55)

    def _paint_labels(self, painter: QPainter) -> None:
        """Words under marks; where two would overlap the one nearer to today is written, the other is told on hover."""
        look = self.source.look
        tiny = look.type.line(Role.TINY)
        taken: list[tuple[float, float]] = []
        now_x = self._x(self._thread.now)
        taken.append((now_x - 4, now_x + 4))
        for event in sorted(self._thread.events, key=lambda e: abs(e.month - self._thread.now)):
            wide = self.source.ink.width(event.label, Role.TINY)
            if not wide or event.kind == "training" or event.state == "today":
                continue
            left = min(max(0.0, self._x(event.month) - wide / 2), self.width() - wide - 1)
            if any(left < end + 8 and start - 8 < left + wide for start, end in taken):
                continue
            taken.append((left, left + wide))
            box = QRectF(left, self._tops()[3], wide + 1, tiny)
            self.source.ink.draw(painter, box, event.label, Role.TINY, look.tokens.text2)

    # pointer

    def _hit(self, spot: QPointF) -> int | None:
        reach = 24.0 if self.source.look.touch else 10.0
        near = [
            (abs(place.x() - spot.x()) + abs(place.y() - spot.y()), number)
            for number, event in enumerate(self._thread.events)
            if abs((place := self._spot(event)).x() - spot.x()) <= reach and abs(place.y() - spot.y()) <= reach
        ]
        return min(near)[1] if near else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._hit(event.position())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self.event_pressed.emit(number)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._hit(QPointF(event.pos()))
            if number is not None:
                QToolTip.showText(event.globalPos(), self._thread.events[number].label, self)
            return True
        return super().event(event)
