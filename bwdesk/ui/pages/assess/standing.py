"""What an assessment comes to so far, computed: non-compliance per cluster in points, over all in questions, with what it is out of,
and how long each cluster has taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bwdesk.domain import wording
from bwdesk.domain.assess_time import ClusterTime
from bwdesk.domain.compliance import PointCounts, Standing
from bwdesk.texts import Texts
from bwdesk.ui.ink import isolate
from bwdesk.ui.pages.assess.pane_rows import PaneRow
from bwdesk.ui.parts.mark import Kind

HOURS_FROM: Final = 120
"""So many minutes are told in hours."""


def standing_rows(standing: Standing, times: Mapping[str, ClusterTime], texts: Texts) -> list[PaneRow]:
    """A row for each cluster that has results, with its time. Numbers only: a cluster has no rate."""
    rows = []
    for cluster in standing.tool.clusters:
        points = standing.point_counts(cluster.code)
        if points.total:
            words = [_points(points, texts), _time(times.get(cluster.code), texts)]
            rows.append(PaneRow(cluster.code, texts.semicolons(isolate(one) for one in words if one), _mark(points)))
    return rows


def _time(time: ClusterTime | None, texts: Texts) -> str:
    return texts("assess.time.taken", taken=span(time.taken, texts), planned=span(time.planned, texts)) if time is not None else ""


def span(minutes: int, texts: Texts) -> str:
    """A stretch of time: "31 min", "7 h 20"."""
    if minutes < HOURS_FROM:
        return texts("assess.time.minutes", minutes=minutes)
    return texts("assess.time.hours", hours=minutes // 60, minutes=f"{minutes % 60:02}")


def standing_total(standing: Standing, texts: Texts) -> str:
    """Non-compliant questions of those judged, with the percentage where there are enough."""
    key, slots = wording.rate(standing.counts().rate)
    return texts(key, **slots)


def _points(points: PointCounts, texts: Texts) -> str:
    said = [texts.count(wording.POINTS, points.judged, part=points.non_compliant)] if points.judged else []
    said += [texts.count(wording.INCOMPLETE, points.incomplete)] if points.incomplete else []
    return texts.commas(said) or texts("point_status.not_applicable")


def _mark(points: PointCounts) -> Kind:
    if points.non_compliant:
        return Kind.BAD
    if points.incomplete:
        return Kind.GAP
    return Kind.GOOD if points.judged else Kind.NA
