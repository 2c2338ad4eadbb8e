"""The names of issues: SD-1, V-1, and 7.11 as the finding is numbered in its assessment. One place, for every page and paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bwdesk.domain.assessing import finding_numbers
from bwdesk.domain.assessment import Result, Verdict
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.plan import Issue, labels
from bwdesk.domain.scope import factory_scope
from bwdesk.shipped import tool, tool_names
from bwdesk.store.unit import Reader


def issue_labels(reader: Reader, factory_id: str, cycle_id: str, issues: Iterable[Issue]) -> Mapping[str, str]:
    """The label of every issue of a factory by its id; `issues` are all of the factory, deleted ones too."""
    scope = factory_scope(factory_id)
    cycles = {c.id: c.number for c in reader.find(Cycle, lambda c: c.scope == scope, deleted=True)}
    by_assessment: dict[str, list[Result]] = {}
    for result in reader.find(Result, lambda r: (r.scope == scope) & (r.verdict == Verdict.NON_COMPLIANT)):
        by_assessment.setdefault(result.assessment_id, []).append(result)
    known = set(tool_names())
    numbers = {
        assessment: finding_numbers(tool(results[0].tool), [r.question for r in results])
        for assessment, results in by_assessment.items()
        if results[0].tool in known
    }
    return labels(issues, numbers, cycle_id, cycles)
