"""Every kind of paper by name, and the query that gathers its values; the words of the command line and of reports are the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bwdesk.errors import Refused
from bwdesk.reports.sections import of_profile
from bwdesk.reports.values import Paper
from bwdesk.store.unit import Reader
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_assessment import assessment_paper
from bwdesk.usecases.papers_committee import committee_paper
from bwdesk.usecases.papers_learning import certificate_paper
from bwdesk.usecases.papers_plan import diagnosis_paper, plan_paper
from bwdesk.usecases.papers_progress import progress_paper
from bwdesk.usecases.papers_progress1 import progress1_paper
from bwdesk.usecases.papers_synthesis import country_paper, portfolio_paper
from bwdesk.usecases.papers_visit import briefing_paper, visit_paper

MAKERS: Final[Mapping[str, Callable[[Reader, str, PaperContext], Paper]]] = {
    "visit": visit_paper,
    "briefing": briefing_paper,
    "diagnosis": diagnosis_paper,
    "assessment": assessment_paper,
    "plan": plan_paper,
    "committee": committee_paper,
    "progress1": progress1_paper,
    "progress2": progress_paper,
    "certificate": certificate_paper,
    "synthesis": country_paper,
    "portfolio": portfolio_paper,
}


def gather(reader: Reader, kind: str, thing_id: str, context: PaperContext) -> Paper:
    """The values of a paper, without sections that the profile leaves out. Raises Refused (`thing.gone`, `paper.unknown`)."""
    if kind not in MAKERS:
        raise Refused("paper.unknown", kind=kind)
    return of_profile(MAKERS[kind](reader, thing_id, context))
