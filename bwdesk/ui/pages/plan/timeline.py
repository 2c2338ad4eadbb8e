"""The plan on a line of time: since when each item is known, until when it is to be done, and what ran over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bwdesk.domain.plan import Progress, Verified
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.pages.plan.cells import PlanCells
from bwdesk.ui.parts.row_painter import PAD
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel, Stretch
from bwdesk.ui.when import day_words
from bwdesk.usecases.plan_page import PlanRow

BACK: Final = timedelta(days=540)
AHEAD: Final = timedelta(days=400)
"""Further than this nothing is drawn: bars of older or later days begin or end at the edge."""
AXIS: Final = 2
"""The column of the bars."""


class Axis:
    """Whole months that hold all the days of a plan, and today. Shares run from 0 to 1."""

    def __init__(self, rows: Sequence[PlanRow], today: date) -> None:
        days = [today, *(day for row in rows for day in (row.issue.since_on, row.due) if day is not None)]
        first, last = max(min(days), today - BACK), min(max(days), today + AHEAD)
        self.today = today
        self.start = first.replace(day=1)
        self.months = [self.start]
        while self.months[-1] <= last:
            self.months.append((self.months[-1] + timedelta(days=31)).replace(day=1))
        self.end = self.months[-1]

    def share(self, day: date) -> float:
        """Where a day lies."""
        return (day - self.start).days / (self.end - self.start).days

    def stretch(self, row: PlanRow) -> Stretch:
        """The bar of an item."""
        issue, end = row.issue, row.due
        state: Literal["open", "running", "late", "done"] = "open" if issue.progress is Progress.NOT_STARTED else "running"
        if issue.verified is Verified.VERIFIED:
            state, end = "done", issue.verified_on or row.due
        elif row.late:
            state = "late"
        shares = tuple(self.share(month) for month in self.months)
        since = self.share(issue.since_on or self.start)
        return Stretch(since, self.share(end) if end is not None else None, self.share(self.today), shares, state)


class PlanTime(RowView):
    """Items by the day they are due, on one axis."""

    def __init__(self, bench: Bench, cells: PlanCells, parent: QWidget) -> None:
        texts = self._texts = bench.texts
        self.axis = Axis((), bench.today())
        self._model: RowModel[PlanRow] = RowModel(
            (
                Column("label", texts("plan.col.label"), lambda r: Cell(r.label, tone="text2"), width=64),
                Column("title", texts("plan.col.issue"), cells.issue, width=200, stretch=True),
                Column("time", "", self._bar, width=320, stretch=True),
                Column("due_on", texts("plan.col.until"), cells.until, width=96),
                Column("says", texts("plan.col.says"), cells.says, width=116, least=760),
            ),
            lambda row: row.issue.id,
        )
        super().__init__(bench.look, self._model, parent, two_lines=True)
        self.setAccessibleName(texts("plan.view.time"))
        self.head = AxisHead(bench.look, self)

    def show_rows(self, rows: Sequence[PlanRow], today: date) -> None:
        """Shows the plan; what has no day stands last."""
        self.axis = Axis(rows, today)
        self._model.set_rows(sorted(rows, key=lambda row: (row.due or date.max, row.label)))
        self.head.update()

    def keys(self) -> list[str]:
        return [row.issue.id for row in self._model.shown_values()]

    def _bar(self, row: PlanRow) -> Cell:
        look, since = self._source.look, row.issue.since_on
        said = [self._texts("plan.time.since", day=day_words(look, since))] if since is not None else []
        if row.due is not None:
            said.append(self._texts("plan.time.until", day=day_words(look, row.due)))
        return Cell(art=self.axis.stretch(row), spoken=self._texts.commas(said))


class AxisHead(QWidget):
    """Names of the months over the bars; it lies on the list's own head."""

    def __init__(self, look: LookSource, view: PlanTime) -> None:
        super().__init__(view.horizontalHeader())
        self._look, self._view = look, view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        heads = view.horizontalHeader()
        heads.sectionResized.connect(lambda *_: self._fit())
        heads.geometriesChanged.connect(self._fit)

    def _fit(self) -> None:
        heads = self._view.horizontalHeader()
        self.setGeometry(heads.sectionViewportPosition(AXIS), 0, heads.sectionSize(AXIS), heads.height() - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, axis = self._look.look, self._view.axis
        painter = QPainter(self)
        room = self.width() - 2 * PAD
        wide = room / max(len(axis.months) - 1, 1)
        names = [look.locale.monthName(month.month, look.locale.FormatType.ShortFormat) for month in axis.months[:-1]]
        widest = max((self._look.ink.width(name, Role.SMALL) for name in names), default=0) + 8
        every = next((n for n in (1, 2, 3, 6, 12) if n * wide >= widest), 12)
        for number, (month, name) in enumerate(zip(axis.months, names, strict=False)):
            left = PAD + room * axis.share(month) + 3
            if number % every or left + self._look.ink.width(name, Role.SMALL) > self.width():
                continue
            box = QRectF(self.width() - left - every * wide if look.rtl else left, 0, every * wide, self.height())
            self._look.ink.draw(painter, box, name, Role.SMALL, look.tokens.text2)
