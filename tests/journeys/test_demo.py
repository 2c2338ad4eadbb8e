"""The demo from end to end, without pictures: what the laptops hold, which papers came of it, and each role's day on its desk."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bwdesk import cli, keys
from bwdesk.app.open_desk import OpenDesk
from bwdesk.demo.cast import NOW, TODAY
from bwdesk.demo.hand import PASSPHRASE
from bwdesk.demo.screens import StillDesk
from bwdesk.domain.assessment import Answer, Assessment, Stage
from bwdesk.domain.edition import Edition
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.plan import Issue, Progress, Verified
from bwdesk.domain.report import ReportKind
from bwdesk.domain.views import SavedView
from bwdesk.domain.visit import Line
from bwdesk.paths import DataFolder
from bwdesk.reports.read_back import page_texts
from bwdesk.runtime.gate import Opened
from bwdesk.runtime.opening import Clockwork
from bwdesk.ui.pages.assess.assessment import AssessmentPage

SHIPPED = Path(__file__).parents[2] / "resources" / "demo" / "factories.csv"
LISTED = 12
PAPERS = {"visit", "briefing", "diagnosis", "assessment", "plan", "certificate", "committee", "progress1", "progress2", "synthesis"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    """The demo's folder, from a list of twelve."""
    root = tmp_path_factory.mktemp("demo")
    out, short = root / "demo", root / "factories.csv"
    with SHIPPED.open(encoding="utf-8-sig", newline="") as read, short.open("w", encoding="utf-8", newline="") as write:
        csv.writer(write).writerows(list(csv.reader(read))[: LISTED + 1])
    assert cli.main(["demo", "--out", str(out), "--factories", str(short), "--looks", "none"]) == 0
    return out


@pytest.fixture
def desk_of(demo, qapp):
    """Opens the desk of one of the demo's people, in its window."""
    programs = []

    def sit_down(login: str) -> OpenDesk:
        program = StillDesk(qapp, demo / login, "light", "en")
        programs.append(program)
        folder = DataFolder(demo / login)
        opened = Opened(folder, keys.open_with_passphrase(folder, PASSPHRASE, None), keys.known_people(folder.root)[0].owner)
        desk = OpenDesk(program, opened, today=TODAY, clockwork=Clockwork(now=lambda: NOW))
        program.open_desk = desk
        desk.window.resize(1440, 900)
        desk.window.show()
        return desk

    yield sit_down
    for program in programs:
        program.close()
    QApplication.processEvents()


def held(desk, kind):
    told = []
    desk.bench.desk.ask(lambda reader: reader.find(kind)).then(told.append)
    QApplication.processEvents()
    return told[0]


def at(desk, place, **where):
    """The page of a place, opened as by its key."""
    desk.window.go(place, where)
    QApplication.processEvents()
    assert desk.window.page is not None
    return desk.window.page


def test_the_demo_ends_with_equal_laptops_settled_differences_and_papers(demo):
    facts = json.loads((demo / "summary.json").read_text("utf-8"))
    assert set(facts["digests"]) == {"amina", "jonas"}
    assert facts["digests"]["amina"] == facts["digests"]["jonas"] and facts["shared_scopes"] > 0
    conflicts = facts["conflicts"]
    assert conflicts["found"] == conflicts["found_on_the_other"] == conflicts["settled"] > 0
    assert conflicts["left"] == 0
    years = facts["years"]
    assert len(years) == 8 and {one["country"] for one in years.values()} == {"KH", "BD"}
    assert sum(one["cycles"] == 2 for one in years.values()) == 7
    assert [len(years[name]["findings"]) for name in ("Blue Hem Fashion", "Lotus Garments")] == [2, 1], "released in both, and in one"
    assert facts["handed_in"] == {"state": "comments", "closed_by": 2}, "both closed it before it was handed in"
    assert all(one["verified"] > 0 and one["visits"] > 5 for one in years.values() if one["cycles"] == 2)
    assert facts["not_home"] == {"amina": 0, "jonas": 0}
    assert facts["import"]["taken"] == LISTED and facts["import"]["taken_when_read_again"] == 0
    assert {paper["kind"] for paper in facts["reports"]} == PAPERS
    assert all(paper["pages"] > 0 for paper in facts["reports"])
    papers = list((demo / "reports").iterdir())
    assert len(papers) == len(facts["reports"])
    assert all(paper.read_bytes().startswith(b"%PDF-") for paper in papers)


