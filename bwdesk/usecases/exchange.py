"""Exchange with a colleague: what a file to them can hold, what theirs would change here, and taking it in. Files and keys: sync, runtime.

Taking in is one act for all of a file; undo does not reach it, because it is the colleague's work. What is taken in waits to be sent to
the office like one's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bwdesk.domain.assessment import Assessment
from bwdesk.domain.factory import Assignment, Factory, Person, Role, read_desk_entry
from bwdesk.domain.naming import CYCLES
from bwdesk.domain.operation import Operation
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.domain.thing import natural_id
from bwdesk.store import exchange as rows
from bwdesk.store.blob_rows import note_new_photos
from bwdesk.store.outbox import cursors
from bwdesk.store.unit import Reader, Unit
from bwdesk.sync.exchange import EXCHANGE, PRIVATE, Believed, Parcel, Recipient, Roster, Sender, believed, packed_up, photos_named
from bwdesk.sync.exchange_file import Opened, PhotoFacts
from bwdesk.sync.vouchers import by_hash, kept, written
from bwdesk.usecases.factories import is_active
from bwdesk.usecases.people import names_of
from bwdesk.usecases.writing import act

ASSESSMENTS = 6
"""Assessments of one cycle whose ids are looked for; there are two."""

Size = Callable[[str], int | None]


@dataclass(frozen=True, slots=True)
class Part:
    """What of one factory (key "" for the register) is or would be in a file. `kinds`: records by kind."""

    key: str
    title: str
    kinds: tuple[tuple[str, int], ...]
    photos: int = 0
    here: int = 0

    @property
    def records(self) -> int:
        return sum(count for _, count in self.kinds)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to whom a file can be encrypted without a passphrase: each of their laptops has a key."""

    person: str
    name: str
    device: str
    box: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What could be given now. `unproven`: operations that are here and that only the office can hand on."""

    parts: tuple[Part, ...]
    colleagues: tuple[Colleague, ...]
    unproven: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a file that is not taken in, and why: `private`, `revoked`, `advisor`."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds and what taking it in would do. `missing`: earlier work it builds on that is not here yet."""

    name: str
    purpose: str
    at: datetime
    is_known: bool
    is_mine: bool
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]
    fresh: int
    here: int
    photos: int
    to_settle: int
    missing: int
    content: Believed

    @property
    def records(self) -> int:
        return sum(part.records for part in self.parts)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken in: operations that were new, and those that were here already."""

    fresh: int
    here: int


# --- giving --------------------------------------------------------------------------------------------------------------------------


def to_give(reader: Reader, person: str, device: str) -> Offer:
    """What could be given to a colleague now, by factory, and to whom."""
    some = _for_colleagues(rows.unconfirmed(reader))
    carried = by_hash(kept(rows.vouchers(reader)))
    provable = [op for op in some if op.device == device or op.hash in carried]
    return Offer(_parts(reader, provable, _factories_of(reader, provable), {}), colleagues(reader, person), len(some) - len(provable))


def parcel_for(reader: Reader, sender: Sender, factories: Collection[str] | None, with_photos: bool, size: Size) -> Parcel:
    """What goes into a file: the register, and the chosen factories (all, if None). `size` tells how large a photo that is here is."""
    some = _for_colleagues(rows.unconfirmed(reader))
    of = _factories_of(reader, some)
    chosen = [op for op in some if factories is None or not of[op.scope] or of[op.scope] in factories]
    return _packed(reader, chosen, sender, size if with_photos else _nothing)


def unsent_parcel(reader: Reader, sender: Sender, size: Size) -> Parcel:
    """Everything that no office has yet, one's own private things as well."""
    return _packed(reader, rows.unconfirmed(reader, with_held=True), sender, size)


def _packed(reader: Reader, some: Sequence[Operation], sender: Sender, size: Size) -> Parcel:
    places = {one.scope: (one.epoch, one.number, one.chain) for one in cursors(reader).values() if one.number}
    return packed_up(some, sender, kept(rows.vouchers(reader)), photos=photos_here(some, size), cursors=places)


def photos_here(operations: Iterable[Operation], size: Size) -> list[PhotoFacts]:
    """The photos that operations name and that are on this laptop, small ones first."""
    found = [PhotoFacts(one, here) for one in photos_named(operations) if (here := size(one)) is not None]
    return sorted(found, key=lambda one: (one.size, one.sha256))


def _nothing(_sha256: str) -> int | None:
    return None


def _for_colleagues(operations: Iterable[Operation]) -> list[Operation]:
    return [op for op in operations if scope_kind(op.scope) not in PRIVATE]


def colleagues(reader: Reader, person: str) -> tuple[Colleague, ...]:
    """The laptops of others that the register knows a key of, by name."""
    mine = my_ids(reader, person)
    found = {}
    for one in reader.find(Person):
        for device, _, box in map(read_desk_entry, one.desks):
            if box and one.id not in mine:
                found[device] = Colleague(one.id, one.name, device, box)
    return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.device)))


def my_ids(reader: Reader, person: str) -> frozenset[str]:
    """The ids under which who is at the desk writes: from before the first sign-in, and the account's."""
    return frozenset({person, reader.fact("person") or person})


