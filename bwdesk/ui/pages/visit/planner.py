"""Planning a visit ahead: factory, day and time, mode, purpose. A panel, not a dialog; Escape puts it away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.factory import Factory
from bwdesk.domain.visit import Mode, Visit
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.when import plain_day
from bwdesk.usecases.visits import plan_visit

USUAL_HOUR = 9


class VisitPlanner(QFrame):
    """`planned(visit id)` when it stands in the records."""

    planned = Signal(str)
    put_away = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, texts = bench, bench.texts
        self.setObjectName("panel")
        self.factory = QComboBox(self)
        self.factory.setAccessibleName(texts("planner.factory"))
        self.at = QDateTimeEdit(self)
        self.at.setCalendarPopup(True)
        self.at.setLocale(bench.look.look.locale)
        self.at.setDisplayFormat("ddd d MMM yyyy  HH:mm")
        self.at.setAccessibleName(texts("planner.at"))
        self.mode = QComboBox(self)
        self.mode.setAccessibleName(texts("planner.mode"))
        for mode in Mode:
            self.mode.addItem(texts(f"mode.{mode}"), mode)
        self.purpose = LineField(self)
        self.purpose.setPlaceholderText(texts("planner.purpose"))
        self.purpose.setAccessibleName(texts("planner.purpose"))
        self.purpose.entered.connect(self._plan)
        keep = ActButton(bench.look, texts("planner.plan"), kind="primary")
        keep.clicked.connect(self._plan)
        away = ActButton(bench.look, texts("planner.away"), kind="quiet", key="Esc")
        away.clicked.connect(self._away)
        inset = bench.look.look.density.inset
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 4, inset, 12)
        column.addWidget(SectionHead(bench.look, texts("planner.title")))
        row = QHBoxLayout()
        row.setSpacing(12)
        for key, widget, stretch in (
            ("factory", self.factory, 3),
            ("at", self.at, 2),
            ("mode", self.mode, 1),
            ("purpose", self.purpose, 4),
        ):
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(Words(bench.look, texts(f"planner.{key}"), Role.SMALL, "text3"))
            cell.addWidget(widget)
            row.addLayout(cell, stretch)
        row.addWidget(away, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(keep, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self.hide()

    def open(self, factories: Sequence[Factory], chosen: str = "") -> None:
        """Asks for a visit to one of these factories, tomorrow at nine unless changed."""
        self.factory.clear()
        for factory in factories:
            self.factory.addItem(factory.name, factory.id)
        self.factory.setCurrentIndex(max(0, self.factory.findData(chosen)))
        day = self._bench.today() + timedelta(days=1)
        self.at.setDateTime(QDateTime(day.year, day.month, day.day, USUAL_HOUR, 0, 0))
        self.purpose.clear()
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
        planned.then(self._done, self)

    def _done(self, visit: Visit) -> None:
        self.hide()
        self.planned.emit(visit.id)

    def _away(self) -> None:
        self.hide()
        self.put_away.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._away()
        else:
            super().keyPressEvent(event)
