"""Two laptops, one stick: real encrypted files from hand to hand, and what they bring to a real server."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from bwdesk.domain.access import Reason
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.visit import Visit
from bwdesk.server.office import open_office
from bwdesk.store.outbox import cursors
from bwdesk.store.whereabouts import set_aside
from bwdesk.usecases.exchange import TakenIn, take_in
from tests.fakes.office import Laptop, scopes_of
from tests.fakes.stick import give, hold, introduce, look, starts, stranger, take, writes


@pytest.fixture
def pair(small_house, laptop):
    return met(small_house, laptop)


def met(house, laptop):
    """Two laptops that know each other, and a factory that both have: amina advises, jonas leads."""
    amina, jonas = laptop(house, "amina"), laptop(house, "jonas")
    factory_id = amina.registers()
    amina.sync()
    house.assign("jonas", factory_id, Role.TEAM_LEADER)
    jonas.sync()
    amina.sync()
    return amina, jonas, factory_id


def test_both_ways_and_both_hold_the_same(pair, tmp_path):
    amina, jonas, factory_id = pair
    writes(amina, factory_id, "from amina", photos=2)
    writes(jonas, factory_id, "from jonas")
    preview = look(jonas, give(amina, tmp_path / "a.bwexchange", jonas))
    assert (preview.name, preview.is_known, preview.fresh, preview.here, preview.photos, preview.to_settle) == ("Amina", True, 4, 0, 2, 0)
    assert [(part.title, dict(part.kinds)) for part in preview.parts] == [("Golden Thread", {"line": 1, "photo": 2, "visit": 1})]
    assert jonas.digest(*scopes_of(factory_id)) != amina.digest(*scopes_of(factory_id)), "a preview changes nothing"
    take(jonas, tmp_path / "a.bwexchange")
    take(amina, give(jonas, tmp_path / "b.bwexchange", amina))
    assert jonas.digest(*scopes_of(factory_id)) == amina.digest(*scopes_of(factory_id))
    assert all(jonas.photos.get(one) == amina.photos.get(one) for one in amina.photos.all())


def test_the_same_file_twice(pair, tmp_path):
    amina, jonas, factory_id = pair
    writes(amina, factory_id, "once")
    path = give(amina, tmp_path / "a.bwexchange", jonas)
    assert take(jonas, path) == TakenIn(2, 0)
    before = jonas.digest(*scopes_of(factory_id))
    assert take(jonas, path) == TakenIn(0, 2)
    assert jonas.digest(*scopes_of(factory_id)) == before


def test_carried_to_the_server_by_a_colleague_and_taken_in_at_once(house, laptop, tmp_path):
    amina, jonas, factory_id = met(house, laptop)
    visit = writes(amina, factory_id, "from the field", photos=1)
    take(jonas, give(amina, tmp_path / "a.bwexchange", jonas))
    assert (jonas.totals().waiting, jonas.totals().photos_waiting) == (3, 1)
    before = cursors_of(jonas)
    take(jonas, tmp_path / "a.bwexchange")
    assert cursors_of(jonas) == before, "a stick moves no cursor"
    report = jonas.sync()
    assert (report.set_aside, report.photos_up) == (0, 1)
    with jonas.store.reading() as reader:
        assert set_aside(reader) == []
        assert reader.need(Visit, visit).factory_id == factory_id
    assert jonas.totals().is_all_home
    report = amina.sync()
    assert report.set_aside == 0
    assert amina.totals().is_all_home
    assert amina.digest(*scopes_of(factory_id)) == jonas.digest(*scopes_of(factory_id))


def test_the_office_takes_in_what_was_carried_without_a_proof(pair, tmp_path, small_house, laptop):
    """Its author's laptop is lost: a person at the office has looked at what a colleague brought."""
    amina, jonas, factory_id = pair
    visit = writes(amina, factory_id, "on a lost laptop only")
    content = replace(look(jonas, give(amina, tmp_path / "a.bwexchange", jonas)).content, vouchers=())
    with jonas.does() as unit:
        take_in(unit, content, jonas.photos.size)
    jonas.sync()
    with open_office(small_house.db_url) as office:
        ((apart, device, owner),) = office.quarantined()
        assert (apart.reason, apart.scope, device.id, owner.login) == (
            Reason.CARRIED, factory_scope(factory_id), amina.writer.device, "amina",
        )  # fmt: skip
        assert office.accept(amina.writer.device) == apart.operations == 2
        assert office.quarantined() == []
    jonas.sync()
    maly = laptop(small_house, "maly")
    small_house.assign("maly", factory_id, Role.ADVISOR)
    maly.sync()
    for one in (jonas, maly):
        with one.store.reading() as reader:
            assert reader.need(Visit, visit) is not None
            assert set_aside(reader) == []
    amina.sync()  # found again after all
    assert amina.totals().is_all_home
    assert amina.digest(factory_scope(factory_id)) == jonas.digest(factory_scope(factory_id))


