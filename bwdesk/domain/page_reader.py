"""Who writes on the server's pages, as the record has them: the author of their operations, and the name that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bwdesk.domain.thing import Thing, kind_name, limited

_READER: Final = "reader."


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedReader(Thing):
    """The name of a reader who wrote in this scope (`factory/<id>` or `assessment/<id>`; id from scope and reader).

    The server alone writes it, before the first thing the reader writes there.
    """

    reader_id: str
    name: str = limited(200)


def reader_author(reader_id: str) -> str:
    """The author of what a reader writes. It has no form of an id, so that no laptop can claim to have written under it before."""
    return _READER + reader_id


def is_of_readers(author: str, kind: str) -> bool:
    """True for an operation of the server's pages: under a reader's account, or with a reader's name."""
    return is_reader(author) or kind == kind_name(NamedReader)


def is_reader(author: str) -> bool:
    """True for the author of what was written on the server's pages under a reader's account."""
    return author.startswith(_READER)
