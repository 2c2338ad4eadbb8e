"""The register as a list: 30,000 factories in a handful of statements, and what must be known to recognise one again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple, overload

from sqlalchemy import text

from bwdesk.domain.factory import person_thing_id
from bwdesk.domain.folding import fold_text
from bwdesk.store.unit import STRANGER, Reader


class FactoryRow(NamedTuple):
    """One factory in the list. `cycle` 0: not registered. Days are ISO texts, "" for none. `state`: "" confirmed by the office,
    "waiting" for it, "settle" needs a person's decision."""

    id: str
    name: str
    local_name: str
    country: str
    city: str
    os_id: str
    workers_total: int | None
    advisor_id: str
    advisor: str
    cycle: int
    cycle_id: str
    started_on: str
    open_issues: int
    late_issues: int
    next_visit_at: str
    last_visit_at: str
    state: str


class KnownRow(NamedTuple):
    """What identifies a factory."""

    id: str
    name: str
    country: str
    local_name: str
    address: str
    city: str
    os_id: str
    source: str
    source_key: str


class Beside(NamedTuple):
    """What hangs on the factories that somebody works with, by factory id."""

    advisors: Mapping[str, tuple[str, str]]
    cycles: Mapping[str, tuple[int, str, str]]
    issues: Mapping[str, tuple[int, int]]
    visits: Mapping[str, tuple[str, str]]
    waiting: set[str]
    unsettled: set[str]


_NOTHING: Final = ("", "")
_NO_CYCLE: Final = (0, "", "")
_NO_ISSUES: Final = (0, 0)
_PLAIN_COLUMNS: Final = {"name": 1, "local_name": 2, "country": 3, "city": 4, "os_id": 5}
_SEARCHED: Final = (1, 2, 4, 5)


class FactoryList(Sequence[FactoryRow]):
    """Rows of the register in the order of their names. A row is put together when it is looked at; sorting and filtering give places.

    `total`: how many the whole list has, where this is only its beginning.
    """

    def __init__(self, plain: Sequence[tuple[Any, ...]], beside: Beside, total: int) -> None:
        self._plain = plain
        self._beside = beside
        self._folded: list[str] = []
        self.total = total

    def __len__(self) -> int:
        return len(self._plain)

    @overload
    def __getitem__(self, place: int) -> FactoryRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[FactoryRow]: ...
    def __getitem__(self, place: int | slice) -> FactoryRow | list[FactoryRow]:
        if isinstance(place, slice):
            return [self._row(found) for found in self._plain[place]]
        return self._row(self._plain[place])

    def __iter__(self) -> Iterator[FactoryRow]:
        return map(self._row, self._plain)

    def _row(self, found: tuple[Any, ...]) -> FactoryRow:
        beside, factory_id = self._beside, found[0]
        state = "settle" if factory_id in beside.unsettled else "waiting" if factory_id in beside.waiting else ""
        return FactoryRow._make(
            (
                *found, *beside.advisors.get(factory_id, _NOTHING), *beside.cycles.get(factory_id, _NO_CYCLE),
                *beside.issues.get(factory_id, _NO_ISSUES), *beside.visits.get(factory_id, _NOTHING), state,
            )
        )  # fmt: skip

    def prepare(self) -> FactoryList:
        """Makes the folded texts that `matching` looks through (0.2 s for 30,000 rows; on the read lane, after the first paint)."""
        if not self._folded:
            self._folded = [fold_text(" ".join([row[i] for i in _SEARCHED])) for row in self._plain]
        return self

    def matching(self, typed: str, among: Sequence[int] | None = None) -> Sequence[int]:
        """Places of the rows in which every typed word stands, in list order; of all rows, or of those of an earlier, shorter text."""
        words = fold_text(typed).split()
        places = range(len(self)) if among is None else among
        folded = self.prepare()._folded
        for word in words:
            places = [place for place in places if word in folded[place]]
        return places

    def ordered(self, column: str, *, descending: bool = False, among: Sequence[int] | None = None) -> list[int]:
        """Places in the order of a column (a field of FactoryRow); rows without a value come last either way."""
        places = range(len(self)) if among is None else among
        key = self._key(column)
        with_value = sorted((p for p in places if key(p) not in ("", None, 0)), key=key, reverse=descending)
        return with_value + [p for p in places if key(p) in ("", None, 0)]

    def _key(self, column: str) -> Callable[[int], Any]:
        plain, beside = self._plain, self._beside
        if column in _PLAIN_COLUMNS:
            at = _PLAIN_COLUMNS[column]
            return lambda place: plain[place][at].casefold()
        if column == "workers_total":
            return lambda place: plain[place][6]
        if column == "cycle":
            return lambda place: beside.cycles.get(plain[place][0], _NO_CYCLE)[2]
        at = FactoryRow._fields.index(column)
        return lambda place: self._row(plain[place])[at]


