"""Every reader asks for every file of every kind of report in every variant: what is not theirs is not there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bwdesk.domain.buyers import Authorisation, Buyer, Subscription
from bwdesk.domain.edition import Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.report import OF_MANY, Report, ReportKind, ReportState
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope
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
    "elsewhere": set(),
}
ABROAD = {"elsewhere"}
"""Readers of another country: its syntheses are not theirs."""

DRAFTS = {
    "due": (ReportState.COMMENTS, TODAY),
    "over": (ReportState.COMMENTS, TODAY - timedelta(days=1)),
    "returned": (ReportState.RETURNED, TODAY),
}
"""Drafts that were sent for comments: where their report stands, and the last day for them."""


def _edition(kind: ReportKind, *, is_withdrawn: bool) -> Edition:
    scope, subject = (KH if kind in OF_MANY else factory_scope(F)), f"{is_withdrawn:032x}"
    return Edition(
        id=scoped_id("edition", scope, kind.value + subject, 1), scope=scope, report_id=scoped_id("report", scope, kind.value, subject),
        kind=kind, subject_id=subject, number=1, factory_id="" if kind in OF_MANY else F,
        released_at=datetime(2026, 6, 1, tzinfo=UTC), withdrawn_at=datetime(2026, 6, 2, tzinfo=UTC) if is_withdrawn else None,
    )  # fmt: skip


def _report(name: str) -> Report:
    state, until = DRAFTS[name]
    subject = f"{list(DRAFTS).index(name):032x}"
    scope = assessment_scope(subject)
    return Report(
        id=scoped_id("report", scope, ReportKind.ASSESSMENT.value, subject), scope=scope, kind=ReportKind.ASSESSMENT, subject_id=subject,
        factory_id=F, state=state, comments_due_on=until,
    )  # fmt: skip


def _file(owner: Edition | Report, variant: Variant) -> Document:
    owner_kind = "edition" if isinstance(owner, Edition) else "report"
    return Document(
        id=random_id(), scope=owner.scope, owner_kind=owner_kind, owner_id=owner.id, name="report.pdf", media="application/pdf",
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
    """Documents of editions by kind, variant and whether it was withdrawn; those of drafts by name and variant."""
    yesterday, tomorrow, every = TODAY - timedelta(days=1), TODAY + timedelta(days=1), set(ReportKind)
    editions = {(kind, gone): _edition(kind, is_withdrawn=gone) for kind in ReportKind for gone in (False, True)}
    made = {(kind, variant, gone): _file(one, variant) for (kind, gone), one in editions.items() for variant in Variant}
    reports = {name: _report(name) for name in DRAFTS}
    drafts = {(name, variant): _file(one, variant) for name, one in reports.items() for variant in Variant}
    things = [
        Factory(id=F, scope=KH, name="Golden Thread", country="KH"), Factory(id=OTHER, scope=KH, name="Other", country="KH"),
        *(Buyer(id=one, scope=KH, name=name, subscription=_part(name)) for name, one in BUYERS.items()), *editions.values(), *made.values(),
        *reports.values(), *drafts.values(),
        _given("all", every), _given("some", {SOME}), _given("withdrawn", every, withdrawn_on=TODAY),
        _given("over", every, to_on=yesterday), _given("not yet", every, from_on=tomorrow), _given("apart", every),
    ]  # fmt: skip
    with hub.writing(WRITER, "test") as unit:
        write_things(unit, keys, [(None, one) for one in things], "test")
    return made, drafts


def _opens(reader, who, document_id: str) -> bool:
    try:
        return file_for(reader, who, document_id, TODAY).id == document_id
    except NotAllowed:
        return False


def test_every_reader_opens_what_is_theirs_and_nothing_else(hub, files):
    editions, drafts = files
    opened, drawn, named = {}, {}, {}
    for name in OPENS:
        side, subject = ("buyer", BUYERS[name]) if name in BUYERS else ("factory", F if name == "factory" else OTHER)
        who, _ = readers.invite(hub, name, name=name, side=side, subject=subject, country="VN" if name in ABROAD else "KH")
        with hub.reading() as reader:
            opened[name] = {key for key, document in editions.items() if _opens(reader, who, document.id)}
            drawn[name] = {key for key, document in drafts.items() if _opens(reader, who, document.id)}
            named[name] = {one.edition.kind for one in editions_for(reader, who, TODAY)}
    assert opened == {name: {(*key, False) for key in theirs} for name, theirs in OPENS.items()}, "what was withdrawn opens for nobody"
    theirs_to_comment = {name: {("due", Variant.FACTORY)} if name == "factory" else set() for name in OPENS}
    assert drawn == theirs_to_comment, "a draft is the factory’s alone, in its days"
    assert named == {name: {kind for kind, _ in theirs} for name, theirs in OPENS.items()}, "nothing else is named either"
