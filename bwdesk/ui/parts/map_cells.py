"""What the question map shows, as plain values, and how one of them is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter

from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.parts.mark import Kind, Mark


@dataclass(frozen=True, slots=True)
class MapCell:
    """One question. `word` says its state; `is_other` that the other person answered it."""

    key: str
    code: str
    kind: Kind
    word: str
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class MapCluster:
    """The questions of one cluster; `code` heads them."""

    code: str
    title: str
    cells: tuple[MapCell, ...]


def paint_cell(painter: QPainter, look: Look, cell: MapCell, place: QRect, side: int) -> None:
    """The mark of a question, `side` px wide, in the middle of its place; the other's on ground of its own."""
    tokens = look.tokens
    if cell.is_other:
        painter.fillRect(place, tokens.waiting_soft)
    middle = QRectF(place.center().x() + 0.5 - side / 2, place.center().y() + 0.5 - side / 2, side, side)
    color = tokens.control if cell.kind is Kind.GAP else None
    Mark(cell.kind).paint(painter, middle, tokens, color=color, rtl=look.rtl)


def paint_heads(painter: QPainter, source: LookSource, heads: Sequence[tuple[QPoint, MapCluster]], here: str, wide: int) -> None:
    """The codes of clusters over their questions; `here` is the one in which the person is, `wide` the width of the map."""
    look = source.look
    for spot, cluster in heads:
        rect = QRectF(spot.x() + 2, spot.y(), 60, 16)
        if look.rtl:
            rect.moveRight(wide - spot.x() - 2)
        tone = look.tokens.accent if cluster.code == here else look.tokens.text3
        source.ink.draw(painter, rect, cluster.code, Role.TINY, tone, weight=600 if cluster.code == here else None)
