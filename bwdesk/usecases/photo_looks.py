"""Photos that a person is to look at: those of a paper under their numbers, or all of a factory; and what was said of each.

How many of a paper nobody has looked at, and how many of its variants leave out, is counted by the rule that leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bwdesk.domain.assessment import Assessment
from bwdesk.domain.edition import Edition, Variant
from bwdesk.domain.evidence import Photo, PhotoMark, strictest
from bwdesk.domain.redaction import Rule
from bwdesk.domain.scope import factory_scope
from bwdesk.reports import values as v
from bwdesk.shipped import variant_rules
from bwdesk.store.lists import stamps, things_where
from bwdesk.store.unit import Reader, open_heads
from bwdesk.usecases.factory_shelf import LONG_AGO, OWNERS_OF_PHOTOS
from bwdesk.usecases.people import names_of
from bwdesk.usecases.photo_marks import MARK

_PLACES: Final = ("photos", "clusters.points.findings.photos")
"""Where papers hold photos."""


@dataclass(frozen=True, slots=True)
class ToLook:
    """A picture to be looked at: its number on the paper (or several), what stands under it, and all records it stands on."""

    number: str
    words: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a person (a name) said of a picture, when (aware UTC)."""

    mark: PhotoMark
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    """A picture with what counts of it, and who said so; several where they differ. No records: it was taken off meanwhile."""

    of: ToLook
    photos: tuple[Photo, ...]
    mark: PhotoMark
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class PhotosOfPaper:
    """The pictures of a paper in order, how many nobody has looked at, and how many a variant leaves out for what was said of them.

    `out_since`: numbers of those that were told to stay inside after `edition` of the report was released, whose files may show them.
    """

    to_look: tuple[ToLook, ...] = ()
    unseen: int = 0
    withheld: Mapping[Variant, int] = field(default_factory=dict)
    out_since: tuple[str, ...] = ()
    edition: int = 0


def photos_in(paper: v.Paper) -> tuple[v.Photo, ...]:
    """All photos of a paper; most kinds have none."""
    if isinstance(paper, v.AssessmentPaper):
        return tuple(photo for cluster in paper.clusters for finding in cluster.findings for photo in finding.photos)
    return paper.photos if isinstance(paper, v.VisitPaper) else ()


def withheld_by(rule: Rule, photos: Iterable[v.Photo]) -> int:
    """How many photos of a whole paper a variant leaves out for their marks; one that shows none at all leaves out none for that."""
    flags = [flag for place, flag in rule.only.items() if place in _PLACES]
    return sum(not all(getattr(photo, flag) for flag in flags) for photo in photos)


def photos_of_paper(paper: v.Paper, kind: str) -> PhotosOfPaper:
    """The pictures of a paper with all that it holds, as it is inside."""
    photos = photos_in(paper)
    if not photos:
        return PhotosOfPaper()
    same: dict[str, list[v.Photo]] = {}
    for photo in photos:
        same.setdefault(photo.digest, []).append(photo)
    to_look = [
        ToLook(", ".join(one.number for one in some), some[0].text, tuple(one.record for one in some)) for some in same.values()
    ]  # fmt: skip
    rules = {variant: kinds[kind] for variant, kinds in variant_rules().items() if kind in kinds}
    withheld = {variant: withheld_by(rule, photos) for variant, rule in rules.items()}
    unseen = sum(some[0].mark is PhotoMark.UNSEEN for some in same.values())
    return PhotosOfPaper(tuple(to_look), unseen, {variant: number for variant, number in withheld.items() if number})


def with_those_out(reader: Reader, photos: PhotosOfPaper, edition: Edition | None) -> PhotosOfPaper:
    """With the pictures that stay inside by now and stood on the records, not yet so marked, when the newest edition was released.

    One that was withdrawn is out of the way.
    """
    if not photos.to_look or edition is None or edition.released_at is None or edition.withdrawn_at is not None:
        return photos
    released = edition.released_at
    inside = [one for one in looked_at(reader, photos.to_look) if one.mark is PhotoMark.INSIDE]
    added = {one.of.number: [head for photo in one.photos for head in photo.heads.get("sha256", ())] for one in inside}
    came = stamps(reader, [head for heads in added.values() for head in heads])
    late = tuple(
        one.of.number
        for one in inside
        if all(said.at > released for said in one.said if said.mark is PhotoMark.INSIDE)
        and any(came[head].at <= released for head in added[one.of.number] if head in came)
    )
    return replace(photos, out_since=late, edition=edition.number if late else 0)


def photos_of_factory(reader: Reader, factory_id: str) -> tuple[ToLook, ...]:
    """All pictures of a factory that this desk holds, the newest first."""
    scopes = [factory_scope(factory_id), *(a.scope for a in reader.find(Assessment, lambda a: a.factory_id == factory_id))]
    found = [photo for photo in things_where(reader, Photo, "scope", scopes) if photo.owner_kind in OWNERS_OF_PHOTOS]
    found.sort(key=lambda photo: (photo.taken_at or LONG_AGO, photo.id), reverse=True)
    same: dict[str, list[Photo]] = {}
    for photo in found:
        same.setdefault(photo.sha256, []).append(photo)
    return tuple(
        ToLook("", next((one.caption for one in some if one.caption.strip()), ""), tuple(one.id for one in some)) for some in same.values()
    )


def looked_at(reader: Reader, to_look: Sequence[ToLook]) -> tuple[Looked, ...]:
    """What was said of pictures so far, by whom and when; on any record of them that this desk holds."""
    own = {photo.id: photo for photo in things_where(reader, Photo, "id", [one for each in to_look for one in each.records])}
    held: dict[str, list[Photo]] = {}
    for photo in things_where(reader, Photo, "sha256", {photo.sha256 for photo in own.values()}):
        held.setdefault(photo.sha256, []).append(photo)
    said = {picture: _said(reader, photos) for picture, photos in held.items()}
    found = []
    for each in to_look:
        photos = tuple(own[one] for one in each.records if one in own)
        words = said[photos[0].sha256] if photos else ()
        found.append(Looked(each, photos, strictest(one.mark for one in words), words))
    return tuple(found)


def _said(reader: Reader, photos: Iterable[Photo]) -> tuple[Said, ...]:
    """The words that stand on a picture's records, each once, the oldest first; not having looked is none."""
    marks: dict[str, PhotoMark] = {}
    for photo in photos:
        heads = photo.heads.get("mark", ())
        if len(heads) == 1:
            marks[heads[0]] = photo.mark
        elif heads:
            marks |= {op.id: MARK.from_json(op.values.get("mark")) for op in open_heads(reader, "photo", photo.id, "mark")}
    names, by = names_of(reader), stamps(reader, marks)
    said = [Said(mark, names.of(by[op].author), by[op].at) for op, mark in marks.items() if op in by and mark is not PhotoMark.UNSEEN]
    first: dict[tuple[PhotoMark, str], Said] = {}
    for one in sorted(said, key=lambda one: one.at):
        first.setdefault((one.mark, one.name), one)
    return tuple(first.values())
