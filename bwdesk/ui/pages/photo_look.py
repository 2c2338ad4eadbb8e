"""Photos looked at one after the other: who can be recognised in them, one key a word. Escape goes back; what was said stays.

No word is taken for a photo that this laptop does not hold: nobody has seen it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.evidence import Photo, PhotoMark
from bwdesk.store.unit import Changes
from bwdesk.ui.bench import Bench
from bwdesk.ui.icons import paint_icon
from bwdesk.ui.ink import isolate
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.flow import Flow
from bwdesk.ui.parts.photos import Photo as StripPhoto
from bwdesk.ui.parts.photos import PhotoStrip
from bwdesk.ui.when import moment_day
from bwdesk.usecases.photo_looks import Looked, ToLook, looked_at
from bwdesk.usecases.photo_marks import mark_photos

KEYS: Final = {PhotoMark.NOBODY: "1", PhotoMark.AGREED: "2", PhotoMark.INSIDE: "3", PhotoMark.UNSEEN: "0"}
LOOK_KEY: Final = "Ctrl+Shift+D"
"""Opens it where there are photos."""

_ICONS: Final = {PhotoMark.NOBODY: "check", PhotoMark.AGREED: "users", PhotoMark.INSIDE: "lock"}
_SMALL: Final = QSize(132, 98)


class PhotoLook(QFrame):
    """Covers the page it was made for while photos are looked at; `put_away` when that is over. Done, it closes by itself."""

    put_away = Signal()

    def __init__(self, bench: Bench, ground: QWidget) -> None:
        super().__init__(ground)
        self._bench, self._ground = bench, ground
        self._looked: tuple[Looked, ...] = ()
        self._at = self._on_way = self._turn = 0
        self._has_work = False
        self._before: QWidget | None = None
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look, texts = bench.look, bench.texts
        self.title = Words(look, texts("photo_look.title"), Role.STRONG, firm=True, parent=self)
        self.progress = Words(look, "", Role.STRONG, "text2", parent=self)
        self.how = Words(look, texts("photo_look.how"), Role.BODY, "text2", wrap=True, parent=self)
        self.picture = _Picture(look, texts("visit.photo"), self)
        self.about = Words(look, "", Role.BODY, wrap=True, parent=self)
        self.said = Words(look, "", Role.BODY, "text2", wrap=True, parent=self)
        self.strip = PhotoStrip(look, texts("factory.photos"), self, size=_SMALL)
        self.strip.setAcceptDrops(False)
        self.strip.wanted.connect(self._fetch_small)
        self.strip.stepped.connect(self._show_one)
        self.buttons = {mark: ActButton(look, texts(f"mark.{mark}"), kind="toggle", key=key, parent=self) for mark, key in KEYS.items()}
        for mark, button in self.buttons.items():
            button.clicked.connect(partial(self._pressed, mark))
        self.close_button = ActButton(look, texts("assess.photo.back"), kind="quiet", key="Esc", parent=self)
        self.close_button.clicked.connect(self.leave)
        self._lay()
        ground.installEventFilter(self)
        bench.desk.changed.connect(self._heard)
        self.hide()

    def _lay(self) -> None:
        inset = self._bench.look.look.density.inset
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.progress)
        foot = Flow(gap=8)
        for button in (*self.buttons.values(), self.close_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 12, inset, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.how)
        column.addWidget(self.picture, 1)
        for widget in (self.about, self.said, self.strip):
            column.addWidget(widget)
        column.addLayout(foot)

    # opening and closing

    def open(self, to_look: Sequence[ToLook], record: str = "") -> None:
        """Shows photos, at the one of a record, else at the first that nobody has looked at."""
        if not to_look:
            return
        focus = self.window().focusWidget()
        self._before = focus if focus is not None and not self.isAncestorOf(focus) else self._before
        self._looked, self._at = (), next((n for n, one in enumerate(to_look) if record and record in one.records), -1)
        self.picture.clear()
        self.setGeometry(self._ground.rect())
        self.show()
        self.raise_()
        self.strip.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask(to_look)

    def leave(self) -> None:
        """Back to where the focus was."""
        if not self.isVisible():
            return
        self._turn += 1
        self._looked = ()
        self.picture.clear()
        self.hide()
        self.put_away.emit()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    # what stands there

    def _ask(self, to_look: Sequence[ToLook]) -> None:
        self._turn += 1
        self._bench.desk.ask(looked_at, to_look).then(partial(self._show, self._turn), self)

    def _heard(self, changes: Changes) -> None:
        if self.isVisible() and self._looked and not self._on_way and changes.touches(Photo):
            self._ask([one.of for one in self._looked])

    def _show(self, turn: int, found: tuple[Looked, ...]) -> None:
        """What was said; what was just pressed and is not written yet stays as it was pressed."""
        if turn != self._turn or self._on_way:
            return
        found = tuple(one for one in found if one.photos)
        before = {one.of: one.mark for one in self._looked}
        here = self._looked[self._at].of if self._looked and self._at >= 0 else None
        is_first, self._looked = not self._looked, found
        if not found:
            self.leave()
            return
        if is_first:
            self._has_work = any(one.mark is PhotoMark.UNSEEN for one in found)
            self._at = self._at if 0 <= self._at < len(found) else self._next_unseen(-1)
        else:  # undone, or said by a colleague: there one looks again
            moved = [n for n, one in enumerate(found) if before.get(one.of, one.mark) is not one.mark]
            self._at = moved[0] if moved else next((n for n, one in enumerate(found) if one.of == here), 0)
        self._at = max(0, self._at)
        self._show_strip()
        self._show_one(self._key(self._at))

    def _key(self, number: int) -> str:
        return f"{number} {self._looked[number].photos[0].thumb_sha256}"

    def _show_strip(self) -> None:
        words = self._bench.texts
        self.strip.show_photos(
            [
                StripPhoto(self._key(n), words.commas(part for part in (one.of.number, one.of.words, words(f"mark.{one.mark}")) if part),
                           _ICONS.get(one.mark, ""))
                for n, one in enumerate(self._looked)
            ]
        )  # fmt: skip
        self.strip.go_to(self._key(self._at))
        seen = sum(one.mark is not PhotoMark.UNSEEN for one in self._looked)
        self.progress.show_words(words("photo_look.progress", done=seen, of=len(self._looked)))

    def _show_one(self, key: str) -> None:
        """The picture of the strip that is in focus."""
        self._at = int(key.partition(" ")[0])
        one, texts, look = self._looked[self._at], self._bench.texts, self._bench.look.look
        self.about.show_words("  ".join(isolate(part) for part in (one.of.number, one.of.words) if part))
        told = [
            texts("photo_look.said", name=isolate(each.name), day=moment_day(look, each.at, "d MMM yyyy"), mark=texts(f"mark.{each.mark}"))
            for each in one.said
        ]
        if len({each.mark for each in one.said}) > 1:
            told.append(texts("photo_look.differ"))
        self.said.show_words(texts.semicolons(told) if told else texts("mark.unseen"))
        for mark, button in self.buttons.items():
            button.setChecked(mark is one.mark)
        picture = one.photos[0].sha256
        if self.picture.wants(picture):
            room = self.picture.size() * self.devicePixelRatioF()
            got = self._bench.pictures.full(picture, max(room.width(), room.height(), 1))
            got.then(partial(self._arrived, picture), self)

    def _arrived(self, picture: str, image: QImage) -> None:
        if self.picture.arrived(picture, image) and image.isNull():
            self.said.show_words(self._bench.texts("photo_look.away"))

    def _fetch_small(self, key: str) -> None:
        self._bench.pictures.thumb(key.partition(" ")[2]).then(partial(self.strip.set_thumb, key), self)

    # saying

    def _pressed(self, mark: PhotoMark, _checked: bool = False) -> None:
        self.say(mark)
        self.strip.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, mark: PhotoMark) -> None:
        """Gives the picture in focus a word, and goes to the next that has none; after the last one it is done."""
        if not self._looked or not self.picture.is_here:
            return
        one = self._looked[self._at]
        self._looked = tuple(replace(each, mark=mark) if each is one else each for each in self._looked)
        self._on_way += 1
        self._bench.desk.do(mark_photos, one.photos, mark).ended(self._written, self)
        onward = self._next_unseen(self._at)
        if onward < 0 and self._has_work and mark is not PhotoMark.UNSEEN:
            self.leave()
            return
        if mark is not PhotoMark.UNSEEN:
            self._at = onward if onward >= 0 else min(self._at + 1, len(self._looked) - 1)
        self._show_strip()
        self._show_one(self._key(self._at))

    def _written(self) -> None:
        self._on_way -= 1
        if not self._on_way and self.isVisible():
            self._turn += 1
            asked = self._bench.desk.ask(looked_at, [one.of for one in self._looked])
            asked.then(partial(self._show, self._turn), self)

    def _next_unseen(self, after: int) -> int:
        """The next picture without a word, from the beginning again after the last; -1: none is left."""
        unseen = [n for n, one in enumerate(self._looked) if one.mark is PhotoMark.UNSEEN]
        return next((n for n in unseen if n > after), unseen[0] if unseen else -1)

    # keys

    def event(self, event: QEvent) -> bool:
        """Plain keys are the panel's own while it lies over the page, whose commands may have them too."""
        if event.type() is QEvent.Type.ShortcutOverride:
            key = cast(QKeyEvent, event)
            if not key.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier) and key.text():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mark = next((mark for mark, key in KEYS.items() if event.text() == key), None)
        if mark is not None:
            self.say(mark)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ground and event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._ground.rect())
        return False


