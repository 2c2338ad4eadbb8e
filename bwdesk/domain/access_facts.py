"""The facts that the rules of access (access.py) are handed: who works with a factory, what an assessment or a case is judged by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from bwdesk.domain.assessment import Stage
from bwdesk.domain.factory import Role

GRACE: Final = timedelta(days=14)
"""Work written shortly after an assignment ended is still taken in (programme profile)."""

ZONES: Final = timedelta(days=1)
"""Days are the factory's, times UTC: a day either way."""


@dataclass(frozen=True, slots=True)
class Tie:
    """An assignment that stands: a person and a factory, in a role, from one day to another."""

    factory_id: str
    person_id: str
    role: Role
    country: str
    from_on: date
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on - ZONES <= day and (self.to_on is None or day <= self.to_on + GRACE)


@dataclass(frozen=True, slots=True)
class Paper:
    """What an assessment's scope is judged by."""

    id: str
    factory_id: str
    cycle_id: str
    number: int
    country: str
    assessors: frozenset[str]
    stage: Stage


@dataclass(frozen=True, slots=True)
class Case:
    """What a zero-tolerance case's scope is judged by."""

    id: str
    factory_id: str
    country: str
    author: str


class Known(Protocol):
    """The facts the rules ask for."""

    def ties_of_factory(self, factory_id: str) -> Sequence[Tie]:
        """Assignments to a factory that are not deleted."""

    def ties_of_people(self, ids: frozenset[str]) -> Mapping[str, Sequence[Tie]]:
        """Assignments of a person under all its ids, by factory."""

    def country_of(self, factory_id: str) -> str | None:
        """The country whose register holds the factory; None if none does yet."""

    def kept_of(self, factory_id: str) -> str:
        """The entry of the register that stands for an entry, through all merges: itself where it was merged into none."""

    def paper(self, assessment_id: str) -> Paper | None:
        """The assessment, once it was opened by somebody who may."""

    def papers_of_factory(self, factory_id: str) -> Sequence[Paper]:
        """All assessments of a factory."""

    def case(self, alert_id: str) -> Case | None:
        """The zero-tolerance case, once its author opened it."""

    def has_assignment(self, assignment_id: str) -> bool:
        """True if an assignment of this id stands or stood."""
