"""Marks on lines, who was in the room, the ledger of visit days, visit numbers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwdesk import shipped
from bwdesk.domain.committee import Member, Sex, Side
from bwdesk.domain.visit import MARK_SIGNS, Attendance, Mark, Visit, mark_of, room, visit_days, visit_numbers

QUOTAS = shipped.profile().quotas


def visit(
    key: str, *, half_days: int | None = None, day: int = 1, begun: bool = True, planned: bool = False, deleted: bool = False
) -> Visit:
    at = datetime(2026, 5, day, 9, tzinfo=UTC)
    return Visit(
        id=key,
        scope="factory/f",
        factory_id="f",
        cycle_id="c",
        half_days=half_days,
        started_at=at if begun else None,
        planned_at=at if planned else None,
        deleted=deleted,
    )


def present(
    key: str, side: Side, sex: Sex = Sex.UNSTATED, *, member: str | None = None, count: int = 1, deleted: bool = False
) -> Attendance:
    return Attendance(id=key, scope="factory/f", visit_id="v", side=side, sex=sex, member_id=member, count=count, deleted=deleted)


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        ("! ", (Mark.FINDING, "")),
        ("! Exits blocked", (Mark.FINDING, "Exits blocked")),
        ("- 3 °C", (Mark.ACTION, "3 °C")),
        ("-3 °C", None),
        ("+84 24 3825", None),
        ("!", None),
        (" ! late", None),
        ("", None),
        ("No mark", None),
        ("# OS", (Mark.CLUSTER, "OS")),
    ],
)
def test_a_sign_counts_only_with_a_space_behind_it(typed: str, mark: tuple[Mark, str] | None) -> None:
    assert mark_of(typed) == mark


@given(st.text(max_size=20))
def test_a_mark_takes_two_characters_and_nothing_else(text: str) -> None:
    found = mark_of(text)
    if found is None:
        assert text[:1] not in MARK_SIGNS or text[1:2] != " "
    else:
        assert text == text[:2] + found[1]
        assert MARK_SIGNS[text[0]] is found[0]


def test_the_room_by_side_and_sex() -> None:
    member = Member(id="m1", scope="factory/f", committee_id="c", title="Sewer", side=Side.WORKERS, sex=Sex.WOMAN)
    found = room(
        [
            present("a", Side.WORKERS, member="m1", count=7),
            present("b", Side.WORKERS, Sex.MAN, count=3),
            present("c", Side.MANAGEMENT, Sex.MAN, count=2),
            present("d", Side.UNION, Sex.WOMAN),
            present("e", Side.MANAGEMENT, Sex.MAN, count=9, deleted=True),
            present("d", Side.UNION, Sex.WOMAN),
        ],
        [member],
    )
    assert (found.total, found.of(Side.WORKERS), found.of(Side.WORKERS, Sex.WOMAN), found.of(Side.MANAGEMENT)) == (7, 4, 1, 2)
    assert found.of(Side.UNION) == 1
    assert found.missing_sides == ()


def test_a_side_that_is_not_there_is_named_and_the_union_speaks_for_workers() -> None:
    assert room([]).missing_sides == (Side.MANAGEMENT, Side.WORKERS)
    assert room([present("a", Side.UNION)]).missing_sides == (Side.MANAGEMENT,)
    assert room([present("a", Side.MANAGEMENT), present("b", Side.GUEST)]).missing_sides == (Side.WORKERS,)


def test_visit_days_used_planned_and_left() -> None:
    visits = [
        visit("1", half_days=2),
        visit("2", half_days=1),
        visit("3"),
        visit("4", half_days=2, begun=False, planned=True),
        visit("5", half_days=2, deleted=True),
    ]
    found = visit_days(visits, 1, QUOTAS)
    assert (found.used, found.planned, found.quota, found.left, found.assumed) == (5, 2, 16, 11, 1)
    assert not found.is_over
    assert visit_days(visits, 2, QUOTAS).quota == 12
    assert visit_days([visit(str(n), half_days=2) for n in range(7)], 3, QUOTAS).is_over


def test_a_contact_that_is_no_visit_day_books_none() -> None:
    assert visit_days([visit("1", half_days=0)], 1, QUOTAS).used == 0


def test_visits_are_numbered_as_they_began() -> None:
    visits = [visit("c", day=9, begun=False, planned=True), visit("a", day=3), visit("b", day=2), visit("x", day=1, deleted=True)]
    assert visit_numbers(visits) == {"b": 1, "a": 2, "c": 3}
    assert visit_numbers([visit("p", begun=False)]) == {"p": 1}
