"""The middle of the frame: notices and page with the bar under them, the context pane beside them. It knows no history and no records."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.context_pane import ContextPane
from bwdesk.ui.look import LookSource
from bwdesk.ui.notices import Notices
from bwdesk.ui.page import Page
from bwdesk.ui.parts.bars import ActBar
from bwdesk.ui.places import Memory

PANE_LEAST, PANE_SHARE = 240, 0.36
"""px and share of the width: where text is large and the window is not, the work keeps the greater part."""


class Workspace(QWidget):
    """Lays the page out: on desk the bar lies under the page, on touch under page and pane, at the thumb."""

    def __init__(self, source: LookSource, texts: Texts, memory: Memory, parent: QWidget) -> None:
        super().__init__(parent)
        self._source, self._memory = source, memory
        self.bar = ActBar(source, self)
        self.pane = ContextPane(source, self)
        self.pane.hide()
        self._stack = QStackedWidget(self)
        self._centre = QFrame(self)
        self.notices = Notices(source, texts, self._centre, self._centre)
        self._column = QVBoxLayout(self._centre)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.notices)
        self._column.addWidget(self._stack, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self._centre)
        self._splitter.addWidget(self.pane)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.splitterMoved.connect(self._pane_moved)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addWidget(self._splitter, 0, 0)
        self._grid.setRowStretch(0, 1)
        source.changed.connect(self._relook)
        self._relook()

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def add(self, page: Page) -> None:
        """Takes a page in without showing it."""
        self._stack.addWidget(page)

    def show_page(self, page: Page) -> None:
        self._stack.setCurrentWidget(page)

    def show_commands(self, page: Page) -> None:
        """Fills the bar from the page's commands; without any it has no height."""
        self.bar.show_actions(page.actions(), page.fact())
        self.bar.setVisible(self.bar.has_something)

    def show_pane(self, page: Page) -> None:
        """Gives the pane what the page wants shown in it; `open_pane` decides whether it is seen."""
        self.pane.show_widget(page, page.pane() if page.wants_pane else None)

    @property
    def has_pane(self) -> bool:
        return self.page is not None and self.page.wants_pane and self.pane.has_widget

    def open_pane(self, shown: bool) -> None:
        page = self.page
        if not shown or page is None:
            self.pane.hide()
        elif self.pane.isHidden():
            wide = self._pane_width(page)
            self.pane.show()
            self._splitter.setSizes([max(320, self.width() - wide - 1), wide])

    def _pane_width(self, page: Page) -> int:
        own = self._memory.recall(f"pane_width_{page.key}")
        density = self._source.look.density
        if own.isdigit() and not density.touch:
            return int(own)
        return min(int(getattr(density, page.pane_width)), max(PANE_LEAST, round(self.width() * PANE_SHARE)))

    def _pane_moved(self) -> None:
        if self.page is not None and self.pane.isVisible():
            self._memory.remember(f"pane_width_{self.page.key}", str(self.pane.width()))

    def _relook(self) -> None:
        self._column.removeWidget(self.bar)
        self._grid.removeWidget(self.bar)
        if self._source.look.touch:
            self._grid.addWidget(self.bar, 1, 0)
        else:
            self._column.addWidget(self.bar)
        if not self.pane.isHidden():
            self.pane.hide()
            self.open_pane(True)
