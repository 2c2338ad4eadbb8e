"""A laptop that is copied, disk and keyring: both copies go on and lose nothing; that there are two is noticed and told."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from bwdesk import ids
from bwdesk.domain.visit import Line
from bwdesk.server.office import open_office
from bwdesk.server.twins import Runs
from bwdesk.sync.client import sign_in
from bwdesk.sync.join import join
from tests.fakes.bad_days import BadDay
from tests.fakes.office import PASSWORD, Laptop


@pytest.fixture
def day(small_house, laptop) -> BadDay:
    return BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=9)


def copied(one: Laptop, root) -> Laptop:
    """The same file, keyring, and device id on another machine."""
    one.store.close()
    shutil.copy(one.file, root / "copy.db")
    one.reopen()
    other = Laptop(root, one.account, "copy")
    other.ring.secrets.update(one.ring.secrets)
    other.writer = replace(one.writer)
    return other


def starts(house, *laptops) -> list[bool]:
    """Each starts its program and syncs: what it is told."""
    found = []
    for one in laptops:
        one.use(house.url)
        found.append(one.sync().is_twice)
    return found


def notes(one: Laptop, scope: str, text: str) -> None:
    with one.does("line") as unit:
        unit.add(Line(id=unit.new_id(), scope=scope, visit_id=ids.new_id(), at=ids.now(), pos="a", text=text))


def test_two_laptops_with_one_identity_lose_nothing_and_are_told_until_one_signs_in_anew(small_house, day, tmp_path):
    day.writes(lines=3)
    assert starts(small_house, day.amina) == [False]
    twin = copied(day.amina, tmp_path)
    notes(day.amina, day.scopes[1], "on the first")
    notes(twin, day.scopes[1], "on the copy")
    assert starts(small_house, day.amina, twin) == [False, False], "this could be a laptop that was put back from its image"
    assert starts(small_house, day.amina, twin, day.amina) == [True, True, True]
    with open_office(small_house.db_url) as office:
        assert set(office.twice_since()) == {day.amina.writer.device}
        assert [one.subject for one in office.entries() if one.act == "device.twice"] == [day.amina.writer.device]
    signed = sign_in(small_house.url, "amina", PASSWORD, secrets=twin.ring, device=twin.writer.device)
    assert signed.device != day.amina.writer.device
    with twin.does() as unit:
        join(unit, signed)
        assert unit.fact("device") == signed.device
    assert starts(small_house, day.amina, twin, day.amina, twin) == [False] * 4
    day.ends_well()
    assert twin.digest(*day.scopes) == day.amina.digest(*day.scopes) == day.jonas.digest(*day.scopes)
    twin.close()


def test_a_program_that_runs_on_both_is_noticed_without_a_new_start(small_house, day, tmp_path):
    starts(small_house, day.amina)
    twin = copied(day.amina, tmp_path)
    assert starts(small_house, twin) == [False]
    assert [day.amina.sync().is_twice, twin.sync().is_twice] == [True, True]
    twin.close()


def test_a_laptop_put_back_a_lost_answer_and_two_programs_on_one_file_are_no_twins(small_house, day, tmp_path):
    starts(small_house, day.amina)
    image = copied(day.amina, tmp_path)
    starts(small_house, day.amina, day.amina)
    assert starts(small_house, image, image, image) == [False] * 3, "put back; the newer one is never heard again"
    first = image.client
    image.client = None
    assert starts(small_house, image) == [False], "the command line beside the window"
    image.client, second = first, image.client
    assert image.sync().is_twice is False
    image.client.run = b""  # the program ended before it could write down that it had spoken
    assert image.sync().is_twice is False
    second.close()
    image.close()


def test_runs_and_what_they_show():
    one, twice = Runs().heard("a", "")
    assert not twice
    assert one.heard("a", "") == (one, False)
    two, twice = one.heard("b", "a")
    assert (two.tips, twice) == (("b",), False)
    image, twice = two.heard("c", "a")
    assert (sorted(image.tips), twice) == (["b", "c"], False)
    assert image.heard("b", "")[1]
    assert image.heard("d", "b")[1]
    assert not image.heard("d", "c")[1]
    assert not image.heard("d", "x")[1], "a run that nobody remembers says nothing"
    many = image
    for number in range(100):
        many, twice = many.heard(f"n{number}", many.now)
        assert not twice
    assert len(many.known) == 60
