"""Who is given what: random grants over time against the whole application, and a rule book of the test's own that shares no code with it.

At every moment each person asks for everything there is, by every way there is. What comes must be readable for them at that moment by the
rule book, and what is readable must be named: neither too much nor too little.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bwdesk import ids
from bwdesk.domain.assessment import Answer, Assessment, Stage
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope, user_scope
from bwdesk.domain.thing import natural_id
from bwdesk.domain.visit import Visit
from bwdesk.server import app as application
from bwdesk.server import judge, snapshots
from bwdesk.server.identity import new_access
from bwdesk.server.pen import WRITER, open_keys, write_things
from bwdesk.store import accounts as rows
from bwdesk.store.accounts import Account, Device
from bwdesk.store.hub import Hub
from bwdesk.sync import wire
from bwdesk.sync.bundle_ops import unpacked
from tests.fakes.new_file import empty_server
from tests.fakes.office import assessment_id

PEOPLE = ("ana", "ben", "lea", "max", "eve")
STANDINGS = {"ana": "staff", "ben": "staff", "lea": "team_leader", "max": "manager", "eve": "administrator"}
FACTORIES = {"f" * 31 + "1": "KH", "f" * 31 + "2": "KH", "f" * 31 + "3": "VN"}
LONG_AGO, ENDED = date(2020, 1, 1), date(2021, 1, 1)
ID = {name: f"{number:032x}" for number, name in enumerate((*PEOPLE, "opener"), 10)}


class World:
    """The application over a database of its own, and what the rule book knows."""

    def __init__(self, root):
        (root / "server.db").write_bytes(empty_server())
        url = f"sqlite:///{root / 'server.db'}"
        self.app = application.make_app(url, root / "photos")
        self.hub = Hub(url)
        self.keys = open_keys(self.hub)
        self.runner = asyncio.Runner()
        self.countries = {name: {"KH"} for name in PEOPLE} | {"max": {"KH", "VN"}}
        self.is_let_in = dict.fromkeys(PEOPLE, True)
        self.ties = {}  # (person, factory, role) -> assignment
        self.papers = {}  # factory -> assessment
        self.given = {name: set() for name in PEOPLE}  # operations ever received
        with self.hub.writing(WRITER, "people") as unit:
            for name, one in ID.items():
                standing = STANDINGS.get(name, "staff")
                places = ("KH", "VN") if name in ("max", "opener") else () if name == "eve" else ("KH",)
                rows.add_account(unit, Account(one, name, name.title(), "X", standing, places, True, 1, "x"))
                rows.add_device(unit, Device(one, one, "laptop", bytes(32), bytes(32), 1, 1 << 60, None))
        self.countries["eve"] = set()
        self.writes([Factory(id=f, scope=country_scope(c), name=f, country=c) for f, c in FACTORIES.items()])
        homes = [*map(factory_scope, FACTORIES), *(user_scope(ID[one]) for one in PEOPLE)]
        self.writes([Visit(id=f"{n:032x}", scope=home, factory_id="x", cycle_id="c" * 32) for n, home in enumerate(homes, 900)])
        for number, factory in enumerate(FACTORIES, 700):
            self.writes([self._tie(f"{number:032x}", "opener", factory, Role.ASSESSOR)])

    def close(self):
        self.runner.close()
        self.hub.close()

    def writes(self, things, bases=()):
        """The office writes."""
        with self.hub.writing(WRITER, "office") as unit:
            write_things(unit, self.keys, list(zip(bases or [None] * len(things), things, strict=True)), "test")

    def _tie(self, one, person, factory, role):
        where = country_scope(FACTORIES[factory])
        return Assignment(id=one, scope=where, factory_id=factory, person_id=ID[person], role=role, from_on=LONG_AGO)

    # --- what happens ----------------------------------------------------------------------------------------------------------------

    def assign(self, person, factory, role):
        if (person, factory, role) not in self.ties:
            self.ties[person, factory, role] = tie = self._tie(ids.new_id(), person, factory, role)
            self.writes([tie])

    def unassign(self, person, factory, role):
        """By an end in the past, or by taking it back: every second time."""
        if tie := self.ties.pop((person, factory, role), None):
            with self.hub.reading() as reader:
                base = reader.get(Assignment, tie.id)
            is_odd = int(tie.id, 16) % 2
            self.writes([replace(base, deleted=True) if is_odd else replace(base, to_on=ENDED)], [base])

    def limit(self, person, factory, _role):
        """Takes a country away, or gives it."""
        country = FACTORIES[factory]
        if STANDINGS[person] != "administrator":
            self.countries[person] ^= {country}
            with self.hub.writing(WRITER, "limit") as unit:
                rows.change_account(unit, ID[person], countries=str(sorted(self.countries[person])).replace("'", '"'))

    def let_go(self, person, factory, _role):
        """Revokes the device or the account, or lets it in again."""
        self.is_let_in[person] = not self.is_let_in[person]
        with self.hub.writing(WRITER, "let go") as unit:
            if factory == min(FACTORIES) and not self.is_let_in[person]:
                rows.change_account(unit, ID[person], is_active=False)
            elif not self.is_let_in[person]:
                rows.change_device(unit, ID[person], revoked_at=5)
            else:
                rows.change_account(unit, ID[person], is_active=True)
                rows.change_device(unit, ID[person], revoked_at=None)

    def name(self, person, factory, _role):
        """The assessment of a factory names one more assessor, or one less."""
        before = self.papers.get(factory)
        assessors = (before.assessors if before else frozenset({ID["opener"]})) ^ {ID[person]}
        self._assess(factory, assessors, before.stage if before else Stage.PLANNED)

    def release(self, _person, factory, _role):
        if before := self.papers.get(factory):
            self._assess(factory, before.assessors, Stage.RELEASED if before.stage != Stage.RELEASED else Stage.PLANNED)

    def _assess(self, factory, assessors, stage):
        one = assessment_id(factory)
        scope = assessment_scope(one)
        paper = Assessment(
            id=one, scope=scope, factory_id=factory, cycle_id=natural_id("cycle", factory, 1), number=1, country=FACTORIES[factory],
            tool="x", assessors=assessors, stage=stage,
        )  # fmt: skip
        with self.hub.writing(WRITER, "assess") as unit:
            base = unit.get(Assessment, one)
            things = [(base, replace(base, assessors=assessors, stage=stage) if base else paper)]
            answer = natural_id(Answer, one, "Q", "")
            if unit.get(Answer, answer) is None:
                things.append((None, Answer(id=answer, scope=scope, assessment_id=one, question="Q", finding="tied shut")))
            write_things(unit, self.keys, things, "assess")
            judge.note_names(unit, unit.operations_of(one))
        self.papers[factory] = paper

    # --- the rule book ---------------------------------------------------------------------------------------------------------------

    def roles(self, person, factory):
        return {role for who, where, role in self.ties if (who, where) == (person, factory)}

    def readable(self, person):
        """The scopes a person may read now."""
        if not self.is_let_in[person]:
            return set()
        found, me, standing = {user_scope(ID[person])}, ID[person], STANDINGS[person]
        if standing == "administrator":
            return found
        found |= {country_scope(country) for country in self.countries[person]}
        for factory, country in FACTORIES.items():
            roles, paper = self.roles(person, factory), self.papers.get(factory)
            leads = standing in ("team_leader", "manager") and country in self.countries[person]
            is_pair = paper is not None and me in paper.assessors
            if leads or roles or (is_pair and paper.stage != Stage.RELEASED):
                found.add(factory_scope(factory))
            if paper is None or Role.ADVISOR in roles:
                continue
            is_team_leader = Role.TEAM_LEADER in roles or (standing == "team_leader" and leads)
            may_see_released = standing == "manager" and leads and paper.stage == Stage.RELEASED
            if is_pair or is_team_leader or may_see_released:
                found.add(paper.scope)
        return found

    # --- asking for everything -------------------------------------------------------------------------------------------------------

    def ask(self, person, path, message=None, method="POST"):
        """One request to the application, as the person's device; the body of the answer."""
        now = application.now_ms()
        token, _ = new_access(self.keys, ID[person], now, apart=not self.is_let_in[person])
        body, sent = wire.encoded(message) if message is not None else b"", []

        async def receive():
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(part):
            sent.append(part)

        headers = [(b"authorization", f"Bearer {token}".encode())]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": wire.PREFIX + path,
            "raw_path": b"", "query_string": b"", "headers": headers, "client": ("127.0.0.1", 1), "server": ("x", 80), "scheme": "http",
        }  # fmt: skip
        self.runner.run(self.app(scope, receive, send))
        return sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:])

    def everything(self):
        with self.hub.reading() as reader:
            all_rows = reader.connection.execute(text("SELECT id, scope FROM operations")).all()
            heads = reader.connection.execute(text("SELECT scope FROM scopes WHERE head > 0")).scalars().all()
        return {row.id: row.scope for row in all_rows}, set(heads)

    def check(self):
        """Everybody asks for everything."""
        scope_of, holding = self.everything()
        for person in PEOPLE:
            may = self.readable(person)
            _, said = self.ask(person, "/hello", wire.Hello("x", [1], 1, 0, b""))
            named = {one.scope for one in wire.answered(said, wire.Welcome).scopes}
            assert named == may & holding, f"{person} is told of {named ^ (may & holding)}"
            got = self._pulled(person, sorted(holding | set(map(assessment_scope, map(assessment_id, FACTORIES)))))
            outside = {scope_of[one] for one in got} - may
            assert not outside, f"{person} was given {outside}"
            assert got == {one for one, scope in scope_of.items() if scope in may}
            self.given[person] |= {(one, scope_of[one]) for one in got}

    def _pulled(self, person, scopes):
        found = set()
        for with_snapshot in (False, True):
            wishes = [wire.Wish(wire.Place(one, "", 0, b""), "all", with_snapshot) for one in scopes]
            status, said = self.ask(person, "/pull", wire.Pull(wishes, 10**6))
            if status != 200:
                assert not self.is_let_in[person]
                continue
            for page in wire.answered(said, wire.Pulled).pages:
                pages = [page]
                if page.snapshot is not None:
                    self._nobody_else_fetches(page.scope, page.snapshot.sha256.hex())
                    pages = []
                found |= {wire_id(header) for one in pages for header, _ in unpacked(one.ops)}
                found |= {page.ids.hex()[i : i + 32] for i in range(0, len(page.ids) * 2, 32)}
        return found

    def _nobody_else_fetches(self, scope, sha256):
        for person in PEOPLE:
            status, said = self.ask(person, f"/snapshot/{sha256}", method="GET")
            assert (status in (200, 206)) == (scope in self.readable(person))
            assert status in (200, 206) or scope.encode() not in wire.unpack(said), "nor does the refusal tell anything"


