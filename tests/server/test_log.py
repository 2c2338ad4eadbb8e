"""The numbered log: no gaps under concurrent pushes, nothing lost, history proved, what cannot be applied parked and released."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bwdesk import ids
from bwdesk.cli import main
from bwdesk.domain.access import Member, Reason, Standing
from bwdesk.domain.chain import chain_after
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.operation import Operation, make_operation, read_operation
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.visit import Visit
from bwdesk.errors import Refused
from bwdesk.server.identity import Caller
from bwdesk.server.judge import Outcome, Signed, proves, release_due, take_push
from bwdesk.server.pages import pages
from bwdesk.server.pen import WRITER, Keys, write_things
from bwdesk.server.quarantine import accept, quarantined
from bwdesk.server.sent import Sent
from bwdesk.server.snapshots import whole_page
from bwdesk.store.accounts import Account, Device
from bwdesk.store.hub import Hub
from bwdesk.store.log import Log, entries_after, heads_of, lock_logs, numbered, parked_in, save_heads, take_in, verdicts_of
from bwdesk.store.outbox import Cursor
from bwdesk.store.quarantine_rows import copies_kept
from bwdesk.sync.log_pages import Unmatched, checked, read_page
from bwdesk.sync.wire import Place, Wish

TODAY = ids.now().date()
SIGNED = Signed("d" * 32, b"", b"")
F = "f" * 32
SCOPE = factory_scope(F)
ACCOUNT = text(
    "INSERT INTO accounts (id, login, name, initials, password, standing, countries, is_active, at) "
    "VALUES (:id, :login, 'A', 'A', '', 'staff', '[\"KH\"]', true, 0)"
)


def member(number: int = 1) -> Member:
    return Member(f"{number:032x}", Standing.STAFF, frozenset({"KH"}))


def visit(who: Member, thing: str = "", scope: str = SCOPE, seen: dict[str, tuple[str, ...]] | None = None, **values: Any) -> Operation:
    named = values or {"factory_id": F, "cycle_id": "c" * 32}
    return make_operation(
        id=ids.random_id(), scope=scope, kind="visit", thing=thing or ids.new_id(), values=named,
        seen=seen or dict.fromkeys(named, ()), author=who.id, device="d" * 32, at=int(ids.now().timestamp() * 1000), txn=ids.random_id(),
        act="test", salt=ids.random_id(),
    )  # fmt: skip


def push(hub: Hub, keys: Keys, who: Member, *ops: Operation, at: tuple[str, int, bytes] = ("", 0, b"")) -> Outcome:
    scopes = {op.scope for op in ops}
    parts = [Sent(scope, *at, [(op.header, op.body) for op in ops if op.scope == scope]) for scope in sorted(scopes)]
    return take_push(hub, keys, who, parts, SIGNED, TODAY)[-1]


def assign(hub: Hub, keys: Keys, who: Member, role: Role = Role.ADVISOR) -> None:
    with hub.writing(WRITER, "assign") as unit:
        one = Assignment(
            id=ids.new_id(), scope=country_scope("KH"), factory_id=F, person_id=who.id, role=role, from_on=TODAY - timedelta(days=9)
        )
        write_things(unit, keys, [(None, one)], "assign")


def whole_log(hub: Hub, scope: str = SCOPE) -> list[Any]:
    with hub.reading() as reader:
        return entries_after(reader, scope, 0, 10**9, lambda *_: False)


def test_numbers_have_no_gaps_and_the_chain_covers_them(hub, keys):
    who = member()
    assign(hub, keys, who)
    for _ in range(3):
        push(hub, keys, who, *(visit(who) for _ in range(5)))
    log = whole_log(hub)
    assert [one.seq for one in log] == list(range(1, 16))
    chain = b""
    for one in log:
        chain = chain_after(chain, make_hash(one))
        assert one.chain == chain
    with hub.reading() as reader:
        assert heads_of(reader, [SCOPE]) == [(SCOPE, 15, chain)]


def make_hash(entry: Any) -> bytes:
    """As the design says, without the program's own function."""
    return hashlib.sha256(entry.header.encode() + b"\0" + hashlib.sha256(entry.body.encode()).digest()).digest()


