"""What comes of a photo or document once it is prepared; plain values, without Pillow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A photo ready to be kept. `taken_at` has a time zone only where the camera wrote one; hashes are SHA-256 in hex."""

    jpeg: bytes
    thumb: bytes
    width: int
    height: int
    thumb_width: int
    thumb_height: int
    taken_at: datetime | None
    sha256: str
    thumb_sha256: str
    original_sha256: str


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A PDF that may be kept as it is: pages, its hash and that of its thumbnail (JPEG of the first page), SHA-256 in hex."""

    pages: int
    sha256: str
    thumb: bytes
    thumb_sha256: str
