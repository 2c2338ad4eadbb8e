"""The button of the desk: icon, words, the key that does the same. Fed with words or with a QAction, so that key and button stay one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from bwdesk.ui.icons import paint_icon
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.key_caps import key_height, key_width, key_words, paint_key
from bwdesk.ui.parts.mark import SOFT, TONE, Kind, Mark
from bwdesk.ui.parts.shown import set_shown
from bwdesk.ui.properties import HINT, ICON, KEY_TEXT

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPaintEvent

ButtonKind = Literal["plain", "quiet", "primary", "toggle"]


class ActButton(QPushButton):
    """`kind`: plain, quiet (no border), primary (filled, one per screen), toggle (checkable). `mark` stands before the words."""

    def __init__(
        self,
        source: LookSource,
        text: str = "",
        *,
        kind: ButtonKind = "plain",
        icon: str = "",
        key: QKeySequence | str = "",
        mark: Kind | None = None,
        small: bool = False,
        key_first: bool = False,
        icon_after: bool = False,
        action: QAction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source, self._icon, self._mark = source, icon, mark
        self._kind, self._key_first, self._icon_after = kind, key_first, icon_after
        self._key = key_words(key) if key else ""
        self._corner = ""
        self._is_compact = False
        self._action = action
        self._says_action = action is not None and not text
        self.setProperty("kind", kind)
        if small:
            self.setProperty("scale", "small")  # "size" is Qt's own
        self.setCheckable(kind == "toggle")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setText(text)
        if action is not None:
            self._follow(action)
        source.changed.connect(self._relook)
        self.toggled.connect(self._relook)  # a chosen toggle is wider by its check

    def _follow(self, action: QAction) -> None:
        self._icon = self._icon or str(action.property(ICON) or "")
        if not self._key:
            self._key = str(action.property(KEY_TEXT) or "") or key_words(action.shortcut())
        self.clicked.connect(lambda _checked=False: action.trigger())
        action.changed.connect(self._action_changed)
        self._action_changed()

    def _action_changed(self) -> None:
        if self._action is None:
            return
        if self._says_action:
            self.setText(str(self._action.property(HINT) or self._action.text()))
        self.setEnabled(self._action.isEnabled())
        set_shown(self, self._action.isVisible())
        self.setToolTip(self._action.toolTip() if self._action.toolTip() != self._action.text() else "")

    def set_mark(self, mark: Kind | None) -> None:
        self._mark = mark
        self._relook()

    def set_compact(self, is_compact: bool) -> None:
        """Shows the icon alone, where there is one, until there is room again; the words go to the tooltip."""
        wanted = is_compact and bool(self._icon)
        if wanted != self._is_compact:
            self._is_compact = wanted
            self.setToolTip(self.text() if wanted else "")
            self._relook()

    def set_corner(self, initial: str) -> None:
        """A small disc with a letter at the upper end corner: another person's choice. Empty takes it away."""
        self._corner = initial
        self.update()

    def _relook(self) -> None:
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button, as Space does; Qt lets it do so in dialogs only."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    # measuring

    def _role(self) -> Role:
        return Role.STRONG if self._kind == "primary" or self.isChecked() else Role.NAME

    def _parts(self, role: Role = Role.STRONG) -> list[tuple[str, int]]:
        """What stands in the button from its start to its end, with widths in px; measured strong, so that choosing moves nothing."""
        density = self._source.look.density
        words = "" if self._is_compact else _split(self.text())[0]
        parts: list[tuple[str, int]] = []
        if self._mark is not None:
            parts.append(("mark", density.answer_mark))
        if self._shows_check():
            parts.append(("check", 14))
        if self._icon and not self._icon_after:
            parts.append(("icon", density.icon))
        if words:
            parts.append(("words", int(self._source.ink.width(words, role)) + 1))
        if self._icon and self._icon_after:
            parts.append(("icon", density.icon))
        if self._key and not self._source.look.touch and not self._is_compact:
            parts.insert(0 if self._key_first else len(parts), ("key", key_width(self._source, self._key)))
        return parts

    def _shows_check(self) -> bool:
        """A chosen toggle shows a check, unless its number or mark says it already."""
        return self._kind == "toggle" and self.isChecked() and not self._key and self._mark is None and not self._icon

    def _margin(self) -> int:
        if self.property("scale") == "small":
            return 8 if self.text() else 5
        return 12 if self.text() else 8

    def sizeHint(self) -> QSize:
        density = self._source.look.density
        parts = self._parts()
        wide = sum(width for _, width in parts) + 8 * max(0, len(parts) - 1) + 2 * self._margin() + 2
        high = density.small_button if self.property("scale") == "small" else density.button
        return QSize(max(wide, high if not self.text() else 0), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and border are painted here and not by the style: that is what lets the unlock screen come at once."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, border, wide = self._colours()
        edge = wide / 2
        painter.setPen(Qt.PenStyle.NoPen if border is None else QPen(border, wide))
        if ground is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 6, 6)
        self._paint_parts(painter)
        if self._corner:
            self._paint_corner(painter)

    def _colours(self) -> tuple[QColor | None, QColor | None, float]:
        """(ground, border, width of the border in px). A chosen answer carries the colours of its state."""
        tokens = self._source.look.tokens
        is_busy = self.isEnabled() and (self.isDown() or self.underMouse())
        if self.isChecked():
            if self._mark is not None:
                return tokens.color(SOFT[self._mark]), tokens.color(TONE[self._mark]), 2
            return tokens.accent_soft, tokens.accent, 1
        if self._kind == "primary":
            ground = tokens.sunk if not self.isEnabled() else tokens.accent_pressed if is_busy else tokens.accent
            return ground, None, 0
        if self._kind == "quiet":
            return (tokens.sunk if is_busy else None), None, 0
        if not self.isEnabled():
            return tokens.canvas, tokens.hair, 1
        return (tokens.sunk if is_busy else tokens.raised), tokens.control, 1

    def _tone(self) -> QColor:
        tokens = self._source.look.tokens
        if not self.isEnabled():
            return tokens.text3
        if self._kind == "primary":
            return tokens.on_accent
        if self.isChecked():
            return tokens.color(TONE[self._mark]) if self._mark else tokens.accent
        return tokens.text2 if self._kind == "quiet" else tokens.text1

    def _paint_parts(self, painter: QPainter) -> None:
        role = self._role()
        parts = self._parts(role)
        look = self._source.look
        wide = sum(width for _, width in parts) + 8 * max(0, len(parts) - 1)
        spare = self.width() - 2 * self._margin() - wide
        x = self._margin() + max(0.0, spare / 2)
        for name, width in parts:
            shown = width + min(0, int(spare)) if name == "words" else width
            left = self.width() - x - shown if look.rtl else x
            self._paint_part(painter, name, QRectF(left, 0, max(0, shown), self.height()), role)
            x += shown + 8

    def _paint_part(self, painter: QPainter, name: str, rect: QRectF, role: Role) -> None:
        look = self._source.look
        side = rect.width()
        middle = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        match name:
            case "mark" if self._mark is not None:
                color = look.tokens.text3 if not self.isEnabled() else None
                Mark(self._mark).paint(painter, middle, look.tokens, color=color, rtl=look.rtl)
            case "icon":
                paint_icon(painter, middle, self._icon, self._tone(), rtl=look.rtl)
            case "check":
                paint_icon(painter, middle, "check", self._tone())
            case "key":
                high = key_height(self._source)
                box = QRectF(rect.left(), round(rect.center().y() - high / 2), rect.width(), high)
                paint_key(painter, box, self._key, self._source, on_accent=self._kind == "primary" and self.isEnabled())
            case _:
                words, _ = _split(self.text())
                wide = self._source.ink.draw(painter, rect, words, role, self._tone(), centred=True)
                self._paint_letter(painter, rect, wide, role)

    def _paint_letter(self, painter: QPainter, rect: QRectF, wide: float, role: Role) -> None:
        """Underlines the letter after an ampersand, which chooses the button while no field has the focus."""
        words, at = _split(self.text())
        before, after = words[:at], words[at:]
        if at < 0 or not after or self._source.look.touch or self._source.look.rtl:
            return
        left = rect.left() + (rect.width() - wide) / 2 + self._source.ink.width(before, role)
        y = round(self._source.look.type.baseline(role, rect.top(), rect.height())) + 2.5
        painter.setPen(self._tone())
        painter.drawLine(QPointF(left, y), QPointF(left + self._source.ink.width(after[0], role), y))

    def _paint_corner(self, painter: QPainter) -> None:
        """The other person's disc sits on the border, so it is drawn just inside the widget's own rect."""
        look = self._source.look
        side = 18
        x = 8 if look.rtl else self.width() - side - 8
        spot = QRect(QPoint(x, 0), QSize(side, side))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.tokens.waiting)
        painter.drawEllipse(spot)
        self._source.ink.draw(painter, QRectF(spot), self._corner, Role.KEY, look.tokens.canvas, weight=600, centred=True)


def _split(text: str) -> tuple[str, int]:
    """(the words as they are shown, where the letter stands that chooses the button, -1 for none). Two ampersands are one that is shown."""
    plain = text.replace("&&", "\0")
    return plain.replace("&", "").replace("\0", "&"), plain.find("&")
