"""Fifty desks pushing at once on PostgreSQL: no error, no deadlock, nothing lost, and the server's memory stays where it was.

BWDESK_DESKS (50), BWDESK_MINUTES (2), BWDESK_SECONDS of such a minute (60), BWDESK_SEED.
"""

from __future__ import annotations

import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bwdesk import ids
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Line
from bwdesk.errors import DeskError
from bwdesk.store.hub import Hub
from bwdesk.store.log import entries_after
from tests.fakes.office import ServerHouse
from tests.fakes.postgres import new_database

DESKS, MINUTES = int(os.environ.get("BWDESK_DESKS", "50")), int(os.environ.get("BWDESK_MINUTES", "2"))
MINUTE = float(os.environ.get("BWDESK_SECONDS", "60"))
SEED = int(os.environ.get("BWDESK_SEED", str(time.time_ns() % 2**32)))
TEAM = 5
"""Desks that look after the same factory."""


def resident(pid: int) -> float:
    """MB that a process has in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("VmRSS")) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory of another process is read from /proc")
def test_fifty_desks_at_once(tmp_path, laptop):
    print(f"BWDESK_SEED={SEED}")
    house = ServerHouse(tmp_path / "server", new_database())
    house.start()
    assert house.process is not None
    desks = [laptop(house, f"desk{n}") for n in range(DESKS)]
    factories = [desks[n].registers() for n in range(0, DESKS, TEAM)]
    for number, one in enumerate(desks):
        one.sync()
        if number % TEAM:
            house.assign(one.account.login, factories[number // TEAM], Role.ADVISOR)
    problems: list[str] = []
    written: list[dict[str, str]] = [{} for _ in desks]
    passes = [0] * DESKS
    is_over = threading.Event()

    def work(number: int) -> None:
        one, chance, factory_id = desks[number], random.Random(SEED + number), factories[number // TEAM]
        while not is_over.is_set():
            with one.does("line") as unit:
                for _ in range(chance.randrange(1, 12)):
                    scope, text = factory_scope(factory_id), f"desk {number}"
                    unit.add(Line(id=unit.new_id(), scope=scope, visit_id="e" * 32, at=ids.now(), pos="a", text=text))
            written[number] |= {op.id: op.scope for op in unit.changes.operations}
            try:
                one.sync()
            except DeskError as error:
                problems.append(f"{error.key} {error.__cause__!r}")
            passes[number] += 1

    sizes = []
    with ThreadPoolExecutor(DESKS) as pool:
        under_way = [pool.submit(work, n) for n in range(DESKS)]
        for _ in range(MINUTES):
            time.sleep(MINUTE)
            sizes.append(resident(house.process.pid))
        is_over.set()
        for one in under_way:
            one.result()
    assert problems == []
    for one in desks:
        one.sync()
        assert one.totals().is_all_home
    house.stop()
    hub, every = Hub(house.db_url), {op_id for some in written for op_id in some}
    with hub.reading() as reader:
        logs = {one: entries_after(reader, factory_scope(one), 0, 10**9, lambda *_: False) for one in factories}
        deadlocks = reader.connection.exec_driver_sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").scalar()
    hub.close()
    assert all([one.seq for one in log] == list(range(1, len(log) + 1)) for log in logs.values())
    assert {one.id for log in logs.values() for one in log} == every
    assert deadlocks == 0
    assert "deadlock" not in house.log.read_text()
    said = ", ".join(f"{size:.0f}" for size in sizes)
    print(f"{DESKS} desks, {sum(passes)} passes, {len(every)} operations; MB resident after each minute: {said}")
    assert min(passes) > 0
    assert sizes[-1] <= sizes[0] * 1.1
