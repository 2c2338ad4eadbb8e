"""One small exchange, its answer lost at every byte: exhaustive, not random. And every byte of a login page's place in the way."""

from __future__ import annotations

from contextlib import suppress

import pytest

from bwdesk.errors import NoAnswer
from tests.fakes.bad_days import BadDay
from tests.fakes.proxy import CLEAN, Fate, Proxy
from tests.sync.test_no_answer import WELCOME, http, state


@pytest.mark.parametrize("way", ["cut_down", "cut_up"])
def test_a_small_exchange_cut_at_every_byte(small_house, laptop, way):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=3)
    with Proxy(small_house.url) as proxy:
        day.amina.use(proxy.url)
        day.writes(lines=1)
        before = proxy.up, proxy.down
        day.amina.sync()
        size = proxy.down - before[1] if way == "cut_down" else proxy.up - before[0]
        for place in range(size + 1):
            first = proxy.connections
            proxy.fate = lambda n, first=first, place=place: Fate(**{way: place}) if n == first else CLEAN
            day.writes(lines=1)
            day.amina.use(proxy.url)
            with suppress(NoAnswer):
                day.amina.sync()
    day.ends_well()
    print(f"{way}: {size + 1} places, nothing lost, nothing doubled")


def test_an_answer_truncated_at_each_byte_of_header_and_body(small_house, laptop):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=3)
    day.writes(lines=1)
    before, whole = state(day.amina), http(WELCOME, "200 OK", "Content-Type: x")
    with Proxy(small_house.url) as proxy:
        day.amina.use(proxy.url)
        for end in range(len(whole)):
            proxy.fate = lambda n, said=whole[:end]: Fate(answer=said)
            with pytest.raises(NoAnswer):
                day.amina.client.hello(b"")
    assert state(day.amina) == before
    day.ends_well()
    print(f"{len(whole)} places")
