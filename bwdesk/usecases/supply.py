"""Buyers of a factory: who buys here, and which kinds of released reports the factory lets each of them read, from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from bwdesk.domain.buyers import Authorisation, Buyer, Subscription, Supply
from bwdesk.domain.factory import Factory
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.report import ReportKind
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.factories import entries_of, survivor_id
from bwdesk.usecases.writing import act, live, write

READABLE = (ReportKind.ASSESSMENT, ReportKind.PROGRESS1, ReportKind.PROGRESS2, ReportKind.PLAN)
"""Kinds a factory can let a buyer read."""


@dataclass(frozen=True, slots=True)
class BuyerRow:
    """A buyer of a factory with what it may read; `reads` on the day asked for, `given` newest first."""

    buyer: Buyer
    supply: Supply
    reads: frozenset[str]
    given: tuple[Authorisation, ...]


@act("act.supply.add")
def add_buyer(unit: Unit, factory: Factory, name: str, since_year: int | None = None) -> Supply:
    """The factory works for a buyer. A buyer of that name in the country's register is taken, else it is added. Refused without a name."""
    name = " ".join(name.split())
    if not name:
        raise Refused("supply.name_needed", field="name")
    register, scope = country_scope(factory.country), factory_scope(factory.id)
    known = unit.find(Buyer, lambda b: b.scope == register)
    buyer = next((b for b in known if b.name.casefold() == name.casefold()), None)
    if buyer is None:
        key = scoped_id("buyer", register, name)
        buyer = write(unit, unit.get(Buyer, key), Buyer(id=key, scope=register, name=name))
    key = scoped_id("supply", scope, buyer.id)
    if live(unit, Supply, key):
        raise Refused("supply.there_already", field="name", name=buyer.name)
    return write(unit, unit.get(Supply, key), Supply(id=key, scope=scope, factory_id=factory.id, buyer_id=buyer.id, since_year=since_year))


@act("act.supply.remove")
def remove_buyer(unit: Unit, base: Supply, today: date) -> Supply:
    """The factory works for it no more; what it may read ends the same day."""
    entries = entries_of(unit, survivor_id(unit, base.factory_id))
    for one in things_where(unit, Authorisation, "factory_id", entries):
        if one.buyer_id == base.buyer_id and one.withdrawn_on is None:
            write(unit, one, replace(one, withdrawn_on=today))
    for other in things_where(unit, Supply, "factory_id", entries):
        if other.buyer_id == base.buyer_id and other.id != base.id:
            write(unit, other, replace(other, deleted=True))
    return write(unit, base, replace(base, deleted=True))


@act("act.buyer.part")
def note_part(unit: Unit, base: Buyer, subscription: Subscription) -> Buyer:
    """How a buyer stands to the programme, for every factory of its country. One that takes no part is given no report."""
    return write(unit, base, replace(base, subscription=subscription))


@act("act.authorisation.give")
def let_read(
    unit: Unit, factory: Factory, buyer_id: str, kinds: Iterable[str], from_on: date, to_on: date | None = None, given_by: str = ""
) -> Authorisation:
    """The factory lets a buyer read kinds of reports. `given_by`: a job title. Refused without a kind, or ending before it begins."""
    wanted = frozenset(kinds)
    if not wanted or not wanted <= {kind.value for kind in READABLE}:
        raise Refused("supply.kinds_needed", field="kinds")
    if to_on is not None and to_on < from_on:
        raise Refused("supply.ends_before_begin", field="to_on")
    made = Authorisation(
        id=unit.new_id(), scope=factory_scope(factory.id), factory_id=factory.id, buyer_id=buyer_id, kinds=wanted, from_on=from_on,
        to_on=to_on, given_by=given_by.strip(),
    )  # fmt: skip
    return write(unit, None, made)


@act("act.authorisation.withdraw")
def withdraw_reading(unit: Unit, base: Authorisation, on: date) -> Authorisation:
    """Withdraws it; from that day on the buyer reads nothing by it. It stays on the record."""
    return write(unit, base, replace(base, withdrawn_on=max(on, base.from_on)))


def buyers_of_factory(reader: Reader, factory_id: str, today: date) -> tuple[BuyerRow, ...]:
    """The buyers of a factory by name, with what each may read today; those of entries merged into it too."""
    entries = entries_of(reader, factory_id)
    known = sorted(things_where(reader, Supply, "factory_id", entries), key=lambda s: s.factory_id == factory_id)
    supplies = {s.buyer_id: s for s in known}.values()
    buyers = {b.id: b for b in things_where(reader, Buyer, "id", [s.buyer_id for s in supplies])}
    given = sorted(things_where(reader, Authorisation, "factory_id", entries), key=lambda a: (a.from_on, a.id), reverse=True)
    rows = []
    for supply in supplies:
        buyer = buyers.get(supply.buyer_id)
        if buyer is not None:
            own = tuple(a for a in given if a.buyer_id == buyer.id)
            reads = frozenset(kind for kind in READABLE if any(a.covers(kind, today) for a in own))
            rows.append(BuyerRow(buyer, supply, reads, own))
    return tuple(sorted(rows, key=lambda row: (row.buyer.name.casefold(), row.buyer.id)))
