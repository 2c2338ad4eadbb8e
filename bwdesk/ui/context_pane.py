"""The pane at the far side: the context of the thing in focus. It shows the page's own widget, in a scroll area per page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from bwdesk.ui.look import LookSource
from bwdesk.ui.page import Page


class ContextPane(QFrame):
    """Keeps each page's pane where it was scrolled to."""

    def __init__(self, source: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._source = source
        self._areas: dict[Page, QScrollArea] = {}
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setMinimumWidth(220)

    @property
    def has_widget(self) -> bool:
        area = self._stack.currentWidget()
        return isinstance(area, QScrollArea) and area.widget() is not None

    def show_widget(self, page: Page, widget: QWidget | None) -> None:
        """Shows `widget` for `page`; None leaves the pane empty. The widget stays the page's."""
        area = self._areas.get(page)
        if area is None:
            area = self._areas[page] = self._new_area()
        if area.widget() is not widget:
            before = area.takeWidget()
            if before is not None:
                before.setParent(page)
                before.hide()
            if widget is not None:
                area.setWidget(widget)
                widget.show()
        self._stack.setCurrentWidget(area)

    def _new_area(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack.addWidget(area)
        return area
