"""The ledgers of a cycle: visit days, seminars, training and assessment person-days; used, planned, left. Pure, and in halves of days.

Rules: domain notes "programme" §2.1 and §12; quotas are the profile's. Extra training stands apart. A contact between visits counts as
visit days only when somebody gave it half days. What was recorded counts, over the package too; more than the package wants a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.contact import Contact
from bwdesk.domain.learning import Package, Seminar
from bwdesk.domain.programme import Quotas
from bwdesk.domain.visit import DayLedger


class Book(StrEnum):
    """The ledgers, in the order they are shown."""

    VISIT_DAYS = "visit_days"
    SEMINARS = "seminars"
    TRAINING = "training"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger. All figures in halves of days; seminars count two halves each. `extra` was bought apart and takes nothing."""

    book: Book
    used: int
    planned: int
    quota: int
    extra: int = 0
    assumed: int = 0

    @property
    def left(self) -> int:
        """What is left of the package; 0 when over."""
        return max(0, self.quota - self.used)

    @property
    def over(self) -> int:
        """How much more was used than the package holds."""
        return max(0, self.used - self.quota)

    @property
    def over_as_planned(self) -> int:
        """How much more it will be once all that is planned has been."""
        return max(0, self.used + self.planned - self.quota)


DAY = 2


def with_contacts(days: DayLedger, contacts: Iterable[Contact]) -> DayLedger:
    """Visit days with the half days that contacts between visits were given."""
    return replace(days, used=days.used + sum(max(0, c.half_days or 0) for c in contacts if not c.deleted))


def seminars_attended(
    seminars: Iterable[Seminar], came: Collection[str], asked: Collection[str], from_on: date, to_on: date
) -> tuple[int, int]:
    """Seminars of a factory in a cycle: those held that people of it came to (`came`), and those to come that it is asked to (ids)."""
    held = planned = 0
    for one in seminars:
        if one.deleted:
            continue
        if one.held_on is not None:
            held += from_on <= one.held_on <= to_on and one.id in came
        elif one.planned_on is not None:
            planned += from_on <= one.planned_on <= to_on and one.id in asked
    return held, planned


def assessment_halves(assessments: Iterable[Assessment], released: bool, quotas: Quotas) -> tuple[int, int, int]:
    """Used, planned and assumed halves of assessment person-days: people times days from the first to the last.

    Where the working papers are not at hand but results were released (an advisor's desk), one assessment of the package is assumed.
    """
    whole = quotas.assessors * quotas.assessment_days * DAY
    used = planned = 0
    standing = [a for a in assessments if not a.deleted]
    for one in standing:
        first, last = one.first_day_on, one.last_day_on or one.first_day_on
        halves = len(one.assessors) * ((last - first).days + 1) * DAY if first and last and last >= first else whole
        if one.stage is Stage.PLANNED:
            planned += halves
        else:
            used += halves
    return (whole, planned, 1) if released and not used else (used, planned, 0)


def ledgers_of(
    days: DayLedger, training: Package, seminars: tuple[int, int], assessed: tuple[int, int, int], quotas: Quotas
) -> tuple[Ledger, ...]:
    """All ledgers of a cycle, in the order of `Book`."""
    held, to_come = seminars
    used, planned, assumed = assessed
    whole = quotas.assessments * quotas.assessors * quotas.assessment_days * DAY
    return (
        Ledger(Book.VISIT_DAYS, days.used, days.planned, days.quota, assumed=days.assumed),
        Ledger(Book.SEMINARS, held * DAY, to_come * DAY, quotas.seminars * DAY),
        Ledger(Book.TRAINING, training.done, training.planned, training.quota, training.extra),
        Ledger(Book.ASSESSMENT, used, planned, whole, assumed=assumed),
    )


def over_use(ledgers: Iterable[Ledger]) -> Mapping[Book, int]:
    """The ledgers that are over, and by how many halves."""
    return {one.book: one.over for one in ledgers if one.over}
