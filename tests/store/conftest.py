"""A real encrypted file per test, and two desks that never meet but through operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bwdesk.ids import Seeded
from bwdesk.store.engine import Store, open_desk
from bwdesk.store.unit import Writer

KEY = bytes(range(32))
MakeDesk = Callable[..., tuple[Store, Writer]]


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[MakeDesk]:
    opened: list[Store] = []

    def make(name: str = "amina", seed: int = 1) -> tuple[Store, Writer]:
        store = open_desk(tmp_path / f"{name}.db", KEY, create=True)
        opened.append(store)
        source = Seeded(seed, datetime(2026, 11, 23, 9, tzinfo=UTC))
        return store, Writer(name, f"{name}-laptop", source.now, source.new_id, source.random_id)

    yield make
    for store in opened:
        store.close()
