"""The assessment report: its chapters in order. Cover, summary, one chapter a cluster with its photographs, then what stands behind it.

Counts are of questions and never scores; a draft says so on every page. Zero tolerance and internal remarks have no place here.
"""

from __future__ import annotations

from bwdesk.reports import assessment_back, assessment_cluster, assessment_cover, assessment_summary
from bwdesk.reports.layout import Chapter
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.photos import photo_chapter
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
    return running, chapters


def _photographs(kit: Kit, cluster: Cluster) -> list[Chapter]:
    photos = [photo for finding in cluster.findings for photo in finding.photos]
    if not photos:
        return []
    number = str(cluster.number)
    header = f"{number}  {cluster.name}"
    return [photo_chapter(kit, photos, kit.words("reports.photos.title"), number=number, header=header, key=f"photos {cluster.number}")]
