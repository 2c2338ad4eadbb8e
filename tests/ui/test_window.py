"""The frame: places, history, panes that fold, the palette, one mouth, the screen turned to the factory."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from bwdesk.errors import Refused, StoreProblem
from bwdesk.texts import Texts
from bwdesk.ui.gallery.doors import PIN, OpenDoor
from bwdesk.ui.look import make_look
from bwdesk.ui.notices import code_of, support_text
from bwdesk.ui.page import Context, Page, Where
from bwdesk.ui.palette import Hit, plain
from bwdesk.ui.parts.row_view import RowView
from bwdesk.ui.parts.rows import Cell, Column, RowModel
from bwdesk.ui.pin_prompt import PinPrompt
from bwdesk.ui.places import RAIL, Forgetful, Place, StripState, place_word
from bwdesk.ui.window import DeskWindow


class NotePage(Page):
    """A field, a pane, one command; remembers what it was told."""

    made = 0

    def __init__(self, key):
        super().__init__()
        NotePage.made += 1
        self.key = key
        self.told = []
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)
        self.own_pane = QWidget()
        self.command("New factory", lambda: self.told.append("new"), "Ctrl+N", bar=True)

    def title(self):
        return f"page {self.key}"

    def pane(self):
        return self.own_pane

    def opened(self, **where):
        self.told.append(("opened", where))

    def focus_first(self):
        self.field.setFocus()

    def leaving(self):
        self.told.append("leaving")

    def turned(self, on):
        self.told.append(("turned", on))

    def find_here(self):
        self.told.append("find")


@pytest.fixture
def memory():
    return Forgetful()


@pytest.fixture
def make_window(look, texts, memory, shown):
    def make(width=1400, **more):
        def place(key, icon, number):
            return Place(key, icon, place_word(key), lambda: NotePage(key), shortcut=f"Ctrl+{number}")

        places = [place(key, icon, number) for number, (key, icon) in enumerate(RAIL, 1)]
        places.append(Place("settings", "gear", place_word("settings"), lambda: NotePage("settings"), False, "Ctrl+,"))
        window = DeskWindow(look, texts, places, memory, **more)
        shown(window, width, 800)
        window.go("today")
        QApplication.processEvents()
        return window

    return make


@pytest.fixture
def window(make_window):
    return make_window()


def press(window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


CTRL = Qt.KeyboardModifier.ControlModifier


# going


def test_a_place_is_one_key_away_and_the_caret_is_where_work_goes_on(window):
    press(window, Qt.Key.Key_2, CTRL)
    assert window.page.key == "factories"
    assert QApplication.focusWidget() is window.page.field
    assert window.windowTitle() == "page factories · BW Desk"


def test_a_command_of_the_page_works_from_rail_and_pane_and_of_no_page_that_is_not_shown(window):
    today = window.page
    window.go("plan")
    for _ in range(3):
        press(window, Qt.Key.Key_Tab)
    assert not window.page.isAncestorOf(QApplication.focusWidget())
    press(window, Qt.Key.Key_N, CTRL)
    assert "new" in window.page.told and "new" not in today.told


def test_a_page_is_made_once_and_told_when_it_is_left(window):
    NotePage.made = 0
    window.go("visit", {"visit": "7"})
    first = window.page
    window.go("plan")
    window.go("visit", {"visit": "8"})
    assert window.page is first and NotePage.made == 2
    assert first.told == [("opened", {"visit": "7"}), "leaving", ("opened", {"visit": "8"})]


def test_back_and_forward_as_in_a_browser(window):
    window.go("factories", {"factory": "g"})
    window.go("visit", {"visit": "7"})
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.where == Where("factories", {"factory": "g"})
    press(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.where == Where("visit", {"visit": "7"})
    window.back()
    window.go("plan")
    assert not window.forward_action.isEnabled()


def test_a_page_can_send_the_person_elsewhere(window):
    window.page.go.emit("plan", {"issue": "12"})
    assert window.where == Where("plan", {"issue": "12"})


def test_settings_are_a_place_outside_the_rail(window):
    press(window, Qt.Key.Key_Comma, CTRL)
    assert window.page.key == "settings"
    assert not any(button.isChecked() for button in window.rail._buttons.values())


# folding


def test_the_pane_shows_and_hides_by_key_and_stays_so(window, memory, make_window):
    assert window.space.pane.isVisible()
    assert window.space.pane.width() == window._source.look.density.pane
    press(window, Qt.Key.Key_F4)
    assert not window.space.pane.isVisible()
    window.go("plan")
    assert not window.space.pane.isVisible()
    assert not make_window().space.pane.isVisible()


def test_little_width_folds_the_pane_then_the_rail(window):
    window.resize(1100, 800)
    QApplication.processEvents()
    assert not window.space.pane.isVisible() and window.rail.width() > 100
    press(window, Qt.Key.Key_F4)
    assert window.space.pane.isVisible()
    window.resize(1400, 800)
    window.resize(1000, 800)
    QApplication.processEvents()
    assert not window.space.pane.isVisible() and window.rail.width() < 60


@pytest.mark.parametrize("touch", [False, True])
def test_large_text_leaves_the_work_the_greater_part(make_window, look, touch):
    """At one and a half the size, a window folds at one and a half the width; a pane asked for takes a third of it."""
    look.swap(make_look(touch=touch, text_size=1.5, motion=False))
    window = make_window(1440)
    assert not window.space.pane.isVisible() and (touch or window.rail.width() < 80)
    press(window, Qt.Key.Key_F4)
    assert window.space.pane.isVisible() and window.space.pane.width() <= 0.37 * window.space.width()
    window.resize(1900, 1000)
    QApplication.processEvents()
    assert window.space.pane.isVisible() and (touch or window.rail.width() > 200)


@pytest.mark.parametrize("size", [1.0, 1.5])
@pytest.mark.parametrize("touch", [False, True])
def test_nothing_in_the_frame_leaves_the_window(make_window, look, touch, size):
    look.swap(make_look(touch=touch, text_size=size, motion=False))
    window = make_window(1100)
    window.set_context(Context("g", "Mekong Hem (Cambodia) Co., Ltd, Unit 2", "ក្រុមហ៊ុន មេគង្គ ហេម (ខេមបូឌា)", "c", "Cycle 2, month 7"))
    window.show_strip(StripState(records_waiting=3, photos_waiting=41, to_settle=2, author="Amina Rahman", language="English"))
    QApplication.processEvents()
    inside = [w for part in (window.header, window.strip, window.rail) for w in part.findChildren(QWidget) if w.isVisible()]
    assert window.width() == 1100
    assert all(window.rect().contains(w.rect().translated(w.mapTo(window, w.rect().topLeft()))) for w in inside)


def test_the_frame_mirrors(make_window, look):
    look.swap(make_look(language="ar", motion=False))
    window = make_window()
    assert window.rail.x() > window.header.x()
    assert window.space.pane.mapTo(window, window.space.pane.rect().topLeft()).x() < 10


# the strip


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (StripState(), ["All saved", "nothing waiting", "Offline"]),
        (StripState(records_waiting=1, link="online"), ["All saved", "1 record waiting"]),
        (StripState(records_waiting=3, photos_waiting=41), ["All saved", "3 records, 41 photos waiting", "Offline"]),
        (
            StripState(to_settle=2, set_aside=1, link="paused"),
            ["All saved", "nothing waiting", "2 to settle", "1 set aside", "Sync paused"],
        ),
        (StripState(is_saving=True, link="sending", sent=12, to_send=41), ["Saving", "nothing waiting", "Sending 12/41"]),
    ],
)
def test_the_strip_says_where_everything_is(window, state, words):
    window.show_strip(state)
    assert [entry.text() for entry in window.strip._entries.values() if entry.isVisible()] == words


def test_an_entry_of_the_strip_opens_its_page(window, qtbot):
    window.show_strip(StripState(to_settle=2))
    with qtbot.waitSignal(window.strip_asked) as told:
        QTest.mouseClick(window.strip._entries["settle"], Qt.MouseButton.LeftButton)
    assert told.args == ["settle"]


# palette


def test_the_palette_runs_a_command_and_gives_the_focus_back(window):
    press(window, Qt.Key.Key_K, CTRL)
    box = window.palette_box
    assert box.isVisible() and QApplication.focusWidget() is box.field
    QTest.keyClicks(box.field, "new fac")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert window.page.told[-1] == "new"
    assert not box.isVisible() and QApplication.focusWidget() is window.page.field


def test_the_palette_finds_and_leads_there(make_window, qtbot):
    asked = []

    def search(text, answer):
        asked.append((text, answer))

    window = make_window(search=search)
    press(window, Qt.Key.Key_K, CTRL)
    box = window.palette_box
    QTest.keyClicks(box.field, "duong")
    qtbot.waitUntil(lambda: asked and asked[-1][0] == "duong")
    asked[0][1]([Hit("Too late", Where("today"))])  # the answer to an earlier question
    assert box._rows.rowCount() == 0
    asked[-1][1]([Hit("Hướng Dương", Where("factories", {"factory": "h"}), group="Factories")])
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert window.where == Where("factories", {"factory": "h"})


def test_escape_closes_the_palette(window):
    press(window, Qt.Key.Key_K, CTRL)
    QTest.keyClick(window.palette_box.field, Qt.Key.Key_Escape)
    assert not window.palette_box.isVisible() and QApplication.focusWidget() is window.page.field


def lines(window):
    return [(line.title, line.key) for line in window.palette_box._rows.shown_values()]


def test_f1_tells_the_keys_of_the_page_the_list_and_the_desk(window, look):
    rows = RowModel([Column("name", "Factory", lambda name: Cell(name), sort=str), Column("none", "", Cell)], str)
    rows.set_rows(["Lotus", "Blue Hem"])
    view = RowView(look, rows, window.page)
    window.page.layout().addWidget(view)
    window.page.command("Without a key", lambda: None)
    press(window, Qt.Key.Key_F1)
    keys = dict(lines(window))
    assert (keys["New factory"], keys["Search on this page"]) == ("Ctrl N", "Ctrl F") and "Without a key" not in keys
    assert not [title for title in keys if "Sort" in title]
    QTest.keyClick(window.palette_box.field, Qt.Key.Key_Escape)
    view.setFocus()
    press(window, Qt.Key.Key_F1)
    assert ("Sort the list by the next column", "Ctrl ⇧ →") in lines(window)
    QTest.keyClicks(window.palette_box.field, "smallest")
    QTest.keyClick(window.palette_box.field, Qt.Key.Key_Return)
    assert rows.shown_values() == ["Blue Hem", "Lotus"] and QApplication.focusWidget() is view


def test_the_palette_sorts_the_list_in_focus_by_the_name_of_its_column(window, look):
    rows = RowModel([Column("name", "Factory", lambda name: Cell(name), sort=str)], str, parent=window)
    rows.set_rows(["Lotus", "Blue Hem"])
    view = RowView(look, rows, window.page, with_heads=True)
    window.page.layout().addWidget(view)
    QApplication.processEvents()
    view.setFocus()
    press(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.palette_box.field, "by factory")
    QTest.keyClick(window.palette_box.field, Qt.Key.Key_Return)
    assert rows.shown_values() == ["Blue Hem", "Lotus"]
    view.deleteLater()
    QApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
    window.page.focus_first()
    press(window, Qt.Key.Key_F1)
    assert not [title for title, _key in lines(window) if "Sort" in title], "what belonged to a list that is gone is gone"


def test_accents_and_case_do_not_matter():
    assert plain("Hướng Dương ĐÀN") == "huong duong dan"


def test_ctrl_f_looks_on_the_page(window):
    press(window, Qt.Key.Key_F, CTRL)
    assert window.page.told[-1] == "find"


# the one mouth


def test_a_failure_says_what_is_safe_and_gives_a_code_without_names(window, texts):
    error = StoreProblem("tool.unknown", tool="Secret Mill Ltd")
    window.notices.tell_error(error)
    assert texts("error.tool.unknown", tool="Secret Mill Ltd").split(". ")[0] in window.notices.shown
    assert code_of(error) in window.notices.shown
    window.notices.copy(error)
    copied = QGuiApplication.clipboard().text()
    assert copied == support_text(error) and "Secret" not in copied and code_of(error) in copied


def test_a_failure_without_words_says_so(window, texts):
    window.notices.tell_error(Refused("no.such.key"))
    assert texts("error.unnamed").split(".")[0] in window.notices.shown


def test_one_banner_at_a_time_and_escape_closes_it(window):
    window.notices.tell_error(Refused("a.b"))
    QTest.qWait(1)
    seen = window.notices.height()
    window.notices.tell("Signed in again.")
    QTest.qWait(1)
    assert window.notices.shown.startswith("Signed in again.")
    assert 40 < window.notices.height() <= seen
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.notices.shown == ""


def test_undo_is_named(window, qtbot):
    window.name_undo("Finding 31 removed")
    assert window.undo_action.text() == "Undo: Finding 31 removed" and not window.redo_action.isEnabled()
    with qtbot.waitSignal(window.undo_asked):
        window.undo_action.trigger()


# turned to the factory


def test_turned_around_nothing_else_can_be_reached_and_leaving_needs_the_pin(look, texts, make_window, qtbot):
    door = OpenDoor()
    prompts = []
    window = make_window(ask_leave=lambda then: prompts[0].ask("Back to your own desk", then))
    prompts.append(PinPrompt(look, texts, door, door.people()[0], window))
    window.go("visit")
    window.name_undo("x")
    before = look.look.type.factor
    press(window, Qt.Key.Key_F11)
    page = window.page
    assert page.told[-1] == ("turned", True) and look.look.type.factor > before
    assert not window.rail.isVisible() and not window.space.pane.isVisible()
    for key in (Qt.Key.Key_1, Qt.Key.Key_K, Qt.Key.Key_Comma):
        press(window, key, CTRL)
    press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page is page and not window.palette_box.isVisible()
    press(window, Qt.Key.Key_F11)
    QTest.keyClicks(prompts[0].field, "000000")
    qtbot.waitUntil(lambda: "does not fit" in prompts[0].message.text())
    assert window.turning.is_on
    QTest.keyClicks(prompts[0].field, PIN)
    qtbot.waitUntil(lambda: not window.turning.is_on)
    assert page.told[-1] == ("turned", False) and look.look.type.factor == before
    assert window.undo_action.isEnabled() and not window.redo_action.isEnabled()


def test_going_to_another_page_takes_a_question_for_the_pin_back(look, texts, make_window, qtbot):
    door, let_in = OpenDoor(), []
    window = make_window()
    prompt = PinPrompt(look, texts, door, door.people()[0], window)
    window.leaving.connect(prompt.dismiss)
    window.go("visit")
    prompt.ask("Open the vault", lambda: let_in.append("vault"))
    assert prompt.isVisible()
    window.go("plan")
    assert prompt.isHidden() and not let_in
    prompt.ask("Close the assessment", lambda: let_in.append("closing"))
    QTest.keyClicks(prompt.field, PIN)
    qtbot.waitUntil(lambda: let_in == ["closing"])


def test_a_page_made_while_turned_is_turned(make_window):
    window = make_window()
    window.turning.toggle()
    window.go("plan")
    assert ("turned", True) in window.page.told


# closing and remembering


def test_closing_settles_the_page_and_keeps_the_place_on_the_screen(window, memory, qtbot):
    with qtbot.waitSignal(window.closing):
        window.close()
    assert window.page.told[-1] == "leaving"
    assert memory.recall("geometry")


def test_words_come_by_key(texts):
    assert isinstance(texts, Texts)
    assert all(texts.has(place_word(key)) for key, _ in RAIL)
