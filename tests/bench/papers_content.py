"""The long draft that papers are measured with: 60 pages and more, 100 different photographs; and the same words for other engines."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image

from bwdesk.reports import gallery_assessment, gallery_photos
from bwdesk.reports.fonts import font_folders
from bwdesk.reports.values import AssessmentPaper

PHOTOS, LEAST_PAGES, FINDINGS = 100, 60, 145
SCENES = (gallery_photos.drums, gallery_photos.exit_door, gallery_photos.board, gallery_photos.machine, gallery_photos.notice)
WIDTH, HEIGHT, GRAIN = 2048, 1536, 90
FONTS = ("Sans", "SansKhmer", "NaskhArabic", "NastaliqUrdu", "SansBengali", "SansSinhala", "SansTamil", "SansEthiopic", "SansDevanagari")


def pictures() -> list[bytes]:
    """A hundred different photographs of 2048 x 1536 pixels, with the grain that a camera leaves and JPEG has to carry."""
    made = []
    grain = Image.effect_noise((WIDTH, HEIGHT), GRAIN).convert("RGB")
    drawn = (Image.open(io.BytesIO(gallery_photos.jpeg(scene, WIDTH, HEIGHT))) for scene in SCENES)
    scenes = [Image.blend(picture.convert("RGB"), grain, 0.2) for picture in drawn]
    for number in range(PHOTOS):
        picture = scenes[number % len(scenes)].copy()
        picture.paste((number * 2, 90, 40), (16 * number, 16, 16 * number + 16, 400))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=84)
        made.append(out.getvalue())
    return made


def draft(paths: list[Path]) -> AssessmentPaper:
    """The largest draft of the gallery, each of its photos another picture, read when its page is made as from the photo store."""
    paper, left = gallery_assessment.nasty(FINDINGS, PHOTOS), iter(paths)

    def of_finding(finding: Any) -> Any:
        return replace(finding, photos=tuple(replace(photo, jpeg=next(left).read_bytes) for photo in finding.photos))

    def of_point(point: Any) -> Any:
        return replace(point, findings=tuple(map(of_finding, point.findings)))

    made = replace(paper, clusters=tuple(replace(one, points=tuple(map(of_point, one.points))) for one in paper.clusters))
    assert next(left, None) is None, "the draft shows fewer photos than it was given"
    return made


def write_shots(folder: Path, shots: list[bytes]) -> list[Path]:
    """The photographs as files, for processes that are measured from their start."""
    paths = [folder / f"{number:03}.jpg" for number in range(len(shots))]
    for path, shot in zip(paths, shots, strict=True):
        path.write_bytes(shot)
    return paths


def write_content(folder: Path, paper: AssessmentPaper, paths: list[Path]) -> Path:
    """What the draft says, as JSON that an engine without our values can lay out: a table of findings, then their photos."""
    left = iter(paths)
    rows = [
        {
            "number": one.number, "title": one.title, "code": one.code, "text": one.text, "places": one.places, "law": "; ".join(one.law),
            "photos": [{"file": str(next(left)), "number": p.number, "words": f"{p.place} {p.text}"} for p in one.photos],
        }
        for cluster in paper.clusters
        for one in cluster.findings
    ]  # fmt: skip
    lists = {"Key strengths": paper.strengths, "Concerns": paper.concerns}
    found = {path.name: str(path) for folder in font_folders() for path in folder.rglob("Noto*-Regular.ttf")}
    fonts = [found[f"Noto{name}-Regular.ttf"] for name in FONTS if f"Noto{name}-Regular.ttf" in found]
    target = folder / "content.json"
    said = {"title": "Assessment report", "factory": paper.head.factory, "lists": lists, "rows": rows, "fonts": fonts}
    target.write_text(json.dumps(said), "utf-8")
    return target
