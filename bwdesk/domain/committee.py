"""The factory's bipartite committee: members by side; parity and share of women judged by the programme's rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from bwdesk.domain.programme import Balance, CommitteeRules
from bwdesk.domain.thing import Thing, words


class Side(StrEnum):
    """The side a person sits on; guests have none."""

    MANAGEMENT = "management"
    WORKERS = "workers"
    UNION = "union"
    GUEST = "guest"


class Sex(StrEnum):
    """As recorded for counts; never used for anything else."""

    WOMAN = "woman"
    MAN = "man"
    UNSTATED = "unstated"


class Selection(StrEnum):
    """How a member came to sit on the committee."""

    ELECTED = "elected"
    NOMINATED = "nominated"
    APPOINTED = "appointed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Committee(Thing):
    """The committee of a factory (scope `factory/<id>`; id from the factory)."""

    factory_id: str
    name: str = ""
    formed_on: date | None = None
    meets: str = ""
    remark: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Thing):
    """A member of the committee, known by job title, never by name (scope `factory/<id>`)."""

    committee_id: str
    title: str
    side: Side
    sex: Sex = Sex.UNSTATED
    is_union: bool = False
    is_chair: bool = False
    selection: Selection = Selection.UNKNOWN
    chosen_on: date | None = None
    term_ends_on: date | None = None
    left_on: date | None = None


# Rules: domain notes "programme" §2.3; the numbers are the profile's ----------------------------------------------------------------


class Weight(StrEnum):
    """How much a remark on a committee says: a rule is broken, or something should be looked at."""

    BREACH = "breach"
    HINT = "hint"


@dataclass(frozen=True)
class Remark:
    """A remark on a committee: text key `committee.remark.<key>`, filled with `number` and `of`."""

    key: str
    weight: Weight
    number: int = 0
    of: int = 0


@dataclass(frozen=True)
class Seats:
    """Seats by side. `workers` counts the union's members too; `…_unstated` are members whose sex is not recorded."""

    management: int = 0
    workers: int = 0
    union: int = 0
    women: int = 0
    workers_women: int = 0
    workers_unstated: int = 0

    @property
    def total(self) -> int:
        return self.management + self.workers

    @property
    def women_among_workers(self) -> Fraction | None:
        """Share of women on the workers' side; None when it has no members, or the sex of one is not recorded."""
        return Fraction(self.workers_women, self.workers) if self.workers and not self.workers_unstated else None


@dataclass(frozen=True)
class Composition:
    """A committee as it stands on a day, judged by a country's rules."""

    seats: Seats
    remarks: tuple[Remark, ...]

    @property
    def has_parity(self) -> bool:
        """Both sides are there and balanced as the rules ask."""
        return not {"no_members", "one_side_missing", "sides_unequal", "workers_fewer"} & {r.key for r in self.remarks}

    @property
    def is_sound(self) -> bool:
        """No rule is broken."""
        return all(remark.weight is not Weight.BREACH for remark in self.remarks)


def sitting_members(members: Iterable[Member], on: date) -> tuple[Member, ...]:
    """Those who sit on the committee on a day: chosen by then and not gone; guests are no members."""
    return tuple(
        member
        for member in members
        if not member.deleted
        and member.side is not Side.GUEST
        and (member.chosen_on is None or member.chosen_on <= on)
        and (member.left_on is None or member.left_on > on)
    )


def composition(
    members: Iterable[Member], rules: CommitteeRules, on: date, *, workers_total: int | None = None, workers_women: int | None = None
) -> Composition:
    """Parity, size, women's share, terms and manner of choice on a day. `workers_…` are the factory's; None is unknown."""
    sitting = sitting_members(members, on)
    seats = _seats(sitting)
    remarks = [
        *_balance_remarks(seats, rules),
        *_women_remarks(seats, rules, workers_total, workers_women),
        *_term_remarks(sitting, rules, on),
    ]
    if rules.needed_from_workers is not None and workers_total is not None and workers_total < rules.needed_from_workers:
        remarks.append(Remark("not_required", Weight.HINT, workers_total, rules.needed_from_workers))
    return Composition(seats, tuple(remarks))


def _seats(sitting: Iterable[Member]) -> Seats:
    found = list(sitting)
    workers = [m for m in found if m.side in (Side.WORKERS, Side.UNION)]
    return Seats(
        management=len(found) - len(workers),
        workers=len(workers),
        union=sum(1 for m in workers if m.side is Side.UNION or m.is_union),
        women=sum(1 for m in found if m.sex is Sex.WOMAN),
        workers_women=sum(1 for m in workers if m.sex is Sex.WOMAN),
        workers_unstated=sum(1 for m in workers if m.sex is Sex.UNSTATED),
    )


def _balance_remarks(seats: Seats, rules: CommitteeRules) -> Iterator[Remark]:
    if not seats.total:
        yield Remark("no_members", Weight.BREACH)
        return
    if not seats.management or not seats.workers:
        yield Remark("one_side_missing", Weight.BREACH)
    elif rules.balance is Balance.EQUAL and seats.management != seats.workers:
        yield Remark("sides_unequal", Weight.BREACH, seats.workers, seats.management)
    elif rules.balance is Balance.WORKERS_AT_LEAST and seats.workers < seats.management:
        yield Remark("workers_fewer", Weight.BREACH, seats.workers, seats.management)
    if seats.total < rules.seats_from:
        yield Remark("too_few", Weight.HINT, seats.total, rules.seats_from)
    elif seats.total > rules.seats_to:
        yield Remark("too_many", Weight.HINT, seats.total, rules.seats_to)


def _women_remarks(seats: Seats, rules: CommitteeRules, total: int | None, women: int | None) -> Iterator[Remark]:
    """The workers' side mirrors the workforce: its share of women may lie so many points below, not more."""
    if not seats.workers:
        return
    share = seats.women_among_workers
    if share is None:
        yield Remark("women_unknown", Weight.HINT, seats.workers_unstated, seats.workers)
    elif not total or women is None or women > total:
        yield Remark("workforce_unknown", Weight.HINT)
    elif share + Fraction(rules.women_tolerance, 100) < Fraction(women, total):
        yield Remark("few_women", Weight.HINT, seats.workers_women, seats.workers)


def _term_remarks(sitting: Iterable[Member], rules: CommitteeRules, on: date) -> Iterator[Remark]:
    workers = [m for m in sitting if m.side in (Side.WORKERS, Side.UNION)]
    over = sum(1 for m in workers if m.term_ends_on is not None and m.term_ends_on < on)
    if over:
        yield Remark("term_over", Weight.HINT, over, len(workers))
    unfree = sum(1 for m in workers if m.selection is not Selection.UNKNOWN and m.selection not in rules.chosen)
    if unfree:
        yield Remark("not_chosen_by_workers", Weight.BREACH, unfree, len(workers))
    unknown = sum(1 for m in workers if m.selection is Selection.UNKNOWN)
    if unknown:
        yield Remark("choice_unknown", Weight.HINT, unknown, len(workers))
