"""Seminars of several factories: planned, factories asked, who came from each, held. They live in the register of their country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from bwdesk.domain.committee import Sex
from bwdesk.domain.learning import Audience, Invitation, Need, Seat, Seminar, covers
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.scope import country_scope
from bwdesk.domain.visit import Mode
from bwdesk.errors import Refused
from bwdesk.store.unit import Unit
from bwdesk.usecases.learning import MAX_PEOPLE, check_event
from bwdesk.usecases.today import factories_of
from bwdesk.usecases.writing import act, write


@act("act.seminar.plan")
def plan_seminar(
    unit: Unit, country: str, title: str, topic: str, on: date | None, half_days: int = 2, mode: Mode = Mode.IN_PERSON,
    place: str = "", trainer: str = "", is_introduction: bool = False, invited: Iterable[str] = (),
) -> Seminar:  # fmt: skip
    """A seminar in a country, planned for a day or without one yet, with the factories asked to it. Refused without a title."""
    check_event(title, half_days)
    if not country:
        raise Refused("learning.country_needed", field="country")
    made = write(
        unit, None,
        Seminar(
            id=unit.new_id(), scope=country_scope(country), country=country, title=title.strip(), topic=topic.strip(), planned_on=on,
            half_days=half_days, mode=mode, place=place.strip(), trainer=trainer.strip(), is_introduction=is_introduction,
        ),
    )  # fmt: skip
    for factory_id in invited:
        _invite(unit, made, factory_id)
    return made


@act("act.seminar.edit")
def edit_seminar(unit: Unit, base: Seminar, edited: Seminar) -> Seminar:
    """Changes of a seminar."""
    check_event(edited.title, edited.half_days)
    return write(unit, base, edited)


@act("act.seminar.hold")
def hold_seminar(unit: Unit, base: Seminar, on: date) -> Seminar:
    """Says that a seminar was held. Factories asked that nobody came from are noted so."""
    held = write(unit, base, replace(base, held_on=on))
    came = {s.factory_id for s in unit.find(Seat, lambda s: s.seminar_id == base.id) if s.count}
    for one in unit.find(Invitation, lambda i: i.seminar_id == base.id):
        write(unit, one, replace(one, came=one.factory_id in came))
    _count_for_needs(unit, held, came)
    return held


@act("act.seminar.unhold")
def unhold_seminar(unit: Unit, base: Seminar) -> Seminar:
    """Takes it back: the seminar is still to come."""
    return write(unit, base, replace(base, held_on=None))


@act("act.seminar.remove")
def remove_seminar(unit: Unit, base: Seminar) -> Seminar:
    """Takes a seminar off the list: it was cancelled, or typed by mistake. Undo brings it back whole."""
    return write(unit, base, replace(base, deleted=True))


@act("act.seminar.invite")
def invite(unit: Unit, seminar: Seminar, factory_id: str, is_asked: bool = True, expected: int | None = None) -> Invitation:
    """Asks a factory to a seminar, or takes it back."""
    return _invite(unit, seminar, factory_id, is_asked, expected)


def _invite(unit: Unit, seminar: Seminar, factory_id: str, is_asked: bool = True, expected: int | None = None) -> Invitation:
    key = scoped_id("invitation", seminar.scope, seminar.id, factory_id)
    before = unit.get(Invitation, key)
    blank = before or Invitation(id=key, scope=seminar.scope, seminar_id=seminar.id, factory_id=factory_id)
    kept = expected if expected is not None else blank.expected
    return write(unit, before, replace(blank, deleted=not is_asked, expected=kept))


@act("act.seminar.count")
def count_seats(unit: Unit, seminar: Seminar, factory_id: str, counts: Mapping[tuple[Audience, Sex], int]) -> list[Seat]:
    """Notes how many of a factory were there, by audience and sex. A factory that came unasked is put on the list."""
    written = []
    for (audience, sex), count in counts.items():
        if not 0 <= count <= MAX_PEOPLE:
            raise Refused("learning.people", field=f"{audience}.{sex}", most=MAX_PEOPLE)
        key = scoped_id("seat", seminar.scope, seminar.id, factory_id, audience.value, sex.value)
        before = unit.get(Seat, key)
        if before is not None or count:
            blank = Seat(id=key, scope=seminar.scope, seminar_id=seminar.id, factory_id=factory_id, audience=audience, sex=sex)
            written.append(write(unit, before, replace(before or blank, count=count, deleted=count == 0)))
    has_come = any(s.count for s in unit.find(Seat, lambda s: (s.seminar_id == seminar.id) & (s.factory_id == factory_id)))
    _note_coming(unit, seminar, factory_id, has_come)
    if has_come and seminar.held_on is not None:
        _count_for_needs(unit, seminar, {factory_id})
    return written


def _note_coming(unit: Unit, seminar: Seminar, factory_id: str, has_come: bool) -> None:
    asked = unit.get(Invitation, scoped_id("invitation", seminar.scope, seminar.id, factory_id))
    if has_come and (asked is None or asked.deleted):
        asked = _invite(unit, seminar, factory_id)
    if asked is not None and not asked.deleted and (has_come or asked.came):
        write(unit, asked, replace(asked, came=has_come))


def _count_for_needs(unit: Unit, seminar: Seminar, factory_ids: Iterable[str]) -> None:
    """Needs on the seminar's topic count it, for factories this person advises: others' learning plans are their advisors'."""
    own = {f.id for f in factories_of(unit, unit.person, unit.now.astimezone().date())} & set(factory_ids)
    for factory_id in sorted(own):
        for need in unit.find(Need, lambda n, key=factory_id: n.factory_id == key):  # type: ignore[misc]
            if covers(seminar.topic, need.topic) and seminar.id not in need.done_by:
                write(unit, need, replace(need, done_by=need.done_by | {seminar.id}))
