"""A server put back from a backup without anybody telling it, and the colleague's laptop is the first to come: it is noticed, and healed.

By the folder beside the photos, which no backup of the database holds; where that is gone too, by the mark that a desk shows.
"""

from __future__ import annotations

import shutil

import pytest

from bwdesk import ids
from bwdesk.domain.factory import Assignment, Role
from bwdesk.domain.visit import Line
from bwdesk.errors import DeskError
from bwdesk.server.office import open_office
from tests.fakes.bad_days import BadDay
from tests.fakes.office import PASSWORD


def put_back(house, day, lines_before: int, *, folder: bool = True, marks: bool = True) -> None:
    """Twelve lines of Amina's are read by Jonas; then the server goes back to before them. Nobody says so."""
    day.writes(lines=lines_before)
    day.amina.sync()
    day.jonas.sync()
    house.stop()
    backup = {path: path.read_bytes() for path in house.root.iterdir() if path.name.startswith("server.db")}
    house.start()
    day.writes(lines=12)
    for one in (day.amina, day.jonas):
        one.use(house.url)
        one.sync()
    house.stop()
    for path, data in backup.items():
        path.write_bytes(data)
    if not folder:
        shutil.rmtree(house.photos / "past")
    for one in (day.amina, day.jonas):
        if not marks:  # desks of an older version
            with one.does() as unit:
                unit.set_fact("mark", None)
    house.start()
    sync(house, day.jonas, day.amina, day.jonas)


def sync(house, *laptops) -> None:
    for one in laptops:
        one.use(house.url)
        one.sync()


def is_told(house) -> None:
    house.stop()
    with open_office(house.db_url) as office:
        office.restored()
    house.start()


@pytest.fixture
def day(small_house, laptop) -> BadDay:
    return BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=9)


@pytest.mark.parametrize("folder", [True, False], ids=["by the folder", "by a desk's mark"])
def test_what_a_colleague_brought_back_first_is_applied_though_nobody_told_the_server(small_house, day, folder):
    put_back(small_house, day, lines_before=1, folder=folder)
    assert day.amina.digest(*day.scopes) == day.jonas.digest(*day.scopes)
    assert day.amina.totals().set_aside == day.jonas.totals().set_aside == 0


def test_a_log_that_is_gone_whole_is_noticed_though_nobody_told_the_server(small_house, day):
    put_back(small_house, day, lines_before=0, folder=False)
    day.ends_well()


def test_it_is_noticed_once_told_to_the_office_and_not_again(small_house, day):
    put_back(small_house, day, lines_before=1, folder=False)
    small_house.stop()
    small_house.start()
    sync(small_house, day.jonas, day.amina)
    with open_office(small_house.db_url) as office:
        said = [one.detail for one in office.entries() if one.act == "restored"]
    assert said == [{"noticed_by": day.jonas.writer.device}]


def test_a_mark_that_the_server_did_not_sign_or_that_is_no_news_changes_nothing(small_house, day):
    day.writes(lines=3)
    sync(small_house, day.amina, day.jonas)
    with day.amina.store.reading() as reader:
        mark, epoch = bytes.fromhex(reader.fact("mark") or ""), reader.fact("epoch")
    assert len(mark) == 56
    forged = mark[:16] + (999).to_bytes(8, "big") + mark[24:]
    for one in (forged, mark[:-1], b"", bytes(56), mark):
        day.amina.client.mark = one
        assert day.amina.client.hello(b"").epoch == epoch


@pytest.mark.parametrize("lines_before", [0, 1])
def test_nothing_is_lost_and_all_is_well_once_the_office_says_that_the_server_was_put_back(small_house, day, lines_before):
    """Desks of before, and the folder is gone: nothing notices by itself."""
    put_back(small_house, day, lines_before, folder=False, marks=False)
    with day.amina.store.reading() as reader:
        assert len(reader.find(Line)) == 12 + lines_before, "nothing is taken from its author because a server lacks it"
    is_told(small_house)
    sync(small_house, day.jonas, day.amina, day.jonas)
    day.ends_well()
    assert day.amina.totals().set_aside == day.jonas.totals().set_aside == 0


