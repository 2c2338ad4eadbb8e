"""What is kept of the table of all factories says what a fresh count says, whatever was written, parked, taken off or sent by others."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import ResourceClosedError

from bwdesk.domain.assessment import Assessment, Result, Stage, Verdict
from bwdesk.domain.committee import Sex
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Assignment, Factory, Person, Role
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.learning import Audience, Invitation, Seat, Seminar
from bwdesk.domain.operation import read_operation
from bwdesk.domain.plan import Origin
from bwdesk.domain.programme import Milestone
from bwdesk.domain.report import Report, ReportKind, ReportState
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope, scope_kind
from bwdesk.domain.thing import natural_id, spec_of
from bwdesk.domain.views import SavedView
from bwdesk.store import tables as t
from bwdesk.store.fold import Incoming
from bwdesk.store.log import set_parked
from bwdesk.store.unit import Reader
from bwdesk.usecases import portfolio_kept
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue
from bwdesk.usecases.portfolio_kept import COUNTED, KeptPortfolio
from bwdesk.usecases.visits import start_visit
from tests.usecases.conftest import TODAY
from tests.usecases.random_years import random_year

PEOPLE = ["a" * 32, "b" * 32, "amina"]


def fresh(desk, day=TODAY):
    return desk.ask(KeptPortfolio().page, desk.writer.person, day)


class Kept:
    """The table of a desk as a page keeps it."""

    def __init__(self, desk):
        self.desk, self.kept = desk, KeptPortfolio()

    def do(self, use_case, *args):
        outcome = self.desk.do(use_case, *args)
        self.kept.hear(self.desk.changes)
        return outcome

    def page(self, day=TODAY, most=None):
        return self.desk.ask(self.kept.page, self.desk.writer.person, day, most)


# --- a random history ---------------------------------------------------------------------------------------------------------------


def begin(unit, chance):
    """Some factories with years, people who advise them, and seminars they came to."""
    for key in PEOPLE[:2]:
        unit.add(Person(id=key, scope=country_scope("KH"), name=f"Person {key[0]}"))
    seminars = [introduction(unit, chance) for _ in range(2)]
    for number in range(6):
        made = add_factory(unit, f"Factory {chance.randrange(99)} {number}", "KH")
        random_year(unit, made, chance)
        place(unit, made, chance)
        come(unit, made.id, chance.choice(seminars), chance)


def introduction(unit, chance):
    held_on = TODAY - timedelta(days=chance.randrange(300)) if chance else None
    return unit.add(
        Seminar(id=unit.new_id(), scope=country_scope("KH"), country="KH", title="Introduction", held_on=held_on, is_introduction=True)
    )


def place(unit, factory, chance):
    from_on = TODAY - timedelta(days=chance.randrange(-3, 300))
    person = chance.choice(PEOPLE)
    of = {"factory_id": factory.id, "person_id": person, "role": Role.ADVISOR, "from_on": from_on}
    unit.add(Assignment(id=unit.new_id(), scope=country_scope("KH"), **of))


def come(unit, factory_id, seminar, chance):
    of = {"scope": seminar.scope, "seminar_id": seminar.id, "factory_id": factory_id}
    unit.add(Seat(id=unit.new_id(), audience=Audience.WORKER, sex=Sex.WOMAN, count=chance.randrange(4), **of))
    if chance.random() < 0.5:
        unit.add(Invitation(id=unit.new_id(), **of))


def edit(unit, chance):
    """One thing of one kind changes: removed, brought back, renamed, moved in time."""
    things = unit.find(chance.choice(COUNTED), deleted=True)
    if things:
        one = chance.choice(things)
        unit.put(one, replace(one, deleted=not one.deleted) if chance.random() < 0.4 else altered(one, chance))


def altered(one, chance):
    day = TODAY + timedelta(days=chance.randrange(-400, 40))
    for name, value in (
        ("name", f"Other {chance.randrange(99)}"), ("half_days", chance.randrange(3)), ("held_on", day), ("started_on", day),
        ("last_day_on", day), ("due_on", day), ("to_on", day), ("withdrawn_at", None), ("count", chance.randrange(2)),
    ):  # fmt: skip
        if hasattr(one, name):
            return replace(one, **{name: value})
    return replace(one, deleted=not one.deleted)


def grow(unit, chance):
    """A new factory, or something new of one."""
    factories = unit.find(Factory)
    if not factories or chance.random() < 0.2:
        random_year(unit, add_factory(unit, f"Newcomer {chance.randrange(99)}", chance.choice(("KH", "BD"))), chance)
        return
    factory, seminars = chance.choice(factories), unit.find(Seminar)
    if seminars and chance.random() < 0.4:
        come(unit, factory.id, chance.choice(seminars), chance)
    else:
        place(unit, factory, chance)


def park(unit, chance):
    """Operations of a scope are parked, or let go."""
    c = t.operations.c
    rows = unit.connection.execute(select(c.id, c.scope)).all()
    scope = chance.choice(rows).scope
    ids = [row.id for row in rows if row.scope == scope]
    set_parked(unit, scope, dict.fromkeys(chance.sample(ids, min(4, len(ids))), chance.choice((None, "unknown"))))


def part(unit, chance):
    """A scope leaves the laptop, or the first things of it."""
    c = t.operations.c
    rows = unit.connection.execute(select(c.kind, c.thing, c.scope).distinct()).all()
    wanted = "country" if chance.random() < 0.1 else chance.choice(("factory", "assessment"))
    scopes = sorted({row.scope for row in rows if scope_kind(row.scope) == wanted})
    if scopes:
        scope = chance.choice(scopes)
        things = [(row.kind, row.thing) for row in rows if row.scope == scope]
        if chance.random() < 0.5:
            unit.erase(scope, things[: len(things) // 2])
        else:
            unit.erase(scope, things)
            unit.sweep(scope)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_kept_is_what_a_fresh_count_says_after_any_history(make_desk, monkeypatch, seed):
    monkeypatch.setattr(portfolio_kept, "FIRST", 60 * (seed % 2))  # with releases read for some factories, and for all at once
    chance, desk = random.Random(seed), make_desk(seed=seed + 1)
    table = Kept(desk)
    table.do(begin, chance)
    day = TODAY
    for _ in range(40):
        act = chance.choices((edit, grow, park, part), (12, 3, 2, 1))[0]
        table.do(act, chance)
        if chance.random() < 0.05:
            day += timedelta(days=1)
        if chance.random() < 0.5:
            page = table.page(day, chance.choice((None, 1, 3)))
            assert page.waiting or page == fresh(desk, day)
            assert set(page.rows) <= set(fresh(desk, day).rows)
    assert table.page(day) == fresh(desk, day)


def test_what_a_colleague_sends_is_counted(make_desk):
    here, there = make_desk(), make_desk("ben", 2)
    there.do(begin, random.Random(1))
    table = Kept(here)
    assert table.page().rows == ()
    c = t.operations.c
    rows = there.ask(lambda reader: reader.connection.execute(select(c.header, c.body).order_by(c.n)).all())
    incoming = [Incoming(read_operation(*row), "confirmed") for row in rows]
    for start in range(0, len(incoming), 50):
        table.do(lambda unit, some=incoming[start : start + 50]: unit.apply(some))
        assert table.page() == fresh(here)
    assert len(table.page().rows) == 6


def test_every_kind_that_is_read_is_heard_of(desk):
    desk.do(begin, random.Random(1))
    said = []
    raw = desk.store.connection.connection.driver_connection
    raw.set_trace_callback(said.append)
    fresh(desk)
    raw.set_trace_callback(None)
    read = {name for query in said for name in re.findall(r'(?:FROM|JOIN) "?(\w+)', query)}
    assert read & KINDS.keys() - {"saved_view"} == {spec_of(cls).name for cls in COUNTED}


# --- one change, one factory ---------------------------------------------------------------------------------------------------------


def steps(desk, job):
    """How many steps the file's own machine takes for a job."""
    taken = [0]
    raw = desk.store.connection.connection.driver_connection
    raw.set_progress_handler(lambda: taken.__setitem__(0, taken[0] + 1), 1)
    try:
        job()
    finally:
        raw.set_progress_handler(None, 1)
    return taken[0]


