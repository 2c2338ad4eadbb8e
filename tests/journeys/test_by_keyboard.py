"""The whole job by keyboard alone: from a fresh laptop to PDFs in hand, in the real window, by no press of a button and no call of a page.

What only the office can send (a colleague, a factory that somebody else advises) comes as it would with a sync: as records.
"""

from __future__ import annotations

from datetime import timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QWidget

from bwdesk.domain.assessment import Answer, Verdict
from bwdesk.domain.committee import Member, Side
from bwdesk.domain.diagnosis import DiagnosisAnswer, Target, Voice
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory
from bwdesk.domain.plan import Action, Issue, Progress, Verified
from bwdesk.domain.visit import AgendaItem, Attendance, Line, Mark
from bwdesk.ui.first_run import FirstRun
from bwdesk.ui.unlock import Unlock
from bwdesk.usecases.factories import edit_person, register_factory
from tests.fakes.typist import Typist, called, focused, is_seen
from tests.journeys.test_app import PASSPHRASE, PIN, made
from tests.journeys.test_app import start as start

LIST = """Factory name,Country,City,Address,Workers
Golden Thread Ltd,KH,Phnom Penh,"Street 12, Chaom Chau",820
Lotus Garments,KH,Takeo,"National Road 2",1240
"""
LOOK_MS = 200
RACKS = "Two of six exits are blocked by racks"


