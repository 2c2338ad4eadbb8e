"""Photos to look at: a strip of thumbnails that land when they are read, and one over the page. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from bwdesk.domain.evidence import Photo
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.photo_overlay import PhotoOverlay
from bwdesk.ui.parts.photos import Photo as StripPhoto
from bwdesk.ui.parts.photos import PhotoStrip


class SeenPhotos(PhotoStrip):
    """Photos in the order given; the one opened lies in `overlay`, as large as that has room."""

    def __init__(self, bench: Bench, name: str, overlay: PhotoOverlay, parent: QWidget | None = None) -> None:
        super().__init__(bench.look, name, parent)
        self._bench, self._overlay = bench, overlay
        self._shown: dict[str, Photo] = {}
        self.setAcceptDrops(False)
        self.wanted.connect(self._fetch)
        self.opened.connect(self._open)

    def show_these(self, photos: Sequence[Photo]) -> None:
        """Shows these; a picture that stands twice is one."""
        found = {photo.thumb_sha256: photo for photo in photos}
        if found != self._shown:
            self._shown = found
            words = self._bench.texts("visit.photo")
            self.show_photos([StripPhoto(key, photo.caption or words) for key, photo in found.items()])

    @property
    def is_empty(self) -> bool:
        return not self._shown

    def _fetch(self, key: str) -> None:
        self._bench.pictures.thumb(key).then(partial(self.set_thumb, key), self)

    def _open(self, key: str) -> None:
        photo = self._shown[key]

        def arrived(image: QImage) -> None:
            self._overlay.show_image(photo, image)

        self._overlay.open(photo, can_edit=False)
        self._bench.pictures.full(photo.sha256, max(self._overlay.width(), self._overlay.height())).then(arrived, self._overlay)
