"""Guards against a fault of a Qt binding: one release took a reference from None at each call, until the process aborted."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 400


def test_calls_into_qt_take_nothing_from_none(qtbot: QtBot) -> None:
    """From Python 3.12 on None is immortal and this cannot fail."""
    label = QLabel()
    qtbot.addWidget(label)
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for number in range(CALLS):
        label.setText(str(number))
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    after = [sys.getrefcount(value) for value in (None, True, False)]
    assert all(abs(now - then) < CALLS // 4 for then, now in zip(before, after, strict=True)), (before, after)
