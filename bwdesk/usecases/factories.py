"""The register of factories: adding, editing, registering for a cycle, who works with them, two entries found to be one factory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bwdesk import shipped
from bwdesk.domain.assessing import assesses
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Assignment, Factory, Person, Role, person_thing_id
from bwdesk.domain.osid import is_valid_os_id, os_id_country, tidy_os_id
from bwdesk.domain.programme import Profile
from bwdesk.domain.renewal import last_day
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, live, write

COUNTS = (
    "workers_total", "workers_women", "workers_men", "workers_temporary", "workers_migrant", "supervisors", "supervisors_women",
)  # fmt: skip
REGISTRATION = ("isic", "owner", "owner_address", "second_contact", "gateway_id", "began_year")


@act("act.factory.add")
def add_factory(unit: Unit, name: str, country: str, local_name: str = "", city: str = "", os_id: str = "") -> Factory:
    """A new factory; only name and country (ISO 3166 alpha-2) are needed. Refused without them, or when its OS ID is in the register."""
    name, country, os_id = name.strip(), country.strip().upper(), tidy_os_id(os_id) if os_id.strip() else ""
    if not name:
        raise Refused("factory.name_needed", field="name")
    if len(country) != 2 or not country.isalpha():
        raise Refused("factory.country_needed", field="country")
    factory_id = factory_id_of(country, os_id) or unit.new_id()
    if live(unit, Factory, factory_id):
        raise Refused("factory.os_id_taken", field="os_id", os_id=os_id)
    factory = Factory(
        id=factory_id, scope=country_scope(country), name=name, country=country, local_name=local_name.strip(), city=city.strip(),
        os_id=os_id,
    )  # fmt: skip
    return write(unit, None, factory)


def factory_id_of(country: str, os_id: str) -> str:
    """The id that every laptop gives a factory of that OS ID; empty without a valid one."""
    return natural_id(Factory, country, os_id) if is_valid_os_id(os_id) and os_id_country(os_id) == country else ""


@act("act.factory.edit")
def edit_factory(unit: Unit, base: Factory, edited: Factory) -> Factory:
    """Changes of a factory's facts. The country stays: it says who may see the factory. Blank numbers are unknown."""
    if not edited.name.strip():
        raise Refused("factory.name_needed", field="name")
    if edited.country != base.country:
        raise Refused("factory.country_fixed", field="country")
    for field in COUNTS:
        value = getattr(edited, field)
        if value is not None and value < 0:
            raise Refused("factory.count_negative", field=field)
    if edited.os_id != base.os_id:
        edited = replace(edited, os_id=tidy_os_id(edited.os_id) if edited.os_id.strip() else "")
    return write(unit, base, edited)


@act("act.factory.remove")
def remove_factory(unit: Unit, factory: Factory) -> Factory:
    """Takes a factory out of the register. Refused once it was registered for a cycle."""
    if unit.find(Cycle, lambda c: c.factory_id == factory.id, limit=1):
        raise Refused("factory.has_cycles")
    return write(unit, factory, replace(factory, deleted=True))


@act("act.factory.register")
def register_factory(unit: Unit, factory: Factory, started_on: date, advisor: str = "") -> Cycle:
    """Opens the factory's next cycle (its first, for a new one), with an advisor: the person at the desk unless another is named.

    It goes by the profile valid on its first day. Refused on a day that lies inside the last cycle's year.
    """
    number, last = 1, last_cycle(unit, factory.id)
    if last is not None:
        number = last.number + 1
        if started_on <= last_day(last, shipped.profile(last.profile).windows):
            raise Refused("cycle.still_running", field="started_on", number=last.number)
    cycle_id = natural_id(Cycle, factory.id, number)
    cycle = Cycle(
        id=cycle_id, scope=factory_scope(factory.id), factory_id=factory.id, number=number, started_on=started_on,
        profile=shipped.profile_on(started_on).name,
    )  # fmt: skip
    _assign(unit, factory, advisor or unit.person, Role.ADVISOR, started_on)
    return write(unit, unit.get(Cycle, cycle_id), cycle)


@act("act.cycle.edit")
def edit_cycle(unit: Unit, base: Cycle, edited: Cycle) -> Cycle:
    """Changes of a cycle: contribution, invoice, payment, SLCP."""
    return write(unit, base, edited)


@act("act.factory.assign")
def assign_person(unit: Unit, factory: Factory, person: str, role: Role, from_on: date) -> Assignment:
    """Gives a person a role at a factory. A new advisor ends the former one's assignment on that day."""
    return _assign(unit, factory, person, role, from_on)


