"""Photos between outside, store and screen: taken in through the intake, shown from the encrypted store, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from bwdesk.domain.evidence import Photo
from bwdesk.domain.kinds import KINDS
from bwdesk.errors import DeskError, FileProblem, IntakeRefused
from bwdesk.runtime.desk import Desk
from bwdesk.runtime.promise import Promise
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import Unit
from bwdesk.usecases.photos import StoredPhoto, attach_photos
from bwdesk.usecases.writing import act

ENDINGS: Final = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".avif", ".tif", ".tiff", ".webp", ".gif", ".bmp")
"""How the names of photos end, in small letters."""

MOST_OF_A_FOLDER: Final = 200
"""Photos of one folder. One with more was hardly meant as a whole, and is refused."""

Prepare = Callable[[Path | bytes], Any]
"""Makes a `images.PreparedPhoto` of a picture from outside, in the intake process. Raises IntakeRefused."""


@dataclass(frozen=True)
class Taken:
    """What became of photos from outside: ids of those taken, and (name, why) of those refused; what was pasted has no name."""

    photo_ids: tuple[str, ...]
    refused: tuple[tuple[str, DeskError], ...]


@act("act.photo.attach")
def attach_to(unit: Unit, owner_kind: str, owner_id: str, photos: Sequence[StoredPhoto]) -> list[Photo]:
    """Puts pictures on a thing named by kind and id."""
    return attach_photos(unit, unit.need(KINDS[owner_kind].cls, owner_id), photos)


@dataclass(frozen=True)
class _NoPhotos:
    """A folder that gives none."""

    name: str
    why: FileProblem


def photos_in(folder: Path) -> list[Path]:
    """The photos of a folder by name, without those of folders inside it and without hidden files. Raises OSError."""
    found = (path for path in folder.iterdir() if path.suffix.casefold() in ENDINGS and not path.name.startswith(".") and path.is_file())
    return sorted(found, key=lambda path: path.name.casefold())


def _one_by_one(sources: Sequence[Path | bytes]) -> Iterator[Path | bytes | _NoPhotos]:
    """The sources, each folder replaced by its photos."""
    for source in sources:
        if isinstance(source, bytes) or not source.is_dir():
            yield source
            continue
        try:
            photos = photos_in(source)
        except OSError:
            yield _NoPhotos(source.name, IntakeRefused("intake.cannot_open"))
            continue
        if 0 < len(photos) <= MOST_OF_A_FOLDER:
            yield from photos
        else:
            key = "intake.folder_large" if photos else "intake.folder_empty"
            yield _NoPhotos(source.name, IntakeRefused(key, number=len(photos), most=MOST_OF_A_FOLDER))


class Pictures:
    """The photos of one desk."""

    def __init__(self, desk: Desk, photos: PhotoStore, prepare: Prepare) -> None:
        self._desk, self._photos, self._prepare = desk, photos, prepare

    def thumb(self, sha256: str) -> Promise[QImage]:
        """The thumbnail of a stored photo; a null image if this laptop does not hold it yet."""
        return self._desk.errand(self._desk.lanes.photo, lambda: self._image(sha256))

    def full(self, sha256: str, longest: int) -> Promise[QImage]:
        """The photo, its longest side at most `longest` px; null if it is not here yet."""

        def job() -> QImage:
            image = self._image(sha256)
            fits = QSize(longest, longest)
            if image.isNull() or max(image.width(), image.height()) <= longest:
                return image
            return image.scaled(fits, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)

        return self._desk.errand(self._desk.lanes.photo, job)

    def _image(self, sha256: str) -> QImage:
        try:
            return QImage.fromData(self._photos.get(sha256))
        except FileProblem:
            return QImage()

    def take_in(self, sources: Sequence[Path | bytes], owner_kind: str, owner_id: str, scope: str) -> Promise[Taken]:
        """Photos from files, folders, drops or the clipboard onto a thing. Broken ones are refused one by one, the others are taken."""
        outcome: Promise[Taken] = Promise(self._desk.tell)

        def stored(found: tuple[list[StoredPhoto], list[tuple[str, DeskError]]]) -> None:
            good, refused = found
            if not good:
                outcome.keep(Taken((), tuple(refused)))
                return
            attached = self._desk.do(attach_to, owner_kind, owner_id, good)
            attached.then(lambda photos: outcome.keep(Taken(tuple(p.id for p in photos), tuple(refused)))).otherwise(outcome.fail)

        self._desk.errand(self._desk.lanes.intake, lambda: self._store(sources)).then(stored).otherwise(outcome.fail)
        return outcome

    def _store(self, sources: Sequence[Path | bytes]) -> tuple[list[StoredPhoto], list[tuple[str, DeskError]]]:
        good: list[StoredPhoto] = []
        refused: list[tuple[str, DeskError]] = []
        for source in _one_by_one(sources):
            try:
                if isinstance(source, _NoPhotos):
                    raise source.why
                made = self._prepare(source)
            except FileProblem as error:
                refused.append(("" if isinstance(source, bytes) else source.name, error))
                continue
            sha256, thumb = self._photos.put(made.jpeg), self._photos.put(made.thumb)
            taken_at = made.taken_at if made.taken_at is None or made.taken_at.tzinfo else made.taken_at.astimezone()
            good.append(StoredPhoto(sha256, thumb, made.width, made.height, len(made.jpeg), taken_at))
        return good, refused
