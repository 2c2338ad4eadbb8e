"""The server's disk is full: every desk is told so in words, nothing half is kept, and after making room everything gets through."""

from __future__ import annotations

import resource

import pytest

from bwdesk.errors import NoAnswer
from bwdesk.texts import Texts
from tests.fakes.bad_days import BadDay

pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits of another process are Linux's")


def may_grow(day: BadDay, size: int) -> None:
    """No file of the server process grows beyond `size` bytes (-1: as before)."""
    assert day.house.process is not None
    resource.prlimit(day.house.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_a_server_that_may_not_write_says_so_and_goes_on_when_it_may(small_house, laptop):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=2)
    day.writes(lines=20)
    day.amina.sync()
    before = day.amina.digest(*day.scopes)
    day.writes(lines=300, photos=1)
    heard = set()
    may_grow(day, 4096)
    for one in (day.amina, day.jonas, day.amina):
        try:
            one.sync()
        except NoAnswer as error:
            heard.add(error.key)
    assert heard == {"server.store"}
    assert Texts().has("error.server.store")
    assert day.amina.totals().waiting + day.amina.totals().received >= 301
    assert day.jonas.digest(*day.scopes) == before, "reading goes on"
    may_grow(day, resource.RLIM_INFINITY)
    day.ends_well()
    said = small_house.log.read_text()
    assert "server.failed" not in said
    assert "Traceback" not in said


def test_a_photo_that_finds_no_room_is_sent_when_there_is(small_house, laptop):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=2)
    day.writes(lines=1)
    day.amina.sync()
    size = sum(path.stat().st_size for path in small_house.root.glob("server.db"))
    day.writes(lines=1, photos=1, photo_size=size + 3_000_000)
    may_grow(day, size + 1_000_000)
    with pytest.raises(NoAnswer, match=r"server\.store"):
        day.amina.sync()
    assert day.amina.totals().photos_waiting >= 1
    may_grow(day, resource.RLIM_INFINITY)
    day.ends_well()
