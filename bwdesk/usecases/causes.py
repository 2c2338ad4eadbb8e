"""Why an issue came about: the chain of five whys, a category of the profile, and the root cause that the last why gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bwdesk import shipped
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.plan import Issue
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, write

DRAFTS = "plan/whys/"
WHYS = 5


@dataclass(frozen=True, slots=True)
class Causes:
    """What stands on why an issue came about; `draft` is what was being typed when the program ended, a line each."""

    issue: Issue
    whys: tuple[str, ...]
    categories: tuple[str, ...]
    draft: tuple[str, ...] | None


def whys_of(text: str) -> tuple[str, ...]:
    """Five lines of a chain, empty ones at the end."""
    lines = text.split("\n")[:WHYS]
    return (*lines, *[""] * (WHYS - len(lines)))


def causes_of(reader: Reader, issue_id: str) -> Causes:
    """Why an issue came about. Raises Gone when it was removed."""
    issue = reader.need(Issue, issue_id)
    cycle = reader.get(Cycle, issue.cycle_id)
    profile = shipped.profile_of_cycle(cycle)
    typed = reader.draft(DRAFTS + issue_id)
    return Causes(issue, whys_of(issue.whys), profile.causes, None if typed is None else whys_of(str(typed.get("text", ""))))


@act("act.issue.causes")
def write_causes(unit: Unit, base: Issue, whys: Sequence[str], cause: str) -> Issue:
    """The chain of whys and its category. The last why becomes the root cause where none was written, or where the one before gave it.

    Raises Refused (`plan.cause`) for a category that the profile does not know.
    """
    cycle = unit.get(Cycle, base.cycle_id)
    known = shipped.profile_of_cycle(cycle).causes
    if cause and cause not in known and cause != base.cause:
        raise Refused("plan.cause", field="cause")
    lines = [" ".join(one.split()) for one in whys][:WHYS]
    root, last_before, last = base.root_cause, _last(whys_of(base.whys)), _last(lines)
    if last and root.strip() in ("", last_before):
        root = last
    unit.drop_draft(DRAFTS + base.id)
    return write(unit, base, replace(base, whys="\n".join(lines).rstrip("\n"), cause=cause, root_cause=root))


def _last(lines: Sequence[str]) -> str:
    return next((one for one in reversed(lines) if one.strip()), "")
