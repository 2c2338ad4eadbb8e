"""Printing at the server: in a process of its own, held to memory and time (runtime/intake.py), one file after the other.

Of one factory one at a time, so that two clicks are one after the other; of all a few may wait. What is printed is not decided here.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from bwdesk.errors import IntakeRefused, NotAllowed
from bwdesk.reports.values_base import PrintedPaper
from bwdesk.runtime.intake import Intake, IntakeCancelled
from bwdesk.usecases.report_editions import ToPrint

MOST_AT_ONCE: Final = 4
PATIENCE: Final = 30.0
"""Seconds that somebody waits for those before, and again that a file waits and is printed."""


class Press:
    """Prints reports that a factory releases itself. `close` ends the process."""

    def __init__(self) -> None:
        self._intake = Intake()
        self._free = threading.Condition()
        self._busy: set[str] = set()
        self._here = 0

    def close(self) -> None:
        self._intake.close()

    @contextmanager
    def turn_of(self, factory_id: str) -> Iterator[None]:
        """The factory's turn; raises NotAllowed (`reader.printing_busy`) when it does not come, or too many wait already."""
        with self._free:
            if self._here >= MOST_AT_ONCE:
                raise NotAllowed("reader.printing_busy")
            self._here += 1
            try:
                if not self._free.wait_for(lambda: factory_id not in self._busy, PATIENCE):
                    raise NotAllowed("reader.printing_busy")
            except BaseException:
                self._here -= 1
                raise
            self._busy.add(factory_id)
        try:
            yield
        finally:
            with self._free:
                self._here -= 1
                self._busy.discard(factory_id)
                self._free.notify_all()

    def printed(self, one: ToPrint) -> PrintedPaper:
        """The finished file. Raises NotAllowed: `reader.printing_busy`, `reader.not_printed` (it took too long or too much memory)."""
        over = time.monotonic() + PATIENCE
        try:
            made: PrintedPaper = self._intake.run(
                "print_first_progress", one.paper, one.language, cancelled=lambda: time.monotonic() > over
            )
        except IntakeCancelled:
            raise NotAllowed("reader.printing_busy") from None
        except IntakeRefused:
            raise NotAllowed("reader.not_printed") from None
        return made
