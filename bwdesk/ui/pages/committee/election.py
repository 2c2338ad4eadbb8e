"""An election of the workers' side: its day, manner and counts. A panel, not a dialog; Escape puts it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from bwdesk.domain.meeting import Ballot, Election
from bwdesk.errors import DeskError
from bwdesk.interchange.cell_values import read_day
from bwdesk.ui.bench import Bench
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.usecases.meetings import edit_election

COUNTS = ("seats", "candidates", "candidates_women", "entitled", "voted")


class ElectionPanel(FormPanel):
    """The counts are people; a field left blank is not known."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        texts = bench.texts
        super().__init__(bench.look, texts, texts("committee.election"), texts("planner.away"), parent, texts("committee.election.note"))
        self._bench = bench
        self._election: Election | None = None
        self.day, self.run_by, self.remark = (LineField(self) for _ in range(3))
        self.counts = {key: LineField(self) for key in COUNTS}
        self.method = Choice(bench.look, self)
        for one in Ballot:
            self.method.addItem(texts(f"ballot.{one}"), one)
        self.observed = QCheckBox(texts("committee.election.observed"), self)
        self.keep = ActButton(bench.look, texts("committee.election.keep"), kind="primary", key="Return")
        self.keep.clicked.connect(lambda _checked=False: self._keep())
        for field in (self.day, self.run_by, self.remark, *self.counts.values()):
            field.entered.connect(self._keep)
        first = [(texts("committee.col.day"), self.day, 2), (texts("committee.col.method"), self.method, 3)]
        first += [(texts(f"committee.election.{key}"), field, 2) for key, field in self.counts.items()]
        self.column.addLayout(self.named_row(first))
        acts = QHBoxLayout()
        acts.addWidget(self.observed)
        acts.addStretch(1)
        for button in (self.away, self.keep):
            acts.addWidget(button)
        second = [(texts("committee.col.run_by"), self.run_by, 3), (texts("committee.election.remark"), self.remark, 4)]
        self.column.addLayout(self.named_row(second))
        self.column.addLayout(acts)
        self.column.addWidget(self.message)

    def open(self, election: Election) -> None:
        """Shows an election to be edited."""
        self._election = election
        self.day.show_text(election.held_on.isoformat())
        self.method.setCurrentIndex(self.method.findData(election.method))
        for key, field in self.counts.items():
            value = getattr(election, key)
            field.show_text("" if value is None else str(value))
        self.run_by.show_text(election.run_by)
        self.remark.show_text(election.remark)
        self.observed.setChecked(election.is_observed)
        self.message.hide()
        self.show()
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _keep(self) -> None:
        if self._election is None:
            return
        try:
            day: date | None = read_day(self.day.text())
        except ValueError:
            self.say(self.texts("committee.unread.day", typed=self.day.text().strip()))
            self.day.setFocus()
            return
        counts = self._counts()
        if counts is None:
            return
        edited = replace(
            self._election,
            held_on=day or self._election.held_on,
            method=Ballot(self.method.currentData()),
            run_by=self.run_by.text().strip(),
            remark=self.remark.text().strip(),
            is_observed=self.observed.isChecked(),
            seats=counts["seats"],
            candidates=counts["candidates"],
            candidates_women=counts["candidates_women"],
            entitled=counts["entitled"],
            voted=counts["voted"],
        )
        done = self._bench.desk.do(edit_election, self._election, edited)
        done.then(lambda _one: self.leave(), self).otherwise(self._refused, self)

    def _counts(self) -> dict[str, int | None] | None:
        """The counts as typed; None when one cannot be read, which is said."""
        counts: dict[str, int | None] = {}
        for key, field in self.counts.items():
            typed = field.text().strip()
            if typed and not typed.isdecimal():
                self.say(self.texts("committee.unread.count", typed=typed))
                field.setFocus()
                return None
            counts[key] = int(typed) if typed else None
        return counts

    def _refused(self, error: DeskError) -> None:
        self.say_error(error)
        self.counts.get(error.field or "", self.day).setFocus()
