"""The one list and table view: rows of a RowModel, keyboard first, the same in both densities. Asks nobody; tells what was chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QScroller, QTableView, QWidget

from bwdesk.ui.look import Look, LookSource
from bwdesk.ui.parts.heads import HeadView
from bwdesk.ui.parts.row_acts import Fits, RowActs
from bwdesk.ui.parts.row_delegate import CellEditor
from bwdesk.ui.parts.row_painter import PAD
from bwdesk.ui.parts.row_sheet import Rooms, RowSheet
from bwdesk.ui.parts.row_sort import RowSort
from bwdesk.ui.parts.rows import Index, RowModel


class RowView(QTableView):
    """Shows a RowModel. `activated_row(key)` on Enter or double click, `current_row(key)` when another row has the focus.

    `ticked(key)` on Space, `typed(text)` for what is typed otherwise; Ctrl+Shift+arrows sort. Delete is left to what holds the list.

    `two_lines` sets the row height; `row_height` names another height of Density. Column widths grow with the text.
    """

    activated_row = Signal(str)
    current_row = Signal(str)
    typed = Signal(str)
    ticked = Signal(str)

    def __init__(
        self,
        source: LookSource,
        model: RowModel[Any],
        parent: QWidget | None = None,
        *,
        two_lines: bool = False,
        row_height: str = "",
        inset: int | None = None,
        with_heads: bool | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._rows = model
        self._row_height = row_height or ("row_two" if two_lines else "row")
        self._kept_key = ""
        self._acts: RowActs | None = None
        self._inset = inset
        self._own_widths: dict[int, int] = {}
        self._needs: list[int] = []
        self._is_fitting = False
        self._sheet = RowSheet(source, self, model)
        self.sorting = RowSort(self, model)
        self._prepare(model, inset, len(model.columns) > 1 if with_heads is None else with_heads)
        source.changed.connect(self._relook)
        self._relook(source.look)

    def _prepare(self, model: RowModel[Any], inset: int | None, with_heads: bool) -> None:
        self.setModel(model)
        self.setItemDelegate(CellEditor(self))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setHorizontalHeader(HeadView(self._source, inset, self))
        self.horizontalHeader().setVisible(with_heads)
        self.horizontalHeader().sectionClicked.connect(self.sorting.turn)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionResized.connect(self._widened)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        model.modelAboutToBeReset.connect(self._before_reset)
        model.modelReset.connect(self._after_reset)
        self.doubleClicked.connect(lambda index: self._activate(index))
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    def set_empty(self, sentence: str, what_to_do: str = "") -> None:
        """What stands where the first row would be when there is none: one sentence of fact, one of what to do."""
        self._sheet.empty = (sentence, what_to_do)
        self.viewport().update()

    def rooms(self) -> Rooms:
        """Where its columns stand now."""
        return self._sheet.rooms(self.viewport().rect())

    @property
    def empty(self) -> tuple[str, str]:
        """What stands there while there is no row."""
        return self._sheet.empty

    def set_row_acts(self, *acts: QAction | tuple[QAction, Fits]) -> None:
        """Commands (with an icon) that work on the row in focus: shown at the end of the row under the pointer, and as its menu.

        One given with `fits` is there for rows of which that is true.
        """
        self._acts = RowActs(self._source, self, self._rows, [one if isinstance(one, tuple) else (one, lambda _row: True) for one in acts])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._acts is not None:
            self._acts.open_menu(event)

    def current_key(self) -> str:
        return self._rows.key_at(self.currentIndex().row())

    def key_at(self, spot: QPoint) -> str:
        """The id of the row at a spot of the viewport, "" where there is none."""
        return self._rows.key_at(self.indexAt(spot).row())

    def choose(self, key: str) -> bool:
        """Puts the focus row on the row with this id; False when it is not shown."""
        number = self._rows.row_of(key)
        if number < 0:
            self._kept_key = key
            return False
        column = max(0, self.currentIndex().column())
        self.selectionModel().setCurrentIndex(
            self._rows.index(number, column),
            QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
        )
        return True

    def show_current(self) -> None:
        """Scrolls to the row in focus."""
        self.scrollTo(self.currentIndex())

    def choose_first(self) -> None:
        """Puts the focus row on the first row that is no group head, unless a row has it already."""
        if self.current_key():
            return
        for number in range(min(self._rows.rowCount(), 1000)):
            if key := self._rows.key_at(number):
                self.choose(key)
                return

    # sizes

    def fit_rows(self, most: int) -> None:
        """Takes the height of its rows, of `most` at most and of two where there is little room; the rest is scrolled to. For forms."""
        heads, row = self.horizontalHeader(), self.verticalHeader().defaultSectionSize()
        high = (0 if heads.isHidden() else heads.sizeHint().height()) + 2
        rows = max(self._rows.rowCount(), 1)
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumHeight(high + min(rows, 2) * row)
        self.setMaximumHeight(high + min(rows, most) * row)
        self.updateGeometry()

    def _relook(self, look: Look) -> None:
        self.verticalHeader().setDefaultSectionSize(getattr(look.density, self._row_height))
        scroller = QScroller.hasScroller(self.viewport())
        if look.touch and not scroller:
            QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._lay_groups()
        self._needs = []
        self._fit_columns()
        self.horizontalHeader().updateGeometry()
        self.updateGeometries()
        self.viewport().update()

    def _lay_groups(self) -> None:
        self.clearSpans()
        heads = self._rows.group_rows()
        columns = len(self._rows.columns)
        height = self._source.look.density.group_row
        for number in heads:
            if columns > 1:
                self.setSpan(number, 0, 1, columns)
            self.setRowHeight(number, height)

    def _fit_columns(self) -> None:
        look = self._source.look
        factor = look.type.factor
        inset = self.inset
        if not self._needs:
            self._needs = [self._sheet.needs(column) for column in self._rows.columns]
        over = sum(self._needs) - sum(round(column.width * factor) for column in self._rows.columns)
        for n, column in enumerate(self._rows.columns):
            self.setColumnHidden(n, column.least > 0 and self.width() < column.least * factor + over)
        shown = [n for n in range(len(self._rows.columns)) if not self.isColumnHidden(n)]
        widths = {n: self._own_widths.get(n, self._needs[n]) for n in shown}
        stretched = [n for n in shown if self._rows.columns[n].stretch and n not in self._own_widths]
        if shown:
            for edge in {shown[0], shown[-1]} - set(self._own_widths):
                widths[edge] += inset - PAD
        spare = self.viewport().width() - sum(widths.values())
        for n in stretched:
            widths[n] = max(round(widths[n] * 0.6), widths[n] + spare // len(stretched))
        if shown and not stretched and spare > 0:
            widths[shown[-1]] += spare
        self._is_fitting = True
        for n, width in widths.items():
            self.setColumnWidth(n, width)
        self._is_fitting = False

    def _widened(self, column: int, _old: int, new: int) -> None:
        if not self._is_fitting and QWidget.underMouse(self.horizontalHeader()):
            self._own_widths[column] = new

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    # what happens

    def _before_reset(self) -> None:
        self._kept_key = self.current_key() or self._kept_key

    def _after_reset(self) -> None:
        self._lay_groups()
        if self._kept_key and self.choose(self._kept_key):
            self._kept_key = ""
        elif self.hasFocus():
            QTimer.singleShot(0, self, self._stand)
        self.viewport().update()

    def _stand(self) -> None:
        """Rows that come to a list which has the focus already: keys mean the first, as when the focus comes later."""
        if self.hasFocus() and not self.currentIndex().isValid():
            self.setCurrentIndex(self._rows.index(0, 0))

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.current_row.emit(self._rows.key_at(now.row()))

    def _activate(self, index: Index) -> None:
        group = self._rows.group_at(index.row())
        if group is not None:
            self._toggle(index.row())
        elif index.isValid():
            self.activated_row.emit(self._rows.key_at(index.row()))

    def _toggle(self, number: int) -> None:
        group = self._rows.group_at(number)
        if group is not None:
            self._rows.set_open(group.key, not group.is_open)
            self.setCurrentIndex(self._rows.index(number, 0))

    def sort_rows(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column and shows the caret at its head."""
        self.sorting.by(column, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, number = event.key(), self.currentIndex().row()
        group = self._rows.group_at(number)
        if self.sorting.key(event, rtl=self._source.look.rtl):
            return
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter and number >= 0 and self.state() is not QAbstractItemView.State.EditingState:
            self._activate(self.currentIndex())
            return
        inward, outward = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self._source.look.rtl:
            inward, outward = outward, inward
        if group is not None and key in (inward, outward, Qt.Key.Key_Space):
            if key == Qt.Key.Key_Space or (key == inward) != group.is_open:
                self._toggle(number)
            return
        if key == Qt.Key.Key_Delete:
            event.ignore()
            return
        if key == Qt.Key.Key_Space and not event.modifiers() and self.current_key():
            self.ticked.emit(self.current_key())
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing in a list is handed to the page, which knows how to look for it."""
        if search.strip() and search.isprintable():
            self.typed.emit(search)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._rows.group_at(index.row()) is not None and event.button() is Qt.MouseButton.LeftButton:
            self._toggle(index.row())
            return
        super().mousePressEvent(event)

    def edit(self, index: Index, *rest: Any) -> Any:
        if not rest:
            self._rows.hold()
            return super().edit(index)
        started = super().edit(index, *rest)
        if started:
            self._rows.hold()
        return started

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self._rows.release()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.choose_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @property
    def inset(self) -> int:
        """Space at the outer edges of a row, in px."""
        return self._source.look.density.inset if self._inset is None else self._inset

    def paintEvent(self, event: QPaintEvent) -> None:
        self._sheet.paint(event)
