"""What the Reports page is told of one report: steps with reasons, buyers ticked or greyed, the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bwdesk.domain.buyers import Authorisation, Buyer, Subscription
from bwdesk.domain.edition import Variant
from bwdesk.domain.report import ReportState
from bwdesk.domain.report_life import Step
from bwdesk.usecases.report_life import hand_in
from bwdesk.usecases.report_page import offer_to, report_page
from bwdesk.usecases.visits import start_visit
from tests.usecases.conftest import TODAY
from tests.usecases.test_report_editions import context

BUYER = Buyer(id="b" * 32, scope="country/KH", name="Nordlys Retail", subscription=Subscription.PARTNER)
GIVEN = Authorisation(
    id="c" * 32, scope="factory/" + "f" * 32, factory_id="f" * 32, buyer_id=BUYER.id, kinds=frozenset({"assessment"}),
    from_on=TODAY - timedelta(days=9),
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([GIVEN], ""),
        ([], "not_asked"),
        ([replace(GIVEN, withdrawn_on=TODAY)], "withdrawn"),
        ([replace(GIVEN, to_on=TODAY - timedelta(days=1))], "over"),
        ([replace(GIVEN, from_on=TODAY + timedelta(days=1))], "not_yet"),
        ([replace(GIVEN, kinds=frozenset({"plan"}))], "other_kinds"),
        ([replace(GIVEN, id="d" * 32, from_on=TODAY, to_on=TODAY - timedelta(days=1)), GIVEN], ""),
    ],
)
def test_a_buyer_is_ticked_or_greyed_with_the_reason(given, why):
    assert offer_to(BUYER, given, "assessment", TODAY).why_not == (f"report.offer.{why}" if why else "")


def test_who_takes_no_part_and_papers_of_the_day():
    assert offer_to(replace(BUYER, subscription=Subscription.NONE), [GIVEN], "assessment", TODAY).why_not == "report.offer.no_part"
    assert offer_to(BUYER, [GIVEN], "visit", TODAY).why_not == "report.offer.not_for_buyers"


def test_the_page_of_a_report_that_nothing_was_done_with(desk, factory, cycle):
    visit = desk.do(start_visit, factory.id)
    page = desk.ask(report_page, "visit", visit.id, "amina", desk.writer.now())
    assert page.report.state is ReportState.DRAFT and page.steps == {Step.READY: ""} and page.variants == (
        Variant.INTERNAL, Variant.FACTORY,
    )  # fmt: skip
    desk.do(hand_in, "visit", visit.id, context(desk))
    assert set(desk.ask(report_page, "visit", visit.id, "amina", desk.writer.now()).steps) == {Step.TAKE_BACK, Step.RETURN, Step.APPROVE}
    stranger = desk.ask(report_page, "visit", visit.id, "jonas", desk.writer.now())
    assert not stranger.ledger and stranger.steps[Step.APPROVE] == "", "alone with a desk that has no office yet"
