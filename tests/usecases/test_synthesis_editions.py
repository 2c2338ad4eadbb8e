"""A report about many factories from draft to a fixed edition: its country's, by who leads there, looked over beside those before it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bwdesk.domain.access import Member, Reason, Standing, may_read, why_parked
from bwdesk.domain.assessment import Verdict
from bwdesk.domain.edition import Delivery, Edition, Variant
from bwdesk.domain.evidence import Document
from bwdesk.domain.factory import Assignment, Role
from bwdesk.domain.naming import bears_own_id
from bwdesk.domain.report import Report, ReportState
from bwdesk.domain.report_life import Step
from bwdesk.domain.scope import country_scope
from bwdesk.errors import Refused
from bwdesk.store.photos import PhotoStore
from bwdesk.usecases.factories import add_factory, register_factory
from bwdesk.usecases.report_editions import prepare, release, withdraw
from bwdesk.usecases.report_guard import Leaking, variants_of
from bwdesk.usecases.report_life import hand_in, take_step
from bwdesk.usecases.report_page import report_page
from bwdesk.usecases.report_seal import seal
from bwdesk.usecases.report_subject import subject_of
from bwdesk.usecases.synthesis_checks import Lack, lacks_of
from bwdesk.usecases.verify import released_file
from tests.usecases.conftest import TODAY
from tests.usecases.test_release_rights import Facts
from tests.usecases.test_report_editions import context, text_of
from tests.usecases.test_trends import FIRST, OTHER
from tests.usecases.test_trends import release as judged

KH = country_scope("KH")
NC, C = Verdict.NON_COMPLIANT, Verdict.COMPLIANT


def assess(desk, count, country="KH", first=0, on=TODAY):
    """So many more factories of a country, each with a released assessment."""
    made = []
    for number in range(first, first + count):
        factory = desk.do(add_factory, f"Hidden Garments {number}", country)
        cycle = desk.do(register_factory, factory, on.replace(year=2025), desk.writer.person)
        desk.do(judged, factory, cycle, {FIRST.code: NC if number < 2 else C, OTHER.code: C})
        made.append(factory)
    return made


@pytest.fixture
def photos(tmp_path):
    return PhotoStore(tmp_path / "photos", bytes(32))


@pytest.fixture
def six(desk):
    return assess(desk, 6)


def sit(desk, person, standing):
    desk.writer = replace(desk.writer, person=person)
    desk.do(lambda unit: unit.set_fact("standing", standing))


def approved(desk, kind, thing_id, writer="dara", judge="mira"):
    sit(desk, writer, Standing.TEAM_LEADER)
    desk.do(hand_in, kind, thing_id, context(desk))
    sit(desk, judge, Standing.MANAGER)
    desk.do(take_step, kind, thing_id, Step.APPROVE)


def released(desk, photos, kind, thing_id, changes=""):
    made = desk.ask(prepare, kind, thing_id, Step.RELEASE, desk.writer.person, [context(desk)], variants_of(kind), changes)
    return desk.do(release, made, seal(made, photos.put), ())


def why(desk, kind, thing_id):
    return {one.why: one.number for one in desk.ask(lambda r: lacks_of(r, subject_of(r, kind, thing_id), desk.writer.now()))}


def test_an_edition_of_a_country_lies_in_its_register_with_its_very_bytes(desk, six, photos):
    approved(desk, "synthesis", "KH")
    edition = released(desk, photos, "synthesis", "KH")
    assert (edition.scope, edition.factory_id, edition.number, edition.released_by) == (KH, "", 1, "mira")
    (document,) = desk.ask(lambda r: r.find(Document))
    assert (document.scope, document.owner_id, document.variant) == (KH, edition.id, "public")
    assert document.name.startswith("synthesis-cambodia-KH-2026-")
    data = photos.get(document.sha256)
    for page in text_of(data):
        assert edition.short in page and " ".join(edition.content_digest[at : at + 4] for at in range(0, 16, 4)).upper() in page
    said = "".join(text_of(data))
    assert "Hidden" not in said and "dara" not in said and "mira" not in said
    (given,) = desk.ask(lambda r: r.find(Delivery))
    assert (given.variant, given.buyer_id, given.scope) == (Variant.PUBLIC, "", KH)
    found = desk.ask(released_file, data)
    assert found is not None and found.is_valid and found.factory == ""
    assert all(bears_own_id(op) for op in desk.changes.operations if op.kind == "edition"), "as the server looks at what begins"


def test_the_same_records_make_the_same_bytes(desk, six, photos):
    approved(desk, "synthesis", "KH")
    made = desk.ask(prepare, "synthesis", "KH", Step.RELEASE, "mira", [context(desk)], variants_of("synthesis"))
    (one,), (other,) = seal(made, photos.put), seal(made, photos.put)
    assert one == other
    judged_again = assess(desk, 1, first=6)
    assert judged_again
    with pytest.raises(Refused, match=r"report\.changed"):
        desk.do(release, made, [one], ())


def test_a_second_edition_says_what_changed_and_a_withdrawn_one_why(desk, six, photos):
    approved(desk, "synthesis", "KH")
    first = released(desk, photos, "synthesis", "KH")
    desk.do(take_step, "synthesis", "KH", Step.REVISE)
    assess(desk, 5, first=6)
    approved(desk, "synthesis", "KH")
    with pytest.raises(Refused, match=r"report\.changes_needed"):
        released(desk, photos, "synthesis", "KH")
    second = released(desk, photos, "synthesis", "KH", "Five more factories")
    assert (second.number, second.changes) == (2, "Five more factories") and second.short != first.short
    with pytest.raises(Refused, match=r"report\.reason"):
        desk.do(withdraw, "synthesis", "KH", second, "", context(desk))
    desk.do(withdraw, "synthesis", "KH", second, "Counted twice", context(desk))
    page = desk.ask(report_page, "synthesis", "KH", "mira", desk.writer.now())
    assert page.report.state is ReportState.WITHDRAWN and page.editions[0].withdrawn_why == "Counted twice"
    assert [(line.edition.number, line.buyer) for line in page.ledger] == [(2, None), (1, None)] and page.offers == ()


def test_what_is_missing_keeps_it_from_being_handed_in(desk, photos):
    assert why(desk, "synthesis", "KH") == {"nobody": 0}
    assess(desk, 4)
    assert why(desk, "synthesis", "KH") == {"few": 4}
    with pytest.raises(Refused) as refused:
        desk.do(hand_in, "synthesis", "KH", context(desk))
    assert (refused.value.key, refused.value.params["count"]) == ("report.gaps", 1) and not desk.ask(lambda r: r.find(Report))
    assess(desk, 1, first=4)
    assert why(desk, "synthesis", "KH") == {}
    assert desk.do(hand_in, "synthesis", "KH", context(desk)).state is ReportState.READY


def test_a_country_of_which_records_are_not_here_is_not_handed_in(desk, six):
    """Amina's laptop knows the register, and the records of her own factories alone."""
    sit(desk, "amina", Standing.TEAM_LEADER)
    away = desk.do(add_factory, "Far Away", "KH")
    told = {"factory_id": away.id, "person_id": "jonas", "role": Role.ADVISOR, "from_on": TODAY}
    desk.do(lambda unit: unit.add(Assignment(id=unit.new_id(), scope=KH, **told)))
    assert why(desk, "synthesis", "KH") == {"not_here": 1}
    assert why(desk, "portfolio", "amina") == {}


