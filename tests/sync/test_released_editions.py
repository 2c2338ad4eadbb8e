"""An edition released without a network reaches the server and a colleague's laptop: its record, who was given it, and its very bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.domain.access import Standing
from bwdesk.domain.assessment import Result, Verdict
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.domain.report_life import Step
from bwdesk.domain.scope import country_scope
from bwdesk.domain.thing import natural_id
from bwdesk.errors import Refused
from bwdesk.ids import now
from bwdesk.server.reader_view import editions_for
from bwdesk.store.hub import Hub
from bwdesk.store.readers import PageReader
from bwdesk.texts import Texts
from bwdesk.usecases.factories import register_factory
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.release import result_id
from bwdesk.usecases.report_editions import prepare, release
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.report_seal import seal
from bwdesk.usecases.verify import released_file
from bwdesk.usecases.visits import start_visit
from tests.usecases.test_trends import FIRST, TOOL


def test_a_released_edition_reaches_the_server_and_the_leader(small_house, laptop):
    amina = laptop(small_house, "amina")
    dara = laptop(small_house, "dara", standing=Standing.TEAM_LEADER)
    factory_id = amina.registers()
    amina.sync()

    at = now()
    with amina.does("visit") as unit:
        register_factory(unit, unit.need(Factory, factory_id), at.date())
        visit = start_visit(unit, factory_id)
    context = PaperContext(Texts("en"), at.astimezone(), amina.photos.get, "amina")
    with amina.does("hand in") as unit:
        hand_in(unit, "visit", visit.id, context)
    with amina.does("approve") as unit:
        take_step(unit, "visit", visit.id, Step.APPROVE)
    with amina.store.reading() as reader:
        made = prepare(reader, "visit", visit.id, Step.RELEASE, amina.writer.person, [context], (Variant.FACTORY,))
    files = seal(made, amina.photos.put)
    with amina.does("release") as unit:
        edition = release(unit, made, files, ())

    report = amina.sync()
    assert report.set_aside == 0 and report.photos_up == 1, "the file goes the way of photos"
    dara.sync()
    with dara.store.reading() as reader:
        (found,) = reader.find(Edition)
        (document,) = reader.find(Document)
        (given,) = reader.find(Delivery)
        assert (found.short, found.content_digest, found.id) == (edition.short, edition.content_digest, given.edition_id)
        data = dara.photos.get(document.sha256)
        verified = released_file(reader, data)
    assert data == amina.photos.get(files[0].sha256) and verified is not None and verified.is_valid


def test_a_synthesis_reaches_the_server_its_country_and_its_readers_and_nobody_writes_one_who_does_not_lead(small_house, laptop):
    """Two who lead take it through its life on their own laptops; an advisor's forged one is set aside."""
    amina, far = laptop(small_house, "amina"), laptop(small_house, "lan", standing=Standing.MANAGER, countries=("VN",))
    dara = laptop(small_house, "dara", standing=Standing.TEAM_LEADER)
    mira = laptop(small_house, "mira", standing=Standing.MANAGER)
    at = now()
    factories = [amina.registers() for _ in range(5)]
    with amina.does("registered") as unit:
        cycles = [register_factory(unit, unit.need(Factory, one), at.date()) for one in factories]
    for one in (amina, dara):
        one.sync()
    with dara.does("assessed") as unit:
        for cycle in cycles:
            judged(unit, cycle)
    for one, standing in ((dara, Standing.TEAM_LEADER), (amina, Standing.STAFF), (mira, Standing.MANAGER), (far, Standing.MANAGER)):
        assert one.sync().set_aside == 0
        with one.does("told") as unit:
            unit.set_fact("standing", standing)  # as the syncer of a running desk does
    with pytest.raises(Refused, match=r"report\.country_leader_only"), amina.does("hand in") as unit:
        hand_in(unit, "synthesis", "KH", context(amina, at))
    with dara.does("hand in") as unit:
        hand_in(unit, "synthesis", "KH", context(dara, at))
    with pytest.raises(Refused, match=r"report\.own_hand_in"), dara.does("approve") as unit:
        take_step(unit, "synthesis", "KH", Step.APPROVE)
    assert dara.sync().set_aside == 0
    mira.sync()
    with mira.does("approve") as unit:
        take_step(unit, "synthesis", "KH", Step.APPROVE)
    with mira.store.reading() as reader:
        made = prepare(reader, "synthesis", "KH", Step.RELEASE, mira.writer.person, [context(mira, at)], (Variant.PUBLIC,))
    files = seal(made, mira.photos.put)
    with mira.does("release") as unit:
        edition = release(unit, made, files, ())
    assert mira.sync().set_aside == 0
    for one in (amina, far):
        one.sync()
    with amina.store.reading() as reader:
        verified = released_file(reader, amina.photos.get(files[0].sha256))
    assert verified is not None and verified.is_valid and verified.edition.short == edition.short
    with far.store.reading() as reader:
        assert reader.find(Edition) == []
    with amina.does("forged") as unit:
        base = unit.need(Edition, edition.id)
        unit.put(base, replace(base, withdrawn_at=at, withdrawn_why="forged"))
        unit.remove(unit.find(Document)[0])
    amina.sync()
    hub = Hub(small_house.db_url)
    with hub.reading() as reader:
        (kept,), (file,) = reader.find(Edition, lambda e: e.scope == country_scope("KH")), reader.find(Document)
        assert kept.withdrawn_at is None and not file.deleted
        assert standing_of(reader, "factory", factories[0], "KH") == [(edition.short, ["public"])]
        assert standing_of(reader, "factory", factories[0], "VN") == []
    hub.close()


def standing_of(reader, side, subject, country):
    """Editions on the pages of a reader, with the variants of their files."""
    who = PageReader("r", "r", "R", side, subject, country, True, 0)
    return [(shown.edition.short, [one.variant for one in shown.files]) for shown in editions_for(reader, who, now().date())]


def judged(unit, cycle):
    """A result as a release gives it to the factory."""
    assessment, code = natural_id("assessment", cycle.id, 1), FIRST.code
    unit.add(
        Result(
            id=result_id(assessment, code), scope=cycle.scope, assessment_id=assessment, cycle_id=cycle.id, question=code,
            verdict=Verdict.NON_COMPLIANT, tool=TOOL.name, assessed_on=unit.now.date(),
        )
    )  # fmt: skip


def context(one, at):
    return PaperContext(Texts("en"), at.astimezone(), one.photos.get, "mira")
