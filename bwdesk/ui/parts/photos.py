"""Photos on a page: a strip of thumbnails that land when they are there, and before / after with a line to move.

Pictures are given as QImage; nothing here reads a file. Dropped and pasted pictures are told as paths or bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QPointF, QRect, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.art import rounded

DIMMED = 0.88  # photos in the dark
LAND_MS = 160
PDF = "application/pdf"
_ENCODED = ("image/jpeg", "image/png")  # taken as they are: what comes from outside is decoded in the intake process


def holds_pictures(mime: QMimeData) -> bool:
    """Whether `pictures_in` finds something; asked at every move of a drag, so nothing is decoded here."""
    return any(url.isLocalFile() for url in mime.urls()) or mime.hasFormat(PDF) or _is_picture(mime)


def pictures_in(mime: QMimeData) -> list[Path | bytes]:
    """What a drop or the clipboard holds: paths of local files, a PDF, or the bytes of one picture."""
    paths: list[Path | bytes] = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return paths
    encoded = next((kind for kind in (PDF, *_ENCODED) if mime.hasFormat(kind) and (kind == PDF or _is_picture(mime))), None)
    if encoded is not None:
        return [bytes(mime.data(encoded).data())]
    image = mime.imageData() if _is_picture(mime) else None
    return [_as_bitmap(image)] if isinstance(image, QImage) and not image.isNull() else []


def _is_picture(mime: QMimeData) -> bool:
    """Cells of a spreadsheet come as text and as a picture of themselves: they are text."""
    return (mime.hasImage() or any(mime.hasFormat(kind) for kind in _ENCODED)) and not mime.hasFormat("text/plain")


def _as_bitmap(image: QImage) -> bytes:
    """A picture on white, as BMP: as PNG, one of a phone's camera would hold up the window for two seconds."""
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(QRect(ground.rect()), image)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    ground.save(buffer, "BMP")  # type: ignore[call-overload]
    return bytes(held.data())


@dataclass(frozen=True)
class Photo:
    """One photo of a strip; `spoken` is what a screen reader says, `icon` stands in the corner of what is no photo."""

    key: str
    spoken: str
    icon: str = ""


