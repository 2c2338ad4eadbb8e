"""What a team leader of 2,000 factories holds: one or two years each, their visits, sittings, assessments, reports, plans and results."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import text

from bwdesk.domain.assessment import Assessment, Result, Stage, Verdict
from bwdesk.domain.contact import Contact
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import Sitting
from bwdesk.domain.edition import Edition
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.plan import Action, Issue, Origin, Verified
from bwdesk.domain.report import Report, ReportKind, ReportState
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope
from bwdesk.domain.thing import Thing, natural_id
from bwdesk.domain.visit import Visit
from bwdesk.store.guard import lifted
from bwdesk.store.unit import Unit

TODAY: Final = date(2026, 11, 23)
NOW: Final = datetime(2026, 11, 23, 9, tzinfo=UTC)
YEAR: Final = timedelta(days=365)
QUESTIONS: Final = 255
Own = dict[str, Any]


def factory_id(number: int) -> str:
    return f"{number:032x}"


def fill(unit: Unit, start: int, count: int, chance: random.Random, advisors: dict[int, str]) -> None:
    """Factories with their advisors; half of them in their second year."""
    for number in range(start, start + count):
        for thing in _factory(unit, number, chance, advisors[number]):
            unit.add(thing)


def _factory(unit: Unit, number: int, chance: random.Random, advisor: str) -> Iterator[Thing]:
    key, country = factory_id(number), chance.choice(("KH", "BD"))
    own: Own = {"scope": factory_scope(key), "factory_id": key}
    yield Factory(id=key, scope=country_scope(country), name=f"Factory {number:05}", country=country)
    begun = TODAY - timedelta(days=chance.randrange(350))
    first = begun - YEAR if chance.random() < 0.5 else begun
    yield Assignment(id=unit.new_id(), scope=country_scope(country), factory_id=key, person_id=advisor, role=Role.ADVISOR, from_on=first)
    for cycle_number, starts in enumerate(sorted({first, begun}), 1):
        yield from _year(unit, {**own, "cycle_id": natural_id(Cycle, key, cycle_number)}, country, cycle_number, starts, chance)
    for _ in range(3):
        due = TODAY + timedelta(days=chance.randrange(-60, 60)) if chance.random() < 0.7 else None
        issue = Issue(
            id=unit.new_id(), cycle_id=natural_id(Cycle, key, 1), origin=chance.choice(tuple(Origin)), title="Exit blocked", since_on=begun,
            due_on=due, verified=chance.choice(tuple(Verified)), **own,
        )  # fmt: skip
        yield issue
        yield Action(id=unit.new_id(), issue_id=issue.id, text="Move the racks", due_on=TODAY, **own)


def _year(unit: Unit, of: Own, country: str, number: int, starts: date, chance: random.Random) -> Iterator[Thing]:
    """A year as far as it has gone."""
    mine = {key: of[key] for key in ("scope", "factory_id")}
    yield Cycle(id=of["cycle_id"], number=number, started_on=starts, paid_on=starts, **mine)
    days = (3, 40, 75, 160, 220, 300)[: 6 if number == 1 else 4]
    moments = [
        datetime(starts.year, starts.month, starts.day, 4, tzinfo=UTC) + timedelta(days=day, minutes=chance.randrange(300)) for day in days
    ]
    for at in moments:
        is_over = at < NOW - timedelta(days=1)
        times = {"started_at": at, "closed_at": at + timedelta(hours=5)} if is_over else {}
        yield Visit(id=unit.new_id(), planned_at=at, **times, **of)
        if is_over and chance.random() < 0.5:
            yield Report(
                id=unit.new_id(), kind=ReportKind.VISIT, subject_id=of["factory_id"], state=ReportState.RELEASED, state_at=at, **of
            )
            yield Edition(id=unit.new_id(), report_id="r", kind=ReportKind.VISIT, subject_id="s", number=1, released_at=at, **of)
    if moments[1] < NOW:
        yield Sitting(id=unit.new_id(), number=1, held_on=moments[1].date(), tool="global", **of)
        yield Contact(id=unit.new_id(), at=moments[1], half_days=chance.choice((None, 1)), **of)
    yield from _assessed(unit, of, country, starts, chance)


def _assessed(unit: Unit, of: Own, country: str, starts: date, chance: random.Random) -> Iterator[Thing]:
    """The assessment, and where it was released: its report, and one result (`multiply` makes the others)."""
    on = starts + timedelta(days=90 + chance.randrange(40))
    if on > TODAY:
        return
    key = natural_id(Assessment, of["cycle_id"], 1)
    is_released = on + timedelta(days=30) < TODAY
    last = on + timedelta(days=1)
    places = {name: of[name] for name in ("factory_id", "cycle_id")}
    yield Assessment(
        id=key, scope=assessment_scope(key), number=1, country=country, tool="global", first_day_on=on, last_day_on=last,
        stage=Stage.RELEASED if is_released else Stage.READY, assessors=frozenset(("a" * 32, "b" * 32)), **places,
    )  # fmt: skip
    at = datetime(last.year, last.month, last.day, 4, tzinfo=UTC) + timedelta(days=20)
    state = ReportState.RELEASED if is_released else ReportState.READY
    yield Report(
        id=unit.new_id(), scope=assessment_scope(key), kind=ReportKind.ASSESSMENT, subject_id=key, state=state, state_at=at, **places
    )
    if is_released:
        yield Edition(id=unit.new_id(), report_id="r", kind=ReportKind.ASSESSMENT, subject_id=key, number=1, released_at=at, **of)
        yield Result(
            id=natural_id(Result, key, "1"), scope=of["scope"], assessment_id=key, cycle_id=of["cycle_id"], question="1",
            verdict=Verdict.COMPLIANT, tool="global", assessed_on=last,
        )  # fmt: skip


def multiply(unit: Unit) -> int:
    """As many results as a tool has questions, for each released assessment. Returns how many there are.

    Put down as rows beside each other, as a snapshot lays them: 300,000 operations of their own would take a quarter of an hour, and
    nothing that is measured looks at them.
    """
    raw: Any = unit.connection.connection.driver_connection
    columns = [row[1] for row in raw.execute('PRAGMA table_info("result")')]
    listed = ", ".join(f'"{name}"' for name in columns)
    found = raw.execute(f'SELECT {listed} FROM "result" ORDER BY cycle_id').fetchall()
    at, said = columns.index("id"), columns.index("question")
    rows = []
    for row in found:
        for number in range(2, QUESTIONS + 1):
            one = list(row)
            one[at], one[said] = "f" + natural_id(Result, row[at], number)[1:], str(number)
            rows.append(one)
    with lifted(unit.connection, ["result"]):
        raw.executemany(f'INSERT INTO "result" ({listed}) VALUES ({", ".join("?" * len(columns))})', rows)
    return int(unit.connection.execute(text('SELECT count(*) FROM "result"')).scalar() or 0)
