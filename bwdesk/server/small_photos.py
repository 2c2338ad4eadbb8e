"""Many small photos (thumbnails) in one answer: a first sync would need a turn for each otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from bwdesk.domain.access import Member
from bwdesk.server.blobs import BlobFolder, standing_of
from bwdesk.store.hub import Hub

SMALL: Final = 64 * 1024
"""Bytes up to which a photo is small."""


def small_photos(hub: Hub, folder: BlobFolder, member: Member, sha256s: Sequence[str], budget: int, today: date) -> list[bytes]:
    """The bytes of photos in the order asked, as many as fit `budget` (at least one); empty for one that is not to be had, or not small."""
    standing = standing_of(hub, folder, member, sha256s, today)
    found: list[bytes] = []
    for sha256 in sha256s:
        one = standing.get(sha256)
        data = b""
        if one is not None and one.is_whole and one.may_fetch and one.offset <= SMALL:
            path = folder.file(sha256)
            with suppress(FileNotFoundError):
                data = path.read_bytes() if path is not None else b""
        budget -= len(data)
        if found and budget < 0:
            break
        found.append(data)
    return found
