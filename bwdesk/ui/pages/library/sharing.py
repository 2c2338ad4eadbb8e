"""Good practice cleared for sharing: a line of a visit, its words made fit for others, under a title."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bwdesk.domain.library import Practice
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.practice import Offered, practice_offered, share_practice


class SharingPanel(FormPanel):
    """Offers the lines that are marked as good practice and not shared yet."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        texts, look = bench.texts, bench.look
        super().__init__(look, texts, texts("practice.title"), texts("planner.away"), parent)
        self._bench = bench
        self._offered: tuple[Offered, ...] = ()
        self.line = Choice(look, self)
        self.line.currentIndexChanged.connect(self._chosen)
        self.name, self.words = LineField(self), LineField(self)
        self.name.entered.connect(self._share)
        self.words.entered.connect(self._share)
        self.share = ActButton(look, texts("practice.share"), kind="primary")
        self.share.clicked.connect(self._share)
        self.column.addLayout(self.named_row([(texts("practice.line"), self.line, 1)]))
        named = [(texts("practice.name"), self.name, 2), (texts("practice.words"), self.words, 5)]
        self.column.addLayout(self.named_row(named, (self.away, self.share)))
        self.note = Words(look, texts("practice.note"), Role.SMALL, "text2", wrap=True)
        self.column.addWidget(self.note)
        self.column.addWidget(self.message)

    def open(self) -> None:
        """Asks which line is to be shared."""
        self.message.hide()
        self.show()
        self._bench.desk.ask(practice_offered).then(self._show, self).otherwise(self.say_error, self)

    def _show(self, offered: tuple[Offered, ...]) -> None:
        self._offered = offered
        self.line.clear()
        for one in offered:
            self.line.addItem(f"{one.seen_on.isoformat()} {one.factory.name}: {' '.join(one.line.text.split())[:80]}", one.line.id)
        for part in (self.line, self.name, self.words, self.share):
            part.setEnabled(bool(offered))
        if not offered:
            self.say(self.texts("practice.none"))
        self._chosen()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chosen(self) -> None:
        at = self.line.currentIndex()
        self.name.show_text("")
        self.words.show_text(" ".join(self._offered[at].line.text.split()) if 0 <= at < len(self._offered) else "")

    def _share(self) -> None:
        at = self.line.currentIndex()
        if 0 <= at < len(self._offered):
            shared = self._bench.desk.do(share_practice, self._offered[at], self.name.text(), self.words.text())
            shared.then(self._shared, self).otherwise(self.say_error, self)

    def _shared(self, _practice: Practice) -> None:
        self.open()
