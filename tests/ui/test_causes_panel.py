"""Five whys in a real window: line after line by Enter, kept as typed, the last one becomes the root cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.plan import Issue
from bwdesk.errors import DeskError
from bwdesk.ui.pages.plan.page import PlanSheet
from bwdesk.usecases.causes import causes_of, write_causes
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.plan import add_issue, edit_issue
from tests.fakes.bench import result, stored


@pytest.fixture
def issue(bench) -> Issue:
    factory = result(bench.desk.do(add_factory, "Golden Thread", "KH"))
    cycle = result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    return result(bench.desk.do(add_issue, cycle, "Exits blocked by racks"))


@pytest.fixture
def page(bench, shown, issue):
    found = shown(PlanSheet(bench), 1300, 800)
    found.opened(factory=issue.factory_id)
    QApplication.processEvents()
    found.list.choose(issue.id)
    found._ask_why()
    QApplication.processEvents()
    return found


def only(bench) -> Issue:
    (found,) = stored(bench, Issue)
    return found


def test_whys_are_typed_one_after_the_other_and_the_last_is_the_root_cause(bench, page, qtbot):
    first, second, *_ = page.causes.whys
    qtbot.keyClicks(first, "No room in the store")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    qtbot.keyClicks(second, "Nobody plans the room")
    qtbot.keyClick(second, Qt.Key.Key_Return)
    page.causes.cause.setCurrentIndex(page.causes.cause.findData("no_procedure"))
    page.causes.write()
    found = only(bench)
    assert found.whys == "No room in the store\nNobody plans the room"
    assert (found.root_cause, found.cause) == ("Nobody plans the room", "no_procedure")
    third = page.causes.whys[2]
    qtbot.keyClicks(third, "No procedure for it")
    qtbot.keyClick(third, Qt.Key.Key_Escape)
    assert only(bench).root_cause == "No procedure for it" and page.causes.isHidden()


def test_a_root_cause_in_own_words_stays_and_an_unknown_kind_is_refused(bench, issue):
    mine = result(bench.desk.do(write_causes, issue, ["a"], ""))
    mine = result(bench.desk.do(edit_issue, mine, replace(mine, root_cause="In the committee's words")))
    assert result(bench.desk.do(write_causes, mine, ["a", "b"], "")).root_cause == "In the committee's words"
    refused: list[DeskError] = []
    bench.desk.do(write_causes, mine, ["a"], "astrology").otherwise(refused.append)
    assert [one.key for one in refused] == ["plan.cause"]


def test_what_was_being_typed_comes_back(bench, issue):
    bench.desk.keep_draft("plan/whys/" + issue.id, "No room\nhalf a li", 17)
    found = result(bench.desk.ask(causes_of, issue.id))
    assert found.draft == ("No room", "half a li", "", "", "")
