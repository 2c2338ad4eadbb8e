"""Garbage is collected on the GUI thread alone, by the usual thresholds, and automatically again when the desk is closed."""

from __future__ import annotations

import gc
import threading

from bwdesk.app.sweeper import Sweeper


class Ring:
    """Something in a cycle that says on which thread it went."""

    def __init__(self, went: list[int]) -> None:
        self.me, self.went = self, went

    def __del__(self) -> None:
        self.went.append(threading.get_ident())


def test_cycles_go_on_the_thread_of_the_window_however_much_others_make(qapp, qtbot):
    sweeper, went = Sweeper(), []
    try:
        assert not gc.isenabled()
        Ring(went)
        worker = threading.Thread(target=lambda: [[n] for n in range(200_000)])
        kept = [[n] for n in range(5_000)]
        worker.start()
        worker.join()
        assert went == [], "a worker that makes many objects collects nothing"
        sweeper.sweep()
        assert went == [threading.get_ident()]
        assert kept
    finally:
        sweeper.stop()
    assert gc.isenabled()
