"""Where ids and times come from: real ones for the program, seeded ones for the demo and tests."""

from __future__ import annotations

import random
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from uuid_utils import uuid7

Ids = Callable[[], str]
Clock = Callable[[], datetime]


def new_id() -> str:
    """A time-ordered id (UUIDv7) as 32 hex digits; its time is never trusted."""
    return str(uuid7().hex)


def random_id() -> str:
    """128 random bits as 32 hex digits."""
    return secrets.token_hex(16)


def now() -> datetime:
    """The laptop's clock, aware UTC, to the millisecond."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class Seeded:
    """Ids and times that are the same in every run with the same seed. `now` moves on by itself, a second at a time."""

    def __init__(self, seed: int, start: datetime) -> None:
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self.moment = start

    def new_id(self) -> str:
        """With the marks of a UUIDv7, as real ones have: one in 64 would look like an id that follows from its scope."""
        made = self.random_id()
        return f"{made[:12]}7{made[13:16]}{'89ab'[int(made[16], 16) % 4]}{made[17:]}"

    def random_id(self) -> str:
        with self._lock:
            return f"{self._random.getrandbits(128):032x}"

    def now(self) -> datetime:
        with self._lock:
            self.moment += timedelta(seconds=1)
            return self.moment
