"""Ten thousand operations that wait, up and down, in processes of their own: what they take of memory at most."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fakes.bad_days import BadDay, child_of

COUNT = int(os.environ.get("BWDESK_BACKLOG", "10000"))
MOST = 300
"""MB"""


def peak_of_a_pass(one, url: str) -> float:
    """MB that a process took at most for one whole pass."""
    one.store.close()
    child = child_of(one)
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(url + "\n")
    child.stdin.flush()
    assert child.stdout.readline() == "done\n"
    lines = Path(f"/proc/{child.pid}/status").read_text().splitlines()
    child.stdin.close()
    child.stdout.close()
    child.wait()
    one.reopen()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory of another process is read from /proc")
def test_a_backlog_takes_no_more_memory_than_a_small_laptop_has(small_house, laptop):
    day = BadDay(small_house, laptop(small_house, "amina"), laptop(small_house, "jonas"), seed=1)
    day.writes(lines=COUNT)
    up, down = peak_of_a_pass(day.amina, small_house.url), peak_of_a_pass(day.jonas, small_house.url)
    print(f"{COUNT} operations: {up:.0f} MB at most up, {down:.0f} MB down")
    assert day.amina.totals().is_all_home
    day.ends_well()
    assert max(up, down) < MOST
