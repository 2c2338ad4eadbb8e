"""One door to all papers made from records, by the kind the reports page names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bwdesk.errors import Refused
from bwdesk.reports import values as v
from bwdesk.store.unit import Reader
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_assessment import assessment_paper
from bwdesk.usecases.papers_plan import diagnosis_paper, plan_paper
from bwdesk.usecases.papers_visit import briefing_paper, visit_paper

MAKERS: Final[Mapping[str, Callable[[Reader, str, PaperContext], v.Paper]]] = {
    "visit": visit_paper,
    "briefing": briefing_paper,
    "diagnosis": diagnosis_paper,
    "assessment": assessment_paper,
    "plan": plan_paper,
}


def paper_of(reader: Reader, kind: str, thing_id: str, context: PaperContext) -> v.Paper:
    """The values of a paper: of a visit, sitting or assessment by its id, of a plan by its factory's. Refused for an unknown kind."""
    try:
        maker = MAKERS[kind]
    except KeyError:
        raise Refused("paper.unknown_kind", kind=kind) from None
    return maker(reader, thing_id, context)
