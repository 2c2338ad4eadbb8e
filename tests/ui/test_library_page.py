"""Library in a real window over a real encrypted file, by keys: search, read, quote, and outdated law that asks first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from bwdesk.domain.library import Pack, Practice
from bwdesk.domain.snippet import Snippet
from bwdesk.domain.visit import Line, Mark
from bwdesk.interchange.pack_file import pack_file
from bwdesk.ui.pages.library.page import LibraryHome
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from bwdesk.usecases.wording import add_wording, wording_draft
from tests.fakes.bench import result, stored


@pytest.fixture
def visit(bench):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(register_factory, factory, date(2026, 5, 8), bench.me.id))
    return result(bench.desk.do(start_visit, factory.id))


def opened(bench, shown, **where):
    page = shown(LibraryHome(bench), 1200, 800)
    page.opened(**where)
    page.focus_first()
    QApplication.processEvents()
    return page


def press(qtbot, widget, key, mods=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, mods)
    QApplication.processEvents()


def test_a_selected_passage_goes_into_the_visit_by_keys(bench, visit, shown, qtbot):
    page = opened(bench, shown)
    assert "Golden Thread Ltd" in page.fact()
    press(qtbot, page.list, Qt.Key.Key_Slash)
    assert page.filter.hasFocus()
    qtbot.keyClicks(page.filter, "minimum age")
    QApplication.processEvents()
    assert {row.article.id for row in page._model.shown_values()} == {"C138", "R146", "minimum-age", "young-workers"}
    assert page.list.choose("ilo@2026.1/C138")
    page.list.setFocus()
    press(qtbot, page.list, Qt.Key.Key_Return)
    assert page.reader.text.hasFocus()
    page.reader.text.moveCursor(QTextCursor.MoveOperation.EndOfLine, QTextCursor.MoveMode.KeepAnchor)
    passage = page.reader.passage()
    assert passage
    press(qtbot, page.reader.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (line,) = stored(bench, Line)
    assert line.text.startswith(passage.strip())
    assert (line.cites, line.visit_id) == ("ilo@2026.1/C138", visit.id)
    assert page.undo_bar.isVisible()


def test_outdated_law_asks_first_and_another_article_takes_the_question_away(bench, visit, shown):
    page = opened(replace(bench, today=lambda: date(2028, 1, 3)), shown, article="cambodia@2026.1/overtime")
    assert page.reader.row.article.id == "overtime"
    page.quote()
    assert page.warning is not None
    assert stored(bench, Line) == []
    page.list.choose("cambodia@2026.1/hours")
    assert page.warning is None
    page.quote()
    page.quote()
    assert [line.cites for line in stored(bench, Line)] == ["cambodia@2026.1/hours"]
    assert page.warning is None


def test_a_search_without_a_find_says_what_to_do(bench, shown):
    page = opened(bench, shown, search="zzz")
    assert page.list.empty == (page.texts("library.none"), page.texts("library.none.do"))
    assert page.reader.row is None
    assert page.fact() == page.texts("library.goes_nowhere")
    page.quote()
    page.opened(article="ilo@2026.1/C29")
    assert page.reader.row.article.id == "C29"


def test_good_practice_is_shared_from_a_line_read_on_its_shelf_and_taken_back(bench, visit, shown, qtbot, expected_failures):
    result(bench.desk.do(add_line, visit, "A box by the canteen", Mark.GOOD_PRACTICE))
    page = opened(bench, shown)
    panel = page.sharing
    panel.open()
    QApplication.processEvents()
    assert panel.line.count() == 1
    assert panel.words.plain() == "A box by the canteen"
    panel.name.setText("Box at Golden Thread Ltd")
    panel.share.click()
    assert "gives the factory away" in panel.message.text()
    panel.name.setText("Suggestion box")
    panel.words.setPlainText("A box by the canteen.\n\nEmptied weekly,\nread by both sides.")
    panel.cluster.setCurrentIndex(panel.cluster.findData("OS"))
    panel.words.setFocus()
    press(qtbot, panel.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert not panel.share.isEnabled(), "no other line waits"
    panel.leave()
    (row,) = [row for row in page._model.shown_values() if row.pack.name == "practice-kh"]
    assert page.list.choose(row.article.ref)
    assert row.article.source.startswith("Good practice seen by the programme in KH: Occupational")
    assert page.reader.text.toPlainText().count("\n") == 3
    page.list.setFocus()
    page.quote()
    QApplication.processEvents()
    assert [n.cites for n in stored(bench, Line) if n.cites] == [row.article.ref]
    page._take_back()
    QApplication.processEvents()
    assert stored(bench, Practice) == []
    page.list.choose("ilo@2026.1/C138")
    expected_failures.append("practice.not_shared")
    page._take_back()


PACK = """{"name": "cambodia", "version": "2026.2", "country": "KH", "title": "Cambodia, again", "limits": "Not the law.",
"valid_from": "2026-11-01"}
---
## hours | Normal working hours
source: Cambodia, Labour Law 1997, article 137
as_of: 2026-11-01

