"""How long each cluster of an assessment was planned and has taken, in minutes of one person. Pure; nothing of it is kept.

Planned: what the pair typed for a cluster, else the programme's share of the people's days on site. Taken: the time between two answers of
the same person counts for the cluster of the later one; a longer pause than the programme's counts for none. So hours in which
nobody wrote anything down are in no figure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from bwdesk.domain.assessment import Assessment
from bwdesk.domain.programme import AssessmentTime, Profile
from bwdesk.domain.tool import Tool
from bwdesk.domain.typed_lists import parted
from bwdesk.errors import Refused

MOST = 10_000
"""Minutes of one cluster at most; more is a slip of the key."""

_ENTRY = re.compile(r"([A-Za-z]{2})\s*[:=፦：]?\s*(\d{1,6})")

Moment = tuple[str, int, str]
"""Something was written: by whom, when (ms since 1970), and the cluster it belongs to."""


@dataclass(frozen=True, slots=True)
class ClusterTime:
    """One cluster: whole minutes planned and taken, all people together. `left` is below 0 when it took longer."""

    cluster: str
    planned: int
    taken: int

    @property
    def left(self) -> int:
        return self.planned - self.taken


def plan_of(text: str, tool: Tool) -> Mapping[str, int]:
    """Minutes by cluster as typed ("OS 240, CO 90"). Raises Refused naming the first entry that is no cluster of the tool with a number."""
    found: dict[str, int] = {}
    known = {cluster.code for cluster in tool.clusters}
    for entry in parted(text):
        read = _ENTRY.fullmatch(entry)
        code = read[1].upper() if read else ""
        if read is None or code not in known or int(read[2]) > MOST:
            raise Refused("assessment.time_plan", field="time_plan", entry=entry[:40], most=MOST)
        found[code] = int(read[2])
    return found


def planned_minutes(assessment: Assessment, tool: Tool, profile: Profile) -> Mapping[str, int]:
    """Minutes planned for each cluster. What was typed and cannot be read (by a newer program, say) counts as not typed."""
    rules, first, last = profile.assessment_time, assessment.first_day_on, assessment.last_day_on
    days = (last - first).days + 1 if first is not None and last is not None and last >= first else profile.quotas.assessment_days
    whole = days * (len(assessment.assessors) or profile.quotas.assessors) * rules.minutes_a_day
    shares = {cluster.code: rules.shares.get(cluster.code, 0) for cluster in tool.clusters}
    total = sum(shares.values())
    planned = {code: whole * share // total if total else 0 for code, share in shares.items()}
    try:
        return {**planned, **plan_of(assessment.time_plan, tool)}
    except Refused:
        return planned


def taken_minutes(moments: Iterable[Moment], rules: AssessmentTime) -> Mapping[str, int]:
    """Minutes that each cluster has taken so far."""
    spent: Counter[str] = Counter()
    for _, written in groupby(sorted(moments), key=itemgetter(0)):
        before: int | None = None
        for _, at, cluster in written:
            if before is not None and at - before <= rules.pause_minutes * 60_000:
                spent[cluster] += at - before
            before = at
    return {cluster: round(spent[cluster] / 60_000) for cluster in spent}
