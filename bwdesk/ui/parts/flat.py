"""Flat painted buttons of the frame: icon buttons, places of the rail, entries of the strip, choosers, the search field's button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.key_caps import key_height, key_width, key_words, paint_key
from bwdesk.ui.parts.mark import Kind, Mark


class FlatButton(QAbstractButton):
    """Base: follows the look, tells hover, never takes the focus by a click (by Tab it can)."""

    def __init__(self, source: LookSource, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self.relook)

    def relook(self) -> None:
        self.updateGeometry()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def painter(self, radius: float = 6, ground: QColor | None = None) -> QPainter:
        """A painter over the ground that hover, press and choice give."""
        tokens = self.source.look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground is None and self.isEnabled() and (self.isDown() or self.underMouse()):
            ground = tokens.sunk
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        return painter

    def mirrored(self, rect: QRectF) -> QRectF:
        if not self.source.look.rtl:
            return rect
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())


class IconButton(FlatButton):
    """An icon alone; `name` is said by screen readers and the tooltip. Follows a QAction when one is given."""

    def __init__(
        self,
        source: LookSource,
        icon: str,
        name: str = "",
        *,
        action: QAction | None = None,
        side: int = 0,
        in_header: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(source, "", parent)
        self._icon, self._side, self._in_header = icon, side, in_header
        if action is not None:
            self.follow(action)
        else:
            self.setAccessibleName(name)
            self.setToolTip(name)

    def follow(self, action: QAction) -> None:
        def changed() -> None:
            key = key_words(action.shortcut())
            self.setEnabled(action.isEnabled())
            self.setAccessibleName(action.text())
            self.setToolTip(f"{action.text()}  {key}".rstrip())
            self.setCheckable(action.isCheckable())
            self.setChecked(action.isChecked())

        action.changed.connect(changed)
        self.clicked.connect(lambda _checked=False: action.trigger())
        self.clicked.connect(lambda _checked=False: changed())
        changed()

    def sizeHint(self) -> QSize:
        look = self.source.look
        side = self._side or (look.density.target if look.touch else look.density.icon + 12)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        painter = self.painter(6, look.tokens.sunk if self.isChecked() else None)
        size = look.density.rail_icon if self._in_header else look.density.icon
        tone = look.tokens.hair if not self.isEnabled() else look.tokens.text1 if self.isChecked() else look.tokens.text2
        if (not self.isEnabled() and look.tokens.is_dark) or not self.isEnabled():
            tone = look.tokens.control
        spot = QRectF(self.width() / 2 - size / 2, self.height() / 2 - size / 2, size, size)
        paint_icon(painter, spot, self._icon, tone, rtl=look.rtl)


class PlaceButton(FlatButton):
    """A place in the rail: icon, word, a count only if it asks for something."""

    def __init__(self, source: LookSource, icon: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(source, text, parent)
        self._icon, self._count, self.is_narrow = icon, "", False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: str) -> None:
        self._count = count
        self.setAccessibleDescription(count)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, self.source.look.density.place)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        tokens = look.tokens
        painter = self.painter(6, tokens.accent_soft if self.isChecked() else None)
        tone = tokens.accent if self.isChecked() else tokens.text2
        if look.touch:
            self._paint_tall(painter, tone)
            return
        size = look.density.rail_icon
        x = (self.width() - size) / 2 if self.is_narrow else 8
        paint_icon(painter, self.mirrored(QRectF(x, (self.height() - size) / 2, size, size)), self._icon, tone, rtl=look.rtl)
        if self.is_narrow:
            return
        lead = 8 + size + 10
        words = QRectF(lead, 0, self.width() - lead - 34, self.height())
        role = Role.STRONG if self.isChecked() else Role.NAME
        self.source.ink.draw(painter, self.mirrored(words), self.text(), role, tone)
        count = QRectF(self.width() - 48, 0, 40, self.height())
        weight = 600 if self.isChecked() else None
        count_tone = tokens.accent if self.isChecked() else tokens.text3
        self.source.ink.draw(painter, self.mirrored(count), self._count, Role.SMALL, count_tone, weight=weight, at_end=True)

    def _paint_tall(self, painter: QPainter, tone: QColor) -> None:
        look = self.source.look
        size = round(look.density.rail_icon * 5 / 6)
        paint_icon(painter, QRectF((self.width() - size) / 2, self.height() / 2 - 20, size, size), self._icon, tone, rtl=look.rtl)
        words = QRectF(2, self.height() / 2 + 5, self.width() - 4, look.type.line(Role.TINY))
        self.source.ink.draw(painter, words, self.text(), Role.TINY, tone, weight=600 if self.isChecked() else 500, centred=True)


class StripEntry(FlatButton):
    """An entry of the bottom strip: mark or icon, words; opens its page."""

    def __init__(self, source: LookSource, icon: str = "", mark: Kind | None = None, parent: QWidget | None = None) -> None:
        super().__init__(source, "", parent)
        self._icon, self._mark, self._tone = icon, mark, "text2"
        self._icon_tone = "text2"
        self.hide()

    def show_words(self, text: str, tone: str = "text2", *, icon: str | None = None, icon_tone: str | None = None) -> None:
        """Empty text hides the entry."""
        self.setText(text)
        self._tone = tone
        self._icon = self._icon if icon is None else icon
        self._icon_tone = icon_tone or tone
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.relook()

    def sizeHint(self) -> QSize:
        words = self.source.ink.width(self.text(), Role.SMALL)
        return QSize(int(words) + self._side() + 17, self.source.look.density.strip - 8)

    def _side(self) -> int:
        return round(14 * max(1.0, self.source.look.type.factor))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.source.look.density.strip - 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        painter = self.painter(4)
        middle, side = self.height() / 2, self._side()
        if self._mark is not None:
            Mark(self._mark).paint(
                painter, self.mirrored(QRectF(7, middle - side / 2 + 1.5, side - 3, side - 3)), look.tokens, rtl=look.rtl
            )
        else:
            spot = self.mirrored(QRectF(5, middle - side / 2, side, side))
            paint_icon(painter, spot, self._icon, look.tokens.color(self._icon_tone), rtl=look.rtl)
        words = self.mirrored(QRectF(side + 10, 0, self.width() - side - 15, self.height()))
        weight = 500 if self._tone != "text2" else None
        self.source.ink.draw(painter, words, self.text(), Role.SMALL, look.tokens.color(self._tone), weight=weight)


class Chooser(FlatButton):
    """Header button for factory or cycle: the name, the name in its own script (elided first), a caret."""

    def __init__(self, source: LookSource, *, strong: bool, parent: QWidget | None = None) -> None:
        super().__init__(source, "", parent)
        self._strong, self._second = strong, ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_names(self, name: str, second: str = "") -> None:
        self.setText(name)
        self._second = second
        self.setAccessibleName(f"{name} {second}".strip())
        self.setToolTip(f"{name}  {second}".strip())
        self.setVisible(bool(name))
        self.relook()

    def _role(self) -> Role:
        return Role.STRONG if self._strong else Role.BODY

    def _widths(self) -> tuple[float, float]:
        first = self.source.ink.width(self.text(), self._role())
        second = self.source.ink.width(self._second, Role.BODY) if self._second and not self.source.look.touch else 0.0
        return first, second

    def sizeHint(self) -> QSize:
        first, second = self._widths()
        return QSize(int(first + (second + 8 if second else 0)) + 16 + 22, self.source.look.density.button)

    def minimumSizeHint(self) -> QSize:
        first, _ = self._widths()
        return QSize(min(int(first) + 38, 160), self.source.look.density.button)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        painter = self.painter()
        first, second = self._widths()
        room = self.width() - 16 - 22
        shown = min(first, room)
        tone = look.tokens.text1 if self._strong else look.tokens.text2
        self.source.ink.draw(painter, self.mirrored(QRectF(8, 0, shown + 1, self.height())), self.text(), self._role(), tone)
        rest = room - shown - 8
        if second and rest > 24:
            box = self.mirrored(QRectF(8 + shown + 8, 0, min(second, rest) + 1, self.height()))
            self.source.ink.draw(painter, box, self._second, Role.BODY, look.tokens.text2)
        caret = self.mirrored(QRectF(self.width() - 8 - 14, self.height() / 2 - 7, 14, 14))
        paint_icon(painter, caret, "caret-down", look.tokens.text3)


class SearchButton(FlatButton):
    """Looks like a field and opens the palette; an icon alone on touch."""

    def __init__(self, source: LookSource, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(source, text, parent)
        self._key = key_words(key)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        look = self.source.look
        return QSize(look.density.target, look.density.target) if look.touch else QSize(280, look.density.button)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self.source.look.touch else QSize(140, self.source.look.density.button)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.source.look
        tokens = look.tokens
        if look.touch:
            size = look.density.rail_icon
            spot = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
            paint_icon(self.painter(), spot, "magnifying-glass", tokens.text2)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.control if self.underMouse() else tokens.hair, 1))
        painter.setBrush(tokens.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        paint_icon(painter, self.mirrored(QRectF(9, self.height() / 2 - 8, 16, 16)), "magnifying-glass", tokens.text2)
        wide, high = key_width(self.source, self._key), key_height(self.source)
        words = QRectF(33, 0, self.width() - 33 - wide - 16, self.height())
        self.source.ink.draw(painter, self.mirrored(words), self.text(), Role.BODY, tokens.text3)
        key = QRectF(self.width() - wide - 8, round((self.height() - high) / 2), wide, high)
        paint_key(painter, self.mirrored(key), self._key, self.source)
