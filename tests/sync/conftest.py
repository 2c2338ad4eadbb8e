"""A server process per database kind, and laptops that end with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.office import Laptop, ServerHouse
from tests.fakes.postgres import new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ServerHouse]:
    """A running server, on SQLite and on PostgreSQL in turn."""
    found = ServerHouse(tmp_path / "server", new_database() if request.param == "postgresql" else None)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def small_house(tmp_path: Path) -> Iterator[ServerHouse]:
    """A running server on SQLite."""
    found = ServerHouse(tmp_path / "server")
    found.start()
    yield found
    found.stop()


MakeLaptop = Callable[..., Laptop]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[MakeLaptop]:
    """Makes laptops: `laptop(house, "amina")` has an account and is signed in."""
    made: list[Laptop] = []

    def make(house: ServerHouse, login: str, **account: object) -> Laptop:
        found = Laptop(tmp_path, house.account(login, **account))  # type: ignore[arg-type]
        made.append(found)
        return found.join(house.url)

    yield make
    for one in made:
        one.close()
