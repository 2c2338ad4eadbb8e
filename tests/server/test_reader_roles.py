"""Every reader asks for every file of every kind of report in every variant: what is not theirs is not there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bwdesk.domain.buyers import Authorisation, Buyer, Subscription
from bwdesk.domain.edition import Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.report import OF_MANY, ReportKind
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.errors import NotAllowed
from bwdesk.ids import random_id
from bwdesk.server import readers
from bwdesk.server.pen import WRITER, write_things
from bwdesk.server.reader_view import editions_for, file_for
from tests.server.test_log import TODAY, F

KH, OTHER = country_scope("KH"), "e" * 32
SOME = ReportKind.PROGRESS2
BUYERS = {name: scoped_id("buyer", KH, name) for name in ("all", "some", "none", "withdrawn", "over", "not yet", "apart")}
FOR_BUYERS = {ReportKind.ASSESSMENT, ReportKind.PLAN, ReportKind.PROGRESS1, ReportKind.PROGRESS2}
"""Domain notes "programme" §2.5: visits, self-diagnosis and the committee's work are confidential."""

COUNTRY = {(ReportKind.SYNTHESIS, Variant.PUBLIC)}
OPENS = {
    "factory": {(kind, Variant.FACTORY) for kind in ReportKind if kind not in OF_MANY} | COUNTRY,
    "other": COUNTRY,
    "all": {(kind, Variant.BUYER) for kind in FOR_BUYERS} | COUNTRY,
    "some": {(SOME, Variant.BUYER)} | COUNTRY,
    **dict.fromkeys(("none", "withdrawn", "over", "not yet", "apart"), COUNTRY),
}


def _edition(kind: ReportKind, *, is_withdrawn: bool) -> Edition:
    scope, subject = (KH if kind in OF_MANY else factory_scope(F)), f"{is_withdrawn:032x}"
    return Edition(
        id=scoped_id("edition", scope, kind.value + subject, 1), scope=scope, report_id=scoped_id("report", scope, kind.value, subject),
        kind=kind, subject_id=subject, number=1, factory_id="" if kind in OF_MANY else F,
        released_at=datetime(2026, 6, 1, tzinfo=UTC), withdrawn_at=datetime(2026, 6, 2, tzinfo=UTC) if is_withdrawn else None,
    )  # fmt: skip


def _file(edition: Edition, variant: Variant) -> Document:
    return Document(
        id=random_id(), scope=edition.scope, owner_kind="edition", owner_id=edition.id, name="report.pdf", media="application/pdf",
        sha256="f" * 64, size=1, variant=variant.value, language="en",
    )  # fmt: skip


def _given(buyer: str, kinds: set[ReportKind], **days: date) -> Authorisation:
    return Authorisation(
        id=random_id(), scope=factory_scope(F), factory_id=F, buyer_id=BUYERS[buyer], kinds=frozenset(kinds),
        **{"from_on": TODAY - timedelta(days=30), **days},
    )  # fmt: skip


def _part(buyer: str) -> Subscription:
    return Subscription.NONE if buyer == "apart" else Subscription.PARTICIPANT


@pytest.fixture
def files(hub, keys):
    """Documents by kind, variant and whether their edition was withdrawn."""
    yesterday, tomorrow, every = TODAY - timedelta(days=1), TODAY + timedelta(days=1), set(ReportKind)
    editions = {(kind, gone): _edition(kind, is_withdrawn=gone) for kind in ReportKind for gone in (False, True)}
    made = {(kind, variant, gone): _file(one, variant) for (kind, gone), one in editions.items() for variant in Variant}
    things = [
        Factory(id=F, scope=KH, name="Golden Thread", country="KH"), Factory(id=OTHER, scope=KH, name="Other", country="KH"),
        *(Buyer(id=one, scope=KH, name=name, subscription=_part(name)) for name, one in BUYERS.items()), *editions.values(), *made.values(),
        _given("all", every), _given("some", {SOME}), _given("withdrawn", every, withdrawn_on=TODAY),
        _given("over", every, to_on=yesterday), _given("not yet", every, from_on=tomorrow), _given("apart", every),
    ]  # fmt: skip
    with hub.writing(WRITER, "test") as unit:
        write_things(unit, keys, [(None, one) for one in things], "test")
    return made


def _opens(reader, who, document_id: str) -> bool:
    try:
        return file_for(reader, who, document_id, TODAY).id == document_id
    except NotAllowed:
        return False


@pytest.mark.parametrize("name", OPENS)
def test_every_reader_opens_what_is_theirs_and_nothing_else(hub, files, name):
    side, subject = ("buyer", BUYERS[name]) if name in BUYERS else ("factory", F if name == "factory" else OTHER)
    who, _ = readers.invite(hub, name, name=name, side=side, subject=subject, country="KH")
    opened, gone = set(), set()
    with hub.reading() as reader:
        for (kind, variant, is_withdrawn), document in files.items():
            if _opens(reader, who, document.id):
                (gone if is_withdrawn else opened).add((kind, variant))
        shown = {one.edition.kind for one in editions_for(reader, who, TODAY)}
    assert opened == OPENS[name]
    assert gone == set(), "what was withdrawn opens for nobody"
    assert shown == {kind for kind, _ in OPENS[name]}, "nothing else is named either"
