"""A server that was put back from a backup, or a laptop that was: nothing is thrown away, everybody offers again, duplicates fall out."""

from __future__ import annotations

import shutil

import pytest

from bwdesk.domain.operation import read_operation
from bwdesk.domain.visit import Visit
from bwdesk.server.office import open_office
from bwdesk.store.fold import Incoming
from bwdesk.store.hub import Hub
from tests.fakes.bad_days import BadDay


@pytest.fixture
def day(small_house, laptop) -> BadDay:
    found = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=9)
    found.writes(lines=30, photos=1)
    found.amina.sync()
    found.jonas.sync()
    return found


@pytest.mark.parametrize("how", ["with a new epoch", "noticed by a desk", "found by the chain"])
def test_a_server_restored_from_a_backup_gets_everything_again(small_house, day, how):
    small_house.stop()
    backup = {path: path.read_bytes() for path in small_house.root.iterdir() if path.name.startswith("server.db")}
    small_house.start()
    day.writes(lines=25, photos=2)
    later = day.amina.registers()
    with day.amina.does("visit") as unit:
        unit.add(Visit(id=unit.new_id(), scope=f"factory/{later}", factory_id=later, cycle_id="c" * 32, purpose="after the backup"))
    day.amina.sync()
    day.jonas.sync(with_photos=False)
    small_house.stop()
    for path in small_house.root.glob("server.db*"):
        path.unlink()
    for path, data in backup.items():
        path.write_bytes(data)
    shutil.rmtree(small_house.photos / "past")
    if how == "found by the chain":
        for one in (day.amina, day.jonas):
            with one.does() as unit:
                unit.set_fact("mark", None)
    if how == "with a new epoch":
        with open_office(small_house.db_url) as office:
            office.restored()
    small_house.start()

    day.writes(lines=5)
    report = day.amina.sync()
    assert set(report.reset) >= {day.scopes[1]}
    day.amina.sync()
    day.jonas.sync()
    day.amina.sync()
    day.jonas.sync()
    day.ends_well()
    assert day.amina.totals().set_aside == day.jonas.totals().set_aside == 0
    hub = Hub(small_house.db_url)
    with hub.reading() as reader:
        assert [one.purpose for one in reader.find(Visit)] == ["after the backup"]
    hub.close()


@pytest.mark.parametrize("folder", [True, False], ids=["the folder knows whose it is", "the folder is gone"])
def test_the_second_laptop_alone_brings_back_what_both_had_read(small_house, day, folder):
    small_house.stop()
    backup = {path: path.read_bytes() for path in small_house.root.iterdir() if path.name.startswith("server.db")}
    small_house.start()
    day.writes(lines=12)
    day.amina.sync()
    day.jonas.sync()
    small_house.stop()
    for path, data in backup.items():
        path.write_bytes(data)
    if not folder:
        shutil.rmtree(small_house.photos / "past")
    with open_office(small_house.db_url) as office:
        office.restored()
    small_house.start()
    report = day.jonas.sync()
    assert report.set_aside == (0 if folder else 12), "Amina's work, carried by Jonas: did the office ever have it from herself?"
    assert day.jonas.totals().set_aside == report.set_aside
    day.amina.sync()
    day.jonas.sync()
    day.ends_well()
    assert day.jonas.totals().set_aside == 0


def test_a_laptop_put_back_from_an_image_reads_its_own_work_again(small_house, day, tmp_path):
    amina = day.amina
    amina.store.close()
    shutil.copy(amina.file, tmp_path / "image")
    amina.reopen()
    day.writes(lines=15)
    amina.sync()
    amina.store.close()
    for path in amina.root.glob("amina.db*"):
        path.unlink()
    shutil.copy(tmp_path / "image", amina.file)
    amina.reopen()
    day.writes(lines=3)
    report = amina.sync()
    assert report.taken >= 15
    assert report.reset == []
    day.jonas.sync()
    day.ends_well()


def test_an_operation_that_was_answered_but_is_not_in_the_log_waits_again(small_house, day):
    day.writes(lines=2)
    day.amina.store.connection.exec_driver_sql("UPDATE operations SET state = 'sent' WHERE state = 'local'")
    day.amina.store.connection.commit()
    assert day.amina.totals().received == 2
    day.amina.sync()
    day.jonas.sync()
    day.ends_well()


def test_carried_work_of_a_colleague_is_applied_when_its_author_sends_it(small_house, laptop, day):
    """As after an exchange by stick: Jonas's laptop holds operations of Amina's that the server does not know."""
    day.writes(lines=4)
    with day.amina.store.reading() as reader:
        rows = reader.connection.exec_driver_sql("SELECT header, body FROM operations WHERE state = 'local'").fetchall()
    with day.jonas.does("stick") as unit:
        unit.apply([Incoming(read_operation(*row)) for row in rows])
    assert day.jonas.sync().set_aside == 4
    day.amina.sync()
    day.jonas.sync()
    day.ends_well()