def test_a_repeated_push_changes_nothing(hub, keys):
    who = member()
    assign(hub, keys, who)
    ops = [visit(who) for _ in range(4)]
    push(hub, keys, who, *ops)
    before = whole_log(hub)
    push(hub, keys, who, *ops)
    push(hub, keys, who, *reversed(ops), ops[0])
    assert whole_log(hub) == before


def test_a_push_that_does_not_prove_its_history_is_reset_and_nothing_is_taken(hub, keys):
    who = member()
    assign(hub, keys, who)
    push(hub, keys, who, visit(who), visit(who))
    last = whole_log(hub)[-1]
    for at in ((keys.epoch, 3, last.chain), (keys.epoch, 2, bytes(32)), ("0" * 32, 2, last.chain), (keys.epoch, 1, last.chain)):
        assert push(hub, keys, who, visit(who), at=at).is_reset
    assert len(whole_log(hub)) == 2
    assert not push(hub, keys, who, visit(who), at=(keys.epoch, 2, last.chain)).is_reset
    assert len(whole_log(hub)) == 3


def test_concurrent_pushers_lose_nothing_and_leave_no_gap(hub, keys):
    pushers, rounds, size = 6, 6, 5
    people = [member(n) for n in range(1, pushers + 1)]
    for who in people:
        assign(hub, keys, who)
    other = country_scope("KH")
    sent: dict[str, set[str]] = {SCOPE: set(), other: set()}
    gaps: list[str] = []
    lock, done = threading.Lock(), threading.Event()

    def work(who: Member) -> None:
        for n in range(rounds):
            ops = [visit(who) for _ in range(size)] + [register(who)]
            push(hub, keys, who, *(ops if n % 2 else reversed(ops)))
            with lock:
                for op in ops:
                    sent[op.scope].add(op.id)

    def watch() -> None:
        seen = 0
        while not done.is_set() or seen < pushers * rounds * size:
            with hub.reading() as reader:
                news = entries_after(reader, SCOPE, seen, 10**9, lambda *_: False)
            for one in news:
                if one.seq != seen + 1:
                    gaps.append(f"{seen} -> {one.seq}")
                seen = one.seq
            if done.is_set() and not news:
                return

    with ThreadPoolExecutor(pushers + 1) as pool:
        watching = pool.submit(watch)
        for one in [pool.submit(work, who) for who in people]:
            one.result()
        done.set()
        watching.result()
    assert gaps == []
    assert {one.id for one in whole_log(hub)} == sent[SCOPE]
    assert sent[other] <= {one.id for one in whole_log(hub, other)}


def register(who: Member) -> Operation:
    thing = ids.new_id()
    return make_operation(
        id=ids.random_id(), scope=country_scope("KH"), kind="factory", thing=thing, values={"name": "x", "country": "KH"},
        seen={"name": (), "country": ()}, author=who.id, device="d" * 32, at=int(ids.now().timestamp() * 1000), txn=ids.random_id(),
        act="test", salt=ids.random_id(),
    )  # fmt: skip


def test_a_number_taken_without_the_lock_is_what_the_look_at_the_log_catches(hub, keys):
    """The planted mistake (numbers as `nextval` gives them) on PostgreSQL; SQLite lets no second writer in at all."""
    if hub.engine.dialect.name != "postgresql":
        pytest.skip("SQLite lets no second writer in")
    who = member()
    first, second = visit(who), visit(who)
    with hub.writing(WRITER, "planted") as slow:
        take_in(slow, numbered(Log(SCOPE, 0, b""), [(first, None)]))
        with hub.writing(WRITER, "planted") as fast:
            take_in(fast, numbered(Log(SCOPE, 1, b""), [(second, None)]))
        assert [one.seq for one in whole_log(hub)] == [2], "a reader would go on from 2 and never see 1"
    assert [one.seq for one in whole_log(hub)] == [1, 2]


def test_a_second_pusher_waits_for_the_firsts_commit(hub, keys):
    who = member()
    assign(hub, keys, who)
    with ThreadPoolExecutor(1) as pool:
        with hub.writing(WRITER, "slow") as slow:
            log = lock_logs(slow, [SCOPE])[SCOPE]
            take_in(slow, numbered(log, [(visit(who), None)]))
            waiting = pool.submit(push, hub, keys, who, visit(who))
            time.sleep(0.3)
            assert not waiting.done()
            assert whole_log(hub) == []
            save_heads(slow, [log])
        waiting.result()
    assert [one.seq for one in whole_log(hub)] == [1, 2]


