"""The register: what a factory needs, who advises it, when it is registered, two entries that are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bwdesk.domain.assessment import Assessment
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.page_reader import reader_author
from bwdesk.errors import Refused
from bwdesk.store.lists_factories import advisors_of_factories
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.factories import (
    add_factory,
    advisor_of,
    assign_person,
    assignments_of_factory,
    edit_factory,
    edit_person,
    merge_factories,
    register_factory,
    remove_factory,
    survivor_id,
    unmerge_factory,
)
from bwdesk.usecases.factory_page import factory_page
from bwdesk.usecases.people import name_strangers, names_of
from tests.usecases.conftest import TODAY, meet

OS_ID = "CN2019067NZ95AP"


def test_a_factory_needs_only_name_and_country(desk):
    made = desk.do(add_factory, " Blue Hem ", "bd")
    assert (made.name, made.country, made.scope, made.workers_total) == ("Blue Hem", "BD", "country/BD", None)
    for name, country, field in (("", "BD", "name"), ("Blue Hem", "", "country"), ("Blue Hem", "Bangladesh", "country")):
        with pytest.raises(Refused) as refused:
            desk.do(add_factory, name, country)
        assert refused.value.field == field


def test_the_same_os_id_makes_the_same_factory_on_two_laptops(desk, make_desk):
    other = make_desk("jonas", 2)
    mine = desk.do(add_factory, "Needle One", "CN", os_id="cn 2019067 nz95a p")
    theirs = other.do(add_factory, "Needle 1", "CN", os_id=OS_ID)
    assert mine.id == theirs.id
    with pytest.raises(Refused, match="os_id_taken"):
        desk.do(add_factory, "Needle again", "CN", os_id=OS_ID)


def test_an_edit_is_refused_where_it_makes_no_sense(desk, factory):
    edited = desk.do(edit_factory, factory, replace(factory, city="Kandal", workers_women=1500))
    assert edited.city == "Kandal"
    for change, field in (({"name": " "}, "name"), ({"country": "VN"}, "country"), ({"workers_men": -1}, "workers_men")):
        with pytest.raises(Refused) as refused:
            desk.do(edit_factory, edited, replace(edited, **change))
        assert refused.value.field == field


def test_two_quick_edits_from_the_same_form_are_no_conflict(desk, factory):
    first = desk.do(edit_factory, factory, replace(factory, city="Kandal"))
    second = desk.do(edit_factory, factory, replace(factory, city="Takhmau"))
    assert (first.city, second.city) == ("Kandal", "Takhmau")
    assert len(second.heads["city"]) == 1


def test_an_edit_of_somebody_else_since_the_form_was_read_stands_beside_mine(desk, make_desk, factory):
    other = make_desk("jonas", 2)
    desk.carry_to(other)
    other.do(edit_factory, other.get(Factory, factory.id), replace(factory, city="Takhmau"))
    other.carry_to(desk)
    mine = desk.do(edit_factory, factory, replace(factory, city="Kandal"))
    assert len(mine.heads["city"]) == 2


def test_registration_opens_cycle_one_with_who_sits_at_the_desk_as_advisor(desk, factory, cycle):
    assert (cycle.number, cycle.scope) == (1, f"factory/{factory.id}")
    assert desk.ask(advisor_of, factory.id, TODAY) == "amina"
    with pytest.raises(Refused, match="still_running"):
        desk.do(register_factory, factory, date(2027, 5, 7))
    assert desk.do(register_factory, factory, date(2027, 5, 8)).number == 2
    with pytest.raises(Refused, match="has_cycles"):
        desk.do(remove_factory, factory)


def test_a_new_advisor_takes_over_from_the_former_one(desk, factory, cycle):
    desk.do(assign_person, factory, "jonas", Role.ADVISOR, date(2026, 10, 1))
    assert desk.ask(advisor_of, factory.id, date(2026, 9, 30)) == "amina"
    assert desk.ask(advisor_of, factory.id, date(2026, 10, 1)) == "jonas"
    assert [a.to_on for a in desk.ask(assignments_of_factory, factory.id)] == [date(2026, 10, 1), None]


def test_who_assesses_a_factory_does_not_become_its_advisor(desk, factory, cycle):
    planned: Assessment = desk.do(plan_assessment, factory, cycle, frozenset({"jonas", "dara"}), date(2026, 11, 24), date(2026, 11, 25))
    with pytest.raises(Refused, match="assesses_it"):
        desk.do(assign_person, factory, "jonas", Role.ADVISOR, TODAY)
    assert planned.assessors == {"jonas", "dara"}


def test_two_entries_become_one_and_part_again(desk, factory, cycle):
    twin = desk.do(add_factory, "Golden Thread", "KH", city="Kandal")
    kept = desk.do(merge_factories, factory, twin)
    assert (kept.city, kept.local_name) == ("Kandal", factory.local_name)
    assert desk.ask(survivor_id, twin.id) == factory.id
    page = desk.ask(factory_page, twin.id, TODAY)
    assert page.factory.id == factory.id and [a.id for a in page.aliases] == [twin.id]
    with pytest.raises(Refused, match="alias_circle"):
        desk.do(merge_factories, desk.get(Factory, twin.id), desk.get(Factory, factory.id))
    desk.do(unmerge_factory, desk.get(Factory, twin.id))
    assert desk.ask(survivor_id, twin.id) == twin.id


def test_the_workspace_of_a_new_factory_is_empty_but_whole(desk, factory):
    page = desk.ask(factory_page, factory.id, TODAY)
    assert page.view is None and not page.open_rows and not page.clusters and page.os_id == ""
    assert not page.committee.composition.has_parity


def test_the_workspace_shows_the_cycle(desk, factory, cycle):
    page = desk.ask(factory_page, factory.id, TODAY)
    assert page.view is not None
    assert (page.view.month, page.view.days.quota, page.view.ends_on) == (7, 16, date(2027, 5, 7))
    assert [c.name for c in page.people] == ["amina"]


def test_colleagues_go_by_their_names(desk, factory):
    desk.do(edit_person, "amina", "KH", "Amina Rahman", "AR")
    names = desk.ask(names_of)
    assert (names.of("amina"), names.initials("amina"), names.of("jonas"), names.initials("jonas")) == ("Amina Rahman", "AR", "jonas", "J")


def test_a_colleague_whom_the_register_does_not_know_is_called_so_and_told_apart_by_the_beginning_of_the_account(desk, factory, cycle):
    one, other = "a1b2c3" + "0" * 26, "d4e5f6" + "0" * 26
    desk.do(edit_person, "amina", "KH", "Amina Rahman", "AR")
    desk.do(assign_person, factory, one, Role.ADVISOR, TODAY)
    desk.do(name_strangers, "a colleague not in the register here")
    names = desk.ask(names_of)
    assert names.of(one) == names.first(one) == "a colleague not in the register here"
    assert (names.told_apart(one), names.told_apart(other)) == (f"{names.of(one)} (a1b2c3)", f"{names.of(one)} (d4e5f6)")
    assert (names.initials(one), names.mark_of(one)) == ("?", "a1b2c3")
    assert (names.first("amina"), names.told_apart("amina"), names.mark_of("amina")) == ("Amina", "Amina Rahman", "")
    assert (names.of(""), names.of(reader_author("x")), names.mark_of("")) == ("", reader_author("x"), ""), (
        "nobody, and who is no colleague"
    )
    assert names.of(one) in {c.name for c in desk.ask(factory_page, factory.id, TODAY).people}
    assert desk.ask(advisors_of_factories, TODAY)[factory.id] == (one, names.of(one))
    desk.do(name_strangers, "une personne qui n’est pas dans le registre d’ici")
    assert desk.ask(names_of).of(one).startswith("une personne")


def test_a_registration_made_on_two_laptops_is_one_cycle(desk, make_desk, factory):
    other = make_desk("jonas", 2)
    desk.carry_to(other)
    one = desk.do(register_factory, factory, date(2026, 5, 8))
    two = other.do(register_factory, other.get(Factory, factory.id), date(2026, 5, 8))
    meet(desk, other)
    assert one.id == two.id
    assert {a.person_id for a in desk.ask(lambda r: r.find(Assignment))} == {"amina", "jonas"}