def test_what_was_carried_without_a_signature_waits_for_its_author(pair, tmp_path):
    amina, jonas, factory_id = pair
    visit = writes(amina, factory_id, "from the field")
    path = give(amina, tmp_path / "a.bwexchange", jonas)
    content = replace(look(jonas, path).content, vouchers=())  # as a program would that keeps none
    with jonas.does() as unit:
        take_in(unit, content, jonas.photos.size)
    jonas.sync()
    with jonas.store.reading() as reader:
        assert {reason for _, reason in set_aside(reader)} == {Reason.CARRIED}
    amina.sync()
    jonas.sync()
    with jonas.store.reading() as reader:
        assert set_aside(reader) == []
        assert reader.need(Visit, visit) is not None


def test_through_two_hands_with_the_first_signature(pair, tmp_path, small_house, laptop):
    amina, jonas, factory_id = pair
    maly = laptop(small_house, "maly")
    maly.sync()
    jonas.sync()
    visit = writes(amina, factory_id, "from the field")
    take(jonas, give(amina, tmp_path / "a.bwexchange", jonas))
    writes(jonas, factory_id, "on the way")
    take(maly, give(jonas, tmp_path / "b.bwexchange", maly))
    maly.sync()
    amina.sync()
    with amina.store.reading() as reader:
        assert reader.need(Visit, visit) is not None
    assert amina.totals().is_all_home, "what maly carried has come back as confirmed"


def test_a_withdrawn_laptop_vouches_for_nothing(pair, tmp_path, small_house):
    amina, jonas, factory_id = pair
    visit = writes(amina, factory_id, "from a lost laptop")
    path = give(amina, tmp_path / "a.bwexchange", jonas)
    take(jonas, path)
    with open_office(small_house.db_url) as office:
        office.revoke_device(amina.writer.device)
    jonas.sync()
    with jonas.store.reading() as reader:
        assert {reason for _, reason in set_aside(reader)} == {Reason.CARRIED}
        assert reader.get(Visit, visit) is None, "kept apart at the office, so left out everywhere"
    assert not look(jonas, path).is_known, "the register says that this laptop is not let in any more"


def test_one_field_by_two_people_is_told_before_it_is_taken(pair, tmp_path):
    amina, jonas, factory_id = pair
    visit = writes(amina, factory_id, "together")
    take(jonas, give(amina, tmp_path / "a.bwexchange", jonas))
    for one, words in ((amina, "exits"), (jonas, "dust")):
        with one.does() as unit:
            base = unit.need(Visit, visit)
            unit.put(base, replace(base, purpose=words))
    path = give(amina, tmp_path / "b.bwexchange", jonas)
    assert look(jonas, path).to_settle == 1
    assert jonas.totals().to_settle == 0
    take(jonas, path)
    assert jonas.totals().to_settle == 1
    assert look(jonas, path).to_settle == 0


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_hands_and_old_files_ends_the_same(seed, tmp_path):
    rng = random.Random(seed)
    people = [stranger(tmp_path, name) for name in ("amina", "jonas", "maly", "tuan")]
    introduce(*people)
    factory_id = starts(people[0])
    with people[0].store.reading() as reader:
        register = reader.operations_of(factory_id)
    for one in people[1:]:
        hold(one, register)
    old: list[tuple[Laptop, Path]] = []
    for step in range(14):
        one, other = rng.sample(people, 2)
        writes(one, factory_id, f"step {step}")
        path = give(one, tmp_path / f"{step}.bwexchange", other)
        old.append((other, path))
        reader_of, file = rng.choice(old)  # perhaps this one, perhaps one from long ago
        take(reader_of, file)
    for round_ in range(2):
        for one in people:
            for other in people:
                if one is not other:
                    take(other, give(one, tmp_path / f"last-{round_}.bwexchange", other))
    scopes = (country_scope("KH"), factory_scope(factory_id))
    assert len({one.digest(*scopes) for one in people}) == 1
    assert people[0].totals().waiting >= 14
    for one in people:
        one.close()


def cursors_of(one: Laptop):
    with one.store.reading() as reader:
        return cursors(reader)
