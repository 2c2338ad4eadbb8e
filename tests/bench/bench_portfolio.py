"""The table of all factories of a leader of 2,000, *Today* of that leader and of an advisor of 30, against the bare driver's rows."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bwdesk.app.open_desk import OpenDesk
from bwdesk.keys import MemoryKeyring
from bwdesk.store.unit import Reader
from bwdesk.usecases.portfolio import portfolio_page
from bwdesk.usecases.today import today_page
from tests.bench.figure import Figure, median
from tests.bench.many_years import NOW, TODAY, fill, multiply
from tests.bench.program import first_run, outcome, rest

FACTORIES, ACT, MINE, TIMES = 2_000, 100, 30, 7
ADVISORS = [f"{number:032x}" for number in range(1, FACTORIES // MINE + 2)]
TABLES = ("factory", "cycle", "assignment", "visit", "issue", "action", "sitting", "contact", "assessment", "report", "edition")


def measure(folder: Path) -> list[Figure]:
    with first_run(folder / "desk", MemoryKeyring()) as opened:
        opened.services.index.close()
        chance = random.Random(9)
        for start in range(0, FACTORIES, ACT):
            outcome(opened.bench.desk.do(fill, start, ACT, chance, {n: ADVISORS[n // MINE] for n in range(start, start + ACT)}))
        results = outcome(opened.bench.desk.do(multiply))
        rest(1)
        bare = _times(opened, _bare)
        table = _times(opened, portfolio_page, opened.bench.me.id, TODAY)
        advisor = _times(opened, today_page, ADVISORS[0], NOW)
        leader = _times(opened, today_page, opened.bench.me.id, NOW)
        assert len(outcome(opened.bench.desk.ask(portfolio_page, opened.bench.me.id, TODAY)).rows) == FACTORIES
        assert len(outcome(opened.bench.desk.ask(today_page, ADVISORS[0], NOW)).mine) == MINE
    floor = median(bare)
    return [
        Figure("bare driver: every row of 2,000 factories as it lies", floor, "ms"),
        Figure("table of 2,000 factories in 3,000 cycles", median(table), "ms", 300, f"worst {max(table):.0f}; {results:,} results"),
        Figure("the same, to the bare rows", median(table) / floor, "×"),
        Figure("Today of an advisor of 30", median(advisor), "ms", 300, f"worst {max(advisor):.0f}"),
        Figure("the same, to the bare rows of all", median(advisor) / floor, "×"),
        Figure("Today of a leader of 2,000", median(leader), "ms", 300, f"worst {max(leader):.0f}"),
        Figure("the same, to the bare rows", median(leader) / floor, "×"),
    ]


def _bare(reader: Reader) -> int:
    """What the table cannot do without: the rows, read by the driver alone."""
    raw: Any = reader.connection.connection.driver_connection
    return sum(len(raw.execute(f'SELECT * FROM "{name}"').fetchall()) for name in TABLES)


def _times(opened: OpenDesk, query: Callable[..., object], *args: Any) -> list[float]:
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        outcome(opened.bench.desk.ask(query, *args))
        taken.append((time.process_time() - start) * 1000)
    return taken
