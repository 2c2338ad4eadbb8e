"""The office asked from a desk: every role against every act over a real server, and what each act leaves behind."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
import requests
from sqlalchemy import text

from bwdesk.domain.access import Standing
from bwdesk.domain.buyers import Authorisation, Buyer
from bwdesk.domain.factory import Role
from bwdesk.domain.naming import scoped_id
from bwdesk.domain.scope import country_scope, factory_scope
from bwdesk.errors import DeskError, NotAllowed
from bwdesk.keys import MemoryKeyring
from bwdesk.server import clerk
from bwdesk.server.limits import PER_LOGIN
from bwdesk.server.office import FIRST_DAYS_MS, open_office
from bwdesk.server.pen import WRITER
from bwdesk.store.hub import Hub
from bwdesk.store.office_acts import AGAIN_MS, keep_first_password, note_act, use_first_password
from bwdesk.sync import office_wire as ow
from bwdesk.sync import wire
from bwdesk.sync.client import Client, sign_in
from tests.fakes.office import PASSWORD, Laptop, ServerHouse
from tests.fakes.raw import Raw, problem_of

ROLES = {
    "staff": (Standing.STAFF, ("KH",)),
    "leader": (Standing.TEAM_LEADER, ("KH",)),
    "manager": (Standing.MANAGER, ("KH",)),
    "elsewhere": (Standing.MANAGER, ("VN",)),
    "admin": (Standing.ADMINISTRATOR, ("KH",)),
    "root": (Standing.ADMINISTRATOR, ()),
}
SUBJECTS = {
    "member": (Standing.STAFF, ("KH",)),
    "lead": (Standing.TEAM_LEADER, ("KH",)),
    "both": (Standing.STAFF, ("KH", "VN")),
    "far": (Standing.STAFF, ("VN",)),
    "boss": (Standing.MANAGER, ("KH",)),
    "chief": (Standing.ADMINISTRATOR, ("KH",)),
    "top": (Standing.ADMINISTRATOR, ()),
}
NO, ELSEWHERE, HIGHER, GONE = "office.not_yours", "office.elsewhere", "office.higher", "unknown"
MAY: dict[str, dict[str, str]] = {
    "staff": dict.fromkeys(SUBJECTS, NO),
    "leader": dict.fromkeys(SUBJECTS, NO),
    "manager": {"both": ELSEWHERE, "far": GONE, "boss": HIGHER, "chief": HIGHER, "top": GONE},
    "elsewhere": {"both": ELSEWHERE} | dict.fromkeys(("member", "lead", "boss", "chief", "top"), GONE),
    "admin": {"both": ELSEWHERE, "far": GONE, "top": GONE},
    "root": {},
}
"""What is answered about each subject; nothing: it is done."""


class Desk:
    """Somebody signed in at a laptop, and what they own."""

    def __init__(self, house: ServerHouse, login: str, standing: Standing, countries: tuple[str, ...]) -> None:
        with open_office(house.db_url) as office:
            self.id = office.add(login, PASSWORD, name=login.title(), countries=countries, standing=standing).id
        ring = MemoryKeyring()
        self.device = sign_in(house.url, login, PASSWORD, secrets=ring).device
        self.client = Client(house.url, ring)
        self.client.hello(b"")
        self.token = f"Bearer {self.client._access}"


@pytest.fixture(scope="module")
def desks(shared_house):
    return {name: Desk(shared_house, name, *found) for name, found in (ROLES | SUBJECTS).items()}


def acts_on(subject: Desk) -> list[Any]:
    """Every act on a person and a laptop, in an order that ends as it began (but for the password)."""
    return [
        ow.NewPassword(subject.id), ow.EndPerson(subject.id), ow.LetIn(subject.id), ow.OrderWipe(subject.device, "send-then-wipe"),
        ow.TakeBack(subject.device),
    ]  # fmt: skip


def held(house: ServerHouse) -> list[Any]:
    """Accounts, devices, orders and entries, without what moves by itself."""
    hub = Hub(house.db_url)
    with hub.reading() as reader:
        found = [
            reader.connection.execute(text(query)).all()
            for query in (
                "SELECT * FROM accounts ORDER BY id", "SELECT id, account, name, revoked_at FROM devices ORDER BY id",
                "SELECT * FROM office_acts ORDER BY n", "SELECT * FROM facts WHERE name LIKE 'order:%' ORDER BY name",
            )
        ]  # fmt: skip
    hub.close()
    return found


def answered(raw: Raw, token: str, message: Any) -> tuple[int, str]:
    answer = raw.ask("POST", ow.PATH, wire.encoded(message), Authorization=token)
    return answer.status_code, "" if answer.status_code == 200 else problem_of(answer)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_against_every_act(shared_house, desks, role):
    mine = desks[role]
    with Raw(shared_house.url) as raw:
        for name in SUBJECTS:
            wanted, subject, before = MAY[role].get(name, ""), desks[name], held(shared_house)
            for ask in acts_on(subject):
                status, key = answered(raw, mine.token, ask)
                is_device = isinstance(ask, ow.OrderWipe | ow.TakeBack)
                expected = wanted if wanted != GONE else "device.unknown" if is_device else "account.unknown"
                assert (status, key) == ((403, expected) if wanted else (200, "")), (role, name, ask)
            if wanted:
                assert held(shared_house) == before, "refused means nothing changed"
            else:
                new = held(shared_house)[2][len(before[2]) :]
                said = ["account.password", "account.revoke", "account.let_in", "device.wipe", "device.spare"]
                assert [(row.account, row.device, row.act) for row in new] == [(mine.id, mine.device, act) for act in said]
                assert {row.subject for row in new} == {subject.id, subject.device}


@pytest.fixture(scope="module")
def subjects(shared_house, desks, tmp_path_factory):
    """A factory and a buyer of the register, and a second factory that lets the buyer read."""
    laptop = Laptop(tmp_path_factory.mktemp("subjects"), shared_house.account("sub")).join(shared_house.url)
    factory = laptop.registers()
    buyer = scoped_id("buyer", country_scope("KH"), "Northwind")
    with laptop.does() as unit:
        unit.add(Buyer(id=buyer, scope=country_scope("KH"), name="Northwind"))
        given = Authorisation(
            id=unit.new_id(), scope=factory_scope(factory), factory_id=factory, buyer_id=buyer, kinds=frozenset({"plan"}),
            from_on=date(2026, 1, 1),
        )  # fmt: skip
        unit.add(given)
    laptop.sync()
    laptop.close()
    return factory, buyer


def test_who_may_invite_readers_and_end_them(shared_house, desks, subjects):
    factory, buyer = subjects
    key_of = {
        "staff": NO,
        "leader": NO,
        "manager": "",
        "elsewhere": "office.no_subject",
        "admin": "office.invites",
        "root": "office.invites",
    }
    with Raw(shared_house.url) as raw:
        for role, key in key_of.items():
            before = held(shared_house)
            assert answered(raw, desks[role].token, ow.AddReader(f"r-{role}", "Reader", "factory", factory))[1] == key, role
            assert (held(shared_house) == before) == bool(key)
        for side, subject, name, key in (
            ("buyer", factory, "R", "office.no_subject"), ("factory", "0" * 32, "R", "office.no_subject"),
            ("owner", factory, "R", "account.unfit"),
            ("factory", factory, " ", "account.unfit"),
        ):  # fmt: skip
            assert answered(raw, desks["manager"].token, ow.AddReader("x", name, side, subject))[1] == key
        assert answered(raw, desks["manager"].token, ow.AddReader("r-manager", "Again", "buyer", buyer))[1] == "account.exists"
        found = {one.login: one for one in desks["manager"].client.office(ow.Look()).readers}["r-manager"]
        for role, key in {"staff": NO, "leader": NO, "elsewhere": "account.unknown"}.items():
            before = held(shared_house)
            for ask in (ow.NewLink(found.id), ow.EndReader(found.id), ow.LetReaderIn(found.id)):
                assert answered(raw, desks[role].token, ask)[1] == key
            assert held(shared_house) == before
        for role in ("admin", "root", "manager"):
            assert answered(raw, desks[role].token, ow.NewLink(found.id)) == (200, "")
            assert answered(raw, desks[role].token, ow.LetReaderIn(found.id)) == (403, "office.reader_in"), "nobody was ended"
            for ask in (ow.EndReader(found.id), ow.LetReaderIn(found.id)):
                assert answered(raw, desks[role].token, ask) == (200, "")
        manager = desks["manager"].token
        assert answered(raw, manager, ow.EndReader(found.id)) == (200, "")
        for role, key in {"staff": NO, "leader": NO, "elsewhere": "account.unknown"}.items():
            before = held(shared_house)
            assert answered(raw, desks[role].token, ow.LetReaderIn(found.id)) == (403, key), "who may not end may not let in"
            assert held(shared_house) == before


def test_a_manager_sees_who_reads_what_and_a_link_is_good_once(shared_house, desks, subjects):
    _, buyer = subjects
    manager = desks["manager"].client
    given = manager.office(ow.AddReader("Linh", "Linh Tran", "buyer", buyer))
    row = {one.id: one for one in manager.office(ow.Look()).readers}[given.reader]
    assert (row.login, row.of, row.country, row.state) == ("linh", "Northwind", "KH", "invited")
    assert (row.lets_read, row.lets_read_count) == (["Golden Thread"], 1)
    assert given.path.rpartition("/")[2] not in repr(held(shared_house)), "the link is kept nowhere"
    for role in ("admin", "root"):
        told = {one.id: one for one in desks[role].client.office(ow.Look()).readers}[given.reader]
        assert (told.name, told.of, told.lets_read) == ("Linh Tran", "", []), "an administrator sees no records"
    assert desks["elsewhere"].client.office(ow.Look()).readers == []
    fresh = manager.office(ow.NewLink(given.reader))

    def enter(path: str, password: str = "three plain words") -> str:
        return requests.post(shared_house.url + path, {"password": password}, timeout=20).url

    assert "/enter/" in enter(given.path), "the link before holds no more"
    assert enter(fresh.path).endswith("/reader")
    assert "/enter/" in enter(fresh.path)
    assert {one.id: one for one in manager.office(ow.Look()).readers}[given.reader].state == "set"
    assert manager.office(ow.EndReader(given.reader)) == wire.Noted()
    ended = {one.id: one for one in manager.office(ow.Look()).readers}[given.reader]
    assert (ended.state, ended.lets_read) == ("ended", [])
    with pytest.raises(NotAllowed) as caught:
        manager.office(ow.NewLink(given.reader))
    assert caught.value.key == "account.unknown"
    again = manager.office(ow.LetReaderIn(given.reader))
    back = {one.id: one for one in manager.office(ow.Look()).readers}[given.reader]
    assert (back.state, back.lets_read) == ("invited", ["Golden Thread"])
    assert again.path.rpartition("/")[2] not in repr(held(shared_house)), "nor is this link kept anywhere"
    sign_in = requests.post(shared_house.url + "/reader/sign-in", {"login": "linh", "password": "three plain words"}, timeout=20)
    assert sign_in.status_code == 403, "the password of before holds no more"
    assert "/enter/" in enter(again.path, "short") and enter(again.path, "three new words").endswith("/reader")
    assert "/enter/" in enter(again.path)
    acts = [(one.act, one.by) for one in manager.office(ow.Look()).acts if one.subject == given.reader]
    assert acts == [(act, desks["manager"].id) for act in ("reader.let_in", "reader.end", "reader.link", "reader.add")]


@pytest.mark.parametrize(
    ("role", "standing", "countries", "key"),
    [
        ("staff", "staff", ["KH"], NO), ("leader", "staff", ["KH"], NO), ("manager", "staff", ["KH"], ""),
        ("manager", "team_leader", ["KH"], ""), ("manager", "manager", ["KH"], HIGHER), ("manager", "administrator", [], HIGHER),
        ("manager", "staff", ["VN"], ELSEWHERE), ("manager", "staff", ["KH", "VN"], ELSEWHERE), ("manager", "staff", [], ELSEWHERE),
        ("admin", "manager", ["KH"], ""), ("admin", "administrator", [], ELSEWHERE), ("admin", "staff", ["VN"], ELSEWHERE),
        ("root", "administrator", [], ""), ("root", "staff", ["ID", "VN"], ""), ("root", "staff", [], "account.unfit"),
        ("root", "emperor", ["KH"], "account.unfit"), ("root", "staff", ["Cambodia"], "account.unfit"),
    ],
)  # fmt: skip
def test_who_may_make_whom(shared_house, desks, role, standing, countries, key):
    login = f"new-{role}-{standing}-{len(countries)}-{time.time_ns()}"
    with Raw(shared_house.url) as raw:
        before = held(shared_house)
        assert answered(raw, desks[role].token, ow.AddPerson(login, "New", standing, countries))[1] == key
        if key:
            assert held(shared_house) == before
        subject = desks["member"].id
        found = answered(raw, desks[role].token, ow.ChangePerson(subject, standing, countries))[1]
        assert found == key
        if not key:
            assert answered(raw, desks["root"].token, ow.ChangePerson(subject, "staff", ["KH"])) == (200, "")


def test_nobody_else_and_nothing_about_oneself(shared_house, desks):
    with Raw(shared_house.url) as raw:
        for token in ("", "Bearer x", "Device " + "d" * 32):
            assert answered(raw, token, ow.Look())[0] == 401
        for role in ("staff", "leader"):
            assert answered(raw, desks[role].token, ow.Look()) == (403, NO)
        for role in ("manager", "admin", "root"):
            mine = desks[role]
            for ask in (
                ow.EndPerson(mine.id),
                ow.ChangePerson(mine.id, "administrator", []),
                ow.NewPassword(mine.id),
                ow.EndDevice(mine.device),
            ):
                assert answered(raw, mine.token, ask) == (403, "office.yourself")


def test_an_ended_manager_is_one_no_more(shared_house):
    gone = Desk(shared_house, "gone", Standing.MANAGER, ("KH",))
    with open_office(shared_house.db_url) as office:
        office.revoke("gone")
    with Raw(shared_house.url) as raw:
        for ask in (ow.Look(), ow.AddPerson("x", "X", "staff", ["KH"])):
            assert answered(raw, gone.token, ask) == (403, "device.revoked")


def test_one_sees_the_people_of_ones_countries(desks):
    seen = {role: desks[role].client.office(ow.Look()) for role in ("manager", "elsewhere", "admin", "root")}
    logins = {role: {one.login for one in found.people} for role, found in seen.items()}
    assert {"member", "lead", "both", "boss", "chief", "manager"} <= logins["manager"]
    assert not {"far", "top", "root", "elsewhere"} & logins["manager"]
    assert {"far", "both", "elsewhere"} <= logins["elsewhere"]
    assert not {"member", "boss"} & logins["elsewhere"]
    assert set(ROLES) | set(SUBJECTS) <= logins["root"]
    for role, found in seen.items():
        people = {one.id for one in found.people}
        assert {one.person for one in found.devices} <= people
        assert {one.subject for one in found.acts} <= people | {one.id for one in (*found.devices, *found.readers)}, role
    why_not = {one.login: one.why_not for one in seen["manager"].people}
    assert (why_not["member"], why_not["both"], why_not["boss"], why_not["manager"]) == ("", ELSEWHERE, HIGHER, "office.yourself")


def test_a_first_password_is_for_one_laptop(shared_house, desks):
    given = desks["manager"].client.office(ow.AddPerson("Sokha", "Sokha Chan", "staff", ["KH"]))
    assert len(given.password) == 14
    signed = sign_in(shared_house.url, "sokha", given.password, secrets=MemoryKeyring(), device="5" * 32)
    assert (signed.person, signed.name) == (given.person, "Sokha Chan")
    again = sign_in(shared_house.url, "sokha", given.password, secrets=MemoryKeyring(), device="5" * 32)
    assert again.device == signed.device, "an answer that was cut may be asked for again"
    with pytest.raises(NotAllowed) as caught:
        sign_in(shared_house.url, "sokha", given.password, secrets=MemoryKeyring(), device="6" * 32)
    assert caught.value.key == "sign_in.first_over"
    fresh = desks["manager"].client.office(ow.NewPassword(given.person))
    assert sign_in(shared_house.url, "sokha", fresh.password, secrets=MemoryKeyring(), device="6" * 32).device == "6" * 32
    with open_office(shared_house.db_url) as office:
        office.set_password("sokha", PASSWORD)
    for device in ("7" * 32, "8" * 32):
        sign_in(shared_house.url, "sokha", PASSWORD, secrets=MemoryKeyring(), device=device)
    row = next(one for one in desks["manager"].client.office(ow.Look()).people if one.login == "sokha")
    assert row.first == ""


def test_who_signs_in_first_chooses_a_password_of_their_own(shared_house, desks):
    manager, ring = desks["manager"].client, MemoryKeyring()
    given = manager.office(ow.AddPerson("Maly", "Maly Keo", "staff", ["KH"]))
    assert sign_in(shared_house.url, "maly", given.password, secrets=ring, device="a" * 32).first
    mine = Client(shared_house.url, ring)
    assert mine.hello(b"").first, "asked again until it is done"
    own = "rice fields in the rain"
    for now, new, key in (
        ("guessed", own, "password.wrong"), (given.password, "short", "account.password_short"),
        (given.password, "a" * 30, "account.password_short"), (given.password, given.password, "password.same"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed) as caught:
            mine.office(ow.OwnPassword(now, new))
        assert caught.value.key == key
    assert mine.office(ow.OwnPassword(given.password, own)) == wire.Noted()
    assert not mine.hello(b"").first, "and its laptop stays signed in"
    for device in ("b" * 32, "c" * 32):
        assert not sign_in(shared_house.url, "maly", own, secrets=MemoryKeyring(), device=device).first
    with pytest.raises(NotAllowed) as caught:
        sign_in(shared_house.url, "maly", given.password, secrets=MemoryKeyring(), device="a" * 32)
    assert caught.value.key == "sign_in.wrong"
    told = manager.office(ow.Look())
    assert next(one.first for one in told.people if one.login == "maly") == ""
    assert next((one.act, one.by) for one in told.acts if one.subject == given.person) == ("account.own_password", given.person)
    assert own not in repr(held(shared_house)), "only its hash is kept"
    fresh = manager.office(ow.NewPassword(given.person))
    with pytest.raises(NotAllowed):
        sign_in(shared_house.url, "maly", own, secrets=MemoryKeyring(), device="b" * 32)
    assert sign_in(shared_house.url, "maly", fresh.password, secrets=ring, device="a" * 32).first, "forgotten: a new first one"
    mine.close()


def test_guessing_at_the_password_of_now_has_to_wait_and_an_old_program_is_not_in_the_way(shared_house, desks):
    given = desks["manager"].client.office(ow.AddPerson("thief", "Thief", "staff", ["KH"]))
    ring = MemoryKeyring()
    sign_in(shared_house.url, "thief", given.password, secrets=ring)
    with Raw(shared_house.url) as raw:
        held_by_device = Client(shared_house.url, ring)
        held_by_device.hello(b"")
        token = f"Bearer {held_by_device._access}"
        said = [answered(raw, token, ow.OwnPassword(f"guess {n}", "rice fields in the rain"))[1] for n in range(PER_LOGIN + 1)]
        assert said == ["password.wrong"] * PER_LOGIN + ["sign_in.wait"]
        assert answered(raw, token, ow.OwnPassword(given.password, "rice fields in the rain"))[1] == "sign_in.wait"
    held_by_device.close()
    told = wire.encoded(wire.SignedIn("p", "P", "P", "staff", [], "d", "s", "a", 1, "h", "e", b"k", True))
    assert wire.decoded(told, SignedInBefore).name == "P", "a desk from before own passwords reads what it knows"
    before = wire.encoded(SignedInBefore("p", "P", "P", "staff", [], "d", "s", "a", 1, "h", "e", b"k"))
    assert not wire.decoded(before, wire.SignedIn).first


class SignedInBefore(wire._Message, tag="signedin"):
    """`SignedIn` as it was before there were own passwords."""

    person: str
    name: str
    initials: str
    standing: str
    countries: list[str]
    device: str
    secret: str
    access: str
    access_until: int
    server: str
    epoch: str
    server_key: bytes


def test_a_first_password_ends_in_time(hub):
    with hub.writing(WRITER, "test") as unit:
        keep_first_password(unit, "a", FIRST_DAYS_MS)
        assert not use_first_password(unit, "a", "laptop", FIRST_DAYS_MS + 1)
        assert use_first_password(unit, "a", "laptop", FIRST_DAYS_MS)
        assert use_first_password(unit, "a", "laptop", FIRST_DAYS_MS + AGAIN_MS)
        assert not use_first_password(unit, "a", "laptop", FIRST_DAYS_MS + AGAIN_MS + 1)
        assert not use_first_password(unit, "a", "", FIRST_DAYS_MS)
        assert use_first_password(unit, "nobody with one", "", 0)


def test_a_lost_laptop_is_ended_and_told_to_wipe(shared_house, desks):
    lost = Desk(shared_house, "loser", Standing.STAFF, ("KH",))
    desks["manager"].client.office(ow.OrderWipe(lost.device, "wipe-now"))
    row = next(one for one in desks["manager"].client.office(ow.Look()).devices if one.id == lost.device)
    assert row.revoked_at > 0
    assert (row.order, row.order_done_at) == ("wipe-now", 0)
    welcome = lost.client.hello(b"")
    assert welcome.revoked
    assert lost.client.order_in(welcome) is not None
    with Raw(shared_house.url) as raw:
        assert answered(raw, desks["manager"].token, ow.OrderWipe(lost.device, "burn")) == (400, "message.broken")


def test_too_many_acts_wait(hub, keys, monkeypatch):
    from bwdesk.domain.access import Member
    from bwdesk.server.identity import Caller
    from bwdesk.server.office import Office
    from bwdesk.store.accounts import Device
    from bwdesk.store.office_acts import Entry

    boss = Office(hub, keys).add("boss", PASSWORD, name="Boss", countries=["KH"], standing=Standing.MANAGER)
    caller = Caller(boss, Member(boss.id, Standing.MANAGER, frozenset({"KH"})), Device("d" * 32, boss.id, "", b"", b"", 0, 0, None))
    now = int(time.time() * 1000)
    with hub.writing(WRITER, "test") as unit:
        for number in range(clerk.MOST_ACTS):
            note_act(unit, Entry(now - number, boss.id, "d" * 32, "account.add", "x", {}))
    with pytest.raises(NotAllowed) as caught:
        clerk.answer(hub, keys, caller, ow.AddPerson("new", "New", "staff", ["KH"]))
    assert caught.value.key == "office.wait"
    assert clerk.answer(hub, keys, caller, ow.Look()).standing == "manager"
    monkeypatch.setattr(clerk, "MOST_ACTS", clerk.MOST_ACTS + 1)
    assert clerk.answer(hub, keys, caller, ow.AddPerson("new", "New", "staff", ["KH"])).password


def test_the_command_line_leaves_entries_too(hub, keys):
    from datetime import date

    from bwdesk.server.office import Office

    office = Office(hub, keys)
    account = office.add("amina", PASSWORD, name="Amina", countries=["KH"])
    office.assign("amina", "f" * 32, Role.ADVISOR, from_on=date(2026, 1, 1), country="KH")
    office.unassign("amina", "f" * 32, to_on=date(2026, 5, 1))
    office.limit("amina", ["KH", "VN"])
    office.revoke("amina")
    said = [(one.act, one.account, one.subject) for one in reversed(office.entries())]
    assert said == [
        ("account.add", "", account.id), ("assignment.add", "", "f" * 32), ("assignment.end", "", "f" * 32),
        ("account.change", "", account.id), ("account.revoke", "", account.id),
    ]  # fmt: skip
    assert PASSWORD not in repr(office.entries())


def test_the_command_line_lets_in_again_gives_passwords_and_names_the_acts(tmp_path, capsys):
    import json

    from bwdesk.cli import main

    word = tmp_path / "word"
    word.write_text(PASSWORD, "utf-8")
    home = ["--home", str(tmp_path / "server"), "--json"]
    for said in (["add", "sokha", "--country", "KH", "--password-file", str(word)], ["revoke", "sokha"], ["let-in", "sokha"],
                 ["password", "sokha", "--password-file", str(word)]):  # fmt: skip
        assert main(["user", *said, *home]) == 0
    capsys.readouterr()
    assert main(["user", "log", *home]) == 0
    acts = json.loads(capsys.readouterr().out)["act"]
    assert [one["what"] for one in acts] == ["account.password", "account.let_in", "account.revoke", "account.add"]
    assert {(one["by"], one["subject"]) for one in acts} == {("", "sokha")}
    assert PASSWORD not in json.dumps(acts)


def test_what_waits_of_a_lost_laptop_is_told_and_taken_in_by_a_manager(tmp_path):
    house = ServerHouse(tmp_path / "server")
    house.start()
    manager = Desk(house, "nary", Standing.MANAGER, ("KH",))
    elsewhere = Desk(house, "elsewhere", Standing.MANAGER, ("VN",))
    one = Laptop(tmp_path, house.account("pisey")).join(house.url)
    one.registers()
    one.sync()
    with open_office(house.db_url) as office:
        office.revoke_device(one.writer.device)
    one.registers()
    one.sync()
    try:
        told = manager.client.office(ow.Look())
        assert [(row.device, row.scope, row.reason) for row in told.apart] == [(one.writer.device, "country/KH", "revoked")]
        assert elsewhere.client.office(ow.Look()).apart == []
        with pytest.raises(DeskError) as caught:
            elsewhere.client.office(ow.Accept(one.writer.device))
        assert caught.value.key == "device.unknown"
        manager.client.office(ow.Accept(one.writer.device))
        told = manager.client.office(ow.Look())
        assert told.apart == []
        assert (told.acts[0].act, told.acts[0].by, told.acts[0].subject) == ("device.accept", manager.id, one.writer.device)
        with pytest.raises(DeskError):
            manager.client.office(ow.Accept(one.writer.device))
    finally:
        one.close()
        house.stop()
