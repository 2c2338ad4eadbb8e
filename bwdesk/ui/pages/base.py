"""What all pages of records share: asking again when something they show has changed, and dropping answers that came too late."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

from bwdesk.domain.thing import Thing
from bwdesk.errors import DeskError
from bwdesk.runtime.promise import Promise
from bwdesk.store.unit import Changes, Reader, Unit
from bwdesk.ui.bench import Bench
from bwdesk.ui.page import Page

P = ParamSpec("P")
R = TypeVar("R")


class DeskPage(Page):
    """A page that shows records. `kinds` are those whose changes it hears; `reload` asks for everything it shows.

    Changes that come while the page is hidden wait until it is shown. Several changes at once cause one reload. What was read before
    something done here was written is not told: it does not know what the page shows already, and is asked anew once all is written.
    `instead` is the place (and where there) that is shown when what the page is about was removed, here or by a colleague.
    """

    kinds: ClassVar[tuple[type[Thing], ...]] = ()
    instead: ClassVar[tuple[str, dict[str, str]]] = ("", {})

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench, self.desk, self.texts, self.look = bench, bench.desk, bench.texts, bench.look
        self._turns: dict[str, int] = {}
        self._begun = self._on_way = self._unread = 0
        self._turn_overs: deque[Callable[[], object]] = deque()
        self._late: dict[str, Callable[[], object]] = {}
        self._is_stale = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._reload_shown)
        bench.desk.changed.connect(self._heard)

    def reload(self) -> None:
        """Asks for what the page shows."""

    def concerns(self, changes: Changes) -> bool:
        """Whether a change touches what is shown; by kind unless overridden."""
        return changes.touches(*self.kinds)

    def ask(self, told: Callable[[R], Any], query: Callable[Concatenate[Reader, P], R], *args: P.args, **kwargs: P.kwargs) -> Promise[R]:
        """Asks the desk and tells `told` the answer, unless the same `told` has been asked for anew meanwhile."""
        name = getattr(told, "__name__", repr(told))
        turn = self._turns[name] = self._turns.get(name, 0) + 1
        self._late.pop(name, None)
        known = None if self._on_way else self._begun  # of what was done here, all is in what is read now

        def answer(found: R) -> None:
            if self._turns[name] == turn and known == self._begun:
                told(found)
            elif self._turns[name] == turn:
                self._late[name] = partial(self.ask, told, query, *args, **kwargs)
                self._again()

        def refused(error: DeskError) -> None:
            if self._turns[name] == turn:
                self._unanswered(error)

        self._unread += 1
        return self.desk.ask(query, *args, **kwargs).then(answer, self).otherwise(refused, self).ended(self._answered, self)

    def _answered(self) -> None:
        self._unread -= 1
        self._take_turns()

    def _unanswered(self, error: DeskError) -> None:
        if error.key == "thing.gone":
            self._turns = {name: turn + 1 for name, turn in self._turns.items()}  # nothing else that was asked of it has an answer
            self._late.clear()
            self.gone()
        self.desk.tell(error)

    def gone(self) -> None:
        """What the page is about was removed."""
        if self.instead[0] and self.isVisible():
            self.go.emit(*self.instead)

    def do(self, use_case: Callable[Concatenate[Unit, P], R], *args: P.args, **kwargs: P.kwargs) -> Promise[R]:
        """Does something at the desk; `changed` brings the page up to date afterwards."""
        self._begun += 1
        self._on_way += 1
        return self.desk.do(use_case, *args, **kwargs).ended(self._written, self)

    def in_turn(self, act: Callable[[], object]) -> None:
        """Does what turns over what stands (a tick, the next of several), once what was done here before is written and shown.

        A second key that is faster than the file would say the same again. `act` finds its record when its turn comes.
        """
        self._turn_overs.append(act)
        self._take_turns()

    def _take_turns(self) -> None:
        while self._turn_overs and not (self._on_way or self._unread or self._is_stale or self._late):
            self._turn_overs.popleft()()

    def _written(self) -> None:
        self._on_way -= 1
        self._again()

    def _again(self) -> None:
        """Once all that was done here is written, what could not be told is asked for."""
        if not self._on_way and (self._is_stale or self._late or self._turn_overs):
            self._soon.start()

    def _heard(self, changes: Changes) -> None:
        if self.concerns(changes):
            self._is_stale = True
            if self.isVisible() or self._turn_overs:
                self._soon.start()

    def _reload_shown(self) -> None:
        if self._on_way:  # what is read now would be late
            return
        if self._is_stale and (self.isVisible() or self._turn_overs):
            self._is_stale = False
            self.reload()
        late, self._late = self._late, {}
        for ask in late.values():
            ask()
        self._take_turns()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._soon.start()