def test_an_advisor_goes_into_the_visit_of_today_notes_a_line_and_updates_the_plan(desk_of):
    desk = desk_of("amina")
    today = at(desk, "today")
    assert today.now.isVisible(), "a visit is planned for this morning"
    QTest.keyClick(today.now.open_visit, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert desk.window.page.key == "visit"
    caret = desk.window.page.notebook
    QTest.keyClicks(caret, "The night shift has its own exit list now.")
    QTest.keyClick(caret, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert "The night shift has its own exit list now." in [line.text for line in held(desk, Line)]

    golden = next(f for f in held(desk, Factory) if f.name == "Golden Thread Ltd")
    plan = at(desk, "plan", factory=golden.id)
    plan.focus_first()
    chosen = plan.list.current_key()
    QTest.keyClick(plan.list, Qt.Key.Key_1)
    QTest.keyClicks(plan.panel.line, "Racks moved")
    QTest.keyClick(plan.panel.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    issue = next(i for i in held(desk, Issue) if i.id == chosen)
    assert (issue.progress, issue.verified) == (Progress.DONE, Verified.NOT_YET), "what the factory says is not what was seen"
    assert issue.progress_note == "Racks moved"


def test_an_assessor_reads_a_released_assessment_and_cannot_change_it(desk_of):
    desk = desk_of("nadia")
    released = [a for a in held(desk, Assessment) if a.stage is Stage.RELEASED and desk.bench.me.id in a.assessors]
    assert len(released) > 2
    page = at(desk, "assess", assessment=released[0].id)
    before = held(desk, Answer)
    page.focus_first()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(page, key)
        QApplication.processEvents()
    assert held(desk, Answer) == before
    mine = {a.factory_id for a in held(desk, Assignment) if a.person_id == desk.bench.me.id}
    assert {i.factory_id for i in held(desk, Issue)} <= mine, "no plan of a factory that was never hers"


def test_a_leader_sees_all_factories_their_trends_and_the_suspected_case(desk_of):
    desk = desk_of("dara")
    table = at(desk, "portfolio")
    shown = table._model.shown_values()
    assert len(shown) == 8
    assert {row.advisor for row in shown} == {"Amina Rahman", "Jonas Keo", "Rupa Das"}
    (synthesis,) = [one for one in held(desk, Edition) if one.kind is ReportKind.SYNTHESIS]
    assert synthesis.scope == "country/BD" and synthesis.released_by != desk.bench.me.id, "handed in by her, released by the manager"
    golden = next(row for row in shown if row.name == "Golden Thread Ltd")
    issues = [i for i in held(desk, Issue) if i.factory_id == golden.id]
    assert golden.open == sum(i.verified is not Verified.VERIFIED for i in issues) > 0
    assert not [i for i in held(desk, Issue) if i.progress_on and i.since_on and i.progress_on < i.since_on], (
        "none done before it was found"
    )
    assert not [a for a in held(desk, Assignment) if a.person_id == desk.bench.me.id and a.role is Role.ADVISOR]
    assert at(desk, "trends").key == "trends"
    assert "1 " in at(desk, "today")._needs.cell(0, 0).says()
    assert at(desk, "alerts").key == "alerts"


def test_a_manager_keeps_a_view_of_all_factories_and_has_no_working_papers_before_they_are_approved(demo, desk_of):
    desk = desk_of("vuthy")
    table = at(desk, "portfolio")
    assert len(table._model.shown_values()) == 8
    QTest.keyClicks(table.filter, "bd")
    QTest.keyClick(table.list, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(table.name, "Bangladesh")
    QTest.keyClick(table.name, Qt.Key.Key_Return)
    QApplication.processEvents()
    table.show_view("")
    assert len(table._model.shown_values()) == 8
    (view,) = held(desk, SavedView)
    table.show_view(view.id)
    assert {row.country for row in table._model.shown_values()} == {"BD"}
    shown = json.loads((demo / "summary.json").read_text("utf-8"))["shown"]["assessment"]
    assert f"assessment/{shown}" not in {a.scope for a in held(desk, Answer)}, "handed in, and approved by nobody yet"
    (synthesis,) = [one for one in held(desk, Edition) if one.kind is ReportKind.SYNTHESIS]
    assert synthesis.released_by == desk.bench.me.id
    assert at(desk, "reports", kind="synthesis", id="BD").key == "reports"


def test_a_leader_reads_a_document_among_the_evidence_and_who_took_no_part_never_has_it(desk_of):
    desk = desk_of("dara")
    (document,) = [d for d in held(desk, Document) if d.owner_kind == "answer"]
    assessment = next(a for a in held(desk, Assessment) if a.scope == document.scope)
    page = at(desk, "factory", factory=assessment.factory_id, tab="documents")
    page._open_entry(document.id)
    reader = page.opening.reader
    assert (reader.isVisible(), reader.pages.page_count, reader.caption.isReadOnly()) == (True, 2, True)
    QTest.keyClick(reader, Qt.Key.Key_Escape)
    question = next(a.question for a in held(desk, Answer) if a.id == document.owner_id)
    sheet = at(desk, "assess", assessment=assessment.id, question=question).findChild(AssessmentPage)
    sheet.photos.show(document)
    assert (sheet.photos.reader.isVisible(), sheet.photos.reader.remove_button.isVisible()) == (True, False)
    assert not [d for d in held(desk_of("nadia"), Document) if d.owner_kind == "answer"]


def test_every_paper_of_the_demo_is_printed_for_its_readers_and_told_in_the_index(demo, tmp_path, capsys):
    out = tmp_path / "papers"
    kinds = [word for kind in ("certificate", "plan", "committee") for word in ("--kind", kind)]
    assert cli.main(["papers", "--from", str(demo), "--out", str(out), *kinds, "--language", "am", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with (out / "index.csv").open(encoding="utf-8", newline="") as stream:
        index = list(csv.DictReader(stream))
    assert [(line["kind"], line["variant"], line["state"]) for line in index] == [
        ("certificate", "internal", "working"), ("certificate", "factory", "official"),
        ("plan", "internal", "working"), ("plan", "factory", "official"), ("plan", "buyer", "official"),
        ("committee", "internal", "draft"), ("committee", "factory", "official"),
    ]  # fmt: skip
    assert {line["lacks"] for line in index} == {""}, "every language has every question"
    assert not any(0x2066 <= ord(sign) <= 0x2069 for line in index for said in line.values() for sign in said), "no marks for screens"
    assert told["papers"] == 7 and told["pages"] == sum(int(line["pages"]) for line in index)
    assert all((out / line["file"]).read_bytes().startswith(b"%PDF-") for line in index)
    assert len(list(out.glob("*/*.jpg"))) == told["pages"], "a picture a page"
    assert {path.name for path in (out / "certificate").glob("*.png")} == {"sheet-am-1.png"}
    pages = [page_texts((out / line["file"]).read_bytes()) for line in index if line["kind"] == "plan"]
    assert all("Golden Thread" in " ".join(texts) for texts in pages)
    root_causes = ["Nobody is named for it" in " ".join(texts) for texts in pages]
    assert root_causes == [True, True, False], "what a variant leaves out stands on no page of it"


def test_papers_of_a_folder_without_a_demo_are_refused_in_a_sentence(tmp_path, capsys):
    assert cli.main(["papers", "--from", str(tmp_path), "--out", str(tmp_path / "papers")]) == 4
    assert "There is no demo of this program in the folder" in capsys.readouterr().err
    assert not (tmp_path / "papers").exists()
