"""Puts a look on the application: Fusion, palette, fonts and one style sheet. Never a sheet per widget, never a colour of its own."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from bwdesk.paths import RESOURCES
from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.tokens import Tokens

SHEET = RESOURCES / "style" / "desk.qss"
_SLOT = re.compile(r"@([A-Za-z][A-Za-z0-9]*)")


class Theme:
    """Keeps the application drawn as the source's look says. One per application, made in app.py, handed to nobody."""

    def __init__(self, app: QApplication, source: LookSource, sheet: Path = SHEET, *, sheet_later: bool = False) -> None:
        """`sheet_later`: no style sheet until `apply` is called; the unlock screen needs none to take keys."""
        self._app = app
        self._is_fusion = False
        self._sheet = sheet.read_text(encoding="utf-8")
        if sheet_later:
            self._apply_ground(source.look)
        else:
            self.apply(source.look)
        source.changed.connect(self.apply)

    def apply(self, look: Look) -> None:
        self._apply_ground(look)
        if not self._is_fusion:
            self._is_fusion = True
            self._app.setStyle("Fusion")
        sheet = sheet_for(self._sheet, look)
        if sheet != self._app.styleSheet():  # Qt would dress every widget again
            self._app.setStyleSheet(sheet)

    def _apply_ground(self, look: Look) -> None:
        self._app.setLayoutDirection(look.direction)
        self._app.setFont(look.type.font(Role.BODY))
        self._app.setPalette(palette(look.tokens))


def sheet_for(source: str, look: Look) -> str:
    """The style sheet with every @slot filled; an unknown slot raises KeyError, so that a misspelt token is found at once."""
    slots = look.tokens.names()
    for role in Role:
        slots[f"{role.value}Px"] = f"{look.type.px(role)}px"
    density = look.density
    slots |= {
        "button": f"{density.button - 2}px",
        "buttonFocus": f"{density.button - 4}px",
        "smallButton": f"{density.small_button - 2}px",
        "row": f"{density.row}px",
        "columnHead": f"{density.column_head - 1}px",
        "buttonText": slots["bodyPx"],
        "start": "right" if look.rtl else "left",
        "end": "left" if look.rtl else "right",
    }
    return _SLOT.sub(lambda match: slots[match.group(1)], source)


def palette(tokens: Tokens) -> QPalette:
    """The Qt palette of a set of tokens; the sheet only adds shape."""
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    made = QPalette()
    colours = {
        role.Window: tokens.canvas,
        role.WindowText: tokens.text1,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.rail,
        role.Text: tokens.text1,
        role.PlaceholderText: tokens.text3,
        role.Button: tokens.raised,
        role.ButtonText: tokens.text1,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.accent_soft,
        role.HighlightedText: tokens.text1,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text1,
        role.Light: tokens.raised,
        role.Midlight: tokens.hair,
        role.Mid: tokens.hair,
        role.Dark: tokens.control,
        role.Shadow: tokens.control,
        role.Accent: tokens.accent,
    }
    for which, colour in colours.items():
        made.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, which, tokens.text3)
    return made