def _assign(unit: Unit, factory: Factory, person: str, role: Role, from_on: date) -> Assignment:
    if not person:
        raise Refused("factory.person_needed", field="person")
    if role is Role.ADVISOR and assesses(person, factory.id, unit.find(Assessment, lambda a: a.factory_id == factory.id)):
        raise Refused("factory.assesses_it", field="person")
    held = [a for a in assignments_of_factory(unit, factory.id) if a.role is role and a.to_on is None]
    for one in held:
        if one.person_id == person:
            return one
        if role is Role.ADVISOR:
            write(unit, one, replace(one, to_on=from_on))
    return write(
        unit, None,
        Assignment(
            id=natural_id(Assignment, factory.id, person, role, from_on), scope=factory.scope, factory_id=factory.id, person_id=person,
            role=role, from_on=from_on,
        ),
    )  # fmt: skip


@act("act.factory.unassign")
def end_assignment(unit: Unit, base: Assignment, to_on: date) -> Assignment:
    """Ends a person's role at a factory on a day; what they did stays theirs."""
    if to_on < base.from_on:
        raise Refused("factory.ends_before_begin", field="to_on")
    return write(unit, base, replace(base, to_on=to_on))


@act("act.factory.merge")
def merge_factories(unit: Unit, kept: Factory, other: Factory) -> Factory:
    """Says that two entries are one factory: `other` becomes an alias of `kept`, which gains the facts it lacks. Both pasts are read."""
    if kept.id == other.id:
        raise Refused("factory.same_entry")
    if kept.country != other.country:
        raise Refused("factory.other_country")
    if survivor_id(unit, kept.id) == other.id:
        raise Refused("factory.alias_circle")
    write(unit, other, replace(other, alias_of=kept.id))
    gained = {
        name: getattr(other, name)
        for name in ("local_name", "os_id", "address", "city", "products", "buyers", "contact", "local_language", *COUNTS, *REGISTRATION)
        if getattr(kept, name) in ("", None) and getattr(other, name) not in ("", None)
    }
    return write(unit, kept, replace(kept, **gained)) if gained else kept


@act("act.factory.unmerge")
def unmerge_factory(unit: Unit, other: Factory) -> Factory:
    """Says that a factory is one of its own after all."""
    return write(unit, other, replace(other, alias_of=None))


@act("act.person.edit")
def edit_person(unit: Unit, person_id: str, country: str, name: str, initials: str) -> Person:
    """How colleagues see a member of the staff (id = account id)."""
    if not name.strip():
        raise Refused("person.name_needed", field="name")
    base = unit.get(Person, person_thing_id(person_id))
    scope = base.scope if base else country_scope(country)
    return write(unit, base, Person(id=person_thing_id(person_id), scope=scope, name=name.strip(), initials=initials.strip()))


def survivor_id(reader: Reader, factory_id: str) -> str:
    """The factory that an id stands for, through all aliases."""
    seen = {factory_id}
    while (found := reader.get(Factory, factory_id)) is not None and found.alias_of and found.alias_of not in seen:
        factory_id = found.alias_of
        seen.add(factory_id)
    return factory_id


def entries_of(reader: Reader, factory_id: str) -> frozenset[str]:
    """A factory's own entry and those of its register found to be the same factory, through all aliases: they stand for it."""
    factory, found = reader.get(Factory, factory_id), {factory_id}
    newest = found if factory is not None else set()
    while newest:
        aliases = things_where(reader, Factory, "alias_of", newest)
        newest = {one.id for one in aliases if factory is not None and one.scope == factory.scope} - found
        found |= newest
    return frozenset(found)


def last_cycle(reader: Reader, factory_id: str) -> Cycle | None:
    """The newest cycle of a factory."""
    found = reader.find(Cycle, lambda c: c.factory_id == factory_id)
    return max(found, key=lambda c: c.number, default=None)


def profile_of_factory(reader: Reader, factory_id: str) -> Profile:
    """The profile that a factory's newest cycle goes by."""
    return shipped.profile_of_cycle(last_cycle(reader, factory_id))


def assignments_of_factory(reader: Reader, factory_id: str) -> list[Assignment]:
    """Who works, and worked, with a factory, oldest first."""
    return reader.find(Assignment, lambda a: a.factory_id == factory_id, order=lambda a: a.from_on)


def advisor_of(reader: Reader, factory_id: str, on: date) -> str:
    """The advisor on a day, by account id; empty if there is none."""
    found = [a for a in assignments_of_factory(reader, factory_id) if a.role is Role.ADVISOR and is_active(a, on)]
    return found[-1].person_id if found else ""


def is_active(assignment: Assignment, on: date) -> bool:
    """Whether an assignment holds on a day; the last day belongs to the successor."""
    return assignment.from_on <= on and (assignment.to_on is None or on < assignment.to_on)
