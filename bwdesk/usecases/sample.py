"""The demo factory of a first run: which one it is, and taking it away with all that hangs on it. It is made by `bwdesk.demo.sample`."""

from __future__ import annotations

from typing import Final

from bwdesk.domain.assessment import Assessment
from bwdesk.domain.factory import Assignment, Factory
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.scope import assessment_scope, factory_scope
from bwdesk.domain.thing import Thing, spec_of
from bwdesk.errors import Refused
from bwdesk.store.history import first_operations
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import Restored, act, write_restored

ADDED: Final = "act.sample.add"
"""The act that makes the demo factory; nothing else says that a factory is one, so a restored laptop knows it too."""


def sample_of(reader: Reader, person: str) -> str:
    """The id of the demo factory among those a person works with, or worked with; empty without one."""
    held = things_where(reader, Assignment, "person_id", [person])
    live = {f.id for f in things_where(reader, Factory, "id", [a.factory_id for a in held])}
    return next((one for one, op_id in sorted(first_operations(reader, live).items()) if _adds_sample(reader, op_id)), "")


def _adds_sample(reader: Reader, op_id: str) -> bool:
    op = reader.operation(op_id)
    return op is not None and op.act == ADDED


@act("act.sample.remove")
def remove_sample(unit: Unit, factory_id: str) -> None:
    """Removes the demo factory and everything recorded about it, whoever did; one undo brings all of it back. What was being typed there is
    forgotten. Refused for a real factory, and while a real one counts as the same factory."""
    factory = unit.need(Factory, factory_id)
    if not any(_adds_sample(unit, op_id) for op_id in first_operations(unit, [factory_id]).values()):
        raise Refused("sample.is_real")
    if unit.find(Factory, lambda f: f.alias_of == factory_id, limit=1):
        raise Refused("sample.joined")
    things = [factory, *unit.find(Assignment, lambda a: a.factory_id == factory_id), *_recorded(unit, factory_id)]
    write_restored(unit, [_removed(one) for one in things])
    gone = {one.id for one in things}
    for key in unit.drafts():
        if not gone.isdisjoint(key.split("/")):
            unit.drop_draft(key)


def _removed(thing: Thing) -> Restored:
    return Restored(spec_of(type(thing)), thing, {"deleted": True}, {"deleted": thing.heads.get("deleted", ())})


def _recorded(reader: Reader, factory_id: str) -> list[Thing]:
    """All that lies in the scopes of a factory: its own, and those of its assessments."""
    assessments = reader.find(Assessment, lambda a: a.factory_id == factory_id)
    scopes = [factory_scope(factory_id), *(assessment_scope(one.id) for one in assessments)]
    return [thing for spec in KINDS.values() for thing in things_where(reader, spec.cls, "scope", scopes)]
