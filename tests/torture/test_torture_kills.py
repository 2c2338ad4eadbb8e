"""Two thousand writers ended with SIGKILL, and a planted mistake that the same test must see."""

from __future__ import annotations

import os
import time

import pytest

from tests.store.killing import Trials

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
KILLS = int(os.environ.get("BWDESK_KILLS", "2000"))
FOLDERS = 10


@pytest.mark.parametrize("part", range(FOLDERS))
def test_nothing_called_saved_is_gone(tmp_path, part):
    seed = int(os.environ.get("BWDESK_SEED", str(time.time_ns() % 2**32))) + part
    print(f"BWDESK_SEED={seed - part}")
    trials = Trials.fresh(tmp_path / "amina", seed, checkpoint_pages=[5, 20, 200, 2000][part % 4])
    while trials.kills < KILLS // FOLDERS:
        trials.run()
        if trials.kills % 25 == 0:
            trials.check_whole()
    trials.check_whole()
    assert len(trials.saved) > trials.kills or trials.kills < 50


def test_a_writer_that_says_saved_too_early_is_caught(tmp_path):
    trials = Trials.fresh(tmp_path / "amina", seed=7)
    trials.is_hasty = True

    def go_on() -> None:
        for _ in range(200):
            trials.run()

    with pytest.raises(AssertionError):
        go_on()
