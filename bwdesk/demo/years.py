"""The year and a half behind the demo's day: eight factories of two countries, their cycles, visits, assessments, plans, released reports.

Read from resources/demo/years.json and done through the use cases, on the desks of those who did it, with the clocks of those days.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from bwdesk.calendars import is_holiday_in
from bwdesk.demo import story as acts
from bwdesk.demo.hand import Hand
from bwdesk.demo.story import Stage
from bwdesk.demo.synthesis import MANAGER, release_synthesis
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.buyers import Subscription
from bwdesk.domain.clock import WorkingDays
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.edition import Variant
from bwdesk.domain.factory import Factory, Role
from bwdesk.domain.plan import ActionKind, Issue, Method, Progress, Verified
from bwdesk.domain.report import ReportKind
from bwdesk.domain.report_life import Step
from bwdesk.domain.tool import Tool
from bwdesk.domain.visit import Mark, Visit
from bwdesk.paths import RESOURCES
from bwdesk.shipped import profile, tool_for
from bwdesk.store.unit import Reader
from bwdesk.usecases.assessment import plan_assessment, start_assessment
from bwdesk.usecases.engagement import note_payment, renew_factory
from bwdesk.usecases.factories import assign_person, last_cycle, register_factory
from bwdesk.usecases.meetings import add_meeting, edit_meeting, write_meeting
from bwdesk.usecases.plan import add_action, edit_issue, factory_says, verify_issue
from bwdesk.usecases.report_editions import Recipient, prepare, release, send_for_comments
from bwdesk.usecases.report_life import add_comment, hand_in, take_comment, take_step
from bwdesk.usecases.report_seal import seal
from bwdesk.usecases.supply import add_buyer, buyers_of_factory, let_read, note_part
from bwdesk.usecases.visit_lines import add_line
from bwdesk.usecases.visits import close_visit, start_visit

LEADER: Final = "dara"
MEETING_DAYS: Final = 32
READS: Final = (ReportKind.ASSESSMENT, ReportKind.PLAN, ReportKind.PROGRESS2)
OUTSIDE: Final = (Variant.FACTORY, Variant.BUYER, Variant.PUBLIC)
Ask = Callable[..., Any]


@cache
def told() -> dict[str, Any]:
    """What happened."""
    found: dict[str, Any] = json.loads((RESOURCES / "demo" / "years.json").read_text("utf-8"))
    return found


@dataclass(frozen=True)
class Past:
    """One factory's past. Days are counted back from `today`; `fails`: how many findings its first assessment has, `mends`: which share
    of its issues was mended by now."""

    factory: Factory
    advisor: str
    pair: tuple[str, str]
    began: int
    next: int | None
    assessed: tuple[int, ...]
    fails: int
    mends: float
    buyers: tuple[str, ...]
    today: date

    def day(self, days_ago: int) -> date:
        """A working day of its country, that long ago or soon after."""
        country = self.factory.country
        weekend = profile().weekend(country)
        return WorkingDays(weekend, is_holiday_in(country)).after(self.today - timedelta(days=days_ago + 1), 1)

    def into(self, days: int) -> date:
        """A working day that many days into its first cycle."""
        return self.day(self.began - days)

    def chance(self, *what: object) -> random.Random:
        return random.Random(f"{self.factory.name}/{what}")


def pasts(factories: Mapping[str, Factory], today: date) -> list[Past]:
    """The pasts of all factories told of, by what the register knows of them."""
    return [
        Past(
            factories[one["name"]], one["advisor"], tuple(one["pair"]), one["began"], one["next"], tuple(one["assessed"]), one["fails"],
            one["mends"], tuple(one["buyers"]), today,
        )
        for one in told()["factories"]
    ]  # fmt: skip


def play(hands: Mapping[str, Hand], factories: Mapping[str, Factory], today: date) -> None:
    """Everything up to the evening before the demo's day, in the order in which it happened on each desk, synced in between."""
    stories = pasts(factories, today)
    for past in stories:
        _first_half(hands[past.advisor], past)
    _sync(hands)
    _assessed(hands, [Case(past, past.assessed[0], 0) for past in stories if past.assessed])
    for past in stories:
        _second_half(hands[past.advisor], past)
    _sync(hands)
    _assessed(hands, [Case(past, past.assessed[1], 1) for past in stories if len(past.assessed) > 1])
    release_synthesis(hands[LEADER], hands[MANAGER], today - timedelta(days=7))


def _sync(hands: Mapping[str, Hand]) -> None:
    """Everybody sends, then everybody has everything."""
    for hand in (*hands.values(), *hands.values()):
        hand.sync()


# --- the advisor's year --------------------------------------------------------------------------------------------------------------


