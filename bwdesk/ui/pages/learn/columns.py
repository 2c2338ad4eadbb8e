"""The three lists of Learn in cells: seminars and trainings by month, the learning plan, what factories ask for. Nothing is asked here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bwdesk.domain.learning import Met, Suggestion, Training
from bwdesk.texts import Texts
from bwdesk.ui.amounts import days_words
from bwdesk.ui.look import Look, LookSource, Role
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.rows import Cell, Column, Group
from bwdesk.ui.when import day_words
from bwdesk.usecases.learning_page import EventRow, LearnPage, NeedRow, Wanted

MARKS = {Met.DONE: Kind.GOOD, Met.PLANNED: Kind.PROGRESS, Met.OPEN: Kind.GAP}
Topic = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A row of the learning plan: a need that stands in it, or one that open issues suggest."""

    key: str
    row: NeedRow | None = None
    suggestion: Suggestion | None = None


def plan_lines(page: LearnPage) -> list[PlanLine]:
    """The plan, then what open issues suggest for it."""
    return [
        *(PlanLine(row.need.id, row=row) for row in page.needs),
        *(PlanLine(f"topic {one.topic}", suggestion=one) for one in page.suggested),
    ]


def month_group(look: Look, texts: Texts, row: EventRow) -> Group:
    """The month a seminar or training stands under; those without a day come last."""
    if row.on is None:
        return Group("none", texts("learn.no_day"), order="9999")
    return Group(f"{row.on:%Y-%m}", day_words(look, row.on, "MMMM yyyy"), order=f"{row.on:%Y-%m}")


def state_of(row: EventRow, today: date, texts: Texts) -> Cell:
    """Held, planned, or past its day with nobody having said how it went."""
    thing = row.thing
    if thing.held_on is not None:
        return Cell(texts("learn.held"), mark=Kind.GOOD)
    if thing.planned_on is not None and thing.planned_on < today:
        return Cell(texts("learn.past"), mark=Kind.BAD, tone="bad")
    return Cell(texts("learn.planned"), mark=Kind.GAP, tone="text2")


def event_columns(source: LookSource, texts: Texts, topic: Topic, today: Callable[[], date]) -> tuple[Column[EventRow], ...]:
    """Day, what, for whom, people, person-days, how it stands."""

    def title(row: EventRow) -> Cell:
        thing = row.thing
        kind = texts("learn.kind.seminar" if row.is_seminar else "learn.kind.training")
        extra = texts("learn.kind.extra") if isinstance(thing, Training) and thing.is_extra else ""
        second = texts.commas((extra or kind, topic(thing.topic)))
        return Cell(thing.title, second=second, icon="users" if row.is_seminar else "graduation-cap", role=Role.NAME)

    def whom(row: EventRow) -> Cell:
        if not row.is_seminar:
            return Cell(row.factories[0])
        asked = texts.count("learn.asked", row.asked) if row.asked else texts("learn.nobody_asked")
        return Cell(texts.commas(row.factories) or asked, second=asked if row.factories else "", tone="text1" if row.factories else "text2")

    def people(row: EventRow) -> Cell:
        said = source.look.locale.toString(row.people) if row.people else ""
        if not said and isinstance(row.thing, Training) and row.thing.expected:
            return Cell(texts("learn.expected", number=source.look.locale.toString(row.thing.expected)), tone="text3", at_end=True)
        return Cell(said, at_end=True)

    return (
        Column("on", texts("learn.col.day"), lambda r: Cell(day_words(source.look, r.on, "ddd d") if r.on else ""), width=76),
        Column("title", texts("learn.col.what"), title, width=300, stretch=True, sort=lambda r: r.thing.title.casefold()),
        Column("whom", texts("learn.col.whom"), whom, width=200, least=760),
        Column("people", texts("learn.col.people"), people, width=96, at_end=True, sort=lambda r: r.people),
        Column(
            "days", texts("learn.col.days"),
            lambda r: Cell(days_words(r.halves, texts) if r.halves else "", at_end=True),
            width=96, at_end=True, sort=lambda r: r.halves,
        ),
        Column("state", texts("learn.col.state"), lambda r: state_of(r, today(), texts), width=136, least=620),
    )  # fmt: skip


def plan_columns(source: LookSource, texts: Texts, topic: Topic) -> tuple[Column[PlanLine], ...]:
    """Topic, for whom, by when, issues, what was held, how it stands."""

    def name(line: PlanLine) -> Cell:
        if line.row is None:
            code = line.suggestion.topic if line.suggestion is not None else ""
            return Cell(topic(code), icon="plus", tone="text2")
        asked = {True: texts("learn.workers.asked"), False: texts("learn.workers.not_asked"), None: ""}[line.row.need.asked_workers]
        return Cell(topic(line.row.need.topic), second=asked, role=Role.NAME)

    def issues(line: PlanLine) -> Cell:
        number = line.row.open_issues if line.row is not None else len(line.suggestion.issue_ids) if line.suggestion is not None else 0
        return Cell(texts.count("learn.issues", number) if number else "", tone="text2")

    def held(line: PlanLine) -> Cell:
        return Cell(texts.commas(line.row.held) if line.row is not None else "")

    def state(line: PlanLine) -> Cell:
        if line.row is None:
            return Cell(texts("learn.met.suggested"), mark=Kind.GAP, tone="text3")
        return Cell(texts(f"learn.met.{line.row.met}"), mark=MARKS[line.row.met])

    def by_when(line: PlanLine) -> Cell:
        day = line.row.need.wanted_by_on if line.row is not None else None
        return Cell(day_words(source.look, day, "d MMM yyyy") if day is not None else "", tone="text2")

    return (
        Column("topic", texts("learn.col.topic"), name, width=260, stretch=True),
        Column("audience", texts("learn.col.audience"), lambda r: Cell(r.row.need.audience if r.row else ""), width=150, least=700),
        Column("by", texts("learn.col.by"), by_when, width=110, least=820),
        Column("issues", texts("learn.col.issues"), issues, width=110),
        Column("held", texts("learn.col.held"), held, width=170, least=620),
        Column("state", texts("learn.col.state"), state, width=120),
    )


def plan_group(texts: Texts, line: PlanLine) -> Group:
    """What stands in the plan, and what is suggested for it."""
    key = "plan" if line.row is not None else "suggested"
    return Group(key, texts(f"learn.group.{key}"), order="0" if line.row is not None else "1")


def wanted_columns(source: LookSource, texts: Texts, topic: Topic) -> tuple[Column[Wanted], ...]:
    """Topic, how many factories, which, how many issues."""
    return (
        Column("topic", texts("learn.col.topic"), lambda r: Cell(topic(r.suggestion.topic), role=Role.NAME), width=280, stretch=True),
        Column("factories", texts("learn.col.factories"), lambda r: Cell(texts.count("learn.factories", len(r.names))), width=130),
        Column("names", texts("learn.col.which"), lambda r: Cell(texts.commas(r.names), tone="text2"), width=320, stretch=True, least=620),
        Column(
            "issues", texts("learn.col.issues"), lambda r: Cell(texts.count("learn.issues", len(r.suggestion.issue_ids)), tone="text2"),
            width=130,
        ),
    )  # fmt: skip
