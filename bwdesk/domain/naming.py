"""Whether a thing may bear its id where it is: natural ids follow from scope and values, so nobody can sit on another scope's. Pure.

An id that can be worked out beforehand (the cycles of a factory, a factory of an OS ID, the answers of an assessment) must follow from
the scope it is used in. Ids that rest on a random one are known to nobody who could not read the scope, and are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from bwdesk.domain.earlier import moved_action_id, moved_issue_id
from bwdesk.domain.operation import Operation
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.domain.thing import natural_id

CYCLES: Final = 60
ASSESSMENTS: Final = 20
"""Cycles of a factory, assessments of a cycle, that an id is compared with (from 1 on)."""

Values = Mapping[str, Any]

SCOPED: Final[Mapping[str, tuple[str, ...]]] = {
    "buyer": ("name",),
    "cycle_reason": ("cycle_id", "about"),
    "supply": ("buyer_id",),
    "rating": ("cycle_id", "family", "criterion"),
    "seat": ("seminar_id", "factory_id", "audience", "sex"),
    "invitation": ("seminar_id", "factory_id"),
    "alert_step": ("step",),
    "pack": ("name", "version", "checksum"),
    "report": ("kind", "subject_id"),
    "section": ("report_id", "key"),
    "edition": ("report_id", "number"),
    "interview_note": ("interview_id", "topic", "author_id"),
    "earlier_finding": ("assessed_on", "question"),
    "named_reader": ("reader_id",),
}
"""Kinds whose ids are made of their scope and these fields: `scoped_id`."""


def scoped_id(kind: str, scope: str, *parts: object) -> str:
    """The id of a thing of a kind in `SCOPED`: the same on every laptop, and no other scope's. `parts`: its fields, as JSON gives them."""
    if len(parts) != len(SCOPED[kind]):
        raise ValueError(kind)
    return natural_id(kind, scope, *parts)


def is_natural(thing: str) -> bool:
    """True for an id of the natural kind (UUIDv5)."""
    return thing[12:13] == "5"


def bears_own_id(op: Operation) -> bool:
    """False if an operation that begins a thing gives it a natural id which does not follow from the scope and the values beside it."""
    if not is_natural(op.thing):
        return True
    if op.kind in SCOPED:
        return op.thing == natural_id(op.kind, op.scope, *(op.values.get(name, "") for name in SCOPED[op.kind]))
    ids_of = _IDS.get(op.kind)
    if ids_of is None:
        return True
    kind, make = ids_of
    return kind == scope_kind(op.scope) and op.thing in make(scope_key(op.scope), op.values)


def cycles_of(factory_id: str) -> frozenset[str]:
    """The ids of all cycles a factory can have."""
    return frozenset(natural_id("cycle", factory_id, number) for number in range(1, CYCLES))


def _factory(country: str, values: Values) -> Iterable[str]:
    yield natural_id("factory", country, values.get("os_id", ""))
    yield natural_id("factory", country, values.get("source_key", ""))
    yield natural_id("factory", country, values.get("source", ""), values.get("source_key", ""))


def _assignment(country: str, values: Values) -> Iterable[str]:
    yield natural_id("assignment", *(values.get(name) for name in ("factory_id", "person_id", "role", "from_on")))


def _answer(assessment_id: str, values: Values) -> Iterable[str]:
    yield natural_id("answer", assessment_id, values.get("question", ""), values.get("repeat", ""))


def _result(factory_id: str, values: Values) -> Iterable[str]:
    if _is_assessment_of(factory_id, values.get("cycle_id"), values.get("assessment_id")):
        yield natural_id("result", values.get("assessment_id"), values.get("question", ""))


def _issue(factory_id: str, values: Values) -> Iterable[str]:
    yield natural_id("issue", "line", values.get("line_id"))
    yield natural_id("issue", "sitting", values.get("origin_id"), values.get("question", ""))
    yield moved_issue_id(factory_id, values.get("title", ""))
    if _is_assessment_of(factory_id, values.get("cycle_id"), values.get("origin_id")):
        yield natural_id("issue", "assessment", values.get("origin_id"), values.get("question", ""))


def _action(factory_id: str, values: Values) -> Iterable[str]:
    yield natural_id("action", "line", values.get("line_id"))
    yield moved_action_id(factory_id, values.get("issue_id", ""))


def _is_assessment_of(factory_id: str, cycle_id: object, assessment_id: object) -> bool:
    numbers = range(1, ASSESSMENTS)
    if not isinstance(cycle_id, str) or not isinstance(assessment_id, str):
        return False
    return cycle_id in cycles_of(factory_id) and assessment_id in {natural_id("assessment", cycle_id, number) for number in numbers}


_IDS: Final[Mapping[str, tuple[str, Callable[[str, Values], Iterable[str]]]]] = {
    "factory": ("country", _factory),
    "assignment": ("country", _assignment),
    "cycle": ("factory", lambda factory_id, _: cycles_of(factory_id)),
    "committee": ("factory", lambda factory_id, _: (natural_id("committee", factory_id),)),
    "result": ("factory", _result),
    "issue": ("factory", _issue),
    "action": ("factory", _action),
    "answer": ("assessment", _answer),
}
