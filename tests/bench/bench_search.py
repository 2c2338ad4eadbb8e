"""First hits among 100,000 lines through the read lane, against the bare driver looking through the same texts."""

from __future__ import annotations

import random
import time
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text

from bwdesk.app.choosers import MOST
from bwdesk.app.open_desk import OpenDesk
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.visit import Visit
from bwdesk.keys import MemoryKeyring
from bwdesk.store import tables
from bwdesk.store.guard import Applying
from bwdesk.store.search import Hit, drain_search_queue, search
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from tests.bench.figure import Figure, median, p95
from tests.bench.program import first_run, outcome, wait_until

COUNT, BATCH, SLICE, TIMES = 100_000, 5_000, 2_000, 7
WORDS = (
    "exit", "blocked", "racks", "finishing", "night", "shift", "payroll", "overtime", "committee", "drill", "needle", "guard", "machine",
    "lối", "thoát", "hiểm", "ច្រកចេញ", "ត្រូវបានបិទ", "বহির্গমন", "مخرج", "الطوارئ", "出口", "boiler", "certificate", "toilet", "water",
)  # fmt: skip
RARE = "zirconium"
TYPED = ("ex", "blo", "overtime comm", "thoat hiem", "ចេ", "اري", "出口", "er", RARE, "nowhere at all")


def measure(folder: Path) -> list[Figure]:
    with first_run(folder / "desk", MemoryKeyring()) as opened:
        opened.services.index.close()
        indexing = _fill(opened)
        taken, floors, slowest = [], [], ("", 0.0)
        for typed in TYPED:
            found = _times(opened, search, typed, MOST)
            taken += found
            slowest = max(slowest, (typed, median(found)), key=lambda one: one[1])
            floors += _times(opened, _bare, typed)
        hits: list[Hit] = outcome(opened.bench.desk.ask(search, RARE, MOST))
        assert [RARE in hit.snippet for hit in hits] == [True]
    return [
        Figure("take 100,000 lines into the index", indexing, "s"),
        Figure("bare driver looking through 100,000 lines (p95)", p95(floors), "ms"),
        Figure("search among 100,000 lines, first hits (p95)", p95(taken), "ms", 100, f"median {median(taken):.1f}"),
        Figure("the slowest text among 100,000 lines", slowest[1], "ms", 100, slowest[0]),
        Figure("search, to the bare driver", p95(taken) / p95(floors), "×", 1),
    ]


def _fill(opened: OpenDesk) -> float:
    """Copies of one recorded line with texts of their own, indexed by the desk's own index; seconds that indexing took."""
    desk = opened.bench.desk
    factory = outcome(desk.do(add_factory, "Golden Thread Ltd", "KH"))
    outcome(desk.do(register_factory, factory, date(2026, 5, 8)))
    visit: Visit = outcome(desk.do(start_visit, factory.id))
    line = outcome(desk.do(add_line, visit, f"{RARE} in the dye store")).line
    chance = random.Random(5)
    for _ in range(COUNT // BATCH):
        outcome(
            desk.do(
                _copies,
                opened.services.files.writing.applying,
                line.id,
                [" ".join(chance.choices(WORDS, k=chance.randrange(4, 20))) for _ in range(BATCH)],
            )
        )
    start = time.perf_counter()
    while outcome(desk.do(drain_search_queue, SLICE)):
        pass
    return time.perf_counter() - start


def _copies(unit: Unit, applying: Applying, line_id: str, said: list[str]) -> None:
    table = tables.table_of(KINDS["line"])
    row = dict(unit.connection.execute(select(table).where(table.c.id == line_id)).one()._mapping)
    rows = [row | {"id": unit.new_id(), "text": one} for one in said]
    with applying.on(unit.connection):
        unit.connection.execute(insert(table), rows)
    unit.connection.execute(text("INSERT INTO search_queue (thing, kind) VALUES (:id, 'line')"), [{"id": one["id"]} for one in rows])


def _bare(reader: Reader, typed: str) -> list[str]:
    raw: Any = reader.connection.connection.driver_connection
    needles = [f"%{word}%" for word in typed.split()]
    held = " AND ".join("text LIKE ?" for _ in needles)
    return [row[0] for row in raw.execute(f"SELECT id FROM line WHERE {held} ORDER BY id DESC LIMIT {MOST}", needles)]


def _times(opened: OpenDesk, query: Any, *arguments: Any) -> list[float]:
    taken = []
    for _ in range(TIMES):
        told: list[Any] = []
        start = time.perf_counter()
        opened.bench.desk.ask(query, *arguments).then(told.append)
        wait_until(lambda told=told: told)  # type: ignore[misc]
        taken.append((time.perf_counter() - start) * 1000)
    return taken
