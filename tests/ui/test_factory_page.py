"""The factory workspace in a real window over a real encrypted file."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.committee import Member, Selection, Side
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Origin
from bwdesk.ui.pages.factory.page import FactoryWorkspace
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue
from bwdesk.usecases.visits import start_visit
from tests.fakes.bench import open_bench


@pytest.fixture
def bench(qapp, tmp_path):
    with open_bench(tmp_path) as made:
        yield made


def result(promise):
    kept = []
    promise.then(kept.append)
    assert kept, "the desk refused"
    return kept[0]


def stored(bench, cls):
    return result(bench.desk.ask(lambda reader: reader.find(cls)))


@pytest.fixture
def page(bench, qtbot):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    made = FactoryWorkspace(bench)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    made.opened(factory=factory.id)
    QApplication.processEvents()
    return made


def settle(qtbot):
    qtbot.wait(20)


def test_a_factory_without_a_cycle_is_registered_here(page, bench, qtbot):
    assert not page.act_visit.isEnabled()
    page.act_register.trigger()
    settle(qtbot)
    assert [cycle.number for cycle in stored(bench, Cycle)] == [1]
    assert page.act_visit.isEnabled()
    assert not page.act_register.isEnabled()
    assert page.cycle_thread.isVisibleTo(page)


def test_a_fact_is_edited_in_place(page, bench, qtbot):
    page.facts.rows.edited.emit("workers_total", "1 820")
    page.facts.rows.edited.emit("city", "Kandal")
    settle(qtbot)
    (factory,) = stored(bench, Factory)
    assert (factory.workers_total, factory.city) == (1820, "Kandal")


def test_a_number_that_cannot_be_read_is_said_and_changes_nothing(page, bench, qtbot):
    told = []
    bench.desk.failed.connect(told.append)
    page.facts.rows.edited.emit("workers_total", "many")
    settle(qtbot)
    assert [error.key for error in told] == ["factory.not_a_number"]
    assert stored(bench, Factory)[0].workers_total is None


def test_members_are_added_one_after_the_other_and_edited(page, bench, qtbot):
    page.act_member.trigger()
    for side, title in ((Side.MANAGEMENT, "HR manager"), (Side.WORKERS, "Operator, line 4")):
        page.member.side.setCurrentIndex(page.member.side.findData(side))
        page.member.title.setText(title)
        qtbot.keyClick(page.member.title, Qt.Key.Key_Return)
        settle(qtbot)
    assert {(m.side, m.title) for m in stored(bench, Member)} == {(Side.MANAGEMENT, "HR manager"), (Side.WORKERS, "Operator, line 4")}
    worker = next(m for m in stored(bench, Member) if m.side is Side.WORKERS)
    page.list.choose(worker.id)
    page._open_current()
    page.member.selection.setCurrentIndex(page.member.selection.findData(Selection.ELECTED))
    page.member.term.setText("14 March")
    page.member.keep.click()
    assert page.member.message.isVisibleTo(page.member)
    page.member.term.setText("2027-03-14")
    page.member.keep.click()
    settle(qtbot)
    edited = next(m for m in stored(bench, Member) if m.id == worker.id)
    assert (edited.selection, edited.term_ends_on) == (Selection.ELECTED, date(2027, 3, 14))
    assert not page.member.isVisibleTo(page)


def test_rows_under_the_tabs_open_what_they_are(page, bench, qtbot):
    (factory,) = stored(bench, Factory)
    cycle = result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    issue = result(bench.desk.do(add_issue, cycle, "Exits blocked", Origin.VISIT))
    visit = result(bench.desk.do(start_visit, factory.id))
    settle(qtbot)
    gone = []
    page.go.connect(lambda place, where: gone.append((place, where)))
    page._choose_tab("plan")
    page._open_current()
    page._choose_tab("visits")
    page._open_current()
    assert gone == [("plan", {"factory": factory.id, "issue": issue.id}), ("visit", {"visit": visit.id})]


def test_a_letter_filters_and_a_slash_only_opens_the_filter(page, bench, qtbot):
    (factory,) = stored(bench, Factory)
    cycle = result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    for title in ("Exits blocked", "Labels missing"):
        result(bench.desk.do(add_issue, cycle, title, Origin.VISIT))
    settle(qtbot)
    page.list.typed.emit("/")
    assert page._model.rowCount() == 2
    page.list.typed.emit("l")
    page.filter.setText("lab")
    qtbot.waitUntil(lambda: page._model.rowCount() == 1)
