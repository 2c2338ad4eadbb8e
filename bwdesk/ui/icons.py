"""Icons of the one family (Phosphor regular, the font that qtawesome ships), by the names of look.md §6. No filled ones.

The font is read straight out of the qtawesome package: importing qtawesome itself costs more than showing the first window.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

if TYPE_CHECKING:
    from bwdesk.ui.look import Look

MIRRORED: Final = frozenset(
    {
        "caret-left",
        "caret-right",
        "arrow-left",
        "arrow-right",
        "arrow-u-up-left",
        "skip-forward",
        "sign-out",
        "list-bullets",
        "export",
        "quotes",
    }
)


@cache
def _charmap() -> dict[str, int]:
    folder = _fonts()
    with next(folder.glob("phosphor-charmap-*.json")).open(encoding="utf-8") as stream:
        return {name: int(code, 16) for name, code in json.load(stream).items()}


@cache
def _family() -> str:
    font = next(_fonts().glob("phosphor-[0-9]*.ttf"))
    number = QFontDatabase.addApplicationFont(str(font))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _fonts() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package qtawesome, which carries the icon font, is not installed")
    return Path(spec.origin).parent / "fonts"


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: QColor, *, rtl: bool = False) -> None:
    """Draws icon `name` (without the `ph.` prefix) into the square of `rect`; KeyError when the font lacks it."""
    glyph = chr(_charmap()[name.removeprefix("ph.")])
    font = QFont(_family())
    font.setPixelSize(max(1, round(min(rect.width(), rect.height()))))
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if rtl and name in MIRRORED:
        painter.translate(rect.center().x() * 2, 0)
        painter.scale(-1, 1)
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, glyph)
    painter.restore()


def has_icon(name: str) -> bool:
    return name.removeprefix("ph.") in _charmap()


class _Engine(QIconEngine):
    """One icon in up to three colours: idle, active or checked, off."""

    def __init__(self, name: str, idle: QColor, active: QColor, off: QColor, rtl: bool) -> None:
        super().__init__()
        self._name, self._idle, self._active, self._off, self._rtl = name, idle, active, off, rtl

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        color = self._idle
        if mode is QIcon.Mode.Disabled:
            color = self._off
        elif state is QIcon.State.On or mode is QIcon.Mode.Selected:
            color = self._active
        paint_icon(painter, QRectF(rect), self._name, color, rtl=self._rtl)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._idle, self._active, self._off, self._rtl)


class Icons:
    """Icons of one look, cached by name and colour. Made anew with each look, so nothing has to be cleared."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._made: dict[tuple[str, str], QIcon] = {}

    def icon(self, name: str, tone: str = "text2", active: str = "accent") -> QIcon:
        """`name` as in look.md (`ph.factory` or `factory`), `tone` and `active` are token names."""
        found = self._made.get((name, tone + active))
        if found is None:
            tokens = self._look.tokens
            if not has_icon(name):
                raise KeyError(name)
            bare = name.removeprefix("ph.")
            engine = _Engine(bare, tokens.color(tone), tokens.color(active), tokens.color("text3"), self._look.rtl)
            found = self._made[name, tone + active] = QIcon(engine)
        return found
