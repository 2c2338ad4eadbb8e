"""Laptops whose clocks are wrong: the same values stand as with right ones, and everything gets to the office."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk import ids
from bwdesk.domain.factory import Role
from bwdesk.domain.plan import Issue, Origin
from bwdesk.domain.scope import factory_scope
from bwdesk.store.unit import open_heads
from bwdesk.store.whereabouts import set_aside
from bwdesk.sync import link
from tests.fakes.near_link import NearLink, NearServer
from tests.fakes.office import Laptop, ServerHouse

YEARS = timedelta(days=3653)
CLOCKS = {
    "three days apart": (lambda _: timedelta(days=3), lambda _: -timedelta(days=3)),
    "ten years ahead": (lambda _: YEARS, lambda _: timedelta(0)),
    "jumping": (lambda chance: timedelta(days=chance.uniform(-60, 60)), lambda chance: timedelta(days=chance.uniform(-60, 60))),
}


@pytest.fixture
def desks(tmp_path, monkeypatch):
    monkeypatch.setattr(link, "Link", NearLink)
    house = ServerHouse(tmp_path / "server")
    NearLink.server = NearServer(house.db_url, house.photos)
    made = [Laptop(tmp_path, house.account(name)).join("http://127.0.0.1:9") for name in ("amina", "jonas")]
    yield house, made
    for one in made:
        one.close()
    NearLink.server.close()


def works(house, desks, shifts):
    """A script of edits, always the same; returns which edits stand in the end (by their number), on both laptops."""
    chance, clocks = random.Random(7), random.Random(8)
    factory_id = desks[0].registers()
    desks[0].sync()
    house.assign("jonas", factory_id, Role.ADVISOR)
    desks[1].sync()
    made, numbers = ids.new_id(), {}
    for number in range(40):
        who = chance.randrange(2)
        one = desks[who]
        moment = ids.now() + shifts[who](clocks)
        one.writer = replace(one.writer, now=lambda moment=moment: moment)
        with one.does("edit") as unit:
            base = unit.get(Issue, made)
            blank = Issue(id=made, scope=factory_scope(factory_id), factory_id=factory_id, cycle_id="c" * 32, origin=Origin.VISIT)
            field = chance.choice(("place", "owner", "cluster"))
            unit.put(base, replace(base or blank, **{field: f"{number}"}))
        numbers |= {op.id: number for op in unit.changes.operations}
        if chance.random() < 0.3:
            one.sync()
    for one in (*desks, *desks):
        one.sync()
    return [_standing(one, made, numbers) for one in desks]


def _standing(one, made, numbers):
    with one.store.reading() as reader:
        return {key: {numbers[op.id] for op in open_heads(reader, "issue", made, key)} for key in ("place", "owner", "cluster")}


@pytest.mark.parametrize("name", CLOCKS)
def test_wrong_clocks_change_nothing_of_what_stands(desks, name):
    house, both = desks
    right = works(house, both, (lambda _: timedelta(0), lambda _: timedelta(0)))
    assert right[0] == right[1]
    assert any(len(heads) > 1 for heads in right[0].values()), "the script must have something to contradict"
    assert works(house, both, CLOCKS[name]) == right
    for one in both:
        assert one.totals().is_all_home
        assert one.totals().set_aside == 0


def test_a_clock_far_behind_loses_nothing_and_holds_up_nobody_else(desks):
    """What says that it was written before anybody was assigned is set aside, as all such work is, until an assignment covers the day."""
    house, both = desks
    stands = works(house, both, (lambda _: timedelta(0), lambda _: -YEARS))
    assert stands[0] == stands[1]
    assert all(one.totals().is_all_home for one in both)
    assert both[0].totals().set_aside == both[1].totals().set_aside > 0
    with both[1].store.reading() as reader:
        assert {reason for _, reason in set_aside(reader)} == {"no_right"}
        factories = {op.scope.partition("/")[2] for op, _ in set_aside(reader)}
    for factory_id in factories:
        house.assign("jonas", factory_id, Role.ADVISOR, since=date(2010, 1, 1))
    for one in (*both, *both):
        one.sync()
    assert both[0].totals().set_aside == both[1].totals().set_aside == 0
