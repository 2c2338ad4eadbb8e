"""Work that waits for a person at the office: of revoked devices and accounts, and what colleagues brought without a proof of its author.

What is there, and taking it in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from bwdesk.domain.access import Reason
from bwdesk.domain.operation import Operation
from bwdesk.domain.page_reader import is_of_readers
from bwdesk.server.judge import note_names
from bwdesk.server.pen import WRITER, Keys, sign
from bwdesk.store.hub import Hub
from bwdesk.store.log import let_go, lock_logs, numbered, parked_in, release_operation, save_heads, scopes_with_parked, take_in
from bwdesk.store.unit import Reader


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Operations of one device in one scope that are kept apart. `reason`: `revoked` (sent after it, or its account, was let go) or
    `carried` (brought by somebody else; the device no longer holds it, or never came)."""

    device: str
    scope: str
    reason: Reason
    operations: int


def quarantined(hub: Hub) -> list[Quarantined]:
    """Everything that waits for a person, by device, scope and reason."""
    with hub.reading() as reader:
        counts: dict[tuple[str, str, Reason], int] = defaultdict(int)
        for scope in scopes_with_parked(reader):
            for op, reason in _waiting_in(reader, scope):
                counts[op.device, scope, reason] += 1
    return [Quarantined(*where, count) for where, count in sorted(counts.items())]


def accept(hub: Hub, keys: Keys, device: str) -> int:
    """Takes in what waits of a device as if it had come from it in time: the office has looked at it. Returns how much."""
    with hub.reading() as reader:
        scopes = scopes_with_parked(reader)
    count = 0
    for scope in sorted(scopes):
        with hub.writing(WRITER, "quarantine.accept") as unit:
            log = lock_logs(unit, [scope])[scope]
            some = [op for op, _ in _waiting_in(unit, scope) if op.device == device]
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


def _waiting_in(reader: Reader, scope: str) -> list[tuple[Operation, Reason]]:
    """What a person may take in. What claims to be a reader's waits for nobody: the server knows its own (pen.py)."""
    apart = parked_in(reader, scope)
    return [
        (op, Reason(reason)) for op, reason in apart if reason in (Reason.REVOKED, Reason.CARRIED) and not is_of_readers(op.author, op.kind)
    ]
