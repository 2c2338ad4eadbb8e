"""Invented values of the committee report and of progress report 2, for the gallery and the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bwdesk.reports.gallery_texts import LONG_NAME, NASTY, NOTES
from bwdesk.reports.gallery_visit import head, nasty_head
from bwdesk.reports.values_base import People
from bwdesk.reports.values_progress import (
    Advice,
    Ballot,
    CommitteeFacts,
    CommitteePaper,
    CriteriaTable,
    Criterion,
    HeldMeeting,
    LearningLine,
    Member,
    Month,
    ProgressPaper,
    PublicIssue,
    Rhythm,
    Verdict,
    Written,
)

_ELECTED = date(2025, 3, 12)
_TITLES = (
    ("Sewing operator, line 3", "workers", "woman"), ("Sewing operator, line 9", "workers", "woman"), ("Cutter", "workers", "man"),
    ("Quality checker", "union", "woman"), ("Packer", "workers", "woman"), ("HR manager", "management", "woman"),
    ("Production manager", "management", "man"), ("Compliance officer", "management", "man"), ("Head mechanic", "management", "man"),
)  # fmt: skip
_CRITERIA = (
    ("Open election", "5 of 5 worker members elected by secret ballot, 12 March 2025; 871 of 1,190 workers voted", 4, 3),
    ("Workers know it", "31 of 60 workers asked could name one member (23 of 60 in April)", 2, 2),
    ("Meets as often as planned", "9 of 10 monthly meetings held; minutes of 9 of 9", 4, 3),
    ("Takes in what workers say", "14 points from workers on the agenda, in 6 of 9 meetings", 3, 2),
    ("Follows up with rigour", "38 of 52 decisions done by the date set; 9 late, 5 open", 3, 2),
    ("Has management’s support", "Decision-maker present at 5 of 9 meetings; paid time for all", 2, 3),
    ("Uses systems tools, raises core issues", "Root cause written for 17 of 31 issues; pay raised twice", 2, 1),
)
_GRIEVANCE = (
    "Open to every worker", "Steps and times are known", "Those who complain are told how it goes", "Both sides have information and help",
    "Outcomes respect rights and law", "Complaints change how things are done", "Workers trust it",
    "Built and run with workers, by dialogue",
)  # fmt: skip


def facts() -> CommitteeFacts:
    """A committee at work: parity lost by one seat, nine of ten meetings."""
    return CommitteeFacts(
        name="Performance Improvement Consultative Committee",
        formed_on=date(2024, 3, 1),
        members=tuple(
            Member(title, side, sex, "elected" if side != "management" else "appointed", _ELECTED, date(2027, 3, 11), is_chair=number == 5)
            for number, (title, side, sex) in enumerate(_TITLES)
        ),
        management=4, workers=5, women=5, workers_women=4, workforce=People(women=1010, men=180, total=1190),
        verdicts=(
            Verdict("The sides are not equal: 5 for the workers, 4 for management.", False, is_breach=True),
            Verdict("The term of 1 of 5 worker members has ended.", False),
        ),
        elections=(
            Ballot(_ELECTED, "secret ballot", 5, 14, 9, 1190, 871, "election committee of five workers", "Seen by the advisor"),
            Ballot(date(2023, 3, 2), "show of hands", 5),
        ),
        meetings=tuple(
            HeldMeeting(
                date(2025, 4, 8) + timedelta(days=31 * n), 2 + n % 3, 4, 4 + n % 2, 5, 4, n % 2, n != 3,
                ("Second guard on the button machines by the end of the month.", "Drinking water is moved to line 9.")[n % 2],
                ("SD-1", "7.11")[: n % 3], date(2025, 4, 15) + timedelta(days=31 * n) if n % 2 else None,
            )
            for n in range(9)
        ),
        rhythm=Rhythm(9, 10, 31, 8, 6, date(2025, 12, 12)),
        criteria=CriteriaTable(tuple(Criterion(*one) for one in _CRITERIA), date(2026, 1, 20), 2),
        grievance=CriteriaTable(
            tuple(Criterion(name, "" if n % 3 else "Box opened weekly; 21 cases, 17 closed", 1 + n % 4 if n != 6 else None, 2)
                  for n, name in enumerate(_GRIEVANCE)),
            date(2026, 1, 20), 2,
        ),
    )  # fmt: skip


def _sections(*pairs: tuple[str, str]) -> tuple[Written, ...]:
    return tuple(Written(key, title) for key, title in pairs)


_COMMITTEE = _sections(
    ("composition", "Composition"), ("elections", "Elections"), ("meetings", "Meetings"), ("criteria", "How well the committee works"),
    ("grievance", "How grievances are handled"),
)  # fmt: skip
_PROGRESS = _sections(
    ("committee_role", "Role of the committee"), ("committee_effect", "How well the committee works"), ("learning_plan", "Learning plan"),
    ("progress", "Progress of the improvement plan"), ("public_issues", "Publicly reported issues"),
    ("recommendations", "Recommendations for the next cycle"),
)  # fmt: skip
_ENDS = (date(2025, 8, 31), date(2025, 9, 30), date(2025, 10, 31), date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 20))
_COUNTS = ((1, 3, 7, 20), (2, 6, 9, 14), (5, 7, 8, 11), (9, 6, 9, 7), (12, 6, 8, 5), (15, 5, 7, 4))


def committee() -> CommitteePaper:
    return CommitteePaper(head(), date(2026, 1, 20), _COMMITTEE, facts())


def progress2() -> ProgressPaper:
    return ProgressPaper(
        head=head(),
        as_of=date(2026, 1, 20),
        sections=_PROGRESS,
        facts=facts(),
        months=tuple(Month(end, *counts) for end, counts in zip(_ENDS, _COUNTS, strict=True)),
        late_known=4,
        learning=(
            LearningLine("Machine guards, daily checks", 4, 4, People(5, 3), True),
            LearningLine("Risk assessment, 1 and 2", 4, 2, People(2, 2), True),
            LearningLine("Root causes for committees", 3, 3, People(4, 2), True),
            LearningLine("Supervisors: talking with workers", 4),
        ),
        person_days=15,
        person_days_extra=1.5,
        seminars_done=3,
        seminars=4,
        visits=5,
        visit_days=5.5,
        visit_quota=6,
        public=(PublicIssue("7.11", "Two of six exits blocked", "Done", "Verified"),),
        advice=(
            Advice("Name one manager who may decide, and a deputy; put both on the minutes.", "management", "criterion 6"),
            Advice("Let worker members present the committee at every induction.", "committee", "criterion 2"),
            Advice("Finish risk assessment training before the three sections are assessed.", "HR manager", "issue 7.1"),
        ),
        drafted=6,
        sections_all=6,
    )  # fmt: skip


def nasty_committee() -> CommitteePaper:
    """Endless words, 10,000 characters of what was seen, decisions longer than a page."""
    known = facts()
    long = " ".join(NASTY) + " " + NOTES["km"] * 20 + ("word " * 2000)
    items = (Criterion(LONG_NAME, long[:10_000], 1, 4), Criterion("x" * 200, "y" * 200), *known.criteria.items[2:])
    return CommitteePaper(
        nasty_head(),
        date(2026, 1, 20),
        tuple(replace(one, words=f"{NASTY[n]}\n{'long ' * 2000 if n == 2 else ''}\n{NOTES['ar']}") for n, one in enumerate(_COMMITTEE)),
        replace(
            known,
            name=LONG_NAME,
            members=(Member("z" * 200, "workers"), Member(NOTES["ur"], NASTY[0]), *known.members),
            meetings=(replace(known.meetings[0], decisions=long[:10_000]), *known.meetings),
            elections=(replace(known.elections[0], run_by="w" * 200, remark=NASTY[5]),),
            criteria=replace(known.criteria, items=items),
        ),
    )


def nasty_progress2() -> ProgressPaper:
    """The same for progress report 2; a month with parts too low for their figures, and nothing known of people."""
    paper = progress2()
    return replace(
        paper,
        head=nasty_head(),
        facts=nasty_committee().facts,
        months=(Month(date(2025, 12, 31), 1, 1, 1, 400), Month(date(2026, 1, 20), 400, 1, 1, 1)),
        learning=(*paper.learning, LearningLine("q" * 200), LearningLine(NOTES["ta"] * 5, 1.5)),
        public=(PublicIssue("7.11", "p" * 200, "Done", "Verified"),),
        sections=tuple(replace(one, words=NASTY[n % len(NASTY)]) for n, one in enumerate(_PROGRESS)),
        advice=(Advice(NASTY[1] * 8, "r" * 200, "criterion 6"), Advice(NOTES["bn"] * 40)),
    )


def empty_progress2() -> ProgressPaper:
    """A cycle of which nothing is known."""
    return ProgressPaper(head(), date(2026, 1, 20), _PROGRESS)
