"""The ground that the unlock and first-run screens share: sign, text size and language on top, a panel, a row of ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.languages import language_choices
from bwdesk.ui.logo import Logo
from bwdesk.ui.look import TEXT_SIZES, LookSource, Role, language_name
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.words import Words

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QMenu

AFTER_PAINT_MS: Final = 30


class Doorway(QWidget):
    """Ground of the unlock and first-run screens: sign, text size and language on top, a panel in the middle, a row of ways below."""

    language_chosen = Signal(str)
    text_size_chosen = Signal(float)
    painted = Signal()
    """Once, when it has been painted for the first time and takes keys."""

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source, self.texts = source, texts
        self._is_painted = False
        grid = QGridLayout(self)
        grid.setContentsMargins(32, 24, 32, 40)
        grid.setRowStretch(1, 1)
        top = QHBoxLayout()
        top.setSpacing(9)
        top.addWidget(Logo(source, self))
        top.addWidget(Words(source, texts("frame.wordmark"), Role.STRONG, parent=self))
        top.addStretch(1)
        self.size_button = ActButton(source, texts("unlock.text_size"), kind="quiet", icon="text-aa", small=True, parent=self)
        self.size_button.clicked.connect(lambda _checked=False: self._open(self.size_button, self._size_menu()))
        here = language_name(texts.language)
        self.language_button = ActButton(source, here, kind="quiet", icon="globe", small=True, parent=self)
        self.language_button.clicked.connect(lambda _checked=False: self._open(self.language_button, self._language_menu()))
        for button in (self.size_button, self.language_button):
            top.addWidget(button)
        self._middle = QVBoxLayout()
        self._middle.addStretch(1)
        self._middle.addStretch(1)
        self.ways = QHBoxLayout()
        self.ways.setSpacing(16)
        grid.addLayout(top, 0, 0)
        grid.addLayout(self._middle, 1, 0)
        grid.addLayout(self.ways, 2, 0)
        source.changed.connect(self.update)

    def put(self, panel: QWidget) -> None:
        """Places the panel in the middle."""
        self._middle.insertWidget(1, panel, 0, Qt.AlignmentFlag.AlignHCenter)

    def _open(self, button: ActButton, menu: QMenu) -> None:
        """Menus are made when they are asked for: the field below has to take keys first."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _size_menu(self) -> QMenu:
        from PySide6.QtWidgets import QMenu  # with the first menu: the field below has to take keys first

        menu = QMenu(self)
        for size in TEXT_SIZES:
            action = menu.addAction(f"{round(size * 100)} %")
            action.triggered.connect(lambda _checked=False, size=size: self.text_size_chosen.emit(size))
        return menu

    def _language_menu(self) -> QMenu:
        from PySide6.QtGui import QAction  # as above
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        for code, name in language_choices(self.texts):
            action = QAction(name, menu)
            action.triggered.connect(lambda _checked=False, code=code: self.language_chosen.emit(code))
            menu.addAction(action)
        return menu

    def focusNextPrevChild(self, forward: bool) -> bool:
        from bwdesk.ui.parts.tab_order import step  # loads with the first Tab: the field below has to take keys first

        return step(self, forward=forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.source.look.tokens.rail)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(AFTER_PAINT_MS, self, self._after_paint)

    def _after_paint(self) -> None:
        self.painted.emit()
        from bwdesk.ui.parts.focus_ring import FocusRing  # nobody has moved the focus yet; the field takes keys first

        FocusRing(self.source, self)
