"""Text drawn by baseline and measured by ink, so that Khmer, Arabic, Bengali and stacked Vietnamese share a row with Latin.

QFontMetrics knows only the first family and a QTextLayout line claims 28 px as soon as it holds Arabic; both are ignored here.
Laid-out texts are kept, because shaping is what costs when a long list is scrolled.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from bwdesk.ui.icons import icon_family

if TYPE_CHECKING:
    from bwdesk.ui.look import Look, Role

FSI: Final = "\u2068"
PDI: Final = "\u2069"
_KEPT: Final = 6000
_ENDLESS: Final = 1e6  # px; no line of the desk is longer


def isolate(text: str) -> str:
    """A name in its own direction: a full stop or bracket at its end stays at its end."""
    return f"{FSI}{text}{PDI}" if text else ""


def of_one_piece(text: str, rtl: bool) -> str:
    """Isolated, if all its letters run against the interface: the full stop of a Latin name in Arabic, the … of an Arabic one in English.

    Sentences that mix both ways are the interface's own, and run its way.
    """
    if not rtl and text.isascii():
        return text
    ways = {bidirectional(c) for c in text}
    has_left, has_right = "L" in ways, bool(ways & {"R", "AL"})
    return isolate(text) if has_left != has_right and has_left == rtl else text


class _Laid(NamedTuple):
    """A text that was laid out, with width and ascent of its first line in px."""

    layout: QTextLayout
    width: float
    ascent: float


class Ink:
    """Draws texts of one look; `LookSource.ink` is the one everybody shares. It keeps what it laid out."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._flat, self._wrapped = self._option(False), self._option(True)
        self._kept: OrderedDict[tuple[str, Role, int, int, int], _Laid] = OrderedDict()

    def draw(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        role: Role,
        color: QColor,
        *,
        weight: int | None = None,
        at_end: bool = False,
        centred: bool = False,
        baseline: float | None = None,
    ) -> float:
        """One line in `rect` (already mirrored), cut off with … at its end. Returns the width drawn, in px."""
        if not text or rect.width() <= 0:
            return 0.0
        laid = self._laid(text, role, weight, int(rect.width()), 1)
        base = self._look.type.baseline(role, rect.top(), rect.height()) if baseline is None else baseline
        x = self._left(rect, laid.width, at_end, centred)
        painter.setPen(color)
        laid.layout.draw(painter, QPointF(x, base - laid.ascent))
        return laid.width

    def draw_lines(
        self, painter: QPainter, rect: QRectF, text: str, role: Role, color: QColor, lines: int, *, top_aligned: bool = False
    ) -> None:
        """Up to `lines` lines (0: all), centred in height unless `top_aligned`, the last one cut off with …"""
        if not text or rect.width() <= 0:
            return
        layout = self._laid(text, role, None, int(rect.width()), lines).layout
        height = self._look.type.line(role)
        count = layout.lineCount()
        top = rect.top() if top_aligned else rect.top() + (rect.height() - count * height) / 2
        painter.setPen(color)
        for number in range(count):
            line = layout.lineAt(number)
            base = self._look.type.baseline(role, top + number * height, height)
            x = self._left(rect, line.naturalTextWidth(), False, False)
            line.draw(painter, QPointF(x - line.naturalTextRect().left(), base - line.ascent() - line.y()))

    def width(self, text: str, role: Role, weight: int | None = None) -> float:
        """Width of the whole text on one line, in px."""
        return self._laid(text, role, weight, 0, 1).width if text else 0.0

    def line_count(self, text: str, role: Role, width: float) -> int:
        """Lines that the text takes when it is wrapped at `width` px."""
        return self._laid(text, role, None, max(8, int(width)), 0).layout.lineCount() if text else 0

    def _left(self, rect: QRectF, width: float, at_end: bool, centred: bool) -> float:
        if centred:
            return rect.left() + (rect.width() - width) / 2
        to_right = at_end != self._look.rtl
        return rect.right() - width if to_right else rect.left()

    def _laid(self, text: str, role: Role, weight: int | None, width: int, lines: int) -> _Laid:
        key = (text, role, weight or 0, width, lines)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        icon_family()  # no font may come after the first text: drawing it then would end the program
        font = self._look.type.font(role, weight)
        layout = self._one_line(text, font, width) if lines == 1 else self._some_lines(text, font, width, lines)
        line = layout.lineAt(0)
        made = _Laid(layout, line.naturalTextWidth(), line.ascent())
        self._kept[key] = made
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return made

    def _one_line(self, text: str, font: QFont, width: int) -> QTextLayout:
        flat = text.replace("\n", " ")
        layout = self._lay(of_one_piece(flat, self._look.rtl), font, None)
        if width and layout.lineAt(0).naturalTextWidth() > width + 0.5:
            cut = QFontMetricsF(font).elidedText(flat, Qt.TextElideMode.ElideRight, width)
            layout = self._lay(of_one_piece(cut, self._look.rtl), font, None)
        return layout

    def _some_lines(self, text: str, font: QFont, width: int, lines: int) -> QTextLayout:
        text = of_one_piece(text, self._look.rtl)
        whole = self._lay(text, font, width)
        if lines == 0 or whole.lineCount() <= lines:
            return whole
        start = whole.lineAt(lines - 1).textStart()
        rest = QFontMetricsF(font).elidedText(text[start:].replace("\n", " "), Qt.TextElideMode.ElideRight, width - 1)
        return self._lay(text[:start].rstrip() + "\u2028" + rest, font, width)

    def _option(self, wraps: bool) -> QTextOption:
        option = QTextOption()
        option.setTextDirection(self._look.direction)
        option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if wraps else QTextOption.WrapMode.NoWrap)
        return option

    def _lay(self, text: str, font: QFont, width: int | None) -> QTextLayout:
        layout = QTextLayout(text.replace("\n", "\u2028") if width is not None else text, font)
        layout.setTextOption(self._flat if width is None else self._wrapped)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(_ENDLESS if width is None else width)
            if width is None:
                break
            line.setPosition(QPointF(0, y))
            y += line.height()
        layout.endLayout()
        return layout