def test_work_without_a_right_is_parked_numbered_and_released_when_the_assignment_comes(hub, keys):
    who = member()
    op = visit(who)
    outcome = push(hub, keys, who, op)
    assert outcome.parked == {op.id: Reason.NO_RIGHT}
    with hub.reading() as reader:
        assert reader.find(Visit) == []
        assert [reason for _, reason in parked_in(reader, SCOPE)] == [Reason.NO_RIGHT]
    with hub.writing(WRITER, "account") as unit:
        unit.connection.execute(ACCOUNT, {"id": who.id, "login": "amina"})
    assign(hub, keys, who)
    release_due(hub, keys, TODAY)
    with hub.reading() as reader:
        assert [one.id for one in reader.find(Visit)] == [op.thing]
        assert parked_in(reader, SCOPE) == []
    assert [one.seq for one in whole_log(hub)] == [1, 2], "the operation, and the one that releases it"


def test_the_chain_covers_why_something_was_parked_also_when_it_was_let_go(hub, keys):
    """Otherwise a log that was put back and filled anew, where something else counts, would prove a desk's old place."""
    who = member()
    op = visit(who)
    push(hub, keys, who, op)
    with hub.writing(WRITER, "account") as unit:
        unit.connection.execute(ACCOUNT, {"id": who.id, "login": "amina"})
    assign(hub, keys, who)
    release_due(hub, keys, TODAY)
    log = whole_log(hub)
    assert [one.parked for one in log] == [None, None]
    assert log[0].chain == hashlib.sha256(make_hash(log[0]) + b"no_right").digest()
    assert log[1].chain == hashlib.sha256(log[0].chain + make_hash(log[1])).digest()
    assert verdicts_of(log, b"") == {0: "no_right"}
    assert verdicts_of(log[1:], log[0].chain) == {}
    never_parked = hashlib.sha256(make_hash(log[0])).digest()
    with hub.reading() as reader:
        (head,) = heads_of(reader, [SCOPE])
        places = [Sent(SCOPE, keys.epoch, 1, chain, ()) for chain in (log[0].chain, never_parked)]
        assert [proves(reader, keys.epoch, Log(*head), place) for place in places] == [True, False]


@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("bodies", ["all", "none"])
def test_a_page_tells_what_the_chain_covers_and_a_changed_reason_is_found_out(hub, keys, after, bodies):
    who = member()
    some = [visit(who), visit(who)]
    push(hub, keys, who, *some)
    log = whole_log(hub)
    chain = log[after - 1].chain if after else b""
    wish = Wish(Place(SCOPE, keys.epoch, after, chain), bodies=bodies)
    assign(hub, keys, who)
    account = Account(who.id, "amina", "A", "A", "", Standing.STAFF, ("KH",), True, 0)
    caller = Caller(account, who, Device("d" * 32, who.id, "", b"", b"", 0, 0, None))
    (page,), _ = pages(hub, keys, caller, [wish], 10**6, TODAY)
    assert page.verdicts == dict.fromkeys(range(2 - after), "no_right")
    at, held = Cursor(SCOPE, keys.epoch, after, chain, True), {op.id: op.hash for op in some}
    assert checked(page, read_page(page), at, held).chains[-1] == log[-1].chain
    for other in ({}, {0: "carried"}):
        changed = structs.replace(page, verdicts=other)
        with pytest.raises(Unmatched):
            checked(changed, read_page(changed), at, held)


def test_a_log_of_before_whose_chain_covers_no_reasons_is_read_as_ever(hub, keys):
    who = member()
    op = visit(who)
    with hub.writing(WRITER, "before") as unit:
        log = lock_logs(unit, [SCOPE])[SCOPE]
        (entry,) = numbered(log, [(op, None)])
        take_in(unit, [entry._replace(parked="no_right")])
        save_heads(unit, [log])
    (entry,) = whole_log(hub)
    page = whole_page(log, keys.epoch, 0, b"", [entry])
    assert (page.parked, page.verdicts) == ({0: "no_right"}, {})
    stretch = checked(page, read_page(page), Cursor(SCOPE, keys.epoch, 0, b"", True), {})
    assert stretch.entries[0].parked == "no_right"


