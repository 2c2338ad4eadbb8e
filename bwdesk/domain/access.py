"""Who may read and write which scope. Pure rules over facts handed in; the server asks them, the desk may show them.

Source: `programme.md` §12 (roles and rights) and the scopes of the sync design. Rights are judged by the day the work was written. What
may not be applied is parked by the server with one of the reasons below: kept, numbered, visible, its values left out.
Never here: accounts, passwords, SQL, clocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from bwdesk.domain.access_facts import ZONES, Case, Known, Paper
from bwdesk.domain.assessment import Stage
from bwdesk.domain.closing import closed_in
from bwdesk.domain.factory import Role
from bwdesk.domain.homes import HOMES, LED, OFFICES
from bwdesk.domain.naming import cycles_of
from bwdesk.domain.operation import Operation
from bwdesk.domain.scope import scope_key, scope_kind
from bwdesk.domain.thing import natural_id

PORTAL: Final = "portal"
"""Device of what the server writes, and its author where the server itself is (page_reader.py)."""

_SCOPE: Final = re.compile(r"country/[A-Z]{2}|(?:factory|assessment|vault|alert)/[0-9a-f]{32}|user/[0-9a-f]{32}")


class Standing(StrEnum):
    """What an account is in its countries, apart from assignments to factories."""

    STAFF = "staff"
    TEAM_LEADER = "team_leader"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Reason(StrEnum):
    """Why an operation is parked (set aside). Sentences: `sync.parked.<reason>`."""

    NO_RIGHT = "no_right"  # no assignment covers the day it was written
    READ_ONLY = "read_only"  # the author may read here, not write this
    OWN_FACTORY = "own_factory"  # the factory's advisor does not touch its assessment
    NOT_YOURS = "not_yours"  # another advisor looks after this factory
    CARRIED = "carried"  # written by somebody else than who sent it; waits for its author
    ALTERED = "altered"  # other words stand under its id
    WRONG_SCOPE = "wrong_scope"  # a thing of this kind does not live here
    FIXED = "fixed"  # what an assessment is about does not change
    REVOKED = "revoked"  # the account or device was revoked


@dataclass(frozen=True, slots=True)
class Member:
    """An account as the rules see it. `ids` are all person ids it writes under: its own, and the desk's from before it signed in."""

    id: str
    standing: Standing
    countries: frozenset[str]
    is_active: bool = True
    former_ids: frozenset[str] = field(default_factory=frozenset)

    @property
    def ids(self) -> frozenset[str]:
        return self.former_ids | {self.id}


def is_scope(text: str) -> bool:
    """True for the name of a scope."""
    return _SCOPE.fullmatch(text) is not None


def written_on(op: Operation, today: date) -> date:
    """The day an operation says it was written on, never later than tomorrow."""
    try:
        day = datetime.fromtimestamp(op.at / 1000, UTC).date()
    except (ValueError, OverflowError, OSError):
        return today
    return min(day, today + ZONES)


# --- reading -------------------------------------------------------------------------------------------------------------------------


def may_read(member: Member, scope: str, known: Known, today: date) -> bool:
    """True if the person may read a scope today."""
    if not member.is_active or not is_scope(scope):
        return False
    kind, key = scope_kind(scope), scope_key(scope)
    if kind == "user":
        return key in member.ids
    if member.standing == Standing.ADMINISTRATOR:
        return False
    if kind == "country":
        return key in member.countries
    if kind == "factory":
        return _reads_factory(member, key, known, today)
    if kind in ("assessment", "vault"):
        paper = known.paper(key)
        return paper is not None and _reads_paper(member, paper, kind, known, today)
    case = known.case(key) if kind == "alert" else None
    return case is not None and _handles_case(member, case, known, today)


def _handles_case(member: Member, case: Case, known: Known, day: date) -> bool:
    if case.author in member.ids or _leads(member, case.factory_id, known, day):
        return True
    return member.standing in (Standing.TEAM_LEADER, Standing.MANAGER) and case.country in member.countries


def _reads_factory(member: Member, factory_id: str, known: Known, today: date) -> bool:
    if _standing_in(member, factory_id, known) in (Standing.TEAM_LEADER, Standing.MANAGER):
        return True
    if _roles(member, factory_id, known, today):
        return True
    return any(paper.stage != Stage.RELEASED and member.ids & paper.assessors for paper in known.papers_of_factory(factory_id))


