"""The header: back and forward, factory and cycle, search, turn around, pane. Fed with the window's actions."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import LookSource
from bwdesk.ui.page import Context
from bwdesk.ui.parts.basics import hairline
from bwdesk.ui.parts.flat import Chooser, IconButton, SearchButton


class Header(QFrame):
    """`chooser_asked("factory" | "cycle")` and `search_asked` say what was pressed."""

    chooser_asked = Signal(str)
    search_asked = Signal()

    def __init__(
        self, source: LookSource, texts: Texts, back: QAction, forward: QAction, turn: QAction, pane: QAction, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._source = source
        self._back = IconButton(source, "caret-left", action=back, in_header=True, parent=self)
        self._forward = IconButton(source, "caret-right", action=forward, in_header=True, parent=self)
        self.factory = Chooser(source, strong=True, parent=self)
        self.cycle = Chooser(source, strong=False, parent=self)
        self._line = hairline(self, upright=True)
        self._line.setFixedHeight(20)
        self.search = SearchButton(source, texts("frame.search"), "Ctrl+K", self)
        self._turn = IconButton(source, "presentation-chart", action=turn, in_header=True, parent=self)
        self._pane = IconButton(source, "columns", action=pane, in_header=True, parent=self)
        self._row = QHBoxLayout(self)
        for widget in (self._back, self._forward):
            self._row.addWidget(widget)
        self._row.addSpacing(12)
        self._row.addWidget(self.factory)
        self._row.addWidget(self._line)
        self._row.addWidget(self.cycle)
        self._row.addStretch(1)
        self._row.addWidget(self.search)
        self._row.addWidget(self._turn)
        self._row.addWidget(self._pane)
        self.factory.clicked.connect(lambda _checked=False: self.chooser_asked.emit("factory"))
        self.cycle.clicked.connect(lambda _checked=False: self.chooser_asked.emit("cycle"))
        self.search.clicked.connect(lambda _checked=False: self.search_asked.emit())
        source.changed.connect(self._relook)
        self._is_turned = False
        self.show_context(Context())
        self._relook()

    def show_context(self, context: Context) -> None:
        self.factory.show_names(context.name, isolate(context.local_name) if context.local_name != context.name else "")
        self.cycle.show_names(context.cycle_title)
        self._line.setVisible(bool(context.name and context.cycle_title))

    def set_turned(self, turned: bool) -> None:
        """Turned around the factory stays named, but nothing else can be reached from here."""
        self._is_turned = turned
        self.factory.setEnabled(not turned)
        self.cycle.setEnabled(not turned)
        self._relook()

    def _relook(self) -> None:
        density = self._source.look.density
        self.setFixedHeight(density.header)
        edge = 8 if density.touch else 11
        self._row.setContentsMargins(edge, 0, edge if density.touch else 16, 1)
        self._row.setSpacing(4)
        self.search.setVisible(not self._is_turned)
        self._back.setVisible(not self._is_turned)
        self._pane.setVisible(not self._is_turned)
        self._forward.setVisible(not self._is_turned and not density.touch)
