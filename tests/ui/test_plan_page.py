"""The improvement plan in a real window over a real encrypted file: edited in place, updated by digits, verified, taken off, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from bwdesk.domain.earlier import EarlierFinding
from bwdesk.domain.plan import Action, ActionKind, Issue, Method, Origin, Progress, Verified
from bwdesk.domain.report import Section
from bwdesk.interchange.earlier import earlier_book, earlier_rows
from bwdesk.interchange.plan_book import plan_book
from bwdesk.shipped import tool_for
from bwdesk.ui.pages.plan.page import PlanSheet
from bwdesk.ui.pages.plan.panel import LOW_PAIR, PAIR
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue, edit_issue
from bwdesk.usecases.replies import Reply, reply_to, write_reply
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.writing import write
from tests.fakes.bench import TODAY, result, stored


@pytest.fixture
def cycle(bench):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    return result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))


@pytest.fixture
def page(bench, cycle, shown):
    result(bench.desk.do(add_issue, cycle, "Exits blocked"))
    result(bench.desk.do(add_issue, cycle, "No guards on cutters"))
    made = shown(PlanSheet(bench), 1300, 860)
    made.opened(factory=cycle.factory_id)
    made.focus_first()
    QApplication.processEvents()
    return made


def by_title(bench):
    return {issue.title: issue for issue in stored(bench, Issue)}


def command(page, key):
    return next(action for action in page.actions() if action.text() == page.texts(key))


def open_editor(page):
    return next((one for one in page.list.findChildren(QLineEdit) if one.isVisible()), None)


def edit_cell(page, qtbot, column, words):
    """What F2, typing and Enter do in a cell."""
    number = next(n for n, one in enumerate(page._model.columns) if one.key == column)
    key = page.list.current_key()
    index = page._model.index(page._model.row_of(key), number)
    page.list.setCurrentIndex(index)
    page.list.edit(index)
    editor = open_editor(page)
    assert editor is not None, f"no editor in {column}"
    editor.selectAll()
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._model.columns[number].edit(page._row).replace("\u00a0", " ") == words)


def test_a_new_issue_stands_at_once_and_its_title_is_typed_over(page, bench, qtbot):
    command(page, "plan.act.new").trigger()
    qtbot.waitUntil(lambda: open_editor(page) is not None)
    editor = open_editor(page)
    editor.selectAll()
    qtbot.keyClicks(editor, "First aid box empty")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    issue = by_title(bench)["First aid box empty"]
    assert (issue.origin, len(stored(bench, Issue))) == (Origin.VISIT, 3)


def test_cells_are_edited_in_place(page, bench, qtbot):
    assert page.list.choose(by_title(bench)["Exits blocked"].id)
    edit_cell(page, qtbot, "owner", "Production manager")
    edit_cell(page, qtbot, "due_on", "2026-12-04")
    edit_cell(page, qtbot, "now", "Clear both exits")
    issue = by_title(bench)["Exits blocked"]
    assert (issue.owner, issue.due_on) == ("Production manager", date(2026, 12, 4))
    (action,) = stored(bench, Action)
    assert (action.text, action.issue_id) == ("Clear both exits", issue.id)
    edit_cell(page, qtbot, "now", "Clear both exits today")
    assert [one.text for one in stored(bench, Action)] == ["Clear both exits today"]


def test_a_digit_a_line_and_enter_is_what_the_factory_says(page, bench, qtbot):
    first, second = [row.issue for row in page._model.shown_values()]
    page.list.choose(first.id)
    page.focus_first()
    qtbot.keyClick(page.list, Qt.Key.Key_1)
    assert QApplication.focusWidget() is page.panel.line
    qtbot.keyClicks(page.panel.line, "racks moved")
    qtbot.keyClick(page.panel.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    issue = by_title(bench)[first.title]
    assert (issue.progress, issue.progress_note, issue.progress_on) == (Progress.DONE, "racks moved", TODAY)
    assert issue.verified is Verified.NOT_YET, "what the factory says is not what was seen"
    assert page.list.current_key() == second.id and QApplication.focusWidget() is page.list
    assert page.panel.line.text() == ""


def test_cells_of_a_spreadsheet_are_laid_over_the_plan_in_one_act_or_not_at_all(page, bench, expected_failures):
    first, second = [row.issue for row in page._model.shown_values()]
    page.list.setCurrentIndex(page._model.index(page._model.row_of(first.id), 2))  # the root cause

    def pasted(text):
        QApplication.clipboard().setText(text)
        command(page, "plan.act.paste").trigger()
        QApplication.processEvents()

    told = []
    page.desk.failed.connect(told.append)
    pasted("Racks stand there\tMove the racks\tLines on the floor\tSafety officer\tsoon\n")
    pasted("a\nb\nc\n")
    pasted("1\t2\t3\t4\t5\t6\n")
    expected_failures += ["plan.paste.not_a_day", "plan.paste.too_far", "plan.paste.too_wide"]
    assert [error.key for error in told] == expected_failures
    assert told[0].params["row"] == page._model.shown_values()[0].label
    assert not stored(bench, Action) and not by_title(bench)[first.title].root_cause, "nothing half-written"
    pasted(
        '"Racks, and\tno room"\tMove the racks\t\tSafety officer\t4.12.2026\r\nNobody asked\tGuards on\tA list\tMechanic\t2026-12-20\r\n'
    )
    one, two = by_title(bench)[first.title], by_title(bench)[second.title]
    assert (one.root_cause, one.owner, one.due_on) == ("Racks, and\tno room", "Safety officer", date(2026, 12, 4))
    assert (two.root_cause, two.owner, two.due_on) == ("Nobody asked", "Mechanic", date(2026, 12, 20))
    assert sorted((a.kind, a.text) for a in stored(bench, Action)) == [
        (ActionKind.NOW, "Guards on"), (ActionKind.NOW, "Move the racks"), (ActionKind.SYSTEM, "A list"),
    ]  # fmt: skip
    offered = result(bench.desk.ask(offers, bench.desk.writer.person, bench.desk.writer.device))
    bench.desk.do(undo, offered.undo.txn)
    QApplication.processEvents()
    assert not stored(bench, Action) and not by_title(bench)[second.title].owner


def test_the_board_deals_by_how_far_things_are_and_digits_move_a_card(page, bench, qtbot):
    first, second = [row.issue for row in page._model.shown_values()]
    page.list.choose(first.id)
    qtbot.keyClick(page.list, Qt.Key.Key_B)
    board = page.views.board
    assert page.views.view == "board" and board.current_key() == first.id
    assert {state: model.rowCount() for state, model in board._models.items()} == {
        "not_started": 2, "in_progress": 0, "to_verify": 0, "verified": 0,
    }  # fmt: skip
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    qtbot.keyClicks(page.panel.line, "racks ordered")
    qtbot.keyClick(page.panel.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert by_title(bench)[first.title].progress is Progress.IN_PROGRESS
    assert board.lists["in_progress"].model().rowCount() == 1 and board.heads["in_progress"].count.text() == "1"
    assert board.current_key() == second.id and board.lists["not_started"].hasFocus(), "the next card of the column, not of the other one"
    qtbot.keyClick(board.lists["not_started"], Qt.Key.Key_Right)
    assert board.current_key() == first.id and board.lists["in_progress"].hasFocus()
    assert page._row.issue.id == first.id
    assert not board.lists["not_started"].current_key(), "one card is in focus"
    qtbot.keyClick(board.lists["in_progress"], Qt.Key.Key_V)
    QApplication.processEvents()
    assert board.current_key() == first.id and board.lists["verified"].hasFocus(), "the focus goes with the card"
    assert not command(page, "plan.act.fill").isVisible(), "what has a meaning in the order of the sheet is offered there only"
    qtbot.keyClick(board.lists["verified"], Qt.Key.Key_L)
    assert page.views.view == "list" and page.list.current_key() == first.id and page.list.hasFocus()


def middle_of(board, state, number=0):
    """Where a card of a column is, in px of its viewport."""
    view = board.lists[state]
    return view.viewport(), QPoint(view.viewport().width() // 2, view.rowViewportPosition(number) + view.rowHeight(number) // 2)


def carry(board, state, to, number=0, let_go=True):
    """Takes a card of a column with the mouse and lets it go over another."""
    port, spot = middle_of(board, state, number)
    over = port.mapFromGlobal(board.lists[to].viewport().mapToGlobal(board.lists[to].viewport().rect().center()))
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    QTest.mousePress(port, left, pos=spot)
    for place in (spot + QPoint(3, 2), spot + QPoint(30, 0), over):
        at = QPointF(place)
        moved = QMouseEvent(QEvent.Type.MouseMove, at, port.mapToGlobal(at), none, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(port, moved)
    if let_go:
        QTest.mouseRelease(port, left, pos=over)
        QApplication.processEvents()


@pytest.fixture
def board(page, qtbot):
    qtbot.keyClick(page.list, Qt.Key.Key_B)
    QApplication.processEvents()
    return page.views.board


def test_a_card_is_taken_to_another_column_with_the_mouse(page, board, bench):
    first, second = [row.issue for row in page._model.shown_values()]
    carry(board, "not_started", "in_progress", 1)
    moved = by_title(bench)[second.title]
    assert (moved.progress, moved.progress_on) == (Progress.IN_PROGRESS, TODAY)
    assert board.current_key() == second.id and board.lists["in_progress"].hasFocus(), "the focus goes with the card"
    carry(board, "in_progress", "to_verify")
    carry(board, "to_verify", "verified")
    seen = by_title(bench)[second.title]
    assert (seen.progress, seen.verified, seen.method) == (Progress.DONE, Verified.VERIFIED, Method.VISIT)
    for closed in ("not_started", "to_verify"):
        carry(board, "verified", closed)
        assert by_title(bench)[second.title] == seen, "what was verified can only be opened again"
    carry(board, "verified", "in_progress")
    assert by_title(bench)[second.title].verified is Verified.REOPENED
    assert by_title(bench)[first.title].progress is Progress.NOT_STARTED


def test_a_card_that_is_let_go_elsewhere_or_called_off_stays(page, board, bench, qtbot):
    before = by_title(bench)
    carry(board, "not_started", "not_started")
    carry(board, "not_started", "in_progress", let_go=False)
    assert board.drag.is_carrying
    shot = board.grab().toImage()
    qtbot.keyClick(board.lists["not_started"], Qt.Key.Key_Escape)
    assert not board.drag.is_carrying and board.grab().toImage() != shot
    QTest.mouseRelease(*drop_at(board, "in_progress"))
    QApplication.processEvents()
    assert by_title(bench) == before
    port, spot = middle_of(board, "not_started", 1)
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=spot)
    assert not board.drag.is_carrying and board.current_key() == page._model.shown_values()[1].issue.id, "a press chooses, as ever"


def drop_at(board, state):
    port = board.lists["not_started"].viewport()
    over = board.lists[state].viewport()
    return port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, port.mapFromGlobal(over.mapToGlobal(over.rect().center()))


def test_the_line_of_time_is_of_whole_months_and_the_view_is_remembered(page, bench, qtbot):
    first, second = [row.issue for row in page._model.shown_values()]
    result(bench.desk.do(edit_issue, first, replace(first, since_on=date(2026, 9, 10), due_on=date(2026, 10, 4))))
    result(bench.desk.do(edit_issue, second, replace(second, since_on=date(2026, 10, 1), due_on=date(2027, 1, 20))))
    QApplication.processEvents()
    qtbot.keyClick(page.list, Qt.Key.Key_T)
    time = page.views.time
    assert time.keys() == [first.id, second.id], "by the day they are due"
    assert (time.axis.months[0], time.axis.end) == (date(2026, 9, 1), date(2027, 2, 1))
    late, open_ = (time._model.cell(number, 2).art for number in (0, 1))
    assert (late.state, open_.state) == ("late", "open")
    assert 0 < late.start < late.end < late.now < open_.end < 1 and open_.start == late.months[1]
    assert time._model.cell(0, 2).spoken == "since 10 Sept, until 4 Oct"
    assert bench.settings.settings.places["plan_view"] == "time"
    again = PlanSheet(bench)
    qtbot.addWidget(again)
    assert again.views.view == "time" and again.views.tabs.current == "time"


def test_v_is_what_the_advisor_has_seen(page, bench, qtbot):
    key = page.list.current_key()
    qtbot.keyClick(page.list, Qt.Key.Key_V)
    QApplication.processEvents()
    (issue,) = [one for one in stored(bench, Issue) if one.id == key]
    assert (issue.verified, issue.method, issue.verified_on) == (Verified.VERIFIED, Method.VISIT, TODAY)
    assert not page.panel.verify.isEnabled()


def test_what_is_taken_off_comes_back_by_undo(page, bench):
    key = page.list.current_key()
    command(page, "plan.act.remove").trigger()
    QApplication.processEvents()
    assert key not in [one.id for one in stored(bench, Issue)]
    assert key not in [row.issue.id for row in page._model.shown_values()]
    offered = result(bench.desk.ask(offers, bench.desk.writer.person, bench.desk.writer.device))
    assert offered.undo.act == "act.issue.remove"
    bench.desk.do(undo, offered.undo.txn)
    QApplication.processEvents()
    assert key in [one.id for one in stored(bench, Issue)]
    assert key in [row.issue.id for row in page._model.shown_values()]


def test_half_life_and_ageing_stand_over_the_sheet_and_what_is_carried_says_so(page, bench, cycle):
    action = command(page, "plan.act.figures")
    assert not page.figures.isVisible()
    action.trigger()
    QApplication.processEvents()
    assert page.figures.isVisible()
    assert "0 to 30 days 2 of 2" in page.figures.plots["ages"].accessibleName()
    assert "no data" in page.figures.plots["half_life"].accessibleName()
    assert "carried over" not in page.cells.source(page._row)
    result(bench.desk.do(lambda unit: unit.add(replace(cycle, id=unit.new_id(), number=2, started_on=TODAY, heads={}))))
    QApplication.processEvents()
    assert "carried over from cycle 1" in page.cells.source(page._row)
    action.trigger()
    assert not page.figures.isVisible()


def test_the_factorys_workbook_goes_out_comes_back_and_is_taken_in(page, bench, cycle, qtbot, tmp_path):
    path = tmp_path / "plan.xlsx"
    bench.intake.readers["plan_book"] = plan_book
    page.book.save_to(cycle.factory_id, path)
    qtbot.waitUntil(path.exists)
    book = openpyxl.load_workbook(path)
    book.active.cell(3, 3).value = "HR manager"
    book.active.cell(4, 5).value = "done"
    book.active.cell(4, 4).value = "soon"
    book.save(path)
    page.book.read(cycle.factory_id, path)
    qtbot.waitUntil(lambda: len(page.book._rows.shown_values()) == 2, timeout=20_000)
    assert page.book.notes.isVisible()
    qtbot.keyClick(page.book.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.book._taken) == 1)
    page.book.take.click()
    qtbot.waitUntil(lambda: not page.book.isVisible())
    assert [(i.owner, i.progress, i.verified) for i in sorted(stored(bench, Issue), key=lambda i: i.title)] == [
        ("", Progress.NOT_STARTED, Verified.NOT_YET), ("", Progress.DONE, Verified.NOT_YET)
    ]  # fmt: skip


def test_last_year_is_moved_in_row_by_row_and_undone_in_one(page, bench, cycle, qtbot, tmp_path, expected_failures):
    first, second = [q for q in tool_for("KH", TODAY).leaves() if q.title][:2]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Code", "Question", "Result", "Finding", "Action", "Status", "Deadline"])
    sheet.append([first.code, "", "NC", "Two workers under age", "Find a school", "open", "soon"])
    sheet.append(["", " ".join(second.text.split()[:-2]), "NC", "Night work", "", "open", ""])
    book.save(tmp_path / "last year.xlsx")
    bench.intake.readers |= {"earlier_book": earlier_book, "earlier_rows": earlier_rows}
    factory = page._shown.factory
    panel = page.moving
    panel.read(factory, tmp_path / "last year.xlsx")
    QApplication.processEvents()
    assert [box.currentData() for box in panel.columns.boxes] == ["code", "question", "verdict", "finding", "action", "progress", "due_on"]
    assert panel.notes.isVisible()
    assert not panel.take.isEnabled(), "no row has a day yet"
    panel.day.setText("2025-11-14")
    panel.day.settled.emit("2025-11-14")
    QApplication.processEvents()
    assert [row.key for row in panel._taken] == ["2"]
    panel.list.choose("3")
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert [row.key for row in panel._taken] == ["2", "3"]
    assert panel._named(panel._rows.value(1), "question", "XX-99") is False
    expected_failures.append("earlier.no_question")
    panel.take.click()
    QApplication.processEvents()
    assert not panel.isVisible()
    assert {e.question for e in stored(bench, EarlierFinding)} == {first.code, second.code}
    assert {"Two workers under age", "Night work"} <= set(by_title(bench))
    offered = result(bench.desk.ask(offers, bench.desk.writer.person, bench.desk.writer.device))
    bench.desk.do(undo, offered.undo.txn)
    QApplication.processEvents()
    assert stored(bench, EarlierFinding) == []
    assert set(by_title(bench)) == {"Exits blocked", "No guards on cutters"}


def test_before_and_now_stand_small_where_there_is_little_room(page):
    for wide, pair in ((1300, PAIR), (680, LOW_PAIR)):
        page.resize(wide, 860)
        QApplication.processEvents()
        assert page.panel.compare.size() == pair and page.panel.pictures.isVisible()
    page.resize(560, 860)
    QApplication.processEvents()
    assert not page.panel.pictures.isVisible()


def found_by_assessment(unit, issue: Issue, cycle_id: str) -> Issue:
    return write(unit, issue, replace(issue, origin=Origin.ASSESSMENT, cycle_id=cycle_id))


def replied(unit, issue: Issue, text: str) -> None:
    write_reply(unit, Reply(issue, "1.1", unit.get(Section, reply_to(issue).id)), text)


def test_what_the_factory_replies_to_a_public_issue_stands_there_as_not_verified(page, bench, cycle, qtbot):
    made = result(bench.desk.do(add_issue, cycle, "Exits locked"))
    issue = result(bench.desk.do(found_by_assessment, made, cycle.id))
    long = "We moved the racks.\n" + "Every exit is checked at seven. " * 60
    result(bench.desk.do(replied, issue, long))
    page.list.setCurrentIndex(page._model.index(page._model.row_of(issue.id), 1))
    qtbot.waitUntil(lambda: page._row is not None and page._row.issue.id == issue.id)
    assert page.panel.reply.isVisible()
    assert page.panel.reply.text().startswith("The factory’s reply, not verified: We moved the racks. Every exit")
    assert page.panel.reply.height() <= 2 * page.panel.facts.height(), "one line, cut; the rest on hover"
    result(bench.desk.do(replied, issue, ""))
    qtbot.waitUntil(lambda: not page.panel.reply.isVisible())