def _reads_paper(member: Member, paper: Paper, kind: str, known: Known, today: date) -> bool:
    if is_advisor_of(member, paper.factory_id, known, today):
        return False
    if member.ids & paper.assessors:
        return True
    if kind == "vault":
        return False
    if _leads(member, paper.factory_id, known, today):
        return True
    return _standing_in(member, paper.factory_id, known) == Standing.MANAGER and paper.stage == Stage.RELEASED


# --- writing -------------------------------------------------------------------------------------------------------------------------


def why_parked(member: Member, op: Operation, known: Known, today: date) -> Reason | None:
    """Why an operation may not be applied; None if it may. Judged by the day it was written."""
    if op.author not in member.ids:
        return Reason.CARRIED
    if op.kind in OFFICES:
        return Reason.READ_ONLY
    home = HOMES.get(op.kind)
    if home is not None and scope_kind(op.scope) not in home:
        return Reason.WRONG_SCOPE
    if not member.is_active:
        return Reason.REVOKED
    rule = _RULES.get(scope_kind(op.scope))
    return Reason.NO_RIGHT if rule is None else rule(member, op, known, written_on(op, today))


def _writes_own(member: Member, op: Operation, known: Known, day: date) -> Reason | None:
    return None if scope_key(op.scope) in member.ids else Reason.NO_RIGHT


def _writes_register(member: Member, op: Operation, known: Known, day: date) -> Reason | None:
    if member.standing == Standing.ADMINISTRATOR or scope_key(op.scope) not in member.countries:
        return Reason.NO_RIGHT
    if op.kind == "person":
        return Reason.READ_ONLY
    if member.standing in (Standing.TEAM_LEADER, Standing.MANAGER):
        return None
    if op.kind in LED:
        return Reason.READ_ONLY
    if op.kind == "assignment":
        return None if _registers_own(member, op, known, day) else Reason.NO_RIGHT
    if op.kind == "factory":
        return Reason.NOT_YOURS if _is_anothers(member, op.thing, known, day) or _joins_anothers(member, op, known, day) else None
    return None


def _is_anothers(member: Member, factory_id: str, known: Known, day: date) -> bool:
    advisors = [tie for tie in known.ties_of_factory(factory_id) if tie.role == Role.ADVISOR and tie.covers(day)]
    return bool(advisors) and not any(tie.person_id in member.ids for tie in advisors)


def _joins_anothers(member: Member, op: Operation, known: Known, day: date) -> bool:
    """An entry that was ever advised may let buyers read: it is merged into another one's factory by who leads, or by its advisor.

    A row of a list that is said to be a factory of somebody else was never advised, and carries nothing along.
    """
    kept = op.values.get("alias_of")
    if not isinstance(kept, str) or not any(tie.role == Role.ADVISOR for tie in known.ties_of_factory(op.thing)):
        return False
    return _is_anothers(member, known.kept_of(kept), known, day)


def _registers_own(member: Member, op: Operation, known: Known, day: date) -> bool:
    """Staff may take on a factory that nobody advises, under any of its entries; everything else about assignments is the leaders'."""
    values = op.values
    if known.has_assignment(op.thing) or values.get("person_id") not in member.ids or values.get("role") != Role.ADVISOR:
        return False
    factory_id = str(values.get("factory_id"))
    ties = [tie for one in {factory_id, known.kept_of(factory_id)} for tie in known.ties_of_factory(one)]
    return not any(tie.role == Role.ADVISOR and tie.covers(day) and tie.person_id not in member.ids for tie in ties)


def _writes_factory(member: Member, op: Operation, known: Known, day: date) -> Reason | None:
    factory_id = scope_key(op.scope)
    leads = _leads(member, factory_id, known, day) or _standing_in(member, factory_id, known) == Standing.MANAGER
    own = op.kind != "result" and is_advisor_of(member, factory_id, known, day)
    if own or (leads and (op.kind == "result" or _is_released(op))):
        return None
    return Reason.READ_ONLY if _reads_factory(member, factory_id, known, day) else Reason.NO_RIGHT


def _is_released(op: Operation) -> bool:
    """What leaders write: findings as new issues with their photos, who can be recognised in them, what becomes of a report, editions."""
    if op.kind in ("report", "remark", "edition", "delivery") or op.says_only("photo", "mark"):
        return True
    if op.kind == "document":
        return op.values.get("owner_kind") == "edition"
    if op.kind == "issue":
        return op.values.get("origin") == "assessment" and "title" in op.values
    return op.kind == "photo" and op.values.get("owner_kind") == "issue" and "sha256" in op.values


