"""What an assessment comes to so far, computed: non-compliance per cluster in points, over all in questions, with what it is out of."""

from __future__ import annotations

from bwdesk.domain import wording
from bwdesk.domain.compliance import PointCounts, Standing
from bwdesk.texts import Texts
from bwdesk.ui.pages.assess.pane_rows import PaneRow
from bwdesk.ui.parts.mark import Kind


def standing_rows(standing: Standing, texts: Texts) -> list[PaneRow]:
    """A row for each cluster that has results. Numbers only: a cluster has no rate."""
    rows = []
    for cluster in standing.tool.clusters:
        points = standing.point_counts(cluster.code)
        if points.total:
            rows.append(PaneRow(cluster.code, _points(points, texts), _mark(points)))
    return rows


def standing_total(standing: Standing, texts: Texts) -> str:
    """Non-compliant questions of those judged, with the percentage where there are enough."""
    key, slots = wording.rate(standing.counts().rate)
    return texts(key, **slots)


def _points(points: PointCounts, texts: Texts) -> str:
    said = [texts.count(wording.POINTS, points.judged, part=points.non_compliant)] if points.judged else []
    said += [texts.count(wording.INCOMPLETE, points.incomplete)] if points.incomplete else []
    return ", ".join(said) or texts("point_status.not_applicable")


def _mark(points: PointCounts) -> Kind:
    if points.non_compliant:
        return Kind.BAD
    if points.incomplete:
        return Kind.GAP
    return Kind.GOOD if points.judged else Kind.NA
