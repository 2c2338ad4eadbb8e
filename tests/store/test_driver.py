"""The driver is handed None, booleans and bytes as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bwdesk.store.driver import GROUP, add_rows, raw_rows
from bwdesk.store.engine import Store, open_desk
from tests.fakes.office import KEY


@pytest.fixture
def store(tmp_path: Path) -> Any:
    found = open_desk(tmp_path / "desk.db", KEY, create=True)
    yield found
    found.close()


def test_no_value_of_ours_makes_the_driver_look_for_an_adapter_in_vain(store: Store) -> None:
    driver: Any = store.engine.dialect.loaded_dbapi
    assert {(kind, driver.PrepareProtocol) for kind in (type(None), bool, bytes)} <= driver.adapters.keys()


def test_rows_come_back_as_they_were_added_however_many(store: Store) -> None:
    rows = [(n, None if n % 2 else b"\0\xff", n % 3 == 0, f"é{n}") for n in range(2 * GROUP + 7)]
    with store.connection.begin():
        store.connection.exec_driver_sql("CREATE TABLE some (a INTEGER, b BLOB, c BOOLEAN, d TEXT)")
        for part in (rows[:0], rows[: GROUP + 3], rows[GROUP + 3 :]):
            add_rows(store.connection, "INSERT INTO some (a, b, c, d)", part)
        found = raw_rows(store.connection, "SELECT a, b, c, d FROM some ORDER BY rowid", ())
    assert found == rows
