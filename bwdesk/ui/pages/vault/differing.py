"""What the two assessors wrote differently of one group: how many, and one in place of the groups, settled as anywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from bwdesk.domain.interview import InterviewNote
from bwdesk.errors import DeskError
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.settle.panel import DifferencePanel
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.sentence import sentence_of
from bwdesk.usecases.settle import Difference
from bwdesk.usecases.vault import VaultPage, settle_in_vault


class DifferingBar(QFrame):
    """One line that is there while something is to settle; `panel` stands in the room beside it.

    `named` tells a group by its id. `changed` when the groups come or go, `acted` after something was settled.
    """

    changed = Signal()
    acted = Signal(str)

    def __init__(self, bench: Bench, named: Callable[[str], str], room: QWidget) -> None:
        super().__init__(room)
        self._bench, self._named = bench, named
        self._page: VaultPage | None = None
        self._left: set[str] = set()
        look = bench.look
        self.toggle = ActButton(look, "", kind="toggle", icon="arrows-left-right", key="F7", parent=self)
        self.toggle.toggled.connect(lambda _on: self._show())
        self.message = Words(look, "", Role.SMALL, "bad", wrap=True, parent=self)
        self.message.hide()
        self.panel = DifferencePanel(bench, room)
        self.panel.hide()
        self.panel.decided.connect(self._decide)
        row = QHBoxLayout(self)
        inset = look.look.density.inset
        row.setContentsMargins(inset, 8, inset, 8)
        row.setSpacing(12)
        row.addWidget(self.toggle)
        row.addWidget(self.message, 1)
        row.addStretch(1)

    @property
    def is_open(self) -> bool:
        """Whether a difference stands in place of the groups."""
        return self.toggle.isChecked()

    def show_page(self, page: VaultPage) -> None:
        """Counts what is to settle; where nothing is, the groups are back."""
        self._page = page
        self.setHidden(not page.differences)
        self.toggle.setText(self._bench.texts.count("vault.to_settle", len(page.differences)))
        if page.differences:
            self._show()
        else:
            self.toggle.setChecked(False)

    def leave(self) -> None:
        """The next one; this one comes last."""
        if self.panel.difference is not None:
            self._left.add(self.panel.difference.place)
            self._show()

    def _show(self) -> None:
        waiting = self._page.differences if self._page is not None else ()
        if all(one.place in self._left for one in waiting):
            self._left.clear()
        one = next((one for one in waiting if one.place not in self._left), None)
        self.message.hide()
        if not self.is_open or one is None:
            self.panel.show_difference(None)
            self.changed.emit()
            return
        self.changed.emit()  # first the groups go: both together are taller than the room
        self.panel.show_difference(one, self._named(group_of(one)))

    def _decide(self, difference: Difference, value: Any) -> None:
        if self._page is not None:
            done = self._bench.desk.do(settle_in_vault, self._page.assessment, difference, value)
            done.then(lambda _none: self.acted.emit(self._bench.texts("vault.settled")), self).otherwise(self._refused, self)

    def _refused(self, error: DeskError) -> None:
        self.message.show_words(" ".join(sentence_of(error, self._bench.texts)))
        self.message.show()


def group_of(difference: Difference) -> str:
    """The id of the group that a difference is about."""
    thing = difference.thing
    return thing.interview_id if isinstance(thing, InterviewNote) else thing.id
