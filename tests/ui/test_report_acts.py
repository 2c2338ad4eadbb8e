"""A report's life on the Reports page in a real window: steps by key, reasons for what may not be, editions, the ledger, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from bwdesk.domain.access import Standing
from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.buyers import Buyer, Subscription
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Assignment
from bwdesk.domain.page_reader import NamedReader, reader_author
from bwdesk.domain.report import FactoryComment, Remark, Report, ReportState
from bwdesk.domain.report_life import Step
from bwdesk.domain.visit import Mark
from bwdesk.pades.kept import KeptCertificate
from bwdesk.pades.look import signatures_in
from bwdesk.reports.values import WordsLacked
from bwdesk.runtime.papers import Papers
from bwdesk.store.photos import PhotoStore
from bwdesk.store.unit import name_fact
from bwdesk.texts import Texts
from bwdesk.ui.pages.reports.page import ReportsPage
from bwdesk.usecases.assessment import plan_assessment, start_assessment
from bwdesk.usecases.drafts import drafts
from bwdesk.usecases.factories import add_factory, last_cycle, register_factory
from bwdesk.usecases.report_life import answer_draft
from bwdesk.usecases.report_subject import report_at, subject_of
from bwdesk.usecases.supply import add_buyer, let_read
from bwdesk.usecases.undo import offers, undo
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import start_visit
from tests.fakes.bench import TODAY, result, stored
from tests.fakes.certificates import HOLDER, issued
from tests.reports.reading import pages_of
from tests.ui.test_reports_page import text_of


@pytest.fixture
def factory(bench):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    result(bench.desk.do(lambda unit: unit.set_fact(name_fact(bench.me.id), bench.me.name)))
    return factory


@pytest.fixture
def visit(bench, factory):
    visit = result(bench.desk.do(start_visit, factory.id))
    result(bench.desk.do(add_line, visit, "Two of six exits are blocked", Mark.FINDING))
    return visit


@pytest.fixture
def page(bench, factory, tmp_path, shown, qtbot):
    photos = PhotoStore(tmp_path / "photos", bytes(32))
    papers = Papers(
        bench.desk, photos, lambda jpeg, longest: jpeg, lambda: "en", bench.me.name, KeptCertificate(tmp_path / "certificate", bytes(32))
    )
    window = QWidget()
    made = ReportsPage(replace(bench, papers=papers))
    row = QHBoxLayout(window)
    row.addWidget(made, 1)
    row.addWidget(made.pane())
    shown(window, 1440, 860)
    qtbot.waitUntil(window.isActiveWindow)
    return made


def opened(page, kind, thing_id):
    page.opened(kind=kind, id=thing_id)
    settle()


def settle():
    for _ in range(3):
        QApplication.processEvents()


def take(page, *steps):
    for step in steps:
        assert page.acts.actions[step].isEnabled(), step
        page.acts.actions[step].trigger()
        settle()


def words_of(page):
    return [button.text() for button in page.life._buttons]


def state(bench):
    return [report.state for report in stored(bench, Report)]


def test_the_life_of_a_visit_record_by_key(page, visit, bench, qtbot):
    opened(page, "visit", visit.id)
    assert [stop.words for stop in page.life.line.stops] == ["Draft", "Ready for review", "Approved", "Released"]
    assert words_of(page) == ["Hand in"]
    for expected in (ReportState.READY, ReportState.APPROVED):
        page.focus_first()
        qtbot.keyClick(page.preview, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert state(bench) == [expected]
    assert [stop.is_now for stop in page.life.line.stops] == [False, False, True, False]
    assert page.life.line.stops[1].fact == "Amina Rahman, 23 Nov", "who, and when"
    assert words_of(page) == ["Release", "Return"]


def test_steps_are_undone_by_name_and_the_thread_follows(page, visit, bench):
    opened(page, "visit", visit.id)
    take(page, Step.READY)
    found = result(bench.desk.ask(offers, bench.me.id, bench.desk.writer.device))
    assert found.undo.act == "act.report.step"
    result(bench.desk.do(undo, found.undo.txn))
    settle()
    assert words_of(page) == ["Hand in"] and page.life.line.stops[0].is_now


def test_a_report_is_returned_with_a_remark_that_survives_being_put_away(page, visit, bench, qtbot):
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.RETURN)
    assert page.reason.isVisible() and page.reason.field.hasFocus()
    page.reason.go_on()
    settle()
    assert "Say why" in page.reason.message.text() and state(bench) == [ReportState.READY]
    qtbot.keyClicks(page.reason.field, "Say which exits")
    qtbot.keyClick(page.reason.field, Qt.Key.Key_Escape)
    assert not page.reason.isVisible()
    take(page, Step.RETURN)
    assert page.reason.field.plain() == "Say which exits"
    qtbot.keyClick(page.reason.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert state(bench) == [ReportState.RETURNED] and [one.text for one in stored(bench, Remark)] == ["Say which exits"]
    assert not page.reason.isVisible() and words_of(page) == ["Hand in", "Take back"]


def test_gaps_are_listed_with_a_jump_and_there_is_no_dead_button(page, factory, bench, qtbot):
    cycle = result(bench.desk.ask(last_cycle, factory.id))
    pair = frozenset({"b" * 32, "c" * 32})
    running = result(bench.desk.do(start_assessment, result(bench.desk.do(plan_assessment, factory, cycle, pair, TODAY, TODAY))))
    opened(page, "assessment", running.id)
    assert words_of(page) == [] and "Hand in: The report is not ready" in page.life.why.text()
    rows = page.life._gaps.shown_values()
    assert len(rows) == int(page.life.gaps_head.count.text()) > 10
    went = []
    page.go.connect(lambda place, where: went.append((place, where)))
    page.life.gaps.choose(rows[0].key)
    qtbot.keyClick(page.life.gaps, Qt.Key.Key_Return)
    assert went == [("assess", {"assessment": running.id, "question": f"{rows[0].gap.question}|{rows[0].gap.repeat}"})]
    assert [stop.words for stop in page.life.line.stops][-2:] == ["With the factory", "Released"]


def test_who_may_not_is_told_why(page, factory):
    opened(page, "plan", factory.id)
    take(page, Step.READY)
    assert words_of(page) == ["Take back"], "who advises the factory approves no plan"
    assert page.life.why.text() == "Return, Approve: Only the team leader can do that."


def released(page, visit):
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.APPROVE, Step.RELEASE)
    assert page.release.isVisible()
    page.release.go_on()
    page.release.go_on()
    settle()


def test_an_edition_is_released_asked_back_once_and_stands_in_the_ledger(page, visit, bench, tmp_path):
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.APPROVE, Step.RELEASE)
    panel = page.release
    assert "Edition 1, KH-2026-" in panel.what.text() and panel.act.text() == "Release"
    assert "not signed: no certificate is set up" in panel.what.text()
    panel.go_on()
    assert panel.act.text() == "Yes, release it" and not stored(bench, Edition), "asked back"
    panel.go_on()
    settle()
    (edition,) = stored(bench, Edition)
    assert not panel.isVisible() and state(bench) == [ReportState.RELEASED]
    (document,) = stored(bench, Document)
    data = PhotoStore(tmp_path / "photos", bytes(32)).get(document.sha256)
    assert edition.short in text_of(data)
    said = [line.text() for line in page.ledger.lines]
    assert said[0] == f"Edition 1, {edition.short}"
    assert edition.content_digest[:16] in said[1] and "Amina Rahman" in said[1]
    assert said[2] == "not signed with a certificate: number and hash tell it" and edition.signed_by == ""
    assert said[3:] == ["printed in English", "Golden Thread Ltd: Factory, 23 Nov 2026"] and edition.languages == "en"


def test_a_release_is_printed_in_another_language_and_the_edition_remembers_it(page, visit, bench, tmp_path):
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.APPROVE, Step.RELEASE)
    panel = page.release
    assert panel.printed.language.currentData() == "en", "the screen's, at first"
    panel.printed.language.setCurrentIndex(panel.printed.language.findData("fr"))
    panel.printed.language.activated.emit(panel.printed.language.currentIndex())
    panel.go_on()
    panel.go_on()
    settle()
    (edition,) = stored(bench, Edition)
    (document,) = stored(bench, Document)
    assert edition.languages == document.language == "fr" and document.name.endswith("-fr.pdf")
    printed = text_of(PhotoStore(tmp_path / "photos", bytes(32)).get(document.sha256))
    assert Texts("fr")("reports.visit.title") in printed and Texts("en")("reports.visit.title") not in printed
    assert "printed in Français" in [line.text() for line in page.ledger.lines]
    assert [one.language for one in stored(bench, Delivery)] == ["fr"]
    take(page, Step.REVISE, Step.READY, Step.APPROVE, Step.RELEASE)
    assert panel.isVisible() and panel.printed.language.currentData() == "fr", "the next edition begins with it"


def test_a_release_in_two_languages_is_one_file_and_says_so(page, visit, bench, tmp_path):
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.APPROVE, Step.RELEASE)
    panel = page.release
    assert panel.printed.second.currentData() == "", "one language, unless another is wanted"
    panel.printed.second.setCurrentIndex(panel.printed.second.findData("fr"))
    panel.printed.second.activated.emit(panel.printed.second.currentIndex())
    panel._show_prepared(replace(panel._shown, papers=tuple(replace(p, lacks=(WordsLacked("fr", 3, 9),)) for p in panel._shown.papers)))
    assert panel.what.text().count("3 of 9 questions and headings") == 1, "what the second language lacks is told before"
    panel.go_on()
    panel.go_on()
    settle()
    (edition,) = stored(bench, Edition)
    (document,) = stored(bench, Document)
    assert edition.languages == document.language == "en+fr" and document.name.endswith("-en+fr.pdf")
    printed = text_of(PhotoStore(tmp_path / "photos", bytes(32)).get(document.sha256))
    assert all(Texts(code)("reports.visit.title") in printed for code in ("en", "fr"))
    assert "printed in English + Français" in [line.text() for line in page.ledger.lines]
    take(page, Step.REVISE, Step.READY, Step.APPROVE, Step.RELEASE)
    assert (panel.printed.language.currentData(), panel.printed.second.currentData()) == ("en", "fr"), "the next edition begins with it"


def test_a_certificate_that_names_whom_the_paper_must_not_name_signs_nothing(page, visit, bench, tmp_path):
    KeptCertificate(tmp_path / "certificate", bytes(32)).keep(issued(holder="Chan Sophea").signing_key)
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.APPROVE)
    result(bench.desk.do(add_line, visit, "Chan Sophea, sewing, line 5", Mark.PERSON))
    settle()
    take(page, Step.RELEASE)
    page.release.go_on()
    page.release.go_on()
    settle()
    assert "“Chan Sophea” in file.signature" in page.release.message.text() and not stored(bench, Edition)


def test_what_is_released_is_signed_where_a_certificate_is_set_up_and_an_expired_one_releases_nothing(page, visit, bench, tmp_path):
    kept = KeptCertificate(tmp_path / "certificate", bytes(32))
    kept.keep(issued(days=100).signing_key)
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.APPROVE, Step.RELEASE)
    assert "ended on 2026-04-11" in page.release.message.text(), "told before anybody releases"
    page.release.go_on()
    page.release.go_on()
    settle()
    assert not stored(bench, Edition) and not stored(bench, Document)
    kept.keep(issued().signing_key)
    take(page, Step.RELEASE)
    assert f"signed with the certificate of {HOLDER}" in page.release.what.text()
    page.release.go_on()
    page.release.go_on()
    settle()
    (edition,) = stored(bench, Edition)
    data = PhotoStore(tmp_path / "photos", bytes(32)).get(stored(bench, Document)[0].sha256)
    (signature,) = signatures_in(data, [issued().issuer_der], bench.desk.writer.now().isoformat())
    assert (edition.signed_by, signature.state, signature.holder, signature.issuer) == (HOLDER, "whole", HOLDER, "known")
    assert page.ledger.lines[2].text() == f"signed in the file with the certificate of {HOLDER}"
    assert "Signed with a certificate." in text_of(data)


def test_an_edition_is_withdrawn_with_a_reason_and_the_next_says_what_changed(page, visit, bench, qtbot):
    released(page, visit)
    take(page, Step.WITHDRAW)
    qtbot.keyClicks(page.reason.field, "A finding was about another factory")
    page.reason.go_on()
    settle()
    assert stored(bench, Edition)[0].withdrawn_why == "A finding was about another factory"
    assert any("A finding was about another factory" in line.text() for line in page.ledger.lines)
    assert words_of(page) == ["New edition"]
    take(page, Step.REVISE, Step.READY, Step.APPROVE, Step.RELEASE)
    panel = page.release
    assert panel.changes.isVisible()
    panel.go_on()
    assert "Say what this edition changes" in panel.message.text() and panel.act.text() == "Release"
    qtbot.keyClicks(panel.changes, "The finding is out")
    panel.go_on()
    panel.go_on()
    settle()
    assert sorted((one.number, one.changes) for one in stored(bench, Edition)) == [(1, ""), (2, "The finding is out")]
    assert page.ledger.lines[0].text().startswith("Edition 2, ") and page.ledger.head.count.text() == "2"


def test_what_must_not_leave_is_named_by_place_and_nothing_goes_out(page, visit, bench, factory):
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.APPROVE)
    result(bench.desk.do(add_line, visit, "Sok Dara, sewing, line 5", Mark.PERSON))
    result(bench.desk.do(add_line, visit, "Told by Sok Dara that exits are blocked", Mark.FINDING))
    settle()
    take(page, Step.RELEASE)
    page.release.go_on()
    page.release.go_on()
    settle()
    told = page.release.message.text()
    assert "Nothing went out" in told and told.count("“Sok Dara”") == 1 and "“Sok Dara” on page 2 (" in told
    assert page.release.isVisible() and not stored(bench, Edition) and state(bench) == [ReportState.APPROVED]


def test_handing_in_looks_for_what_must_not_leave(page, visit, bench):
    result(bench.desk.do(add_line, visit, "Sok Dara, sewing, line 5", Mark.PERSON))
    result(bench.desk.do(add_line, visit, "Told by Sok Dara that exits are blocked", Mark.FINDING))
    opened(page, "visit", visit.id)
    take(page, Step.READY)
    assert "“Sok Dara” in notes.text (from a line of a visit)" in page.life.message.text() and not stored(bench, Report)


def test_buyers_are_ticked_or_grey_with_the_reason_and_only_ticked_ones_get_it(page, bench, factory, qtbot):
    names = {}
    for name in ("Nordlys Retail", "Halden & Fils", "Kestrel Sports"):
        names[result(bench.desk.do(add_buyer, factory, name)).buyer_id] = name
    by_name = {name: key for key, name in names.items()}
    for one in stored(bench, Buyer):
        result(bench.desk.do(lambda unit, one=one: unit.put(one, replace(one, subscription=Subscription.PARTNER))))
    for name in ("Nordlys Retail", "Halden & Fils"):
        result(bench.desk.do(let_read, factory, by_name[name], ["plan"], TODAY))
    result(bench.desk.do(lambda unit: unit.set_fact("standing", Standing.TEAM_LEADER)))
    opened(page, "plan", factory.id)
    take(page, Step.READY, Step.APPROVE, Step.RELEASE)
    boxes = {names[key]: (box.isEnabled(), box.isChecked()) for key, box in page.release.boxes.items()}
    assert boxes == {"Nordlys Retail": (True, True), "Halden & Fils": (True, True), "Kestrel Sports": (False, False)}
    assert "the factory has not been asked" in page.release.boxes[by_name["Kestrel Sports"]].accessibleName()
    page.release.boxes[by_name["Halden & Fils"]].click()
    result(bench.desk.do(let_read, factory, by_name["Kestrel Sports"], ["plan"], TODAY))
    settle()
    assert page.release.boxes[by_name["Kestrel Sports"]].isEnabled(), "allowed while the panel was open"
    assert not page.release.boxes[by_name["Halden & Fils"]].isChecked(), "what was unticked stays so"
    page.release.go_on()
    page.release.go_on()
    settle()
    given = {(names.get(one.buyer_id, ""), one.variant) for one in stored(bench, Delivery)}
    assert given == {("", Variant.FACTORY), ("Nordlys Retail", Variant.BUYER), ("Kestrel Sports", Variant.BUYER)}
    assert len(page.ledger.lines) == 4 + 3


def test_printing_is_called_off_and_nothing_is_kept(page, visit, bench):
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.APPROVE, Step.RELEASE)
    panel, papers = page.release, page.bench.papers
    told = []
    panel._progress = lambda done, of: told.append((done, of))
    begin = panel.going.begin

    def stop_at_once(words):
        begin(words)
        panel.going.stop.isVisible()
        real = papers.prepare

        def prepare(*args):
            made = real(*args)
            papers.stop()
            return made

        papers.prepare = prepare

    panel.going.begin = stop_at_once
    panel.go_on()
    panel.go_on()
    del papers.prepare
    settle()
    assert "called off" in panel.going.words.text() and panel.isVisible() and panel.act.text() == "Release"
    assert not stored(bench, Edition) and not stored(bench, Document)


def test_each_variant_is_shown_under_its_tab(page, visit, bench):
    opened(page, "visit", visit.id)
    assert [button.tab.words for button in page.tabs._buttons] == ["Internal", "Factory"]
    result(bench.desk.do(add_line, visit, "They said it will be done next week", Mark.QUOTE))
    page.tabs._buttons[1].click()
    settle()
    assert page._paper.variant == "factory" and page._paper.name.startswith("visit-factory-golden-thread")
    opened(page, "visit", visit.id)
    assert page.tabs.current == "factory", "the same paper, opened again, stays as it was"


def test_a_variant_says_before_any_release_what_must_not_leave_to_its_readers(page, visit, bench):
    result(bench.desk.do(add_line, visit, "Told by Sok Dara that exits are blocked", Mark.FINDING))
    opened(page, "visit", visit.id)
    page.tabs._buttons[1].click()
    settle()
    assert page.side.checks.text() == "Nothing stands out."
    result(bench.desk.do(add_line, visit, "Sok Dara, sewing, line 5", Mark.PERSON))
    settle()
    assert page.side.checks.text() == "Must not leave: “Sok Dara” on page 2 (from a line of a visit)"
    page.tabs._buttons[0].click()
    settle()
    assert page.side.checks.text() == "Nothing stands out.", "inside, everything may be read"


def test_an_open_paper_is_made_again_when_what_it_shows_changed_and_only_then(page, visit, bench, factory):
    opened(page, "visit", visit.id)
    before = page._paper
    result(bench.desk.do(add_buyer, factory, "Nordlys Retail"))
    settle()
    assert page._paper is before, "another record of the same page: nothing is printed anew"
    result(bench.desk.do(add_line, visit, "Racks stand in front of the third", Mark.FINDING))
    settle()
    assert page._paper is not before and "Racks stand in front of the third" in text_of(page._paper.data)


def test_a_paper_whose_record_is_removed_is_put_away(page, bench, factory, visit):
    opened(page, "visit", visit.id)
    (gone,) = [one for one in stored(bench, type(visit)) if one.id == visit.id]
    result(bench.desk.do(lambda unit: unit.put(gone, replace(gone, deleted=True))))
    settle()
    assert page._paper is None and page.nothing.isVisible() and not page.life.isVisible() and not page.save_action.isEnabled()


@pytest.fixture
def judged(page, bench, factory):
    """An assessment of others that is approved; who sits here leads the country and neither assesses nor advises."""
    cycle = result(bench.desk.ask(last_cycle, factory.id))
    planned = result(bench.desk.do(plan_assessment, factory, cycle, frozenset({"b" * 32, "c" * 32}), TODAY, TODAY))
    running = result(bench.desk.do(start_assessment, planned))
    for one in stored(bench, Assignment):
        result(bench.desk.do(lambda unit, one=one: unit.put(one, replace(one, person_id="d" * 32))))
    result(bench.desk.do(lambda unit: unit.set_fact("standing", Standing.TEAM_LEADER)))
    report = result(bench.desk.ask(lambda reader: report_at(reader, subject_of(reader, "assessment", running.id))))
    result(bench.desk.do(lambda unit: unit.put(None, replace(report, state=ReportState.APPROVED))))
    closed = replace(running, stage=Stage.READY)
    result(bench.desk.do(lambda unit: unit.put(running, closed)))
    opened(page, "assessment", running.id)
    return running


def test_the_factory_is_asked_and_every_comment_gets_its_answer(page, judged, bench, qtbot):
    assert words_of(page) == ["Send to the factory", "Return"] and "Release: The factory has not been asked" in page.life.why.text()
    take(page, Step.SEND)
    assert "until 1 Dec 2026" in page.release.what.text() and not page.release.boxes
    page.release.go_on()
    page.release.go_on()
    settle()
    assert state(bench) == [ReportState.COMMENTS] and [one.variant for one in stored(bench, Document)] == ["factory"]
    assert page.life.line.stops[-2].fact == "comments until 1 Dec"
    talk = page.side.talk
    assert talk.asked.isVisible() and not talk.list.isVisible()
    talk.take_down()
    assert "no words" in talk.message.text() and not stored(bench, FactoryComment)
    qtbot.keyClicks(talk.comment, "The racks are gone")
    qtbot.keyClicks(talk.said_by, "HR manager")
    qtbot.keyClick(talk.said_by, Qt.Key.Key_Return)
    settle()
    (comment,) = stored(bench, FactoryComment)
    assert (comment.text, comment.said_by, comment.taken) == ("The racks are gone", "HR manager", "")
    assert talk.comment.plain() == "" and talk.head.count.text() == "1 waits for an answer"
    qtbot.keyClicks(talk.answer, "Seen in a visit, not in the assessment")
    talk.answer.settle()
    settle()
    assert stored(bench, FactoryComment)[0].taken == "Seen in a visit, not in the assessment" and talk.head.count.text() == ""
    assert "Release: The factory may say something until 1 Dec." in page.life.why.text()


def test_an_assessment_is_released_with_what_the_factory_and_buyers_get(page, judged, bench):
    clock = bench.desk.writer.now.__self__
    take(page, Step.SEND)
    page.release.go_on()
    page.release.go_on()
    clock.moment += timedelta(days=10)
    opened(page, "assessment", judged.id)
    page._ask_report()
    settle()
    take(page, Step.RELEASE)
    assert "Files: Factory, Buyer, Public" in page.release.what.text()
    page.release.go_on()
    page.release.go_on()
    settle()
    assert state(bench) == [ReportState.RELEASED] and stored(bench, Assessment)[0].stage is Stage.RELEASED
    (edition,) = stored(bench, Edition)
    assert {one.variant for one in stored(bench, Document) if one.owner_id == edition.id} == {"factory", "buyer", "public"}


def test_an_author_answers_a_remark_and_what_was_typed_outlives_the_page(page, visit, bench, qtbot):
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.RETURN)
    page.reason.field.insertPlainText("Say which exits")
    page.reason.go_on()
    settle()
    talk = page.side.talk
    assert talk.words.text() == "Say which exits" and not talk.asked.isVisible()
    (remark,) = stored(bench, Remark)
    bench.desk.keep_draft(answer_draft(remark.report_id, remark.id), "The two in fin", 14)
    page._ask_report()
    settle()
    assert talk.answer.plain() == "The two in fin"
    qtbot.keyClicks(talk.answer, "ishing")
    talk.answer.settle()
    settle()
    (remark,) = stored(bench, Remark)
    assert (remark.answer, remark.is_closed) == ("The two in finishing", True)
    assert not result(bench.desk.ask(drafts, "report/"))


def test_progress_report_1_is_released_on_the_factorys_behalf_and_the_ledger_tells_it_from_the_factorys_own(page, factory, bench):
    result(bench.desk.do(lambda unit: unit.set_fact("standing", Standing.TEAM_LEADER)))
    opened(page, "progress1", factory.id)
    take(page, Step.READY, Step.APPROVE, Step.RELEASE)
    assert "you do it on its behalf" in page.release.what.text()
    page.release.go_on()
    page.release.go_on()
    settle()
    (edition,) = stored(bench, Edition)
    assert page.ledger.lines[1].text().startswith("released 23 Nov 2026 by Amina Rahman on the factory’s behalf")
    named = NamedReader(id="e" * 32, scope=edition.scope, reader_id="d" * 32, name="Chan Dara")
    result(bench.desk.do(lambda unit: unit.add(named)))
    result(bench.desk.do(lambda unit: unit.put(edition, replace(edition, released_by=reader_author("d" * 32)))))
    settle()
    assert page.ledger.lines[1].text().startswith("released 23 Nov 2026 by the factory itself: Chan Dara")


def test_a_remark_is_tied_to_a_section_and_a_key_goes_to_its_page(page, bench, factory, qtbot):
    visit = result(bench.desk.do(start_visit, factory.id))
    for number in range(60):
        result(bench.desk.do(add_line, visit, f"Exit {number} is blocked by racks, boxes and trolleys that nobody moves", Mark.FINDING))
        result(bench.desk.do(add_line, visit, f"Line {number} has learnt to keep its exits free", Mark.GOOD_PRACTICE))
    opened(page, "visit", visit.id)
    take(page, Step.READY, Step.RETURN)
    titles = [page.reason.about.itemText(at) for at in range(page.reason.about.count())]
    assert titles[0] == "The whole report" and "Notes of the visit" in titles, titles
    page.reason.about.setCurrentIndex(titles.index("Notes of the visit"))
    qtbot.keyClicks(page.reason.field, "Say which exits")
    qtbot.keyClick(page.reason.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [(one.text, one.section) for one in stored(bench, Remark)] == [("Say which exits", "notes")]
    (row,) = page.side.talk.rows.shown_values()
    assert "Notes of the visit" in page.side.talk._cell(row).second
    assert page.acts.about.action.isEnabled()
    page.focus_first()
    qtbot.keyClick(page.preview, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    settle()
    there = next(one.page for one in page.side.talk.places if one.section == "notes")
    assert page.preview.page == there > 1 and "Notes of the visit" in pages_of(page._paper.data)[there - 1]
    add = replace(row, id=f"{7:032x}", section="", heads={}, text="On the whole")
    result(bench.desk.do(lambda unit: unit.put(None, add)))
    settle()
    page.side.talk.list.choose(add.id)
    settle()
    assert not page.acts.about.action.isEnabled(), "a remark on the whole has no page"
