"""Who wrote on the reader pages: the reader, by name on every desk; and nobody else can write as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bwdesk import ids
from bwdesk.domain.access import PORTAL, Member, Reason, Standing
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.buyers import Authorisation, Buyer
from bwdesk.domain.cycle import Cycle
from bwdesk.domain.factory import Factory
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.operation import Operation, make_operation, read_operation
from bwdesk.domain.page_reader import NamedReader, reader_author
from bwdesk.domain.report import FactoryComment, Report, ReportKind, ReportState, Section
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope
from bwdesk.domain.thing import natural_id
from bwdesk.server import reader_view as view
from bwdesk.server import readers
from bwdesk.server.pen import WRITER, open_keys, write_things
from bwdesk.server.quarantine import accept, quarantined
from bwdesk.store.hub import Hub
from bwdesk.sync.client import sign_in
from bwdesk.usecases.history import history_of
from bwdesk.usecases.people import names_of
from tests.fakes.office import PASSWORD, Laptop
from tests.server.test_log import TODAY, F, assign, push
from tests.server.test_reader_pages import Browser, World, comments

SCOPE, KH = factory_scope(F), country_scope("KH")
CYCLE = natural_id(Cycle, F, 1)
PAPER = natural_id(Assessment, CYCLE, 1)
BUYER = scoped_id("buyer", KH, "Northwind")
STAFF = Member(f"{1:032x}", Standing.STAFF, frozenset({"KH"}))


def report_in(scope: str, kind: ReportKind, subject: str) -> Report:
    return Report(
        id=scoped_id("report", scope, kind.value, subject), scope=scope, kind=kind, subject_id=subject, factory_id=F, cycle_id=CYCLE,
        state=ReportState.COMMENTS, comments_due_on=TODAY + timedelta(days=5),
    )  # fmt: skip


PLAN, DRAFT = report_in(SCOPE, ReportKind.PLAN, CYCLE), report_in(assessment_scope(PAPER), ReportKind.ASSESSMENT, PAPER)


@pytest.fixture
def who(hub, keys):
    """A reader of a factory that has a cycle and two drafts to comment on, one of them a working paper."""
    assign(hub, keys, STAFF)
    things = [
        Factory(id=F, scope=KH, name="Golden Thread", country="KH"), Buyer(id=BUYER, scope=KH, name="Northwind"),
        Cycle(id=CYCLE, scope=SCOPE, factory_id=F, number=1, started_on=date(2026, 1, 1)), PLAN, DRAFT,
    ]  # fmt: skip
    with hub.writing(WRITER, "test") as unit:
        write_things(unit, keys, [(None, one) for one in things], "test")
    return readers.invite(hub, "golden", name="Chan Dara", side="factory", subject=F, country="KH")[0]


def written(hub, thing_id: str) -> list[tuple[str, str]]:
    """Author and device of what was done to a thing, in order."""
    with hub.reading() as reader:
        return [(op.author, op.device) for op in reader.operations_of(thing_id)]


def all_of(hub, cls) -> list:
    with hub.reading() as reader:
        return reader.find(cls)


def test_what_a_reader_writes_is_the_readers_and_its_name_stands_once_in_each_scope(hub, keys, who):
    mine = [(reader_author(who.id), PORTAL)]
    view.authorise(hub, keys, who, BUYER, ["plan"], TODAY, None)
    (given,) = all_of(hub, Authorisation)
    view.withdraw(hub, keys, who, given.id, TODAY)
    view.comment(hub, keys, who, PLAN.id, "The exit was free", "", TODAY)
    assert {one.scope for one in all_of(hub, NamedReader)} == {SCOPE}, "nothing of the reader is where the reader wrote nothing"
    view.comment(hub, keys, who, DRAFT.id, "So was the other", "", TODAY)
    view.write_progress1(hub, keys, who, CYCLE, {"overview": "We marked it"}, hand_in=True)
    assert written(hub, given.id) == mine * 2
    for one in (*all_of(hub, FactoryComment), *all_of(hub, Section)):
        assert written(hub, one.id) == mine
    named = {one.scope: one for one in all_of(hub, NamedReader)}
    assert named.keys() == {SCOPE, DRAFT.scope}
    for one in named.values():
        assert (one.reader_id, one.name) == (who.id, "Chan Dara")
        assert written(hub, one.id) == [(PORTAL, PORTAL)], "the portal says once who it is"
    with hub.reading() as reader:
        first = next(op for op in reader.operations_of(given.id))
        log = [op.id for op in reader.operations_of(named[SCOPE].id)] + [first.id]
        numbers = dict(reader.connection.exec_driver_sql("SELECT id, seq FROM operations").fetchall())
    assert numbers[log[0]] < numbers[log[1]], "a desk knows the name before it shows the author"


def test_another_reader_of_the_same_factory_is_another_author_and_keeping_the_same_words_writes_nothing(hub, keys, who):
    view.write_progress1(hub, keys, who, CYCLE, {"overview": "We marked it"}, hand_in=False)
    other = readers.invite(hub, "second", name="Sok Lina", side="factory", subject=F, country="KH")[0]
    view.write_progress1(hub, keys, other, CYCLE, {"overview": "We marked it"}, hand_in=False)
    assert [one.name for one in all_of(hub, NamedReader)] == ["Chan Dara"], "who only looked is named nowhere"
    view.write_progress1(hub, keys, other, CYCLE, {"overview": "We marked it today"}, hand_in=False)
    changed = next(one for one in all_of(hub, Section) if one.text)
    assert written(hub, changed.id) == [(reader_author(one.id), PORTAL) for one in (who, other)]
    assert {one.name for one in all_of(hub, NamedReader)} == {"Chan Dara", "Sok Lina"}


def forged(author: str, kind: str, thing: str, **values: object) -> Operation:
    return make_operation(
        id=ids.random_id(), scope=SCOPE, kind=kind, thing=thing, values=values, seen=dict.fromkeys(values, ()), author=author,
        device=PORTAL, at=int(ids.now().timestamp() * 1000), txn=ids.random_id(), act="test", salt=ids.random_id(),
    )  # fmt: skip


def test_no_laptop_writes_as_a_reader_nor_says_who_one_is(hub, keys, who):
    name = scoped_id("named_reader", SCOPE, who.id)
    as_reader = forged(reader_author(who.id), "factory_comment", ids.new_id(), report_id=PLAN.id, text="never said")
    plain = forged(who.id, "factory_comment", ids.new_id(), report_id=PLAN.id, text="never said")
    before = forged(STAFF.id, "named_reader", name, reader_id=who.id, name="The Minister")
    said = push(hub, keys, STAFF, as_reader, plain, before)
    assert said.parked == {as_reader.id: Reason.CARRIED, plain.id: Reason.CARRIED, before.id: Reason.READ_ONLY}
    view.comment(hub, keys, who, PLAN.id, "The exit was free", "", TODAY)
    after = forged(STAFF.id, "named_reader", name, name="The Minister")
    assert push(hub, keys, STAFF, after).parked == {after.id: Reason.READ_ONLY}
    assert [(one.reader_id, one.name) for one in all_of(hub, NamedReader)] == [(who.id, "Chan Dara")]
    assert [one.text for one in all_of(hub, FactoryComment)] == ["The exit was free"]


def test_the_server_knows_its_own_when_a_laptop_brings_them_back_and_nothing_else(hub, keys, who, tmp_path):
    view.comment(hub, keys, who, PLAN.id, "The exit was free", "", TODAY)
    (said,), (name,) = all_of(hub, FactoryComment), all_of(hub, NamedReader)
    with hub.reading() as reader:
        own = [op for one in (name, said) for op in reader.operations_of(one.id)]
    changed = [read_operation(op.header, op.body.replace("free", "shut").replace("Chan Dara", "The Minister")) for op in own]
    for number, (server, brought, is_taken) in enumerate(
        [(keys, own, True), (keys, changed, False), (replace(keys, secret=bytes(32)), own, False)]
    ):
        put_back = Hub(f"sqlite:///{tmp_path / str(number)}.db")
        try:
            assign(put_back, server, STAFF)
            parked = push(put_back, server, STAFF, *brought).parked
            assert parked == ({} if is_taken else dict.fromkeys([op.id for op in brought], Reason.CARRIED))
            assert all_of(put_back, FactoryComment) == [said] * is_taken and all_of(put_back, NamedReader) == [name] * is_taken
            assert quarantined(put_back) == [] and accept(put_back, server, PORTAL) == 0, "nobody takes in what claims to be a reader's"
        finally:
            put_back.close()


@pytest.fixture
def world(tmp_path):
    found = World(tmp_path)
    yield found
    found.stop()


def test_desks_say_who_at_the_factory_wrote_and_when(world):
    before = ids.now()
    factory, buyer = world.browser("golden", "factory", world.factory), world.browser("north", "buyer", world.buyer)
    assert factory.send("/authorise", buyer=world.buyer, kind=["assessment"]).status_code == 200
    assert buyer.get(buyer.files()[0]).status_code == 200
    assert comments(factory, world.report.id, "The exit was free").status_code == 200
    (said,) = world.at_the_desk(FactoryComment, lambda c: c.report_id == world.report.id)
    with world.amina.store.reading() as reader:
        (step,) = history_of(reader, said.id)
        named = reader.find(NamedReader)
    assert (step.name, step.act) == ("Factory manager", "reader.comment") and before <= step.at <= ids.now()
    assert step.author not in ("portal", named[0].reader_id) and len(named) == 1, "a buyer who read is named in no factory"


def test_what_the_portal_wrote_before_stays_the_portals(world):
    keys = open_keys(world.hub)
    with world.hub.writing(WRITER, "reader.comment") as unit:
        old = FactoryComment(id=ids.new_id(), scope=world.scope, report_id=world.report.id, text="long ago")
        write_things(unit, keys, [(None, old)], "reader.comment")
    world.amina.sync()
    with world.amina.store.reading() as reader:
        assert [step.name for step in history_of(reader, old.id)] == ["portal"]


def test_a_laptop_cannot_claim_to_have_been_a_reader_before_it_signed_in(world):
    """A person writes under an id of the laptop's own until the first sign-in, and says so then: never under a reader's author."""
    factory = world.browser("golden", "factory", world.factory)
    comments(factory, world.report.id, "The exit was free")
    world.amina.sync()
    with world.amina.store.reading() as reader:
        (named,) = reader.find(NamedReader)
    thief = Laptop(world.house.root.parent, world.amina.account, name="thief")
    author = reader_author(named.reader_id)
    sign_in(
        world.url, world.amina.account.login, PASSWORD, secrets=thief.ring, device=thief.writer.device,
        former_ids=(author, named.reader_id),
    )  # fmt: skip
    thief.use(world.url)
    thief.sync()
    thief.writer = replace(thief.writer, person=author)
    with thief.does() as unit:
        unit.add(FactoryComment(id=ids.new_id(), scope=world.scope, report_id=world.report.id, text="never said"))
    assert thief.sync().set_aside == 1
    assert [one.text for one in world.at_the_desk(FactoryComment, lambda c: c.report_id == world.report.id)] == ["The exit was free"]
    with world.amina.store.reading() as reader:
        assert names_of(reader).of(author) == "Factory manager"
    thief.close()


def test_what_a_reader_wrote_comes_back_to_a_server_that_was_put_back_from_a_backup(world):
    house = world.house
    world.browser("golden", "factory", world.factory)
    house.stop()
    backup = {path: path.read_bytes() for path in house.root.iterdir() if path.name.startswith("server.db")}
    house.start()
    factory = Browser(house.url)
    factory.session.post(factory.url + "/sign-in", {"login": "golden", "password": "three plain words"}, timeout=20)
    assert comments(factory, world.report.id, "The exit was free").status_code == 200
    world.amina.use(house.url)
    world.amina.sync()
    house.stop()
    world.hub.close()
    for path, data in backup.items():
        path.write_bytes(data)
    house.start()
    world.amina.use(house.url)
    for _ in range(2):
        report = world.amina.sync()
    assert report.set_aside == 0
    with world.amina.store.reading() as reader:
        (said,) = reader.find(FactoryComment)
        assert [step.name for step in history_of(reader, said.id)] == ["Factory manager"]
    hub = Hub(house.db_url)
    try:
        assert [one.text for one in all_of(hub, FactoryComment)] == ["The exit was free"] and quarantined(hub) == []
    finally:
        hub.close()
