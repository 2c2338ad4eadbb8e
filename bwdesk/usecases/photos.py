"""Photos as evidence on a note line, an answer, an issue: the record of a picture whose bytes already lie in the photo store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bwdesk.domain.evidence import Photo
from bwdesk.domain.order_keys import key_at
from bwdesk.domain.thing import Thing, kind_name, natural_id
from bwdesk.errors import Refused
from bwdesk.store.lists import photo_counts, things_where
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, write


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """What is known of a picture once its bytes are stored: hashes (SHA-256, hex) of it and its thumbnail, pixels, bytes, when taken."""

    sha256: str
    thumb_sha256: str
    width: int
    height: int
    size: int
    taken_at: datetime | None = None


@act("act.photo.attach")
def attach_photos(unit: Unit, owner: Thing, photos: Iterable[StoredPhoto]) -> list[Photo]:
    """Puts pictures on a thing, after those it has, in its scope. The same picture twice on one thing is one."""
    keys = sorted(p.pos for p in unit.find(Photo, lambda p: p.owner_id == owner.id))
    written = []
    for stored in photos:
        photo_id = natural_id(Photo, owner.id, stored.sha256)
        before = unit.get(Photo, photo_id)
        if before is not None:
            written.append(write(unit, before, replace(before, deleted=False)))
            continue
        keys.append(key_at(keys, len(keys)))
        photo = Photo(
            id=photo_id, scope=owner.scope, owner_kind=kind_name(type(owner)), owner_id=owner.id, sha256=stored.sha256,
            thumb_sha256=stored.thumb_sha256, width=stored.width, height=stored.height, size=stored.size, taken_at=stored.taken_at,
            pos=keys[-1],
        )  # fmt: skip
        written.append(write(unit, None, photo))
    return written


@act("act.photo.caption")
def write_caption(unit: Unit, base: Photo, caption: str) -> Photo:
    """The words under a picture."""
    return write(unit, base, replace(base, caption=caption))


@act("act.photo.remove")
def remove_photo(unit: Unit, base: Photo) -> Photo:
    """Takes a picture off; its bytes stay, and undo brings it back."""
    return write(unit, base, replace(base, deleted=True))


@act("act.photo.move")
def move_photo(unit: Unit, base: Photo, owner: Thing, place: int | None = None) -> Photo:
    """Moves a picture to a place among those of a thing. Refused into another scope: who may see it never changes."""
    if owner.scope != base.scope:
        raise Refused("photo.other_scope")
    others = sorted(p.pos for p in unit.find(Photo, lambda p: (p.owner_id == owner.id) & (p.id != base.id)))
    pos = key_at(others, len(others) if place is None else place)
    return write(unit, base, replace(base, owner_kind=kind_name(type(owner)), owner_id=owner.id, pos=pos))


def photos_of(reader: Reader, owner_id: str) -> list[Photo]:
    """The pictures of a thing, in order."""
    return reader.find(Photo, lambda p: p.owner_id == owner_id, order=lambda p: p.pos)


def photo_counts_of(reader: Reader, owner_ids: Iterable[str]) -> Mapping[str, int]:
    """How many pictures each thing has; those without are left out."""
    return photo_counts(reader, owner_ids)


def photos_of_many(reader: Reader, owner_ids: Iterable[str]) -> Mapping[str, list[Photo]]:
    """The pictures of several things, in order, by the id of the thing."""
    found: dict[str, list[Photo]] = {}
    for photo in sorted(things_where(reader, Photo, "owner_id", owner_ids), key=lambda p: (p.pos, p.id)):
        found.setdefault(photo.owner_id, []).append(photo)
    return found
