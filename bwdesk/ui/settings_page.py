"""Settings: one page that can be searched. It shows what the settings of this laptop say and asks for changes; each counts at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.page import Page
from bwdesk.ui.palette import plain
from bwdesk.ui.parts.basics import SectionHead, TitleRow, Words
from bwdesk.ui.settings_certificate import certificate
from bwdesk.ui.settings_ports import Backups, Certificates, Locks
from bwdesk.ui.settings_sections import Shelf, about, backups, locks, look_and_language, photos, sync


class SettingRow(QWidget):
    """One setting: what it is, what it does, its control at the end."""

    def __init__(self, source: LookSource, title: str, help: str, controls: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self.found_by = plain(f"{title} {help}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(24)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(Words(source, title, Role.NAME, wrap=True, parent=self))
        if help:
            words.addWidget(Words(source, help, Role.SMALL, "text2", wrap=True, parent=self))
        words.addStretch(1)
        row.addLayout(words, 1)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        for control in controls:
            ends.addWidget(control)
        row.addLayout(ends)


class SettingsPage(Page):
    """The settings. Without `locks_port`, `backups_port` or `certificates` (a desk with no file of its own) their sections are left out."""

    key: ClassVar[str] = "settings"
    wants_pane: ClassVar[bool] = False

    def __init__(
        self,
        bench: Bench,
        locks_port: Locks | None = None,
        backups_port: Backups | None = None,
        diagnostics: Callable[[], str] | None = None,
        certificates: Certificates | None = None,
    ) -> None:
        super().__init__()
        self._bench, self._locks, self._backups, self._diagnostics = bench, locks_port, backups_port, diagnostics
        self._certificates = certificates
        self._sections: list[tuple[SectionHead, list[SettingRow]]] = []
        source, texts = bench.look, bench.texts
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(texts("settings.search"))
        self.search.setAccessibleName(texts("settings.search"))
        self.search.setFixedWidth(280)
        self.search.setClearButtonEnabled(False)
        self.search.textChanged.connect(self.show_found)
        self._title = TitleRow(source, texts("frame.place.settings"), texts("settings.facts"))
        self._title.set_actions([self.search])
        self._nothing = Words(source, texts("settings.nothing"), Role.BODY, "text2", parent=self)
        self._nothing.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._title)
        whole.addWidget(self._scroll())
        bench.settings.changed.connect(self._settings_changed)
        self._fill()

    def _scroll(self) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        across = QHBoxLayout(ground)
        inset = self._bench.look.look.density.inset
        across.setContentsMargins(inset, 8, inset, 32)
        held = QWidget()
        held.setMaximumWidth(880)
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        across.addWidget(held, 20)
        across.addStretch(1)
        area.setWidget(ground)
        return area

    def _fill(self) -> None:
        shelf = Shelf(self._bench, self)
        look_and_language(shelf)
        if self._locks is not None:
            locks(shelf, self._locks)
        sync(shelf, lambda: self.go.emit("office", {}))
        photos(shelf)
        if self._certificates is not None:
            certificate(shelf, self._certificates)
        if self._backups is not None:
            backups(shelf, self._backups)
        about(shelf, self._diagnostics)
        self._column.addWidget(self._nothing)
        for title, settings in shelf.sections:
            head = SectionHead(self._bench.look, title, parent=self)
            self._column.addWidget(head)
            rows = [SettingRow(self._bench.look, s.title, s.help, s.controls, self) for s in settings]
            for row in rows:
                self._column.addWidget(row)
            gap = QWidget(self)
            gap.setFixedHeight(24)
            self._column.addWidget(gap)
            self._sections.append((head, rows))
        self._column.addStretch(1)
        self._shelf = shelf

    def show_found(self, text: str) -> None:
        """Shows the settings whose words hold every word of `text`."""
        words = plain(text).split()
        found_any = False
        for head, rows in self._sections:
            in_head = all(word in plain(head.accessibleName()) for word in words)
            for row in rows:
                row.setVisible(in_head or all(word in row.found_by for word in words))
            shown = any(not row.isHidden() for row in rows)
            head.setVisible(shown)
            found_any = found_any or shown
        self._nothing.setHidden(found_any)

    def _settings_changed(self) -> None:
        self._shelf.refresh()

    def title(self) -> str:
        return self._bench.texts("frame.place.settings")

    def opened(self, **where: str) -> None:
        """`find` searches at once (from the palette or the strip: `find="sync"`)."""
        if "find" in where:
            self.search.setText(where["find"])
        self._shelf.refresh()

    def focus_first(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_here(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
