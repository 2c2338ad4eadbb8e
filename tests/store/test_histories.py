"""Whatever two or three people did, and in whatever order it arrives, everybody ends with the same tables, heads and open questions."""

from __future__ import annotations

import dataclasses
import random
import shutil
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bwdesk.domain.assessment import Answer, Verdict
from bwdesk.domain.scope import assessment_scope
from bwdesk.domain.thing import natural_id
from bwdesk.domain.visit import Line
from bwdesk.ids import Seeded
from bwdesk.store import tables as t
from bwdesk.store.engine import open_desk
from bwdesk.store.fold import Incoming
from bwdesk.store.migrate import rebuild
from bwdesk.store.unit import Writer
from tests.store.conftest import KEY

ASSESSMENT = natural_id("assessment", "cycle", 1)
SCOPE = assessment_scope(ASSESSMENT)
WORDS = ["exit", "blocked", "racks", "finishing", "night", "shift", "ច្រក", "ទ្វារ", "ảnh"]


class World:
    """Some desks, and a hand that edits and carries by chance."""

    def __init__(self, folder, blank, seed, desks=3):
        self.folder, self.blank, self.chance = folder, blank, random.Random(seed)
        self.stores = []
        self.desks = [(self.new_store(), self._writer(number)) for number in range(desks)]
        self.operations = {}

    def _writer(self, number):
        source = Seeded(self.chance.getrandbits(32), datetime(2026, 11, 23 - number, 9, tzinfo=UTC))
        return Writer(f"p{number}", f"d{number}", source.now, source.new_id, source.random_id)

    def new_store(self):
        path = self.folder / f"{len(self.stores)}.db"
        shutil.copy(self.blank, path)
        store = open_desk(path, KEY)
        store.connection.connection.driver_connection.execute("PRAGMA synchronous = OFF")
        self.stores.append(store)
        return store

    def edit(self):
        store, writer = self.chance.choice(self.desks)
        with store.writing(writer, "edit") as unit:
            thing = self._new_thing(self.chance.randrange(4))
            base = unit.get(type(thing), thing.id)
            unit.put(base, self._edited(base or thing))
        self.operations |= {op.id: op for op in unit.changes.operations}

    def _new_thing(self, number):
        if number < 3:
            code = f"OSH-EMP-0{number}"
            return Answer(id=natural_id(Answer, ASSESSMENT, code, ""), scope=SCOPE, assessment_id=ASSESSMENT, question=code)
        return Line(id=natural_id(Line, "one"), scope=SCOPE, visit_id="f" * 32, pos="a", at=datetime(2026, 11, 23, tzinfo=UTC))

    def _edited(self, thing):
        c = self.chance
        if isinstance(thing, Line):
            return dataclasses.replace(thing, text=self._text(thing.text), deleted=c.random() < 0.1)
        changes = [
            {"verdict": c.choice(list(Verdict)), "reason": c.choice(["", "a", "b"])},
            {"finding": self._text(thing.finding)},
            {"sources": frozenset(c.sample("DMWUO", c.randrange(4)))},
            {"workers_concerned": c.choice([None, 1, 2])},
            {"remark": self._text(thing.remark), "do_later": c.random() < 0.5},
        ]
        chosen = c.sample(changes, c.randrange(1, 3))
        return dataclasses.replace(thing, **{name: value for one in chosen for name, value in one.items()})

    def _text(self, text):
        words = text.split() or [self.chance.choice(WORDS)]
        at = self.chance.randrange(len(words) + 1)
        words[at : at + self.chance.randrange(2)] = self.chance.choices(WORDS, k=self.chance.randrange(1, 3))
        return " ".join(words)

    def carry(self):
        """Some of what one desk holds reaches another, in any order: not even what an operation had seen need come with it."""
        (source, _), (target, writer) = self.chance.sample(self.desks, 2)
        ids = held_in(source)
        some = self.chance.sample(ids, self.chance.randrange(len(ids) + 1))
        self.deliver(target, writer, some, {})

    def deliver(self, store, writer, ids, parked):
        with store.writing(writer, "carry") as unit:
            unit.apply([Incoming(self.operations[i], "confirmed", parked=parked.get(i)) for i in ids])

    def close(self):
        for store in self.stores:
            store.close()


def held_in(store):
    with store.reading() as reader:
        return list(reader.connection.execute(select(t.operations.c.id).order_by(t.operations.c.n)).scalars())


def digest(store):
    with store.reading() as reader:
        tables = [*t.all_thing_tables(), t.unsettled]
        return {table.name: sorted(map(tuple, reader.connection.execute(select(table))), key=repr) for table in tables}


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    open_desk(path, KEY, create=True).close()
    return path


def history(folder, blank, seed, length):
    world = World(folder, blank, seed)
    for _ in range(length):
        world.carry() if world.chance.random() < 0.4 else world.edit()
    return world


def all_orders_agree(world, parked):
    """Every desk gets the rest of it, and two fresh files get everything in an order of their own."""
    states = []
    for store, writer in [*world.desks, (world.new_store(), world.desks[0][1]), (world.new_store(), world.desks[1][1])]:
        if parked and store in [one for one, _ in world.desks]:
            continue  # their own operations are held unparked; `refold` is for them
        rest = [i for i in world.operations if i not in set(held_in(store))]
        world.chance.shuffle(rest)
        while rest:
            size = world.chance.randrange(1, len(rest) + 1)
            world.deliver(store, writer, rest[:size], parked)
            rest = rest[size:]
        states.append((store, digest(store)))
    assert all(state == states[0][1] for _, state in states)
    store, state = world.chance.choice(states)
    with store.connection.begin():
        rebuild(store.connection, store.applying)
    assert digest(store) == state


seeds = st.integers(0, 2**32)
few = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@given(seeds, st.integers(1, 25))
@few
def test_any_order_of_arrival_gives_the_same(tmp_path_factory, blank, seed, length):
    world = history(tmp_path_factory.mktemp("world"), blank, seed, length)
    try:
        all_orders_agree(world, {})
    finally:
        world.close()


@given(seeds, st.integers(1, 25))
@few
def test_parked_operations_change_nothing_of_that(tmp_path_factory, blank, seed, length):
    world = history(tmp_path_factory.mktemp("world"), blank, seed, length)
    try:
        parked = {i: "rights" for i in world.operations if world.chance.random() < 0.25}
        all_orders_agree(world, parked)
    finally:
        world.close()
