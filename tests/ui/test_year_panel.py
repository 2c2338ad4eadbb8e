"""The year of a factory by hand: milestones with their reasons, payment, setting aside, renewal, contacts, registration data."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.assessment import Result, Verdict
from bwdesk.domain.contact import Channel, Contact
from bwdesk.domain.cycle import Cycle, CycleReason
from bwdesk.domain.factory import Factory
from bwdesk.domain.ledgers import Book
from bwdesk.interchange.slcp import slcp_references
from bwdesk.ui.pages.factory.page import FactoryWorkspace
from bwdesk.ui.when import day_words
from bwdesk.usecases.engagement import add_contact, note_slcp
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visits import start_visit
from bwdesk.usecases.writing import write_new
from tests.fakes.bench import open_bench, result, stored


@pytest.fixture
def bench(qapp, tmp_path):
    with open_bench(tmp_path) as made:
        yield made


@pytest.fixture
def page(bench, qtbot):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    made = FactoryWorkspace(bench)
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    made.opened(factory=factory.id)
    QApplication.processEvents()
    return made


def test_every_milestone_says_why_it_stands_where_it_stands(page, qtbot):
    page.year.acts[0].trigger()
    year = page.year.year
    assert year.isVisibleTo(page)
    cells = [year._what(window) for window in year._model.shown_values()]
    assert len(cells) == len(page._shown.view.windows)
    assert all(cell.text and cell.second for cell in cells)
    assert "month 11 of the cycle" in {cell.second for cell in cells}, "the number is the profile's"
    qtbot.keyClick(year.list, Qt.Key.Key_Escape)
    assert not year.isVisibleTo(page)


def test_a_reason_names_the_day_it_is_counted_from(page, bench):
    visit = result(bench.desk.do(start_visit, page._shown.factory.id))
    QApplication.processEvents()
    page.year.acts[0].trigger()
    year = page.year.year
    year.list.choose("assessment")
    day = day_words(bench.look.look, visit.started_at.astimezone().date(), "d MMM yyyy")
    assert year.whole.text() == f"moved, because the first visit was late: on {day}"


def test_a_milestone_is_set_aside_by_keys_and_only_with_a_reason(page, bench, qtbot):
    page.year.acts[0].trigger()
    year = page.year.year
    year.list.choose("intro_seminar")
    year._waive(year.list.current_key())
    assert year.message.isVisibleTo(year)
    year.reason.setText("Held by the association")
    year.list.choose("intro_seminar")
    qtbot.keyClick(year.list, Qt.Key.Key_Return)
    qtbot.wait(20)
    (cycle,) = stored(bench, Cycle)
    (reason,) = stored(bench, CycleReason)
    assert (cycle.waived, reason.text) == ({"intro_seminar"}, "Held by the association")
    assert year.whole.text() == "set aside for this cycle: Held by the association"
    row = year._model.index(year._model.row_of("intro_seminar"), 0)
    assert row.data(Qt.ItemDataRole.ToolTipRole) == year.whole.text()
    assert not year.message.isVisibleTo(year)


def test_payment_and_renewal_from_the_panel(page, bench, qtbot):
    page.year.acts[0].trigger()
    year = page.year.year
    year.fields["contribution"].setText("USD 1,200")
    year.fields["paid_on"].setText("in May")
    qtbot.keyClick(year.fields["contribution"], Qt.Key.Key_Return)
    assert year.message.isVisibleTo(year)
    year.fields["paid_on"].setText("2026-05-20")
    year.slcp.setChecked(True)
    year.step.setText("2")
    qtbot.keyClick(year.fields["paid_on"], Qt.Key.Key_Return)
    qtbot.wait(20)
    (cycle,) = stored(bench, Cycle)
    assert (cycle.contribution, cycle.paid_on, cycle.slcp_opt_in, cycle.slcp_step) == ("USD 1,200", date(2026, 5, 20), True, 2)
    year.renew.click()
    qtbot.wait(20)
    assert sorted((c.number, c.started_on) for c in stored(bench, Cycle)) == [(1, date(2026, 5, 8)), (2, date(2027, 5, 8))]
    assert not year.renew.isEnabled()
    assert page._shown.view.cycle.number == 1


def test_a_contact_is_noted_in_one_line_and_stands_among_the_visits(page, bench, qtbot):
    page.year.acts[1].trigger()
    contact = page.year.contact
    contact.who.setText("HR manager")
    contact.text.setText("Fire drill is on Friday")
    contact.half_days.setText("some")
    qtbot.keyClick(contact.text, Qt.Key.Key_Return)
    assert contact.message.isVisibleTo(contact) and not stored(bench, Contact)
    contact.half_days.setText("1")
    qtbot.keyClick(contact.text, Qt.Key.Key_Return)
    qtbot.wait(20)
    assert [(c.who, c.half_days) for c in stored(bench, Contact)] == [("HR manager", 1)]
    page._choose_tab("visits")
    assert [e.words for e in page._model.shown_values()] == ["Call, HR manager Fire drill is on Friday"]
    assert page.side.ledgers[Book.VISIT_DAYS].accessibleName().startswith("Visit days: 0.5 of 8")


def test_over_use_asks_for_a_reason_until_one_stands(page, bench, qtbot):
    (cycle,) = stored(bench, Cycle)
    result(bench.desk.do(add_contact, cycle, Channel.VIDEO, "Committee", "A long week", None, 18))
    qtbot.wait(20)
    assert "F8" in page.side.over.text()
    page.year.acts[0].trigger()
    year = page.year.year
    assert [year._model.cell(0, n).text for n in range(3)] == ["Visit days", "1 over", "reason missing"]
    assert year.list.current_key() == "over.visit_days"
    year.waive.click()
    assert year.message.isVisibleTo(year), "a ledger is no milestone"
    year.reason.setText("The fire")
    qtbot.keyClick(year.list, Qt.Key.Key_Return)
    qtbot.wait(20)
    assert page.side.over.text() == "Visit days: The fire"
    assert [year._model.cell(0, n).says() for n in (0, 2)] == ["Visit days, The fire", "explained"]
    year.reason.setText("Something else")
    year.list.choose("intro_seminar")
    year.over.click()
    assert year.message.isVisibleTo(year) and page.side.over.text() == "Visit days: The fire"


def test_on_a_low_screen_the_open_year_has_the_room(page):
    page.resize(960, 620)
    page.year.acts[0].trigger()
    QApplication.processEvents()
    year = page.year.year
    assert page.height() == 620 and year.list.height() >= 2 * page.look.look.density.row_two
    assert not (page.list.isVisibleTo(page) or page.cycle_thread.isVisibleTo(page))
    dates = year.fields["paid_on"]
    assert dates.fontMetrics().horizontalAdvance(dates.placeholderText()) + 20 < dates.width()
    year.leave()
    QApplication.processEvents()
    assert page.list.isVisibleTo(page) and page.cycle_thread.isVisibleTo(page)


def test_registration_data_is_edited_in_place(page, bench, qtbot):
    for key, text in (("began_year", "1998"), ("supervisors", "44"), ("owner", "Mekong Holding"), ("gateway_id", "KH0012")):
        page.facts.registered.edited.emit(key, text)
        qtbot.wait(20)
    (factory,) = stored(bench, Factory)
    assert (factory.began_year, factory.supervisors, factory.owner, factory.gateway_id) == (1998, 44, "Mekong Holding", "KH0012")


def test_answers_for_slcp_are_saved_and_what_has_no_mapping_is_said(page, bench, tmp_path, qtbot):
    cycle = page._shown.view.cycle
    cycle = result(bench.desk.do(note_slcp, cycle, True, 1))
    results = [
        Result(
            id=f"{number:032x}", scope=cycle.scope, assessment_id="a", cycle_id=cycle.id, question=code, verdict=Verdict.COMPLIANT,
            tool="KHM 2026.1", assessed_on=date(2026, 9, 1),
        )
        for number, code in enumerate(("CL-CHL-01", "DI-GEN-01"))
    ]  # fmt: skip
    result(bench.desk.do(write_new, results))
    QApplication.processEvents()
    page.year.save_slcp_to(tmp_path / "slcp.csv")
    QApplication.processEvents()
    assert "CL-CHL-01" in (tmp_path / "slcp.csv").read_text("utf-8-sig")
    assert page.year.year.saved.isVisibleTo(page)
    assert "2 answers saved. Without an SLCP section in our reading: 1." in page.year.year.saved.text()
    listed = tmp_path / "list.csv"
    listed.write_text("code;SLCP\nCL-CHL-01;WW-XX-1\nDI-GEN-02;WW-XX-2\n", "utf-8")
    bench.intake.readers["slcp_references"] = slcp_references
    page.year.save_slcp_to(tmp_path / "mapped.csv", listed)
    qtbot.waitUntil((tmp_path / "mapped.csv").exists)
    QApplication.processEvents()
    assert "WW-XX-1" in (tmp_path / "mapped.csv").read_text("utf-8-sig")
    assert page.year.year.saved.text() == "2 answers saved, 1 with an SLCP reference of your list, 1 without."
