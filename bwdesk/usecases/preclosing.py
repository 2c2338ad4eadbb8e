"""Before the closing meeting: the findings as the factory may see them, and what it says to each.

What is not for its eyes is not in these values at all: no sources, no remarks, no counts of groups in which people could be guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bwdesk.domain.assessment import Answer, Assessment, Stage
from bwdesk.domain.factory import Factory
from bwdesk.errors import Refused
from bwdesk.store.unit import Reader, Unit
from bwdesk.usecases.assessment import answer_draft, drafts_of_assessment
from bwdesk.usecases.assessment_page import assessment_page
from bwdesk.usecases.drafts import Draft, drafts
from bwdesk.usecases.writing import act, write


@dataclass(frozen=True, slots=True)
class Presented:
    """A finding as it is presented; `concerned`, `of`, `women` are None where too few people stand behind the number."""

    answer_id: str
    question: str
    number: str
    cluster: str
    title: str
    finding: str
    places: tuple[str, ...]
    concerned: int | None
    of: int | None
    women: int | None
    factory_words: str


@dataclass(frozen=True, slots=True)
class Presentation:
    """All that the page shows, in tool order. `is_fixed`: nothing can be taken down any more."""

    assessment_id: str
    factory: Factory | None
    strengths: str
    findings: tuple[Presented, ...]
    is_fixed: bool
    drafts: Mapping[str, Draft]


def presentation_of(reader: Reader, assessment_id: str) -> Presentation:
    """The findings of an assessment, each once, as the factory may see them."""
    page = assessment_page(reader, assessment_id)
    small, found = page.profile.small_group, []
    for cell in page.cells:
        if cell.answer is not None and cell.question.code in page.numbers and cell.answer.finding.strip():
            cluster = page.tool.cluster(cell.question.cluster)
            found.append(_presented(cell.answer, page.numbers[cell.question.code], f"{cluster.position}  {cluster.name}",
                                    cell.question.title or cell.question.text, small))  # fmt: skip
    kept = {one.key: one for one in drafts(reader, drafts_of_assessment(assessment_id))}
    return Presentation(
        assessment_id, page.factory, page.assessment.key_strengths, tuple(found), page.assessment.stage is Stage.RELEASED, kept
    )


def _presented(answer: Answer, number: str, cluster: str, title: str, small: int) -> Presented:
    concerned = answer.workers_concerned if (answer.workers_concerned or 0) >= small else None
    of = answer.workers_of if concerned is not None else None
    women = answer.women_concerned if concerned is not None else None
    if women is not None and concerned is not None and (women < small or 0 < concerned - women < small):
        women = None
    return Presented(
        answer.id, answer.question, number, cluster, title, answer.finding.strip(), tuple(sorted(answer.places)), concerned, of, women,
        answer.factory_words,
    )  # fmt: skip


def words_draft(assessment_id: str, answer: str) -> str:
    """The key under which the factory's words to a finding are kept while they are taken down."""
    return answer_draft(assessment_id, answer, "factory_words")


@act("act.preclosing.words")
def take_down(unit: Unit, answer: str, text: str) -> Answer:
    """What the factory says to a finding; its draft goes with it. Refused once it is released, and for all but its assessors."""
    base = unit.need(Answer, answer)
    assessment = unit.need(Assessment, base.assessment_id)
    if unit.person not in assessment.assessors:
        raise Refused("preclosing.not_yours")
    if assessment.stage is Stage.RELEASED:
        raise Refused("assessment.released")
    unit.drop_draft(words_draft(assessment.id, answer))
    return write(unit, base, replace(base, factory_words=text))
