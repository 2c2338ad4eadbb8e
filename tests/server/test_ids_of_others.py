"""Nobody can sit on another scope's ids: what can be worked out beforehand must follow from the scope it is used in."""

from __future__ import annotations

from typing import Any

import pytest

from bwdesk import ids
from bwdesk.domain.access import Member, Reason, Standing
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.committee import Committee
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.naming import bears_own_id
from bwdesk.domain.operation import Operation, make_operation
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.server.judge import release_due
from tests.server.test_log import TODAY, F, assign, member, push, visit

OTHER = "e" * 32
CYCLE = natural_id(Cycle, F, 1)
PAPER = natural_id(Assessment, CYCLE, 1)


def op(who: Member, kind: str, thing: str, scope: str, **values: Any) -> Operation:
    return make_operation(
        id=ids.random_id(), scope=scope, kind=kind, thing=thing, values=values, seen=dict.fromkeys(values, ()), author=who.id,
        device="d" * 32, at=int(ids.now().timestamp() * 1000), txn=ids.random_id(), act="test", salt=ids.random_id(),
    )  # fmt: skip


def test_a_cycle_cannot_be_taken_by_the_advisor_of_another_factory(hub, keys):
    """Known to everybody: factory and number. Taken first, it would keep the factory's own advisor out."""
    thief, owner = member(1), member(2)
    assign(hub, keys, owner)
    mine = country_scope("KH")
    taken = push(
        hub, keys, thief, op(thief, "factory", OTHER, mine, name="Mine", country="KH"),
        op(thief, "assignment", ids.new_id(), mine, factory_id=OTHER, person_id=thief.id, role="advisor", from_on=TODAY.isoformat()),
    )  # fmt: skip
    assert not taken.parked
    theft = op(thief, "cycle", CYCLE, factory_scope(OTHER), factory_id=F, number=1)
    edit = op(thief, "cycle", CYCLE, factory_scope(OTHER), number=1)
    assert push(hub, keys, thief, theft, edit).parked == {theft.id: Reason.WRONG_SCOPE, edit.id: Reason.WRONG_SCOPE}
    release_due(hub, keys, TODAY)  # nor later
    own = op(owner, "cycle", CYCLE, factory_scope(F), factory_id=F, number=1)
    again = op(owner, "cycle", CYCLE, factory_scope(F), number=2)
    assert push(hub, keys, owner, own).parked == {}
    assert push(hub, keys, owner, again).parked == {}
    with hub.reading() as reader:
        found = reader.get(Cycle, CYCLE)
    assert (found.scope, found.factory_id) == (factory_scope(F), F)


def test_a_factory_of_an_os_id_cannot_be_taken_by_another_country(hub, keys):
    thief = Member(f"{3:032x}", Standing.STAFF, frozenset({"VN"}))
    owner = member(1)
    os_id = "KH2026001ABCDEF"
    thing = natural_id(Factory, "KH", os_id)
    theft = op(thief, "factory", thing, country_scope("VN"), name="Theirs", country="VN", os_id=os_id)
    assert push(hub, keys, thief, theft).parked == {theft.id: Reason.WRONG_SCOPE}
    own = op(owner, "factory", thing, country_scope("KH"), name="Ours", country="KH", os_id=os_id)
    assert push(hub, keys, owner, own).parked == {}


def test_a_random_id_stays_where_it_began(hub, keys):
    one = member()
    assign(hub, keys, one)
    first = visit(one)
    push(hub, keys, one, first)
    theft = op(one, "committee", natural_id(Committee, F), factory_scope(F), factory_id=F)
    assert push(hub, keys, one, theft).parked == {}
    elsewhere = visit(one, first.thing, factory_scope(OTHER))
    assert push(hub, keys, one, elsewhere).parked == {elsewhere.id: Reason.WRONG_SCOPE}


@pytest.mark.parametrize(
    ("kind", "parts", "scope", "wrong", "values"),
    [
        ("issue", ("earlier", F, "Exit blocked"), factory_scope(F), factory_scope(OTHER), {"title": "Exit blocked"}),
        ("action", ("earlier", F, PAPER), factory_scope(F), factory_scope(OTHER), {"issue_id": PAPER}),
        ("cycle", (F, 3), factory_scope(F), factory_scope(OTHER), {"factory_id": F, "number": 3}),
        ("committee", (F,), factory_scope(F), factory_scope(OTHER), {"factory_id": F}),
        ("factory", ("KH", "id:7"), country_scope("KH"), country_scope("VN"), {"source_key": "id:7"}),
        ("factory", ("KH", "list", "id:7"), country_scope("KH"), country_scope("VN"), {"source": "list", "source_key": "id:7"}),
        ("answer", (PAPER, "1.1", ""), assessment_scope(PAPER), assessment_scope(OTHER), {"question": "1.1"}),
        ("result", (PAPER, "1.1"), factory_scope(F), factory_scope(OTHER), {"assessment_id": PAPER, "cycle_id": CYCLE, "question": "1.1"}),
        (
            "issue", ("assessment", PAPER, "1.1"), factory_scope(F), factory_scope(OTHER),
            {"origin_id": PAPER, "cycle_id": CYCLE, "question": "1.1"},
        ),
    ],
)  # fmt: skip
def test_each_id_that_can_be_worked_out_follows_from_its_scope(kind, parts, scope, wrong, values):
    one, thing = member(), natural_id(kind, *parts)
    assert bears_own_id(op(one, kind, thing, scope, **values))
    assert not bears_own_id(op(one, kind, thing, wrong, **values))
    assert not bears_own_id(op(one, kind, natural_id(kind, "something", "else"), scope, **values))
    assert bears_own_id(op(one, kind, ids.new_id(), scope, **values))


@pytest.mark.parametrize("forged", [["a"], {"a": 1}, None, 7])
def test_forged_values_are_judged_not_stumbled_over(forged):
    one = member()
    for kind in ("result", "issue", "action", "answer", "factory", "assignment", "cycle"):
        values = dict.fromkeys(
            ("cycle_id", "origin_id", "assessment_id", "question", "os_id", "source_key", "factory_id", "title", "issue_id"), forged
        )
        assert not bears_own_id(op(one, kind, natural_id(kind, "x"), factory_scope(F), **values))
