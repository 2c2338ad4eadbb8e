"""The engagement cycle of a factory: twelve months from registration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bwdesk.domain.thing import Thing, limited, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Thing):
    """One year of engagement (scope `factory/<id>`; id from factory and number). Month 1 begins on `started_on`.

    `ended_on`: left early. `waived`: milestones that do not apply; why stands in `CycleReason`. `waived_reason` and `over_reason` are what
    earlier programs wrote: one reason for all.
    """

    factory_id: str
    number: int
    started_on: date
    profile: str = "bw-2026"
    contribution: str = ""
    invoice: str = limited(60)
    invoiced_on: date | None = None
    paid_on: date | None = None
    slcp_opt_in: bool = False
    slcp_step: int | None = None
    ended_on: date | None = None
    end_reason: str = limited(400)
    waived: frozenset[str] = frozenset()
    waived_reason: str = limited(400)
    over_reason: str = words()
    remark: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleReason(Thing):
    """Why a cycle goes another way than the programme (scope `factory/<id>`; id from scope and what it is about).

    `about`: a milestone that was set aside (`milestone.<name>`) or a ledger over its package (`over.<ledger>`).
    """

    factory_id: str
    cycle_id: str
    about: str = limited(60)
    text: str = words(limit=400)


def set_aside(milestone: str) -> str:
    """What a reason for setting a milestone aside is about."""
    return f"milestone.{milestone}"


def used_over(book: str) -> str:
    """What a reason for using more than the package holds is about."""
    return f"over.{book}"
