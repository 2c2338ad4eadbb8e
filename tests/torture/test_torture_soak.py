"""Two weeks of twenty laptops, pressed into minutes: five teams of four on one server over PostgreSQL, each laptop behind a bad link.

By day people write lines, photos, and the same fields as their colleagues, and try to sync; passes are killed, links are cut, login
pages answer, clocks are hours wrong. At night the server is killed; once it is put back from a backup; once a stick goes from hand to
hand. In the end the independent checker (tests/fakes/truth.py) holds what was written against what every laptop and the server say.

BWDESK_SOAK_MINUTES (20), BWDESK_SOAK_DAYS (14), BWDESK_SEED.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bwdesk import ids
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import Thing
from bwdesk.domain.visit import Line
from bwdesk.errors import DeskError, NoAnswer
from bwdesk.server.office import open_office
from bwdesk.store.hub import Hub
from bwdesk.sync.sizes import Sizes
from tests.fakes.bad_days import WORDS, killed_pass
from tests.fakes.memory_world import cls_of, edited
from tests.fakes.office import Laptop, ServerHouse
from tests.fakes.postgres import copy_of, new_database
from tests.fakes.proxy import CLEAN, Proxy
from tests.fakes.real_world import replica_of, shown_ids
from tests.fakes.stick import give, take
from tests.fakes.truth import Replica, Truth
from tests.torture.test_torture_load import resident
from tests.torture.test_torture_sync import random_fate

DAYS = int(os.environ.get("BWDESK_SOAK_DAYS", "14"))
DAY_SECONDS = float(os.environ.get("BWDESK_SOAK_MINUTES", "20")) * 60 / DAYS
SEED = int(os.environ.get("BWDESK_SEED", str(time.time_ns() % 2**32)))
TEAMS, TEAM = 5, 4
FIELDS = ("place", "progress", "remark", "clusters osh", "clusters pay", "clusters time")
BACKUP_NIGHT, RESTORE_NIGHT, STICK_NIGHT, JOINING_NIGHT = 4, 7, 9, 10


@dataclass
class Team:
    """Colleagues of one factory, and what they really wrote."""

    factory_id: str
    laptops: list[Laptop]
    truth: Truth = field(default_factory=Truth)
    lines: set[str] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)

    @property
    def scope(self) -> str:
        return factory_scope(self.factory_id)


class Fortnight:
    def __init__(self, house: ServerHouse, desks: list[Laptop], proxies: list[Proxy]) -> None:
        self.house, self.desks, self.proxies = house, desks, proxies
        self.teams = [self._team(desks[n : n + TEAM]) for n in range(0, len(desks), TEAM)]
        self.lock = threading.Lock()
        self.passes = self.no_answers = self.kills = 0
        self.problems: list[str] = []

    def _team(self, laptops: list[Laptop]) -> Team:
        team = Team(laptops[0].registers(), laptops)
        laptops[0].sync()
        for one in laptops[1:]:
            self.house.assign(one.account.login, team.factory_id, Role.ADVISOR)
            one.sync()
        return team

    # --- by day ----------------------------------------------------------------------------------------------------------------------

    def day(self, number: int) -> None:
        end = time.monotonic() + DAY_SECONDS
        with ThreadPoolExecutor(len(self.desks)) as pool:
            for one in [pool.submit(self._works, n, number, end) for n in range(len(self.desks))]:
                one.result()

    def _works(self, who: int, day: int, end: float) -> None:
        one, team = self.desks[who], self.teams[who // TEAM]
        chance = random.Random(SEED * 1000 + day * 100 + who)
        bad = chance.random() < 0.6
        self.proxies[who].fate = lambda n: random_fate(chance) if bad else CLEAN
        skew = timedelta(hours=chance.choice((0, 0, 0, -7, 5)))
        begun, moment = time.monotonic(), ids.now() - timedelta(days=DAYS - day)
        while time.monotonic() < end:
            hours = 10 * (time.monotonic() - begun) / DAY_SECONDS
            self._writes(one, team, chance, moment + timedelta(hours=hours) + skew)
            if chance.random() < 0.5:
                self._syncs(one, who, chance)
            time.sleep(chance.uniform(0, DAY_SECONDS / 12))

    def _writes(self, one: Laptop, team: Team, chance: random.Random, now: datetime) -> None:
        one.writer = replace(one.writer, now=lambda: now)
        with one.does("line") as unit:
            for _ in range(chance.randrange(1, 15)):
                text = " ".join(chance.choices(WORDS, k=chance.randrange(1, 40)))
                unit.add(Line(id=unit.new_id(), scope=team.scope, visit_id="e" * 32, at=now, pos="a", text=text))
            if chance.random() < 0.15:
                sha256 = one.photo(chance.randrange(500, 60_000))
                unit.add(Photo(id=unit.new_id(), scope=team.scope, owner_kind="line", owner_id="x", sha256=sha256, size=1))
                team.photos.add(sha256)
        team.lines |= {op.id for op in unit.changes.operations}
        for name in chance.sample(FIELDS, chance.randrange(3)):
            self._edits(one, team, name, chance)

    def _edits(self, one: Laptop, team: Team, name: str, chance: random.Random) -> None:
        token = f"w{chance.getrandbits(32):08x}"
        with one.does("edit") as unit:
            cls = cls_of(name)
            first = edited(name, None, token, chance)
            own: Thing = replace(first, id=first.id[:8] + team.factory_id[8:], scope=team.scope, factory_id=team.factory_id)  # type: ignore[call-arg]
            base, visible = unit.get(cls, own.id), shown_ids(unit, own.id)
            unit.put(base, edited(name, base, token, chance) if base is not None else own)
        for op in unit.changes.operations:
            team.truth.note(one.account.login, op.header, op.body, visible)

    def _syncs(self, one: Laptop, who: int, chance: random.Random) -> None:
        with self.lock:
            self.passes += 1
        if chance.random() < 0.03:
            self._is_killed(one, self.proxies[who].url, chance)
            return
        try:
            one.sync()
        except NoAnswer:
            with self.lock:
                self.no_answers += 1
        except DeskError as error:
            self.problems.append(f"{one.account.login}: {error.key} {error.__cause__!r}")

    def _is_killed(self, one: Laptop, url: str, chance: random.Random) -> None:
        with self.lock:
            self.kills += 1
        one.close()
        with suppress(BrokenPipeError):
            killed_pass(one, url, chance.uniform(0.01, 1.0))
        one.client = None
        one.reopen()
        one.use(url)

    # --- at night --------------------------------------------------------------------------------------------------------------------

    def night(self, number: int, backups: list[str]) -> None:
        if number == BACKUP_NIGHT:
            self.house.stop()
            backups.append(copy_of(self.house.db_url))
        elif number == RESTORE_NIGHT and backups:
            self.house.stop()
            self.house.db_url = backups[0]
            with open_office(self.house.db_url) as office:
                office.restored()
        else:
            self.house.kill()
        self.house.start()
        if number == STICK_NIGHT:
            self._stick(self.teams[0])
        if number == JOINING_NIGHT:
            team, joining = self.teams[1], self.teams[2].laptops[0]
            self.house.assign(joining.account.login, team.factory_id, Role.ADVISOR)
            team.laptops.append(joining)

    def _stick(self, team: Team) -> None:
        giving, taking = team.laptops[1], team.laptops[2]
        for one in (giving, taking):
            one.use(self.house.url)
            one.sync()
        self._writes(giving, team, random.Random(SEED), ids.now() - timedelta(days=DAYS - STICK_NIGHT))
        take(taking, give(giving, giving.root / "stick.bwexchange", taking))
        for who, one in enumerate(self.desks):
            if one in (giving, taking):
                one.use(self.proxies[who].url)

    # --- the end ---------------------------------------------------------------------------------------------------------------------

    def ends_well(self) -> None:
        for one in self.desks:
            one.use(self.house.url)
        before = [set[str]().union(*(_side(one, team).operations for one in team.laptops)) for team in self.teams]
        for _ in range(3):
            for one in self.desks:
                one.sizes = Sizes()
                one.sync()
        for one in self.desks:
            assert one.totals().is_all_home, (one.account.login, one.totals())
            assert one.totals().photos_away == 0
        for team, alive in zip(self.teams, before, strict=True):
            server = self._server(team)
            team.truth.check([server, *(_side(one, team) for one in team.laptops)], alive)
            assert team.lines <= set(server.operations), "a line is gone"
            assert not [reason for reason in server.operations.values() if reason is not None]
            self._same_photos(team)

    def _server(self, team: Team) -> Replica:
        hub = Hub(self.house.db_url)
        try:
            with hub.reading() as reader:
                query = f"SELECT seq FROM operations WHERE scope = '{team.scope}' ORDER BY seq"
                found = [row[0] for row in reader.connection.exec_driver_sql(query)]
                assert found == list(range(1, len(found) + 1)), "the log has a gap"
                return replica_of(reader, "the server", team.scope)
        finally:
            hub.close()

    @staticmethod
    def _same_photos(team: Team) -> None:
        for sha256 in team.photos:
            assert len({one.photos.get(sha256) for one in team.laptops}) == 1


def _side(one: Laptop, team: Team) -> Replica:
    with one.store.reading() as reader:
        return replica_of(reader, one.account.login, team.scope)


@pytest.fixture
def fortnight(tmp_path: Path, laptop) -> Iterator[Fortnight]:
    house = ServerHouse(tmp_path / "server", new_database())
    house.start()
    desks = [laptop(house, f"desk{n}") for n in range(TEAMS * TEAM)]
    proxies = [Proxy(house.url, lambda n: CLEAN) for _ in desks]
    weeks = Fortnight(house, desks, proxies)
    for one, proxy in zip(desks, proxies, strict=True):
        one.use(proxy.url)
    yield weeks
    for proxy in proxies:
        proxy.close()
    house.stop()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory of another process is read from /proc")
def test_two_weeks_of_twenty_laptops(fortnight):
    print(f"BWDESK_SEED={SEED}")
    backups: list[str] = []
    sizes = []
    for day in range(DAYS):
        fortnight.day(day)
        assert fortnight.house.process is not None
        sizes.append(resident(fortnight.house.process.pid))
        fortnight.night(day, backups)
    fortnight.ends_well()
    assert fortnight.problems == []
    assert "Traceback" not in fortnight.house.log.read_text()
    written = sum(len(team.lines) + len(team.truth.wrote) for team in fortnight.teams)
    photos = sum(len(team.photos) for team in fortnight.teams)
    print(f"{written} operations and {photos} photos in {DAYS} days, {fortnight.passes} passes, {fortnight.no_answers} without an answer, "
          f"{fortnight.kills} killed; server at the days' ends {min(sizes):.0f} to {max(sizes):.0f} MB")  # fmt: skip
    assert written > 0
    assert fortnight.no_answers > 0, "no link was ever bad"
