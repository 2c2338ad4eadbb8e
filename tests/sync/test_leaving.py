"""A scope taken from a person leaves the laptop: everything is sent first, then nothing of it is left anywhere; a grant brings it back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bwdesk.domain.access import Standing
from bwdesk.domain.evidence import Document, Photo
from bwdesk.domain.factory import Factory, Role
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.domain.visit import Line, Visit
from bwdesk.errors import NoAnswer
from bwdesk.server.office import open_office
from bwdesk.store import forgetting
from bwdesk.store.engine import empty_log
from bwdesk.store.hub import Hub
from bwdesk.store.migrate import copy_aside
from bwdesk.store.search import drain_search_queue, search
from bwdesk.store.unit import Reader
from tests.fakes.office import Laptop, ServerHouse
from tests.fakes.whole_desk import WholeDesk, is_decrypted

SECRET = "the shutter of gate seven is welded"
LATE = "typed after the hand-over"
DRAFT = "half a sentence about the boiler"
NAMED = "wage-register-of-march.pdf"

Make = Callable[[ServerHouse, str], WholeDesk]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Make]:
    made: list[WholeDesk] = []

    def make(house: ServerHouse, login: str) -> WholeDesk:
        found = WholeDesk(tmp_path, house.account(login))
        made.append(found)
        return found.join(house.url)

    yield make
    for one in made:
        one.close()


def visits(one: Laptop, factory_id: str, words: str) -> tuple[str, str]:
    """A visit with a line; returns their ids."""
    scope = factory_scope(factory_id)
    with one.does("visit") as unit:
        visit = unit.add(Visit(id=unit.new_id(), scope=scope, factory_id=factory_id, cycle_id="c" * 32))
        line = unit.add(Line(id=unit.new_id(), scope=scope, visit_id=visit.id, at=datetime(2026, 3, 1, tzinfo=UTC), pos="a", text=words))
    return visit.id, line.id


def photographs(one: Laptop, factory_id: str, line: str, photo: str) -> None:
    with one.does("photo") as unit:
        unit.add(Photo(id=unit.new_id(), scope=factory_scope(factory_id), owner_kind="line", owner_id=line, sha256=photo, size=40_000))


def keeps(one: Laptop, factory_id: str, document: str) -> None:
    """A document as evidence, with a small picture of its first page."""
    with one.does("document") as unit:
        unit.add(
            Document(
                id=unit.new_id(), scope=factory_scope(factory_id), owner_kind="issue", owner_id="e" * 32, name=NAMED,
                media="application/pdf", sha256=document, thumb_sha256=document, size=40_000, pages=2,
            )
        )  # fmt: skip


@contextmanager
def at_the_office(house: ServerHouse) -> Iterator[Reader]:
    """What the server's database holds."""
    hub = Hub(house.db_url)
    with hub.reading() as reader:
        yield reader
    hub.close()


def hand_over(house: ServerHouse, login: str, factory_id: str, on: date = date(2026, 2, 1)) -> None:
    with open_office(house.db_url) as office:
        office.unassign(login, factory_id, to_on=on)


def texts(one: Laptop) -> set[str]:
    with one.store.reading() as reader:
        return {line.text for line in reader.find(Line)}


def test_everything_is_sent_then_nothing_is_left_anywhere(house, desk):
    amina = desk(house, "amina")
    factory_id, other = amina.registers(), amina.registers()
    visit, line = visits(amina, factory_id, SECRET)
    visits(amina, other, "stays here")
    sent, shared = amina.photo(), amina.photo()
    photographs(amina, factory_id, line, sent)
    photographs(amina, factory_id, line, shared)
    photographs(amina, other, "f" * 32, shared)
    document = amina.photo()
    keeps(amina, factory_id, document)
    with amina.does("draft") as unit:
        unit.keep_draft(f"visit/{visit}/{'1' * 32}", {"text": DRAFT, "caret": 3})
        unit.keep_draft("note", {"text": "another draft", "caret": 0})
    with amina.does("index") as unit:
        drain_search_queue(unit, 100)
    empty_log(amina.folder.database, amina.key.database)
    amina.snapshot()
    copy_aside(amina.store.engine, amina.folder.database, "before-9999")
    amina.sync()
    visits(amina, factory_id, LATE)
    unsent = amina.photo()
    photographs(amina, factory_id, line, unsent)
    bytes_of = {one: amina.photos.get(one) for one in (sent, shared, unsent, document)}
    needles = [SECRET.encode(), LATE.encode(), DRAFT.encode(), visit.encode(), line.encode(), sent.encode(), unsent.encode()]
    needles += [bytes_of[sent][1000:1040], bytes_of[unsent][1000:1040], bytes_of[document][1000:1040], document.encode(), NAMED.encode()]
    with amina.store.reading() as reader:
        needles += [op.id.encode() for op in reader.operations_of(line)]
        assert [hit.id for hit in search(reader, "welded")] == [line]
    assert is_decrypted(amina)
    before = {name.partition("/")[0] for name in amina.holds(*needles)}
    assert {"desk.db", "desk.db-wal", "desk.db.before-9999", "journal", "snapshots", "photos"} <= before, (
        "the test must see what it looks for"
    )

    hand_over(house, "amina", factory_id)
    report = amina.sync()

    assert report.revoked == report.left == [factory_scope(factory_id)]
    assert report.photos_up == 1
    with at_the_office(house) as office:
        said = {one.text for one in office.find(Line)}
        held = office.connection.execute(text("SELECT body FROM operations")).scalars().all()
    assert SECRET in said
    assert any(LATE in body for body in held), "what was written late is kept at the office, apart"
    assert (house.photos / unsent[:2] / unsent).read_bytes() == bytes_of[unsent]
    assert (house.photos / document[:2] / document).read_bytes() == bytes_of[document]
    assert not amina.photos.has(document)
    assert amina.holds(*needles) == set()
    with amina.store.reading() as reader:
        assert search(reader, "welded") == []
        assert forgetting.scopes_leaving(reader) == set()
        assert [one.scope for one in forgetting.lately_left(reader, datetime(2026, 1, 1, tzinfo=UTC))] == [factory_scope(factory_id)]
        assert forgetting.not_for_us(reader) == {factory_scope(factory_id)}, "nor does a colleague's file bring it back"
        assert reader.draft("note") == {"text": "another draft", "caret": 0}
    assert texts(amina) == {"stays here"}
    assert amina.photos.get(shared) == bytes_of[shared], "another scope holds this photo"
    assert len(list(amina.folder.snapshots.iterdir())) == 1, "a fresh snapshot took the place of the one that held it"
    assert amina.sync().left == []
    amina.close()
    amina.open()
    assert texts(amina) == {"stays here"}, "the second copy brings nothing back"
    amina.use(house.url)


