"""What can happen to laptops and a server, as a Hypothesis state machine.

The world is handed in: in memory (memory_world.py), or real files and a real server (real_world.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.fakes.memory_world import FIELDS

WHO = range(4)
who = st.integers(0, 3)
work = st.sampled_from([(one, field) for one in WHO for field in FIELDS])
often = st.sampled_from([True, True, True, False])
fates = st.sampled_from(["ok", "ok", "request lost", "answer lost", "twice"])


def machine(make: Callable[[], Any]) -> type[RuleBasedStateMachine]:
    """The machine over worlds that `make` makes, one a history. `histories` counts them."""

    class Days(RuleBasedStateMachine):
        histories = 0

        def __init__(self) -> None:
            super().__init__()
            type(self).histories += 1
            self.world = make()

        @rule(work=work, skew=st.integers(-50, 50))
        def edit(self, work: tuple[int, str], skew: int) -> None:
            self.world.edit(*work, skew, doubtful=skew % 5 == 1)

        @rule(who=who, size=st.integers(1, 4), fate=fates)
        def push(self, who: int, size: int, fate: str) -> None:
            self.world.push(who, size, fate)

        @rule(who=who, size=st.integers(1, 4))
        def push_begin(self, who: int, size: int) -> None:
            self.world.push_begin(who, size)

        @rule(number=st.integers(0, 2), commit=often)
        def push_end(self, number: int, commit: bool) -> None:
            self.world.push_end(number, rollback=not commit)

        @rule(who=who, size=st.integers(1, 5), safe=often)
        def pull(self, who: int, size: int, safe: bool) -> None:
            self.world.pull(who, size, crash=not safe)

        @rule(work=work, fetches=st.booleans())
        def day(self, work: tuple[int, str], fetches: bool) -> None:
            self.world.day(*work, fetches=fetches)

        @rule(one=work, other=work, reader=who)
        def two_at_once(self, one: tuple[int, str], other: tuple[int, str], reader: int) -> None:
            """Two pushes overlap, the later one is done first, and somebody reads in between."""
            for work in (one, other):
                self.world.edit(*work)
                self.world.push_begin(work[0], 100)
            self.world.push_end(-1, rollback=False)
            self.world.pull(reader, 100)
            self.world.push_end(-1, rollback=False)

        @rule(who=who, other=who)
        def carry(self, who: int, other: int) -> None:
            self.world.carry(who, other)

        @rule()
        def server_backup(self) -> None:
            self.world.server_backup()

        @rule(same_epoch=often)
        def server_restore(self, same_epoch: bool) -> None:
            self.world.server_restore(new_epoch=not same_epoch)

        @rule(who=who)
        def laptop_backup(self, who: int) -> None:
            self.world.laptop_backup(who)

        @rule(who=who)
        def laptop_restore(self, who: int) -> None:
            self.world.laptop_restore(who)

        @rule(work=work)
        def bad_week(self, work: tuple[int, str]) -> None:
            """Both go back in time in a week in which one field is worked on: rare in life, and the hole of the first design."""
            self.world.server_backup()
            self.world.laptop_backup(work[0])
            self.world.day(*work, fetches=True)
            self.world.server_restore(new_epoch=False)
            self.world.day(*work, fetches=False)
            self.world.laptop_restore(work[0])

        @rule(who=who)
        def clone_or_crash(self, who: int) -> None:
            self.world.clone(who) if who == 3 else self.world.crash(who)

        @rule()
        def release(self) -> None:
            self.world.release()

        def teardown(self) -> None:
            self.world.end()

    return Days
