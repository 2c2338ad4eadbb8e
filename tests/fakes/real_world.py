"""The same world of real parts: encrypted files, the real pass, the real application over SQLite or PostgreSQL. For tests/torture.

Every operation is noted outside (truth.py) when it is saved. What a pass does is the program's; what is played here is the link, and
files that are put back or copied.
"""

from __future__ import annotations

import json
import random
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bwdesk import ids
from bwdesk.domain.access import PORTAL
from bwdesk.domain.factory import Role
from bwdesk.domain.operation import read_operation
from bwdesk.errors import NoAnswer, Refused
from bwdesk.server.office import open_office
from bwdesk.store.fold import Incoming
from bwdesk.store.hub import Hub
from bwdesk.store.unit import Reader
from bwdesk.sync.pass_ import SyncPass
from bwdesk.sync.sizes import Size, Sizes
from bwdesk.sync.steps import Step
from tests.fakes.memory_world import cls_of, edited
from tests.fakes.near_link import NearLink, NearServer, clean, worst_of
from tests.fakes.office import Laptop, ServerHouse
from tests.fakes.postgres import copy_of
from tests.fakes.stick import give, take
from tests.fakes.truth import Replica, Truth

LONG_AGO = datetime(2015, 5, 5, tzinfo=UTC)
URL = "http://127.0.0.1:9"


class Crash(Exception):
    """The program ends here."""


