"""What stands under each tab of the workspace, as rows of one kind, and the thread's phases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from bwdesk import shipped
from bwdesk.domain.contact import Contact
from bwdesk.domain.visit import Visit
from bwdesk.texts import Texts
from bwdesk.ui.amounts import days_words
from bwdesk.ui.look import Look, Role
from bwdesk.ui.pages.factory.entry import Entry
from bwdesk.ui.pages.factory.shelf import document_entries, learning_entries
from bwdesk.ui.pages.plan.cells import SAYS
from bwdesk.ui.parts.cycle_thread import Phase
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.rows import Cell, Column
from bwdesk.ui.when import clock_words, day_words, moment_day
from bwdesk.usecases.cycle_page import CycleView, local_day
from bwdesk.usecases.factory_page import FactoryPage, OpenRow

TABS: Final = {
    "plan": "check-square", "findings": "warning-circle", "notes": "notebook", "visits": "handshake", "assessed": "clipboard-text",
    "learning": "graduation-cap", "documents": "files", "people": "users",
}  # fmt: skip
"""Tabs of the workspace and their icons, in order."""

GO_KEYS: Final = {
    "plan": "P", "findings": "F", "notes": "N", "visits": "V", "assessed": "A", "learning": "L", "documents": "D", "people": "E",
}  # fmt: skip
"""After G, the letter that goes to a tab."""


def columns() -> tuple[Column[Entry], ...]:
    """The columns that all tabs share."""
    return (
        Column[Entry]("number", "", lambda e: Cell(e.number, tone="text2"), width=64),
        Column[Entry]("what", "", lambda e: e.what, stretch=True),
        Column[Entry]("on", "", lambda e: Cell(e.on, tone="text2"), width=104),
        Column[Entry]("state", "", lambda e: e.state, width=150),
    )


@dataclass(frozen=True)
class Entries:
    """Makes the rows of each tab in the words and look of the screen."""

    texts: Texts
    look: Look
    today: date

    def of(self, tab: str, shown: FactoryPage) -> list[Entry]:
        """The rows under a tab."""
        makers: dict[str, Callable[[FactoryPage], list[Entry]]] = {
            "plan": self._plan, "findings": self._findings, "notes": self._notes, "visits": self._visits, "assessed": self._assessed,
            "learning": partial(learning_entries, self.texts, self.look, self.today),
            "documents": partial(document_entries, self.texts, self.look), "people": self._people,
        }  # fmt: skip
        return makers[tab](shown)

    def _plan(self, shown: FactoryPage) -> list[Entry]:
        return [
            Entry(
                row.issue.id,
                self._what(row.issue.title, self.texts.commas((self.texts(f"origin.{row.issue.origin}"), row.issue.owner))),
                row.label, self._day(row.issue.due_on), self._state(row), "plan", {"factory": shown.factory.id, "issue": row.issue.id},
                f"{row.label} {row.issue.title} {row.issue.owner}",
            )
            for row in shown.open_rows
        ]  # fmt: skip

    def _state(self, row: OpenRow) -> Cell:
        if row.late:
            return Cell(self.texts.count("today.days_over", row.late), mark=Kind.BAD, tone="bad")
        if row.to_verify:
            return Cell(self.texts("today.verify"), mark=Kind.UNSURE)
        return Cell(self.texts(f"progress.{row.issue.progress}"), mark=SAYS[row.issue.progress])

    def _findings(self, shown: FactoryPage) -> list[Entry]:
        return [
            Entry(
                result.id, self._what(shipped.tool(result.tool).question(result.question).title, result.finding), result.question,
                state=Cell(self.texts("verdict.non_compliant"), mark=Kind.BAD), go="assess",
                where={"assessment": result.assessment_id, "question": result.question}, words=f"{result.question} {result.finding}",
            )
            for result in shown.findings
        ]  # fmt: skip

    def _notes(self, shown: FactoryPage) -> list[Entry]:
        return [
            Entry(
                note.line.id, Cell(note.line.text, lines=2), clock_words(note.line.at), moment_day(self.look, note.line.at, "d MMM"),
                Cell(self.texts("factory.visit", number=note.number), tone="text2"), "visit",
                {"visit": note.visit.id, "line": note.line.id}, note.line.text,
            )
            for note in shown.notes
        ]  # fmt: skip

    def _visits(self, shown: FactoryPage) -> list[Entry]:
        view = shown.view
        if view is None:
            return []
        met = [(local_day(v.started_at or v.planned_at) or date.max, v.id, self._visit(view, v)) for v in view.visits]
        met += [(local_day(c.at) or date.max, c.id, self._contact(c)) for c in view.contacts]
        return [entry for _, _, entry in sorted(met, key=lambda one: one[:2], reverse=True)]

    def _contact(self, one: Contact) -> Entry:
        """A call or message between visits; it says so when it counts as visit days."""
        first = self.texts.commas((self.texts(f"channel.{one.channel}"), one.who))
        days = self.texts("year.contact.days", number=days_words(one.half_days, self.texts)) if one.half_days else ""
        return Entry(
            one.id, self._what(first, one.text), "", self._day(local_day(one.at)), Cell(days, tone="text2"), words=f"{first} {one.text}"
        )

    def _visit(self, view: CycleView, visit: Visit) -> Entry:
        day = local_day(visit.started_at or visit.planned_at)
        words = self.texts("factory.visit", number=view.visit_numbers.get(visit.id, 0))
        if visit.closed_at is not None:
            state = Cell(self.texts("factory.visit.closed"), mark=Kind.GOOD)
        elif visit.started_at is not None:
            state = Cell(self.texts("factory.visit.open"), mark=Kind.NOW)
        elif day is not None and day < self.today:
            state = Cell(self.texts("factory.visit.missed"), mark=Kind.BAD, tone="bad")
        else:
            state = Cell(self.texts("factory.visit.planned"), mark=Kind.GAP)
        second = self.texts.commas((self.texts(f"mode.{visit.mode}"), visit.purpose))
        return Entry(visit.id, self._what(words, second), "", self._day(day), state, "visit", {"visit": visit.id}, f"{words} {second}")

    def _assessed(self, shown: FactoryPage) -> list[Entry]:
        held = [
            (a.first_day_on, Entry(
                a.id, self._what(self.texts("today.event.assessment", number=a.number), ""), "", self._day(a.first_day_on),
                Cell(self.texts(f"assess.stage.{a.stage}")), "assess", {"assessment": a.id},
            ))
            for a in shown.assessments
        ] + [
            (s.held_on, Entry(
                s.id, self._what(self.texts("today.event.diagnosis", number=s.number), ""), "", self._day(s.held_on), Cell(), "assess",
                {"sitting": s.id},
            ))
            for s in shown.sittings
        ]  # fmt: skip
        return [entry for _, entry in sorted(held, key=lambda pair: (pair[0] or date.max, pair[1].key), reverse=True)]

    def _people(self, shown: FactoryPage) -> list[Entry]:
        members = [
            Entry(
                member.id,
                self._what(member.title, self.texts.commas((self.texts(f"side.{member.side}"), self.texts(f"sex.{member.sex}")))), "",
                self._day(member.term_ends_on), Cell(self.texts(f"selection.{member.selection}"), tone="text2"), "member",
                {"member": member.id}, member.title,
            )
            for member in (*shown.committee.members, *shown.committee.guests)
        ]  # fmt: skip
        ours = [
            Entry(
                one.assignment.id, self._what(one.name, self.texts(f"role.{one.assignment.role}")), "", self._day(one.assignment.from_on),
                Cell(self.texts("factory.person.left"), tone="text3") if one.assignment.to_on else Cell(), words=one.name,
            )
            for one in shown.people
        ]  # fmt: skip
        return members + ours

    def _what(self, first: str, second: str) -> Cell:
        return Cell(first, second, role=Role.NAME)

    def _day(self, day: date | None) -> str:
        return "" if day is None else day_words(self.look, day)


def phases(view: CycleView, texts: Texts) -> list[Phase]:
    """The three stretches of a cycle, by the profile's windows: committee and self-diagnosis, assessment, visits on the plan."""
    windows = view.profile.windows
    to_assessment, to_plan = windows.assessment_month_from - 1, windows.assessment_month_to
    month = view.month - 1
    bounds = ((0, to_assessment, "diagnosis"), (to_assessment, to_plan, "assessment"), (to_plan, 12, "plan"))
    return [Phase(start, end, texts(f"factory.phase.{key}"), start <= month < end) for start, end, key in bounds if start < end]