def _first_half(hand: Hand, past: Past) -> None:
    """Registration, committee, visits, a self-diagnosis and the plan it gives."""
    factory = past.factory
    with hand.day(past.today - timedelta(days=past.began)) as stage:
        cycle: Cycle = stage.do(register_factory, factory, stage.today)
        stage.do(note_payment, cycle, "A", f"INV-{past.began:04d}", stage.today, stage.today + timedelta(days=19))
        for name in past.buyers:
            supply = stage.do(add_buyer, factory, name)
            stage.do(let_read, factory, supply.buyer_id, READS, stage.today, None, "General manager")
        members = acts.committee(stage, factory)
    for number, days in enumerate(told()["advice_days"]):
        if days < past.began:
            _visit(hand, past, past.into(days), number, cycle_number=1)
    if past.began > told()["advice_days"][-1]:
        with hand.day(past.into(told()["advice_days"][0] + 7)) as stage:
            _, issues = acts.self_diagnosis(stage, factory, cycle)
            acts.plan_work(stage, issues)
        _meetings(hand, past, members, past.began - 30, past.began - 330)


def _second_half(hand: Hand, past: Past) -> None:
    """What the factory did about what was found, the next cycle, and its beginning."""
    if past.next is None:
        return
    later = [past.into(days) for days in told()["later_days"]]
    for number, on in enumerate(later, len(told()["advice_days"])):
        _visit(hand, past, on, number, cycle_number=1)
    _mended(hand, past, later)
    with hand.day(past.day(past.next + 25)) as stage:
        cycle: Cycle = stage.do(renew_factory, past.factory, stage.today)
        stage.do(note_payment, cycle, "A", f"INV-{past.next:04d}-2", stage.today, None if past.mends < 0.4 else stage.today)
    for number, days in enumerate((40, 75)):
        if days < past.next - 5:
            _visit(hand, past, past.day(past.next - days), number + 1, cycle_number=2)


def _visit(hand: Hand, past: Past, on: date, number: int, cycle_number: int) -> Visit:
    chance = past.chance("visit", cycle_number, number)
    with hand.day(on) as stage:
        visit: Visit = stage.do(start_visit, past.factory.id)
        for mark, text in chance.sample(told()["lines"], 3):
            stage.do(add_line, visit, text, Mark(mark))
        edited = replace(visit, half_days=chance.choice((1, 2, 2)), purpose=told()["purposes"][number])
        closed: Visit = stage.do(close_visit, visit, edited, {})
    return closed


def _meetings(hand: Hand, past: Past, members: list[Any], first: int, last: int) -> None:
    """The committee meets about once a month; not everybody comes, and minutes are not always kept."""
    chance = past.chance("meetings")
    for days_ago in range(first, max(last, 10), -MEETING_DAYS):
        with hand.day(past.day(days_ago)) as stage:
            there = chance.sample(members, chance.randrange(4, len(members) + 1))
            meeting = stage.do(add_meeting, past.factory.id, stage.today, [one.id for one in there])
            meeting = stage.do(write_meeting, meeting, "decisions", "The open items of the plan, one by one; the next date.")
            stage.do(edit_meeting, meeting, replace(meeting, minutes_kept=chance.random() < 0.8, advisor_there=chance.random() < 0.3))


def _mended(hand: Hand, past: Past, days: list[date]) -> None:
    """On each later visit some issues are said to be done, some are seen; a few are found again as they were."""
    chance = past.chance("mended")
    issues = hand.ask(_issues_of, past.factory.id)
    chance.shuffle(issues)
    mended = issues[: round(len(issues) * past.mends)]
    for number, on in enumerate(days):
        with hand.day(on, hour=7) as stage:
            for issue in mended[number :: len(days)]:
                done_on = max(on - timedelta(days=chance.randrange(2, 30)), (issue.since_on or on) + timedelta(days=1))
                said = stage.do(factory_says, issue, Progress.DONE, told()["says"]["done"], min(done_on, on))
                is_seen = chance.random() < 0.85
                verdict, note = (Verified.VERIFIED, told()["seen"]) if is_seen else (Verified.REOPENED, told()["reopened"])
                stage.do(verify_issue, said, verdict, Method.VISIT if is_seen else None, note)
    with hand.day(days[-1], hour=9) as stage:
        for issue in issues[len(mended) :][:3]:
            stage.do(factory_says, issue, Progress.IN_PROGRESS, told()["says"]["in_progress"])


def _issues_of(reader: Reader, factory_id: str) -> list[Issue]:
    return sorted(reader.find(Issue, lambda i: i.factory_id == factory_id and i.progress is Progress.NOT_STARTED), key=lambda i: i.id)


# --- assessments ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """An assessment: whose, how long ago its first day was, and whether it is the first (0) or the second one told of."""

    past: Past
    days_ago: int
    number: int

    def day(self, after: int = 0) -> date:
        """A day after its first one."""
        return self.past.day(self.days_ago) + timedelta(days=after)

    def pair(self, hands: Mapping[str, Hand]) -> tuple[Hand, Hand]:
        return hands[self.past.pair[0]], hands[self.past.pair[1]]

    @property
    def tool(self) -> Tool:
        return tool_for(self.past.factory.country, self.day())

    @property
    def answers(self) -> dict[str, Any]:
        return _answers(self.past, self.tool, self.number)


