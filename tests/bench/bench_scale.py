"""A server on PostgreSQL with 2,000 factories and a long log, beside one with an advisor's 30: an idle hello, and pulling what is new.

As many operations are loaded as BWDESK_BENCH_LOAD_SECONDS allow (30); the figure's note says how many that were. What the advisor reads
is real; the rest fills the same tables and indexes with rows of the same size, whose chains nobody ever checks.

BWDESK_BENCH_LOAD=5000000 loads that many instead, however long it takes, with indexes made afterwards (some 12 GB in the temporary folder):
`BWDESK_BENCH_LOAD=5000000 python -m tests.bench scale`.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import text

from bwdesk import ids
from bwdesk.domain.access import Standing
from bwdesk.domain.chain import digest_of
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Line
from bwdesk.server.pen import WRITER, open_keys, write_things
from bwdesk.store import outbox
from bwdesk.store.hub import Hub
from bwdesk.sync.wire import Place, Wish
from tests.bench.figure import Figure, median, milliseconds
from tests.fakes.office import Laptop, ServerHouse
from tests.fakes.postgres import new_database

SECONDS = float(os.environ.get("BWDESK_BENCH_LOAD_SECONDS", "30"))
LOAD = int(os.environ.get("BWDESK_BENCH_LOAD", "0"))
FACTORIES, MINE = 2_000, 30
LONG = 5_000
"""Operations in the longest log that the advisor reads."""

NEW = 100
BATCH = 100_000
SIZE = 760
"""Bytes of the two texts of a filling operation: what a note line has."""


def measure(folder: Path) -> list[Figure]:
    small, large = _Side(folder / "small"), _Side(folder / "large")
    count = large.filled(SECONDS)
    sides = (small, large)
    for one in sides:
        one.starts(folder)
    hellos = _medians(small.hello, large.hello)
    led = _medians(large.hello_of_leader)[0]
    for one in sides:
        one.writes_new()
    pulls = _medians(small.pull_of_short, large.pull_of_short, large.pull_of_long)
    scans = large.scans()
    for one in sides:
        one.ends()
    note = f"{FACTORIES} factories, {count:,} operations; {hellos[1]:.1f} ms beside {hellos[0]:.1f} ms"
    return [
        Figure("an idle hello, large server against small", hellos[1] / hellos[0], "×", 1.5, note),
        Figure(f"a pull of {NEW} new operations, large against small", pulls[1] / pulls[0], "×", 1.5, f"{pulls[1]:.1f} ms"),
        Figure(f"the same behind {LONG:,} others, against behind 20", pulls[2] / pulls[1], "×", 1.5),
        Figure("plans of hello and pull that read a whole table", scans, "", 0),
        Figure(f"an idle hello of who leads all {FACTORIES}", led, "ms"),
    ]


def _medians(*jobs: Callable[[], object]) -> list[float]:
    """Medians of jobs that are done in turn, so that the machine's mood is shared."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(40):
        for job, taken in zip(jobs, times, strict=True):
            taken += milliseconds(job, 1)
    return [median(one) for one in times]


