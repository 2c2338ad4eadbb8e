"""Everything the visit notebook shows, as one value: lines with their items, the agenda, who is in the room, open issues, last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bwdesk.domain.committee import Committee, Member, sitting_members
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Action, Issue, in_order, is_open
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Mark, Room, Visit, room, visit_numbers
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader
from bwdesk.usecases.issue_labels import issue_labels
from bwdesk.usecases.signing import Signed, signatures_of
from bwdesk.usecases.visit_lines import action_id_of_line, issue_id_of_line


@dataclass(frozen=True, slots=True)
class NotebookLine:
    """A line with what it became, and its photos in order."""

    line: Line
    issue: Issue | None
    action: Action | None
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An open issue of the plan, for the agenda and the pane, with its photos (latest last)."""

    issue: Issue
    label: str
    actions: tuple[Action, ...]
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class VisitPage:
    """What the notebook page shows of one visit."""

    visit: Visit
    number: int
    factory: Factory | None
    cycle: Cycle | None
    lines: tuple[NotebookLine, ...]
    agenda: tuple[AgendaItem, ...]
    attendance: tuple[Attendance, ...]
    room: Room
    members: tuple[Member, ...]
    open_issues: tuple[OpenIssue, ...]
    labels: Mapping[str, str]
    last_visit: Visit | None
    last_lines: tuple[Line, ...]
    last_attendance: tuple[Attendance, ...]
    signatures: tuple[Signed, ...] = ()


def visit_page(reader: Reader, visit_id: str, today: date) -> VisitPage:
    """The notebook page of a visit. Raises Refused (`thing.gone`) if there is none."""
    visit = reader.need(Visit, visit_id)
    factory_id = visit.factory_id
    visits = reader.find(Visit, lambda v: v.factory_id == factory_id)
    issues = reader.find(Issue, lambda i: i.factory_id == factory_id, deleted=True)
    actions = reader.find(Action, lambda a: a.factory_id == factory_id)
    labels = issue_labels(reader, factory_id, visit.cycle_id, issues)
    lines = reader.find(Line, lambda n: n.visit_id == visit_id, order=lambda n: n.pos)
    open_ones = in_order([i for i in issues if is_open(i) and i.origin_id != visit_id], labels)
    photos = _photos(reader, [*(n.id for n in lines), *(i.id for i in open_ones), *(i.line_id for i in open_ones if i.line_id)])
    attendance = tuple(reader.find(Attendance, lambda a: a.visit_id == visit_id))
    members = _members(reader, factory_id, today)
    last = _last_before(visits, visit)
    return VisitPage(
        visit=visit,
        number=visit_numbers(visits).get(visit_id, len(visits)),
        factory=reader.get(Factory, factory_id),
        cycle=reader.get(Cycle, visit.cycle_id),
        lines=_with_items(lines, issues, actions, photos),
        agenda=tuple(reader.find(AgendaItem, lambda a: a.visit_id == visit_id, order=lambda a: a.pos)),
        attendance=attendance,
        room=room(attendance, members),
        members=members,
        open_issues=tuple(_open(issue, labels, actions, photos) for issue in open_ones),
        labels=labels,
        last_visit=last,
        last_lines=_worth_reading(reader, last),
        last_attendance=tuple(reader.find(Attendance, lambda a: a.visit_id == last.id)) if last else (),
        signatures=signatures_of(reader, visit),
    )


def _photos(reader: Reader, owner_ids: list[str]) -> dict[str, list[Photo]]:
    found: dict[str, list[Photo]] = {}
    for photo in sorted(things_where(reader, Photo, "owner_id", owner_ids), key=lambda p: (p.pos, p.id)):
        found.setdefault(photo.owner_id, []).append(photo)
    return found


def _with_items(
    lines: list[Line], issues: list[Issue], actions: list[Action], photos: Mapping[str, list[Photo]]
) -> tuple[NotebookLine, ...]:
    by_id = {i.id: i for i in issues if not i.deleted}
    acts = {a.id: a for a in actions}
    return tuple(
        NotebookLine(n, by_id.get(issue_id_of_line(n.id)), acts.get(action_id_of_line(n.id)), tuple(photos.get(n.id, ()))) for n in lines
    )


def _open(issue: Issue, labels: Mapping[str, str], actions: list[Action], photos: Mapping[str, list[Photo]]) -> OpenIssue:
    own = sorted((a for a in actions if a.issue_id == issue.id), key=lambda a: (a.pos, a.id))
    shown = [*photos.get(issue.line_id or "", ()), *photos.get(issue.id, ())]
    return OpenIssue(issue, labels.get(issue.id, ""), tuple(own), tuple(shown))


def _members(reader: Reader, factory_id: str, today: date) -> tuple[Member, ...]:
    scope = factory_scope(factory_id)
    committees = {c.id for c in reader.find(Committee, lambda c: c.scope == scope)}
    return sitting_members((m for m in reader.find(Member, lambda m: m.scope == scope) if m.committee_id in committees), today)


def _last_before(visits: list[Visit], visit: Visit) -> Visit | None:
    """The visit that began last before this one."""
    begun = visit.started_at or visit.planned_at
    earlier = [v for v in visits if v.id != visit.id and v.started_at and (begun is None or v.started_at < begun)]
    return max(earlier, key=lambda v: (v.started_at or v.planned_at, v.id), default=None)


def _worth_reading(reader: Reader, visit: Visit | None) -> tuple[Line, ...]:
    if visit is None:
        return ()
    lines = reader.find(Line, lambda n: n.visit_id == visit.id, order=lambda n: n.pos)
    return tuple(n for n in lines if n.mark in (Mark.FINDING, Mark.ACTION, Mark.QUESTION))
