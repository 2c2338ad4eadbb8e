"""All factories in a real window over a real encrypted file: filtered, columns hidden, a view kept and shown again, a factory opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.app.ahead import CountAhead
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Origin
from bwdesk.domain.views import SavedView
from bwdesk.runtime.lanes import IDLE
from bwdesk.texts import Texts
from bwdesk.ui.look import make_look
from bwdesk.ui.pages.portfolio.columns import columns_of
from bwdesk.ui.pages.portfolio.page import PortfolioPage
from bwdesk.ui.pages.windows import window_reason
from bwdesk.ui.parts.row_painter import RowPainter
from bwdesk.ui.parts.row_sheet import PAD
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, RowModel
from bwdesk.ui.when import day_words
from bwdesk.usecases.factories import add_factory, edit_factory, register_factory
from bwdesk.usecases.plan import add_issue, edit_issue
from bwdesk.usecases.portfolio_kept import KeptPortfolio
from tests.fakes.bench import result, stored


def kept_by(bench):
    kept = KeptPortfolio()
    bench.desk.changed.connect(kept.hear)
    return kept


@pytest.fixture
def page(bench, shown):
    for number, (name, country) in enumerate([("Golden Thread Ltd", "KH"), ("Blue Hem", "BD"), ("Mekong Knit", "KH")]):
        factory = result(bench.desk.do(add_factory, name, country))
        cycle = result(bench.desk.do(register_factory, factory, date(2026, 5, 8), bench.me.id))
        for _ in range(number):
            result(bench.desk.do(add_issue, cycle, "Exit blocked", Origin.VISIT))
    made = shown(PortfolioPage(bench, kept_by(bench)), 1300, 700)
    made.opened()
    QApplication.processEvents()
    made.focus_first()
    return made


def names(page):
    return [row.name for row in page._model.shown_values()]


def column(page, key):
    return next(n for n, one in enumerate(page._model.columns) if one.key == key)


def press(qtbot, widget, key, mods=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, mods)
    QApplication.processEvents()


def test_a_view_keeps_filter_order_and_columns_under_its_name(bench, page, qtbot):
    assert names(page) == ["Blue Hem", "Golden Thread Ltd", "Mekong Knit"]
    press(qtbot, page.list, Qt.Key.Key_Slash)
    qtbot.keyClicks(page.filter, "kh")
    page.list.sort_rows(column(page, "open"), Qt.SortOrder.DescendingOrder)
    assert names(page) == ["Mekong Knit", "Golden Thread Ltd"]
    page.toggle_column("advisor")
    assert "advisor" not in [one.key for one in page._model.columns]
    assert names(page) == ["Mekong Knit", "Golden Thread Ltd"]
    press(qtbot, page.list, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.name, "Cambodia, most open")
    press(qtbot, page.name, Qt.Key.Key_Return)
    (view,) = stored(bench, SavedView)
    assert view.name == "Cambodia, most open"
    assert page.tabs.current == view.id
    page.show_view("")
    assert names(page) == ["Blue Hem", "Golden Thread Ltd", "Mekong Knit"]
    assert "advisor" in [one.key for one in page._model.columns]
    page.show_view(view.id)
    assert names(page) == ["Mekong Knit", "Golden Thread Ltd"]
    assert "advisor" not in [one.key for one in page._model.columns]


def test_enter_opens_the_factory(page, qtbot):
    went = []
    page.go.connect(lambda place, where: went.append((place, where)))
    page.list.choose_first()
    press(qtbot, page.list, Qt.Key.Key_Return)
    assert went == [("factory", {"factory": page.list.current_key()})]


def test_a_plan_without_issues_has_no_share(page):
    shares = [page._model.cell(row, column(page, "verified")).text for row in range(3)]
    assert shares == ["0 of 1", "", "0 of 2"]


def test_the_first_rows_come_at_once_and_the_head_says_that_others_are_counted(bench, page, shown, monkeypatch):
    for name in ("FIRST", "SLICE"):
        monkeypatch.setattr(f"bwdesk.ui.pages.portfolio.page.{name}", 1)
    opened, seen = shown(PortfolioPage(bench, kept_by(bench)), 1300, 700), []
    opened._model.modelReset.connect(lambda: seen.append((names(opened), opened.head.facts.text())))
    opened.opened()
    QApplication.processEvents()
    assert seen == [(["Blue Hem"], "3 factories, 1 counted so far"), (["Blue Hem", "Golden Thread Ltd", "Mekong Knit"], "3 factories")]


def test_a_change_is_shown_and_a_new_day_too(bench, shown, qtbot):
    day = [bench.today()]
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    cycle = result(bench.desk.do(register_factory, factory, date(2026, 5, 8), bench.me.id))
    page = shown(PortfolioPage(replace(bench, today=lambda: day[0]), kept_by(bench)), 1300, 700)
    page.opened()

    def late():
        QApplication.processEvents()
        return [(row.open, row.late) for row in page._model.shown_values()]

    assert late() == [(0, 0)]
    issue = result(bench.desk.do(add_issue, cycle, "Exit blocked", Origin.VISIT))
    result(bench.desk.do(edit_issue, issue, replace(issue, due_on=day[0])))
    assert late() == [(1, 0)]
    page._minute.timeout.emit()
    assert late() == [(1, 0)]
    day[0] += timedelta(days=1)
    page._minute.timeout.emit()
    assert late() == [(1, 1)]


def counted_ahead(bench, monkeypatch):
    monkeypatch.setattr("bwdesk.app.ahead.SOON_MS", 0)
    monkeypatch.setattr("bwdesk.app.ahead.SLICE", 1)
    ranks, lane = [], bench.desk.lanes.read
    send = type(lane).send
    monkeypatch.setattr(type(lane), "send", lambda lane, *args: [ranks.append(args[3]), send(lane, *args)][1])
    ahead = CountAhead(bench)
    ahead.begin()
    ahead.begin()
    return ahead, ranks


def test_what_was_counted_ahead_opens_whole(bench, page, shown, monkeypatch, qtbot):
    ahead, ranks = counted_ahead(bench, monkeypatch)
    qtbot.waitUntil(lambda: len(ranks) == 3)
    QApplication.processEvents()
    assert ranks == [IDLE] * 3
    opened, seen = shown(PortfolioPage(bench, ahead.kept), 1300, 700), []
    opened._model.modelReset.connect(lambda: seen.append(opened.head.facts.text()))
    opened.opened()
    assert (seen, names(opened)) == (["3 factories"], names(page))
    result(bench.desk.do(add_factory, "Not registered", "KH"))
    assert len(names(opened)) == 3


def test_a_new_day_is_counted_ahead_too(bench, page, monkeypatch, qtbot):
    monkeypatch.setattr("bwdesk.app.ahead.EVERY_MS", 5)
    day = [bench.today()]
    ahead, _ = counted_ahead(replace(bench, today=lambda: day[0]), monkeypatch)
    qtbot.waitUntil(lambda: len(ahead.kept._rows) == 3)
    day[0] += timedelta(days=400)
    qtbot.waitUntil(lambda: {row.month for row in ahead.kept._rows.values()} == {20} and len(ahead.kept._rows) == 3)
    ahead.stop()


def test_a_desk_that_closes_counts_nothing_more(bench, page, monkeypatch, qtbot):
    ahead, ranks = counted_ahead(bench, monkeypatch)
    ahead.stop()
    ahead.begin()
    qtbot.wait(20)
    assert ranks == []


def test_the_factory_in_focus_stands_in_full_under_the_table_with_why_it_is_next(bench, page, qtbot):
    page.list.choose(next(row.id for row in page._model.shown_values() if row.name == "Mekong Knit"))
    QApplication.processEvents()
    preview = page.preview
    assert preview.isVisible() and preview.name.text() == "Mekong Knit" and preview.place.text() == "KH"
    row = page._model.value(page._model.row_of(page.list.current_key()))
    assert preview.next.accessibleName() and preview.why.text() == window_reason(row.window, page.texts, page.look.look)
    result(bench.desk.do(edit_factory, *renamed(bench, "Mekong Knit", "ក្រុមហ៊ុនមេគង្គ")))
    qtbot.waitUntil(lambda: preview.local.text() == "ក្រុមហ៊ុនមេគង្គ")
    page.list.choose(next(row.id for row in page._model.shown_values() if row.name == "Blue Hem"))
    assert preview.name.text() == "Blue Hem"
    qtbot.waitUntil(lambda: preview.place.text() == "BD" and preview.local.text() == "")
    page.resize(1300, 500)
    QApplication.processEvents()
    assert preview.isHidden(), "on a low screen the table has the room"


def renamed(bench, name, local):
    (factory,) = [one for one in stored(bench, Factory) if one.name == name]
    return factory, replace(factory, local_name=local)


def test_the_table_is_summed_up_as_it_is_filtered(page, qtbot):
    def sums():
        return {page._model.columns[n].key: cell.text for n, cell in page.foot.cells.items()}

    qtbot.waitUntil(lambda: bool(sums()))
    assert sums()["name"] == "3 factories" and sums()["open"] == "3" and sums()["verified"] == "0 of 3"
    page.filter.setText("BD")
    qtbot.waitUntil(lambda: sums()["name"] == "1 factory")
    assert sums()["open"] == "1"
    page.toggle_column("open")
    assert "open" not in sums() and sums()["name"] == "1 factory"


@pytest.mark.parametrize("language", ["en", "ar", "ur", "si", "ta", "vi"])
def test_no_month_of_the_last_visit_is_cut(look, shown, language):
    look.swap(make_look(language=language, motion=False))
    columns = columns_of(look, Texts())
    at = next(n for n, one in enumerate(columns) if one.key == "visit")
    view = shown(RowView(look, RowModel(columns, lambda row: row)), 1400, 300)
    days = [day_words(look.look, date(2026, month, 28), "d MMM yyyy") for month in range(1, 13)]
    assert not view.isColumnHidden(at)
    edge = view.inset - PAD  # the last column keeps its distance from the edge
    assert view.columnWidth(at) - edge >= max(RowPainter(look).needs(Cell(day)) for day in days) + 2 * PAD
