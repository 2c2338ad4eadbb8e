"""Laptops and a stick, without a server: real encrypted files from hand to hand. For tests of exchange."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from bwdesk import ids
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory, Person, desk_entry
from bwdesk.domain.operation import Operation
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.visit import Line, Visit
from bwdesk.store.accounts import Account
from bwdesk.store.fold import Incoming
from bwdesk.sync.desk_keys import DeskKeys, desk_keys
from bwdesk.sync.exchange import EXCHANGE, Parcel, Sender, manifest_of
from bwdesk.sync.exchange_file import Lock, Opener, read_file, write_file
from bwdesk.sync.vouchers import Voucher, vouched
from bwdesk.usecases.exchange import Preview, TakenIn, colleagues, look_into, parcel_for, take_in
from tests.fakes.office import Laptop

TODAY = date(2026, 6, 1)
AT = 1_780_000_000_000


def told(done: int, of: int) -> None:
    assert 0 <= done <= of


def stranger(root: Path, login: str) -> Laptop:
    """A laptop that never signed in anywhere."""
    return Laptop(root, Account(ids.random_id(), login, login.title(), "", "staff", ("KH",), True, 0))


def keys_of(one: Laptop) -> DeskKeys:
    return desk_keys(one.ring, "device")


def introduce(*laptops: Laptop) -> None:
    """Every laptop learns from its register who the others are and which keys they have, as the office tells it."""
    people = [
        Person(
            id=one.account.id, scope=country_scope("KH"), name=one.account.name,
            desks=frozenset({desk_entry(one.writer.device, keys_of(one).public, keys_of(one).box_public)}),
        )
        for one in laptops
    ]  # fmt: skip
    office = stranger(laptops[0].root, "office")
    with office.does("person.desks") as unit:
        for person in people:
            unit.add(person)
        known = list(unit.changes.operations)
    for one in laptops:
        hold(one, known)
    office.close()


def hold(one: Laptop, operations: Iterable[Operation]) -> None:
    """Operations that the laptop holds as confirmed by the office."""

    with one.does("sync") as unit:
        unit.apply([Incoming(op, "confirmed") for op in operations])


def sender_of(one: Laptop) -> Sender:
    with one.store.reading() as reader:
        server = reader.fact("server") or ""
    return Sender(one.writer.person, one.account.name, one.writer.device, keys_of(one), server)


def parcel_of(one: Laptop, factories: Collection[str] | None = None) -> Parcel:
    sender = sender_of(one)
    with one.store.reading() as reader:
        return parcel_for(reader, sender, factories, True, one.photos.size)


def box_of(to: Laptop, known_to: Laptop) -> str:
    with known_to.store.reading() as reader:
        return next(c.box for c in colleagues(reader, known_to.writer.person) if c.person == to.account.id)


def give(one: Laptop, path: Path, to: Laptop, *, factories: Collection[str] | None = None) -> Path:
    """Writes a file to a colleague's laptop, by the key that the register tells."""
    return put(one, path, parcel_of(one, factories), Lock(box_of(to, one)))


def put(one: Laptop, path: Path, parcel: Parcel, lock: Lock, purpose: str = EXCHANGE) -> Path:
    """Writes any parcel, in the name of a laptop."""
    sender = sender_of(one)
    manifest, texts = manifest_of(parcel, sender, purpose, AT)
    write_file(path, manifest, sender.keys.signing.sign, texts, ((p.sha256, one.photos.get(p.sha256)) for p in parcel.photos), lock, told)
    return path


def look(one: Laptop, path: Path, passphrase: str = "") -> Preview:
    opened = read_file(path, Opener(keys_of(one).box, passphrase), told)
    with one.store.reading() as reader:
        return look_into(reader, opened, one.writer.person, TODAY)


def take(one: Laptop, path: Path) -> TakenIn:
    preview = look(one, path)
    for data in preview.content.photos.values():
        one.photos.put(data)
    with one.does("act.exchange") as unit:
        return take_in(unit, preview.content, one.photos.size)


def starts(one: Laptop) -> str:
    """Registers a factory."""
    with one.does("register") as unit:
        return unit.add(Factory(id=unit.new_id(), scope=country_scope("KH"), name="Golden Thread", country="KH")).id


def writes(one: Laptop, factory_id: str, words: str, *, photos: int = 0) -> str:
    """A visit with a line, and photos on it. Returns the visit's id."""
    scope = factory_scope(factory_id)
    with one.does("visit") as unit:
        visit = unit.add(Visit(id=unit.new_id(), scope=scope, factory_id=factory_id, cycle_id="c" * 32))
        line = unit.add(Line(id=unit.new_id(), scope=scope, visit_id=visit.id, text=words, at=one.writer.now(), pos="m"))
        for _ in range(photos):
            sha256 = one.photo()
            unit.add(Photo(id=unit.new_id(), scope=scope, owner_kind="line", owner_id=line.id, sha256=sha256, size=40_000))
    return visit.id


def voucher_in_the_name_of(victim: Laptop, key: DeskKeys, operations: Iterable[Operation]) -> list[Voucher]:
    """What a forger would make: the victim's device, another key."""

    return vouched(victim.writer.device, key.signing, operations)
