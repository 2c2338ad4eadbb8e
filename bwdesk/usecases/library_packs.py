"""Packs of the library that were added from a file: looked at, taken in for a country or for oneself, listed with their history, removed.

A pack in a country's register comes to all its people by sync; who leads there puts it in. One in a person's own scope is theirs alone.
Packs that come with the program are never changed; whichever version of a name is the newest in force is the one that is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from bwdesk.domain.access import Standing
from bwdesk.domain.factory import Factory
from bwdesk.domain.library import Pack
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.packs import Difference, PackFile, PackText, checksum_of, difference, newest, read_pack, replaced_by, why_not_taken
from bwdesk.domain.scope import country_scope, scope_key, scope_kind, user_scope
from bwdesk.errors import Refused
from bwdesk.shipped import library_packs, library_texts
from bwdesk.store.lists import Stamp, stamps
from bwdesk.store.outbox import cursors
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.people import Names, names_of
from bwdesk.usecases.writing import act, write


@dataclass(frozen=True, slots=True)
class PackPreview:
    """A pack before it is taken in. `choices`: the scopes it may be put into, each for one kind of reader; `refusal`: why none takes it.

    `before`: the version it is compared with, None for a name that is new here.
    """

    read: PackText
    before: PackFile | None
    difference: Difference
    choices: tuple[tuple[str, ...], ...]
    refusal: Refused | None


@dataclass(frozen=True, slots=True)
class HeldPack:
    """A pack of this laptop. `file` is None where its text is damaged or of a newer program; `id` "" for one that came with the program."""

    id: str
    scope: str
    name: str
    version: str
    file: PackFile | None
    replaced_by: str
    added_at: datetime | None
    added_by: str


def added_packs(reader: Reader) -> tuple[PackFile, ...]:
    """What may be read of the packs that were added, each version once; where two files claim one version, every laptop takes the same."""
    found: dict[str, PackFile] = {}
    for thing in reader.find(Pack):
        pack = pack_of(thing)
        if pack is not None:
            found.setdefault(pack.label, pack)
    shipped = {pack.label for pack in library_packs()}
    return tuple(pack for label, pack in found.items() if label not in shipped)


def pack_of(thing: Pack) -> PackFile | None:
    """The pack of a thing; None where the words are not those it was added with, or this program cannot read them."""
    pack = _read(thing.text) if checksum_of(thing.text) == thing.checksum else None
    return pack if pack is not None and (pack.name, pack.version) == (thing.name, thing.version) else None


@lru_cache(maxsize=64)
def _read(text: str) -> PackFile | None:
    try:
        return read_pack(text)
    except Refused:
        return None


def packs_held(reader: Reader, on: date) -> tuple[HeldPack, ...]:
    """All packs of this laptop with their history: by name, the newest version first."""
    things = reader.find(Pack)
    told = stamps(reader, [one for thing in things for heads in thing.heads.values() for one in heads])
    names = names_of(reader)
    files = [*library_packs(), *added_packs(reader)]
    shipped = [HeldPack("", "", p.name, p.version, p, replaced_by(p, files, on), None, "") for p in library_packs()]
    added = [_held(thing, files, on, told, names) for thing in things]
    return tuple(sorted((*shipped, *added), key=lambda h: (h.name, [-part for part in _order(h)], h.scope)))


def _held(thing: Pack, files: Sequence[PackFile], on: date, told: Mapping[str, Stamp], names: Names) -> HeldPack:
    file = pack_of(thing)
    first = min((told[one] for heads in thing.heads.values() for one in heads if one in told), key=lambda s: s.at, default=None)
    newer = replaced_by(file, files, on) if file is not None else ""
    who = names.of(first.author) if first is not None else ""
    return HeldPack(thing.id, thing.scope, thing.name, thing.version, file, newer, first.at if first is not None else None, who)


def _order(held: HeldPack) -> tuple[int, ...]:
    return held.file.order() if held.file is not None else ()


def preview_pack(reader: Reader, read: PackText, person: str, on: date) -> PackPreview:
    """What taking a pack in would mean here. Nothing is written."""
    files = [*library_packs(), *added_packs(reader)]
    before = newest(files, on).get(read.pack.name)
    offered = [(scopes, _lacking(reader, read, scopes)) for scopes in _choices(reader, read.pack, person)]
    choices = tuple(scopes for scopes, found in offered if not isinstance(found, Refused))
    refusal = next((found for _, found in offered if isinstance(found, Refused)), None)
    return PackPreview(read, before, difference(before, read.pack), choices, None if choices else refusal)


def _choices(reader: Reader, pack: PackFile, person: str) -> list[tuple[str, ...]]:
    """For the colleagues of the pack's country (of all countries held here, for what holds everywhere), and for oneself."""
    held = registers(reader)
    wanted = [country_scope(pack.country)] if pack.country else held
    shared = tuple(scope for scope in wanted if scope in held) if may_share_packs(reader) else ()
    own = (user_scope(person),)
    return [shared, own] if shared else [own]


