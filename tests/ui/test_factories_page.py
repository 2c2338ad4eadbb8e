"""The register in a real window over a real encrypted file: filtering, a new factory, a whole list taken in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.errors import IntakeRefused
from bwdesk.interchange.book import read_book
from bwdesk.interchange.factories import factory_rows
from bwdesk.runtime.promise import Promise
from bwdesk.store.held import held_count
from bwdesk.ui.pages.factories.page import FactoriesPage
from bwdesk.usecases.factories import add_factory, register_factory
from tests.fakes.bench import result, stored

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo" / "factories.csv"


@pytest.fixture
def page(bench, shown):
    golden = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH", "ខ្សែមាស", "Phnom Penh"))
    result(bench.desk.do(register_factory, golden, date(2026, 5, 8)))
    result(bench.desk.do(add_factory, "Thời trang Sông Hồng", "VN", "", "Nam Định"))
    bench.intake.readers = {"read_book": read_book, "factory_rows": factory_rows}
    made = shown(FactoriesPage(bench), 1300, 800)
    made.went = []
    made.go.connect(lambda place, where: made.went.append((place, where)))
    made.opened()
    made.focus_first()
    QApplication.processEvents()
    return made


def names(page):
    return [row.name for row in page._model.shown_values()]


def test_typing_in_the_list_filters_without_marks_and_enter_opens_the_factory(page, bench, qtbot):
    assert len(names(page)) == 2
    qtbot.keyClicks(page.list, "s")
    assert QApplication.focusWidget() is page.filter
    qtbot.keyClicks(page.filter, "ong hong")
    assert names(page) == ["Thời trang Sông Hồng"]
    qtbot.keyClick(page.filter, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.list
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    (found,) = [one for one in stored(bench, Factory) if one.country == "VN"]
    assert page.went == [("factory", {"factory": found.id})]


def test_views_count_and_show_what_they_say(page, bench, qtbot):
    counts = {button.tab.key: button.tab.count for button in page.tabs._buttons}
    assert counts == {"all": "2", "mine": "1", "registered": "1", "late": "0"}
    qtbot.mouseClick(page.tabs._buttons[2], Qt.MouseButton.LeftButton)
    assert names(page) == ["Golden Thread Ltd"]
    (cycle,) = stored(bench, Cycle)
    assert page._model.shown_values()[0].id == cycle.factory_id


def test_a_new_factory_needs_a_name_and_a_country_and_is_opened(page, bench, qtbot):
    page.new.open()
    assert QApplication.focusWidget() is page.new.name
    page.new.country.setEditText("bd")
    qtbot.keyClick(page.new.name, Qt.Key.Key_Return)
    assert page.new.message.isVisible() and len(stored(bench, Factory)) == 2
    qtbot.keyClicks(page.new.name, "Lotus Garments")
    qtbot.keyClick(page.new.name, Qt.Key.Key_Return)
    QApplication.processEvents()
    made = stored(bench, Factory)[-1]
    assert (made.name, made.country, made.scope) == ("Lotus Garments", "BD", "country/BD")
    assert page.went == [("factory", {"factory": made.id})]
    assert not page.new.isVisible()
    assert "Lotus Garments" in names(page)


@pytest.mark.parametrize(("typed", "code"), [("bd", "BD"), ("Bangladesh", "BD"), ("viet nam", "VN"), ("Brazil", "BR"), ("Atlantis", None)])
def test_a_country_typed_by_its_name_is_that_country(page, bench, qtbot, typed, code):
    page.new.open()
    page.new.country.setEditText(typed)
    page.new.name.setText("Lotus Garments")
    qtbot.keyClick(page.new.name, Qt.Key.Key_Return)
    made = [factory.country for factory in stored(bench, Factory) if factory.name == "Lotus Garments"]
    assert made == ([code] if code else []) and page.new.message.isVisible() is (code is None)


def choose(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())
    QApplication.processEvents()


def test_a_list_that_names_no_country_gets_it_from_the_person(page, bench, qtbot, tmp_path):
    (tmp_path / "mine.csv").write_text("Factory;Workers\nLotus;12\nRose;\n", encoding="utf-8")
    page.importing.read(str(tmp_path / "mine.csv"))
    QApplication.processEvents()
    panel = page.importing
    assert (panel._judged.count.refused, panel.take.isEnabled()) == (2, False)
    assert QApplication.focusWidget() is panel.how.country
    choose(panel.columns.boxes[1], "workers_women")
    choose(panel.how.country, "KH")
    assert (panel._judged.count.taken, panel._judged.count.refused) == (2, 0)
    assert panel._judged.found.factories[0].workers_women == 12, "a column mapped by hand stays"
    qtbot.keyClick(panel.take, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert {f.name: f.country for f in stored(bench, Factory)}.items() >= {("Lotus", "KH"), ("Rose", "KH")}


def test_encoding_separator_and_heading_are_chosen_by_hand_where_they_were_guessed_wrong(page, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_bytes("Register^of 2026\nIstasyon^Yer\nÇiğdem^TR\nGül^TR\n".encode("cp1254"))
    page.importing.read(str(path))
    QApplication.processEvents()
    panel = page.importing
    choose(panel.how.encoding, "cp1254")
    choose(panel.how.separator, "^")
    choose(panel.how.heading, 2)
    assert panel.columns.headings == ("Istasyon", "Yer")
    choose(panel.columns.boxes[0], "name")
    choose(panel.columns.boxes[1], "country")
    assert [(f.name, f.country) for f in panel._judged.found.factories] == [("Çiğdem", "TR"), ("Gül", "TR")]
    choose(panel.how.heading, -1)
    assert panel._judged.count.read == 4
    choose(panel.how.encoding, "utf-8")
    assert not panel.take.isEnabled() and panel.how.isVisible(), "unreadable so: another encoding can be chosen"
    page.importing.read(str(DEMO))
    QApplication.processEvents()
    assert panel.how.encoding.currentData().startswith("utf-8") and panel.how.chosen_country() is None


def test_a_list_is_looked_at_first_and_then_taken_in_whole(page, bench, qtbot):
    panel = page.importing
    panel.read(str(DEMO))
    QApplication.processEvents()
    count = panel._judged.count
    assert panel.take.isEnabled() and count.adds_up and count.taken > 100
    assert len(stored(bench, Factory)) == 2, "nothing is written before it is taken in"
    qtbot.keyClick(panel.take, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert len(stored(bench, Factory)) == 2 + count.taken
    assert result(bench.desk.ask(held_count)) == 0, "sync may have it now"
    assert len(names(page)) == 2 + count.taken
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    panel.read(str(DEMO))
    QApplication.processEvents()
    again = panel._judged.count
    assert (again.taken, again.already_there, panel.take.isEnabled()) == (0, count.taken + count.already_there, False)


def test_a_list_put_away_leaves_nothing_behind(page, bench, qtbot):
    page.importing.read(str(DEMO))
    QApplication.processEvents()
    qtbot.keyClick(page.importing, Qt.Key.Key_Escape)
    assert not page.importing.isVisible()
    assert len(stored(bench, Factory)) == 2


def test_what_comes_late_of_a_list_put_away_is_not_shown_under_the_next(page, bench, qtbot, monkeypatch):
    asked = []

    def pending(*_what, progress=None):
        asked.append(Promise(lambda _error: None))
        return asked[-1]

    monkeypatch.setattr(bench.intake, "run", pending)
    panel = page.importing
    panel.read("one.csv")
    words = panel.state.text()
    for late in (IntakeRefused("intake.empty"), read_book(DEMO)):
        first = asked[-1]
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
        panel.read("two.csv")
        first.fail(late) if isinstance(late, IntakeRefused) else first.keep(late)
        QApplication.processEvents()
        assert (panel.state.text(), panel._book, panel.bar.isVisible()) == (words, None, True)


def test_a_list_dropped_while_another_is_taken_in_changes_nothing_of_it(page, bench, qtbot):
    panel = page.importing
    panel.read(str(DEMO))
    QApplication.processEvents()
    wanted = panel._judged.count
    bench.desk.changed.connect(lambda _changes: panel.read("another.csv"))
    qtbot.keyClick(panel.take, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert len(stored(bench, Factory)) == 2 + wanted.taken
    assert panel.head.count.text() == DEMO.name and str(wanted.taken) in panel.state.text()
