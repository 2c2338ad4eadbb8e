"""What bench_start starts: `bare` (an empty window with a field) or `desk FOLDER PIN` (the program). Prints moments of the clock.

Moments are of `time.monotonic()`, which all processes of a computer share on Linux: field (painted and has the focus), typed (the last
digit of the PIN has been sent), today (Today is filled and painted).
"""

from __future__ import annotations

import sys

if sys.argv[1] == "desk":
    from bwdesk.app.run import run_desk  # noqa: F401 - in the order of the program: Qt is not there before it asks for it
    from bwdesk.cli import main

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


def bare() -> int:
    app = QApplication(sys.argv[:1])
    window = QWidget()
    field = QLineEdit(window)
    window.resize(1280, 800)
    field.setFocus()
    window.show()
    watch_field(app.quit)
    return app.exec()


def desk(folder: str, pin: str) -> int:
    run_events: Any = QApplication.exec

    def watched(*_app: object) -> int:
        watch_field(lambda: type_pin(pin))
        return int(run_events())

    QApplication.exec = watched  # type: ignore[method-assign]
    return main(["desk", "--data", folder])


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


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else desk(sys.argv[2], sys.argv[3]))
