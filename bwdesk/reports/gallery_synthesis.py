"""Invented values of the synthesis papers, plain and nasty, for the gallery and the tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bwdesk.reports.gallery_texts import LONG_NAME, NASTY, NOTES
from bwdesk.reports.values import Fact, PaperHead, State
from bwdesk.reports.values_progress import Written
from bwdesk.reports.values_synthesis import (
    FactoryLine,
    FocusCluster,
    FocusPoint,
    FocusRow,
    Grid,
    Learning,
    Line,
    Share,
    SynthesisPaper,
    TopicRow,
)

_HEAD = PaperHead(
    factory="Cambodia", programme="Garment Factory Labour Standards Programme", tool="KHM 2025.1", author="Chan Sophea",
    printed_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC), state=State.DRAFT,
)  # fmt: skip
_SECTIONS = (
    ("headline", "At a glance"), ("factories", "Factories by name"), ("in_focus", "In focus"), ("trends", "From cycle to cycle"),
    ("plan", "Improvement plans"), ("learning", "Learning and visits"), ("method", "Method and limits"), ("sources", "Sources"),
)  # fmt: skip
_TOOL = (
    ("Forced labour", ("Coercion", "Bonded labour"), ("Workers may leave the workplace after their shift", "Passports stay with workers")),
    ("Compensation", ("Minimum wages", "Overtime wages", "Paid leave"),
     ("Overtime on public holidays is paid at the legal rate", "Piece-rate workers earn the minimum wage for ordinary hours",
      "Sick leave is paid", "Breaks for breastfeeding are given and paid")),
    ("Occupational safety and health", ("Emergency preparedness", "Worker protection", "Working environment", "Welfare facilities"),
     ("Emergency exits are unlocked, free and within reach during work", "Moving parts of machines are guarded",
      "Heat at ironing stations is kept within the limit", "There are enough toilets for women", "Drills are held twice a year")),
    ("Working time", ("Regular hours", "Overtime"), ("Overtime is two hours a day at most", "Time records show the hours worked")),
)  # fmt: skip


def _row(words: str, seed: int, factories: int) -> FocusRow:
    """A figure that goes down over three cycles, over fewer factories the later the cycle."""
    out = seed * 5 % (factories // 2 + 1)
    twice = factories * 3 // 5
    before = min(twice, out * 3 // 5 + 3 + seed % 4)
    cycles = tuple(Share(min(whole, out * whole // factories + 6 - 3 * n), whole) for n, whole in enumerate((factories, twice, twice // 2)))
    few = seed % 13 == 7
    return FocusRow(words, Share(out, factories), Share(before, twice), Share(out * 3 // 5, twice),
                    (*cycles[:2], Share(is_withheld=True) if few else cycles[2]))  # fmt: skip


def _clusters(factories: int) -> tuple[FocusCluster, ...]:
    found = []
    for number, (name, points, questions) in enumerate(_TOOL, 3):
        told = tuple(
            FocusPoint(
                _row(point, number * 5 + place, factories),
                tuple(_row(words, number * 11 + place * 3 + at, factories) for at, words in enumerate(questions[place % 2 :: 2])),
                kept=place * 2, few=int(place == 1),
            )
            for place, point in enumerate(points)
        )  # fmt: skip
        part, whole = sum(p.row.now.part or 0 for p in told), sum(p.row.now.whole or 0 for p in told)
        before, after = sum(p.row.before.part or 0 for p in told), sum(p.row.after.part or 0 for p in told)
        twice = sum(p.row.before.whole or 0 for p in told)
        cycles = tuple(Share(sum(p.row.cycles[n].part or 0 for p in told), sum(p.row.cycles[n].whole or 0 for p in told)) for n in range(3))
        row = FocusRow(name, Share(part, whole), Share(before, twice), Share(after, twice), cycles)
        found.append(FocusCluster(number, name, row, (number - 2, number, number * 2), told))
    return tuple(found)


def _topics(words: str, *figures: int, **more: Any) -> TopicRow:
    """Factories, held, people, women, person-days in halves."""
    reached, held, people, women, halves = figures
    return TopicRow(words, (Share(reached), Share(held), Share(people), Share(women, people), Share(halves)), **more)


def _learning() -> Learning:
    few = (Share(is_withheld=True),) * 5
    trainings = (
        TopicRow("Discrimination", few),
        _topics("Occupational safety and health", 48, 102, 2210, 1624, 4011, few=2),
        _topics("In general", 21, 24, 511, 402, 1022, is_part=True),
        _topics("Emergency preparedness", 33, 51, 1204, 871, 2133, is_part=True),
        _topics("Working environment", 9, 11, 260, 204, 500, is_part=True),
        _topics("Working time", 12, 14, 202, 131, 404),
        TopicRow("Other topics", few),
        _topics("All topics", 55, 131, 2630, 1925, 4801, is_total=True),
    )
    seminars = (
        _topics("Compensation", 26, 3, 81, 44, 162),
        _topics("Occupational safety and health", 40, 5, 133, 80, 240),
        _topics("All topics", 51, 8, 214, 124, 402, is_total=True),
    )
    audiences = (
        Line("Workers", (Share(1790), Share(1411, 1790), Share(is_withheld=True), Share(is_withheld=True))),
        Line("Representatives", (Share(412), Share(281, 412), Share(101), Share(66, 101))),
        Line("Supervisors", (Share(305), Share(183, 305), Share(is_withheld=True), Share(is_withheld=True))),
        Line("Managers", (Share(123), Share(50, 123), Share(77), Share(31, 77))),
    )
    return Learning(trainings, seminars, audiences, Share(38))


def synthesis(factories: int = 62) -> SynthesisPaper:
    """A country of many factories in three cycles; one figure is withheld."""
    cycles = ("Cycle 1", "Cycle 2", "Cycle 3")
    plan = (
        Line("Issues", (Share(1180), Share(644), Share(212))),
        Line("Verified as closed", (Share(902, 1180), Share(377, 644), Share(61, 212))),
        Line("Open", (Share(278, 1180), Share(267, 644), Share(151, 212))),
        Line("Reopened", (Share(41, 1180), Share(22, 644), Share(3, 212))),
        Line("Carried into the next cycle", (Share(312, 1180), Share(160, 644), Share(0, 212))),
        Line("Days until half were closed", (Share(143), Share(168), Share())),
    )  # fmt: skip
    ages = ("0 to 30 days", "31 to 90 days", "91 to 180 days", "181 to 365 days", "over 365 days")
    return SynthesisPaper(
        head=_HEAD, of="synthesis", sections=tuple(Written(*one) for one in _SECTIONS if one[0] != "factories"), factories=factories + 9,
        assessed=factories, twice=factories * 3 // 5, withheld=7, cycles=(1, 2, 3), all_questions=Share(1412, 13_877), spread=(11, 21, 34),
        clusters=_clusters(factories), plan=Grid(cycles, plan),
        half_lives=Grid(("Days",), (Line("Compensation", (Share(121),)), Line("Occupational safety and health", (Share(164),)),
                                    Line("Working time", (Share(),)), Line("Forced labour", (Share(is_withheld=True),)))),
        ages=Grid(ages, (Line("Self-diagnosis", tuple(Share(n, 210) for n in (12, 31, 60, 71, 36))),
                         Line("Assessment", tuple(Share(n, 441) for n in (40, 101, 122, 98, 80))),
                         Line("Visit", tuple(Share(is_withheld=True) for _ in range(5))))),
        ledgers=Grid(cycles, (Line("Visit days", (Share(905, 1136), Share(430, 444), Share(120, 216))),
                              Line("Seminars", (Share(380, 568), Share(201, 296), Share(40, 144))),
                              Line("Training person-days", (Share(1502, 2130), Share(1180, 1110), Share(90, 540))),
                              Line("Assessment person-days", (Share(496, 568), Share(296, 296), Share(80, 144)))), halves=True),
        learning=_learning(),
        sources=(Fact("Released assessments", "118"), Fact("Tool KHM 2025.1", "62"), Fact("Tool KHM 2024.2", "56"),
                 Fact("Assessed from", "8 May 2024"), Fact("Assessed until", "2 November 2026"), Fact("Programme profile", "bw-2026")),
    )  # fmt: skip


def portfolio() -> SynthesisPaper:
    """A leader's own factories, by name."""
    names = (
        "Kingfisher Bend Garments",
        "Red Lotus Knitwear",
        "Sandbar Denim",
        "Four Rivers Footwear",
        "Old Mill Washing",
        "Green Banyan Apparel",
    )
    lines = tuple(
        FactoryLine(name, "Kampong Speu, KH", 1 + place % 3, Share(9 + place * 5, 224 - place),
                    Share(14 + place * 5, 219) if place % 3 else Share(),
                    Share(place * 4, 20 + place * 5))
        for place, name in enumerate(names)
    )  # fmt: skip
    told = synthesis(12)
    return replace(
        told,
        of="portfolio",
        head=replace(_HEAD, factory="A portfolio of factories"),
        sections=tuple(Written(*one) for one in _SECTIONS),
        lines=lines,
        whose="Factories of Chan Sophea",
        is_internal=True,
    )


