"""What every test of the screens gets: an application drawn as the desk is, with a fixed locale; nothing may stay open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import LookSource, make_look
from bwdesk.ui.theme import Theme
from tests.fakes.bench import open_bench


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
def expected_failures() -> list[str]:
    """Keys of what a test lets fail on its bench, in order."""
    return []


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path, expected_failures: list[str]) -> Iterator[Bench]:
    """A desk over a new encrypted file. What it tells as failed must be what the test expects."""
    with open_bench(tmp_path) as made:
        failures: list[str] = []
        made.desk.failed.connect(lambda error: failures.append(error.key))
        yield made
        QApplication.processEvents()
        assert failures == expected_failures


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
