"""Reports in a real window over a real encrypted file: what can be made is offered, made, shown as pages and saved whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bwdesk.domain.redaction import Leak, Protected, Spot
from bwdesk.domain.visit import Line, Mark
from bwdesk.runtime.papers import Papers
from bwdesk.store.photos import PhotoStore
from bwdesk.texts import Texts
from bwdesk.ui.pages.reports.leaks import spot_after
from bwdesk.ui.pages.reports.page import ReportsPage
from bwdesk.usecases.assessment import plan_assessment
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.visit_lines import add_line, edit_line
from bwdesk.usecases.visits import start_visit
from tests.fakes.bench import TODAY, result, stored


@pytest.fixture
def visit(bench):
    factory = result(bench.desk.do(add_factory, "Golden Thread Ltd", "KH"))
    result(bench.desk.do(register_factory, factory, date(2026, 5, 8)))
    visit = result(bench.desk.do(start_visit, factory.id))
    result(bench.desk.do(add_line, visit, "Two of six exits are blocked", Mark.FINDING))
    return visit


@pytest.fixture
def page(bench, visit, tmp_path, shown):
    photos = PhotoStore(tmp_path / "photos", bytes(32))
    papers = Papers(bench.desk, photos, lambda jpeg, longest: jpeg, lambda: "en", bench.me.name)
    made = shown(ReportsPage(replace(bench, papers=papers)), 1300, 860)
    made.opened(factory=visit.factory_id)
    QApplication.processEvents()
    return made


def kinds(page):
    return [offered.kind for offered in page._model.shown_values()]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(one.get_textpage().get_text_range() for one in document)
    finally:
        document.close()


def test_the_paper_that_is_chosen_is_made_and_its_pages_are_shown(page, visit, bench, qtbot):
    assert kinds(page) == ["visit", "plan", "progress1", "progress2"], "what the records can give, and nothing else"
    page.focus_first()
    page.list.choose(f"visit/{visit.id}")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert page.preview.isVisible() and not page.nothing.isVisible()
    assert page.preview.page_count == page._paper.pages >= 1
    (line,) = stored(bench, Line)
    assert line.text in text_of(page._paper.data)
    assert page.save_action.isEnabled()


def test_the_paper_that_is_asked_for_is_shown_though_another_was_chosen_before_the_list_grew(page, visit, bench):
    page.list.choose(f"visit/{visit.id}")
    QApplication.processEvents()
    assert page._paper.kind == "visit"
    factory = visit.factory_id
    second = result(bench.desk.do(start_visit, factory))
    page.opened(kind="plan", id=factory, factory=factory)
    QApplication.processEvents()
    assert f"visit/{second.id}" in [f"{one.kind}/{one.thing_id}" for one in page._model.shown_values()]
    assert (page._paper.kind, page.list.current_key()) == ("plan", f"plan/{factory}")


def test_pages_are_painted(page, visit, qtbot):
    page.list.choose(f"visit/{visit.id}")
    page._choose(f"visit/{visit.id}")
    QApplication.processEvents()
    image = page.preview.grab().toImage()
    tones = {image.pixelColor(x, y).lightness() // 16 for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(tones) > 4, "ink on paper on a ground"


def test_a_paper_is_saved_whole_and_a_folder_that_is_not_there_is_told(page, visit, tmp_path, expected_failures):
    page._choose(f"visit/{visit.id}")
    QApplication.processEvents()
    page.save_to(tmp_path / "visit.pdf")
    assert (tmp_path / "visit.pdf").read_bytes() == page._paper.data
    assert not list(tmp_path.glob("*.part"))
    expected_failures.append("papers.cannot_write")
    page.save_to(tmp_path / "nowhere" / "visit.pdf")


def test_opened_from_a_visit_it_shows_that_visits_paper(bench, visit, page):
    page.opened(kind="visit", id=visit.id)
    QApplication.processEvents()
    assert page._paper is not None and page._paper.thing_id == visit.id
    assert page.list.current_key() == f"visit/{visit.id}"


def test_the_leave_behind_of_a_visit_is_printed_in_two_languages_by_keyboard_and_the_choice_is_remembered(page, visit, bench, shown, qtbot):
    page.opened(kind="visit", id=visit.id)
    QApplication.processEvents()
    alone = page._paper
    assert alone is not None and alone.language == "en", "the screen's language, unless another is chosen"
    (act,) = [one for one in page.actions() if one.text() == page.texts("reports_page.act.languages")]
    act.trigger()
    assert QApplication.focusWidget() is page.printed.language
    qtbot.keyClick(page.printed.language, Qt.Key.Key_Tab)
    second = page.printed.second
    assert QApplication.focusWidget() is second
    while second.currentData() != "km":
        qtbot.keyClick(second, Qt.Key.Key_Down)
    QApplication.processEvents()
    both = page._paper
    assert both is not alone and both.language == page.printed.code == "en+km"
    assert both.name == alone.name.removesuffix(".pdf") + "-en+km.pdf", "a name says the languages that are not the desk's own alone"
    said = text_of(both.data)
    assert Texts("en")("reports.visit.title") in said and any("\u1780" <= one <= "\u17ff" for one in said), (
        "the Khmer words stand there too"
    )
    assert bench.settings.settings.places["printed_in"] == "en+km"
    again = shown(ReportsPage(page.bench), 1300, 860)
    again.opened(kind="visit", id=visit.id)
    QApplication.processEvents()
    assert again._paper.language == "en+km"


def test_the_paper_that_is_shown_is_kept_only_while_its_languages_are_asked_for(page, visit, bench):
    papers = page.bench.papers
    shown = result(papers.make("visit", visit.id, "en+fr"))
    assert result(papers.make("visit", visit.id, "en+fr", known=shown)) is shown
    for other in ("en", "fr", "fr+en", "en+km"):
        made = result(papers.make("visit", visit.id, other, known=shown))
        assert made is not shown and made.language == other and made.data != shown.data


def test_a_paper_that_comes_late_in_a_language_no_longer_wanted_is_not_shown(page, visit):
    page.opened(kind="visit", id=visit.id)
    QApplication.processEvents()
    before = page._paper
    page._made(replace(before, language="fr"))
    assert page._paper is before


@pytest.mark.parametrize(("country", "code"), [("KH", "en"), ("BD", "bn")], ids=["western digits", "the country's own digits"])
def test_the_preview_tells_an_unannounced_day_in_the_digits_its_paper_has(bench, tmp_path, country, code):
    factory = result(bench.desk.do(add_factory, "Padma Thread Ltd", country))
    cycle = result(bench.desk.do(register_factory, factory, TODAY - timedelta(days=200)))
    to_come = TODAY + timedelta(days=30)
    result(bench.desk.do(plan_assessment, factory, cycle, frozenset({"b" * 32, "c" * 32}), to_come))
    visit = result(bench.desk.do(start_visit, factory.id))
    photos = PhotoStore(tmp_path / "photos", bytes(32))
    papers = Papers(bench.desk, photos, lambda jpeg, longest: jpeg, lambda: code, bench.me.name)
    day = papers.context(code).of(country).words.day(to_come)
    assert ("২" in day) == (country == "BD")
    result(bench.desk.do(add_line, visit, f"They said {day} would suit them"))
    paper = result(papers.make("visit", visit.id, variant="factory"))
    assert [(leak.found.kind, leak.page) for leak in paper.leaks] == [("assessment", 2)]
    kept = result(papers.make("visit", visit.id, variant="factory", known=paper))
    assert kept is paper, "what leaks is where it was"


def test_f9_goes_to_the_next_page_with_words_that_must_not_leave(page, visit, monkeypatch, qtbot):
    page.opened(kind="visit", id=visit.id)
    QApplication.processEvents()
    assert not page.to_named.action.isEnabled()
    paper = page._paper
    found = Protected("Sok Dara", "line", "1" * 32, "text", is_name=True)
    page._paper = None
    page._made(replace(paper, leaks=(Leak("notes.text", found, 3), Leak("agreed.what", found, 1), Leak("file.info", found))))
    QApplication.processEvents()
    assert "“Sok Dara” on page 3" in page.side.checks.text() and "in file.info" in page.side.checks.text()
    gone_to = []
    monkeypatch.setattr(page.preview, "go_to", gone_to.append)
    qtbot.keyClick(page, Qt.Key.Key_F9)
    assert gone_to == [3], "after the first page, on which it stands"


def test_the_next_place_is_the_one_after_the_last_on_its_page_and_after_all_the_first_again():
    spots = (Spot(1, "a"), Spot(3, "b"), Spot(3, "c"))
    assert spot_after(spots, 1, None) == spots[1] and spot_after(spots, 3, None) == spots[0]
    assert spot_after(spots, 3, spots[1]) == spots[2] and spot_after(spots, 3, spots[2]) == spots[0]
    assert spot_after(spots, 1, spots[1]) == spots[1], "the person has turned the pages since"
    assert spot_after((), 1, None) is None


def test_f9_goes_to_the_record_that_holds_a_character_without_a_font_and_shows_its_page(bench, page, visit, qtbot):
    for number in range(60):
        result(bench.desk.do(add_line, visit, f"Exit {number} is blocked by racks, boxes and trolleys that nobody moves", Mark.FINDING))
    odd = result(bench.desk.do(add_line, visit, "They were pleased \U0001f600", Mark.NOTE)).line
    gone = []
    page.go.connect(lambda place, where: gone.append((place, where)))
    page.opened(kind="visit", id=visit.id)
    QApplication.processEvents()
    (spot,) = page._paper.spots
    assert spot.page > 1
    told = f"\u2068U+1F600\u2069: \u2068Notes of the visit\u2069 (on page {spot.page})"
    assert told in page.side.checks.text().replace("\xa0", " ")
    page.focus_first()
    qtbot.keyClick(page.preview, Qt.Key.Key_F9)
    QApplication.processEvents()
    assert page.preview.page == spot.page and gone == [("visit", {"visit": visit.id, "line": odd.id})]
    result(bench.desk.do(edit_line, odd, replace(odd, text="They were pleased")))
    QApplication.processEvents()
    assert not page.to_named.action.isEnabled() and page._paper.spots == (), "put right there, nothing is named any more"
