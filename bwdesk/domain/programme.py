"""The programme profile: what a service model says in numbers and lists, as one value. Versioned data, no code.

Values only: read from parsed JSON (`profile_of`) and judged by key; no files, no clock. A cycle names its profile. Sources: domain notes
"programme" §2.1-2.3, §5, §12; what they leave open (days to the first visit, tolerance on women's share) is our choice, to be changed
in the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bwdesk.errors import Refused

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Milestone(StrEnum):
    """The steps of a cycle, in their order."""

    REGISTRATION = "registration"
    FIRST_VISIT = "first_visit"
    SELF_DIAGNOSIS = "self_diagnosis"
    ASSESSMENT = "assessment"
    COMMENTS = "comments"
    REPORT = "report"
    PROGRESS1 = "progress1"
    PROGRESS2 = "progress2"
    INVOICE = "invoice"
    RENEWAL = "renewal"


class Balance(StrEnum):
    """How the two sides of a committee must stand to each other."""

    EQUAL = "equal"
    WORKERS_AT_LEAST = "workers_at_least"


@dataclass(frozen=True, slots=True)
class Quotas:
    """What the package of one cycle holds. `…_first` is cycle 1, `…_later` every other; whole days; training is people times days."""

    visit_days_first: int
    visit_days_later: int
    seminars: int
    training_person_days: int
    assessments: int
    assessors: int
    assessment_days: int
    initial_visits_first: int
    initial_visits_later: int

    def visit_days(self, cycle_number: int) -> int:
        """Visit days of a cycle."""
        return self.visit_days_first if cycle_number <= 1 else self.visit_days_later


@dataclass(frozen=True, slots=True)
class Windows:
    """Lengths and places of the windows. Months are counted from 1; the assessment's from the first visit, the others from registration."""

    cycle_months: int
    first_visit_days: int
    diagnosis_days: int
    assessment_month_from: int
    assessment_month_to: int
    comment_working_days: int
    release_days: int
    progress1_month: int
    progress1_days: int
    progress2_month: int
    renewal_month: int
    due_soon_days: int


@dataclass(frozen=True, slots=True)
class CommitteeRules:
    """What a country asks of its committee. `women_tolerance` in percentage points below the workforce's share; None: no rule."""

    name: str
    seats_from: int
    seats_to: int
    balance: Balance
    women_tolerance: int
    meets_every_days: int
    term_months: int | None
    needed_from_workers: int | None
    chosen: frozenset[str]
    law: str


@dataclass(frozen=True, slots=True)
class ZeroTolerance:
    """Hours from notice until the authorities are asked, and until the programme follows up."""

    authorities_hours: int
    follow_up_hours: int


@dataclass(frozen=True, slots=True)
class DeskRules:
    """How long a laptop opens by PIN (hours) and without the office (days, with a warning before), and the grace for late work (days)."""

    pin_hours: int
    pin_tries: int
    open_days: int
    open_warning_days: int
    late_work_days: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One version of the programme's rules. Countries are ISO alpha-2; what a country does not say holds as under ""."""

    name: str
    valid_from: date
    quotas: Quotas
    windows: Windows
    milestones: tuple[Milestone, ...]
    weekends: Mapping[str, frozenset[int]]
    committees: Mapping[str, CommitteeRules]
    answers: tuple[str, ...]
    reasons: Mapping[str, tuple[str, ...]]
    roles: tuple[str, ...]
    closing: tuple[str, ...]
    agenda: tuple[str, ...]
    zero_tolerance: ZeroTolerance
    desk: DeskRules

    def weekend(self, country: str) -> frozenset[int]:
        """The weekly rest days of a country, Monday is 0."""
        return self.weekends.get(country, self.weekends[""])

    def committee(self, country: str) -> CommitteeRules:
        """The committee rules of a country."""
        return self.committees.get(country, self.committees[""])

    def needs_reason(self, verdict: str) -> bool:
        """Whether an answer stands only with a reason."""
        return verdict in self.reasons


@dataclass(frozen=True, slots=True)
class ProfileFault:
    """What is wrong with an entry of a profile: its path ("quotas.seminars") and the text key `profile.fault.<fault>`."""

    path: str
    fault: str


def profile_of(parsed: object) -> Profile:
    """The profile of a parsed JSON document. Raises Refused("profile.broken", faults=…) naming every entry that does not fit."""
    read = _Reader(parsed)
    profile = read.profile()
    if read.faults:
        raise Refused("profile.broken", count=len(read.faults), faults=tuple(read.faults))
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
            committees=committees,
            answers=self._choices("answers", ("compliant", "non_compliant", "not_applicable", "not_verified")),
            reasons=reasons,
            roles=self._texts("roles"),
            closing=self._texts("closing"),
            agenda=self._texts("agenda"),
            zero_tolerance=self._numbers(ZeroTolerance, "zero_tolerance"),
            desk=desk,
        )

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

    def _weekend(self, path: str) -> frozenset[int]:
        days = self._choices(path, WEEKDAYS)
        if len(days) > 3:
            self._fault(path, "order")
        return frozenset(WEEKDAYS.index(day) for day in days)

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
