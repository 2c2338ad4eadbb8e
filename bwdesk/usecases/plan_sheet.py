"""The plan page with the factory and cycle it belongs to: of the one that is named, else of this person's first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bwdesk.domain.clock import month_of
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.documents import documents_of
from bwdesk.usecases.factories import last_cycle, survivor_id
from bwdesk.usecases.plan_page import PlanPage, plan_page
from bwdesk.usecases.today import factories_of
from bwdesk.usecases.writing import live


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """What the plan page shows; without a factory there is nothing to show."""

    factory: Factory | None
    cycle: Cycle | None
    month: int
    page: PlanPage | None


def plan_sheet(reader: Reader, factory_id: str, cycle_id: str, person: str, today: date) -> PlanSheet:
    """The plan of a factory as seen from a cycle; of this person's first where none is named, or the one named was removed."""
    factory = live(reader, Factory, survivor_id(reader, factory_id)) if factory_id else None
    factory = factory or next(iter(factories_of(reader, person, today)), None)
    if factory is None:
        return PlanSheet(None, None, 0, None)
    cycle = (reader.get(Cycle, cycle_id) if cycle_id else None) or last_cycle(reader, factory.id)
    month = month_of(cycle.started_on, today) if cycle is not None else 0
    return PlanSheet(factory, cycle, month, plan_page(reader, factory.id, factory.country, today, cycle.id if cycle else ""))


def evidence_of_issue(reader: Reader, issue: Issue) -> tuple[tuple[Photo, ...], tuple[Document, ...]]:
    """Photos of an issue and of the note line it came from, the oldest first; and its documents."""
    owners = [issue.id, *([issue.line_id] if issue.line_id else [])]
    found = things_where(reader, Photo, "owner_id", owners)
    photos = tuple(sorted(found, key=lambda p: (p.taken_at is None, p.taken_at or 0, p.pos, p.id)))
    return photos, documents_of(reader, issue.id)
