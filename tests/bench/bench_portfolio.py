"""The table of all factories of a leader of 2,000, *Today* of that leader and of an advisor of 30, against the bare driver's rows.

Processor time of the whole program. The table is the real page: made, opened again, and shown while one factory changes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bwdesk.app.open_desk import OpenDesk
from bwdesk.keys import MemoryKeyring
from bwdesk.store.unit import Reader, Unit
from bwdesk.ui.pages.portfolio.page import PortfolioPage
from bwdesk.usecases.portfolio_kept import KeptPortfolio
from bwdesk.usecases.today import today_page
from bwdesk.usecases.visits import start_visit
from tests.bench.figure import Figure, median
from tests.bench.many_years import NOW, TODAY, fill, multiply
from tests.bench.program import first_run, outcome, rest, wait_until

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
        outcome(opened.bench.desk.do(_confirm))
        rest(1)
        bare = _times(opened, _bare)
        opening = [_opening(opened) for _ in range(TIMES)]
        again, change = _shown_again(opened)
        advisor = _times(opened, today_page, ADVISORS[0], NOW)
        leader = _times(opened, today_page, opened.bench.me.id, NOW)
        assert len(outcome(opened.bench.desk.ask(today_page, ADVISORS[0], NOW)).mine) == MINE
    floor = median(bare)
    painted, whole = [one[0] for one in opening], [one[1] for one in opening]
    return [
        Figure("bare driver: every row of 2,000 factories as it lies", floor, "ms"),
        Figure("table of 2,000 factories in 3,000 cycles, first rows", median(painted), "ms", 300, f"the very first {painted[0]:.0f}"),
        Figure("until all are counted, in slices", median(whole), "ms", None, f"worst {max(whole):.0f}; {results:,} results"),
        Figure("the same, to the bare rows", median(whole) / floor, "×"),
        Figure("table opened again", median(again), "ms", 300, f"worst {max(again):.0f}"),
        Figure("a visit begun, until its row says so", median(change), "ms", 300, f"worst {max(change):.0f}"),
        Figure("Today of an advisor of 30", median(advisor), "ms", 300, f"worst {max(advisor):.0f}"),
        Figure("the same, to the bare rows of all", median(advisor) / floor, "×"),
        Figure("Today of a leader of 2,000", median(leader), "ms", 300, f"worst {max(leader):.0f}"),
        Figure("the same, to the bare rows", median(leader) / floor, "×"),
    ]


def _confirm(unit: Unit) -> None:
    """A file that came from the office, not one that waits for it."""
    unit.connection.execute(text("UPDATE operations SET state = 'confirmed'"))


def _opening(opened: OpenDesk) -> tuple[float, float]:
    """From making the page to its first rows painted, and to all rows painted, ms."""
    start = time.process_time()
    page = _page(opened)
    page.opened()
    wait_until(lambda: len(page._shown.rows) > 0)
    page.repaint()
    painted = (time.process_time() - start) * 1000
    wait_until(lambda: len(page._shown.rows) == FACTORIES)
    page.repaint()
    whole = (time.process_time() - start) * 1000
    page.close()
    page.deleteLater()
    rest(0.2)
    return painted, whole


def _shown_again(opened: OpenDesk) -> tuple[list[float], list[float]]:
    """Of a table that was counted: shown again; and while it is shown, from a visit that begins to its painted row, ms."""
    page = _page(opened)
    page.opened()
    wait_until(lambda: len(page._shown.rows) == FACTORIES)
    again, change = [], []
    for number in range(TIMES):
        before, start = page._shown, time.process_time()
        page.opened()
        wait_until(lambda before=before: page._shown is not before)
        page.repaint()
        again.append((time.process_time() - start) * 1000)
        used, start = page._shown.rows[number].used, time.process_time()
        outcome(opened.bench.desk.do(start_visit, page._shown.rows[number].id))
        wait_until(lambda at=number, used=used: page._shown.rows[at].used > used)
        page.repaint()
        change.append((time.process_time() - start) * 1000)
        rest(0.2)
    page.close()
    return again, change


def _page(opened: OpenDesk) -> PortfolioPage:
    kept = KeptPortfolio()
    opened.bench.desk.changed.connect(kept.hear)
    page = PortfolioPage(replace(opened.bench, today=lambda: TODAY), kept)
    page.resize(1200, 760)
    page.show()
    return page


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
