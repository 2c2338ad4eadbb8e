"""A character that no font has is told with where it stands: heading, number, and the page that shows its code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.reports import gallery_assessment, gallery_plan, gallery_visit
from bwdesk.reports.read_back import page_texts
from bwdesk.reports.values import Cluster, Finding, NoteKind, NoteLine, Paper, PlanAction, Point
from bwdesk.runtime.papers import print_paper
from bwdesk.texts import texts_of
from tests.reports.reading import printed

ODD = "\U0001f600"
CODE = "U+1F600"


def _places(paper: Paper, language: str = "en") -> list[tuple[str, int]]:
    """What is told, after it was seen that each page shows the code."""
    data, result = printed(paper, language)
    (check,) = [one for one in result.checks if one.key == "reports.check.no_glyph"]
    pages = page_texts(data)
    assert check.detail == CODE and all(f"[{CODE}]" in pages[place.page - 1] for place in check.places)
    return [(place.title, place.page) for place in check.places]


def _assessment(*texts: str) -> Paper:
    findings = tuple(Finding(f"1.{at}", f"Finding {at}", text=text) for at, text in enumerate(texts, 1))
    cluster = Cluster(1, "Compensation", points=(Point("Paid leave", 4, 1, findings=findings),))
    return replace(gallery_assessment.empty(), clusters=(cluster,))


def test_in_a_finding_its_cluster_its_number_and_its_own_page() -> None:
    long = "Paid leave was not granted to workers who asked for it. " * 120
    one, two = _places(_assessment(f"Odd {ODD}", long, f"Odd\u200b{ODD} again"))
    assert (one[0], two[0]) == ("1 Compensation, 1.1", "1 Compensation, 1.3") and two[1] > one[1]


def test_in_an_issue_its_number() -> None:
    plan = gallery_plan.plan()
    odd = replace(plan.issues[-1], actions=(PlanAction(f"Free the exit {ODD}"),))
    ((title, page),) = _places(replace(plan, issues=(*plan.issues[:-1], odd)))
    assert title == odd.number and page > 1


def test_in_an_answer_of_a_self_diagnosis_its_question() -> None:
    paper = gallery_plan.diagnosis()
    first = paper.clusters[0]
    answer = replace(first.answers[0], comment=f"It depends {ODD}")
    found = _places(replace(paper, clusters=(replace(first, answers=(answer, *first.answers[1:])), *paper.clusters[1:])))
    assert [title for title, _ in found] == [f"{first.name}, {answer.code}"]


@pytest.mark.parametrize(("language", "title"), [("en", "Notes of the visit"), ("en+km", "Notes of the visit / ")])
def test_in_a_note_the_heading_of_the_notes(language: str, title: str) -> None:
    visit = gallery_visit.visit()
    ((told, _),) = _places(replace(visit, notes=(NoteLine(visit.started_at, NoteKind.NOTE, f"Odd {ODD}"),)), language)
    assert told.startswith(title), told


def test_under_no_heading_the_page_alone() -> None:
    visit = gallery_visit.visit()
    assert _places(replace(visit, head=replace(visit.head, factory=f"Thread {ODD}"))) == [("", 1)]


def test_the_sentence_says_it_in_the_language_of_the_screen() -> None:
    paper = print_paper("assessment", "1" * 32, _assessment(f"Odd {ODD}", "Plain"), texts_of("en"), lambda jpeg, _: jpeg, home="fr")
    (told,) = [line for line in paper.checks if CODE in line]
    (spot,) = paper.check_spots
    assert told.startswith("Aucune police") and told.endswith(
        f"\u2068{CODE}\u2069\xa0: \u20681 Compensation, 1.1\u2069 (à la page {spot.page})"
    )
    assert paper.spots == (spot,) and spot.sign == ODD and spot.words == f"Odd {ODD}"


def test_between_arabic_words_too() -> None:
    _, result = printed(_assessment("Plain", f"نص {ODD} نص"), "ar")
    (check,) = [one for one in result.checks if one.key == "reports.check.no_glyph"]
    assert [place.title for place in check.places] == ["1 Compensation, 1.2"]
