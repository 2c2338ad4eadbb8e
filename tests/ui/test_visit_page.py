"""The visit page in a real window over a real encrypted file: what is typed is a record, and comes back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bwdesk.domain.committee import Sex, Side
from bwdesk.domain.evidence import Photo
from bwdesk.domain.plan import Action, Issue, Origin
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Mark, Visit
from bwdesk.ui.pages.visit.page import VisitNotebook
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visits import start_visit
from bwdesk.usecases.wording import add_wording
from tests.fakes.bench import open_bench


@pytest.fixture
def bench(qapp, tmp_path):
    with open_bench(tmp_path) as made:
        failures = []
        made.desk.failed.connect(failures.append)
        yield made
        QApplication.processEvents()
        assert [error.key for error in failures] == []


def result(promise):
    kept = []
    promise.then(kept.append)
    assert kept, "the desk refused"
    return kept[0]


@pytest.fixture
def page(bench, qtbot):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    visit = result(bench.desk.do(start_visit, factory.id))
    made = VisitNotebook(bench)
    qtbot.addWidget(made)
    made.visit = visit
    made.resize(1100, 760)
    made.show()
    made.opened(visit=visit.id)
    made.focus_first()
    QApplication.processEvents()
    return made


def stored(bench, cls):
    return result(bench.desk.ask(lambda reader: reader.find(cls, order=lambda thing: thing.id)))


def test_the_caret_is_in_the_notes_and_a_finding_is_on_the_plan(page, bench, qtbot):
    assert QApplication.focusWidget() is page.notebook
    qtbot.keyClicks(page.notebook, "! Two of six exits are blocked")
    qtbot.keyClick(page.notebook, Qt.Key.Key_Return)
    qtbot.keyClicks(page.notebook, "- Send the floor plan")
    qtbot.keyClick(page.notebook, Qt.Key.Key_Return)
    QApplication.processEvents()
    lines = sorted(stored(bench, Line), key=lambda line: line.pos)
    assert [(line.text, line.mark) for line in lines] == [
        ("Two of six exits are blocked", Mark.FINDING), ("Send the floor plan", Mark.ACTION),
    ]  # fmt: skip
    (issue,), (action,) = stored(bench, Issue), stored(bench, Action)
    assert (issue.title, issue.origin, issue.line_id) == ("Two of six exits are blocked", Origin.VISIT, lines[0].id)
    assert (action.text, action.line_id) == ("Send the floor plan", lines[1].id)


def test_a_changed_line_is_one_more_operation_not_a_new_line(page, bench, qtbot):
    qtbot.keyClicks(page.notebook, "Six exits")
    page.notebook.settle()
    QApplication.processEvents()
    qtbot.keyClicks(page.notebook, ", two blocked")
    page.notebook.settle()
    QApplication.processEvents()
    (line,) = stored(bench, Line)
    assert line.text == "Six exits, two blocked"
    assert len(result(bench.desk.ask(lambda reader: reader.operations_of(line.id)))) == 2


def test_after_a_crash_the_words_are_there_with_the_caret(page, bench, qtbot):
    qtbot.keyClicks(page.notebook, "Half a sent")
    page.notebook.tell_draft()
    page.notebook.blockSignals(True)  # the program dies: nothing is settled
    again = VisitNotebook(bench)
    qtbot.addWidget(again)
    again.show()
    again.opened(visit=page.visit.id)
    QApplication.processEvents()
    assert again.notebook.textCursor().block().text() == "Half a sent"
    assert again.notebook.textCursor().positionInBlock() == 11
    again.notebook.settle()
    assert [line.text for line in stored(bench, Line)] == ["Half a sent"]
    assert result(bench.desk.ask(lambda reader: reader.drafts())) == {}


def test_points_of_the_agenda_are_ticked_by_space_and_taken_off_by_delete(page, bench, qtbot):
    page.agenda._fill_in()
    QApplication.processEvents()
    points = stored(bench, AgendaItem)
    page.agenda.list.setFocus()
    qtbot.keyClick(page.agenda.list, Qt.Key.Key_Space)
    QApplication.processEvents()
    done = [one for one in stored(bench, AgendaItem) if one.done_at]
    assert len(done) == 1
    qtbot.keyClick(page.agenda.list, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert {one.id for one in stored(bench, AgendaItem)} == {one.id for one in points} - {done[0].id}


def test_tab_leads_out_of_the_notes(page, qtbot):
    qtbot.keyClicks(page.notebook, "Six exits")
    qtbot.keyClick(page.notebook, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page.notebook and page.notebook.toPlainText() == "Six exits"


def test_people_are_counted_by_side_and_sex_with_few_keys(page, bench, qtbot):
    page._toggle_room()
    panel = page.room_panel
    assert panel.list.hasFocus()
    panel.list.choose(f"{Side.WORKERS}-{Sex.WOMAN}")
    for _ in range(3):
        qtbot.keyClick(panel.list, Qt.Key.Key_Plus)
        QApplication.processEvents()
    qtbot.keyClick(panel.list, Qt.Key.Key_Minus)
    QApplication.processEvents()
    (attendance,) = stored(bench, Attendance)
    assert (attendance.side, attendance.sex, attendance.count) == (Side.WORKERS, Sex.WOMAN, 2)
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert [one.count for one in stored(bench, Attendance)] == [3], "Space counts as + does"
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.notebook


def test_a_pasted_picture_lands_on_the_line_with_a_thumbnail(page, bench, qtbot):
    qtbot.keyClicks(page.notebook, "Racks")
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QApplication.clipboard().setImage(image)
    page.notebook.paste()
    QApplication.processEvents()
    (line,), (photo,) = stored(bench, Line), stored(bench, Photo)
    assert (photo.owner_kind, photo.owner_id, photo.scope) == ("line", line.id, line.scope)
    thumb = result(bench.pictures.thumb(photo.thumb_sha256))
    assert (thumb.width(), thumb.height()) == (320, 240)


def test_closing_takes_days_and_reasons_and_can_be_taken_back(page, bench, qtbot):
    qtbot.keyClicks(page.notebook, "Done for today")
    page._toggle_closing()
    panel = page.closing
    assert panel.isVisible()
    qtbot.keyClicks(panel._lines["signatures"][1], "director left early")
    panel.half_days.setValue(1)
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    (visit,) = stored(bench, Visit)
    assert visit.closed_at is not None
    assert visit.half_days == 1
    assert "signatures: director left early" in visit.close_remarks
    assert not panel.isVisible()
    page._toggle_closing()
    QApplication.processEvents()
    assert stored(bench, Visit)[0].closed_at is None


def test_a_note_begins_from_kept_wording_and_tab_goes_from_slot_to_slot(bench, page, qtbot):
    result(bench.desk.do(add_wording, "Closing", "We thank [whom] for\n[what]."))
    result(bench.desk.do(add_wording, "Doors", "Doors [where] were open."))
    page.notebook.new_line()
    qtbot.keyClicks(page.notebook, "At noon: ")
    page.wording._open()
    QApplication.processEvents()
    picker = page.wording
    assert picker.filter.hasFocus()
    assert [w.title for w in picker._rows.shown_values()] == ["Closing", "Doors", "Agreed", "Documents looked at", "Not seen", "Opening"]
    qtbot.keyClick(picker.filter, Qt.Key.Key_Down)
    assert picker._rows.value(picker._rows.row_of(picker.list.current_key())).title == "Doors"
    qtbot.keyClicks(picker.filter, "thank")
    qtbot.keyClick(picker.filter, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert picker.isHidden()
    assert page.notebook.hasFocus()
    qtbot.keyClicks(page.notebook, "the committee")
    qtbot.keyClick(page.notebook, Qt.Key.Key_Tab)
    qtbot.keyClicks(page.notebook, "its time")
    page.notebook.settle()
    QApplication.processEvents()
    assert "At noon: We thank the committee for its time." in [line.text for line in stored(bench, Line)]


def test_put_away_the_picker_leaves_the_note_as_it_was(bench, page, qtbot):
    page.notebook.new_line()
    qtbot.keyClicks(page.notebook, "At noon")
    page.wording._open()
    QApplication.processEvents()
    qtbot.keyClicks(page.wording.filter, "zzz")
    assert page.wording._rows.shown_values() == []
    qtbot.keyClick(page.wording.filter, Qt.Key.Key_Return)
    assert page.wording.isVisible()
    qtbot.keyClick(page.wording.filter, Qt.Key.Key_Escape)
    assert page.wording.isHidden()
    assert page.notebook.hasFocus()
    assert page.notebook.textCursor().block().text() == "At noon"
