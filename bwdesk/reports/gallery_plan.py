"""Invented values of the self-diagnosis summary and of the improvement plan, for the gallery and the tests."""

from __future__ import annotations

from datetime import date, timedelta

from bwdesk.reports.gallery_texts import NASTY, NOTES
from bwdesk.reports.gallery_visit import head, nasty_head
from bwdesk.reports.values import (
    ActionState,
    ChosenIssue,
    DiagnosisAnswer,
    DiagnosisCluster,
    DiagnosisPaper,
    FactoryWord,
    Origin,
    People,
    PlanAction,
    PlanHistory,
    PlanIssue,
    PlanPaper,
    ProgrammeWord,
    Reply,
    Sitting,
)

_QUESTIONS = (
    "Does each worker know a member of the committee by name?",
    "Are exits free and unlocked during every shift, overtime included?",
    "Is overtime voluntary, and can it be declined without a loss?",
    "Do pay slips show hours, rates and deductions in the worker’s language?",
    "Are machine guards in place and used?",
    "Can workers report a problem without being known?",
    "Are chemicals stored apart, labelled and over trays?",
)
_REPLIES = (
    Reply.IN_ORDER,
    Reply.PARTLY,
    Reply.NOT_IN_ORDER,
    Reply.IN_ORDER,
    Reply.IN_ORDER,
    Reply.UNSURE,
    Reply.NOT_APPLICABLE,
    Reply.NONE,
)
_CLUSTERS = (
    ("Occupational safety and health", 23),
    ("Working time", 9),
    ("Compensation", 12),
    ("Freedom of association and collective bargaining", 8),
    ("Contracts and human resources", 0),
)


_CHOSEN = (
    ChosenIssue(
        "SD-1",
        "Exits are blocked during overtime",
        "OS-EMR-06",
        "Racks come back at night; nobody owns the check.",
        "free at every walk-round for a month",
        date(2025, 8, 29),
        3,
        5,
    ),
    ChosenIssue("SD-2", NOTES["km"], "OS-CHE-03", NOTES["bn"], "", None, 1, 4),
    ChosenIssue(
        "SD-6",
        "Workers do not know who their representatives are",
        "FA-OPS-02",
        "Committee asked 60 workers; 23 could name one.",
        "45 of 60 can name one",
        None,
    ),
)
_DONE = ActionState.DONE
_ON = date(2025, 7, 9)
_FIRST = (
    PlanIssue(
        "7.11",
        "Exits blocked during overtime",
        Origin.ASSESSMENT,
        1,
        "OS-EMR-06",
        "Sewing hall B: 212 people.",
        _ON,
        None,
        (1, 2, 3),
        True,
        "No floor space planned for cartons after 16:00; night supervisor does not own the aisle check.",
        (
            PlanAction("Clear aisles; paint 1.2 m lines", "Production manager", date(2025, 8, 29), state=_DONE),
            PlanAction("Move carton store to bay 3", "Warehouse chief", date(2025, 9, 30), state=_DONE),
            PlanAction("Aisle check at 16:00 and 19:00, signed", "Night supervisor", None, "daily from 1 Sep", _DONE),
        ),
        FactoryWord.DONE,
        date(2025, 10, 2),
        "",
        ProgrammeWord.VERIFIED,
        date(2025, 10, 14),
        "evening visit, 5 of 5 exits free",
        (
            PlanHistory(date(2025, 8, 19), "Ranked first by the committee"),
            PlanHistory(date(2025, 10, 2), "Reported done, with photos of all five exits"),
            PlanHistory(date(2025, 10, 14), "Verified at an evening visit: 5 of 5 exits free", True),
        ),
    ),
    PlanIssue(
        "7.5",
        "Guards missing on machine parts",
        Origin.ASSESSMENT,
        2,
        "OS-WPR-06",
        "61 of 240 machines on lines 3, 5, 9.",
        _ON,
        None,
        (1, 2, 3),
        True,
        "Guards come off to change thread; mechanics are counted on speed only. Old type does not swing.",
        (
            PlanAction("Fit swing-type guards, 61 machines", "Head mechanic", date(2025, 9, 30), state=_DONE),
            PlanAction("Add guard check to the daily start", "Line leaders", None, "daily from 1 Oct", _DONE),
            PlanAction("Stop counting repair time for guards", "HR manager", date(2025, 10, 31), state=ActionState.OPEN),
        ),
        FactoryWord.DONE,
        date(2025, 11, 3),
        "",
        ProgrammeWord.REOPENED,
        date(2025, 11, 18),
        "19 of 240 turned away, line 9",
        (
            PlanHistory(date(2025, 11, 3), "Reported done"),
            PlanHistory(date(2025, 11, 18), "Reopened: 19 of 240 guards turned away on line 9", True),
        ),
    ),
    PlanIssue(
        "5.2",
        "Overtime pay on public holidays",
        Origin.ASSESSMENT,
        3,
        "CO-OTW-04",
        "Piece-rate workers, 3 holidays: 148 workers (141 women, 7 men).",
        _ON,
        None,
        (1, 2, 3),
        True,
        "Payroll rule for piece rate takes the base, not the earned rate.",
        (
            PlanAction("Correct the payroll rule", "Payroll officer", date(2025, 9, 15), state=_DONE),
            PlanAction("Pay back 148 workers", "Finance manager", date(2025, 9, 30), state=_DONE),
        ),
        FactoryWord.DONE,
        date(2025, 9, 30),
        "",
        ProgrammeWord.NOT_VERIFIED,
        None,
        "due at the visit in December",
    ),
    PlanIssue(
        "SD-6",
        "Workers do not know who their representatives are",
        Origin.DIAGNOSIS,
        4,
        "",
        "Committee asked 60 workers; 23 could name one.",
        date(2025, 4, 22),
        None,
        (),
        False,
        "Photos of members were taken down when line 4 was moved.",
        (
            PlanAction("Photo board at each gate", "Committee secretary", date(2025, 8, 31), state=_DONE),
            PlanAction("Meet new workers on day 1", "Worker members", None, "from 1 Sep"),
        ),
        FactoryWord.IN_PROGRESS,
    ),
    PlanIssue(
        "7.7",
        "Heat at the ironing workstations",
        Origin.ASSESSMENT,
        5,
        "OS-ENV-01",
        "36 of 36 ironers (8 women, 28 men); 34.5 °C at 14:00.",
        _ON,
        2,
        root_cause="Exhaust fans were sized for 20 tables; there are 36.",
        actions=(
            PlanAction("Rest rota, water every hour", "Ironing supervisor", date(2025, 8, 31), state=_DONE),
            PlanAction("Two more exhaust fans", "Owner; maintenance", date(2026, 2, 28)),
        ),
        factory=FactoryWord.IN_PROGRESS,
        factory_words="fans ordered",
    ),
)


