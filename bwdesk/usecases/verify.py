"""Whether a file is one that was released: by the SHA-256 of its bytes against the ledger of editions that is held here.

The ledger is asked first; what the signatures inside say (`pades.look`) stands beside it. A file to which something was added after it
was signed is found again by the part that was signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from bwdesk.domain.edition import Edition
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.pades.signature import Signature
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.factories import survivor_id


@dataclass(frozen=True, slots=True)
class Released:
    """A file of the ledger: its edition, the factory's name, and whether a later edition stands in its place."""

    edition: Edition
    document: Document
    factory: str
    is_replaced: bool

    @property
    def is_valid(self) -> bool:
        """Neither withdrawn nor replaced."""
        return self.edition.withdrawn_at is None and not self.is_replaced


def released_file(reader: Reader, data: bytes) -> Released | None:
    """What the ledger says of a file; None if no edition has these very bytes."""
    documents = things_where(reader, Document, "sha256", [hashlib.sha256(data).hexdigest()])
    for document in sorted(documents, key=lambda d: d.id):
        edition = reader.get(Edition, document.owner_id) if document.owner_kind == "edition" else None
        if edition is not None and edition.scope == document.scope:
            later = reader.find(Edition, lambda e, one=edition: (e.report_id == one.report_id) & (e.number > one.number))  # type: ignore[misc]
            factory = reader.get(Factory, survivor_id(reader, edition.factory_id)) if edition.factory_id else None
            return Released(edition, document, factory.name if factory else "", bool(later))
    return None


def released_before(reader: Reader, data: bytes, signatures: Sequence[Signature]) -> Released | None:
    """The released file to which something was added since: its signed part is in the ledger, the whole is not."""
    lengths = sorted({one.length for one in signatures if 0 < one.length < len(data)}, reverse=True)
    return next((found for length in lengths if (found := released_file(reader, data[:length])) is not None), None)
