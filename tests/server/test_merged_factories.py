"""Two entries of the register found to be one factory, on the server's records: what buyers read after it, and what they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bwdesk.domain.buyers import Authorisation, Buyer, Subscription, Supply
from bwdesk.domain.edition import Delivery, Edition
from bwdesk.domain.factory import Factory
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.report import ReportKind
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.errors import NotAllowed
from bwdesk.server.pen import WRITER, write_things
from bwdesk.server.reader_editions import editions_for
from bwdesk.server.reader_view import home_of, withdraw
from bwdesk.store.readers import PageReader
from bwdesk.usecases.report_page import offers_of
from bwdesk.usecases.report_subject import Subject

KH, DAY = country_scope("KH"), date(2026, 11, 27)
KEPT, MERGED, OTHER = "a" * 32, "b" * 32, "c" * 32
BUYER = scoped_id("buyer", KH, "Northwind")


def reads(side, subject: str) -> PageReader:
    return PageReader("d" * 32, subject[:4], "Reader", side, subject, "KH", True, 0)


class Office:
    """Three factories and a buyer that the one merged away lets read plans; the kept one lets it read nothing."""

    def __init__(self, hub, keys) -> None:
        self.hub, self.keys = hub, keys
        self.factories = {
            key: Factory(id=key, scope=KH, name=name, country="KH")
            for key, name in ((KEPT, "Golden Thread"), (MERGED, "Golden Thread Ltd"), (OTHER, "Blue Hem"))
        }
        self.put(*self.factories.values())
        self.put(Buyer(id=BUYER, scope=KH, name="Northwind", subscription=Subscription.PARTICIPANT))
        self.put(
            Supply(id=scoped_id("supply", factory_scope(MERGED), BUYER), scope=factory_scope(MERGED), factory_id=MERGED, buyer_id=BUYER)
        )
        self.given = self.let("1" * 32, MERGED)
        self.releases(MERGED, 1), self.releases(KEPT, 1), self.releases(OTHER, 1)

    def put(self, *things) -> None:
        with self.hub.writing(WRITER, "test") as unit:
            write_things(unit, self.keys, [(unit.get(type(one), one.id), one) for one in things], "test")

    def let(self, key: str, factory: str, kind: str = "plan") -> Authorisation:
        made = Authorisation(
            id=key, scope=factory_scope(factory), factory_id=factory, buyer_id=BUYER, kinds=frozenset({kind}), from_on=date(2026, 1, 1)
        )  # fmt: skip
        self.put(made)
        return made

    def releases(self, factory: str, number: int, kind: ReportKind = ReportKind.PLAN) -> list[str]:
        """Releases a report to all who can be given it, as the page does; returns by which authorisations."""
        scope = factory_scope(factory)
        report = scoped_id("report", scope, kind.value, factory)
        edition = Edition(
            id=scoped_id("edition", scope, report, number), scope=scope, report_id=report, kind=kind, subject_id=factory,
            factory_id=factory, number=number, short=f"{factory[0]}{number}", released_at=datetime(2026, 11, number, tzinfo=UTC),
        )  # fmt: skip
        offers = self.ask(offers_of, Subject(kind, factory, factory, scope, self.ask(factory_of, factory)), DAY)
        given = [one.authorisation.id for one in offers if one.authorisation is not None and not one.why_not]
        self.put(edition)
        for one in given:
            key = natural_id(Delivery, edition.id, BUYER, "buyer")
            self.put(Delivery(id=key, scope=scope, edition_id=edition.id, buyer_id=BUYER, authorisation_id=one))
        return given

    def merges(self, other: str, kept: str | None) -> None:
        self.put(replace(self.ask(factory_of, other), alias_of=kept))

    def ask(self, question, *given):
        with self.hub.reading() as reader:
            return question(reader, *given)

    def seen(self) -> set[str]:
        """What the buyer sees: the first letter of the factory, and the edition."""
        return {one.edition.short for one in self.ask(editions_for, reads("buyer", BUYER), DAY)}


def factory_of(reader, key: str) -> Factory:
    return reader.need(Factory, key)


@pytest.fixture
def office(hub, keys) -> Office:
    return Office(hub, keys)


def test_a_buyer_of_the_entry_merged_away_is_given_what_the_factory_releases_from_then_on(office):
    assert office.seen() == {"b1"}
    office.merges(MERGED, KEPT)
    assert office.seen() == {"b1"}, "the merge alone shows nothing more"
    assert office.releases(KEPT, 2) == [office.given.id]
    assert office.releases(OTHER, 2) == []
    assert office.seen() == {"b1", "a2"}
    office.merges(MERGED, None)
    assert office.seen() == {"b1"}, "they were no one factory after all"
    assert office.releases(KEPT, 3) == []


def test_what_was_merged_twice_is_still_read(office):
    office.merges(MERGED, KEPT)
    office.releases(KEPT, 2)
    office.merges(KEPT, OTHER)
    assert office.releases(OTHER, 2) == [office.given.id]
    assert office.seen() == {"b1", "a2", "c2"}


def test_no_buyer_reads_more_than_it_was_let_and_given(office):
    office.merges(MERGED, KEPT)
    assert office.releases(KEPT, 2, ReportKind.ASSESSMENT) == [] == office.releases(KEPT, 2, ReportKind.VISIT)
    assert office.seen() == {"b1"}, "kinds that it was not let read"
    office.let("2" * 32, OTHER, "assessment")
    office.let("3" * 32, KEPT, "progress1")
    office.releases(KEPT, 3)
    assert office.seen() == {"b1", "a3"}, "and of the factory that was kept, not what the other let it read"
    edition = scoped_id("edition", factory_scope(KEPT), scoped_id("report", factory_scope(KEPT), "plan", KEPT), 1)
    key = natural_id(Delivery, edition, BUYER, "buyer")
    forged = Delivery(id=key, scope=factory_scope(MERGED), edition_id=edition, buyer_id=BUYER, authorisation_id=office.given.id)
    office.put(forged)
    assert office.seen() == {"b1", "a3"}, "what is noted outside the edition's own factory gives nothing"


def test_the_factory_sees_and_withdraws_what_its_other_entry_allowed(office):
    office.merges(MERGED, KEPT)
    office.releases(KEPT, 2)
    kept, other = reads("factory", KEPT), reads("factory", OTHER)
    assert [one.id for one, _ in office.ask(home_of, kept, DAY).authorisations] == [office.given.id]
    assert office.ask(home_of, other, DAY).authorisations == ()
    with pytest.raises(NotAllowed):
        withdraw(office.hub, office.keys, other, office.given.id, DAY)
    withdraw(office.hub, office.keys, kept, office.given.id, DAY)
    assert office.seen() == set() and office.releases(KEPT, 3) == [] and office.seen() == set()


def test_of_two_rights_the_one_that_stands_is_kept_to(office):
    own = office.let("2" * 32, KEPT)
    office.releases(KEPT, 2)
    office.put(replace(own, withdrawn_on=DAY))
    assert office.seen() == {"b1"}
    office.merges(MERGED, KEPT)
    assert office.seen() == {"b1"}, "given by a right that was withdrawn: another entry's gives it not back"
