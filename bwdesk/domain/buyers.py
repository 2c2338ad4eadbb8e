"""Buyers, which factories they buy from, and what a factory lets each of them read. Ledger of releases: release.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwdesk.domain.thing import Thing, limited, words


class Subscription(StrEnum):
    """How a buyer stands to the programme: a partner, a participant, or neither."""

    PARTNER = "partner"
    PARTICIPANT = "participant"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer(Thing):
    """A buyer as the programme knows it (scope `country/<cc>`; id from scope and name)."""

    name: str
    subscription: Subscription = Subscription.NONE
    contact: str = ""
    remark: str = words()

    @property
    def takes_part(self) -> bool:
        """Whether it reads reports at all, where factories let it. Source: domain notes "programme" §2.5."""
        return self.subscription is not Subscription.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply(Thing):
    """A factory works for a buyer (scope `factory/<id>`; id from scope and buyer). `since_year` is the first year, None unknown."""

    factory_id: str
    buyer_id: str
    since_year: int | None = None
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation(Thing):
    """The factory lets a buyer read reports of some kinds from one day to another (scope `factory/<id>`).

    `kinds` are kinds of reports (`report.ReportKind`). `given_by` is a job title at the factory.
    """

    factory_id: str
    buyer_id: str
    kinds: frozenset[str]
    from_on: date
    to_on: date | None = None
    withdrawn_on: date | None = None
    given_by: str = ""
    remark: str = limited(400)

    def covers(self, kind: str, day: date) -> bool:
        """True if it lets the buyer read reports of a kind on a day; withdrawing holds from the day itself."""
        is_over = (self.to_on is not None and day > self.to_on) or (self.withdrawn_on is not None and day >= self.withdrawn_on)
        return not self.deleted and kind in self.kinds and self.from_on <= day and not is_over
