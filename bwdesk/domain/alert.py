"""Suspected zero tolerance: a case of its own, read by its author, the team leader and the programme manager only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bwdesk.domain.thing import Thing, group, words


class AlertState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLOSED = "closed"
    UNFOUNDED = "unfounded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert(Thing):
    """A case (scope `alert/<id>`). `category` is the profile's. No names: what was seen, where, by which means."""

    factory_id: str
    country: str
    author_id: str
    noticed_at: datetime
    category: str = ""
    place: str = ""
    what: str = words()
    source_id: str = ""
    state: AlertState = group("standing", AlertState.OPEN)
    closed_at: datetime | None = group("standing", None)
    outcome: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertStep(Thing):
    """A step of the profile's protocol that was taken (scope of the alert; id from scope and step). `told`: who, by office or job title."""

    alert_id: str
    step: str
    done_at: datetime | None = group("done", None)
    told: str = group("done", "")
    note: str = words()