class Advisor:
    """Amina at her laptop: what she does, by keys."""

    def __init__(self, program, qtbot, folder) -> None:
        self.program, self.qtbot, self.folder = program, qtbot, folder
        self.hands = Typist(qtbot)

    def says(self, key: str) -> str:
        return self.program.texts(key)

    @property
    def desk(self):
        return self.program.open_desk

    @property
    def page(self):
        return self.desk.window.page

    def arrives(self, place: str, *, until=lambda page: True) -> None:
        self.hands.until(lambda: self.page.key == place and until(self.page))

    def records(self, kind):
        told = []
        self.desk.bench.desk.ask(lambda reader: reader.find(kind)).then(told.append)
        self.hands.until(lambda: told)
        return told[0]

    def recorded(self, kind, is_so) -> None:
        """Waits until the records are so; tells what they are when they never become it."""
        found = []
        try:
            self.hands.until(lambda: is_so(found.append(self.records(kind)) or found[-1]))
        except self.qtbot.TimeoutError as never:
            raise AssertionError(f"never recorded; there is {found[-1]}, the focus is on {called(focused())!r}") from never

    def looks(self) -> None:
        """A moment to read what is on the screen before the next key: what was written is shown by then."""
        self.qtbot.wait(LOOK_MS)
        for _ in range(2):  # what a page asks for because of an answer is answered too
            self.records(Factory)

    # the first run

    def sets_up(self, language: str = "") -> None:
        hands = self.hands
        hands.until(lambda: isinstance(self.program.doorway, FirstRun) and focused() and is_seen(focused()))
        if language:
            hands.tab_to("English")  # the button at the top; the chosen one of the list comes after it
            hands.press("Tab")
            while language not in called(focused()):
                hands.press("Up")
            hands.press("Space")
            hands.until(lambda: self.program.texts.language != "en" and focused() and is_seen(focused()))
        hands.press("Return")
        hands.tab_to(self.says("first.setup.demo"))
        hands.press("Return")
        hands.type("Amina Rahman")
        hands.press("Return")
        hands.type(PASSPHRASE)
        hands.tab_to(self.says("unlock.pin"))
        hands.type(PIN)
        hands.press("Return", "Return")
        hands.tab_to(self.says("first.ready.demo"))
        hands.press("Space", "Return")
        hands.until(lambda: self.program.doorway.recovery is not None)
        code = self.program.doorway.recovery.code
        sheet = self.folder / "sheet.pdf"
        hands.until(lambda: called(focused()) == self.says("recovery.print"))
        hands.answering(sheet, lambda: hands.press("Return"))
        hands.until(sheet.exists)
        if not language:  # digits among words from right to left come out of a PDF turned round
            assert all(group in words_of(sheet) for group in code.split("-"))
        hands.tab_to(self.says("first.keep.done"))
        hands.press("Return")
        hands.until(lambda: self.desk is not None)

    # factories and visit

    def takes_a_list_in(self) -> None:
        (self.folder / "list.csv").write_text(LIST)
        self.hands.press("Ctrl+2")
        self.hands.answering(self.folder / "list.csv", lambda: self.hands.press("Ctrl+I"))
        self.hands.until(lambda: called(focused()) == self.program.texts.count("importing.take_rows", 2))
        assert self.records(Factory) == [], "something was written before anybody said so"
        self.hands.press("Return")
        self.hands.until(lambda: called(focused()) == self.says("importing.close"))
        self.hands.press("Return")
        self.hands.until(lambda: self.page.list.current_key())

    def registers(self, typed: str) -> None:
        self.hands.type(typed)
        self.hands.press("Return", "Return")
        self.arrives("factory", until=lambda page: page._shown is not None and page.act_register.isEnabled())
        if self.program.texts.language == "en":
            self.hands.command(self.says("factory.act.register"))
        else:
            self.hands.tab_to(self.says("factory.hint.register"))
            self.hands.press("Return")
        self.hands.until(lambda: self.page.act_visit.isEnabled())

    def plans_and_opens_a_visit(self) -> None:
        self.hands.press("Ctrl+N")
        self.hands.tab_to(self.says("planner.purpose"))
        self.hands.type("First visit")
        self.hands.press("Return")
        self.arrives("visit", until=lambda page: page.fact())

    def notes_who_is_there(self) -> None:
        self.hands.press("Ctrl+Shift+A")
        self.hands.type("+")
        self.recorded(Attendance, lambda found: len(found) == 1)
        self.hands.press("Down", "2", "Esc")
        self.recorded(Attendance, lambda found: sum(one.count for one in found) == 3)

    def works_along_an_agenda(self) -> None:
        self.hands.press("F4")  # the pane goes, and the agenda has room
        self.hands.tab_to(self.says("visit.agenda.fill"))
        self.hands.press("Return")
        self.recorded(AgendaItem, lambda found: len(found) == 4)
        self.hands.until(lambda: self.page.agenda.list.model().rowCount() == 4)
        self.hands.tab_to(self.says("visit.agenda"))
        self.hands.press("Space")
        self.recorded(AgendaItem, lambda found: [one for one in found if one.done_at])
        self.hands.press("Down", "Return")  # what is typed now belongs to the tour
        assert called(focused()) == self.says("visit.notebook")
        self.hands.press("F4")

    def takes_notes(self) -> None:
        self.hands.type("We began in cutting")
        self.hands.press("Return")
        self.hands.type(f"! {RACKS}")
        self.hands.press("Return")
        self.hands.type("- Clear the exits by Friday")
        picture = QImage(320, 240, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.darkGreen)
        assert picture.save(str(self.folder / "exit.jpg"))
        self.hands.answering(self.folder / "exit.jpg", lambda: self.hands.press("F3"))
        self.recorded(Photo, lambda found: len(found) == 1)

    def adds_a_committee(self) -> None:
        self.hands.press("Alt+Left")
        self.arrives("factory")
        self.hands.press("Ctrl+M")
        for title, downs in (("HR manager", ()), ("Line leader", ("Down",))):
            self.hands.until(lambda: called(focused()) == self.says("factory.member.title") and not focused().text())
            self.hands.type(title)
            self.hands.press("Tab", *downs)
            self.hands.tab_to(self.says("factory.member.keep"))
            self.hands.press("Return")
            self.recorded(Member, lambda found, title=title: title in [one.title for one in found])
        self.hands.until(lambda: called(focused()) == self.says("factory.member.title"))
        self.hands.press("Esc")

    # self-diagnosis, assessment, plan

    def sits_with_the_committee(self) -> None:
        hands = self.hands
        hands.press("Ctrl+4")
        self.arrives("assess")
        hands.press("Ctrl+N")
        hands.until(lambda: called(focused()) == self.says("assess.start.factory"))
        hands.tab_to("Working time")
        hands.press("Space")
        hands.tab_to(self.says("assess.start.sit"))
        hands.press("Return")
        self.arrives("assess", until=lambda page: page.sitting is not None and page.sitting.sheet is not None)
        self.looks()
        hands.press("2", "Tab", "2")
        self.recorded(DiagnosisAnswer, lambda found: len(found) == 2)
        self.looks()
        hands.press("A", "N")
        hands.type("Peak season")
        hands.press("Esc", "T")
        hands.type("Nobody works more than 60 hours")
        hands.press("Esc")
        for key in ("M", "W", "C"):
            self.looks()
            hands.press(key)
        hands.press("Return")
        self.looks()
        hands.press("1", "Tab", "2")
        self.recorded(DiagnosisAnswer, lambda found: len(found) == 5)
        hands.press("Ctrl+Shift+Return")

    def assesses(self) -> None:
        hands = self.hands
        hands.press("Ctrl+4", "Ctrl+Up")
        self.arrives("assess")
        hands.press("Ctrl+Shift+N")
        hands.until(lambda: called(focused()) == self.says("assess.start.factory"))
        hands.press("Down")
        hands.tab_to("Jonas Weber")
        hands.press("Space")
        hands.tab_to(self.says("assess.start.now"))
        hands.press("Return")
        self.arrives("assess", until=lambda page: page.assessment is not None and page.assessment.sheet is not None)
        self.looks()
        begun = self.page.assessment.current
        hands.press("2")
        hands.until(lambda: called(focused()) == self.says("assess.finding"))
        hands.type("Two children sew collars")
        hands.press("Ctrl+Return")
        self.looks()
        hands.press("1", "F8")
        self.recorded(Answer, lambda found: len(found) == 2)
        self.looks()
        assert self.page.assessment.current != begun
        hands.press("Ctrl+G", "Home", "Return")
        assert self.page.assessment.current == begun, "the map leads back to the first question"

    def follows_the_plan(self) -> None:
        hands = self.hands
        hands.press("Ctrl+5")
        self.arrives("plan")
        hands.until(lambda: self.page.list.current_key())
        self.looks()
        first = self.page.list.current_key()
        hands.press("F4")  # the pane goes, and the action has a column
        for _ in range(8):
            if self.column_here() == self.says("plan.col.now"):
                break
            hands.press("Right")
        hands.press("F2")
        hands.type("Move the racks")
        hands.press("Return")
        self.recorded(Action, lambda found: "Move the racks" in [one.text for one in found])
        self.looks()
        hands.press("2")
        hands.type("Racks are ordered")
        hands.press("Return")
        self.recorded(Issue, lambda found: any(one.progress is Progress.IN_PROGRESS for one in found))
        hands.until(lambda: self.page.list.current_key() not in ("", first) and called(focused()) == self.says("plan.title"))
        hands.press("V")
        self.recorded(Issue, lambda found: any(one.verified is Verified.VERIFIED for one in found))

    def column_here(self) -> str:
        table = self.page.list
        return table.model().headerData(table.currentIndex().column(), Qt.Orientation.Horizontal)

    # papers, and the door

    def saves_the_paper(self, name: str) -> str:
        """From a page that has one: made, seen in the preview, saved; what it says."""
        path = self.folder / f"{name}.pdf"
        self.hands.press("Shift+F12")
        self.arrives("reports", until=lambda page: page.save_action.isEnabled() and page.preview.isVisible())
        self.hands.tab_to(self.says("reports_page.pages"))
        self.hands.press("End")
        self.hands.answering(path, lambda: self.hands.press("Ctrl+S"))
        self.hands.until(path.exists)
        self.hands.press("Alt+Left")
        return words_of(path)

    def locks_and_unlocks(self) -> None:
        self.hands.press("Ctrl+L")
        self.hands.until(lambda: isinstance(self.program.doorway, Unlock) and not self.desk.window.isVisible())
        self.hands.until(lambda: called(focused()) == self.says("unlock.pin"))
        self.hands.type(PIN)
        self.hands.until(self.desk.window.isVisible)


