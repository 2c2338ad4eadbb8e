"""An assessment in the making: what is missing, where to go next, numbers of findings, evidence, pairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bwdesk import shipped
from bwdesk.domain.assessing import (
    PROCESS_FIELDS,
    Advice,
    Gap,
    Missing,
    Pairing,
    advice,
    assesses,
    categories_of,
    finding_numbers,
    gaps,
    is_answered,
    may_approve,
    next_gap,
    pairing_remarks,
    question_gaps,
    slots,
    stage_gaps,
    suggested_sources,
)
from bwdesk.domain.assessment import Answer, Assessment, Source, Stage, Verdict
from bwdesk.domain.factory import Assignment, Role
from bwdesk.domain.tool import AnswerType

TOOL = shipped.tool("BGD 2026.1")
PROFILE = shipped.profile()
C, NC, NA, NV = Verdict.COMPLIANT, Verdict.NON_COMPLIANT, Verdict.NOT_APPLICABLE, Verdict.NOT_VERIFIED
TODAY = date(2026, 11, 25)


def answer(question: str, verdict: Verdict = Verdict.OPEN, **more: object) -> Answer:
    plain = Answer(
        id=f"{question}{more.get('repeat', '')}", scope="assessment/a", assessment_id="a", question=question, repeat="", verdict=verdict
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def whole_assessment(**more: object) -> Assessment:
    plain = Assessment(
        id="a",
        scope="assessment/a",
        factory_id="f",
        cycle_id="c",
        number=1,
        country="BD",
        tool=TOOL.name,
        assessors=frozenset({"amina", "jonas"}),
        first_day_on=date(2026, 11, 23),
        last_day_on=date(2026, 11, 24),
        category_names="sewers, helpers",
        **dict.fromkeys(PROCESS_FIELDS, "as it was"),  # type: ignore[arg-type]
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def all_answered() -> list[Answer]:
    found = []
    for slot in slots(TOOL, [answer("FA-INF-06", value="0")], ("sewers", "helpers")):
        question = slot.question
        if question.takes_verdict:
            found.append(answer(question.code, C))
        else:
            value = {AnswerType.ADEQUACY: "adequate", AnswerType.TEXT: "none"}.get(
                question.answer, "yes" if "yes" in question.answer else "1"
            )
            found.append(answer(question.code, value="0" if question.code == "FA-INF-06" else value, repeat=slot.repeat))
    return found


def put(answers: list[Answer], new: Answer) -> list[Answer]:
    return [a for a in answers if (a.question, a.repeat) != (new.question, new.repeat)] + [new]


def test_an_assessment_with_everything_in_place_has_no_gap() -> None:
    assert gaps(whole_assessment(), TOOL, all_answered(), PROFILE) == ()
    assert stage_gaps(TOOL, all_answered()) == ()


def test_an_empty_assessment_lists_itself_first_then_every_question_in_order() -> None:
    empty = whole_assessment(assessors=frozenset({"amina"}), last_day_on=None, category_names="", **dict.fromkeys(PROCESS_FIELDS, ""))
    found = gaps(empty, TOOL, [], PROFILE)
    assert [gap.why for gap in found[:3]] == [Missing.PAIR, Missing.DAYS, Missing.CATEGORIES]
    assert [gap.field for gap in found[3:8]] == list(PROCESS_FIELDS)
    asked = [q.code for q in TOOL.asked() if q.answer is not AnswerType.CATEGORY]
    assert [gap.question for gap in found[8:]] == asked


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (answer("OS-WEL-01"), Missing.ANSWER),
        (answer("OS-WEL-01", NA), Missing.REASON),
        (answer("OS-WEL-01", NV, reason=" "), Missing.REASON),
        (answer("OS-WEL-01", NC), Missing.FINDING),
        (answer("OS-WEL-01", C, deleted=True), Missing.ANSWER),
        (answer("CH-INF-01", value="many"), Missing.VALUE),
        (answer("CH-INF-01", value=" "), Missing.ANSWER),
        (answer("CH-INF-06", repeat="helpers"), Missing.ANSWER),
    ],
)
def test_one_gap_of_each_kind(changed: Answer, why: Missing) -> None:
    found = question_gaps(TOOL, put(all_answered(), changed), PROFILE, categories=("sewers", "helpers"))
    assert found == (Gap(why, changed.question, changed.repeat),)


def test_reasons_and_findings_close_gaps() -> None:
    answers = put(put(all_answered(), answer("OS-WEL-01", NA, reason="none here")), answer("OS-WEL-02", NC, finding="Two taps for 700."))
    answers = put(answers, answer("CH-INF-03", NV, reason="no_documents"))
    assert question_gaps(TOOL, answers, PROFILE, categories=("sewers", "helpers")) == ()


def test_what_two_people_have_not_settled_is_a_gap() -> None:
    found = question_gaps(TOOL, all_answered(), PROFILE, categories=("sewers", "helpers"), unsettled=frozenset({"OS-WEL-01"}))
    assert found == (Gap(Missing.UNSETTLED, "OS-WEL-01"),)


def test_a_breach_behind_a_closed_gate_is_not_swallowed() -> None:
    answers = put(put(all_answered(), answer("OS-CHE-G1", value="no")), answer("OS-CHE-03", NC, finding="Drums on the floor"))
    assert question_gaps(TOOL, answers, PROFILE, categories=("sewers", "helpers")) == (Gap(Missing.BEHIND_GATE, "OS-CHE-03"),)


def test_a_question_asked_for_each_union_is_answered_by_any_of_them() -> None:
    answers = [a for a in all_answered() if a.question != "FA-INF-03"]
    assert question_gaps(TOOL, answers, PROFILE, categories=("sewers", "helpers")) == (Gap(Missing.ANSWER, "FA-INF-03"),)
    answers.append(answer("FA-INF-03", value="Union of sewers: 40 women", repeat="1"))
    assert question_gaps(TOOL, answers, PROFILE, categories=("sewers", "helpers")) == ()


def test_each_union_that_was_counted_is_described() -> None:
    answers = put(all_answered(), answer("FA-INF-01", value="3"))
    for number in ("1", "2"):
        answers = put(answers, answer("FA-INF-03", value=f"name: Union {number}", repeat=number))
    answers = [a for a in answers if (a.question, a.repeat) != ("FA-INF-03", "")]
    assert question_gaps(TOOL, answers, PROFILE, categories=("sewers", "helpers")) == (Gap(Missing.EACH, "FA-INF-03"),)
    answers = put(answers, answer("FA-INF-03", value="name: Union 3", repeat="3"))
    assert question_gaps(TOOL, answers, PROFILE, categories=("sewers", "helpers")) == ()
    answers = put(put(answers, answer("FA-INF-01", value="9")), answer("FA-INF-03", NV, reason="no_documents", repeat="1"))
    assert question_gaps(TOOL, answers, PROFILE, categories=("sewers", "helpers")) == (), "that it was not verified is an answer"


def test_a_count_is_not_lost_when_its_category_gets_another_name() -> None:
    answers = [a for a in all_answered() if a.repeat != "helpers"]
    answers += [answer(code, value="40", repeat=name) for code in ("CH-INF-06", "CH-INF-07") for name in ("assistants", "helpers")]
    found = question_gaps(TOOL, answers, PROFILE, categories=("sewers", "assistants"))
    assert found == (Gap(Missing.CATEGORY_GONE, "CH-INF-06", "helpers"), Gap(Missing.CATEGORY_GONE, "CH-INF-07", "helpers"))
    emptied = [replace(a, value="") if a.repeat == "helpers" else a for a in answers]
    assert question_gaps(TOOL, emptied, PROFILE, categories=("sewers", "assistants")) == ()


def test_facts_are_answered_by_a_value_and_verdicts_by_a_verdict() -> None:
    gate, leaf = TOOL.question("OS-CHE-G1"), TOOL.question("OS-CHE-01")
    assert is_answered(gate, answer(gate.code, value="no"))
    assert is_answered(gate, answer(gate.code, NA))
    assert not is_answered(gate, answer(gate.code))
    assert not is_answered(leaf, answer(leaf.code, value="yes"))
    assert not is_answered(leaf, None)


def test_the_next_gap_goes_on_in_tool_order_and_begins_again() -> None:
    found = (
        Gap(Missing.FIELD, field="access"),
        Gap(Missing.ANSWER, "CH-INF-06", "a"),
        Gap(Missing.ANSWER, "CH-INF-06", "b"),
        Gap(Missing.ANSWER, "OS-WEL-01"),
    )
    assert next_gap(found, TOOL) == found[1]
    assert next_gap(found, TOOL, "CL-CHL-01") == found[1]
    assert next_gap(found, TOOL, "CH-INF-06", "a") == found[2]
    assert next_gap(found, TOOL, "CH-INF-06", "b") == found[3]
    assert next_gap(found, TOOL, "OS-MGT-02") == found[3]
    assert next_gap(found, TOOL, "WT-REG-01") == found[0]
    assert next_gap(found, TOOL, "OS-WEL-01") == found[0]
    assert next_gap((), TOOL, "OS-WEL-01") is None
    assert next_gap(found[3:], TOOL, "OS-WEL-01") == found[3]


def test_findings_are_numbered_by_cluster_in_tool_order() -> None:
    found = finding_numbers(TOOL, ["OS-EMR-06", "OS-WEL-01", "WT-OVT-01", "OS-CHE-03", "GONE-01"])
    assert found == {"OS-CHE-03": "7.1", "OS-WEL-01": "7.2", "OS-EMR-06": "7.3", "WT-OVT-01": "8.1"}


def test_categories_as_people_type_them() -> None:
    assert categories_of(whole_assessment(category_names=" sewers, helpers\ncutters,, sewers ")) == ("sewers", "helpers", "cutters")
    assert categories_of(whole_assessment(category_names="خياطون، مساعدون")) == ("خياطون", "مساعدون")
    assert categories_of(whole_assessment(category_names="ሰፊዎች፣ ረዳቶች፤ ቆራጮች")) == ("ሰፊዎች", "ረዳቶች", "ቆራጮች")


def test_advice_on_a_finding() -> None:
    question = TOOL.question("OS-EMR-06")
    weak = answer("OS-EMR-06", NC, finding="Blocked", sources=frozenset({Source.OBSERVED}))
    assert set(advice(question, weak)) == {
        Advice.ONE_SOURCE,
        Advice.SOURCE_SUGGESTED,
        Advice.NO_PHOTO,
        Advice.NO_PLACE,
        Advice.ZERO_TOLERANCE,
    }
    strong = replace(weak, sources=frozenset({"O", "W"}), places=frozenset({"2nd floor"}))
    assert advice(question, strong, photos=3) == (Advice.ZERO_TOLERANCE,)
    assert advice(question, replace(weak, verdict=C)) == ()
    assert suggested_sources(question, None) == (Source.OBSERVED, Source.WORKERS)
    crowd = replace(strong, workers_concerned=7, workers_of=6, women_concerned=2)
    assert Advice.COUNTS in advice(question, crowd, photos=1)


def advisor(person: str, start: date, end: date | None = None, role: Role = Role.ADVISOR) -> Assignment:
    return Assignment(id=person, scope="country/BD", factory_id="f", person_id=person, role=role, from_on=start, to_on=end)


def pair(*people: str, assignments: tuple[Assignment, ...] = (), earlier: tuple[Assessment, ...] = ()) -> list[tuple[Pairing, str]]:
    return [(r.what, r.person_id) for r in pairing_remarks(people, "f", assignments, earlier, TODAY)]


def test_nobody_assesses_a_factory_they_advise() -> None:
    now = advisor("amina", date(2026, 1, 1))
    assert pair("amina", "jonas", assignments=(now,)) == [(Pairing.ADVISES, "amina")]
    assert pairing_remarks(["amina", "jonas"], "f", [now], [], TODAY)[0].is_bar
    assert pair("amina", "jonas", assignments=(replace(now, factory_id="g"),)) == []
    assert pair("amina", "jonas", assignments=(replace(now, role=Role.ASSESSOR),)) == []
    assert pair("amina", "jonas", assignments=(advisor("amina", date(2027, 1, 1)),)) == []


def test_who_once_advised_and_the_same_pair_draw_a_warning_only() -> None:
    past = advisor("amina", date(2024, 1, 1), date(2025, 1, 1))
    found = pairing_remarks(["amina", "jonas"], "f", [past], [], TODAY)
    assert [(r.what, r.is_bar) for r in found] == [(Pairing.ONCE_ADVISED, False)]
    held = whole_assessment(id="old", stage=Stage.RELEASED, last_day_on=date(2025, 11, 1))
    older = replace(held, id="older", assessors=frozenset({"dara", "jonas"}), last_day_on=date(2024, 11, 1))
    assert pair("jonas", "amina", earlier=(held, older)) == [(Pairing.SAME_PAIR, "")]
    assert pair("jonas", "dara", earlier=(held, older)) == []
    assert pair("jonas", "amina", earlier=(replace(held, stage=Stage.PLANNED),)) == []
    assert pair("jonas") == [(Pairing.NOT_TWO, "")]


def test_who_is_assessing_a_factory_cannot_become_its_advisor() -> None:
    running = whole_assessment(stage=Stage.RUNNING)
    assert assesses("amina", "f", [running])
    assert not assesses("dara", "f", [running])
    assert not assesses("amina", "g", [running])
    assert not assesses("amina", "f", [replace(running, stage=Stage.RELEASED), replace(running, deleted=True)])


def test_a_team_leader_does_not_approve_their_own_assessment() -> None:
    assert not may_approve("amina", whole_assessment())
    assert may_approve("dara", whole_assessment())
