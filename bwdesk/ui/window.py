"""The frame: rail, header, centre, context pane, bar, strip; where the person is, and the way back. It knows no records.

Places give pages, the bench gives facts, the window joins them: it opens pages, keeps the history, and carries the commands that are
the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMainWindow, QWidget
from shiboken6 import isValid

from bwdesk.texts import Texts
from bwdesk.ui.header import Header
from bwdesk.ui.history import History
from bwdesk.ui.icon_engine import app_icon
from bwdesk.ui.look import LookSource
from bwdesk.ui.page import Context, Page, Where
from bwdesk.ui.palette import Palette, Search
from bwdesk.ui.parts.focus_ring import FocusRing
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.tab_order import step
from bwdesk.ui.places import Memory, Place, StripState
from bwdesk.ui.properties import ICON, KEY_TEXT
from bwdesk.ui.rail import Rail
from bwdesk.ui.strip import Strip
from bwdesk.ui.turning import AskLeave, Turning
from bwdesk.ui.workspace import Workspace

PANE_FOLDS = 1180
RAIL_FOLDS = 1024
"""px of a window at normal text size; larger text needs more."""


class DeskWindow(QMainWindow):
    """The desk's window. `ask_leave(then)` asks for the PIN before turn-around mode ends; None lets go without it."""

    strip_asked = Signal(str)
    chooser_asked = Signal(str)
    leaving = Signal()
    went = Signal(object)
    turned = Signal(bool)
    undo_asked = Signal()
    redo_asked = Signal()
    lock_asked = Signal()
    closing = Signal()

    def __init__(
        self,
        source: LookSource,
        texts: Texts,
        places: Sequence[Place],
        memory: Memory,
        *,
        search: Search | None = None,
        ask_leave: AskLeave | None = None,
    ) -> None:
        super().__init__()
        self._source, self._texts, self._memory = source, texts, memory
        self._search = search
        self._places = {place.key: place for place in places}
        self._pages: dict[str, Page] = {}
        self._history = History()
        self._strip_state = StripState()
        self._put_away: list[QAction] = []
        self._asked_in_little = False
        self._wants_pane = memory.recall("pane") != "closed"
        self._globals: list[QAction] = []
        self._of_list: Sequence[QAction] = ()
        self.turning = Turning(source, ask_leave, self)
        self.setWindowTitle(texts("frame.wordmark"))
        self.setWindowIcon(app_icon())
        self._make_actions(places)
        self.turning.turned.connect(self._turned)
        self._build([place for place in places if place.in_rail])
        self._palette: Palette | None = None
        self.ring = FocusRing(source, self)
        source.changed.connect(lambda _look: self._fold())
        self.resize(1280, 800)
        self._restore()
        self._fold()

    # building

    def _action(self, key: str, keys: str, done: Callable[[], object], icon: str = "", *, checkable: bool = False) -> QAction:
        action = QAction(self._texts(f"frame.act.{key}"), self)
        action.setShortcuts([QKeySequence(one) for one in keys.split(" | ")] if keys else [])
        action.setProperty(ICON, icon)
        action.setCheckable(checkable)
        action.triggered.connect(lambda _checked=False: done())
        self.addAction(action)
        self._globals.append(action)
        return action

    def _make_actions(self, places: Sequence[Place]) -> None:
        for place in places:
            if not place.shortcut and not place.in_rail:
                continue
            action = QAction(self._texts("frame.act.open", place=self._texts(place.text_key)), self)
            action.setShortcut(QKeySequence(place.shortcut))
            action.setProperty(ICON, place.icon)
            action.triggered.connect(lambda _checked=False, key=place.key: self.go(key))
            self.addAction(action)
            self._globals.append(action)
        self.back_action = self._action("back", "Alt+Left", self.back, "caret-left")
        self.forward_action = self._action("forward", "Alt+Right", self.forward, "caret-right")
        self.pane_action = self._action("pane", "F4", self.toggle_pane, "columns", checkable=True)
        self.turn_action = self._action("turn", "F11", self.turning.toggle, "presentation-chart", checkable=True)
        self.turning.show_on(self.turn_action)
        self.undo_action = self._action("undo", "Ctrl+Z", self.undo_asked.emit, "arrow-u-up-left")
        self.redo_action = self._action("redo", "Ctrl+Shift+Z | Ctrl+Y", self.redo_asked.emit)
        self._action("find_here", "Ctrl+F", self._find_here, "magnifying-glass")
        self._action("find_all", "Ctrl+Shift+F", lambda: self.open_palette(commands=False), "magnifying-glass")
        self._action("lock", "Ctrl+L", self.lock_asked.emit, "lock-simple")
        palette = self._action("palette", "Ctrl+K", self.open_palette)
        self._globals.remove(palette)
        self._action("keys", "F1", self.show_keys, "keyboard")
        self.back_action.setEnabled(False)
        self.forward_action.setEnabled(False)

    def _build(self, rail_places: Sequence[Place]) -> None:
        whole = QWidget(self)
        self.rail = Rail(self._source, self._texts, rail_places, whole)
        self.header = Header(self._source, self._texts, self.back_action, self.forward_action, self.turn_action, self.pane_action, whole)
        self.space = Workspace(self._source, self._texts, self._memory, whole)
        self.strip = Strip(self._source, self._texts, whole)
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0, 2, 1)
        grid.addWidget(self.header, 0, 1)
        grid.addWidget(self.space, 1, 1)
        grid.addWidget(self.strip, 2, 0, 1, 2)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(whole)
        self.notices = self.space.notices
        self.rail.asked.connect(self.go)
        self.header.chooser_asked.connect(self.chooser_asked)
        self.header.search_asked.connect(self.open_palette)
        self.strip.asked.connect(self.strip_asked)
        self.notices.undo_asked.connect(self.undo_asked)

    # going

    def go(self, place: str, where: dict[str, str] | None = None) -> None:
        """Opens a place, for `where` if given; the last page there otherwise keeps what it showed."""
        self.go_where(Where(place, dict(where or {})))

    def go_where(self, where: Where) -> None:
        self._history.go(where)
        self._open(where)

    def back(self) -> None:
        if (where := self._history.back()) is not None:
            self._open(where)

    def forward(self) -> None:
        if (where := self._history.forward()) is not None:
            self._open(where)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self.space.page

    @property
    def where(self) -> Where | None:
        return self._history.now

    def _open(self, where: Where) -> None:
        before = self.page
        self.leaving.emit()
        if before is not None:
            before.leaving()
        page = self._page(where.place)
        self.space.show_page(page)
        self.rail.show_place(where.place)
        self.notices.clear()
        page.opened(**where.args)
        self._show_page(page)
        page.focus_first()
        self._show_history()
        self.went.emit(where)

    def _page(self, key: str) -> Page:
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = self._places[key].make()
            self.space.add(page)
            page.go.connect(self.go)
            page.undo_asked.connect(self.undo_asked)
            page.redo_asked.connect(self.redo_asked)
            page.pane_changed.connect(lambda page=page: self._if_shown(page, self._show_pane))
            page.commands_changed.connect(lambda page=page: self._if_shown(page, self.space.show_commands))
            page.title_changed.connect(lambda page=page: self._if_shown(page, self._show_title))
            page.context_changed.connect(self.set_context)
            if self.turning.is_on:
                page.turned(True)
        return page

    def _if_shown(self, page: Page, show: Callable[[Page], None]) -> None:
        if page is self.page:
            show(page)

    def _show_page(self, page: Page) -> None:
        self._show_title(page)
        self.space.show_commands(page)
        self._show_pane(page)

    def _show_title(self, page: Page) -> None:
        name = self._texts("frame.wordmark")
        title = page.title()
        self.setWindowTitle(f"{title} · {name}" if title and not self.turning.is_on else name)

    def _show_pane(self, page: Page) -> None:
        self.space.show_pane(page)
        self._fold()

    # what is told from outside

    def set_context(self, context: Context) -> None:
        """Names the factory and cycle in the header."""
        self.header.show_context(context)

    def show_strip(self, state: StripState) -> None:
        self._strip_state = state
        self.strip.show_state(state, turned=self.turning.is_on)

    def show_counts(self, counts: dict[str, int]) -> None:
        self.rail.show_counts(counts)

    def name_undo(self, undo: str = "", redo: str = "") -> None:
        """Names what would be undone and redone; empty switches the command off."""
        for action, key, what in ((self.undo_action, "undo", undo), (self.redo_action, "redo", redo)):
            action.setEnabled(bool(what))
            action.setText(self._texts(f"frame.act.{key}_named", what=what) if what else self._texts(f"frame.act.{key}"))

    def add_command(self, action: QAction) -> None:
        """A command that works on every page (F2 quick note)."""
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.addAction(action)
        self._globals.append(action)

    def open_palette(self, *, commands: bool = True, search: Search | None = None, hint: str = "") -> None:
        """Opens the palette: with commands, or for a search of one's own (choosing a factory). Turned around it stays shut."""
        page = self.page
        if self.turning.is_on:
            return
        listed = self._listed(page) if commands and page is not None and search is None else []
        self.palette_box.open(listed, search or self._search, hint)

    def show_keys(self) -> None:
        """F1: the palette with what has a key here: the page, the list in focus, the desk."""
        if self.page is not None and not self.turning.is_on:
            keyed = [one for one in self._listed(self.page) if one.shortcuts() or one.property(KEY_TEXT)]
            self.palette_box.open(keyed, None, self._texts("frame.keys"))

    def _listed(self, page: Page) -> list[QAction]:
        for old in filter(isValid, self._of_list):
            old.deleteLater()
        view = self.focusWidget()
        self._of_list = view.sorting.commands(self._texts, rtl=self._source.look.rtl) if isinstance(view, RowView) else ()
        return [*page.actions(), *self._of_list, *self._globals]

    @property
    def palette_box(self) -> Palette:
        """The palette, made when it is first asked for."""
        if self._palette is None:
            self._palette = Palette(self._source, self._texts, self)
            self._palette.chosen.connect(self.go_where)
        return self._palette

    # folding and turning

    def toggle_pane(self) -> None:
        """F4."""
        self._wants_pane = self.space.pane.isHidden()
        self._memory.remember("pane", "open" if self._wants_pane else "closed")
        self._fold(asked=True)

    def _fold(self, *, asked: bool = False) -> None:
        """Little width: the pane goes first (unless it was asked for just now), then the words of the rail."""
        rail_folds, pane_folds = (round(px * self._source.look.type.factor) for px in (RAIL_FOLDS, PANE_FOLDS))
        least = rail_folds if self._source.look.touch else pane_folds
        has_room = self.width() >= least or asked or (not self.space.pane.isHidden() and self._asked_in_little)
        self._asked_in_little = (asked and self.width() < least) or (self._asked_in_little and self.width() < least)
        shown = self.space.has_pane and self._wants_pane and has_room and not self.turning.is_on
        self.space.open_pane(shown)
        self.pane_action.setEnabled(self.space.has_pane)
        self.pane_action.setChecked(shown)
        self.rail.set_narrow(self.width() < rail_folds)
        self.rail.setHidden(self.turning.is_on)

    def _turned(self, on: bool) -> None:
        """Turned around: pages hide what is not for the factory, and no key leads to another page, factory or search."""
        if self._palette is not None:
            self._palette.close_palette()
        for page in self._pages.values():
            page.turned(on)
        self.header.set_turned(on)
        self.show_strip(self._strip_state)
        if on:
            self._put_away = [a for a in self._globals if a is not self.turn_action and a.isEnabled()]
        for action in self._put_away:
            action.setEnabled(not on)
        self._fold()
        self.turned.emit(on)

    def _show_history(self) -> None:
        self.back_action.setEnabled(self._history.can_back)
        self.forward_action.setEnabled(self._history.can_forward)

    # Qt's side

    def _find_here(self) -> None:
        if self.page is not None:
            self.page.find_here()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        if self._palette is not None and self._palette.isVisible():
            self._palette.place()
        if self.notices.undo_bar.isVisible():
            self.notices.undo_bar.settle_place()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.notices.clear()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None:
            self.page.leaving()
        self._memory.remember("geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        self.closing.emit()
        super().closeEvent(event)

    def _restore(self) -> None:
        kept = self._memory.recall("geometry")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii")))
