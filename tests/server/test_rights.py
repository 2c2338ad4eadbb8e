"""The factory's own advisor gets nothing of its assessment: by no token, scope, digest, photo or offer. Nor does anybody else."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from bwdesk.domain.access import Standing
from bwdesk.domain.assessment import Answer, Assessment, Stage
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Assignment, Role
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.store import outbox
from bwdesk.sync import wire
from tests.fakes.office import Laptop, assessment_id
from tests.fakes.raw import Raw, access_of

SECRET = "exit 4 is tied shut with wire"


@pytest.fixture
def assessed(shared_house, laptop, request):
    """A factory with its advisor, and a running assessment with a photo by somebody else. (advisor, assessor, factory id, photo)."""
    name = hashlib.sha256(request.node.name.encode()).hexdigest()[:8]
    advisor, assessor = laptop(shared_house, f"advisor{name}"), laptop(shared_house, f"assessor{name}")
    factory_id = advisor.registers()
    advisor.sync()
    shared_house.assign(assessor.account.login, factory_id, Role.ASSESSOR)
    assessor.sync()
    made = assessment_id(factory_id)
    photo = assessor.photo(50_000)
    with assessor.does("assess") as unit:
        scope = assessment_scope(made)
        unit.add(
            Assessment(
                id=made, scope=scope, factory_id=factory_id, cycle_id=natural_id("cycle", factory_id, 1), number=1, country="KH",
                tool="bw-2026.1", assessors=frozenset({assessor.account.id}),
            )
        )  # fmt: skip
        unit.add(Answer(id=natural_id(Answer, made, "Q", ""), scope=scope, assessment_id=made, question="Q", finding=SECRET))
        unit.add(Photo(id=unit.new_id(), scope=scope, owner_kind="answer", owner_id="x", sha256=photo, size=50_000))
    report = assessor.sync()
    assert (report.set_aside, report.photos_up) == (0, 1)
    return advisor, assessor, factory_id, photo


def test_the_advisor_gets_nothing_by_any_way(shared_house, assessed):
    advisor, assessor, factory_id, photo = assessed
    scope = assessment_scope(assessment_id(factory_id))
    advisor.sync()
    with assessor.store.reading() as reader:
        operation = reader.operations_of(assessment_id(factory_id))[0]
    with Raw(shared_house.url, access_of(advisor)) as raw:
        answers = [raw.send("/hello", wire.Hello("x", [1], 1, 0, b""))]
        for at in (wire.Place(scope, "", 0, b""), wire.Place(scope, "0" * 32, 1, bytes(32))):
            for bodies in ("others", "all", "none"):
                answers.append(raw.send("/pull", wire.Pull([wire.Wish(at, bodies)], 10**6)))
                assert wire.answered(answers[-1].content, wire.Pulled).pages == [wire.Page(scope, gone=True)]
        for method, headers in (("GET", {}), ("GET", {"Range": "bytes=0-9"}), ("HEAD", {})):
            answers.append(raw.ask(method, f"/blobs/{photo}", **headers))
            assert answers[-1].status_code == 404
        answers.append(raw.send("/photos", wire.Photos(bytes.fromhex(photo))))
        assert wire.answered(answers[-1].content, wire.PhotoStates).states == [wire.PhotoState(False, False, 0)]
    for answer in answers:
        plain = answer.content if answer.content[:4] != b"FSY1" else wire.unpack(answer.content)
        assert SECRET.encode() not in plain
        assert operation.id.encode() not in plain
        assert bytes.fromhex(operation.id) not in plain
        assert answer is answers[0] or scope.encode() not in plain or b"gone" in plain
    welcome = wire.answered(answers[0].content, wire.Welcome)
    assert scope not in {one.scope for one in welcome.scopes}


def test_the_advisor_naming_the_photo_elsewhere_gets_neither_its_bytes_nor_that_it_is_there(shared_house, assessed):
    advisor, _, factory_id, photo = assessed
    with advisor.does("trick") as unit:
        unit.add(Photo(id=unit.new_id(), scope=factory_scope(factory_id), owner_kind="line", owner_id="x", sha256=photo, size=50_000))
    advisor.sync()
    with Raw(shared_house.url, access_of(advisor)) as raw:
        assert raw.ask("GET", f"/blobs/{photo}").status_code == 404
        head = raw.ask("HEAD", f"/blobs/{photo}")
        assert (head.status_code, head.headers["Upload-Offset"], head.headers.get("Upload-Length")) == (200, "0", None)


def test_the_advisor_gets_in_by_no_operation_of_theirs(shared_house, assessed):
    advisor, _, factory_id, _ = assessed
    made, me = assessment_id(factory_id), advisor.account.id
    with advisor.does("tricks") as unit:
        tie = next(one for one in unit.find(Assignment) if one.person_id == me)
        unit.remove(tie)
        unit.add(replace(tie, id=unit.new_id(), role=Role.ASSESSOR))
        unit.add(
            Assessment(
                id=made, scope=assessment_scope(made), factory_id=factory_id, cycle_id=natural_id("cycle", factory_id, 1), number=1,
                country="KH", tool="x", assessors=frozenset({me}),
            )
        )  # fmt: skip
    report = advisor.sync()
    assert report.set_aside == 3
    assert report.revoked == []
    advisor.sync()
    with Raw(shared_house.url, access_of(advisor)) as raw:
        answer = raw.send("/pull", wire.Pull([wire.Wish(wire.Place(assessment_scope(made), "", 0, b""))], 10**6))
        assert wire.answered(answer.content, wire.Pulled).pages[0].gone


def test_named_by_a_careless_assessor_the_advisor_still_gets_nothing(shared_house, assessed):
    advisor, assessor, factory_id, _ = assessed
    made = assessment_id(factory_id)
    with assessor.does("careless") as unit:
        paper = unit.need(Assessment, made)
        unit.put(paper, replace(paper, assessors=paper.assessors | {advisor.account.id}))
    assessor.sync()
    advisor.sync()
    with advisor.store.reading() as reader:
        assert reader.find(Assessment) == reader.find(Answer) == []


def test_who_is_in_no_way_concerned_reads_the_register_alone(shared_house, assessed, laptop):
    _, _, factory_id, photo = assessed
    other = laptop(shared_house, "other")
    other.sync()
    with other.store.reading() as reader:
        assert set(outbox.cursors(reader)) == {country_scope("KH")}
    with Raw(shared_house.url, access_of(other)) as raw:
        for scope in (factory_scope(factory_id), assessment_scope(assessment_id(factory_id)), "country/VN", "user/" + "a" * 32, "x"):
            answer = raw.send("/pull", wire.Pull([wire.Wish(wire.Place(scope, "", 0, b""))], 10**6))
            assert wire.answered(answer.content, wire.Pulled).pages[0].gone
        assert raw.ask("GET", f"/blobs/{photo}").status_code == 404


def test_a_team_leader_reads_the_papers_and_a_manager_after_release(shared_house, assessed, laptop):
    _, assessor, factory_id, _ = assessed
    leader = laptop(shared_house, "leader", standing=Standing.TEAM_LEADER)
    manager = laptop(shared_house, "manager", standing=Standing.MANAGER)

    def found(one: Laptop) -> int:
        one.sync()
        with one.store.reading() as reader:
            return len([answer for answer in reader.find(Answer) if answer.assessment_id == assessment_id(factory_id)])

    assert (found(leader), found(manager)) == (1, 0)
    with assessor.does("release") as unit:
        paper = unit.need(Assessment, assessment_id(factory_id))
        unit.put(paper, replace(paper, stage=Stage.RELEASED))
    assessor.sync()
    assert found(manager) == 1


def test_an_assignment_that_ended_takes_the_scope_away_and_says_so(shared_house, laptop):
    gone, boss = laptop(shared_house, "gone"), laptop(shared_house, "boss", standing=Standing.MANAGER)
    factory_id = gone.registers()
    gone.sync()
    with gone.does("line") as unit:
        unit.add(Photo(id=unit.new_id(), scope=factory_scope(factory_id), owner_kind="line", owner_id="x", caption="mine"))
    gone.sync()
    boss.sync()
    with boss.does("end") as unit:
        tie = next(one for one in unit.find(Assignment) if one.factory_id == factory_id)
        unit.put(tie, replace(tie, from_on=tie.from_on.replace(year=2025), to_on=tie.from_on.replace(year=2025, month=2)))
    boss.sync()
    with gone.does("late") as unit:
        unit.add(Photo(id=unit.new_id(), scope=factory_scope(factory_id), owner_kind="line", owner_id="x", caption="late"))
    report = gone.sync()
    assert report.revoked == [factory_scope(factory_id)]
    assert report.set_aside == 1, "late work is kept at the office, apart"
    assert report.left == [factory_scope(factory_id)], "and only then it leaves the laptop"
    with gone.store.reading() as reader:
        assert reader.find(Photo) == []
    assert gone.sync().revoked == []
    assert gone.totals().waiting == 0
