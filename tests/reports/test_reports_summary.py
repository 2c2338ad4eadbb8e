"""The summary of an assessment stands on one page, also where questions are long: its lists give way."""

from __future__ import annotations

from dataclasses import replace

from bwdesk.reports import gallery_assessment
from bwdesk.reports.assessment_lists import SHOWN
from bwdesk.reports.values import AssessmentPaper, Resolved
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


def _short(paper: AssessmentPaper, repeated: int) -> str:
    """The summary of the paper with so many findings that were there before."""
    left = iter(range(repeated))
    clusters = tuple(
        replace(
            cluster,
            points=tuple(
                replace(
                    point,
                    findings=tuple(
                        replace(
                            one,
                            title=f"Again {at}" if (at := next(left, None)) is not None else "",
                            repeated_in=(2,) if at is not None else (),
                        )
                        for one in point.findings
                    ),
                )
                for point in cluster.points
            ),
        )
        for cluster in paper.clusters
    )
    title, pages = Texts()("reports.summary.title"), pages_of(printed(replace(paper, clusters=clusters))[0])
    return next(page for page in pages if title in page and Texts()("reports.contents") not in page)


def test_no_line_tells_of_one_more_where_that_one_has_room() -> None:
    whole, longer = (_short(gallery_assessment.official(), SHOWN + more) for more in (1, 2))
    assert f"Again {SHOWN}" in whole and "in its cluster" not in whole
    assert f"Again {SHOWN}" not in longer and "2 more" in longer