def diagnosis() -> DiagnosisPaper:
    return DiagnosisPaper(
        head=head(),
        committee="Performance Improvement Consultative Committee",
        sittings=(
            Sitting(date(2025, 4, 8), People(2, 3), People(4, 1), 150),
            Sitting(date(2025, 4, 22), People(1, 3), People(3, 1), 120),
            Sitting(date(2025, 5, 6), People(total=4), People(), None),
        ),
        clusters=tuple(DiagnosisCluster(name, _answers(name[:2].upper(), count)) for name, count in _CLUSTERS),
        chosen=_CHOSEN,
        has_last_time=True,
    )


def _answers(prefix: str, count: int) -> tuple[DiagnosisAnswer, ...]:
    notes = list(NOTES.values())
    return tuple(
        DiagnosisAnswer(
            code=f"{prefix}-Q{index + 1:02}",
            question=_QUESTIONS[index % len(_QUESTIONS)],
            management=_REPLIES[(index * 3) % 5],
            workers=_REPLIES[(index * 2 + 1) % 5],
            agreed=_REPLIES[index % len(_REPLIES)],
            comment=notes[index % len(notes)] if index % 4 == 1 else "",
            target="all lines checked daily" if index % 5 == 2 else "",
            target_on=date(2025, 9, 1) + timedelta(days=index) if index % 5 == 2 else None,
            last_time=_REPLIES[(index + 1) % 3],
        )
        for index in range(count)
    )


def plan() -> PlanPaper:
    return PlanPaper(head=head(), as_of=date(2025, 11, 20), ranked_on=date(2025, 8, 19), issues=_FIRST + _more_issues(24))


def nasty_plan() -> PlanPaper:
    """An issue with more actions than a page holds, one with endless words, one with nothing at all."""
    many = tuple(PlanAction(f"Step {index}: {NASTY[index % len(NASTY)]}", "HR manager", date(2026, 1, 1), "") for index in range(40))
    issues = (
        PlanIssue("1.1", NASTY[0], Origin.VISIT, 1, "X-1", NASTY[5], root_cause=NASTY[1] * 4, actions=many),
        PlanIssue("1.2", NOTES["ur"], Origin.DIAGNOSIS, 2, details=NOTES["km"] * 30, actions=(PlanAction(NOTES["ar"]),)),
        PlanIssue("1.3", "Nothing is known yet", Origin.ASSESSMENT),
    )
    return PlanPaper(nasty_head(), date(2025, 11, 20), None, issues)


def _more_issues(count: int) -> tuple[PlanIssue, ...]:
    notes = list(NOTES.values())
    return tuple(
        PlanIssue(
            f"8.{index + 1}" if index % 3 else f"V-{index + 1}",
            "Time records do not show the hours worked",
            Origin.ASSESSMENT if index % 3 else Origin.VISIT,
            6 + index,
            "WT-OVT-01",
            notes[index % len(notes)],
            root_cause="" if index % 4 == 0 else "Two systems are kept side by side.",
            actions=tuple(PlanAction("Correct the record", "HR manager", date(2026, 1, 15)) for _ in range(index % 3)),
        )
        for index in range(count)
    )
