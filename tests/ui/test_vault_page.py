"""The interview vault in a real window: the PIN again, groups by keys, notes, refusals in words, and shut in every way it must shut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextEdit

from bwdesk.domain.assessment import Answer, Assessment
from bwdesk.domain.interview import Interview, InterviewNote
from bwdesk.shipped import tool
from bwdesk.ui.look import make_look
from bwdesk.ui.pages.assess.page import AssessPlace
from bwdesk.ui.pages.settle.page import SettlePage
from bwdesk.ui.pages.vault.page import IDLE_MINUTES, VaultDesk
from bwdesk.usecases.assessment import edit_assessment, plan_assessment, write_finding, write_process
from bwdesk.usecases.factories import add_factory, edit_factory, register_factory
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.vault import new_group, put_group, vault_page
from tests.fakes.bench import TODAY, meet, no_pin, open_bench, result, stored

SAID = "the guard keeps the key of exit four"


class Prompt:
    """Asks nobody: the test says when the PIN was right."""

    def __init__(self) -> None:
        self.then = None
        self.asked = 0

    def ask(self, why, then) -> None:
        assert why
        self.then, self.asked = then, self.asked + 1

    def right(self) -> None:
        self.then()
        QApplication.processEvents()


@pytest.fixture
def assessment(bench) -> Assessment:
    factory = result(bench.desk.do(add_factory, "Golden Thread", "KH"))
    factory = result(bench.desk.do(edit_factory, factory, replace(factory, workers_total=400, workers_women=300)))
    cycle = result(bench.desk.do(register_factory, factory, TODAY, "d" * 32))
    made = result(bench.desk.do(plan_assessment, factory, cycle, frozenset({bench.me.id, "lina"}), TODAY))
    return result(bench.desk.do(write_process, made, "category_names", "Sewing, Cutting"))


@pytest.fixture
def leaf(bench, assessment) -> str:
    code = next(q for q in tool(assessment.tool).leaves() if not q.gate).code
    result(bench.desk.do(write_finding, None, assessment, code, "Exits are locked at night"))
    return code


@pytest.fixture
def prompt() -> Prompt:
    return Prompt()


@pytest.fixture
def page(bench, shown, assessment, leaf, prompt):
    found = shown(VaultDesk(bench, prompt.ask), 1240, 780)
    found.opened(assessment=assessment.id)
    QApplication.processEvents()
    return found


def words_on(widget) -> str:
    """All that a widget and its children say."""
    found = [label.text() for label in widget.findChildren(QLabel)]
    found += [field.text() for field in widget.findChildren(QLineEdit)] + [field.toPlainText() for field in widget.findChildren(QTextEdit)]
    return " ".join(found)


def add_group(page, qtbot, people="6", women="4", place="canteen") -> Interview:
    page.open_new()
    form = page.room.form
    qtbot.keyClicks(form.people, people)
    qtbot.keyClicks(form.women, women)
    form.category.setEditText("Sewing")
    qtbot.keyClicks(form.place, place)
    qtbot.keyClick(form.place, Qt.Key.Key_Return)
    QApplication.processEvents()
    return stored(page.bench, Interview)[-1]


def test_it_opens_by_the_pin_only_and_shows_done_against_wanted(page, prompt, qtbot):
    assert prompt.asked == 1 and page.room is None
    prompt.right()
    assert page.room is not None and page.room.isVisible() and not page.door.isVisible()
    group = add_group(page, qtbot)
    assert (group.people, group.women, group.category, group.place) == (6, 4, "Sewing", "canteen")
    assert page.room.tally.counts["all"].text() == "Interviews 6 of 26"
    assert page.room.tally.counts["women"].text() == "women 4 of 20"
    assert "Sewing 6" in page.room.tally.more.text() and "Nobody yet of: Cutting" in page.room.tally.more.text()
    qtbot.keyClicks(page.room.tally.files, "12")
    page.room.tally.settle()
    QApplication.processEvents()
    assert page.room.tally.counts["files"].text() == "Files 12 of 26"
    (kept,) = stored(page.bench, Assessment)
    assert kept.files_seen == 12


def test_notes_stand_by_topic_and_what_is_typed_is_kept_when_it_shuts(page, prompt, qtbot):
    prompt.right()
    add_group(page, qtbot)
    room = page.room
    qtbot.keyClicks(room.group.note, "paid late")
    room.group.topic.setCurrentIndex(1)
    qtbot.keyClicks(room.group.note, SAID)
    page.leaving()
    QApplication.processEvents()
    notes = {note.topic: note.text for note in stored(page.bench, InterviewNote)}
    clusters = tool(stored(page.bench, Assessment)[0].tool).clusters
    assert notes == {clusters[0].code: "paid late", clusters[1].code: SAID}


def test_a_finding_rests_on_a_large_group_and_a_small_one_says_why_not(page, prompt, qtbot, leaf):
    prompt.right()
    small = add_group(page, qtbot, people="4", women="1")
    page.room.groups.choose(small.id)
    page.room.group.cite()
    assert "guessed" in page.room.group.message.text() and page.room.group.message.isVisible()
    large = add_group(page, qtbot, people="5", women="1")
    page.room.groups.choose(large.id)
    QApplication.processEvents()
    page.room.group.cite()
    QApplication.processEvents()
    assert leaf in page.room.group.cited.text()
    (answer,) = stored(page.bench, Answer)
    assert answer.sources == {"W"}
    desk = page.bench.desk
    result(desk.do(undo, result(desk.ask(offers, page.bench.me.id, desk.writer.device)).undo.txn))
    (answer,) = stored(page.bench, Answer)
    assert answer.sources == frozenset() and all(not one.questions for one in stored(page.bench, Interview))


@pytest.mark.parametrize("way", ["leaving", "turned", "idle", "key"])
def test_it_shuts_and_no_word_of_it_stays_on_the_page(page, prompt, qtbot, way):
    prompt.right()
    add_group(page, qtbot, place="behind the canteen")
    qtbot.keyClicks(page.room.group.note, SAID)
    assert SAID in words_on(page) and page._idle.interval() == IDLE_MINUTES * 60_000 and page._idle.isActive()
    if way == "leaving":
        page.leaving()
    elif way == "turned":
        page.turned(True)
    elif way == "idle":
        page._idle.timeout.emit()
    else:
        qtbot.keyClick(page, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert page.room is None and page.door.isVisible()
    said = words_on(page)
    assert SAID not in said and "canteen" not in said and "Interviews" not in said
    assert stored(page.bench, InterviewNote)[0].text == SAID, "what was typed is a record"
    asked = prompt.asked
    page.unlock()
    assert prompt.asked == asked + (way != "turned")
    if way == "turned":
        assert page.open_it.isHidden() and prompt.then is not None
        prompt.right()
        assert page.room is None, "a PIN typed before does not open it either"


def test_a_key_begins_the_idle_minutes_anew(page, prompt, qtbot):
    prompt.right()
    page._idle.start(50_000)
    qtbot.keyClick(page.room.groups, Qt.Key.Key_Down)
    assert page._idle.remainingTime() > 0 and page._idle.isActive()
    page.shut()
    assert not page._idle.isActive()


@pytest.fixture
def differing(bench, shown, assessment, leaf, prompt, tmp_path):
    """The page of an assessment whose other assessor told two facts of one group differently."""
    base = stored(bench, Assessment)[0]
    with open_bench(tmp_path, name="Lina Sok", seed=2) as lina:
        base = result(bench.desk.do(edit_assessment, base, replace(base, assessors=frozenset({bench.me.id, lina.me.id}))))
        result(bench.desk.do(put_group, base, None, new_group(base, held_on=TODAY, people=6, women=2)))
        meet(bench, lina)
        for one, place, flag in ((bench, "canteen", "afraid of the guard"), (lina, "dormitory", SAID)):
            (held,) = stored(one, Interview)
            result(one.desk.do(put_group, base, held, replace(held, place=place, red_flag=flag)))
        meet(bench, lina)
    found = shown(VaultDesk(bench, prompt.ask), 1240, 780)
    found.opened(assessment=assessment.id)
    prompt.right()
    return found


def test_what_both_told_differently_is_settled_side_by_side_by_the_same_keys(differing, bench, qtbot):
    page, room = differing, differing.room
    assert room.differing.isVisible() and room.differing.toggle.text() == "2 facts told differently: settle them"
    assert "told differently" in room._cell(room._rows.shown_values()[0]).fact
    qtbot.keyClick(room.groups, Qt.Key.Key_1)
    assert len(result(bench.desk.ask(vault_page, page._assessment_id, bench.me.id)).differences) == 2, "no digit settles unseen"
    qtbot.keyClick(room.groups, Qt.Key.Key_F7)
    QApplication.processEvents()
    panel = room.differing.panel
    assert panel.isVisible() and not room.body.isVisible() and "6 workers, 2 women" in panel.about.text()
    assert "canteen" in panel.cards[1].text.text() and "dormitory" in panel.cards[2].text.text()
    qtbot.keyClick(panel.cards[1], Qt.Key.Key_2)
    QApplication.processEvents()
    assert stored(bench, Interview)[0].place == "dormitory" and panel.difference.key == "red_flag"
    qtbot.keyClick(panel.cards[1], Qt.Key.Key_E)
    panel.editor.selectAll()
    qtbot.keyClicks(panel.editor, "2 of them are afraid")
    qtbot.keyClick(panel.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert stored(bench, Interview)[0].red_flag == "2 of them are afraid"
    assert room.body.isVisible() and not panel.isVisible() and not room.differing.isVisible()


def test_words_being_settled_are_given_back_after_the_vault_was_shut(differing, bench, prompt, qtbot):
    page = differing
    qtbot.keyClick(page.room.groups, Qt.Key.Key_F7)
    qtbot.keyClick(page.room.differing.panel.cards[1], Qt.Key.Key_L)
    qtbot.keyClick(page.room.differing.panel.cards[1], Qt.Key.Key_E)
    page.room.differing.panel.editor.selectAll()
    qtbot.keyClicks(page.room.differing.panel.editor, "nearly all of them")
    page._idle.timeout.emit()
    QApplication.processEvents()
    assert page.room is None and "nearly all" not in words_on(page) and SAID not in words_on(page)
    page.unlock()
    prompt.right()
    qtbot.keyClick(page.room.groups, Qt.Key.Key_F7)
    qtbot.keyClick(page.room.differing.panel.cards[1], Qt.Key.Key_L)
    assert page.room.differing.panel.editor.isVisible()
    assert page.room.differing.panel.editor.toPlainText() == "nearly all of them"


def test_another_look_finds_nothing_left_of_a_vault_that_was_shut(differing, bench, qtbot):
    qtbot.keyClick(differing.room.groups, Qt.Key.Key_F7)
    differing.shut()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    bench.look.swap(make_look(text_size=1.2, motion=False))
    QApplication.processEvents()


def test_to_settle_says_how_many_wait_in_which_vault_and_leads_there(differing, bench, shown, qtbot):
    settle = shown(SettlePage(bench), 1300, 820)
    settle.opened()
    QApplication.processEvents()
    went = []
    settle.go.connect(lambda where, args: went.append((where, args)))
    button = settle.vaults.itemAt(0).widget()
    assert button.text() == "2 in the vault: Golden Thread" and SAID not in words_on(settle)
    button.click()
    assert went == [("vault", {"assessment": differing._assessment_id})]
    assert "Nothing else is to be settled." in words_on(settle.empty)
    settle.turned(True)
    assert not settle.body.isVisible()


def test_somebody_else_gets_in_with_no_pin(bench, page, prompt, assessment, expected_failures, qtbot):
    expected_failures.append("vault.not_yours")
    base = stored(bench, Assessment)[0]
    result(bench.desk.do(edit_assessment, base, replace(base, assessors=frozenset({"sok", "lina"}))))
    prompt.right()
    assert page.room is None and page.door.isVisible()


def test_a_number_that_is_none_is_told_under_the_field(page, prompt, qtbot):
    prompt.right()
    page.open_new()
    qtbot.keyClicks(page.room.form.people, "many")
    page.room.form.write()
    assert "whole number" in page.room.form.message.text() and stored(page.bench, Interview) == []


def test_the_key_leads_from_the_assessment_to_its_vault(bench, shown, assessment, qtbot):
    place = shown(AssessPlace(bench, no_pin), 1240, 780)
    place.opened(assessment=assessment.id)
    QApplication.processEvents()
    went = []
    place.go.connect(lambda where, args: went.append((where, args)))
    qtbot.keyClick(place.assessment, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert went == [("vault", {"assessment": assessment.id})]
