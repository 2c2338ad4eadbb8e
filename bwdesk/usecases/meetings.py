"""What the committee does, written down: its meetings and who was there, its elections, how far it meets the programme's criteria."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final, Literal

from bwdesk.domain.committee import Committee
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.meeting import STEPS, Ballot, Criteria, Election, Meeting, Rating
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.scope import factory_scope
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.committee import committee_id, form_committee
from bwdesk.usecases.writing import act, live, write

DRAFT_PREFIX: Final = "committee/{factory}/"


def words_draft(factory_id: str, thing_id: str, field: str) -> str:
    """The key under which words about a meeting or a criterion are kept while they are typed."""
    return f"{DRAFT_PREFIX.format(factory=factory_id)}{thing_id}/{field}"


def drafts_of_committee(reader: Reader, factory_id: str) -> dict[tuple[str, str], tuple[str, int]]:
    """What was being typed when the program ended: text and caret by thing id and field."""
    prefix = DRAFT_PREFIX.format(factory=factory_id)
    found = {}
    for key, body in reader.drafts(prefix).items():
        thing_id, _, field = key.removeprefix(prefix).partition("/")
        found[thing_id, field] = (str(body.get("text", "")), int(body.get("caret", 0)))
    return found


@act("act.meeting.add")
def add_meeting(unit: Unit, factory_id: str, held_on: date, member_ids: Iterable[str] = ()) -> Meeting:
    """A meeting held, or to be held, on a day. The committee is formed with it if there was none."""
    if live(unit, Committee, committee_id(factory_id)) is None:
        form_committee(unit, factory_id)
    meeting = Meeting(
        id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, committee_id=committee_id(factory_id),
        held_on=held_on, member_ids=frozenset(member_ids),
    )  # fmt: skip
    return write(unit, None, meeting)


@act("act.meeting.edit")
def edit_meeting(unit: Unit, base: Meeting, edited: Meeting) -> Meeting:
    """Day, guests, minutes, decisions, issues, sent to the authority. Refused (`committee.sent_before`) when sent before it was held."""
    if edited.sent_on is not None and edited.sent_on < edited.held_on:
        raise Refused("committee.sent_before", field="sent_on")
    if edited.guests < 0:
        raise Refused("committee.count_wrong", field="guests")
    return write(unit, base, edited)


@act("act.meeting.there")
def set_there(unit: Unit, base: Meeting, member_id: str, is_there: bool) -> Meeting:
    """A member was there, or was not. Two laptops that mark different members do not meet in a conflict."""
    ids = base.member_ids | {member_id} if is_there else base.member_ids - {member_id}
    return write(unit, base, replace(base, member_ids=ids))


@act("act.meeting.words")
def write_meeting(unit: Unit, base: Meeting, field: Literal["minutes", "decisions"], text: str) -> Meeting:
    """The minutes or the decisions as they stand after typing; their draft goes in the same transaction."""
    edited = replace(base, minutes=text) if field == "minutes" else replace(base, decisions=text)
    written = write(unit, base, edited)
    unit.drop_draft(words_draft(base.factory_id, base.id, field))
    return written


@act("act.meeting.remove")
def remove_meeting(unit: Unit, base: Meeting) -> Meeting:
    """Takes a meeting off the list."""
    return write(unit, base, replace(base, deleted=True))


@act("act.election.add")
def add_election(unit: Unit, factory_id: str, held_on: date, method: Ballot = Ballot.SECRET) -> Election:
    """An election of the workers' side."""
    if live(unit, Committee, committee_id(factory_id)) is None:
        form_committee(unit, factory_id)
    election = Election(
        id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, committee_id=committee_id(factory_id),
        held_on=held_on, method=method,
    )  # fmt: skip
    return write(unit, None, election)


@act("act.election.edit")
def edit_election(unit: Unit, base: Election, edited: Election) -> Election:
    """Changes of an election. Refused when more voted than might, or more women stood than candidates."""
    pairs = (("voted", edited.voted, edited.entitled), ("candidates_women", edited.candidates_women, edited.candidates))
    for field, part, whole in pairs:
        if part is not None and whole is not None and part > whole:
            raise Refused("committee.more_than_all", field=field, part=part, whole=whole)
    if any(n is not None and n < 0 for n in (edited.seats, edited.candidates, edited.candidates_women, edited.entitled, edited.voted)):
        raise Refused("committee.count_wrong", field="seats")
    return write(unit, base, edited)


@act("act.election.remove")
def remove_election(unit: Unit, base: Election) -> Election:
    """Takes an election off the list."""
    return write(unit, base, replace(base, deleted=True))


def blank_rating(cycle: Cycle, family: Criteria, criterion: str) -> Rating:
    """A criterion of a cycle that nobody has judged."""
    scope = factory_scope(cycle.factory_id)
    return Rating(
        id=scoped_id("rating", scope, cycle.id, family.value, criterion), scope=scope, factory_id=cycle.factory_id, cycle_id=cycle.id,
        family=family, criterion=criterion,
    )  # fmt: skip


@act("act.rating.judge")
def judge(unit: Unit, base: Rating, step: int | None, on: date) -> Rating:
    """How far a criterion is met, 1 to 4; None takes the judgement back and leaves what was seen."""
    if step is not None and step not in STEPS:
        raise ValueError(step)
    stored = unit.get(Rating, base.id)
    return write(unit, stored and base, replace(base, step=step, judged_on=on if step is not None else None, deleted=False))


@act("act.rating.words")
def write_seen(unit: Unit, base: Rating, text: str) -> Rating:
    """What was seen, in words; its draft goes in the same transaction."""
    stored = unit.get(Rating, base.id)
    written = write(unit, stored and base, replace(base, seen=text, deleted=False))
    unit.drop_draft(words_draft(base.factory_id, base.id, "seen"))
    return written
