"""The assessment page in a real window over a real encrypted file: one key an answer, words that last, two people, gaps, release."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from bwdesk.domain.assessment import Answer, Assessment, Message, Source, Stage, Verdict
from bwdesk.domain.closing import content_mark
from bwdesk.domain.evidence import Photo
from bwdesk.domain.operation import make_operation
from bwdesk.domain.report import Report, ReportState
from bwdesk.domain.visit import Mark
from bwdesk.errors import StoreProblem
from bwdesk.store.fold import Incoming
from bwdesk.ui.bench import Me
from bwdesk.ui.ink import isolate
from bwdesk.ui.pages.assess.assessment import AssessmentPage
from bwdesk.ui.pages.assess.sheet import FIELDS, key_of, key_of_field
from bwdesk.ui.parts.mark import Kind
from bwdesk.usecases.assess_time import time_by_cluster
from bwdesk.usecases.assessment import mark_answer, plan_assessment, start_assessment, write_finding, write_process
from bwdesk.usecases.assessment_page import assessment_page
from bwdesk.usecases.closing import close_assessment
from bwdesk.usecases.factories import add_factory, edit_factory, register_factory
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from tests.fakes.bench import TODAY, no_pin, open_bench

ME, JONAS, MIRA = f"{1:032x}", f"{2:032x}", f"{9:032x}"
FIRST, SECOND, EXITS = key_of("CL-CHL-01"), key_of("CL-HAZ-02"), key_of("OS-EMR-06")


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
def assessment(bench):
    factory = result(bench.desk.do(add_factory, "Lotus Apparels Ltd", "BD"))
    cycle = result(bench.desk.do(register_factory, factory, date(2026, 8, 1), MIRA))
    return result(bench.desk.do(plan_assessment, factory, cycle, frozenset({ME, JONAS}), TODAY, date(2026, 11, 24)))


@pytest.fixture
def page(bench, assessment, qtbot):
    return open_page(bench, assessment, qtbot)


def open_page(bench, assessment, qtbot, ask_pin=no_pin, **where):
    made = AssessmentPage(bench, ask_pin)
    qtbot.addWidget(made)
    qtbot.addWidget(made.assess_pane)
    made.resize(1000, 800)
    made.show()
    made.activateWindow()
    made.opened(assessment=assessment.id, **where)
    made.focus_first()
    settle()
    return made


def settle():
    for _ in range(4):
        QApplication.processEvents()


def stored(bench, cls):
    return result(bench.desk.ask(lambda reader: reader.find(cls, order=lambda thing: thing.id)))


def answer_to(bench, code):
    return next((one for one in stored(bench, Answer) if one.question == code), None)


def press(qtbot, page, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or page, key, modifier)
    settle()


def test_compliant_is_one_key_and_the_next_question_is_there(page, bench, qtbot):
    assert page.question.cell.question.code == "CL-CHL-01"
    press(qtbot, page, Qt.Key.Key_1)
    assert page.question.cell.question.code == "CL-HAZ-02"
    assert answer_to(bench, "CL-CHL-01").verdict is Verdict.COMPLIANT
    assert page.head.map.current == SECOND
    assert result(bench.desk.ask(lambda reader: reader.find(Assessment)))[0].stage is Stage.RUNNING


def test_a_finding_is_two_keys_and_text(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_2)
    assert QApplication.focusWidget() is page.question.finding.note
    qtbot.keyClicks(page.question.finding.note, "Two workers of 13")
    qtbot.keyClick(page.question.finding.note, Qt.Key.Key_Return)
    qtbot.keyClicks(page.question.finding.note, "in packing")
    press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    found = answer_to(bench, "CL-CHL-01")
    assert (found.verdict, found.finding) == (Verdict.NON_COMPLIANT, "Two workers of 13\nin packing")
    assert page.question.cell.question.code == "CL-HAZ-02"
    assert page.question.finding.isHidden()


def test_not_applicable_takes_its_reason_by_one_more_key(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_3)
    assert page.question.cell.question.code == "CL-CHL-01"
    press(qtbot, page, Qt.Key.Key_2)
    found = answer_to(bench, "CL-CHL-01")
    assert (found.verdict, found.reason) == (Verdict.NOT_APPLICABLE, "nobody_concerned")
    assert page.question.cell.question.code == "CL-HAZ-02"
    press(qtbot, page, Qt.Key.Key_2)
    assert answer_to(bench, "CL-HAZ-02").verdict is Verdict.NON_COMPLIANT


def test_a_reason_may_be_typed(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_4)
    press(qtbot, page, Qt.Key.Key_0)
    qtbot.keyClicks(page.question.answers.reasons.field, "gate was locked at 7")
    press(qtbot, page, Qt.Key.Key_Return)
    assert (answer_to(bench, "CL-CHL-01").reason, page.question.cell.question.code) == ("gate was locked at 7", "CL-HAZ-02")


def test_a_question_set_aside_stays_a_gap(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_5)
    assert answer_to(bench, "CL-CHL-01").do_later
    assert page.sheet.cells[FIRST].is_gap
    press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.question.cell.question.code == "CL-CHL-01"


def test_letters_are_sources_only_while_no_field_has_the_caret(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_2)
    qtbot.keyClicks(page.question.finding.note, "dow")
    press(qtbot, page, Qt.Key.Key_Escape)
    for key in (Qt.Key.Key_D, Qt.Key.Key_O, Qt.Key.Key_W, Qt.Key.Key_O):
        press(qtbot, page, key)
    found = answer_to(bench, "CL-CHL-01")
    assert (found.finding, found.sources) == ("dow", {Source.DOCUMENT.value, Source.WORKERS.value})


def test_places_workers_and_a_remark_stand_on_the_answer(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_2)
    press(qtbot, page, Qt.Key.Key_Escape)
    press(qtbot, page, Qt.Key.Key_L)
    qtbot.keyClicks(page.question.finding.places.field, "Packing,  1st floor")
    press(qtbot, page, Qt.Key.Key_Return)
    press(qtbot, page, Qt.Key.Key_K)
    for field, typed in ((page.question.workers.concerned, "2"), (page.question.workers.of, "410"), (page.question.workers.women, "3")):
        field.setFocus()
        field.clear()
        qtbot.keyClicks(field, typed)
        field.settle()
    settle()
    assert not page.question.workers.fault.isHidden()
    found = answer_to(bench, "CL-CHL-01")
    assert (found.places, found.workers_concerned, found.workers_of, found.women_concerned) == ({"Packing, 1st floor"}, 2, 410, None)
    press(qtbot, page, Qt.Key.Key_Escape)
    press(qtbot, page, Qt.Key.Key_R)
    qtbot.keyClicks(page.question.remark, "ask again tomorrow")
    page.settle()
    assert answer_to(bench, "CL-CHL-01").remark == "ask again tomorrow"


def test_after_a_crash_the_words_are_there_where_they_were_typed(page, bench, assessment, qtbot):
    press(qtbot, page, Qt.Key.Key_1)
    press(qtbot, page, Qt.Key.Key_2)
    qtbot.keyClicks(page.question.finding.note, "Half a sent")
    page.question.finding.note.autosave.tell_draft()
    page.question.finding.note.blockSignals(True)  # the program dies: nothing is settled
    page.question.finding.note.autosave.blockSignals(True)
    again = open_page(bench, assessment, qtbot)
    assert again.question.cell.question.code == "CL-HAZ-02"
    assert again.question.finding.note.plain() == "Half a sent"
    assert QApplication.focusWidget() is again.question.finding.note
    again.settle()
    assert answer_to(bench, "CL-HAZ-02").finding == "Half a sent"
    assert result(bench.desk.ask(lambda reader: reader.drafts())) == {}


def test_a_gate_closes_what_hangs_on_it_at_once(page, bench, qtbot):
    page.go_to(key_of("OS-CHE-G1"))
    press(qtbot, page, Qt.Key.Key_2)
    assert answer_to(bench, "OS-CHE-G1").value == "no"
    assert not page.question.cell.question.code.startswith("OS-CHE")
    page.go_to(key_of("OS-CHE-01"))
    assert not page.question.head.closed.isHidden()
    page.question.head.to_gate.click()
    settle()
    assert page.question.cell.question.code == "OS-CHE-G1"
    press(qtbot, page, Qt.Key.Key_1)
    assert page.question.cell.question.gate == "OS-CHE-G1"


def test_a_value_that_does_not_fit_says_so_at_its_field(page, bench, qtbot):
    page.go_to(key_of("CH-INF-01"))
    field = page.question.answers.number.field
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, "many")
    press(qtbot, page, Qt.Key.Key_Return)
    assert answer_to(bench, "CH-INF-01") is None
    assert not page.question.answers.number.fault.isHidden()
    field.clear()
    qtbot.keyClicks(field, "1 240")
    press(qtbot, page, Qt.Key.Key_Return)
    assert answer_to(bench, "CH-INF-01").value == "1 240"
    assert page.question.cell.question.code == "CH-INF-02"
    assert page.sheet.cells[key_of("CH-INF-01")].is_fact


def test_every_union_has_an_entry_of_its_own(page, bench, qtbot):
    page.go_to(key_of("FA-INF-01"))
    qtbot.keyClicks(page.question.answers.number.field, "2")
    page.settle()
    page.go_to(key_of("FA-INF-03"))
    forms = page.question.answers.parts.forms
    assert list(forms) == ["1", "2"]
    qtbot.keyClicks(forms["2"].fields["name"], "Free Garment Union")
    page.settle()
    settle()
    (found,) = [one for one in stored(bench, Answer) if one.question == "FA-INF-03"]
    assert (found.repeat, found.value) == ("2", "name: Free Garment Union")
    assert page.sheet.cells[key_of("FA-INF-03")].is_gap, "two were counted, one is described"
    qtbot.keyClicks(forms["1"].fields["name"], "Union of sewers")
    page.settle()
    settle()
    assert not page.sheet.cells[key_of("FA-INF-03")].is_gap


def test_categories_of_workers_become_questions(page, bench, qtbot):
    page.go_to(key_of_field("category_names"))
    field = page.process.fields["category_names"]
    assert QApplication.focusWidget() is field
    field.selectAll()
    qtbot.keyClicks(field, "sewing, cutting")
    page.settle()
    settle()
    keys = [key for key in page.sheet.cells if key.startswith("CH-INF-06")]
    assert keys == ["CH-INF-06|sewing", "CH-INF-06|cutting"]
    page.go_to(keys[0])
    qtbot.keyClicks(page.question.answers.number.field, "310")
    page.settle()
    assert (answer_to(bench, "CH-INF-06").repeat, answer_to(bench, "CH-INF-06").value) == ("sewing", "310")


def test_the_other_one_is_heard_and_what_differs_leads_to_where_it_is_settled(page, bench, assessment, qtbot):
    page.go_to(EXITS)
    press(qtbot, page, Qt.Key.Key_1)
    as_jonas(bench, assessment, {"judgement": {"verdict": "non_compliant", "reason": ""}}, {"finding": "One exit locked"})
    settle()
    assert page.sheet.cells[EXITS].differs
    assert {c.key: c.kind for cluster in page.sheet.clusters(bench.texts) for c in cluster.cells}[EXITS] is Kind.DIFFER
    press(qtbot, page, Qt.Key.Key_F7)
    assert page.question.cell.question.code == "OS-EMR-06"
    qtbot.waitUntil(lambda: not page.question.other.isHidden())
    assert "One exit locked" in page.question.other.words.text()
    gone = []
    page.go.connect(lambda place, where: gone.append((place, where)))
    press(qtbot, page, Qt.Key.Key_F7)
    assert gone == [("settle", {"assessment": assessment.id, "question": "OS-EMR-06"})]


def as_jonas(bench, assessment, *values):
    """What arrives from a laptop that had not seen mine."""
    answer = answer_to(bench, "OS-EMR-06")

    def arrive(unit):
        for one in values:
            operation = make_operation(
                id=unit.writer.random_id(), scope=assessment.scope, kind="answer", thing=answer.id, values=one,
                seen=dict.fromkeys(one, ()), author=JONAS, device="jonas", at=int(unit.now.timestamp() * 1000), txn=unit.changes.txn,
                act="act.answer.mark", salt=unit.writer.random_id(),
            )  # fmt: skip
            unit.apply([Incoming(operation, "confirmed")])

    result(bench.desk.do(arrive))


def test_a_picture_pasted_on_a_question_lands_on_its_answer(page, bench, qtbot):
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QApplication.clipboard().setImage(image)
    press(qtbot, page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (photo,) = stored(bench, Photo)
    answer = answer_to(bench, "CL-CHL-01")
    assert (photo.owner_kind, photo.owner_id, photo.scope) == ("answer", answer.id, answer.scope)
    assert page.sheet.cells[FIRST].photos == 1
    qtbot.waitUntil(lambda: not page.question.evidence.strip.isHidden())


def test_a_remark_between_the_two(page, bench, qtbot):
    page.assess_pane.show()
    page.assess_pane.say.setFocus()
    qtbot.keyClicks(page.assess_pane.say, "Look at this with me?")
    qtbot.keyClick(page.assess_pane.say, Qt.Key.Key_Return)
    settle()
    (message,) = stored(bench, Message)
    assert (message.question, message.text) == ("CL-CHL-01", "Look at this with me?")
    assert result(bench.desk.ask(lambda reader: reader.drafts())) == {}
    qtbot.waitUntil(lambda: bool(page.assess_pane._messages))


def test_the_time_left_of_the_cluster_stands_quietly_in_the_head(page, bench, assessment, qtbot):
    clock = bench.desk.writer.now.__self__
    planned = result(bench.desk.ask(time_by_cluster, assessment.id))["CL"].planned
    assert f"{planned} min left, CL" in page.head.progress.accessibleName()
    press(qtbot, page, Qt.Key.Key_1)
    clock.moment += timedelta(minutes=30)
    press(qtbot, page, Qt.Key.Key_1)
    assert f"{planned} min left, CL" in page.head.progress.accessibleName(), "no key counts it anew"
    page.times.count()
    settle()
    assert f"{planned - 30} min left, CL" in page.head.progress.accessibleName()
    page.acts.toggle_ready()
    settle()
    assert f"30 min of {planned} min" in page.assess_pane.standing.rows.accessibleName()
    page.go_to(key_of_field("time_plan"))
    page.process.fields["time_plan"].setPlainText("CL 20")
    page.settle()
    settle()
    page.go_to(SECOND)
    settle()
    assert "10 min over, CL" in page.head.progress.accessibleName()


def test_gaps_lead_through_questions_and_what_is_said_about_the_whole(page, bench, qtbot):
    keys = list(page.sheet.gaps_by_key)
    page.go_to(keys[-1])
    settle()
    assert page.current == key_of_field("interviews")
    page.go_gap()
    assert page.current == FIRST


def test_the_ready_list_jumps_and_an_incomplete_assessment_is_not_handed_over(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.stack.currentWidget() is page.ready
    assert not page.ready.shut.isEnabled() and not page.ready.ready.isVisible()
    page.ready.list.choose(next(row for row in page.ready._rows if row.startswith("OS-EMR-06")))
    qtbot.keyClick(page.ready.list, Qt.Key.Key_Return)
    settle()
    assert page.question.cell.question.code == "OS-EMR-06"


def complete(bench, assessment):
    """Everything is answered; exits are blocked."""
    assessment = result(bench.desk.do(start_assessment, assessment))
    for name in (*FIELDS[:5], "category_names"):
        assessment = result(bench.desk.do(write_process, assessment, name, "sewing"))
    page = result(bench.desk.ask(assessment_page, assessment.id))

    def fill(unit):
        for cell in page.cells:
            code, repeat = cell.question.code, cell.repeat
            if not cell.question.takes_verdict:
                mark_answer(unit, None, assessment, code, Verdict.NOT_APPLICABLE, "does_not_exist", repeat)
            elif code == "OS-EMR-06":
                write_finding(unit, mark_answer(unit, None, assessment, code, Verdict.NON_COMPLIANT), assessment, code, "Exit 4 is locked")
            else:
                mark_answer(unit, None, assessment, code, Verdict.COMPLIANT)

    result(bench.desk.do(fill))
    return assessment


def close_other(bench, assessment):
    """Jonas closes on his own laptop what stands here, and it has come over."""
    mine = bench.desk.writer
    bench.desk.writer = replace(mine, person=JONAS, device="laptop-jonas")
    page = result(bench.desk.ask(assessment_page, assessment.id))
    result(bench.desk.do(close_assessment, page.assessment, content_mark(page.assessment, page.known.answers.values())))
    bench.desk.writer = mine


def test_it_is_closed_by_ones_own_pin_waits_for_the_other_and_is_handed_in(bench, assessment, qtbot):
    complete(bench, assessment)
    pins = []
    page = open_page(bench, assessment, qtbot, ask_pin=lambda why, then: pins.append((why, then)))
    page.acts.toggle_ready()
    settle()
    assert page.ready.shut.isEnabled() and not page.ready.ready.isVisible()
    page.ready.shut.click()
    assert "Amina Rahman" in pins[0][0] and stored(bench, Assessment)[0].closed_by == frozenset(), "nothing without the PIN"
    pins[0][1]()
    settle()
    assert "waits for" in page.ready.words.text() and not page.ready.shut.isVisible() and not page.ready.ready.isVisible()
    assert page.question.answers.bars["verdict"]._buttons[0].isEnabled() is False
    close_other(bench, assessment)
    settle()
    assert page.ready.history.text().count("closed it") == 2
    page.ready.ready.click()
    settle()
    assert page.sheet.page.assessment.stage is Stage.READY and stored(bench, Report)[0].state is ReportState.READY
    assert page.ready.back.isVisible() and not page.ready.open_again.isVisible()
    page.ready.back.click()
    settle()
    assert stored(bench, Report)[0].state is ReportState.DRAFT and page.ready.ready.isVisible(), "taken back it is still closed"


def test_it_is_opened_again_by_a_reason_that_stands_there(bench, assessment, qtbot):
    complete(bench, assessment)
    close_other(bench, assessment)
    page = open_page(bench, assessment, qtbot)
    page.acts.commands.actions["reopen"].trigger()
    settle()
    assert "Look it over" in page.ready.words.text()
    panel = page.ready.reopen
    panel.go_on()
    assert "reason is missing" in panel.message.text() and panel.isVisible() and page.ready.shut.isHidden()
    qtbot.keyClicks(panel.field, "Exit 5 was forgotten")
    qtbot.keyClick(panel.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert not panel.isVisible() and page.ready.history.text().endswith(f"opened it again: {isolate('Exit 5 was forgotten')}")
    assert "once more" in page.ready.words.text() and page.ready.shut.isEnabled()
    page.go_to(EXITS)
    press(qtbot, page, Qt.Key.Key_1)
    assert answer_to(bench, "OS-EMR-06").verdict is Verdict.COMPLIANT


def test_what_must_not_leave_is_told_where_it_is_handed_in(bench, assessment, qtbot):
    complete(bench, assessment)
    visit = result(bench.desk.do(start_visit, assessment.factory_id))
    result(bench.desk.do(add_line, visit, "Sok Dara, sewing, line 5", Mark.PERSON))
    result(bench.desk.do(write_finding, answer_to(bench, "OS-EMR-06"), assessment, "OS-EMR-06", "Told by Sok Dara: exit 4 is locked"))
    close_other(bench, assessment)
    page = open_page(bench, assessment, qtbot, ask_pin=lambda _why, then: then())
    page.acts.toggle_ready()
    settle()
    page.ready.shut.click()
    settle()
    page.ready.ready.click()
    settle()
    assert "Sok Dara" in page.ready.message.text() and page.ready.message.isVisible()
    assert page.sheet.page.assessment.stage is Stage.RUNNING
    went = []
    page.go.connect(lambda place, where: went.append((place, where["kind"], where["id"])))
    page.ready.report.click()
    assert went == [("reports", "assessment", assessment.id)], "its way goes on there"


def as_leader(bench):
    """The same desk with a team leader at it."""
    bench.desk.writer = replace(bench.desk.writer, person=f"{7:032x}")
    return replace(bench, me=Me(f"{7:032x}", "Thu Nguyen", "TN"))


def test_a_reviewer_reads_and_changes_nothing(bench, assessment, qtbot):
    page = open_page(as_leader(bench), assessment, qtbot)
    press(qtbot, page, Qt.Key.Key_1)
    assert stored(bench, Answer) == []
    assert page.question.cell.question.code == "CL-CHL-01"
    assert page.question.remark.isReadOnly()


def test_a_question_is_found_by_its_words(page, qtbot):
    page.find_here()
    qtbot.keyClicks(page.finder.field, "every exit be reached")
    qtbot.keyClick(page.finder.field, Qt.Key.Key_Return)
    settle()
    assert page.question.cell.question.code == "OS-EMR-06"


def test_turned_to_the_factory_it_hides_where_findings_come_from(page, qtbot):
    press(qtbot, page, Qt.Key.Key_2)
    page.turned(True)
    assert page.question.sources.isHidden()
    assert page.question.add_remark.parentWidget().isHidden()
    page.turned(False)
    assert not page.question.sources.isHidden()


def test_going_from_question_to_question_costs_no_reading_and_little_time(page, bench, qtbot):
    asked = []
    ask = bench.desk.ask
    bench.desk.ask = lambda query, *args, **kwargs: (asked.append(query.__name__), ask(query, *args, **kwargs))[1]
    begun = time.perf_counter()
    for _ in range(40):
        qtbot.keyClick(page.question, Qt.Key.Key_Return)
        QApplication.processEvents()
    taken = (time.perf_counter() - begun) / 40
    assert "assessment_view" not in asked
    assert taken < 0.1, f"{taken * 1000:.0f} ms a question"
    del bench.desk.ask


def test_an_answer_reads_only_what_it_touched(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_1)  # the first one begins the assessment
    asked = []
    ask = bench.desk.ask
    bench.desk.ask = lambda query, *args, **kwargs: (asked.append(query.__name__), ask(query, *args, **kwargs))[1]
    begun = time.perf_counter()
    qtbot.keyClick(page.question, Qt.Key.Key_1)
    settle()
    assert time.perf_counter() - begun < 0.4
    assert set(asked) <= {"answers_touched", "question_page"}
    assert page.sheet.page.done == 2
    del bench.desk.ask


def test_words_the_desk_could_not_record_stay_in_their_field(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_2)
    told = []
    bench.desk.failed.connect(lambda error: told.append(error.key))
    do = bench.desk.do
    bench.desk.do = lambda use_case, *args, **kwargs: do(no_room if use_case is write_finding else use_case, *args, **kwargs)
    qtbot.keyClicks(page.question.finding.note, "Two of six exits")
    page.question.finding.settle()
    settle()
    del bench.desk.do
    assert told == ["store.full"]
    assert page.question.finding.note.plain() == "Two of six exits"
    page.settle()
    assert answer_to(bench, "CL-CHL-01").finding == "Two of six exits"


def no_room(unit, *args, **kwargs):
    raise StoreProblem("store.full")


def test_a_place_half_typed_is_there_after_a_crash(page, bench, assessment, qtbot):
    press(qtbot, page, Qt.Key.Key_2)
    press(qtbot, page, Qt.Key.Key_Escape)
    press(qtbot, page, Qt.Key.Key_L)
    field = page.question.finding.places.field
    qtbot.keyClicks(field, "Cutting, gro")
    field.autosave.tell_draft()
    field.blockSignals(True)  # the program dies
    field.autosave.blockSignals(True)
    again = open_page(bench, assessment, qtbot)
    assert again.question.finding.places.field.text() == "Cutting, gro"
    again.settle()
    assert answer_to(bench, "CL-CHL-01").places == {"Cutting, gro"}
    assert result(bench.desk.ask(lambda reader: reader.drafts())) == {}


def test_kept_wording_is_offered_elsewhere_and_tab_goes_from_slot_to_slot(page, bench, qtbot):
    press(qtbot, page, Qt.Key.Key_2)
    qtbot.keyClicks(page.question.finding.note, "At Lotus Apparels Ltd 13 doors were shut")
    page.acts.commands.actions["wording"].trigger()
    settle()
    other = result(bench.desk.do(add_factory, "Another Mill", "BD"))
    cycle = result(bench.desk.do(register_factory, other, date(2026, 8, 1), MIRA))
    there = open_page(bench, result(bench.desk.do(plan_assessment, other, cycle, frozenset({ME, JONAS}), TODAY, TODAY)), qtbot)
    press(qtbot, there, Qt.Key.Key_2)
    note = there.question.finding.note
    qtbot.waitUntil(lambda: not there.question.finding.snippet.isHidden())
    qtbot.keyClick(note, Qt.Key.Key_Down)
    assert note.textCursor().selectedText() == "[factory]"
    qtbot.keyClicks(note, "the mill")
    qtbot.keyClick(note, Qt.Key.Key_Tab)
    assert note.textCursor().selectedText() == "[number]"
    qtbot.keyClicks(note, "4")
    assert note.plain() == "At the mill 4 doors were shut"
    note.setFocus()
    qtbot.keyClick(note, Qt.Key.Key_Tab)  # no slot is left: Tab leaves the field as ever
    assert note.plain() == "At the mill 4 doors were shut"


@pytest.mark.parametrize(("workers", "said"), [(None, "does not tell yet"), (500, "26 interviews and 26"), (501, "42 interviews and 42")])
def test_how_many_interviews_and_files_are_asked_for_stands_where_interviews_are_told(bench, qtbot, workers, said):
    factory = result(bench.desk.do(add_factory, "Lotus Apparels Ltd", "BD"))
    factory = result(bench.desk.do(edit_factory, factory, replace(factory, workers_total=workers)))
    cycle = result(bench.desk.do(register_factory, factory, date(2026, 8, 1), MIRA))
    page = open_page(bench, result(bench.desk.do(plan_assessment, factory, cycle, frozenset({ME, JONAS}), TODAY, TODAY)), qtbot)
    page.go_to(key_of_field("interviews"))
    settle()
    assert said in page.process.hints["interviews"].text()
