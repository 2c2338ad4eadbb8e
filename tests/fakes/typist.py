"""A person without a mouse: keys go to the window that has them, Qt gives them to whatever has the focus.

Nothing here calls a page, sets a focus or presses a button. What can be reached is what Tab, keys and the palette reach.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QTextEdit,
    QWidget,
)  # fmt: skip

from bwdesk.ui.parts.focus_ring import FocusRing
from bwdesk.ui.properties import OWN_RING

PATIENCE_MS = 20_000
MOST_STEPS = 150  # presses of Tab that go once round the fullest page


class Typist:
    """Types, presses keys by name ("Ctrl+K"), and goes by Tab to what has a name."""

    def __init__(self, qtbot) -> None:
        self._wait = qtbot.waitUntil

    def until(self, is_so: Callable[[], object]) -> None:
        """Waits as a person does: doing nothing."""
        self._wait(lambda: bool(is_so()), timeout=PATIENCE_MS)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(_hearer(), letter)

    def press(self, *keys: str) -> None:
        for name in keys:
            both = QKeySequence(name)[0]
            QTest.keyClick(_hearer(), both.key(), both.keyboardModifiers())
            QApplication.processEvents()

    def tab_to(self, name: str, *, backwards: bool = False) -> QWidget:
        """Presses Tab until what has the focus is called `name`."""
        passed = []
        for _ in range(MOST_STEPS):
            found = focused()
            if found is not None and name in called(found):
                assert is_seen(found), f"nobody sees that the focus is on {name!r}"
                return found
            passed.append(called(found))
            self.press("Shift+Tab" if backwards else "Tab")
        raise AssertionError(f"no Tab leads to {name!r}; it passed {passed[:60]}")

    def command(self, words: str) -> None:
        """Asks the palette for a command by its words."""
        self.press("Ctrl+K")
        self.type(words)
        QApplication.processEvents()
        self.press("Return")

    def answering(self, file: Path, do: Callable[[], object]) -> None:
        """Does what opens a file chooser, and types the path of `file` there."""
        answered = []

        def answer() -> None:
            box = QApplication.activeModalWidget()
            if not isinstance(box, QFileDialog):
                QTimer.singleShot(20, answer)
                return
            answered.append(box)
            self.press("Ctrl+A")
            self.type(str(file))
            if QApplication.activePopupWidget() is not None:  # what the chooser suggests
                self.press("Esc")
            self.press("Return")

        QTimer.singleShot(0, answer)
        do()
        _turn_to_window()
        self.until(lambda: answered)


def focused() -> QWidget | None:
    """What the next key goes to."""
    return QApplication.focusWidget()


def is_seen(widget: QWidget) -> bool:
    """Whether a person sees where the focus is: it is in sight, and has the ring or a look of its own."""
    ring = widget.window().findChild(FocusRing)
    shows_itself = isinstance(widget, QLineEdit | QTextEdit | QAbstractItemView | QComboBox) or bool(widget.property(OWN_RING))
    is_ringed = ring is not None and ring.isVisible() and ring.geometry().contains(widget.mapTo(widget.window(), widget.rect().center()))
    return _is_in_sight(widget) and (shows_itself or is_ringed)


def _is_in_sight(widget: QWidget) -> bool:
    """Not scrolled away, not cut to nothing."""
    around, rect = widget.parentWidget(), widget.rect()
    rect.moveTopLeft(widget.pos())
    while around is not None:
        rect = rect.intersected(around.rect())
        rect.moveTopLeft(around.mapToParent(rect.topLeft()))
        around = None if around.isWindow() else around.parentWidget()
    return widget.isVisible() and not rect.isEmpty()


def called(widget: QWidget | None) -> str:
    """How a person would name it: its accessible name, its words or its placeholder."""
    if widget is None:
        return ""
    words = widget.accessibleName()
    if isinstance(widget, QAbstractButton):
        words = words or widget.text()
    if isinstance(widget, QComboBox):
        words = words or widget.currentText()
    return words or str(widget.property("placeholderText") or "")


def _turn_to_window() -> None:
    """What a window manager does when a window has gone: it gives the keys to the one that is left."""
    if QApplication.activeWindow() is None:
        next(one for one in QApplication.topLevelWidgets() if one.isVisible()).activateWindow()
        QApplication.processEvents()


def _hearer() -> QWidget:
    """What Qt gives the next key to: a popup, what has the focus, or the window itself."""
    _turn_to_window()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        return popup.focusWidget() or popup
    found = QApplication.focusWidget() or QApplication.activeWindow()
    assert found is not None, "nothing has the keys"
    return found
