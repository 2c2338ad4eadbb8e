"""Column heads of tables, and the ground that a list lies on."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.row_painter import PAD


class HeadView(QHeaderView):
    """Column heads: small grey words on the rows' own edges, a caret at the sorted one."""

    def __init__(self, source: LookSource, inset: int | None, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._source, self._inset = source, inset
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        source.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._source.look.density.column_head)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = self._source.look
        inset = look.density.inset if self._inset is None else self._inset
        shown = [one for one in map(self.logicalIndex, range(self.count())) if not self.isSectionHidden(one)]
        before = inset if section == shown[0] else PAD
        after = inset if section == shown[-1] else PAD
        if look.rtl:
            before, after = after, before
        painter.fillRect(rect, look.tokens.canvas)
        painter.setPen(QPen(look.tokens.hair, 0))
        painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        room = QRectF(rect).adjusted(before, 0, -after, -1)
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        align = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        at_end = bool(align is not None and align & Qt.AlignmentFlag.AlignTrailing)
        used = self._source.ink.draw(painter, room, title, Role.SMALL, look.tokens.text3, at_end=at_end)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
            x = room.right() - used - 18 if look.rtl != at_end else room.left() + used + 6
            paint_icon(painter, QRectF(x, room.center().y() - 6, 12, 12), "caret-up" if up else "caret-down", look.tokens.text3)


def ground_under(widget: QWidget) -> str:
    """The token of the ground that a list lies on: the pane's, a card's or box's, or the canvas."""
    walk = widget.parentWidget()
    while walk is not None:
        if walk.objectName() in ("pane", "rail", "bottomPanel"):
            return "rail" if walk.objectName() == "rail" else "pane"
        if walk.property("role") in ("card", "box", "now"):
            return "raised"
        walk = walk.parentWidget()
    return "canvas"
