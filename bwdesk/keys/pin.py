"""The PIN: a second wrap of the file key that lies in the keyring, for some hours after the passphrase and a few counted tries.

A PIN alone never derives a key: the secret of this computer goes in with it. Tries, waits and the end of the hours are kept in the
keyring beside the wrap, so that a copy of the data folder brings no tries back.
"""

from __future__ import annotations

import json
import os
import time
from itertools import pairwise
from typing import Any, Final, NamedTuple

from bwdesk.errors import DamagedFile, MissingKey, Refused, WrongKey
from bwdesk.keys.file_key import FileKey
from bwdesk.keys.keyrings import Keyring
from bwdesk.keys.lease import check_lease
from bwdesk.keys.ring import PIN_COST, Clock, Ring, Wrap, cost_fields, cost_of, read_ring, typed_key, unwrap, wrap_of
from bwdesk.keys.wraps import device_secret, genuine
from bwdesk.paths import DataFolder
from bwdesk.sealed import Unsealable, derive, seal, unseal

PIN_LENGTH: Final = 6
CLOCK_SLACK: Final = 300.0


class PinRule(NamedTuple):
    """How long after the passphrase a PIN opens (seconds), and the waits after each wrong try; after the last, the passphrase."""

    lasts: float = 12 * 3600
    waits: tuple[float, ...] = (0, 0, 10, 60, 0)

    @property
    def tries(self) -> int:
        return len(self.waits)


PIN_RULE: Final = PinRule()


class PinState(NamedTuple):
    """What the unlock screen says: whether the PIN may be tried, how often still, after how many seconds, and until when (POSIX time)."""

    is_open: bool
    tries_left: int
    wait: float
    until: float


def open_with_pin(
    folder: DataFolder, pin: str, keyring: Keyring, *, clock: Clock = time.time, rule: PinRule = PIN_RULE, to_send: bool = False
) -> FileKey:
    """The key by PIN. A try is counted, durably, before it is made. `to_send`: as for the passphrase.

    Raises LeaseOver, or WrongKey: `keys.pin_wrong` (left, wait), `keys.pin_wait` (left, wait), `keys.pin_spent`, `keys.pin_expired`,
    `keys.pin_closed`.
    """
    ring = read_ring(folder.ring)
    state = _entry(ring, keyring)
    if ring.pin is None or state is None:
        raise WrongKey("keys.pin_closed")
    now, done = clock(), state["tries"]
    if not state["last"] - CLOCK_SLACK <= now <= state["until"] or done >= rule.tries:
        close_pin(folder, keyring)
        raise WrongKey("keys.pin_spent" if done >= rule.tries else "keys.pin_expired")
    if now < state["not_before"]:
        raise WrongKey("keys.pin_wait", field="pin", left=rule.tries - done, wait=round(state["not_before"] - now + 0.5))
    state |= {"tries": done + 1, "not_before": now + rule.waits[done], "last": max(now, state["last"])}
    keyring.set(pin_name(ring), json.dumps(state))
    device = bytes.fromhex(device_secret(keyring, ring, ring.pin["device"]))
    typed = typed_key(pin, bytes.fromhex(ring.pin["salt"]), cost_of(ring.pin), device, "pin")
    try:
        raw = unwrap(ring, "pin", typed, state["wrap"])
    except ValueError:  # Unsealable, or a keyring entry that is no wrap at all
        raise _refused(ring, keyring, done + 1, rule) from None
    keyring.set(pin_name(ring), json.dumps(state | {"tries": 0, "not_before": 0.0}))
    key = genuine(ring, FileKey(raw))
    if not to_send:
        check_lease(folder, ring, key, keyring, clock)
    return key


def _refused(ring: Ring, keyring: Keyring, done: int, rule: PinRule) -> WrongKey:
    if done >= rule.tries:
        keyring.delete(pin_name(ring))
        return WrongKey("keys.pin_spent", field="pin")
    return WrongKey("keys.pin_wrong", field="pin", left=rule.tries - done, wait=round(rule.waits[done - 1]))


def pin_state(folder: DataFolder, keyring: Keyring | None, *, clock: Clock = time.time, rule: PinRule = PIN_RULE) -> PinState:
    """Whether the PIN may be typed now. A keyring that does not answer means no."""
    ring = read_ring(folder.ring)
    try:
        state = None if keyring is None or ring.pin is None else _entry(ring, keyring)
    except MissingKey:
        state = None
    now = clock()
    if state is None or not state["last"] - CLOCK_SLACK <= now <= state["until"] or state["tries"] >= rule.tries:
        return PinState(False, 0, 0.0, 0.0)
    return PinState(True, rule.tries - state["tries"], max(0.0, state["not_before"] - now), state["until"])


def close_pin(folder: DataFolder, keyring: Keyring) -> None:
    """From now on the passphrase is asked for; it opens the PIN again."""
    keyring.delete(pin_name(read_ring(folder.ring)))


def pin_wrap(ring: Ring, key: FileKey, pin: str, keyring: Keyring, clock: Clock, rule: PinRule) -> Wrap:
    """The ring's part of a PIN: its derived key sealed under the file key, so that the passphrase can open the PIN anew."""
    device, salt = ring.passphrase["device"], os.urandom(16)
    secret = bytes.fromhex(device_secret(keyring, ring, device))
    typed = typed_key(pin, salt, PIN_COST, secret, "pin")
    sealed = seal(derive(key.raw, "pin"), typed, ring.about("pin key")).hex()
    wrap = {"salt": salt.hex(), **cost_fields(PIN_COST), "device": device, "key": sealed}
    renew_pin(ring._replace(pin=wrap), key, keyring, clock, rule)
    return wrap


def renew_pin(ring: Ring, key: FileKey, keyring: Keyring, clock: Clock, rule: PinRule) -> None:
    if ring.pin is None:
        return
    try:
        typed = unseal(derive(key.raw, "pin"), bytes.fromhex(ring.pin["key"]), ring.about("pin key"))
    except Unsealable:
        raise DamagedFile("keys.ring_damaged") from None
    now = clock()
    entry = {"wrap": wrap_of(ring, "pin", typed, key.raw), "until": now + rule.lasts, "tries": 0, "not_before": 0.0, "last": now}
    keyring.set(pin_name(ring), json.dumps(entry))


def pin_name(ring: Ring) -> str:
    return f"{ring.file}:pin"


def _entry(ring: Ring, keyring: Keyring) -> dict[str, Any] | None:
    found = keyring.get(pin_name(ring))
    try:
        entry = None if found is None else json.loads(found)
        return entry if isinstance(entry, dict) and {"wrap", "until", "tries", "not_before", "last"} <= entry.keys() else None
    except ValueError:
        return None


def check_pin(pin: str, keyring: Keyring | None) -> None:
    """Raises Refused unless it is six digits that are not all the same or counted up or down, and a keyring is there to hold its wrap."""
    if keyring is None:
        raise Refused("keys.pin_needs_keyring", field="pin")
    if len(pin) != PIN_LENGTH or not (pin.isascii() and pin.isdigit()):
        raise Refused("keys.pin_shape", field="pin", length=PIN_LENGTH)
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise Refused("keys.pin_simple", field="pin")
