"""Rows: sorted, filtered, grouped, kept in place; tens of thousands of them without a halt."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu

from bwdesk.ui.look import LookSource, Role, make_look
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.row_foot import RowFoot, table_with
from bwdesk.ui.parts.row_painter import RowPainter
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, Group, RowModel, Thread
from bwdesk.ui.properties import ICON


@dataclass(frozen=True)
class Mill:
    id: str
    name: str
    country: str
    workers: int | None


MILLS = [
    Mill("1", "Golden Thread", "Cambodia", 1820),
    Mill("2", "Blue Hem", "Bangladesh", 1385),
    Mill("3", "Angkor Button", "Cambodia", None),
    Mill("4", "Hướng Dương", "Viet Nam", 2980),
]


def columns():
    return [
        Column("name", "Factory", lambda m: Cell(m.name, role=Role.NAME), 200, stretch=True, sort=lambda m: m.name, edit=lambda m: m.name),
        Column("workers", "Workers", lambda m: Cell(str(m.workers or ""), at_end=True), 80, at_end=True, sort=lambda m: m.workers),
    ]


def model(rows=MILLS, grouped=False):
    by = (lambda m: Group(m.country, m.country)) if grouped else None
    made = RowModel(columns(), lambda m: m.id, find=lambda m: f"{m.name} {m.country}", group=by)
    made.set_rows(rows)
    return made


def names(rows):
    return [m.name for m in rows.shown_values()]


def test_the_model_keeps_qts_promises(qapp):
    rows = model([])
    tester = QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for grouped in (False, True):
        rows.set_group((lambda m: Group(m.country, m.country)) if grouped else None)
        rows.set_rows(MILLS)
        rows.set_filter("o")
        rows.sort(1)
        rows.set_open("Cambodia", False)
        rows.set_rows([])
    assert tester.model() is rows


def test_what_is_unknown_stands_last_both_ways(qapp):
    rows = model()
    rows.sort(1, Qt.SortOrder.AscendingOrder)
    assert names(rows) == ["Blue Hem", "Golden Thread", "Hướng Dương", "Angkor Button"]
    rows.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(rows) == ["Hướng Dương", "Golden Thread", "Blue Hem", "Angkor Button"]


def test_the_filter_wants_every_word(qapp):
    rows = model()
    rows.set_filter("cambodia GOLD")
    assert names(rows) == ["Golden Thread"]
    rows.set_filter("")
    assert len(names(rows)) == 4


def test_groups_stand_in_order_and_close(qapp):
    rows = model(grouped=True)
    heads = [rows.group_at(n) for n in rows.group_rows()]
    assert [(h.title, h.count) for h in heads] == [("Bangladesh", 1), ("Cambodia", 2), ("Viet Nam", 1)]
    rows.set_open("Cambodia", False)
    assert names(rows) == ["Blue Hem", "Hướng Dương"]
    assert rows.value(rows.group_rows()[1]) is None


def test_fresh_values_in_the_same_places_move_nothing(qapp, qtbot):
    rows = model()
    resets = []
    rows.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(rows.dataChanged):
        rows.set_rows([replace(MILLS[0], workers=7), *MILLS[1:]])
    assert not resets and rows.cell(0, 1).text == "7"


@pytest.fixture
def view(look, shown):
    made = RowView(look, model(grouped=True))
    shown(made, 700, 400)
    made.setFocus()
    return made


def test_the_focus_row_stays_with_its_record(view):
    view.choose("4")
    view.model().set_rows([*reversed(MILLS), Mill("5", "A first one", "Bangladesh", 1)])
    assert view.current_key() == "4"
    view.sort_rows(0)
    assert view.current_key() == "4"


def test_enter_opens_a_row_and_folds_a_group(view, qtbot):
    view.choose("2")
    with qtbot.waitSignal(view.activated_row) as told:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["2"]
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current_key() == ""
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.model().row_of("2") == -1
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.model().row_of("2") >= 0


def test_typing_is_handed_to_the_page(view, qtbot):
    view.choose("2")
    with qtbot.waitSignal(view.typed) as told:
        QTest.keyClick(view, "g")
    assert told.args == ["g"]


def test_a_cell_is_edited_in_place_and_escape_loses_nothing(view):
    told = []
    view.model().set_editor(lambda row, column, text: told.append((row.id, column, text)) or True)
    view.choose("1")
    view.edit(view.currentIndex())
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "Golden Threads")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert told == [("1", "name", "Golden Threads")]


def test_rows_do_not_move_under_the_caret(view):
    view.model().set_editor(lambda *_: True)
    view.choose("1")
    view.edit(view.currentIndex())
    before = view.model().row_of("1")
    view.model().set_rows([*MILLS, Mill("0", "Aaa", "Austria", 1)])
    assert view.model().row_of("1") == before and view.model().row_of("0") == -1
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert view.model().row_of("0") >= 0


def test_an_empty_list_says_what_to_do(look, shown):
    view = RowView(look, model([]))
    shown(view, 500, 200)
    before = view.grab().toImage()
    view.set_empty("No factories yet.", "Ctrl+N adds one.")
    QApplication.processEvents()
    assert view.grab().toImage() != before


def test_what_a_screen_reader_hears(qapp):
    rows = model(grouped=True)
    assert rows.data(rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "Bangladesh 1"
    cell = Cell("Exits", second="Assessment", number="12", fact="8 days over", fact_mark=Kind.BAD)
    assert cell.says() == "12, Exits, Assessment, 8 days over"
    assert Cell(art=Thread(7), spoken="month 7").says() == "month 7"


def test_thirty_thousand_rows_are_there_at_once_and_scroll_without_a_halt(look, shown):
    rows = model([])
    view = RowView(look, rows)
    shown(view, 1000, 800)
    many = [Mill(str(n), f"Factory {n:05} Ltd ក្រុមហ៊ុន", f"Country {n % 9}", n * 7 % 5000) for n in range(30_000)]
    started = time.thread_time()
    rows.set_rows(many)
    view.viewport().repaint()
    assert time.thread_time() - started < 0.6  # processor time: a busy machine tells nothing; ./run bench holds 0.2 s
    slowest = 0.0
    bar = view.verticalScrollBar()
    for place in range(0, bar.maximum(), bar.maximum() // 40):
        started = time.thread_time()
        bar.setValue(place)
        view.viewport().repaint()
        slowest = max(slowest, time.thread_time() - started)
    assert slowest < 0.15
    started = time.thread_time()
    rows.set_filter("factory 123")
    view.viewport().repaint()
    assert time.thread_time() - started < 0.3
    assert len(rows.shown_values()) == sum("123" in f"{n:05}" for n in range(30_000))


@pytest.mark.parametrize("name", ["ក្រុមហ៊ុន ខ្សែមាស", "লোটাস অ্যাপারেলস", "شركة إبرة", "Ễ Ậ Ỗ", "لوٹس گارمنٹس"])
def test_tall_scripts_fit_their_row(look, shown, name):
    """Nothing of a name is painted into the hairline or over the row's edge."""
    rows = RowModel([Column("n", "", lambda m: Cell(m.name), stretch=True)], lambda m: m.id)
    rows.set_rows([Mill("1", name, "", 1), Mill("2", "", "", 1)])
    view = RowView(look, rows)
    shown(view, 400, 120)
    image = view.viewport().grab().toImage()
    height = look.look.density.row
    inked = [y for y in (0, 1, height - 2, height, height + 1) if len({image.pixel(x, y) for x in range(24, 380)}) > 1]
    assert not inked
    assert any(len({image.pixel(x, y) for x in range(24, 380)}) > 1 for y in range(height))


