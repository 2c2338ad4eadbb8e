"""Between notebook and desk: what was typed becomes records, each edit on the line as the page had read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bwdesk.domain.visit import Line, Visit
from bwdesk.errors import DeskError
from bwdesk.runtime.promise import Promise
from bwdesk.ui.bench import Bench
from bwdesk.ui.parts.note_lines import TypedLine
from bwdesk.usecases.visit_typing import draft_key, record_lines, remove_lines


class Recorder:
    """Records the lines of one visit. `base_of` gives the line as the page has read it.

    `again` asks anew for what the page shows when an answer was late: read before what was typed was written, it would take those
    lines off the page.
    """

    def __init__(self, bench: Bench, base_of: Callable[[str], Line | None], again: Callable[[], None]) -> None:
        self._bench, self._base_of, self._again = bench, base_of, again
        self._begun = self._on_way = 0
        self._asked_at: int | None = 0
        self._was_late = False
        self.visit: Visit | None = None
        self.agenda_item: str | None = None

    def asking(self) -> None:
        """The page asks for what it shows."""
        self._asked_at = None if self._on_way else self._begun

    def is_late(self) -> bool:
        """Whether what was read then does not know all that was typed."""
        self._was_late = bool(self._on_way) or self._asked_at != self._begun
        return self._was_late

    def _began(self, writing: Promise[Any]) -> None:
        self._begun += 1
        self._on_way += 1
        writing.then(lambda _written: self._ended()).otherwise(self._failed)

    def _ended(self) -> None:
        self._on_way -= 1
        if self._was_late and not self._on_way:
            self._again()

    def _failed(self, error: DeskError) -> None:
        self._bench.desk.tell(error)
        self._ended()

    def drafted(self, line_id: str, text: str, caret: int) -> None:
        """Keeps what is being typed."""
        if self.visit is not None:
            self._bench.desk.keep_draft(draft_key(self.visit.id, line_id), text, caret)

    def settled(self, lines: Sequence[TypedLine]) -> None:
        """Records lines that were left, all of them in one act; their drafts go with it."""
        if self.visit is not None:
            typed = [(line.id, line.text, line.mark, line.after_id, self._base_of(line.id)) for line in lines]
            self._began(self._bench.desk.do(record_lines, self.visit, typed, self.agenda_item))

    def removed(self, line_ids: Sequence[str]) -> None:
        """Takes deleted lines out of the record."""
        bases = [base for base in map(self._base_of, line_ids) if base is not None]
        if bases and self.visit is not None:
            self._began(self._bench.desk.do(remove_lines, self.visit, bases))
