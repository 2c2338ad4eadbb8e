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
    amina, *others = (Laptop(folder, house.account(name)).join(house.url) for name in ("amina", "jonas", "minh", "sokha"))
    rounds = [one_round(folder / f"{n}", some, house, amina, others) for n in range(RUNS)]
    idle = _idle(amina)
    for one in (amina, *others):
        one.close()
    house.stop()
    shown = "floor up {:.2f} s, down {:.2f} s".format(*(median([one[key] for one in rounds]) for key in ("floor up", "floor down")))
    return [
        Figure(f"{COUNT} operations up, against the floor", median([r["up"] / r["floor up"] for r in rounds]), "×", 5, shown),
        Figure(f"{COUNT} operations down, against the floor", median([r["down"] / r["floor down"] for r in rounds]), "×", 3),
        Figure("the same by snapshot, made for this laptop", median([r["made"] / r["floor down"] for r in rounds]), "×", 3),
        Figure("the same by snapshot, made before", median([r["snapshot"] / r["floor down"] for r in rounds]), "×", 2),
        Figure("bytes up, against the floor", median([r["bytes up"] / r["floor bytes"] for r in rounds]), "×", 1.2),
        Figure("bytes down, against the floor", median([r["bytes down"] / r["floor bytes"] for r in rounds]), "×", 1.2),
        *idle,
    ]


def one_round(folder: Path, some: Sequence[floor.Record], house: ServerHouse, amina: Laptop, others: Sequence[Laptop]) -> dict[str, float]:
    folder.mkdir()
    factory_id = _prepared(some, house, amina, others)
    floors = [floor.once(folder, some)]
    begun = time.perf_counter()
    sent = amina.sync()
    times = {"up": time.perf_counter() - begun}
    for one, way in zip(others, ("down", "made", "snapshot"), strict=True):
        floors.append(floor.once(folder, some))
        begun = time.perf_counter()
        taken = one.sync(with_snapshots=way != "down")
        times[way] = time.perf_counter() - begun
        if way == "down":
            times["bytes down"], times["total down"] = taken.bytes_down, taken.bytes_down + taken.bytes_up
        assert amina.digest(factory_scope(factory_id)) == one.digest(factory_scope(factory_id))
    assert amina.totals().is_all_home
    up, down, size = (median(some) for some in zip(*floors, strict=True))
    shown = ", ".join(f"{way} {times[way]:.2f} s" for way in ("up", "down", "made", "snapshot"))
    print(f"   {shown}; floor {up:.2f} s and {down:.2f} s", flush=True)
    return (
        times
        | {"floor up": up, "floor down": down, "floor bytes": size, "bytes up": sent.bytes_up}
        | {"total up": sent.bytes_up + sent.bytes_down}
    )


def _prepared(some: Sequence[floor.Record], house: ServerHouse, amina: Laptop, others: Sequence[Laptop]) -> str:
    """A factory that all look after, and the records as unsent lines of Amina's, fifty a visit.

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
    for one in others:
        house.assign(one.account.login, factory_id, Role.ADVISOR)
    for one in (amina, *others):
        one.sync()
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
