"""The protocol as a state machine over the real rules in memory, a checker that shares no code with them, and seven planted mistakes."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.fakes.machine import machine
from tests.fakes.memory_world import MISTAKES, MemoryWorld

HISTORIES = int(os.environ.get("BWDESK_HISTORIES", "1000"))
SEED = int(os.environ.get("BWDESK_SEED", str(time.time_ns() % 2**32)))
MOST = 1_000
"""Histories after which a planted mistake counts as not seen."""


def run(mistake: str, histories: int, start: int) -> int:
    """Runs the machine; returns how many histories there were."""
    phases = [Phase.generate] if mistake else [Phase.generate, Phase.shrink]  # a planted mistake needs no shortest example
    chosen = settings(
        max_examples=histories, stateful_step_count=30, deadline=None, phases=phases, suppress_health_check=list(HealthCheck),
        database=None, report_multiple_bugs=False,
    )  # fmt: skip
    days = seed(start)(machine(lambda: MemoryWorld(mistake)))
    try:
        run_state_machine_as_test(days, settings=chosen)
    except AssertionError as error:
        error.add_note(f"BWDESK_SEED={start}, after {days.histories} histories")
        raise
    return days.histories


def test_whatever_happens_nothing_is_lost_and_everybody_sees_the_same():
    assert run("", HISTORIES, SEED) >= HISTORIES


def test_a_log_filled_anew_in_which_something_else_is_parked_is_not_the_log_a_laptop_read():
    """A history the machine once found: the same operations under the same numbers, but what let one of them go does not count now."""
    world = MemoryWorld()
    world.edit(0, "progress", doubtful=True)
    world.server_backup()
    world.day(0, "progress", fetches=True)
    world.release()
    for who in (0, 1):
        world.pull(who, 100)
    before = [one.operation.id for one in world.server.log]
    world.server_restore(new_epoch=False)
    world.day(0, "progress", fetches=False)
    assert [one.operation.id for one in world.server.log][:3] == before
    assert [one.parked for one in world.server.log] == ["no_right", None, "carried", None]
    world.end()


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_planted_mistake_is_caught(mistake):
    with pytest.raises(AssertionError) as caught:
        run(mistake, MOST, 9)
    assert "BWDESK_SEED=9" in caught.value.__notes__[-1]
    assert any(said in str(caught.value) for said in ("different operations", "vanished unseen", "still waits", "is gone"))
