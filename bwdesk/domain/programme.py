"""The programme profile: what a service model says in numbers and lists, as one value. Versioned data, no code.

Values only, read from parsed JSON in programme_reader.py; no files, no clock. A cycle names its profile. Sources: domain notes
"programme" §2.1-2.3, §5, §12; what they leave open (days to the first visit, tolerance on women's share, time by cluster, categories of
workers) is our choice, to be changed in the data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Milestone(StrEnum):
    """The steps of a cycle, in their order."""

    REGISTRATION = "registration"
    FIRST_VISIT = "first_visit"
    INITIAL_VISITS = "initial_visits"
    INTRO_SEMINAR = "intro_seminar"
    SELF_DIAGNOSIS = "self_diagnosis"
    ASSESSMENT = "assessment"
    COMMENTS = "comments"
    REPORT = "report"
    PROGRESS1 = "progress1"
    PROGRESS2 = "progress2"
    INVOICE = "invoice"
    RENEWAL = "renewal"


DIGITS: Mapping[str, int] = {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966, "khmr": 0x17E0, "mymr": 0x1040}
"""Digits that papers may be written in besides western ones (ISO 15924, as the Unicode locale data name them): where their zero stands."""
_SLOT_OR_FIGURES: Final = re.compile(r"\{[^}]*\}|[A-Za-z][A-Za-z-]*[0-9]+|[0-9]+")


def in_digits(sentence: str, digits: str) -> str:
    """A sentence of a catalogue with its figures in other digits (a key of `DIGITS`; empty changes nothing).

    Slots stay as they are, and the figures of SHA-256 or C138 are part of a name.
    """
    if not digits:
        return sentence
    own = {ord("0") + digit: DIGITS[digits] + digit for digit in range(10)}
    return _SLOT_OR_FIGURES.sub(lambda found: found[0].translate(own) if found[0].isdecimal() else found[0], sentence)


class PageSize(StrEnum):
    """Sheets that papers are laid out for (ISO 216 A4, US Letter)."""

    A4 = "a4"
    LETTER = "letter"


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

    def initial_visits(self, cycle_number: int) -> int:
        """Visits that a cycle begins with, within the days of self-diagnosis."""
        return self.initial_visits_first if cycle_number <= 1 else self.initial_visits_later


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
class Sample:
    """How many people are heard and files looked into, up to a number of workers (None: any number)."""

    workers_to: int | None
    interviews: int
    files: int


@dataclass(frozen=True, slots=True)
class AssessmentTime:
    """Minutes of a day on site for one person, the longest pause between two answers that still counts (minutes), and each cluster's
    share of the time; shares are parts of their own sum."""

    minutes_a_day: int
    pause_minutes: int
    shares: Mapping[str, int]


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
    """One version of the programme's rules. Countries are ISO alpha-2; what a country does not say holds as under "".

    `pages`: US Letter where the Unicode locale data (CLDR 46, `measurementData`, `paperSize`) have it.
    `alert_hours`: by step of the zero-tolerance protocol, the hours from notice within which it is taken; steps without stand in none.
    `sections`: by kind of report, its sections in their order (`domain.sections`).
    """

    name: str
    valid_from: date
    quotas: Quotas
    windows: Windows
    milestones: tuple[Milestone, ...]
    weekends: Mapping[str, frozenset[int]]
    digits: Mapping[str, Mapping[str, str]]
    pages: Mapping[str, PageSize]
    committees: Mapping[str, CommitteeRules]
    answers: tuple[str, ...]
    reasons: Mapping[str, tuple[str, ...]]
    roles: tuple[str, ...]
    closing: tuple[str, ...]
    agenda: tuple[str, ...]
    alert_categories: tuple[str, ...]
    alert_steps: tuple[str, ...]
    alert_hours: Mapping[str, int]
    alert_contacts: Mapping[str, tuple[str, ...]]
    criteria: Mapping[str, tuple[str, ...]]
    causes: tuple[str, ...]
    sections: Mapping[str, tuple[str, ...]]
    samples: tuple[Sample, ...]
    assessment_time: AssessmentTime
    worker_categories: Mapping[str, tuple[str, ...]]
    small_group: int
    desk: DeskRules

    def weekend(self, country: str) -> frozenset[int]:
        """The weekly rest days of a country, Monday is 0."""
        return self.weekends.get(country, self.weekends[""])

    def digits_in(self, country: str, language: str) -> str:
        """The digits (`DIGITS`) of a country's papers in a language; empty for western ones."""
        return self.digits.get(country, self.digits[""]).get(language, "")

    def page_in(self, country: str) -> PageSize:
        """The sheet that a country's papers are printed on."""
        return self.pages.get(country, self.pages[""])

    def committee(self, country: str) -> CommitteeRules:
        """The committee rules of a country."""
        return self.committees.get(country, self.committees[""])

    def contacts(self, country: str) -> tuple[str, ...]:
        """Whom to call in a zero-tolerance case, as the country's contact sheet says."""
        return self.alert_contacts.get(country, self.alert_contacts[""])

    def categories(self, country: str) -> tuple[str, ...]:
        """The categories of workers that an assessment in a country begins with; the pair changes them to the factory's own."""
        return self.worker_categories.get(country, self.worker_categories[""])

    def sample(self, workers: int) -> Sample:
        """How many interviews and files a factory of that size asks for."""
        return next(one for one in self.samples if one.workers_to is None or workers <= one.workers_to)

    def needs_reason(self, verdict: str) -> bool:
        """Whether an answer stands only with a reason."""
        return verdict in self.reasons
