"""10,000 operations up and down through the real server, against the floor of the same run; small batches; an idle sync."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from bwdesk.domain.factory import Assignment, Role
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.visit import Line, Mark
from tests.bench import floor
from tests.bench.figure import Figure, median
from tests.fakes.office import Laptop, ServerHouse

COUNT = int(os.environ.get("BWDESK_BENCH_OPERATIONS", "10000"))
RUNS = int(os.environ.get("BWDESK_BENCH_RUNS", "3"))
ACT = 50
"""Records that one act of a person writes."""


def measure(folder: Path) -> list[Figure]:
    some = floor.records(COUNT)
    house = ServerHouse(folder / "server")
    house.start()
    amina, jonas = (Laptop(folder, house.account(name)).join(house.url) for name in ("amina", "jonas"))
    rounds = [_round(folder / f"{n}", some, house, amina, jonas) for n in range(RUNS)]
    idle = _idle(amina)
    for one in (amina, jonas):
        one.close()
    house.stop()
    shown = "floor up {:.2f} s, down {:.2f} s".format(*(median([one[key] for one in rounds]) for key in ("floor up", "floor down")))
    return [
        Figure(f"{COUNT} operations up, against the floor", median([r["up"] / r["floor up"] for r in rounds]), "×", 5, shown),
        Figure(f"{COUNT} operations down, against the floor", median([r["down"] / r["floor down"] for r in rounds]), "×", 3),
        Figure("bytes up, against the floor", median([r["bytes up"] / r["floor bytes"] for r in rounds]), "×", 1.2),
        Figure("bytes down, against the floor", median([r["bytes down"] / r["floor bytes"] for r in rounds]), "×", 1.2),
        *idle,
    ]


def _round(folder: Path, some: Sequence[floor.Record], house: ServerHouse, amina: Laptop, jonas: Laptop) -> dict[str, float]:
    folder.mkdir()
    factory_id = _prepared(some, house, amina, jonas)
    up, down, size = floor.once(folder, some)
    begun = time.perf_counter()
    sent = amina.sync()
    mid = time.perf_counter()
    taken = jonas.sync()
    end = time.perf_counter()
    assert amina.totals().is_all_home
    assert amina.digest(factory_scope(factory_id)) == jonas.digest(factory_scope(factory_id))
    print(
        f"   up {mid - begun:.2f} s in {sent.turns} turns, down {end - mid:.2f} s in {taken.turns}; floor {up:.2f} s and {down:.2f} s",
        flush=True,
    )
    return {
        "up": mid - begun, "down": end - mid, "floor up": up, "floor down": down, "floor bytes": size,
        "bytes up": sent.bytes_up, "bytes down": taken.bytes_down,
    }  # fmt: skip


def _prepared(some: Sequence[floor.Record], house: ServerHouse, amina: Laptop, jonas: Laptop) -> str:
    """A factory that both look after, and the records as unsent lines of Amina's, fifty a visit.

    A record's `visit` stands in a field without an index, as it does at the floor; it is random in every record.
    """
    factory_id = amina.registers()
    with amina.does("assign") as unit:
        unit.add(
            Assignment(
                id=unit.new_id(), scope=country_scope("KH"), factory_id=factory_id, person_id=amina.account.id, role=Role.ADVISOR,
                from_on=date(2026, 1, 1),
            )
        )  # fmt: skip
    amina.sync()
    house.assign("jonas", factory_id, Role.ADVISOR)
    amina.sync()
    jonas.sync()
    for start in range(0, len(some), ACT):
        with amina.does("visit.line") as unit:
            visit = unit.new_id()
            for one in some[start : start + ACT]:
                unit.add(
                    Line(
                        id=unit.new_id(), scope=factory_scope(factory_id), visit_id=visit, at=datetime.fromisoformat(one["at"]),
                        pos=one["visit"], text=one["text"], mark=Mark(one["mark"]), cluster=f"{one['place']}{one['by'][-2:]}{one['score']}",
                    )
                )  # fmt: skip
    return factory_id


def _idle(one: Laptop) -> list[Figure]:
    one.sync()
    times, report = [], one.sync()
    for _ in range(10):
        begun = time.perf_counter()
        report = one.sync()
        times.append((time.perf_counter() - begun) * 1000)
    return [
        Figure("a sync with nothing to do, turns", report.turns, "", 1),
        Figure("a sync with nothing to do, bytes both ways", report.bytes_up + report.bytes_down, "B", 600),
        Figure("a sync with nothing to do", median(times), "ms"),
    ]
