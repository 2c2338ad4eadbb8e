"""Parts answer to keys and pointer, tell once, and say their words to a screen reader."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QImage, QKeyEvent, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bwdesk.ui.gallery.boards import EVENTS, PHASES, clusters, photo
from bwdesk.ui.icons import has_icon
from bwdesk.ui.look import Role, make_look
from bwdesk.ui.page import Page
from bwdesk.ui.parts.act_button import ActButton
from bwdesk.ui.parts.answer_bar import Answer, AnswerBar
from bwdesk.ui.parts.bars import ActBar, UndoBar
from bwdesk.ui.parts.basics import Key, TitleRow, Words, key_words
from bwdesk.ui.parts.check import Check
from bwdesk.ui.parts.cycle_thread import CycleThread
from bwdesk.ui.parts.digits import digit_of
from bwdesk.ui.parts.focus_ring import FocusRing
from bwdesk.ui.parts.mark import Kind, Mark
from bwdesk.ui.parts.page_preview import PagePreview
from bwdesk.ui.parts.photos import Compare, Photo, PhotoStrip, holds_pictures, pictures_in
from bwdesk.ui.parts.property_rows import Property, PropertyRows
from bwdesk.ui.parts.question_map import Loupe, QuestionMap
from bwdesk.ui.parts.rows import Thread
from bwdesk.ui.parts.tab_order import step
from bwdesk.ui.parts.tabs import Tab, Tabs

ANSWERS = [Answer("yes", "Compliant", Kind.GOOD), Answer("no", "Non-compliant", Kind.BAD), Answer("later", "Later", Kind.GAP)]


# marks and icons


@pytest.mark.parametrize("kind", list(Kind))
def test_every_mark_has_a_shape_of_its_own(look, kind):
    def painted(which):
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        Mark(which).paint(painter, QRectF(0, 0, 24, 24), look.look.tokens, color=QColor("black"))
        painter.end()
        return image

    twins = {Kind.GOOD, Kind.NOW}  # the same disc in two colours; the word tells them apart
    others = [k for k in Kind if k is not kind and {k, kind} != twins]
    assert all(painted(kind) != painted(other) for other in others)


def test_the_icons_of_the_design_are_in_the_font(qapp):
    names = (
        "sun-horizon factory notebook clipboard-text check-square graduation-cap file-text books note-pencil camera "
        "microphone quotes question square plus-circle user users handshake monitor map-pin circle-wavy-check "
        "megaphone-simple check timer globe text-aa skip-forward caret-left caret-right magnifying-glass "
        "presentation-chart columns sliders-horizontal funnel-simple rows list-bullets calendar-blank plus calendar-plus table "
        "file-pdf printer export pen-nib hard-drive scales chat-teardrop-text arrow-u-up-left clock-counter-clockwise "
        "prohibit warning-octagon warning-circle folder-open cloud-slash cloud-check key lock-simple arrows-left-right"
    )
    assert [name for name in names.split() if not has_icon(name)] == []


# words


def test_words_wrap_to_what_they_need_and_cut_off_at_their_end(look, shown):
    wrapped = Words(look, "Racks come back at night shift and stand before two of six exits", wrap=True)
    assert wrapped.heightForWidth(120) >= 3 * wrapped.heightForWidth(2000)
    firm, soft = Words(look, "Golden Thread Ltd", firm=True), Words(look, "a long line of facts about it")
    assert firm.minimumSizeHint().width() == firm.sizeHint().width()
    assert soft.minimumSizeHint().width() < soft.sizeHint().width()


def test_words_are_never_markup(look, shown):
    words = Words(look, "<b>5 < 6</b>")
    assert words.sizeHint().width() > Words(look, "5 < 6").sizeHint().width()


def test_keys_as_they_stand_in_hints():
    assert key_words(QKeySequence("Ctrl+Shift+Return")) == "Ctrl ⇧ Enter"
    assert key_words(QKeySequence("G, P")) == "G P"


def test_a_narrow_title_row_overlaps_nothing(look, shown):
    row = TitleRow(look, "Improvement plan", "9 open, 10 closed in this cycle")
    row.set_actions([ActButton(look, "Send as Excel", kind="quiet", icon="table"), ActButton(look, "New issue", icon="plus")])
    shown(row, 900, 60)
    assert row.facts.isVisible()
    row.resize(340, 60)
    QApplication.processEvents()
    assert not row.facts.isVisible()
    boxes = sorted((w.geometry() for w in row.findChildren(QPushButton)), key=lambda box: box.left())
    assert row.title.geometry().right() < boxes[0].left() and boxes[0].right() < boxes[1].left()
    assert row.title.width() >= row.title.sizeHint().width()


# answers


def key_event(character="", scan=0, modifiers=Qt.KeyboardModifier.NoModifier):
    code = Qt.Key(ord(character.upper())) if character and character.isascii() else Qt.Key.Key_unknown
    return QKeyEvent(QKeyEvent.Type.KeyPress, code, modifiers, scan, 0, 0, character)


def test_digits_count_by_place_on_every_layout():
    assert digit_of(key_event("২", scan=11)) == 2  # Bengali layout, second key
    assert digit_of(key_event("&", scan=10)) == 1  # French layout, first key
    assert digit_of(key_event("a", scan=38)) is None
    assert digit_of(key_event("٤")) == 4  # no key place is told: the character counts
    assert digit_of(key_event("1", scan=10, modifiers=Qt.KeyboardModifier.ControlModifier)) is None


def test_answering_tells_once_and_shows_what_is_chosen(look, shown):
    bar = AnswerBar(look, ANSWERS)
    shown(bar, 600, 60)
    told = []
    bar.chosen.connect(told.append)
    assert bar.take_key(key_event("2"))
    assert not bar.take_key(key_event("9")) and not bar.take_key(key_event("x"))
    assert told == ["no"]
    bar.set_locked(True, "The report was released.")
    assert not bar.take_key(key_event("1"))
    assert told == ["no"]


def test_the_other_assessor_stands_on_the_answer_they_chose(look, shown):
    bar = AnswerBar(look, ANSWERS)
    shown(bar, 600, 60)
    bar.show_other("no", "J")
    disc, buttons = bar._disc, bar._buttons
    assert buttons[1].x() < disc.x() < buttons[1].geometry().right()
    bar.show_other(None)
    assert not disc.isVisible()


# map


@pytest.fixture
def questions(look, shown):
    made = QuestionMap(look, "Questions")
    made.show_clusters(clusters(), "CL0")
    shown(made, 1000, made.heightForWidth(1000))
    made.setFocus()
    return made


def test_every_question_is_found_where_it_stands(questions):
    cells = [cell for cluster in clusters() for cell in cluster.cells]
    assert all(questions.cell_at(questions.place_of(cell.key).center()) == cell for cell in cells)
    assert questions.cell_at(QPoint(999, questions.height() - 1)) is None


def test_arrows_move_and_enter_jumps(questions, qtbot):
    QTest.keyClick(questions, Qt.Key.Key_Right)
    QTest.keyClick(questions, Qt.Key.Key_Down)
    with qtbot.waitSignal(questions.jumped) as told:
        QTest.keyClick(questions, Qt.Key.Key_Return)
    assert told.args == ["CL5"] and questions.current == "CL0"
    assert "CL-05" in heard(questions)
    QTest.keyClick(questions, Qt.Key.Key_End)
    assert "IN-11" in heard(questions)


def heard(questions):
    """What a screen reader is told to be in focus."""
    return QAccessible.queryAccessibleInterface(questions).focusChild().text(QAccessible.Text.Name)


def test_a_screen_reader_finds_every_question_of_the_map(questions, look):
    face, cells = QAccessible.queryAccessibleInterface(questions), [cell for cluster in clusters() for cell in cluster.cells]
    assert (face.role(), face.text(QAccessible.Text.Name), face.childCount()) == (QAccessible.Role.List, "Questions", len(cells))
    for number, cell in enumerate(cells):
        one = face.child(number)
        assert one.role() is QAccessible.Role.ListItem and one.text(QAccessible.Text.Name) == f"{cell.code}, {cell.word}"
        place = questions.place_of(cell.key)
        assert one.rect() == QRect(questions.mapToGlobal(place.topLeft()), place.size())
        assert face.indexOfChild(one) == number == face.indexOfChild(face.childAt(*one.rect().center().toTuple()))
        assert one.state().selected == (cell.key == "CL0")
    assert face.child(len(cells)) is None and face.childAt(-50, -50) is None
    QTest.keyClick(questions, Qt.Key.Key_Down)
    assert [n for n in range(len(cells)) if face.child(n).state().focused] == [1] and face.child(0).state().selected
    last = face.child(len(cells) - 1)
    questions.show_clusters(clusters()[:1], "CL0")
    assert face.childCount() == len(clusters()[0].cells) and not last.isValid() and last.text(QAccessible.Text.Name) == ""


def test_faces_of_a_map_that_is_gone_are_no_longer_asked(look):
    for _ in range(20):
        made = QuestionMap(look, "Questions")
        made.show_clusters(clusters(), "CL0")
        made.show()
        face = QAccessible.queryAccessibleInterface(made)
        one = face.child(2)
        assert one.isValid()
        made.deleteLater()
        del face
        QApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)
        assert not one.isValid() and one.rect().isEmpty()


def test_a_narrow_map_takes_more_bands_and_nothing_leaves_it(questions):
    assert questions.heightForWidth(300) > questions.heightForWidth(1400)
    questions.resize(300, questions.heightForWidth(300))
    assert all(questions.place_of(c.key).left() >= 0 and questions.place_of(c.key).right() <= 300 for cl in clusters() for c in cl.cells)


def test_a_press_jumps_to_what_is_under_it(questions, qtbot):
    with qtbot.waitSignal(questions.jumped) as told:
        QTest.mouseClick(questions, Qt.MouseButton.LeftButton, pos=questions.place_of("OS7").center())
    assert told.args == ["OS7"]


def test_on_touch_the_map_shows_one_cluster_and_opens_a_loupe(look, questions, qtbot):
    look.swap(make_look(touch=True, motion=False))
    questions.show_current("CO3")
    assert questions.place_of("OS7").isNull() and not questions.place_of("CO3").isNull()
    QTest.mouseClick(questions, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    loupe = questions.findChild(Loupe)
    inner = loupe.map
    assert inner.place_of("CO1").width() >= 48
    with qtbot.waitSignal(questions.jumped) as told:
        QTest.mouseClick(inner, Qt.MouseButton.LeftButton, pos=inner.place_of("CO1").center())
    assert told.args == ["CO1"] and not loupe.isVisible()


# thread


def test_the_thread_mirrors_and_its_marks_can_be_pressed(look, shown, qtbot):
    thread = CycleThread(look, "Cycle 2")
    thread.show_cycle(Thread(6.7, EVENTS), PHASES, "Today, 23 Nov", "Cycle 2, month 7")
    shown(thread, 600, 130)
    with qtbot.waitSignal(thread.event_pressed) as told:
        QTest.mouseClick(thread, Qt.MouseButton.LeftButton, pos=thread._spot(EVENTS[3]).toPoint())
    assert told.args == [3]
    left = thread._spot(EVENTS[0]).x()
    look.swap(make_look(language="ar", motion=False))
    assert abs(thread._spot(EVENTS[0]).x() - (600 - left)) <= 1


# properties


def test_a_value_is_changed_in_place(look, shown):
    rows = PropertyRows(look)
    rows.show_facts([Property("address", "Address", "Plot 14", "Plot 14"), Property("workers", "Workers", "1 820")])
    shown(rows, 320, 120)
    told = []
    rows.edited.connect(lambda key, text: told.append((key, text)))
    rows.edit("workers")
    assert rows.findChild(QLineEdit) is None
    rows.edit("address")
    field = rows.findChild(QLineEdit)
    QTest.keyClicks(field, "Plot 15")
    rows.show_facts([Property("address", "Address", "from the office", "from the office"), Property("workers", "Workers", "1 820")])
    assert field.text() == "Plot 15"
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert told == [("address", "Plot 15")]


# bars


class TwoCommands(Page):
    def __init__(self):
        super().__init__()
        self.done = []
        self.first = self.command("Next question", lambda: self.done.append("next"), "F8", hint="next", bar=True)
        self.command("Plan item", lambda: self.done.append("plan"), "P", hint="plan item", bar=True, main=True, icon="plus")
        self.command("Only in the palette", lambda: self.done.append("hidden"))


def test_one_action_feeds_key_and_bar(look, shown):
    ground = QWidget()
    column = QVBoxLayout(ground)
    page, bar = TwoCommands(), ActBar(look)
    column.addWidget(page)
    column.addWidget(bar)
    shown(ground, 700, 200)
    bar.show_actions(page.actions(), "Line 10")
    items = bar.findChildren(type(bar._items[0]))
    assert [item.text() for item in items] == ["next", "plan item"]
    QTest.mouseClick(items[0], Qt.MouseButton.LeftButton)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_F8)
    assert page.done == ["next", "next"]
    look.swap(make_look(touch=True, motion=False))
    QApplication.processEvents()
    sizes = [(item.text(), item.height()) for item in bar._items]
    assert sizes == [("Next", 56), ("Plan item", 56)]


def test_a_bar_never_takes_the_focus(look, shown):
    ground = QWidget()
    column = QVBoxLayout(ground)
    page, bar, field = TwoCommands(), ActBar(look), QLineEdit()
    for widget in (page, field, bar):
        column.addWidget(widget)
    shown(ground, 700, 200)
    bar.show_actions(page.actions())
    field.setFocus()
    QTest.mouseClick(bar._items[0], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is field


def test_undo_is_offered_and_goes_away(look, shown, qtbot):
    ground = shown(QWidget(), 600, 300)
    bar = UndoBar(look, "Undo", ground)
    bar.offer("Finding 31 removed", 0.05)
    assert bar.isVisible() and ground.rect().contains(bar.geometry())
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=1000)
    bar.offer("Finding 31 removed")
    with qtbot.waitSignal(bar.undo_asked):
        QTest.mouseClick(bar._button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


# focus ring


def test_one_ring_follows_the_focus(look, shown):
    ground = QWidget()
    column = QVBoxLayout(ground)
    buttons = [ActButton(look, name) for name in ("Done", "Partly")]
    field = QLineEdit()
    for widget in (*buttons, field):
        column.addWidget(widget)
    ring = FocusRing(look, ground)
    shown(ground, 300, 200)
    buttons[0].setFocus()
    QTest.keyClick(buttons[0], Qt.Key.Key_Tab)
    assert ring.isVisible() and ring.geometry().adjusted(4, 4, -4, -4) == buttons[1].geometry()
    ground.resize(400, 260)
    QApplication.processEvents()
    assert ring.geometry().adjusted(4, 4, -4, -4) == buttons[1].geometry()
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert not ring.isVisible()
    field.setFocus()
    assert not ring.isVisible()


def test_a_part_that_has_no_place_yet_is_no_window(look, shown):
    page = Page()
    action = page.command("Save", lambda: None, "Ctrl+S")
    made = [ActButton(look, action=action), Key(look, "Ctrl+S")]
    assert not any(one.isVisible() for one in made), "it would flash as a window and take the keys"
    column = QVBoxLayout(page)
    for one in made:
        column.addWidget(one)
    shown(page, 300, 200)
    assert all(one.isVisible() for one in made)
    action.setVisible(False)
    assert not made[0].isVisible()
    action.setVisible(True)
    assert made[0].isVisible()


def test_tab_goes_as_it_is_laid_out_not_as_it_was_made(look, shown):
    class Ground(QWidget):
        def focusNextPrevChild(self, forward):
            return step(self, forward=forward)

    ground = Ground()
    last, first, hidden = QPushButton("Keep"), QLineEdit(), QLineEdit()
    area, inner = QScrollArea(), QWidget()
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    low = QPushButton("Low")
    QVBoxLayout(inner).addSpacing(900)
    inner.layout().addWidget(low)
    column = QVBoxLayout(ground)
    for widget in (first, hidden, area, last):
        column.addWidget(widget)
    shown(ground, 300, 300)
    hidden.hide()
    first.setFocus()
    passed = []
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        QTest.keyClick(QApplication.focusWidget(), key)
        passed.append(QApplication.focusWidget())
        if passed[-1] is low:
            assert not low.visibleRegion().isEmpty(), "what has the focus is in sight"
    assert passed == [low, last, first, last]


# photos


def test_a_strip_asks_for_thumbnails_and_opens_by_key(look, shown, qtbot):
    strip = PhotoStrip(look, "Evidence")
    wanted = []
    strip.wanted.connect(wanted.append)
    shown(strip, 400, 80)
    strip.show_photos([Photo("a", "photo of 09:43"), Photo("b", "photo of 09:44")])
    strip.set_thumb("a", photo(1))
    strip.show_photos([Photo("a", "photo of 09:43"), Photo("b", "photo of 09:44")])
    assert wanted == ["a", "b", "b"]
    strip.setFocus()
    QTest.keyClick(strip, Qt.Key.Key_Right)
    with qtbot.waitSignal(strip.opened) as told:
        QTest.keyClick(strip, Qt.Key.Key_Return)
    assert told.args == ["b"] and "09:44" in strip.accessibleName()


def test_what_a_drop_holds():
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/photos/1.jpg"), QUrl("https://elsewhere.invalid/2.jpg")])
    assert pictures_in(mime) == [Path("/photos/1.jpg")]
    mime = QMimeData()
    mime.setImageData(photo(2))
    (held,) = pictures_in(mime)
    assert holds_pictures(mime) and QImage.fromData(held) == photo(2).convertToFormat(QImage.Format.Format_RGB32)
    assert pictures_in(QMimeData()) == [] and not holds_pictures(QMimeData())


def test_a_pasted_picture_of_a_phone_does_not_hold_up_the_window():
    mime, noise = QMimeData(), QImage(random.randbytes(4032 * 3024 * 4), 4032, 3024, QImage.Format.Format_RGB32)
    mime.setImageData(noise)
    began = time.process_time()
    assert all(holds_pictures(mime) for _ in range(100))
    assert len(pictures_in(mime)) == 1
    assert time.process_time() - began < 0.5, "as PNG it takes two seconds"


def test_what_is_transparent_comes_on_white_and_encoded_pictures_as_they_are():
    mime, clear = QMimeData(), QImage(8, 8, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    mime.setImageData(clear)
    (held,) = pictures_in(mime)
    assert QImage.fromData(held).pixelColor(3, 3) == QColor("white")
    mime.setData("image/jpeg", b"not even a picture")
    assert pictures_in(mime) == [b"not even a picture"], "it is judged in the intake process"


def test_cells_of_a_spreadsheet_are_text():
    mime = QMimeData()
    mime.setText("exits\t4")
    mime.setImageData(photo(2))
    assert pictures_in(mime) == [] and not holds_pictures(mime)


def test_before_and_after_move_by_key(look, shown):
    compare = Compare(look, "Exits")
    compare.show_pair(photo(1), photo(2), "26 Oct", "today")
    shown(compare, 300, 200)
    compare.setFocus()
    QTest.keyClick(compare, Qt.Key.Key_Left)
    assert compare.share == pytest.approx(0.45)
    for _ in range(12):
        QTest.keyClick(compare, Qt.Key.Key_Left)
    assert compare.share == 0


# pages of a paper


def test_only_pages_in_view_are_rendered(look, shown, qtbot):
    preview = PagePreview(look, "Report")
    shown(preview, 600, 500)
    asked = []

    def render(page, width, answer):
        asked.append((page, width))
        answer(QImage(width, round(width * 1.41), QImage.Format.Format_RGB32))

    preview.show_pages([QSizeF(595, 842)] * 60, render)
    qtbot.waitUntil(lambda: bool(asked))
    assert {page for page, _ in asked} <= {0, 1}
    preview.go_to(40)
    qtbot.waitUntil(lambda: any(page == 39 for page, _ in asked))
    assert preview.page in (39, 40) and len(asked) < 10


def test_an_answer_for_the_paper_before_is_passed_over(look, shown, qtbot):
    preview = PagePreview(look, "Report")
    shown(preview, 600, 500)
    late = []
    preview.show_pages([QSizeF(595, 842)], lambda page, width, answer: late.append(answer))
    qtbot.waitUntil(lambda: bool(late))
    preview.show_pages([QSizeF(595, 842)], lambda *_: None)
    late[0](QImage(10, 10, QImage.Format.Format_RGB32))
    assert not preview._images


# tabs


def test_tabs_move_by_arrow_and_keep_the_choice(look, shown, qtbot):
    tabs = Tabs(look, [Tab("plan", "Plan"), Tab("notes", "Notes", count="6")])
    shown(tabs, 400, 50)
    tabs._focus_current()
    with qtbot.waitSignal(tabs.chosen) as told:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert told.args == ["notes"]
    tabs.set_tabs([Tab("plan", "Plan"), Tab("notes", "Notes", count="7")])
    assert tabs.current == "notes"


def test_a_button_shows_an_ampersand_that_is_a_name_and_underlines_the_one_that_is_a_key(look):
    plain, name, letter = (ActButton(look, text) for text in ("Halden  Fils", "Halden && Fils", "&Halden"))
    assert name.sizeHint().width() > plain.sizeHint().width(), "the sign has its room"
    assert letter.sizeHint().width() == ActButton(look, "Halden").sizeHint().width()


def test_a_box_to_tick_takes_the_lines_its_words_need_and_its_words_tick_it(look, shown, qtbot):
    holder = QWidget()
    column = QVBoxLayout(holder)
    box = Check(look, "Add a demo factory to try things on. It goes away in one click, on its own page.")
    column.addWidget(box)
    column.addStretch(1)
    shown(holder, 700, 300)
    holder.resize(300, 300)
    QApplication.processEvents()
    assert box.height() >= 2 * look.look.type.line(Role.BODY)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 40, box.height() // 2))
    assert box.isChecked()
