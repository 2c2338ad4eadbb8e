"""A visit's paper and a long assessment draft with 100 photos, against a bare canvas that writes as many pages and photos."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bwdesk.reports import gallery_assessment, gallery_photos, gallery_visit
from bwdesk.reports.values import AssessmentPaper
from bwdesk.runtime.intake import Intake
from bwdesk.runtime.papers import PaperFile, print_paper
from bwdesk.texts import Texts
from tests.bench.figure import Figure, median

PHOTOS, LEAST_PAGES, FINDINGS = 100, 60, 145
SCENES = (gallery_photos.drums, gallery_photos.exit_door, gallery_photos.board, gallery_photos.machine, gallery_photos.notice)
WIDTH, HEIGHT, ROWS = 2048, 1536, 45


def measure(folder: Path) -> list[Figure]:
    pictures = _pictures()
    with Intake() as intake:
        draft_paper = _draft(pictures)
        first, visit = _printed("visit", gallery_visit.visit(), intake)
        again = [_printed("visit", gallery_visit.visit(), intake)[0] for _ in range(5)]
        drafts = [_printed("assessment", draft_paper, intake) for _ in range(3)]
    pages = drafts[0][1].pages
    assert pages >= LEAST_PAGES, f"the draft has only {pages} pages"
    assert visit.pages == 1
    bare_visit = median([_bare(1, []) for _ in range(5)])
    bare_draft = median([_bare(pages, pictures) for _ in range(3)])
    took = median([seconds for seconds, _ in drafts])
    return [
        Figure("bare canvas, one page", bare_visit, "s"),
        Figure("visit paper of one page, the first of a process", first, "s", 2),
        Figure("visit paper of one page", median(again), "s", 2),
        Figure("the same, to the bare canvas", median(again) / bare_visit, "×"),
        Figure(f"bare canvas, {pages} pages and {PHOTOS} photos", bare_draft, "s"),
        Figure(f"assessment draft, {pages} pages and {PHOTOS} photos", took, "s", 15, f"{len(drafts[0][1].data) / 1e6:.1f} MB"),
        Figure("the same, to the bare canvas", took / bare_draft, "×"),
    ]


def _printed(kind: str, paper: Any, intake: Intake) -> tuple[float, PaperFile]:
    start = time.perf_counter()
    made = print_paper(kind, "bench", paper, Texts(), intake.print_version)
    return time.perf_counter() - start, made


def _pictures() -> list[bytes]:
    """A hundred different photographs of 2048 x 1536 pixels."""
    made = []
    scenes = [Image.open(io.BytesIO(gallery_photos.jpeg(scene, WIDTH, HEIGHT))) for scene in SCENES]
    for number in range(PHOTOS):
        picture = scenes[number % len(scenes)].copy()
        picture.paste((number * 2, 90, 40), (16 * number, 16, 16 * number + 16, 400))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=84)
        made.append(out.getvalue())
    return made


def _draft(pictures: list[bytes]) -> AssessmentPaper:
    """The largest draft of the gallery, each of its photos another picture."""
    paper, left = gallery_assessment.nasty(FINDINGS, PHOTOS), iter(pictures)
    clusters = tuple(
        replace(
            cluster,
            points=tuple(
                replace(
                    point,
                    findings=tuple(
                        replace(finding, photos=tuple(replace(photo, jpeg=next(left)) for photo in finding.photos))
                        for finding in point.findings
                    ),
                )
                for point in cluster.points
            ),
        )
        for cluster in paper.clusters
    )
    assert next(left, None) is None, "the draft shows fewer photos than it was given"
    return replace(paper, clusters=clusters)


def _bare(pages: int, pictures: list[bytes]) -> float:
    """Lines of a built-in font on every page, and the photos as they are, spread over the pages; seconds."""
    start = time.perf_counter()
    canvas = Canvas(io.BytesIO(), pagesize=A4)
    for page in range(pages):
        for row in range(ROWS):
            canvas.drawString(60, 780 - 16 * row, f"Two of six exits in finishing are blocked by racks, line {page}.{row}")
        for place, picture in enumerate(pictures[page::pages]):
            canvas.drawImage(ImageReader(io.BytesIO(picture)), 60, 60 + 160 * place, 235, 146)
        canvas.showPage()
    canvas.save()
    return time.perf_counter() - start
