"""Between notebook and desk: what was typed becomes records, each edit on the line as the page had read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bwdesk.domain.visit import Line, Visit
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.parts.note_lines import TypedLine
from bwdesk.usecases.visit_typing import draft_key, record_lines, remove_lines


class Recorder:
    """Records the lines of the visit of a page. `base_of` gives the line as the page has read it."""

    def __init__(self, page: DeskPage, base_of: Callable[[str], Line | None]) -> None:
        self._page, self._base_of = page, base_of
        self.visit: Visit | None = None
        self.agenda_item: str | None = None

    def drafted(self, line_id: str, text: str, caret: int) -> None:
        """Keeps what is being typed."""
        if self.visit is not None:
            self._page.desk.keep_draft(draft_key(self.visit.id, line_id), text, caret)

    def settled(self, lines: Sequence[TypedLine]) -> None:
        """Records lines that were left, all of them in one act; their drafts go with it."""
        if self.visit is not None:
            typed = [(line.id, line.text, line.mark, line.after_id, self._base_of(line.id)) for line in lines]
            self._page.do(record_lines, self.visit, typed, self.agenda_item)

    def removed(self, line_ids: Sequence[str]) -> None:
        """Takes deleted lines out of the record."""
        bases = [base for base in map(self._base_of, line_ids) if base is not None]
        if bases and self.visit is not None:
            self._page.do(remove_lines, self.visit, bases)
