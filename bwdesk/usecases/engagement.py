"""The year of a factory: renewal, leaving early, contribution and invoice, SLCP, milestones set aside, reasons for over-use, contacts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bwdesk import shipped
from bwdesk.domain.contact import Channel, Contact
from bwdesk.domain.cycle import Cycle, CycleReason, set_aside, used_over
from bwdesk.domain.factory import Factory
from bwdesk.domain.ledgers import Book
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.programme import Milestone
from bwdesk.domain.renewal import last_day, next_start, running
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, write

MAX_HALF_DAYS = 20


@act("act.cycle.renew")
def renew_factory(unit: Unit, factory: Factory, today: date) -> Cycle:
    """Opens the next cycle: the day after the last one ends, or today when it has lapsed; by the profile valid on that day. The advisor
    stays who it is.

    Refused before a first cycle, and when the next one stands already.
    """
    cycles = cycles_of_factory(unit, factory.id)
    now = running(cycles, today)
    if now is None:
        raise Refused("cycle.none_yet")
    last = cycles[-1]
    if last.number > now.number:
        raise Refused("cycle.renewed_already", number=last.number)
    number = last.number + 1
    cycle_id = natural_id(Cycle, factory.id, number)
    begins = next_start(last, shipped.profile(last.profile).windows, today)
    made = Cycle(
        id=cycle_id, scope=factory_scope(factory.id), factory_id=factory.id, number=number, started_on=begins,
        profile=shipped.profile_on(begins).name, contribution=last.contribution, slcp_opt_in=last.slcp_opt_in,
    )  # fmt: skip
    return write(unit, unit.get(Cycle, cycle_id), made)


@act("act.cycle.leave")
def leave_programme(unit: Unit, base: Cycle, on: date, reason: str) -> Cycle:
    """The factory leaves before its year is over. Refused without a reason, or on a day outside the cycle."""
    if not reason.strip():
        raise Refused("cycle.reason_needed", field="end_reason")
    ends = last_day(replace(base, ended_on=None), shipped.profile(base.profile).windows)
    if not base.started_on <= on <= ends:
        raise Refused("cycle.day_outside", field="ended_on")
    return write(unit, base, replace(base, ended_on=on, end_reason=reason.strip()))


@act("act.cycle.stay")
def stay_after_all(unit: Unit, base: Cycle) -> Cycle:
    """The factory does not leave early after all."""
    return write(unit, base, replace(base, ended_on=None, end_reason=""))


@act("act.cycle.pay")
def note_payment(unit: Unit, base: Cycle, contribution: str, invoice: str, invoiced_on: date | None, paid_on: date | None) -> Cycle:
    """Contribution, invoice and payment of a cycle. Refused when it was paid before it was invoiced."""
    if invoiced_on is not None and paid_on is not None and paid_on < invoiced_on:
        raise Refused("cycle.paid_before_invoice", field="paid_on")
    return write(
        unit, base, replace(base, contribution=contribution.strip(), invoice=invoice.strip(), invoiced_on=invoiced_on, paid_on=paid_on)
    )


@act("act.cycle.slcp")
def note_slcp(unit: Unit, base: Cycle, is_in: bool, step: int | None) -> Cycle:
    """Whether the factory shares this year's data with SLCP, and the step (0–3) it does so on; without opting in there is no step."""
    if step is not None and not 0 <= step <= 3:
        raise Refused("cycle.slcp_step", field="slcp_step")
    return write(unit, base, replace(base, slcp_opt_in=is_in, slcp_step=step if is_in else None))


@act("act.cycle.waive")
def waive_milestone(unit: Unit, base: Cycle, milestone: Milestone, reason: str) -> Cycle:
    """Sets a milestone aside for this cycle. Refused without a reason."""
    _give_reason(unit, base, set_aside(milestone.value), reason)
    return write(unit, base, replace(base, waived=base.waived | {milestone.value}))


@act("act.cycle.unwaive")
def unwaive_milestone(unit: Unit, base: Cycle, milestone: Milestone) -> Cycle:
    """The milestone applies after all; the reason against it goes."""
    left = base.waived - {milestone.value}
    given = unit.get(CycleReason, _reason_id(base, set_aside(milestone.value)))
    if given is not None:
        write(unit, given, replace(given, deleted=True))
    return write(unit, base, replace(base, waived=left, waived_reason=base.waived_reason if left else ""))


@act("act.cycle.over")
def explain_over_use(unit: Unit, cycle: Cycle, book: Book, reason: str) -> CycleReason:
    """Why more of one ledger was used than the package holds. Refused without a reason."""
    return _give_reason(unit, cycle, used_over(book.value), reason)


def _give_reason(unit: Unit, cycle: Cycle, about: str, reason: str) -> CycleReason:
    if not reason.strip():
        raise Refused("cycle.reason_needed", field="text")
    made = CycleReason(
        id=_reason_id(cycle, about), scope=cycle.scope, factory_id=cycle.factory_id, cycle_id=cycle.id, about=about, text=reason.strip()
    )
    return write(unit, unit.get(CycleReason, made.id), made)


def _reason_id(cycle: Cycle, about: str) -> str:
    return scoped_id("cycle_reason", cycle.scope, cycle.id, about)


@act("act.contact.add")
def add_contact(
    unit: Unit, cycle: Cycle, channel: Channel, who: str, text: str, at: datetime | None = None, half_days: int | None = None
) -> Contact:
    """A call, mail or message between visits, now unless another time is said. `who`: a job title. `half_days` books visit days.

    Refused without words, or with days nobody could spend.
    """
    if not text.strip() and not who.strip():
        raise Refused("contact.words_needed", field="text")
    if half_days is not None and not 0 <= half_days <= MAX_HALF_DAYS:
        raise Refused("contact.half_days", field="half_days", most=MAX_HALF_DAYS)
    return write(
        unit, None,
        Contact(
            id=unit.new_id(), scope=factory_scope(cycle.factory_id), factory_id=cycle.factory_id, cycle_id=cycle.id, at=at or unit.now,
            channel=channel, who=who.strip(), text=text.strip(), half_days=half_days or None,
        ),
    )  # fmt: skip


@act("act.contact.edit")
def edit_contact(unit: Unit, base: Contact, edited: Contact) -> Contact:
    """Changes of a contact."""
    if edited.half_days is not None and not 0 <= edited.half_days <= MAX_HALF_DAYS:
        raise Refused("contact.half_days", field="half_days", most=MAX_HALF_DAYS)
    return write(unit, base, edited)


@act("act.contact.remove")
def remove_contact(unit: Unit, base: Contact) -> Contact:
    """Takes a contact off the record; undo brings it back."""
    return write(unit, base, replace(base, deleted=True))


def cycles_of_factory(reader: Reader, factory_id: str) -> list[Cycle]:
    """The cycles of a factory, oldest first."""
    return reader.find(Cycle, lambda c: c.factory_id == factory_id, order=lambda c: c.number)
