"""The versions of one difference side by side: mine, theirs, both. Digits choose, E edits what will stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from bwdesk.domain.evidence import Photo
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Look, Role
from bwdesk.ui.pages.assess.photo_overlay import PhotoOverlay
from bwdesk.ui.pages.seen_photos import SeenPhotos
from bwdesk.ui.pages.settle.words import Piece, marked_up
from bwdesk.ui.parts.basics import Key, Words


class VersionCard(QFrame):
    """One version, and the photos of its author. `chosen` when it is pressed; its number is the key that keeps it."""

    chosen = Signal(int)

    def __init__(self, bench: Bench, number: int, overlay: PhotoOverlay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        source = bench.look
        self._source, self._texts, self.number = source, bench.texts, number
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.name = Words(source, "", Role.STRONG, firm=True)
        self.mark = Words(source, "", Role.SMALL, "text3", parent=self)
        self.when = Words(source, "", Role.BODY, "text3", at_end=True)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.text.setFont(source.look.type.font(Role.NOTE))
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.count = Words(source, "", Role.SMALL, "text3")
        self.photos = SeenPhotos(bench, bench.texts("factory.photos"), overlay, self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Key(source, str(number), self))
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.when)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.mark)
        column.addWidget(self.text, 1)
        for widget in (self.count, self.photos):
            column.addWidget(widget)
            widget.hide()
        source.changed.connect(self._relook)

    def _relook(self, look: Look) -> None:
        self.text.setFont(look.type.font(Role.NOTE))

    def show_version(self, name: str, when: str, found: Sequence[Piece], mark: str = "") -> None:
        """Shows a version with its author and time; `mark` tells two apart who have no name here."""
        self.mark.show_words(mark)
        self.mark.setHidden(not mark)
        self.name.show_words(name)
        self.when.show_words(when)
        self.text.setText(marked_up(list(found), self._source.look.tokens))
        self.setAccessibleName(f"{self.number} {name}: " + "".join(piece.text for piece in found))

    def show_photos(self, photos: Sequence[Photo], is_told: bool) -> None:
        """Shows the photos of its author; `is_told`: their number is told even where there are none, since the other side has some."""
        self.photos.show_these(photos)
        self.photos.setHidden(not photos)
        self.count.show_words(self._texts.count("plan.photos", len(photos)))
        self.count.setVisible(is_told)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 150)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.number)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
