"""What the server writes: operations by the portal, for itself or for a reader, numbered and signed like everybody's. No rules here.

Half of each one's salt is a mark that only this server can make, so that it knows its own again when a laptop brings them back.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bwdesk import ids
from bwdesk.domain.access import PORTAL
from bwdesk.domain.chain import running_hash
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.operation import Operation, changed_values, make_operation
from bwdesk.domain.thing import Thing, spec_of
from bwdesk.store.accounts import keep_signature
from bwdesk.store.hub import Hub
from bwdesk.store.log import Log, keep_fact, lock_logs, numbered, save_heads, take_in
from bwdesk.store.unit import Reader, Unit, Writer

WRITER = Writer(PORTAL, PORTAL, ids.now, ids.new_id, ids.random_id)


@dataclass(frozen=True, slots=True)
class Keys:
    """What makes this server this server. `server` is its id, `epoch` changes when its history does, both 32 hex digits."""

    server: str
    epoch: str
    secret: bytes
    signing: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The Ed25519 key that checks what the server signed."""
        return self.signing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def open_keys(hub: Hub) -> Keys:
    """The server's keys; made at its first start."""
    with hub.writing(WRITER, "keys") as unit:
        keep = partial(keep_fact, unit)
        server, epoch = keep("server", ids.random_id()), keep("epoch", ids.random_id())
        secret = bytes.fromhex(keep("secret", ids.random_id() + ids.random_id()))
        seed = bytes.fromhex(keep("signing", ids.random_id() + ids.random_id()))
    return Keys(server, epoch, secret, Ed25519PrivateKey.from_private_bytes(seed))


MOST_EPOCHS: Final = 100


def begin_epoch(unit: Unit) -> str:
    """Begins a new epoch: the history from now on is another one than desks were told. Returns it."""
    past = former_epochs(unit)
    now = unit.fact("epoch")
    if now is not None:
        past = [*past, now][-MOST_EPOCHS:]
    unit.set_fact("epochs", " ".join(past) or None)
    epoch = ids.random_id()
    unit.set_fact("epoch", epoch)
    return epoch


def former_epochs(reader: Reader) -> list[str]:
    """Epochs that are over, oldest first."""
    return (reader.fact("epochs") or "").split()


def write_things(unit: Unit, keys: Keys, things: Sequence[tuple[Thing | None, Thing]], act: str, author: str = PORTAL) -> None:
    """Writes (base, edited) things on the portal, numbered at once."""
    by_scope: dict[str, list[Operation]] = {}
    for base, edited in things:
        values = changed_values(spec_of(type(edited)), base, edited)
        if values:
            by_scope.setdefault(edited.scope, []).append(_operation(unit, keys, base, edited, values, act, author))
    logs = lock_logs(unit, by_scope)
    for scope, operations in by_scope.items():
        take_in(unit, numbered(logs[scope], [(one, None) for one in operations]))
    save_heads(unit, logs.values())
    sign(unit, keys, by_scope)


def sign(unit: Unit, keys: Keys, by_scope: dict[str, list[Operation]]) -> None:
    """Signs operations of the portal as a device signs a push."""
    parts = [(scope, [one.hash for one in operations]) for scope, operations in by_scope.items()]
    if parts:
        total = running_hash(PORTAL, parts)
        listed = [(scope, [one.id for one in operations]) for scope, operations in by_scope.items()]
        keep_signature(unit, PORTAL, int(unit.now.timestamp() * 1000), total, keys.signing.sign(total), listed)


def wrote(keys: Keys, op: Operation) -> bool:
    """True for an operation that this server wrote, whoever brings it."""
    return op.device == PORTAL and hmac.compare_digest(op.body[_MARK].encode(), _mark(keys, op).encode())


_MARK: Final = slice(22, 38)
"""Where the second half of the salt stands in a body, {"s":"…; the first is random, so that an erased body cannot be guessed."""


def _mark(keys: Keys, op: Operation) -> str:
    """16 hex digits that follow from all else in an operation and this server's secret."""
    said = (op.header, op.body[: _MARK.start], op.body[_MARK.stop :])
    return hmac.digest(keys.secret, "\0".join(("written", *said)).encode(), "sha256")[:8].hex()


def _operation(
    unit: Unit, keys: Keys, base: Thing | None, edited: Thing, values: dict[str, object], act: str, author: str
) -> Operation:  # fmt: skip
    seen = {key: (base.heads.get(key, ()) if base is not None else ()) for key in values}
    made = make_operation(
        id=unit.writer.random_id(), scope=edited.scope, kind=spec_of(type(edited)).name, thing=edited.id, values=values, seen=seen,
        author=author, device=PORTAL, at=int(unit.now.timestamp() * 1000), txn=unit.changes.txn, act=act, salt=unit.writer.random_id(),
    )  # fmt: skip
    return _marked(keys, made)


def _marked(keys: Keys, made: Operation) -> Operation:
    return made._replace(body=made.body[: _MARK.start] + _mark(keys, made) + made.body[_MARK.stop :])


class PenUnit(Unit):
    """A transaction in which use cases of the desk write at the server: each operation is marked and numbered as it comes.

    Scopes are locked as they are first written into; who writes into several locks them before, in ascending order. See `writing_as`.
    """

    def __init__(self, keys: Keys, *given: Any) -> None:
        super().__init__(*given)
        self._keys = keys
        self._logs: dict[str, Log] = {}
        self._wrote: dict[str, list[Operation]] = {}

    def _take(self, operation: Operation) -> Thing | None:
        self.enter([operation])
        return self.get(KINDS[operation.kind].cls, operation.thing)

    def enter(self, operations: Sequence[Operation], state: str = "local") -> None:
        for one in (_marked(self._keys, op) for op in operations):
            if one.scope not in self._logs:
                self._logs |= lock_logs(self, [one.scope])
            take_in(self, numbered(self._logs[one.scope], [(one, None)]))
            self._wrote.setdefault(one.scope, []).append(one)

    def close(self) -> None:
        """Numbers and signs what was written."""
        save_heads(self, self._logs.values())
        sign(self, self._keys, self._wrote)


@contextmanager
def writing_as(hub: Hub, keys: Keys, author: str, act: str) -> Iterator[PenUnit]:
    """A transaction in which use cases write as a reader; signed and committed when the block ends."""
    with hub.writing_by(partial(PenUnit, keys), replace(WRITER, person=author), act) as unit:
        yield unit
        unit.close()
