"""Self-diagnosis with the committee: each side's answer and the agreed one, targets, dots, and what is chosen for the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bwdesk import shipped
from bwdesk.domain.assessment import Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.diagnosis import DiagnosisAnswer, SidesBySide, Sitting, Target, Voice, biggest_gaps, sides_by_side
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Issue, Origin
from bwdesk.domain.scope import factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.domain.tool import Question, Tool
from bwdesk.errors import Refused
from bwdesk.store.lists import things_where, unsettled_keys
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.writing import act, live, own_earlier, write

MAX_VOTES = 99


@act("act.sitting.start")
def start_sitting(
    unit: Unit, factory: Factory, cycle: Cycle, held_on: date, clusters: frozenset[str], visit_id: str | None = None
) -> Sitting:
    """A sitting on chosen clusters of the tool version that holds on its day."""
    tool = shipped.tool_for(factory.country, held_on)
    if not clusters:
        raise Refused("diagnosis.clusters_needed", field="clusters")
    for code in clusters:
        tool.cluster(code)
    number = 1 + max((s.number for s in unit.find(Sitting, lambda s: s.cycle_id == cycle.id)), default=0)
    sitting = Sitting(
        id=unit.new_id(), scope=factory_scope(factory.id), factory_id=factory.id, cycle_id=cycle.id, number=number, held_on=held_on,
        tool=tool.name, clusters=clusters, visit_id=visit_id,
    )  # fmt: skip
    return write(unit, None, sitting)


@act("act.sitting.edit")
def edit_sitting(unit: Unit, base: Sitting, edited: Sitting) -> Sitting:
    """Changes of day, clusters, visit or remark; the tool stays."""
    if edited.tool != base.tool:
        raise Refused("diagnosis.tool_fixed", field="tool")
    return write(unit, base, edited)


@act("act.sitting.remove")
def remove_sitting(unit: Unit, base: Sitting) -> Sitting:
    """Takes a sitting away that has no answers. Refused otherwise."""
    if unit.find(DiagnosisAnswer, lambda a: a.sitting_id == base.id, limit=1):
        raise Refused("diagnosis.has_answers")
    return write(unit, base, replace(base, deleted=True))


@act("act.sitting.answer")
def answer_diagnosis(
    unit: Unit, base: DiagnosisAnswer | None, sitting: Sitting, question: str, voice: Voice, verdict: Verdict, reason: str = ""
) -> DiagnosisAnswer:
    """What one side says, or what both agree on."""
    before = _before(unit, base, sitting, question, voice)
    return write(unit, before[0], replace(before[1], verdict=verdict, reason=reason.strip()))


@act("act.sitting.comment")
def comment_diagnosis(
    unit: Unit, base: DiagnosisAnswer | None, sitting: Sitting, question: str, voice: Voice, comment: str
) -> DiagnosisAnswer:
    """Why they say so, in their words; their draft goes with it."""
    before = _before(unit, base, sitting, question, voice)
    unit.drop_draft(diagnosis_draft(sitting.id, question, voice))
    return write(unit, before[0], replace(before[1], comment=comment))


def diagnosis_draft(sitting_id: str, question: str, part: str) -> str:
    """The key under which words on a question are kept while they are typed: `part` is a voice, or "wanted" for the target."""
    return f"{drafts_of_sitting(sitting_id)}{question}/{part}"


def drafts_of_sitting(sitting_id: str) -> str:
    """What the keys of all drafts of a sitting begin with."""
    return f"sitting/{sitting_id}/"


def blank_diagnosis(sitting: Sitting, question: str, voice: Voice) -> DiagnosisAnswer:
    """What a form shows before one side has answered."""
    return DiagnosisAnswer(
        id=natural_id(DiagnosisAnswer, sitting.id, question, voice.value), scope=sitting.scope, sitting_id=sitting.id, question=question,
        voice=voice,
    )  # fmt: skip


def blank_target(sitting: Sitting, question: str) -> Target:
    """What a form shows before there is a target."""
    return Target(id=target_id(sitting.id, question), scope=sitting.scope, sitting_id=sitting.id, question=question)


def _before(
    unit: Unit, base: DiagnosisAnswer | None, sitting: Sitting, question: str, voice: Voice
) -> tuple[DiagnosisAnswer | None, DiagnosisAnswer]:
    shipped.tool(sitting.tool).question(question)
    blank = blank_diagnosis(sitting, question, voice)
    base = base or own_earlier(unit, blank)
    return base, base or blank


def target_id(sitting_id: str, question: str) -> str:
    """The id of the target on a question of a sitting."""
    return natural_id(Target, sitting_id, question)


@act("act.sitting.target")
def set_target(unit: Unit, base: Target | None, sitting: Sitting, question: str, wanted: str, due_on: date | None = None) -> Target:
    """What the committee wants on a question, by when. An issue already chosen takes the day over while it has that of the target."""
    before = _target_before(unit, base, sitting, question)
    unit.drop_draft(diagnosis_draft(sitting.id, question, "wanted"))
    target = write(unit, before[0], replace(before[1], wanted=wanted, due_on=due_on))
    issue = live(unit, Issue, issue_id_of_target(sitting.id, question))
    if issue is not None and issue.due_on in (None, before[1].due_on):
        write(unit, issue, replace(issue, due_on=due_on))
    return target


@act("act.sitting.vote")
def give_dots(unit: Unit, base: Target | None, sitting: Sitting, question: str, management: int, workers: int) -> Target:
    """Dots of each side on "which first?"."""
    if not (0 <= management <= MAX_VOTES and 0 <= workers <= MAX_VOTES):
        raise Refused("diagnosis.votes", field="votes", most=MAX_VOTES)
    before = _target_before(unit, base, sitting, question)
    return write(unit, before[0], replace(before[1], management_votes=management, workers_votes=workers))


@act("act.sitting.choose")
def choose_issue(unit: Unit, base: Target | None, sitting: Sitting, question: str) -> Issue:
    """Puts a question into the plan with its origin; twice is once. The target's day becomes the issue's."""
    before = _target_before(unit, base, sitting, question)
    target = write(unit, before[0], replace(before[1], is_chosen=True))
    asked = shipped.tool(sitting.tool).question(question)
    issue_id = issue_id_of_target(sitting.id, question)
    stored = unit.get(Issue, issue_id)
    if stored is not None:
        return write(unit, stored, replace(stored, deleted=False))
    return write(
        unit, None,
        Issue(
            id=issue_id, scope=sitting.scope, factory_id=sitting.factory_id, cycle_id=sitting.cycle_id, origin=Origin.SELF_DIAGNOSIS,
            origin_id=sitting.id, question=question, cluster=asked.cluster, title=asked.title or asked.text, since_on=sitting.held_on,
            noted_at=unit.now,
            due_on=target.due_on,
        ),
    )  # fmt: skip


@act("act.sitting.unchoose")
def unchoose_issue(unit: Unit, base: Target, sitting: Sitting) -> Target:
    """Takes a question off the plan again."""
    issue = live(unit, Issue, issue_id_of_target(sitting.id, base.question))
    if issue is not None:
        write(unit, issue, replace(issue, deleted=True))
    return write(unit, base, replace(base, is_chosen=False))


def issue_id_of_target(sitting_id: str, question: str) -> str:
    """The id of the issue that a chosen question becomes."""
    return natural_id(Issue, "sitting", sitting_id, question)


def _target_before(unit: Unit, base: Target | None, sitting: Sitting, question: str) -> tuple[Target | None, Target]:
    shipped.tool(sitting.tool).question(question)
    blank = blank_target(sitting, question)
    base = base or own_earlier(unit, blank)
    return base, base or blank


# --- what the page shows -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    """One question of a sitting: what was said side by side, the answers and the target to edit; what was agreed and wanted last time."""

    sides: SidesBySide
    answers: Mapping[Voice, DiagnosisAnswer]
    target: Target | None
    issue_id: str | None
    last_time: Verdict | None
    is_unsettled: bool
    wanted_then: Target | None = None

    @property
    def question(self) -> Question:
        return self.sides.question

    @property
    def has_changed(self) -> bool:
        """The committee agrees on another answer than last time."""
        now = self.sides.verdict(Voice.AGREED)
        return self.last_time is not None and now is not Verdict.OPEN and now is not self.last_time


@dataclass(frozen=True, slots=True)
class SittingPage:
    """All a sitting's page shows, in tool order. `repeated`: questions that are issues of the plan already."""

    sitting: Sitting
    tool: Tool
    rows: tuple[DiagnosisRow, ...]
    repeated: frozenset[str]

    @property
    def answered(self) -> int:
        """Questions on which the committee has an answer of its own."""
        return sum(row.sides.is_answered for row in self.rows)

    def gaps(self, cluster: str = "", count: int = 3) -> tuple[SidesBySide, ...]:
        """What to vote on after a cluster."""
        return biggest_gaps([row.sides for row in self.rows], cluster, repeated=self.repeated, count=count)


