"""A line of the learning plan: topic, for whom, by when, whether workers were asked what they want to learn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QWidget

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.learning import Need
from bwdesk.ui.bench import Bench
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.when import plain_day, q_day
from bwdesk.usecases.learning import add_needs, edit_need

ASKED = (None, True, False)
NO_DAY = QDate(2000, 1, 1)


class NeedForm(FormPanel):
    """`kept` when it stands in the plan."""

    kept = Signal()

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        look, texts = bench.look, bench.texts
        super().__init__(look, texts, texts("learn.new.need"), texts("learn.away"), parent)
        self._bench = bench
        self._cycle: Cycle | None = None
        self._base: Need | None = None
        self.topic, self.asked = Choice(look, self), Choice(look, self)
        self.topic.setEditable(True)
        self.topic.setMinimumContentsLength(14)
        for value in ASKED:
            self.asked.addItem(texts({None: "learn.workers.unknown", True: "learn.workers.asked", False: "learn.workers.not_asked"}[value]))
        self.audience = LineField(self)
        self.by = QDateEdit(self)
        self.by.setCalendarPopup(True)
        self.by.setLocale(look.look.locale)
        self.by.setDisplayFormat("d MMM yyyy")
        self.by.setMinimumDate(NO_DAY)
        self.by.setSpecialValueText(texts("learn.no_day"))
        keep = ActButton(look, texts("learn.keep"), kind="primary", key="Return")
        keep.clicked.connect(lambda _checked=False: self.write())
        self.audience.entered.connect(self.write)
        fields = (
            (texts("learn.col.topic"), self.topic, 4), (texts("learn.col.audience"), self.audience, 3), (texts("learn.col.by"), self.by, 2),
            (texts("learn.workers"), self.asked, 2),
        )  # fmt: skip
        self.column.addLayout(self.named_row(fields, (self.away, keep)))
        self.column.addWidget(self.message)

    def show_topics(self, topics: Mapping[str, str]) -> None:
        """The clusters and points to choose from; own words may be typed instead."""
        typed = self.topic.currentText()
        self.topic.clear()
        for code, name in topics.items():
            self.topic.addItem(name, code)
        self.topic.setEditText(typed)

    def open(self, cycle: Cycle, base: Need | None, topic: str) -> None:
        """Asks for a new line of a cycle's plan, or shows one that stands; `topic` is its name."""
        self._cycle, self._base = cycle, base
        self.head.title.show_words(self.texts("learn.change.need" if base is not None else "learn.new.need"))
        self.topic.setCurrentIndex(self.topic.findData(base.topic) if base is not None else -1)
        self.topic.setEditText(topic)
        self.audience.show_text(base.audience if base is not None else "")
        self.asked.setCurrentIndex(ASKED.index(base.asked_workers) if base is not None else 0)
        self.by.setDate(q_day(base.wanted_by_on) if base is not None and base.wanted_by_on is not None else NO_DAY)
        self.message.hide()
        self.show()
        (self.audience if topic else self.topic).setFocus()

    def write(self) -> None:
        """Writes what stands in the fields."""
        if self._cycle is None:
            return
        typed = self.topic.currentText().strip()
        at = self.topic.findText(typed)
        topic = str(self.topic.itemData(at)) if at >= 0 else typed
        if self._base is not None:
            self._change(self._base, topic)
            return
        made = self._bench.desk.do(add_needs, self._cycle, [(topic, ())])
        made.then(lambda needs: self._change(needs[0], topic), self).otherwise(self.say_error, self)

    def _change(self, base: Need, topic: str) -> None:
        day = self.by.date()
        edited = replace(
            base, topic=topic, audience=self.audience.text().strip(), asked_workers=ASKED[self.asked.currentIndex()],
            wanted_by_on=plain_day(day) if day != NO_DAY else None,
        )  # fmt: skip
        self._bench.desk.do(edit_need, base, edited).then(lambda _need: self._done(), self).otherwise(self.say_error, self)

    def _done(self) -> None:
        self.hide()
        self.kept.emit()
