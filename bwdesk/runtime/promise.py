"""A promise: what `Desk.do`, `Desk.ask` and other errands give back at once. Its outcome comes on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from bwdesk.errors import DeskError

R = TypeVar("R")


class Promise(Generic[R]):
    """Outcome of an errand. `then` and `otherwise` may name the widget they serve: if it is gone, nobody is called.

    A DeskError that nobody takes with `otherwise` goes to `unheard`, the desk's one mouth; any other exception is a bug and is raised.
    """

    def __init__(self, unheard: Callable[[DeskError], None]) -> None:
        self._unheard = unheard
        self._then: list[tuple[Callable[[R], Any], QObject | None]] = []
        self._otherwise: list[tuple[Callable[[DeskError], Any], QObject | None]] = []
        self._ended: list[tuple[Callable[[None], Any], QObject | None]] = []
        self._outcome: list[R] = []
        self._error: DeskError | None = None

    def then(self, told: Callable[[R], Any], owner: QObject | None = None) -> Promise[R]:
        """Calls `told(outcome)` when it is there."""
        if self._outcome:
            _tell(told, owner, self._outcome[0])
        else:
            self._then.append((told, owner))
        return self

    def otherwise(self, told: Callable[[DeskError], Any], owner: QObject | None = None) -> Promise[R]:
        """Calls `told(error)` if it fails; the desk's own mouth then stays silent."""
        self._otherwise.append((told, owner))
        if self._error is not None and self._unheard_waits:
            self._unheard_waits = False
            _tell(told, owner, self._error)
        return self

    _unheard_waits = False

    def ended(self, told: Callable[[], Any], owner: QObject | None = None) -> Promise[R]:
        """Calls `told()` once the errand is over, well or not, after who hears what came of it. An error stays to be heard by others."""
        if self._outcome or self._error is not None:
            _tell(lambda _none: told(), owner, None)
        else:
            self._ended.append((lambda _none: told(), owner))
        return self

    def keep(self, outcome: R) -> None:
        """The errand succeeded."""
        self._outcome.append(outcome)
        for told, owner in self._then:
            _tell(told, owner, outcome)
        self._then.clear()
        self._end()

    def _end(self) -> None:
        for told, owner in self._ended:
            _tell(told, owner, None)
        self._ended.clear()

    def fail(self, error: BaseException) -> None:
        """The errand failed."""
        if not isinstance(error, DeskError):
            raise error
        self._error = error
        if self._otherwise:
            for told, owner in self._otherwise:
                _tell(told, owner, error)
        else:  # an inline lane fails before the caller could say `otherwise`
            self._unheard_waits = True
            QTimer.singleShot(0, self._speak)
        self._end()

    def _speak(self) -> None:
        if self._unheard_waits and self._error is not None:
            self._unheard_waits = False
            self._unheard(self._error)


def _tell(told: Callable[[Any], Any], owner: QObject | None, what: Any) -> None:
    if owner is None or isValid(owner):
        told(what)
