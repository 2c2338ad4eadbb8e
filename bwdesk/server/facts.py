"""The facts that the rules of access ask for, read from the folded tables, remembered for one request. No rules here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bwdesk.domain.access import Member, Standing, may_read
from bwdesk.domain.access_facts import Case, Paper, Tie
from bwdesk.domain.alert import Alert
from bwdesk.domain.assessment import Assessment
from bwdesk.domain.factory import Assignment, Factory, Role
from bwdesk.domain.scope import alert_scope, assessment_scope, country_scope, factory_scope, scope_key, scope_kind, user_scope, vault_scope
from bwdesk.store.accounts import scopes_naming
from bwdesk.store.log import factory_scopes_of, heads_of
from bwdesk.store.unit import Reader
from bwdesk.usecases.factories import survivor_id


class Facts:
    """Facts as of one transaction. `forget` after something was applied."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.forget()

    def forget(self) -> None:
        self._by_factory: dict[str, list[Tie]] = {}
        self._by_people: dict[frozenset[str], Mapping[str, Sequence[Tie]]] = {}
        self._countries: dict[str, str | None] = {}
        self._papers: dict[str, Paper | None] = {}
        self._of_factory: dict[str, list[Paper]] = {}
        self._cases: dict[str, Case | None] = {}

    def ties_of_factory(self, factory_id: str) -> Sequence[Tie]:
        if factory_id not in self._by_factory:
            found = self._reader.find(Assignment, lambda a: a.factory_id == factory_id)
            self._by_factory[factory_id] = [_tie(one) for one in found]
        return self._by_factory[factory_id]

    def ties_of_people(self, ids: frozenset[str]) -> Mapping[str, Sequence[Tie]]:
        if ids not in self._by_people:
            found: dict[str, list[Tie]] = defaultdict(list)
            for person_id in sorted(ids):
                for one in self._reader.find(Assignment, lambda a, who=person_id: a.person_id == who):  # type: ignore[misc]
                    found[one.factory_id].append(_tie(one))
            self._by_people[ids] = found
        return self._by_people[ids]

    def country_of(self, factory_id: str) -> str | None:
        if factory_id not in self._countries:
            factory = self._reader.get(Factory, factory_id)
            self._countries[factory_id] = None if factory is None else scope_key(factory.scope)
        return self._countries[factory_id]

    def kept_of(self, factory_id: str) -> str:
        return survivor_id(self._reader, factory_id)

    def paper(self, assessment_id: str) -> Paper | None:
        if assessment_id not in self._papers:
            self._papers[assessment_id] = _paper(self._reader.get(Assessment, assessment_id))
        return self._papers[assessment_id]

    def papers_of_factory(self, factory_id: str) -> Sequence[Paper]:
        if factory_id not in self._of_factory:
            found = map(_paper, self._reader.find(Assessment, lambda a: a.factory_id == factory_id))
            self._of_factory[factory_id] = [one for one in found if one is not None]
        return self._of_factory[factory_id]

    def case(self, alert_id: str) -> Case | None:
        if alert_id not in self._cases:
            self._cases[alert_id] = _case(self._reader.get(Alert, alert_id))
        return self._cases[alert_id]

    def has_assignment(self, assignment_id: str) -> bool:
        return self._reader.get(Assignment, assignment_id) is not None

    def readable(self, member: Member, today: date) -> list[tuple[str, int, bytes]]:
        """(scope, last number, chain) of every scope that holds something and that the person may read today."""
        sure = [user_scope(one) for one in member.ids] + [country_scope(one) for one in member.countries]
        maybe = {factory_scope(factory_id) for factory_id in self.ties_of_people(member.ids)}
        for scope in scopes_naming(self._reader, member.ids):
            paper = self.paper(scope_key(scope)) if scope_kind(scope) == "assessment" else None
            maybe |= {scope} if paper is None else {scope, vault_scope(paper.id), factory_scope(paper.factory_id)}
        maybe |= {assessment_scope(paper.id) for paper in self._papers_led(member)}
        maybe |= {alert_scope(case.id) for case in self._cases_led(member)}
        if member.standing in (Standing.TEAM_LEADER, Standing.MANAGER):
            maybe |= self._factories_led(member.countries)
        return heads_of(self._reader, [scope for scope in {*sure, *maybe} if may_read(member, scope, self, today)])

    def _factories_led(self, countries: Iterable[str]) -> set[str]:
        found = set()
        for country in sorted(countries):
            scopes = factory_scopes_of(self._reader, country_scope(country))
            self._countries.update(dict.fromkeys(map(scope_key, scopes), country))
            found.update(scopes)
        return found

    def _papers_led(self, member: Member) -> list[Paper]:
        led: list[Paper] = []
        if member.standing in (Standing.TEAM_LEADER, Standing.MANAGER):
            for country in sorted(member.countries):
                found = map(_paper, self._reader.find(Assessment, lambda a, where=country: a.country == where))  # type: ignore[misc]
                led += [one for one in found if one is not None]
            self._papers.update({one.id: one for one in led})
        for factory_id, ties in self.ties_of_people(member.ids).items():
            if any(tie.role == Role.TEAM_LEADER for tie in ties):
                led += self.papers_of_factory(factory_id)
        return led

    def _cases_led(self, member: Member) -> list[Case]:
        led: list[Case | None] = []
        if member.standing in (Standing.TEAM_LEADER, Standing.MANAGER):
            for country in sorted(member.countries):
                led += map(_case, self._reader.find(Alert, lambda a, where=country: a.country == where))  # type: ignore[misc]
        for factory_id, ties in self.ties_of_people(member.ids).items():
            if any(tie.role == Role.TEAM_LEADER for tie in ties):
                led += map(_case, self._reader.find(Alert, lambda a, where=factory_id: a.factory_id == where))  # type: ignore[misc]
        found = [one for one in led if one is not None]
        self._cases.update({one.id: one for one in found})
        return found


def _tie(one: Assignment) -> Tie:
    begins = one.from_on or date.max  # a forged operation may have left it out
    return Tie(one.factory_id, one.person_id, one.role, scope_key(one.scope), begins, one.to_on)


def _paper(one: Assessment | None) -> Paper | None:
    if one is None or one.scope != assessment_scope(one.id):
        return None
    return Paper(one.id, one.factory_id, one.cycle_id, one.number, one.country, one.assessors, one.stage)


def _case(one: Alert | None) -> Case | None:
    return None if one is None or one.scope != alert_scope(one.id) else Case(one.id, one.factory_id, one.country, one.author_id)
