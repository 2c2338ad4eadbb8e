"""A visit's paper and a long assessment draft with 100 photos, against a bare canvas, and beside two other engines.

The engines are no dependencies: where BWDESK_PEERS names a folder whose `env` has `weasyprint`, or `fpdf2` with `uharfbuzz`, they are
given the same words and photographs (papers_peer.py); what is not there is not measured, and that is said.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from bwdesk.reports import gallery_visit
from bwdesk.runtime.intake import Intake
from bwdesk.runtime.papers import PaperFile, print_paper
from bwdesk.texts import Texts
from tests.bench.figure import Figure, median
from tests.bench.papers_content import LEAST_PAGES, PHOTOS, draft, pictures, write_content, write_shots

ROWS = 45
PEERS = ("weasyprint", "fpdf2")
PATIENCE = 600
HERE = Path(__file__).parent


def measure(folder: Path) -> list[Figure]:
    shots = folder / "shots"
    shots.mkdir()
    drawn = pictures()
    paths = write_shots(shots, drawn)
    with Intake() as intake:
        first, visit = _printed(intake)
        again = [_printed(intake)[0] for _ in range(5)]
    assert visit.pages == 1
    bare_visit = median([_bare(1, []) for _ in range(5)])
    drafts = [_child(sys.executable, "-m", "tests.bench.papers_child", str(shots)) for _ in range(3)]
    pages, size = drafts[0]["pages"], drafts[0]["bytes"] / 1e6
    assert pages >= LEAST_PAGES, f"the draft has only {pages} pages"
    bare_draft = median([_bare(pages, drawn) for _ in range(3)])
    took = median([one["seconds"] for one in drafts])
    memory = max(one["memory"] for one in drafts)
    what = f"assessment draft, {pages} pages and {PHOTOS} photos"
    processor = f"{median([one['work'] for one in drafts]):.1f} s of processor time with the start of both processes"
    found = [
        Figure("bare canvas, one page", bare_visit, "s"),
        Figure("visit paper of one page, the first of a process", first, "s", 2),
        Figure("visit paper of one page", median(again), "s", 2),
        Figure("the same, to the bare canvas", median(again) / bare_visit, "×"),
        Figure(f"bare canvas, {pages} pages and {PHOTOS} photos", bare_draft, "s"),
        Figure(what, took, "s", 10, processor),
        Figure("the same, its file", size, "MB", 12),
        Figure("the same, memory of both processes at most", memory, "MB", 400),
        Figure("the same, to the bare canvas", took / bare_draft, "×"),
    ]
    return found + _peers(folder, paths, took)


def _peers(folder: Path, paths: list[Path], ours: float) -> list[Figure]:
    python = Path(os.environ.get("BWDESK_PEERS", "")) / "env" / "bin" / "python"
    if not os.environ.get("BWDESK_PEERS") or not python.exists():
        print("   no other engine measured: BWDESK_PEERS names no folder with an `env` that has them", flush=True)
        return []
    content, found = write_content(folder, draft(paths), paths), []
    for engine in PEERS:
        made = _child(str(python), str(HERE / "papers_peer.py"), engine, str(content), str(folder / f"{engine}.pdf"))
        if not made:
            print(f"   {engine} does not run there", flush=True)
            continue
        size = f"{made['pages']} pages, {made['bytes'] / 1e6:.1f} MB, {made['memory']:.0f} MB of memory"
        shown = f"{size}; ours takes {ours / made['seconds']:.2f} of its time"
        found.append(Figure(f"the same words and photos by {engine}", made["seconds"], "s", None, shown))
    return found


def _child(*command: str) -> dict[str, Any]:
    """What a process prints of itself as JSON; empty where it fails."""
    made = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False, cwd=HERE.parents[1])
    lines = made.stdout.splitlines()
    found: dict[str, Any] = json.loads(lines[-1]) if made.returncode == 0 and lines else {}
    return found


def _printed(intake: Intake) -> tuple[float, PaperFile]:
    start = time.perf_counter()
    made = print_paper("visit", "bench", gallery_visit.visit(), Texts(), intake.print_version)
    return time.perf_counter() - start, made


def _bare(pages: int, drawn: list[bytes]) -> float:
    """Lines of a built-in font on every page, and the photos as they are, spread over the pages; seconds."""
    start = time.perf_counter()
    canvas = Canvas(io.BytesIO(), pagesize=A4)
    for page in range(pages):
        for row in range(ROWS):
            canvas.drawString(60, 780 - 16 * row, f"Two of six exits in finishing are blocked by racks, line {page}.{row}")
        for place, picture in enumerate(drawn[page::pages]):
            canvas.drawImage(ImageReader(io.BytesIO(picture)), 60, 60 + 160 * place, 235, 146)
        canvas.showPage()
    canvas.save()
    return time.perf_counter() - start
