"""The server's database without a process: opened here, on SQLite and on PostgreSQL in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bwdesk.server.pen import Keys, open_keys
from bwdesk.store.hub import Hub
from tests.fakes.office import Laptop, ServerHouse
from tests.fakes.postgres import new_database


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return new_database() if request.param == "postgresql" else f"sqlite:///{tmp_path / 'server.db'}"


@pytest.fixture
def hub(db_url: str) -> Iterator[Hub]:
    found = Hub(db_url)
    yield found
    found.close()


@pytest.fixture
def keys(hub: Hub) -> Keys:
    return open_keys(hub)


@pytest.fixture
def small_house(tmp_path: Path) -> Iterator[ServerHouse]:
    """A running server on SQLite."""
    found = ServerHouse(tmp_path / "server")
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def shared_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerHouse]:
    """A running server on SQLite for all tests of a module: each uses people of its own."""
    found = ServerHouse(tmp_path_factory.mktemp("shared") / "server")
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
