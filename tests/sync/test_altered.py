"""Who sends an altered copy of a colleague's work takes nothing from its author, whoever comes first; the copy is kept as evidence."""

from __future__ import annotations

import pytest

from bwdesk.domain.access import Reason
from bwdesk.domain.factory import Role
from bwdesk.domain.operation import read_operation
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Visit
from bwdesk.server.office import open_office
from bwdesk.server.pen import WRITER
from bwdesk.server.quarantine import Quarantined
from bwdesk.store.fold import Incoming
from bwdesk.store.hub import Hub
from bwdesk.store.whereabouts import set_aside
from tests.fakes.stick import give, take


@pytest.fixture
def people(house, laptop):
    """Three who look after one factory; Amina has a visit that is not sent. Its id, and the factory's scope."""
    amina, jonas, maly = (laptop(house, login) for login in ("amina", "jonas", "maly"))
    factory_id = amina.registers()
    amina.sync()
    for one in (jonas, maly):
        house.assign(one.account.login, factory_id, Role.ADVISOR)
        one.sync()
    amina.sync()
    with amina.does("visit") as unit:
        visit = Visit(id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, cycle_id="c" * 32, purpose="said")
        unit.add(visit)
    return amina, jonas, maly, visit


def carries_altered(carrier, author, visit, word: str) -> None:
    """The carrier's laptop holds the author's unsent visit in other words."""
    with author.store.reading() as reader:
        (said,) = reader.operations_of(visit.id)
    copy = read_operation(said.header, said.body.replace('"said"', f'"{word}"'))
    assert copy.hash != said.hash
    with carrier.does("stick") as unit:
        unit.apply([Incoming(copy)])


def purposes(*some) -> list[list[str]]:
    found = []
    for one in some:
        with one.store.reading() as reader:
            found.append([each.purpose for each in reader.find(Visit)])
    return found


def kept(house) -> list[Quarantined]:
    with open_office(house.db_url) as office:
        return [one for one, _, _ in office.quarantined()]


def all_agree(house, visit, amina, *others) -> None:
    for one in (amina, *others):
        one.sync()
    for one in (amina, *others):
        assert one.digest(visit.scope) == amina.digest(visit.scope)
        assert (one.totals().is_all_home, one.totals().set_aside) == (True, 0)
    assert purposes(amina, *others) == [["said"]] * (1 + len(others))


def test_the_copy_comes_first(house, people):
    amina, jonas, maly, visit = people
    carries_altered(jonas, amina, visit, "never said")
    assert jonas.sync().set_aside == 1
    maly.sync()
    assert purposes(jonas, maly) == [[], []], "nobody is shown what nobody proves"
    with jonas.store.reading() as reader:
        assert [reason for _, reason in set_aside(reader)] == [Reason.CARRIED]
    waiting = Quarantined(amina.writer.device, visit.scope, Reason.CARRIED, 1, jonas.writer.device)
    assert kept(house) == [waiting]
    assert amina.sync().set_aside == 0
    all_agree(house, visit, amina, jonas, maly)
    evidence = Quarantined(amina.writer.device, visit.scope, Reason.ALTERED, 1, jonas.writer.device)
    assert kept(house) == [evidence]


def test_the_author_comes_first(house, people):
    amina, jonas, maly, visit = people
    carries_altered(jonas, amina, visit, "never said")
    carries_altered(maly, amina, visit, "not said either")
    amina.sync()
    assert jonas.sync().set_aside == 1
    all_agree(house, visit, amina, jonas, maly)
    assert {one.brought_by for one in kept(house)} == {jonas.writer.device, maly.writer.device}
    assert {one.reason for one in kept(house)} == {Reason.ALTERED}


def test_a_colleague_who_carries_it_signed_wins_over_one_who_altered_it(house, people, tmp_path):
    amina, jonas, maly, visit = people
    take(maly, give(amina, tmp_path / "a.bwexchange", maly))
    carries_altered(jonas, amina, visit, "never said")
    jonas.sync()
    assert maly.sync().set_aside == 0
    jonas.sync()
    assert purposes(jonas, maly) == [["said"], ["said"]], "its author has not come, its author's signature has"
    all_agree(house, visit, amina, jonas, maly)
    assert [one.reason for one in kept(house)] == [Reason.ALTERED]


def test_what_lies_apart_is_sent_again_to_a_server_that_lost_it(house, people):
    amina, jonas, maly, visit = people
    carries_altered(jonas, amina, visit, "not proved")
    jonas.sync()
    before = kept(house)
    hub = Hub(house.db_url)
    with hub.writing(WRITER, "test") as unit:
        unit.connection.exec_driver_sql("DELETE FROM quarantine")
    hub.close()
    house.stop()
    with open_office(house.db_url) as office:
        office.restored()
    house.start()
    for one in (jonas, maly, amina):
        one.use(house.url)
    jonas.sync()
    assert kept(house) == before
    amina.sync()
    all_agree(house, visit, amina, jonas, maly)