def _assessed(hands: Mapping[str, Hand], cases: list[Case]) -> None:
    """Two assessors for two days, the leader's look at it, the factory's comment, the release, and what the advisor plans with it."""
    leader = hands[LEADER]
    for case in cases:
        with leader.day(case.day(-10)) as stage:
            for hand in case.pair(hands):
                stage.do(assign_person, case.past.factory, hand.id, Role.ASSESSOR, case.day(-9))
    _sync(hands)
    running = [(case, _begun(case, *case.pair(hands))) for case in cases]
    _sync(hands)
    for case, assessment in running:
        second = case.pair(hands)[1]
        with second.day(case.day(1)) as stage:
            acts.assess(stage, assessment, case.answers, _clusters(case.tool) - _half(case.tool))
    _sync(hands)
    for case, assessment in running:
        first = case.pair(hands)[0]
        with first.day(case.day(2)) as stage:
            acts.process(stage, first.ask(_current, assessment.id), case.answers)
        acts.close(first.do, first.ask, assessment.id)
    _sync(hands)
    for case, assessment in running:
        second = case.pair(hands)[1]
        second.clock_to(case.day(3))
        acts.close(second.do, second.ask, assessment.id)
        second.do(hand_in, "assessment", assessment.id, second.context())
    _sync(hands)
    for case, assessment in running:
        _released(leader, case, assessment.id)
    _sync(hands)
    for case in cases:
        advisor = hands[case.past.advisor]
        with advisor.day(case.day(33)) as stage:
            _planned(stage, advisor.ask(_issues_of, case.past.factory.id), case.past)


def _begun(case: Case, first: Hand, second: Hand) -> Assessment:
    """The first day: the first of the pair takes half of the clusters."""
    cycle = first.ask(last_cycle, case.past.factory.id)
    on, pair = case.day(), frozenset({first.id, second.id})
    with first.day(on) as stage:
        planned = stage.do(plan_assessment, case.past.factory, cycle, pair, on, on + timedelta(days=1))
        assessment: Assessment = stage.do(start_assessment, planned)
        acts.assess(stage, assessment, case.answers, _half(case.tool))
    return assessment


def _clusters(shipped: Tool) -> set[str]:
    return {q.cluster for q in shipped.questions}


def _half(shipped: Tool) -> set[str]:
    return {one for one in _clusters(shipped) if one < "G"}


def _current(reader: Reader, assessment_id: str) -> Assessment:
    return reader.need(Assessment, assessment_id)


def _answers(past: Past, shipped: Tool, number: int) -> dict[str, Any]:
    """What the pair finds: a draw from the findings told of that the country's tool asks for; fewer the second time, some of them
    again, and one that is publicly reported."""
    known = [code for code in sorted(told()["findings"]) if any(q.code == code for q in shipped.leaves())]
    first = past.chance("findings", 0).sample(known, min(past.fails, len(known)))
    if number:
        chance = past.chance("findings", number)
        first = chance.sample(first, len(first) // 2) + chance.sample([c for c in known if c not in first], 2)
    found = {code: told()["findings"][code] for code in first} | (told()["public"] if number else {})
    words = {field: told()[field] for field in ("access", "documents_in_time", "managers_met", "interviews", "concerns")}
    told_now: dict[str, Any] = acts.story()["assessment"]
    return told_now | words | {"findings": found, "photos": {}, "differ": {}, "key_strengths": told()["strengths"]}


def _released(leader: Hand, case: Case, thing_id: str) -> None:
    """Approved, sent for comments, commented on by the factory, released to it and to the buyers it lets read."""
    kind, factory = "assessment", case.past.factory
    with leader.day(case.day(8)) as stage:
        stage.do(take_step, kind, thing_id, Step.APPROVE)
    leader.clock_to(case.day(9))
    made = leader.ask(prepare, kind, thing_id, Step.SEND, leader.id, [leader.context()], ())
    leader.do(send_for_comments, made, seal(made, leader.files.photos.put))
    with leader.day(case.day(14)) as stage:
        comment = stage.do(add_comment, kind, thing_id, told()["comment"], "General manager")
        stage.do(take_comment, comment, told()["taken"])
    leader.clock_to(case.day(24))
    rows = leader.ask(buyers_of_factory, factory.id, case.day())
    for row in rows:
        if row.reads and not row.buyer.takes_part:
            leader.do(note_part, row.buyer, Subscription.PARTNER)
    made = leader.ask(prepare, kind, thing_id, Step.RELEASE, leader.id, [leader.context()], OUTSIDE)
    readers = [Recipient(row.buyer.id, row.given[0].id) for row in rows if ReportKind.ASSESSMENT in row.reads]
    leader.do(release, made, seal(made, leader.files.photos.put), readers)


def _planned(stage: Stage, issues: list[Issue], past: Past) -> None:
    owners = ("Production manager", "HR manager", "Maintenance head", "Store keeper")
    for number, issue in enumerate(issues):
        owner = owners[number % len(owners)]
        due = stage.today + timedelta(days=past.chance("due", number).choice((30, 60, 90)))
        stage.do(edit_issue, issue, replace(issue, owner=owner, due_on=due))
        stage.do(add_action, issue, "Mend what was found and show the committee", ActionKind.NOW, owner, due)
