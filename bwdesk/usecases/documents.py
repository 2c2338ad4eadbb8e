"""Documents as evidence on an answer or an issue: the record of a PDF whose bytes already lie in the photo store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bwdesk.domain.evidence import Document
from bwdesk.domain.kinds import KINDS
from bwdesk.domain.order_keys import key_at
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, write

PDF: Final = "application/pdf"
OWNERS: Final = ("answer", "issue")
"""Kinds of things that documents stand on as evidence."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What is known of a document once its bytes are stored: hashes (SHA-256, hex) of it and its thumbnail, bytes, pages, file name."""

    sha256: str
    thumb_sha256: str
    size: int
    pages: int
    name: str = ""


@act("act.document.attach")
def attach_documents(unit: Unit, owner_kind: str, owner_id: str, documents: Sequence[StoredDocument]) -> list[Document]:
    """Puts documents on an answer or issue, after those it has, in its scope. The same one twice on one thing is one."""
    if owner_kind not in OWNERS:
        raise Refused("document.no_place")
    owner = unit.need(KINDS[owner_kind].cls, owner_id)
    keys = sorted(one.pos for one in unit.find(Document, lambda d: d.owner_id == owner_id))
    written = []
    for stored in documents:
        document_id = natural_id(Document, owner_id, stored.sha256)
        before = unit.get(Document, document_id)
        if before is not None:
            written.append(write(unit, before, replace(before, deleted=False)))
            continue
        keys.append(key_at(keys, len(keys)))
        document = Document(
            id=document_id, scope=owner.scope, owner_kind=owner_kind, owner_id=owner_id, name=stored.name, media=PDF,
            sha256=stored.sha256, thumb_sha256=stored.thumb_sha256, size=stored.size, pages=stored.pages, pos=keys[-1],
        )  # fmt: skip
        written.append(write(unit, None, document))
    return written


@act("act.document.caption")
def describe_document(unit: Unit, base: Document, caption: str) -> Document:
    """What a document is, in words that may be printed; its file's name never is."""
    return write(unit, base, replace(base, caption=caption))


@act("act.document.remove")
def remove_document(unit: Unit, base: Document) -> Document:
    """Takes a document off; its bytes stay, and undo brings it back."""
    return write(unit, base, replace(base, deleted=True))


def documents_of(reader: Reader, owner_id: str) -> tuple[Document, ...]:
    """The documents of a thing, in order."""
    return tuple(reader.find(Document, lambda d: d.owner_id == owner_id, order=lambda d: d.pos))


def documents_of_many(reader: Reader, owner_ids: Iterable[str]) -> Mapping[str, list[Document]]:
    """The documents of several things, in order, by the id of the thing."""
    found: dict[str, list[Document]] = {}
    for document in sorted(things_where(reader, Document, "owner_id", owner_ids), key=lambda d: (d.pos, d.id)):
        found.setdefault(document.owner_id, []).append(document)
    return found
