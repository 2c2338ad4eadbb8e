"""The desk writes on one lane and reads on another; the GUI thread is told, in order, and never waits."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject

from bwdesk.domain.factory import Factory
from bwdesk.errors import Refused
from bwdesk.ids import Seeded
from bwdesk.runtime.desk import Desk, Lanes
from bwdesk.runtime.lanes import ThreadLane
from bwdesk.store.engine import open_desk
from bwdesk.store.unit import Reader, Unit, Writer

KEPT: list[object] = []
"""What the journal was given."""


@pytest.fixture
def desk(qapp: QObject, tmp_path: Path) -> Iterator[Desk]:
    key, source = bytes(32), Seeded(1, datetime(2026, 11, 23, 9, tzinfo=UTC))
    writing = open_desk(tmp_path / "desk.db", key, create=True)
    reading = open_desk(tmp_path / "desk.db", key, read_only=True)
    lanes = Lanes(*(ThreadLane(name) for name in ("store", "read", "net", "paper", "intake", "photo")))
    made = Desk(writing, reading, Writer("amina", "laptop", source.now, source.new_id, source.random_id), lanes, KEPT.extend)
    KEPT.clear()
    yield made
    made.close()


def add_factory(unit: Unit, name: str) -> Factory:
    if not name:
        raise Refused("factory.name_needed", field="name")
    return unit.add(Factory(id=unit.new_id(), scope="country/KH", name=name, country="KH"))


def rename(unit: Unit, base: Factory, name: str) -> Factory:
    return unit.put(base, dataclasses.replace(base, name=name))


def names(reader: Reader) -> list[str]:
    return [factory.name for factory in reader.find(Factory)]


def test_what_is_done_is_told_in_order_and_can_be_asked(desk, qtbot):
    heard: list[str] = []
    desk.saved.connect(lambda at: heard.append("saved"))
    desk.changed.connect(lambda changes: heard.append("changed") if changes.touches(Factory) else None)
    threads: list[str] = []
    desk.do(add_factory, "Golden Thread").then(lambda f: (heard.append(f.name), threads.append(threading.current_thread().name)))
    qtbot.waitUntil(lambda: "changed" in heard)
    assert heard == ["saved", "Golden Thread", "changed"]
    assert threads == [threading.current_thread().name]
    found: list[list[str]] = []
    desk.ask(names).then(found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [["Golden Thread"]]


def test_a_refusal_writes_nothing_and_is_told_once(desk, qtbot):
    told: list[str] = []
    loud: list[str] = []
    desk.failed.connect(lambda error: loud.append(error.key))
    desk.do(add_factory, "").otherwise(lambda error: told.append(error.field))
    desk.do(add_factory, "")
    qtbot.waitUntil(lambda: bool(told and loud))
    assert (told, loud) == (["name"], ["factory.name_needed"])
    assert not KEPT


def test_nobody_is_called_for_a_widget_that_is_gone(desk, qtbot):
    owner, called, done = QObject(), [], []
    gate = threading.Event()
    desk.errand(desk.lanes.store, lambda: gate.wait(5))
    desk.do(add_factory, "Blue Hem").then(called.append, owner)
    desk.do(add_factory, "Lotus").then(done.append)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: bool(done))
    assert not called


def test_a_person_goes_before_what_can_wait(desk, qtbot):
    order: list[str] = []
    gate = threading.Event()
    desk.errand(desk.lanes.store, lambda: gate.wait(5))
    desk.do_later(add_factory, "later").then(lambda f: order.append(f.name))
    desk.do(add_factory, "first").then(lambda f: order.append(f.name))
    gate.set()
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["first", "later"]


def test_every_operation_stands_in_the_journal_before_saved_is_told(desk, qtbot):
    counts: list[int] = []
    desk.saved.connect(lambda at: counts.append(len(KEPT)))
    desk.do(add_factory, "Golden Thread").then(lambda f: desk.do(rename, f, "Golden Thread Ltd"))
    qtbot.waitUntil(lambda: len(counts) == 2)
    assert counts == [1, 2]
