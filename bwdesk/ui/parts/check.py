"""A box to tick whose words take as many lines as they need; the system's own cuts them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.words import Words

BESIDE = 26
"""px from the edge to the words."""


class Check(QCheckBox):
    """Ticked by the box and by its words."""

    def __init__(self, source: LookSource, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.words = Words(source, words, Role.BODY, wrap=True, parent=self)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addSpacing(BESIDE)
        self._row.addWidget(self.words, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint().expandedTo(super().sizeHint())
