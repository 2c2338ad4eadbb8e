"""The notebook's lines: typing, marks, order, time. A line marked as finding or action stays linked with its issue or action for good.

The link in rules: the issue or action of a line has an id made from the line's, so marking again gives the same one back. Its words
follow the line's words until somebody gives it words of its own. Taking the mark away takes an untouched item off the plan; one that
was worked on (owner, day, root cause, what the factory says …) stays there, still pointing to its line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from bwdesk.domain.order_keys import key_at, key_between
from bwdesk.domain.plan import Action, Issue, Origin, Progress, Verified
from bwdesk.domain.thing import natural_id
from bwdesk.domain.visit import Line, Mark, Visit, mark_of
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.visits import cycle_on
from bwdesk.usecases.writing import act, live, write

LONG_VISIT = timedelta(hours=14)
FIRST: Final = "first"


@dataclass(frozen=True, slots=True)
class Written:
    """A line as it stands, and the issue or action that belongs to it."""

    line: Line
    issue: Issue | None = None
    action: Action | None = None


@act("act.line.add")
def add_line(
    unit: Unit,
    visit: Visit,
    text: str,
    mark: Mark = Mark.NOTE,
    after: Line | None = None,
    at: datetime | None = None,
    agenda_item_id: str | None = None,
    line_id: str = "",
) -> Written:
    """A new line, after another or at the end, timed now unless told. `line_id` lets a form name the line before it is written."""
    line = new_line(unit, visit, line_id or unit.new_id(), text, mark, after, agenda_item_id, at)
    return with_item(unit, visit, line, "")


def new_line(
    unit: Unit,
    visit: Visit,
    line_id: str,
    text: str,
    mark: Mark,
    after: Line | Literal["first"] | None,
    agenda_item_id: str | None,
    at: datetime | None = None,
) -> Line:
    """Writes a line after another one, as the first, or at the end (None)."""
    line = Line(
        id=line_id, scope=visit.scope, visit_id=visit.id, at=at or unit.now, pos=_pos_after(unit, visit.id, after), text=text, mark=mark,
        agenda_item_id=agenda_item_id,
    )  # fmt: skip
    return write(unit, None, line)


@act("act.line.note")
def quick_note(unit: Unit, text: str, visit: Visit | None = None, mark: Mark = Mark.NOTE) -> Written:
    """A line from anywhere: into the visit given, else the one that runs, else the one planned for today, which thereby begins.

    Refused when there is none to write into; the text stays in its draft.
    """
    found = visit or visit_for_note(unit, unit.now)
    if found is None:
        raise Refused("visit.none_today")
    if found.started_at is None:
        found = write(unit, found, replace(found, started_at=unit.now))
    line = Line(
        id=unit.new_id(), scope=found.scope, visit_id=found.id, at=unit.now, pos=_pos_after(unit, found.id, None), text=text, mark=mark
    )
    return with_item(unit, found, write(unit, None, line), "")


def visit_for_note(reader: Reader, now: datetime) -> Visit | None:
    """The visit a quick note goes to: the one begun last and still open (within 14 hours), else the next planned for today."""
    open_ones = reader.find(Visit, lambda v: v.closed_at == None)  # noqa: E711 (a column, not a value)
    running = [v for v in open_ones if v.started_at is not None and v.started_at > now - LONG_VISIT]
    if running:
        return max(running, key=lambda v: (v.started_at or now, v.id))
    day = now.astimezone().date()
    today = [v for v in open_ones if v.started_at is None and v.planned_at is not None and v.planned_at.astimezone().date() == day]
    return min(today, key=lambda v: (v.planned_at or now, v.id), default=None)


@act("act.line.edit")
def edit_line(unit: Unit, base: Line, edited: Line) -> Written:
    """Changes of a line's words, time, agenda point, or whether its question is answered. Use `mark_line` for the mark."""
    visit = unit.need(Visit, base.visit_id)
    return with_item(unit, visit, write(unit, base, replace(edited, mark=base.mark)), base.text)


@act("act.line.mark")
def mark_line(unit: Unit, base: Line, mark: Mark, text: str | None = None) -> Written:
    """Makes a line a finding, an action, a quote … or a plain note again; `text`: its words from now on, where typing changed both."""
    visit = unit.need(Visit, base.visit_id)
    line = write(unit, base, replace(base, mark=mark, text=base.text if text is None else text))
    if base.mark is not mark:
        unlink_item(unit, base, mark)
    return with_item(unit, visit, line, base.text)


@act("act.line.move")
def move_line(unit: Unit, base: Line, place: int) -> Line:
    """Moves a line to a place among the visit's others (0 is first)."""
    others = unit.find(Line, lambda n: (n.visit_id == base.visit_id) & (n.id != base.id), order=lambda n: n.pos)
    return write(unit, base, replace(base, pos=key_at([n.pos for n in others], place)))


@act("act.line.backdate")
def backdate_line(unit: Unit, base: Line, at: datetime) -> Line:
    """Says when it really was. Refused in the future."""
    if at > unit.now + timedelta(minutes=5):
        raise Refused("visit.future_line", field="at")
    return write(unit, base, replace(base, at=at))


@act("act.line.remove")
def remove_line(unit: Unit, base: Line) -> Line:
    """Takes a line out of the notebook, and an untouched finding or action that came from it off the plan."""
    unlink_item(unit, base, Mark.NOTE)
    return write(unit, base, replace(base, deleted=True))


