"""Keys as they stand in hints: their words, their caps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from bwdesk.ui.look import LookSource, Role

if TYPE_CHECKING:
    from PySide6.QtGui import QKeySequence

_SHIFT: Final = "⇧"


def key_words(sequence: QKeySequence | str) -> str:
    """A key as it stands in a hint: `Ctrl ⇧ Enter`."""
    text = sequence if isinstance(sequence, str) else _native(sequence)
    if len(text) <= 1:
        return text
    parts = [part.replace("Return", "Enter") for part in text.replace(", ", "+").split("+")]
    return " ".join(_SHIFT if part == "Shift" else part or "+" for part in parts)


def _native(sequence: QKeySequence) -> str:
    from PySide6.QtGui import QKeySequence  # not before the unlock field is there

    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def paint_key(painter: QPainter, rect: QRectF, text: str, source: LookSource, *, on_accent: bool = False) -> None:
    """A key cap: hairline with a stronger lower edge, or a thin outline on an accent button."""
    tokens = source.look.tokens
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(tokens.on_accent if on_accent else tokens.hair, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if on_accent else tokens.raised)
    painter.drawRoundedRect(box, 4, 4)
    if not on_accent:
        painter.setPen(QPen(tokens.control, 1))
        painter.drawLine(QPointF(box.left() + 3, box.bottom()), QPointF(box.right() - 3, box.bottom()))
    source.ink.draw(painter, rect, text, Role.KEY, tokens.on_accent if on_accent else tokens.text1, centred=True)
    painter.restore()


def key_width(source: LookSource, text: str) -> int:
    return max(18, round(source.ink.width(text, Role.KEY)) + 11) if text else 0


def key_height(source: LookSource) -> int:
    return source.look.type.line(Role.KEY) + 2
