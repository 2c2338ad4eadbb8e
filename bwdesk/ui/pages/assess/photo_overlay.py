"""One photo over the page, as large as there is room, with the words under it. Escape or a press goes back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.evidence import Photo
from bwdesk.texts import Texts
from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource
from bwdesk.ui.pages.photo_look import PhotoLook
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.usecases.photo_looks import ToLook


class PhotoOverlay(QFrame):
    """`captioned(photo, words)`, `removed(photo)`."""

    captioned = Signal(object, str)
    removed = Signal(object)

    def __init__(self, source: LookSource, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._source, self._ground = source, parent
        self._photo: Photo | None = None
        self._image = QImage()
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.caption = LineField(self)
        self.caption.setPlaceholderText(texts("assess.photo.caption"))
        self.caption.setAccessibleName(texts("assess.photo.caption"))
        self.caption.draft_changed.connect(lambda _text, _caret: self.caption.settle())  # few words: recorded while they are typed
        self.caption.settled.connect(lambda words: self.captioned.emit(self._photo, words))
        self.caption.entered.connect(self.close_overlay)
        self.caption.escaped.connect(self.close_overlay)
        self.remove_button = ActButton(source, texts("assess.photo.remove"), kind="quiet", icon="trash", parent=self)
        self.remove_button.clicked.connect(lambda: self.removed.emit(self._photo))
        self.look_button = ActButton(source, texts("field.photo.mark"), kind="quiet", icon="users", parent=self)
        self.look_button.hide()
        self.close_button = ActButton(source, texts("assess.photo.back"), key="Esc", parent=self)
        self.close_button.clicked.connect(self.close_overlay)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.caption, 1)
        row.addWidget(self.look_button)
        row.addWidget(self.remove_button)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        inset = source.look.density.inset
        column.setContentsMargins(inset, 16, inset, 16)
        column.addStretch(1)
        column.addLayout(row)
        parent.installEventFilter(self)
        self.hide()

    def open(self, photo: Photo, *, can_edit: bool) -> None:
        """Shows the place of a photo; its picture follows."""
        focus = self.window().focusWidget()
        self._before = focus if focus is not None and not self.isAncestorOf(focus) else self._before
        self._photo, self._image = photo, QImage()
        self.caption.show_text(photo.caption)
        self.caption.setReadOnly(not can_edit)
        self.remove_button.setVisible(can_edit)
        self.setGeometry(self._ground.rect())
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_look(self, panel: PhotoLook) -> None:
        """A button leads on to saying who can be recognised, in this panel."""

        def look() -> None:
            photo = self._photo
            self.close_overlay()
            if photo is not None:
                panel.open([ToLook("", photo.caption, (photo.id,))])

        self.look_button.clicked.connect(look)
        self.look_button.show()

    def show_image(self, photo: Photo, image: QImage) -> None:
        """The picture has been read."""
        if self._photo is not None and photo.id == self._photo.id:
            self._image = image
            self.update()

    def close_overlay(self) -> None:
        """Back to where the focus was."""
        if not self.isVisible():
            return
        self.caption.settle()
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()
        elif event.key() == Qt.Key.Key_Delete and not self.remove_button.isHidden():
            self.removed.emit(self._photo)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_overlay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ground and event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._ground.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._source.look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), tokens.sunk)
        inset = self._source.look.density.inset
        room = QRectF(self.rect()).adjusted(inset, 16, -inset, -28 - self.close_button.height())
        if self._image.isNull():
            paint_icon(painter, QRectF(room.center().x() - 16, room.center().y() - 16, 32, 32), "image", tokens.text3)
            return
        share = min(room.width() / self._image.width(), room.height() / self._image.height(), 1.0)
        wide, high = self._image.width() * share, self._image.height() * share
        painter.drawImage(QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high), self._image)