def sitting_page(reader: Reader, sitting_id: str) -> SittingPage:
    """A sitting with the questions of its clusters."""
    sitting = reader.need(Sitting, sitting_id)
    tool = shipped.tool(sitting.tool)
    answers = reader.find(DiagnosisAnswer, lambda a: a.sitting_id == sitting_id)
    targets = reader.find(Target, lambda t: t.sitting_id == sitting_id)
    by_question = _by_question(answers)
    by_target = {t.question: t for t in targets}
    issues = reader.find(Issue, lambda i: i.factory_id == sitting.factory_id)
    chosen = {i.question: i.id for i in issues if i.origin_id == sitting_id}
    unsettled = {thing for thing, _ in unsettled_keys(reader, sitting.scope)}
    last, wanted = _last_time(reader, sitting)
    rows = []
    for sides in sides_by_side(tool, sitting, answers, targets):
        code = sides.question.code
        voices = by_question.get(code, {})
        is_unsettled = any(answer.id in unsettled for answer in voices.values())
        target, issue = by_target.get(code), chosen.get(code)
        rows.append(DiagnosisRow(sides, voices, target, issue, last.get(code), is_unsettled, wanted.get(code)))
    repeated = frozenset(i.question for i in issues if i.question and i.origin_id != sitting_id)
    return SittingPage(sitting, tool, tuple(rows), repeated)


