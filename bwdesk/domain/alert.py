"""Suspected zero tolerance: a case of its own, read by its author, the team leader and the programme manager only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bwdesk.domain.programme import Profile
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


# Rules: domain notes "programme" §2.7; steps and hours are the profile's ------------------------------------------------------------------


@dataclass(frozen=True)
class StepView:
    """A step of the protocol on a case. `due_at`: by when, where the profile sets hours; `late` hours past it while it is not taken."""

    step: str
    taken: AlertStep | None
    due_at: datetime | None
    late: int = 0

    @property
    def is_done(self) -> bool:
        return self.taken is not None and self.taken.done_at is not None


def protocol(alert: Alert, taken: Iterable[AlertStep], profile: Profile, now: datetime) -> tuple[StepView, ...]:
    """The profile's steps in order, with what was done; then steps of another profile that were taken. A closed case is never late."""
    hours = profile.alert_hours
    known = {one.step: one for one in taken if one.alert_id == alert.id and not one.deleted}
    found = []
    for step in (*profile.alert_steps, *sorted(known.keys() - set(profile.alert_steps))):
        due = alert.noticed_at + timedelta(hours=hours[step]) if step in hours else None
        view = StepView(step, known.get(step), due)
        is_running = due is not None and not view.is_done and alert.state is AlertState.OPEN and now > due
        found.append(StepView(step, view.taken, due, int((now - due).total_seconds() // 3600) if is_running and due else 0))
    return tuple(found)
