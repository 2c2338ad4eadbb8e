"""A real encrypted file per test, and two desks that never meet but through operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import country_scope
from bwdesk.ids import Seeded
from bwdesk.store.engine import Store
from bwdesk.store.unit import Writer
from tests.fakes.new_file import new_desk

KEY = bytes(range(32))
MakeDesk = Callable[..., tuple[Store, Writer]]


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[MakeDesk]:
    opened: list[Store] = []

    def make(name: str = "amina", seed: int = 1) -> tuple[Store, Writer]:
        store = new_desk(tmp_path / f"{name}.db", KEY)
        opened.append(store)
        source = Seeded(seed, datetime(2026, 11, 23, 9, tzinfo=UTC))
        return store, Writer(name, f"{name}-laptop", source.now, source.new_id, source.random_id)

    yield make
    for store in opened:
        store.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a desk's file: 300 factories, and a draft under `note`."""
    path = tmp_path_factory.mktemp("filled") / "desk.db"
    source = Seeded(1, datetime(2026, 11, 23, 9, tzinfo=UTC))
    writer = Writer("amina", "amina-laptop", source.now, source.new_id, source.random_id)
    store = new_desk(path, KEY)
    with store.writing(writer, "factory.add") as unit:
        for number in range(300):
            unit.add(Factory(id=writer.new_id(), scope=country_scope("KH"), name=f"Factory {number}", country="KH"))
        unit.keep_draft("note", {"text": "half a word"})
    store.close()
    return path.read_bytes()
