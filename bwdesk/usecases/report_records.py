"""Which record holds the words in which something stands that should not be on a paper: a name, a character without a font.

Asked only for papers on which a check found something; one statement for each kind of record of the factory and its assessments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.committee import Committee, Member
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting, Target
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.learning import Need, Training
from bwdesk.domain.meeting import Election, Meeting, Rating
from bwdesk.domain.plan import Action, Issue
from bwdesk.domain.redaction import Spot, plain
from bwdesk.domain.report import OF_MANY, Section, Signature
from bwdesk.domain.scope import assessment_scope, factory_scope
from bwdesk.domain.thing import Thing, spec_of
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Visit
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.factories import entries_of
from bwdesk.usecases.report_subject import subject_of

PRINTED: Final[tuple[type[Thing], ...]] = (
    Line, Answer, Issue, Action, Section, DiagnosisAnswer, Target, Photo, Document, Visit, AgendaItem, Attendance, Meeting, Election,
    Rating, Member, Committee, Training, Need, Sitting, Assessment, Cycle, Signature,
)  # fmt: skip
"""Kinds of a factory whose words stand on papers; of two that fit alike, the one named first is meant."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """A record, and the factory it is about."""

    thing: Thing
    factory_id: str


def records_of_spots(reader: Reader, kind: str, thing_id: str, spots: Sequence[Spot]) -> Mapping[Spot, Speaking]:
    """The record of each spot of a paper; a spot without one (no record says it, or several might) is left out.

    Papers about many factories are made of counts and have none. Raises Refused (`thing.gone`).
    """
    if kind in OF_MANY:
        return {}
    subject = subject_of(reader, "visit" if kind == "briefing" else kind, thing_id)
    if subject.factory is None:
        return {}
    entries = entries_of(reader, subject.factory_id)
    assessments = things_where(reader, Assessment, "factory_id", entries)
    scopes = [*map(factory_scope, entries), *(assessment_scope(one.id) for one in assessments)]
    things: list[Thing] = [*(thing for cls in PRINTED for thing in things_where(reader, cls, "scope", scopes)), subject.factory]
    said = [(thing, text) for thing in things for text in _texts(thing)]
    found = {spot: _speaking(said, spot, thing_id) for spot in spots}
    return {spot: Speaking(_shown(reader, thing), subject.factory_id) for spot, thing in found.items() if thing is not None}


def _texts(thing: Thing) -> Iterator[str]:
    """What people wrote into a record, as it is compared."""
    for field in spec_of(type(thing)).fields:
        value = getattr(thing, field.name)
        for text in (value,) if type(value) is str else value if isinstance(value, frozenset) else ():
            if text:
                yield plain(text)


def _speaking(said: Sequence[tuple[Thing, str]], spot: Spot, thing_id: str) -> Thing | None:
    """Who says the words of a spot: the same words before more or fewer, a record of the paper's own subject before others.

    Where the paper joined or cut what a record says, the only one that has the sign at all.
    """
    sign, words = plain(spot.sign), plain(spot.words)
    holding = [(thing, text) for thing, text in said if sign and sign in text]
    fitting = [(thing, text) for thing, text in holding if text in words or words in text]
    if not fitting or not words:
        only = {thing.id: thing for thing, _ in holding}
        return next(iter(only.values())) if len(only) == 1 else None
    return max(fitting, key=lambda one: (one[1] == words, _belongs(one[0], thing_id), min(len(one[1]), len(words))))[0]


def _belongs(thing: Thing, thing_id: str) -> bool:
    return thing_id in (thing.id, *(getattr(thing, name, "") for name in ("visit_id", "sitting_id", "assessment_id")))


def _shown(reader: Reader, thing: Thing) -> Thing:
    """A photo or document is shown with what it was taken for."""
    if isinstance(thing, Photo | Document) and thing.owner_kind in KINDS:
        return reader.get(KINDS[thing.owner_kind].cls, thing.owner_id) or thing
    return thing
