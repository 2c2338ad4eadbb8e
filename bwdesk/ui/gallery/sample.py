"""Invented factories, buyers and people for the pictures. Nothing here is real."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from bwdesk.ui.look import LookSource, Role
from bwdesk.ui.parts.mark import Kind
from bwdesk.ui.parts.rows import Cell, Column, Group, RowModel, Spark, Thread, ThreadEvent, Ticks


@dataclass(frozen=True)
class Factory:
    name: str
    local: str
    advisor: str
    country: str
    workers: int
    month: float
    days_left: int
    not_met: tuple[float, ...]
    issues: tuple[float, ...]
    sides: str
    mark: Kind
    following: str
    missed: float = 0


FACTORIES: Final = (
    Factory(
        "Lotus Apparels Ltd",
        "লোটাস অ্যাপারেলস লিমিটেড",
        "Farida K.",
        "Bangladesh",
        2140,
        4.2,
        2,
        (12, 14, 11, 10, 8, 9),
        (24, 22, 20, 21, 19),
        "5 + 5",
        Kind.WAITING,
        "Report, 6 days",
    ),
    Factory(
        "Blue Hem Fashion",
        "ব্লু হেম ফ্যাশন",
        "Amina R.",
        "Bangladesh",
        1385,
        8.7,
        4,
        (13, 12, 12, 13, 12),
        (22, 22, 25, 26, 28),
        "4 + 4",
        Kind.BAD,
        "Visit, 26 days late",
        7.9,
    ),
    Factory(
        "Padma Knit Composite Ltd",
        "পদ্মা নিট কম্পোজিট লিমিটেড",
        "Jonas W.",
        "Bangladesh",
        3920,
        6.5,
        3,
        (14, 10, 9, 7, 6),
        (19, 15, 13, 11),
        "6 + 6",
        Kind.GOOD,
        "Visit, 8 Dec",
    ),
    Factory(
        "Shapla Stitch Ltd",
        "শাপলা স্টিচ লিমিটেড",
        "Amina R.",
        "Bangladesh",
        960,
        2.5,
        6,
        (21, 21),
        (15, 16, 18),
        "3 + 4",
        Kind.UNSURE,
        "Self-diagnosis",
    ),
    Factory(
        "Meghna Denim Works Ltd, Unit 2",
        "মেঘনা ডেনিম ওয়ার্কস লিমিটেড, ইউনিট ২",
        "Farida K.",
        "Bangladesh",
        2710,
        11.2,
        0,
        (14, 10, 9, 9, 7),
        (18, 17, 13, 12, 9),
        "5 + 5",
        Kind.NOW,
        "Progress report 2",
    ),
    Factory(
        "Golden Thread Ltd",
        "ក្រុមហ៊ុន ខ្សែមាស",
        "Amina R.",
        "Cambodia",
        1820,
        6.7,
        3,
        (16, 14, 15, 10, 9, 8),
        (14, 12, 11, 10, 9),
        "4 + 4",
        Kind.NOW,
        "Visit today",
    ),
    Factory(
        "Mekong Hem (Cambodia) Co., Ltd",
        "ក្រុមហ៊ុន មេគង្គ ហេម (ខេមបូឌា)",
        "Amina R.",
        "Cambodia",
        2230,
        9.3,
        2,
        (12, 11, 10, 8, 6),
        (11, 9, 8, 5),
        "5 + 5",
        Kind.GOOD,
        "Visit, 11 Dec",
    ),
    Factory(
        "Petra Needle Co.",
        "شركة إبرة البتراء للألبسة",
        "Rania H.",
        "Jordan",
        1510,
        10.8,
        0,
        (13, 12, 10, 9),
        (15, 12, 10),
        "4 + 4",
        Kind.NOW,
        "Progress report 2",
    ),
    Factory(
        "Wadi Loom Apparel",
        "شركة نول الوادي للملابس",
        "Rania H.",
        "Jordan",
        870,
        3.2,
        5,
        (19, 19),
        (15, 17),
        "3 + 3",
        Kind.UNSURE,
        "Assessment",
    ),
    Factory(
        "Sen Xanh Garment JSC",
        "Công ty CP May Sen Xanh",
        "Lan T.",
        "Viet Nam",
        1240,
        5.7,
        3,
        (7, 6, 5, 4),
        (12, 9, 8, 6),
        "4 + 4",
        Kind.GOOD,
        "Visit, 18 Dec",
    ),
    Factory(
        "Hướng Dương Export Garment",
        "Công ty TNHH May Xuất khẩu Hướng Dương Bình Dương",
        "Lan T.",
        "Viet Nam",
        2980,
        8.2,
        2,
        (12, 10, 9, 8),
        (17, 14, 12, 11),
        "5 + 5",
        Kind.DIFFER,
        "2 to settle",
    ),
    Factory(
        "Bến Thêu Embroidery", "Công ty TNHH Thêu Bến Thêu", "Lan T.", "Viet Nam", 415, 0.3, 8, (6, 6), (3, 3), "–", Kind.GAP, "First visit"
    ),
)

_KINDS: Final[tuple[tuple[float, Literal["visit", "assessment", "report"]], ...]] = (
    (0.6, "visit"),
    (1.7, "visit"),
    (3.4, "assessment"),
    (4.5, "report"),
    (5.6, "visit"),
    (7.9, "visit"),
    (9.4, "visit"),
    (11.0, "report"),
)


def thread_of(factory: Factory) -> Thread:
    def state(month: float) -> Literal["done", "planned", "missed"]:
        if factory.missed and abs(month - factory.missed) < 0.1:
            return "missed"
        return "done" if month < factory.month else "planned"

    return Thread(factory.month, tuple(ThreadEvent(month, kind, state(month)) for month, kind in _KINDS))


def factory_columns(source: LookSource) -> list[Column[Factory]]:
    def number(value: int) -> str:
        return source.look.locale.toString(value)

    return [
        Column("name", "Factory", lambda f: Cell(f.name, role=Role.NAME), 222, sort=lambda f: f.name.casefold()),
        Column("local", "Local name", lambda f: Cell(f.local, tone="text2"), 200, stretch=True),
        Column("advisor", "Advisor", lambda f: Cell(f.advisor, tone="text2"), 80, sort=lambda f: f.advisor),
        Column("workers", "Workers", lambda f: Cell(number(f.workers), at_end=True), 70, at_end=True, sort=lambda f: f.workers),
        Column("cycle", "Cycle", lambda f: Cell(art=thread_of(f), spoken=f"month {f.month:.0f}"), 136),
        Column("days", "Days left", lambda f: Cell(number(f.days_left), art=Ticks(f.days_left, max(6, f.days_left))), 80),
        Column("not_met", "Not met", lambda f: Cell(number(int(f.not_met[-1])), art=Spark(f.not_met)), 98),
        Column(
            "issues", "Open issues", lambda f: Cell(number(int(f.issues[-1])), art=Spark(f.issues, is_worse=f.issues[-1] > f.issues[0])), 98
        ),
        Column("sides", "Sides", lambda f: Cell(f.sides, tone="unsure" if f.sides == "3 + 4" else "text2"), 56),
        Column("next", "Next", lambda f: Cell(f.following, mark=f.mark), 150),
    ]


def factory_rows(source: LookSource) -> RowModel[Factory]:
    model = RowModel(
        factory_columns(source), lambda f: f.name, find=lambda f: f"{f.name} {f.local}", group=lambda f: Group(f.country, f.country)
    )
    model.set_rows(FACTORIES)
    return model


@dataclass(frozen=True)
class Issue:
    number: int
    title: str
    origin: str
    until: str
    mark: Kind
    state: str


ISSUES: Final = (
    Issue(12, "Exits blocked by racks in finishing", "Assessment, production manager", "15 Nov", Kind.BAD, "8 days over"),
    Issue(17, "Overtime above 60 hours in peak weeks", "Assessment, HR manager", "30 Nov", Kind.PROGRESS, "in progress"),
    Issue(21, "Chemical labels missing in Khmer", "Visit 4, store keeper", "12 Nov", Kind.UNSURE, "to verify"),
    Issue(22, "Nursing room gives no privacy", "Self-diagnosis, factory nurse", "20 Nov", Kind.UNSURE, "to verify"),
    Issue(25, "Committee minutes not posted", "Self-diagnosis, committee, both sides", "20 Nov", Kind.UNSURE, "to verify"),
    Issue(27, "Fire teams: night shift has no trained member", "Visit 6, safety officer", "18 Dec", Kind.PROGRESS, "in progress"),
    Issue(28, "Severance paid late to fixed-term workers", "Assessment, HR manager", "31 Dec", Kind.GAP, "not started"),
    Issue(29, "Drinking water tests not on file", "Visit 6, administration", "10 Jan", Kind.GAP, "not started"),
    Issue(30, "Supervisors shout at new workers, line 7", "Self-diagnosis, HR, worker side", "15 Jan", Kind.PROGRESS, "in progress"),
)
