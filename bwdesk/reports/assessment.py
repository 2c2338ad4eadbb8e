"""The assessment report: its chapters in order. Cover, contents, summary, a chapter a cluster with its photographs, what stands behind it.

Counts are of questions and never scores; a draft says so on every page. Zero tolerance and internal remarks have no place here.
"""

from __future__ import annotations

from collections.abc import Sequence

from bwdesk.reports import assessment_back, assessment_cluster, assessment_cover, assessment_summary
from bwdesk.reports.assessment_lists import page_reference
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.layout import Chapter, Inset
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.parts import Heading
from bwdesk.reports.photos import photo_chapter
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, STEP, columns
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import AssessmentPaper, Cluster, State


def build(kit: Kit, paper: AssessmentPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    standard = words("reports.assessment.readers_draft" if paper.head.state is State.DRAFT else "reports.assessment.readers")
    running = Running(words("reports.assessment.title"), paper.head, digest, paper.head.readers or standard)
    chapters = [assessment_cover.cover(kit, paper, digest), assessment_summary.summary(kit, paper)]
    table = 1
    for cluster in paper.clusters:
        chapters.append(assessment_cluster.chapter(kit, paper, cluster, table + 1))
        table += 1 if cluster.findings else 0
        chapters += _photographs(kit, cluster)
    chapters += assessment_back.chapters(kit, paper)
    return running, [chapters[0], _contents(kit, chapters[1:]), *chapters[1:]]


def _contents(kit: Kit, chapters: Sequence[Chapter]) -> Chapter:
    """What follows, each a link to its page."""
    title = kit.words("reports.contents")
    rows = [
        Row([Cell(Inset(Para(kit.setter, one.outline, BODY), STEP * one.level), 0), Cell(page_reference(kit, one.key), 1)])
        for one in chapters
    ]
    return Chapter(title, [Heading(kit.setter, title), Table(Columns([columns(10), 0.0]), None, rows)], outline=title, key="contents")


def _photographs(kit: Kit, cluster: Cluster) -> list[Chapter]:
    photos = [photo for finding in cluster.findings for photo in finding.photos]
    if not photos:
        return []
    number = str(cluster.number)
    header = f"{number}  {cluster.name}"
    return [photo_chapter(kit, photos, kit.words("reports.photos.title"), number=number, header=header, key=f"photos {cluster.number}")]
