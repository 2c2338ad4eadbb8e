"""The five whys of an issue, a line each, and what kind of cause it is. Every line is kept as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bwdesk.domain.plan import Issue
from bwdesk.ui.bench import Bench
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.causes import DRAFTS, WHYS, Causes, causes_of, write_causes


class CausesPanel(FormPanel):
    """Opens above the plan for the issue in focus. `written` when something stands."""

    written = Signal()

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        texts = bench.texts
        super().__init__(bench.look, texts, texts("plan.whys"), texts("plan.whys.away"), parent)
        self._bench = bench
        self._base: Issue | None = None
        self.whys = [LineField(self) for _ in range(WHYS)]
        for number, field in enumerate(self.whys):
            field.draft_changed.connect(lambda _text, _caret: self._keep_draft())
            field.settled.connect(lambda _text: self.write())
            field.entered.connect(lambda at=number: self._next(at))
        self.cause = Choice(bench.look, self)
        self.cause.activated.connect(lambda _at: self.write())
        rows = [(texts("plan.why", number=n), field, 1) for n, field in enumerate(self.whys, 1)]
        self.column.addLayout(self.named_row(rows[:3]))
        self.column.addLayout(self.named_row((*rows[3:], (texts("plan.cause"), self.cause, 1)), (self.away,)))
        self.column.addWidget(self.message)

    def open(self, issue_id: str, name: str) -> None:
        """Asks why the issue came about; `name` is how it is called."""
        self.head.title.show_words(self.texts("plan.whys_of", issue=name))
        self._bench.desk.ask(causes_of, issue_id).then(self._show, self)

    def _show(self, found: Causes) -> None:
        self._base = found.issue
        self.cause.clear()
        self.cause.addItem(self.texts("plan.cause.none"), "")
        for one in found.categories:
            self.cause.addItem(self.texts(f"plan.cause.{one}"), one)
        self.cause.setCurrentIndex(max(0, self.cause.findData(found.issue.cause)))
        for number, field in enumerate(self.whys):
            field.show_text(found.whys[number])
            if found.draft is not None and found.draft[number] != found.whys[number]:
                field.restore_draft(found.draft[number], len(found.draft[number]))
        self.message.hide()
        self.show()
        first = next((field for field in self.whys if not field.text()), self.whys[0])
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next(self, at: int) -> None:
        following = self.whys[at + 1] if at + 1 < len(self.whys) else self.cause
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _keep_draft(self) -> None:
        if self._base is not None:
            text = "\n".join(field.text() for field in self.whys)
            self._bench.desk.keep_draft(DRAFTS + self._base.id, text, len(text))

    def write(self) -> None:
        """Writes what stands in the fields."""
        if self._base is None:
            return
        typed, cause = [field.text() for field in self.whys], str(self.cause.currentData() or "")
        done = self._bench.desk.do(write_causes, self._base, typed, cause)
        done.then(self._wrote, self).otherwise(self.say_error, self)

    def _wrote(self, issue: Issue) -> None:
        if self._base is not None and issue.id == self._base.id:
            self._base = issue
        self.written.emit()

    def leave(self) -> None:
        """Settles what is being typed, then goes."""
        for field in self.whys:
            field.settle()
        super().leave()