def test_a_log_that_lost_its_end_heals_though_nothing_notices_and_nobody_says_so(small_house, day):
    """Old desks, the folder is gone: what Jonas brings back unproved takes no place in the log, so Amina's laptop finds it shorter."""
    put_back(small_house, day, lines_before=1, folder=False, marks=False)
    sync(small_house, day.jonas, day.amina, day.jonas)
    day.ends_well()
    assert day.amina.totals().set_aside == day.jonas.totals().set_aside == 0


def test_what_the_office_once_gave_is_parked_at_everybodys_or_nobodys_though_nothing_notices(small_house, day):
    """Old desks, the folder is gone: the assignment that Amina brings back waits for the office now, under the number that Jonas read."""
    sync(small_house, day.amina, day.jonas)
    small_house.stop()
    backup = {path: path.read_bytes() for path in small_house.root.iterdir() if path.name.startswith("server.db")}
    small_house.start()
    small_house.assign("jonas", day.factory_id, Role.TEAM_LEADER)
    sync(small_house, day.amina, day.jonas)
    assert [roles_of(one) for one in (day.amina, day.jonas)] == [{Role.ADVISOR, Role.TEAM_LEADER}] * 2
    small_house.stop()
    for path, data in backup.items():
        path.write_bytes(data)
    shutil.rmtree(small_house.photos / "past")
    for one in (day.amina, day.jonas):
        with one.does() as unit:
            unit.set_fact("mark", None)
    small_house.start()
    sync(small_house, day.amina, day.jonas)
    assert [roles_of(one) for one in (day.amina, day.jonas)] == [{Role.ADVISOR}] * 2
    assert day.amina.digest(*day.scopes) == day.jonas.digest(*day.scopes)


def roles_of(one) -> set[Role]:
    with one.store.reading() as reader:
        return {given.role for given in reader.find(Assignment)}


def test_a_backup_from_before_a_laptop_signed_in_costs_a_new_sign_in_and_nothing_else(small_house, laptop, day):
    small_house.stop()
    backup = {path: path.read_bytes() for path in small_house.root.iterdir() if path.name.startswith("server.db")}
    small_house.start()
    dara = laptop(small_house, "dara")
    small_house.assign("dara", day.factory_id, Role.ADVISOR)
    for one in (day.amina, day.jonas):
        one.use(small_house.url)
    dara.sync()
    with dara.does("line") as unit:
        for _ in range(5):
            unit.add(Line(id=unit.new_id(), scope=day.scopes[1], visit_id="e" * 32, at=ids.now(), pos="a", text="dara"))
    sync(small_house, dara, day.amina)
    small_house.stop()
    for path, data in backup.items():
        path.write_bytes(data)
    with open_office(small_house.db_url) as office:
        office.restored()
    small_house.start()
    dara.use(small_house.url)
    with pytest.raises(DeskError, match=r"sign_in|device"):
        dara.sync()
    assert len(lines_of(dara)) == 5
    with open_office(small_house.db_url) as office:
        office.add("dara", PASSWORD, name="Dara", countries=("KH",), id=dara.account.id)
    small_house.assign("dara", day.factory_id, Role.ADVISOR)
    dara.join(small_house.url)
    sync(small_house, day.amina, dara, day.jonas, day.amina, dara)
    assert len(lines_of(dara)) == len(lines_of(day.jonas)) == 5
    assert dara.digest(*day.scopes) == day.jonas.digest(*day.scopes) == day.amina.digest(*day.scopes)
    assert dara.totals().is_all_home


def lines_of(one) -> list[Line]:
    with one.store.reading() as reader:
        return reader.find(Line)
