"""Learning on the synthesis of a country and of a portfolio, from trainings and seminars as they are written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bwdesk.domain.committee import Sex
from bwdesk.domain.learning import Audience
from bwdesk.reports.values_synthesis import Share
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.learning import count_people, hold_training, plan_training
from bwdesk.usecases.papers_synthesis import country_paper, portfolio_paper
from bwdesk.usecases.seminars import count_seats, hold_seminar, plan_seminar
from tests.reports.reading import printed, text_of
from tests.usecases.test_papers_synthesis import context

assert context  # the fixture, by its name
HELD = date(2026, 9, 14)
WOMEN, MEN, UNSTATED = ((Audience.WORKER, sex) for sex in (Sex.WOMAN, Sex.MAN, Sex.UNSTATED))
FEW = (Share(is_withheld=True),) * 5


def teach(desk, cycle, topic, people, half_days=2):
    training = desk.do(plan_training, cycle, "Taught by Somebody", topic, HELD, half_days)
    desk.do(count_people, training, people)
    desk.do(hold_training, training, HELD)


@pytest.fixture
def taught(desk):
    """Six factories of Cambodia with two trainings each, one of Bangladesh with one; a seminar in Cambodia for all six."""
    made = []
    for number in range(6):
        factory = desk.do(add_factory, f"Secret Name {number}", "KH")
        cycle = desk.do(register_factory, factory, date(2026, 5, 8), desk.writer.person)
        teach(desk, cycle, "OS-EMR", {WOMEN: 6, MEN: 1})
        teach(desk, cycle, "Our own words", {WOMEN: 2, UNSTATED: 1}, 1)
        made.append(factory)
    away = desk.do(add_factory, "Secret Far Away", "BD")
    teach(desk, desk.do(register_factory, away, date(2026, 5, 8), desk.writer.person), "OS-EMR", {WOMEN: 3})
    seminar = desk.do(plan_seminar, "KH", "Taught by Somebody", "OS", HELD)
    for factory in made:
        desk.do(count_seats, seminar, factory.id, {(Audience.MANAGER, Sex.WOMAN): 1, (Audience.MANAGER, Sex.MAN): 2})
    desk.do(hold_seminar, seminar, HELD)
    desk.do(plan_seminar, "KH", "Still to come", "CO", date(2027, 1, 5))
    return made


def rows(some):
    return {row.words: row.figures for row in some}


def test_trainings_and_seminars_are_told_by_topic_and_sex(desk, taught, context):
    learning = desk.ask(country_paper, "KH", context).learning
    assert rows(learning.trainings) == {
        "Occupational safety and health": (Share(6), Share(6), Share(42), Share(36, 42), Share(84)),
        "Emergency preparedness": (Share(6), Share(6), Share(42), Share(36, 42), Share(84)),
        "Other topics": (Share(6), Share(6), Share(18), Share(12, 18), Share(18)),
        "All topics": (Share(6), Share(12), Share(60), Share(48, 60), Share(102)),
    }
    assert [row.is_part for row in learning.trainings] == [False, True, False, False]
    assert rows(learning.seminars)["All topics"] == (Share(6), Share(1), Share(18), Share(6, 18), Share(36))
    assert rows(learning.audiences) == {
        "Workers": (Share(60), Share(48, 60), Share(), Share()),
        "Managers": (Share(), Share(), Share(18), Share(6, 18)),
    }
    assert learning.unstated == Share(6)


def test_what_was_taught_in_few_factories_is_withheld_and_said(desk, taught, context):
    paper = desk.ask(country_paper, "BD", context)
    assert rows(paper.learning.trainings) == {"Occupational safety and health": FEW, "All topics": FEW}
    assert rows(paper.learning.audiences) == {"Workers": (Share(is_withheld=True), Share(is_withheld=True), Share(), Share())}
    assert paper.withheld == desk.ask(country_paper, "BD", replace(context, author="")).withheld >= 12
    said = text_of(printed(paper)[0])
    assert f"{paper.withheld} figures of this paper are withheld." in said
    assert "Nobody of these factories has been at a seminar yet." in said


def test_a_portfolio_counts_its_own_people_and_no_words_of_a_person(desk, taught, context):
    paper = desk.ask(portfolio_paper, desk.writer.person, context)
    assert paper.factories == 7 and rows(paper.learning.trainings)["All topics"][:2] == (Share(7), Share(13))
    said = text_of(printed(paper)[0])
    assert "Our own words" not in said and "Somebody" not in said
    assert "Of 6 people it is not noted whether they are women or men." in said
    assert "All topics 7 13 63 51 of 63 54" in said


def test_nothing_held_is_said(desk, factory, cycle, context):
    said = text_of(printed(desk.ask(country_paper, factory.country, context))[0])
    assert "No training has been held yet." in said and "Who came" not in said
