"""Who may read and write which scope: the table of programme.md §12, and the ways around it that are closed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bwdesk.domain.access import Member, Reason, Standing, is_scope, may_read, why_parked
from bwdesk.domain.access_facts import GRACE, Case, Paper, Tie
from bwdesk.domain.assessment import Stage
from bwdesk.domain.factory import Role
from bwdesk.domain.operation import Operation, make_operation
from bwdesk.domain.scope import assessment_scope, country_scope, factory_scope, user_scope
from bwdesk.domain.thing import natural_id

TODAY = date(2026, 11, 23)
F, G = "f" * 32, "e" * 32
CYCLE = natural_id("cycle", F, 1)
A = natural_id("assessment", CYCLE, 1)


@dataclass
class World:
    ties: list[Tie] = field(default_factory=list)
    papers: dict[str, Paper] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=lambda: {F: "KH", G: "KH"})
    assignments: set[str] = field(default_factory=set)
    cases: dict[str, Case] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)

    def ties_of_factory(self, factory_id):
        return [tie for tie in self.ties if tie.factory_id == factory_id]

    def ties_of_people(self, ids):
        found = defaultdict(list)
        for tie in self.ties:
            if tie.person_id in ids:
                found[tie.factory_id].append(tie)
        return found

    def country_of(self, factory_id):
        return self.countries.get(factory_id)

    def kept_of(self, factory_id):
        return self.merged.get(factory_id, factory_id)

    def paper(self, assessment_id):
        return self.papers.get(assessment_id)

    def papers_of_factory(self, factory_id):
        return [one for one in self.papers.values() if one.factory_id == factory_id]

    def case(self, alert_id):
        return self.cases.get(alert_id)

    def has_assignment(self, assignment_id):
        return assignment_id in self.assignments


def member(number: int, standing: Standing = Standing.STAFF, country: str = "KH", **more: object) -> Member:
    return Member(f"{number:032x}", standing, frozenset({country}), **more)  # type: ignore[arg-type]


ADVISOR, ASSESSOR, PARTNER, OUTSIDER = member(1), member(2), member(3), member(4)
LEADER, MANAGER = member(5, Standing.TEAM_LEADER), member(6, Standing.MANAGER)
ADMIN, FOREIGNER = member(7, Standing.ADMINISTRATOR), member(8, country="VN")
EVERYBODY = {"advisor": ADVISOR, "assessor": ASSESSOR, "partner": PARTNER, "outsider": OUTSIDER, "leader": LEADER, "manager": MANAGER,
             "admin": ADMIN, "foreigner": FOREIGNER}  # fmt: skip


def tie(who: Member, role: Role, factory: str = F, since: date = date(2026, 1, 1), until: date | None = None) -> Tie:
    return Tie(factory, who.id, role, "KH", since, until)


@pytest.fixture
def world() -> World:
    return World([tie(ADVISOR, Role.ADVISOR), tie(ASSESSOR, Role.ASSESSOR)], {A: paper()})


def paper(stage: Stage = Stage.RUNNING) -> Paper:
    return Paper(A, F, CYCLE, 1, "KH", frozenset({ASSESSOR.id, PARTNER.id}), stage)


def op(who: Member, scope: str, kind: str, day: date = TODAY, thing: str = "d" * 32, **values: object) -> Operation:
    at = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp() * 1000)
    named = values or {"remark": "x"}
    return make_operation(
        id="a" * 32, scope=scope, kind=kind, thing=thing, values=named, seen=dict.fromkeys(named, ()), author=who.id, device="b" * 32,
        at=at, txn="c" * 32, act="test", salt="0" * 32,
    )  # fmt: skip


def readers(world: World, scope: str) -> set[str]:
    return {name for name, who in EVERYBODY.items() if may_read(who, scope, world, TODAY)}


def test_who_reads_what(world):
    assert readers(world, country_scope("KH")) == {"advisor", "assessor", "partner", "outsider", "leader", "manager"}
    assert readers(world, factory_scope(F)) == {"advisor", "assessor", "partner", "leader", "manager"}
    assert readers(world, factory_scope(G)) == {"leader", "manager"}
    assert readers(world, assessment_scope(A)) == {"assessor", "partner", "leader"}
    assert readers(world, f"vault/{A}") == {"assessor", "partner"}
    assert readers(world, user_scope(OUTSIDER.id)) == {"outsider"}
    assert readers(world, "alert/" + "1" * 32) == set()


def test_a_zero_tolerance_case_is_its_authors_and_the_leaders(world):
    case, scope = "1" * 32, "alert/" + "1" * 32
    begun = op(ASSESSOR, scope, "alert", thing=case, author_id=ASSESSOR.id, country="KH", factory_id=F)
    assert why_parked(ASSESSOR, begun, world, TODAY) is None
    foreign = op(FOREIGNER, scope, "alert", thing=case, author_id=FOREIGNER.id, country="KH", factory_id=F)
    assert why_parked(FOREIGNER, foreign, world, TODAY) == Reason.NO_RIGHT
    for_another = op(OUTSIDER, scope, "alert", thing=case, author_id=ASSESSOR.id, country="KH", factory_id=F)
    assert why_parked(OUTSIDER, for_another, world, TODAY) == Reason.NO_RIGHT
    world.cases[case] = Case(case, F, "KH", ASSESSOR.id)
    assert readers(world, scope) == {"assessor", "leader", "manager"}, "the factory's own advisor does not see what an assessor noticed"
    assert why_parked(LEADER, op(LEADER, scope, "alert_step"), world, TODAY) is None
    assert why_parked(ADVISOR, op(ADVISOR, scope, "alert_step"), world, TODAY) == Reason.NO_RIGHT
    assert why_parked(LEADER, op(LEADER, scope, "alert", thing=case, author_id=LEADER.id), world, TODAY) == Reason.FIXED


def test_a_released_assessment_is_read_by_the_manager_and_no_longer_opens_the_factory_to_the_partner(world):
    world.papers[A] = paper(Stage.RELEASED)
    assert readers(world, assessment_scope(A)) == {"assessor", "partner", "leader", "manager"}
    assert "partner" not in readers(world, factory_scope(F))


def test_the_factorys_advisor_never_reads_its_assessment_even_when_named_or_leading(world):
    world.papers[A] = replace(paper(), assessors=frozenset({ADVISOR.id, ASSESSOR.id}))
    assert not may_read(ADVISOR, assessment_scope(A), world, TODAY)
    world.ties.append(tie(LEADER, Role.ADVISOR))
    assert not may_read(LEADER, assessment_scope(A), world, TODAY)
    assert why_parked(ADVISOR, op(ADVISOR, assessment_scope(A), "answer"), world, TODAY) == Reason.OWN_FACTORY


def test_a_revoked_account_reads_nothing_and_its_work_is_kept_apart(world):
    gone = replace(ADVISOR, is_active=False)
    assert not may_read(gone, factory_scope(F), world, TODAY)
    assert why_parked(gone, op(gone, factory_scope(F), "line"), world, TODAY) == Reason.REVOKED


@pytest.mark.parametrize(
    ("who", "scope", "kind", "reason"),
    [
        (ADVISOR, factory_scope(F), "line", None),
        (ADVISOR, factory_scope(F), "result", Reason.READ_ONLY),
        (ASSESSOR, factory_scope(F), "line", Reason.READ_ONLY),
        (LEADER, factory_scope(F), "line", Reason.READ_ONLY),
        (LEADER, factory_scope(F), "remark", None),
        (MANAGER, factory_scope(F), "edition", None),
        (ASSESSOR, factory_scope(F), "edition", Reason.READ_ONLY),
        (LEADER, factory_scope(F), "document", Reason.READ_ONLY),
        (ASSESSOR, f"vault/{A}", "interview", None),
        (LEADER, f"vault/{A}", "interview", Reason.NO_RIGHT),
        (ADVISOR, f"vault/{A}", "interview", Reason.OWN_FACTORY),
        (ASSESSOR, factory_scope(F), "interview", Reason.WRONG_SCOPE),
        (MANAGER, factory_scope(F), "result", None),
        (OUTSIDER, factory_scope(F), "line", Reason.NO_RIGHT),
        (FOREIGNER, country_scope("KH"), "factory", Reason.NO_RIGHT),
        (ADMIN, country_scope("KH"), "factory", Reason.NO_RIGHT),
        (OUTSIDER, country_scope("KH"), "factory", None),
        (OUTSIDER, country_scope("KH"), "person", Reason.READ_ONLY),
        (LEADER, country_scope("KH"), "assignment", None),
        (ASSESSOR, assessment_scope(A), "answer", None),
        (PARTNER, assessment_scope(A), "assessment", Reason.WRONG_SCOPE),
        (LEADER, assessment_scope(A), "message", None),
        (LEADER, assessment_scope(A), "answer", Reason.READ_ONLY),
        (MANAGER, assessment_scope(A), "answer", Reason.NO_RIGHT),
        (OUTSIDER, user_scope(ADVISOR.id), "snippet", Reason.NO_RIGHT),
        (ADVISOR, user_scope(ADVISOR.id), "snippet", None),
        (ADVISOR, factory_scope(F), "answer", Reason.WRONG_SCOPE),
        (ADVISOR, user_scope(ADVISOR.id), "factory", Reason.WRONG_SCOPE),
        (ADVISOR, factory_scope(F), "a_kind_of_a_newer_program", None),
        (MANAGER, factory_scope(F), "release", Reason.READ_ONLY),
    ],
)
def test_who_writes_what(world, who, scope, kind, reason):
    assert why_parked(who, op(who, scope, kind), world, TODAY) == reason


def test_another_ones_work_waits_for_its_author(world):
    assert why_parked(ADVISOR, op(ASSESSOR, factory_scope(F), "line"), world, TODAY) == Reason.CARRIED
    known_before = replace(ADVISOR, former_ids=frozenset({ASSESSOR.id}))
    assert why_parked(known_before, op(ASSESSOR, user_scope(ASSESSOR.id), "snippet"), world, TODAY) is None


def test_an_advised_factory_is_changed_by_its_advisor_alone(world):
    for who, reason in ((ADVISOR, None), (OUTSIDER, Reason.NOT_YOURS), (LEADER, None)):
        assert why_parked(who, op(who, country_scope("KH"), "factory", thing=F), world, TODAY) == reason


def test_an_entry_that_somebody_advises_is_merged_by_who_may_write_both(world):
    def merging(who: Member, entry: str, kept: str | None) -> Reason | None:
        return why_parked(who, op(who, country_scope("KH"), "factory", thing=entry, alias_of=kept), world, TODAY)

    listed = "c" * 32
    assert merging(OUTSIDER, listed, F) is None, "a row of a list that is found to be a colleague's factory"
    world.ties.append(tie(OUTSIDER, Role.ADVISOR, G))
    assert merging(OUTSIDER, G, F) == Reason.NOT_YOURS, "its buyers would stand among those of the colleague's factory"
    assert merging(ADVISOR, G, F) == Reason.NOT_YOURS, "and the entry is not theirs to merge"
    assert merging(LEADER, G, F) is None and merging(OUTSIDER, G, None) is None and merging(OUTSIDER, G, listed) is None
    world.merged[listed] = F
    assert merging(OUTSIDER, G, listed) == Reason.NOT_YOURS, "through an entry that was merged before"
    world.ties.append(tie(OUTSIDER, Role.ADVISOR, F))
    assert merging(OUTSIDER, G, F) is None, "who advises both"


def test_an_entry_of_a_colleagues_factory_is_taken_on_by_nobody_else(world):
    listed = "c" * 32
    assert why_parked(OUTSIDER, assigning(OUTSIDER, listed, OUTSIDER, Role.ADVISOR), world, TODAY) is None
    world.merged[listed] = F
    assert why_parked(OUTSIDER, assigning(OUTSIDER, listed, OUTSIDER, Role.ADVISOR), world, TODAY) == Reason.NO_RIGHT


def assigning(who: Member, factory: str, person: Member, role: Role, thing: str = "9" * 32) -> Operation:
    return op(who, country_scope("KH"), "assignment", thing=thing, factory_id=factory, person_id=person.id, role=role.value)


def test_staff_take_on_a_factory_that_nobody_advises_and_nothing_else(world):
    assert why_parked(OUTSIDER, assigning(OUTSIDER, G, OUTSIDER, Role.ADVISOR), world, TODAY) is None
    assert why_parked(OUTSIDER, assigning(OUTSIDER, F, OUTSIDER, Role.ADVISOR), world, TODAY) == Reason.NO_RIGHT
    assert why_parked(OUTSIDER, assigning(OUTSIDER, G, PARTNER, Role.ADVISOR), world, TODAY) == Reason.NO_RIGHT
    assert why_parked(OUTSIDER, assigning(OUTSIDER, G, OUTSIDER, Role.ASSESSOR), world, TODAY) == Reason.NO_RIGHT
    world.assignments.add("9" * 32)
    assert why_parked(OUTSIDER, assigning(OUTSIDER, G, OUTSIDER, Role.ADVISOR), world, TODAY) == Reason.NO_RIGHT, "no edits of what stands"


def opening(who: Member, **changed: object) -> Operation:
    values = {"factory_id": F, "cycle_id": CYCLE, "number": 1, "country": "KH", f"assessors:{who.id}": True} | changed
    thing = natural_id("assessment", values["cycle_id"], values["number"])
    return op(who, assessment_scope(thing), "assessment", thing=thing, **values)


def test_who_opens_an_assessment(world):
    world.papers.clear()
    found = {name: why_parked(who, opening(who), world, TODAY) for name, who in EVERYBODY.items()}
    assert {name for name, reason in found.items() if reason is None} == {"assessor", "leader", "manager"}
    assert found["advisor"] == Reason.OWN_FACTORY


def test_an_assessments_id_follows_from_its_factory_so_that_nobody_sits_on_anothers(world):
    world.papers.clear()
    world.ties.append(tie(OUTSIDER, Role.ASSESSOR, G))
    assert why_parked(OUTSIDER, opening(OUTSIDER, factory_id=G), world, TODAY) == Reason.WRONG_SCOPE
    assert why_parked(OUTSIDER, opening(OUTSIDER, factory_id=G, cycle_id=natural_id("cycle", G, 1)), world, TODAY) is None


def test_what_an_assessment_is_about_does_not_change(world):
    moved = op(ASSESSOR, assessment_scope(A), "assessment", thing=A, factory_id=G)
    assert why_parked(ASSESSOR, moved, world, TODAY) == Reason.FIXED
    assert why_parked(ASSESSOR, op(ASSESSOR, assessment_scope(A), "assessment", thing=A, factory_id=F, access="good"), world, TODAY) is None


def test_rights_are_judged_by_the_day_it_was_written(world):
    ended = date(2026, 6, 30)
    world.ties = [tie(ADVISOR, Role.ADVISOR, since=date(2026, 2, 1), until=ended)]

    def written(day: date) -> Reason | None:
        return why_parked(ADVISOR, op(ADVISOR, factory_scope(F), "line", day), world, TODAY)

    assert written(date(2026, 1, 15)) == Reason.NO_RIGHT
    assert written(date(2026, 5, 1)) is None, "it arrives long after a hand-over"
    assert written(ended + GRACE) is None
    assert written(ended + GRACE + timedelta(days=1)) == Reason.NO_RIGHT
    assert not may_read(ADVISOR, factory_scope(F), world, TODAY)


def test_a_clock_far_ahead_counts_as_tomorrow(world):
    world.ties = [tie(ADVISOR, Role.ADVISOR, since=TODAY + timedelta(days=400))]
    assert why_parked(ADVISOR, op(ADVISOR, factory_scope(F), "line", date(2030, 1, 1)), world, TODAY) == Reason.NO_RIGHT


def test_an_assignment_in_another_countrys_register_counts_for_nothing(world):
    world.ties = [replace(tie(OUTSIDER, Role.ADVISOR), country="VN")]
    assert not may_read(OUTSIDER, factory_scope(F), world, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "factory/",
        "factory/xyz",
        "factory/" + "F" * 32,
        "country/kh",
        "country/KHM",
        "else/" + "a" * 32,
        "factory/" + "a" * 33,
        "user/../x",
    ],
)
def test_what_is_no_scope(text):
    assert not is_scope(text)


def test_who_leads_says_of_photos_who_can_be_recognised_and_changes_nothing_else_of_them(world):
    for scope in (assessment_scope(A), factory_scope(F)):
        assert why_parked(LEADER, op(LEADER, scope, "photo", mark="inside"), world, TODAY) is None
        for more in ({"mark": "inside", "caption": "x"}, {"deleted": True}):
            assert why_parked(LEADER, op(LEADER, scope, "photo", **more), world, TODAY) == Reason.READ_ONLY
        assert why_parked(OUTSIDER, op(OUTSIDER, scope, "photo", mark="nobody"), world, TODAY) == Reason.NO_RIGHT
    assert why_parked(ADVISOR, op(ADVISOR, factory_scope(F), "photo", mark="agreed"), world, TODAY) is None
    assert why_parked(ADVISOR, op(ADVISOR, assessment_scope(A), "photo", mark="agreed"), world, TODAY) == Reason.OWN_FACTORY
    assert why_parked(ASSESSOR, op(ASSESSOR, assessment_scope(A), "photo", mark="agreed"), world, TODAY) is None
