"""Taking in what a desk pushes: nothing of a signed-in person is refused. What may not be applied is parked, numbered like the rest.
What nobody proves to be its author's is kept beside the log (quarantine_rows.py), so that it takes neither number nor id from the author.

Order: lock the scopes, check the history each part proves, judge, number, fold, and write the heads, in one transaction. The register
comes first, then factories, then working papers, so that an assignment counts for what comes with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Protocol

from bwdesk.domain.access import Member, Reason, Standing, is_scope, why_parked, written_on
from bwdesk.domain.evidence import BLOB_KINDS
from bwdesk.domain.naming import bears_own_id
from bwdesk.domain.operation import Operation
from bwdesk.domain.page_reader import is_of_readers
from bwdesk.domain.scope import scope_kind
from bwdesk.server.facts import Facts
from bwdesk.server.pen import WRITER, Keys, sign, wrote
from bwdesk.server.sent import Sent, read_part
from bwdesk.store.accounts import (
    Account,
    account_by_id,
    account_of_person,
    device_by_id,
    former_ids,
    keep_signature,
    name_people,
)
from bwdesk.store.blob_rows import APART, name_blobs
from bwdesk.store.fold import held_ids
from bwdesk.store.hub import Hub
from bwdesk.store.log import (
    Log,
    chain_at,
    homes_of,
    let_go,
    lock_logs,
    numbered,
    parked_in,
    release_operation,
    save_heads,
    scopes_with_parked,
    standing_in,
    take_in,
)
from bwdesk.store.quarantine_rows import drop_proved, keep_copies
from bwdesk.store.unit import Reader, Unit

RANK: Final = {"country": 0, "user": 1, "factory": 2, "assessment": 3, "vault": 4, "alert": 4}
GROUNDS: Final = frozenset({"assignment", "assessment", "factory", "alert"})
"""Kinds whose things the rules look at."""


@dataclass(slots=True)
class Outcome:
    """What became of a part: `broken` are places in it, `parked` reasons by id, `ids` what could be read, as it came."""

    scope: str
    ids: tuple[str, ...] = ()
    is_reset: bool = False
    parked: dict[str, str] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Signed:
    """What the device signed."""

    device: str
    running_hash: bytes
    signature: bytes


def member_of(reader: Reader, account: Account) -> Member:
    """An account as the rules see it."""
    former = former_ids(reader, account.id)
    return Member(account.id, Standing(account.standing), frozenset(account.countries), account.is_active, former)


def take_push(
    hub: Hub, keys: Keys, member: Member, parts: Sequence[Sent], signed: Signed, today: date, vouched: Mapping[bytes, str] | None = None,
    past: Remembers | None = None,
) -> list[Outcome]:  # fmt: skip
    """Takes in a push. `vouched`: devices by the hash of what they signed of what is carried; `past`: what once came from its author.

    Raises StoreProblem, with nothing done.
    """
    read = {part.scope: read_part(part) for part in parts}
    outcomes: list[Outcome] = []
    with hub.writing(WRITER, "push") as unit:
        logs = lock_logs(unit, [part.scope for part in parts if is_scope(part.scope)])
        push = _Taking(unit, keys, member, today, vouched or {}, past, signed.device)
        for part in sorted(parts, key=lambda one: (RANK.get(scope_kind(one.scope), 9), one.scope)):
            operations, broken, hashes = read[part.scope]
            outcome = Outcome(part.scope, tuple(op.id for op in operations), broken=broken)
            outcomes.append(outcome)
            if part.scope in logs:
                if proves(unit, keys.epoch, logs[part.scope], part):
                    push.take(logs[part.scope], operations, hashes, outcome)
                else:
                    outcome.is_reset = True
        save_heads(unit, logs.values())
        listed = [(part.scope, [op.id for op in read[part.scope][0]]) for part in parts]
        keep_signature(unit, signed.device, int(unit.now.timestamp() * 1000), signed.running_hash, signed.signature, listed)
    if past is not None:
        past.note_own(push.own)
    _after(hub, keys, push, today)
    return outcomes


def proves(reader: Reader, epoch: str, log: Log, part: Sent) -> bool:
    """True if the desk's place is a place in this log: a server that went back in time must not take what follows on what it lost."""
    if part.cursor == 0:
        return True
    if part.epoch != epoch or part.cursor > log.head:
        return False
    return (log.chain if part.cursor == log.head else chain_at(reader, log.scope, part.cursor)) == part.chain


class Homes:
    """Which things live where, for one scope's operations in order: a thing lives where it began, under an id that is its own there."""

    def __init__(self, reader: Reader, scope: str, operations: Sequence[Operation]) -> None:
        self._scope = scope
        self._known = homes_of(reader, operations)

    def take(self, op: Operation) -> bool:
        """False if the thing lives in another scope, or begins here under an id that could be another scope's."""
        key = op.kind, op.thing
        home = self._known.get(key)
        if home is None and bears_own_id(op):
            home = self._known[key] = self._scope
        return home == self._scope


