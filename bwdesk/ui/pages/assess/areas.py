"""Small things the pages of Assess share: a scrolled area, what stands in the header."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from bwdesk.domain.clock import month_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.texts import Texts
from bwdesk.ui.page import Context


def scrolled(widget: QWidget) -> QScrollArea:
    """A widget in an area that scrolls down, never sideways, and takes no focus of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def context_of(factory: Factory | None, cycle: Cycle | None, texts: Texts, today: date) -> Context:
    """The factory and its cycle as the header shows them."""
    month = month_of(cycle.started_on, today) if cycle is not None else 0
    title = texts("assess.in_cycle", number=cycle.number, month=month) if cycle is not None else ""
    names = (factory.id, factory.name, factory.local_name) if factory is not None else ("", "", "")
    return Context(*names, cycle.id if cycle is not None else "", title)
