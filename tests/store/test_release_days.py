"""When the results of assessments were released, by cycle: one of each assessment is looked at, not all of them."""

from __future__ import annotations

from datetime import date, timedelta

from bwdesk.domain.assessment import Assessment, Result, Verdict
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.store.engine import Store
from bwdesk.store.lists import release_days
from bwdesk.store.unit import Writer
from tests.store.conftest import MakeDesk

DAY = date(2026, 3, 2)


def release(store: Store, writer: Writer, factory: str, number: int, on: date | None, *, without: str = "") -> None:
    """Results of three questions, `without` some of them: taken back again."""
    key, scope = natural_id(Assessment, factory, number), factory_scope(factory)
    with store.writing(writer, "release") as unit:
        for question in "abc":
            unit.add(
                Result(
                    id=natural_id(Result, key, question), scope=scope, assessment_id=key, cycle_id=f"cycle of {factory}", question=question,
                    verdict=Verdict.COMPLIANT, assessed_on=on, deleted=question in without,
                )
            )  # fmt: skip


def days(store: Store, scopes: list[str] | None) -> dict[str, str | None]:
    with store.reading() as reader:
        return {cycle: day for cycle, (day, _at) in release_days(reader, scopes).items()}


def test_the_last_assessment_of_a_cycle_counts_and_what_was_taken_back_does_not(make_desk: MakeDesk) -> None:
    store, writer = make_desk()
    assert days(store, None) == {} == days(store, [factory_scope("one")])
    release(store, writer, "one", 1, DAY)
    release(store, writer, "one", 2, DAY + timedelta(days=40))
    release(store, writer, "two", 1, DAY, without="ab")
    release(store, writer, "three", 1, DAY, without="abc")
    release(store, writer, "four", 1, None)
    wanted = {"cycle of one": "2026-04-11", "cycle of two": "2026-03-02", "cycle of four": None}
    assert days(store, None) == wanted
    assert days(store, [factory_scope(one) for one in ("one", "two", "three", "four")]) == wanted
    assert days(store, [factory_scope("two")]) == {"cycle of two": "2026-03-02"}


def test_the_time_of_release_is_that_of_its_operation(make_desk: MakeDesk) -> None:
    store, writer = make_desk()
    before = writer.now()
    release(store, writer, "one", 1, DAY)
    after = writer.now()
    with store.reading() as reader:
        ((_, at),) = release_days(reader, None).values()
    assert before < at < after


def test_the_statement_goes_from_assessment_to_assessment(make_desk: MakeDesk) -> None:
    """However many results one has: no table is walked through."""
    store, writer = make_desk()
    release(store, writer, "one", 1, DAY)
    with store.reading() as reader:
        steps: list[str] = []
        driver = reader.connection.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(steps.append)
        release_days(reader, None)
        driver.set_trace_callback(None)
        (asked,) = (step for step in steps if "RECURSIVE" in step)
        plan = [row[3] for row in reader.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}")]
    assert not [step for step in plan if step.startswith("SCAN result")], plan
