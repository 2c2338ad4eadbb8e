"""A list taken in: told from what is known, written in slices that sync may not send before the last, the same file twice adds nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bwdesk.domain.factory import Factory
from bwdesk.interchange.factories import FactoryList, FactoryRow, RowNote
from bwdesk.store import tables as t
from bwdesk.store.held import held_count
from bwdesk.store.lists_factories import factory_list
from bwdesk.store.outbox import offer_aside_again, start_again, unsent, unsent_count, wait_again
from bwdesk.usecases.factories import add_factory, remove_factory
from bwdesk.usecases.factory_import import count_import, fill_from_row, finish_imports, offer_duplicates, slices, sort_import, take_in_slice
from bwdesk.usecases.undo import offers, undo
from tests.usecases.conftest import TODAY

IMPORT = "ab" * 16


def rows(count: int) -> tuple[FactoryRow, ...]:
    return tuple(FactoryRow(n, f"Factory {n}", "KH", source="list.csv", source_key=f"id:{n}", city="Kandal") for n in range(2, count + 2))


def listed(taken: tuple[FactoryRow, ...], refused: int = 0) -> FactoryList:
    notes = tuple(RowNote(900 + n, "", "intake.row.no_name", {}) for n in range(refused))
    return FactoryList(len(taken) + refused, taken, notes, ())


def take(desk, found: FactoryList, size: int = 4):
    told = desk.ask(sort_import, found)
    for part, is_last in slices(told.new, size):
        desk.do(take_in_slice, part, IMPORT, is_last)
    return count_import(found, told)


def test_read_is_taken_and_already_there_and_refused(desk):
    count = take(desk, listed(rows(10), refused=2))
    assert (count.read, count.taken, count.already_there, count.refused, count.adds_up) == (12, 10, 0, 2, True)
    again = take(desk, listed(rows(11), refused=2))
    assert (again.read, again.taken, again.already_there, again.refused, again.adds_up) == (13, 1, 10, 2, True)
    assert len(desk.ask(factory_list, TODAY)) == 11


def test_blank_numbers_stay_blank(desk):
    take(desk, listed((replace(rows(1)[0], workers_women=12),)))
    (factory,) = desk.ask(lambda r: r.find(Factory))
    assert (factory.workers_women, factory.workers_men, factory.source_key) == (12, None, "id:2")


def test_nothing_may_be_sent_before_the_last_slice(desk):
    parts = list(slices(rows(6), 4))
    desk.do(take_in_slice, parts[0][0], IMPORT, parts[0][1])
    assert desk.ask(held_count) == 4
    desk.do(take_in_slice, parts[1][0], IMPORT, parts[1][1])
    assert desk.ask(held_count) == 0
    with desk.store.reading() as reader:
        assert set(reader.connection.execute(select(t.operations.c.state)).scalars()) == {"local"}


def test_a_server_that_lost_its_log_does_not_set_an_unfinished_import_free(desk):
    parts = list(slices(rows(6), 4))
    desk.do(add_factory, "Golden Thread", "KH")
    desk.do(take_in_slice, parts[0][0], IMPORT, False)
    desk.do(start_again, "country/KH", "another epoch")
    desk.do(offer_aside_again)
    desk.do(wait_again, "country/KH")
    assert desk.ask(held_count) == 4
    assert desk.ask(unsent_count) == len(desk.ask(unsent, 10**6, {})) == 1


def test_an_import_cut_off_in_the_middle_is_finished_by_the_same_file(desk):
    parts = list(slices(rows(6), 4))
    desk.do(take_in_slice, parts[0][0], IMPORT, False)
    assert desk.do(finish_imports) == 4
    count = take(desk, listed(rows(6)))
    assert (count.taken, count.already_there) == (2, 4)


def test_two_laptops_taking_the_same_list_have_one_register(desk, make_desk):
    other = make_desk("jonas", 2)
    take(desk, listed(rows(3)))
    take(other, listed(rows(3)))
    other.carry_to(desk)
    assert len(desk.ask(factory_list, TODAY)) == 3


def test_a_near_duplicate_decided_to_be_the_same_is_known_next_time(desk, factory):
    row = replace(rows(1)[0], name="Golden Thread Limited")
    (alike,) = desk.ask(offer_duplicates, desk.ask(sort_import, listed((row,))))
    assert (alike.candidate, alike.known) == (str(row.row), factory.id)
    desk.do(take_in_slice, [row], IMPORT, True, {row.row: factory.id})
    assert [f.name for f in desk.ask(factory_list, TODAY)] == ["Golden Thread Ltd"]
    assert not desk.ask(sort_import, listed((row,))).new


def test_a_factory_removed_earlier_comes_back(desk):
    take(desk, listed(rows(2)))
    desk.do(remove_factory, desk.ask(lambda r: r.find(Factory))[0])
    count = take(desk, listed(rows(2)))
    assert (count.taken, count.already_there) == (1, 1)
    assert len(desk.ask(factory_list, TODAY)) == 2


def test_the_whole_import_is_one_act_that_can_be_undone(desk):
    take(desk, listed(rows(6)))
    offer = desk.ask(offers, "amina", "amina-laptop").undo
    assert offer.act == "act.factory.import"
    desk.do(undo, offer.txn)
    assert len(desk.ask(factory_list, TODAY)) == 0


def test_a_known_factory_gains_only_what_it_lacks(desk, factory):
    row = FactoryRow(2, "Golden", "KH", city="Kandal", local_name="other", workers_total=0)
    filled = desk.do(fill_from_row, factory, row)
    assert (filled.name, filled.city, filled.local_name, filled.workers_total) == (factory.name, "Kandal", factory.local_name, None)
    with pytest.raises(Exception, match="other_country"):
        desk.do(fill_from_row, factory, replace(row, country="VN"))
