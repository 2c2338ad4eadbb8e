"""From a key in the notebook of a visit to a record on disk and in the second copy: the real page, threads, file and journal."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bwdesk.app.open_desk import OpenDesk
from bwdesk.domain.visit import Line
from bwdesk.keys import MemoryKeyring
from bwdesk.store.engine import open_desk
from bwdesk.ui.pages.visit.page import VisitNotebook
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visits import start_visit
from tests.bench.figure import Figure, median, p95
from tests.bench.program import first_run, outcome, rest, wait_until

LINES, DRAFTS = 100, 100
WORDS = "two of six exits in finishing are blocked by racks"


def measure(folder: Path) -> list[Figure]:
    floors = _floor(folder, LINES)
    with first_run(folder / "desk", MemoryKeyring()) as opened:
        page = _visit(opened)
        (lines, told), drafts = _lines(opened, page), _drafts(opened, page)
    floors += _floor(folder, LINES)
    floor = p95(floors)
    return [
        Figure("bare driver and file: a row and a line on disk (p95)", floor, "ms", None, f"median {median(floors):.1f}"),
        Figure("Enter on a typed line to its record on disk (p95)", p95(lines), "ms", 20, f"median {median(lines):.1f}"),
        Figure("the same, to the bare driver and file", p95(lines) / floor, "×"),
        Figure("Enter to the strip being told that it is saved (p95)", p95(told), "ms", None, f"median {median(told):.1f}"),
        Figure("a draft told to the draft on disk (p95)", p95(drafts), "ms", 20, f"median {median(drafts):.1f}"),
    ]


def _visit(opened: OpenDesk) -> VisitNotebook:
    desk = opened.bench.desk
    factory = outcome(desk.do(add_factory, "Golden Thread Ltd", "KH"))
    outcome(desk.do(register_factory, factory, date(2026, 5, 8)))
    visit = outcome(desk.do(start_visit, factory.id))
    opened.window.go("visit", {"visit": visit.id})
    page = opened.window.page
    assert isinstance(page, VisitNotebook)
    rest(1)
    page.focus_first()
    return page


def _lines(opened: OpenDesk, page: VisitNotebook) -> tuple[list[float], list[float]]:
    """From Enter to the record on disk and in the second copy, and to what the desk then tells the window, ms.

    The second copy is written after the commit and synced before its writer returns: that is when a line is durable. Page and index
    follow, as they do for a person.
    """
    durable: list[float] = []
    heard: list[float] = []
    append = opened.services.journal.append

    def stamped(operations: Any) -> None:
        append(operations)
        if any(one.kind == "line" for one in operations):
            durable.append(time.perf_counter())

    def told(changes: object) -> None:
        if changes.touches(Line):  # type: ignore[attr-defined]
            heard.append(time.perf_counter())

    opened.services.journal.append = stamped  # type: ignore[method-assign]
    opened.bench.desk.changed.connect(told)
    taken, said = [], []
    for number in range(LINES):
        QTest.keyClicks(page.notebook, f"{WORDS} {number}")
        count = len(heard)
        start = time.perf_counter()
        QTest.keyClick(page.notebook, Qt.Key.Key_Return)
        wait_until(lambda count=count: len(heard) > count)  # type: ignore[misc]
        taken.append((durable[-1] - start) * 1000)
        said.append((heard[-1] - start) * 1000)
        rest(0.1)
    opened.bench.desk.changed.disconnect(told)
    opened.services.journal.append = append  # type: ignore[method-assign]
    assert len(page.notebook.recorded) >= LINES and len(durable) >= LINES
    return taken, said


def _drafts(opened: OpenDesk, page: VisitNotebook) -> list[float]:
    """From the moment the notebook tells what is being typed (0.4 s after a key at the latest) to `saved`, ms."""
    rest(1)  # the index has taken in the lines: whatever is told as saved now is a draft
    durable: list[float] = []
    opened.bench.desk.saved.connect(lambda _at: durable.append(time.perf_counter()))
    taken = []
    for number in range(DRAFTS):
        count = len(durable)
        start = time.perf_counter()
        QTest.keyClicks(page.notebook, WORDS[number % len(WORDS)])
        page.notebook.tell_draft()
        wait_until(lambda count=count: len(durable) > count)  # type: ignore[misc]
        taken.append((durable[-1] - start) * 1000)
        rest(0.02)
    return taken


def _floor(folder: Path, times: int) -> list[float]:
    """One encrypted row committed and one line synced to a file beside it, ms."""
    path = folder / f"floor-{time.monotonic_ns()}.db"
    store = open_desk(path, bytes(32), create=True)
    raw: Any = store.connection.connection.driver_connection
    raw.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, body TEXT)")
    taken = []
    with path.with_suffix(".journal").open("ab", buffering=0) as journal:
        for number in range(times):
            start = time.perf_counter()
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO plain VALUES (?, ?)", (number, WORDS))
            raw.execute("COMMIT")
            journal.write(WORDS.encode())
            os.fsync(journal.fileno())
            taken.append((time.perf_counter() - start) * 1000)
    store.close()
    return taken
