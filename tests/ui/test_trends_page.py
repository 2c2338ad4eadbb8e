"""Trends in a real window over a real encrypted file: subjects, clusters and cycles, plots and numbers, copied; withheld figures said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk import shipped
from bwdesk.domain.assessment import Verdict
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Origin
from bwdesk.runtime.papers import Papers
from bwdesk.store.photos import PhotoStore
from bwdesk.ui.pages.trends.page import TrendsHome
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue
from tests.fakes.bench import TODAY, result, stored
from tests.reports.reading import text_of
from tests.usecases.test_trends import FIRST, OTHER, move_in, release

NC, C = Verdict.NON_COMPLIANT, Verdict.COMPLIANT


def fill(bench):
    """Five factories in two cycles, one in a third; returns the first."""
    made = []
    leaves = shipped.tool_for("KH", TODAY).leaves()
    for number in range(5):
        factory = result(bench.desk.do(add_factory, f"Golden Thread {number}", "KH"))
        made.append(factory)
        for cycle_number in range(3 if number == 0 else 2):
            cycle = result(bench.desk.do(register_factory, factory, date(2024 + cycle_number, 5, 8), bench.me.id))
            verdicts = {q.code: NC if (place * 7 + number) % (3 + cycle_number) == 0 else C for place, q in enumerate(leaves[:40])}
            verdicts |= {FIRST.code: NC if number < 2 else C, OTHER.code: C}
            result(bench.desk.do(release, factory, cycle, verdicts, date(2024 + cycle_number, 8, 1)))
            result(bench.desk.do(add_issue, cycle, "Exit blocked", Origin.VISIT))
    return made[0]


@pytest.fixture
def page(bench, shown, tmp_path):
    fill(bench)
    papers = Papers(bench.desk, PhotoStore(tmp_path / "photos", bytes(32)), lambda jpeg, longest: jpeg, lambda: "en", bench.me.name)
    made = shown(TrendsHome(replace(bench, papers=papers)), 1300, 700)
    made.opened()
    QApplication.processEvents()
    made.focus_first()
    return made


def press(qtbot, page, key):
    qtbot.keyClick(page, key)
    QApplication.processEvents()


def test_numbers_are_one_key_from_the_plot_and_can_be_copied(page, qtbot):
    assert page.plot.isVisible()
    assert not page.list.isVisible()
    assert "2 of 5" in page.plot.accessibleName()
    press(qtbot, page, Qt.Key.Key_N)
    assert page.list.isVisible()
    assert not page.room.isVisible()
    page.copy()
    first = QApplication.clipboard().text().splitlines()
    assert first[0] == "What\tCycle 1\tCycle 2\tCycle 3"
    assert first[1].endswith("\t2 of 5\t2 of 5\ttoo few")
    press(qtbot, page, Qt.Key.Key_N)
    assert page.plot.isVisible()


def test_clusters_and_cycles_narrow_what_is_shown(page, qtbot):
    every = len(page.table().rows)
    page.cluster.setCurrentIndex(page.cluster.findData(OTHER.cluster))
    page.cluster.activated.emit(page.cluster.currentIndex())
    assert 0 < len(page.table().rows) < every
    press(qtbot, page, Qt.Key.Key_C)
    assert page.table().columns == (2, 3)
    press(qtbot, page, Qt.Key.Key_C)
    assert page.table().columns == (1, 2, 3)


def test_what_is_withheld_is_said_and_ones_own_factory_is_shown(bench, page, qtbot):
    assert "fewer than 5 factories" in page.said.text()
    (factory, *_) = stored(bench, Factory)
    page.opened(factory=factory.id)
    QApplication.processEvents()
    assert page._shown.name == factory.name
    assert "fewer than" not in page.said.text()


def test_what_was_moved_in_stands_first_and_says_so(bench, page, qtbot):
    held = next(one for one in stored(bench, Factory) if one.name == "Golden Thread 0")
    result(bench.desk.do(move_in, held, {FIRST.code: NC, OTHER.code: NC}))
    page.opened(factory=held.id)
    QApplication.processEvents()
    assert "Before BW Desk (moved in) 1 of 1, Cycle 1 1 of 1" in page.plot.accessibleName()
    assert "tells of the questions alone that its rows name" in page.said.text()
    page.copy()
    assert QApplication.clipboard().text().splitlines()[0] == "What\tBefore BW Desk (moved in)\tCycle 1\tCycle 2\tCycle 3"
    press(qtbot, page, Qt.Key.Key_C)
    assert "Before" not in page.plot.accessibleName() and "moved in" not in page.said.text()
    page.show_subject("plan")
    assert "moved in" not in page.plot.accessibleName()


@pytest.mark.parametrize("subject", ["plan", "ages", "ledgers", "half_life", "clusters", "points"])
def test_every_subject_has_rows_or_says_why_not(page, subject):
    page.show_subject(subject)
    assert page.subject() == subject
    assert page.table().rows
    assert page.room.isVisible()


def test_an_empty_desk_says_where_trends_begin(bench, shown):
    made = shown(TrendsHome(bench), 900, 500)
    made.opened()
    QApplication.processEvents()
    assert made.list.isVisible()
    assert not made.room.isVisible()


def test_anonymous_counts_are_saved_to_a_file(page, tmp_path, qtbot):
    path = tmp_path / "trends.csv"
    page.save_to(path)
    qtbot.waitUntil(path.exists)
    said = path.read_text("utf-8-sig")
    assert "2026-Q4" in said
    assert "Golden Thread" not in said


def test_rows_stand_by_rate_or_in_the_tools_order(page, qtbot):
    tools = [row.key for row in page.table().rows]
    press(qtbot, page, Qt.Key.Key_R)
    told = [next((one for one in reversed(row.figures) if one.part is not None and one.whole), None) for row in page.table().rows]
    rates = [one.part / one.whole for one in told if one is not None]
    assert rates == sorted(rates, reverse=True) and rates[0] > rates[-1]
    assert all(one is None for one in told[len(rates) :])
    assert "Highest rate" in page.said.text()
    press(qtbot, page, Qt.Key.Key_R)
    assert [row.key for row in page.table().rows] == tools


def test_the_paper_is_made_looked_at_and_saved(page, qtbot, tmp_path):
    press(qtbot, page, Qt.Key.Key_M)
    assert page.paper.preview.page_count == page.paper.paper.pages > 3
    assert page.paper.isVisible() and not page.figures.isVisible()
    assert page.paper.paper.kind == "portfolio" and page.save_action.isEnabled()
    path = tmp_path / "paper.pdf"
    page.paper.save_to(path)
    assert "Golden Thread 3" in text_of(path.read_bytes())
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.figures.isVisible() and not page.save_action.isEnabled()


def test_the_paper_of_a_country_for_everybody_names_nobody(page, qtbot):
    page.country.setCurrentIndex(page.country.findData("KH"))
    page.make_paper()
    page.paper._choose("public")
    QApplication.processEvents()
    said = text_of(page.paper.paper.data)
    assert "Country synthesis Cambodia" in said and "too few" in said and "2 of 5" in said
    assert "Golden Thread" not in said and page.paper.may_save


def test_of_one_factory_there_is_no_such_paper(bench, page):
    (factory, *_) = stored(bench, Factory)
    page.opened(factory=factory.id)
    QApplication.processEvents()
    assert not page.make_action.isEnabled()