def test_where_a_row_is_narrow_its_fact_leaves_the_title_the_whole_first_line(qtbot):
    """Painted dark on light: the first line of a narrow row begins and ends as without a fact, and the fact stands below it."""
    source = LookSource(make_look(language="en"))
    painter_of = RowPainter(source)

    def inked(cell, width, top, bottom):
        image = QImage(width, 48, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter_of.cell(painter, QRectF(0, 0, width, 48), cell, strong=False)
        painter.end()
        return [x for x in range(width) if any(image.pixelColor(x, y).lightness() < 200 for y in range(top, bottom))]

    title = "In the peak weeks of spring one line worked too long"
    with_fact = Cell(title, "HR manager", fact="117 days over", fact_mark=Kind.BAD)
    plain = Cell(title, "HR manager")
    assert inked(with_fact, 240, 4, 24) == inked(plain, 240, 4, 24)
    assert max(inked(with_fact, 240, 26, 44)) > 200 > max(inked(plain, 240, 26, 44))
    assert inked(with_fact, 600, 4, 24) != inked(plain, 600, 4, 24)  # room enough: the fact stands at the end, in the middle
    alone = Cell("Verify 1 item the factory says is done", fact="Chhouk Thread (Cambodia) Co., Ltd", mark=Kind.UNSURE)
    assert inked(alone, 280, 4, 24) == inked(Cell(alone.text, "x", mark=Kind.UNSURE), 280, 4, 24)


def test_space_ticks_a_row_delete_is_left_to_who_holds_the_list_and_letters_are_typed(look, shown):
    view = shown(RowView(look, model()), 600, 400)
    ticked, typed = [], []
    view.ticked.connect(ticked.append)
    view.typed.connect(typed.append)
    view.setFocus()
    view.choose("2")
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Delete):
        QTest.keyClick(view, key)
    QTest.keyClicks(view, "b")
    assert (ticked, typed) == (["2"], ["b"])


