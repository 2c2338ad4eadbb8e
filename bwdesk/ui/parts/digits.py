"""Digits by the place of the key, not by its character: 1–5 answer on Bengali, Arabic and Khmer layouts too."""

from __future__ import annotations

import sys
import unicodedata
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_MAC_KEYS: Final = {18: 1, 19: 2, 20: 3, 21: 4, 23: 5, 22: 6, 26: 7, 28: 8, 25: 9, 29: 0}
_FIRST_SCAN: Final = 2 if sys.platform == "win32" else 10  # X11 and Wayland count evdev codes from 8
_OTHERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def digit_of(event: QKeyEvent) -> int | None:
    """The digit 0–9 of the key pressed, or None. Where the system tells no key place, the character counts, in any script."""
    if event.modifiers() & (_OTHERS | Qt.KeyboardModifier.ShiftModifier):
        return None
    if sys.platform == "darwin":
        return _MAC_KEYS.get(event.nativeVirtualKey(), _by_character(event))
    place = event.nativeScanCode() - _FIRST_SCAN
    if event.nativeScanCode() and 0 <= place <= 9:
        return (place + 1) % 10
    return _by_character(event)


def _by_character(event: QKeyEvent) -> int | None:
    text = event.text()
    return unicodedata.digit(text, None) if len(text) == 1 else None
