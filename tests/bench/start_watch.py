"""Moments of a start, told by the process that starts. Imported when Qt is there: by the bare window at once, by the program where it asks
for Qt itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

BETWEEN_DIGITS_MS = 150


class Painted(QObject):
    """Calls `then` after a widget's next painting."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget, self._then = widget, then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def say(moment: str) -> None:
    print(moment, time.monotonic(), flush=True)


def watch_field(then: Callable[[], None]) -> None:
    """Says when the first field that is shown has been painted and takes keys."""
    field = next(found for window in QApplication.topLevelWidgets() if (found := window.findChild(QLineEdit)) is not None)

    def painted() -> None:
        if QApplication.focusWidget() is not field:
            QTimer.singleShot(1, painted)
            return
        say("field")
        then()

    Painted(field, painted)


def watch_desk(pin: str) -> None:
    """Once the program runs its events: says when its field takes keys, types the PIN and says when Today is painted."""
    run_events: Any = QApplication.exec

    def watched(*_app: object) -> int:
        watch_field(lambda: type_pin(pin))
        return int(run_events())

    QApplication.exec = watched  # type: ignore[method-assign]


def type_pin(rest: str) -> None:
    from PySide6.QtTest import QTest  # after the moment that was measured

    field: Any = QApplication.focusWidget()
    if len(rest) == 1:
        say("typed")
    QTest.keyClicks(field, rest[0])
    if len(rest) > 1:
        QTimer.singleShot(BETWEEN_DIGITS_MS, lambda: type_pin(rest[1:]))
    else:
        watch_today()


def done() -> None:
    say("today")
    QApplication.quit()


def watch_today() -> None:
    for window in QApplication.topLevelWidgets():
        page: Any = getattr(window, "page", None)
        if window.isVisible() and getattr(page, "key", "") == "today" and page._shown is not None:
            Painted(page, done)
            page.update()
            return
    QTimer.singleShot(4, watch_today)
