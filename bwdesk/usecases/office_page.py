"""Who works with which factory today, over the whole register, and who and what could be brought together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bwdesk.domain.buyers import Buyer
from bwdesk.domain.factory import Assignment, Factory, Person, Role
from bwdesk.domain.folding import fold_text
from bwdesk.domain.scope import scope_key
from bwdesk.store.lists_factories import factory_list
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.factories import assign_person
from bwdesk.usecases.people import names_of
from bwdesk.usecases.writing import act


@dataclass(frozen=True, slots=True)
class AssignedRow:
    """An assignment that stands, in words; `folded` is what the filter looks in."""

    assignment: Assignment
    factory: str
    country: str
    person: str
    folded: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """All assignments that stand; factories (id, name, country, city) people (account id, name) and buyers
    (id, name, country) to choose from, by name."""

    rows: tuple[AssignedRow, ...]
    factories: tuple[tuple[str, str, str, str], ...]
    people: tuple[tuple[str, str], ...]
    buyers: tuple[tuple[str, str, str], ...] = ()


def assigned(reader: Reader, today: date) -> Assigned:
    """Assignments that have not ended by today, by factory."""
    names = names_of(reader)
    factories = tuple((row.id, row.name, row.country, row.city) for row in factory_list(reader, today))
    known = {found[0]: found for found in factories}
    standing = [one for one in reader.find(Assignment) if one.to_on is None or one.to_on > today]
    rows = []
    for one in standing:
        _, factory, country, _ = known.get(one.factory_id, ("", "", "", ""))
        if factory:
            person = names.told_apart(one.person_id)
            rows.append(AssignedRow(one, factory, country, person, fold_text(f"{factory} {country} {person}")))
    accounts = {one.id: one.name for one in reader.find(Person)}
    for one in standing:
        accounts.setdefault(one.person_id, names.told_apart(one.person_id))
    people = tuple(sorted(accounts.items(), key=lambda found: found[1].casefold()))
    buyers = tuple((one.id, one.name, scope_key(one.scope)) for one in sorted(reader.find(Buyer), key=lambda one: one.name.casefold()))
    return Assigned(tuple(sorted(rows, key=lambda row: (row.factory.casefold(), row.person.casefold()))), factories, people, buyers)


@act("act.factory.assign")
def assign_by_id(unit: Unit, factory_id: str, person: str, role: Role, from_on: date) -> Assignment:
    """Gives a person a role at a factory that was chosen from a list. Raises Refused (`thing.gone`) when it was removed meanwhile."""
    return assign_person(unit, unit.need(Factory, factory_id), person, role, from_on)
