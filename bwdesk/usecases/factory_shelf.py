"""What of a factory can be read again: documents, photos, editions of its reports with who has them; and what was learnt there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.buyers import Buyer
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.edition import Delivery, Edition
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.scope import factory_scope
from bwdesk.store.lists import photos_by_owner_kind, things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.documents import OWNERS
from bwdesk.usecases.learning_page import EventRow, NeedRow, learning_of, topics_of

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
OWNERS_OF_PHOTOS: Final = ("line", "answer", "issue")
"""Kinds of things that photos stand on."""

NEWEST: Final = 60
"""Photos that are shown; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document: at a question of an assessment (whose number is told), or at an issue of the plan."""

    document: Document
    question: str = ""
    assessment: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """An edition and the buyers who were given it, by name; `to_factory`: the factory has it. `files`: what was released, as sealed."""

    edition: Edition
    to_factory: bool
    buyers: tuple[str, ...]
    files: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class FactoryShelf:
    """`photos`: how many there are at notes (`line`), questions (`answer`) and issues (`issue`), as far as this desk holds them;
    `newest`: the first of them.
    """

    documents: tuple[Held, ...]
    photos: dict[str, int]
    newest: tuple[Photo, ...]
    editions: tuple[Given, ...]
    events: tuple[EventRow, ...]
    needs: tuple[NeedRow, ...]
    topics: dict[str, str]


def factory_shelf(reader: Reader, factory: Factory, cycle: Cycle | None, assessments: Sequence[Assessment], today: date) -> FactoryShelf:
    """The shelf of a factory; of working papers only what this desk holds."""
    scopes = [factory_scope(factory.id), *(a.scope for a in assessments)]
    events, needs = learning_of(reader, factory.id, cycle)
    return FactoryShelf(
        documents=_documents(reader, scopes, {a.id: a.number for a in assessments}),
        photos=photos_by_owner_kind(reader, scopes),
        newest=_newest(reader, scopes),
        editions=_editions(reader, factory.id),
        events=events,
        needs=needs,
        topics=topics_of(factory.country, today),
    )


def _documents(reader: Reader, scopes: Sequence[str], numbers: dict[str, int]) -> tuple[Held, ...]:
    found = [d for d in things_where(reader, Document, "scope", scopes) if d.owner_kind in OWNERS]
    answers = {a.id: a for a in things_where(reader, Answer, "id", {d.owner_id for d in found if d.owner_kind == "answer"})}
    held = []
    for one in found:
        answer = answers.get(one.owner_id)
        held.append(Held(one, answer.question, numbers.get(answer.assessment_id, 0)) if answer is not None else Held(one))
    return tuple(sorted(held, key=lambda h: (-h.assessment, h.question, h.document.owner_id, h.document.pos)))


def _newest(reader: Reader, scopes: Sequence[str]) -> tuple[Photo, ...]:
    """The same picture on several things is shown once."""
    found = [p for p in things_where(reader, Photo, "scope", scopes) if p.owner_kind in OWNERS_OF_PHOTOS]
    found.sort(key=lambda p: (p.taken_at or LONG_AGO, p.id), reverse=True)
    return tuple({p.sha256: p for p in found}.values())[:NEWEST]


def _editions(reader: Reader, factory_id: str) -> tuple[Given, ...]:
    """Newest first."""
    editions = things_where(reader, Edition, "factory_id", [factory_id])
    files = [d for d in things_where(reader, Document, "owner_id", [e.id for e in editions]) if d.owner_kind == "edition"]
    given = things_where(reader, Delivery, "edition_id", [e.id for e in editions])
    names = {b.id: b.name for b in things_where(reader, Buyer, "id", {d.buyer_id for d in given if d.buyer_id})}
    rows = []
    for one in editions:
        own = [d for d in given if d.edition_id == one.id]
        buyers = sorted({names[d.buyer_id] for d in own if d.buyer_id in names})
        sealed = tuple(d for d in files if d.owner_id == one.id and d.scope == one.scope)
        rows.append(Given(one, any(not d.buyer_id for d in own), tuple(buyers), sealed))
    return tuple(sorted(rows, key=lambda g: (g.edition.released_at or LONG_AGO, g.edition.id), reverse=True))