def _by_question(answers: Iterable[DiagnosisAnswer]) -> Mapping[str, Mapping[Voice, DiagnosisAnswer]]:
    found: dict[str, dict[Voice, DiagnosisAnswer]] = defaultdict(dict)
    for answer in answers:
        found[answer.question][answer.voice] = answer
    return found


def _last_time(reader: Reader, sitting: Sitting) -> tuple[Mapping[str, Verdict], Mapping[str, Target]]:
    """By question, from earlier sittings of the factory: the newest agreed verdict, and the newest target with words or a day."""
    earlier = [s for s in sittings_of_factory(reader, sitting.factory_id) if (s.held_on, s.id) < (sitting.held_on, sitting.id)]
    order = {one.id: place for place, one in enumerate(earlier)}
    agreed = [a for a in things_where(reader, DiagnosisAnswer, "sitting_id", order) if a.voice is Voice.AGREED]
    targets = [t for t in things_where(reader, Target, "sitting_id", order) if t.wanted.strip() or t.due_on is not None]
    return (
        {a.question: a.verdict for a in sorted(agreed, key=lambda a: order[a.sitting_id]) if a.verdict is not Verdict.OPEN},
        {t.question: t for t in sorted(targets, key=lambda t: order[t.sitting_id])},
    )


def sittings_of_factory(reader: Reader, factory_id: str) -> list[Sitting]:
    """The sittings of a factory, oldest first."""
    return reader.find(Sitting, lambda s: s.factory_id == factory_id, order=lambda s: s.held_on)
