"""The improvement plan: issues by hand, root causes, actions, what the factory says in a meeting, what the advisor verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.order_keys import key_at
from bwdesk.domain.plan import Action, ActionKind, Issue, Method, Origin, Progress, Verified
from bwdesk.domain.scope import factory_scope
from bwdesk.errors import Refused
from bwdesk.store.unit import Unit
from bwdesk.usecases.writing import act, write


@act("act.issue.add")
def add_issue(
    unit: Unit, cycle: Cycle, title: str, origin: Origin = Origin.VISIT, question: str = "", cluster: str = "", since_on: date | None = None
) -> Issue:
    """An issue by hand. It keeps its origin: a visit, unless another is named."""
    if not title.strip():
        raise Refused("plan.title_needed", field="title")
    issue = Issue(
        id=unit.new_id(), scope=factory_scope(cycle.factory_id), factory_id=cycle.factory_id, cycle_id=cycle.id, origin=origin,
        question=question, cluster=cluster, title=title.strip(), since_on=since_on or unit.now.astimezone().date(),
        noted_at=unit.now,
    )  # fmt: skip
    return write(unit, None, issue)


@act("act.issue.edit")
def edit_issue(unit: Unit, base: Issue, edited: Issue) -> Issue:
    """Changes in place: title, place, root cause, owner (a job title), due day, rank, remark. Origin and question stay."""
    if not edited.title.strip():
        raise Refused("plan.title_needed", field="title")
    if (edited.origin, edited.origin_id, edited.question) != (base.origin, base.origin_id, base.question):
        raise Refused("plan.origin_fixed", field="origin")
    return write(unit, base, edited)


@act("act.issue.edit_many")
def edit_issues(unit: Unit, pairs: Sequence[tuple[Issue, Issue]]) -> list[Issue]:
    """Several issues changed at once, as (as read, as wanted): filled down, pasted, or a new owner for all of one."""
    for number, (_, edited) in enumerate(pairs, 1):
        if not edited.title.strip():
            raise Refused("plan.title_needed", field="title", row=number)
    return [write(unit, base, edited) for base, edited in pairs]


@act("act.issue.edit_many")
def paste_cells(unit: Unit, pairs: Sequence[tuple[Issue, Issue]], firsts: Sequence[tuple[Issue, ActionKind, Action | None, str]]) -> None:
    """Cells of a spreadsheet over cells of the plan, all or none: issues as (as read, as wanted), and the words of the first action of a
    kind, of an issue that has one (as read) or has none yet. Raises Refused where a title would be empty."""
    edit_issues(unit, pairs)
    for issue, kind, action, text in firsts:
        if action is not None and text.strip():
            edit_action(unit, action, replace(action, text=text.strip()))
        elif action is None and text.strip():
            add_action(unit, issue, text, kind)


@act("act.issue.remove")
def remove_issue(unit: Unit, base: Issue) -> Issue:
    """Takes an issue off the plan. Refused for one an assessment found: it is closed by verification."""
    if base.origin is Origin.ASSESSMENT:
        raise Refused("plan.assessed_stays")
    return write(unit, base, replace(base, deleted=True))


@act("act.issue.says")
def factory_says(unit: Unit, base: Issue, progress: Progress, note: str = "", on: date | None = None) -> Issue:
    """What the factory says of an issue in a meeting: one choice and one line. It never changes what was verified."""
    said_on = on or unit.now.astimezone().date()
    return write(unit, base, replace(base, progress=progress, progress_on=said_on, progress_note=note.strip()))


@act("act.issue.verify")
def verify_issue(
    unit: Unit, base: Issue, verified: Verified, method: Method | None = None, note: str = "", on: date | None = None
) -> Issue:
    """What the advisor has seen, and how. Verified needs a method."""
    if verified is Verified.VERIFIED and method is None:
        raise Refused("plan.method_needed", field="method")
    seen_on = None if verified is Verified.NOT_YET else on or unit.now.astimezone().date()
    return write(unit, base, replace(base, verified=verified, verified_on=seen_on, method=method, verified_note=note.strip()))


@act("act.issue.rank")
def rank_issues(unit: Unit, issues: Sequence[Issue]) -> list[Issue]:
    """The committee's order: the first issue gets rank 1, and so on."""
    return [write(unit, issue, replace(issue, rank=rank)) for rank, issue in enumerate(issues, 1)]


@act("act.action.add")
def add_action(
    unit: Unit, issue: Issue, text: str, kind: ActionKind = ActionKind.NOW, owner: str = "", due_on: date | None = None
) -> Action:
    """An action on an issue, after the others of its kind."""
    if not text.strip():
        raise Refused("plan.action_needed", field="text")
    keys = sorted(a.pos for a in unit.find(Action, lambda a: a.issue_id == issue.id))
    action = Action(
        id=unit.new_id(), scope=issue.scope, factory_id=issue.factory_id, issue_id=issue.id, text=text.strip(), kind=kind,
        owner=owner.strip(), due_on=due_on, pos=key_at(keys, len(keys)),
    )  # fmt: skip
    return write(unit, None, action)


@act("act.action.edit")
def edit_action(unit: Unit, base: Action, edited: Action) -> Action:
    """Changes of an action: words, kind, owner, due day, the issue it serves."""
    if not edited.text.strip():
        raise Refused("plan.action_needed", field="text")
    return write(unit, base, edited)


@act("act.action.done")
def set_action_done(unit: Unit, base: Action, done_on: date | None) -> Action:
    """Says on which day an action was done; None takes it back."""
    return write(unit, base, replace(base, done_on=done_on))


@act("act.action.move")
def move_action(unit: Unit, base: Action, place: int) -> Action:
    """Moves an action among those of its issue (0 is first)."""
    others = unit.find(Action, lambda a: (a.issue_id == base.issue_id) & (a.id != base.id), order=lambda a: a.pos)
    return write(unit, base, replace(base, pos=key_at([a.pos for a in others], place)))


@act("act.action.remove")
def remove_action(unit: Unit, base: Action) -> Action:
    """Takes an action away."""
    return write(unit, base, replace(base, deleted=True))
