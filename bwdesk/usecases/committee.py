"""The factory's bipartite committee: formed once, members by job title and side, who left when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bwdesk.domain.committee import Committee, Composition, Member, Selection, Sex, Side, composition, sitting_members
from bwdesk.domain.factory import Factory
from bwdesk.domain.programme import CommitteeRules
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.factories import profile_of_factory
from bwdesk.usecases.writing import act, live, write


@dataclass(frozen=True, slots=True)
class CommitteeView:
    """The committee as the desk shows it on a day: members in order of side, chair first, former ones, guests, and how it is judged."""

    committee: Committee | None
    members: tuple[Member, ...]
    former: tuple[Member, ...]
    guests: tuple[Member, ...]
    composition: Composition
    rules: CommitteeRules

    @property
    def term_ends_on(self) -> date | None:
        """The first day on which a present member's term ends."""
        return min((m.term_ends_on for m in self.members if m.term_ends_on), default=None)


def committee_id(factory_id: str) -> str:
    """The id of a factory's committee, the same on every laptop."""
    return natural_id(Committee, factory_id)


@act("act.committee.form")
def form_committee(unit: Unit, factory_id: str, name: str = "", formed_on: date | None = None, meets: str = "") -> Committee:
    """The committee of a factory; one that stands already is given back as it is."""
    found = live(unit, Committee, committee_id(factory_id))
    return found or write(unit, unit.get(Committee, committee_id(factory_id)), _blank(factory_id, name, formed_on, meets))


def _blank(factory_id: str, name: str = "", formed_on: date | None = None, meets: str = "") -> Committee:
    return Committee(
        id=committee_id(factory_id), scope=factory_scope(factory_id), factory_id=factory_id, name=name, formed_on=formed_on, meets=meets
    )


@act("act.committee.edit")
def edit_committee(unit: Unit, base: Committee, edited: Committee) -> Committee:
    """Changes of name, day of forming, meeting rhythm, remark."""
    return write(unit, base, edited)


@act("act.member.add")
def add_member(
    unit: Unit,
    factory_id: str,
    title: str,
    side: Side,
    sex: Sex = Sex.UNSTATED,
    is_union: bool = False,
    selection: Selection = Selection.UNKNOWN,
    chosen_on: date | None = None,
    term_ends_on: date | None = None,
) -> Member:
    """A member, known by job title. The committee is formed with its first member."""
    if not title.strip():
        raise Refused("committee.title_needed", field="title")
    if live(unit, Committee, committee_id(factory_id)) is None:
        write(unit, unit.get(Committee, committee_id(factory_id)), _blank(factory_id))
    member = Member(
        id=unit.new_id(), scope=factory_scope(factory_id), committee_id=committee_id(factory_id), title=title.strip(), side=side, sex=sex,
        is_union=is_union or side is Side.UNION, selection=selection, chosen_on=chosen_on,
        term_ends_on=term_ends_on,
    )  # fmt: skip
    return write(unit, None, member)


@act("act.member.edit")
def edit_member(unit: Unit, base: Member, edited: Member) -> Member:
    """Changes of a member. Refused without a job title, or when the term ends before it begins."""
    if not edited.title.strip():
        raise Refused("committee.title_needed", field="title")
    if edited.chosen_on and edited.term_ends_on and edited.term_ends_on < edited.chosen_on:
        raise Refused("committee.term_backwards", field="term_ends_on")
    return write(unit, base, edited)


@act("act.member.left")
def member_left(unit: Unit, base: Member, left_on: date | None) -> Member:
    """Says that a member has left; None takes it back. Visits and plans keep who it was."""
    return write(unit, base, replace(base, left_on=left_on))


@act("act.member.remove")
def remove_member(unit: Unit, base: Member) -> Member:
    """Takes a member typed by mistake off the list."""
    return write(unit, base, replace(base, deleted=True))


def committee_of_factory(reader: Reader, factory_id: str, today: date) -> CommitteeView:
    """The committee with its members on a day, judged by the rules of the factory's country."""
    factory = reader.get(Factory, factory_id)
    rules = profile_of_factory(reader, factory_id).committee(factory.country if factory else "")
    everyone = reader.find(Member, lambda m: m.committee_id == committee_id(factory_id))
    everyone.sort(key=lambda m: (_SIDES.index(m.side), not m.is_chair, m.title, m.id))
    present = sitting_members(everyone, today)
    guests = tuple(m for m in everyone if m.side is Side.GUEST and (m.left_on is None or m.left_on > today))
    total, women = (factory.workers_total, factory.workers_women) if factory else (None, None)
    return CommitteeView(
        committee=live(reader, Committee, committee_id(factory_id)),
        members=present,
        former=tuple(m for m in everyone if m not in present and m not in guests),
        guests=guests,
        composition=composition(everyone, rules, today, workers_total=total, workers_women=women),
        rules=rules,
    )


_SIDES = list(Side)
