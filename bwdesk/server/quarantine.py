"""Work of revoked devices and accounts: kept apart until the office has looked at it. What is there, and taking it in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bwdesk.domain.access import Reason
from bwdesk.domain.operation import Operation
from bwdesk.server.judge import note_names
from bwdesk.server.pen import WRITER, Keys, sign
from bwdesk.store.hub import Hub
from bwdesk.store.log import let_go, lock_logs, numbered, parked_in, release_operation, save_heads, scopes_with_parked, take_in
from bwdesk.store.unit import Reader


@dataclass(frozen=True, slots=True)
class Quarantined:
    """What a device sent of one scope after it, or its account, was revoked."""

    device: str
    scope: str
    operations: int


def quarantined(hub: Hub) -> list[Quarantined]:
    """Everything that is kept apart because of a revocation, by device and scope."""
    with hub.reading() as reader:
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for scope in scopes_with_parked(reader):
            for op in _revoked_in(reader, scope):
                counts[op.device, scope] += 1
    return [Quarantined(device, scope, count) for (device, scope), count in sorted(counts.items())]


def accept(hub: Hub, keys: Keys, device: str) -> int:
    """Takes in what a device sent after the revocation, as if it had been sent before: the office has looked at it. Returns how much."""
    with hub.reading() as reader:
        scopes = scopes_with_parked(reader)
    count = 0
    for scope in sorted(scopes):
        with hub.writing(WRITER, "quarantine.accept") as unit:
            log = lock_logs(unit, [scope])[scope]
            some = [op for op in _revoked_in(unit, scope) if op.device == device]
            if some:
                ids = [op.id for op in some]
                release = release_operation(unit, scope, ids)
                take_in(unit, numbered(log, [(release, None)]))
                let_go(unit, scope, ids)
                sign(unit, keys, {scope: [release]})
                note_names(unit, some)
                save_heads(unit, [log])
                count += len(some)
    return count


def _revoked_in(reader: Reader, scope: str) -> list[Operation]:
    return [op for op, reason in parked_in(reader, scope) if reason == Reason.REVOKED]
