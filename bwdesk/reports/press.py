"""One way in: a paper's values go in, a PDF comes out, whole or not at all.

`make` is slow work for the paper lane: it reads no clock and no database, tells its progress page by page and can be called off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from bwdesk.errors import StoreProblem
from bwdesk.reports import assessment, briefing, certificate, committee, diagnosis, plan, progress1, progress2, recovery, synthesis, visit
from bwdesk.reports.edition_note import with_note
from bwdesk.reports.edition_parts import places_of
from bwdesk.reports.fonts import FontSet, font_folders, font_set
from bwdesk.reports.lacks import lacks_of, told
from bwdesk.reports.layout import Chapter, Stack
from bwdesk.reports.page import Kit, Running, Shrink, kit_for, print_chapters
from bwdesk.reports.sections import left_out
from bwdesk.reports.shaped import Para
from bwdesk.reports.standing import unprintable_in
from bwdesk.reports.style import CAPTION, LINE
from bwdesk.reports.values import (
    AssessmentPaper,
    BriefingPaper,
    CertificatePaper,
    CommitteePaper,
    DiagnosisPaper,
    FirstProgressPaper,
    Paper,
    PaperResult,
    ProgressPaper,
    RecoveryPaper,
    SynthesisPaper,
    VisitPaper,
    WordsLacked,
    content_hash,
)
from bwdesk.reports.words import words_of
from bwdesk.texts import Texts


def make(
    paper: Paper,
    texts: Texts,
    out: BinaryIO | Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    shrink: Shrink | None = None,
    fonts: FontSet | None = None,
) -> PaperResult:
    """Prints a paper in the language of `texts`. `progress(done, whole)` is told pages, whole is 0 while they are still laid out.

    `shrink(jpeg, width, height)` makes a JPEG smaller to fit so many pixels. Raises Stopped when `cancelled()` said so, StoreProblem
    when the file cannot be written, FileProblem when there is no font at all; a file that was there before is then untouched.
    """
    kit = kit_for(words_of(texts, paper.head.digits), fonts or font_set(font_folders()))
    kit.progress, kit.cancelled, kit.shrink = progress, cancelled, shrink
    kit.withheld = left_out(paper).union(paper.head.withheld)
    digest = paper.head.content_hash or content_hash(paper)
    running, chapters = _build(kit, paper, digest)
    chapters = with_note(kit, paper.head, chapters)
    lacks = lacks_of(paper, texts.code)
    _say_lacks(kit, chapters[-1], lacks)
    data, pages, names = print_chapters(kit, running, chapters)
    _write(data, out)
    places, lost = places_of(paper, texts, names), kit.setter.unprintable
    unprintable = unprintable_in(paper, texts, lost, places, names, pages) if lost else ()
    return PaperResult(len(pages), (*kit.checks, *unprintable), digest, lacks, places, kit.begins)


def _say_lacks(kit: Kit, last: Chapter, lacks: Sequence[WordsLacked]) -> None:
    """At the foot of the last page, which takes some of the text along where it has to be another one."""
    said = [Para(kit.setter, told(one, kit.words, kit.words.number), CAPTION) for one in lacks]
    if said:
        last.foot = Stack([*([last.foot] if last.foot is not None else []), *said], before=LINE)


def _build(kit: Kit, paper: Paper, digest: str) -> tuple[Running, list[Chapter]]:
    if isinstance(paper, VisitPaper):
        return visit.build(kit, paper, digest)
    if isinstance(paper, BriefingPaper):
        return briefing.build(kit, paper, digest)
    if isinstance(paper, DiagnosisPaper):
        return diagnosis.build(kit, paper, digest)
    if isinstance(paper, AssessmentPaper):
        return assessment.build(kit, paper, digest)
    if isinstance(paper, CommitteePaper):
        return committee.build(kit, paper, digest)
    if isinstance(paper, FirstProgressPaper):
        return progress1.build(kit, paper, digest)
    if isinstance(paper, ProgressPaper):
        return progress2.build(kit, paper, digest)
    if isinstance(paper, CertificatePaper):
        return certificate.build(kit, paper, digest)
    if isinstance(paper, SynthesisPaper):
        return synthesis.build(kit, paper, digest)
    if isinstance(paper, RecoveryPaper):
        return recovery.build(kit, paper, digest)
    return plan.build(kit, paper, digest)


def _write(data: bytes, out: BinaryIO | Path) -> None:
    if not isinstance(out, Path):
        out.write(data)
        return
    draft = out.with_name(out.name + ".new")
    try:
        draft.write_bytes(data)
        draft.replace(out)
    except OSError as problem:
        draft.unlink(missing_ok=True)
        raise StoreProblem("papers.cannot_write", file=out.name) from problem
