"""Parity, women's share, terms: judged by the profile's rules, with the reasons said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bwdesk import shipped
from bwdesk.domain.committee import Member, Selection, Sex, Side, Weight, composition, sitting_members
from bwdesk.texts import Texts

TODAY = date(2026, 11, 25)
PICC = shipped.profile().committee("KH")
BGD = shipped.profile().committee("BD")


def members(management: int = 0, women: int = 0, men: int = 0, **shared: object) -> list[Member]:
    sides = [(Side.MANAGEMENT, Sex.MAN)] * management + [(Side.WORKERS, Sex.WOMAN)] * women + [(Side.WORKERS, Sex.MAN)] * men
    plain = Member(id="", scope="factory/f", committee_id="c", title="Sewer", side=Side.WORKERS, selection=Selection.ELECTED)
    return [
        replace(plain, id=f"m{n}", side=side, sex=sex, **shared)  # type: ignore[arg-type]
        for n, (side, sex) in enumerate(sides)
    ]


def keys(of: list[Member], rules: object = PICC, **workforce: int) -> set[str]:
    return {r.key for r in composition(of, rules, TODAY, **workforce).remarks}  # type: ignore[arg-type]


def test_a_balanced_committee_that_mirrors_the_workforce_draws_no_remark() -> None:
    found = composition(members(4, 3, 1), PICC, TODAY, workers_total=1000, workers_women=800)
    assert found.remarks == ()
    assert found.has_parity
    assert found.is_sound
    assert (found.seats.management, found.seats.workers, found.seats.workers_women, found.seats.total) == (4, 4, 3, 8)


def test_equal_sides_where_the_programme_asks_and_at_least_as_many_workers_where_the_law_does() -> None:
    assert "sides_unequal" in keys(members(4, 4, 1))
    assert "sides_unequal" in keys(members(5, 3, 1))
    assert not composition(members(5, 3, 1), PICC, TODAY).has_parity
    assert "workers_fewer" in keys(members(5, 3, 1), BGD)
    assert composition(members(3, 4, 1), BGD, TODAY).has_parity


def test_an_empty_or_one_sided_committee_has_no_parity() -> None:
    assert keys([]) == {"no_members"}
    assert "one_side_missing" in keys(members(4))
    assert not composition(members(0, 4), PICC, TODAY).has_parity
    assert not composition([], BGD, TODAY).is_sound


def test_the_union_sits_on_the_workers_side() -> None:
    four = members(2, 1)
    union = replace(four[-1], id="u", side=Side.UNION)
    found = composition([*four, union], PICC, TODAY)
    assert (found.seats.workers, found.seats.union) == (2, 1)
    assert found.has_parity


def test_who_has_left_is_not_counted_and_guests_never_are() -> None:
    gone = replace(members(0, 1)[0], id="x", left_on=TODAY)
    later = replace(members(0, 1)[0], id="y", chosen_on=date(2027, 1, 1))
    guest = replace(members(0, 1)[0], id="z", side=Side.GUEST)
    deleted = replace(members(0, 1)[0], id="d", deleted=True)
    assert len(sitting_members([*members(1, 1), gone, later, guest, deleted], TODAY)) == 2
    assert len(sitting_members([gone], date(2026, 11, 24))) == 1


def test_share_of_women_is_compared_with_the_workforce_within_the_tolerance() -> None:
    assert "few_women" in keys(members(4, 2, 2), workers_total=1000, workers_women=800)
    assert "few_women" not in keys(members(4, 2, 2), workers_total=1000, workers_women=600)
    assert "few_women" in keys(members(4, 2, 2), workers_total=1000, workers_women=601)
    assert "few_women" not in keys(members(4, 4, 0), workers_total=1000, workers_women=500)


def test_what_is_not_known_is_said_and_not_guessed() -> None:
    unknown = [replace(m, sex=Sex.UNSTATED) if n == 5 else m for n, m in enumerate(members(4, 4))]
    assert "women_unknown" in keys(unknown, workers_total=100, workers_women=90)
    assert "workforce_unknown" in keys(members(4, 4))
    assert "workforce_unknown" in keys(members(4, 4), workers_total=0, workers_women=0)
    assert "few_women" not in keys(members(4, 0, 4))


def test_terms_and_manner_of_choice() -> None:
    over = members(4, 4, term_ends_on=date(2026, 11, 24))
    assert "term_over" in keys(over)
    assert "term_over" not in keys(members(4, 4, term_ends_on=TODAY))
    appointed = composition(members(4, 4, selection=Selection.APPOINTED), BGD, TODAY)
    remark = next(r for r in appointed.remarks if r.key == "not_chosen_by_workers")
    assert (remark.weight, remark.number, remark.of) == (Weight.BREACH, 4, 4)
    assert "choice_unknown" in keys(members(4, 4, selection=Selection.UNKNOWN))


def test_the_law_asks_for_a_committee_from_its_own_size() -> None:
    assert "not_required" in keys(members(3, 3), BGD, workers_total=49, workers_women=20)
    assert "not_required" not in keys(members(3, 3), BGD, workers_total=50, workers_women=20)
    assert "not_required" not in keys(members(3, 3), PICC, workers_total=10, workers_women=2)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_seats_add_up_and_every_remark_has_words(management: int, women: int, men: int) -> None:
    texts = Texts()
    for rules in (PICC, BGD):
        found = composition(members(management, women, men), rules, TODAY, workers_total=40, workers_women=30)
        assert found.seats.total == management + women + men
        assert found.seats.workers_women <= found.seats.workers
        for remark in found.remarks:
            words = texts(f"committee.remark.{remark.key}", number=remark.number, of=remark.of)
            assert not words.startswith("committee.remark")
