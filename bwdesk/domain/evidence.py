"""Photos as evidence: bytes are named by their hash and never change; a caption is text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
