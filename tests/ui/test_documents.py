"""Documents at a question and at an issue of the plan, in real windows: dropped, chosen, read, described, taken off, undone."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication

from bwdesk.domain.evidence import Document, Photo
from bwdesk.ui.pages.assess.assessment import AssessmentPage
from bwdesk.ui.pages.plan.page import PlanSheet
from bwdesk.ui.parts.photos import pictures_in
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue
from tests.fakes.bench import TODAY, no_pin, open_bench, result, stored
from tests.fakes.pdfs import ACTIVE, pdf

JONAS, MIRA = f"{2:032x}", f"{9:032x}"


@pytest.fixture
def bench(qapp, tmp_path):
    with open_bench(tmp_path) as made:
        yield made


@pytest.fixture
def cycle(bench):
    factory = result(bench.desk.do(add_factory, "Lotus Apparels Ltd", "BD"))
    return result(bench.desk.do(register_factory, factory, date(2026, 8, 1), MIRA))


@pytest.fixture
def page(bench, cycle, qtbot):
    from bwdesk.domain.factory import Factory

    (factory,) = stored(bench, Factory)
    assessment = result(bench.desk.do(plan_assessment, factory, cycle, frozenset({bench.me.id, JONAS}), TODAY, date(2026, 11, 24)))
    made = AssessmentPage(bench, no_pin)
    qtbot.addWidget(made)
    qtbot.addWidget(made.assess_pane)
    made.resize(1000, 800)
    made.show()
    made.opened(assessment=assessment.id)
    settle()
    return made


def settle():
    for _ in range(4):
        QApplication.processEvents()


def told(bench):
    heard = []
    bench.desk.failed.connect(heard.append)
    return heard


def shown(page, qtbot):
    """Waits for what stands around the question."""
    qtbot.waitUntil(lambda: bool(page.question.evidence.strip._photos), timeout=2000)
    return page.question.evidence.strip._photos


def test_a_dropped_document_is_read_over_the_page(page, bench, qtbot, tmp_path):
    (tmp_path / "wages.pdf").write_bytes(pdf(3))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "wages.pdf"))])
    page.question.pictures_given.emit(pictures_in(mime))
    (kept,) = stored(bench, Document)
    assert (kept.owner_kind, kept.scope, kept.pages) == ("answer", kept.scope, 3)
    assert [(one.spoken, one.icon) for one in shown(page, qtbot)] == [("wages.pdf", "file-pdf")]

    page.question.evidence.strip.opened.emit(kept.thumb_sha256)
    reader = page.photos.reader
    assert (reader.isVisible(), reader.pages.page_count) == (True, 3)
    reader.caption.setText("List of wages, May")
    reader.caption.settle()
    assert stored(bench, Document)[0].caption == "List of wages, May"
    reader.save_to(tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == pdf(3)
    qtbot.keyClick(reader, Qt.Key.Key_Escape)
    assert not reader.isVisible()
    assert reader.pages.page_count == 0, "what was read is forgotten"

    page.question.evidence.strip.removal_asked.emit(kept.thumb_sha256)
    assert not stored(bench, Document)


def test_a_document_in_the_clipboard_is_taken(page, bench, qtbot):
    mime = QMimeData()
    mime.setData("application/pdf", pdf(1))
    page.photos.take(pictures_in(mime))
    (kept,) = stored(bench, Document)
    assert kept.pages == 1


def test_pictures_and_documents_dropped_together_find_their_places(page, bench, tmp_path):
    from PySide6.QtGui import QImage

    picture = QImage(80, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.save(str(tmp_path / "exit.png"))
    (tmp_path / "plan.PDF").write_bytes(pdf(1))
    (tmp_path / "bad.pdf").write_bytes(pdf(1, ACTIVE["a program to start"]))
    heard = told(bench)
    page.photos.take([tmp_path / "exit.png", tmp_path / "plan.PDF", tmp_path / "bad.pdf"])
    assert (len(stored(bench, Photo)), [d.name for d in stored(bench, Document)]) == (1, ["plan.PDF"])
    (error,) = heard
    assert (error.key, error.params["number"], error.params["taken"]) == ("intake.files_refused", 1, 2)
    assert error.params["each"].startswith("bad.pdf holds more than pages")


def test_a_document_stands_at_the_verification_of_an_issue(bench, cycle, qtbot):
    issue = result(bench.desk.do(add_issue, cycle, "Overtime paid at the plain rate"))
    page = PlanSheet(bench)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    page.opened(factory=cycle.factory_id, issue=issue.id)
    settle()
    page.panel.pictures_given.emit([pdf(2)])
    settle()
    (kept,) = stored(bench, Document)
    assert (kept.owner_kind, kept.owner_id, kept.scope) == ("issue", issue.id, issue.scope)
    qtbot.waitUntil(lambda: page.panel.strip.isVisible(), timeout=2000)
    page.panel.strip.opened.emit(kept.thumb_sha256)
    assert page.reader.pages.page_count == 2
    page.reader.remove_button.click()
    settle()
    assert not stored(bench, Document)
    assert not page.panel.strip.isVisible()
