"""The plan as a workbook for the factory: what goes out, what the factory changed, and taking in what a person keeps of it.

Each group of cells (who, by when, what the factory says) is judged by three values: as the workbook was made, as it came back, as it
stands here. What changed on both sides is shown and stays ours unless a person chooses theirs. Nothing here touches what was verified.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue, Progress
from bwdesk.errors import Refused
from bwdesk.interchange.factories import RowNote
from bwdesk.interchange.plan_book import PlanBack, PlanLine, Said
from bwdesk.store.unit import Reader, Unit
from bwdesk.texts import Texts
from bwdesk.usecases.factories import last_cycle, survivor_id
from bwdesk.usecases.plan import add_issue
from bwdesk.usecases.plan_page import labels_of_factory, plan_page
from bwdesk.usecases.writing import act, live, write


class Part(StrEnum):
    """What of an issue a change is about."""

    NEW = "new"
    OWNER = "owner"
    DUE_ON = "due_on"
    SAYS = "says"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing the factory changed. `issue` is None for a row it added; `is_both`: it changed here as well since."""

    row: int
    part: Part
    label: str
    title: str
    issue: Issue | None
    theirs: Said
    ours: Said
    is_both: bool = False

    @property
    def key(self) -> str:
        return f"{self.row}/{self.part}"


@dataclass(frozen=True, slots=True)
class BookJudged:
    """The preview of a workbook that came back. `same`: rows that bring nothing; `moved`: issues that changed here since it was made."""

    cycle: Cycle
    made_on: date | None
    changes: tuple[Change, ...]
    refusals: tuple[RowNote, ...]
    same: int
    moved: int


@dataclass(frozen=True, slots=True)
class BookOut:
    """What the workbook is written from: see interchange.plan_book.write_plan_book."""

    name: str
    rows: tuple[tuple[str | date | None, ...], ...]


def plan_book_out(reader: Reader, factory_id: str, today: date, texts: Texts) -> BookOut:
    """The open issues of a factory in the plan's order."""
    factory = live(reader, Factory, survivor_id(reader, factory_id))
    if factory is None:
        raise Refused("plan.no_cycle")
    rows = []
    for row in plan_page(reader, factory.id, factory.country, today).rows:
        if row.is_open:
            i, said = row.issue, _ours(row.issue)
            words = texts(f"progress.{i.progress}"), texts(f"plan.seen.{i.verified}")
            shown = (row.label, i.title, said.owner, said.due_on, words[0], said.progress_note, said.progress_on, words[1])
            rows.append((*shown, i.id, said.owner, said.due_on, said.progress, said.progress_note, said.progress_on, factory.id, today))
    return BookOut(factory.name, tuple(rows))


def judge_plan_book(reader: Reader, factory_id: str, back: PlanBack) -> BookJudged:
    """What a workbook would change. Nothing is written. Refused where it is of another factory."""
    own = survivor_id(reader, factory_id)
    if survivor_id(reader, back.factory) != own:
        other = live(reader, Factory, back.factory)
        raise Refused("plan_back.other_factory", factory=other.name if other is not None else "?")
    cycle = last_cycle(reader, own)
    if cycle is None:
        raise Refused("plan.no_cycle")
    issues = {i.id: i for i in reader.find(Issue, lambda i: i.factory_id == own, deleted=True)}
    labels = labels_of_factory(reader, own, cycle.id)
    titles = {_plain(i.title) for i in issues.values()}
    changes: list[Change] = []
    refusals = list(back.refusals)
    same = moved = 0
    for line in back.lines:
        issue = issues.get(line.id)
        if line.id and (issue is None or issue.deleted):
            refusals.append(RowNote(line.row, "", "plan_back.gone", {"title": line.title[:80]}))
            continue
        found = _added(line, titles) if issue is None else _changed(line, issue, labels)
        titles.add(_plain(line.title))
        same += not found
        moved += issue is not None and _filled(_ours(issue)) != _filled(line.was)
        changes += found
    return BookJudged(cycle, back.made_on, tuple(changes), tuple(refusals), same, moved)


@act("act.issue.book")
def take_plan_book(unit: Unit, cycle: Cycle, changes: Sequence[Change], today: date) -> int:
    """Takes in the changes a person kept, in one act; answers how many."""
    by_issue: dict[str, list[Change]] = {}
    for change in changes:
        by_issue.setdefault(change.issue.id if change.issue is not None else f"+{change.row}", []).append(change)
    for own in by_issue.values():
        base = own[0].issue or add_issue(unit, cycle, own[0].title, since_on=today)
        values: dict[str, Any] = {}
        for change in own:
            values |= _values(change, today)
        edited = replace(base, **values)
        if edited != base:
            write(unit, base, edited)
    return len(changes)


def _values(change: Change, today: date) -> Mapping[str, Any]:
    said = change.theirs
    owner: dict[str, Any] = {"owner": said.owner}
    due: dict[str, Any] = {"due_on": said.due_on}
    progress = Progress(said.progress or Progress.NOT_STARTED)
    says = {"progress": progress, "progress_note": said.progress_note, "progress_on": said.progress_on or today}
    if change.part is Part.NEW:
        return {**owner, **due, **(says if said.progress or said.progress_note else {})}
    return {Part.OWNER: owner, Part.DUE_ON: due, Part.SAYS: says}[change.part]


def _added(line: PlanLine, titles: set[str]) -> list[Change]:
    """A row of the factory's own, unless the plan has or had an issue of that title."""
    return [] if _plain(line.title) in titles else [Change(line.row, Part.NEW, "", line.title, None, line.said, Said())]


def _changed(line: PlanLine, issue: Issue, labels: Mapping[str, str]) -> list[Change]:
    ours, was, theirs = _ours(issue), line.was, _filled_in(line.said, line.was)
    says_day = theirs.progress_on if theirs.progress_on != was.progress_on else None
    parts: tuple[tuple[Part, Any, Any, Any], ...] = (
        (Part.OWNER, was.owner, theirs.owner, ours.owner),
        (Part.DUE_ON, was.due_on, theirs.due_on, ours.due_on),
        (Part.SAYS, (*_words(was), None), (*_words(theirs), says_day), (*_words(ours), ours.progress_on if says_day else None)),
    )
    theirs = replace(theirs, progress_on=says_day)
    return [
        Change(line.row, part, labels.get(issue.id, ""), issue.title, issue, theirs, ours, is_both=_moved(part, was, ours))
        for part, before, back, now in parts
        if before != back != now
    ]


def _moved(part: Part, was: Said, ours: Said) -> bool:
    if part is Part.SAYS:
        return (*_words(was), was.progress_on) != (*_words(ours), ours.progress_on)
    return bool(getattr(was, part) != getattr(ours, part))


def _words(said: Said) -> tuple[str, str]:
    return said.progress, said.progress_note


def _filled(said: Said) -> Said:
    return replace(said, progress=said.progress or Progress.NOT_STARTED)


def _filled_in(said: Said, was: Said) -> Said:
    """Empty cells say nothing: what the workbook was made with stands in them."""
    return Said(
        said.owner or was.owner, said.due_on or was.due_on, said.progress or was.progress, said.progress_note or was.progress_note,
        said.progress_on or was.progress_on,
    )  # fmt: skip


def _ours(issue: Issue) -> Said:
    """An issue's cells, tidied as a reader of workbooks tidies them."""
    return Said(issue.owner.strip(), issue.due_on, issue.progress.value, issue.progress_note.strip(), issue.progress_on)


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()
