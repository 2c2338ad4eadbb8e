"""The summary of an assessment stands on one page, also where questions are long: its lists give way."""

from __future__ import annotations

from dataclasses import replace

from bwdesk.reports import gallery_assessment
from bwdesk.reports.values import Resolved
from bwdesk.texts import Texts
from tests.reports.reading import pages_of, printed

LONG = "Is each of the terms that the law asks for written down in the contract, in words that the worker reads?"


def test_lists_of_long_questions_are_shortened_and_say_how_many_more_there_are() -> None:
    paper = gallery_assessment.official()
    assert paper.last_cycle is not None
    clusters = tuple(
        replace(
            cluster,
            points=tuple(
                replace(point, findings=tuple(replace(one, title=LONG, repeated_in=(1,)) for one in point.findings))
                for point in cluster.points
            ),
        )
        for cluster in paper.clusters
    )
    paper = replace(paper, clusters=clusters, resolved=(Resolved(LONG),) * 20)
    title, pages = Texts()("reports.summary.title"), pages_of(printed(paper)[0])
    (summary,) = [page for page in pages if title in page and Texts()("reports.contents") not in page]
    assert 3 <= summary.count(LONG) < 11
    assert "further questions" in summary