def test_rows_that_come_to_a_list_with_the_focus_have_a_first_one_for_the_keys(look, shown):
    rows = model([])
    view, elsewhere = shown(RowView(look, rows), 600, 400), shown(RowView(look, model([])), 600, 400)
    view.activateWindow()
    view.setFocus()
    rows.set_rows(MILLS)
    QApplication.processEvents()
    assert view.current_key() == "1" and elsewhere.current_key() == ""


def test_the_first_row_is_chosen_though_the_focus_came_to_a_group_head(look, shown):
    view = shown(RowView(look, model(grouped=True)), 600, 400)
    view.setCurrentIndex(view.model().index(0, 0))
    assert not view.current_key()
    view.choose_first()
    assert view.current_key() == "2"


# sorting by keys


BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
OWN, UP, DOWN = ["Golden Thread", "Blue Hem", "Angkor Button", "Hướng Dương"], Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def plain_view(look, shown):
    made = shown(RowView(look, model()), 700, 400)
    made.setFocus()
    return made


def test_a_list_is_sorted_by_keys_and_given_back_its_own_order(plain_view):
    view = plain_view
    view.choose("4")
    QTest.keyClick(view, Qt.Key.Key_Right, BOTH)
    assert (view.sorting.now, names(view.model())[0]) == ((0, UP), "Angkor Button")
    QTest.keyClick(view, Qt.Key.Key_Right, BOTH)
    QTest.keyClick(view, Qt.Key.Key_Down, BOTH)
    assert (view.sorting.now, names(view.model())[0]) == ((1, DOWN), "Hướng Dương")
    assert view.current_key() == "4", "the row in focus stays in focus"
    QTest.keyClick(view, Qt.Key.Key_Up, BOTH)
    assert names(view.model())[0] == "Blue Hem"
    QTest.keyClick(view, Qt.Key.Key_Right, BOTH)
    assert (view.sorting.now, names(view.model())) == (None, OWN)
    QTest.keyClick(view, Qt.Key.Key_Left, BOTH)
    assert view.sorting.now == (1, UP), "before the first lies the last"


def test_a_press_on_a_head_sorts_up_then_down_then_not_at_all(plain_view):
    heads = plain_view.horizontalHeader()
    found = []
    for _ in range(3):
        QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=heads.viewport().rect().center() / 4)
        found.append(plain_view.sorting.now)
    assert found == [(0, UP), (0, DOWN), None]
    assert names(plain_view.model()) == OWN


def test_columns_that_are_not_shown_or_cannot_be_sorted_are_passed_over(plain_view):
    plain_view.setColumnHidden(0, True)
    QTest.keyClick(plain_view, Qt.Key.Key_Right, BOTH)
    assert plain_view.sorting.now == (1, UP)
    plain_view.setColumnHidden(1, True)
    assert plain_view.sorting.columns() == []
    QTest.keyClick(plain_view, Qt.Key.Key_Right, BOTH)
    assert plain_view.sorting.now == (1, UP)


def test_right_to_left_the_next_column_lies_to_the_left(shown, qapp):
    view = shown(RowView(LookSource(make_look(language="ar")), model()), 700, 400)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Left, BOTH)
    assert view.sorting.now == (0, UP)