def test_a_grant_that_comes_back_brings_everything_back(house, desk):
    amina = desk(house, "amina")
    factory_id = amina.registers()
    _, line = visits(amina, factory_id, SECRET)
    photo = amina.photo()
    photographs(amina, factory_id, line, photo)
    amina.sync()
    was = amina.digest(factory_scope(factory_id))
    hand_over(house, "amina", factory_id)
    assert amina.sync().left == [factory_scope(factory_id)]
    assert not amina.photos.has(photo)
    house.assign("amina", factory_id, Role.ADVISOR)
    report = amina.sync()
    assert (report.taken > 0, report.photos_down) == (True, 1)
    assert texts(amina) == {SECRET}
    assert amina.digest(factory_scope(factory_id)) == was
    with amina.store.reading() as reader:
        assert forgetting.lately_left(reader, datetime(2026, 1, 1, tzinfo=UTC)) == []
        assert forgetting.not_for_us(reader) == set()


def test_a_server_that_lost_the_assignment_and_the_log_makes_nobody_forget(tmp_path, small_house, desk):
    amina = desk(small_house, "amina")
    amina.sync()
    small_house.stop()
    before = (small_house.root / "server.db").read_bytes()
    small_house.start()
    amina.use(small_house.url)
    factory_id = amina.registers()
    visits(amina, factory_id, SECRET)
    amina.sync()
    small_house.stop()
    for one in small_house.root.glob("server.db*"):
        one.unlink()
    (small_house.root / "server.db").write_bytes(before)
    small_house.start()
    amina.use(small_house.url)
    for _ in range(3):
        assert amina.sync().left == []
        assert texts(amina) == {SECRET}
    assert amina.totals().is_all_home


def test_what_is_typed_while_a_scope_is_leaving_is_sent_before_the_rest_goes(small_house, desk, monkeypatch):
    amina = desk(small_house, "amina")
    factory_id = amina.registers()
    visits(amina, factory_id, SECRET)
    amina.sync()
    hand_over(small_house, "amina", factory_id)
    scope, real, outcomes = factory_scope(factory_id), forgetting.forget_slice, []

    def typed_between(unit, scope, held_there):
        outcomes.append(real(unit, scope, held_there))
        if len(outcomes) == 1:
            unit.add(Visit(id=unit.new_id(), scope=scope, factory_id=factory_id, cycle_id="d" * 32, purpose="typed meanwhile"))
        return outcomes[-1]

    monkeypatch.setattr(forgetting, "forget_slice", typed_between)
    monkeypatch.setattr(forgetting, "SLICE", 1)
    assert amina.sync().left == []
    assert outcomes == ["more", "kept"]
    assert amina.sync().left == [scope]
    with at_the_office(small_house) as office:
        bodies = office.connection.execute(text("SELECT body FROM operations WHERE scope = :scope"), {"scope": scope}).scalars().all()
    assert any("typed meanwhile" in body for body in bodies)


def test_a_scope_granted_again_in_the_middle_of_leaving_is_whole(small_house, desk, monkeypatch):
    amina = desk(small_house, "amina")
    factory_id = amina.registers()
    visits(amina, factory_id, SECRET)
    amina.sync()
    was = amina.digest(factory_scope(factory_id))
    hand_over(small_house, "amina", factory_id)
    real = forgetting.forget_slice

    def cut(unit, scope, held_there):
        if unit.connection.execute(text("SELECT count(*) FROM operations WHERE scope = :s"), {"s": scope}).scalar() == 1:
            raise NoAnswer("net.cut")
        return real(unit, scope, held_there)

    monkeypatch.setattr(forgetting, "forget_slice", cut)
    monkeypatch.setattr(forgetting, "SLICE", 1)
    with pytest.raises(NoAnswer):
        amina.sync()
    assert amina.digest(factory_scope(factory_id)) != was
    small_house.assign("amina", factory_id, Role.ADVISOR)
    amina.sync()
    assert amina.digest(factory_scope(factory_id)) == was


def test_an_account_limited_to_another_country_loses_the_register(small_house, desk):
    dara = desk(small_house, "dara")
    small_house.account("boss", Standing.MANAGER, ("KH", "VN"))
    dara.registers()
    dara.sync()
    with open_office(small_house.db_url) as office:
        office.limit("dara", ["VN"])
    report = dara.sync()
    assert country_scope("KH") in report.left
    with dara.store.reading() as reader:
        assert reader.find(Factory) == []
