"""Self-diagnosis with the committee: management, workers and agreed answers side by side; targets; what goes into the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.thing import Thing, group, words
from bwdesk.domain.tool import Question, Tool


class Voice(StrEnum):
    """Whose answer: each side's own, and the one both agree on."""

    MANAGEMENT = "management"
    WORKERS = "workers"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting(Thing):
    """One sitting of the self-diagnosis (scope `factory/<id>`), on chosen clusters of one tool version."""

    factory_id: str
    cycle_id: str
    number: int
    held_on: date
    tool: str
    clusters: frozenset[str] = frozenset()
    visit_id: str | None = None
    remark: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosisAnswer(Thing):
    """One voice's answer to a question (id from sitting, question, voice)."""

    sitting_id: str
    question: str
    voice: Voice
    verdict: Verdict = group("judgement", Verdict.OPEN)
    reason: str = group("judgement", "")
    comment: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Thing):
    """What the committee wants on a question, by when; dots per side; `is_chosen` puts it into the plan (id from sitting, question)."""

    sitting_id: str
    question: str
    wanted: str = words()
    due_on: date | None = None
    management_votes: int = 0
    workers_votes: int = 0
    is_chosen: bool = False


# Rules ---------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SidesBySide:
    """One question of a sitting with its three answers, its comments by voice, and its target."""

    question: Question
    verdicts: Mapping[Voice, Verdict]
    comments: Mapping[Voice, str]
    target: Target | None = None

    def verdict(self, voice: Voice) -> Verdict:
        return self.verdicts.get(voice, Verdict.OPEN)

    @property
    def do_differ(self) -> bool:
        """Both sides have answered, and not alike."""
        sides = (self.verdict(Voice.MANAGEMENT), self.verdict(Voice.WORKERS))
        return Verdict.OPEN not in sides and sides[0] is not sides[1]

    @property
    def is_answered(self) -> bool:
        """The committee has an answer of its own."""
        return self.verdict(Voice.AGREED) is not Verdict.OPEN

    @property
    def proposed(self) -> Verdict:
        """What the sides already agree on without having said so; `open` when they do not."""
        sides = (self.verdict(Voice.MANAGEMENT), self.verdict(Voice.WORKERS))
        return sides[0] if sides[0] is sides[1] else Verdict.OPEN

    @property
    def is_gap(self) -> bool:
        """Agreed to be out of compliance, or not agreed yet and at least one side says so."""
        if self.is_answered:
            return self.verdict(Voice.AGREED) is Verdict.NON_COMPLIANT
        return self.voices_against > 0

    @property
    def voices_against(self) -> int:
        """How many of the two sides say non-compliant."""
        return sum(self.verdict(voice) is Verdict.NON_COMPLIANT for voice in (Voice.MANAGEMENT, Voice.WORKERS))

    @property
    def votes(self) -> int:
        """Dots of both sides together."""
        return self.target.management_votes + self.target.workers_votes if self.target else 0


def sides_by_side(
    tool: Tool, sitting: Sitting, answers: Iterable[DiagnosisAnswer], targets: Iterable[Target] = ()
) -> tuple[SidesBySide, ...]:
    """The questions of a sitting's clusters in tool order, each with what was said. A self-diagnosis asks the leaves only."""
    by_question: dict[str, dict[Voice, DiagnosisAnswer]] = {}
    for answer in answers:
        if answer.sitting_id == sitting.id and not answer.deleted:
            by_question.setdefault(answer.question, {})[answer.voice] = answer
    wanted = {t.question: t for t in targets if t.sitting_id == sitting.id and not t.deleted}
    return tuple(
        SidesBySide(
            question=leaf,
            verdicts={voice: a.verdict for voice, a in by_question.get(leaf.code, {}).items()},
            comments={voice: a.comment for voice, a in by_question.get(leaf.code, {}).items() if a.comment},
            target=wanted.get(leaf.code),
        )
        for leaf in tool.leaves()
        if leaf.cluster in sitting.clusters
    )


def where_sides_differ(rows: Iterable[SidesBySide]) -> tuple[SidesBySide, ...]:
    """The questions management and workers answered differently, in the order given."""
    return tuple(row for row in rows if row.do_differ)


def biggest_gaps(
    rows: Sequence[SidesBySide], cluster: str = "", *, repeated: frozenset[str] = frozenset(), count: int = 3
) -> tuple[SidesBySide, ...]:
    """The gaps to talk about first: most dots, then agreed, repeated, zero tolerance, publicly reported, both sides'; then tool order."""

    def weight(row: SidesBySide) -> tuple[bool | int, ...]:
        return (
            -row.votes,
            not row.is_answered,
            row.question.code not in repeated,
            not row.question.zero_tolerance,
            not row.question.is_public,
            -row.voices_against,
        )

    gaps = [row for row in rows if row.is_gap and cluster in ("", row.question.cluster)]
    return tuple(sorted(gaps, key=weight)[:count])


def chosen(rows: Iterable[SidesBySide]) -> tuple[SidesBySide, ...]:
    """What the committee took into the plan, most dots first."""
    return tuple(sorted((row for row in rows if row.target and row.target.is_chosen), key=lambda row: -row.votes))


def silent_voices(rows: Iterable[SidesBySide]) -> tuple[Voice, ...]:
    """Sides that answered nothing at all, though the other did: allowed, but to be said."""
    spoke = {voice for row in rows for voice in row.verdicts if row.verdict(voice) is not Verdict.OPEN}
    sides = (Voice.MANAGEMENT, Voice.WORKERS)
    return tuple(side for side in sides if side not in spoke) if spoke else ()
