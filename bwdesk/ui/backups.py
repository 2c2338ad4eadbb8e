"""The backups that can be brought back, newest first, and one from a stick: what the unlock screen and the first run both offer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from bwdesk.errors import DeskError
from bwdesk.texts import Texts
from bwdesk.ui.gate import Gate, Snapshot
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.moments import day_and_clock
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.words import Words
from bwdesk.ui.sentence import sentence_of

MOST: Final = 5
KINDS: Final = "*.bwbackup"


class BackupList(QWidget):
    """`restored` when a backup is in place; what happens meanwhile, and why not, stands under the list."""

    restored = Signal()

    def __init__(self, source: LookSource, texts: Texts, gate: Gate, parent: QWidget) -> None:
        super().__init__(parent)
        self._source, self._texts, self._gate = source, texts, gate
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.file = ActButton(source, texts("unlock.restore_file"), icon="folder-open", parent=self)
        self.file.clicked.connect(lambda _checked=False: self._ask_file())
        self.message = Words(source, "", Role.BODY, "text2", wrap=True, parent=self)
        for widget in (self.file, self.message):
            self._column.addWidget(widget)
        gate.snapshots(self._show)

    def _show(self, found: Sequence[Snapshot]) -> None:
        if not found:
            self.message.show_words(self._texts("unlock.restore_none"), "text2")
        for place, snapshot in enumerate(list(found)[:MOST]):
            when = day_and_clock(self._source.look, snapshot.taken_at)
            words = f"{when}: {snapshot.words}" if snapshot.words else when
            button = ActButton(self._source, words, icon="clock-counter-clockwise", parent=self)
            button.clicked.connect(lambda _checked=False, path=snapshot.path: self.restore(path))
            self._column.insertWidget(place, button)

    def _ask_file(self) -> None:
        kinds = f"{self._texts('unlock.restore_kinds')} ({KINDS})"
        path, _ = QFileDialog.getOpenFileName(self, self._texts("unlock.restore_file"), "", kinds)
        if path:
            self.restore(Path(path))

    def restore(self, path: Path) -> None:
        """Puts a backup in place."""
        self.message.show_words(self._texts("unlock.restoring"), "text3")
        self.setEnabled(False)
        self._gate.restore(path, self._done)

    def _done(self, error: DeskError | None) -> None:
        self.setEnabled(True)
        if error is not None:
            self.message.show_words(" ".join(sentence_of(error, self._texts)), "bad")
        else:
            self.message.show_words(self._texts("unlock.restored"), "good")
            self.restored.emit()
