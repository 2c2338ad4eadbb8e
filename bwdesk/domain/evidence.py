"""Photos and documents: bytes are named by their hash and never change; a caption is text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bwdesk.domain.thing import Thing, limited, words


class PhotoMark(StrEnum):
    """What a person said of a photo after looking at it, the strictest last. No program looks for faces (docs/decisions/023)."""

    UNSEEN = "unseen"  # nobody has looked
    NOBODY = "nobody"  # nobody in it can be recognised
    AGREED = "agreed"  # the people in it agreed
    INSIDE = "inside"  # it stays inside the programme

    @property
    def is_cleared(self) -> bool:
        """Whether a person said that it may be shown outside the programme and the factory."""
        return self in (PhotoMark.NOBODY, PhotoMark.AGREED)


def strictest(marks: Iterable[PhotoMark]) -> PhotoMark:
    """What counts of several words on one picture; not having looked is no word."""
    order = list(PhotoMark)
    return max(marks, key=order.index, default=PhotoMark.UNSEEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo(Thing):
    """A photo on a note line, an answer or an issue (in its owner's scope). Sizes in pixels and bytes.

    Who gave it its `mark` and when, its operations know.
    """

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
    mark: PhotoMark = PhotoMark.UNSEEN


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
