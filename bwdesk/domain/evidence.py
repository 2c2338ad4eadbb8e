"""Photos and documents: bytes are named by their hash and never change; a caption is text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bwdesk.domain.thing import Thing, limited, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(Thing):
    """A photo on a note line, an answer or an issue (in its owner's scope). Sizes in pixels and bytes."""

    owner_kind: str
    owner_id: str
    sha256: str = limited(64)
    thumb_sha256: str = limited(64)
    width: int = 0
    height: int = 0
    size: int = 0
    taken_at: datetime | None = None
    caption: str = words()
    pos: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Thing):
    """A file that belongs to something: a document as evidence, the file of a sealed edition (in its owner's scope).

    `media` is its type ("application/pdf"); `variant` and `language` tell the files of one edition apart. Sizes in bytes.
    """

    owner_kind: str
    owner_id: str
    name: str = limited(200)
    media: str = limited(80)
    sha256: str = limited(64)
    thumb_sha256: str = limited(64)
    size: int = 0
    pages: int | None = None
    dated_on: date | None = None
    variant: str = limited(20)
    language: str = limited(20)
    caption: str = words()
    pos: str = ""


BLOB_KINDS: Final = ("photo", "document")
"""Kinds whose `sha256` and `thumb_sha256` name bytes that travel and are kept apart from the records."""
