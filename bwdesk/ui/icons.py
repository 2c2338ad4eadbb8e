"""Icons of the one family (Phosphor regular, the font that qtawesome ships), by the names of look.md §6. No filled ones.

The font is read straight out of the qtawesome package: importing qtawesome itself costs more than showing the first window.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter

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
def _charmap() -> str:
    """Icon names with their code points in hexadecimal, as the package ships them."""
    return next(_fonts().glob("phosphor-charmap-*.json")).read_text("utf-8")


@cache
def _glyph(name: str) -> str:
    """The character of an icon, looked up in the text: to parse all names takes longer than painting the first window."""
    found = re.search(rf'"{re.escape(name)}":\s*"([0-9a-fx]+)"', _charmap())
    if found is None:
        raise KeyError(name)
    return chr(int(found[1], 16))


@cache
def icon_family() -> str:
    """The family of the icon font, added to the program's fonts at the first call.

    That call comes before the first text is laid out (ink.py): a font that is added later takes the shapes of laid-out texts away.
    """
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
    glyph = _glyph(name.removeprefix("ph."))
    font = QFont(icon_family())
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