class Remembers(Protocol):
    """What outlives a database that is put back (past.py)."""

    def note_own(self, hashes: Iterable[bytes]) -> None: ...

    def own(self, hashes: Collection[bytes]) -> set[bytes]: ...


class _Taking:
    """One push being judged and applied. `grounds_changed`: what rules rest on; `came_home`: hashes of parked ones that
    their author answers for; `own`: of what came from its author's laptop."""

    def __init__(
        self, unit: Unit, keys: Keys, member: Member, today: date, vouched: Mapping[bytes, str], past: Remembers | None, device: str
    ) -> None:
        self._unit = unit
        self._device = device
        self._keys = keys
        self._member = member
        self._vouched = vouched
        self._past = past
        self._remembered: set[bytes] = set()
        self.own: list[bytes] = []
        self._authors: dict[str, Member] = {}
        self._today = today
        self._facts = Facts(unit)
        self._verdicts: dict[tuple[str, str, date], Reason | None] = {}
        self._hashes: Mapping[str, bytes] = {}
        self.grounds_changed = False
        self.came_home: dict[str, set[bytes]] = {}

    def take(self, log: Log, operations: Sequence[Operation], hashes: Mapping[str, bytes], outcome: Outcome) -> None:
        self._hashes = hashes
        brought = {op.id: op for op in operations}
        held = standing_in(self._unit, log.scope, list(brought))
        outcome.parked.update({one: reason for one, (reason, _) in held.items() if reason is not None})
        self._note_home(log.scope, operations, outcome.parked)
        apart = [brought[one] for one, (_, known) in held.items() if known != self._hash_of(brought[one])]
        outcome.parked.update({op.id: Reason.ALTERED for op in apart})
        fresh = [op for op in brought.values() if op.id not in held]
        elsewhere = held_ids(self._unit.connection, [op.id for op in fresh])
        homes = Homes(self._unit, log.scope, fresh)
        self._remember(fresh)
        self._verdicts.clear()
        waiting: list[tuple[Operation, str | None]] = []
        for op in fresh:
            reason = Reason.WRONG_SCOPE if op.id in elsewhere else self._verdict(op)  # an id stands in one log only
            if op.id in elsewhere or (reason == Reason.CARRIED and not wrote(self._keys, op)):
                outcome.parked[op.id] = str(reason)
                apart.append(op)
                continue
            if not homes.take(op):
                reason = Reason.WRONG_SCOPE
            if reason is not None:
                outcome.parked[op.id] = reason
            waiting.append((op, reason))
            if reason is None and op.kind in GROUNDS and is_ground(op):
                self._apply(log, waiting)
        self._apply(log, waiting)
        keep_copies(self._unit, [(op, self._hash_of(op)) for op in apart], self._device)
        away = {op.id for op in apart}
        drop_proved(self._unit, {op.id: self._hash_of(op) for op in fresh if op.id not in away})

    def _remember(self, fresh: Sequence[Operation]) -> None:
        """Notes what comes from its author, and looks up whether what is carried once did."""
        mine = self._member.ids if self._member.is_active else frozenset()
        self.own += [self._hash_of(op) for op in fresh if op.author in mine]
        carried = [self._hash_of(op) for op in fresh if op.author not in self._member.ids]
        self._remembered = self._past.own(carried) if carried and self._past is not None else set()

    def _hash_of(self, op: Operation) -> bytes:
        return self._hashes.get(op.id) or op.hash

    def _judged_as(self, op: Operation) -> Member:
        """Who answers for an operation: its author, where the author's own device signed it, or once sent it; else who sent it."""
        if op.author in self._member.ids:
            return self._member
        if (known := self._hash_of(op)) in self._remembered:
            account = account_of_person(self._unit, op.author)
            return member_of(self._unit, account) if account else self._member
        device_id = self._vouched.get(known)
        if device_id is None or device_id != op.device:
            return self._member
        if device_id not in self._authors:
            device = device_by_id(self._unit, device_id)
            account = account_by_id(self._unit, device.account) if device else None
            self._authors[device_id] = member_of(self._unit, account) if account else self._member
        author = self._authors[device_id]
        return author if op.author in author.ids else self._member

    def _verdict(self, op: Operation) -> Reason | None:
        if is_of_readers(op.author, op.kind) and wrote(self._keys, op):  # comes back to a server that was put back from a backup
            return None
        if op.kind in GROUNDS or op.kind == "release" or op.author not in self._member.ids:
            return why_parked(self._judged_as(op), op, self._facts, self._today)
        key = (op.author, op.kind, written_on(op, self._today))
        if key not in self._verdicts:
            self._verdicts[key] = why_parked(self._member, op, self._facts, self._today)
        return self._verdicts[key]

    def _apply(self, log: Log, waiting: list[tuple[Operation, str | None]]) -> None:
        if waiting:
            take_in(self._unit, numbered(log, waiting, self._hashes))
            applied = [op for op, reason in waiting if reason is None]
            note_names(self._unit, applied)
            parked = [op for op, reason in waiting if reason is not None and op.author in self._member.ids]
            name_blobs(self._unit, sorted(photos_named(parked)), state=APART)
            if any(op.kind in GROUNDS for op in applied):
                self.grounds_changed = True
                self._facts.forget()
                self._verdicts.clear()
            waiting.clear()

    def _note_home(self, scope: str, operations: Sequence[Operation], parked: Mapping[str, str]) -> None:
        for op in operations:
            if parked.get(op.id) == Reason.CARRIED and op.author in self._judged_as(op).ids:
                self.came_home.setdefault(scope, set()).add(op.hash)


