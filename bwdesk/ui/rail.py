"""The rail: the sign and the eight places. Says which was asked for; the window goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.logo import Logo
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.flat import PlaceButton
from bwdesk.ui.places import Place


class Rail(QFrame):
    """Places from top to bottom; `asked(place key)`. Narrow it shows icons only."""

    asked = Signal(str)

    def __init__(self, source: LookSource, texts: Texts, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._source = source
        self._is_narrow = False
        self._name = Words(source, texts("frame.wordmark"), Role.STRONG, parent=self)
        self._head = QWidget(self)
        top = QHBoxLayout(self._head)
        top.setContentsMargins(8, 0, 0, 0)
        top.setSpacing(9)
        top.addWidget(Logo(source, self._head))
        top.addWidget(self._name)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        self._column.addWidget(self._head)
        self._buttons: dict[str, PlaceButton] = {}
        for place in places:
            button = PlaceButton(source, place.icon, texts(place.text_key), self)
            button.clicked.connect(lambda _checked=False, key=place.key: self.asked.emit(key))
            self._buttons[place.key] = button
            self._column.addWidget(button)
        self._column.addStretch(1)
        source.changed.connect(self._relook)
        self._relook()

    def show_place(self, key: str) -> None:
        """Marks the place the person is in; a place outside the rail leaves none marked."""
        for name, button in self._buttons.items():
            button.setAutoExclusive(False)
            button.setChecked(name == key)
            button.setAutoExclusive(True)

    def set_shown(self, key: str, is_shown: bool) -> None:
        """Whether a place that is not for everybody stands here."""
        if key in self._buttons:
            self._buttons[key].setVisible(is_shown)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Numbers beside places; 0 shows nothing."""
        for key, number in counts.items():
            if key in self._buttons:
                self._buttons[key].show_count(self._source.look.locale.toString(number) if number else "")

    def set_narrow(self, is_narrow: bool) -> None:
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._relook()

    def _relook(self) -> None:
        density = self._source.look.density
        narrow = self._is_narrow and not density.touch
        self.setFixedWidth(48 if narrow else density.rail)
        edge = 6 if narrow else 8
        self._column.setContentsMargins(edge, 0, edge + 1, 8)
        self._column.setSpacing(4 if density.touch else 2)
        self._head.setFixedHeight(density.header - self._column.spacing())
        self._name.setVisible(not density.touch and not narrow)
        layout = self._head.layout()
        if layout is not None:
            layout.setAlignment(Qt.AlignmentFlag.AlignHCenter if density.touch or narrow else Qt.AlignmentFlag.AlignLeading)
            layout.setContentsMargins(0 if density.touch or narrow else 8, 0, 0, 0)
        for button in self._buttons.values():
            button.is_narrow = narrow
            button.setToolTip(button.text() if narrow else "")
