"""Learning and Documents of a factory in its workspace: what was held and is planned, what can be read again, and what the factory sees."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.buyers import Buyer
from bwdesk.domain.committee import Sex
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.domain.learning import Audience
from bwdesk.domain.report import ReportKind
from bwdesk.domain.scope import country_scope
from bwdesk.ui.pages.factory.page import FactoryWorkspace
from bwdesk.ui.parts.tabs import _Room
from bwdesk.usecases.assessment import mark_answer, plan_assessment
from bwdesk.usecases.documents import StoredDocument, attach_documents, describe_document
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.learning import add_needs, count_people, hold_training, plan_training
from bwdesk.usecases.photos import StoredPhoto, attach_photos
from bwdesk.usecases.plan import add_issue
from tests.fakes.bench import TODAY, open_bench, result
from tests.fakes.pdfs import pdf

JONAS, MIRA = f"{2:032x}", f"{9:032x}"


@pytest.fixture
def bench(qapp, tmp_path):
    with open_bench(tmp_path) as made:
        yield made


@pytest.fixture
def cycle(bench):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    return result(bench.desk.do(register_factory, factory, date(2026, 8, 1), MIRA))


def workspace(bench, cycle, qtbot, tab):
    page = FactoryWorkspace(bench)
    qtbot.addWidget(page)
    qtbot.addWidget(page.side)
    page.resize(1200, 760)
    page.show()
    page.opened(factory=cycle.factory_id, tab=tab)
    QApplication.processEvents()
    return page


def rows(page):
    return [(e.what.text, e.what.second, e.state.text) for e in page._model.shown_values()]


def test_learning_tells_what_was_held_with_person_days_and_what_is_planned(bench, cycle, qtbot):
    held = result(bench.desk.do(plan_training, cycle, "Fire wardens", "", date(2026, 10, 5)))
    result(bench.desk.do(count_people, held, {(Audience.WORKER, Sex.WOMAN): 7, (Audience.SUPERVISOR, Sex.MAN): 2}))
    held = result(bench.desk.do(hold_training, held, date(2026, 10, 5)))
    result(bench.desk.do(plan_training, cycle, "Grievances", "", date(2026, 12, 1)))
    result(bench.desk.do(add_needs, cycle, [("OS", [])]))
    page = workspace(bench, cycle, qtbot, "learning")
    assert rows(page) == [
        ("Grievances", "training", "planned"),
        ("Fire wardens", "training, 9 people, 9 person-days", "held"),
        ("Occupational safety and health", "learning plan", "open"),
    ]
    gone = []
    page.go.connect(lambda place, where: gone.append((place, where)))
    page._open_entry(held.id)
    assert gone == [("learn", {"factory": cycle.factory_id, "event": held.id})]


@pytest.fixture
def shelf(bench, cycle):
    """An edition with a buyer, a document at a question, one at an issue, and photos."""
    factory = result(bench.desk.ask(lambda reader: reader.need(Factory, cycle.factory_id)))
    assessment = result(bench.desk.do(plan_assessment, factory, cycle, frozenset({bench.me.id, JONAS}), TODAY, date(2026, 11, 24)))
    answer = result(bench.desk.do(mark_answer, None, assessment, "OS-EMR-06", Verdict.NON_COMPLIANT))
    issue = result(bench.desk.do(add_issue, cycle, "Exits blocked"))
    taken = result(bench.documents.take_in([pdf(2)], "answer", answer.id))
    document = result(bench.desk.ask(lambda reader: reader.need(Document, taken.photo_ids[0])))
    result(bench.desk.do(describe_document, document, "List of wages, May"))
    result(bench.desk.do(attach_documents, "issue", issue.id, [StoredDocument("e" * 64, "f" * 64, 10, 1, "receipt.pdf")]))
    result(
        bench.desk.do(
            attach_photos,
            issue,
            [StoredPhoto("a" * 64, "b" * 64, 10, 10, 10), StoredPhoto("c" * 64, "d" * 64, 10, 10, 10, datetime(2026, 11, 3, tzinfo=UTC))],
        )
    )
    result(bench.desk.do(_released, cycle))
    return document


def _released(unit, cycle):
    scope, day = f"factory/{cycle.factory_id}", datetime(2026, 11, 2, tzinfo=UTC)
    buyer = unit.add(Buyer(id=unit.new_id(), scope=country_scope("KH"), name="Northwind"))
    for number in (1, 2):
        edition = unit.add(
            Edition(
                id=unit.new_id(), scope=scope, report_id="1" * 32, kind=ReportKind.PLAN, subject_id=cycle.id, number=number,
                factory_id=cycle.factory_id, released_at=day.replace(day=number), withdrawn_at=day if number == 1 else None,
            )
        )  # fmt: skip
        if number == 2:
            unit.add(Delivery(id=unit.new_id(), scope=scope, edition_id=edition.id))
            unit.add(Delivery(id=unit.new_id(), scope=scope, edition_id=edition.id, buyer_id=buyer.id))


def test_documents_tells_where_editions_are_and_opens_what_can_be_read(bench, cycle, shelf, qtbot):
    page = workspace(bench, cycle, qtbot, "documents")
    assert rows(page) == [
        ("Improvement plan, edition 2", "with the factory, Northwind", "released"),
        ("Improvement plan, edition 1", "given to nobody yet", "withdrawn"),
        ("List of wages, May", "Assessment 1, OS-EMR-06", "2 pages"),
        ("receipt.pdf", "V-1 Exits blocked", "1 page"),
        ("Photos", "2 in the plan", ""),
    ]
    assert page.opening.photos.isVisible() and [p.key for p in page.opening.photos.strip._photos] == ["d" * 64, "b" * 64]
    page._open_entry(shelf.id)
    reader = page.opening.reader
    assert (reader.isVisible(), reader.pages.page_count, reader.remove_button.isVisible()) == (True, 2, False)
    qtbot.keyClick(reader, Qt.Key.Key_Escape)
    assert not reader.isVisible()


def test_turned_to_the_factory_working_papers_are_not_listed(bench, cycle, shelf, qtbot):
    page = workspace(bench, cycle, qtbot, "documents")
    page._open_entry(shelf.id)
    page.turned(True)
    assert not page.opening.reader.isVisible(), "what is read is shut with it"
    assert not page.opening.photos.isVisible()
    assert [row[0] for row in rows(page)] == ["Improvement plan, edition 2", "Improvement plan, edition 1", "receipt.pdf"]
    page.turned(False)
    assert len(rows(page)) == 5


def test_a_narrow_row_of_tabs_loses_icons_first_then_counts_and_cuts_words_last(bench, cycle, qtbot):
    page = workspace(bench, cycle, qtbot, "documents")
    buttons = page.tabs._buttons
    whole = {room: page.tabs._wide(room) for room in _Room}
    assert whole[_Room.AMPLE] > whole[_Room.SLIM] > whole[_Room.TIGHT] > page.tabs.minimumSizeHint().width()
    for wide, room in ((whole[_Room.AMPLE], _Room.AMPLE), (whole[_Room.AMPLE] - 1, _Room.SLIM), (whole[_Room.SLIM] - 1, _Room.TIGHT)):
        page.tabs.setFixedWidth(wide)
        QApplication.processEvents()
        assert {button._room for button in buttons} == {room}
        assert all(button.width() >= button.size_when(room).width() for button in buttons), "no word is cut"
    page.tabs.setFixedWidth(page.tabs.minimumSizeHint().width())
    QApplication.processEvents()
    assert all(button.x() + button.width() <= page.tabs.width() and button.toolTip() for button in buttons)
    page.tabs.setFixedWidth(page.tabs.sizeHint().width())
    QApplication.processEvents()
    assert {button._room for button in buttons} == {_Room.AMPLE}, "with room again, icons are there again"


def test_the_page_of_a_factory_fits_a_small_laptop(bench, cycle, qtbot):
    """1366 px, less the rail and the pane beside the page."""
    assert workspace(bench, cycle, qtbot, "plan").minimumSizeHint().width() <= 1366 - 176 - 290


def test_photos_are_shown_as_pictures_and_one_opens_over_the_page(bench, cycle, qtbot):
    issue = result(bench.desk.do(add_issue, cycle, "Exits blocked"))
    result(bench.pictures.take_in([picture(), picture(Qt.GlobalColor.darkBlue)], "issue", issue.id, issue.scope))
    page = workspace(bench, cycle, qtbot, "documents")
    photos = page.opening.photos
    assert [row[0] for row in rows(page)] == ["Photos"] and len(photos.strip._thumbs) == 2
    page._open_entry("photos")
    assert page.focusWidget() is photos.strip
    qtbot.keyClick(photos.strip, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert photos.overlay.isVisible() and not photos.overlay._image.isNull() and photos.overlay.remove_button.isHidden()
    qtbot.keyClick(photos.overlay, Qt.Key.Key_Escape)
    assert not photos.overlay.isVisible() and page.focusWidget() is photos.strip
    page._choose_tab("plan")
    assert not photos.isVisible()


def test_an_edition_of_a_progress_report_opens_as_it_was_released(bench, cycle, qtbot):
    sealed = result(bench.desk.do(_progress_edition, cycle, bench.pictures._photos.put(pdf(3)), bench.pictures._photos.put(pdf(1))))
    page = workspace(bench, cycle, qtbot, "documents")
    gone = []
    page.go.connect(lambda place, where: gone.append((place, where)))
    page._open_entry(sealed.id)
    reader = page.opening.reader
    assert (reader.isVisible(), reader.pages.page_count, reader.remove_button.isVisible()) == (True, 3, False)
    page.turned(True)
    page._open_entry(sealed.id)
    assert reader.pages.page_count == 1, "the factory sees its own"
    assert gone == []


def _progress_edition(unit, cycle, ours, theirs):
    scope = f"factory/{cycle.factory_id}"
    edition = Edition(
        id=unit.new_id(), scope=scope, report_id="2" * 32, kind=ReportKind.PROGRESS2, subject_id=cycle.factory_id, number=1,
        factory_id=cycle.factory_id, cycle_id=cycle.id, released_at=datetime(2026, 11, 3, tzinfo=UTC),
    )  # fmt: skip
    for sha256, pages, variant in ((ours, 3, Variant.INTERNAL), (theirs, 1, Variant.FACTORY)):
        unit.add(
            Document(
                id=unit.new_id(), scope=scope, owner_kind="edition", owner_id=edition.id, name="p.pdf", sha256=sha256, pages=pages,
                variant=variant.value,
            )
        )  # fmt: skip
    return unit.add(edition)


def picture(colour=Qt.GlobalColor.darkRed) -> bytes:
    image = QImage(120, 90, QImage.Format.Format_RGB32)
    image.fill(colour)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(held.data())
