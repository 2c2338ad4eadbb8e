"""Work that waits for a person at the office: of revoked devices and accounts, and what colleagues brought without a proof of its author.

What is there, and taking it in. An altered copy of what stands in a log stays here, as evidence of who brought it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bwdesk.domain.access import Reason
from bwdesk.domain.operation import Operation
from bwdesk.domain.page_reader import is_of_readers
from bwdesk.errors import Refused
from bwdesk.server.judge import note_names
from bwdesk.server.pen import WRITER, Keys, sign
from bwdesk.store.hub import Hub
from bwdesk.store.log import Log, let_go, lock_logs, numbered, parked_in, release_operation, save_heads, scopes_with_parked, take_in
from bwdesk.store.quarantine_rows import Copy, copies_kept, drop_proved
from bwdesk.store.unit import Reader, Unit


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Operations of one device in one scope that are kept apart. `reason`: `revoked` (sent after it, or its account, was let go),
    `carried` (brought by somebody else; the device no longer holds it, or never came) or `altered` (other words stand under their ids,
    from the author's own laptop or taken in by the office). `brought_by`: the device that brought them, empty where it is not known."""

    device: str
    scope: str
    reason: Reason
    operations: int
    brought_by: str = ""


def quarantined(hub: Hub) -> list[Quarantined]:
    """Everything that waits for a person or is kept as evidence, by device, scope, reason and who brought it."""
    counts: Counter[tuple[str, str, Reason, str]] = Counter()
    with hub.reading() as reader:
        for scope in scopes_with_parked(reader):
            counts.update((op.device, scope, reason, "") for op, reason in _parked_in(reader, scope))
        for one in _copies(reader):
            reason = Reason.ALTERED if one.is_altered else Reason.CARRIED
            counts[one.operation.device, one.operation.scope, reason, one.brought_by] += 1
    return [Quarantined(device, scope, reason, count, by) for (device, scope, reason, by), count in sorted(counts.items())]


def accept(hub: Hub, keys: Keys, device: str, brought_by: str = "") -> int:
    """Takes in what waits of a device (`brought_by`: only what that one brought) as if it had come from it in time: the office has looked
    at it. Returns how much. Raises Refused (`device.disputed`), with nothing done, if several copies of one operation wait."""
    with hub.reading() as reader:
        waiting = _waiting(reader, device, brought_by)
        scopes = {one.operation.scope for one in waiting} | (set() if brought_by else set(scopes_with_parked(reader)))
    if max(Counter(one.operation.id for one in waiting).values(), default=0) > 1:
        raise Refused("device.disputed")
    count = 0
    for scope in sorted(scopes):
        with hub.writing(WRITER, "quarantine.accept") as unit:
            log = lock_logs(unit, [scope])[scope]
            parked = [] if brought_by else [op for op, _ in _parked_in(unit, scope) if op.device == device]
            brought = [one.operation for one in _waiting(unit, device, brought_by) if one.operation.scope == scope]
            if parked or brought:
                _take_in(unit, keys, log, parked, brought)
                count += len(parked) + len(brought)
    return count


def _take_in(unit: Unit, keys: Keys, log: Log, parked: Sequence[Operation], brought: Sequence[Operation]) -> None:
    take_in(unit, numbered(log, [(op, None) for op in brought]))
    drop_proved(unit, {op.id: op.hash for op in brought})
    if parked:
        ids = [op.id for op in parked]
        release = release_operation(unit, log.scope, ids)
        take_in(unit, numbered(log, [(release, None)]))
        let_go(unit, log.scope, ids)
        sign(unit, keys, {log.scope: [release]})
    note_names(unit, [*brought, *parked])
    save_heads(unit, [log])


def _waiting(reader: Reader, device: str, brought_by: str) -> list[Copy]:
    of_device = [one for one in _copies(reader) if one.operation.device == device and not one.is_altered]
    return [one for one in of_device if brought_by in ("", one.brought_by)]


def _copies(reader: Reader) -> list[Copy]:
    """What claims to be a reader's waits for nobody: the server knows its own (pen.py)."""
    return [one for one in copies_kept(reader) if not is_of_readers(one.operation.author, one.operation.kind)]


def _parked_in(reader: Reader, scope: str) -> list[tuple[Operation, Reason]]:
    """What stands parked in a log and a person may take in."""
    apart = parked_in(reader, scope)
    return [
        (op, Reason(reason)) for op, reason in apart if reason in (Reason.REVOKED, Reason.CARRIED) and not is_of_readers(op.author, op.kind)
    ]
