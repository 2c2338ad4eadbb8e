"""Trends from stored results, issues and ledgers: of a factory, a country, all; what is withheld has no numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk import shipped
from bwdesk.domain.assessment import Result, Verdict
from bwdesk.domain.committee import Sex
from bwdesk.domain.contact import Channel
from bwdesk.domain.earlier import BEFORE, EarlierFinding
from bwdesk.domain.learning import Audience, Training
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.plan import Issue, Origin, Verified
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.cycle_facts import ledger_records, ledgers_of_cycle, records
from bwdesk.usecases.engagement import add_contact
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.learning import count_people, edit_training, hold_training, plan_training
from bwdesk.usecases.plan import add_issue
from bwdesk.usecases.seminars import count_seats, hold_seminar, invite, plan_seminar
from bwdesk.usecases.trends import NO_DATA, Figure, trends_page
from bwdesk.usecases.visits import close_visit, plan_visit, start_visit
from tests.usecases.conftest import NOW, TODAY

TOOL = shipped.tool_for("KH", TODAY)
FIRST, OTHER = TOOL.leaves()[0], next(leaf for leaf in TOOL.leaves() if leaf.cluster != TOOL.leaves()[0].cluster)


def release(unit, factory, cycle, verdicts, on=TODAY):
    """Released results as they lie in a factory's scope."""
    for code, verdict in verdicts.items():
        unit.add(
            Result(
                id=natural_id(Result, cycle.id, code), scope=factory_scope(factory.id), assessment_id=f"a{cycle.id}"[:32],
                cycle_id=cycle.id, question=code, verdict=verdict, tool=TOOL.name, assessed_on=on,
            )
        )  # fmt: skip


@pytest.fixture
def eight(desk):
    """Five factories in Cambodia and three in Bangladesh, all assessed in cycle 1; the first one in cycle 2 too."""
    made = []
    for number in range(8):
        factory = desk.do(add_factory, f"Secret Name {number}", "KH" if number < 5 else "BD")
        cycle = desk.do(register_factory, factory, date(2025, 5, 8), desk.writer.person)
        desk.do(
            release, factory, cycle, {FIRST.code: Verdict.NON_COMPLIANT if number < 2 else Verdict.COMPLIANT, OTHER.code: Verdict.COMPLIANT}
        )
        issue = desk.do(add_issue, cycle, "Exit blocked", Origin.VISIT)
        base = desk.get(Issue, issue.id)
        told = {"since_on": TODAY - timedelta(days=100), "cluster": FIRST.cluster}
        if number < 5:
            told |= {"verified": Verified.VERIFIED, "verified_on": TODAY - timedelta(days=90 - number)}
        desk.do(lambda unit, base=base, told=told: unit.put(base, replace(base, **told)))
        made.append((factory, cycle))
    second = desk.do(register_factory, made[0][0], date(2026, 5, 8), desk.writer.person)
    desk.do(release, made[0][0], second, {FIRST.code: Verdict.COMPLIANT})
    return made


def figures(found, subject, key):
    return next(row.figures for row in found.tables[subject].rows if row.key == key)


def test_all_factories_count_and_few_are_withheld(desk, eight):
    found = desk.ask(trends_page, TODAY)
    assert (found.factories, found.countries, found.least) == (8, ("BD", "KH"), 5)
    assert figures(found, "questions", FIRST.code) == (Figure(2, 8, 8), Figure(None, None, 1, True))
    assert figures(found, "questions", OTHER.code) == (Figure(0, 8, 8), NO_DATA)
    assert figures(found, "clusters", FIRST.cluster)[0] == Figure(2, 8, 8)  # its other points have gaps, and count nowhere
    assert figures(found, "plan", "verified") == (Figure(5, 8, 8),)
    assert figures(found, "half_life", FIRST.cluster) == (Figure(13, None, 8),)
    assert figures(found, "ages", "visit")[2] == Figure(None, None, 3, True)
    assert figures(found, "ledgers", "visit_days")[0] == Figure(0, 8 * 16, 8)


def test_a_country_of_few_is_withheld_and_one_factory_is_its_own(desk, eight):
    few = desk.ask(trends_page, TODAY, country="BD")
    assert few.factories == 3
    assert all(one.is_withheld or one.part is None for table in few.tables.values() for row in table.rows for one in row.figures)
    own = desk.ask(trends_page, TODAY, factory=eight[0][0].id)
    assert own.name == "Secret Name 0"
    assert figures(own, "questions", FIRST.code) == (Figure(1, 1, 1), Figure(0, 1, 1))


