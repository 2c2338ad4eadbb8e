"""Turn-around mode: the screen is turned to the factory. It enlarges the text and tells everybody; leaving it may need a PIN."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from bwdesk.ui.look import Look, LookSource, Type

TURNED_TEXT: Final = 1.3

AskLeave = Callable[[Callable[[], None]], None]
"""Asks for the PIN and then calls what it was given; see PinPrompt.ask."""


class Turning(QObject):
    """`turned(on)` when the screen was turned. `ask_leave` None lets go without asking (there is no lock yet)."""

    turned = Signal(bool)

    def __init__(self, source: LookSource, ask_leave: AskLeave | None, parent: QObject) -> None:
        super().__init__(parent)
        self._source, self._ask_leave = source, ask_leave
        self._before = source.look
        self._action: QAction | None = None
        self.is_on = False

    def show_on(self, action: QAction) -> None:
        """Keeps a checkable action in step."""
        self._action = action
        action.setChecked(self.is_on)

    def toggle(self) -> None:
        """At once when it starts; when it ends, after the PIN."""
        self._in_step()
        if not self.is_on:
            self._set(True)
        elif self._ask_leave is None:
            self._set(False)
        else:
            self._ask_leave(lambda: self._set(False))

    def _set(self, on: bool) -> None:
        if on == self.is_on:
            return
        self.is_on = on
        self._in_step()
        if on:
            self._before = self._source.look
        self._source.swap(larger(self._before) if on else self._before)
        self.turned.emit(on)

    def _in_step(self) -> None:
        if self._action is not None:
            self._action.setChecked(self.is_on)


def larger(look: Look) -> Look:
    """The same look with the text of a committee table or projector."""
    factor = look.type.factor * TURNED_TEXT
    return look._replace(type=Type(factor, look.type.touch, look.type.language), density=look.density.scaled(TURNED_TEXT))