No more than 8 hours a day.

## doors | Doors
source: Our own words
as_of: 2026-11-01

Open.
"""


@pytest.fixture
def from_file(bench, tmp_path):
    """Shows a library page, and gives it a file to read as the intake does."""
    bench.intake.readers = {"pack_file": pack_file}

    def read(page, words=PACK):
        path = tmp_path / "pack.txt"
        path.write_text(words, "utf-8")
        page.adding.read(path)
        QApplication.processEvents()

    return read


def test_a_pack_is_looked_at_and_taken_in_by_keys_and_the_older_one_is_marked(bench, visit, shown, qtbot, from_file):
    page = opened(bench, shown)
    from_file(page)
    panel = page.adding
    assert [(b.id, b.what) for b in panel._rows.shown_values()][:2] == [("doors", "added"), ("hours", "changed")]
    assert panel.facts.text().startswith("In force from 1 November 2026. Against 2026.1: 1 new, 1 changed, 6 no longer there.")
    assert [panel.readers.itemText(n) for n in range(panel.readers.count())] == ["Colleagues in KH, by sync", "Only me"]
    assert stored(bench, Pack) == []
    assert panel.take.hasFocus()
    press(qtbot, panel.take, Qt.Key.Key_Space)
    assert [p.version for p in stored(bench, Pack)] == ["2026.2"]
    assert panel.isHidden()
    assert [r.pack.label for r in page._model.shown_values() if r.pack.name == "cambodia"] == ["cambodia@2026.2"] * 2
    page.older.trigger()
    QApplication.processEvents()
    assert page.list.choose("cambodia@2026.1/overtime")
    assert page.reader.state.accessibleName() == "Replaced by 2026.2"
    page.older.trigger()
    page.opened(article="cambodia@2026.1/leave-no-more")
    QApplication.processEvents()
    assert "cambodia@2026.1" in {r.pack.label for r in page._model.shown_values()}, "a citation is found in the version it was made from"


def test_a_pack_that_is_refused_says_why_and_where_and_nothing_can_be_taken_in(bench, visit, shown, from_file):
    page = opened(bench, shown)
    from_file(page, PACK.replace("Open.", "<script>"))
    assert "Line 14 of the pack" in page.adding.message.text()
    assert not page.adding.take.isEnabled()
    from_file(page, PACK.replace("2026.2", "2025.1"))
    assert "which is newer than cambodia@2025.1" in page.adding.message.text()
    assert not page.adding.take.isEnabled()
    assert page.adding.away.hasFocus()
    page.adding.leave()
    assert stored(bench, Pack) == []


def test_the_packs_of_the_laptop_are_listed_with_their_history_and_one_is_removed_and_brought_back(bench, visit, shown, qtbot, from_file):
    page = opened(bench, shown)
    from_file(page)
    page.adding.take_in()
    page.packs.open()
    QApplication.processEvents()
    rows = page.packs._rows.shown_values()
    assert [(h.name, h.version, h.replaced_by) for h in rows][:2] == [("cambodia", "2026.2", ""), ("cambodia", "2026.1", "2026.2")]
    assert rows[0].added_by == bench.me.name or rows[0].added_by == bench.me.id
    page.packs.list.choose("cambodia@2026.1")
    assert not page.packs.remove.isEnabled(), "what came with the program stays"
    page.packs.list.choose(rows[0].id)
    press(qtbot, page.packs.list, Qt.Key.Key_Delete)
    assert stored(bench, Pack) == []
    assert [h.version for h in page.packs._rows.shown_values() if h.name == "cambodia"] == ["2026.1"]
    offer = result(bench.desk.ask(offers, bench.me.id, bench.desk.writer.device)).undo
    result(bench.desk.do(undo, offer.txn))
    QApplication.processEvents()
    assert [h.version for h in page.packs._rows.shown_values() if h.name == "cambodia"] == ["2026.2", "2026.1"]
    page.packs.leave()


def test_wording_is_looked_through_changed_forgotten_and_begun_without_a_save_button(bench, visit, shown, qtbot):
    kept = result(bench.desk.do(add_wording, "Closing", "We thank [whom]."))
    page = opened(bench, shown)
    press(qtbot, page.list, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    panel = page.wordings
    assert (panel.name.text(), panel.words.plain(), panel.list.hasFocus()) == ("Closing", "We thank [whom].", True)
    panel.words.setFocus()
    panel.words.setPlainText("We thank you.")
    panel.list.setFocus()
    QApplication.processEvents()
    assert [s.text for s in stored(bench, Snippet)] == ["We thank you."]
    panel.begin_new()
    qtbot.keyClicks(panel.name, "Greeting")
    panel.words.setFocus()
    qtbot.keyClicks(panel.words, "Good morning, [name].")
    press(qtbot, panel.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert {(s.title, s.text) for s in stored(bench, Snippet)} == {("Closing", "We thank you."), ("Greeting", "Good morning, [name].")}
    assert [w.title for w in panel._rows.shown_values()][:2] == ["Closing", "Greeting"]
    panel.list.choose(kept.id)
    panel.list.setFocus()
    assert panel.words.plain() == "We thank you."
    press(qtbot, panel.list, Qt.Key.Key_Delete)
    assert [s.title for s in stored(bench, Snippet)] == ["Greeting"]
    assert panel.words.plain() == "Good morning, [name]."
    panel.words.setFocus()
    panel.words.setPlainText("")
    panel.list.setFocus()
    QApplication.processEvents()
    assert "There are no words in it" in panel.message.text()
    assert [s.text for s in stored(bench, Snippet)] == ["Good morning, [name]."]
    panel.leave()


def test_words_that_a_pack_lends_are_only_read(bench, visit, shown, from_file):
    page = opened(bench, shown)
    from_file(page, PACK.replace("Open.", "Open [doors].").replace("source: Our own words", "source: Our own words\nwording:"))
    page.adding.take_in()
    page.wordings.open()
    QApplication.processEvents()
    panel = page.wordings
    panel.list.choose("Cambodia, again (cambodia@2026.2)//Doors")
    assert panel.words.plain() == "Open [doors]."
    assert (panel.words.isReadOnly(), panel.name.isReadOnly(), panel.forget.isEnabled()) == (True, True, False)
    panel.leave()


def test_words_that_were_being_changed_when_the_program_ended_stand_there_again(bench, visit, shown):
    kept = result(bench.desk.do(add_wording, "Closing", "We thank [whom]."))
    bench.desk.keep_draft(wording_draft(kept.id), "We thank you all", 5)
    page = opened(bench, shown)
    page.wordings.open()
    QApplication.processEvents()
    assert page.wordings.words.plain() == "We thank you all"
    page.wordings.leave()
    assert [s.text for s in stored(bench, Snippet)] == ["We thank you all"]
