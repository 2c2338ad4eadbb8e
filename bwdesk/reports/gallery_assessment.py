"""Invented values of the assessment report: a third cycle, a first cycle, and one that is larger than any real one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from bwdesk.reports import gallery_photos as scenes
from bwdesk.reports.gallery_findings import SAFETY
from bwdesk.reports.gallery_texts import NASTY, NOTES
from bwdesk.reports.gallery_visit import LOCAL, head, nasty_head
from bwdesk.reports.values import (
    AssessmentPaper,
    Cluster,
    Comment,
    Fact,
    Finding,
    Gap,
    Information,
    LastCycle,
    PaperHead,
    People,
    Photo,
    Point,
    Recipient,
    Resolved,
    State,
    WorkersConcerned,
)

_CORE, _NATIONAL = "Core labour standards", "Working conditions (national law)"
_STRENGTHS = (
    "Fire drills are held on every shift and their times are written on the wall of each hall.",
    "All age documents of workers hired this year were in order: 40 of 40 files.",
    NOTES["vi"],
)
_INTEGRITY = (
    Fact("Access to all buildings", "yes, within ten minutes"),
    Fact("Documents in time", "all but the payroll of April, shown on the second day"),
    Fact("Person-days", "4 of 4"),
    Fact("Managers interviewed", "factory manager, HR manager, payroll officer, safety officer"),
    Fact("Workers interviewed", "42 of 1,184, in 6 groups and 9 single talks"),
)
_INFORMATION = (
    Information(
        "Workforce", (Fact("Workers", "1,184 (972 women, 212 men)"), Fact("Migrant workers", "0"), Fact("Apprentices", "not recorded"))
    ),
    Information("Unions and agreements", (Fact("Unions", "2"), Fact("Agreement in force", "yes, until 31 December 2026"))),
    Information("Accidents", ()),
)
_COMMENTS = (
    Comment("7.11", "The racks were moved the same night. We ask that this be said.", "Said in the finding.", date(2025, 7, 18)),
    Comment("8.1", NOTES["km"], "", date(2025, 7, 18)),
)
_RECIPIENTS = (
    Recipient("Kingfisher Bend Garments Co., Ltd.", "factory", date(2025, 8, 26)),
    Recipient("Its bipartite committee", "committee", date(2025, 8, 26)),
    Recipient("Northwind Apparel", "buyer, authorised until 31 December 2025", date(2025, 8, 27)),
)
_RESOLVED = (
    Resolved("Emergency drills twice a year"),
    Resolved("Age documents for all new workers"),
    Resolved("Safety committee elected"),
    Resolved("Pregnancy question off the form"),
    *(Resolved(f"Question {index} of the last cycle") for index in range(1, 15)),
)
_GAPS = (
    Gap("CO-SOC-07", "Are contributions paid for every worker from the first month?", "payroll of April was not shown"),
    Gap("HR-DIA-03", "Do workers know how to raise a grievance?", ""),
    Gap("WT-LEA-05", NOTES["bn"], "not verified: the records are kept at the head office"),
)


def official() -> AssessmentPaper:
    """Cycle 3, edition 2: everything there is to print."""
    top = replace(
        head(State.OFFICIAL), edition=2, replaces_edition=1, replaces_on=date(2025, 8, 5), printed_at=datetime(2025, 8, 26, tzinfo=LOCAL),
        withdrawn_on=date(2025, 8, 19), withdrawn_why="the counts of overtime were those of another month",
        changes="Overtime was counted again from the records of May. The exits of building B were measured once more.",
        parts_changed=("7 Occupational safety and health", "8 Working time"),
    )  # fmt: skip
    return _paper(top, clusters(), LastCycle(2, 36, 18, 18, 5, 3))


def draft() -> AssessmentPaper:
    """Cycle 1: a draft for comments, nothing to compare with."""
    first = [
        replace(
            cluster, points=tuple(replace(_uncompared(point), previous=None, repeated=0, new=0, resolved=0) for point in cluster.points)
        )
        for cluster in clusters()
    ]
    paper = _paper(replace(head(State.DRAFT), cycle=1), tuple(first), None)
    return replace(paper, resolved=(), comments=(), recipients=(), gaps=_GAPS)


def empty() -> AssessmentPaper:
    """Nothing is known yet: every section says so."""
    cluster = Cluster(1, "Child labour", _CORE, points=(Point("Child labourers", 0, 0, not_asked_why=""),))
    return AssessmentPaper(
        replace(head(State.DRAFT), tool="", comments_until=None), clusters=(cluster, Cluster(2, "Discrimination", _CORE))
    )


def nasty(findings: int = 60, photos: int = 24) -> AssessmentPaper:
    """More findings and photos than any factory has, endless words, every script, names that do not fit."""
    picture = scenes.jpeg(scenes.exit_door, 240, 160)
    notes = list(NOTES.values())
    made = []
    for index in range(findings):
        shots = tuple(
            Photo(f"7.{index + 1}{chr(97 + n)}", picture, notes[index % 12], "", NASTY[n % 6])
            for n in range(_share(photos, findings, index))
        )
        text = NOTES["km"] * 90 if index == 2 else (NASTY[1] + "\n") * 40 if index == 3 else NASTY[index % 6] + " " + notes[index % 12]
        made.append(
            Finding(
                f"7.{index + 1}",
                notes[index % 12],
                "OS-EMR-06",
                text,
                "DMWUO"[: index % 6],
                NASTY[index % 6][:90],
                WorkersConcerned(index, 1184, index // 2, None, notes[(index + 3) % 12]),
                ("C155", "R164", "Law on labour, art. 229"),
                index % 3 == 0,
                index % 5 == 0,
                tuple(range(1, index % 14)),
                shots,
            )
        )
    point = Point(NOTES["ar"], findings + 40, findings, findings, 0, findings, findings=tuple(made))
    cluster = Cluster(
        7, "Occupational safety and health, " + NOTES["en"], "", points=(point, Point(NASTY[1], 0, 0, not_asked_why=NOTES["km"]))
    )
    return AssessmentPaper(nasty_head(), clusters=(cluster,), strengths=NASTY, concerns=tuple(notes), last_cycle=LastCycle(11, 3, 1, 2, 9))


def _share(photos: int, findings: int, index: int) -> int:
    return photos // findings + (1 if index < photos % findings else 0)


def _paper(top: PaperHead, parts: tuple[Cluster, ...], last: LastCycle | None) -> AssessmentPaper:
    return AssessmentPaper(
        head=top,
        visited_on=(date(2025, 7, 8), date(2025, 7, 9)),
        workforce=People(972, 212),
        clusters=parts,
        last_cycle=last,
        not_asked=26,
        resolved=_RESOLVED,
        strengths=_STRENGTHS,
        integrity=_INTEGRITY,
        information=_INFORMATION,
        comments=_COMMENTS,
        recipients=_RECIPIENTS,
    )


def clusters() -> tuple[Cluster, ...]:
    """Eight clusters with 224 questions, 23 of them out of compliance."""
    return (
        _cluster(1, "Child labour", _CORE, (("Child labourers", 1, 0), ("Hazardous work", 4, 0), ("Documents of young workers", 4, 0)), 1),
        _cluster(2, "Discrimination", _CORE, (("Race and origin", 8, 0), ("Gender", 13, 1), ("Other grounds", 17, 0)), 1),
        _cluster(3, "Forced labour", _CORE, (("Coercion", 9, 0), ("Bonded labour", 1, 0), ("Overtime by force", 2, 0)), 0),
        _cluster(4, "Freedom of association and collective bargaining", _CORE, (("Union operations", 11, 1), ("Strikes", 10, 0)), 2),
        _cluster(5, "Compensation", _NATIONAL, (("Minimum wages", 10, 0), ("Overtime wages", 12, 3), ("Paid leave", 12, 1)), 6),
        _cluster(6, "Contracts and human resources", _NATIONAL, (("Employment contracts", 15, 2), ("Termination", 16, 1)), 5),
        Cluster(7, "Occupational safety and health", _NATIONAL, points=SAFETY),
        _cluster(8, "Working time", _NATIONAL, (("Regular hours", 4, 0), ("Overtime", 5, 2), ("Leave", 8, 1)), 4),
    )


def _cluster(number: int, name: str, group: str, points: tuple[tuple[str, int, int], ...], before: int) -> Cluster:
    made: list[Point] = []
    running = 0
    for title, asked, found in points:
        findings = [_finding(f"{number}.{running + index}", number, running + index) for index in range(1, found + 1)]
        running += found
        new = sum(1 for finding in findings if finding.is_new)
        made.append(Point(title, asked, found, found - new, new, 0, 0, findings=tuple(findings)))
    made[0] = replace(made[0], previous=before, resolved=before - sum(point.repeated for point in made))
    return Cluster(number, name, group, points=tuple(made))


def _finding(number: str, cluster: int, running: int) -> Finding:
    notes = list(NOTES.values())
    is_new = (cluster, running) in ((2, 1), (5, 1), (6, 1))
    return Finding(
        number,
        "Records do not show the hours worked" if running % 2 else "Pay slips leave out the piece rate",
        f"XX-{cluster}{running:02}",
        notes[(cluster + running) % len(notes)],
        "DWM"[:running] if running < 3 else "DMWUO",
        "Payroll office",
        WorkersConcerned(27 * running, 412),
        ("C1", "R116"),
        is_public=number == "5.2",
        reply="The difference was paid with the September wage." if number == "5.2" else "",
        is_new=is_new,
        repeated_in=() if is_new else (1, 2, 3) if number in ("5.2", "8.1") else (2, 3),
    )


def _uncompared(point: Point) -> Point:
    return replace(point, findings=tuple(replace(finding, is_new=False, repeated_in=()) for finding in point.findings))
