"""The photos of a factory under *Documents*, newest first, and one over the page. Nothing is changed here."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwdesk.domain.evidence import Photo
from bwdesk.ui.bench import Bench
from bwdesk.ui.pages.assess.photo_overlay import PhotoOverlay
from bwdesk.ui.pages.seen_photos import SeenPhotos


class ShelfPhotos(QWidget):
    """`show_photos` with what is to be seen; `hold(True)` while something else has the room."""

    def __init__(self, bench: Bench, page: QWidget) -> None:
        super().__init__(page)
        self._is_held = False
        self.overlay = PhotoOverlay(bench.look, bench.texts, page)
        self.strip = SeenPhotos(bench, bench.texts("factory.photos"), self.overlay, self)
        inset = bench.look.look.density.inset
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 12, inset, 8)
        column.addWidget(self.strip)
        self.hide()

    def show_photos(self, photos: tuple[Photo, ...]) -> None:
        """Shows these; thumbnails land when they are read. Shuts a photo that is none of them."""
        self.strip.show_these(photos)
        if self.strip.is_empty:
            self.overlay.close_overlay()
        self.hold(self._is_held)

    def hold(self, is_held: bool) -> None:
        """Whether something else has the room."""
        self._is_held = is_held
        self.setVisible(not self.strip.is_empty and not is_held)
