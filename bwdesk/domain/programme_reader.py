"""Reads a programme profile from a parsed JSON document, and names every entry that does not fit instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bwdesk.domain.programme import (
    DIGITS,
    WEEKDAYS,
    AssessmentTime,
    Balance,
    CommitteeRules,
    DeskRules,
    Milestone,
    PageSize,
    Profile,
    Quotas,
    Sample,
    Windows,
)
from bwdesk.domain.sections import SECTIONS
from bwdesk.errors import Refused, Words


@dataclass(frozen=True, slots=True)
class ProfileFault:
    """What is wrong with an entry of a profile: its path ("quotas.seminars") and the text key `profile.fault.<fault>`."""

    path: str
    fault: str


def profile_of(parsed: object, file: str = "") -> Profile:
    """The profile of a parsed JSON document, read from a file. Raises Refused("profile.broken", faults=…) naming every entry that does
    not fit, the first of them in the sentence."""
    read = _Reader(parsed)
    profile = read.profile()
    if read.faults:
        first = read.faults[0]
        why = Words(f"profile.fault.{first.fault}")
        raise Refused("profile.broken", file=file, count=len(read.faults), entry=first.path, why=why, faults=tuple(read.faults))
    return profile


class _Reader:
    """Reads entries by path, and notes what does not fit instead of stopping at the first."""

    def __init__(self, parsed: object) -> None:
        self.faults: list[ProfileFault] = []
        self._root = parsed

    def profile(self) -> Profile:
        windows = self._numbers(Windows, "windows")
        self._judge_windows(windows)
        weekends = {country: self._weekend(f"calendars.{country}.weekend") for country in self._countries("calendars")}
        committees = {country: self._committee(f"committees.{country}") for country in self._countries("committees")}
        reasons = {verdict: self._texts(f"reasons.{verdict}") for verdict in self._mapping("reasons")}
        desk = self._numbers(DeskRules, "desk")
        if desk.open_warning_days > desk.open_days:
            self._fault("desk.open_warning_days", "order")
        return Profile(
            name=self._text("name"),
            valid_from=self._day("valid_from"),
            quotas=self._numbers(Quotas, "quotas"),
            windows=windows,
            milestones=tuple(Milestone(m) for m in self._choices("milestones", tuple(Milestone))),
            weekends=weekends,
            digits={country: self._digits(f"digits.{country}") for country in self._countries("digits")},
            pages={country: self._page(f"pages.{country}") for country in self._countries("pages")},
            committees=committees,
            answers=self._choices("answers", ("compliant", "non_compliant", "not_applicable", "not_verified")),
            reasons=reasons,
            roles=self._texts("roles"),
            closing=self._texts("closing"),
            agenda=self._texts("agenda"),
            alert_categories=self._texts("alert_categories"),
            alert_steps=self._texts("alert_steps"),
            alert_hours=self._hours("alert_hours", "alert_steps"),
            alert_contacts={country: self._texts(f"alert_contacts.{country}") for country in self._countries("alert_contacts")},
            criteria={family: self._texts(f"criteria.{family}") for family in self._mapping("criteria")},
            causes=self._texts("causes"),
            sections=self._sections("sections"),
            samples=self._samples("samples"),
            assessment_time=self._time("assessment_time"),
            worker_categories={country: self._texts(f"worker_categories.{country}") for country in self._countries("worker_categories")},
            small_group=self._number("small_group"),
            desk=desk,
        )

    def _sections(self, path: str) -> dict[str, tuple[str, ...]]:
        """Sections in their order by kind of report, for every kind; a section that does not fit is named with its kind."""
        for unknown in set(self._mapping(path)) - set(SECTIONS):
            self._fault(f"{path}.{unknown}", "unknown")
        return {kind: self._sections_of(f"{path}.{kind}", kind) for kind in SECTIONS}

    def _sections_of(self, path: str, kind: str) -> tuple[str, ...]:
        value, sections = self._at(path), SECTIONS[kind]
        if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
            self._fault(path, "list")
            return ()
        for key in value:
            if key not in sections.known:
                self._fault(f"{path}.{key}", "unknown")
            elif value.count(key) > 1:
                self._fault(f"{path}.{key}", "twice")
        for key in sections.known:
            if key in sections.needed and key not in value:
                self._fault(f"{path}.{key}", "needed")
        return tuple(value)

    def _judge_windows(self, windows: Windows) -> None:
        if windows.assessment_month_from > windows.assessment_month_to:
            self._fault("windows.assessment_month_to", "order")
        for name in ("progress1_month", "progress2_month", "renewal_month"):
            if getattr(windows, name) > windows.cycle_months:
                self._fault(f"windows.{name}", "order")

    def _committee(self, path: str) -> CommitteeRules:
        seats_from, seats_to = self._number(f"{path}.seats_from"), self._number(f"{path}.seats_to")
        if seats_from > seats_to:
            self._fault(f"{path}.seats_to", "order")
        balance = self._text(f"{path}.balance")
        if balance not in tuple(Balance):
            self._fault(f"{path}.balance", "choice")
            balance = Balance.EQUAL
        return CommitteeRules(
            name=self._text(f"{path}.name"),
            seats_from=seats_from,
            seats_to=seats_to,
            balance=Balance(balance),
            women_tolerance=self._number(f"{path}.women_tolerance"),
            meets_every_days=self._number(f"{path}.meets_every_days"),
            term_months=self._number_or_none(f"{path}.term_months"),
            needed_from_workers=self._number_or_none(f"{path}.needed_from_workers"),
            chosen=frozenset(self._choices(f"{path}.chosen", ("elected", "nominated", "appointed"))),
            law=self._text(f"{path}.law", may_be_empty=True),
        )

    def _samples(self, path: str) -> tuple[Sample, ...]:
        rows = self._at(path)
        found: list[Sample] = []
        for row in rows if isinstance(rows, list) else ():
            if not isinstance(row, list) or len(row) != 3 or any(type(one) is not int or one < 0 for one in row[1:]):
                self._fault(path, "number")
                return ()
            found.append(Sample(*row))
        *bounds, last = [one.workers_to for one in found] or [0]
        numbers = [one for one in bounds if type(one) is int]
        if last is not None or len(numbers) < len(bounds) or numbers != sorted(set(numbers)):
            self._fault(path, "order")
        return tuple(found)

    def _time(self, path: str) -> AssessmentTime:
        shares = {cluster: self._number(f"{path}.shares.{cluster}") for cluster in self._mapping(f"{path}.shares")}
        if not any(shares.values()):
            self._fault(f"{path}.shares", "number")
        return AssessmentTime(self._number(f"{path}.minutes_a_day"), self._number(f"{path}.pause_minutes"), shares)

    def _hours(self, path: str, steps: str) -> dict[str, int]:
        """Hours by step; each step stands in the list at another path."""
        known = self._at(steps)
        found = {step: self._number(f"{path}.{step}") for step in self._mapping(path)}
        for step in found:
            if not isinstance(known, list) or step not in known:
                self._fault(f"{path}.{step}", "choice")
        return found

    def _weekend(self, path: str) -> frozenset[int]:
        days = self._choices(path, WEEKDAYS)
        if len(days) > 3:
            self._fault(path, "order")
        return frozenset(WEEKDAYS.index(day) for day in days)

    def _digits(self, path: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for language in self._mapping(path):
            found[language] = self._text(f"{path}.{language}")
            if found[language] not in DIGITS:
                self._fault(f"{path}.{language}", "choice")
        return found

    def _page(self, path: str) -> PageSize:
        page = self._text(path)
        if page not in tuple(PageSize):
            self._fault(path, "choice")
            return PageSize.A4
        return PageSize(page)

    def _countries(self, path: str) -> tuple[str, ...]:
        countries = tuple(self._mapping(path))
        if "" not in countries:
            self._fault(f"{path}.", "missing")
        for country in countries:
            if country and not (len(country) == 2 and country.isascii() and country.isupper()):
                self._fault(f"{path}.{country}", "country")
        return (*countries, *(() if "" in countries else ("",)))

    def _numbers(self, kind: type[Any], path: str) -> Any:
        """A group of whole numbers, one for each field of a dataclass; entries the dataclass does not know are faults."""
        names = tuple(kind.__dataclass_fields__)
        for unknown in set(self._mapping(path)) - set(names):
            self._fault(f"{path}.{unknown}", "unknown")
        return kind(**{name: self._number(f"{path}.{name}") for name in names})

    def _number(self, path: str) -> int:
        value = self._at(path)
        if type(value) is not int or value < 0:
            self._fault(path, "number")
            return 0
        return value

    def _number_or_none(self, path: str) -> int | None:
        return None if self._has_none(path) else self._number(path)

    def _text(self, path: str, *, may_be_empty: bool = False) -> str:
        value = self._at(path)
        if not isinstance(value, str) or not (value or may_be_empty):
            self._fault(path, "text")
            return ""
        return value

    def _day(self, path: str) -> date:
        try:
            return date.fromisoformat(self._text(path))
        except ValueError:
            self._fault(path, "day")
            return date.min

    def _texts(self, path: str) -> tuple[str, ...]:
        value = self._at(path)
        if not isinstance(value, list) or not value or not all(isinstance(entry, str) and entry for entry in value):
            self._fault(path, "list")
            return ()
        if len(set(value)) != len(value):
            self._fault(path, "twice")
        return tuple(value)

    def _choices(self, path: str, known: tuple[str, ...]) -> tuple[str, ...]:
        found = self._texts(path)
        if any(entry not in known for entry in found):
            self._fault(path, "choice")
        return tuple(entry for entry in found if entry in known)

    def _mapping(self, path: str) -> Mapping[str, Any]:
        value = self._at(path)
        if not isinstance(value, dict):
            self._fault(path, "group")
            return {}
        return value

    def _has_none(self, path: str) -> bool:
        group, _, name = path.rpartition(".")
        parent = self._at(group)
        return isinstance(parent, dict) and name in parent and parent[name] is None

    def _at(self, path: str) -> object:
        value = self._root
        for name in path.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value

    def _fault(self, path: str, fault: str) -> None:
        found = ProfileFault(path, fault)
        if all(known.path != path for known in self.faults):
            self.faults.append(found)
