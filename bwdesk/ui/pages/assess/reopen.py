"""Why a closed assessment is opened again: a form in place. What is typed is kept until it is used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.domain.assessment import Assessment
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import NoteField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.closing import reopen_assessment, reopen_draft
from bwdesk.usecases.drafts import Draft, draft


class ReopenPanel(FormPanel):
    """One field and one act."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        t, look = bench.texts, bench.look
        super().__init__(look, t, t("assess.reopen"), t("planner.away"), parent)
        self._bench = bench
        self._assessment: Assessment | None = None
        self.field = NoteField(self)
        self.field.setFixedHeight(72)
        self.field.setAccessibleName(t("assess.reopen.why"))
        self.field.draft_changed.connect(self._keep_draft)
        self.act = ActButton(look, t("assess.reopen.do"), kind="primary", key="Ctrl+Return")
        self.act.clicked.connect(lambda _checked=False: self.go_on())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.away)
        row.addWidget(self.act)
        self.column.addWidget(Words(look, t("assess.reopen.why"), Role.BODY, "text2", wrap=True, parent=self))
        self.column.addWidget(self.field)
        self.column.addWidget(self.message)
        self.column.addLayout(row)

    def open(self, assessment: Assessment) -> None:
        """Asks for the reason."""
        self._assessment = assessment
        self.message.hide()
        self.field.show_text("")
        self._bench.desk.ask(draft, reopen_draft(assessment.id)).then(self._restore, self)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _restore(self, kept: Draft | None) -> None:
        if kept is not None and not self.field.plain():
            self.field.restore_draft(kept.text, kept.caret)

    def _keep_draft(self, text: str, caret: int) -> None:
        if self._assessment is not None:
            self._bench.desk.keep_draft(reopen_draft(self._assessment.id), text, caret)

    def go_on(self) -> None:
        """Opens it again, with what is typed as the reason."""
        if self._assessment is not None:
            self.field.settle()
            done = self._bench.desk.do(reopen_assessment, self._assessment, self.field.plain())
            done.then(lambda _assessment: self._done(), self).otherwise(self.say_error, self)

    def _done(self) -> None:
        self.field.show_text("")
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.go_on()
        else:
            super().keyPressEvent(event)
