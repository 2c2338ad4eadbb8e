"""The machine of tests/domain/test_protocol.py over real encrypted files and the real application, on SQLite and on PostgreSQL.

BWDESK_HISTORIES: how many on each (60 and 20). BWDESK_SEED: where to begin; every failure names it.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bwdesk.errors import DeskError
from bwdesk.server import judge
from bwdesk.store import fold, outbox
from bwdesk.sync import link
from tests.fakes.machine import machine
from tests.fakes.near_link import NearLink
from tests.fakes.postgres import new_database
from tests.fakes.real_world import RealWorld

SEED = int(os.environ.get("BWDESK_SEED", str(time.time_ns() % 2**32)))


def run(worlds: Callable[[], RealWorld], kind: str, histories: int, start: int) -> int:
    """Runs the machine; returns how many histories there were."""
    days = machine(worlds)
    chosen = settings(
        max_examples=histories, stateful_step_count=25, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
    )  # fmt: skip
    try:
        run_state_machine_as_test(seed(start)(days), settings=chosen)
    except BaseException as error:
        error.add_note(f"BWDESK_SEED={start} on {kind}, after {days.histories} histories")
        raise
    return days.histories


@pytest.fixture
def worlds(tmp_path, monkeypatch) -> Callable[[str], RealWorld]:
    monkeypatch.setattr(link, "Link", NearLink)
    number = itertools.count()
    return lambda kind: RealWorld(tmp_path / f"world{next(number)}", new_database() if kind == "postgresql" else None)


@pytest.mark.expects_log("a server that is put back says so")
@pytest.mark.parametrize(("kind", "histories"), [("sqlite", 60), ("postgresql", 20)])
def test_whatever_happens_to_real_files_and_a_real_server(worlds, kind, histories):
    done = run(lambda: worlds(kind), kind, int(os.environ.get("BWDESK_HISTORIES", histories)), SEED)
    print(f"{kind}: {done} histories from BWDESK_SEED={SEED}")


def last_writer_wins(row, key, op_id, seen, known):
    row.heads[key] = [op_id]
    return True


@pytest.mark.expects_log("a server that is put back says so")
@pytest.mark.parametrize(
    ("where", "name", "instead"),
    [
        (judge, "proves", lambda *_: True),
        (fold, "_fold_beside", last_writer_wins),
        (outbox, "start_again", lambda unit, scope, epoch: None),
    ],
    ids=["a push proves nothing", "last writer wins", "a reset offers nothing again"],
)
def test_a_mistake_planted_in_the_program_is_caught(worlds, monkeypatch, where, name, instead):
    monkeypatch.setattr(where, name, instead)
    with pytest.raises((AssertionError, DeskError)):
        run(lambda: worlds("sqlite"), "sqlite", 80, 77)
