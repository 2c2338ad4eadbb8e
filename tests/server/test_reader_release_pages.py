"""The factory releases progress report 1 in a browser: a running server, forms without scripts, and the laptops that sync afterwards."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from bwdesk.domain.access import Standing
from bwdesk.domain.buyers import Buyer, Subscription
from bwdesk.domain.committee import Member as Seat
from bwdesk.domain.committee import Side
from bwdesk.domain.edition import Delivery, Edition
from bwdesk.domain.evidence import Document
from bwdesk.domain.report import Report, ReportKind, ReportState
from bwdesk.domain.report_life import Step
from bwdesk.reports.read_back import page_texts
from bwdesk.server.reader_progress import PRINTS
from bwdesk.store import readers as rows
from bwdesk.texts import texts_of
from bwdesk.usecases.committee import committee_id
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.report_guard import Leaking
from bwdesk.usecases.report_life import take_step
from bwdesk.usecases.report_page import report_page
from bwdesk.usecases.report_words import taken_down
from tests.fakes.office import Laptop
from tests.server.test_reader_pages import Browser, World

REPORTED = {"overview": "Since the report we have moved two racks.", "systems": "Overtime needs a signature."}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    found = World(tmp_path)
    with found.amina.does() as unit:
        buyer = unit.need(Buyer, found.buyer)
        unit.put(buyer, replace(buyer, subscription=Subscription.PARTNER))
    found.amina.sync()
    yield found
    found.stop()


def fields_of(page: str) -> dict[str, str]:
    """What the form holds that was not typed."""
    return {name: said for name in ("token", "digest") for said in re.findall(rf'name="{name}" value="([0-9a-f]+)"', page)[:1]}


def presses(browser: Browser, path: str, button: str = "", **fields: str) -> requests.Response:
    """A button of the page of the report, with the fields that stand in its form."""
    held = fields_of(browser.get(path).text)
    return browser.session.post(browser.url + path + button, held | {"printed": "en", "second": ""} | fields, timeout=60)


def test_the_factory_releases_the_desks_tell_of_it_and_the_buyer_reads_it(world, tmp_path):
    factory, buyer, path = world.browser("golden", "factory", world.factory), world.browser("north", "buyer", world.buyer), ""
    path = f"/progress/{world.cycle}"
    factory.send("/authorise", buyer=world.buyer, kind="progress1")
    with world.amina.store.reading() as reader:
        assert taken_down(reader, world.factory, world.cycle) == {}, "a desk may take words down for a factory that writes none here"
    assert factory.send(path, **REPORTED, do="hand_in").status_code == 200
    page = factory.get(path).text
    assert "Handed in on" in page and "Nothing is written under “Learning”." in page and "<li>Northwind</li>" in page
    draft = presses(factory, path, "/draft", printed="en", second="km")
    assert draft.headers["content-type"] == "application/pdf" and draft.headers["cache-control"] == "no-store"
    assert "moved two racks" in "".join(page_texts(draft.content))
    unsure = presses(factory, path, "/release")
    assert (
        unsure.status_code == 403
        and "Look at the draft first" in unsure.text
        and world.at_the_desk(Edition, lambda e: e.number == 1) == [world.edition]
    )
    done = presses(factory, path, "/release", printed="fr", sure="yes")
    assert done.status_code == 200 and done.url.endswith(path) and "as edition 1" in done.text and 'name="digest"' not in done.text
    (own,) = re.findall(r'href="/reader(/file/[0-9a-f]{32})"', done.text)
    assert "moved two racks" in "".join(page_texts(factory.get(own).content))
    assert presses(factory, path, "/release", sure="yes", digest="0" * 64).status_code == 403

    (edition,) = world.at_the_desk(Edition, lambda e: e.kind == ReportKind.PROGRESS1)
    assert world.amina.sync().set_aside == 0
    with world.amina.store.reading() as reader:
        assert taken_down(reader, world.factory, world.cycle) is None, "what the factory wrote itself is its own"
    with world.amina.store.reading() as reader:
        shown = report_page(reader, "progress1", world.factory, world.amina.writer.person, datetime.now(UTC))
        assert shown.report.state is ReportState.RELEASED and shown.names.of(edition.released_by) == "Factory manager"
        assert {(g.delivery.buyer_id, g.delivery.language) for g in shown.ledger} == {("", "fr"), (world.buyer, "fr")}
        assert shown.thread[-1].name == "Factory manager"
        documents = {d.variant: d for d in reader.find(Document, lambda d: d.owner_id == edition.id)}
    for one in documents.values():
        assert hashlib.sha256(world.amina.photos.get(one.sha256)).hexdigest() == one.sha256, "the bytes came along"
    leader = Laptop(tmp_path, world.house.account("dara", Standing.TEAM_LEADER)).join(world.url)
    leader.sync()
    with leader.store.reading() as reader:
        assert edition in reader.find(Edition)
    with leader.does() as unit:
        report = unit.need(Report, edition.report_id)
        assert unit.operations_of(report.id)[-1].author == edition.released_by
    leader.close()
    home = buyer.get().text
    assert "Progress report 1" in home and edition.short in home
    (file,) = buyer.files()
    assert buyer.get(file).content == world.amina.photos.get(documents["buyer"].sha256)
    with world.hub.reading() as reading:
        acts = [one.act for one in rows.accesses(reading, most=60)]
    assert acts.count("released") == 1 and "handed_in" in acts and acts.count("refused") == 2


def test_the_next_edition_is_written_from_the_last_and_must_say_what_it_changes(world):
    factory, path = world.browser("golden", "factory", world.factory), f"/progress/{world.cycle}"
    factory.send(path, **REPORTED, do="hand_in")
    assert presses(factory, path, "/release", sure="yes").status_code == 200
    assert "Write the next edition" in factory.get(path).text
    assert presses(factory, path, do="write_on").status_code == 200
    assert "moved two racks" in factory.get(path).text and "<textarea" in factory.get(path).text
    factory.send(path, overview="Three racks by now.", do="hand_in")
    silent = presses(factory, path, "/release", sure="yes", second="am")
    assert silent.status_code == 403 and "Say what this edition changes" in silent.text
    assert re.search(r'value="am" lang="am" selected', silent.text) and 'value="yes" checked' in silent.text, "what was chosen stays"
    assert "as edition 2" in presses(factory, path, "/release", sure="yes", changes="Three racks.").text
    assert [e.changes for e in world.at_the_desk(Edition, lambda e: e.number == 2)] == ["Three racks."]


def test_choosing_a_language_keeps_what_was_chosen_and_releases_nothing(world):
    factory, path = world.browser("golden", "factory", world.factory), f"/progress/{world.cycle}"
    factory.send(path, **REPORTED, do="hand_in")
    for button in ("", "/release", "/draft"):
        shown = presses(factory, path, button, language="fr", sure="yes", second="km")
        assert '<html lang="fr"' in shown.text and re.search(r'value="km" lang="km" selected', shown.text)
    assert 'action="/reader' + path + '"' in shown.text
    assert world.at_the_desk(Edition, lambda e: e.kind == ReportKind.PROGRESS1) == []


def test_others_are_refused_without_a_word_and_a_foreign_form_does_nothing(world):
    factory, path = world.browser("golden", "factory", world.factory), f"/progress/{world.cycle}"
    factory.send(path, **REPORTED, do="hand_in")
    digest = fields_of(factory.get(path).text)["digest"]
    other, buyer = world.browser("other", "factory", world.other), world.browser("north", "buyer", world.buyer)
    for one in (other, buyer):
        for button, fields in (("/release", {"sure": "yes"}), ("/draft", {}), ("", {"do": "write_on"})):
            answer = one.send(path + button, digest=digest, printed="en", second="", **fields)
            assert answer.status_code == 404 and "racks" not in answer.text
        assert one.get(path).status_code == 404
    nobody = Browser(world.url)
    away = nobody.session.post(nobody.url + path + "/release", {"digest": digest, "sure": "yes"}, allow_redirects=False, timeout=20)
    assert away.status_code == 303 and away.headers["location"] == "/reader/sign-in"
    forged = factory.session.post(factory.url + path + "/release", {"token": "0" * 36, "digest": digest, "sure": "yes"}, timeout=20)
    assert forged.status_code == 403 and "another page" in forged.text
    for printed in ("xx", "../en", "", "en+fr"):
        assert presses(factory, path, "/release", sure="yes", printed=printed).status_code == 404
    assert world.at_the_desk(Edition, lambda e: e.kind == ReportKind.PROGRESS1) == []
    assert world.at_the_desk(Report, lambda r: r.kind == ReportKind.PROGRESS1)[0].state is ReportState.READY


def returns(world: World, leader: Laptop, reason: str, guard: PaperContext | None, section: str = "") -> None:
    leader.sync()
    with leader.does() as unit:
        unit.set_fact("standing", Standing.TEAM_LEADER)
        take_step(unit, "progress1", world.factory, Step.RETURN, reason=reason, section=section, guard=guard)
    leader.sync()


def test_the_advisor_returns_what_was_handed_in_and_the_factory_is_told_why(world):
    factory, path = world.browser("golden", "factory", world.factory), f"/progress/{world.cycle}"
    factory.send(path, **REPORTED, do="hand_in")
    digest = fields_of(factory.get(path).text)["digest"]
    leader = Laptop(world.house.root, world.house.account("dara", Standing.TEAM_LEADER)).join(world.url)
    returns(world, leader, "Between us: ask them twice.", None)
    page = factory.get(path).text
    assert "Ask your advisor what is to be changed" in page and "Between us" not in page, "the programme's own remarks stay with it"
    late = factory.send(path + "/release", digest=digest, printed="en", second="", sure="yes")
    assert late.status_code == 403 and "not at that step" in late.text and "<textarea" in late.text
    factory.send(path, overview="In May we moved two racks.", do="hand_in")
    guard = PaperContext(texts_of("en"), datetime.now(UTC), lambda _sha256: b"")
    returns(world, leader, "Say <b>when</b> the racks were moved.", guard, "overview")
    page = factory.get(path).text
    assert "returned this report on" in page and "Say &lt;b&gt;when&lt;/b&gt; the racks were moved." in page and "Between us" not in page
    factory.send(path, overview="On 2 May", do="keep")
    assert "Say &lt;b&gt;when&lt;/b&gt;" in factory.get(path).text, "as long as it is not handed in"
    factory.send(path, overview="On 2 May we moved two racks.", do="hand_in")
    assert "Say &lt;b&gt;when" not in factory.get(path).text
    with world.amina.does() as unit:
        unit.add(Seat(id="7" * 32, scope=world.scope, committee_id=committee_id(world.factory), title="Sok Dara", side=Side.WORKERS))
    world.amina.sync()
    with pytest.raises(Leaking):
        returns(world, leader, "Sok Dara told us otherwise.", guard)
    assert "Sok Dara" not in factory.get(path).text
    leader.close()
    assert presses(factory, path, "/release", sure="yes").status_code == 200
    assert len(world.at_the_desk(Edition, lambda e: e.kind == ReportKind.PROGRESS1)) == 1


def test_printing_is_counted(world):
    factory, path = world.browser("golden", "factory", world.factory), f"/progress/{world.cycle}"
    factory.send(path, **REPORTED, do="hand_in")
    held = fields_of(factory.get(path).text) | {"printed": "en", "second": "", "digest": "0" * 64, "sure": "yes"}
    answers = [factory.session.post(factory.url + path + "/release", held, timeout=60) for _ in range(PRINTS + 1)]
    assert "have changed since you looked" in answers[0].text
    assert "many reports printed" not in answers[-2].text and "many reports printed" in answers[-1].text
    assert "Handed in on" in answers[-1].text, "reading goes on"


def test_a_server_that_is_killed_leaves_no_edition_or_a_whole_one(world):
    """Killed at five moments of a release, early and late; then it is released for good."""
    factory, path = world.browser("golden", "factory", world.factory), f"/progress/{world.cycle}"
    factory.send(path, **REPORTED, do="hand_in")
    presses(factory, path, "/draft")  # the first print starts its process
    began = time.monotonic()
    presses(factory, path, "/draft")
    usual = time.monotonic() - began
    killed = 0
    for moment in range(1, 6):
        held = fields_of(factory.get(path).text)
        if "digest" not in held:
            break
        posted = threading.Thread(target=_posts, args=(factory, path, held))
        posted.start()
        time.sleep(usual * 3 * moment / 5)
        world.house.kill()
        posted.join()
        killed += 1
        world.house.start()
        with world.hub.reading() as reader:
            editions = reader.find(Edition, lambda e: e.kind == ReportKind.PROGRESS1)
            documents = [d for e in editions for d in reader.find(Document, lambda d, one=e: d.owner_id == one.id)]
            given = [d for e in editions for d in reader.find(Delivery, lambda d, one=e: d.edition_id == one.id)]
            (report,) = reader.find(Report, lambda r: r.kind == ReportKind.PROGRESS1)
        assert (len(editions), len(documents), len(given)) in ((0, 0, 0), (1, 2, 1))
        assert report.state is (ReportState.RELEASED if editions else ReportState.READY)
        for one in documents:
            data = (world.house.photos / one.sha256[:2] / one.sha256).read_bytes()
            assert hashlib.sha256(data).hexdigest() == one.sha256
    assert killed, "it was killed at least once"
    if "digest" in fields_of(factory.get(path).text):
        assert presses(factory, path, "/release", sure="yes").status_code == 200
    assert len(world.at_the_desk(Edition, lambda e: e.kind == ReportKind.PROGRESS1)) == 1


def _posts(factory: Browser, path: str, held: dict[str, str]) -> None:
    with suppress(requests.RequestException):
        factory.session.post(factory.url + path + "/release", held | {"printed": "en", "second": "km", "sure": "yes"}, timeout=60)