def public_portfolio() -> SynthesisPaper:
    """The same for others: nobody named."""
    told = portfolio()
    return replace(told, lines=(), whose="", is_internal=False, head=replace(told.head, author=""))


def huge() -> SynthesisPaper:
    """Two thousand factories."""
    return synthesis(2000)


def _nasty_learning() -> Learning:
    figures = (Share(10**7),) * 5
    topics = (TopicRow(words * 2, figures, n % 2 == 1, n * 10**6, n == 3) for n, words in enumerate((*NASTY, LONG_NAME)))
    came = (Share(10**7, 3), Share(0, 0), Share(is_withheld=True), Share())
    return Learning(tuple(topics), (), tuple(Line(words * 3, came) for words in NASTY), Share(10**9))


def nasty() -> SynthesisPaper:
    """Names without an end, mark-up, figures beyond all sense, everything withheld."""
    told = portfolio()
    bad = replace(told.clusters[0], name=NASTY[1], points=tuple(
        FocusPoint(replace(_row(NASTY[n % len(NASTY)] * 3 + NOTES["km"], n, 40), now=Share(999_999, 1_000_000)),
                   (FocusRow("q" * 200, Share(is_withheld=True), Share(is_withheld=True), Share(is_withheld=True)),) * 2, 10**9, 10**6)
        for n in range(8)))  # fmt: skip
    rows = tuple(Line(words * 2, (Share(10**7, 3), Share(is_withheld=True), Share(0, 0))) for words in (*NASTY, LONG_NAME))
    return replace(
        told, head=replace(_HEAD, factory=LONG_NAME, author=NASTY[0]), clusters=(bad, *told.clusters),
        sections=tuple(replace(one, title=NASTY[n % 2], words=NASTY[n % len(NASTY)] * 40) for n, one in enumerate(told.sections)),
        plan=Grid((NASTY[0], "<b>x</b>", "p" * 90), rows), half_lives=Grid(), ledgers=Grid(),
        learning=_nasty_learning(),
        lines=tuple(replace(one, name=f"{NASTY[n % len(NASTY)]} {NOTES['bn']}") for n, one in enumerate(told.lines * 30)),
        sources=tuple(Fact(NASTY[n], NASTY[-1 - n] * 9) for n in range(len(NASTY))),
    )  # fmt: skip


def empty() -> SynthesisPaper:
    """Nothing released, nothing planned."""
    return SynthesisPaper(_HEAD, "portfolio", tuple(Written(*one) for one in _SECTIONS))