def is_ground(op: Operation) -> bool:
    """True if the rules must look again before the next operation is judged."""
    if op.kind == "assessment":
        return any(key in ("factory_id", "stage", "country") or key.startswith("assessors:") for key in op.values)
    if op.kind == "alert":
        return any(key in ("factory_id", "country", "author_id") for key in op.values)
    return op.kind == "assignment"


def note_names(unit: Unit, operations: Iterable[Operation]) -> None:
    """Notes what applied operations name: photos by hash, assessors and authors of cases by scope."""
    some = list(operations)
    name_blobs(unit, sorted(photos_named(some)))
    for scope, thing in sorted({(op.scope, op.thing) for op in some if op.kind == "assessment" and is_ground(op)}):
        paper = Facts(unit).paper(thing)
        if paper is not None:
            name_people(unit, scope, [one for one in paper.assessors if len(one) == 32])
    for scope, thing in sorted({(op.scope, op.thing) for op in some if op.kind == "alert" and is_ground(op)}):
        case = Facts(unit).case(thing)
        if case is not None and len(case.author) == 32:
            name_people(unit, scope, [case.author])


def photos_named(operations: Iterable[Operation]) -> set[tuple[str, str]]:
    """(sha256, scope) of the photos that operations name."""
    named = ((op.values.get(name), op.scope) for op in operations if op.kind in BLOB_KINDS for name in ("sha256", "thumb_sha256"))
    return {(one, scope) for one, scope in named if isinstance(one, str) and _is_sha256(one)}


def _is_sha256(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


# --- looking again at what was parked ------------------------------------------------------------------------------------------------


def _after(hub: Hub, keys: Keys, push: _Taking, today: date) -> None:
    if push.grounds_changed:
        release_due(hub, keys, today, push.came_home)
    elif push.came_home:
        for scope, hashes in push.came_home.items():
            _release_in(hub, keys, scope, hashes, today)


def release_due(hub: Hub, keys: Keys, today: date, came_home: Mapping[str, set[bytes]] | None = None) -> None:
    """Releases what is parked and may be applied by now: an assignment or the colleague's half of an assessment came later."""
    came_home = came_home or {}
    is_moving = True
    while is_moving:
        with hub.reading() as reader:
            scopes = scopes_with_parked(reader)
        ranked = sorted(scopes, key=lambda one: (RANK.get(scope_kind(one), 9), one))
        moved = [_release_in(hub, keys, scope, came_home.get(scope, set()), today) for scope in ranked]
        is_moving = any(moved)


def _release_in(hub: Hub, keys: Keys, scope: str, came_home: set[bytes], today: date) -> bool:
    """Judges a scope's parked operations again; of carried ones (the server's own, and in logs of before) those whose very bytes came home.

    True if some of those released are what rules rest on.
    """
    with hub.writing(WRITER, "release") as unit:
        log = lock_logs(unit, [scope])[scope]
        released: list[Operation] = []
        facts = Facts(unit)
        waiting = parked_in(unit, scope)
        homes = Homes(unit, scope, [op for op, _ in waiting])
        for op, reason in waiting:
            if (reason == Reason.CARRIED and op.hash not in came_home) or reason == Reason.REVOKED or op.kind == "release":
                continue  # what a revoked device sent waits for a person (quarantine.py)
            if not homes.take(op):
                continue
            account = account_of_person(unit, op.author)
            if account is None or why_parked(member_of(unit, account), op, facts, today) is not None:
                continue
            released.append(op)
            if op.kind in GROUNDS:
                let_go(unit, scope, [op.id])
                facts.forget()
        if released:
            release = release_operation(unit, scope, [op.id for op in released])
            take_in(unit, numbered(log, [(release, None)]))
            let_go(unit, scope, [op.id for op in released])
            sign(unit, keys, {scope: [release]})
            note_names(unit, released)
            save_heads(unit, [log])
    return any(op.kind in GROUNDS for op in released)
