"""The laptop's disk is full in the middle of a sync, or its file is damaged: it says so, and afterwards everything is there again."""

from __future__ import annotations

import random

import pytest

from bwdesk.errors import DamagedFile, StoreProblem, WrongKey
from bwdesk.store.check import tables_differ
from bwdesk.store.engine import open_desk
from bwdesk.store.journal import Journal
from bwdesk.store.second_copy import reconcile
from tests.fakes.bad_days import BadDay
from tests.fakes.office import KEY, Laptop


@pytest.fixture
def day(small_house, laptop) -> BadDay:
    return BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=4)


def test_a_laptop_without_room_says_so_and_fetches_the_rest_when_there_is(day):
    day.writes(lines=600)
    day.amina.sync()
    raw = day.jonas.store.connection.connection.driver_connection
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {pages + 30}").fetchall()
    for _ in range(2):
        with pytest.raises(StoreProblem) as problem:
            day.jonas.sync()
        assert problem.value.key == "store.full"
        assert tables_differ(day.jonas.store) == [], "no operation without its row, no row without its operation"
    raw.execute("PRAGMA max_page_count = 1000000").fetchall()
    day.ends_well()


def test_a_damaged_file_is_told_from_a_wrong_key_and_comes_back_from_the_office_and_the_journal(day, tmp_path):
    amina = day.amina
    day.writes(lines=200)
    amina.sync()
    day.jonas.sync()
    journal = Journal(tmp_path / "unsent.journal", KEY)
    with amina.store.reading() as reader:
        (last,) = reader.connection.exec_driver_sql("SELECT max(n) FROM operations").fetchone()
    day.writes(lines=7)
    with amina.store.reading() as reader:
        rows = reader.connection.exec_driver_sql("SELECT id FROM operations WHERE n > ?", (last,)).fetchall()
        unsent = [reader.operation(row[0]) for row in rows]
    journal.append(unsent)
    scope = day.scopes[1]
    amina.store.close()
    data, chance = bytearray(amina.file.read_bytes()), random.Random(6)
    for _ in range(12):
        data[chance.randrange(4096, len(data))] ^= 1 << chance.randrange(8)
    data[4096 + 99] ^= 1
    amina.file.write_bytes(data)
    with pytest.raises(DamagedFile):
        open_desk(amina.file, KEY)
    with pytest.raises(WrongKey):
        open_desk(amina.file, bytes(32))

    fresh = Laptop(tmp_path, amina.account, "fresh")
    fresh.ring.secrets.update(amina.ring.secrets)
    fresh.writer = amina.writer
    fresh.use(day.house.url)
    fresh.sync()
    assert reconcile(fresh.store, journal, fresh.writer).restored == 7
    journal.close()
    fresh.sync()
    day.jonas.sync()
    assert fresh.digest(scope) == day.jonas.digest(scope)
    with fresh.store.reading() as reader:
        assert all(reader.operation(one.id) == one for one in unsent)
    assert fresh.totals().is_all_home
    fresh.close()
