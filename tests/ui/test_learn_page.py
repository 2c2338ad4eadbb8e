"""Learn in a real window over a real encrypted file, by keys: planned, ticked, counted, held, over the package, the learning plan."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.committee import Sex, Side
from bwdesk.domain.learning import Audience, Invitation, Need, Participants, Seat, Seminar, Training
from bwdesk.domain.plan import Origin
from bwdesk.ui.pages.learn.counts import number_of
from bwdesk.ui.pages.learn.page import LearnHome
from bwdesk.ui.pages.reports.page import ReportsPage
from bwdesk.usecases.committee import add_member
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.learning import count_people, hold_training, plan_training
from bwdesk.usecases.plan import add_issue
from bwdesk.usecases.seminars import plan_seminar
from bwdesk.usecases.undo import offers, undo
from tests.fakes.bench import TODAY, result, stored

HELD = date(2026, 11, 12)


@pytest.fixture
def cycles(bench):
    """Two registered factories of this person, each with an issue on emergency preparedness."""
    made = []
    for name in ("Golden Thread Ltd", "Blue Hem"):
        factory = result(bench.desk.do(add_factory, name, "KH"))
        made.append(result(bench.desk.do(register_factory, factory, date(2026, 5, 8), bench.me.id)))
        result(bench.desk.do(add_issue, made[-1], "Exit blocked", Origin.VISIT, "OS-EMR-06", "OS"))
    for title, side, sex in (("Manager", Side.MANAGEMENT, Sex.MAN), ("Sewing operator", Side.WORKERS, Sex.WOMAN)):
        result(bench.desk.do(add_member, made[0].factory_id, title, side, sex))
    return made


@pytest.fixture
def page(bench, cycles, shown):
    made = shown(LearnHome(bench), 1200, 860)
    made.went = []
    made.go.connect(lambda place, where: made.went.append((place, where)))
    made.opened(factory=cycles[0].factory_id)
    made.focus_first()
    QApplication.processEvents()
    return made


@pytest.fixture
def training(bench, cycles):
    return result(bench.desk.do(plan_training, cycles[0], "Exits and fire drills", "OS-EMR", HELD))


def press(qtbot, widget, *keys, mods=Qt.KeyboardModifier.NoModifier):
    for key in keys:
        qtbot.keyClick(widget, key, mods)
    QApplication.processEvents()


def trigger(page, key):
    next(action for action in page.actions() if action.text() == page.texts(key)).trigger()
    QApplication.processEvents()


def open_attendance(page, qtbot, event):
    page.reload()
    QApplication.processEvents()
    assert page.lists.views["calendar"].choose(event.id)
    page.lists.views["calendar"].setFocus()
    press(qtbot, page.lists.views["calendar"], Qt.Key.Key_Return)
    assert page.panel.isVisible()
    return page.panel


def says(view):
    model = view.model()
    rows = range(model.rowCount())
    return [[model.cell(row, n).says() for n in range(len(model.columns))] for row in rows if model.group_at(row) is None]


def test_an_empty_page_says_what_to_do(bench, shown):
    page = shown(LearnHome(bench), 1000, 700)
    page.opened()
    QApplication.processEvents()
    for key in ("calendar", "plan", "wanted"):
        assert page.lists.views[key].empty == (page.texts(f"learn.none.{key}"), page.texts(f"learn.none.{key}.do"))
    assert page.side.words.text() == page.texts("learn.package.none")


def test_a_training_without_a_registered_factory_is_refused_in_words(bench, shown, expected_failures):
    page = shown(LearnHome(bench), 1000, 700)
    page.opened()
    trigger(page, "learn.act.training")
    expected_failures.append("learning.no_cycle")
    assert not page.form.isVisible()


def test_a_training_is_planned_by_keys_alone(bench, page, qtbot):
    press(qtbot, page, Qt.Key.Key_N, mods=Qt.KeyboardModifier.ControlModifier)
    assert page.form.name.hasFocus()
    qtbot.keyClicks(page.form.name, "Chemicals")
    page.form.expected.setText("12")
    press(qtbot, page.form.name, Qt.Key.Key_Return)
    made = stored(bench, Training)
    assert [(t.title, t.half_days, t.expected, t.planned_on) for t in made] == [("Chemicals", 2, 12, date(2026, 12, 7))]
    assert not page.form.isVisible()
    assert page.panel.isVisible()
    assert page.side.words.text() == page.texts("learn.planned_days", days="12")


def test_a_form_without_a_title_keeps_what_was_typed_and_says_why(bench, page, qtbot):
    trigger(page, "learn.act.training")
    page.form.trainer.setText("M. Chen")
    press(qtbot, page.form.trainer, Qt.Key.Key_Return)
    assert "title" in page.form.message.text()
    assert page.form.trainer.text() == "M. Chen"
    assert stored(bench, Training) == []
    press(qtbot, page.form.name, Qt.Key.Key_Escape)
    assert not page.form.isVisible()


def test_members_are_ticked_with_space_and_others_counted_with_digits(bench, page, qtbot, training):
    panel = open_attendance(page, qtbot, training)
    assert panel.list.hasFocus()
    press(qtbot, panel.list, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert {p.title for p in stored(bench, Participants)} == {"Manager", "Sewing operator"}
    press(qtbot, panel.list, Qt.Key.Key_Space)
    qtbot.keyClick(panel.list, "7")
    field = panel.grid.fields[Audience.WORKER, Sex.WOMAN]
    assert field.hasFocus()
    press(qtbot, field, Qt.Key.Key_Return)
    found = {(p.title, p.audience, p.sex): p.count for p in stored(bench, Participants)}
    assert found == {("Manager", Audience.MANAGER, Sex.MAN): 1, ("", Audience.WORKER, Sex.WOMAN): 7}
    assert panel.grid.fields[Audience.WORKER, Sex.MAN].hasFocus()
    assert panel.sums.text().startswith("8 people · 7 women · 8 person-days · 7 of 15 left")


def test_what_is_no_figure_is_not_counted(bench, page, qtbot, training):
    panel = open_attendance(page, qtbot, training)
    field = panel.grid.fields[Audience.MANAGER, Sex.MAN]
    field.setFocus()
    qtbot.keyClicks(field, "many")
    press(qtbot, field, Qt.Key.Key_Return)
    assert stored(bench, Participants) == []
    assert "many" in panel.message.text()
    assert field.text() == "many"


def test_it_was_held_is_one_key_and_undo_takes_it_back(bench, page, qtbot, training):
    panel = open_attendance(page, qtbot, training)
    press(qtbot, panel.list, Qt.Key.Key_Space)
    assert not panel.certificate.isVisible()
    press(qtbot, panel.list, Qt.Key.Key_Return, mods=Qt.KeyboardModifier.ControlModifier)
    assert [t.held_on for t in stored(bench, Training)] == [HELD]
    assert page.undo_bar.isVisible()
    panel.certificate.click()
    assert page.went == [("reports", {"kind": "certificate", "id": training.id, "factory": training.factory_id})]
    offered = result(bench.desk.ask(offers, bench.desk.writer.person, bench.desk.writer.device))
    result(bench.desk.do(undo, offered.undo.txn))
    assert [t.held_on for t in stored(bench, Training)] == [None]


def test_over_the_package_asks_for_a_reason_in_place(bench, page, qtbot, training):
    panel = open_attendance(page, qtbot, training)
    result(bench.desk.do(count_people, training, {(Audience.WORKER, Sex.WOMAN): 18}))
    QApplication.processEvents()
    press(qtbot, panel.list, Qt.Key.Key_Return, mods=Qt.KeyboardModifier.ControlModifier)
    assert [t.held_on for t in stored(bench, Training)] == [None]
    assert panel.reason.hasFocus()
    assert "3 person-days" in panel.message.text()
    qtbot.keyClicks(panel.reason, "New exits")
    press(qtbot, panel.reason, Qt.Key.Key_Return, mods=Qt.KeyboardModifier.ControlModifier)
    assert [(t.held_on, t.over_reason) for t in stored(bench, Training)] == [(HELD, "New exits")]


def test_ctrl_d_takes_the_group_of_last_time(bench, page, qtbot, cycles, training):
    result(bench.desk.do(count_people, training, {(Audience.SUPERVISOR, Sex.WOMAN): 5}))
    result(bench.desk.do(hold_training, training, HELD))
    later = result(bench.desk.do(plan_training, cycles[0], "Chemicals", "OS-CHE", TODAY))
    panel = open_attendance(page, qtbot, later)
    press(qtbot, panel.list, Qt.Key.Key_D, mods=Qt.KeyboardModifier.ControlModifier)
    assert [p.count for p in stored(bench, Participants) if p.training_id == later.id] == [5]
    assert panel.grid.fields[Audience.SUPERVISOR, Sex.WOMAN].text() == "5"


def test_the_quiz_is_kept_when_it_holds_together(bench, page, qtbot, training):
    panel = open_attendance(page, qtbot, training)
    for key, typed in (("quiz_before", "20"), ("quiz_after", "41"), ("quiz_asked", "50")):
        field = panel.quiz.fields[key]
        field.setFocus()
        qtbot.keyClicks(field, typed)
        press(qtbot, field, Qt.Key.Key_Return)
    made = stored(bench, Training)[0]
    assert (made.quiz_asked, made.quiz_before, made.quiz_after) == (50, 20, 41)
    assert panel.quiz.outcome.text() == page.texts("learn.quiz.outcome", before=40, after=82)


def test_what_factories_ask_for_becomes_a_seminar_with_them_invited(bench, page, qtbot, cycles):
    page.show_tab("wanted")
    assert says(page.lists.views["wanted"]) == [["Emergency preparedness", "2 factories", "Blue Hem, Golden Thread Ltd", "2 issues"]]
    press(qtbot, page.lists.views["wanted"], Qt.Key.Key_Return)
    assert page.form.name.text() == "Emergency preparedness"
    press(qtbot, page.form.name, Qt.Key.Key_Return)
    made = stored(bench, Seminar)[0]
    assert (made.topic, made.country) == ("OS-EMR", "KH")
    assert {i.factory_id for i in stored(bench, Invitation)} == {c.factory_id for c in cycles}
    page.show_tab("wanted")
    assert says(page.lists.views["wanted"]) == []


def test_space_asks_a_factory_and_digits_count_who_came(bench, page, qtbot, cycles):
    made = result(bench.desk.do(plan_seminar, "KH", "Exits", "OS-EMR", HELD))
    panel = open_attendance(page, qtbot, made)
    first = panel.list.current_key()
    press(qtbot, panel.list, Qt.Key.Key_Space)
    assert [i.factory_id for i in stored(bench, Invitation)] == [first]
    qtbot.keyClick(panel.list, "3")
    press(qtbot, panel.grid.fields[Audience.WORKER, Sex.WOMAN], Qt.Key.Key_Return)
    assert [(s.factory_id, s.count) for s in stored(bench, Seat)] == [(first, 3)]
    press(qtbot, panel.list, Qt.Key.Key_Down)
    assert panel.grid.fields[Audience.WORKER, Sex.WOMAN].text() == ""


def test_enter_takes_a_suggestion_into_the_learning_plan(bench, page, qtbot):
    page.show_tab("plan")
    assert page.lists.views["plan"].current_key() == "topic OS-EMR"
    press(qtbot, page.lists.views["plan"], Qt.Key.Key_Return)
    made = stored(bench, Need)[0]
    assert (made.topic, len(made.issue_ids)) == ("OS-EMR", 1)
    page.lists.views["plan"].choose(made.id)
    press(qtbot, page.lists.views["plan"], Qt.Key.Key_Return)
    page.need.asked.setCurrentIndex(1)
    qtbot.keyClicks(page.need.audience, "Line leaders")
    press(qtbot, page.need.audience, Qt.Key.Key_Return)
    made = stored(bench, Need)[0]
    assert (made.topic, made.audience, made.asked_workers) == ("OS-EMR", "Line leaders", True)


def test_a_line_in_own_words_is_added_and_taken_off(bench, page, qtbot):
    trigger(page, "learn.act.need")
    page.need.topic.setEditText("First aid in Khmer")
    press(qtbot, page.need.audience, Qt.Key.Key_Return)
    made = stored(bench, Need)[0]
    assert made.topic == "First aid in Khmer"
    page.lists.views["plan"].choose(made.id)
    trigger(page, "learn.act.remove")
    assert stored(bench, Need) == []


def test_turned_around_shows_the_factorys_plan_alone(page):
    page.turned(True)
    assert page.tabs.current == "plan"
    assert not page.tabs.isEnabled()
    assert page.side.isHidden()
    page.turned(False)
    assert page.tabs.isEnabled()


@pytest.mark.parametrize(("typed", "number"), [("", 0), (" 12 ", 12), ("১২", 12), ("٣", 3), ("x", None), ("-1", None), ("99999999", None)])
def test_counts_are_read_in_any_scripts_digits(typed, number):
    assert number_of(typed) == number


def test_names_are_typed_at_printing_and_kept_nowhere(bench, page, qtbot, training, shown):
    result(bench.desk.do(hold_training, training, HELD))
    reports = shown(ReportsPage(bench), 1200, 800)
    asked = []
    make = bench.papers.make
    bench.papers.make = lambda kind, thing, names=(), **more: [asked.append((kind, thing, names)), make(kind, thing, **more)][1]
    reports.opened(kind="certificate", id=training.id, factory=training.factory_id)
    QApplication.processEvents()
    assert reports.names.isVisible()
    assert asked[-1] == ("certificate", training.id, ())
    qtbot.keyClicks(reports.names, "Sok Chantha; Hoa")
    press(qtbot, reports.names, Qt.Key.Key_Return)
    assert asked[-1] == ("certificate", training.id, ("Sok Chantha", "Hoa"))
    assert result(bench.desk.ask(lambda reader: reader.drafts())) == {}
    assert reports.names.of("plan", training.factory_id) == ()
    assert reports.names.text() == ""
    assert not reports.names.isVisible()


def test_on_a_low_screen_attendance_has_the_room_of_the_list_until_it_is_put_away(page, training, qtbot):
    panel = open_attendance(page, qtbot, training)
    assert page.lists.isVisible()
    page.resize(1000, 560)
    QApplication.processEvents()
    assert not page.lists.isVisible() and panel.isVisible() and page.height() == 560
    before = panel.list.height()
    page.resize(1000, 620)
    QApplication.processEvents()
    assert panel.list.height() > before or page.lists.isVisible()
    page.resize(1000, 560)
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert page.lists.isVisible() and page.lists.views["calendar"].hasFocus()
    page.resize(1000, 900)
    assert open_attendance(page, qtbot, training) and page.lists.isVisible()
