"""Letters by the place of the key where the keyboard writes another script: D M W U O P stay where they are printed."""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ROWS: Final = ((16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"))
_SCANS: Final = {first + place: letter for first, letters in _ROWS for place, letter in enumerate(letters)}
_OTHERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def letter_of(event: QKeyEvent) -> str:
    """The small Latin letter of a key pressed without Ctrl or Alt, "" for none. A character in Latin script counts as it is written."""
    if event.modifiers() & _OTHERS:
        return ""
    text = event.text()
    if len(text) == 1 and text.isascii():
        return text.casefold() if text.isalpha() else ""
    if len(text) != 1 or not text.isalpha() or sys.platform == "darwin":
        return ""
    scan = event.nativeScanCode() - (0 if sys.platform == "win32" else 8)  # X11 and Wayland count evdev codes from 8
    return _SCANS.get(scan, "")
