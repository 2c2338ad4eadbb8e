"""The list under Assess: assessments and self-diagnoses to go on with, and the panels that begin new ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from bwdesk.domain.assessment import Answer, Assessment, Stage
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting
from bwdesk.domain.factory import Factory, Person
from bwdesk.domain.thing import Thing
from bwdesk.ui.bench import Bench
from bwdesk.ui.ink import isolate
from bwdesk.ui.page import Context
from bwdesk.ui.pages.assess.commands import Act, make_commands
from bwdesk.ui.pages.assess.starters import AssessmentStarter, SittingStarter
from bwdesk.ui.pages.base import DeskPage
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.basics import TitleRow, hairline
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Group, RowModel, list_column
from bwdesk.ui.when import day_words
from bwdesk.usecases.assess_places import (
    AssessmentEntry,
    AssessPlaces,
    Registered,
    SittingEntry,
    assess_places,
    registered_factories,
)

_STAGES = {Stage.PLANNED: Kind.GAP, Stage.RUNNING: Kind.PROGRESS, Stage.READY: Kind.WAITING, Stage.RELEASED: Kind.GOOD}


@dataclass(frozen=True)
class Entry:
    """A row: what it opens, and how it is told."""

    kind: str
    id: str
    title: str
    second: str
    fact: str
    mark: Kind

    @property
    def key(self) -> str:
        return f"{self.kind} {self.id}"


class StartPage(DeskPage):
    """`opened(factory=…)` shows those of a factory, bare all that is unfinished. `begin="sitting"` or `"assessment"` opens a panel."""

    key = "assess"
    kinds: ClassVar[tuple[type[Thing], ...]] = (Assessment, Sitting, Answer, DiagnosisAnswer, Factory, Cycle, Person)

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.wants_pane = False  # type: ignore[misc]  # a list has no context of its own
        self._factory_id = ""
        self._begin = ""
        self._shown: AssessPlaces | None = None
        source, texts = bench.look, bench.texts
        self.head = TitleRow(source, texts("assess.list"), parent=self)
        self.sitting = SittingStarter(bench, self)
        self.assessment = AssessmentStarter(bench, self)
        self._model: RowModel[Entry] = RowModel(
            list_column(self._cell), lambda one: one.key, group=self._group, find=lambda one: f"{one.title} {one.second}"
        )
        self.list = RowView(source, self._model, self, two_lines=True, inset=source.look.density.inset)
        self.list.setAccessibleName(texts("assess.list"))
        self.list.set_empty(texts("assess.list.none"), texts("assess.list.none.do"))
        self.list.activated_row.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, hairline(self), self.sitting, self.assessment):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        self.sitting.begun.connect(lambda one: self.go.emit("assess", {"sitting": one}))
        self.assessment.begun.connect(lambda one: self.go.emit("assess", {"assessment": one}))
        for starter in (self.sitting, self.assessment):
            starter.put_away.connect(self._put_away)
        acts = [
            Act("sit", self.begin_sitting, "users", "Ctrl+N", bar=1),
            Act("assess", self.begin_assessment, "calendar-plus", "Ctrl+Shift+N", bar=2),
        ]
        made = make_commands(
            self, acts, lambda name: texts(f"assess.act.{name}"), lambda name: texts(f"assess.hint.{name}"), touch=source.look.touch
        )
        titles = (("assess", texts("assess.start.assessment")), ("sit", texts("assess.start.sitting")))
        self.head.set_actions([ActButton(source, title, action=made.actions[name]) for name, title in titles])

    # showing

    def opened(self, **where: str) -> None:
        self._factory_id = where.get("factory", "")
        self._begin = where.get("begin", "")
        self._put_away()
        self.reload()

    def reload(self) -> None:
        self.ask(self._show, assess_places, self._factory_id)

    def _show(self, shown: AssessPlaces) -> None:
        self._shown = shown
        self.head.show_title(self.texts("assess.list"), isolate(shown.factory.name) if shown.factory else self.texts("assess.list.all"))
        self._model.set_rows([*map(self._assessment, shown.assessments), *map(self._sitting, shown.sittings)])
        if shown.factory is not None:
            self.context_changed.emit(Context(shown.factory.id, shown.factory.name, shown.factory.local_name))
        begin, self._begin = self._begin, ""
        if begin == "sitting":
            self.begin_sitting()
        elif begin == "assessment":
            self.begin_assessment()

    def _assessment(self, one: AssessmentEntry) -> Entry:
        assessment, texts, names = one.assessment, self.texts, self._shown.names if self._shown else None
        people = [names.of(person) for person in assessment.assessors] if names is not None else []
        days = [day_words(self.look.look, day, "d MMM yyyy") for day in (assessment.first_day_on,) if day is not None]
        fact = texts("assess.of", done=one.done, total=one.total) if one.total else texts(f"assess.stage.{assessment.stage}")
        name = one.factory.name if one.factory is not None else ""
        return Entry("assessment", assessment.id, isolate(name), texts.commas([*days, *sorted(people)]), fact, _STAGES[assessment.stage])

    def _sitting(self, one: SittingEntry) -> Entry:
        sitting, texts = one.sitting, self.texts
        day = day_words(self.look.look, sitting.held_on, "d MMM yyyy")
        clusters = texts.commas(sorted(sitting.clusters))
        name = one.factory.name if one.factory is not None else ""
        mark = Kind.GOOD if one.done == one.total else Kind.PROGRESS if one.done else Kind.GAP
        return Entry(
            "sitting", sitting.id, isolate(name), texts.commas((day, clusters)), texts("assess.of", done=one.done, total=one.total), mark
        )

    def _group(self, one: Entry) -> Group:
        return Group(one.kind, self.texts(f"assess.list.{one.kind}"), "1" if one.kind == "assessment" else "2")

    def _cell(self, one: Entry) -> Cell:
        return Cell(one.title, second=one.second, mark=one.mark, fact=one.fact)

    def title(self) -> str:
        return self.texts("assess.list")

    def turned(self, on: bool) -> None:
        self.list.setVisible(not on)  # other factories are nobody else's business

    def focus_first(self) -> None:
        starter = next((one for one in (self.sitting, self.assessment) if one.isVisible()), None)
        if starter is None:
            self.list.choose_first()
            self.list.setFocus()

    # acting

    def _open(self, key: str) -> None:
        kind, _, thing = key.partition(" ")
        self.go.emit("assess", {kind: thing})

    def _put_away(self) -> None:
        self.sitting.hide()
        self.assessment.hide()
        self.list.setFocus()

    def begin_sitting(self) -> None:
        """Opens the panel for a self-diagnosis."""
        self.assessment.hide()
        self.desk.ask(registered_factories).then(self._open_sitting, self)

    def begin_assessment(self) -> None:
        """Opens the panel for an assessment."""
        self.sitting.hide()
        self.desk.ask(registered_factories).then(self._open_assessment, self)

    def _open_sitting(self, factories: tuple[Registered, ...]) -> None:
        self.sitting.open(factories, self._factory_id)
        self._say_none(factories)

    def _open_assessment(self, factories: tuple[Registered, ...]) -> None:
        self.assessment.open(factories, self._factory_id)
        self._say_none(factories)

    def _say_none(self, factories: tuple[Registered, ...]) -> None:
        if not factories:
            for starter in (self.sitting, self.assessment):
                starter.fault.show_words(self.texts("assess.start.none"), "text2")
                starter.fault.show()
