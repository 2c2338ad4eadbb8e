"""An edition released without a network reaches the server and a colleague's laptop: its record, who was given it, and its very bytes."""

from __future__ import annotations

from bwdesk.domain.access import Standing
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Factory
from bwdesk.domain.report_life import Step
from bwdesk.ids import now
from bwdesk.texts import Texts
from bwdesk.usecases.factories import register_factory
from bwdesk.usecases.papers import PaperContext
from bwdesk.usecases.report_editions import prepare, release
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.report_seal import seal
from bwdesk.usecases.verify import released_file
from bwdesk.usecases.visits import start_visit


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
