"""A text field over one record at a time: drafts while it is typed in, its use case when it stands. No Save button."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from bwdesk.ui.bench import Bench
from bwdesk.ui.parts.autosave import NoteField


class TypedField(NoteField):
    """Words of the record that is shown. Another record settles what stands first; a record shown again leaves what is being typed."""

    def __init__(self, bench: Bench, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._draft_key = ""
        self._stands: Callable[[str], object] = lambda _text: None
        self._restored: set[str] = set()
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.draft_changed.connect(self._keep_draft)
        self.settled.connect(lambda text: self._stands(text))

    def show_record(self, draft_key: str, text: str, draft: tuple[str, int] | None, stands: Callable[[str], object]) -> None:
        """`draft` is what was being typed when the program ended; `stands` is told what is to be recorded."""
        if draft_key != self._draft_key:
            self.settle()
            self._draft_key = draft_key
        self._stands = stands
        self.show_text(text)
        if draft is not None and draft_key not in self._restored and not self.autosave.is_dirty:
            self._restored.add(draft_key)
            self.restore_draft(*draft)

    def _keep_draft(self, text: str, caret: int) -> None:
        self._restored.add(self._draft_key)
        self._bench.desk.keep_draft(self._draft_key, text, caret)


Drafts = Mapping[tuple[str, str], tuple[str, int]]
