"""Documents on papers and at release: listed under the number of their finding by what they are, never by their file's name."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest

from bwdesk.domain.assessment import Assessment, Stage, Verdict
from bwdesk.domain.edition import Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.scope import factory_scope
from bwdesk.reports.press import make
from bwdesk.shipped import tool
from bwdesk.texts import Texts
from bwdesk.usecases.assessment import mark_answer, plan_assessment, start_assessment, write_finding
from bwdesk.usecases.documents import StoredDocument, attach_documents, describe_document
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.papers_assessment import assessment_paper
from bwdesk.usecases.release import release_results
from bwdesk.usecases.report_guard import paper_of_variant
from bwdesk.usecases.writing import write
from tests.usecases.conftest import NOW, TODAY

FIRST, SECOND = StoredDocument("a" * 64, "b" * 64, 9_000, 12, "wages Sok Dara.pdf"), StoredDocument("c" * 64, "d" * 64, 900, 1, "x.pdf")


@pytest.fixture
def jonas(desk, make_desk, factory, cycle):
    made = make_desk("jonas", 2)
    desk.carry_to(made)
    return made


@pytest.fixture
def running(jonas, factory, cycle):
    """An assessment with one finding that rests on two documents, one of them described."""
    running = jonas.do(start_assessment, jonas.do(plan_assessment, factory, cycle, frozenset({"jonas", "lina"}), TODAY))
    code = next(q.code for q in tool(running.tool).leaves("OS") if not q.gate and q.is_public is False)
    answer = jonas.do(mark_answer, None, running, code, Verdict.NON_COMPLIANT)
    answer = jonas.do(write_finding, answer, running, code, "Overtime is paid at the plain rate.")
    first, _ = jonas.do(attach_documents, "answer", answer.id, [FIRST, SECOND])
    jonas.do(describe_document, first, "List of wages, May")
    return running


def context() -> PaperContext:
    return PaperContext(Texts(), NOW, lambda sha256: b"", "jonas", "Cambodia office")


def words_of(paper) -> str:
    out = io.BytesIO()
    make(paper, Texts(), out)
    with pypdfium2.PdfDocument(out.getvalue()) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_the_report_lists_documents_under_the_number_of_their_finding(jonas, running):
    paper = jonas.ask(assessment_paper, running.id, context())
    (finding,) = [finding for cluster in paper.clusters for point in cluster.points for finding in point.findings]
    assert [(d.number, d.text, d.pages) for d in finding.documents] == [
        (f"{finding.number}-1", "List of wages, May", 12),
        (f"{finding.number}-2", "", 1),
    ]
    words = words_of(paper)
    assert f"Documents {finding.number}-1, {finding.number}-2" in words.replace("\r\n", " ")
    assert words.count(f"{finding.number}-1") == 2, "at the finding and in the list"
    for said in ("List of wages, May", "Not described", "a" * 12, "c" * 12):
        assert said in words
    assert "Sok Dara" not in repr(paper)
    assert "Sok Dara" not in words


def test_the_public_paper_tells_of_no_document(jonas, running):
    paper = jonas.ask(paper_of_variant, "assessment", running.id, Variant.PUBLIC, context())
    assert "List of wages" not in repr(paper)


def test_documents_stay_in_the_working_papers_at_release(jonas, make_desk, running, factory):
    jonas.do(lambda unit: write(unit, running, replace(running, stage=Stage.READY)))
    dara = make_desk("dara", 3)
    jonas.carry_to(dara)
    dara.do(release_results, dara.get(Assessment, running.id))
    kept = dara.ask(lambda reader: reader.find(Document))
    assert {one.scope for one in kept} == {running.scope} != {factory_scope(factory.id)}