def test_the_caret_stands_at_the_head_that_is_sorted_by(plain_view):
    heads = plain_view.horizontalHeader()
    for column in (0, 1):
        left, wide = heads.sectionViewportPosition(column), heads.sectionSize(column)

        def ink(left=left, wide=wide):
            image = heads.viewport().grab().toImage()
            return [(x, y) for x in range(left, left + wide) for y in range(heads.height() - 2) if image.pixelColor(x, y).lightness() < 160]

        before = ink()
        plain_view.sort_rows(column)
        up = ink()
        plain_view.sort_rows(column, DOWN)
        assert len({tuple(before), tuple(up), tuple(ink())}) == 3


def test_an_empty_list_shows_that_the_keys_are_there(look, shown):
    view, elsewhere = shown(RowView(look, model([])), 500, 200), shown(RowView(look, model()), 500, 200)
    view.set_empty("No factories yet.", "Ctrl+N adds one.")
    elsewhere.activateWindow()
    elsewhere.setFocus()
    QApplication.processEvents()
    accent = look.look.tokens.accent.rgb()
    assert view.viewport().grab().toImage().pixel(0, 10) != accent
    view.activateWindow()
    view.setFocus()
    QApplication.processEvents()
    assert view.viewport().grab().toImage().pixel(0, 10) == accent


# acts of the row under the pointer


def act(view, name, done):
    made = QAction(name, view)
    made.setProperty(ICON, "trash")
    made.triggered.connect(lambda: done.append((name, view.current_key())))
    return made


def point_at(view, row):
    spot = QPoint(40, view.rowViewportPosition(row) + 5)
    for place in (spot + QPoint(1, 0), spot):
        QTest.mouseMove(view.viewport(), place)
    QApplication.processEvents()
    return spot


def buttons(view):
    """The acts that can be seen, by name."""
    return {button.text(): button for button, _, _ in view._acts._buttons if button.isVisible()}


@pytest.fixture
def acted(look, shown):
    view = shown(RowView(look, model()), 700, 400)
    view.done = []
    tall = act(view, "Only for the big", view.done)
    view.set_row_acts(act(view, "Open", view.done), (tall, lambda mill: (mill.workers or 0) > 1500))
    view.choose("1")
    view.setFocus()
    return view


def test_the_row_under_the_pointer_shows_what_can_be_done_with_it(acted):
    assert not buttons(acted)
    point_at(acted, 1)
    assert set(buttons(acted)) == {"Open"}
    place = acted._acts.geometry()
    assert (place.top(), place.right()) == (acted.rowViewportPosition(1), acted.viewport().width() - 1)
    point_at(acted, 3)
    assert set(buttons(acted)) == {"Open", "Only for the big"}
    QTest.mouseClick(buttons(acted)["Only for the big"], Qt.MouseButton.LeftButton)
    assert acted.done == [("Only for the big", "4")], "its row has the focus when it is done"
    assert not buttons(acted) and acted.hasFocus()


def test_what_lay_at_a_row_goes_with_it(acted):
    for away in (
        lambda: acted.model().set_filter("hem"),
        lambda: QApplication.sendEvent(acted.viewport(), QEvent(QEvent.Type.Leave)),
        lambda: acted.resize(600, 300),
    ):
        acted.model().set_filter("")
        point_at(acted, 0)
        point_at(acted, 1)
        assert buttons(acted)
        away()
        QApplication.processEvents()
        assert not buttons(acted)


def test_a_command_that_is_off_or_a_head_of_a_group_has_no_act(look, shown):
    view = shown(RowView(look, model(grouped=True)), 700, 400)
    view.done = []
    one = act(view, "Open", view.done)
    view.set_row_acts(one)
    point_at(view, 1)
    assert buttons(view)
    point_at(view, 0)
    assert not buttons(view)
    one.setEnabled(False)
    point_at(view, 1)
    assert not buttons(view)


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # said of popups where there is no screen
def test_right_to_left_acts_stand_at_the_left_and_a_finger_has_the_menu(shown, qapp):
    mirrored = shown(RowView(LookSource(make_look(language="ar")), model()), 700, 400)
    mirrored.set_row_acts(act(mirrored, "Open", []))
    point_at(mirrored, 1)
    assert buttons(mirrored) and mirrored._acts.x() == 0
    touched = shown(RowView(LookSource(make_look(language="en", touch=True)), model()), 700, 400)
    touched.done = []
    touched.set_row_acts(act(touched, "Open", touched.done))
    spot = point_at(touched, 1)
    assert not buttons(touched)
    QApplication.sendEvent(touched.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, touched.mapToGlobal(spot)))
    (menu,) = [one for one in touched.findChildren(QMenu) if one.isVisible()]
    menu.actions()[0].trigger()
    menu.close()
    assert touched.done == [("Open", "2")]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # said of popups where there is no screen
