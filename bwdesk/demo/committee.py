"""The committee of the demo at work: an election, meetings with who was there, how far it meets the criteria; and one suspected case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bwdesk.demo.story import Stage
from bwdesk.domain.committee import Member, Selection
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.meeting import Criteria
from bwdesk.domain.report import ReportKind
from bwdesk.usecases.alerts import open_alert, take_step, write_what
from bwdesk.usecases.committee import edit_member
from bwdesk.usecases.meetings import add_election, add_meeting, blank_rating, edit_election, edit_meeting, judge, write_meeting, write_seen
from bwdesk.usecases.report_words import write_section

JUDGED = (
    (
        Criteria.COMMITTEE,
        "open_election",
        4,
        "Worker members elected by secret ballot, eight candidates for three seats.",
    ),
    (Criteria.COMMITTEE, "meets_often", 3, "Three meetings in two months; one was put off for a shipment."),
    (Criteria.COMMITTEE, "follows_up", 2, "Of three decisions two were carried out by the next meeting."),
    (Criteria.COMMITTEE, "management_supports", 3, "Members are paid for the time; the factory manager came twice."),
    (Criteria.GRIEVANCE, "accessible", 3, "Two boxes, one in the dormitory; the key is with a worker member."),
    (Criteria.GRIEVANCE, "predictable", 1, "Nobody could say how long an answer takes."),
)


def year_of(stage: Stage, factory: Factory, cycle: Cycle, members: Sequence[Member]) -> None:
    """An election of those who sit for the workers, three meetings, six criteria, and the advisor's recommendation."""
    polled_on = stage.today - timedelta(days=58)
    elected = [one for one in members if one.selection is Selection.ELECTED]
    for one in elected:
        stage.do(edit_member, one, replace(one, chosen_on=polled_on))
    election = stage.do(add_election, factory.id, polled_on)
    entitled = (factory.workers_total or 1_200) * 9 // 10
    polled = replace(election, entitled=entitled, voted=entitled * 7 // 10, seats=len(elected), candidates=8, candidates_women=6)
    stage.do(edit_election, election, replace(polled, run_by="Election committee of five"))
    said = ("Racks leave the exits on the second floor by Friday.", "Water for lines 7 to 9.", "The night shift has a member of its own.")
    for number, words in enumerate(said):
        held = stage.today - timedelta(days=50 - 21 * number)
        meeting = stage.do(add_meeting, factory.id, held, [one.id for one in members[: 5 + number]])
        meeting = stage.do(write_meeting, meeting, "decisions", words)
        stage.do(edit_meeting, meeting, replace(meeting, minutes_kept=True, advisor_there=number == 2))
    for family, key, step, seen in JUDGED:
        rating = stage.do(write_seen, blank_rating(cycle, family, key), seen)
        stage.do(judge, rating, step, stage.today)
    advice = "Meet every month on a fixed day, and say at each meeting what became of the decisions before."
    stage.do(write_section, factory.id, ReportKind.PROGRESS2, cycle.id, "recommendations", advice)


def suspected(stage: Stage, factory: Factory) -> None:
    """A case that was opened today; the team leader knows."""
    case = stage.do(open_alert, factory.id, "danger_to_life", "Boiler house")
    case = stage.do(write_what, case, "The safety valve of the boiler is tied down with wire. The boiler was running.")
    stage.do(take_step, case, "people_safe")
    stage.do(take_step, case, "leader_told", "Team leader, by phone")
