"""The self-diagnosis in a real window over a real encrypted file: three columns by key, targets, dots, into the plan, what is silent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.assessment import Assessment, Stage, Verdict
from bwdesk.domain.diagnosis import DiagnosisAnswer, Sitting, Target, Voice
from bwdesk.domain.plan import Issue, Origin
from bwdesk.ui.ink import isolate
from bwdesk.ui.pages.assess.page import AssessPlace
from bwdesk.ui.pages.assess.sitting import SittingPage
from bwdesk.ui.when import q_day
from bwdesk.usecases.diagnosis import answer_diagnosis, start_sitting
from bwdesk.usecases.factories import add_factory, edit_person, last_cycle, register_factory
from tests.fakes.bench import TODAY, no_pin, open_bench

ME, JONAS, MIRA = f"{1:032x}", f"{2:032x}", f"{9:032x}"


@pytest.fixture
def bench(qapp, tmp_path):
    with open_bench(tmp_path) as made:
        yield made


def result(promise):
    kept = []
    promise.then(kept.append)
    assert kept, "the desk refused"
    return kept[0]


@pytest.fixture
def factory(bench):
    made = result(bench.desk.do(add_factory, "Lotus Apparels Ltd", "BD"))
    result(bench.desk.do(register_factory, made, date(2026, 8, 1), MIRA))
    for account, name in ((ME, "Amina Rahman"), (JONAS, "Jonas Weber"), (MIRA, "Mira Sen")):
        result(bench.desk.do(edit_person, account, "BD", name, name[:2]))
    return made


@pytest.fixture
def sitting(bench, factory):
    cycle = result(bench.desk.ask(last_cycle, factory.id))
    return result(bench.desk.do(start_sitting, factory, cycle, TODAY, frozenset({"CL", "WT"})))


@pytest.fixture
def page(bench, sitting, qtbot):
    return open_page(bench, sitting, qtbot)


def open_page(bench, sitting, qtbot):
    made = SittingPage(bench)
    qtbot.addWidget(made)
    qtbot.addWidget(made.pane_widget)
    made.resize(1100, 800)
    made.show()
    made.activateWindow()
    made.opened(sitting=sitting.id)
    made.focus_first()
    settle()
    return made


def settle():
    for _ in range(4):
        QApplication.processEvents()


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or page, key, modifier)
    settle()


def stored(bench, cls):
    return result(bench.desk.ask(lambda reader: reader.find(cls, order=lambda thing: thing.id)))


def said(bench, code):
    return {one.voice: one.verdict for one in stored(bench, DiagnosisAnswer) if one.question == code}


def test_each_side_answers_in_its_column_and_both_agree(page, bench, qtbot):
    code = page.question.code
    press(qtbot, page, Qt.Key.Key_1)
    press(qtbot, page, Qt.Key.Key_Tab)
    press(qtbot, page, Qt.Key.Key_2)
    assert said(bench, code) == {Voice.MANAGEMENT: Verdict.COMPLIANT, Voice.WORKERS: Verdict.NON_COMPLIANT}
    assert page.sheet.rows[code].sides.do_differ
    press(qtbot, page, Qt.Key.Key_Tab)
    press(qtbot, page, Qt.Key.Key_2)
    assert said(bench, code)[Voice.AGREED] is Verdict.NON_COMPLIANT
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.question.code == page.sheet.codes[1]
    assert page.question.voice is Voice.MANAGEMENT


def test_what_both_say_is_agreed_by_one_key(page, bench, qtbot):
    code = page.question.code
    press(qtbot, page, Qt.Key.Key_A)
    assert Voice.AGREED not in said(bench, code)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Tab, Qt.Key.Key_1, Qt.Key.Key_A):
        press(qtbot, page, key)
    assert said(bench, code)[Voice.AGREED] is Verdict.COMPLIANT


def test_words_why_stand_with_the_side_that_said_them(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_Tab)
    press(qtbot, page, Qt.Key.Key_N)
    note = page.question.columns[Voice.WORKERS].note
    assert QApplication.focusWidget() is note
    qtbot.keyClicks(note, "two boys in packing")
    press(qtbot, page, Qt.Key.Key_Escape)
    (answer,) = stored(bench, DiagnosisAnswer)
    assert (answer.voice, answer.comment) == (Voice.WORKERS, "two boys in packing")
    assert QApplication.focusWidget() is page.question


def test_after_a_crash_the_words_are_there(page, bench, sitting, qtbot):
    press(qtbot, page, Qt.Key.Key_Return)
    press(qtbot, page, Qt.Key.Key_T)
    qtbot.keyClicks(page.question.wanted, "Papers of every")
    page.question.wanted.autosave.tell_draft()
    page.question.wanted.blockSignals(True)  # the program dies: nothing is settled
    page.question.wanted.autosave.blockSignals(True)
    again = open_page(bench, sitting, qtbot)
    assert again.question.code == page.sheet.codes[1]
    assert again.question.wanted.plain() == "Papers of every"
    again.settle()
    assert [target.wanted for target in stored(bench, Target)] == ["Papers of every"]
    assert result(bench.desk.ask(lambda reader: reader.drafts())) == {}


def test_what_is_wanted_by_when_goes_into_the_plan_with_its_origin(page, bench, sitting, qtbot):
    code = page.question.code
    press(qtbot, page, Qt.Key.Key_T)
    qtbot.keyClicks(page.question.wanted, "Check papers of all who start")
    press(qtbot, page, Qt.Key.Key_Escape)
    page.question.due.setDate(q_day(date(2026, 12, 10)))
    page.question.due.editingFinished.emit()
    press(qtbot, page, Qt.Key.Key_C)
    (issue,) = stored(bench, Issue)
    assert (issue.origin, issue.origin_id, issue.question, issue.due_on) == (Origin.SELF_DIAGNOSIS, sitting.id, code, date(2026, 12, 10))
    assert page.question.choose.isChecked()
    press(qtbot, page, Qt.Key.Key_Space)
    assert stored(bench, Issue) == []


def test_dots_are_counted_a_side_and_quick_keys_are_not_lost(page, bench, qtbot):
    for key in (Qt.Key.Key_M, Qt.Key.Key_W, Qt.Key.Key_W, Qt.Key.Key_W):
        qtbot.keyClick(page.question, key)
    qtbot.keyClick(page.question, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    settle()
    (target,) = stored(bench, Target)
    assert (target.management_votes, target.workers_votes) == (1, 2)


def test_after_a_cluster_stands_what_it_has_come_to(page, bench, qtbot):
    codes = [code for code in page.sheet.codes if code.startswith("CL")]
    for code in codes[:2]:
        page.go_to(code)
        for key in (Qt.Key.Key_2, Qt.Key.Key_Tab, Qt.Key.Key_2, Qt.Key.Key_A):
            press(qtbot, page, key)
    page.go_to(codes[-1])
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.summary
    press(qtbot, page, Qt.Key.Key_W)
    press(qtbot, page, Qt.Key.Key_C)
    (issue,) = stored(bench, Issue)
    assert issue.question in codes[:2]
    (target,) = stored(bench, Target)
    assert (target.question, target.workers_votes, target.is_chosen) == (issue.question, 1, True)
    press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.question.code.startswith("WT")


def test_then_and_now_stand_side_by_side_and_targets_are_followed_up(page, bench, factory, qtbot):
    code = page.question.code
    for key in (Qt.Key.Key_2, Qt.Key.Key_Tab, Qt.Key.Key_2, Qt.Key.Key_A, Qt.Key.Key_T):
        press(qtbot, page, key)
    qtbot.keyClicks(page.question.wanted, "Check papers of all who start")
    press(qtbot, page, Qt.Key.Key_Escape)
    cycle = result(bench.desk.ask(last_cycle, factory.id))
    after = result(bench.desk.do(start_sitting, factory, cycle, TODAY + timedelta(days=30), frozenset({"CL"})))
    later = open_page(bench, after, qtbot)
    later.go_to(code)
    settle()
    assert f"wanted: {isolate('Check papers of all who start')}" in later.pane_widget.last.rows.accessibleName()
    result(bench.desk.do(answer_diagnosis, None, after, code, Voice.AGREED, Verdict.COMPLIANT))
    settle()
    rows = {row.group: row for row in later.summary._rows(later.sheet)}
    assert "Check papers of all who start" in rows["followed"].second
    assert rows["changed"].second == "last time non-compliant, now compliant"


def test_a_silent_side_is_said_and_nothing_is_barred(page, bench, qtbot):
    assert page.banner.count() == 0
    press(qtbot, page, Qt.Key.Key_1)
    assert page.banner.count() == 0  # the workers come next
    press(qtbot, page, Qt.Key.Key_Return)
    press(qtbot, page, Qt.Key.Key_1)
    assert page.banner.count() == 1
    press(qtbot, page, Qt.Key.Key_Tab)
    press(qtbot, page, Qt.Key.Key_1)
    assert page.banner.count() == 0


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_table_reads_along_in_a_second_language_that_is_remembered(bench, factory, qtbot):
    cycle = result(bench.desk.ask(last_cycle, factory.id))
    sitting = result(bench.desk.do(start_sitting, factory, cycle, TODAY, frozenset({"OS"})))
    page = open_page(bench, sitting, qtbot)
    page.go_to("OS-EMR-06")
    settle()
    assert page.question.second.isHidden()
    chosen(page, qtbot, "ខ្មែរ")
    assert page.question.second.isVisible() and "ច្រកចេញ" in page.question.second.text()
    assert bench.settings.settings.table_language == "km"
    again = open_page(bench, sitting, qtbot)
    again.go_to("OS-EMR-06")
    settle()
    assert again.question.second.isVisible()
    chosen(again, qtbot, "One language only")
    assert again.question.second.isHidden()
    assert bench.settings.settings.table_language == ""


def chosen(page, qtbot, words):
    """Chooses from the menu of second languages, by its key."""
    qtbot.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    menu = page.second_menu
    act = next(act for act in menu.actions() if words in act.text())
    assert "\u2068" not in act.text() or "machine-made" in act.text(), "nobody has reviewed it"
    act.trigger()
    menu.close()
    settle()


def test_the_report_and_the_list_are_one_key_away(page, sitting, qtbot):
    gone = []
    page.go.connect(lambda place, where: gone.append((place, where)))
    page.report()
    press(qtbot, page, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert gone == [("reports", {"kind": "diagnosis", "id": sitting.id, "factory": sitting.factory_id}), ("assess", {"list": "1"})]


# the list, and beginning something new -------------------------------------------------------------------------------------------------


@pytest.fixture
def place(bench, qtbot):
    made = AssessPlace(bench, no_pin)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    made.activateWindow()
    made.gone = []
    made.go.connect(lambda place, where: made.gone.append((place, where)))
    return made


def test_a_sitting_begins_with_the_clusters_that_are_chosen(place, bench, factory, qtbot):
    place.opened(factory=factory.id)
    place.focus_first()
    settle()
    press(qtbot, place, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    starter = place.start.sitting
    assert starter.isVisible()
    starter.begin()
    settle()
    assert not starter.fault.isHidden()
    starter.clusters.buttons["OS"].click()
    starter.begin()
    settle()
    (sitting,) = stored(bench, Sitting)
    assert (sitting.clusters, sitting.held_on) == ({"OS"}, TODAY)
    assert place.gone == [("assess", {"sitting": sitting.id})]
    place.opened(**place.gone[0][1])
    settle()
    assert place.current is place.sitting
    assert place.sitting.sheet.page.sitting == sitting


def test_an_assessment_is_planned_by_two_who_do_not_advise(place, bench, factory, qtbot):
    place.opened(factory=factory.id, begin="assessment")
    settle()
    starter = place.start.assessment
    assert not starter.pair.buttons[MIRA].isEnabled()
    assert starter.pair.chosen == {ME}
    starter.begin()
    settle()
    assert stored(bench, Assessment) == []
    starter.pair.buttons[JONAS].click()
    settle()
    starter.now.click()
    settle()
    (assessment,) = stored(bench, Assessment)
    assert (assessment.assessors, assessment.stage) == ({ME, JONAS}, Stage.RUNNING)
    assert (assessment.first_day_on, assessment.last_day_on) == (TODAY, date(2026, 11, 24))
    place.opened(list="1")
    settle()
    place.start.list.choose(f"assessment {assessment.id}")
    qtbot.keyClick(place.start.list, Qt.Key.Key_Return)
    assert place.gone[-1] == ("assess", {"assessment": assessment.id})


def test_opened_bare_it_shows_what_was_open(place, sitting):
    place.opened(sitting=sitting.id)
    settle()
    place.opened()
    settle()
    assert place.current is place.sitting
    assert place.sitting.sheet.page.sitting.id == sitting.id