def test_what_sees_a_parked_operation_is_applied(hub, keys):
    amina, jonas = member(1), member(2)
    assign(hub, keys, amina)
    first = visit(amina)
    push(hub, keys, amina, first)
    parked = visit(jonas, first.thing, purpose="theirs")
    push(hub, keys, jonas, parked)
    push(hub, keys, amina, visit(amina, first.thing, seen={"purpose": (parked.id,)}, purpose="mine"))
    with hub.reading() as reader:
        assert reader.need(Visit, first.thing).purpose == "mine"
        assert reader.unsettled_count() == 0


def test_one_broken_operation_blocks_no_other(hub, keys):
    who = member()
    assign(hub, keys, who)
    good, late = visit(who), visit(who)
    long_kind = make_operation(
        id=ids.random_id(), scope=SCOPE, kind="k" * 41, thing=ids.new_id(), values={"a": 1}, seen={"a": ()}, author=who.id, device="d",
        at=1, txn=ids.random_id(), act="x", salt=ids.random_id(),
    )  # fmt: skip
    texts = [("{", "}"), (good.header, good.body), ("[" * 5_000, "{}"), (good.header.replace(SCOPE, "factory/else"), good.body),
             (long_kind.header, long_kind.body), (late.header, late.body)]  # fmt: skip
    outcome = take_push(hub, keys, who, [Sent(SCOPE, "", 0, b"", texts)], SIGNED, TODAY)[0]
    assert outcome.broken == [0, 2, 3, 4]
    assert [one.id for one in whole_log(hub)] == [good.id, late.id]


@pytest.mark.parametrize(
    "values",
    [
        {"purpose": "with a NUL \x00 in it"}, {"purpose": {"a": 1}}, {"purpose": ["x"]}, {"half_days": 2**60}, {"planned_at": "never"},
        {"mode": "by_telepathy"}, {"purpose": "x" * 5_000}, {"factory_id": "x" * 3_000}, {"deleted": "yes"}, {"purpose": None},
    ],
)  # fmt: skip
def test_values_that_fit_no_field_are_kept_and_say_the_default(hub, keys, values):
    who = member()
    assign(hub, keys, who)
    good, odd = visit(who), visit(who, **values)
    assert push(hub, keys, who, odd, good).parked == {}
    assert [one.body for one in whole_log(hub)] == [odd.body, good.body]
    with hub.reading() as reader:
        found = reader.need(Visit, odd.thing)
    assert found.purpose in ("", None)
    assert found.half_days is None


def test_unknown_kinds_and_fields_are_kept_byte_for_byte(hub, keys):
    who = member()
    assign(hub, keys, who)
    newer = make_operation(
        id=ids.random_id(), scope=SCOPE, kind="drone_flight", thing=ids.new_id(), values={"height": 3, "tags:x": True},
        seen={"height": (), "tags:x": ()}, author=who.id, device="d",
        at=int(ids.now().timestamp() * 1000), txn=ids.random_id(), act="fly", salt=ids.random_id(),
    )  # fmt: skip
    known = visit(who, purpose="x", colour_of_the_door="green")
    push(hub, keys, who, newer, known)
    assert [(one.header, one.body, one.parked) for one in whole_log(hub)] == [
        (newer.header, newer.body, None),
        (known.header, known.body, None),
    ]


def test_nothing_but_apply_writes_tables_on_the_server_either(hub, keys):
    who = member()
    push(hub, keys, who, register(who))
    for statement in (
        "UPDATE factory SET name = 'x'",
        "DELETE FROM factory",
        "INSERT INTO factory (id, scope, heads, name, country) VALUES ('a', 'b', '{}', 'n', 'KH')",
        "DELETE FROM operations",
        "UPDATE operations SET body = ''",
    ):
        with pytest.raises(DBAPIError, match="outside apply"), hub.engine.begin() as connection:
            connection.execute(text(statement))
    with hub.reading() as reader:
        assert [one.name for one in reader.find(Factory)] == ["x"]


def test_the_guard_opens_for_one_transaction_only(hub, keys):
    push(hub, keys, member(), register(member()))
    with hub.engine.begin() as connection, pytest.raises(DBAPIError, match="outside apply"):
        connection.execute(text("DELETE FROM factory"))


