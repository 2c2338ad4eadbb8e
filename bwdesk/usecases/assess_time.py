"""The time of an assessment by cluster: planned, and taken as the answers tell it."""

from __future__ import annotations

from bwdesk import shipped
from bwdesk.domain.assess_time import ClusterTime, planned_minutes, taken_minutes
from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.cycle import Cycle
from bwdesk.store.history import moments_in
from bwdesk.store.lists import things_where
from bwdesk.store.unit import Reader


def time_by_cluster(reader: Reader, assessment_id: str) -> dict[str, ClusterTime]:
    """Minutes of each cluster that has any, in the tool's order."""
    assessment = reader.need(Assessment, assessment_id)
    cycle = reader.get(Cycle, assessment.cycle_id)
    profile = shipped.profile_of_cycle(cycle)
    tool = shipped.tool(assessment.tool)
    answers = things_where(reader, Answer, "assessment_id", [assessment.id], deleted=True)
    cluster_of = {a.id: tool.question(a.question).cluster for a in answers if tool.has(a.question)}
    moments = [(author, at, cluster_of[thing]) for author, at, thing in moments_in(reader, assessment.scope, Answer) if thing in cluster_of]
    planned, taken = planned_minutes(assessment, tool, profile), taken_minutes(moments, profile.assessment_time)
    found = [ClusterTime(c.code, planned.get(c.code, 0), taken.get(c.code, 0)) for c in tool.clusters]
    return {one.cluster: one for one in found if one.planned or one.taken}