_WHERE: Final = "coalesce(deleted, FALSE) IS NOT TRUE AND alias_of IS NULL"


def factory_list(reader: Reader, today: date, limit: int | None = None, country: str = "") -> FactoryList:
    """The factories of the register (of a country), without aliases, by name. `limit` for what is painted first."""
    where, slots = _WHERE, {}
    if country:
        where, slots = where + " AND country = :country", {"country": country}
    query = (
        f'SELECT id, name, local_name, country, city, os_id, workers_total FROM "factory" WHERE {where}'
        f" ORDER BY name COLLATE {_collation(reader)}, id" + (f" LIMIT {int(limit)}" if limit else "")
    )
    plain = _plain(reader, query, slots)
    total = len(plain) if not limit else _plain(reader, f'SELECT count(*) FROM "factory" WHERE {where}', slots)[0][0]
    return FactoryList(plain, beside_of(reader, today, [found[0] for found in plain] if limit else None), total)


def known_rows(reader: Reader) -> list[KnownRow]:
    """Every factory with what identifies it; those removed are not among them, aliases are."""
    query = (
        "SELECT id, name, country, local_name, address, city, os_id, source, source_key"
        ' FROM "factory" WHERE coalesce(deleted, FALSE) IS NOT TRUE'
    )
    return [KnownRow(*found) for found in _plain(reader, query, {})]


def beside_of(reader: Reader, today: date, shown: Sequence[str] | None = None) -> Beside:
    """What hangs on factories: advisors, newest cycles, open and late issues, visits, what waits and what is unsettled.

    `shown`: the few factories that are painted; what waits is then looked up for these alone (a list just taken in waits as a whole).
    """
    day = {"today": today.isoformat()}
    return Beside(
        advisors=advisors_of_factories(reader, today),
        cycles=_newest_cycles(reader),
        issues=_issue_counts(reader, day),
        visits=_visit_times(reader, day),
        waiting=_waiting(reader) if shown is None else _waiting_of(reader, shown),
        unsettled={_of_scope(scope) for (scope,) in _plain(reader, "SELECT DISTINCT scope FROM unsettled", {})},
    )


def advisors_of_factories(reader: Reader, today: date, factories: Sequence[str] | None = None) -> dict[str, tuple[str, str]]:
    """Who advises each of some factories (None: of all) today: the person's id and name, by factory id."""
    people = {found[0]: found[1] for found in _plain(reader, 'SELECT id, name FROM "person"', {})}
    own = reader.names()
    query = (
        f"SELECT factory_id, person_id FROM \"assignment\" WHERE {_among('factory_id', factories)} AND role = 'advisor'"
        " AND coalesce(deleted, FALSE) IS NOT TRUE AND from_on <= :today AND (to_on IS NULL OR to_on > :today) ORDER BY from_on, id"
    )
    found = _plain(reader, query, {"today": today.isoformat(), **_slots(factories)})
    names = {
        person: people.get(person_thing_id(person)) or own.get(person) or own.get(STRANGER, person)
        for person in {person for _, person in found}
    }
    return {factory: (person, names[person]) for factory, person in found}


def last_visits(reader: Reader, factories: Sequence[str]) -> dict[str, datetime]:
    """When the last visit of each of some factories began, by its id; factories that had none are left out."""
    query = (
        f'SELECT factory_id, max(started_at) FROM "visit" WHERE {_among("factory_id", factories)} AND started_at IS NOT NULL'
        " AND coalesce(deleted, FALSE) IS NOT TRUE GROUP BY factory_id"
    )
    return {factory: datetime.fromisoformat(at) for factory, at in _plain(reader, query, _slots(factories))}


def registered_names(reader: Reader, factories: Sequence[str] | None = None) -> list[tuple[str, str, str]]:
    """Id, name and country of every factory (of some) that was ever registered, without aliases, by name."""
    query = (
        f'SELECT id, name, country FROM "factory" WHERE {_WHERE} AND {_among("id", factories)} AND id IN'
        f' (SELECT factory_id FROM "cycle" WHERE {_among("factory_id", factories)} AND coalesce(deleted, FALSE) IS NOT TRUE)'
    )
    return sorted(_plain(reader, query, _slots(factories)), key=lambda found: (found[1].casefold(), found[0]))


class PlanCounts(NamedTuple):
    """The issues of a factory's plan over its cycles: all, those verified, and those open past their day (`domain.plan.days_late`).

    `over_time`: how many were open on each of the days asked about.
    """

    issues: int = 0
    verified: int = 0
    late: int = 0
    over_time: tuple[int, ...] = ()