class _Picture(QWidget):
    """One photo, as large as there is room, whole."""

    def __init__(self, source: LookSource, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._wanted = ""
        self._image = QImage()
        self.setMinimumHeight(120)
        self.setAccessibleName(name)

    @property
    def is_here(self) -> bool:
        """Whether there is something to be seen."""
        return not self._image.isNull()

    def clear(self) -> None:
        self._wanted, self._image = "", QImage()

    def wants(self, sha256: str) -> bool:
        """Another picture is to be shown: True if it must be read."""
        if sha256 == self._wanted and self.is_here:
            return False
        self._wanted, self._image = sha256, QImage()
        self.update()
        return True

    def arrived(self, sha256: str, image: QImage) -> bool:
        """A picture was read; a null one is not on this laptop. False where another one is wanted by now."""
        if sha256 != self._wanted:
            return False
        self._image = image
        self.update()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._source.look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect())
        painter.fillRect(room, tokens.sunk)
        if not self.is_here:
            paint_icon(painter, QRectF(room.center().x() - 16, room.center().y() - 16, 32, 32), "image", tokens.text3)
            return
        share = min(room.width() / self._image.width(), room.height() / self._image.height(), 1.0)
        wide, high = self._image.width() * share, self._image.height() * share
        painter.drawImage(QRectF(room.center().x() - wide / 2, room.center().y() - high / 2, wide, high), self._image)
