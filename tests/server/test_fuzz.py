"""Requests made by Hypothesis to every route of the server: some hundred here, ten thousand in tests/torture.

`/` is a line of text, what is under `/reader` is HTML for people, everything else is framed or a photo's bytes. New routes are asked by
themselves.
"""

from __future__ import annotations

import os
import random
import time

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bwdesk.server import sent
from tests.fakes.hostile_requests import Target, mutated, requests

REQUESTS = int(os.environ.get("BWDESK_REQUESTS", "300"))
SEED = int(os.environ.get("BWDESK_SEED", str(time.time_ns() % 2**32)))


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    found = Target(tmp_path_factory.mktemp("fuzz"))
    yield found
    found.close()


def fuzz(target: Target, count: int, start: int) -> dict[int, int]:
    """Sends so many requests, each made one and nine like it; returns how often each status was answered."""
    statuses: dict[int, int] = {}

    @seed(start)
    @settings(max_examples=count // 10, database=None, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    @given(st.data())
    def each(data):
        request, chance = data.draw(requests(target)), random.Random(data.draw(st.integers(0, 2**32)))
        for one in [request, *(mutated(request, target, chance) for _ in range(9))]:
            status = target.check(one)
            statuses[status] = statuses.get(status, 0) + 1

    try:
        each()
    except BaseException as error:
        error.add_note(f"BWDESK_SEED={start}")
        raise
    return statuses


def test_no_request_brings_the_server_down_or_changes_a_record(target):
    statuses = fuzz(target, REQUESTS, SEED)
    assert sum(statuses.values()) >= REQUESTS
    assert target.digest() == target.before
    assert target.amina.sync().sent == 0
    assert 200 in statuses, "nobody got in: the requests test nothing"


def test_a_careless_reader_of_operations_is_caught(target, monkeypatch):
    monkeypatch.setattr(sent, "read_operation", lambda header, body, parse: parse(header)["i"])
    with pytest.raises(AssertionError):
        fuzz(target, 1_000, 5)
