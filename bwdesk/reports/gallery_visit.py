"""Invented values of the visit record and the briefing, plain and nasty, for the gallery and the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from bwdesk.domain.programme import PageSize
from bwdesk.reports import gallery_photos as scenes
from bwdesk.reports.gallery_texts import LONG_NAME, NASTY, NOTES
from bwdesk.reports.values import (
    AgreedPoint,
    BriefingPaper,
    Fact,
    FactoryWord,
    Ledger,
    NoteKind,
    NoteLine,
    OpenItem,
    PaperHead,
    People,
    Photo,
    Present,
    ProgrammeWord,
    Promise,
    RecoveryPaper,
    State,
    VisitPaper,
)

LOCAL = timezone(timedelta(hours=7))


def head(state: State = State.WORKING, page: PageSize = PageSize.A4) -> PaperHead:
    return PaperHead(
        factory="Kingfisher Bend Garments Co., Ltd.",
        factory_local="រោងចក្រកាត់ដេរ ឃីងហ្វីសឺរ បេន",
        factory_code="KH-0417",
        place="Kampong Speu province",
        programme="Garment Factory Labour Standards Programme",
        office="Cambodia country office, Phnom Penh",
        cycle=3,
        state=state,
        comments_until=date(2025, 7, 16) if state is State.DRAFT else None,
        tool="KHM 2025.1",
        printed_at=datetime(2025, 8, 19, 15, 12, tzinfo=LOCAL),
        page=page,
    )


def nasty_head() -> PaperHead:
    return PaperHead(
        factory=LONG_NAME,
        factory_local="<b>شركة</b> " + NOTES["ar"],
        factory_code="KH-0000417-WITH-A-VERY-LONG-CODE",
        cycle=12,
        state=State.DRAFT,
        tool="KHM 2025.1",
        printed_at=datetime(2025, 8, 19, 15, 12, tzinfo=UTC),
    )


_AGREED = (
    AgreedPoint(
        "Paint the 1.2 m aisle to the north exit and keep the carton store out of it", "Production manager", date(2025, 8, 29), issue="7.11"
    ),
    AgreedPoint("Fit swing-type needle guards on lines 3, 5 and 9 (61 machines)", "Head mechanic", date(2025, 9, 30), issue="7.5"),
    AgreedPoint(
        "List the 148 piece-rate workers and what each is owed for the three holidays", "Payroll officer", date(2025, 9, 5), issue="5.2"
    ),
    AgreedPoint("Put the photo board of representatives at both gates", "Committee secretary", date(2025, 8, 31), issue="SD-6"),
    AgreedPoint("Send the minutes of the August committee meeting to all members", "Committee secretary", date(2025, 8, 25)),
)


def visit(page: PageSize = PageSize.A4) -> VisitPaper:
    """A visit that fits one page."""
    return VisitPaper(
        head=head(page=page),
        number=5,
        mode="in_person",
        started_at=datetime(2025, 8, 19, 8, 40, tzinfo=LOCAL),
        ended_at=datetime(2025, 8, 19, 15, 30, tzinfo=LOCAL),
        days_today=1,
        days_used=4,
        days_quota=6,
        next_visit="week of 15 September",
        present=(Present("management", People(2, 3)), Present("workers", People(4, 1))),
        did=(
            "Walked sewing halls A and B, finishing and the washing section",
            "Committee meeting: priorities of the improvement plan, root causes of 7.5 and 7.11",
            "Looked at the holiday pay run of May with the payroll officer",
        ),
        good=(
            "The last fire drill: out in 4 min 10 s, 1,151 of 1,184 counted",
            "Worker members spoke first on three of five points",
            "Cutting room: all 18 cutters wear their mesh gloves",
        ),
        agreed=_AGREED,
        advisor_will=(
            "sends the guard supplier list by 22 August",
            "books “Risk assessment, 1” for 4 people",
            "asks the labour office about the piece-rate holiday rule",
        ),
    )


def visit_with_notes() -> VisitPaper:
    """Notes in every language, photos, more points than a page holds, and nasty content."""
    start = datetime(2025, 8, 19, 8, 40, tzinfo=LOCAL)
    kinds = list(NoteKind)
    lines = [
        NoteLine(start + timedelta(minutes=7 * index), kinds[index % len(kinds)], text, "virtual" if index == 3 else "")
        for index, text in enumerate((*NOTES.values(), *NASTY))
    ]
    points = tuple(
        AgreedPoint(text, "Production manager and the head of the night shift", date(2025, 9, 1 + index), issue=f"7.{index}")
        for index, text in enumerate((*list(NOTES.values())[:10], NASTY[1]))
    )
    plain = visit()
    return VisitPaper(
        head=plain.head,
        number=6,
        mode="hybrid",
        started_at=start,
        days_today=0.5,
        days_used=4.5,
        days_quota=6,
        present=plain.present,
        did=plain.did,
        good=(),
        talked=("Exits of hall B at night", NOTES["km"]),
        not_seen=("The washing section: no signal there",),
        agreed=points,
        advisor_will=(),
        notes=tuple(lines),
        photos=photos("V-6"),
    )


def photos(number: str) -> tuple[Photo, ...]:
    wide, tall = (960, 640), (600, 800)
    return (
        Photo(
            f"{number}.1",
            scenes.jpeg(scenes.drums, *wide),
            "Chemical store",
            "OS-CHE-03",
            "Drums without spill trays.",
            digest="4be109aa77",
        ),
        Photo(
            f"{number}.2",
            scenes.jpeg(scenes.notice, *tall),
            "Gate 2",
            "",
            NOTES["km"],
            datetime(2025, 8, 19, 9, 5, tzinfo=LOCAL),
            "91d37c40",
        ),
        Photo(f"{number}.3", scenes.jpeg(scenes.exit_door, 1600, 400), "Hall B", "", "Very wide, shown whole.", digest="0b1c2d3e"),
        Photo(f"{number}.4", b"not a picture at all", "Hall C", "", "A broken file.", digest="77a0b1c2"),
    )


_PROMISES = (
    Promise("List of the 148 piece-rate workers with sums owed", "Payroll officer", date(2025, 9, 5), None),
    Promise("Minutes of the August meeting to all members", "Committee secretary", date(2025, 8, 25), True),
    Promise("Guard supplier list", by=date(2025, 8, 22), is_kept=True, by_programme=True),
    Promise("Answer of the labour office on the piece-rate holiday rule", by_programme=True, is_kept=False),
)


_PEOPLE = (
    Present("management", People(2, 3), ("Factory manager", "HR manager", "Production manager", "Head mechanic", "Payroll officer")),
    Present("workers", People(4, 1), ("worker members of sewing, finishing and washing",)),
)


def briefing() -> BriefingPaper:
    return BriefingPaper(
        head=head(),
        visit_number=6,
        mode="in_person",
        planned_at=datetime(2025, 9, 17, 9, 0, tzinfo=LOCAL),
        purpose="Verify 7.11 and 5.2; committee on root causes",
        facts=(
            Fact("workers", "1,184 (972 women, 212 men)"),
            Fact("products", "woven trousers, jackets"),
            Fact("shifts", "07:00–16:00; night in washing"),
        ),
        last_visit_on=date(2025, 8, 19),
        last_visit="Exits, needle guards and holiday pay; tone was open, the owner came for an hour.",
        open_items=_items(),
        promises=_PROMISES,
        people=_PEOPLE,
        ledgers=(Ledger("Visit days", 4, 6), Ledger("Training person-days", 12.5, 15), Ledger("Industry seminars", 5, 4)),
        windows=(Fact("Progress report 1", "due 30 September 2025"), Fact("Progress report 2", "month 11: 1 to 31 January 2026")),
        questions=("Who stands in for the night supervisor?", "Has the union chosen its two members?", NOTES["vi"]),
    )


_OPEN = (
    OpenItem(
        "7.11",
        "Exits blocked during overtime",
        "Production manager",
        date(2025, 8, 29),
        19,
        FactoryWord.DONE,
        is_public=True,
        last_words="“Racks gone by Monday” (19 August)",
    ),
    OpenItem(
        "7.5",
        "Guards missing on machine parts",
        "Head mechanic",
        date(2025, 9, 30),
        0,
        FactoryWord.DONE,
        ProgrammeWord.REOPENED,
        True,
        "19 of 240 turned away on line 9",
    ),
    OpenItem("5.2", "Overtime pay on public holidays", "Payroll officer", date(2025, 9, 15), 2, FactoryWord.IN_PROGRESS, is_public=True),
    OpenItem(
        "SD-6", "Workers do not know who their representatives are", "Committee secretary", date(2025, 8, 31), 17, FactoryWord.IN_PROGRESS
    ),
    OpenItem("7.7", "Heat at the ironing workstations", "Ironing supervisor", date(2026, 2, 28)),
    OpenItem("7.1", NOTES["km"], "Safety committee", date(2026, 1, 31)),
)


def _items() -> tuple[OpenItem, ...]:
    more = (OpenItem(f"8.{index}", "Time records and the overtime consent form", "HR manager") for index in range(1, 19))
    return (*_OPEN, *more)


def recovery() -> RecoveryPaper:
    """A recovery sheet; its code opens nothing."""
    return RecoveryPaper(PaperHead("Amina Rahman", head().printed_at), "7QK2M-9XW4D-0TRHE-5BNC8-PZV3J-6GA1S-YF4K2")
