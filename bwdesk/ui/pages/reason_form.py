"""Why something is taken back: a form in place with one field and one act. What is typed is kept until it is used."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwdesk.runtime.promise import Promise
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import NoteField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.drafts import Draft, draft


class ReasonForm(FormPanel):
    """Subclasses say what happens with the reason (`go_on`), and end with `until`."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        t, look = bench.texts, bench.look
        super().__init__(look, t, "", t("planner.away"), parent)
        self._bench = bench
        self._key = ""
        self.what = Words(look, "", Role.BODY, "text2", wrap=True, parent=self)
        self.field = NoteField(self)
        self.field.setFixedHeight(72)
        self.field.draft_changed.connect(self._keep_draft)
        self.act = ActButton(look, "", kind="primary", key="Ctrl+Return")
        self.act.clicked.connect(lambda _checked=False: self.go_on())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.away)
        row.addWidget(self.act)
        for widget in (self.what, self.field, self.message):
            self.column.addWidget(widget)
        self.column.addLayout(row)

    def ask_for(self, key: str, title: str, why: str, act: str) -> None:
        """Asks for the reason. What is typed is kept as the draft `key`."""
        self._key = key
        self.head.title.show_words(title)
        self.what.show_words(why)
        self.field.setAccessibleName(why)
        self.act.setText(act)
        self.message.hide()
        self.field.show_text("")
        self._bench.desk.ask(draft, key).then(self._restore, self)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_on(self) -> None:
        """Does it, with what is typed as the reason."""
        raise TypeError(f"{type(self).__name__} does not say what it does")

    def until(self, done: Promise[Any]) -> None:
        """Goes away when it is done; a refusal is told in the form."""
        done.then(lambda _outcome: self._done(), self).otherwise(self.say_error, self)

    def _done(self) -> None:
        self.field.show_text("")
        self.leave()

    def _restore(self, kept: Draft | None) -> None:
        if kept is not None and not self.field.plain():
            self.field.restore_draft(kept.text, kept.caret)

    def _keep_draft(self, text: str, caret: int) -> None:
        if self._key:
            self._bench.desk.keep_draft(self._key, text, caret)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.go_on()
        else:
            super().keyPressEvent(event)
