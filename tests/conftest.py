"""What every test gets: no screen, no real keyring, a home of its own; and what it may not leave behind or say aloud."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

# Before the first import of Qt, and inherited by every process that a test starts.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import hypothesis
import keyring
import keyring.backend
import keyring.errors
import pytest

hypothesis.settings.register_profile(
    "ci", deadline=None, derandomize=True, database=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("person", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "person")

THREAD_PATIENCE = 5.0  # seconds a thread that was told to stop may still need


class MemoryKeyring(keyring.backend.KeyringBackend):
    """Keeps secrets for one test; `locked = True` makes it answer as a keyring whose owner has not opened it."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.secrets: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse_if_locked()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse_if_locked()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse_if_locked()
        if self.secrets.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("no such entry")

    def _refuse_if_locked(self) -> None:
        if self.locked:
            raise keyring.errors.KeyringLocked("locked")


@pytest.fixture(autouse=True)
def memory_keyring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever a test writes "at home" lands in a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    return home


@pytest.fixture(autouse=True)
def leaves_nothing(request: pytest.FixtureRequest) -> Iterator[None]:
    """Threads and windows that a test opened are gone when it ends."""
    before = set(threading.enumerate())
    yield
    problems = _visible_windows()
    if request.node.get_closest_marker("leaves_threads") is None:
        problems += _leftover_threads(before)
    if problems:
        pytest.fail("the test left behind: " + ", ".join(problems))


@pytest.fixture(autouse=True)
def swept_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test of the screens leaves behind is collected on its own thread, as in the program (app/sweeper.py)."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(autouse=True)
def hears_nothing_unexpected(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A log line at WARNING or above that nobody announced fails the test."""
    yield
    if request.node.get_closest_marker("expects_log") is not None:
        return
    heard = [record for when in ("setup", "call") for record in caplog.get_records(when) if record.levelno >= logging.WARNING]
    if heard:
        pytest.fail("unexpected log lines: " + "; ".join(f"{record.name}: {record.getMessage()}" for record in heard))


def _leftover_threads(before: set[threading.Thread]) -> list[str]:
    def left() -> list[threading.Thread]:
        # A dummy stands for a thread of Qt's that once ran Python code; Python never forgets it.
        return [t for t in threading.enumerate() if t not in before and t.is_alive() and not isinstance(t, threading._DummyThread)]

    deadline = time.monotonic() + THREAD_PATIENCE
    while left() and time.monotonic() < deadline:
        time.sleep(0.01)
    return [f"thread {t.name}" for t in left()]


def _visible_windows() -> list[str]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    if app is None or not hasattr(app, "topLevelWidgets"):
        return []
    windows = [window for window in app.topLevelWidgets() if window.isVisible()]
    for window in windows:
        window.close()  # so that only the guilty test fails
    return [f"window {type(window).__name__}" for window in windows]