def registered(desk, count):
    made = [desk.do(add_factory, f"Factory {number:02}", "KH") for number in range(count)]
    return [desk.do(register_factory, one, TODAY - timedelta(days=40 + number), "amina") for number, one in enumerate(made)]


def test_a_change_of_one_factory_reads_no_other(make_desk):
    read = {}
    for count in (4, 40):
        desk = make_desk(seed=count)
        cycles, table = registered(desk, count), Kept(desk)
        whole = steps(desk, table.page)
        table.do(start_visit, cycles[2].factory_id)
        read[count] = steps(desk, table.page)
        assert table.page() == fresh(desk)
        assert read[count] < whole / 2 or count == 4
    assert read[40] < read[4] * 1.2


def an_introduction_is_held(unit, cycle):
    (seminar,) = unit.find(Seminar)
    unit.put(seminar, replace(seminar, held_on=cycle.started_on))


def an_assessor_has_been_there(unit, cycle):
    key = natural_id(Assessment, cycle.id, 1)
    unit.add(
        Assessment(
            id=key, scope=assessment_scope(key), factory_id=cycle.factory_id, cycle_id=cycle.id, number=1, country="KH", tool="global",
            first_day_on=cycle.started_on, last_day_on=cycle.started_on, stage=Stage.RUNNING,
        )
    )  # fmt: skip


