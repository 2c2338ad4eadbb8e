"""A writer ended with SIGKILL at any moment loses nothing that it had called saved. `./run torture` does this ten times as often."""

from __future__ import annotations

import os

import pytest

from tests.store.killing import Trials

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.mark.parametrize(("seed", "checkpoint_pages"), [(1, 2000), (2, 20), (3, 200), (4, 5)])
def test_nothing_called_saved_is_gone(tmp_path, seed, checkpoint_pages):
    trials = Trials.fresh(tmp_path / "amina", seed, checkpoint_pages)
    while trials.kills < 52:
        trials.run()
        if trials.kills % 13 == 0:
            trials.check_whole()
    assert len(trials.saved) > 2 * trials.kills, "the writer was ended before it wrote anything worth losing"
