"""What a page is: the contract between the window and whoever builds a page.

A page is a QWidget that the window puts in its centre. It gets all it needs in its constructor (look, texts, the desk to ask) and
owns no truth. How it lives:

1. The window builds it the first time its place is opened, then calls `opened(**where)` each time it is shown; `where` holds ids as
   text (`factory="…", cycle="…", visit="…"`), empty when the place was opened bare. The same call serves back and forward.
2. `focus_first()` follows: put the caret where work goes on.
3. `actions()` are its commands: make each with `command(...)`. One QAction feeds the key, the hint or action bar, the palette and menus.
4. `pane()` is the widget of the right-hand context pane, or None; emit `pane_changed` when another widget is to be shown.
5. `leaving()` is called before another page is shown, the window locks or closes: settle every field (AutosaveField does it at focus-out).
6. `turned(True)` asks to hide whatever is not for the factory's eyes; `turned(False)` gives it back.

To go somewhere emit `go(place, where)`; the window keeps the history. `undo_asked` and `redo_asked` are for pages whose fields take
Ctrl+Z themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from bwdesk.ui.properties import AT_END as AT_END
from bwdesk.ui.properties import HINT as HINT
from bwdesk.ui.properties import ICON as ICON
from bwdesk.ui.properties import IN_BAR as IN_BAR
from bwdesk.ui.properties import IS_MAIN as IS_MAIN
from bwdesk.ui.properties import KEY_TEXT as KEY_TEXT


@dataclass(frozen=True)
class Where:
    """A place in the desk and what is shown there; what history and links hold."""

    place: str
    args: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """The factory and cycle that stand in the header. Empty names hide the choosers."""

    factory: str = ""
    name: str = ""
    local_name: str = ""
    cycle: str = ""
    cycle_title: str = ""


class Page(QWidget):
    """Base of all pages. Override what you need; every method has a sensible answer."""

    key: ClassVar[str] = ""
    wants_pane: ClassVar[bool] = True
    pane_width: ClassVar[str] = "pane"  # a width of Density: pane, pane_ledgers, pane_reports

    go = Signal(str, dict)
    undo_asked = Signal()
    redo_asked = Signal()
    pane_changed = Signal()
    title_changed = Signal()
    commands_changed = Signal()
    context_changed = Signal(object)

    def title(self) -> str:
        """What history and the window's title say."""
        return self.windowTitle()

    def pane(self) -> QWidget | None:
        """The widget of the context pane; the page owns it and may give another after `pane_changed`."""
        return None

    def opened(self, **where: str) -> None:
        """The page is about to be shown for `where`. Ask for what is needed; do not wait for it."""

    def focus_first(self) -> None:
        """Puts the focus where work goes on."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leaving(self) -> None:
        """Another page is about to be shown: settle what is being typed."""

    def turned(self, on: bool) -> None:
        """Turn-around: hide (`True`) or show again what is not for the factory's eyes."""

    def fact(self) -> str:
        """The last fact of the hint bar ("Line 10, committee"); emit `commands_changed` when it differs."""
        return ""

    def find_here(self) -> None:
        """Ctrl+F: puts the caret in the page's own search or filter field, where it has one."""

    def command(
        self,
        text: str,
        done: Callable[[], object],
        key: str = "",
        *,
        icon: str = "",
        hint: str = "",
        bar: bool = False,
        main: bool = False,
        at_end: bool = False,
        key_text: str = "",
    ) -> QAction:
        """Adds a command: `text` for the palette, `hint` the short verb of the bar, `key` a portable key sequence ("Ctrl+N").

        The key works while the page is shown, wherever the focus is. `key_text` shows a key that the page handles by itself.
        """
        action = QAction(text, self)
        if key:
            action.setShortcuts([QKeySequence(part.strip()) for part in key.split(" | ")])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)  # a page that is not shown hears nothing
        action.setProperty(IN_BAR, bar or main)
        action.setProperty(IS_MAIN, main)
        action.setProperty(AT_END, at_end)
        action.setProperty(ICON, icon)
        action.setProperty(HINT, hint or text)
        action.setProperty(KEY_TEXT, key_text)
        action.triggered.connect(lambda _checked=False: done())
        self.addAction(action)
        return action
