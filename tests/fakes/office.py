"""A real server process with accounts, and laptops with real encrypted files that sync with it. For tests of sync, server and demo."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch

from argon2 import PasswordHasher

from bwdesk import ids
from bwdesk.domain.access import Standing
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.keys import MemoryKeyring
from bwdesk.server import identity
from bwdesk.server.office import open_office
from bwdesk.server.process import RunningServer
from bwdesk.store.accounts import Account
from bwdesk.store.digest import store_digest
from bwdesk.store.engine import open_desk
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Unit, Writer
from bwdesk.store.whereabouts import Totals, totals
from bwdesk.sync.client import Client, sign_in
from bwdesk.sync.pass_ import UNWATCHED, SyncPass
from bwdesk.sync.sizes import Sizes
from bwdesk.sync.steps import Report, run_inline
from tests.fakes.new_file import empty_server, new_desk
from tests.fakes.warm_server import start_warm_server

PASSWORD = "a good password"
_QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""A server checks a password at the cost it was kept with: what the program's own costs are is shown by test_sign_in."""
KEY = bytes(range(32))


class ServerHouse:
    """A server's database and photos, whether a process serves them or not."""

    def __init__(self, root: Path, url: str | None = None, *, tls: tuple[Path, Path] | None = None) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.db_url = url or f"sqlite:///{root / 'server.db'}"
        if url is None and not (root / "server.db").exists():
            (root / "server.db").write_bytes(empty_server())
        self.photos = root / "photos"
        self.log = root / "log"
        self._tls = tls
        self.process: RunningServer | None = None

    def start(self) -> str:
        """Starts the process and returns its address; the same port again after a kill."""
        port = int(self.process.url.rsplit(":", 1)[1]) if self.process else 0
        cert, key = self._tls or (None, None)
        self.process = start_warm_server(self.db_url, self.photos, port=port, cert=cert, key=key, log=self.log)
        return self.process.url

    @property
    def url(self) -> str:
        assert self.process is not None
        return self.process.url

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()

    def stop(self) -> None:
        if self.process is not None:
            self.process.stop()

    def account(self, login: str, standing: Standing = Standing.STAFF, countries: tuple[str, ...] = ("KH",)) -> Account:
        with open_office(self.db_url) as office, patch.object(identity, "_hasher", _QUICK):
            return office.add(login, PASSWORD, name=login.title(), countries=countries, standing=standing)

    def assign(self, login: str, factory_id: str, role: Role, since: date = date(2026, 1, 1), until: date | None = None) -> str:
        with open_office(self.db_url) as office:
            return office.assign(login, factory_id, role, from_on=since, to_on=until, country="KH")


class Laptop:
    """A desk without a screen."""

    def __init__(self, root: Path, account: Account, name: str = "") -> None:
        name = name or account.login
        self.root = root
        self.account = account
        self.file = root / f"{name}.db"
        self.store = open_desk(self.file, KEY) if self.file.exists() else new_desk(self.file, KEY)
        self.photos = PhotoStore(root / f"{name}-photos", KEY)
        self.ring = MemoryKeyring()
        self.writer = Writer(account.id, ids.random_id(), ids.now, ids.new_id, ids.random_id)
        self.sizes = Sizes()
        self.client: Client | None = None
        self._ca: Path | None = None

    def join(self, url: str, ca: Path | None = None) -> Laptop:
        sign_in(url, self.account.login, PASSWORD, secrets=self.ring, device=self.writer.device, ca=ca)
        self._ca = ca
        self.use(url)
        return self

    def use(self, url: str) -> None:
        """The same server by another address (through a proxy)."""
        if self.client is not None:
            self.client.close()
        self.client = Client(url, self.ring, ca=self._ca)

    def sync(self, **keywords: object) -> Report:
        assert self.client is not None
        self.running = sync_pass = SyncPass(self.client, self.photos, sizes=self.sizes, slice_seconds=UNWATCHED, **keywords)  # type: ignore[arg-type]
        return run_inline(sync_pass.steps(), self.store, self.writer)

    @contextmanager
    def does(self, act: str = "test") -> Iterator[Unit]:
        with self.store.writing(self.writer, act) as unit:
            yield unit

    def digest(self, *scopes: str) -> str:
        with self.store.reading() as reader:
            return store_digest(reader, scopes)

    def totals(self) -> Totals:
        with self.store.reading() as reader:
            return totals(reader)

    def registers(self, country: str = "KH") -> str:
        """Adds a factory to the register and takes it on as its advisor. Returns its id."""
        with self.does("register") as unit:
            factory = unit.add(Factory(id=unit.new_id(), scope=country_scope(country), name="Golden Thread", country=country))
            unit.add(
                Assignment(
                    id=unit.new_id(), scope=country_scope(country), factory_id=factory.id, person_id=self.writer.person, role=Role.ADVISOR,
                    from_on=date(2026, 1, 1),
                )
            )  # fmt: skip
        return factory.id

    def photo(self, size: int = 40_000) -> str:
        """A photo's bytes, kept here. Returns their hash."""
        return self.photos.put(os.urandom(size))

    def reopen(self) -> None:
        """After another process had the file."""
        self.store = open_desk(self.file, KEY)

    def close(self) -> None:
        if self.client is not None:
            self.client.close()
        self.store.close()


def assessment_id(factory_id: str, cycle: int = 1, number: int = 1) -> str:
    """The id of an assessment, as every laptop makes it."""
    return natural_id("assessment", natural_id("cycle", factory_id, cycle), number)


def scopes_of(factory_id: str) -> tuple[str, str, str]:
    """Register, factory, and working papers of its first assessment."""
    return country_scope("KH"), factory_scope(factory_id), assessment_scope(assessment_id(factory_id))
