"""The desk writes on one lane and reads on another; the GUI thread is told, in order, and never waits."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject

from bwdesk.domain.factory import Factory
from bwdesk.errors import Refused, StoreProblem
from bwdesk.ids import Seeded
from bwdesk.runtime.desk import Desk, Lanes
from bwdesk.runtime.lanes import ThreadLane
from bwdesk.runtime.search_index import SearchIndex
from bwdesk.store.engine import open_desk
from bwdesk.store.search import queue_length
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


class FullDisk:
    """A journal whose disk refuses the next operations."""

    def __init__(self) -> None:
        self.refuses = True

    def __call__(self, operations: object) -> None:
        if self.refuses:
            raise StoreProblem("store.second_copy")


def test_a_journal_that_refuses_is_told_and_the_change_stands(desk, qtbot, monkeypatch):
    heard: list[object] = []
    desk.failed.connect(lambda error: heard.append(error.key))
    desk.saved.connect(lambda at: heard.append("saved"))
    desk.changed.connect(lambda changes: heard.append("changed"))
    journal = FullDisk()
    monkeypatch.setattr(desk, "_journal", journal)
    refused: list[object] = []
    desk.do(add_factory, "Golden Thread").otherwise(refused.append).then(lambda f: heard.append(f.name))
    qtbot.waitUntil(lambda: "changed" in heard)
    assert (heard, refused) == (["store.second_copy", "Golden Thread", "changed"], [])
    journal.refuses = False
    desk.do(add_factory, "Blue Hem")
    qtbot.waitUntil(lambda: "saved" in heard)
    found: list[list[str]] = []
    desk.ask(names).then(found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert sorted(found[0]) == ["Blue Hem", "Golden Thread"]


def test_a_slice_of_the_search_index_keeps_a_person_waiting_less_than_a_blink(desk, qtbot):
    def add_many(unit: Unit) -> None:
        for number in range(130):
            unit.add(Factory(id=unit.new_id(), scope="country/KH", name=f"Factory {number} of the long road", country="KH", city="Kandal"))

    done: list[object] = []
    desk.do(add_many).then(done.append)
    qtbot.waitUntil(lambda: bool(done))
    taken: list[int] = []
    waits: list[float] = []
    index = SearchIndex(desk)
    real = desk.do_later

    def timed(use_case, *args):
        def act(unit: Unit) -> bool:
            before, queue = time.perf_counter(), queue_length(unit)
            more = use_case(unit, *args)
            waits.append(time.perf_counter() - before)
            taken.append(queue - queue_length(unit))
            return more

        return real(act)

    desk.do_later = timed
    qtbot.waitUntil(lambda: len(taken) >= 3, timeout=5000)
    index.close()
    assert taken[:3] == [60, 60, 10]
    assert min(waits[:2]) < 0.05