def test_an_assignments_days_may_be_forged_without_harm(hub, keys):
    who = member()
    forged = make_operation(
        id=ids.random_id(), scope=country_scope("KH"), kind="assignment", thing=ids.new_id(),
        values={"factory_id": F, "person_id": who.id, "role": "advisor", "from_on": "no day"},
        seen={"factory_id": (), "person_id": (), "role": (), "from_on": ()}, author=who.id, device="d",
        at=int(ids.now().timestamp() * 1000), txn=ids.random_id(), act="x", salt=ids.random_id(),
    )  # fmt: skip
    assert push(hub, keys, who, forged).parked == {}
    assert push(hub, keys, who, visit(who)).parked != {}
    assert date.max > TODAY


def test_an_operation_that_claims_another_scope_than_its_thing_has_is_parked_and_stays_so(hub, keys):
    amina, jonas = member(1), member(2)
    other = "e" * 32
    assign(hub, keys, amina)
    real = visit(amina, purpose="mine")
    push(hub, keys, amina, real)
    forged = visit(jonas, real.thing, factory_scope(other), purpose="theirs")
    assert push(hub, keys, jonas, forged).parked == {forged.id: Reason.WRONG_SCOPE}
    with hub.writing(WRITER, "assign") as unit:
        tie = Assignment(
            id=ids.new_id(), scope=country_scope("KH"), factory_id=other, person_id=jonas.id, role=Role.ADVISOR,
            from_on=TODAY - timedelta(days=9),
        )  # fmt: skip
        write_things(unit, keys, [(None, tie)], "assign")
        for who in (amina, jonas):
            unit.connection.execute(ACCOUNT, {"id": who.id, "login": who.id[-8:]})
    release_due(hub, keys, TODAY)
    again = visit(jonas, real.thing, factory_scope(other), purpose="once more")
    assert push(hub, keys, jonas, again).parked == {again.id: Reason.WRONG_SCOPE}
    own = visit(jonas, "", factory_scope(other), purpose="own")
    assert push(hub, keys, jonas, own).parked == {}
    with hub.reading() as reader:
        assert {(one.scope, one.purpose) for one in reader.find(Visit)} == {(SCOPE, "mine"), (factory_scope(other), "own")}
        assert [op.id for op, _ in parked_in(reader, factory_scope(other))] == [forged.id, again.id]


def test_what_waited_for_a_right_stays_parked_when_its_thing_came_to_live_elsewhere(hub, keys):
    amina, jonas = member(1), member(2)
    waiting = visit(jonas, scope=factory_scope("e" * 32), purpose="theirs")
    assert push(hub, keys, jonas, waiting).parked == {waiting.id: Reason.NO_RIGHT}
    assign(hub, keys, amina)
    real = visit(amina, waiting.thing, purpose="mine")
    assert push(hub, keys, amina, real).parked == {}
    with hub.writing(WRITER, "assign") as unit:
        tie = Assignment(
            id=ids.new_id(), scope=country_scope("KH"), factory_id="e" * 32, person_id=jonas.id, role=Role.ADVISOR,
            from_on=TODAY - timedelta(days=9),
        )  # fmt: skip
        write_things(unit, keys, [(None, tie)], "assign")
        unit.connection.execute(ACCOUNT, {"id": jonas.id, "login": "jonas"})
    release_due(hub, keys, TODAY)
    with hub.reading() as reader:
        assert [(one.scope, one.purpose) for one in reader.find(Visit)] == [(SCOPE, "mine")]
        assert [op.id for op, _ in parked_in(reader, factory_scope("e" * 32))] == [waiting.id]


