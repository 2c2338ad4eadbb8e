"""The assessment report: cover and contents, then its sections in the profile's order, what stands together in one chapter.

Counts are of questions and never scores; a draft says so on every page. Zero tolerance and internal remarks have no place here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from bwdesk.domain.programme import PageSize
from bwdesk.reports import assessment_back, assessment_cluster, assessment_cover, assessment_summary
from bwdesk.reports.assessment_lists import page_reference
from bwdesk.reports.cells import Cell, Columns
from bwdesk.reports.layout import Chapter
from bwdesk.reports.page import Kit, Running
from bwdesk.reports.parts import Heading
from bwdesk.reports.photos import photo_chapter, photo_section
from bwdesk.reports.sections import runs
from bwdesk.reports.shaped import Para
from bwdesk.reports.style import BODY, TABLE, columns
from bwdesk.reports.tables import Row, Table
from bwdesk.reports.values import AssessmentPaper, Cluster, PaperHead, Photo, State


def build(kit: Kit, paper: AssessmentPaper, digest: str) -> tuple[Running, list[Chapter]]:
    words = kit.words
    running = Running(words("reports.assessment.title"), paper.head, digest, paper.head.readers or words(_readers(paper.head)))
    chapters: list[Chapter] = []
    for name, keys in runs(paper.sections, _family):
        if name == "summary":
            chapters.append(assessment_summary.summary(kit, paper))
        elif name == "clusters":
            chapters += _clusters(kit, paper, keys)
        else:
            chapters += assessment_back.chapters(kit, paper, keys)
    for one in chapters:
        one.stands_alone = one.key == "summary"
        one.follows = one is not chapters[0] and not one.stands_alone
    return running, [assessment_cover.cover(kit, paper, digest), _contents(kit, chapters), *chapters]


def _readers(head: PaperHead) -> str:
    """For whom it is: what is not sent yet counts out small groups, and is for nobody but the programme."""
    if head.is_internal_draft:
        return "reports.assessment.readers_working"
    return "reports.assessment.readers_draft" if head.state is State.DRAFT else "reports.assessment.readers"


def _family(key: str) -> str:
    return "clusters" if key == "photos" else assessment_back.family(key)


def _clusters(kit: Kit, paper: AssessmentPaper, keys: Sequence[str]) -> list[Chapter]:
    """Clusters and their photographs: each cluster's after it where photographs follow the clusters, else all of them together."""
    if keys == ("clusters", "photos"):
        return [_with_photos(kit, assessment_cluster.chapter(kit, paper, cluster), cluster) for cluster in paper.clusters]
    chapters: list[Chapter] = []
    for key, cluster in product(keys, paper.clusters):
        chapters += [assessment_cluster.chapter(kit, paper, cluster)] if key == "clusters" else _photographs(kit, cluster, paper.head.page)
    return chapters


def _with_photos(kit: Kit, chapter: Chapter, cluster: Cluster) -> Chapter:
    chapter.blocks += photo_section(kit, photos_of(cluster))
    return chapter


def _contents(kit: Kit, chapters: Sequence[Chapter]) -> Chapter:
    """What follows, each a link to its page."""
    title = kit.words("reports.contents")
    lower = BODY.base - TABLE.base  # on one line with the name
    rows = [Row([Cell(Para(kit.setter, one.outline, BODY), 0), Cell(page_reference(kit, one.key), 1, lower=lower)]) for one in chapters]
    return Chapter(title, [Heading(kit.setter, title), Table(Columns([columns(10), 0.0]), None, rows)], outline=title, key="contents")


def _photographs(kit: Kit, cluster: Cluster, page: PageSize) -> list[Chapter]:
    """The photographs of a cluster away from it, under its name."""
    photos = photos_of(cluster)
    if not photos:
        return []
    number, title = str(cluster.number), kit.words("reports.photos.title")
    header = f"{number}  {cluster.name}"
    chapter = photo_chapter(kit, photos, page, number=number, header=header, key=f"photos {cluster.number}")
    chapter.outline = kit.words.labelled(title, header)
    return [chapter]


def photos_of(cluster: Cluster) -> list[Photo]:
    """All photographs of its findings."""
    return [photo for finding in cluster.findings for photo in finding.photos]
