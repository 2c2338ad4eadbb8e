"""The real program for benchmarks: a first run with real keys, real files and real threads, and a wait that runs its events."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from bwdesk.app.desk_app import DeskApp
from bwdesk.app.open_desk import OpenDesk
from bwdesk.keys import MemoryKeyring
from bwdesk.runtime.promise import Promise
from bwdesk.ui.setup import Setup

PASSPHRASE, PIN = "seven quiet looms by the river", "482913"
PATIENCE = 120.0


def application() -> QApplication:
    """The one application of this process, in the style the desk asks for."""
    found = QApplication.instance() or QApplication(["bench", "-style", "fusion"])
    assert isinstance(found, QApplication)
    return found


def wait_until(is_so: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Runs events until something is so. Raises TimeoutError."""
    end = time.perf_counter() + seconds
    while not is_so():
        QApplication.processEvents()
        time.sleep(0.0003)  # as an event loop that waits: the lanes' threads run meanwhile
        if time.perf_counter() > end:
            raise TimeoutError("the desk did not come to it")


def rest(seconds: float) -> None:
    """Runs events for a while."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def outcome(promise: Promise[Any]) -> Any:
    """What a promise comes to. Raises the error that it fails with."""
    kept: list[Any] = []
    failed: list[BaseException] = []
    promise.then(kept.append).otherwise(failed.append)
    wait_until(lambda: kept or failed)
    if failed:
        raise failed[0]
    return kept[0]


@contextmanager
def first_run(root: Path, keyring: MemoryKeyring, *, with_demo: bool = False) -> Iterator[OpenDesk]:
    """A desk just made under `root`, its window shown; closed in order at the end."""
    root.mkdir(parents=True, exist_ok=True)
    program = DeskApp(application(), root, lambda: keyring)
    program.start()
    setup = Setup(
        language="en", setup_file=None, name="Amina Rahman", role="advisor", wants_recovery_sheet=False, passphrase=PASSPHRASE, pin=PIN,
        touch=False, text_size=1.0, with_demo=with_demo,
    )  # fmt: skip
    made: list[Any] = []
    program.gate.create(setup, made.append)
    wait_until(lambda: made)
    program._first_run_done()
    wait_until(lambda: program.open_desk is not None)
    assert program.open_desk is not None
    program.open_desk.window.resize(1280, 800)
    try:
        yield program.open_desk
    finally:
        program.close()
        QApplication.processEvents()
