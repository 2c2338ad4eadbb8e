"""The parts of the paper that is shown, in a real window: with state and author, turned to by keys and pointer, following the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from bwdesk.domain.report import ReportState
from bwdesk.domain.report_life import Step
from bwdesk.domain.sections import PartState, part_state
from bwdesk.domain.visit import Mark
from bwdesk.runtime.papers import Papers
from bwdesk.store.photos import PhotoStore
from bwdesk.ui.pages.reports.page import ReportsPage
from bwdesk.ui.parts.mark import Kind
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from tests.fakes.bench import result


@pytest.fixture
def visit(bench):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    visit = result(bench.desk.do(start_visit, factory.id))
    for number in range(60):
        result(bench.desk.do(add_line, visit, f"Exit {number} is blocked by racks, boxes and trolleys that nobody moves", Mark.FINDING))
    return visit


@pytest.fixture
def page(bench, visit, tmp_path, shown):
    photos = PhotoStore(tmp_path / "photos", bytes(32))
    papers = Papers(bench.desk, photos, lambda jpeg, longest: jpeg, lambda: "en", bench.me.name)
    made = shown(ReportsPage(replace(bench, papers=papers)), 1300, 860)
    made.opened(kind="visit", id=visit.id)
    QApplication.processEvents()
    return made


def cells(page):
    """What each part says: title, second line, page, mark."""
    made = {one.key: page.parts._cell(one) for one in page.parts.rows.shown_values()}
    return {key: (cell.text.strip("\u2068\u2069"), cell.second, cell.fact, cell.mark) for key, cell in made.items()}


def test_each_part_says_how_it_stands_whose_words_it_is_and_where_it_begins(page):
    shown = cells(page)
    assert list(shown) == ["visit", "did", "good", "talked", "not_seen", "agreed", "notes", "photos"]
    notes = next(one for one in page.parts.rows.shown_values() if one.key == "notes")
    assert shown["notes"] == ("Notes of the visit", "Draft · the programme", str(notes.page), Kind.PROGRESS)
    assert shown["photos"] == ("Photographs", "Empty · the programme, from: Photo", "", Kind.GAP)
    assert page.parts.head.count.text() == "6 empty"
    spoken = page.parts._cell(notes).says().replace("\xa0", " ")
    assert spoken == f"Notes of the visit, Draft, the programme, on page {notes.page}"
    assert QAccessible.queryAccessibleInterface(page.parts.list).text(QAccessible.Text.Name) == "Parts"


def test_in_progress_report_1_the_factorys_parts_are_told_from_the_programmes(page, visit):
    page.opened(kind="progress1", id=visit.factory_id, factory=visit.factory_id)
    QApplication.processEvents()
    shown = cells(page)
    assert shown["overview"][1] == "Empty · the factory, in its own words"
    assert shown["visits"][1] == "Draft · the programme" and shown["training"][1] == "Empty · the programme, from: Training, Seminar"


def test_arrows_turn_the_preview_and_enter_goes_on_to_read(page, monkeypatch, qtbot):
    gone = []
    monkeypatch.setattr(page.preview, "go_to", lambda number, top=0.0: gone.append((number, top)))
    page.parts.turned.disconnect()
    page.parts.turned.connect(page.preview.go_to)
    qtbot.keyClick(page, Qt.Key.Key_P)
    assert QApplication.focusWidget() is page.parts.list and page.parts.list.current_key() == "visit" and gone == []
    places = {one.key: (one.page, one.top) for one in page.parts.rows.shown_values()}
    for _ in range(2):
        qtbot.keyClick(page.parts.list, Qt.Key.Key_Down)
    assert gone == [places["did"], places["good"]] and places["good"][1] > 0
    qtbot.keyClick(page.parts.list, Qt.Key.Key_Down)
    assert page.parts.list.current_key() == "talked" and len(gone) == 2, "it stands on no page"
    page.parts.list.choose("notes")
    qtbot.keyClick(page.parts.list, Qt.Key.Key_Return)
    assert gone[2:] == [places["notes"], places["notes"]] and QApplication.focusWidget() is page.preview


def test_a_press_turns_to_a_part_and_again_after_the_pages_were_turned(page, qtbot):
    number = page.parts.rows.row_of("notes")
    page.parts.list.choose("notes")
    there = page.preview.verticalScrollBar().value()
    assert page.preview.page == page.parts.rows.value(number).page > 1
    page.preview.verticalScrollBar().setValue(there + 30)
    spot = page.parts.list.visualRect(page.parts.rows.index(number, 0)).center()
    qtbot.mouseClick(page.parts.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.preview.verticalScrollBar().value() == there


def test_the_part_that_is_read_follows_the_pages_without_moving_them(page):
    page.preview.verticalScrollBar().setValue(page.preview.verticalScrollBar().maximum())
    there = page.preview.verticalScrollBar().value()
    assert page.parts.list.current_key() == "notes" and page.preview.verticalScrollBar().value() == there
    page.preview.verticalScrollBar().setValue(0)
    assert page.parts.list.current_key() == "visit" and page.preview.page == 1


def test_a_part_is_approved_with_its_report_and_what_is_written_meanwhile_turns_no_page(page, visit, bench):
    page.parts.list.choose("notes")
    there = page.preview.verticalScrollBar().value()
    for step in (Step.READY, Step.APPROVE):
        page.acts.take(step)
        QApplication.processEvents()
    assert cells(page)["notes"][1:] == ("Approved · the programme", cells(page)["notes"][2], Kind.GOOD)
    assert cells(page)["photos"][1].startswith("Empty"), "an approved report has nothing in it either"
    assert page.parts.list.current_key() == "notes" and page.preview.verticalScrollBar().value() == there


def test_the_states_of_a_report_as_those_of_its_parts():
    assert {state: part_state(state, is_empty=False) for state in ReportState} == {
        ReportState.DRAFT: PartState.DRAFT, ReportState.READY: PartState.DRAFT, ReportState.RETURNED: PartState.DRAFT,
        ReportState.APPROVED: PartState.APPROVED, ReportState.COMMENTS: PartState.APPROVED, ReportState.RELEASED: PartState.RELEASED,
        ReportState.WITHDRAWN: PartState.WITHDRAWN,
    }  # fmt: skip
    assert {part_state(state, is_empty=True) for state in ReportState} == {PartState.EMPTY}


def test_the_papers_keep_the_one_that_is_chosen_in_sight_though_the_parts_take_of_their_room(page, visit, bench):
    for _ in range(12):
        result(bench.desk.do(start_visit, visit.factory_id))
    page.opened(kind="progress2", id=visit.factory_id, factory=visit.factory_id)
    QApplication.processEvents()
    page.left.resize(page.left.size())
    QApplication.processEvents()
    row = page.list.visualRect(page.list.currentIndex())
    assert page.list.current_key() == f"progress2/{visit.factory_id}" and page.list.viewport().rect().contains(row)
    assert page.parts.list.height() >= 3 * page.look.look.density.row_two
