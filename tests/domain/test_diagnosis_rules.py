"""Self-diagnosis: three answers side by side, where the sides differ, what to talk about first."""

from __future__ import annotations

from datetime import date

import pytest

from bwdesk import shipped
from bwdesk.domain.assessment import Verdict
from bwdesk.domain.diagnosis import (
    DiagnosisAnswer,
    SidesBySide,
    Sitting,
    Target,
    Voice,
    biggest_gaps,
    chosen,
    sides_by_side,
    silent_voices,
    where_sides_differ,
)

TOOL = shipped.tool("BGD 2026.1")
SITTING = Sitting(
    id="s",
    scope="factory/f",
    factory_id="f",
    cycle_id="c",
    number=1,
    held_on=date(2026, 5, 1),
    tool=TOOL.name,
    clusters=frozenset({"OS", "WT"}),
)
C, NC, OPEN = Verdict.COMPLIANT, Verdict.NON_COMPLIANT, Verdict.OPEN
M, W, A = Voice.MANAGEMENT, Voice.WORKERS, Voice.AGREED


def said(question: str, voice: Voice, verdict: Verdict, sitting: str = "s", *, deleted: bool = False) -> DiagnosisAnswer:
    return DiagnosisAnswer(
        id=f"{sitting}{question}{voice}",
        scope="factory/f",
        sitting_id=sitting,
        question=question,
        voice=voice,
        verdict=verdict,
        deleted=deleted,
    )


def target(question: str, management: int, workers: int, is_chosen: bool = True) -> Target:
    return Target(
        id=question,
        scope="factory/f",
        sitting_id="s",
        question=question,
        management_votes=management,
        workers_votes=workers,
        is_chosen=is_chosen,
    )


def rows(*answers: DiagnosisAnswer, targets: tuple[Target, ...] = ()) -> tuple[SidesBySide, ...]:
    return sides_by_side(TOOL, SITTING, answers, targets)


def row(code: str, *answers: DiagnosisAnswer, targets: tuple[Target, ...] = ()) -> SidesBySide:
    return next(r for r in rows(*answers, targets=targets) if r.question.code == code)


def test_a_sitting_asks_the_leaves_of_its_clusters_in_tool_order() -> None:
    found = [r.question for r in rows()]
    assert found == [*TOOL.leaves("OS"), *TOOL.leaves("WT")]


def test_answers_of_other_sittings_and_deleted_ones_are_not_this_table() -> None:
    found = row("OS-WEL-01", said("OS-WEL-01", M, NC, "other"), said("OS-WEL-01", W, NC, deleted=True))
    assert found.verdicts == {}
    assert not found.is_gap


@pytest.mark.parametrize(
    ("management", "workers", "agreed", "differ", "gap", "proposed"),
    [
        (C, NC, OPEN, True, True, OPEN),
        (C, NC, C, True, False, OPEN),
        (NC, NC, OPEN, False, True, NC),
        (C, C, OPEN, False, False, C),
        (OPEN, NC, OPEN, False, True, OPEN),
        (C, C, NC, False, True, C),
    ],
)
def test_what_the_sides_say(management: Verdict, workers: Verdict, agreed: Verdict, differ: bool, gap: bool, proposed: Verdict) -> None:
    code = "OS-WEL-01"
    found = row(code, said(code, M, management), said(code, W, workers), said(code, A, agreed))
    assert (found.do_differ, found.is_gap, found.proposed) == (differ, gap, proposed)
    assert bool(where_sides_differ([found])) == differ


def test_the_biggest_gaps_go_by_dots_then_by_weight_then_by_the_tool() -> None:
    answers = [said(c, A, NC) for c in ("OS-WEL-01", "OS-WEL-02", "OS-EMR-06", "OS-HEA-01", "WT-OVT-01")]
    answers += [said("OS-MGT-02", W, NC), said("OS-CHE-01", A, C)]
    plain = [r.question.code for r in biggest_gaps(rows(*answers), "OS")]
    assert plain == ["OS-EMR-06", "OS-WEL-01", "OS-WEL-02"]  # locked exits may be a zero-tolerance matter
    repeated = [r.question.code for r in biggest_gaps(rows(*answers), "OS", repeated=frozenset({"OS-HEA-01"}))]
    assert repeated[0] == "OS-HEA-01"
    voted = [r.question.code for r in biggest_gaps(rows(*answers, targets=(target("OS-WEL-02", 2, 5, False),)), "OS")]
    assert voted[0] == "OS-WEL-02"
    assert len(biggest_gaps(rows(*answers), count=99)) == 6


def test_chosen_targets_most_dots_first() -> None:
    targets = (target("OS-WEL-01", 1, 5), target("OS-EMR-06", 5, 7), target("WT-OVT-01", 9, 9, False))
    assert [r.question.code for r in chosen(rows(targets=targets))] == ["OS-EMR-06", "OS-WEL-01"]


def test_a_side_that_said_nothing_is_named_only_when_somebody_spoke() -> None:
    assert silent_voices(rows()) == ()
    assert silent_voices(rows(said("OS-WEL-01", M, C))) == (Voice.WORKERS,)
    assert silent_voices(rows(said("OS-WEL-01", A, C))) == (Voice.MANAGEMENT, Voice.WORKERS)
    assert silent_voices(rows(said("OS-WEL-01", M, C), said("OS-WEL-02", W, C))) == ()
