"""The lease: how long a desk that belongs to an office opens without having been in touch with it.

Every good hello says until when the desk may be opened. The greatest time ever seen is remembered, so a clock turned back does not
lengthen the lease: each time it is turned back counts as a day, each opening at which it stood still as an hour, and it goes on from
there. (Who sets it a little past the last opening each time gains the time between: a laptop alone has no clock to be trusted.) A clock
that was simply wrong when the office answered is told by its distance. A desk that never met its office has no lease. What a lease keeps
shut is the door; it destroys nothing.

The state is sealed under the file key and lies in the folder and in the keyring; the newer one counts, so a copy of the folder brings no
days back. That there is a lease at all stands in the ring, under its seal: deleting the state does not end the lease, it ends the days.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import Final, NamedTuple

from bwdesk.disk import write_whole
from bwdesk.errors import LeaseOver, MissingKey
from bwdesk.keys.file_key import FileKey
from bwdesk.keys.keyrings import Keyring
from bwdesk.keys.ring import Clock, Ring, read_ring
from bwdesk.keys.wraps import keep
from bwdesk.paths import DataFolder
from bwdesk.sealed import Unsealable, derive, seal, unseal

DAY: Final = 86_400.0
HOUR: Final = 3_600.0
SLACK: Final = 300.0
"""Seconds by which a clock is set back when it is only set right."""

DAYS: Final = 30
WARNED: Final = 20
"""After how many days without the office the desk shuts, and after how many it says so, where the office names no other number."""

KEPT_FOR: Final = 3_600.0
"""Seconds by which a lease must grow to be written again: a hello comes every few minutes."""


class Lease(NamedTuple):
    """A lease, in POSIX seconds of the office's time. `offset`: what this laptop's clock lacks, if that is more than a day."""

    until: float
    warned_from: float
    seen: float
    offset: float = 0.0

    @property
    def days_left(self) -> int:
        """Whole days until the desk shuts, at the time last seen."""
        return max(0, int((self.until - self.seen) // DAY))

    @property
    def is_warning(self) -> bool:
        """Whether the person should be told."""
        return self.seen >= self.warned_from

    @property
    def is_over(self) -> bool:
        return self.seen > self.until

    def looked_at(self, local: float) -> Lease:
        """The lease when the laptop's clock says `local`."""
        return self._replace(seen=min((one for one in (local, local + self.offset) if one > self.seen), default=self.seen))

    def opened_at(self, local: float) -> Lease:
        """The lease after an opening when the laptop's clock says `local`: always further than it was."""
        now = self.looked_at(local)
        if now.seen > self.seen:
            return now
        after = self.seen + (HOUR if max(local, local + self.offset) > self.seen - SLACK else DAY)
        return self._replace(seen=after, offset=after - local)


def renew_lease(
    folder: DataFolder, key: FileKey, keyring: Keyring | None, *, office_now: float, days: int = DAYS, warned: int = WARNED,
    clock: Clock = time.time,
) -> Lease:  # fmt: skip
    """After a good answer of the office, whose clock said `office_now`: the desk opens for so many days more. Raises StoreProblem."""
    ring, local = read_ring(folder.ring), clock()
    offset = office_now - local
    lease = Lease(office_now + days * DAY, office_now + warned * DAY, office_now, offset if abs(offset) > DAY else 0.0)
    if not ring.lease:
        keep(folder, ring._replace(lease=True), key)
    before = _read(folder, ring, key, keyring)
    if before is None or abs(lease.until - before.until) > KEPT_FOR or abs(lease.seen - before.seen) > KEPT_FOR:
        _write(folder, ring, key, keyring, lease)
    return lease


def lease_of(folder: DataFolder, key: FileKey, keyring: Keyring | None, *, clock: Clock = time.time) -> Lease | None:
    """The lease as it stands; None for a desk without one, or one whose state is gone. Changes nothing."""
    ring = read_ring(folder.ring)
    found = _read(folder, ring, key, keyring) if ring.lease else None
    return None if found is None else found.looked_at(clock())


def check_lease(folder: DataFolder, ring: Ring, key: FileKey, keyring: Keyring | None, clock: Clock) -> None:
    """Notes the time, and raises LeaseOver (`keys.lease_over`) if the desk has been without its office for too long."""
    if not ring.lease:
        return
    found = _read(folder, ring, key, keyring)
    if found is None:
        raise LeaseOver("keys.lease_over")
    now = found.opened_at(clock())
    _write(folder, ring, key, keyring, now)
    if now.is_over:
        raise LeaseOver("keys.lease_over")


def begin_again(folder: DataFolder, ring: Ring, key: FileKey, clock: Clock) -> None:
    """Opened by the printed sheet: the days begin anew, so that who brings a lost laptop back is not shut out again."""
    if ring.lease:
        now = clock()
        before = _read(folder, ring, key, None)
        seen = now if before is None else max(now, before.seen)
        _write(folder, ring, key, None, Lease(seen + DAYS * DAY, seen + WARNED * DAY, seen))


def _read(folder: DataFolder, ring: Ring, key: FileKey, keyring: Keyring | None) -> Lease | None:
    texts = []
    with suppress(OSError, UnicodeDecodeError):
        texts.append((folder.lease).read_text("ascii"))
    if keyring is not None:
        with suppress(MissingKey):
            texts.append(keyring.get(lease_name(ring)) or "")
    found = [one for one in (_unsealed(ring, key, text) for text in texts) if one is not None]
    return max(found, key=lambda one: one.seen, default=None)


def _unsealed(ring: Ring, key: FileKey, text: str) -> Lease | None:
    try:
        said = json.loads(unseal(derive(key.raw, "lease"), bytes.fromhex(text), ring.about("lease")))
        return Lease(*(float(said[name]) for name in Lease._fields))
    except (Unsealable, ValueError, KeyError, TypeError):
        return None


def _write(folder: DataFolder, ring: Ring, key: FileKey, keyring: Keyring | None, lease: Lease) -> None:
    sealed = seal(derive(key.raw, "lease"), json.dumps(lease._asdict()).encode(), ring.about("lease")).hex()
    write_whole(folder.lease, sealed.encode("ascii"))
    if keyring is not None:
        with suppress(MissingKey):  # a silent keyring: the folder has it
            keyring.set(lease_name(ring), sealed)


def lease_name(ring: Ring) -> str:
    """Under what name the keyring has it."""
    return f"{ring.file}:lease"
