"""Trainings of one factory and its learning plan: planned, who was there, held, the quiz; needs and what was held for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bwdesk import shipped
from bwdesk.domain.committee import Member, Sex
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.learning import (
    Audience,
    Need,
    Participants,
    Training,
    audience_of,
    covers,
    days_of,
    heads,
    over_with,
    package,
    quiz_faults,
)
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.domain.visit import Mode
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, write, write_new

MAX_HALF_DAYS = 40
MAX_PEOPLE = 5_000


@act("act.training.plan")
def plan_training(
    unit: Unit, cycle: Cycle, title: str, topic: str, on: date | None, half_days: int = 2, mode: Mode = Mode.IN_PERSON,
    trainer: str = "", expected: int | None = None, is_extra: bool = False,
) -> Training:  # fmt: skip
    """A training for the factory of a cycle, planned for a day or without one yet. Refused without a title."""
    made = Training(
        id=unit.new_id(), scope=factory_scope(cycle.factory_id), factory_id=cycle.factory_id, cycle_id=cycle.id, title=title.strip(),
        topic=topic.strip(), planned_on=on, half_days=half_days, mode=mode, trainer=trainer.strip(), expected=expected, is_extra=is_extra,
    )  # fmt: skip
    check_event(made.title, half_days)
    _check_people(expected, "expected")
    return write(unit, None, made)


@act("act.training.edit")
def edit_training(unit: Unit, base: Training, edited: Training) -> Training:
    """Changes of a training. Refused where the quiz cannot be: more right answers than were asked."""
    check_event(edited.title, edited.half_days)
    _check_people(edited.expected, "expected")
    if fault := quiz_faults(edited.quiz_asked, edited.quiz_before, edited.quiz_after):
        raise Refused("learning.quiz", field=fault)
    return write(unit, base, edited)


@act("act.training.hold")
def hold_training(unit: Unit, base: Training, on: date, over_reason: str = "") -> Training:
    """Says that a training was held. Over the package it is refused until a reason stands; `by` says by how many person-days.

    Needs of the learning plan on its topic count it as done for them.
    """
    over = over_of(unit, base)
    reason = over_reason.strip() or base.over_reason
    if over and not reason:
        raise Refused("learning.over", field="over_reason", by=days_text(over))
    held = write(unit, base, replace(base, held_on=on, over_reason=reason))
    for need in unit.find(Need, lambda n: n.factory_id == base.factory_id):
        if need.cycle_id == base.cycle_id and covers(base.topic, need.topic):
            write(unit, need, replace(need, done_by=need.done_by | {held.id}))
    return held


@act("act.training.unhold")
def unhold_training(unit: Unit, base: Training) -> Training:
    """Takes it back: the training is still to come."""
    return write(unit, base, replace(base, held_on=None))


@act("act.training.remove")
def remove_training(unit: Unit, base: Training) -> Training:
    """Takes a training off the list; who was noted at it goes with it and comes back with undo."""
    for one in unit.find(Participants, lambda p: p.training_id == base.id):
        write(unit, one, replace(one, deleted=True))
    return write(unit, base, replace(base, deleted=True))


def check_event(title: str, half_days: int) -> None:
    """Raises Refused for a seminar or training without a title, or of no length or too many days."""
    if not title.strip():
        raise Refused("learning.title_needed", field="title")
    if not 1 <= half_days <= MAX_HALF_DAYS:
        raise Refused("learning.half_days", field="half_days", most=MAX_HALF_DAYS)


def _check_people(count: int | None, field: str) -> None:
    if count is not None and not 0 <= count <= MAX_PEOPLE:
        raise Refused("learning.people", field=field, most=MAX_PEOPLE)


def days_text(halves: int) -> str:
    """Person-days for a sentence: "3", "10.5"."""
    return f"{days_of(halves):g}"


def over_of(reader: Reader, training: Training) -> int:
    """How many halves of person-days over the package the factory is, this training counted as held with those noted at it."""
    cycle = reader.get(Cycle, training.cycle_id)
    others = [t for t in reader.find(Training, lambda t: t.cycle_id == training.cycle_id) if t.id != training.id]
    people = people_of(reader, [training.id, *(t.id for t in others)])
    quotas = shipped.profile_of_cycle(cycle).quotas
    return over_with(package(others, people, quotas), training, people.get(training.id, 0))


def people_of(reader: Reader, training_ids: Iterable[str]) -> Mapping[str, int]:
    """How many people were noted at each training."""
    by_training: dict[str, list[Participants]] = {}
    for one in things_where(reader, Participants, "training_id", training_ids):
        by_training.setdefault(one.training_id, []).append(one)
    return {key: heads(own).total() for key, own in by_training.items()}


# who was there


@act("act.training.present")
def set_present(unit: Unit, training: Training, member: Member, is_present: bool) -> Participants:
    """Notes that a member of the committee was there, or was not."""
    key = natural_id(Participants, training.id, member.id)
    made = Participants(
        id=key, scope=training.scope, training_id=training.id, audience=audience_of(member), sex=member.sex, member_id=member.id,
        title=member.title, deleted=not is_present,
    )  # fmt: skip
    return write(unit, unit.get(Participants, key), made)


@act("act.training.count")
def count_people(unit: Unit, training: Training, counts: Mapping[tuple[Audience, Sex], int]) -> list[Participants]:
    """Notes how many others were there, by audience and sex; the members of the committee ticked by name of post come on top."""
    written = []
    for (audience, sex), count in counts.items():
        _check_people(count, f"{audience}.{sex}")
        key = natural_id(Participants, training.id, audience, sex)
        before = unit.get(Participants, key)
        if before is not None or count:
            made = Participants(
                id=key, scope=training.scope, training_id=training.id, audience=audience, sex=sex, count=count, deleted=count == 0
            )
            written.append(write(unit, before, made))
    return written


@act("act.training.copy")
def copy_group(unit: Unit, training: Training, source: Training) -> list[Participants]:
    """The group of another training: members who still sit on the committee and all counts. What was noted already stays."""
    noted = {(p.member_id, p.audience, p.sex) for p in unit.find(Participants, lambda p: p.training_id == training.id)}
    copied = []
    for one in unit.find(Participants, lambda p: p.training_id == source.id):
        member = unit.get(Member, one.member_id) if one.member_id else None
        is_gone = one.member_id is not None and (member is None or member.deleted or member.left_on is not None)
        if is_gone or (one.member_id, one.audience, one.sex) in noted:
            continue
        parts = (one.member_id,) if one.member_id else (one.audience, one.sex)
        key = natural_id(Participants, training.id, *parts)
        copied.append(write(unit, unit.get(Participants, key), replace(one, id=key, training_id=training.id, heads={})))
    return copied


# the learning plan


@act("act.need.add")
def add_needs(unit: Unit, cycle: Cycle, wanted: Sequence[tuple[str, Iterable[str]]]) -> list[Need]:
    """Lines of the learning plan, each a topic and the issues that ask for it. A topic that stands there already is given its issues."""
    found = {n.topic: n for n in unit.find(Need, lambda n: n.cycle_id == cycle.id)}
    needs: list[Need] = []
    for topic, issue_ids in wanted:
        if not topic.strip():
            raise Refused("learning.topic_needed", field="topic")
        stands = found.get(topic.strip())
        if stands is not None:
            needs.append(write(unit, stands, replace(stands, issue_ids=stands.issue_ids | set(issue_ids))))
            continue
        needs.append(
            Need(
                id=unit.new_id(), scope=factory_scope(cycle.factory_id), factory_id=cycle.factory_id, cycle_id=cycle.id,
                topic=topic.strip(), issue_ids=frozenset(issue_ids),
            )
        )  # fmt: skip
        write_new(unit, needs[-1:])
    return needs


@act("act.need.edit")
def edit_need(unit: Unit, base: Need, edited: Need) -> Need:
    """Changes of a need: for whom, by when, whether workers were asked, what was held for it."""
    if not edited.topic.strip():
        raise Refused("learning.topic_needed", field="topic")
    return write(unit, base, edited)


@act("act.need.remove")
def remove_need(unit: Unit, base: Need) -> Need:
    """Takes a line off the learning plan."""
    return write(unit, base, replace(base, deleted=True))
