"""The days a factory has are days of its own country, wherever the laptop or the server stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.core import get_global

from bwdesk.calendars import day_in
from bwdesk.domain.buyers import Authorisation, Buyer, Subscription
from bwdesk.domain.edition import Delivery
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.errors import Refused
from bwdesk.usecases.report_editions import Recipient
from bwdesk.usecases.report_life import add_comment, comments_due
from bwdesk.usecases.report_page import report_page
from bwdesk.usecases.report_subject import subject_of
from bwdesk.usecases.writing import write
from tests.usecases.test_report_editions import approved, assessed, photos, released

__all__ = ["assessed", "photos"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "moment", "day"),
    [
        ("KH", "2026-12-01T16:59", date(2026, 12, 1)),
        ("KH", "2026-12-01T17:00", date(2026, 12, 2)),
        ("HT", "2026-12-02T04:59", date(2026, 12, 1)),
        ("HT", "2026-12-02T05:00", date(2026, 12, 2)),
        ("IN", "2026-12-01T18:30", date(2026, 12, 2)),
        ("ID", "2026-12-01T15:30", date(2026, 12, 1)),
        ("ID", "2026-12-01T16:59", date(2026, 12, 1)),
        ("ID", "2026-12-01T17:00", date(2026, 12, 2)),
        ("XX", "2026-12-01T23:59", date(2026, 12, 1)),
    ],
)
def test_a_day_ends_where_the_factory_is_and_of_several_zones_in_the_last(country, moment, day):
    assert day_in(country, at(moment)) == day


def test_every_zone_of_every_country_is_known_on_this_computer():
    for country in sorted(set(get_global("zone_territories").values()) - {"001"}):
        assert isinstance(day_in(country, at("2026-12-01T12:00")), date)
    assert ZoneInfo("Asia/Saigon") and ZoneInfo("Africa/Asmera"), "names that some systems leave out"


def test_a_comment_is_in_time_until_midnight_in_the_factorys_country(assessed, photos):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    dara.ids.moment = at("2026-12-01T16:58")
    page = dara.ask(report_page, "assessment", assessment.id, "dara", dara.writer.now())
    assert page.facts.today == page.report.comments_due_on == date(2026, 12, 1)
    assert dara.do(add_comment, "assessment", assessment.id, "The racks are gone").said_on == date(2026, 12, 1)
    dara.ids.moment = at("2026-12-01T17:00")
    with pytest.raises(Refused, match=r"report\.comments_over"):
        dara.do(add_comment, "assessment", assessment.id, "late, though it is the same day in London")


def test_the_days_are_counted_from_the_day_it_was_sent_there(assessed):
    _, dara, assessment = assessed
    subject = dara.ask(subject_of, "assessment", assessment.id)
    evening = dara.ask(comments_due, subject, at("2026-12-07T16:59"))
    assert (evening, dara.ask(comments_due, subject, at("2026-12-07T17:00"))) == (date(2026, 12, 12), date(2026, 12, 14)), (
        "Saturdays are worked"
    )


def test_an_authorisation_ends_with_its_last_day_there(assessed, photos, factory):
    _, dara, assessment = assessed
    approved(dara, photos, assessment)
    scope, buyer = (
        factory_scope(factory.id),
        Buyer(id="b" * 32, scope=country_scope("KH"), name="Nordlys Retail", subscription=Subscription.PARTNER),
    )
    given = Authorisation(
        id="c" * 32, scope=scope, factory_id=factory.id, buyer_id=buyer.id, kinds=frozenset({"assessment"}),
        from_on=date(2026, 11, 1), to_on=date(2026, 12, 3),
    )  # fmt: skip
    for thing in (buyer, given):
        dara.do(lambda unit, one=thing: write(unit, None, one))
    dara.ids.moment = at("2026-12-03T17:01")
    with pytest.raises(Refused, match=r"report\.not_authorised"):
        released(dara, photos, assessment, [Recipient(buyer.id, given.id)])
    dara.do(lambda unit: write(unit, given, replace(given, to_on=date(2026, 12, 4))))
    edition = released(dara, photos, assessment, [Recipient(buyer.id, given.id)])
    days = {one.given_on for one in dara.ask(lambda r: r.find(Delivery, lambda d: d.edition_id == edition.id))}
    assert (edition.number, days) == (1, {date(2026, 12, 4)}), "the ledger has the day there, too"