def plan_counts(reader: Reader, today: date, factories: Sequence[str], days: Sequence[date] = ()) -> dict[str, PlanCounts]:
    """What became of the plans, by factory id. An issue without a day of its own is due with the last of its open actions."""
    on = {f"d{number}": day.isoformat() for number, day in enumerate(days)}
    were_open = "".join(
        f", sum(CASE WHEN i.since_on <= :{slot}"
        f" AND (i.verified <> 'verified' OR coalesce(i.verified_on, :never) > :{slot}) THEN 1 ELSE 0 END)"
        for slot in on
    )
    issues, actions = _among("i.factory_id", factories), _among("factory_id", factories)
    query = (
        "SELECT i.factory_id, count(*), sum(CASE WHEN i.verified = 'verified' THEN 1 ELSE 0 END),"
        " sum(CASE WHEN i.verified <> 'verified' AND (i.progress <> 'done' OR i.verified = 'reopened')"
        f" AND coalesce(i.due_on, a.due_on) < :today THEN 1 ELSE 0 END){were_open}"
        ' FROM "issue" i LEFT JOIN (SELECT issue_id, max(due_on) AS due_on'
        f' FROM "action" WHERE {actions} AND coalesce(deleted, FALSE) IS NOT TRUE AND done_on IS NULL GROUP BY issue_id) a'
        f" ON a.issue_id = i.id WHERE {issues} AND coalesce(i.deleted, FALSE) IS NOT TRUE GROUP BY i.factory_id"
    )
    slots = {"today": today.isoformat(), "never": "9999", **on, **_slots(factories)}
    return {
        factory: PlanCounts(issues, verified, late, tuple(over_time))
        for factory, issues, verified, late, *over_time in _plain(reader, query, slots)
    }


def _newest_cycles(reader: Reader) -> dict[str, tuple[int, str, str]]:
    query = 'SELECT factory_id, number, id, started_on FROM "cycle" WHERE coalesce(deleted, FALSE) IS NOT TRUE ORDER BY number'
    return {factory: (number, cycle, started) for factory, number, cycle, started in _plain(reader, query, {})}


def _issue_counts(reader: Reader, day: dict[str, str]) -> dict[str, tuple[int, int]]:
    query = (
        'SELECT factory_id, count(*), sum(CASE WHEN due_on < :today THEN 1 ELSE 0 END) FROM "issue"'
        " WHERE coalesce(deleted, FALSE) IS NOT TRUE AND verified <> 'verified' GROUP BY factory_id"
    )
    return {factory: (count, late or 0) for factory, count, late in _plain(reader, query, day)}


def _visit_times(reader: Reader, day: dict[str, str]) -> dict[str, tuple[str, str]]:
    query = (
        "SELECT factory_id, min(CASE WHEN started_at IS NULL AND closed_at IS NULL AND planned_at >= :today THEN planned_at END),"
        ' max(started_at) FROM "visit" WHERE coalesce(deleted, FALSE) IS NOT TRUE GROUP BY factory_id'
    )
    return {factory: (following or "", last or "") for factory, following, last in _plain(reader, query, day)}


def _waiting(reader: Reader) -> set[str]:
    """Factories with work that the office does not have yet: on themselves, or anywhere in their scope."""
    query = "SELECT DISTINCT CASE WHEN kind = 'factory' THEN thing ELSE scope END FROM operations WHERE state <> 'confirmed'"
    return {_of_scope(found) for (found,) in _plain(reader, query, {})}


def _waiting_of(reader: Reader, factories: Sequence[str]) -> set[str]:
    """The same, of a few factories."""
    slots = {f"f{number}": found for number, found in enumerate(factories)}
    scopes = {f"s{number}": f"factory/{found}" for number, found in enumerate(factories)}
    if not factories:
        return set()
    query = (
        f"SELECT DISTINCT thing FROM operations WHERE thing IN ({', '.join(':' + name for name in slots)}) AND state <> 'confirmed'"
        f" UNION SELECT DISTINCT scope FROM operations WHERE scope IN ({', '.join(':' + name for name in scopes)}) AND state <> 'confirmed'"
    )
    return {_of_scope(found) for (found,) in _plain(reader, query, slots | scopes)}


def _among(column: str, factories: Sequence[str] | None) -> str:
    """That a column names one of some factories (None: any); with `_slots`. On a desk's file only."""
    return "TRUE" if factories is None else f"{column} IN (SELECT value FROM json_each(:factories))"


def _slots(factories: Sequence[str] | None) -> dict[str, str]:
    return {} if factories is None else {"factories": json.dumps(list(factories))}


def _of_scope(scope: str) -> str:
    return scope.removeprefix("factory/")


def _collation(reader: Reader) -> str:
    return "NOCASE" if reader.connection.dialect.name == "sqlite" else '"C"'


def _plain(reader: Reader, query: str, slots: Mapping[str, Any]) -> list[Any]:
    """Rows as the driver gives them: plain tuples, which cost a third of SQLAlchemy's at 30,000 rows."""
    result = reader.connection.execute(text(query), dict(slots))
    return list(result.cursor.fetchall()) if result.cursor is not None else []
