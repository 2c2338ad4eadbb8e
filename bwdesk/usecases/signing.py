"""Signing a visit: who signed for which side, and a digest of what the record said then, so that later changes can be seen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Final

from bwdesk.domain.committee import Side
from bwdesk.domain.evidence import Photo
from bwdesk.domain.plan import Action
from bwdesk.domain.report import Signature
from bwdesk.domain.strokes import Strokes, fits, read_strokes, strokes_text
from bwdesk.domain.thing import Thing, spec_of
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Mark, Visit
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, write

MOST_SIGNATURES: Final = 12
LONGEST: Final = 200
_UNPRINTED: Final = frozenset({Mark.QUOTE, Mark.QUESTION, Mark.PERSON})


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature with its strokes. `is_changed`: what was signed has been changed since."""

    signature: Signature
    strokes: Strokes
    is_changed: bool


@act("act.visit.sign")
def sign_visit(unit: Unit, visit: Visit, side: Side, name: str, role: str, strokes: Strokes) -> Signature:
    """Keeps a signature of a visit that has begun; without strokes it was given on paper. Refused without a name, with one that is too
    long, or with more strokes than a signature has."""
    name, role = " ".join(name.split()), " ".join(role.split())
    if not name:
        raise Refused("sign.name_needed", field="name")
    for field, text in (("name", name), ("role", role)):
        if len(text) > LONGEST:
            raise Refused("sign.too_long", field=field, most=LONGEST)
    if not fits(strokes):
        raise Refused("sign.strokes", field="strokes")
    stored = unit.need(Visit, visit.id)
    if stored.started_at is None:
        raise Refused("visit.not_begun")
    if len(unit.find(Signature, lambda s: s.subject_id == visit.id, limit=MOST_SIGNATURES)) >= MOST_SIGNATURES:
        raise Refused("sign.too_many", most=MOST_SIGNATURES)
    signature = Signature(
        id=unit.new_id(), scope=stored.scope, subject_kind="visit", subject_id=stored.id, side=side, name=name, role=role,
        signed_at=unit.now, strokes=strokes_text(strokes), digest=visit_digest(unit, stored),
    )  # fmt: skip
    return write(unit, None, signature)


@act("act.visit.unsign")
def remove_signature(unit: Unit, signature: Signature) -> Signature:
    """Takes a signature away; it can be brought back by undo."""
    return write(unit, signature, replace(signature, deleted=True))


def signatures_of(reader: Reader, visit: Visit) -> tuple[Signed, ...]:
    """The signatures of a visit, first signed first."""
    found = reader.find(Signature, lambda s: (s.subject_id == visit.id) & (s.scope == visit.scope), limit=2 * MOST_SIGNATURES)
    if not found:
        return ()
    digest = visit_digest(reader, visit)
    found.sort(key=lambda s: (s.signed_at.isoformat() if s.signed_at else "", s.id))
    return tuple(Signed(one, read_strokes(one.strokes), one.digest != digest) for one in found)


# --- what was signed -------------------------------------------------------------------------------------------------------------------

_SAID: Final[dict[type[Thing], tuple[str, ...]]] = {
    Visit: ("mode", "started_at", "half_days", "not_seen", "next_on"),
    Line: ("at", "pos", "text", "mark"),
    AgendaItem: ("title", "pos", "mode", "source_id", "done_at"),
    Attendance: ("side", "sex", "member_id", "title", "count", "mode"),
    Action: ("text", "owner", "due_on", "issue_id"),
    Photo: ("owner_id", "sha256", "caption", "pos"),
}
"""What the visit record says of each kind. What happens to a promise later, or that the visit was closed, changes nothing signed."""


def visit_digest(reader: Reader, visit: Visit) -> str:
    """64 hex digits over what the visit record is made from, whatever the language it is printed in."""
    lines = [n for n in reader.find(Line, lambda n: n.visit_id == visit.id) if n.text.strip() and n.mark not in _UNPRINTED]
    things: list[Thing] = [
        visit, *lines,
        *reader.find(AgendaItem, lambda a: a.visit_id == visit.id),
        *reader.find(Attendance, lambda a: a.visit_id == visit.id),
        *reader.find(Action, lambda a: (a.factory_id == visit.factory_id) & (a.visit_id == visit.id)),
        *things_where(reader, Photo, "owner_id", [n.id for n in lines]),
    ]  # fmt: skip
    said = sorted((thing.id, *_values(thing)) for thing in things)
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _values(thing: Thing) -> list[str]:
    specs = {spec.name: spec for spec in spec_of(type(thing)).fields}
    return [json.dumps(specs[name].to_json(getattr(thing, name)), ensure_ascii=False) for name in _SAID[type(thing)]]