def a_draft_goes_out_for_comments(unit, cycle):
    of = {"factory_id": cycle.factory_id, "cycle_id": cycle.id, "scope": assessment_scope("c" * 32), "subject_id": "c" * 32}
    unit.add(Report(id=unit.new_id(), kind=ReportKind.ASSESSMENT, state=ReportState.COMMENTS, state_at=unit.now, **of))


def ask_only_for(unit, cycle, milestone):
    unit.put(cycle, replace(cycle, waived=frozenset(one.value for one in Milestone if one is not milestone)))


@pytest.mark.parametrize(
    ("milestone", "act"),
    [
        (Milestone.INTRO_SEMINAR, an_introduction_is_held),
        (Milestone.ASSESSMENT, an_assessor_has_been_there),
        (Milestone.COMMENTS, a_draft_goes_out_for_comments),
    ],
)
def test_what_stands_outside_a_factorys_scope_is_counted_with_it(desk, milestone, act):
    cycle, *_ = registered(desk, 2)
    desk.do(start_visit, cycle.factory_id)
    desk.do(lambda unit: come(unit, cycle.factory_id, introduction(unit, None), random.Random(1)))
    desk.do(ask_only_for, cycle, milestone)
    table = Kept(desk)
    before = table.page()
    table.do(act, cycle)
    assert before != table.page() == fresh(desk)


def test_a_release_between_two_slices_is_not_missed(desk, monkeypatch):
    monkeypatch.setattr(portfolio_kept, "FIRST", 0)
    cycle, table = registered(desk, 3)[1], Kept(desk)
    desk.do(ask_only_for, cycle, Milestone.PROGRESS1)
    assert table.page(most=1).waiting == 2
    key = natural_id(Assessment, cycle.id, 1)
    released = Result(
        id=natural_id(Result, key, "1"), scope=cycle.scope, assessment_id=key, cycle_id=cycle.id, question="1", tool="global",
        verdict=Verdict.COMPLIANT, assessed_on=cycle.started_on,
    )  # fmt: skip
    table.do(lambda unit: unit.add(released))
    assert table.page() == fresh(desk)


def test_what_is_not_counted_touches_nothing(desk, cycle):
    table = Kept(desk)
    table.page()
    nothing = steps(desk, table.page)
    table.do(lambda unit: unit.add(SavedView(id=unit.new_id(), scope="user/amina", place="portfolio", name="Late", body="{}")))
    assert [view.name for view in table.page().views] == ["Late"]
    assert steps(desk, table.page) < nothing * 2


# --- slices, days, what leaves, what fails --------------------------------------------------------------------------------------------


def test_slices_come_by_name_and_say_how_many_wait(desk):
    registered(desk, 7)
    table = Kept(desk)
    some = table.page(most=3)
    assert ([row.name for row in some.rows], some.waiting) == (["Factory 00", "Factory 01", "Factory 02"], 4)
    table.page(most=3)
    assert table.page(most=3) == fresh(desk)


def test_another_day_counts_everything_anew(desk, cycle):
    late = desk.do(add_issue, cycle, "Exit blocked", Origin.VISIT)
    desk.do(lambda unit: unit.put(late, replace(late, due_on=TODAY)))
    table = Kept(desk)
    assert table.page().rows[0].late == 0
    assert table.page(TODAY + timedelta(days=1)).rows[0].late == 1


def test_a_factory_that_leaves_the_laptop_leaves_the_table(desk):
    cycles, table = registered(desk, 3), Kept(desk)
    table.page()
    gone = cycles[1].factory_id
    things = [(spec_of(Cycle).name, cycles[1].id)]
    table.do(lambda unit: unit.erase(factory_scope(gone), things))
    assert gone not in {row.id for row in table.page().rows}
    table.do(lambda unit: unit.sweep(country_scope("KH")))
    assert table.page().rows == ()


def test_a_scope_swept_without_its_operations_is_heard_of(desk):
    cycles, table = registered(desk, 2), Kept(desk)
    table.page()
    table.do(lambda unit: unit.sweep(factory_scope(cycles[0].factory_id)))
    assert [row.id for row in table.page().rows] == [cycles[1].factory_id]


def test_after_a_failure_nothing_is_missed(desk):
    cycles, table = registered(desk, 2), Kept(desk)
    table.page()
    table.do(start_visit, cycles[0].factory_id)
    closed = desk.store.engine.connect()
    closed.close()
    with pytest.raises(ResourceClosedError):
        table.kept.page(Reader(closed), "amina", TODAY)
    assert table.page() == fresh(desk)
