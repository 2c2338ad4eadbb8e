"""Pages of a PDF as pictures, rendered on the paper lane. Nothing is written to disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from bwdesk.runtime.desk import Desk
from bwdesk.runtime.promise import Promise


class PdfPages:
    """One opened PDF. `sizes` in points; `render` gives a page at a width in pixels."""

    def __init__(self, desk: Desk, data: bytes) -> None:
        self._desk, self._data = desk, data

    def sizes(self) -> Promise[list[QSizeF]]:
        """The sizes of all pages, in points."""
        return self._desk.errand(self._desk.lanes.paper, self._sizes)

    def render(self, page: int, width: int, answer: Callable[[QImage], None]) -> None:
        """A page (from 0) as a picture so many pixels wide."""
        self._desk.errand(self._desk.lanes.paper, lambda: self._image(page, width)).then(answer)

    def _sizes(self) -> list[QSizeF]:
        import pypdfium2  # 60 ms, for the first paper that is looked at

        document = pypdfium2.PdfDocument(self._data)
        try:
            return [QSizeF(*document.get_page_size(number)) for number in range(len(document))]
        finally:
            document.close()

    def _image(self, page: int, width: int) -> QImage:
        import pypdfium2

        document = pypdfium2.PdfDocument(self._data)
        try:
            across, _ = document.get_page_size(page)
            bitmap = document[page].render(scale=width / across, rev_byteorder=True, prefer_bgrx=True)
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
            return image.copy()
        finally:
            document.close()
