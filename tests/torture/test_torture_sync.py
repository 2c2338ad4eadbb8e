"""Sync on bad days, long: links cut at random bytes, stalled or reset; servers and laptops killed at random moments; many desks at once.

BWDESK_DAYS: how many bad days of each kind (20). Every failure names its seed.
"""

from __future__ import annotations

import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from bwdesk import ids
from bwdesk.domain.factory import Role
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import Line
from bwdesk.errors import DeskError, NoAnswer
from bwdesk.store.hub import Hub
from bwdesk.store.log import entries_after
from tests.fakes.bad_days import BadDay, is_through, killed_pass, tries
from tests.fakes.office import ServerHouse
from tests.fakes.postgres import new_database
from tests.fakes.proxy import CLEAN, Fate, Proxy

DAYS = int(os.environ.get("BWDESK_DAYS", "20"))


def random_fate(chance: random.Random) -> Fate:
    kind = chance.choice(("clean", "up", "down", "both", "both", "page"))
    place = int(2 ** chance.uniform(1, 17))
    with_reset = chance.random() < 0.3
    if kind == "clean":
        return CLEAN
    if kind == "page":
        return Fate(answer=b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<html>log in..." if chance.random() < 0.5 else b"")
    return Fate(**{f"cut_{kind}": place}, with_reset=with_reset)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(DAYS))
def test_a_day_on_random_links(small_house, laptop, seed):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed)
    chance = random.Random(seed)
    with Proxy(small_house.url, lambda n: random_fate(chance)) as proxy:
        for one in (day.amina, day.jonas):
            one.use(proxy.url)
        for _ in range(6):
            day.writes(lines=chance.randrange(1, 200), photos=chance.randrange(3), photo_size=chance.randrange(100, 90_000))
            for one in (day.amina, day.jonas):
                for _ in range(chance.randrange(3)):
                    with suppress(NoAnswer):
                        one.sync()
        for one in (day.amina, day.jonas):
            tries(one, lambda one=one: is_through(one), most=200)
    day.ends_well()


@pytest.mark.parametrize("seed", range(DAYS))
def test_servers_and_laptops_killed_at_random_moments(house, laptop, seed):
    day = BadDay(house, laptop(house, "amina"), laptop(house, "jonas"), seed)
    chance = random.Random(seed)
    for _ in range(4):
        day.writes(lines=chance.randrange(50, 400), photos=chance.randrange(3))
        for one in (day.amina, day.jonas):
            one.store.close()
            assert one.client is not None
            one.client.close()
            stop = threading.Timer(chance.uniform(0.01, 0.8), house.kill)
            stop.start()
            with suppress(BrokenPipeError):
                killed_pass(one, house.url, chance.uniform(0.01, 1.2))
            stop.join()
            house.start()
            one.reopen()
    day.ends_well()


def test_a_link_that_goes_silent_is_given_up_and_tried_again(small_house, laptop):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), 1)
    day.writes(lines=100)
    with Proxy(small_house.url, lambda n: Fate(cut_down=900, stall=True) if n == 0 else CLEAN) as proxy:
        day.amina.use(proxy.url)
        begun = time.monotonic()
        with suppress(NoAnswer):
            day.amina.sync()
        assert time.monotonic() - begun < 60
    day.ends_well()


def test_many_desks_at_once_on_postgresql(tmp_path, laptop):
    """No error, no deadlock, nothing lost, for BWDESK_SECONDS (60) and BWDESK_DESKS (20)."""
    seconds, count = float(os.environ.get("BWDESK_SECONDS", "60")), int(os.environ.get("BWDESK_DESKS", "20"))
    house = ServerHouse(tmp_path / "server", new_database())
    house.start()
    desks = [laptop(house, f"desk{n}") for n in range(count)]
    factory_id = desks[0].registers()
    desks[0].sync()
    for one in desks[1:]:
        house.assign(one.account.login, factory_id, Role.ADVISOR)
    problems: list[str] = []
    written: list[str] = []
    end = time.monotonic() + seconds

    def work(number: int) -> None:
        one, chance = desks[number], random.Random(number)
        while time.monotonic() < end:
            with one.does("line") as unit:
                for _ in range(chance.randrange(1, 12)):
                    scope = factory_scope(factory_id)
                    unit.add(Line(id=unit.new_id(), scope=scope, visit_id="v" * 32, at=ids.now(), pos="a", text=f"desk {number}"))
                written.extend(operation.id for operation in unit.changes.operations)
            try:
                one.sync()
            except DeskError as error:
                problems.append(error.key)

    with ThreadPoolExecutor(count) as pool:
        for future in [pool.submit(work, n) for n in range(count)]:
            future.result()
    for one in desks:
        one.sync()
    digests = {one.digest(factory_scope(factory_id)) for one in desks if one.sync() is not None}
    house.stop()
    hub = Hub(house.db_url)
    with hub.reading() as reader:
        log = entries_after(reader, factory_scope(factory_id), 0, 10**9, lambda *_: False)
    hub.close()
    assert problems == []
    assert "deadlock" not in house.log.read_text()
    assert [one.seq for one in log] == list(range(1, len(log) + 1))
    assert {one.id for one in log} == set(written)
    assert len(digests) == 1
    print(f"{len(written)} operations by {count} desks in {seconds:.0f} s")