def _lacking(reader: Reader, read: PackText, scopes: Sequence[str]) -> tuple[str, ...] | Refused:
    """Which of the scopes lack the pack; the refusal where one of them must not have it, or none lacks it."""
    things = reader.find(Pack)
    lacking = []
    refusal: Refused | None = None
    for scope in scopes:
        beside = [t for t in things if t.scope == scope or (scope_kind(scope) == "user" and scope_kind(t.scope) == "country")]
        held = [(file, t.checksum) for t in beside if (file := pack_of(t)) is not None]
        why = why_not_taken(read.pack, read.checksum, [*_shipped(), *held])
        if not why:
            lacking.append(scope)
            continue
        newer = newest([file for file, _ in (*_shipped(), *held) if file.name == read.pack.name], date.max)[read.pack.name]
        refusal = Refused(why, pack=read.pack.label, held=newer.label)
        if why != "library.held":
            return refusal
    return refusal if refusal is not None and not lacking else tuple(lacking)


def _shipped() -> list[tuple[PackFile, str]]:
    return [(one.pack, one.checksum) for one in library_texts()]


def registers(reader: Reader) -> list[str]:
    """Scopes of the countries whose register this laptop holds: by the office's word, or by its factories before it met one."""
    granted = [scope for scope, cursor in cursors(reader).items() if cursor.is_granted and scope_kind(scope) == "country"]
    return sorted(granted or {one.scope for one in reader.find(Factory)})


def may_share_packs(reader: Reader) -> bool:
    """True for who leads in a country. A desk that has not met its office yet takes its person's word."""
    return (reader.fact("standing") or "") in ("", Standing.TEAM_LEADER, Standing.MANAGER)


@act("act.library.add")
def add_pack(unit: Unit, read: PackText, scopes: Sequence[str]) -> tuple[Pack, ...]:
    """Takes a pack into those of the scopes that lack it. Refused for what is held, older than what is held, or not theirs to add."""
    allowed = _choices(unit, read.pack, unit.person)
    if not scopes or not any(set(scopes) <= set(some) for some in allowed):
        raise Refused("library.not_here", country=read.pack.country)
    lacking = _lacking(unit, read, scopes)
    if isinstance(lacking, Refused):
        raise lacking
    return tuple(_added(unit, read, scope) for scope in lacking)


def _added(unit: Unit, read: PackText, scope: str) -> Pack:
    name, version = read.pack.name, read.pack.version
    key = scoped_id("pack", scope, name, version, read.checksum)
    stored = unit.get(Pack, key)
    if stored is not None:
        return write(unit, stored, replace(stored, deleted=False))
    return write(unit, None, Pack(id=key, scope=scope, name=name, version=version, checksum=read.checksum, text=read.text))


@act("act.library.remove")
def remove_pack(unit: Unit, pack_id: str) -> Pack:
    """Takes an added pack away; what was quoted from it stays. Refused for one that came with the program, or is another's to remove."""
    stored = unit.get(Pack, pack_id) if pack_id else None
    if stored is None or stored.deleted:
        raise Refused("library.comes_along" if not pack_id else "thing.gone")
    if scope_kind(stored.scope) == "country" and not may_share_packs(unit):
        raise Refused("library.not_yours", country=scope_key(stored.scope))
    return write(unit, stored, replace(stored, deleted=True))
