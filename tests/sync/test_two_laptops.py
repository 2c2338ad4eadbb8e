"""Two people assess the same factory offline, a third advises it: what they recorded comes together, on SQLite and on PostgreSQL."""

from __future__ import annotations

import dataclasses
import math
import time

from bwdesk.domain.assessment import Answer, Assessment, Verdict
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Person, Role
from bwdesk.domain.scope import assessment_scope
from bwdesk.domain.thing import natural_id
from bwdesk.store.blob_rows import blob_counts
from bwdesk.store.unit import open_heads
from tests.fakes.office import Laptop, assessment_id, scopes_of

PATIENCE = 10.0  # seconds for one answer that did not wait

QUESTIONS = [f"OSH-EMP-{n:02d}" for n in range(1, 21)]


def opens(one: Laptop, factory_id: str, *assessors: Laptop) -> str:
    made = assessment_id(factory_id)
    with one.does("assessment.add") as unit:
        unit.add(
            Assessment(
                id=made, scope=assessment_scope(made), factory_id=factory_id, cycle_id=natural_id("cycle", factory_id, 1), number=1,
                country="KH", tool="bw-2026.1", assessors=frozenset(other.account.id for other in assessors),
            )
        )  # fmt: skip
    return made


def answers(one: Laptop, made: str, question: str, **fields: object) -> Answer:
    with one.does("answer") as unit:
        thing = natural_id(Answer, made, question, "")
        base = unit.get(Answer, thing)
        edited = dataclasses.replace(
            base or Answer(id=thing, scope=assessment_scope(made), assessment_id=made, question=question), **fields  # type: ignore[arg-type]
        )  # fmt: skip
        return unit.put(base, edited)


def test_an_assessment_by_two_people_offline_comes_together(house, laptop):
    amina, jonas, dara = laptop(house, "amina"), laptop(house, "jonas"), laptop(house, "dara")
    factory_id = dara.registers()
    dara.sync()
    house.assign("amina", factory_id, Role.ASSESSOR)
    amina.sync()
    jonas.sync()

    made = opens(amina, factory_id, amina, jonas)
    assert opens(jonas, factory_id, amina, jonas) == made
    for n, question in enumerate(QUESTIONS):
        answers(amina if n % 2 else jonas, made, question, verdict=Verdict.COMPLIANT, finding=f"seen {n}")
    for one in (amina, jonas):
        verdict = Verdict.COMPLIANT if one is amina else Verdict.NON_COMPLIANT
        answers(one, made, "FP-CON-01", verdict=verdict, finding=f"by {one.account.login}", sources=frozenset("D" if one is amina else "W"))
    with amina.does("photo") as unit:
        big, thumb = amina.photo(200_000), amina.photo(5_000)
        unit.add(
            Photo(
                id=unit.new_id(),
                scope=assessment_scope(made),
                owner_kind="answer",
                owner_id="x",
                sha256=big,
                thumb_sha256=thumb,
                size=200_000,
            )
        )

    assert jonas.sync().set_aside == 12, "Jonas is not named in anything that the office knows yet"
    assert jonas.totals().set_aside == 12
    with jonas.store.reading() as reader:
        assert len(reader.find(Answer)) == 11, "what he typed stays on his screen"
    report = amina.sync()
    assert report.set_aside == 0
    assert report.photos_up == 2
    amina.sync()
    report = jonas.sync()
    assert report.photos_down == 2
    amina.sync()

    scopes = scopes_of(factory_id)
    assert amina.digest(*scopes) == jonas.digest(*scopes)
    assert jonas.photos.get(big) == amina.photos.get(big)
    assert jonas.totals().set_aside == 0, "released when Amina's half named him"
    with jonas.store.reading() as reader:
        assert len(reader.find(Answer)) == 21
        assert {one.name for one in reader.find(Person)} == {"Amina", "Jonas", "Dara"}
        both = reader.need(Answer, natural_id(Answer, made, "FP-CON-01", ""))
        assert {op.author for op in open_heads(reader, "answer", both.id, "judgement")} == {amina.account.id, jonas.account.id}
        assert both.sources == frozenset("DW")
        assert reader.unsettled_count() == 1 + 1, "the verdict, and the finding that both wrote"

    answers(jonas, made, "FP-CON-01", verdict=Verdict.NOT_VERIFIED, finding="agreed by both")
    jonas.sync()
    amina.sync()
    assert amina.totals().to_settle == 0
    assert amina.digest(*scopes) == jonas.digest(*scopes)
    assert amina.totals().is_all_home
    assert jonas.totals().is_all_home

    dara.sync()
    with dara.store.reading() as reader:
        assert reader.find(Answer) == []
        assert reader.find(Assessment) == []
        assert blob_counts(reader) == {}


def test_a_sync_with_nothing_to_do_is_one_turn(house, laptop):
    amina = laptop(house, "amina")
    amina.registers()
    amina.sync()
    amina.sync()
    report = amina.sync()
    assert (report.turns, report.sent, report.taken) == (1, 0, 0)
    assert report.bytes_up + report.bytes_down < 600


def test_an_answer_does_not_wait_for_nagles_algorithm(house, laptop):
    amina = laptop(house, "amina")
    amina.sync()
    deadline = time.monotonic() + PATIENCE
    fastest = math.inf
    while fastest >= 0.038 and time.monotonic() < deadline:  # with it every answer waits; on a busy machine many do
        begun = time.perf_counter()
        amina.client.hello(b"")
        fastest = min(fastest, time.perf_counter() - begun)
    assert fastest < 0.038, "two writes of one answer, 40 ms apart"