class _Side:
    """One server: 30 factories of Amina's, one of them with a long log."""

    def __init__(self, root: Path) -> None:
        self.house = ServerHouse(root, new_database())
        self.accounts = self.house.account("amina"), self.house.account("dara", Standing.TEAM_LEADER)
        self.hub = Hub(self.house.db_url)
        self.mine = self._registers(MINE, self.accounts[0].id)
        self._lines(self.mine[0], LONG)
        for one in self.mine[1:]:
            self._lines(one, 20)

    def _registers(self, count: int, advisor: str) -> list[str]:
        """Factories with their advisor, in the register."""
        scope, things, found = country_scope("KH"), [], []
        for number in range(count):
            factory = Factory(id=ids.new_id(), scope=scope, name=f"Factory {number}", country="KH")
            found.append(factory.id)
            things += [factory, Assignment(
                id=ids.new_id(), scope=scope, factory_id=factory.id, person_id=advisor, role=Role.ADVISOR, from_on=date(2016, 1, 1)
            )]  # fmt: skip
        self._writes(things)
        return found

    def _lines(self, factory_id: str, count: int) -> None:
        scope, visit = factory_scope(factory_id), ids.new_id()
        text = "line worker guard noise exit blocked door fire missing record overtime hours payroll signed contract"
        self._writes([Line(id=ids.new_id(), scope=scope, visit_id=visit, at=ids.now(), pos=f"{n:06}", text=text) for n in range(count)])

    def _writes(self, things: Sequence[Thing]) -> None:
        with self.hub.writing(WRITER, "bench") as unit:
            write_things(unit, open_keys(self.hub), [(None, one) for one in things], "bench")

    def filled(self, seconds: float) -> int:
        """Adds the other factories, and operations to their logs for as long as it may take. Returns how many operations there are."""
        for start in range(0, FACTORIES - MINE, 500):
            self._registers(min(500, FACTORIES - MINE - start), f"{start + 7:032x}")
        with self.hub.engine.begin() as connection:
            connection.execute(_SCOPES)
        with self._without_indexes(is_long=bool(LOAD)):
            self._fill(seconds)
        with self.hub.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
            return int(connection.execute(text("SELECT count(*) FROM operations")).scalar() or 0)

    def _fill(self, seconds: float) -> None:
        until, stretch, each = time.monotonic() + seconds, 0, (BATCH * (5 if LOAD else 1)) // (FACTORIES - MINE)
        while stretch * each * (FACTORIES - MINE) < LOAD if LOAD else time.monotonic() < until:
            with self.hub.engine.begin() as connection:
                connection.execute(_FILL, {"from": stretch * each + 1, "to": (stretch + 1) * each, "size": SIZE // 2})
            stretch += 1

    @contextmanager
    def _without_indexes(self, *, is_long: bool) -> Iterator[None]:
        """A long load puts the rows down first and makes the indexes of the log afterwards, as a restore does."""
        made = text("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'operations' AND indexname LIKE 'ix_%'")
        with self.hub.engine.begin() as connection:
            indexes = list(connection.execute(made).all()) if is_long else []
            for name, _ in indexes:
                connection.execute(text(f"DROP INDEX {name}"))
        yield
        for _, how in indexes:
            with self.hub.engine.begin() as connection:
                connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
                connection.execute(text(how))

    def starts(self, folder: Path) -> None:
        """The server's process, and laptops; Amina's is up to date."""
        self.house.start()
        name = self.house.root.name
        self.amina, self.dara = (Laptop(folder, one, f"{name}-{one.login}").join(self.house.url) for one in self.accounts)
        self.amina.sync()
        assert self.amina.sync().turns == 1
        with self.amina.store.reading() as reader:
            places = outbox.cursors(reader)
            epoch = reader.fact("epoch") or ""
        self._digest = digest_of(epoch, [(one.scope, one.number, one.chain) for one in places.values()])
        self._wishes = [_wish(places[factory_scope(one)]) for one in self.mine[:2]]

    def writes_new(self) -> None:
        """Something new in the longest log and in a short one."""
        for one in self.mine[:2]:
            self._lines(one, NEW)

    def hello(self) -> None:
        assert self.amina.client is not None
        assert self.amina.client.hello(self._digest).same

    def hello_of_leader(self) -> None:
        assert self.dara.client is not None
        assert len(self.dara.client.hello(bytes(16)).scopes) == FACTORIES + 1

    def pull_of_long(self) -> None:
        self._pull(self._wishes[0])

    def pull_of_short(self) -> None:
        self._pull(self._wishes[1])

    def _pull(self, wish: Wish) -> None:
        assert self.amina.client is not None
        (page,) = self.amina.client.pull([wish], 512 * 1024).pages
        assert len(page.own) == NEW

    def scans(self) -> int:
        """How many of the statements behind hello and pull would read a whole table of the log."""
        at = self._wishes[0].at
        found = 0
        with self.hub.engine.connect() as connection:
            for statement in _HOT:
                values = {"scope": at.scope, "seq": at.cursor, "who": self.accounts[0].id}
                plan = "\n".join(connection.execute(text("EXPLAIN " + statement), values).scalars())
                found += "Seq Scan on operations" in plan or "Seq Scan on scopes" in plan
        return found

    def ends(self) -> None:
        for one in (self.amina, self.dara):
            one.close()
        self.house.stop()
        self.hub.close()


def _wish(at: outbox.Cursor) -> Wish:
    return Wish(Place(at.scope, at.epoch, at.number, at.chain))


_SCOPES = text(
    "INSERT INTO scopes (scope, head, chain, granted) SELECT 'factory/' || id, 1, sha256(id::bytea), true FROM factory "
    "ON CONFLICT (scope) DO NOTHING"
)
_FILL = text(
    "WITH new AS (SELECT s.scope, g AS seq, md5(s.scope || g) AS id, md5('t' || s.scope || g) AS thing FROM scopes s, "
    "generate_series(CAST(:from AS int), CAST(:to AS int)) g WHERE s.epoch IS NULL AND s.scope LIKE 'factory/%' AND s.head = :from - "
    "(CASE WHEN :from = 1 THEN 0 ELSE 1 END)), "
    "moved AS (UPDATE scopes SET head = :to WHERE scope IN (SELECT DISTINCT scope FROM new)) "
    "INSERT INTO operations (id, scope, kind, thing, author, at, txn, state, seq, chain, header, body) "
    "SELECT id, scope, 'line', thing, md5('a'), 0, md5('x' || scope || seq / 20), 'confirmed', seq, sha256(id::bytea), "
    "repeat(id, :size / 32), repeat(thing, :size / 32) FROM new"
)
_HOT = (
    "SELECT seq, id, header, body, parked, chain FROM operations WHERE scope = :scope AND seq > :seq ORDER BY seq LIMIT 500",
    "SELECT chain FROM operations WHERE scope = :scope AND seq = :seq",
    "SELECT scope, head, chain FROM scopes WHERE scope IN (:scope) AND head > 0",
    "SELECT id FROM assignment WHERE person_id = :who",
)