def words_of(path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def comes_from_the_office(desk, qtbot) -> None:
    """Another advisor looks after Lotus, and there is a colleague to assess it with."""
    told = []
    desk.bench.desk.ask(lambda reader: reader.find(Factory, lambda f: f.name == "Lotus Garments")).then(told.append)
    qtbot.waitUntil(lambda: bool(told))
    made(desk, qtbot, register_factory, told[0][0], desk.today() - timedelta(days=60), "d" * 32)
    made(desk, qtbot, edit_person, "e" * 32, "KH", "Jonas Weber", "JW")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # said of popups where there is no screen
def test_the_whole_job_by_keyboard_alone(start, qtbot, tmp_path):
    amina = Advisor(start(), qtbot, tmp_path)
    amina.sets_up()
    amina.takes_a_list_in()
    comes_from_the_office(amina.desk, qtbot)
    amina.registers("golden")
    amina.plans_and_opens_a_visit()
    amina.notes_who_is_there()
    amina.works_along_an_agenda()
    amina.takes_notes()
    leave_behind = amina.saves_the_paper("leave-behind")
    assert RACKS in leave_behind and "Clear the exits by Friday" in leave_behind
    amina.arrives("visit")
    amina.adds_a_committee()
    amina.sits_with_the_committee()
    summary = amina.saves_the_paper("self-diagnosis")
    assert "Nobody works more than 60 hours" in summary and "Peak season" in summary
    amina.arrives("assess")
    amina.assesses()
    draft = amina.saves_the_paper("assessment")
    assert "Two children sew collars" in draft and "Lotus Garments" in draft
    amina.locks_and_unlocks()
    amina.follows_the_plan()
    plan = amina.saves_the_paper("plan")
    assert "Move the racks" in plan and "Racks are ordered" in plan

    lines = {line.text: line for line in amina.records(Line)}
    assert lines[RACKS].mark is Mark.FINDING and lines["Clear the exits by Friday"].mark is Mark.ACTION
    assert lines[RACKS].agenda_item_id in {one.id for one in amina.records(AgendaItem)}
    assert {member.side for member in amina.records(Member)} == {Side.MANAGEMENT, Side.WORKERS}
    said = {(one.question, one.voice): one.verdict for one in amina.records(DiagnosisAnswer)}
    assert said["WT-REG-01", Voice.AGREED] is Verdict.NON_COMPLIANT and ("WT-REG-02", Voice.AGREED) not in said
    target = next(one for one in amina.records(Target) if one.question == "WT-REG-01")
    assert (target.management_votes, target.workers_votes, target.is_chosen) == (1, 1, True)
    assert sorted(answer.verdict for answer in amina.records(Answer)) == [Verdict.COMPLIANT, Verdict.NON_COMPLIANT]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_from_right_to_left_a_visit_comes_to_its_paper_by_the_same_keys(start, qtbot, tmp_path):
    amina = Advisor(start(), qtbot, tmp_path)
    amina.sets_up("العربية")
    assert QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    amina.takes_a_list_in()
    amina.registers("golden")
    amina.plans_and_opens_a_visit()
    amina.notes_who_is_there()
    amina.works_along_an_agenda()
    amina.takes_notes()
    said = amina.saves_the_paper("leave-behind").split()
    assert set(RACKS.split()) <= set(said), "its words; which stands first in a line from right to left, the reader of the PDF decides"
    amina.locks_and_unlocks()
    amina.arrives("visit")


PLACES = ("Ctrl+1", "Ctrl+2", "Ctrl+6", "Ctrl+7", "Ctrl+8", "Ctrl+9", "Ctrl+Shift+T", "Ctrl+Shift+R", "Ctrl+Shift+O", "Ctrl+Shift+W",
          "Ctrl+Shift+E", "Ctrl+,")  # fmt: skip
CONTROLS = QAbstractButton | QLineEdit | QComboBox | QAbstractItemView


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_tab_goes_round_every_place_past_every_control_and_is_seen_at_each(start, qtbot, tmp_path):
    amina = Advisor(start(), qtbot, tmp_path)
    amina.sets_up()
    for keys in PLACES:
        amina.hands.press(keys)
        amina.looks()
        page, passed = amina.page, []
        while focused() not in passed:
            passed.append(focused())
            if page.isAncestorOf(focused()) and isinstance(focused(), CONTROLS):
                assert is_seen(focused()) and called(focused()), f"{keys}: {focused()} is not seen or has no name"
            amina.hands.press("Tab")
            assert len(passed) < 100, f"{keys}: Tab does not come round"
        there = [one for one in page.findChildren(QWidget) if isinstance(one, CONTROLS) and is_stop(one)]
        missed = [called(one) for one in there if one not in passed]
        assert there and not missed, f"{keys}: Tab never comes to {missed}"


def is_stop(widget: QWidget) -> bool:
    """What a person could want to reach: shown, switched on, and not one of several that exclude each other."""
    excludes = isinstance(widget, QAbstractButton) and widget.isCheckable() and widget.autoExclusive()
    takes_keys = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
    return widget.isVisible() and widget.isEnabled() and takes_keys and not excludes
