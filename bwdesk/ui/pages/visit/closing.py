"""Closing a visit: half days, next date, what was not seen, and a list of five lines, each of which may be left open with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QFrame, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from bwdesk.domain.committee import Side
from bwdesk.domain.visit import Visit
from bwdesk.shipped import profile
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.visit.signing import SigningPanel
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.autosave import LineField, NoteField
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.mark import Kind, MarkView
from bwdesk.ui.when import plain_day, q_day
from bwdesk.usecases.visit_page import VisitPage
from bwdesk.usecases.visits import close_visit, closing_remarks, edit_visit

HALF_DAYS_OF_A_VISIT = 2


class ClosingPanel(QFrame):
    """Stands under the notes while a visit is being closed. `done` when it was closed or put away."""

    done = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench, self._texts = bench, bench.texts
        self._shown: VisitPage | None = None
        self._is_closing = False
        self._lines: dict[str, tuple[MarkView, LineField]] = {}
        self.setObjectName("panel")
        inset = bench.look.look.density.inset
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, 4, inset, 12)
        column.setSpacing(8)
        column.addWidget(SectionHead(bench.look, self._texts("visit.closing")))
        sides = QHBoxLayout()
        sides.setSpacing(32)
        sides.addLayout(self._build_list(), 3)
        sides.addLayout(self._build_facts(), 2)
        column.addLayout(sides)
        self.signing = SigningPanel(bench, parent)
        self.signing.put_away.connect(self._signed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        sign = ActButton(bench.look, self._texts("visit.act.sign"), icon="note-pencil", key="Ctrl+Shift+S")
        sign.clicked.connect(self.sign)
        buttons.addWidget(sign)
        later = ActButton(bench.look, self._texts("visit.closing.later"), kind="quiet", key="Esc")
        later.clicked.connect(self._put_away)
        close = ActButton(bench.look, self._texts("visit.closing.close"), kind="primary", key="Ctrl+Return")
        close.clicked.connect(self._close)
        buttons.addWidget(later)
        buttons.addWidget(close)
        column.addLayout(buttons)
        self.hide()

    def _build_list(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, key in enumerate(profile().closing):
            mark = MarkView(self._bench.look, Kind.GAP, self._texts("mark.gap"), self)
            field = LineField(self)
            field.setPlaceholderText(self._texts("visit.closing.reason"))
            field.setAccessibleName(self._texts(f"closing.{key}"))
            grid.addWidget(mark, row, 0)
            grid.addWidget(Words(self._bench.look, self._texts(f"closing.{key}"), Role.BODY), row, 1)
            grid.addWidget(field, row, 2)
            self._lines[key] = (mark, field)
        grid.setColumnStretch(2, 1)
        return grid

    def _build_facts(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.half_days = QSpinBox(self)
        self.half_days.setRange(0, 20)
        self.half_days.setAccessibleName(self._texts("visit.half_days"))
        self.next_on = QDateEdit(self)
        self.next_on.setCalendarPopup(True)
        self.next_on.setLocale(self._bench.look.look.locale)
        self.next_on.setDisplayFormat("ddd d MMM yyyy")
        self.next_on.setSpecialValueText(self._texts("visit.next.none"))
        self.next_on.setAccessibleName(self._texts("visit.next"))
        self.not_seen = NoteField(self)
        self.not_seen.setAccessibleName(self._texts("visit.not_seen"))
        self.not_seen.setFixedHeight(3 * self._bench.look.look.type.line(Role.BODY))
        rows = (("visit.half_days", self.half_days), ("visit.next", self.next_on), ("visit.not_seen", self.not_seen))
        for row, (key, widget) in enumerate(rows):
            grid.addWidget(Words(self._bench.look, self._texts(key), Role.BODY, "text3"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def show_visit(self, shown: VisitPage) -> None:
        """Shows what is known of the visit; while the panel is open, what is being typed stays."""
        done = closing_facts(shown)
        for key, (mark, _) in self._lines.items():
            is_done = done.get(key, False)
            mark.show_mark(Kind.GOOD if is_done else Kind.GAP, self._texts("closing.done" if is_done else "closing.open"))
        if self._shown is None or self._shown.visit.id != shown.visit.id or not self.isVisible():
            self._fill(shown)
        self._shown = shown
        self.signing.show_visit(shown)

    def sign(self) -> None:
        """Opens the signing. What was filled in here is kept first: it is part of what is signed."""
        if self._shown is None or self.signing.isVisible():
            return
        self._is_closing = self.isVisible()
        if self._is_closing:
            self._bench.desk.do(edit_visit, self._shown.visit, self._edited(self._shown.visit)).then(
                lambda _visit: self._open_signing(), self
            )
        else:
            self._open_signing()

    def _open_signing(self) -> None:
        self.hide()
        self.signing.open()

    def _signed(self) -> None:
        self.signing.hide()
        if self._is_closing:
            self.show()
            self.focus_first()
        else:
            self.done.emit()

    def _fill(self, shown: VisitPage) -> None:
        remarks = closing_remarks(shown.visit)
        for key, (_, field) in self._lines.items():
            field.setText(remarks.get(key, ""))
        half_days = shown.visit.half_days
        self.half_days.setValue(HALF_DAYS_OF_A_VISIT if half_days is None else half_days)
        today = self._bench.today()
        self.next_on.setMinimumDate(q_day(today))
        day = shown.visit.next_on
        self.next_on.setDate(q_day(day) if day else self.next_on.minimumDate())
        self.not_seen.setPlainText(shown.visit.not_seen)

    def focus_first(self) -> None:
        """Puts the focus on the first reason."""
        next(iter(self._lines.values()))[1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put_away(self) -> None:
        self.hide()
        self.done.emit()

    def _close(self) -> None:
        if self._shown is None:
            return
        visit = self._shown.visit
        remarks = {key: field.text() for key, (_, field) in self._lines.items()}
        self._bench.desk.do(close_visit, visit, self._edited(visit), remarks).then(lambda _visit: self._put_away(), self)

    def _edited(self, visit: Visit) -> Visit:
        chosen = self.next_on.date()
        next_on = None if chosen == self.next_on.minimumDate() else plain_day(chosen)
        return replace(visit, half_days=self.half_days.value(), next_on=next_on, not_seen=self.not_seen.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._put_away()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._close()
        else:
            super().keyPressEvent(event)


def closing_facts(shown: VisitPage) -> Mapping[str, bool]:
    """Which lines of the closing list the records themselves answer; signatures by both sides count. The handing over a person says."""
    touched = [item for item in shown.agenda if item.source_id and item.done_at]
    sides = {one.signature.side for one in shown.signatures}
    return {
        "signatures": Side.MANAGEMENT in sides and bool(sides & {Side.WORKERS, Side.UNION}),
        "attendance": shown.room.total > 0,
        "open_items": not shown.open_issues or bool(touched),
        "next_date": shown.visit.next_on is not None,
    }