@act("act.line.split")
def paste_lines(unit: Unit, visit: Visit, text: str, after: Line | None = None, at: datetime | None = None) -> list[Line]:
    """Pasted text as lines of the notebook, one for each line that is not blank; a mark at its beginning counts."""
    written: list[Line] = []
    last = after
    for part in text.splitlines():
        if not part.strip():
            continue
        mark, words = mark_of(part.strip()) or (Mark.NOTE, part.strip())
        line = Line(
            id=unit.new_id(), scope=visit.scope, visit_id=visit.id, at=at or unit.now, pos=_pos_after(unit, visit.id, last), text=words,
            mark=mark,
        )  # fmt: skip
        last = with_item(unit, visit, write(unit, None, line), "").line
        written.append(last)
    return written


def _pos_after(unit: Unit, visit_id: str, after: Line | Literal["first"] | None) -> str:
    keys = sorted(n.pos for n in unit.find(Line, lambda n: n.visit_id == visit_id))
    if after == FIRST:
        return key_between("", keys[0] if keys else "")
    if after is None:
        return key_between(keys[-1] if keys else "", "")
    return key_between(after.pos, next((key for key in keys if key > after.pos), ""))


# --- the item that belongs to a line -------------------------------------------------------------------------------------------------


def issue_id_of_line(line_id: str) -> str:
    """The id of the issue that a line marked as finding has."""
    return natural_id(Issue, "line", line_id)


def action_id_of_line(line_id: str) -> str:
    """The id of the action that a line marked as action has."""
    return natural_id(Action, "line", line_id)


def with_item(unit: Unit, visit: Visit, line: Line, old_text: str) -> Written:
    """Makes, revives or updates the item of a line as its mark says. A line without words makes none yet."""
    if line.mark is Mark.FINDING:
        return Written(line, issue=_issue_of(unit, visit, line, old_text))
    if line.mark is Mark.ACTION:
        return Written(line, action=_action_of(unit, visit, line, old_text))
    return Written(line, issue=live(unit, Issue, issue_id_of_line(line.id)), action=live(unit, Action, action_id_of_line(line.id)))


def _issue_of(unit: Unit, visit: Visit, line: Line, old_text: str) -> Issue | None:
    stored = unit.get(Issue, issue_id_of_line(line.id))
    if stored is None:
        if not line.text.strip():
            return None
        day = line.at.astimezone().date()
        cycle = cycle_on(unit, visit.factory_id, day)
        issue = Issue(
            id=issue_id_of_line(line.id), scope=visit.scope, factory_id=visit.factory_id, cycle_id=cycle.id if cycle else visit.cycle_id,
            origin=Origin.VISIT, origin_id=visit.id, line_id=line.id, cluster=line.cluster, title=line.text.strip(), since_on=day,
            noted_at=line.at,
        )  # fmt: skip
        return write(unit, None, issue)
    title = line.text.strip() if stored.title in (old_text.strip(), "") else stored.title
    return write(unit, stored, replace(stored, deleted=False, title=title))


def _action_of(unit: Unit, visit: Visit, line: Line, old_text: str) -> Action | None:
    stored = unit.get(Action, action_id_of_line(line.id))
    if stored is None:
        if not line.text.strip():
            return None
        action = Action(
            id=action_id_of_line(line.id), scope=visit.scope, factory_id=visit.factory_id, visit_id=visit.id, line_id=line.id,
            text=line.text.strip(), pos=line.pos,
        )  # fmt: skip
        return write(unit, None, action)
    text = line.text.strip() if stored.text in (old_text.strip(), "") else stored.text
    return write(unit, stored, replace(stored, deleted=False, text=text))


def unlink_item(unit: Unit, line: Line, mark: Mark) -> None:
    """Takes off the plan what a former mark had put there, unless somebody has worked on it."""
    issue = live(unit, Issue, issue_id_of_line(line.id)) if mark is not Mark.FINDING else None
    if issue is not None and not _is_worked_on(unit, issue):
        write(unit, issue, replace(issue, deleted=True))
    action = live(unit, Action, action_id_of_line(line.id)) if mark is not Mark.ACTION else None
    if action is not None and not (action.owner or action.due_on or action.done_on or action.issue_id):
        write(unit, action, replace(action, deleted=True))


def _is_worked_on(unit: Unit, issue: Issue) -> bool:
    return bool(
        issue.owner
        or issue.due_on
        or issue.root_cause
        or issue.remark
        or issue.progress is not Progress.NOT_STARTED
        or issue.progress_note
        or issue.verified is not Verified.NOT_YET
        or unit.find(Action, lambda a: a.issue_id == issue.id, limit=1)
    )


@act("act.line.promise")
def promise_on_line(unit: Unit, base: Action, edited: Action) -> Action:
    """Owner, day and issue of a promise noted in a visit."""
    return write(unit, base, edited)


@act("act.line.cluster")
def set_line_cluster(unit: Unit, base: Line, cluster: str) -> Written:
    """The cluster of the tool a line is about; its issue follows."""
    visit = unit.need(Visit, base.visit_id)
    line = write(unit, base, replace(base, cluster=cluster))
    issue = live(unit, Issue, issue_id_of_line(line.id))
    if issue is not None:
        write(unit, issue, replace(issue, cluster=cluster))
    return with_item(unit, visit, line, base.text)