class PhotoStrip(QWidget):
    """Thumbnails in a row. `opened(key)` by Enter or press, `removal_asked(key)` by Delete, `dropped(list)` for new pictures;
    `stepped(key)` when another one comes into focus.
    """

    opened = Signal(str)
    stepped = Signal(str)
    removal_asked = Signal(str)
    dropped = Signal(list)
    wanted = Signal(str)

    def __init__(self, source: LookSource, name: str, parent: QWidget | None = None, *, size: QSize | None = None) -> None:
        super().__init__(parent)
        self._source, self._name = source, name
        self._size = size or QSize(92, 68)
        self._photos: tuple[Photo, ...] = ()
        self._thumbs: dict[str, QImage] = {}
        self._landing: dict[str, float] = {}
        self._at = 0
        self._scroll = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        source.changed.connect(self.update)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Shows these photos; thumbnails not yet given are asked for with `wanted(key)`."""
        self._photos = tuple(photos)
        keys = {photo.key for photo in photos}
        self._thumbs = {key: image for key, image in self._thumbs.items() if key in keys}
        self._at = min(self._at, max(0, len(photos) - 1))
        self._say()
        self.updateGeometry()
        self.update()
        for photo in photos:
            if photo.key not in self._thumbs:
                self.wanted.emit(photo.key)

    def set_thumb(self, key: str, image: QImage) -> None:
        """A thumbnail has arrived; a null image leaves the placeholder."""
        if image.isNull():
            return
        self._thumbs[key] = image
        wait = self._source.look.milliseconds(LAND_MS)
        if wait and self.isVisible():
            self._land(key, wait)
        self.update()

    def _land(self, key: str, wait: int) -> None:
        mover = QVariantAnimation(self)
        mover.setDuration(wait)
        mover.setStartValue(0.0)
        mover.setEndValue(1.0)

        def step(value: object) -> None:
            self._landing[key] = float(value) if isinstance(value, float) else 1.0
            self.update()

        mover.valueChanged.connect(step)
        mover.finished.connect(lambda: self._landing.pop(key, None))
        mover.start(QVariantAnimation.DeletionPolicy.DeleteWhenStopped)

    # places

    def _step(self) -> int:
        return self._size.width() + 8

    def _place(self, number: int) -> QRect:
        x = number * self._step() - self._scroll
        if self._source.look.rtl:
            x = self.width() - x - self._size.width()
        return QRect(x, 0, self._size.width(), self._size.height())

    def sizeHint(self) -> QSize:
        return QSize(self._step() * max(1, len(self._photos)), self._size.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._size.width(), self._size.height())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._source.look
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for number, photo in enumerate(self._photos):
            place = self._place(number)
            if not place.intersects(event.rect()):
                continue
            self._paint_one(painter, photo, place)
            if number == self._at and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(look.tokens.accent, 2))
                painter.drawRoundedRect(QRectF(place).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_one(self, painter: QPainter, photo: Photo, place: QRect) -> None:
        look = self._source.look
        box = QRectF(place)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.tokens.sunk)
        painter.drawRoundedRect(box, 4, 4)
        image = self._thumbs.get(photo.key)
        if image is None:
            paint_icon(painter, QRectF(box.center().x() - 9, box.center().y() - 9, 18, 18), "image", look.tokens.text3)
        else:
            painter.save()
            painter.setClipPath(rounded(box, 4))
            painter.setOpacity((DIMMED if look.tokens.is_dark else 1.0) * self._landing.get(photo.key, 1.0))
            paint_filling(painter, box, image)
            painter.restore()
        if photo.icon:
            self._paint_icon(painter, photo.icon, place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.tokens.hair, 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_icon(self, painter: QPainter, icon: str, place: QRect) -> None:
        """On a plate of its own, so that it is seen on any picture."""
        look = self._source.look
        spot = QRectF(place.left() + 3 if look.rtl else place.right() - 22, place.bottom() - 22, 20, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.tokens.page)
        painter.drawRoundedRect(spot, 3, 3)
        paint_icon(painter, spot.adjusted(2, 2, -2, -2), icon, look.tokens.page_ink)

    # keys and pointer

    def _say(self) -> None:
        spoken = self._photos[self._at].spoken if self._photos else ""
        self.setAccessibleName(f"{self._name}: {spoken}" if spoken else self._name)

    def go_to(self, key: str) -> None:
        """Brings a photo into focus and sight."""
        self._go(next((n for n, photo in enumerate(self._photos) if photo.key == key), 0))

    def _go(self, number: int) -> None:
        before, self._at = self._at, min(max(0, number), max(0, len(self._photos) - 1))
        left = self._at * self._step()
        if left < self._scroll:
            self._scroll = left
        elif left + self._size.width() > self._scroll + self.width():
            self._scroll = left + self._size.width() - self.width()
        self._say()
        self.update()
        if self._at != before:
            self.stepped.emit(self._photos[self._at].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead, behind = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._source.look.rtl:
            ahead, behind = behind, ahead
        if event.key() in (ahead, behind):
            self._go(self._at + (1 if event.key() == ahead else -1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._photos:
            self.opened.emit(self._photos[self._at].key)
        elif event.key() == Qt.Key.Key_Delete and self._photos:
            self.removal_asked.emit(self._photos[self._at].key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, photo in enumerate(self._photos):
            if self._place(number).contains(event.position().toPoint()) and event.button() is Qt.MouseButton.LeftButton:
                self._go(number)
                self.opened.emit(photo.key)
                return

    def wheelEvent(self, event: QWheelEvent) -> None:
        longest = max(0, len(self._photos) * self._step() - 8 - self.width())
        if not longest:
            event.ignore()
            return
        moved = event.angleDelta().x() or event.angleDelta().y()
        self._scroll = min(max(0, self._scroll - moved // 2), longest)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = pictures_in(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.dropped.emit(found)


def paint_filling(painter: QPainter, box: QRectF, image: QImage) -> None:
    """Draws an image so that it fills the box; what stands over is cut off evenly."""
    share = max(box.width() / max(1, image.width()), box.height() / max(1, image.height()))
    wide, high = box.width() / share, box.height() / share
    part = QRectF((image.width() - wide) / 2, (image.height() - high) / 2, wide, high)
    painter.drawImage(box, image, part)


class Compare(QWidget):
    """Two pictures of one place; the line between them moves by pointer and by arrow keys, 5 % a press. Photos do not mirror."""

    moved = Signal(float)

    def __init__(self, source: LookSource, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._before, self._after = QImage(), QImage()
        self._captions = ("", "")
        self._share = 0.5
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        source.changed.connect(self.update)

    def show_pair(self, before: QImage, after: QImage, before_words: str, after_words: str) -> None:
        """Before stands left of the line, after right of it."""
        self._before, self._after, self._captions = before, after, (before_words, after_words)
        self.setAccessibleDescription(f"{before_words}; {after_words}")
        self.update()

    @property
    def share(self) -> float:
        """Where the line stands, 0 at the left edge to 1 at the right."""
        return self._share

    def set_share(self, share: float) -> None:
        self._share = min(1.0, max(0.0, share))
        self.moved.emit(self._share)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(332, 158 + self._source.look.type.line(Role.TINY) + 4)

    def _picture(self) -> QRectF:
        return QRectF(0, 0, self.width(), self.height() - self._source.look.type.line(Role.TINY) - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._source.look
        tokens = look.tokens
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        box = self._picture()
        x = box.left() + box.width() * self._share
        painter.save()
        painter.setClipPath(rounded(box, 4))
        painter.fillRect(box, tokens.sunk)
        painter.setOpacity(DIMMED if tokens.is_dark else 1.0)
        for image, part in ((self._before, QRectF(0, 0, x, box.height())), (self._after, QRectF(x, 0, box.width() - x, box.height()))):
            if not image.isNull():
                painter.setClipRect(part, Qt.ClipOperation.ReplaceClip)
                paint_filling(painter, box, image)
        painter.restore()
        self._paint_handle(painter, x, box)
        line = QRectF(0, box.bottom() + 4, self.width(), look.type.line(Role.TINY))
        self._source.ink.draw(painter, line, self._captions[0], Role.TINY, tokens.text2, at_end=look.rtl)
        self._source.ink.draw(painter, line, self._captions[1], Role.TINY, tokens.text2, at_end=not look.rtl)

    def _paint_handle(self, painter: QPainter, x: float, box: QRectF) -> None:
        tokens = self._source.look.tokens
        painter.setPen(QPen(tokens.page, 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, box.bottom()))
        spot = QRectF(x - 14, box.center().y() - 14, 28, 28)
        painter.setPen(QPen(tokens.accent, 2) if self.hasFocus() else QPen(tokens.control, 1))
        painter.setBrush(tokens.page)
        painter.drawEllipse(spot)
        paint_icon(painter, QRectF(x - 8, box.center().y() - 8, 16, 16), "arrows-left-right", tokens.page_ink)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -0.05, Qt.Key.Key_Right: 0.05}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.set_share(self._share + step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.set_share(event.position().x() / max(1, self.width()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.set_share(event.position().x() / max(1, self.width()))