class RealWorld:
    """As MemoryWorld. `root` is a folder of its own; `db_url` an empty PostgreSQL database, or None for SQLite."""

    def __init__(self, root: Path, db_url: str | None = None) -> None:
        root.mkdir(parents=True)
        self.root, self.chance = root, random.Random(5)
        self.house = ServerHouse(root / "server", db_url)
        self.truth = Truth()
        self.server = NearLink.server = NearServer(self.house.db_url, self.house.photos)
        NearLink.fate = staticmethod(clean)  # type: ignore[method-assign]
        self.laptops = [Laptop(root, self.house.account(name)).join(URL) for name in "abc"]
        self.names = {id(one): one.account.login for one in self.laptops}
        self.factory_id = self.laptops[0].registers()
        self.scope = f"factory/{self.factory_id}"
        self.laptops[0].sync()
        for one in self.laptops[1:]:
            self.house.assign(one.account.login, self.factory_id, Role.ADVISOR)
        for one in self.laptops:
            one.sync()
        self.backup: Any = None
        self.images: dict[str, bytes] = {}
        self.problems: list[str] = []
        self.is_untold = False

    def _laptop(self, who: int) -> Laptop:
        return self.laptops[who % len(self.laptops)]

    # --- people ----------------------------------------------------------------------------------------------------------------------

    def edit(self, who: int, field: str, skew: int = 0, *, doubtful: bool = False) -> None:
        """`skew`: days the laptop's clock is wrong by. `doubtful`: written when nobody was assigned yet."""
        one = self._laptop(who)
        moment = LONG_AGO if doubtful else ids.now() + timedelta(days=skew)
        one.writer = replace(one.writer, now=lambda: moment)
        token = f"w{self.chance.getrandbits(32):08x}"
        with one.does("edit") as unit:
            cls = cls_of(field)
            thing = edited(field, None, token, self.chance)
            own = replace(thing, id=self._own(thing.id), scope=self.scope, factory_id=self.factory_id)
            base = unit.get(cls, own.id)
            visible = shown_ids(unit, own.id)
            unit.put(base, edited(field, base, token, self.chance) if base is not None else own)
        for op in unit.changes.operations:
            self.truth.note(self.names[id(one)], op.header, op.body, visible)

    def _own(self, thing_id: str) -> str:
        return thing_id[:8] + self.factory_id[8:]

    def carry(self, a: int, b: int) -> None:
        """By a file with its author's signature, or as an older desk would, without one."""
        source, target = self._laptop(a), self._laptop(b)
        if source.account.id != target.account.id and self.chance.random() < 0.5:
            path = self.root / f"{self.chance.getrandbits(32):x}.bwexchange"
            try:
                take(target, give(source, path, target))
            except (StopIteration, Refused) as error:  # who was put back may not know the other's keys yet
                self.problems.append(str(error))
            return
        query = "SELECT header, body FROM operations WHERE scope = ? AND author <> 'portal' ORDER BY n"
        with source.store.reading() as reader:
            texts = reader.connection.exec_driver_sql(query, (self.scope,)).fetchall()
        with target.does("carry") as unit:
            unit.apply([Incoming(read_operation(*one)) for one in texts])

    # --- the link --------------------------------------------------------------------------------------------------------------------

    def push(self, who: int, size: int, fate: str = "ok") -> None:
        one = self._laptop(who)
        one.sizes = Sizes(up=Size(150 * size, smallest=64), down=Size(150 * size, smallest=64))
        self._pass(one, worst_of(fate, "/push"))

    def push_begin(self, who: int, size: int) -> None:
        """A request that is still under way has no counterpart where requests are called one by one; see test_torture_log.py."""
        self._pass(self._laptop(who), worst_of("truncated" if size % 2 else "page", "/pull"))

    def push_end(self, number: int, *, rollback: bool) -> None:
        """A request whose transaction was rolled back is one that was lost."""
        self._pass(self._laptop(number), worst_of("request lost" if rollback else "twice", "/offer"))

    def pull(self, who: int, size: int, *, crash: bool = False) -> None:
        self._laptop(who).sizes = Sizes(down=Size(200 * size, smallest=64))
        if crash:
            self.crash(who, size)
        else:
            self._pass(self._laptop(who), clean)

    def _pass(self, one: Laptop, fate: Any) -> None:
        NearLink.fate = staticmethod(fate)  # type: ignore[method-assign]
        try:
            one.sync(with_photos=False)
        except NoAnswer as error:
            self.problems.append(error.key)
        finally:
            NearLink.fate = staticmethod(clean)  # type: ignore[method-assign]

    def day(self, who: int, field: str, *, fetches: bool) -> None:
        self.edit(who, field)
        self._pass(self._laptop(who), clean if fetches else worst_of("answer lost", "/push"))

    def crash(self, who: int, after: int = 0) -> None:
        """The program ends in the middle of a pass, before some step of it; the file is opened again."""
        one, left = self._laptop(who), [after or self.chance.randrange(2, 12)]

        def run(step: Step) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Crash
            if step.lane == "net":
                return step.job()
            with one.store.reading() if step.lane == "read" else one.store.writing(one.writer, "sync", is_hasty=step.is_hasty) as reader:
                return step.job(reader)

        steps = SyncPass(one.client, one.photos, sizes=one.sizes, with_photos=False).steps()  # type: ignore[arg-type]
        with suppress(Crash, NoAnswer):
            _drive(steps, run)
        steps.close()
        self._reopen(one)

    def _reopen(self, one: Laptop, data: bytes | None = None) -> bytes:
        one.store.close()
        before = one.file.read_bytes()
        if data is not None:
            for path in one.root.glob(one.file.name + "*"):
                path.unlink()
            one.file.write_bytes(data)
        one.reopen()
        return before

    # --- time going backwards --------------------------------------------------------------------------------------------------------

    def server_backup(self) -> None:
        self.server.close()
        if self.house.db_url.startswith("sqlite"):
            self.backup = (self.house.root / "server.db").read_bytes()
            assert not (self.house.root / "server.db-wal").exists()
        else:
            self.backup = copy_of(self.house.db_url)
        self._serve()

    def server_restore(self, *, new_epoch: bool) -> None:
        if self.backup is None:
            return
        self.server.close()
        if isinstance(self.backup, bytes):
            (self.house.root / "server.db").write_bytes(self.backup)
        else:
            self.house.db_url = copy_of(self.backup)
        self.is_untold = not new_epoch
        if new_epoch:
            self._told()
        elif self.chance.random() < 0.7:
            self._forgets()
        self._serve()

    def _forgets(self) -> None:
        """The folder that would have told the server is gone, and no desk has a mark to show: what is left is the chain."""
        shutil.rmtree(self.house.photos / "past", ignore_errors=True)
        for one in self.laptops:
            with one.does() as unit:
                unit.set_fact("mark", None)

    def _told(self) -> None:
        """The office says that the database was put back. Until then work that a colleague's laptop brought back may stay apart."""
        with open_office(self.house.db_url) as office:
            office.restored()

    def _serve(self) -> None:
        self.server = NearLink.server = NearServer(self.house.db_url, self.house.photos)

    def laptop_backup(self, who: int) -> None:
        one = self._laptop(who)
        self.images[self.names[id(one)]] = self._reopen(one)

    def laptop_restore(self, who: int) -> None:
        one = self._laptop(who)
        if self.names[id(one)] in self.images:
            self._reopen(one, self.images[self.names[id(one)]])
            self.truth.rolled.add(self.names[id(one)])

    def clone(self, who: int) -> None:
        """A second machine from the image of one: the same account, device, keys."""
        if len(self.laptops) < 4:
            one = self._laptop(who)
            data = self._reopen(one)
            (self.root / "clone.db").write_bytes(data)
            other = Laptop(self.root, one.account, "clone")
            other.ring.secrets.update(one.ring.secrets)
            other.writer = replace(one.writer)
            other.use(URL)
            self.names[id(other)] = "clone"
            self.laptops.append(other)

    def release(self) -> None:
        """One of them turns out to have been assigned since long."""
        self._grants(self._laptop(self.chance.randrange(3)).account.login)

    def _grants(self, login: str) -> None:
        self.house.assign(login, self.factory_id, Role.ADVISOR, since=date(2010, 1, 1))

    # --- the end ---------------------------------------------------------------------------------------------------------------------

    def end(self) -> None:
        try:
            alive = set(self._server_side("the server").operations).union(*(self._desk_side(one).operations for one in self.laptops))
            self._everybody_syncs()
            if self.is_untold:
                self.server.close()
                self._told()
                self._serve()
                self._everybody_syncs()
            for login in "abc":
                self._grants(login)
            self._everybody_syncs()
            self._office_takes_in()
            self._everybody_syncs()
            sides = [self._server_side("the server"), *map(self._desk_side, self.laptops)]
            self.truth.check(sides, alive)
            self._check_parked(sides[0])
            for one in self.laptops:
                assert one.totals().is_all_home, one.totals()
        finally:
            self.close()

    def _everybody_syncs(self) -> None:
        for _ in range(3):
            for one in self.laptops:
                one.sizes = Sizes()
                one.sync(with_photos=False)

    def _office_takes_in(self) -> None:
        """What waits for a person: releases of a history that is gone, and work of a laptop that lost it and that colleagues carried."""
        with open_office(self.house.db_url) as office:
            waiting = {one.device for one, _, _ in office.quarantined()}
            for device in sorted(waiting):
                office.accept(device)
            assert office.quarantined() == []
        lost = {one.writer.device for one in self.laptops if self.names[id(one)] in self.truth.rolled}
        assert waiting <= lost | {PORTAL}, waiting

    def _check_parked(self, server: Replica) -> None:
        """Nothing stays apart of what laptops wrote."""
        for one, reason in server.operations.items():
            assert reason is None or one not in self.truth.wrote, (one, reason)

    def _desk_side(self, one: Laptop) -> Replica:
        with one.store.reading() as reader:
            return replica_of(reader, self.names[id(one)], self.scope)

    def _server_side(self, name: str) -> Replica:
        hub = Hub(self.house.db_url)
        try:
            with hub.reading() as reader:
                numbers = "SELECT seq FROM operations WHERE scope = :scope ORDER BY seq"
                found = [row[0] for row in reader.connection.exec_driver_sql(numbers.replace(":scope", f"'{self.scope}'"))]
                assert found == list(range(1, len(found) + 1)), "the log has a gap"
                return replica_of(reader, name, self.scope)
        finally:
            hub.close()

    def close(self) -> None:
        for one in self.laptops:
            one.close()
        self.server.close()
        shutil.rmtree(self.root)


def _drive(steps: Any, run: Any) -> None:
    outcome = None
    while True:
        try:
            step = steps.send(outcome)
        except StopIteration:
            return
        outcome = run(step)


def shown_ids(reader: Reader, thing: str) -> list[str]:
    query = f"SELECT id FROM operations WHERE thing = '{thing}' AND parked IS NULL"
    return [row[0] for row in reader.connection.exec_driver_sql(query)]


def replica_of(reader: Reader, name: str, scope: str) -> Replica:
    """What a side holds of the scope, as raw rows."""
    run = reader.connection.exec_driver_sql
    operations = {row[0]: row[1] for row in run(f"SELECT id, parked FROM operations WHERE scope = '{scope}'")}
    rows: dict[str, dict[str, Any]] = {}
    for kind in ("issue", "sitting"):
        for row in run(f"SELECT * FROM {kind} WHERE scope = '{scope}'").mappings():
            rows[row["id"]] = {column: value if isinstance(value, str | int | None) else json.dumps(value) for column, value in row.items()}
    unsettled = frozenset((row[0], row[1]) for row in run(f"SELECT thing, key FROM unsettled WHERE scope = '{scope}'"))
    return Replica(name, operations, rows, unsettled)
