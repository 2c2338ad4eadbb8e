"""The margins of the notebook: time and mark before a line, its photos and its link after it. Painted, never part of the text."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from bwdesk.domain.visit import Mark
from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.mark import Mark as PaintedMark
from bwdesk.ui.parts.note_lines import ICONS, TONES, LineData

if TYPE_CHECKING:
    from bwdesk.ui.parts.note_page import NotePage

ABOVE: Final = 11
LEAD: Final = 86
LINKS: Final = 168
CLOCK: Final = 44


class Margin(StrEnum):
    """Which side of the text: before it (time, mark) or after it (photos, link)."""

    LEAD = "lead"
    LINKS = "links"


def paint_current(painter: QPainter, rect: QRectF, look: Look) -> None:
    """The frame of the line being typed, over the whole width of the page."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.tokens.accent_line, 1))
    painter.setBrush(look.tokens.raised)
    painter.drawRoundedRect(rect.adjusted(0.5, -5.5, -0.5, 4.5), 6, 6)
    painter.restore()


class NoteMargin(QWidget):
    """One margin; it lies over the editor's own margin and scrolls with it."""

    opened = Signal(str, str)

    def __init__(self, notebook: NotePage, source: LookSource, side: Margin) -> None:
        super().__init__(notebook)
        self._notebook, self._source, self._side = notebook, source, side
        self.setMouseTracking(side is Margin.LINKS)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for rect, data, is_current in self._rows():
            if is_current and self._notebook.hasFocus():
                paint_current(painter, rect, self._source.look)
            if self._side is Margin.LEAD:
                self._paint_lead(painter, rect, data)
            else:
                self._paint_links(painter, rect, data)
        painter.end()

    def _rows(self) -> Iterator[tuple[QRectF, LineData, bool]]:
        for rect, data, is_current in self._notebook.rows():
            yield rect.translated(-self.x(), -self.y()), data, is_current

    def _mirrored(self, x: float, width: float, rect: QRectF) -> QRectF:
        left = self.width() - x - width if self._source.look.rtl else x
        return QRectF(left, rect.top(), width, self._source.look.type.line(Role.NOTE))

    def _paint_lead(self, painter: QPainter, rect: QRectF, data: LineData) -> None:
        look = self._source.look
        base = look.type.baseline(Role.NOTE, rect.top(), look.type.line(Role.NOTE))
        clock = self._mirrored(8, CLOCK, rect)
        self._source.ink.draw(painter, clock, data.line.clock, Role.SMALL, look.tokens.text3, at_end=True, baseline=base)
        spot = self._mirrored(8 + CLOCK + 10, look.density.icon, rect)
        self._paint_mark(painter, QRectF(spot.left(), spot.center().y() - spot.width() / 2, spot.width(), spot.width()), data)

    def _paint_mark(self, painter: QPainter, spot: QRectF, data: LineData) -> None:
        look = self._source.look
        if data.mark is Mark.FINDING:
            PaintedMark(Kind.BAD).paint(painter, spot.adjusted(1, 1, -1, -1), look.tokens, rtl=look.rtl)
        elif data.mark in ICONS:
            done = data.line.is_done and data.mark is Mark.ACTION
            name, tone = ("ph.check-square", "good") if done else (ICONS[data.mark], TONES.get(data.mark, "text2"))
            paint_icon(painter, spot, name, look.tokens.color(tone), rtl=look.rtl)

    def _paint_links(self, painter: QPainter, rect: QRectF, data: LineData) -> None:
        look, ink, link = self._source.look, self._source.ink, data.line.link
        base = look.type.baseline(Role.NOTE, rect.top(), look.type.line(Role.NOTE))
        right = 12.0
        if link.word:
            word = self._link_rect(rect, link.word)
            ink.draw(painter, word, link.word, Role.SMALL, look.tokens.accent, baseline=base)
            painter.setPen(QPen(look.tokens.accent_line, 1))
            painter.drawLine(QPointF(word.left(), base + 3), QPointF(word.right(), base + 3))
            right += word.width() + 10
        if link.photos:
            count = str(link.photos)
            width = ink.width(count, Role.SMALL) + 1
            ink.draw(painter, self._from_end(rect, right, width), count, Role.SMALL, look.tokens.text2, baseline=base)
            size = look.density.icon
            spot = self._from_end(rect, right + width + 4, size)
            paint_icon(painter, QRectF(spot.left(), spot.center().y() - size / 2, size, size), "ph.camera", look.tokens.text2)
            right += width + size + 14
        if link.due:
            width = min(ink.width(link.due, Role.SMALL) + 1, self.width() - right)
            ink.draw(painter, self._from_end(rect, right, width), link.due, Role.SMALL, look.tokens.text2, baseline=base)

    def _link_rect(self, rect: QRectF, word: str) -> QRectF:
        return self._from_end(rect, 12.0, self._source.ink.width(word, Role.SMALL) + 1)

    def _from_end(self, rect: QRectF, before_end: float, width: float) -> QRectF:
        return self._mirrored(self.width() - before_end - width, width, rect)

    def _link_at(self, at: QPointF) -> LineData | None:
        for rect, data, _ in self._rows():
            if data.line.link.word and self._link_rect(rect, data.line.link.word).adjusted(-8, -4, 8, 4).contains(at):
                return data
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._link_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        data = self._link_at(event.position())
        if data is not None:
            self.opened.emit(data.line.link.place, data.line.link.thing_id)
        else:
            self._notebook.setFocus(Qt.FocusReason.MouseFocusReason)
