"""Small things the pages of Assess share: a scrolled area, a field for a day, what stands in the header."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QScrollArea, QWidget

from bwdesk.domain.clock import month_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench
from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.page import Context
from bwdesk.ui.when import q_day

_FORM = "ddd d MMM yyyy"


def scrolled(widget: QWidget) -> QScrollArea:
    """A widget in an area that scrolls down, never sideways, and takes no focus of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


class DayField(QDateEdit):
    """A day, with a calendar behind the icon at its end. The wheel scrolls the page, never the day."""

    def __init__(self, source: LookSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self.setCalendarPopup(True)
        source.changed.connect(self.update)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = self._source.look
        x = 8 if look.rtl else self.width() - 24
        paint_icon(QPainter(self), QRectF(x, self.height() / 2 - 8, 16, 16), "calendar-blank", look.tokens.text2)


def day_field(bench: Bench, name: str, parent: QWidget, *, or_none: bool = False) -> DayField:
    """A day to type or to take from the calendar; `or_none` lets it say that there is none (its minimum)."""
    look = bench.look.look
    field = DayField(bench.look, parent)
    field.setLocale(look.locale)
    field.setDisplayFormat(_FORM)
    field.setAccessibleName(name)
    field.setFixedWidth(round(look.type.metrics(Role.BODY).horizontalAdvance("Wed 30 Nov 2026")) + 52)
    if or_none:
        field.setMinimumDate(q_day(date(2000, 1, 1)))
        field.setSpecialValueText(bench.texts("assess.no_day"))
    return field


def context_of(factory: Factory | None, cycle: Cycle | None, texts: Texts, today: date) -> Context:
    """The factory and its cycle as the header shows them."""
    month = month_of(cycle.started_on, today) if cycle is not None else 0
    title = texts("assess.in_cycle", number=cycle.number, month=month) if cycle is not None else ""
    names = (factory.id, factory.name, factory.local_name) if factory is not None else ("", "", "")
    return Context(*names, cycle.id if cycle is not None else "", title)
