"""Planning a visit ahead: factory, day and time, mode, purpose. A panel, not a dialog; Escape puts it away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from bwdesk.domain.factory import Factory
from bwdesk.domain.visit import Mode, Visit
from bwdesk.ui.bench import Bench
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.form_panel import FormPanel
from bwdesk.ui.when import plain_day
from bwdesk.usecases.visits import plan_visit

USUAL_HOUR = 9


class VisitPlanner(FormPanel):
    """`planned(visit id)` when it stands in the records."""

    planned = Signal(str)

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        texts = bench.texts
        super().__init__(bench.look, texts, texts("planner.title"), texts("planner.away"), parent)
        self._bench = bench
        self.factory = Choice(bench.look, self)
        self.at = QDateTimeEdit(self)
        self.at.setCalendarPopup(True)
        self.at.setLocale(bench.look.look.locale)
        self.at.setDisplayFormat("ddd d MMM yyyy  HH:mm")
        self.mode = Choice(bench.look, self)
        for mode in Mode:
            self.mode.addItem(texts(f"mode.{mode}"), mode)
        self.purpose = LineField(self)
        self.purpose.setPlaceholderText(texts("planner.purpose"))
        self.purpose.entered.connect(self._plan)
        keep = ActButton(bench.look, texts("planner.plan"), kind="primary")
        keep.clicked.connect(self._plan)
        fields = (
            ("factory", self.factory, 3),
            ("at", self.at, 2),
            ("mode", self.mode, 1),
            ("purpose", self.purpose, 4),
        )
        row = self.named_row([(texts(f"planner.{key}"), field, share) for key, field, share in fields], (self.away, keep))
        self.column.addLayout(row)
        self.column.addWidget(self.message)

    def open(self, factories: Sequence[Factory], chosen: str = "") -> None:
        """Asks for a visit to one of these factories, tomorrow at nine unless changed."""
        self.factory.clear()
        for factory in factories:
            self.factory.addItem(factory.name, factory.id)
        self.factory.setCurrentIndex(max(0, self.factory.findData(chosen)))
        day = self._bench.today() + timedelta(days=1)
        self.at.setDateTime(QDateTime(day.year, day.month, day.day, USUAL_HOUR, 0, 0))
        self.purpose.clear()
        self.message.hide()
        self.show()
        (self.at if chosen else self.factory).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _plan(self) -> None:
        if self.factory.currentIndex() < 0:
            return
        chosen = self.at.dateTime()
        day, clock = chosen.date(), chosen.time()
        at = datetime.combine(plain_day(day), time(clock.hour(), clock.minute())).astimezone()
        mode = Mode(self.mode.currentData())
        planned = self._bench.desk.do(plan_visit, str(self.factory.currentData()), at, mode, self.purpose.text())
        planned.then(self._done, self).otherwise(self.say_error, self)

    def _done(self, visit: Visit) -> None:
        self.hide()
        self.planned.emit(visit.id)
