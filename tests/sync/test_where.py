"""What is said about where work is, is true at every step; the store is free while the network is used."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import update

from bwdesk import ids
from bwdesk.domain.access import Reason
from bwdesk.domain.evidence import Photo
from bwdesk.domain.factory import Factory, Role
from bwdesk.domain.operation import make_operation, read_operation
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.domain.visit import Visit
from bwdesk.errors import NoAnswer
from bwdesk.keys import MemoryKeyring
from bwdesk.store import tables as t
from bwdesk.store.engine import open_desk
from bwdesk.store.fold import Incoming
from bwdesk.store.held import HELD
from bwdesk.store.outbox import ASIDE, BROKEN
from bwdesk.store.unit import Writer
from bwdesk.store.whereabouts import Whereabouts, set_aside, totals, where_are
from bwdesk.sync.client import Client
from bwdesk.sync.pass_ import SyncPass
from bwdesk.sync.steps import Phase, drive
from bwdesk.sync.words import aside_key, phase_key, where_key
from bwdesk.texts import Texts
from tests.fakes.office import Laptop, scopes_of
from tests.fakes.proxy import Fate, Proxy


def where(one: Laptop, thing: str) -> Whereabouts:
    with one.store.reading() as reader:
        return where_are(reader, [thing])[thing]


def test_a_desk_without_a_server_says_only_here(tmp_path):
    store = open_desk(tmp_path / "desk.db", bytes(32), create=True)
    writer = Writer("p" * 32, "d" * 32, ids.now, ids.new_id, ids.random_id)
    with store.writing(writer, "add") as unit:
        made = unit.add(Factory(id=unit.new_id(), scope=country_scope("KH"), name="x", country="KH"))
    with store.reading() as reader:
        assert where_are(reader, [made.id, "0" * 32]) == {made.id: Whereabouts.ONLY_HERE}
        assert not totals(reader).is_all_home
    store.close()


def test_counting_what_waits_reads_indexes_and_no_operation_that_waits(tmp_path):
    store = open_desk(tmp_path / "desk.db", bytes(32), create=True)
    writer = Writer("p" * 32, "d" * 32, ids.now, ids.new_id, ids.random_id)
    held = [(state, parked) for state in ("local", "sent", HELD, ASIDE, "confirmed") for parked in (None, None, None, "unknown", "unknown")]
    with store.writing(writer, "take in") as unit:
        things = [Factory(id=unit.new_id(), scope=country_scope("KH"), name=f"{number}", country="KH") for number in range(len(held))]
        for thing in things:
            unit.add(thing)
        for operation, (state, parked) in zip(list(unit.changes.operations), held, strict=True):
            values = {"state": state, "parked": parked}
            unit.connection.execute(update(t.operations).where(t.operations.c.id == operation.id).values(values))
    asked = []
    raw = store.connection.connection.driver_connection
    raw.set_trace_callback(asked.append)
    with store.reading() as reader:
        found = totals(reader)
    raw.set_trace_callback(None)
    assert (found.waiting, found.received, found.set_aside) == (10, 3, 13)
    plans = [row[3] for query in asked if "operations" in query for row in raw.execute(f"EXPLAIN QUERY PLAN {query}")]
    scans = [plan for plan in plans if plan.startswith("SCAN")]
    assert scans
    assert all("COVERING INDEX" in plan or "ix_operations_parked" in plan for plan in scans)
    store.close()


def test_from_waiting_to_received_to_applied(small_house, laptop):
    amina = laptop(small_house, "amina")
    factory_id = amina.registers()
    amina.sync()
    with amina.does("visit") as unit:
        made = unit.add(Visit(id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, cycle_id="c" * 32))
    assert where(amina, made.id) == Whereabouts.WAITING
    login_page = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>"
    with Proxy(small_house.url, lambda n: Fate(answer=login_page) if n else Fate(cut_down=500)) as proxy:
        amina.use(proxy.url)
        with pytest.raises(NoAnswer, match=r"answer\.page"):
            amina.sync()
        assert where(amina, made.id) == Whereabouts.WAITING, "the server has it, but no answer came"
    amina.use(small_house.url)
    seen = []

    def run(step):
        seen.append(where(amina, made.id))
        if step.lane == "net":
            return step.job()
        if step.lane == "read":
            with amina.store.reading() as reader:
                return step.job(reader)
        with amina.does() as unit:
            return step.job(unit)

    drive(SyncPass(amina.client, amina.photos).steps(), run)
    assert seen[0] == Whereabouts.WAITING
    assert where(amina, made.id) == Whereabouts.APPLIED
    assert set(seen) <= {Whereabouts.WAITING, Whereabouts.RECEIVED, Whereabouts.APPLIED}


def test_set_aside_and_to_settle_are_counted_and_explained(small_house, laptop):
    amina, jonas = laptop(small_house, "amina"), laptop(small_house, "jonas")
    factory_id = amina.registers()
    amina.sync()
    small_house.assign("jonas", factory_id, Role.ASSESSOR)
    jonas.sync()
    amina.sync()
    with jonas.does("visit") as unit:
        made = unit.add(Visit(id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, cycle_id="c" * 32))
    assert jonas.sync().set_aside == 1
    assert where(jonas, made.id) == Whereabouts.SET_ASIDE
    with jonas.store.reading() as reader:
        ((operation, reason),) = set_aside(reader)
        assert (operation.thing, reason) == (made.id, "read_only")
    assert jonas.totals().set_aside == 1
    amina.sync()
    assert amina.totals().set_aside == 1, "both sides see it"
    with amina.store.reading() as reader:
        assert reader.find(Visit) == []

    for one, city in ((amina, "Kandal"), (jonas, "Takeo")):
        with one.does("edit") as unit:
            factory = unit.need(Factory, factory_id)
            unit.put(factory, dataclasses.replace(factory, local_language=city))
    amina.sync()
    assert jonas.sync().set_aside == 1, "Jonas does not look after this factory"
    amina.sync()
    assert jonas.digest(*scopes_of(factory_id)[:2]) == amina.digest(*scopes_of(factory_id)[:2])


def test_an_operation_that_claims_another_scope_than_its_thing_has_is_set_aside_everywhere(small_house, laptop):
    """Which of two scopes a thing lives in must not hang on which log a laptop reads first."""
    amina, jonas = laptop(small_house, "amina"), laptop(small_house, "jonas")
    factory_id, other_id = amina.registers(), jonas.registers()
    with amina.does("visit") as unit:
        visit = unit.add(Visit(id=unit.new_id(), scope=factory_scope(factory_id), factory_id=factory_id, cycle_id="c" * 32, purpose="mine"))
    amina.sync()
    jonas.sync()
    small_house.assign("amina", other_id, Role.ADVISOR)
    forged = make_operation(
        id=ids.random_id(), scope=factory_scope(other_id), kind="visit", thing=visit.id, values={"purpose": "forged"},
        seen={"purpose": ()}, author=jonas.account.id, device=jonas.writer.device, at=int(ids.now().timestamp() * 1000),
        txn=ids.random_id(), act="test", salt=ids.random_id(),
    )  # fmt: skip
    with jonas.does("forge") as unit:
        unit.apply([Incoming(forged)])
    assert jonas.sync().set_aside == 1
    assert where(jonas, visit.id) == Whereabouts.SET_ASIDE
    amina.sync()
    for one, purposes in ((amina, ["mine"]), (jonas, [])):
        with one.store.reading() as reader:
            assert [held.purpose for held in reader.find(Visit)] == purposes
            assert [(operation.id, reason) for operation, reason in set_aside(reader)] == [(forged.id, "wrong_scope")]


def test_every_state_has_its_words():
    words = Texts()
    for place in Whereabouts:
        assert words.has(where_key(place))
    for phase in Phase:
        assert words.has(phase_key(phase))
    for reason in [*Reason, BROKEN]:
        assert words.has(aside_key(reason))


def test_only_what_is_fetched_and_can_be_again_does_not_wait_for_the_disk(small_house, laptop):
    amina, jonas = laptop(small_house, "amina"), laptop(small_house, "jonas")
    amina.registers()
    amina.sync()
    jonas.registers()
    steps = []

    def run(step):
        if step.lane == "store":
            steps.append((step.is_hasty, step.job.func.__name__))
        if step.lane == "net":
            return step.job()
        with jonas.store.reading() if step.lane == "read" else jonas.does() as reader:
            return step.job(reader)

    drive(SyncPass(jonas.client, jonas.photos).steps(), run)
    assert {name for is_hasty, name in steps if is_hasty} == {"_take_slice"}
    assert {"_keep_run", "_greet", "_note_fates"} <= {name for is_hasty, name in steps if not is_hasty}


def test_the_store_is_free_while_the_network_is_used(small_house, laptop):
    amina, jonas = laptop(small_house, "amina"), laptop(small_house, "jonas")
    factory_id = amina.registers()
    sha256 = amina.photo(80_000)
    with amina.does("photo") as unit:
        scope = factory_scope(factory_id)
        unit.add(Photo(id=unit.new_id(), scope=scope, owner_kind="line", owner_id="x", sha256=sha256, size=80_000))
    lanes = []

    def run(step):
        lanes.append(step.lane)
        if step.lane == "net":
            assert not amina.store.connection.in_transaction()
            return step.job()
        if step.lane == "read":
            with amina.store.reading() as reader:
                return step.job(reader)
        with amina.does() as unit:
            return step.job(unit)

    report = drive(SyncPass(amina.client, amina.photos).steps(), run)
    assert (report.sent, report.photos_up) == (3, 1)
    assert {"net", "read", "store"} == set(lanes)
    jonas.sync()


def test_news_of_newer_programs_is_kept_byte_for_byte_and_passed_on(small_house, laptop):
    amina, jonas = laptop(small_house, "amina"), laptop(small_house, "jonas")
    factory_id = amina.registers()
    scope = factory_scope(factory_id)
    texts = []
    with amina.does("newer") as unit:
        for kind, thing in (("drone_flight", ids.new_id()), ("visit", natural_id("visit", factory_id))):
            values = {"height": 3, "tags:x": True, "purpose": "seen from above"}
            made = make_operation(
                id=ids.random_id(), scope=scope, kind=kind, thing=thing, values=values, seen=dict.fromkeys(values, ()),
                author=amina.account.id, device=amina.writer.device, at=int(ids.now().timestamp() * 1000), txn=ids.random_id(), act="fly",
                salt=ids.random_id(), schema=7,
            )  # fmt: skip
            header = made.header.replace('"v":7', '"v":7,"later":[1,{"a":"b"}]')
            texts.append((header, made.body))
            unit.apply([Incoming(read_operation(header, made.body))])
    amina.sync()
    small_house.assign("jonas", factory_id, Role.ADVISOR)
    jonas.sync()
    with jonas.store.reading() as reader:
        rows = reader.connection.exec_driver_sql("SELECT header, body FROM operations WHERE scope = ? ORDER BY n", (scope,)).fetchall()
        assert [tuple(row) for row in rows] == texts
        assert [one.purpose for one in reader.find(Visit)] == ["seen from above"]
    amina.sync()
    assert amina.digest(scope) == jonas.digest(scope)


def test_signing_in_is_needed_first(small_house):
    with pytest.raises(Exception, match=r"sign_in\.needed"):
        Client(small_house.url, MemoryKeyring())
