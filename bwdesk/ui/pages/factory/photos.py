"""The photos of a factory under *Documents*: a strip of thumbnails, newest first, and one over the page. Nothing is changed here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.evidence import Photo
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.photo_overlay import PhotoOverlay
from bwdesk.ui.parts.photos import Photo as StripPhoto
from bwdesk.ui.parts.photos import PhotoStrip

THUMB = QSize(92, 68)


class ShelfPhotos(QWidget):
    """`show_photos` with what is to be seen; `hold(True)` while something else has the room."""

    def __init__(self, bench: Bench, page: QWidget) -> None:
        super().__init__(page)
        self._bench, self._page = bench, page
        self._photos: dict[str, Photo] = {}
        self._is_held = False
        self.strip = PhotoStrip(bench.look, bench.texts("factory.photos"), self, size=THUMB)
        self.strip.setAcceptDrops(False)
        self.strip.wanted.connect(self._fetch)
        self.strip.opened.connect(self._open)
        self.overlay = PhotoOverlay(bench.look, bench.texts, page)
        inset = bench.look.look.density.inset
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 12, inset, 8)
        column.addWidget(self.strip)
        self.hide()

    def show_photos(self, photos: tuple[Photo, ...]) -> None:
        """Shows these; thumbnails land when they are read. Shuts a photo that is none of them."""
        found = {photo.thumb_sha256: photo for photo in photos}
        if found != self._photos:
            self._photos = found
            words = self._bench.texts("visit.photo")
            self.strip.show_photos([StripPhoto(key, photo.caption or words) for key, photo in found.items()])
        if not found:
            self.overlay.close_overlay()
        self.hold(self._is_held)

    def hold(self, is_held: bool) -> None:
        """Whether something else has the room."""
        self._is_held = is_held
        self.setVisible(bool(self._photos) and not is_held)

    def _fetch(self, key: str) -> None:
        self._bench.pictures.thumb(key).then(partial(self.strip.set_thumb, key), self.strip)

    def _open(self, key: str) -> None:
        photo = self._photos[key]

        def arrived(image: QImage) -> None:
            self.overlay.show_image(photo, image)

        self.overlay.open(photo, can_edit=False)
        self._bench.pictures.full(photo.sha256, max(self._page.width(), self._page.height())).then(arrived, self.overlay)
