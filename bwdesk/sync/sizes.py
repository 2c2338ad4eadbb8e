"""How much goes into one message: small at first, doubled while it works, halved after a cut, and the size that failed is remembered."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final

FIRST: Final = 32 * 1024
FIRST_UP: Final = 48 * 1024
"""So that a thousand records go in two messages instead of three: on slow 2G each costs a turn."""

BEGIN: Final = 128 * 1024
"""A pass begins with no more than this, however well the link did before."""

LARGEST: Final = 512 * 1024
SMALLEST: Final = 256
"""Below this one operation or piece goes alone, however large it is."""

CEILING_FOR: Final = 10
PHOTO_FIRST: Final = 64 * 1024
PHOTO_SMALLEST: Final = 512


@dataclass(slots=True)
class Size:
    """Bytes on the wire for the next message in one direction."""

    now: int = FIRST
    smallest: int = SMALLEST
    largest: int = LARGEST
    patience: int = 2
    _good: int = 0
    _ceiling: int | None = None
    _ceiling_left: int = 0
    _was_cut: bool = False

    def begin(self) -> None:
        """A pass begins: its first message is small, so that the other side has something to do while the next one is made."""
        self.now = min(self.now, BEGIN)

    def went_well(self) -> None:
        """The message arrived: after `patience` of them (two on a link that has cut one) the next may be twice as large, but stays below
        what failed in the last ten messages."""
        if self._ceiling is not None:
            self._ceiling_left -= 1
            if self._ceiling_left <= 0:
                self._ceiling = None
        self._good += 1
        larger = min(self.now * 2, self.largest)
        if self._good >= (2 if self._was_cut else self.patience) and (self._ceiling is None or larger < self._ceiling):
            self.now, self._good = larger, 0

    def was_cut(self) -> None:
        """The message, or its answer, did not get through."""
        self._ceiling, self._ceiling_left, self._was_cut = self.now, CEILING_FOR, True
        self.now, self._good = max(self.smallest, self.now // 2), 0

    @property
    def is_smallest(self) -> bool:
        return self.now <= self.smallest


@dataclass(slots=True)
class Sizes:
    """Sizes by direction. Keep one as long as the link is the same: it remembers what the link carries."""

    up: Size = field(default_factory=lambda: Size(FIRST_UP, patience=1))
    down: Size = field(default_factory=lambda: Size(patience=1))
    photo: Size = field(default_factory=lambda: Size(PHOTO_FIRST, PHOTO_SMALLEST))


class Shrinkage:
    """How much smaller texts become on the wire, learned from what was sent, so that messages keep the size that was meant."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ratio = 4.0

    def budget(self, max_bytes: int) -> int:
        """Bytes of text that make about `max_bytes` on the wire."""
        return int(max_bytes * self._ratio)

    def learn(self, plain: int, sent: int) -> None:
        """Takes note of a message: bytes of text in it, bytes it had on the wire."""
        if plain > 20_000:
            with self._lock:
                self._ratio = min(12.0, max(2.0, 0.7 * self._ratio + 0.3 * plain / max(sent, 1)))
