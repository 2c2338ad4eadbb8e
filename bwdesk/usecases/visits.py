"""A visit from plan to closing: planned ahead or begun on the spot, who was in the room, what could not be seen, closed and reopened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.order_keys import key_at
from bwdesk.domain.plan import Issue
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Mode, Visit
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, write

MAX_HALF_DAYS = 20
MAX_COUNT = 1_000


@act("act.visit.plan")
def plan_visit(unit: Unit, factory_id: str, planned_at: datetime, mode: Mode = Mode.IN_PERSON, purpose: str = "") -> Visit:
    """A visit planned ahead, in the cycle that runs on that day. Refused for a factory that is not registered."""
    visit = _new_visit(unit, factory_id, planned_at)
    return write(unit, None, replace(visit, planned_at=planned_at, mode=mode, purpose=purpose.strip()))


@act("act.visit.start")
def start_visit(unit: Unit, factory_id: str, visit: Visit | None = None, mode: Mode = Mode.IN_PERSON) -> Visit:
    """Begins a planned visit, or one on the spot. A visit that was begun already is given back as it is."""
    if visit is None:
        return write(unit, None, replace(_new_visit(unit, factory_id, unit.now), started_at=unit.now, mode=mode))
    if visit.started_at is not None:
        return visit
    return write(unit, visit, replace(visit, started_at=unit.now))


def _new_visit(unit: Unit, factory_id: str, at: datetime) -> Visit:
    cycle = cycle_on(unit, factory_id, at.astimezone().date())
    if cycle is None:
        raise Refused("visit.no_cycle")
    return Visit(id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, cycle_id=cycle.id)


def cycle_on(reader: Reader, factory_id: str, day: date) -> Cycle | None:
    """The cycle that runs on a day: the newest begun by then, else the newest of all."""
    cycles = sorted(reader.find(Cycle, lambda c: c.factory_id == factory_id), key=lambda c: c.number)
    begun = [c for c in cycles if c.started_on <= day]
    chosen = begun or cycles
    return chosen[-1] if chosen else None


@act("act.visit.edit")
def edit_visit(unit: Unit, base: Visit, edited: Visit) -> Visit:
    """Changes of time, mode, purpose, half days, what was not seen, the next date. Refused when it ends before it begins."""
    if edited.half_days is not None and not 0 <= edited.half_days <= MAX_HALF_DAYS:
        raise Refused("visit.half_days", field="half_days", most=MAX_HALF_DAYS)
    if edited.started_at and edited.closed_at and edited.closed_at < edited.started_at:
        raise Refused("visit.ends_before_begin", field="closed_at")
    return write(unit, base, edited)


@act("act.visit.remove")
def remove_visit(unit: Unit, visit: Visit) -> Visit:
    """Takes a visit off the list. Refused while it has lines: what was recorded is not thrown away."""
    if unit.find(Line, lambda n: n.visit_id == visit.id, limit=1):
        raise Refused("visit.has_lines")
    return write(unit, visit, replace(visit, deleted=True))


@act("act.visit.close")
def close_visit(unit: Unit, base: Visit, edited: Visit, remarks: Mapping[str, str]) -> Visit:
    """Closes a visit. `edited` holds what the closing form asks (half days, next date, not seen); `remarks` says by key of the
    closing list why a line of it was left open. Refused for a visit that never began."""
    if edited.started_at is None:
        raise Refused("visit.not_begun")
    if edited.half_days is not None and not 0 <= edited.half_days <= MAX_HALF_DAYS:
        raise Refused("visit.half_days", field="half_days", most=MAX_HALF_DAYS)
    said = "\n".join(f"{key}: {' '.join(text.split())}" for key, text in sorted(remarks.items()) if text.strip())
    return write(unit, base, replace(edited, closed_at=edited.closed_at or unit.now, close_remarks=said))


@act("act.visit.reopen")
def reopen_visit(unit: Unit, visit: Visit) -> Visit:
    """Opens a closed visit again; its closing remarks stay until it is closed anew."""
    return write(unit, visit, replace(visit, closed_at=None))


def closing_remarks(visit: Visit) -> dict[str, str]:
    """The remarks of the closing list by their key."""
    pairs = (line.partition(": ") for line in visit.close_remarks.splitlines())
    return {key: text for key, mark, text in pairs if mark}


# --- who was in the room -------------------------------------------------------------------------------------------------------------


@act("act.visit.attend")
def set_present(unit: Unit, visit: Visit, member: Member, base: Attendance | None, is_present: bool) -> Attendance:
    """Says of a committee member whether they are in the room."""
    attendance = base or Attendance(
        id=natural_id(Attendance, visit.id, member.id), scope=visit.scope, visit_id=visit.id, side=member.side, sex=member.sex,
        member_id=member.id, title=member.title,
    )  # fmt: skip
    stored = base or unit.get(Attendance, attendance.id)
    return write(unit, stored, replace(attendance, deleted=not is_present))


@act("act.visit.attend_others")
def count_present(
    unit: Unit, visit: Visit, side: Side, sex: Sex, count: int, title: str = "", base: Attendance | None = None, mode: Mode | None = None
) -> Attendance:
    """People in the room who are no committee members, counted by side and sex. None of them: the line goes."""
    if not 0 <= count <= MAX_COUNT:
        raise Refused("visit.people_count", field="count", most=MAX_COUNT)
    attendance_id = base.id if base else natural_id(Attendance, visit.id, side, sex, title.strip().casefold())
    attendance = Attendance(
        id=attendance_id, scope=visit.scope, visit_id=visit.id, side=side, sex=sex, title=title.strip(), count=max(count, 1), mode=mode,
        deleted=count == 0,
    )  # fmt: skip
    return write(unit, base or unit.get(Attendance, attendance_id), attendance)


@act("act.visit.attend_edit")
def edit_attendance(unit: Unit, base: Attendance, edited: Attendance) -> Attendance:
    """Changes how somebody was there (in person, by video)."""
    return write(unit, base, edited)


@act("act.visit.attend_same")
def present_as_last_time(unit: Unit, visit: Visit, attendances: Sequence[Attendance]) -> list[Attendance]:
    """The same people as in an earlier visit; who was noted already stays as noted."""
    noted = {a.id for a in unit.find(Attendance, lambda a: a.visit_id == visit.id, deleted=True)}
    written = []
    for one in attendances:
        key = (one.member_id,) if one.member_id else (one.side, one.sex, one.title.casefold())
        attendance_id = natural_id(Attendance, visit.id, *key)
        if attendance_id not in noted and not one.deleted:
            copy = replace(one, id=attendance_id, scope=visit.scope, visit_id=visit.id, heads={})
            written.append(write(unit, None, copy))
    return written


# --- the agenda ----------------------------------------------------------------------------------------------------------------------


@act("act.agenda.fill")
def fill_agenda(unit: Unit, visit: Visit, titles: Sequence[str]) -> list[AgendaItem]:
    """The agenda from a template's titles, in order; what stands there already is not doubled."""
    present = unit.find(AgendaItem, lambda a: a.visit_id == visit.id, order=lambda a: a.pos)
    keys, said = [a.pos for a in present], {a.title.casefold() for a in present if a.source_id is None}
    written = []
    for title in titles:
        if title.strip() and title.strip().casefold() not in said:
            written.append(_new_item(unit, visit, title.strip(), keys, len(keys)))
    return written


