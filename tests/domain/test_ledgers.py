"""The ledgers of a cycle: what counts, what does not, and what is over."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bwdesk import shipped
from bwdesk.domain.assessment import Assessment, Stage
from bwdesk.domain.contact import Contact
from bwdesk.domain.learning import Package, Seminar
from bwdesk.domain.ledgers import Book, assessment_halves, ledgers_of, over_use, seminars_attended, with_contacts
from bwdesk.domain.visit import DayLedger

QUOTAS = shipped.profile().quotas
FROM, TO = date(2026, 5, 8), date(2027, 5, 7)


def contact(half_days: int | None, deleted: bool = False) -> Contact:
    return Contact(
        id="x", scope="factory/f", factory_id="f", cycle_id="c", at=datetime(2026, 6, 1, tzinfo=UTC), half_days=half_days, deleted=deleted
    )


def seminar(key: str, held: date | None, planned: date | None = None) -> Seminar:
    return Seminar(id=key, scope="country/KH", country="KH", title=key, held_on=held, planned_on=planned)


def assessment(stage: Stage, last: date | None = date(2026, 9, 9)) -> Assessment:
    return Assessment(
        id="a", scope="assessment/a", factory_id="f", cycle_id="c", number=1, country="KH", tool="t", assessors=frozenset({"j", "d"}),
        first_day_on=date(2026, 9, 8), last_day_on=last, stage=stage,
    )  # fmt: skip


def test_a_call_is_no_visit_day_unless_somebody_says_so() -> None:
    days = DayLedger(6, 2, 16)
    assert with_contacts(days, [contact(None), contact(1), contact(9, deleted=True)]) == DayLedger(7, 2, 16)


def test_a_seminar_counts_for_the_factories_that_came() -> None:
    some = [
        seminar("came", date(2026, 6, 1)), seminar("stayed_away", date(2026, 6, 2)), seminar("before", date(2026, 5, 7)),
        seminar("asked", None, date(2026, 12, 1)), seminar("asked_later", None, date(2027, 6, 1)), seminar("no_day", None),
    ]  # fmt: skip
    asked = {"asked", "asked_later", "stayed_away", "no_day"}
    assert seminars_attended(some, {"came", "before"}, asked, FROM, TO) == (1, 1)


def test_assessment_person_days_are_people_times_days() -> None:
    assert assessment_halves([assessment(Stage.RUNNING)], False, QUOTAS) == (8, 0, 0)
    assert assessment_halves([assessment(Stage.PLANNED)], False, QUOTAS) == (0, 8, 0)
    assert assessment_halves([assessment(Stage.READY, date(2026, 9, 10))], True, QUOTAS) == (12, 0, 0)
    assert assessment_halves([], True, QUOTAS) == (8, 0, 1)
    assert assessment_halves([], False, QUOTAS) == (0, 0, 0)


def test_more_than_the_package_is_told_and_extra_training_is_not_over() -> None:
    ledgers = ledgers_of(DayLedger(17, 0, 16), Package(30, done=30, planned=4, extra=10), (4, 1), (8, 0, 0), QUOTAS)
    assert [one.book for one in ledgers] == list(Book)
    assert over_use(ledgers) == {Book.VISIT_DAYS: 1}
    training = ledgers[2]
    assert (training.left, training.over, training.over_as_planned, training.extra) == (0, 0, 4, 10)
    assert (ledgers[1].left, ledgers[1].over_as_planned) == (0, 2)
