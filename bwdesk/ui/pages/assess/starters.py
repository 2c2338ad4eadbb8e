"""Beginning a self-diagnosis or an assessment of a factory: panels, not dialogs. Escape puts them away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwdesk.domain.assessing import PairingRemark
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.diagnosis import Sitting
from bwdesk.errors import DeskError
from bwdesk.shipped import profile_of_cycle
from bwdesk.ui.bench import Bench
from bwdesk.ui.look import Role
from bwdesk.ui.pages.assess.areas import day_field
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import SectionHead, Words
from bwdesk.ui.parts.choice import Choice
from bwdesk.ui.parts.flow import Flow
from bwdesk.ui.when import plain_day, q_day
from bwdesk.usecases.assess_places import Offer, Registered, offer_of, remarks_on_pair
from bwdesk.usecases.assessment import plan_assessment, start_assessment
from bwdesk.usecases.diagnosis import start_sitting

WIDE = 420
MOST_SUGGESTED = 2
"""Clusters that are chosen beforehand for a sitting: more would not fit into one meeting."""


class Toggled(QWidget):
    """Toggles that wrap; several may be chosen. `edited` when that changes."""

    edited = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.buttons: dict[str, ActButton] = {}
        self._flow = Flow(self, gap=8)

    def show_choices(self, choices: Sequence[tuple[str, str, str, bool]], chosen: frozenset[str]) -> None:
        """(key, words, why it may not be chosen, whether it may) for each; those in `chosen` are."""
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for key, words, why, is_open in choices:
            button = ActButton(self._bench.look, words, kind="toggle", small=True, parent=self)
            button.setChecked(key in chosen)
            button.setEnabled(is_open)
            button.setToolTip(why)
            button.clicked.connect(lambda _checked=False: self.edited.emit())
            self._flow.addWidget(button)
            button.show()
            self.buttons[key] = button
        self.updateGeometry()

    @property
    def chosen(self) -> frozenset[str]:
        """Keys of what is chosen."""
        return frozenset(key for key, button in self.buttons.items() if button.isChecked())


class Starter(QFrame):
    """What both panels share: the factory, the day, a fault in words, the button. `begun(id)`."""

    begun = Signal(str)
    put_away = Signal()

    def __init__(self, bench: Bench, title: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bench, self.texts = bench, bench.texts
        self.offer: Offer | None = None
        self.setObjectName("panel")
        self.factory = Choice(bench.look, self)
        self.factory.setAccessibleName(self.texts("assess.start.factory"))
        self.factory.setMaximumWidth(round(WIDE * max(1.0, bench.look.look.type.factor)))
        self.factory.currentIndexChanged.connect(lambda _index: self.ask_offer())
        self.day = day_field(bench, self.texts("assess.start.day"), self)
        self.fault = Words(bench.look, "", Role.BODY, "bad", wrap=True, parent=self)
        self.fault.hide()
        self.button = ActButton(bench.look, button, kind="primary", parent=self)
        self.button.clicked.connect(self.begin)
        self.away = ActButton(bench.look, self.texts("assess.start.away"), kind="quiet", key="Esc", parent=self)
        self.away.clicked.connect(self.put_away)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(10)
        self.grid.setColumnStretch(1, 1)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(8)
        self.acts.addWidget(self.fault, 1)
        self.acts.addStretch(1)
        self.acts.addWidget(self.away)
        column = QVBoxLayout(self)
        inset = bench.look.look.density.inset
        column.setContentsMargins(inset, 4, inset, 14)
        column.setSpacing(10)
        column.addWidget(SectionHead(bench.look, title, parent=self))
        column.addLayout(self.grid)
        column.addLayout(self.acts)
        self.hide()

    def row(self, key: str, widget: QWidget) -> None:
        """A line of the panel with its label."""
        number = self.grid.rowCount()
        label = Words(self.bench.look, self.texts(key), Role.BODY, "text2", parent=self)
        self.grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignVCenter)
        self.grid.addWidget(widget, number, 1)

    def open(self, factories: Sequence[Registered], factory_id: str) -> None:
        """Shows the panel for one of the registered factories, today."""
        self.factory.blockSignals(True)
        self.factory.clear()
        for one in factories:
            self.factory.addItem(one.factory.name, one.factory.id)
        self.factory.setCurrentIndex(max(0, self.factory.findData(factory_id)))
        self.factory.blockSignals(False)
        self.day.setDate(q_day(self.bench.today()))
        self.fault.hide()
        self.button.setEnabled(bool(factories))
        self.show()
        self.ask_offer()
        (self.day if factory_id else self.factory).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def on(self) -> date:
        """The day that is chosen."""
        return plain_day(self.day.date())

    def ask_offer(self) -> None:
        """Asks what there is to choose for the factory."""
        factory_id = self.factory.currentData()
        if isinstance(factory_id, str) and self.isVisible():
            me = self.bench.me
            self.bench.desk.ask(offer_of, factory_id, me.id, me.name, self.on).then(self._offered, self)

    def _offered(self, offer: Offer) -> None:
        if offer.factory.id == self.factory.currentData():
            self.offer = offer
            self.show_offer(offer)

    def show_offer(self, offer: Offer) -> None:
        """Fills the panel."""

    def begin(self) -> None:
        """Writes it down."""

    def refuse(self, error: DeskError) -> None:
        """Says why nothing was begun."""
        self.fault.show_words(self.texts(f"error.{error.key}", **error.params))
        self.fault.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin()
        else:
            super().keyPressEvent(event)


class SittingStarter(Starter):
    """A self-diagnosis: day and clusters. Those with most open issues are chosen beforehand."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(bench, bench.texts("assess.start.sitting"), bench.texts("assess.start.sit"), parent)
        self.clusters = Toggled(bench, self)
        self.why = Words(bench.look, "", Role.SMALL, "text3", wrap=True, parent=self)
        self.row("assess.start.factory", self.factory)
        self.row("assess.start.day", self.day)
        self.row("assess.start.clusters", self.clusters)
        self.grid.addWidget(self.why, self.grid.rowCount(), 1)
        self.acts.addWidget(self.button)

    def show_offer(self, offer: Offer) -> None:
        scored = [c for c in offer.tool.clusters if offer.tool.leaves(c.code)]
        suggested = [(code, count) for code, count in offer.suggested if code in {c.code for c in scored}][:MOST_SUGGESTED]
        chosen = frozenset(code for code, _ in suggested)
        self.clusters.show_choices([(c.code, c.name, "", True) for c in scored], chosen)
        said = [
            self.texts.count("assess.start.because", count, cluster=offer.tool.cluster(code).name) for code, count in suggested
        ]  # fmt: skip
        self.why.show_words(self.texts.commas(said) if said else self.texts("assess.start.choose"))

    def begin(self) -> None:
        offer = self.offer
        if offer is None or offer.cycle is None:
            return
        promise = self.bench.desk.do(start_sitting, offer.factory, offer.cycle, self.on, self.clusters.chosen)
        promise.then(self._begun, self).otherwise(self.refuse, self)

    def _begun(self, sitting: Sitting) -> None:
        self.hide()
        self.begun.emit(sitting.id)


