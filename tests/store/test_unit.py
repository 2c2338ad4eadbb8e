"""Things are written as operations, read back with their heads, and come together from two desks without loss."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bwdesk.domain.assessment import Answer, Verdict
from bwdesk.domain.factory import Factory
from bwdesk.domain.operation import make_operation, read_operation
from bwdesk.domain.plan import Issue
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.store import tables as t
from bwdesk.store.engine import Store
from bwdesk.store.fold import Incoming
from bwdesk.store.lists import all_unsettled
from bwdesk.store.migrate import rebuild
from bwdesk.store.unit import Writer, open_heads


def factory(writer: Writer, **fields: object) -> Factory:
    return Factory(id=writer.new_id(), scope=country_scope("KH"), name="Golden Thread", country="KH", **fields)  # type: ignore[arg-type]


def carry(source: Store, target: Store, writer: Writer) -> None:
    """What sync will do: everything one desk holds is offered to the other."""
    with source.reading() as reader:
        c = t.operations.c
        rows = reader.connection.execute(select(c.header, c.body).order_by(c.n)).all()
    with target.writing(writer, "carry") as unit:
        unit.apply([Incoming(read_operation(*row), "confirmed") for row in rows])


def rows_of(store: Store) -> dict[str, list[tuple[object, ...]]]:
    with store.reading() as reader:
        tables = {table.name: table for table in [*t.all_thing_tables(), t.unsettled]}
        return {name: sorted(map(tuple, reader.connection.execute(select(table))), key=repr) for name, table in tables.items()}


def test_a_thing_comes_back_as_it_was_written(make_desk):
    store, writer = make_desk()
    with store.writing(writer, "factory.add") as unit:
        written = unit.add(factory(writer, workers_women=12, local_name="ក្រុមហ៊ុន"))
    with store.reading() as reader:
        read = reader.get(Factory, written.id)
    assert read == written
    assert read is not None
    assert (read.workers_women, read.workers_men) == (12, None)
    assert set(read.heads) == {"name", "country", "workers_women", "local_name"}


def test_an_edit_names_only_what_differs_from_what_was_read(make_desk):
    store, writer = make_desk()
    with store.writing(writer, "factory.add") as unit:
        first = unit.add(factory(writer))
        second = unit.put(first, dataclasses.replace(first, city="Kandal"))
        same = unit.put(second, dataclasses.replace(second))
        operations = unit.operations_of(first.id)
    assert same is second
    assert [set(op.values) for op in operations] == [{"name", "country"}, {"city"}]
    assert operations[1].seen == {"city": ()}


def test_what_does_not_fit_is_refused_and_nothing_is_written(make_desk):
    store, writer = make_desk()

    def two() -> None:
        with store.writing(writer, "factory.add") as unit:
            unit.add(factory(writer))
            unit.add(factory(writer, os_id="x" * 41))

    with pytest.raises(Refused) as refused:
        two()
    assert refused.value.field == "os_id"
    with store.reading() as reader:
        assert reader.find(Factory) == []


def test_the_database_refuses_every_way_past_apply(make_desk):
    store, writer = make_desk()
    with store.writing(writer, "factory.add") as unit:
        unit.add(factory(writer))
    for statement in (
        "UPDATE factory SET name = 'x'",
        "DELETE FROM factory",
        "INSERT INTO factory (id, scope, heads) VALUES ('a', 'b', '{}')",
        "INSERT OR REPLACE INTO factory (id, scope, heads) VALUES ('a', 'b', '{}')",
        "DELETE FROM operations",
        "UPDATE operations SET body = ''",
    ):
        with pytest.raises(DBAPIError, match="outside apply"), store.connection.begin():
            store.connection.execute(text(statement))


def answer(writer: Writer, **fields: object) -> Answer:
    assessment = natural_id("assessment", "cycle", 1)
    return Answer(
        id=natural_id(Answer, assessment, "OSH-EMP-02", ""), scope=assessment_scope(assessment), assessment_id=assessment,
        question="OSH-EMP-02", **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def test_two_desks_that_answer_differently_keep_both_and_show_the_same(make_desk):
    (one, amina), (two, jonas) = make_desk("amina", 1), make_desk("jonas", 2)
    with one.writing(amina, "answer") as unit:
        unit.add(answer(amina, verdict=Verdict.NON_COMPLIANT, sources=frozenset("DO")))
    with two.writing(jonas, "answer") as unit:
        unit.add(answer(jonas, verdict=Verdict.COMPLIANT, sources=frozenset("W")))
    carry(one, two, jonas)
    carry(two, one, amina)
    assert rows_of(one) == rows_of(two)
    with one.reading() as reader:
        (both,) = reader.find(Answer)
        assert both.sources == frozenset("DOW")
        assert {op.author for op in open_heads(reader, "answer", both.id, "judgement")} == {"amina", "jonas"}
        assert reader.unsettled_count() == 1
    with one.writing(amina, "settle") as unit:
        settled = unit.put(
            both, dataclasses.replace(both, verdict=Verdict.COMPLIANT if both.verdict != Verdict.COMPLIANT else Verdict.OPEN)
        )
        assert unit.unsettled_count() == 0
    carry(one, two, jonas)
    with two.reading() as reader:
        assert reader.find(Answer) == [settled]


def test_text_changed_in_different_places_settles_itself(make_desk):
    (one, amina), (two, jonas) = make_desk("amina", 1), make_desk("jonas", 2)
    with one.writing(amina, "answer") as unit:
        start = unit.add(answer(amina, finding="Two of six exits blocked in finishing."))
    carry(one, two, jonas)
    with one.writing(amina, "edit") as unit:
        unit.put(start, dataclasses.replace(start, finding="Two of six exits blocked by racks in finishing."))
    with two.writing(jonas, "edit") as unit:
        unit.put(start, dataclasses.replace(start, finding="Two of six exits blocked in finishing. Night shift too."))
    carry(one, two, jonas)
    carry(two, one, amina)
    with one.reading() as reader:
        assert reader.find(Answer)[0].finding == "Two of six exits blocked by racks in finishing. Night shift too."
        assert reader.unsettled_count() == 0
    assert rows_of(one) == rows_of(two)


def test_rebuilt_tables_equal_the_old_ones(make_desk):
    (one, amina), (two, jonas) = make_desk("amina", 1), make_desk("jonas", 2)
    with one.writing(amina, "answer") as unit:
        start = unit.add(answer(amina, finding="a b c"))
    carry(one, two, jonas)
    for store, writer, word in ((one, amina, "x"), (two, jonas, "y")):
        with store.writing(writer, "edit") as unit:
            unit.put(start, dataclasses.replace(start, finding=f"a {word} c", verdict=Verdict.NOT_VERIFIED, reason=word))
    carry(two, one, amina)
    before = rows_of(one)
    with one.connection.begin():
        assert rebuild(one.connection, one.applying) == 3
    assert rows_of(one) == before
    assert len(before["unsettled"]) == 2


def test_a_field_that_this_program_does_not_have_stays_in_its_operation_and_travels_on(make_desk):
    store, writer = make_desk()
    other, another = make_desk("jonas", 2)
    scope, issue = factory_scope("a" * 32), writer.new_id()
    values = {"factory_id": "a" * 32, "cycle_id": "b" * 32, "origin": "visit", "title": "Exit blocked", "carried_from": "c" * 32}
    op = make_operation(
        id=writer.random_id(), scope=scope, kind="issue", thing=issue, values=values, seen=dict.fromkeys(values, ()), author="amina",
        device="laptop", at=1, txn=writer.random_id(), act="issue.add", salt="a" * 32,
    )  # fmt: skip
    with store.writing(writer, "take") as unit:
        unit.apply([Incoming(op, "confirmed")])
        held = unit.need(Issue, issue)
        unit.put(held, dataclasses.replace(held, title="Exits blocked"))
    with store.connection.begin():
        assert rebuild(store.connection, store.applying) == 2
    carry(store, other, another)
    for one in (store, other):
        with one.reading() as reader:
            assert reader.need(Issue, issue).title == "Exits blocked"
            assert (reader.operation(op.id).body, reader.operation(op.id).values["carried_from"]) == (op.body, "c" * 32)
            assert "carried_from" not in {key for _, _, key in all_unsettled(reader)}