def move_in(unit, factory, verdicts, cycle_number=BEFORE, on=date(2024, 11, 14)):
    """What was moved in, as it lies in a factory's scope."""
    for code, verdict in verdicts.items():
        scope = factory_scope(factory.id)
        unit.add(
            EarlierFinding(
                id=scoped_id("earlier_finding", scope, on.isoformat(), code), scope=scope, factory_id=factory.id, assessed_on=on,
                question=code, cycle_number=cycle_number, verdict=verdict,
            )
        )  # fmt: skip


def test_what_was_moved_in_of_a_factory_is_its_earliest_point_and_counts_nowhere_else(desk, eight):
    factory = eight[0][0]
    before = desk.ask(trends_page, TODAY)
    desk.do(move_in, factory, {FIRST.code: Verdict.NON_COMPLIANT})
    own = desk.ask(trends_page, TODAY, factory=factory.id)
    table = own.tables["questions"]
    assert (table.columns, table.moved) == ((BEFORE, 1, 2), {BEFORE})
    assert figures(own, "questions", FIRST.code) == (Figure(1, 1, 1), Figure(1, 1, 1), Figure(0, 1, 1))
    assert figures(own, "questions", OTHER.code) == (NO_DATA, Figure(0, 1, 1), NO_DATA)
    assert figures(own, "clusters", FIRST.cluster)[0] == Figure(1, 1, 1)
    assert own.tables["plan"].moved == own.tables["ledgers"].moved == frozenset() and BEFORE not in own.tables["ledgers"].columns
    assert desk.ask(trends_page, TODAY) == before, "beside others it would tell of findings alone"


def test_released_results_stand_over_what_was_moved_in_for_their_cycle(desk, eight):
    factory = eight[0][0]
    desk.do(move_in, factory, {FIRST.code: Verdict.COMPLIANT, OTHER.code: Verdict.NON_COMPLIANT}, cycle_number=1, on=date(2025, 6, 1))
    own = desk.ask(trends_page, TODAY, factory=factory.id)
    assert own.tables["questions"].moved == frozenset()
    assert figures(own, "questions", FIRST.code) == (Figure(1, 1, 1), Figure(0, 1, 1))


def test_the_panel_is_of_factories_assessed_in_every_cycle(desk, eight):
    found = desk.ask(trends_page, TODAY, balanced=True)
    assert [one.factories for one in figures(found, "questions", FIRST.code)] == [1, 1]


def test_an_empty_desk_has_empty_tables(desk):
    assert all(not table.rows for table in desk.ask(trends_page, TODAY).tables.values())


def test_ledgers_read_for_thousands_are_those_read_for_some(desk, eight):
    """What is read of all factories, a few fields each, tells the same as whole things of some."""
    factory, cycle = eight[1]
    visit = desk.do(start_visit, factory.id)
    desk.do(close_visit, visit, visit, {})
    desk.do(plan_visit, factory.id, NOW + timedelta(days=3))
    desk.do(add_contact, cycle, Channel.CALL, "HR manager", "Exits", half_days=1)
    desk.do(plan_assessment, factory, cycle, frozenset({"jonas", "dara"}), TODAY, TODAY + timedelta(days=1))
    for extra, is_held in ((False, True), (True, True), (False, False)):
        training = desk.do(plan_training, cycle, "Exits", "OS-EMR", TODAY, 3, expected=10)
        training = desk.do(edit_training, training, replace(training, is_extra=extra))
        desk.do(count_people, training, {(Audience.WORKER, Sex.WOMAN): 6})
        if is_held:
            desk.do(hold_training, desk.get(Training, training.id), TODAY)
    seminar = desk.do(plan_seminar, "KH", "Wages", "CO", TODAY)
    desk.do(count_seats, seminar, factory.id, {(Audience.MANAGER, Sex.MAN): 2})
    desk.do(hold_seminar, seminar, TODAY)
    desk.do(invite, desk.do(plan_seminar, "KH", "Hours", "WT", TODAY + timedelta(days=9)), factory.id)

    def ledgers(known):
        return {
            c.id: ledgers_of_cycle(own.of_cycle(c.id), c, shipped.profile(c.profile), is_released=True)
            for own in known.values()
            for c in own.cycles
        }

    few, many = ledgers(desk.ask(records, [one.id for one, _ in eight])), ledgers(desk.ask(ledger_records))
    assert few == many and len(few) == 9
    assert any(one.used for one in few[cycle.id]) and any(one.planned for one in few[cycle.id]) and few[cycle.id][2].extra == 18