def _writes_paper(member: Member, op: Operation, known: Known, day: date) -> Reason | None:
    paper = known.paper(scope_key(op.scope))
    if paper is None:
        return _opens_paper(member, op, known, day)
    if is_advisor_of(member, paper.factory_id, known, day):
        return Reason.OWN_FACTORY
    if op.kind == "assessment" and op.thing == paper.id and _moves(op, paper):
        return Reason.FIXED
    if op.kind == "assessment" and op.thing != paper.id:
        return Reason.WRONG_SCOPE
    if op.kind == "assessment" and closed_in(op.values) - member.ids:
        return Reason.READ_ONLY
    if member.ids & paper.assessors:
        return None
    if scope_kind(op.scope) == "assessment" and _leads(member, paper.factory_id, known, day):
        is_theirs = op.says_only("photo", "mark") or (op.kind == "document" and op.values.get("owner_kind") == "report")
        return None if is_theirs or op.kind in ("assessment", "message", "report", "remark", "factory_comment") else Reason.READ_ONLY
    return Reason.NO_RIGHT


def _opens_paper(member: Member, op: Operation, known: Known, day: date) -> Reason | None:
    """An assessment is opened by an assessor assigned to the factory, or by who leads; its id follows from factory, cycle and number."""
    if op.kind != "assessment" or op.thing != scope_key(op.scope) or scope_kind(op.scope) != "assessment":
        return Reason.NO_RIGHT
    factory_id, cycle_id, number = (op.values.get(name) for name in ("factory_id", "cycle_id", "number"))
    if not isinstance(factory_id, str) or op.thing != natural_id("assessment", cycle_id, number):
        return Reason.WRONG_SCOPE
    if not isinstance(cycle_id, str) or cycle_id not in cycles_of(factory_id):
        return Reason.WRONG_SCOPE
    roles = _roles(member, factory_id, known, day)
    if Role.ADVISOR in roles:
        return Reason.OWN_FACTORY
    leads = Role.TEAM_LEADER in roles or _standing_in(member, factory_id, known) in (Standing.TEAM_LEADER, Standing.MANAGER)
    return None if Role.ASSESSOR in roles or leads else Reason.NO_RIGHT


def _writes_case(member: Member, op: Operation, known: Known, day: date) -> Reason | None:
    """A case is opened by whoever noticed it, in a country of theirs; then its author and those who lead go on with it."""
    case = known.case(scope_key(op.scope))
    if case is not None:
        if op.kind == "alert" and (op.thing != case.id or op.values.get("author_id", case.author) != case.author):
            return Reason.FIXED
        return None if _handles_case(member, case, known, day) else Reason.NO_RIGHT
    is_begun = op.kind == "alert" and op.thing == scope_key(op.scope) and op.values.get("author_id") in member.ids
    return None if is_begun and op.values.get("country") in member.countries else Reason.NO_RIGHT


def _moves(op: Operation, paper: Paper) -> bool:
    fixed = {"factory_id": paper.factory_id, "cycle_id": paper.cycle_id, "number": paper.number, "country": paper.country}
    return any(name in op.values and op.values[name] != value for name, value in fixed.items())


_RULES: Final[Mapping[str, Callable[[Member, Operation, Known, date], Reason | None]]] = {
    "user": _writes_own, "country": _writes_register, "factory": _writes_factory, "assessment": _writes_paper, "vault": _writes_paper,
    "alert": _writes_case,
}  # fmt: skip


# --- what somebody is to a factory ---------------------------------------------------------------------------------------------------
def is_advisor_of(member: Member, factory_id: str, known: Known, day: date) -> bool:
    """True if the person advises the factory on that day."""
    return Role.ADVISOR in _roles(member, factory_id, known, day)


def _roles(member: Member, factory_id: str, known: Known, day: date) -> frozenset[Role]:
    ties = known.ties_of_people(member.ids).get(factory_id, ())
    country = known.country_of(factory_id) if ties else None
    return frozenset(tie.role for tie in ties if tie.covers(day) and country in (None, tie.country))


def _standing_in(member: Member, factory_id: str, known: Known) -> Standing | None:
    """What a leader is to the factory's country; None for staff."""
    if member.standing not in (Standing.TEAM_LEADER, Standing.MANAGER):
        return None
    return member.standing if known.country_of(factory_id) in member.countries else None


def _leads(member: Member, factory_id: str, known: Known, day: date) -> bool:
    """True for the team leader: of the country, or assigned to this factory."""
    return _standing_in(member, factory_id, known) == Standing.TEAM_LEADER or Role.TEAM_LEADER in _roles(member, factory_id, known, day)
