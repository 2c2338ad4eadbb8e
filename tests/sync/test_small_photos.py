"""Thumbnails come many in one answer; what is not to be had that way comes alone or not at all."""

from __future__ import annotations

import hashlib

from tests.fakes.bad_days import BadDay, tries
from tests.fakes.proxy import Fate, Proxy


def test_thumbnails_come_many_in_one_answer(small_house, laptop):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=1)
    day.writes(lines=1, photos=30, photo_size=70_000)
    day.amina.sync()
    report = day.jonas.sync()
    assert report.photos_down == 60
    said = small_house.log.read_text()
    assert 0 < said.count('"/sync/1/small-photos"') <= 4
    day.ends_well()


def test_on_a_link_that_cuts_they_come_in_smaller_answers(small_house, laptop):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=2)
    day.writes(lines=1, photos=12, photo_size=5_000)
    day.amina.sync()
    with Proxy(small_house.url, lambda n: Fate(cut_both=14_000)) as proxy:
        day.jonas.use(proxy.url)
        tries(day.jonas, lambda: day.jonas.totals().photos_away == 0 and bool(day.jonas.photos.size(day.photos[-1])), most=20)
    day.ends_well()


def test_nothing_comes_to_who_may_not_read_and_nothing_wrong_is_kept(small_house, laptop):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=3)
    day.writes(lines=1, photos=2)
    day.amina.sync()
    other = laptop(small_house, "other")
    assert other.client.small_photos(day.photos, 100_000) == [b""] * 4
    big, thumb = day.photos[:2]
    assert [len(one) for one in day.amina.client.small_photos([thumb, "0" * 64, big], 100_000)] == [3_000, 0, 60_000]
    assert len(day.amina.client.small_photos([thumb, big], 1_000)) == 1
    path = next(small_house.photos.glob(f"*/{thumb}"))
    path.write_bytes(b"something else")
    report = day.jonas.sync()
    assert day.jonas.photos.size(thumb) is None
    assert report.photos_down == 3
    assert all(hashlib.sha256(day.jonas.photos.get(one)).hexdigest() == one for one in day.photos if one != thumb)
