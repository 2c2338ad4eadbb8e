"""An assessment of which everything is answered, for tests of what comes afterwards."""

from __future__ import annotations

from bwdesk.domain.assessment import Assessment, Verdict
from bwdesk.store.unit import Unit
from bwdesk.usecases.assessment import mark_answer, write_finding, write_process
from bwdesk.usecases.assessment_page import assessment_page

EXITS = "OS-EMR-06"


def answered(unit: Unit, assessment: Assessment) -> None:
    """The whole question set, in one transaction; exits are blocked."""
    for name in ("key_strengths", "access", "documents_in_time", "managers_met", "interviews", "category_names"):
        assessment = write_process(unit, assessment, name, "as agreed")
    for cell in assessment_page(unit, assessment.id).cells:
        code = cell.question.code
        if not cell.question.takes_verdict:
            mark_answer(unit, None, assessment, code, Verdict.NOT_APPLICABLE, "does_not_exist", cell.repeat)
        else:
            mark_answer(unit, None, assessment, code, Verdict.NON_COMPLIANT if code == EXITS else Verdict.COMPLIANT)
    write_finding(unit, None, assessment, EXITS, "Exit 4 is locked")
