"""What people said of photos after looking at them, and so where each may stand. No program looks for faces (docs/decisions/023).

Of one picture the strictest word counts, whoever said it and on whichever record it stands, until a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bwdesk.domain.evidence import Photo, PhotoMark, strictest
from bwdesk.domain.thing import spec_of
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader, Unit, open_heads
from bwdesk.usecases.photos import photos_of_many
from bwdesk.usecases.writing import Restored, act, write, write_restored

_SPEC = spec_of(Photo)
MARK = next(field for field in _SPEC.fields if field.name == "mark")
"""How a mark lies in an operation."""


@act("act.photo.mark")
def mark_photos(unit: Unit, bases: Sequence[Photo], mark: PhotoMark) -> None:
    """What this person says of a picture, on all of its records that are given. It decides between what others said side by side."""
    differing = [base for base in bases if len(base.heads.get("mark", ())) > 1]
    write_restored(unit, [Restored(_SPEC, one, {"mark": mark.value}, {"mark": one.heads["mark"]}) for one in differing])
    for base in bases:
        if base not in differing:
            write(unit, base, replace(base, mark=mark))


def said_of(reader: Reader, photo: Photo) -> list[PhotoMark]:
    """What stands on a record: one word, or several side by side."""
    if len(photo.heads.get("mark", ())) < 2:
        return [photo.mark]
    return [MARK.from_json(op.values.get("mark")) for op in open_heads(reader, "photo", photo.id, "mark")]


def marks_of(reader: Reader, pictures: Iterable[str]) -> Mapping[str, PhotoMark]:
    """What counts of each picture (SHA-256, hex), of all its records that this desk holds."""
    said: dict[str, list[PhotoMark]] = {}
    for photo in things_where(reader, Photo, "sha256", pictures):
        said.setdefault(photo.sha256, []).extend(said_of(reader, photo))
    return {picture: strictest(marks) for picture, marks in said.items()}


def photos_as_marked(reader: Reader, owner_ids: Iterable[str]) -> Mapping[str, list[Photo]]:
    """The pictures of several things, in order, by the id of the thing; each with the mark that counts of it."""
    found = photos_of_many(reader, owner_ids)
    marks = marks_of(reader, {photo.sha256 for photos in found.values() for photo in photos})
    return {owner: [replace(photo, mark=marks[photo.sha256]) for photo in photos] for owner, photos in found.items()}
