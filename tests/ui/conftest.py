"""What every test of the screens gets: an application drawn as the desk is, with a fixed locale; nothing may stay open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, make_look
from bwdesk.ui.theme import Theme


@pytest.fixture(scope="session", autouse=True)
def fixed_locale() -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.fixture
def look(qapp: QApplication) -> Iterator[LookSource]:
    """A light desk look, put on the application for the length of one test; movements take no time."""
    source = LookSource(make_look(motion=False))
    theme = Theme(qapp, source)
    yield source
    source.swap(make_look(motion=False))
    qapp.setStyleSheet("")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    source.changed.disconnect(theme.apply)


@pytest.fixture
def texts() -> Texts:
    return Texts("en")


@pytest.fixture
def shown(qtbot):
    """Shows a widget as a window, makes it active, and closes it when the test ends."""

    kept = []  # Qt owns no window: what only a test holds would be gone with its last name

    def show(widget: QWidget, width: int = 900, height: int = 600) -> QWidget:
        kept.append(widget)
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        QApplication.processEvents()
        return widget

    return show


@pytest.fixture
def compose():
    """Sends an input method event: a composition that runs (`preedit`) or has been committed."""

    def send(widget: QWidget, preedit: str = "", commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(widget, event)

    return send
