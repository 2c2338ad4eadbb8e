"""The storms of tests/server/test_log_storm.py, long, with fresh seeds. BWDESK_STORM: pushes of each writer (150)."""

from __future__ import annotations

import os
import time

from tests.fakes.storm import storm
from tests.server.test_log_storm import url

__all__ = ["url"]

ROUNDS = int(os.environ.get("BWDESK_STORM", "150"))
SEED = int(os.environ.get("BWDESK_SEED", str(time.time_ns() % 2**32)))


def test_a_reader_sees_every_number_from_one_to_the_head_for_long(url):
    print(f"BWDESK_SEED={SEED}")
    seen = storm(url, writers=8, scopes=1, rounds=ROUNDS, start=SEED)
    assert (seen.problems, seen.has_gap, seen.unseen) == ([], False, set())
    print(f"{seen.pushes} pushes, {seen.rolled_back} rolled back, {len(seen.read)} operations read, none unseen, no gap")


def test_pushes_over_several_scopes_never_wait_for_each_other_in_a_circle_for_long(url):
    print(f"BWDESK_SEED={SEED}")
    seen = storm(url, writers=16, scopes=5, rounds=ROUNDS // 3, start=SEED, rollbacks=0.02)
    assert (seen.problems, seen.deadlocks) == ([], 0)
    print(f"{seen.pushes} pushes over 1 to 5 scopes, no deadlock")
