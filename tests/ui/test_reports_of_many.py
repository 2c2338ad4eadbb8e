"""The synthesis of a country on the pages Trends and Reports in a real window: by keys from the draft to a released edition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from bwdesk.domain.assessment import Verdict
from bwdesk.domain.edition import Edition
from bwdesk.domain.evidence import Document
from bwdesk.domain.report import Report, ReportState
from bwdesk.domain.report_life import Step
from bwdesk.runtime.documents import Documents
from bwdesk.runtime.papers import Papers
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import name_fact
from bwdesk.ui.pages.reports.page import ReportsPage
from bwdesk.ui.pages.today.page import TodayHome
from bwdesk.ui.pages.trends.page import TrendsHome
from bwdesk.usecases.factories import add_factory, register_factory
from tests.fakes.bench import result, stored
from tests.ui.test_reports_page import text_of
from tests.usecases.test_trends import FIRST, OTHER, release


def settle():
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def assess(bench):
    def more(count, first=0):
        for number in range(first, first + count):
            factory = result(bench.desk.do(add_factory, f"Golden Thread {number}", "KH"))
            cycle = result(bench.desk.do(register_factory, factory, date(2026, 5, 8), bench.me.id))
            verdicts = {FIRST.code: Verdict.NON_COMPLIANT if number < 2 else Verdict.COMPLIANT, OTHER.code: Verdict.COMPLIANT}
            result(bench.desk.do(release, factory, cycle, verdicts))

    return more


@pytest.fixture
def with_papers(bench, tmp_path):
    result(bench.desk.do(lambda unit: unit.set_fact(name_fact(bench.me.id), bench.me.name)))
    photos = PhotoStore(tmp_path / "photos", bytes(32))
    documents = Documents(bench.desk, photos, lambda *_: None)
    return replace(
        bench, documents=documents, papers=Papers(bench.desk, photos, lambda jpeg, longest: jpeg, lambda: "en", bench.me.name)
    ), photos


@pytest.fixture
def page(with_papers, shown, qtbot):
    window = QWidget()
    made = ReportsPage(with_papers[0])
    row = QHBoxLayout(window)
    row.addWidget(made, 1)
    row.addWidget(made.pane())
    shown(window, 1440, 860)
    qtbot.waitUntil(window.isActiveWindow)
    return made


def titles(page):
    return [page._model.cell(page._model.row_of(key), 0).text for key in map(page._model.key_at, range(page._model.rowCount())) if key]


def go_on(page, qtbot):
    qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()


def test_from_the_paper_on_trends_one_key_leads_to_its_report(with_papers, assess, shown, qtbot):
    assess(5)
    trends = shown(TrendsHome(with_papers[0]), 1300, 700)
    trends.opened()
    settle()
    gone = []
    trends.go.connect(lambda place, where: gone.append((place, where)))
    assert not trends.life_action.isEnabled()
    for country in ("", "KH"):
        trends.country.setCurrentIndex(trends.country.findData(country))
        trends.make_paper()
        settle()
        go_on(trends, qtbot)
    assert gone == [("reports", {"kind": "synthesis", "id": country}) for country in ("", "KH")]


def test_the_life_of_a_synthesis_by_keys(page, with_papers, assess, bench, qtbot, tmp_path):
    assess(5)
    page.opened(kind="synthesis", id="")
    settle()
    assert titles(page) == ["Synthesis, Cambodia", "Portfolio of Amina Rahman"] and page.nothing.isVisible()
    page.list.choose("synthesis/KH")
    page.list.activated_row.emit("synthesis/KH")
    settle()
    for expected in (ReportState.READY, ReportState.APPROVED):
        page.focus_first()
        go_on(page, qtbot)
        assert [one.state for one in stored(bench, Report)] == [expected]
    go_on(page, qtbot)
    assert page.release.isVisible() and page.release.boxes == {}
    go_on(page, qtbot)
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: bool(stored(bench, Edition)))
    settle()
    (edition,) = stored(bench, Edition)
    (document,) = stored(bench, Document)
    assert edition.short in text_of(with_papers[1].get(document.sha256))
    assert [line.text() for line in page.ledger.lines][-1].startswith("Those who work in Cambodia")
    page.released.save_to(tmp_path / "edition.pdf")
    assert (tmp_path / "edition.pdf").read_bytes() == with_papers[1].get(document.sha256)
    page.toggle_many()
    settle()
    assert not page.released.action.isEnabled()
    assert not page.is_of_many and "Improvement plan, cycle 1" in titles(page)


def test_what_is_missing_and_what_is_given_away_stand_in_the_pane(page, assess, bench, qtbot):
    assess(4)
    page.opened(kind="synthesis", id="KH")
    settle()
    assert "Only 4 factories have a released assessment" in page.life.lacks.text() and page.life._buttons == []
    assess(1, first=4)
    settle()
    assert not page.life.lacks.isVisible() and not page.life.gaps_head.isVisible()
    for step in (Step.READY, Step.APPROVE, Step.RELEASE):
        page.acts.actions[step].trigger()
        settle()
    page.release.go_on(), settle(), page.release.go_on()
    qtbot.waitUntil(lambda: bool(stored(bench, Edition)))
    settle()
    page.acts.actions[Step.REVISE].trigger()
    settle()
    assess(2, first=5)
    settle()
    assert "tells 2 factories apart" in page.life.lacks.text() and page.life.gaps_head.title.text() == "Beside earlier editions"
    assert page.acts.actions[Step.READY].isEnabled(), "a warning holds nothing up"


def test_an_empty_desk_says_so_in_both_lists(page):
    page.opened()
    settle()
    page.toggle_many()
    settle()
    assert page.is_of_many and page._model.shown_values() == [] and "No factory is in a cycle yet." in page.list.empty


def test_what_waits_on_today_opens_by_enter_at_its_report(with_papers, assess, bench, shown, page, qtbot):
    """A desk without an office: who hands in may judge, too."""
    assess(5)
    page.opened(kind="synthesis", id="KH")
    settle()
    go_on(page, qtbot)
    (report,) = stored(bench, Report)
    assert report.state is ReportState.READY
    today = shown(TodayHome(with_papers[0]), 1100, 760)
    gone = []
    today.go.connect(lambda place, where: gone.append((place, where)))
    today.opened()
    settle()
    said = {one.kind: today._needs.cell(row, 0).text for row, one in enumerate(today._needs.shown_values())}
    assert said["approve"] == "Review: Synthesis, Cambodia"
    today.needs.choose("approve///KH/")
    today.needs.setFocus()
    qtbot.keyClick(today.needs, Qt.Key.Key_Return)
    assert gone == [("reports", {"kind": "synthesis", "id": "KH"})]
