"""Links that cut, servers and laptops that die in the middle: trying again ends in the same state. Longer runs: tests/torture."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

import pytest

from bwdesk.errors import NoAnswer
from tests.fakes.bad_days import BadDay, child_of, is_through, killed_pass, tries
from tests.fakes.proxy import CLEAN, Fate, Proxy


@pytest.fixture
def day(small_house, laptop) -> BadDay:
    return BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=3)


@pytest.mark.parametrize("limit", [3_000, 16_000])
def test_a_link_that_cuts_every_connection_lets_everything_through(small_house, day, limit):
    lines, photo_size = (300, 60_000) if limit > 3_000 else (30, 4_000)
    day.writes(lines=lines, photos=2, photo_size=photo_size)
    with Proxy(small_house.url, lambda n: Fate(cut_both=limit, with_reset=n % 2 == 0)) as proxy:
        for one in (day.amina, day.jonas):
            one.use(proxy.url)
            tries(one, lambda one=one: is_through(one), most=40)
        payload = 2 * (2 * (photo_size + 3_000) + lines * 160)
        if limit > 3_000:
            assert proxy.up + proxy.down < 4 * payload
    day.ends_well()


def test_cut_at_many_places_in_either_direction_nothing_is_lost_or_doubled(small_house, day):
    with Proxy(small_house.url) as proxy:
        day.amina.use(proxy.url)
        for place in range(40, 2_400, 90):
            way = "cut_up" if place // 90 % 2 else "cut_down"
            first = proxy.connections
            proxy.fate = lambda n, first=first, way=way, place=place: Fate(**{way: place}) if n == first else CLEAN
            day.writes(lines=2)
            day.amina.use(proxy.url)
            with suppress(NoAnswer):
                day.amina.sync()
        assert proxy.connections > 27
    day.ends_well()


def test_the_server_is_killed_in_the_middle_again_and_again(house, laptop):
    day = BadDay(house, laptop(house, "amina"), laptop(house, "jonas"), seed=5)
    day.writes(lines=400, photos=2)
    stop = threading.Event()

    def killer() -> None:
        for seconds in (0.05, 0.15, 0.3, 0.1):
            time.sleep(seconds)
            house.kill()
            house.start()
        stop.set()

    thread = threading.Thread(target=killer)
    thread.start()
    while not stop.is_set():
        for one in (day.amina, day.jonas):
            with suppress(NoAnswer):
                one.sync()
    thread.join()
    day.ends_well()


def test_the_laptop_is_killed_in_the_middle_again_and_again(small_house, day):
    day.writes(lines=300, photos=2)
    for one in (day.amina, day.jonas):
        one.store.close()
        assert one.client is not None
        one.client.close()
        for seconds in (0.05, 0.2, 0.6):
            if killed_pass(one, small_house.url, seconds, child_of(one)):
                break
        one.reopen()
    day.ends_well()


def test_an_answer_lost_after_the_server_took_everything_is_made_up_for_in_one_pass(small_house, day):
    day.writes(lines=100)
    with Proxy(small_house.url, lambda n: Fate(cut_down=900) if n == 0 else CLEAN) as proxy:
        day.amina.use(proxy.url)
        report = day.amina.sync()
    assert report.turns < 12
    assert day.amina.totals().is_all_home
    day.ends_well()


def test_a_pass_that_is_cancelled_keeps_what_it_got_and_the_next_one_goes_on(small_house, day):
    day.writes(lines=1_500, photos=1)
    told = []

    def watch(progress):
        told.append(progress)
        if progress.done > 100:
            day.amina.running.cancel()

    report = day.amina.sync(told=watch)
    assert report.is_cancelled
    waiting = day.amina.totals().waiting
    assert 0 < waiting < 1_501
    assert max(one.total for one in told) >= 1_501
    day.ends_well()
