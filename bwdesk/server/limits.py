"""How often somebody may try: sign-in attempts per login and per address, in memory. A restart forgets them."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Final

WINDOW: Final = 15 * 60.0
PER_LOGIN: Final = 8
PER_ADDRESS: Final = 40
MOST_KEYS: Final = 20_000


class Attempts:
    """Counts failed attempts in a sliding window of 15 minutes, for logins that exist and for those that do not alike."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, *, per_login: int = PER_LOGIN, per_address: int = PER_ADDRESS
    ) -> None:  # fmt: skip
        self._clock = clock
        self._per_login, self._per_address = per_login, per_address
        self._lock = threading.Lock()
        self._failed: dict[str, deque[float]] = {}

    def wait_for(self, login: str, address: str) -> int:
        """Seconds to wait before the next attempt; 0 if it may be made now."""
        with self._lock:
            return max(self._wait("login " + login, self._per_login), self._wait("address " + address, self._per_address))

    def failed(self, login: str, address: str) -> None:
        """Counts a failed attempt."""
        with self._lock:
            self._forget_old()
            for key in ("login " + login, "address " + address):
                self._failed.setdefault(key, deque(maxlen=max(self._per_login, self._per_address))).append(self._clock())

    def succeeded(self, login: str) -> None:
        """A right password clears the login's failures."""
        with self._lock:
            self._failed.pop("login " + login, None)

    def _wait(self, key: str, limit: int) -> int:
        since = self._clock() - WINDOW
        recent = [at for at in self._failed.get(key, ()) if at > since]
        return 0 if len(recent) < limit else int(recent[-limit] - since) + 1

    def _forget_old(self) -> None:
        if len(self._failed) > MOST_KEYS:
            since = self._clock() - WINDOW
            stale: Iterable[str] = [key for key, times in self._failed.items() if times[-1] <= since]
            for key in stale or list(self._failed)[: MOST_KEYS // 10]:
                del self._failed[key]
