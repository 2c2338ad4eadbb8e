"""The one improvement plan: issues of all origins, root causes, actions; what the factory says and what the advisor verified."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.domain.thing import Thing, group, words


class Origin(StrEnum):
    """Where an issue came from."""

    SELF_DIAGNOSIS = "self_diagnosis"
    ASSESSMENT = "assessment"
    VISIT = "visit"
    EARLIER = "earlier"


class Progress(StrEnum):
    """What the factory says."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CHANGED = "changed"


class Verified(StrEnum):
    """What the advisor has seen."""

    NOT_YET = "not_yet"
    VERIFIED = "verified"
    REOPENED = "reopened"


class Method(StrEnum):
    """How something was verified."""

    VISIT = "visit"
    DESK = "desk"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Thing):
    """An issue of the plan (scope `factory/<id>`). `origin_id` names the sitting, assessment or visit, `line_id` the note line."""

    factory_id: str
    cycle_id: str
    origin: Origin
    origin_id: str = ""
    line_id: str | None = None
    question: str = ""
    cluster: str = ""
    title: str = words()
    place: str = ""
    since_on: date | None = None
    root_cause: str = words()
    rank: int | None = None
    owner: str = ""
    due_on: date | None = None
    progress: Progress = group("factory_says", Progress.NOT_STARTED)
    progress_on: date | None = group("factory_says", None)
    progress_note: str = group("factory_says", "")
    verified: Verified = group("advisor_verified", Verified.NOT_YET)
    verified_on: date | None = group("advisor_verified", None)
    method: Method | None = group("advisor_verified", None)
    verified_note: str = group("advisor_verified", "")
    remark: str = words()


class ActionKind(StrEnum):
    """Now: mends what was found. System: keeps it from coming back."""

    NOW = "now"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Thing):
    """An action on an issue, or a promise noted in a visit that has no issue yet. `owner` is a job title."""

    factory_id: str
    issue_id: str | None = None
    visit_id: str | None = None
    line_id: str | None = None
    text: str = words()
    kind: ActionKind = ActionKind.NOW
    owner: str = ""
    due_on: date | None = None
    done_on: date | None = None
    pos: str = ""
