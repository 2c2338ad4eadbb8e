"""Eight writers whose commits come late or not at all, and sixteen over several scopes, on PostgreSQL; longer in tests/torture."""

from __future__ import annotations

import os

import pytest

from bwdesk.server import judge
from bwdesk.store.hub import Hub
from bwdesk.store.log import lock_logs
from tests.fakes.postgres import new_database, run_sql
from tests.fakes.storm import plant_order, plant_sequence, storm

ROUNDS = int(os.environ.get("BWDESK_STORM", "10"))
SEED = int(os.environ.get("BWDESK_SEED", "5"))


@pytest.fixture
def url() -> str:
    """A PostgreSQL database, where who waits in a circle is told after 100 ms."""
    made = new_database()
    Hub(made).close()
    run_sql(made, "ALTER SYSTEM SET deadlock_timeout = '100ms'")
    run_sql(made, "SELECT pg_reload_conf()")
    assert "100ms" in run_sql(made, "SHOW deadlock_timeout")
    return made


def test_a_reader_sees_every_number_from_one_to_the_head(url):
    seen = storm(url, writers=8, scopes=1, rounds=ROUNDS, start=SEED)
    assert seen.problems == []
    assert not seen.has_gap
    assert seen.unseen == set()
    assert seen.pushes + seen.rolled_back == 8 * ROUNDS
    assert seen.rolled_back > 0


def test_numbers_of_a_sequence_are_caught_by_the_same_reader(url, monkeypatch):
    hub = Hub(url)
    plant_sequence(monkeypatch, judge, hub)
    seen = storm(url, writers=8, scopes=1, rounds=ROUNDS, start=SEED)
    hub.close()
    assert seen.has_gap
    assert seen.unseen, "a reader must have missed what was committed late"


def test_pushes_over_several_scopes_never_wait_for_each_other_in_a_circle(url):
    seen = storm(url, writers=16, scopes=5, rounds=ROUNDS // 2, start=SEED, rollbacks=0.02)
    assert seen.problems == []
    assert seen.deadlocks == 0
    assert seen.pushes + seen.rolled_back == 16 * (ROUNDS // 2)


def test_scopes_locked_as_they_come_are_caught(url, monkeypatch):
    plant_order(monkeypatch, judge, lock_logs)
    seen = storm(url, writers=16, scopes=5, rounds=ROUNDS // 2, start=SEED, rollbacks=0.02)
    assert seen.deadlocks > 0
