"""Rows of lists and tables as plain values: cells, columns, and the model that sorts, filters and groups them.

A row is whatever value the page has asked for (a frozen dataclass); a `Column` says how one of its facts becomes a `Cell`, and that
happens only for rows that are painted. Tens of thousands of rows cost one list. Never asks the desk for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from bwdesk.ui.look import Role
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_art import Spark as Spark
from bwdesk.ui.parts.row_art import Stretch as Stretch
from bwdesk.ui.parts.row_art import Thread as Thread
from bwdesk.ui.parts.row_art import ThreadEvent as ThreadEvent
from bwdesk.ui.parts.row_art import Ticks as Ticks

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

_MANY: Final = 2000  # rows; the filter of shorter lists is read when it is used
_SLICE: Final = 2000
CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell. `tone` is a token name; `second` a second line; `lines` lets the text wrap; `art` is painted after it.

    `tip` shows on hover.
    """

    text: str = ""
    second: str = ""
    mark: Kind | None = None
    icon: str = ""
    tone: str = "text1"
    role: Role = Role.BODY
    at_end: bool = False
    lines: int = 1
    fact: str = ""
    fact_tone: str = "text3"
    fact_mark: Kind | None = None
    number: str = ""
    art: Spark | Ticks | Thread | Stretch | None = None
    spoken: str = ""
    tip: str = ""

    def says(self) -> str:
        """The cell for a screen reader, and for copying."""
        return self.spoken or ", ".join(part for part in (self.number, self.text, self.second, self.fact) if part)


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column. `width` is px at normal text size, `stretch` takes what is left; `sort` gives the value to sort by.

    A list narrower than `least` (px at normal text size) does without it. It is wide enough for its title and for the cells of `fits`, in
    every language; what it takes for them over `width` a list must have over `least`.
    """

    key: str
    title: str
    cell: Callable[[T], Cell]
    width: int = 120
    stretch: bool = False
    at_end: bool = False
    sort: Callable[[T], Any] | None = None
    edit: Callable[[T], str] | None = None
    least: int = 0
    fits: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Group:
    """Head of a group of rows; also what a row function `group` gives (rows of equal key stand together, sorted by `order`)."""

    key: str
    title: str
    order: Any = field(default="", compare=False)
    count: int = field(default=0, compare=False)
    is_open: bool = field(default=True, compare=False)


class RowModel(QAbstractTableModel, Generic[T]):
    """Rows under columns. `key` gives a row's id, `find` the text that the filter looks in, `group` the group it stands in."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], str],
        *,
        find: Callable[[T], str] | None = None,
        group: Callable[[T], Group] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key, self._find, self._group = key, find, group
        self._rows: list[T] = []
        self._haystack: list[str] = []
        self._shown: list[T | Group] = []
        self._closed: set[str] = set()
        self._needle = ""
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._cells: dict[tuple[str, int], Cell] = {}
        self._on_edit: Callable[[T, str, str], bool] | None = None
        self._at: dict[str, int] | None = None
        self._held = self._is_late = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._read_on)

    # what is shown

    def set_rows(self, rows: Iterable[T]) -> None:
        """Shows other rows; sort, filter and closed groups stay as they are."""
        self._rows = list(rows)
        self._haystack = []
        self._cells.clear()
        self._arrange()
        if self._find is not None and len(self._rows) > _MANY:
            self._rest.start(120)

    def _read_on(self) -> None:
        """Reads a slice of what the filter looks in, so that the first key finds it there and no frame waits for it."""
        self._read_until(len(self._haystack) + _SLICE)
        if len(self._haystack) < len(self._rows):
            self._rest.start(0)

    def _read_until(self, count: int) -> None:
        if self._find is not None:
            self._haystack += [self._find(row).casefold() for row in self._rows[len(self._haystack) : count]]

    def set_filter(self, text: str) -> None:
        """Keeps rows that hold every word of `text`, letter case aside."""
        self._needle = text.casefold()
        self._arrange()

    def set_group(self, group: Callable[[T], Group] | None) -> None:
        self._group = group
        self._arrange()

    def set_open(self, group: str, is_open: bool) -> None:
        """Opens or closes a group by its key."""
        (self._closed.discard if is_open else self._closed.add)(group)
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        can_sort = 0 <= column < len(self.columns) and self.columns[column].sort is not None
        self._sorted_by = (column, order) if can_sort else None
        self._arrange()

    def set_editor(self, on_edit: Callable[[T, str, str], bool]) -> None:
        """`on_edit(row, column key, text)` is called when a cell with `edit` was changed in place; False refuses."""
        self._on_edit = on_edit

    def can_edit(self, column: int) -> bool:
        """Whether cells of this column are changed in place."""
        return self._on_edit is not None and self.columns[column].edit is not None

    # what stands where

    def value(self, index: Index | int) -> T | None:
        """The row value at an index or row number; None for a group head or outside."""
        number = index if isinstance(index, int) else index.row()
        if not 0 <= number < len(self._shown):
            return None
        found = self._shown[number]
        return None if isinstance(found, Group) else found

    def group_at(self, number: int) -> Group | None:
        if not 0 <= number < len(self._shown):
            return None
        found = self._shown[number]
        return found if isinstance(found, Group) else None

    def row_of(self, key: str) -> int:
        """Number of the row with this id among what is shown, or -1."""
        if self._at is None:
            self._at = {self._key(row): n for n, row in enumerate(self._shown) if not isinstance(row, Group)}
        return self._at.get(key, -1)

    def key_at(self, number: int) -> str:
        row = self.value(number)
        return "" if row is None else self._key(row)

    def shown_values(self) -> list[T]:
        return [row for row in self._shown if not isinstance(row, Group)]

    def group_rows(self) -> list[int]:
        return [n for n, row in enumerate(self._shown) if isinstance(row, Group)]

    def cell(self, number: int, column: int) -> Cell:
        row = self._shown[number]
        if isinstance(row, Group):
            return Cell(row.title) if column == 0 else Cell()
        at = (self._key(row), column)
        found = self._cells.get(at)
        if found is None:
            if len(self._cells) > 20_000:
                self._cells.clear()
            found = self._cells[at] = self.columns[column].cell(row)
        return found

    # arranging

    def hold(self) -> None:
        """A cell is being edited: rows keep their places until `release`, so that nothing moves under the caret."""
        self._held = True

    def release(self) -> None:
        self._held = False
        if self._is_late:
            self._is_late = False
            self._arrange()

    def _arrange(self) -> None:
        shown = self._grouped(self._in_order(self._filtered()))
        if self._same_places(shown):
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(self.columns) - 1))
            return
        if self._held:
            self._is_late = True
            return
        self.beginResetModel()
        self._shown = shown
        self._at = None
        self.endResetModel()

    def _same_places(self, shown: list[T | Group]) -> bool:
        return len(shown) == len(self._shown) and all(self._id(new) == self._id(old) for new, old in zip(shown, self._shown, strict=True))

    def _id(self, row: T | Group) -> tuple[bool, str]:
        return (True, f"{row.key} {row.is_open}") if isinstance(row, Group) else (False, self._key(row))

    def _filtered(self) -> list[T]:
        if not self._needle or self._find is None:
            return list(self._rows)
        self._read_until(len(self._rows))
        words = self._needle.split()
        return [row for row, hay in zip(self._rows, self._haystack, strict=True) if all(word in hay for word in words)]

    def _in_order(self, rows: list[T]) -> list[T]:
        if self._sorted_by is None:
            return rows
        column, order = self._sorted_by
        by = self.columns[column].sort
        if by is None:
            return rows
        known = [(value, row) for row in rows if (value := by(row)) is not None]
        unknown = [row for row in rows if by(row) is None]
        known.sort(key=lambda pair: pair[0], reverse=order is Qt.SortOrder.DescendingOrder)
        return [row for _, row in known] + unknown

    def _grouped(self, rows: list[T]) -> list[T | Group]:
        if self._group is None:
            return list(rows)
        heads: dict[str, Group] = {}
        members: dict[str, list[T]] = {}
        for row in rows:
            head = self._group(row)
            heads.setdefault(head.key, head)
            members.setdefault(head.key, []).append(row)
        shown: list[T | Group] = []
        for head in sorted(heads.values(), key=lambda h: h.order or h.title):
            is_open = head.key not in self._closed
            shown.append(Group(head.key, head.title, head.order, len(members[head.key]), is_open))
            if is_open:
                shown.extend(members[head.key])
        return shown

    # Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            group = self.group_at(index.row())
            return f"{group.title} {group.count}" if group and index.column() == 0 else self.cell(index.row(), index.column()).says()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.cell(index.row(), index.column()).tip or None
        if role == Qt.ItemDataRole.EditRole:
            row, edit = self.value(index), self.columns[index.column()].edit
            return edit(row) if row is not None and edit else None
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        if role == ROW_ROLE:
            return self._shown[index.row()]
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = self.value(index), self.columns[index.column()]
        if role != Qt.ItemDataRole.EditRole or row is None or column.edit is None or self._on_edit is None:
            return False
        if str(value) == column.edit(row):
            return True
        return self._on_edit(row, column.key, str(value))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.group_at(index.row()):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return can | Qt.ItemFlag.ItemIsEditable if self.can_edit(index.column()) else can

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if self.columns[section].at_end else Qt.AlignmentFlag.AlignLeading
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def list_column(cell: Callable[[T], Cell]) -> tuple[Column[T]]:
    """The one column of a simple list."""
    return (Column("row", "", cell, stretch=True),)
