"""The palette (Ctrl+K): every command of the window and the page with its key, and what a search finds, in one list under one field.

It knows no desk: commands come as QActions, hits from a callable that may answer later. It is a child of the window, never a dialog.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from unicodedata import combining, normalize

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from bwdesk.texts import Texts
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.page import Where
from bwdesk.ui.parts.key_caps import key_words
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Group, RowModel, list_column
from bwdesk.ui.properties import ICON, KEY_TEXT, LOOKS_FOCUSED

WAIT_MS = 60  # rest after a key before the search is asked


@dataclass(frozen=True)
class Hit:
    """Something a search found, and where it leads. `group` heads it in the list ("Factories"), `second` says more."""

    title: str
    where: Where
    second: str = ""
    icon: str = ""
    group: str = ""


Answer = Callable[[Sequence[Hit]], None]
Search = Callable[[str, Answer], None]


@dataclass(frozen=True)
class _Line:
    number: int
    group: str
    title: str
    second: str = ""
    icon: str = ""
    key: str = ""
    action: QAction | None = None
    where: Where | None = None


def plain(text: str) -> str:
    """Letter case and accents aside, so that `duong` finds Dương."""
    flat = normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(c for c in flat if not combining(c))


class Palette(QFrame):
    """`chosen(Where)` for a hit; a command is triggered here. Escape or a press outside closes it and gives the focus back."""

    chosen = Signal(object)

    def __init__(self, source: LookSource, texts: Texts, window: QWidget) -> None:
        super().__init__(window)
        self._source, self._texts, self._window = source, texts, window
        self._commands: list[QAction] = []
        self._search: Search | None = None
        self._hits: list[Hit] = []
        self._asked = 0
        self._focus_before: QWidget | None = None
        self.setProperty("role", "box")
        self.setAutoFillBackground(True)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(texts("frame.search"))
        self._rows: RowModel[_Line] = RowModel(
            list_column(self._cell), lambda line: str(line.number), group=lambda line: Group(line.group, line.group, order=line.group)
        )
        self._rows.set_group(None)
        self.list = RowView(source, self._rows, self, inset=14)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setProperty(LOOKS_FOCUSED, True)
        self.list.setAccessibleName(texts("palette.results"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(WAIT_MS)
        self._rest.timeout.connect(self._ask)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._run(self._rows.value(index)))
        self.hide()

    def open(self, commands: Sequence[QAction], search: Search | None, hint: str = "", text: str = "") -> None:
        """Opens with these commands (those that are switched off or nameless are left out) and this search."""
        self._commands = [a for a in commands if a.isEnabled() and a.isVisible() and a.text()]
        self._search, self._hits = search, []
        self._focus_before = self._window.focusWidget()
        self.field.setPlaceholderText(hint or self._texts("frame.search"))
        self.field.setText(text)
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._fill()
        self._ask()

    def close_palette(self) -> None:
        """Closes, and puts the focus back where it was."""
        if self.isHidden():
            return
        self.hide()
        self._asked += 1
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_before = None

    def place(self) -> None:
        """Under the header, in the middle of the window."""
        density = self._source.look.density
        wide = min(640, self._window.width() - 48)
        high = min(460, self._window.height() - density.header - 48)
        self.setGeometry((self._window.width() - wide) // 2, density.header - 4, wide, high)

    # what is listed

    def _typed(self) -> None:
        self._fill()
        self._rest.start()

    def _ask(self) -> None:
        self._rest.stop()
        text = self.field.text().strip()
        if self._search is None:
            return
        self._asked += 1
        asked = self._asked

        def answer(hits: Sequence[Hit]) -> None:
            if asked == self._asked and self.isVisible():
                self._hits = list(hits)
                self._fill()

        self._search(text, answer)

    def _fill(self) -> None:
        words = plain(self.field.text()).split()
        lines: list[_Line] = []
        for action in self._commands:
            if all(word in plain(action.text()) for word in words):
                key = str(action.property(KEY_TEXT) or "") or key_words(action.shortcut())
                icon = str(action.property(ICON) or "") or "caret-right"
                lines.append(_Line(len(lines), "", action.text(), icon=icon, key=key, action=action))
        lines = lines[: 8 if self._hits or words else 60]
        for hit in self._hits:
            lines.append(_Line(len(lines), hit.group, hit.title, hit.second, hit.icon, where=hit.where))
        self._rows.set_rows(lines)
        self.list.set_empty(self._texts("palette.nothing"), self._texts("palette.nothing_do"))
        if lines:
            self.list.choose("0")

    def _cell(self, line: _Line) -> Cell:
        title = f"{line.title}   {line.second}" if line.second else line.title
        key = "" if self._source.look.touch else line.key
        fact = key if line.action is not None else line.group
        return Cell(title, icon=line.icon, fact=fact, role=Role.BODY)

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self.field and event.type() is QEvent.Type.FocusOut and self.isVisible():
            QTimer.singleShot(0, self, self._focus_left)
        return super().eventFilter(watched, event)

    def _focus_left(self) -> None:
        now = self._window.focusWidget()
        if now is not None and now is not self.field and not self.isAncestorOf(now):
            self._focus_before = None
            self.close_palette()

    def _key(self, event: QKeyEvent) -> bool:
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
        if event.key() in moves:
            now = self.list.currentIndex().row()
            wanted = min(max(0, now + moves[Qt.Key(event.key())]), self._rows.rowCount() - 1)
            self.list.choose(self._rows.key_at(wanted))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self._rows.value(self.list.currentIndex()))
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close_palette()
            return True
        return False

    def _run(self, line: _Line | None) -> None:
        if line is None:
            return
        self.close_palette()
        if line.action is not None:
            line.action.trigger()
        elif line.where is not None:
            self.chosen.emit(line.where)