@act("act.agenda.take_issues")
def take_issues(unit: Unit, visit: Visit, issues: Sequence[Issue]) -> list[AgendaItem]:
    """Open issues of the plan as points of the agenda, before the others; each once."""
    present = unit.find(AgendaItem, lambda a: a.visit_id == visit.id, order=lambda a: a.pos)
    held = {a.source_id for a in present}
    keys = [a.pos for a in present]
    place = sum(1 for a in present if a.source_id is not None)
    written = []
    for issue in issues:
        if issue.id not in held:
            written.append(_new_item(unit, visit, issue.title, keys, place, issue.id))
            place += 1
    return written


def _new_item(unit: Unit, visit: Visit, title: str, keys: list[str], place: int, source_id: str | None = None) -> AgendaItem:
    pos = key_at(keys, place)
    keys.insert(place, pos)
    item_id = natural_id(AgendaItem, visit.id, source_id) if source_id else unit.new_id()
    item = AgendaItem(id=item_id, scope=visit.scope, visit_id=visit.id, title=title[:500], pos=pos, source_id=source_id)
    return write(unit, unit.get(AgendaItem, item_id) if source_id else None, item)


@act("act.agenda.add")
def add_agenda_item(unit: Unit, visit: Visit, title: str, place: int | None = None) -> AgendaItem:
    """A point of the agenda, at a place (0 is first) or at the end."""
    if not title.strip():
        raise Refused("visit.title_needed", field="title")
    keys = [a.pos for a in unit.find(AgendaItem, lambda a: a.visit_id == visit.id, order=lambda a: a.pos)]
    return _new_item(unit, visit, title.strip(), keys, len(keys) if place is None else place)


@act("act.agenda.edit")
def edit_agenda_item(unit: Unit, base: AgendaItem, edited: AgendaItem) -> AgendaItem:
    """Changes of title or mode of a point."""
    return write(unit, base, edited)


@act("act.agenda.done")
def set_agenda_done(unit: Unit, base: AgendaItem, is_done: bool) -> AgendaItem:
    """Ticks a point of the agenda, or takes the tick away."""
    return write(unit, base, replace(base, done_at=unit.now if is_done else None))


@act("act.agenda.move")
def move_agenda_item(unit: Unit, base: AgendaItem, place: int) -> AgendaItem:
    """Moves a point to a place among the others (0 is first)."""
    others = unit.find(AgendaItem, lambda a: (a.visit_id == base.visit_id) & (a.id != base.id), order=lambda a: a.pos)
    return write(unit, base, replace(base, pos=key_at([a.pos for a in others], place)))


@act("act.agenda.remove")
def remove_agenda_item(unit: Unit, base: AgendaItem) -> AgendaItem:
    """Takes a point off the agenda; lines written under it stay."""
    return write(unit, base, replace(base, deleted=True))
