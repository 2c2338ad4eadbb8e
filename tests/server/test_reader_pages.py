"""Factories and buyers in a browser: a real server, a laptop that synced what was released, and forms as a browser sends them."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import requests

from bwdesk.calendars import day_in
from bwdesk.domain.assessment import Result, Verdict
from bwdesk.domain.buyers import Authorisation, Buyer, Subscription
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.edition import Edition
from bwdesk.domain.evidence import Document
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.plan import Issue, Origin
from bwdesk.domain.report import FactoryComment, Report, ReportKind, ReportState, Section, reply_key
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.server import readers
from bwdesk.server.pen import WRITER, open_keys, write_things
from bwdesk.shipped import tool, tool_names
from bwdesk.store import readers as rows
from bwdesk.store.hub import Hub
from bwdesk.usecases.release import issue_id_of_result, result_id
from tests.fakes.office import Laptop, ServerHouse

PASSWORD = "three plain words"
TODAY = day_in("KH", datetime.now(UTC))
KH = country_scope("KH")
FACTORY_PDF, BUYER_PDF, DRAFT_PDF = b"%PDF-1.7 for the factory", b"%PDF-1.7 for the buyer", b"%PDF-1.7 a draft"


class Browser:
    """What a browser without scripts does: cookies, links, forms."""

    def __init__(self, url: str) -> None:
        self.url = url + "/reader"
        self.session = requests.Session()

    def get(self, path: str = "", **keywords: object) -> requests.Response:
        return self.session.get(self.url + path, timeout=20, **keywords)  # type: ignore[arg-type]

    def send(self, path: str, **fields: object) -> requests.Response:
        token = re.search(r'name="token" value="([0-9a-f]+)"', self.get().text)
        return self.session.post(self.url + path, {"token": token[1] if token else ""} | fields, timeout=20)

    def enter(self, secret: str) -> requests.Response:
        return self.session.post(f"{self.url}/enter/{secret}", {"password": PASSWORD}, timeout=20)

    def files(self) -> list[str]:
        return re.findall(r'href="/reader(/file/[0-9a-f]{32})"', self.get().text)


def comments(browser: Browser, report: str, text: str) -> requests.Response:
    return browser.send("/comment", report=report, **{f"text-{report}": text})


class World:
    """A factory with a released assessment report, a buyer, and a report that waits for comments."""

    def __init__(self, folder: Path) -> None:
        self.house = ServerHouse(folder / "server")
        self.url = self.house.start()
        self.hub = Hub(self.house.db_url)
        self.amina = Laptop(folder, self.house.account("amina")).join(self.url)
        self.factory, self.other = self.amina.registers(), self.amina.registers()
        self.scope, self.cycle = factory_scope(self.factory), natural_id("cycle", self.factory, 1)
        self.buyer, self.stranger = scoped_id("buyer", KH, "Northwind"), scoped_id("buyer", KH, "Elsewhere & Co <b>")
        self.edition = self.released(ReportKind.ASSESSMENT, "a" * 32)
        with self.amina.does() as unit:
            unit.add(Buyer(id=self.buyer, scope=KH, name="Northwind", subscription=Subscription.PARTICIPANT))
            unit.add(Buyer(id=self.stranger, scope=KH, name="Elsewhere & Co <b>", subscription=Subscription.PARTNER))
            unit.add(Cycle(id=self.cycle, scope=self.scope, factory_id=self.factory, number=1, started_on=date(2026, 1, 1)))
            self.report = unit.add(
                Report(
                    id=scoped_id("report", self.scope, "plan", "b" * 32), scope=self.scope, kind=ReportKind.PLAN, subject_id="b" * 32,
                    factory_id=self.factory, state=ReportState.COMMENTS, comments_due_on=TODAY + timedelta(days=5),
                )
            )  # fmt: skip
            self.file(unit, "report", self.report.id, "factory", DRAFT_PDF)
        self.amina.sync()

    def file(self, unit, kind: str, owner: str, variant: str, data: bytes) -> None:
        sha256 = self.amina.photos.put(data)
        assert sha256 == hashlib.sha256(data).hexdigest()
        unit.add(
            Document(
                id=unit.new_id(), scope=self.scope, owner_kind=kind, owner_id=owner, name="report.pdf", media="application/pdf",
                sha256=sha256, size=len(data), variant=variant, language="en",
            )
        )  # fmt: skip

    def released(self, kind: ReportKind, subject: str) -> Edition:
        with self.amina.does() as unit:
            report = scoped_id("report", self.scope, kind.value, subject)
            edition = unit.add(
                Edition(
                    id=scoped_id("edition", self.scope, report, 1), scope=self.scope, report_id=report, kind=kind, subject_id=subject,
                    factory_id=self.factory, number=1, short="KH-7F3K", released_at=datetime(2026, 6, 1, 9, tzinfo=UTC),
                )
            )  # fmt: skip
            self.file(unit, "edition", edition.id, "factory", FACTORY_PDF)
            self.file(unit, "edition", edition.id, "buyer", BUYER_PDF)
            self.file(unit, "edition", edition.id, "internal", b"%PDF-1.7 internal")
        return edition

    def browser(self, login: str, side: str, subject: str) -> Browser:
        _, secret = readers.invite(self.hub, login, name="Factory manager", side=side, subject=subject, country="KH")  # type: ignore[arg-type]
        found = Browser(self.url)
        assert found.enter(secret).status_code == 200
        return found

    def at_the_desk(self, cls, condition):
        self.amina.sync()
        with self.amina.store.reading() as reader:
            return list(reader.find(cls, condition))

    def stop(self) -> None:
        self.amina.close()
        self.hub.close()
        self.house.stop()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    found = World(tmp_path)
    yield found
    found.stop()


def test_a_factory_opens_its_report_by_a_link_that_works_once(world):
    reader, secret = readers.invite(
        world.hub, " Golden@Example.org", name="HR manager", side="factory", subject=world.factory, country="KH"
    )
    browser = Browser(world.url)
    assert browser.get(f"/enter/{secret}").status_code == 200, "looking uses nothing up"
    short = browser.session.post(f"{browser.url}/enter/{secret}", {"password": "short"}, timeout=20)
    assert short.status_code == 403 and "10 characters" in short.text
    assert "Released reports" in browser.enter(secret).text
    assert Browser(world.url).enter(secret).status_code == 403, "a link works once"
    assert browser.get(browser.files()[1]).content == FACTORY_PDF
    again = Browser(world.url)
    assert "not right" in again.session.post(again.url + "/sign-in", {"login": "golden@example.org", "password": "x" * 12}, timeout=20).text
    signed = again.session.post(again.url + "/sign-in", {"login": "GOLDEN@example.org", "password": PASSWORD}, timeout=20)
    assert "Released reports" in signed.text
    with world.hub.reading() as reading:
        acts = [(one.reader, one.act) for one in rows.accesses(reading, most=20)]
    assert [(reader.id, act) for act in ("looked", "signed_in", "opened", "looked", "looked", "password", "invited")] == acts


def test_a_buyer_sees_what_the_factory_lets_it_read_and_nothing_else(world):
    factory, buyer = world.browser("golden", "factory", world.factory), world.browser("north", "buyer", world.buyer)
    stranger = world.browser("else", "buyer", world.stranger)
    assert buyer.files() == [] and "No factory has let you" in buyer.get().text
    assert factory.send("/authorise", buyer=world.buyer, kind=["assessment", "visit"]).status_code == 200
    (path,) = buyer.files()
    assert buyer.get(path).content == BUYER_PDF
    assert buyer.get(factory.files()[0]).status_code == 404, "the factory's own variant is not the buyer's"
    assert stranger.get(path).status_code == 404 and stranger.files() == []
    with world.hub.reading() as reading:
        refused = [(one.reader, one.subject) for one in rows.accesses(reading, most=50) if one.act == "refused"]
    assert len(set(refused)) == 2 and path.rpartition("/")[2] in {subject for _, subject in refused}, "what was refused is logged"
    (given,) = world.at_the_desk(Authorisation, lambda a: a.buyer_id == world.buyer)
    assert given.kinds == {"assessment"} and given.given_by == "Factory manager"
    factory.send("/withdraw", authorisation=given.id)
    assert buyer.files() == [] and buyer.get(path).status_code == 404
    assert world.at_the_desk(Authorisation, lambda a: a.buyer_id == world.buyer)[0].withdrawn_on == TODAY


def test_a_buyer_that_takes_no_part_in_the_programme_reads_nothing_and_both_are_told(world):
    factory, buyer = world.browser("golden", "factory", world.factory), world.browser("north", "buyer", world.buyer)
    factory.send("/authorise", buyer=world.buyer, kind="assessment")
    (path,) = buyer.files()
    said, at_the_factory = "You take no part in the programme today", "takes no part in the programme"
    assert said not in buyer.get().text and at_the_factory not in factory.get().text
    with world.amina.does() as unit:
        there = unit.need(Buyer, world.buyer)
        unit.put(there, replace(there, subscription=Subscription.NONE))
    world.amina.sync()
    page = buyer.get().text
    assert buyer.files() == [] and buyer.get(path).status_code == 404
    assert said in page and "No factory has let you" not in page and at_the_factory in factory.get().text


def test_every_look_and_all_that_was_refused_stands_in_the_log(world):
    factory, path = world.browser("golden", "factory", world.factory), f"/progress/{world.cycle}"
    other, before = world.browser("other", "factory", world.other), logged(world)
    factory.send("", language="km")
    factory.send(path, language="en")
    factory.send("/withdraw", authorisation="0" * 32)
    factory.send("/authorise", kind="plan")
    factory.send(path, do="hand_in")
    other.get(path)
    other.send(path, overview="not mine", do="keep")
    other.send(path, overview="not mine", language="fr")
    home, cycle = [("looked", "")], world.cycle
    assert logged(world)[len(before) :] == [
        *home * 2, *home, ("looked", cycle),
        *home, ("refused", "0" * 32), *home, ("refused", ""), *home,
        *home, ("refused", cycle), ("looked", cycle),
        ("refused", cycle), *home, ("refused", cycle), *home, ("refused", cycle),
    ]  # fmt: skip


def logged(world: World) -> list[tuple[str, str]]:
    """What readers did, in order."""
    with world.hub.reading() as reading:
        return [(one.act, one.subject) for one in reversed(rows.accesses(reading, most=99))]


def test_what_was_withdrawn_is_named_and_opens_no_more(world):
    factory = world.browser("golden", "factory", world.factory)
    path = factory.files()[1]
    with world.amina.does() as unit:
        unit.put(world.edition, replace(world.edition, withdrawn_at=datetime(2026, 7, 1, tzinfo=UTC), withdrawn_why="a mistake"))
    world.amina.sync()
    assert "Withdrawn on 2026-07-01: a mistake" in factory.get().text
    assert factory.get(path).status_code == 404


def test_comments_come_to_the_advisors_laptop_while_they_are_due(world):
    factory, other = world.browser("golden", "factory", world.factory), world.browser("other", "factory", world.other)
    assert factory.get(factory.files()[0]).content == DRAFT_PDF
    assert comments(other, world.report.id, "not mine").status_code == 404
    nasty = "<script>alert(1)</script>\r\nការងារ\0 the exit was open"
    assert comments(factory, world.report.id, nasty).status_code == 200
    (said,) = world.at_the_desk(FactoryComment, lambda c: c.report_id == world.report.id)
    assert said.text == "<script>alert(1)</script>\nការងារ the exit was open" and said.said_by == "Factory manager"
    page = factory.get().text
    assert "Your comments so far" in page and "&lt;script&gt;alert(1)&lt;/script&gt;\nការងារ the exit was open</p>" in page, (
        "it is seen again"
    )
    assert "the exit was open" not in other.get().text
    with world.amina.does() as unit:
        unit.put(world.report, replace(world.report, comments_due_on=TODAY - timedelta(days=1)))
    world.amina.sync()
    assert comments(factory, world.report.id, "too late").status_code == 404


def test_progress_report_1_is_written_in_parts_handed_in_once_and_stands_as_typed(world):
    factory = world.browser("golden", "factory", world.factory)
    path = f"/progress/{world.cycle}"
    typed = 'Exits are <b>free</b> & "marked"'
    assert factory.send(path, overview=typed, do="keep").status_code == 200
    assert html.escape(typed, quote=True).replace("&quot;", "&#34;") in factory.get(path).text
    assert not any(one.is_done for one in world.at_the_desk(Section, lambda s: s.scope == world.scope)), "kept is not handed in"
    assert factory.send(path, systems="A new procedure", do="hand_in").status_code == 200
    texts = {one.key: (one.text, one.party) for one in world.at_the_desk(Section, lambda s: s.scope == world.scope)}
    assert texts["overview"] == (typed, "factory") and texts["systems"][0] == "A new procedure"
    assert all(one.is_done for one in world.at_the_desk(Section, lambda s: s.scope == world.scope))
    (report,) = world.at_the_desk(Report, lambda r: r.kind == ReportKind.PROGRESS1)
    assert report.state is ReportState.READY and report.state_by == "Factory manager"
    refused = factory.send(path, overview="changed", do="keep")
    assert refused.status_code == 403 and "handed in already" in refused.text
    with world.amina.does() as unit:
        later = datetime(2031, 7, 1, tzinfo=UTC)
        unit.put(report, replace(report, state=ReportState.APPROVED, state_by="Dara", state_at=later))
    world.amina.sync()
    page = factory.get(path).text
    assert f"Handed in on {TODAY.isoformat()}" in page and "2031" not in page, "the day it was handed in, not of the step after it"
    assert world.browser("other", "factory", world.other).get(path).status_code == 404


def publicly_reported(world: World) -> str:
    """A released finding of a public question and one of another, as issues of the plan; the key of the public one in the form."""
    name = tool_names()[0]
    assessment, made = natural_id("assessment", world.cycle, 1), []
    for is_public in (True, False):
        code = next(q.code for q in tool(name).questions if q.is_public is is_public)
        issue = Issue(
            id=issue_id_of_result(assessment, code), scope=world.scope, factory_id=world.factory, cycle_id=world.cycle,
            origin=Origin.ASSESSMENT, origin_id=assessment, question=code, title=f"Exits <b>blocked</b> {is_public}",
        )  # fmt: skip
        result = Result(
            id=result_id(assessment, code), scope=world.scope, assessment_id=assessment, cycle_id=world.cycle, tool=name,
            question=code, verdict=Verdict.NON_COMPLIANT, assessed_on=TODAY,
        )  # fmt: skip
        made += [(None, issue), (None, result)]
    keys = open_keys(world.hub)
    with world.hub.writing(WRITER, "reader.progress1") as unit:
        write_things(unit, keys, made, "reader.progress1")
    return reply_key(made[0][1].id)


def test_nobody_gets_in_without_a_session_a_token_or_after_the_end(world):
    stranger = Browser(world.url)
    assert stranger.get("", allow_redirects=False).headers["location"] == "/reader/sign-in"
    factory = world.browser("golden", "factory", world.factory)
    forged = factory.session.post(factory.url + "/authorise", {"token": "0" * 36, "buyer": world.buyer, "kind": "assessment"}, timeout=20)
    assert forged.status_code == 403 and "another page" in forged.text
    assert world.at_the_desk(Authorisation, lambda a: a.buyer_id == world.buyer) == []
    readers.end(world.hub, "golden")
    assert factory.get("", allow_redirects=False).status_code == 303
    assert "not right" in factory.session.post(factory.url + "/sign-in", {"login": "golden", "password": PASSWORD}, timeout=20).text


def test_guessing_is_slowed_down_and_names_are_not_given_away(world):
    browser = Browser(world.url)
    answers = [browser.session.post(browser.url + "/sign-in", {"login": "nobody", "password": "x"}, timeout=20) for _ in range(9)]
    assert [one.status_code for one in answers] == [403] * 8 + [429]


def test_every_page_is_safe_and_labelled(world):
    factory = world.browser("golden", "factory", world.factory)
    for path in ("", "/sign-in", f"/progress/{world.cycle}"):
        answer = factory.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"] and answer.headers["cache-control"] == "no-store"
        text = answer.text
        assert '<html lang="en" dir="ltr">' in text and text.count("<h1>") == 1 and 'id="main"' in text and "<script" not in text
        named = set(re.findall(r'<label for="([^"]+)"', text))
        fields = set(re.findall(r'<(?:input|select|textarea) id="([^"]+)"', text))
        assert fields <= named, f"fields without a label on {path}: {fields - named}"
        assert "&lt;b&gt;" in text or path != "", "what people typed is escaped"
    assert "HttpOnly" in str(factory.session.cookies._cookies) and "SameSite" in str(factory.session.cookies._cookies)  # type: ignore[attr-defined]


def test_anybody_may_ask_whether_a_paper_is_an_edition_and_learns_nothing_else(world):
    digest = "0123456789abcdef" * 4
    with world.amina.does() as unit:
        edition = unit.put(world.edition, replace(world.edition, content_digest=digest))
    world.amina.sync()

    def asked(number: str, said: str):
        return browser.session.post(browser.url + "/check", {"number": number, "digest": said}, timeout=20)

    browser = Browser(world.url)
    assert browser.get("/check").text.count("<label") == 3
    for said in (digest, "0123 4567 89AB CDEF"):
        answer = asked("kh-7f3k", said)
        assert answer.status_code == 200 and "it still stands" in answer.text
        assert "Golden" not in answer.text and world.factory not in answer.text
    with world.amina.does() as unit:
        unit.put(edition, replace(edition, withdrawn_at=datetime(2026, 7, 1, tzinfo=UTC), withdrawn_why="a mistake"))
    world.amina.sync()
    assert "It was withdrawn" in asked("KH-7F3K", digest).text
    nasty = [("KH-7F3K", "0" * 16), ("", ""), ("<b>%_", "\0\ud83d<script>"), ("KH-7F3K", digest[:15]), ("KH-7F3K", "é" * 64)]
    for number, said in [*nasty, *nasty[:3]]:
        answer = asked(number, said.encode("utf-8", "replace").decode())
        assert answer.status_code == 200 and "No released edition" in answer.text and "<script" not in answer.text
    assert asked("KH-7F3K", digest).status_code == 429