def wire_id(header):
    return json.loads(header)["i"]


MOSTLY = (World.assign, World.assign, World.assign, World.unassign, World.unassign, World.name, World.name)
EVENTS = (*MOSTLY, World.limit, World.let_go, World.release)
steps = st.lists(
    st.tuples(*map(st.sampled_from, (EVENTS, PEOPLE, sorted(FACTORIES), sorted(Role)))),
    max_size=10,
)


def live(history):
    with tempfile.TemporaryDirectory(prefix="bwdesk-isolation-") as folder:
        world = World(Path(folder))
        try:
            world.check()
            for event, person, factory, role in history:
                event(world, person, factory, role)
                world.check()
            return world
        finally:
            world.close()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_nobody_is_ever_given_what_they_may_not_read_then(history):
    live(history)


def test_a_history_with_everything_in_it():
    first, second, _ = sorted(FACTORIES)
    history = [
        (World.assign, "ana", first), (World.name, "ben", first), (World.name, "ana", first), (World.unassign, "ana", first),
        (World.release, "ben", first), (World.limit, "max", first), (World.let_go, "ben", first), (World.let_go, "ben", first),
        (World.let_go, "lea", second), (World.assign, "ben", second), (World.name, "lea", second),
    ]  # fmt: skip
    world = live([(*one, Role.TEAM_LEADER if one[1] == "ben" else Role.ADVISOR) for one in history])
    assert all(world.given[person] for person in PEOPLE), "somebody was never given anything: the test would not see too much"


def test_snapshots_are_given_to_readers_only(monkeypatch):
    monkeypatch.setattr(snapshots, "LEAST", 1)
    seen = []
    real = World._nobody_else_fetches
    monkeypatch.setattr(World, "_nobody_else_fetches", lambda self, scope, sha256: (seen.append(scope), real(self, scope, sha256)))
    first = min(FACTORIES)
    live([(World.assign, "ana", first, Role.ADVISOR), (World.name, "ben", first, Role.ADVISOR), (World.let_go, "ana", first, Role.ADVISOR)])
    assert {one.partition("/")[0] for one in seen} == {"country", "factory", "assessment", "user"}


@pytest.mark.parametrize("mistake", ["pages", "facts"])
def test_the_test_sees_a_mistake(monkeypatch, mistake):
    monkeypatch.setattr(f"bwdesk.server.{mistake}.may_read", lambda member, scope, known, today: member.is_active)
    with pytest.raises(AssertionError):
        live([(World.assign, "ana", min(FACTORIES), Role.ADVISOR), (World.name, "ana", min(FACTORIES), Role.ADVISOR)])
