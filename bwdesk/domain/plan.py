"""The one improvement plan: issues of all origins, root causes, actions; what the factory says and what the advisor verified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from bwdesk.domain.thing import Thing, group, limited, words


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
    """An issue of the plan (scope `factory/<id>`). `origin_id` names the sitting, assessment or visit, `line_id` the note line.

    `whys` is the chain of five whys, a line each; `cause` a category of the profile. `rank` is the committee's, decided on `ranked_on`.
    An issue that goes on in the next cycle stays this one: that it was carried over follows from its cycle (`trends.is_carried`).
    """

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
    noted_at: datetime | None = None
    root_cause: str = words()
    whys: str = words()
    cause: str = limited(40)
    workers_concerned: int | None = None
    women_concerned: int | None = None
    rank: int | None = None
    ranked_on: date | None = None
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


# Rules ---------------------------------------------------------------------------------------------------------------------------

_LETTERS = {Origin.SELF_DIAGNOSIS: "SD", Origin.VISIT: "V", Origin.EARLIER: "E"}
_ORIGINS = (Origin.ASSESSMENT, Origin.SELF_DIAGNOSIS, Origin.VISIT, Origin.EARLIER)


def labels(
    issues: Iterable[Issue], findings: Mapping[str, Mapping[str, str]], cycle_id: str, cycles: Mapping[str, int]
) -> Mapping[str, str]:
    """The name of every issue of a factory by its id: "SD-1", "V-1", and "7.11" as the finding is numbered in its assessment.

    `issues` are all of the factory, deleted ones too: a number is never given twice. `findings` holds the numbers of findings by
    assessment id and question (`assessing.finding_numbers`), `cycles` the cycle numbers by id. A finding of another cycle than
    `cycle_id` carries its cycle: "2/7.11".
    """
    named: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for issue in sorted(issues, key=_age):
        finding = findings.get(issue.origin_id, {}).get(issue.question) if issue.origin is Origin.ASSESSMENT else None
        if finding is None:
            letters = _LETTERS.get(issue.origin, "A")
            counts[letters] += 1
            named[issue.id] = f"{letters}-{counts[letters]}"
        else:
            number = cycles.get(issue.cycle_id)
            is_other = issue.cycle_id != cycle_id and number is not None
            named[issue.id] = f"{number}/{finding}" if is_other else finding
    return named


def _age(issue: Issue) -> tuple[date, datetime, str]:
    """Issues in the order in which they were noted."""
    return issue.since_on or date.max, issue.noted_at or datetime.max.replace(tzinfo=UTC), issue.id


def in_order(issues: Iterable[Issue], named: Mapping[str, str]) -> tuple[Issue, ...]:
    """The plan's order: the committee's rank, then by origin and number; deleted issues are left out."""

    def place(issue: Issue) -> tuple[bool, int, int, tuple[int, ...], str]:
        rank = issue.rank
        return (rank is None, rank or 0, _ORIGINS.index(issue.origin), _numbers(named.get(issue.id, "")), issue.id)

    return tuple(sorted((issue for issue in issues if not issue.deleted), key=place))


def is_open(issue: Issue) -> bool:
    """Not deleted and not verified: a factory's "done" closes nothing."""
    return not issue.deleted and issue.verified is not Verified.VERIFIED


def was_open(issue: Issue, day: date) -> bool:
    """Whether it was known and not yet verified on a day; one without the day of its finding was never."""
    if issue.since_on is None or issue.since_on > day:
        return False
    return is_open(issue) or issue.verified_on is None or issue.verified_on > day


def waits_for_verification(issue: Issue) -> bool:
    """The factory says done, and nobody has seen it since."""
    return is_open(issue) and issue.progress is Progress.DONE and issue.verified is Verified.NOT_YET


def due_on(issue: Issue, actions: Iterable[Action] = ()) -> date | None:
    """The issue's own day, else the last day of its open actions."""
    days = (a.due_on for a in actions if a.issue_id == issue.id and not a.deleted and a.done_on is None)
    return issue.due_on or max((day for day in days if day is not None), default=None)


def days_late(issue: Issue, today: date, actions: Iterable[Action] = ()) -> int:
    """Days past the due day while the factory does not say done; 0 when in time, closed or without a day. Reopened is late again."""
    says_done = issue.progress is Progress.DONE and issue.verified is not Verified.REOPENED
    due = due_on(issue, actions)
    return max((today - due).days, 0) if due is not None and is_open(issue) and not says_done else 0


def action_days_late(action: Action, today: date) -> int:
    """Days past an action's due day while it is not done."""
    is_pending = action.due_on is not None and action.done_on is None and not action.deleted
    return max((today - action.due_on).days, 0) if is_pending and action.due_on is not None else 0


def earlier_cycles(issue: Issue, issues: Iterable[Issue], cycles: Mapping[str, int]) -> tuple[int, ...]:
    """Numbers of the earlier cycles in which the same question was an issue already: non-empty means repeated."""
    mine = cycles.get(issue.cycle_id)
    if mine is None or not issue.question:
        return ()
    found = {cycles.get(i.cycle_id, mine) for i in issues if i.question == issue.question and not i.deleted}
    return tuple(sorted(number for number in found if number < mine))


def without_issue(questions: Iterable[str], assessment_id: str, issues: Iterable[Issue]) -> tuple[str, ...]:
    """Non-compliant questions of an assessment that have no issue from it yet: each is to become one."""
    covered = {i.question for i in issues if i.origin is Origin.ASSESSMENT and i.origin_id == assessment_id}
    return tuple(code for code in questions if code not in covered)


def suggested_clusters(issues: Iterable[Issue]) -> tuple[tuple[str, int], ...]:
    """Clusters with open issues and how many, most first: what a self-diagnosis might begin with."""
    counts = Counter(issue.cluster for issue in issues if is_open(issue) and issue.cluster)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _numbers(label: str) -> tuple[int, ...]:
    """Numbers in a label, so that 7.2 comes before 7.11 and SD-2 before SD-10."""
    text = "".join(c if c.isdecimal() else " " for c in label)
    return tuple(map(int, text.split()))
