"""Good practice cleared for sharing: a line of a visit, its words made fit for others, under a title."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bwdesk.domain.library import Practice
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField, NoteField
from bwdesk.ui.parts.basics import Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.practice import Offered, practice_offered, share_practice
from bwdesk.usecases.practice_shelf import clusters_of

LEAST_ROWS, MOST_ROWS = 2, 5


class SharingPanel(FormPanel):
    """Offers the lines that are marked as good practice and not shared yet."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        texts, look = bench.texts, bench.look
        super().__init__(look, texts, texts("practice.title"), texts("planner.away"), parent)
        self._bench = bench
        self._offered: tuple[Offered, ...] = ()
        self.line = Choice(look, self)
        self.line.currentIndexChanged.connect(self._chosen)
        self.name, self.words, self.cluster = LineField(self), NoteField(self), Choice(look, self)
        self.name.entered.connect(self.words.setFocus)
        self.words.setMinimumHeight(look.look.density.row * LEAST_ROWS)
        self.words.setMaximumHeight(look.look.density.row * MOST_ROWS)
        self.share = ActButton(look, texts("practice.share"), kind="primary", key="Ctrl+Return")
        self.share.clicked.connect(lambda _checked=False: self.share_words())
        self.column.addLayout(self.named_row([(texts("practice.line"), self.line, 3), (texts("practice.cluster"), self.cluster, 2)]))
        self.column.addLayout(self.named_row([(texts("practice.name"), self.name, 1)]))
        self.column.addLayout(self.named_row([(texts("practice.words"), self.words, 1)], (self.away, self.share)))
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
        for part in (self.line, self.name, self.words, self.cluster, self.share):
            part.setEnabled(bool(offered))
        if not offered:
            self.say(self.texts("practice.none"))
        self._chosen()
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chosen(self) -> None:
        at = self.line.currentIndex()
        for field in (self.name, self.words):
            field.settle()
        self.name.show_text("")
        self.cluster.clear()
        if not 0 <= at < len(self._offered):
            self.words.show_text("")
            return
        line, country = self._offered[at].line, self._offered[at].factory.country
        self.words.show_text(line.text.strip())
        self.cluster.addItem(self.texts("practice.no_cluster"), "")
        for code, name in clusters_of(country, self._bench.today(), self.texts.language).items():
            self.cluster.addItem(name, code)
        self.cluster.setCurrentIndex(max(0, self.cluster.findData(line.cluster)))

    def share_words(self) -> None:
        """Shares what stands in the fields; refusals stand under them."""
        at = self.line.currentIndex()
        if 0 <= at < len(self._offered):
            words, cluster = self.words.plain(), str(self.cluster.currentData() or "")
            shared = self._bench.desk.do(share_practice, self._offered[at], self.name.text(), words, cluster)
            shared.then(self._shared, self).otherwise(self.say_error, self)

    def _shared(self, _practice: Practice) -> None:
        self.open()
