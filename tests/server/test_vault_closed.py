"""The interview vault against a real server: no byte of it by the advisor's own token or in the advisor's own file, nor for leaders."""

from __future__ import annotations

import hashlib
from datetime import date

from bwdesk.domain.access import Standing
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.factory import Role
from bwdesk.domain.interview import InterviewNote
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.scope import assessment_scope, vault_scope
from bwdesk.domain.thing import natural_id
from bwdesk.shipped import tool_for
from bwdesk.store.engine import open_desk
from bwdesk.sync import wire
from bwdesk.usecases.vault import new_group, put_group, vault_page, write_note, write_red_flag
from tests.fakes.office import KEY, assessment_id
from tests.fakes.raw import Raw, access_of

SECRET = "the night guard keeps the key of exit four"
WHERE = "behind the canteen"


def heard(shared_house, laptop, request):
    """(advisor, leader, the two assessors, assessment id): the first assessor has heard a group, and all have synced."""
    mark = hashlib.sha256(request.node.name.encode()).hexdigest()[:8]
    advisor, first, second = (laptop(shared_house, f"vault{name}{mark}") for name in ("advisor", "first", "second"))
    leader = laptop(shared_house, f"vaultleader{mark}", standing=Standing.TEAM_LEADER)
    factory_id = advisor.registers()
    advisor.sync()
    for one in (first, second):
        shared_house.assign(one.account.login, factory_id, Role.ASSESSOR)
    first.sync()
    made = assessment_id(factory_id)
    paper = Assessment(
        id=made, scope=assessment_scope(made), factory_id=factory_id, cycle_id=natural_id("cycle", factory_id, 1), number=1, country="KH",
        tool=tool_for("KH", date(2026, 11, 24)).name, assessors=frozenset({first.account.id, second.account.id}),
    )  # fmt: skip
    with first.does("assess") as unit:
        unit.add(paper)
        group = put_group(unit, paper, None, new_group(paper, held_on=date(2026, 11, 24), people=6, place=WHERE))
        write_note(unit, paper, group, "7", SECRET)
        write_red_flag(unit, paper, group, SECRET)
    assert first.sync().set_aside == 0
    for one in (second, leader, advisor, advisor):
        one.sync()
    return advisor, leader, first, second, made


def words_in(laptop) -> str:
    """All that a laptop's file says, decrypted."""
    with open_desk(laptop.file, KEY, read_only=True).reading() as reader:
        names = reader.connection.exec_driver_sql("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        tables = [row[0] for row in names]
        return " ".join(repr(reader.connection.exec_driver_sql(f'select * from "{name}"').all()) for name in tables)


def test_no_byte_of_the_vault_comes_to_advisor_or_leader_but_the_other_assessor_reads_it(shared_house, laptop, request):
    advisor, leader, first, second, made = heard(shared_house, laptop, request)
    scope = vault_scope(made)
    with first.store.reading() as reader:
        operations = [op for one in reader.find(InterviewNote) for op in reader.operations_of(one.id)]
    assert operations
    for who in (advisor, leader):
        with Raw(shared_house.url, access_of(who)) as raw:
            answers = [raw.send("/hello", wire.Hello("x", [1], 1, 0, b""))]
            for bodies in ("others", "all", "none"):
                answers.append(raw.send("/pull", wire.Pull([wire.Wish(wire.Place(scope, "", 0, b""), bodies)], 10**6)))
                assert wire.answered(answers[-1].content, wire.Pulled).pages == [wire.Page(scope, gone=True)]
        for answer in answers:
            plain = answer.content if answer.content[:4] != b"FSY1" else wire.unpack(answer.content)
            for secret in (SECRET.encode(), WHERE.encode(), operations[0].id.encode(), bytes.fromhex(operations[0].id)):
                assert secret not in plain
        held = words_in(who)
        assert SECRET not in held and WHERE not in held and operations[0].id not in held and scope not in held
    assert SECRET in words_in(second), "the looking itself works"
    with second.store.reading() as reader:
        page = vault_page(reader, made, second.account.id)
    assert [note.text for notes in page.notes.values() for note in notes] == [SECRET]


def test_what_an_advisor_writes_into_the_vault_is_set_aside(shared_house, laptop, request):
    advisor, _, _, second, made = heard(shared_house, laptop, request)
    scope = vault_scope(made)
    note = InterviewNote(
        id=scoped_id("interview_note", scope, "a" * 32, "7", advisor.account.id), scope=scope, interview_id="a" * 32, topic="7",
        author_id=advisor.account.id, text="nothing to see",
    )  # fmt: skip
    with advisor.does("trick") as unit:
        unit.add(note)
    assert advisor.sync().set_aside == 1
    second.sync()
    with second.store.reading() as reader:
        assert reader.get(InterviewNote, note.id) is None
        assert [one.text for one in reader.find(InterviewNote)] == [SECRET]