def test_the_menu_key_opens_the_acts_of_the_row_in_focus(acted):
    acted.choose("4")
    QApplication.sendEvent(acted.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0)))
    (menu,) = [one for one in acted.findChildren(QMenu) if one.isVisible()]
    assert [one.text() for one in menu.actions()] == ["Open", "Only for the big"]
    menu.actions()[0].trigger()
    menu.close()
    assert acted.done == [("Open", "4")]


# the line that sums up


@pytest.fixture
def footed(look, shown, qapp):
    rows = model()
    view = RowView(look, rows)
    workers = lambda mills: Cell(str(sum(mill.workers or 0 for mill in mills)), at_end=True)  # noqa: E731
    sums = {"name": lambda mills: Cell(f"{len(mills)} mills"), "workers": workers}
    view.foot = RowFoot(look, view, rows, sums)
    shown(table_with(view, view.foot, None), 600, 400)
    return view


def said(view):
    return [cell.text for _, cell in sorted(view.foot.cells.items())]


def test_the_foot_sums_up_what_the_filter_leaves_and_goes_with_the_rows(footed, qtbot):
    assert said(footed) == ["4 mills", "6185"] and footed.foot.accessibleName() == "Factory: 4 mills, Workers: 6185"
    footed.model().set_filter("cambodia")
    qtbot.waitUntil(lambda: said(footed) == ["2 mills", "1820"])
    footed.model().set_filter("nowhere")
    qtbot.waitUntil(footed.foot.isHidden)
    footed.model().set_filter("")
    qtbot.waitUntil(footed.foot.isVisible)
    footed.model().set_rows([replace(MILLS[0], workers=5), *MILLS[1:]])
    qtbot.waitUntil(lambda: said(footed) == ["4 mills", "4370"])


def test_sums_stand_under_their_columns(footed):
    heads = footed.horizontalHeader()

    def ink():
        image = footed.foot.grab().toImage()
        return [x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() < 160 for y in range(3, image.height()))]

    before = ink()
    assert all(heads.sectionViewportPosition(1) <= x for x in before if x > 200) and max(before) > heads.sectionViewportPosition(1)
    heads.resizeSection(0, 200)
    QApplication.processEvents()
    assert max(ink()) < max(before)


# widths


LONG = "தொடங்கவில்லை இன்னும்"


def wide_columns(fits=()):
    return [
        Column("name", "Factory", lambda m: Cell(m.name), 100, stretch=True),
        Column("state", "State", lambda m: Cell(LONG, mark=Kind.GAP), 60, fits=fits),
        Column("more", "A heading of many words", lambda m: Cell("x"), 100),
        Column("less", "Less", lambda m: Cell("y"), 100, least=500),
    ]


def test_a_column_is_wide_enough_for_what_it_is_to_fit_and_for_its_title(look, shown):
    def view_of(*fits):
        rows = RowModel(wide_columns(fits), lambda m: m.id)
        rows.set_rows(MILLS)
        return shown(RowView(look, rows), 560, 300)

    narrow, wide = view_of(), view_of(Cell(LONG, mark=Kind.GAP))
    need = look.ink.width(LONG, Role.BODY) + look.look.density.list_mark
    assert narrow.columnWidth(1) < need < wide.columnWidth(1)
    assert 100 < narrow.columnWidth(2) <= 150, "half as much again at most"
    assert not narrow.isColumnHidden(3) and wide.isColumnHidden(3), "what a column took more, the list must have more"
    assert wide.columnWidth(0) > 60
    look.swap(make_look(text_size=1.5, motion=False))
    assert wide.columnWidth(1) > look.ink.width(LONG, Role.BODY)