def test_a_paper_that_tells_few_factories_apart_is_warned_of(desk, six, photos):
    """Country and portfolio of seven and six; and the country again after one more assessment."""
    approved(desk, "synthesis", "KH")
    first = released(desk, photos, "synthesis", "KH")
    desk.wait(minutes=1)
    subject = desk.ask(subject_of, "synthesis", "KH")
    assert desk.ask(lacks_of, subject, desk.writer.now()) == ()
    sit(desk, "amina", Standing.TEAM_LEADER)
    assert why(desk, "portfolio", "amina") == {}, "the same six: nothing is left when they are subtracted"
    sit(desk, "jonas", Standing.STAFF)
    assess(desk, 1, first=6)
    assert desk.ask(lacks_of, subject, desk.writer.now()) == (Lack("difference", 1, first.short, 1),)
    assess(desk, 4, first=7)
    assert why(desk, "synthesis", "KH") == {}
    approved(desk, "portfolio", "amina"), released(desk, photos, "portfolio", "amina")
    assert why(desk, "synthesis", "KH") == {}, "five remain"
    desk.wait(minutes=1)
    sit(desk, "amina", Standing.TEAM_LEADER)
    assess(desk, 3, first=20)
    assert why(desk, "portfolio", "jonas") == {}
    assert why(desk, "portfolio", "amina") == {"difference": 3}
    desk.do(take_step, "portfolio", "amina", Step.REVISE)
    approved(desk, "portfolio", "amina")  # a warning holds nothing up


def test_a_portfolio_is_released_in_the_country_and_names_nobody(desk, six, photos):
    approved(desk, "portfolio", "amina")
    edition = released(desk, photos, "portfolio", "amina")
    assert (edition.scope, edition.subject_id) == (KH, "amina") and edition.short.startswith("KH-")
    (document,) = desk.ask(lambda r: r.find(Document))
    said = "".join(text_of(photos.get(document.sha256)))
    assert document.variant == "public" and "Hidden" not in said and "amina" not in said
    for thing_id, key in (("all", "synthesis.no_factories"), ("nobody", "synthesis.no_factories")):
        with pytest.raises(Refused, match=key):
            desk.ask(subject_of, "portfolio", thing_id)
    assess(desk, 1, "BD", first=30)
    sit(desk, "amina", Standing.TEAM_LEADER)
    assess(desk, 1, "BD", first=31)
    with pytest.raises(Refused, match=r"synthesis\.many_countries"):
        desk.ask(subject_of, "portfolio", "amina")


def test_a_name_in_the_paper_refuses_it(desk, six):
    desk.do(add_factory, "Cambodia", "KH")
    with pytest.raises(Leaking):
        desk.do(hand_in, "synthesis", "KH", context(desk))


def test_the_server_takes_it_from_who_leads_and_lets_the_country_read(desk, six, photos):
    approved(desk, "synthesis", "KH")
    released(desk, photos, "synthesis", "KH")
    written = list(desk.changes.operations)
    assert {op.kind for op in written} == {"report", "edition", "delivery", "document"}
    known = Facts("none", None)

    def tried(standing, country="KH"):
        member = Member("mira", standing, frozenset({country}))
        return {why_parked(member, op, known, TODAY) for op in written}, may_read(member, KH, known, TODAY)

    assert tried(Standing.MANAGER) == tried(Standing.TEAM_LEADER) == ({None}, True)
    assert tried(Standing.STAFF) == ({Reason.READ_ONLY}, True)
    assert tried(Standing.MANAGER, "BD") == ({Reason.NO_RIGHT}, False)
    assert tried(Standing.ADMINISTRATOR) == ({Reason.NO_RIGHT}, False)
    assert desk.ask(lambda r: r.find(Edition))[0].scope == KH
