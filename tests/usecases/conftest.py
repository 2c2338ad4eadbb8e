"""A real encrypted desk per test, driven as the running desk drives it: one use case, one transaction; and a second desk to meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.operation import read_operation
from bwdesk.ids import Seeded
from bwdesk.store import tables as t
from bwdesk.store.engine import Store
from bwdesk.store.fold import Incoming
from bwdesk.store.unit import Changes, Writer
from bwdesk.usecases.factories import add_factory, register_factory
from tests.fakes.new_file import new_desk

KEY = bytes(range(32))
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)


class SmallDesk:
    """A store with a writer, without lanes."""

    def __init__(self, store: Store, person: str, seed: int) -> None:
        self.store = store
        self.ids = Seeded(seed, NOW)
        self.writer = Writer(person, f"{person}-laptop", self.ids.now, self.ids.new_id, self.ids.random_id)
        self.changes = Changes()

    def do(self, use_case: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with self.store.writing(self.writer, getattr(use_case, "act", use_case.__name__)) as unit:
            outcome = use_case(unit, *args, **kwargs)
            self.changes = unit.changes
        return outcome

    def ask(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with self.store.reading() as reader:
            return query(reader, *args, **kwargs)

    def get(self, cls: type[Any], thing_id: str) -> Any:
        with self.store.reading() as reader:
            return reader.get(cls, thing_id)

    def wait(self, **span: float) -> None:
        self.ids.moment += timedelta(**span)

    def carry_to(self, other: SmallDesk) -> None:
        """What sync will do: everything this desk holds is offered to the other."""
        with self.store.reading() as reader:
            c = t.operations.c
            rows = reader.connection.execute(select(c.header, c.body).order_by(c.n)).all()
        with other.store.writing(other.writer, "carry") as unit:
            unit.apply([Incoming(read_operation(*row), "confirmed") for row in rows])


def meet(one: SmallDesk, other: SmallDesk) -> None:
    one.carry_to(other)
    other.carry_to(one)


MakeDesk = Callable[..., SmallDesk]


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[MakeDesk]:
    opened: list[Store] = []

    def make(person: str = "amina", seed: int = 1) -> SmallDesk:
        store = new_desk(tmp_path / f"{person}-{seed}.db", KEY)
        opened.append(store)
        return SmallDesk(store, person, seed)

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def desk(make_desk: MakeDesk) -> SmallDesk:
    return make_desk()


@pytest.fixture
def factory(desk: SmallDesk) -> Factory:
    return desk.do(add_factory, "Golden Thread Ltd", "KH", "ក្រុមហ៊ុន ខ្សែមាស")


@pytest.fixture
def cycle(desk: SmallDesk, factory: Factory) -> Cycle:
    return desk.do(register_factory, factory, date(2026, 5, 8))
