"""The table of all factories of a leader of 2,000, *Today* of that leader and of an advisor of 30, against the bare driver's rows."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bwdesk.app.open_desk import OpenDesk
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.plan import Action, Issue, Origin, Verified
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.domain.visit import Visit
from bwdesk.keys import MemoryKeyring
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.portfolio import portfolio_page
from bwdesk.usecases.today import today_page
from tests.bench.figure import Figure, median
from tests.bench.program import first_run, outcome, rest

FACTORIES, ACT, MINE, TIMES = 2_000, 100, 30, 7
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADVISORS = [f"{number:032x}" for number in range(1, FACTORIES // MINE + 2)]
TABLES = ("factory", "cycle", "assignment", "visit", "issue", "action")


def measure(folder: Path) -> list[Figure]:
    with first_run(folder / "desk", MemoryKeyring()) as opened:
        opened.services.index.close()
        chance = random.Random(9)
        for start in range(0, FACTORIES, ACT):
            outcome(opened.bench.desk.do(fill, start, ACT, chance))
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
        Figure("table of 2,000 factories with 6,000 issues", median(table), "ms", 300, f"worst {max(table):.0f}"),
        Figure("the same, to the bare rows", median(table) / floor, "×"),
        Figure("Today of an advisor of 30", median(advisor), "ms", 300, f"worst {max(advisor):.0f}"),
        Figure("the same, to the bare rows of all", median(advisor) / floor, "×"),
        Figure("Today of a leader of 2,000", median(leader), "ms", 300, f"worst {max(leader):.0f}"),
        Figure("the same, to the bare rows", median(leader) / floor, "×"),
    ]


def fill(unit: Unit, start: int, count: int, chance: random.Random) -> None:
    """Factories in a running cycle, each with an advisor, two visits, three issues and an action for each."""
    for number in range(start, start + count):
        scope, country = factory_scope(f"{number:032x}"), chance.choice(("KH", "BD"))
        mine: dict[str, Any] = {"scope": scope, "factory_id": f"{number:032x}"}
        unit.add(Factory(id=f"{number:032x}", scope=country_scope(country), name=f"Factory {number:05}", country=country))
        begun = TODAY - timedelta(days=chance.randrange(300))
        cycle = Cycle(id=natural_id("cycle", f"{number:032x}", 1), number=1, started_on=begun, **mine)
        unit.add(cycle)
        person = ADVISORS[number // MINE]
        unit.add(
            Assignment(
                id=unit.new_id(), scope=country_scope(country), factory_id=f"{number:032x}", person_id=person, role=Role.ADVISOR,
                from_on=begun,
            )
        )  # fmt: skip
        for days in (3, 40):
            at = datetime(begun.year, begun.month, begun.day, 4, tzinfo=UTC) + timedelta(days=days)
            is_over = at < NOW - timedelta(days=1)
            unit.add(
                Visit(
                    id=unit.new_id(), cycle_id=cycle.id, planned_at=at, started_at=at if is_over else None,
                    closed_at=at + timedelta(hours=5) if is_over else None, **mine,
                )
            )  # fmt: skip
        for _ in range(3):
            due = TODAY + timedelta(days=chance.randrange(-60, 60)) if chance.random() < 0.7 else None
            issue = Issue(
                id=unit.new_id(), cycle_id=cycle.id, origin=chance.choice(tuple(Origin)), title="Exit blocked", since_on=begun, due_on=due,
                verified=chance.choice(tuple(Verified)), **mine,
            )  # fmt: skip
            unit.add(issue)
            unit.add(Action(id=unit.new_id(), issue_id=issue.id, text="Move the racks", due_on=TODAY, **mine))


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
