"""The thread of one factory's cycle, large: months, phases, marks with words, today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.art import mark_on_thread
from bwdesk.ui.parts.drawn import Drawn
from bwdesk.ui.parts.rows import Thread, ThreadEvent


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
