"""Suspected zero tolerance: a case is opened from anywhere, goes on by the profile's protocol, and stays with those who may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bwdesk import shipped
from bwdesk.domain.alert import Alert, AlertState, AlertStep, StepView, protocol
from bwdesk.domain.factory import Factory
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.programme import Profile
from bwdesk.domain.scope import alert_scope
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where
from bwdesk.store.lists_factories import factory_list
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.factories import profile_of_factory
from bwdesk.usecases.writing import act, write

DRAFTS = "alert/"


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its steps; `contacts` is the country's contact sheet, `draft` what was being typed: (text, caret)."""

    alert: Alert
    factory: str
    steps: tuple[StepView, ...]
    contacts: tuple[str, ...]
    draft: tuple[str, int] | None = None

    @property
    def late(self) -> int:
        """Steps that are past their hours."""
        return sum(1 for one in self.steps if one.late)

    @property
    def is_open(self) -> bool:
        return self.alert.state is AlertState.OPEN


@dataclass(frozen=True, slots=True)
class AlertPage:
    """All that the page shows: cases, open and newest first; factories to choose from (id, name), and the profile's categories."""

    cases: tuple[CaseView, ...]
    factories: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]


@act("act.alert.open")
def open_alert(unit: Unit, factory_id: str, category: str, place: str = "", source_id: str = "") -> Alert:
    """Opens a case in a scope of its own. Raises Refused (`alert.category`) when the profile does not know the category."""
    factory = unit.need(Factory, factory_id)
    if category not in profile_of_factory(unit, factory_id).alert_categories:
        raise Refused("alert.category", field="category")
    alert_id = unit.new_id()
    return unit.add(
        Alert(
            id=alert_id, scope=alert_scope(alert_id), factory_id=factory_id, country=factory.country, author_id=unit.person,
            noticed_at=unit.now, category=category, place=place.strip(), source_id=source_id,
        )
    )  # fmt: skip


@act("act.alert.write")
def write_what(unit: Unit, base: Alert, what: str) -> Alert:
    """What was seen, where, by which means; its draft goes in the same transaction."""
    unit.drop_draft(DRAFTS + base.id)
    return write(unit, base, replace(base, what=what))


@act("act.alert.step")
def take_step(unit: Unit, alert: Alert, step: str, told: str = "") -> AlertStep:
    """A step of the protocol was taken now; `told`: who was told, by office or job title. Refused on a case that is closed."""
    if alert.state is not AlertState.OPEN:
        raise Refused("alert.closed")
    return _write_step(unit, alert, step, unit.now, told.strip())


@act("act.alert.step_back")
def take_step_back(unit: Unit, alert: Alert, step: str) -> AlertStep:
    """The step was not taken after all."""
    return _write_step(unit, alert, step, None, "")


@act("act.alert.close")
def close_alert(unit: Unit, base: Alert, outcome: str, *, unfounded: bool = False) -> Alert:
    """Closes a case, with what came of it. Raises Refused (`alert.outcome`) without words for it."""
    if not outcome.strip():
        raise Refused("alert.outcome", field="outcome")
    state = AlertState.UNFOUNDED if unfounded else AlertState.CLOSED
    return write(unit, base, replace(base, state=state, closed_at=unit.now, outcome=outcome.strip()))


@act("act.alert.reopen")
def reopen_alert(unit: Unit, base: Alert) -> Alert:
    """Opens a case again."""
    return write(unit, base, replace(base, state=AlertState.OPEN, closed_at=None))


def alert_page(reader: Reader, now: datetime) -> AlertPage:
    """The cases that this desk holds: what a person may not read never came here."""
    cases = sorted(reader.find(Alert), key=_order)
    steps = things_where(reader, AlertStep, "alert_id", [one.id for one in cases])
    names = {f.id: f.name for f in things_where(reader, Factory, "id", [one.factory_id for one in cases])}
    profiles: dict[str, Profile] = {}
    views = []
    for one in cases:
        profile = profiles.setdefault(one.factory_id, profile_of_factory(reader, one.factory_id))
        typed = reader.draft(DRAFTS + one.id)
        views.append(
            CaseView(
                one, names.get(one.factory_id, ""), protocol(one, steps, profile, now), profile.contacts(one.country),
                None if typed is None else _typed(typed),
            )
        )  # fmt: skip
    known = tuple((row.id, row.name) for row in factory_list(reader, now.astimezone().date()))
    return AlertPage(tuple(views), known, shipped.profile().alert_categories)


def open_alerts(reader: Reader) -> list[Alert]:
    """Cases that are open, for Today."""
    return [one for one in reader.find(Alert) if one.state is AlertState.OPEN]


def _write_step(unit: Unit, alert: Alert, step: str, at: datetime | None, told: str) -> AlertStep:
    step_id = scoped_id("alert_step", alert.scope, step)
    base = unit.get(AlertStep, step_id)
    blank = AlertStep(id=step_id, scope=alert.scope, alert_id=alert.id, step=step)
    return write(unit, base, replace(base or blank, done_at=at, told=told))


def _order(alert: Alert) -> tuple[bool, float, str]:
    return alert.state is not AlertState.OPEN, -alert.noticed_at.timestamp(), alert.id


def _typed(body: Mapping[str, object]) -> tuple[str, int]:
    caret = body.get("caret", 0)
    return str(body.get("text", "")), caret if isinstance(caret, int) else 0