def test_an_altered_copy_that_comes_first_takes_nothing_from_its_author(hub, keys):
    """The colleague's copy came first, under the id of the author's: the author's own stands, whenever it comes, the copy is kept."""
    amina, jonas = member(1), member(2)
    with hub.writing(WRITER, "accounts") as unit:
        for who in (amina, jonas):
            unit.connection.execute(ACCOUNT, {"id": who.id, "login": who.id})
    assign(hub, keys, amina)
    kept, said = visit(amina, purpose="as it was"), visit(amina, purpose="said")
    altered = read_operation(said.header, said.body.replace("said", "never said"))
    carried = push(hub, keys, jonas, kept, altered)
    assert carried.parked == {kept.id: Reason.CARRIED, altered.id: Reason.CARRIED}
    with hub.reading() as reader:
        assert heads_of(reader, [SCOPE]) == [], "what nobody proves takes no number"
    assert [(one.reason, one.operations) for one in quarantined(hub)] == [(Reason.CARRIED, 2)]
    assert push(hub, keys, amina, kept, said).parked == {}
    release_due(hub, keys, TODAY)
    assert push(hub, keys, jonas, kept, altered).parked == {altered.id: Reason.ALTERED}
    assert push(hub, keys, amina, kept, said).parked == {}
    with hub.reading() as reader:
        assert sorted(one.purpose for one in reader.find(Visit)) == ["as it was", "said"]
        assert parked_in(reader, SCOPE) == []
        assert reader.operation(said.id).body == said.body
        assert [(one.operation.body, one.brought_by, one.is_altered) for one in copies_kept(reader)] == [
            (altered.body, SIGNED.device, True)
        ]
    assert [(one.reason, one.operations) for one in quarantined(hub)] == [(Reason.ALTERED, 1)]
    assert accept(hub, keys, said.device) == 0, "the author's own stands"


def test_of_two_copies_the_office_takes_the_one_it_names(hub, keys, db_url, capsys):
    """The author's laptop is lost. Two colleagues brought the same change, in words of their own each."""
    amina, jonas, maly = member(1), member(2), member(3)
    assign(hub, keys, amina)
    said = visit(amina, purpose="said")
    for who, device, word in ((jonas, "1" * 32, "once"), (maly, "2" * 32, "twice")):
        copy = read_operation(said.header, said.body.replace("said", word))
        sent = Sent(SCOPE, "", 0, b"", [(copy.header, copy.body)])
        for _ in range(2):
            assert take_push(hub, keys, who, [sent], Signed(device, b"", b""), TODAY)[0].parked == {said.id: Reason.CARRIED}
    assert sorted((one.reason, one.operations, one.brought_by) for one in quarantined(hub)) == [
        (Reason.CARRIED, 1, "1" * 32), (Reason.CARRIED, 1, "2" * 32),
    ]  # fmt: skip
    with pytest.raises(Refused, match=r"device\.disputed"):
        accept(hub, keys, said.device)
    assert main(["device", "accept", said.device, "--db", db_url]) == 3
    assert "different copies" in capsys.readouterr().err
    assert main(["device", "quarantine", "--json", "--db", db_url]) == 0
    told = json.loads(capsys.readouterr().out)["quarantine"]
    assert sorted((one["reason"], one["changes"], one["brought_by"]) for one in told) == [
        ("carried", 1, "1" * 32),
        ("carried", 1, "2" * 32),
    ]
    assert accept(hub, keys, said.device, "3" * 32) == 0
    with hub.reading() as reader:
        assert reader.find(Visit) == []
    assert main(["device", "accept", said.device, "--brought-by", "2" * 32, "--db", db_url]) == 0
    with hub.reading() as reader:
        assert [one.purpose for one in reader.find(Visit)] == ["twice"]
    assert [(one.reason, one.brought_by) for one in quarantined(hub)] == [(Reason.ALTERED, "1" * 32)]
    assert accept(hub, keys, said.device) == 0
    assert push(hub, keys, amina, said).parked == {said.id: Reason.ALTERED}, "kept, and the office is told: it has chosen"
    assert sorted((one.reason, one.brought_by) for one in quarantined(hub)) == [
        (Reason.ALTERED, "1" * 32), (Reason.ALTERED, SIGNED.device),
    ]  # fmt: skip


def test_who_writes_under_the_id_of_anothers_work_drops_none_of_it(hub, keys):
    """Not carried, but written by the colleague under an id that was seen: the author's own is kept, and the office is told."""
    amina, jonas = member(1), member(2)
    assign(hub, keys, amina)
    said = visit(amina, purpose="said")
    for scope in (SCOPE, f"user/{jonas.id}"):
        theirs = visit(jonas, scope=scope, purpose="theirs")
        theirs = read_operation(theirs.header.replace(theirs.id, said.id), theirs.body)
        push(hub, keys, jonas, theirs)
    assert push(hub, keys, amina, said).parked == {said.id: Reason.ALTERED}
    with hub.reading() as reader:
        assert [one.operation.body for one in copies_kept(reader)][-1] == said.body
    assert (said.device, Reason.ALTERED) in {(one.device, one.reason) for one in quarantined(hub)}