def roster(reader: Reader) -> Roster:
    """The laptops that the register names."""
    keys: dict[str, bytes] = {}
    people: dict[str, set[str]] = {}
    for one in reader.find(Person):
        for device, key, _ in map(read_desk_entry, one.desks):
            keys[device] = key
            people.setdefault(device, set()).add(one.id)
    return Roster(keys, {device: frozenset(ids) for device, ids in people.items()})


# --- taking in -----------------------------------------------------------------------------------------------------------------------


def look_into(reader: Reader, opened: Opened, person: str, today: date) -> Preview:
    """What a file would change here; writes nothing. Raises Refused (`exchange.other_office`), DamagedFile (`exchange.forged`)."""
    mine = my_ids(reader, person)
    recipient = Recipient(mine, reader.fact("server") or "", _advised(reader, opened, mine, today), rows.revoked_scopes(reader))
    content = believed(opened, roster(reader), recipient)
    effect = rows.effect_of(reader, content.operations)
    manifest = content.manifest
    titles = {one.id: one.name for one in effect.things.values() if isinstance(one, Factory)}
    of = _factories_of(reader, opened.operations)
    fresh_ids = {op.id for op in effect.fresh}
    here = [op for op in content.operations if op.id not in fresh_ids]
    left = {(_title(reader, of[scope], titles), reason) for scope, reason in content.left_out.items()}
    return Preview(
        names_of(reader).of(manifest.person) if content.is_known else manifest.name,
        manifest.purpose, datetime.fromtimestamp(manifest.at / 1000, UTC), content.is_known, manifest.person in mine,
        _parts(reader, effect.fresh, of, titles, here), tuple(LeftOut(*one) for one in sorted(left)),
        len(effect.fresh), effect.held, len(content.photos), effect.to_settle, effect.missing, content,
    )  # fmt: skip


@act("act.exchange")
def take_in(unit: Unit, content: Believed, size: Size) -> TakenIn:
    """Takes in what `look_into` found worth believing; the photos' bytes are here already. The same file twice changes nothing."""
    fresh = rows.take_over(unit, content.operations, written(content.vouchers))
    note_new_photos(unit, size)
    unit.changes.operations.extend(fresh)  # so that the second copy has them too
    return TakenIn(len(fresh), len(content.operations) - len(fresh))


def _advised(reader: Reader, opened: Opened, mine: Collection[str], today: date) -> set[str]:
    """Assessments of factories that this person advises. Their ids follow from the factory's."""
    own = [a for one in mine for a in reader.find(Assignment, lambda a, who=one: a.person_id == who)]  # type: ignore[misc]
    factories = {a.factory_id for a in own if a.role is Role.ADVISOR and is_active(a, today)}
    cycles = [natural_id("cycle", factory, n) for factory in factories for n in range(1, CYCLES)]
    found = {natural_id("assessment", cycle, n) for cycle in cycles for n in range(1, ASSESSMENTS)}
    return found | {op.thing for op in opened.operations if op.kind == "assessment" and op.values.get("factory_id") in factories}


# --- words for people ----------------------------------------------------------------------------------------------------------------


def _factories_of(reader: Reader, operations: Sequence[Operation]) -> dict[str, str]:
    """The factory of each scope; "" for registers and one's own things."""
    named = {op.thing: str(op.values["factory_id"]) for op in operations if op.kind == "assessment" and "factory_id" in op.values}
    found: dict[str, str] = {}
    for scope in {op.scope for op in operations}:
        kind, key = scope_kind(scope), scope_key(scope)
        if kind in ("assessment", "vault") and key not in named:
            paper = reader.get(Assessment, key)
            named[key] = paper.factory_id if paper is not None else ""
        found[scope] = key if kind == "factory" else named.get(key, "")
    return found


def _parts(
    reader: Reader, fresh: Iterable[Operation], of: Mapping[str, str], titles: Mapping[str, str], here: Iterable[Operation] = ()
) -> tuple[Part, ...]:
    things: dict[str, set[tuple[str, str]]] = {}
    known: dict[str, set[tuple[str, str]]] = {}
    for some, place in ((fresh, things), (here, known)):
        for op in some:
            place.setdefault(of[op.scope], set()).add((op.kind, op.thing))
    parts = []
    for key in things.keys() | known.keys():
        new = things.get(key, set())
        counts: dict[str, int] = {}
        for kind, _ in new:
            counts[kind] = counts.get(kind, 0) + 1
        ordered = tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
        parts.append(Part(key, _title(reader, key, titles), ordered, counts.get("photo", 0), len(known.get(key, set()) - new)))
    return tuple(sorted(parts, key=lambda part: (part.key == "", part.title.casefold(), part.key)))


def _title(reader: Reader, factory_id: str, titles: Mapping[str, str]) -> str:
    """The name of a factory; "" for the register, or where none is known."""
    if not factory_id or factory_id in titles:
        return titles.get(factory_id, "")
    factory = reader.get(Factory, factory_id)
    return factory.name if factory is not None else ""


__all__ = ["EXCHANGE", "Colleague", "LeftOut", "Offer", "Part", "Preview", "TakenIn", "look_into", "parcel_for", "take_in", "to_give"]