class AssessmentStarter(Starter):
    """An assessment: two people and two days. The factory's advisor cannot be one of the two."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        super().__init__(bench, bench.texts("assess.start.assessment"), bench.texts("assess.start.plan"), parent)
        self.pair = Toggled(bench, self)
        self.pair.edited.connect(self._ask_remarks)
        self.last_day = day_field(bench, self.texts("assess.about.last_day"), self)
        self.remarks = Words(bench.look, "", Role.SMALL, "unsure", wrap=True, parent=self)
        self.now = ActButton(bench.look, self.texts("assess.start.now"), parent=self)
        self.now.clicked.connect(lambda: self._plan(start=True))
        days = QWidget(self)
        line = QHBoxLayout(days)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.day)
        line.addWidget(Words(bench.look, self.texts("assess.until"), Role.BODY, "text2", parent=days))
        line.addWidget(self.last_day)
        line.addStretch(1)
        self.row("assess.start.factory", self.factory)
        self.row("assess.start.days", days)
        self.row("assess.start.pair", self.pair)
        self.grid.addWidget(self.remarks, self.grid.rowCount(), 1)
        self.acts.addWidget(self.now)
        self.acts.addWidget(self.button)
        self.day.dateChanged.connect(self._day_moved)

    def open(self, factories: Sequence[Registered], factory_id: str) -> None:
        super().open(factories, factory_id)
        self._day_moved()

    def _day_moved(self, *_day: object) -> None:
        """The assessment takes as many days as the programme of that year says."""
        cycle = self.offer.cycle if self.offer is not None else None
        self.last_day.setDate(q_day(self.on + timedelta(days=profile_of_cycle(cycle).quotas.assessment_days - 1)))
        self._ask_remarks()

    def show_offer(self, offer: Offer) -> None:
        chosen = {self.bench.me.id} - offer.advisor_ids
        advises = self.texts("pair.advises")
        people = [(one, name, advises if one in offer.advisor_ids else "", one not in offer.advisor_ids) for one, name in offer.people]
        self.pair.show_choices(people, frozenset(chosen))
        self._day_moved()

    def _ask_remarks(self) -> None:
        if self.offer is not None and self.isVisible():
            chosen = sorted(self.pair.chosen)
            self.bench.desk.ask(remarks_on_pair, self.offer.factory.id, chosen, self.on).then(self._show_remarks, self)

    def _show_remarks(self, remarks: tuple[PairingRemark, ...]) -> None:
        names = dict(self.offer.people) if self.offer is not None else {}
        said = [" ".join((names.get(one.person_id, ""), self.texts(f"pair.{one.what}"))).strip() for one in remarks]
        self.remarks.show_words("\n".join(said))
        self.remarks.setVisible(bool(said))

    def begin(self) -> None:
        self._plan(start=False)

    def _plan(self, *, start: bool) -> None:
        offer = self.offer
        if offer is None or offer.cycle is None:
            return
        last = plain_day(self.last_day.date())
        promise = self.bench.desk.do(plan_assessment, offer.factory, offer.cycle, self.pair.chosen, self.on, last)
        promise.then(self._start if start else self._begun, self).otherwise(self.refuse, self)

    def _start(self, assessment: Assessment) -> None:
        self.bench.desk.do(start_assessment, assessment).then(self._begun, self)

    def _begun(self, assessment: Assessment) -> None:
        self.hide()
        self.begun.emit(assessment.id)
