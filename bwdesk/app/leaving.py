"""After a pass: clears what scopes that left the database have left in files, step by step on the lanes, and tells the person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bwdesk.errors import DeskError
from bwdesk.runtime.desk import Desk
from bwdesk.runtime.gate import Opened
from bwdesk.runtime.opening import Files
from bwdesk.store.clearing import clear_copies, clear_photos
from bwdesk.store.forgetting import files_to_clear, note_cleared, note_photos_cleared
from bwdesk.store.journal import Journal


class Clearing:
    """One at a time; what could not be cleared (somebody was reading) is cleared after the next pass."""

    def __init__(self, opened: Opened, files: Files, journal: Journal, desk: Desk) -> None:
        self._opened, self._files, self._journal, self._desk = opened, files, journal, desk
        self._is_running = False

    def run(self) -> None:
        """Clears, if there is anything to clear."""
        if not self._is_running:
            self._is_running = True
            self._desk.ask(files_to_clear).then(self._photos).otherwise(self._failed)

    def _photos(self, left: dict[str, list[str]]) -> None:
        if not left:
            self._is_running = False
            return
        job = partial(clear_photos, self._journal, self._files.photos, left)
        self._paper(job, lambda: self._note(note_photos_cleared, left, lambda: self._copies(left)))

    def _copies(self, left: dict[str, list[str]]) -> None:
        job = partial(clear_copies, self._opened.folder, self._opened.key, set(left))
        self._paper(job, lambda: self._note(note_cleared, left, self._done))

    def _paper(self, job: Callable[[], Any], then: Callable[[], Any]) -> None:
        self._desk.errand(self._desk.lanes.paper, job).then(lambda _none: then()).otherwise(self._failed)

    def _note(self, act: Callable[..., None], left: dict[str, list[str]], then: Callable[[], Any]) -> None:
        self._desk.do_later(act, sorted(left)).then(lambda _none: then()).otherwise(self._failed)

    def _done(self) -> None:
        self._is_running = False

    def _failed(self, error: DeskError) -> None:
        self._is_running = False
        if error.key != "store.busy":
            self._desk.tell(error)
