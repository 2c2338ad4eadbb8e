"""A report's life as a thread from the top down: where it stood, by whom and when; where it stands; what is still to be sewn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen

from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.drawn import Drawn
from bwdesk.ui.parts.mark import Kind, Mark

GAP: Final = 6


@dataclass(frozen=True)
class Stop:
    """One state: its word, who and when (empty before it came to it), its mark. `is_now`: it stands there."""

    words: str
    fact: str
    mark: Kind
    is_now: bool = False
    is_ahead: bool = False

    def says(self) -> str:
        """The stop for a screen reader."""
        return f"{self.words}: {self.fact}" if self.fact else self.words


class LifeThread(Drawn):
    """Paints stops; sewn up to where the report stands, running stitch after it."""

    def __init__(self, source: LookSource, spoken: str) -> None:
        super().__init__(source, spoken)
        self._spoken = spoken
        self.stops: tuple[Stop, ...] = ()

    def show_stops(self, stops: Sequence[Stop]) -> None:
        """Shows other stops."""
        self.stops = tuple(stops)
        self.setAccessibleName(f"{self._spoken}: " + "; ".join(stop.says() for stop in self.stops if not stop.is_ahead))
        self.relook()

    def _row(self) -> int:
        return self.source.look.type.line(Role.BODY) + GAP

    def sizeHint(self) -> QSize:
        return QSize(200, self._row() * len(self.stops))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.painter()
        for number, stop in enumerate(self.stops):
            box = QRectF(0, number * self._row(), self.width(), self._row())
            if number:
                self._stitch(painter, box, is_ahead=stop.is_ahead)
            self._stop(painter, box, stop)

    def _stitch(self, painter: QPainter, box: QRectF, *, is_ahead: bool) -> None:
        """The piece of thread from the stop above."""
        tokens, side = self.source.look.tokens, self.source.look.density.list_mark
        pen = QPen(tokens.control if is_ahead else tokens.text3, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        if is_ahead:
            pen.setDashPattern([3 / 1.5, 2 / 1.5])
        painter.setPen(pen)
        x = self.mirrored(QRectF(0, 0, side, side)).center().x()
        painter.drawLine(QLineF(x, box.center().y() - box.height() + side / 2 + 1, x, box.center().y() - side / 2 - 1))

    def _stop(self, painter: QPainter, box: QRectF, stop: Stop) -> None:
        look, ink = self.source.look, self.source.ink
        tokens, side = look.tokens, look.density.list_mark
        Mark(stop.mark).paint(painter, self.mirrored(QRectF(0, box.center().y() - side / 2, side, side)), tokens, rtl=look.rtl)
        role = Role.NAME if stop.is_now else Role.BODY
        left = side + 8
        wide = min(ink.width(stop.words, role) + 1, box.width() - left)
        tone = tokens.text3 if stop.is_ahead else tokens.text1
        ink.draw(painter, self.mirrored(QRectF(left, box.top(), wide, box.height())), stop.words, role, tone)
        rest = QRectF(left + wide + 12, box.top(), box.width() - left - wide - 12, box.height())
        if stop.fact and rest.width() > 24:
            ink.draw(painter, self.mirrored(rest), stop.fact, Role.SMALL, tokens.text3, at_end=True)
