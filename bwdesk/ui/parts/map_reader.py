"""What a screen reader finds in the question map: a list of its questions, each by code and the word of its state, one of them in focus.

The map paints without a widget per question; these faces are made when a reader asks for them, and read the map at each question.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from bwdesk.ui.parts.question_map import QuestionMap


class CellFace(QAccessibleInterface):
    """One question of the map, by its number in it."""

    def __init__(self, shown: QuestionMap, number: int) -> None:
        super().__init__()
        self._map, self.number = shown, number

    def isValid(self) -> bool:
        return isValid(self._map) and self.number < len(self._map.cells)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        if kind is not QAccessible.Text.Name or not self.isValid():
            return ""
        cell = self._map.cells[self.number]
        return f"{cell.code}, {cell.word}"

    def rect(self) -> QRect:
        if not self.isValid():
            return QRect()
        place = self._map.place_of(self._map.cells[self.number].key)
        return QRect(self._map.mapToGlobal(place.topLeft()), place.size())

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        if self.isValid():
            key = self._map.cells[self.number].key
            state.focusable = state.selectable = True
            state.focused = self._map.hasFocus() and key == self._map.cursor_key
            state.selected = key == self._map.current
        return state

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer to Qt
        return QAccessible.queryAccessibleInterface(self._map) if isValid(self._map) else None

    def window(self) -> QWindow | None:  # type: ignore[override]  # none is an answer to Qt
        return self._map.window().windowHandle() if isValid(self._map) else None

    # it has nothing inside, and is no object of its own

    def object(self) -> QObject | None:  # type: ignore[override]  # none is an answer to Qt
        return None

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer to Qt
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer to Qt
        return None

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is typed."""


class MapFace(QAccessibleWidget):
    """The map as a list of its questions."""

    def __init__(self, shown: QuestionMap) -> None:
        super().__init__(shown, QAccessible.Role.List, shown.accessibleName())
        self._map = shown
        self._faces: dict[int, CellFace] = {}

    def childCount(self) -> int:
        return len(self._map.cells) if isValid(self._map) else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer to Qt
        if not 0 <= index < self.childCount():
            return None
        if index not in self._faces:
            self._faces[index] = CellFace(self._map, index)
        return self._faces[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.number if isinstance(child, CellFace) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer to Qt
        cell = self._map.cell_at(self._map.mapFromGlobal(QPoint(x, y)))
        return None if cell is None else self.child(self._map.cells.index(cell))

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # none is an answer to Qt
        return self.child(self._map.cursor_number) if self._map.hasFocus() else None


@cache
def teach_readers() -> None:
    """Tells Qt how maps are read; once a program."""
    from bwdesk.ui.parts.question_map import QuestionMap  # it imports this module

    def face_of(_kind: str, thing: QObject) -> QAccessibleInterface | None:
        return MapFace(thing) if isinstance(thing, QuestionMap) else None

    QAccessible.installFactory(face_of)


def tell_cursor(shown: QuestionMap) -> None:
    """A reader hears the question that the cursor has come to."""
    event = QAccessibleEvent(shown, QAccessible.Event.Focus)
    event.setChild(shown.cursor_number)
    QAccessible.updateAccessibility(event)
